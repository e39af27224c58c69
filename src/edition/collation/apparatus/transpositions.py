"""Report transpositions as an editor counts them: a transposed passage is one, even if its parts also changed places.

Moves that are consecutive in the witness, and between whose columns the witness has no other words, are one
transposition. A part in another order inside it is a transposition within the transposition.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from edition.collation.align.chain import find_heaviest_chain
from edition.collation.thresholds import MOVED_OPENING
from edition.collation.tokens.witness_tokens import Words
from edition.model import Move, Transposition


@dataclass(frozen=True, slots=True)
class TransposedPassage:
    """Tokens [start, end) of a witness that are at another place in the edition.

    `first` and `last` are those of them that come first and last in the order of the columns. `within`: the tokens of
    the outer transposition, if there is one.
    """

    witness: int
    start: int
    end: int
    first: int
    last: int
    within: range = range(0)


def find_transpositions(moves: Sequence[Move], place: Sequence[Sequence[int]]) -> list[TransposedPassage]:
    """The transpositions, each before those within it; `place[w][t]` is the position of token t of witness w in the
    edition.
    """
    made: list[TransposedPassage] = []
    rank = {w: _rank_tokens(place[w]) for w in {m.witness for m in moves}}
    for run in _group_adjacent(sorted(moves, key=lambda m: (m.witness, m.start))):
        own = rank[run[0].witness]
        while run:
            size = next(n for n in range(len(run), 0, -1) if n == 1 or _is_unbroken(run[:n], own))
            made += _make_transpositions(run[:size], own)
            run = run[size:]
    return made


def describe_transpositions(
    words: Sequence[Words], transposed: Sequence[TransposedPassage]
) -> tuple[Transposition, ...]:
    """What the apparatus says of each transposition: whose it is, how it begins, how long it is."""
    made = []
    for number, move in enumerate(transposed):
        own = words[move.witness]
        opening = range(move.start, min(move.end, move.start + MOVED_OPENING))
        text = "".join(own.text[t] + (" " if (space := own.after[t]) is None else space) for t in opening)
        made.append(Transposition(number, own.siglum, text.strip(), move.end - move.start))
    return tuple(made)


def _rank_tokens(place: Sequence[int]) -> list[int]:
    """By token, how many tokens of the witness precede it in the edition."""
    rank = [0] * len(place)
    for number, token in enumerate(sorted(range(len(place)), key=place.__getitem__)):
        rank[token] = number
    return rank


def _group_adjacent(moves: Sequence[Move]) -> Iterator[list[Move]]:
    """Groups of moves of one witness that follow each other without a word between them."""
    run: list[Move] = []
    for move in moves:
        if run and (run[-1].witness, run[-1].end) != (move.witness, move.start):
            yield run
            run = []
        run.append(move)
    if run:
        yield run


def _is_unbroken(run: Sequence[Move], rank: Sequence[int]) -> bool:
    """Whether the witness has no other words between the columns of these moves."""
    own = [rank[t] for t in range(run[0].start, run[-1].end)]
    return max(own) - min(own) + 1 == len(own)


def _make_transpositions(run: Sequence[Move], rank: Sequence[int]) -> list[TransposedPassage]:
    start, end = run[0].start, run[-1].end
    tokens = sorted(range(start, end), key=rank.__getitem__)
    outer = TransposedPassage(run[0].witness, start, end, tokens[0], tokens[-1])
    length = np.asarray([m.end - m.start for m in run], np.float64)
    stays = set(find_heaviest_chain(np.asarray([rank[m.start] for m in run], np.int64), length).tolist())
    inner = (m for n, m in enumerate(run) if n not in stays)
    return [
        outer,
        *(TransposedPassage(m.witness, m.start, m.end, m.start, m.end - 1, range(start, end)) for m in inner),
    ]
