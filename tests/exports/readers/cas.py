"""cassis: the text of a CAS, its sentences, tokens and named entities."""

import json
import sys
from pathlib import Path

from cassis import load_cas_from_xmi, load_typesystem

types, path = sys.argv[1:]
with Path(types).open("rb") as file:
    system = load_typesystem(file)
with Path(path).open("rb") as file:
    cas = load_cas_from_xmi(file, typesystem=system)
api = "de.tudarmstadt.ukp.dkpro.core.api"
entities = [
    [e.begin, e.end, e.get_covered_text(), e.value, e.identifier] for e in cas.select(f"{api}.ner.type.NamedEntity")
]
sizes = [len(cas.select(f"{api}.segmentation.type.{name}")) for name in ("Sentence", "Token")]
print(json.dumps([cas.sofa_string, sizes, entities]))
