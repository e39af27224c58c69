"""Collation as one sentence: words, alignment, the order of the base, the apparatus."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from edition.collate.align import align
from edition.collate.analyse import analyse
from edition.collate.answers import answered
from edition.collate.columns import columns_of, split_classes
from edition.collate.corpus import Corpus
from edition.collate.listing import hearing_order, listed
from edition.collate.order import Divisions
from edition.collate.restate import in_order_of
from edition.collate.words import call_persons_alike, words_of
from edition.model import Apparatus, Finding, Mention, Node, Position, Severity, Siglum, Witness

TOO_REPETITIVE = "E501"  # the code of the finding that a passage had to be left unaligned
Names = Mapping[Siglum, Sequence[Mention | Node]]


def collate(
    witnesses: Sequence[Witness], base: Siglum, names: Names, same: Mapping[str, str] | None = None
) -> tuple[Apparatus, tuple[Finding, ...]]:
    """The apparatus of the witnesses in the order of the base, and what could not be aligned.

    `names` are the names, dates and foreign words of each witness: no unit's edge cuts a name or date, and names of
    one entry of a register compare as the same. `same`: words or phrases that the editor takes for others.
    """
    with _without_collector():
        return _collated(witnesses, base, names, same or {})


@contextmanager
def _without_collector() -> Iterator[None]:
    """Collation makes many small objects and no circles of them: the search for such is put off until it is done."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _collated(
    witnesses: Sequence[Witness], base: Siglum, names: Names, same: Mapping[str, str]
) -> tuple[Apparatus, tuple[Finding, ...]]:
    heard = hearing_order(witnesses, base)
    words = [words_of(w, names.get(w.siglum, ()), same) for w in heard]
    call_persons_alike(words)
    number = 0  # of the base
    corpus = Corpus()
    for one in words:
        corpus.add_tokens(one.siglum, one.text, one.norm)
    found = align(corpus)
    rows = answered(words, number, split_classes(words, number, found.cells.tolist()), corpus)
    cells = np.asarray(rows, np.int32).reshape(len(rows), len(words))
    divisions = [Divisions(np.asarray(one.sentence, np.int64), np.asarray(one.block, np.int64)) for one in words]
    alignment = in_order_of(replace(found, cells=cells), number, divisions)
    table = columns_of(words, number, alignment.cells.tolist(), alignment.moves)
    place = Position(heard[number].seed.path)
    findings = tuple(Finding(TOO_REPETITIVE, Severity.WARNING, said, place) for _, said in alignment.findings)
    return listed(analyse(table), [w.siglum for w in witnesses]), findings
