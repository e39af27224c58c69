"""networkx: nodes, edges and the sum of their weights, and one node."""

import json
import sys

import networkx

path, node = sys.argv[1:]
graph = networkx.read_gexf(path, version="1.3") if path.endswith(".gexf") else networkx.read_graphml(path)
weight = sum(data["weight"] for *_, data in graph.edges(data=True))
print(json.dumps([len(graph), graph.number_of_edges(), weight, graph.nodes[node], graph.is_directed()]))
