"""Make the table of tokens in the order of the base, which `edition collate` writes as JSON, HTML or GraphML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from edition.collation.align.order import find_columns
from edition.collation.arrays import Bools, Cells, Ints
from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.collation.tokens.corpus import Corpus
from edition.model import Move, MovedPassage, Siglum, TokenTable, TokenText


@dataclass(frozen=True, slots=True)
class _Table:
    """`cells[c, n]`: the number of a token of text n in column c, or -1; the moves; and the key of every token."""

    cells: Cells
    moves: tuple[Move, ...]
    keys: Sequence[Cells]


def tabulate(
    aligned: AlignedTokens, texts: Sequence[TokenText], places: Mapping[Siglum, Sequence[int]], joined: bool
) -> TokenTable:
    """Make the table of the texts, one row for each, in their order.

    `places`: by siglum, for every token of the aligned table its number among the tokens of the text. Other tokens
    (signs of a list, for example) get columns of their own after the preceding token. `joined`: consecutive columns in
    which the same witnesses agree and differ are one column.
    """
    table = _table(aligned, texts, places)
    starts = _starts(table, joined)
    base = aligned.sigla[aligned.base]
    return TokenTable(tuple(texts), base, _columns(table.cells, starts), _moved_passages(table, texts, starts))


def _table(aligned: AlignedTokens, texts: Sequence[TokenText], places: Mapping[Siglum, Sequence[int]]) -> _Table:
    witness_of = [aligned.sigla.index(text.siglum) for text in texts]
    words = np.asarray(aligned.columns, np.int32).reshape(len(aligned.columns), len(aligned.words))[:, witness_of]
    cells = np.full(words.shape, -1, np.int32)
    moves: list[Move] = []
    for number, text in enumerate(texts):
        place = np.asarray(places[text.siglum], np.int32)
        present = words[:, number] >= 0
        cells[present, number] = place[words[present, number]]
        following = np.append(place[1:], len(text.tokens))  # the number of the next word
        mine = (m for m in aligned.moves if m.witness == witness_of[number])
        moves += [Move(number, int(place[m.start]), int(following[m.end - 1])) for m in mine]
    canonical = sorted(range(len(texts)), key=witness_of.__getitem__)
    return _Table(_add_other_tokens(cells, texts, canonical), tuple(moves), _keys(texts))


def _keys(texts: Sequence[TokenText]) -> Sequence[Cells]:
    corpus = Corpus()
    for text in texts:
        corpus.add_tokens(text.siglum, [t.text.strip() for t in text.tokens], [t.norm for t in text.tokens])
    return corpus.keys


def _add_other_tokens(cells: Cells, texts: Sequence[TokenText], canonical: Sequence[int]) -> Cells:
    """Add a column for every token that has none, after the column of the preceding token.

    If several texts have such tokens at one place, the canonical order of the witnesses decides.
    """
    added_after: dict[int, list[tuple[int, int]]] = {}  # column (-1: before the first) -> (text, token)
    for number in canonical:
        text = texts[number]
        column_of = np.full(len(text.tokens), -1, np.int64)
        columns = np.flatnonzero(cells[:, number] >= 0)
        column_of[cells[columns, number]] = columns
        is_aligned = np.zeros(len(text.tokens), bool)
        is_aligned[cells[columns, number]] = True
        last = -1
        for token in range(len(text.tokens)) if not is_aligned.all() else ():
            if is_aligned[token]:
                last = int(column_of[token])
            else:
                added_after.setdefault(last, []).append((number, token))
    if not added_after:
        return cells
    made: list[list[int]] = [_single_cell_column(len(texts), *one) for one in added_after.get(-1, ())]
    for column, tokens in enumerate(cells.tolist()):
        made.append(tokens)
        made += [_single_cell_column(len(texts), *one) for one in added_after.get(column, ())]
    return np.asarray(made, np.int32)


def _single_cell_column(count: int, number: int, token: int) -> list[int]:
    return [token if n == number else -1 for n in range(count)]


def _starts(table: _Table, joined: bool) -> Ints:
    """The numbers of the columns with which a joined column begins."""
    cells = table.cells
    if not joined or not len(cells):
        return np.arange(len(cells))
    opens = np.ones(len(cells), bool)
    opens[1:] = ~_continues(table)
    for move in table.moves:
        edges = np.isin(cells[:, move.witness], (move.start, move.end))
        opens |= edges
    return np.flatnonzero(opens)


def _continues(table: _Table) -> Bools:
    """For every column but the first, whether it continues the previous one: the next tokens of the same witnesses,
    which agree and differ in the same way.
    """
    cells = table.cells
    has_token = cells >= 0
    runs_on = (np.diff(cells, axis=0) == 1) | ~has_token[1:]
    same = (has_token[1:] == has_token[:-1]) & runs_on
    first_equal = _first_equal(table)
    continues: Bools = same.all(axis=1) & (first_equal[1:] == first_equal[:-1]).all(axis=1)
    return continues


def _first_equal(table: _Table) -> Cells:
    """For every cell, the first witness with the same key in its column; -1 for a gap."""
    cells = table.cells
    keys_by_cell = np.full(cells.shape, -1, np.int32)
    for witness, sequence in enumerate(table.keys):
        present = cells[:, witness] >= 0
        keys_by_cell[present, witness] = sequence[cells[present, witness]]
    first_equal = np.full(cells.shape, -1, np.int32)
    for witness in range(cells.shape[1]):
        equal = keys_by_cell[:, : witness + 1] == keys_by_cell[:, [witness]]
        first_equal[:, witness] = np.where(keys_by_cell[:, witness] >= 0, equal.argmax(axis=1), -1)
    return first_equal


def _columns(cells: Cells, starts: Ints) -> tuple[tuple[tuple[int, int] | None, ...], ...]:
    if not len(starts):
        return ()
    ends = np.append(starts[1:], len(cells)) - 1
    pairs = zip(cells[starts].tolist(), cells[ends].tolist(), strict=True)
    return tuple(
        tuple((a, b + 1) if a >= 0 else None for a, b in zip(first, last, strict=True)) for first, last in pairs
    )


def _moved_passages(table: _Table, texts: Sequence[TokenText], starts: Ints) -> tuple[MovedPassage, ...]:
    """The moves with their original places: before the column of the witness's next token that is not moved."""
    made = []
    for witness, text in enumerate(texts):
        moves = [m for m in table.moves if m.witness == witness]
        column = np.append(find_columns(table.cells, witness), len(table.cells))
        stays = np.ones(len(column), bool)
        for move in moves:
            stays[move.start : move.end] = False
        fixed = np.flatnonzero(stays)
        for move in moves:
            following = column[fixed[np.searchsorted(fixed, move.end)]]
            made.append(MovedPassage(text.siglum, move.start, move.end, int(np.searchsorted(starts, following))))
    return tuple(sorted(made, key=lambda m: (m.siglum, m.start)))
