"""CollateX: the tokens of every witness in a file, and with `again` the table of a collation of them."""

import json
import sys
from pathlib import Path

from collatex import Collation, collate

data = json.loads(Path(sys.argv[1]).read_text("utf-8"))
held = Collation.create_from_dict(data)
found = {w.sigil: [token.token_data["t"] for token in w.tokens()] for w in held.witnesses}
rows = None
if sys.argv[2:] == ["again"]:
    table = collate(held, segmentation=False)
    rows = {row.header: [cell and "".join(t.token_data["t"] for t in cell) for cell in row.cells] for row in table.rows}
print(json.dumps([found, rows]))
