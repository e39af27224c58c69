"""rocrate and datacite: name, licence and files of a crate; what is wrong with DataCite metadata."""

import json
import sys
from pathlib import Path

from datacite import schema45
from rocrate.rocrate import ROCrate

folder, metadata = sys.argv[1:]
crate = ROCrate(folder)
files = {e.id: [e.get("sha256"), e.get("encodingFormat")] for e in crate.data_entities}
with Path(metadata).open(encoding="utf-8") as file:
    errors = [error.message for error in schema45.validator.iter_errors(json.load(file))]
print(json.dumps([crate.name, crate.root_dataset.get("license").id, files, errors]))
