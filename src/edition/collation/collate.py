"""Collation as one sentence: words, alignment, the order of the base, the apparatus."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from edition.collation.align.align import align
from edition.collation.align.order import Divisions
from edition.collation.align.reorder import in_order_of
from edition.collation.apparatus.analyse import analyse
from edition.collation.apparatus.witness_order import hearing_order, listed
from edition.collation.blocks.columns import Columns, columns_of, split_classes
from edition.collation.blocks.match_blocks import answered
from edition.collation.tokens.corpus import Corpus
from edition.collation.tokens.witness_tokens import GivenToken, Words, call_persons_alike, words_of
from edition.model import Apparatus, Finding, Mention, Node, Position, Severity, Siglum, Witness

TOO_REPETITIVE = "E501"  # the code of the finding that a passage had to be left unaligned
BASE = 0  # the number of the base in the canonical order of the witnesses
Names = Mapping[Siglum, Sequence[Mention | Node]]


def collate(
    witnesses: Sequence[Witness], base: Siglum, names: Names, same: Mapping[str, str] | None = None
) -> tuple[Apparatus, tuple[Finding, ...]]:
    """The apparatus of the witnesses in the order of the base, and what could not be aligned.

    `names` are the names, dates and foreign words of each witness: no unit's edge cuts a name or date, and names of
    one entry of a register compare as the same. `same`: words or phrases that the editor takes for others.
    """
    table, findings = collated_columns(witnesses, base, names, same)
    return apparatus_of(table, [w.siglum for w in witnesses]), findings


def apparatus_of(table: Columns, sigla: Sequence[Siglum]) -> Apparatus:
    """The apparatus of columns, its witnesses in the order of the sigla."""
    with _without_collector():
        return listed(analyse(table), sigla)


def collated_columns(
    witnesses: Sequence[Witness],
    base: Siglum,
    names: Names,
    same: Mapping[str, str] | None = None,
    given: Mapping[Siglum, Sequence[GivenToken]] | None = None,
) -> tuple[Columns, tuple[Finding, ...]]:
    """The columns from which apparatus and table are made, and what could not be aligned.

    `given`: the tokens of witnesses that another program has cut into words.
    """
    heard = hearing_order(witnesses, base)
    with _without_collector():
        words = [words_of(w, names.get(w.siglum, ()), same, (given or {}).get(w.siglum)) for w in heard]
        call_persons_alike(words)
        return _columns(words, heard[BASE].seed.path)


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


def _columns(words: Sequence[Words], path: str) -> tuple[Columns, tuple[Finding, ...]]:
    corpus = Corpus()
    for one in words:
        corpus.add_tokens(one.siglum, one.text, one.norm)
    found = align(corpus)
    rows = answered(words, BASE, split_classes(words, BASE, found.cells.tolist()), corpus)
    cells = np.asarray(rows, np.int32).reshape(len(rows), len(words))
    divisions = [Divisions(np.asarray(one.sentence, np.int64), np.asarray(one.block, np.int64)) for one in words]
    alignment = in_order_of(replace(found, cells=cells), BASE, divisions)
    table = columns_of(words, BASE, alignment.cells.tolist(), alignment.moves)
    place = Position(path)
    return table, tuple(Finding(TOO_REPETITIVE, Severity.WARNING, said, place) for _, said in alignment.findings)
