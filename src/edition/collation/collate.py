"""Collation as one sentence: words, alignment, the order of the base, the apparatus."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from edition.collation.align.align import align
from edition.collation.align.order import Divisions
from edition.collation.align.reorder import reorder
from edition.collation.apparatus.analyse import analyse
from edition.collation.apparatus.witness_order import canonical_order, sort_sigla
from edition.collation.blocks.aligned_tokens import AlignedTokens, align_tokens_of_base, split_classes
from edition.collation.blocks.match_blocks import match_blocks
from edition.collation.tokens.corpus import Corpus
from edition.collation.tokens.witness_tokens import GivenToken, Words, unify_person_norms, words_of
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


def apparatus_of(table: AlignedTokens, sigla: Sequence[Siglum]) -> Apparatus:
    """The apparatus of columns, its witnesses in the order of the sigla."""
    with _pause_garbage_collector():
        return sort_sigla(analyse(table), sigla)


def collated_columns(
    witnesses: Sequence[Witness],
    base: Siglum,
    names: Names,
    same: Mapping[str, str] | None = None,
    given: Mapping[Siglum, Sequence[GivenToken]] | None = None,
) -> tuple[AlignedTokens, tuple[Finding, ...]]:
    """The columns from which apparatus and table are made, and what could not be aligned.

    `given`: the tokens of witnesses that another program has cut into words.
    """
    ordered = canonical_order(witnesses, base)
    with _pause_garbage_collector():
        words = [words_of(w, names.get(w.siglum, ()), same, (given or {}).get(w.siglum)) for w in ordered]
        unify_person_norms(words)
        return _columns(words, ordered[BASE].seed.path)


@contextmanager
def _pause_garbage_collector() -> Iterator[None]:
    """Collation makes many small objects and no circles of them: the search for such is put off until it is done."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _columns(words: Sequence[Words], path: str) -> tuple[AlignedTokens, tuple[Finding, ...]]:
    corpus = Corpus()
    for one in words:
        corpus.add_tokens(one.siglum, one.text, one.norm)
    found = align(corpus)
    columns = match_blocks(words, BASE, split_classes(words, BASE, found.cells.tolist()), corpus)
    cells = np.asarray(columns, np.int32).reshape(len(columns), len(words))
    divisions = [Divisions(np.asarray(one.sentence, np.int64), np.asarray(one.block, np.int64)) for one in words]
    alignment = reorder(replace(found, cells=cells), BASE, divisions)
    table = align_tokens_of_base(words, BASE, alignment.cells.tolist(), alignment.moves)
    place = Position(path)
    return table, tuple(Finding(TOO_REPETITIVE, Severity.WARNING, message, place) for _, message in alignment.findings)
