"""The order of columns: the main line of a witness, and the places of columns that are new to a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from edition.collation.align.chain import find_heaviest_chain
from edition.collation.arrays import Bools, Cells, Floats, Ints, find_stretches, prefix_sums
from edition.collation.thresholds import UNMATCHED_WEIGHT


@dataclass(frozen=True, slots=True)
class Runs:
    """The tokens of a witness, divided where their columns are not consecutive; no other token of it is inside a run.

    `rank`: how many of its tokens are in columns before the run. `in_line`: whether the run belongs to the main line.
    """

    start: Ints
    end: Ints
    rank: Ints
    worth: Floats
    in_line: Bools


@dataclass(frozen=True, slots=True)
class Divisions:
    """The numbers of the sentence and of the block of each token of a witness."""

    sentence: Ints
    block: Ints


def find_runs(columns: Ints, worth: Floats) -> Runs:
    """The runs of a witness, from the columns of its tokens and the evidence of each token there."""
    if bool((columns[1:] > columns[:-1]).all()):  # most witnesses: one run, or none
        start = np.zeros(min(len(columns), 1), np.int64)
        end = np.full(len(start), len(columns), np.int64)
        return Runs(start, end, start, np.full(len(start), worth.sum()), np.ones(len(start), bool))
    token_at = np.full(int(columns.max()) + 1, -1, np.int32)
    token_at[columns] = np.arange(len(columns), dtype=np.int32)
    in_order = token_at[token_at >= 0]
    rank = np.append(0, np.flatnonzero(np.diff(in_order) != 1) + 1)
    start = in_order[rank].astype(np.int64)
    by_token = np.argsort(start)
    start, rank = start[by_token], rank[by_token]
    end = np.append(start[1:], len(columns))
    sums = prefix_sums(worth)
    weight = sums[end] - sums[start]
    in_line = np.zeros(len(start), bool)
    in_line[find_heaviest_chain(rank, weight + UNMATCHED_WEIGHT * (end - start))] = True
    return Runs(start, end, rank, weight, in_line)


def find_columns(cells: Cells, witness: int) -> Ints:
    """The column of every token of a witness."""
    has_token = np.flatnonzero(cells[:, witness] >= 0)
    columns = np.empty(len(has_token), np.int64)
    columns[cells[has_token, witness]] = has_token
    return columns


def take_columns(cells: Cells, columns: Ints) -> Cells:
    """The table with these columns in this order; the cells of each witness stay contiguous in memory."""
    return cells.T[:, columns].T


def arrange_columns(
    cells: Cells,
    sequence: Ints,
    order: Sequence[int],
    worth: Mapping[int, Floats] | Sequence[Floats],
    keep: bool = False,
    divisions: Sequence[Divisions] | None = None,
) -> Ints:
    """All columns in order: `sequence` is fixed; each other column is put next to its neighbours in a witness that has
    it.

    Witnesses are consulted in the given order, first those whose main line continues on both sides of the columns:
    prefer neighbours from witnesses without a transposition here. `keep`: of several columns for one place, those that
    are first in `cells` come first. `divisions`: by witness; columns stay with the neighbour in their own sentence, and
    in the block of the first witness in `order` that the neighbour is in.
    """
    for only_certain in (True, False):
        for witness in order:
            position = np.full(len(cells), -1, np.int64)
            position[sequence] = np.arange(len(sequence))
            if not (cells[position < 0, witness] >= 0).any():
                continue
            columns = find_columns(cells, witness)
            place = position[columns]
            own = None if divisions is None else divisions[witness]
            after, is_certain = _find_places(place, worth[witness], len(sequence), own)
            if keep:
                lead = _find_base_blocks(cells, sequence, order[0], divisions)
                after = _keep_order(after, columns, place, sequence, lead, own)
            new = np.flatnonzero(place < 0)
            if only_certain:
                new, after = new[is_certain], after[is_certain]
            by_place = np.argsort(after, kind="stable")
            sequence = np.insert(sequence, after[by_place] + 1, columns[new][by_place])
    return sequence


def _find_places(place: Ints, worth: Floats, count: int, own: Divisions | None) -> tuple[Ints, Bools]:
    """The position after which each unplaced token belongs, and whether the main line continues around it.

    The rules are: with the neighbour in its own sentence, if it has one. Otherwise after the token before it, if that
    is in the main line or in the same transposed passage as the token after it. Otherwise before the token after it, if
    that is in the main line. Otherwise with the transposed passage before it.
    """
    placed = np.flatnonzero(place >= 0)
    sentence = None if own is None else own.sentence
    start, end = _open_stretches(place, sentence)
    if not len(placed):
        return np.full(len(place), count - 1, np.int64), np.ones(len(place), bool)
    runs = find_runs(place[placed], worth[placed])
    run_of = np.repeat(np.arange(len(runs.start)), runs.end - runs.start)
    following = np.searchsorted(placed, end - 1)
    has_next, has_previous = following < len(placed), following > 0
    following = np.minimum(following, len(placed) - 1)
    previous = np.maximum(np.searchsorted(placed, start) - 1, 0)
    in_line = runs.in_line[run_of]
    stays = has_previous & (in_line[previous] | (has_next & (run_of[previous] == run_of[following])))
    to_next = ~stays & has_next & (in_line[following] | ~has_previous)
    if own is not None:
        sentence = own.sentence
        with_next = has_next & (sentence[placed[following]] == sentence[start])
        with_previous = has_previous & (sentence[placed[previous]] == sentence[start])
        to_next = (to_next & ~with_previous) | (with_next & ~with_previous)
    at = np.where(to_next, place[placed[following]] - 1, place[placed[previous]])
    if own is not None:
        at = _place_after_main_line(at, place, placed, in_line, previous, ~to_next & ~stays & _begins_block(own, start))
    is_certain = (in_line[previous] | ~has_previous) & (in_line[following] | ~has_next)
    return np.repeat(at, end - start), np.repeat(is_certain, end - start)


def _begins_block(own: Divisions, start: Ints) -> Bools:
    """Whether a block begins with each of these tokens."""
    begins: Bools = (start == 0) | (own.block[start] != own.block[start - 1])
    return begins


def _place_after_main_line(at: Ints, place: Ints, placed: Ints, in_line: Bools, previous: Ints, which: Bools) -> Ints:
    """Put complete blocks that follow a transposed passage after the last tokens in the main line instead."""
    last = np.maximum.accumulate(np.where(in_line, np.arange(len(placed)), -1))[previous]
    moves = which & (last >= 0)
    return np.where(moves, place[placed[np.maximum(last, 0)]], at)


def _open_stretches(place: Ints, sentence: Ints | None) -> tuple[Ints, Ints]:
    """The stretches of unplaced tokens, divided where a sentence begins."""
    start, end = find_stretches(place < 0)
    if sentence is None:
        return start, end
    begins = np.flatnonzero((np.diff(sentence) != 0) & (place[1:] < 0) & (place[:-1] < 0)) + 1
    return np.sort(np.concatenate([start, begins])), np.sort(np.concatenate([end, begins]))


def _find_base_blocks(
    cells: Cells, sequence: Ints, leader: int, divisions: Sequence[Divisions] | None
) -> memoryview | None:
    """By position of the sequence, the block of the leader: that of its last token so far."""
    if divisions is None:
        return None
    token = cells[sequence, leader]
    last = np.maximum.accumulate(np.where(token >= 0, np.arange(len(sequence)), -1))
    return np.where(last >= 0, divisions[leader].block[token[last]], -1).data


def _keep_order(
    after: Ints, columns: Ints, place: Ints, sequence: Ints, lead: memoryview | None, own: Divisions | None
) -> Ints:
    """Move places after the following columns that came earlier in the old order than the new column.

    A token that continues a block of its witness stays in the block of the leader (`lead`) that it continues.
    """
    has_token = np.zeros(len(sequence), bool)
    has_token[place[place >= 0]] = True
    own_columns, order = has_token.data, np.ascontiguousarray(sequence).data  # no list of all columns is made
    new = np.flatnonzero(place < 0)
    result, last_token, last_place = [], -2, -1
    for token, at, column in zip(new.tolist(), after.tolist(), columns[new].tolist(), strict=True):
        at = max(at, last_place) if token == last_token + 1 else at
        while (
            at + 1 < len(order)
            and not own_columns[at + 1]
            and (at < 0 or order[at] < order[at + 1])
            and (order[at + 1] < column)
            and not (lead and own and lead[at + 1] != lead[at] and _continues_block(own, token))
        ):
            at += 1
        result.append(at)
        last_token, last_place = token, at
    return np.asarray(result, np.int64)


def _continues_block(own: Divisions, token: int) -> bool:
    """Whether a token is not the first of its block."""
    return bool(token and own.block[token] == own.block[token - 1])
