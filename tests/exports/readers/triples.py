"""rdflib and pyshacl: whether a graph conforms to shapes, and how many things of each class it has."""

import json
import sys
from collections import Counter

import pyshacl
import rdflib

path, shapes, base = sys.argv[1:]
graph = rdflib.Graph().parse(path, publicID=base)
conforms, _, said = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(shapes))
classes = Counter(str(kind).rpartition("/")[2] for kind in graph.objects(None, rdflib.RDF.type))
properties = Counter(str(name).rpartition("/")[2].rpartition("#")[2] for name in graph.predicates())
blank = sum(isinstance(node, rdflib.BNode) for triple in graph for node in triple)
print(json.dumps([conforms, said[:1000], classes, properties, blank]))
