"""The dates of a block: words that are marked as another language are read by the table of that language."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from edition.annotate.date_context import DateContext
from edition.annotate.date_reading import FoundDate
from edition.annotate.dates import find_dates
from edition.annotate.hide_numbers import HIDDEN
from edition.model import ReadingBlock
from edition.project.languages import Languages, primary_subtag

_Spans = list[tuple[int, int]]
_UNKNOWN = frozenset({"", "und", "mul", "zxx"})


def find_block_dates(
    block: ReadingBlock, visible: str, tag: str, languages: Languages, context: DateContext, parts: _Spans
) -> list[FoundDate]:
    """The dates of a block in the language `tag`, in the order of its text.

    `visible`: its text without the names that are found. `parts`: as of `find_dates`.
    """
    foreign = _foreign_spans(block, primary_subtag(tag))
    if not foreign:
        return list(find_dates(visible, languages.of(tag).dates, context, parts))
    hidden = "".join(_only(visible, _others(sorted(s for spans in foreign.values() for s in spans), len(visible))))
    found = list(find_dates(hidden, languages.of(tag).dates, context, parts))
    for language, spans in foreign.items():
        shown = "".join(_only(visible, spans))
        dates = find_dates(shown, languages.of(language).dates, context, parts)
        found += [replace(date, rule=f"{date.rule}, in words of the language «{language}»") for date in dates]
    return sorted(found, key=lambda date: date.start)


def _foreign_spans(block: ReadingBlock, own: str) -> dict[str, _Spans]:
    """The spans of a block that are marked as another language, by language; the outermost mark counts."""
    made: dict[str, _Spans] = {}
    end = 0
    for node in block.node.walk():
        language = primary_subtag(node.get("lang"))
        if language in _UNKNOWN or language == own or node.start < end:
            continue
        end = node.end
        first, last = (bisect_left(block.offsets, at) for at in (node.start, node.end))
        if first < last:
            made.setdefault(language, []).append((first, last))
    return made


def _others(spans: _Spans, length: int) -> _Spans:
    """What lies between spans."""
    edges = [0, *(at for span in spans for at in span), length]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _only(text: str, spans: _Spans) -> Iterator[str]:
    """The pieces of a text that has `HIDDEN` in the place of every character outside the spans."""
    at = 0
    for start, end in spans:
        yield HIDDEN * (start - at)
        yield text[start:end]
        at = end
    yield HIDDEN * (len(text) - at)
