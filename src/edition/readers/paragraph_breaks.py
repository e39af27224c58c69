"""Which paragraph breaks of a flattened text are real, by the stretches of other witnesses that correspond to it.

Words of two witnesses correspond in runs of equal words, in which three words stand that either text has only once. The
order of passages does not matter.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from edition.model import Kind, Node, Witness, reading_blocks
from edition.model.tokens import fold, word_spans

_ANCHOR = 3  # words
_SURE = 6  # equal words that are no coincidence wherever they stand; fewer must stand beside such a run
_REACH = 40  # words on either side of a break in which a word of the other witness must be found


def comparable_words(text: str) -> list[str]:
    """The words of a text, folded."""
    return [fold_case(text[start:end]) for start, end in word_spans(text)]


def fold_case(word: str) -> str:
    """Letter case makes no difference between two words of one passage; accents do."""
    return fold(word, signs=False, compatibility=False, accents=False)


def join_doubtful_paragraphs(witness: Witness, others: Sequence[Witness]) -> Witness:
    """Join two paragraphs where another witness runs on in one block, and none has a break."""
    paragraphs = [comparable_words(witness.text[n.start : n.end]) for n in witness.root.children]
    words = [word for paragraph in paragraphs for word in paragraph]
    compared = [_Compared.of(words, other) for other in others]
    starts = list(accumulate(map(len, paragraphs), initial=0))
    made: list[Node] = []
    for i, node in enumerate(witness.root.children):
        around = starts[max(i - 1, 0)], starts[i], starts[i + 1]
        if made and made[-1].kind is node.kind is Kind.PARAGRAPH and _runs_on(around, compared):
            made[-1] = replace(made[-1], end=node.end, children=(*made[-1].children, *node.children))
        else:
            made.append(node)
    return replace(witness, root=replace(witness.root, children=tuple(made)))


def _runs_on(around: tuple[int, int, int], compared: Iterable["_Compared"]) -> bool:
    found = [one.runs_on(*around) for one in compared]
    return True in found and False not in found


@dataclass(frozen=True, slots=True)
class _Compared:
    """Another witness.

    `places`: of each word of the flattened text the place of the word that corresponds to it, or -1. `blocks`: of each
    of its own words the number of its block.
    """

    places: Sequence[int]
    blocks: Sequence[int]

    @classmethod
    def of(cls, words: Sequence[str], other: Witness) -> "_Compared":
        """The words of a flattened text beside another witness."""
        blocks = [comparable_words(block.text) for block in reading_blocks(other)]
        theirs = [word for block in blocks for word in block]
        return cls(corresponding_places(words, theirs), [i for i, block in enumerate(blocks) for _ in block])

    def runs_on(self, begin: int, at: int, end: int) -> bool | None:
        """Whether this witness runs on between two paragraphs [begin, at) and [at, end); None where it does not say.

        It runs on where the nearest words on both sides stand in one block. It has a break where these words are in the
        two paragraphs, and the one before ends its block or the one behind begins its block.
        """
        before = next((i for i in range(at - 1, max(at - _REACH, 0) - 1, -1) if self.places[i] >= 0), -1)
        behind = next((i for i in range(at, min(at + _REACH, len(self.places))) if self.places[i] >= 0), -1)
        if before < 0 or behind < 0:
            return None
        one, other = self.places[before], self.places[behind]
        if self.blocks[one] == self.blocks[other]:
            return True
        ends = one + 1 == len(self.blocks) or self.blocks[one + 1] != self.blocks[one]
        begins = not other or self.blocks[other - 1] != self.blocks[other]
        return False if before >= begin and behind < end and (ends or begins) else None


def corresponding_places(words: Sequence[str], others: Sequence[str]) -> list[int]:
    """Of each word the place in the other text of the word that corresponds to it, or -1.

    >>> corresponding_places("now the old red boat sank there too".split(), "the old red boat sank there".split())
    [-1, 0, 1, 2, 3, 4, 5, -1]
    """
    runs = list(_equal_runs(words, others))
    sure = [run for run in runs if run.length >= _SURE]
    places = [-1] * len(words)
    for run in runs:
        if run.length >= _SURE or _is_beside(run, sure):
            places[run.start : run.start + run.length] = range(run.other, run.other + run.length)
    return places


@dataclass(frozen=True, slots=True)
class _Run:
    """Equal words of two texts: where they begin in either, and how many there are."""

    start: int
    other: int
    length: int


def _is_beside(run: _Run, sure: Sequence[_Run]) -> bool:
    """Whether the sure run before or behind a run stands beside it in the other text, too."""
    i = bisect_left(sure, run.start, key=lambda one: one.start)
    beside = sure[max(i - 1, 0) : i + 1]
    return any(abs((run.other - run.start) - (one.other - one.start)) <= _REACH for one in beside)


def _equal_runs(words: Sequence[str], others: Sequence[str]) -> Iterator[_Run]:
    """The runs of equal words around three words that either text has once, in the order of the first text."""
    theirs = _unique_anchors(others)
    end = 0
    for anchor, at in _unique_anchors(words).items():
        if anchor in theirs and at >= end:
            run = _extended(words, others, at, theirs[anchor])
            yield run
            end = run.start + run.length


def _unique_anchors(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Where each run of three words stands that a text has once."""
    places: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - _ANCHOR + 1):
        anchor = tuple(words[at : at + _ANCHOR])
        places[anchor] = -1 if anchor in places else at
    return {anchor: at for anchor, at in places.items() if at >= 0}


def _extended(words: Sequence[str], others: Sequence[str], at: int, other: int) -> _Run:
    """An anchor with the equal words before and behind it."""
    length = 0
    while at + length < len(words) and other + length < len(others) and words[at + length] == others[other + length]:
        length += 1
    while at and other and words[at - 1] == others[other - 1]:
        at, other, length = at - 1, other - 1, length + 1
    return _Run(at, other, length)
