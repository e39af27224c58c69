"""spaCy: every Doc of a DocBin, or of a CoNLL file that spaCy converts, as text; its entities; its sentences."""

import json
import sys
from pathlib import Path

import spacy
from spacy.tokens import DocBin
from spacy.training.converters import conll_ner_to_docs

path = Path(sys.argv[1])
nlp = spacy.blank("en")
if path.suffix == ".conll":
    docs = list(conll_ner_to_docs(path.read_text("utf-8"), n_sents=0, no_print=True))
else:
    docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
again = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "SENT_START", "ENT_KB_ID", "ENT_ID"], docs=docs)
kept = [[e.text, e.label_, e.kb_id_, e.id_] for doc in again.get_docs(nlp.vocab) for e in doc.ents]
entities = [[e.text, e.label_, e.kb_id_, e.id_] for doc in docs for e in doc.ents]
print(json.dumps([[doc.text for doc in docs], entities, sum(1 for doc in docs for _ in doc.sents), kept == entities]))
