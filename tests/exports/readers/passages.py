"""dapytains: the citable units that a TEI document declares, and the text of the passages named."""

import json
import sys

from dapytains.tei.document import Document

document = Document(sys.argv[1])
refs = [unit.ref for unit in document.get_reffs()]
texts = {ref: " ".join("".join(document.get_passage(ref).itertext()).split()) for ref in sys.argv[2:]}
print(json.dumps([refs, texts]))
