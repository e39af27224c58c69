"""Read the source of a page of a wiki (MediaWiki): what its signs make text, and every other character by its rule."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from edition.late_patterns import late_pattern
from edition.model import Finding, Position, Severity
from edition.model.finding import count_of, position_in
from edition.readers.events import Event, Report
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.wikitext_blocks import WikiBlocks
from edition.readers.wikitext_names import redirect_target
from edition.readers.wikitext_tokens import Page
from edition.readers.wikitext_walk import read_page

#: Signs that begin something (the group), and those that end it.
_SIGNS = {
    "templates ({{)": late_pattern(r"(\{\{)|\}\}"),
    "links ([[)": late_pattern(r"(\[\[)|\]\]"),
    "tables ({|)": late_pattern(r"^[ \t:]*(\{\|)|^[ \t]*\|\}", re.MULTILINE),
    "addresses ([http)": late_pattern(r"(\[(?:https?|ftp|mailto|//))|(?<!\])\](?!\])", re.IGNORECASE),
}
_TAG = late_pattern(r"<(/?)([A-Za-z][\w-]*)[^<>]*(/?)(>?)")
#: Signs of one kind that may be open at a place. The parser comes back to each: its time grows with their square.
_MOST_OPEN = 80
_SINGLE = frozenset(["br", "hr", "wbr", "li", "dt", "dd", "td", "th", "tr", "p", "img"])
_NAMED = 8  # names that a finding has


def read_wikitext(source: SourceFile, options: ReaderOptions) -> Iterable[Event] | Refusal:
    """The events of a page, or why it is none that can be read. SeedError when the file is no text."""
    text = source.text
    if target := redirect_target(text):
        return Refusal(f"a redirect to «{target}», which has no words of its own; give the source of that page")
    for name, count in _count_open(text).items():
        if count > _MOST_OPEN:
            return Refusal(
                f"{count} {name} are open at one place; the file is damaged or no page of a wiki: "
                'close them, or write reader = "text" for it'
            )
    try:
        page = read_page(text, options.templates)
        blocks = WikiBlocks(page, options.lines == "verse")
        blocks.write_page()
    except RecursionError:
        return Refusal('its signs stand in each other too deeply; write reader = "text" for it')
    return [*blocks.writer.events, *(Report(one) for one in _findings(page, blocks.unmarked, source.path))]


def _count_open(text: str) -> dict[str, int]:
    """How many signs of each kind are open at one place; of tags, how many are never closed."""
    found = {name: _deepest(pattern, text) for name, pattern in _SIGNS.items()}
    opened: Counter[str] = Counter()
    broken = 0
    for tag in _TAG.finditer(text):
        is_end, name, is_empty, end = tag[1], tag[2].casefold(), tag[3] or tag[0].endswith("/>"), tag[4]
        if not end:
            broken += 1
        elif is_end:
            opened[name] = max(0, opened[name] - 1)
        elif not is_empty and name not in _SINGLE:
            opened[name] += 1
    return found | {"tags (<ref>)": broken + sum(opened.values())}


def _deepest(pattern: re.Pattern[str], text: str) -> int:
    depth = deepest = 0
    for found in pattern.finditer(text):
        depth = depth + 1 if found[1] else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _findings(page: Page, unmarked: list[str], path: str) -> Iterator[Finding]:
    at = Position(path)
    if page.left_templates:
        count = sum(page.left_templates.values())
        example = page.left_templates.most_common(1)[0][0]
        message = (
            f"{count_of(count, 'template')} left out with all words in it: {_names(page.left_templates)}; "
            f'templates = {{ "{example}" = 1 }} says which argument of one is text, and "*" = 0 that no other has text'
        )
        yield Finding("E360", Severity.WARNING, message, at)
    if page.unread:
        sign, offset = page.unread[0]
        message = f"{count_of(len(page.unread), 'sign')} of markup without an end became words («{sign}»)"
        yield Finding("E361", Severity.WARNING, message, position_in(path, page.text, offset))
    if unmarked:
        message = f"{count_of(len(unmarked), 'mark')} of notes without words ({_names(Counter(unmarked))})"
        yield Finding("E362", Severity.WARNING, message, at)
    if page.pages:
        message = f"the text stands on other pages ({page.pages[0][:80]}), and is not in the file; give their source"
        yield Finding("E363", Severity.WARNING, message, at)
    if page.left_tags or page.unknown_tags:
        told = {"left out": page.left_tags, "unknown, and their words kept": page.unknown_tags}
        message = "; ".join(f"tags {said}: {_names(names)}" for said, names in told.items() if names)
        yield Finding("E364", Severity.ADVICE, message, at)


def _names(names: Counter[str]) -> str:
    shown = ", ".join(f"«{' '.join(name.split())[:40]}» {count} ×" for name, count in names.most_common(_NAMED))
    return shown + (f" and {len(names) - _NAMED} more names" if len(names) > _NAMED else "")
