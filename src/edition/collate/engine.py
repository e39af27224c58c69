"""Collation as one sentence: words, alignment, the order of the base, the apparatus."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from edition.collate.align import align
from edition.collate.analyse import analyse
from edition.collate.columns import columns_of, split_classes
from edition.collate.corpus import Corpus
from edition.collate.restate import in_order_of
from edition.collate.words import words_of
from edition.model import Apparatus, Finding, Position, Severity, Siglum, Witness

_CODES = {"too-repetitive": "E501"}
Spans = Mapping[Siglum, Sequence[tuple[int, int]]]


def collate(witnesses: Sequence[Witness], base: Siglum, spans: Spans) -> tuple[Apparatus, tuple[Finding, ...]]:
    """The apparatus of the witnesses in the order of the base, and what could not be aligned.

    `spans` are the stretches of each witness's text (code points) that no unit's edge may cut: names and dates.
    """
    words = [words_of(w, spans.get(w.siglum, ())) for w in witnesses]
    number = next(i for i, w in enumerate(witnesses) if w.siglum == base)
    corpus = Corpus()
    for one in words:
        corpus.add_text(one.siglum, one.joined)
    found = align(corpus)
    rows = split_classes(words, number, found.cells.tolist())
    cells = np.asarray(rows, np.int32).reshape(len(rows), len(words))
    alignment = in_order_of(replace(found, cells=cells), number)
    table = columns_of(words, number, alignment.cells.tolist(), alignment.moves)
    place = Position(witnesses[number].seed.path)
    findings = tuple(Finding(_CODES[code], Severity.WARNING, said, place) for code, said in alignment.findings)
    return analyse(table), findings
