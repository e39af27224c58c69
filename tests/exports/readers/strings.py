"""spaCy: the number that its store of strings gives to each word on standard input, a word a line."""

import json
import sys
from pathlib import Path

from spacy.strings import StringStore
from spacy.symbols import IDS

store = StringStore()
words = json.loads(Path(sys.argv[1]).read_text("utf-8"))
print(json.dumps([{word: store.add(word) for word in words}, sorted(IDS, key=IDS.get)]))
