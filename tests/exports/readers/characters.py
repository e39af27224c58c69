"""dendropy: the states of every taxon of a NEXUS or PHYLIP file."""

import json
import sys

import dendropy

path, schema = sys.argv[1:]
matrix = dendropy.StandardCharacterMatrix.get(path=path, schema=schema)
print(json.dumps({taxon.label: "".join(map(str, matrix[taxon])) for taxon in matrix.taxon_namespace}))
