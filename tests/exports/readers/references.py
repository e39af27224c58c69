"""pybtex and rispy: the entries of a BibTeX and of a RIS file."""

import json
import sys
from pathlib import Path

import rispy
from pybtex.database import parse_file

bibtex, ris = sys.argv[1:]
entries = parse_file(bibtex).entries
found = {key: [entry.type, entry.fields.get("title", "").strip("{}"), entry.fields.get("year", ""),
               [str(p) for p in entry.persons.get("author", [])]] for key, entry in entries.items()}  # fmt: skip
with Path(ris).open(encoding="utf-8") as file:
    records = {r["id"]: [r["type_of_reference"], r.get("title", ""), r.get("year", ""), r.get("authors", [])]
               for r in rispy.load(file)}  # fmt: skip
print(json.dumps([found, records]))
