"""The alignment as rows of token numbers, with headings, entries and captions kept to their own kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from edition.collate.words import CLASSES, Words
from edition.model import Move

Row = list[int]  # a token number for each witness, or -1
_REACH = 15  # columns without an answer that a passage of a fragment may hold


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows in the order of the base, the moves, and where each fragment runs."""

    words: tuple[Words, ...]
    base: int
    rows: list[Row]
    moves: tuple[Move, ...]
    runs: dict[int, list[bool]]  # fragment -> for each row, whether it runs there

    @property
    def sigla(self) -> tuple[str, ...]:
        """The sigla in the order of the witnesses."""
        return tuple(w.siglum for w in self.words)


def columns_of(words: Sequence[Words], base: int, rows: list[Row], moves: Sequence[Move]) -> Columns:
    """The columns of an alignment that is in the order of the base."""
    rows = _split_classes(words, base, rows)
    runs = {w: _runs(words, w, rows) for w, one in enumerate(words) if one.is_fragment}
    return Columns(tuple(words), base, rows, tuple(moves), runs)


def _class(words: Words, token: int) -> int:
    return CLASSES.get(words.blocks[words.block[token]].kind, 0)


def _split_classes(words: Sequence[Words], base: int, rows: list[Row]) -> list[Row]:
    """Take tokens out of rows whose other tokens stand in another kind of block; they follow in rows of their own."""
    made: list[Row] = []
    waiting: list[Row] = []
    behind: set[int] = set()  # witnesses with tokens that wait
    for row in rows:
        strangers = _strangers(words, base, row)
        stay = [t if w not in strangers else -1 for w, t in enumerate(row)]
        if waiting and (not strangers or any(t >= 0 and w in behind for w, t in enumerate(stay))):
            made += waiting
            waiting, behind = [], set()
        if any(t >= 0 for t in stay):
            made.append(stay)
        if strangers:
            waiting.append([t if w in strangers else -1 for w, t in enumerate(row)])
            behind |= strangers
    return made + waiting


def _strangers(words: Sequence[Words], base: int, row: Row) -> set[int]:
    classes = {w: _class(words[w], t) for w, t in enumerate(row) if t >= 0}
    if len(set(classes.values())) < 2:
        return set()
    kept = classes[base] if base in classes else min(classes.values())
    return {w for w, kind in classes.items() if kind != kept}


def _runs(words: Sequence[Words], fragment: int, rows: list[Row]) -> list[bool]:
    """Where a fragment runs: from the first to the last token that others answer, with short gaps."""
    answered = [
        c
        for c, row in enumerate(rows)
        if row[fragment] >= 0
        and any(
            t >= 0 and w != fragment and words[w].norm[t] == words[fragment].norm[row[fragment]]
            for w, t in enumerate(row)
        )
    ]
    runs = [False] * len(rows)
    for c, following in zip(answered, [*answered[1:], -1], strict=True):
        last = following if 0 <= following - c <= _REACH else c
        for x in range(c, last + 1):
            runs[x] = True
    return runs
