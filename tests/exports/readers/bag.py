"""bagit: whether a bag is valid, and how many files it has."""

import json
import sys

import bagit

held = bagit.Bag(sys.argv[1])
try:
    held.validate()
    print(json.dumps(["valid", len(list(held.payload_files()))]))
except bagit.BagValidationError as error:
    print(json.dumps([str(error), 0]))
