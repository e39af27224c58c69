"""Speakers answer speakers: who speaks words that witnesses share is one place, whatever the names are.

Names that are like each other have one column already. Where a witness gives a speech to another person, or writes the
name in another way, nothing in the name says so; the words that follow do.
"""

from collections.abc import Iterator, Mapping, Sequence

from edition.collation.blocks.editable_table import Column
from edition.collation.tokens.normalize import is_word
from edition.collation.tokens.witness_tokens import Words
from edition.model import Kind, Move


def match_speakers(words: Sequence[Words], base: int, columns: list[Column], moves: Sequence[Move]) -> list[Column]:
    """The columns with each unaligned speaker in those of the speaker of the base before the same words."""
    if not any(block.kind is Kind.SPEAKER for block in words[base].blocks):
        return columns
    made = [list(column) for column in columns]
    for w in range(len(words)):
        if w != base:
            moved = {t for m in moves if m.witness == w for t in range(m.start, m.end)}
            made = _Speakers(words, base, made, w).match(moved)
    return [column for column in made if any(t >= 0 for t in column)]


class _Speakers:
    """The speakers of one witness."""

    def __init__(self, words: Sequence[Words], base: int, columns: list[Column], witness: int) -> None:
        self.words, self.base, self.columns, self.witness = words, base, columns, witness
        self.behind: dict[int, list[int]] = {}  # column -> tokens with no column of theirs, to stand behind it
        self.before: dict[int, list[int]] = {}  # and before it

    def match(self, moved: set[int]) -> list[Column]:
        """The columns with the speakers of the witness in those of the base."""
        column_of, base_of = self._places()
        free = set(column_of)
        column_of_base = {u: c for c, column in enumerate(self.columns) if (u := column[self.base]) >= 0}
        for own, block in self._pairs(base_of):
            theirs = self.words[self.base].tokens_of(block)
            is_free = free.issuperset(own) and not any(t in moved or t in base_of for t in own)
            places = [column_of_base[u] for u in theirs if u in column_of_base]
            is_empty = len(places) == len(theirs) and all(self.columns[c][self.witness] < 0 for c in places)
            if not is_free or not is_empty:
                continue
            if passed := self._alone_between(places, column_of.get(own[0], 0)):
                self._put_before(passed, places[0], column_of)
            if _keeps_order(own, places, column_of):
                self._put(own, places, column_of)
        return list(self._with_others()) if self.behind or self.before else self.columns

    def _alone_between(self, places: Sequence[int], column: int) -> list[int]:
        """The tokens between columns and a later one, where nothing but this witness has any."""
        between = self.columns[places[-1] + 1 : column] if places else []
        is_alone = all(w == self.witness or t < 0 for other in between for w, t in enumerate(other))
        return [other[self.witness] for other in between if other[self.witness] >= 0] if is_alone else []

    def _put_before(self, tokens: Sequence[int], place: int, column_of: dict[int, int]) -> None:
        """Words that only this witness has before a column: it adds them there, not behind it."""
        for token in tokens:
            self.columns[column_of[token]][self.witness] = -1
            column_of[token] = place - 1
        self.before.setdefault(place, []).extend(tokens)

    def _with_others(self) -> Iterator[Column]:
        for c, column in enumerate(self.columns):
            yield from map(self._alone, self.before.get(c, ()))
            yield column
            yield from map(self._alone, self.behind.get(c, ()))

    def _alone(self, token: int) -> Column:
        """A column with a token of this witness."""
        return [token if w == self.witness else -1 for w in range(len(self.words))]

    def _places(self) -> tuple[dict[int, int], dict[int, int]]:
        """Of each token its column, and of each aligned token its token of the base."""
        cells = [(column[self.witness], c, column[self.base]) for c, column in enumerate(self.columns)]
        return {t: c for t, c, _ in cells if t >= 0}, {t: u for t, _, u in cells if t >= 0 and u >= 0}

    def _pairs(self, base_of: dict[int, int]) -> Iterator[tuple[range, int]]:
        """The tokens of each speaker, and the block of the base with the speaker of the words that follow."""
        own, base = self.words[self.witness], self.words[self.base]
        for number, block in enumerate(own.blocks):
            if block.kind is not Kind.SPEAKER:
                continue
            following = next(
                (n for n in range(number + 1, len(own.blocks)) if own.blocks[n].kind is not Kind.STAGE), -1
            )
            spoken = next((base_of[t] for t in own.tokens_of(following) if t in base_of), -1) if following > 0 else -1
            at = base.block[spoken] - 1 if spoken >= 0 else -1
            while at >= 0 and base.blocks[at].kind is Kind.STAGE:
                at -= 1
            if at >= 0 and base.blocks[at].kind is Kind.SPEAKER:
                yield own.tokens_of(number), at

    def _put(self, own: Sequence[int], places: Sequence[int], column_of: dict[int, int]) -> None:
        """Words into the columns of words and marks into those of marks, in their order; the rest behind them."""
        theirs = self.words[self.base].norm
        at = 0
        for token in own:
            is_name = is_word(self.words[self.witness].norm[token])
            free = (i for i in range(at, len(places)) if is_word(theirs[self.columns[places[i]][self.base]]) == is_name)
            found = next(free, -1)
            self.columns[column_of[token]][self.witness] = -1
            if found < 0:
                column_of[token] = places[max(at - 1, 0)]
                self.behind.setdefault(column_of[token], []).append(token)
                continue
            column_of[token] = places[found]
            self.columns[places[found]][self.witness] = token
            at = found + 1


def _keeps_order(own: Sequence[int], places: Sequence[int], column_of: Mapping[int, int]) -> bool:
    """Whether tokens can stand in columns without passing the words of their witness before and behind them."""
    before, behind = column_of.get(own[0] - 1), column_of.get(own[-1] + 1)
    return (before is None or before < min(places)) and (behind is None or behind > max(places))
