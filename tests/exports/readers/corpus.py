"""Text-Fabric: the nodes of each type, all text, hits of a search, a section, mentions, and readings by their place."""

import json
import sys

from tf.fabric import Fabric

api = Fabric(locations=sys.argv[1], silent="deep").loadAll(silent="deep")
features, text, edges = api.F, api.T, api.E
counts = {kind: last - first + 1 for kind, _, first, last in api.C.levels.data}
hits = len(list(api.S.search(f"token str={sys.argv[2]}")))
texts = {features.text.v(node): text.text(node) for node in features.otype.s("text")}
mentions = [[features.id.v(n), text.text(n), features.ref.v(n)] for n in features.otype.s("mention")]
section = text.text(text.nodeFromSection((sys.argv[3], 1)))
aligned: dict[str, list[str]] = {}
for node in features.otype.s("reading"):
    aligned.setdefault(features.app.v(node), []).append(text.text(node))
    assert all(features.app.v(other) == app for other, app in edges.aligned.f(node))
print(json.dumps([counts, hits, texts, mentions, section, aligned]))
