"""Texts of tokens into a table of tokens, in the order of the base: what `edition collate` writes but TEI."""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from edition.collate.align import Alignment, align
from edition.collate.arrays import Bools, Cells, Ints
from edition.collate.corpus import Corpus
from edition.collate.normalize import normal
from edition.collate.order import columns_of
from edition.collate.restate import in_order_of
from edition.collate.tokenize import token_spans
from edition.model import MovedPassage, Siglum, Token, TokenTable, TokenText

_cached = lru_cache(maxsize=2**16)(normal)


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a text; joined they are the text. A text of white space alone is one token."""
    places = token_spans(text)
    if not places:
        return (Token(text, text),) if text else ()
    starts = [0, *(start for start, _ in places[1:])]
    ends = [*starts[1:], len(text)]
    return tuple(
        Token(text[a:word_end], _cached(text[start:word_end]), text[word_end:b])
        for (start, word_end), a, b in zip(places, starts, ends, strict=True)
    )


def norm_of(text: str) -> str:
    """What a token is compared by, where nobody has said."""
    return _cached(text.strip()) or text


def tabulate(
    texts: Sequence[TokenText], base: Siglum, joined: bool, tell: Callable[[str], None]
) -> tuple[TokenTable, tuple[str, ...]]:
    """The table of the texts, and sentences on what could not be aligned.

    `joined`: neighbouring columns in which the same witnesses agree and differ are one column.
    """
    corpus = Corpus()
    for text in texts:
        corpus.add_tokens(text.siglum, [t.text.strip() for t in text.tokens], [t.norm for t in text.tokens])
    tell("aligning")
    number = corpus.sigla.index(base)
    alignment = in_order_of(align(corpus), number)
    starts = _starts(alignment, joined)
    columns = _columns(alignment.cells, starts)
    return TokenTable(tuple(texts), base, columns, _moved(alignment, starts)), tuple(s for _, s in alignment.findings)


def _starts(alignment: Alignment, joined: bool) -> Ints:
    """The columns of the alignment with which a column of the table begins."""
    cells = alignment.cells
    if not joined or not len(cells):
        return np.arange(len(cells))
    opens = np.ones(len(cells), bool)
    opens[1:] = ~_follows(alignment)
    for move in alignment.moves:
        edges = np.isin(cells[:, move.witness], (move.start, move.end))
        opens |= edges
    return np.flatnonzero(opens)


def _follows(alignment: Alignment) -> Bools:
    """For every column but the first, whether it goes on from the one before: the next tokens of the same witnesses,
    agreeing and differing alike."""
    cells = alignment.cells
    held = cells >= 0
    runs_on = (np.diff(cells, axis=0) == 1) | ~held[1:]
    same = (held[1:] == held[:-1]) & runs_on
    likes = _likes(alignment)
    follows: Bools = same.all(axis=1) & (likes[1:] == likes[:-1]).all(axis=1)
    return follows


def _likes(alignment: Alignment) -> Cells:
    """For every cell the first witness with the same key in its column; -1 for a gap."""
    cells, keys = alignment.cells, alignment.corpus.keys
    held = np.full(cells.shape, -1, np.int32)
    for witness, sequence in enumerate(keys):
        there = cells[:, witness] >= 0
        held[there, witness] = sequence[cells[there, witness]]
    likes = np.full(cells.shape, -1, np.int32)
    for witness in range(cells.shape[1]):
        equal = held[:, : witness + 1] == held[:, [witness]]
        likes[:, witness] = np.where(held[:, witness] >= 0, equal.argmax(axis=1), -1)
    return likes


def _columns(cells: Cells, starts: Ints) -> tuple[tuple[tuple[int, int] | None, ...], ...]:
    if not len(starts):
        return ()
    ends = np.append(starts[1:], len(cells)) - 1
    pairs = zip(cells[starts].tolist(), cells[ends].tolist(), strict=True)
    return tuple(
        tuple((a, b + 1) if a >= 0 else None for a, b in zip(first, last, strict=True)) for first, last in pairs
    )


def _moved(alignment: Alignment, starts: Ints) -> tuple[MovedPassage, ...]:
    """The moves with their own places: before the column of the witness's next token that is not moved."""
    made = []
    for witness, siglum in enumerate(alignment.corpus.sigla):
        moves = [m for m in alignment.moves if m.witness == witness]
        column = np.append(columns_of(alignment.cells, witness), len(alignment.cells))
        stays = np.ones(len(column), bool)
        for move in moves:
            stays[move.start : move.end] = False
        fixed = np.flatnonzero(stays)
        for move in moves:
            following = column[fixed[np.searchsorted(fixed, move.end)]]
            made.append(MovedPassage(siglum, move.start, move.end, int(np.searchsorted(starts, following))))
    return tuple(sorted(made, key=lambda m: (m.siglum, m.start)))
