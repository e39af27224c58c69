"""The words most like those of a decision that stand nowhere: named to the editor, never used."""

import re
from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from edition.model.anchor import Anchor, SearchedText, fold

#: Per cent of letters from which words are proposed.
_LEAST = 70.0
#: The most letters that are compared at once, and of the context on a side.
_LONGEST, _CONTEXT = 160, 40


@dataclass(frozen=True, slots=True)
class Nearest:
    """Whole words [start, end) of a text, and how like they are to what was sought, in per cent."""

    start: int
    end: int
    score: float


def find_nearest(searched: SearchedText, anchor: Anchor) -> Nearest | None:
    """The words of a text most like those of an anchor between their neighbours; None where nothing is like them."""
    anchor = replace(anchor, prefix=anchor.prefix[-_CONTEXT:], suffix=anchor.suffix[:_CONTEXT])
    if len(anchor.exact) <= _LONGEST:
        return _nearest(searched, anchor)
    half = _LONGEST // 2
    first = _nearest(searched, replace(anchor, exact=anchor.exact[:half], suffix=""))
    last = _nearest(searched, replace(anchor, exact=anchor.exact[-half:], prefix=""))
    if first is None or last is None or not 0 < last.end - first.start < 2 * len(anchor.exact):
        return first
    return Nearest(first.start, last.end, min(first.score, last.score))


def _nearest(searched: SearchedText, anchor: Anchor) -> Nearest | None:
    text, places = searched.folded_form()
    before, words, behind = (_single(fold(side)) for side in (anchor.prefix, anchor.exact, anchor.suffix))
    sought = before + words + behind
    found = fuzz.partial_ratio_alignment(sought, text, score_cutoff=_LEAST) if words.strip() and text else None
    if found is None or found.dest_end <= found.dest_start:
        return None
    start, end = _between(text, found.dest_start, found.dest_end, (before, words, behind))
    first, last = _whole_words(searched.text, places[start], places[end - 1] + 1)
    first, last = _without_others(searched.text, first, last, words)
    return Nearest(first, last, round(found.score, 1)) if first < last else None


def _between(text: str, start: int, end: int, sought: tuple[str, str, str]) -> tuple[int, int]:
    """The part of a stretch that stands for the words: between their neighbours, where these stand beside it."""
    before, words, behind = sought
    low, high = max(0, start - len(words)), min(len(text), end + len(words))
    left = text.rfind(before, low, end) if before else -1
    first = left + len(before) if left >= 0 else _mapped(before, text[start:end], start)
    right = text.find(behind, first + 1, high) if behind else -1
    last = right if right >= 0 else end - (_mapped(behind[::-1], text[start:end][::-1], 0) if behind else 0)
    return (first, last) if first < last else (start, end)


def _mapped(lead: str, found: str, start: int) -> int:
    """The place in what was found behind what stands for the words before."""
    tries = range(max(0, len(lead) - 8), min(len(found), len(lead) + 8) + 1) if lead else ()
    return start + min(tries, key=lambda n: (Indel.distance(lead, found[:n]), abs(n - len(lead))), default=0)


def _without_others(text: str, start: int, end: int, words: str) -> tuple[int, int]:
    """A stretch without its first or last word, where it is more like the words sought so."""
    found = text[start:end].split()
    if len(found) < 2:
        return start, end
    tries = [(start, end), (end - len(text[start:end].split(None, 1)[1]), end), (start, end - len(found[-1]))]
    best = max(tries, key=lambda pair: fuzz.ratio(words, fold(text[pair[0] : pair[1]].strip())))
    return best[0], best[0] + len(text[best[0] : best[1]].rstrip())


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the words that it cuts, or without one of which it has less than half, and without blanks at its
    edges."""
    first, last = start, end
    while 0 < first < len(text) and text[first - 1].isalnum() and text[first].isalnum():
        first -= 1
    while 0 < last < len(text) and text[last - 1].isalnum() and text[last].isalnum():
        last += 1
    after = next((i for i in range(start, end) if not text[i].isalnum()), end)
    before = next((i for i in range(end, start, -1) if not text[i - 1].isalnum()), start)
    start = after if start - first > after - start and after < end else first
    end = before if last - end > end - before and start < before else last
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _single(text: str) -> str:
    return re.sub(r"\s+", " ", text)
