"""jsonschema: what is wrong with a document by a schema."""

import json
import sys
from pathlib import Path

import jsonschema

document, schema = (json.loads(Path(path).read_text("utf-8")) for path in sys.argv[1:])
print(json.dumps([error.message[:200] for error in jsonschema.Draft7Validator(schema).iter_errors(document)]))
