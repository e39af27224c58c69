"""The alignment as rows of token numbers, with headings, entries and captions kept to their own kind."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from edition.collation.blocks.attach_punctuation import marks_at_their_words
from edition.collation.blocks.editable_table import Row
from edition.collation.blocks.shift_gaps import slid
from edition.collation.tokens.normalize import is_word
from edition.collation.tokens.witness_tokens import Words, kind_class
from edition.model import Move

_REACH = 15  # columns without an answer that a passage of a fragment may hold
_GAP = 6  # words without an answer inside a passage that a fragment shares with others
_LEAST = 8  # words of such a passage; fewer are chance


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows in the order of the base, the moves, and where each fragment runs."""

    words: tuple[Words, ...]
    base: int
    rows: list[Row]
    moves: tuple[Move, ...]
    runs: dict[int, list[bool]]  # fragment -> for each row, whether it runs there
    lost: Mapping[int, frozenset[int]] = field(default_factory=dict)  # witness with gaps -> rows that it lost

    @property
    def sigla(self) -> tuple[str, ...]:
        """The sigla in the order of the witnesses."""
        return tuple(w.siglum for w in self.words)


def columns_of(words: Sequence[Words], base: int, rows: list[Row], moves: Sequence[Move]) -> Columns:
    """The columns of an alignment that is in the order of the base."""
    for fragment, one in enumerate(words):
        if one.is_fragment:
            rows, moves = _keep_passages(words, fragment, rows, moves)
    rows = marks_at_their_words(words, _gathered(words, slid(words, rows), moves))
    runs = {w: _runs(words, w, rows) for w, one in enumerate(words) if one.is_fragment}
    lost = {w: _lost(one, w, rows) for w, one in enumerate(words) if one.gaps}
    return Columns(tuple(words), base, rows, tuple(moves), runs, lost)


def _gathered(words: Sequence[Words], rows: list[Row], moves: Sequence[Move]) -> list[Row]:
    """What one witness alone has in one block stands together: no column it has no part in comes between."""
    edges = {(m.witness, t) for m in moves for t in (m.start, m.end)}
    chain: dict[tuple[int, int], int] = {}  # last word of a stretch that one witness alone has -> its number
    stretches: list[list[Row]] = []
    for row in rows:
        holders = [(w, t) for w, t in enumerate(row) if t >= 0]
        w, token = holders[0]
        before = (w, token - 1)
        alone = len(holders) == 1
        joins = alone and before in chain and (w, token) not in edges
        if joins and words[w].block[token] == words[w].block[token - 1]:
            number = chain.pop(before)
            stretches[number].append(row)
        else:
            number = len(stretches)
            stretches.append([row])
        if alone:
            chain[w, token] = number
    return [row for stretch in stretches for row in stretch]


def split_classes(words: Sequence[Words], base: int, rows: list[Row]) -> list[Row]:
    """Take tokens out of rows whose other tokens stand in another kind of block; they follow in rows of their own."""
    kinds = [[kind_class(one.blocks[number].kind) for number in one.block] for one in words]
    if not any(map(any, kinds)):
        return rows
    made: list[Row] = []
    waiting: list[Row] = []
    behind: set[int] = set()  # witnesses with tokens that wait
    for row in rows:
        strangers = _strangers(kinds, base, row)
        if not strangers and not waiting:
            made.append(row)
            continue
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


def _strangers(kinds: Sequence[Sequence[int]], base: int, row: Row) -> set[int]:
    """The witnesses whose token stands in a block of another class than the base's, or than the first class there."""
    if len({kinds[w][t] for w, t in enumerate(row) if t >= 0}) < 2:
        return set()
    classes = {w: kinds[w][t] for w, t in enumerate(row) if t >= 0}
    kept = classes[base] if base in classes else min(classes.values())
    return {w for w, kind in classes.items() if kind != kept}


def _keep_passages(
    words: Sequence[Words], fragment: int, rows: list[Row], moves: Sequence[Move]
) -> tuple[list[Row], list[Move]]:
    """A fragment answers the others in whole passages only; what matches singly is its own, at its own place."""
    kept = _shared_passages(words, fragment, rows)
    moves = [m for m in moves if m.witness != fragment or kept & set(range(m.start, m.end))]
    moved = {t for m in moves if m.witness == fragment for t in range(m.start, m.end)}
    stay = kept | moved
    own: dict[int, list[Row]] = {}  # the word of the fragment that they follow -> rows of its own
    opening: dict[int, list[Row]] = {}  # and the word that they precede in its sentence
    fixed = sorted(stay - moved)
    sentence = words[fragment].sentence
    for token in range(len(words[fragment])):
        if token not in stay:
            k = bisect_left(fixed, token)
            row = [token if w == fragment else -1 for w in range(len(words))]
            goes_on = k > 0 and sentence[fixed[k - 1]] == sentence[token]
            if k < len(fixed) and not goes_on and sentence[fixed[k]] == sentence[token]:
                opening.setdefault(fixed[k], []).append(row)
            else:
                own.setdefault(fixed[k - 1] if k else -1, []).append(row)
    made: list[Row] = []
    for row in rows:
        token = row[fragment]
        if token >= 0 and token not in stay:
            row = [t if w != fragment else -1 for w, t in enumerate(row)]
        if fixed and token == fixed[0]:
            made += own.pop(-1, [])
        made += opening.pop(token, []) if token >= 0 else []
        if max(row) >= 0:
            made.append(row)
        made += own.pop(token, []) if token >= 0 else []
    return made + [row for rest in own.values() for row in rest], moves


def _shared_passages(words: Sequence[Words], fragment: int, rows: list[Row]) -> set[int]:
    """The words of a fragment in passages that another witness has, too."""
    answered = {row[fragment]: c for c, row in enumerate(rows) if _is_answered(words, fragment, row)}
    kept: set[int] = set()
    passage: list[int] = []
    for token in [*sorted(answered), -1]:
        if passage and 0 < token - passage[-1] <= _GAP and abs(answered[token] - answered[passage[-1]]) <= _REACH:
            passage.append(token)
            continue
        if sum(words[fragment].text[t].isalnum() for t in passage) >= _LEAST:
            kept.update(range(passage[0], passage[-1] + 1))
        passage = [token]
    return kept


def _is_answered(words: Sequence[Words], fragment: int, row: Row) -> bool:
    """Whether another witness has the same word as the fragment."""
    if row[fragment] < 0:
        return False
    own = words[fragment].norm[row[fragment]]
    return any(t >= 0 and w != fragment and words[w].norm[t] == own for w, t in enumerate(row))


def _runs(words: Sequence[Words], fragment: int, rows: list[Row]) -> list[bool]:
    """Where a fragment runs: from the first to the last token that others answer, with short gaps."""
    answered = [c for c, row in enumerate(rows) if _is_answered(words, fragment, row)]
    runs = [False] * len(rows)
    for c, following in zip_longest(answered, answered[1:], fillvalue=-1):
        last = following if 0 <= following - c <= _REACH else c
        for x in range(c, last + 1):
            runs[x] = True
    return runs


def _lost(words: Words, witness: int, rows: list[Row]) -> frozenset[int]:
    """The rows between the two words around a gap of a witness; none where the word behind it has moved before it.

    Marks of punctuation beside the gap do not count: they may be aligned with any other.
    """
    column = [-1] * len(words)
    for c, row in enumerate(rows):
        if row[witness] >= 0:
            column[row[witness]] = c
    lost: set[int] = set()
    for gap in words.gaps:
        last = next((t for t in range(gap - 1, -1, -1) if is_word(words.norm[t])), -1)
        following = next((t for t in range(gap, len(words)) if is_word(words.norm[t])), -1)
        start = column[last] + 1 if last >= 0 else 0
        lost.update(range(start, column[following] if following >= 0 else len(rows)))
    return frozenset(lost)
