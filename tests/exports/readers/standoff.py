"""bratly: entities with places and words, and how many annotations of other kinds, of every document in a folder."""

import json
import sys

from bratly.io import read_document_collection_from_folder

told = {}
for document in read_document_collection_from_folder(sys.argv[1]).documents:
    annotations = [a for held in document.annotation_collections for a in held.annotations]
    entities = [
        [a.fragments[0].start, a.fragments[0].end, a.content, a.label]
        for a in annotations
        if type(a).__name__ == "EntityAnnotation"
    ]
    others = [type(a).__name__ for a in annotations if type(a).__name__ != "EntityAnnotation"]
    told[document.fullpath or document.filename_without_ext] = [
        entities, {kind: others.count(kind) for kind in sorted(set(others))}
    ]  # fmt: skip
print(json.dumps(told))
