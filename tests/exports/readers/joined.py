"""dendropy: the tree that it joins of a CSV table of distances, as the lengths above sets of tips."""

import json
import sys
from pathlib import Path

import dendropy

with Path(sys.argv[1]).open(encoding="utf-8") as file:
    distances = dendropy.PhylogeneticDistanceMatrix.from_csv(src=file, delimiter=",")
tree = distances.nj_tree()
everyone = {leaf.taxon.label for leaf in tree.leaf_nodes()}
first = min(everyone)
made = {}
for node in tree.postorder_node_iter():
    side = {leaf.taxon.label for leaf in node.leaf_iter()}
    if node.edge.length is not None and side != everyone:
        side = everyone - side if first in side else side
        made[" ".join(sorted(side))] = made.get(" ".join(sorted(side)), 0) + node.edge.length
print(json.dumps(made))
