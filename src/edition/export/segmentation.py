"""Tokens and sentences of a published text, by rule; no mark is cut, and no sentence ends inside one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from edition.export.published import PublishedBlock, PublishedMark, PublishedText
from edition.model.letters import JOINERS, MARKS

Span = tuple[int, int]
_WORD = rf"\w(?:[\w{MARKS}{JOINERS}]*[\w{MARKS}])?"
_TOKEN = re.compile(rf"(?:[^\W\d_]\.){{2,}}|\d+(?:[.,:]\d+)+|{_WORD}(?:['’\-‐‑]{_WORD})*|[^\w\s][{MARKS}]*")
_END = frozenset(".!?…")
_CLOSING = frozenset("\"'”’»)]")
_ABBREVIATED = frozenset(
    [
        "al",
        "art",
        "bd",
        "c",
        "ca",
        "cf",
        "ch",
        "co",
        "col",
        "cols",
        "dr",
        "ed",
        "eds",
        "etc",
        "fig",
        "ff",
        "gen",
        "hrsg",
        "ibid",
        "inc",
        "jr",
        "lt",
        "ltd",
        "mr",
        "mrs",
        "ms",
        "no",
        "nos",
        "nr",
        "op",
        "p",
        "pp",
        "prof",
        "pt",
        "rev",
        "s",
        "sr",
        "st",
        "transl",
        "trans",
        "u",
        "usw",
        "vgl",
        "vol",
        "vols",
        "vs",
    ]
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence: the number of its block, and its tokens as stretches of the text in code points."""

    block: int
    tokens: tuple[Span, ...]

    @property
    def start(self) -> int:
        return self.tokens[0][0]

    @property
    def end(self) -> int:
        return self.tokens[-1][1]


@lru_cache(maxsize=64)
def segments(text: PublishedText) -> tuple[Segment, ...]:
    """The sentences in the order of the text; every character that is no white space stands in one token."""
    return tuple(_segments(text))


def _segments(text: PublishedText) -> Iterator[Segment]:
    marks = text.marks
    at = 0
    for number, block in enumerate(text.blocks):
        first = at
        while at < len(marks) and marks[at].block == number:
            at += 1
        tokens = tuple(_tokens(text.text, block, marks[first:at]))
        yield from (Segment(number, part) for part in _sentences(text.text, tokens, marks[first:at]))


def _tokens(text: str, block: PublishedBlock, marks: Sequence[PublishedMark]) -> Iterator[Span]:
    edges = sorted({block.start, block.end, *(m.start for m in marks), *(m.end for m in marks)})
    for start, end in pairwise(edges):
        yield from (match.span() for match in _TOKEN.finditer(text, start, end))


def _sentences(text: str, tokens: Sequence[Span], marks: Sequence[PublishedMark]) -> Iterator[tuple[Span, ...]]:
    first, inside = 0, 0  # offset at which the marks that have begun end
    waiting = iter(marks)
    mark = next(waiting, None)
    for i, (start, _) in enumerate(tokens):
        while mark is not None and mark.start < start:
            inside, mark = max(inside, mark.end), next(waiting, None)
        if i and start >= inside and _ends(text, tokens, i - 1) and _begins(text, tokens[i - 1][1], start):
            yield tuple(tokens[first:i])
            first = i
    if first < len(tokens):
        yield tuple(tokens[first:])


def _begins(text: str, end: int, start: int) -> bool:
    return end < start and not text[start].islower()


def _ends(text: str, tokens: Sequence[Span], last: int) -> bool:
    """Whether a token, closing marks aside, ends a sentence and is no sign of abbreviation."""
    while last > 0 and text[slice(*tokens[last])] in _CLOSING:
        last -= 1
    sign = text[slice(*tokens[last])]
    if sign not in _END:
        return False
    word = text[slice(*tokens[last - 1])].casefold() if last else ""
    return sign != "." or not (word in _ABBREVIATED or (len(word) == 1 and word.isalpha()))
