"""Long pages in parts: where a page of the site is cut, what its parts hold, and on which part an id stands.

Cut is between blocks, rather where a division begins. A part is named by the id that it begins with, and among the
places where a cut would be good the one is taken whose id has the least checksum: so a chapter that is put in moves
the cuts near it and no others.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from zlib import crc32

from edition.errors import InternalError
from edition.late_patterns import late_pattern
from edition.model import KINDS

#: The characters that a word of the reading text takes on its page, with markup and its share of the apparatus.
PER_WORD: Final = 30
#: Pages of matters, of which so many stand on a part.
_COUNTED: Final = {"disagreements.html": 200}
_REGISTERS: Final = "|".join(row.kind.value for row in KINDS)
_SPLIT: Final = late_pattern(
    rf"(?:read|apparatus|compare|variants|disagreements|changes(?:-\d+)?|wit-.+|{_REGISTERS})\.html"
)
_TAG: Final = late_pattern(r'<(/?)([a-zA-Z][\w:-]*)([^>"]*(?:"[^"]*"[^>"]*)*)>')
_ID: Final = late_pattern(r'\sid="([^"]*)"')
_ABOUT: Final = late_pattern(r'<th scope="row"><a href="read\.html#([^"]+)"')  # of a row without an id
_CLASS: Final = late_pattern(r'\sclass="([^"]*)"')
_VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
#: What can be cut between its children, by name or by name and class.
_OPEN: Final = frozenset({
    "main", "section", "article.text", "article.witness", "article.changes", "div.lg", "ol.full", "table.synopsis",
    "ol.disagreements", "div.heat", "div.entries-list", ".heat table", ".synopsis tbody", ".heat tbody",
})  # fmt: skip
#: What every part has again where it goes on.
_AGAIN: Final = frozenset(
    {"h1", "thead", "caption", "form.choose", "div.filters", "p.legend", "nav.letters", "header.group"}
)
_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6", "p.text-title"})


@dataclass(slots=True, eq=False)
class Holder:
    """An element that is cut between its children: how it begins, and how it begins again on the next part."""

    tag: str
    opening: str
    key: str  # a member of _OPEN
    id: str = ""
    is_empty: bool = True

    @property
    def again(self) -> str:
        return _ID.sub("", self.opening) if self.tag != "main" else self.opening


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a page that is not cut: the elements it stands in, and what it is."""

    html: str
    within: tuple[Holder, ...]
    opened: tuple[Holder, ...]  # those of `within` that begin with it
    kind: str

    @property
    def ids(self) -> list[str]:
        """The ids that stand here alone: not that of the main part, which every part of a page has."""
        return [holder.id for holder in self.opened if holder.id and holder.tag != "main"] + _ids(self.html)

    @property
    def name(self) -> str:
        """The id that a part is named by which begins here; none if it may not begin here."""
        return next((one.removeprefix("n-") for one in (*self.ids, *_ABOUT.findall(self.html))), "")

    @property
    def rank(self) -> int:
        """How good a place to cut it is: where an outer division begins, an inner one, a block."""
        outer = sum(holder.tag == "section" for holder in self.within if holder not in self.opened)
        return outer if any(holder.tag in ("section", "table", "ol") for holder in self.opened) else 99


def _ids(html: str) -> list[str]:
    return [found for tag in _TAG.finditer(html) if not tag[1] for found in _ID.findall(tag[3])]


# -- a page in pieces


@dataclass(slots=True)
class _Walk:
    """Reads the main part of a page into pieces."""

    text: str
    at: int  # the end of the last piece
    holders: list[Holder] = field(default_factory=list)
    fresh: list[Holder] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def run(self) -> list[Piece]:
        """The pieces; InternalError when the page is no whole page."""
        depth, kind = 0, ""
        for tag in _TAG.finditer(self.text, self.at):
            if not depth and (tag[1] or (key := self.key_of(tag))):
                self.close(tag) if tag[1] else self.enter(tag, key)
                if not self.holders:
                    return self.pieces
                continue
            kind = kind if depth else _said(tag)
            depth += -1 if tag[1] else not _is_void(tag)
            if not depth:
                self.take(tag.end(), kind)
        raise InternalError(f"a page of the site ends within <{self.holders[-1].tag if self.holders else 'main'}>")

    def key_of(self, tag: re.Match[str]) -> str:
        """What an element is among those that are cut; "" if it is not."""
        first, *classes = _said(tag).split(".")
        inside = [f".{holder.key.split('.')[-1]} {first}" for holder in self.holders]
        if "run" in classes:
            return ""
        return next((key for key in (first, *(f"{first}.{c}" for c in classes), *inside) if key in _OPEN), "")

    def enter(self, tag: re.Match[str], key: str) -> None:
        if self.text[self.at : tag.start()].strip() and self.holders:
            self.add(self.text[self.at : tag.start()], "text")
        identity = _ID.search(tag[3])
        holder = Holder(tag[2], tag[0], key, identity[1] if identity else "")
        self.holders.append(holder)
        self.fresh.append(holder)
        self.at = tag.end()

    def take(self, end: int, kind: str) -> None:
        html = self.text[self.at : end]
        self.at = end
        names = {kind.split(".")[0], *(f"{kind.split('.')[0]}.{c}" for c in kind.split(".")[1:])}
        if names & _AGAIN and self.holders[-1].is_empty | (self.holders[-1].tag == "main"):
            self.holders[-1].opening += html
            return
        self.add(html, kind)

    def add(self, html: str, kind: str) -> None:
        self.pieces.append(Piece(html, tuple(self.holders), tuple(self.fresh), kind))
        self.fresh = []
        for holder in self.holders:
            holder.is_empty = False

    def close(self, tag: re.Match[str]) -> None:
        if self.holders[-1].is_empty or self.text[self.at : tag.start()]:
            self.add(self.text[self.at : tag.start()], "text")
        self.at = tag.end()
        self.holders.pop()


def _is_void(tag: re.Match[str]) -> bool:
    return tag[2] in _VOID or tag[3].endswith("/")


def _said(tag: re.Match[str]) -> str:
    """The name of an element and its classes, with points between."""
    found = _CLASS.search(tag[3])
    return ".".join((tag[2], *(found[1].split() if found else ())))


def pieces_of(page: str) -> tuple[str, list[Piece], str]:
    """What stands before the main part of a page, the pieces of it, and what stands behind."""
    start = page.index("<main")
    walk = _Walk(page, start)
    return page[:start], walk.run(), page[walk.at :]


def together(pieces: Sequence[Piece]) -> str:
    """The main part of a page that holds these pieces, in the elements in which they stood."""
    made: list[str] = []
    open_now: list[Holder] = []
    for piece in pieces:
        common = sum(a is b for a, b in zip(open_now, piece.within, strict=False))
        made += (f"</{holder.tag}>" for holder in reversed(open_now[common:]))
        made += (h.opening if h in piece.opened else h.again for h in piece.within[common:])
        made.append(piece.html)
        open_now = list(piece.within)
    made += (f"</{holder.tag}>" for holder in reversed(open_now))
    return "".join(made)


# -- where to cut


def cuts(pieces: Sequence[Piece], size: int, most: int = 0) -> list[int]:
    """Where parts begin, the first at 0: so that none has many more than `size` characters, or `most` items."""
    weights = [max(len(piece.html), size // most if most and piece.kind == "li" else 0) for piece in pieces]
    left, starts = sum(weights), [0]
    while left > size:
        at, taken = starts[-1], 0
        good: list[tuple[int, int, int]] = []  # rank, checksum, place
        while at < len(pieces) and (taken <= size or not good):
            if at > starts[-1] and taken >= size // 2 and _may_begin(pieces, at):
                good.append((pieces[at].rank, crc32(pieces[at].name.encode()), at))
            taken += weights[at]
            at += 1
        if not good:
            break
        left -= sum(weights[starts[-1] : min(good)[2]])
        starts.append(min(good)[2])
    return starts


def _may_begin(pieces: Sequence[Piece], at: int) -> bool:
    piece = pieces[at]
    return bool(piece.name) and pieces[at - 1].kind.split(".")[0] not in _HEADINGS and "apparatus" not in piece.kind


def is_long(file: str, words: int, limit: int) -> bool:
    """Whether a page may be cut: of a text with more words than stand on a page, or a list of matters."""
    return limit > 0 and (file in _COUNTED or (words > limit and _SPLIT.fullmatch(file) is not None))


def part_starts(file: str, pieces: Sequence[Piece], limit: int, known: Mapping[str, Sequence[str]]) -> list[int]:
    """Where the parts of a page begin; in another language where they begin in the first (`known`: ids by page)."""
    if file in known:
        wanted = set(known[file])
        return [0] + [n for n, piece in enumerate(pieces) if n and _may_begin(pieces, n) and piece.name in wanted]
    return cuts(pieces, limit * PER_WORD, _COUNTED.get(file, 0))


# -- the apparatus of a section that is cut


_ENTRY: Final = late_pattern(r'<li id="s-')


def with_own_entries(groups: Sequence[list[Piece]]) -> list[list[Piece]]:
    """The parts, each with those entries of a section's apparatus whose places it has."""
    homes = {one: n for n, group in enumerate(groups) for piece in group for one in piece.ids}
    made: list[list[Piece]] = [[] for _ in groups]
    for n, group in enumerate(groups):
        for piece in group:
            shares = _shares(piece, homes, n) if "apparatus" in piece.kind else {n: piece}
            for home, share in shares.items():
                made[home].insert(_place(made[home], share), share)
    return made


def _shares(piece: Piece, homes: Mapping[str, int], own: int) -> dict[int, Piece]:
    """An apparatus by the parts that have its places; it is left alone when all stand on its own."""
    start = found.start() if (found := _ENTRY.search(piece.html)) else len(piece.html)
    end = piece.html.rfind("</ol>")
    by_part: dict[int, list[str]] = {}
    home = own
    for number, entry in enumerate(re.split(r'(?=<li id="s-)', piece.html[start:end])):
        identity = _ID.search(entry)
        home = homes.get(identity[1].removeprefix("s-"), home if number else own) if identity else home
        by_part.setdefault(home, []).append(entry)
    if set(by_part) <= {own}:
        return {own: piece}
    opening, ending = re.sub(r"(<summary>[^<]*?)\W*\d[^<]*(?=</summary>)", r"\1", piece.html[:start]), piece.html[end:]
    return {n: Piece(opening + "".join(ones) + ending, piece.within, (), piece.kind) for n, ones in by_part.items()}


def _place(pieces: Sequence[Piece], share: Piece) -> int:
    """Behind the last piece of the same section."""
    if not pieces or not share.within:
        return len(pieces)
    same = [n for n, piece in enumerate(pieces) if share.within[-1] in piece.within]
    return same[-1] + 1 if same else len(pieces)


def ids_of(groups: Sequence[Sequence[Piece]]) -> Iterator[list[str]]:
    """The ids of each part."""
    for group in groups:
        yield [one for piece in group for one in piece.ids]
