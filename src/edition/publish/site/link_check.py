"""Dead links of a site, which is published as one folder: what they mean to reach must stand in it."""

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from html.parser import HTMLParser
from urllib.parse import unquote

from edition.model import Finding, Position, Severity

STYLESHEET = ".css"
_ADDRESSES = frozenset({"href", "src", "poster", "xlink:href", "data", "action", "formaction"})
_SETS = frozenset({"srcset", "imagesrcset"})
_STYLES = frozenset(
    {"style", "fill", "stroke", "filter", "mask", "clip-path", "marker-start", "marker-mid", "marker-end"}
)
_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""", re.I)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_OUTWARD = re.compile(r"//|(?!file:)[a-z][a-z0-9+.-]*:", re.I)  # an address of its own: not ours to prove
_ADVICE = 20  # how many faults are told with the nearest right name: the search is slow among thousands

Place = tuple[int, int]  # line and column, from 1


@dataclass(slots=True)
class _Page:
    """What a page or stylesheet links to and which places it has, each with where it stands."""

    links: list[tuple[str, Place]] = field(default_factory=list)
    ids: list[tuple[str, Place]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def dead_links(pages: Mapping[str, bytes], files: Collection[str]) -> tuple[Finding, ...]:
    """What is wrong with the links of HTML pages and stylesheets, by page; all paths are relative to the site.

    E431: a link to no file of the site; E432: a fragment that its page does not have; E433: an id that stands twice on
    a page. A link is told once a page, at its first place. Addresses with a scheme or a host are nobody's concern.
    """
    read = {path: _read(path, data) for path, data in sorted(pages.items())}
    site = _Site(frozenset(files), {path: page for path, page in read.items() if not path.endswith(STYLESHEET)})
    return tuple(finding for path, page in read.items() for finding in (*_twice(path, page), *site.dead(path, page)))


# -- reading a page


def _read(path: str, data: bytes) -> _Page:
    text = data.decode("utf-8-sig", "replace")
    if path.endswith(STYLESHEET):
        return _Page(list(_in_css(text, (1, 1))))
    reader = _Reader()
    reader.feed(text.replace("<![", "<!_"))  # the parser fails on a section of XML that it does not know
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    """Collects links and places. Our pages have few lines, and this parser knows columns, too (lxml knows none)."""

    def __init__(self) -> None:
        super().__init__()
        self.page = _Page()
        self.is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_style = tag == "style"
        at = self.place()
        for name, value in attrs:
            if name == "id" and value:
                self.page.ids.append((value, at))
            elif name == "name" and tag == "a" and value:
                self.page.names.append(value)
            else:
                self.page.links += ((address, at) for address in _addresses(name, value or ""))

    def handle_endtag(self, tag: str) -> None:
        self.is_style = False

    def handle_data(self, data: str) -> None:
        if self.is_style:
            self.page.links += _in_css(data, self.place())

    def place(self) -> Place:
        line, column = self.getpos()
        return line, column + 1


def _addresses(name: str, value: str) -> Iterator[str]:
    """The addresses that an attribute holds."""
    if name in _ADDRESSES:
        yield value
    elif name in _SETS:
        yield from _candidates(value)
    elif name in _STYLES:
        yield from (address for address, _ in _in_css(value, (1, 1)))


def _candidates(srcset: str) -> Iterator[str]:
    """The images of a srcset: an address, blanks and what it is for, a comma; addresses may hold commas, too."""
    rest = srcset.lstrip(" \t\n,")
    while rest:
        address, *more = rest.split(maxsplit=1)
        yield address.rstrip(",")
        after = "".join(more)
        rest = (after if address.endswith(",") else after.partition(",")[2]).lstrip(" \t\n,")


def _in_css(text: str, start: Place) -> Iterator[tuple[str, Place]]:
    """The addresses in a piece of CSS that begins at a place."""
    bare = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)
    for number, line in enumerate(bare.split("\n")):
        for found in _URL.finditer(line):
            shift = start[1] if number == 0 else 1
            yield next((g for g in found.groups() if g), ""), (start[0] + number, found.start() + shift)


# -- judging it


def _twice(path: str, page: _Page) -> Iterator[Finding]:
    first: dict[str, Place] = {}
    for name, at in page.ids:
        line, column = first.setdefault(name, at)
        if (line, column) != at:
            said = f"the id {name} stands twice on this page, first at {line}:{column}"
            yield Finding("E433", Severity.ERROR, said, Position(path, *at))


@dataclass(slots=True)
class _Site:
    """The files of a site and its pages."""

    files: frozenset[str]
    pages: Mapping[str, _Page]
    places: Mapping[str, frozenset[str]] = field(init=False)
    homes: Mapping[str, str] = field(init=False)  # an id that one page alone has, and that page
    advised: int = 0

    def __post_init__(self) -> None:
        self.places = {path: frozenset((*page.names, *(i for i, _ in page.ids))) for path, page in self.pages.items()}
        every = [(name, path) for path, names in self.places.items() for name in names]
        count = Counter(name for name, _ in every)
        self.homes = {name: path for name, path in every if count[name] == 1}

    def dead(self, path: str, page: _Page) -> Iterator[Finding]:
        """The links of a page that lead nowhere."""
        places: dict[str, list[Place]] = {}
        for address, at in page.links:
            places.setdefault(address, []).append(at)
        for address, found in places.items():
            if fault := self.fault(path, address):
                code, said = fault
                often = f" ({len(found)} times on this page)" if len(found) > 1 else ""
                yield Finding(code, Severity.ERROR, f"«{address}» {said}{often}", Position(path, *found[0]))

    def fault(self, path: str, address: str) -> tuple[str, str] | None:
        """Code and words of what is wrong with an address on a page, or None."""
        address = address.strip()
        if _OUTWARD.match(address):
            return None
        way, _, fragment = address.partition("#")
        way = unquote(way.partition("?")[0])
        meant = posixpath.normpath(posixpath.join(posixpath.dirname(path), way)) if way else path
        if way.lower().startswith("file:") or meant.startswith(("/", "../")) or meant == "..":
            near = self.nearest(meant.lstrip("./"), self.files)
            return "E431", f"leads out of the site, which is published as one folder{near}"
        inside = posixpath.normpath(posixpath.join(meant, "index.html"))
        target = inside if way.endswith("/") or inside in self.files else meant
        if target not in self.files:
            return "E431", f"leads nowhere: the site has no {target}{self.nearest(target, self.files)}"
        return self.lost(path, target, fragment)

    def lost(self, path: str, target: str, fragment: str) -> tuple[str, str] | None:
        """What is wrong with a fragment that is to be met on a page; in other files nobody can say."""
        known = self.places.get(target)
        if known is None or fragment in ("", "top") or known & {fragment, unquote(fragment)}:
            return None
        name = unquote(fragment)
        if home := self.homes.get(name):
            way = posixpath.relpath(home, posixpath.dirname(path) or ".")
            return "E432", f"meets no such place: {target} has no id {name}; did you mean {way}#{name}?"
        return "E432", f"meets no such place: {target} has no id {name}{self.nearest(name, known)}"

    def nearest(self, word: str, known: Iterable[str]) -> str:
        """«; did you mean …?», or nothing."""
        self.advised += 1
        near = get_close_matches(word, sorted(known), 1) if self.advised <= _ADVICE else []
        return f"; did you mean {near[0]}?" if near else ""
