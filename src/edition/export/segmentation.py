"""Tokens and sentences of a published text, by rule; no mark is cut, and no sentence ends inside one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from edition.export.published import PublishedBlock, PublishedMark, PublishedText
from edition.model.tokens import begins_sentence, token_pattern, token_spans
from edition.project.languages import word_signs

Span = tuple[int, int]
#: Words with hyphens and numbers with decimals are one token, as treebanks have them; so are U.S. and e.g.
_TOKEN = token_pattern("'’-‐‑", cut_unspaced=False, compounds=r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)+")
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
    stops = word_signs(text.language).stops
    at = 0
    for number, block in enumerate(text.blocks):
        first = at
        while at < len(marks) and marks[at].block == number:
            at += 1
        tokens = tuple(_tokens(text.text, block, marks[first:at]))
        yield from (Segment(number, part) for part in _sentences(text.text, tokens, marks[first:at], stops))


def _tokens(text: str, block: PublishedBlock, marks: Sequence[PublishedMark]) -> Iterator[Span]:
    edges = sorted({block.start, block.end, *(m.start for m in marks), *(m.end for m in marks)})
    for start, end in pairwise(edges):
        yield from token_spans(text, _TOKEN, start, end)


def _sentences(
    text: str, tokens: Sequence[Span], marks: Sequence[PublishedMark], stops: str
) -> Iterator[tuple[Span, ...]]:
    first, inside = 0, 0  # offset at which the marks that have begun end
    waiting = iter(marks)
    mark = next(waiting, None)
    words = [text[start:end] for start, end in tokens]
    for i, (start, _) in enumerate(tokens):
        while mark is not None and mark.start < start:
            inside, mark = max(inside, mark.end), next(waiting, None)
        if i == 0 or start < inside:
            continue
        is_apart = tokens[i - 1][1] < start
        if begins_sentence(words, i, abbreviations=_ABBREVIATED, is_apart=is_apart, stops=stops):
            yield tuple(tokens[first:i])
            first = i
    if first < len(tokens):
        yield tuple(tokens[first:])
