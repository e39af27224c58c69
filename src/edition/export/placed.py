"""Where in a witness's own text the readings of each place of variation stand.

The edition has the words of a witness in the order of the base; a moved passage stands between its anchors, and its
own place is a milestone (docs/design.md §4). In its own order, the edition gives the words of the published text again.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from edition.export.source import ExportSource
from edition.export.variation import Unit, UnitReading, is_lacuna, sides, witnesses_of
from edition.xml.namespaces import NS, XML_ID, tei

_OUTSIDE = frozenset(map(tei, ("milestone", "anchor", "gap")))
_ENDS = ("first", "last", "moved")
_RUNS = {"lacunaStart": False, "lacunaEnd": True}  # whether a fragment runs from there on


@dataclass(frozen=True, slots=True)
class PlacedReading:
    """A reading that has words, and the stretches [start, end) of a published text in which it stands: several where a
    moved passage of the witness stands between its words."""

    unit: Unit
    reading: UnitReading
    stretches: tuple[tuple[int, int], ...]


@lru_cache(maxsize=8)
def placed_readings(source: ExportSource) -> Mapping[str, tuple[PlacedReading, ...]]:
    """By the names of the published texts. ValueError when the edition does not give a text again."""
    return {t.name: tuple(_placed(source, t.name, t.text)) for t in source.texts if t.name in source.slugs.values()}


def _placed(source: ExportSource, slug: str, text: str) -> Iterator[PlacedReading]:
    units = {unit.id: unit for unit in source.units}
    siglum, is_fragment = next((w.siglum, w.is_fragment) for w in source.witnesses if source.slugs[w.siglum] == slug)
    walk = _Walk(text, siglum)
    for kind, value in _own_order(source.edition, slug, is_fragment):
        stretches = walk.step(kind, value)
        reading = next((r for r in units[value].readings if siglum in r.witnesses), None) if stretches else None
        if reading is not None:
            yield PlacedReading(units[value], reading, tuple(stretches))


class _Walk:
    """Goes along a published text with the pieces of the edition, and knows which readings it is in."""

    def __init__(self, text: str, siglum: str) -> None:
        self.siglum = siglum
        composed = [(c, place) for c, place in composed_letters(text) if not c.isspace()]
        self.letters = "".join(c for c, _ in composed)
        self.places = [place for _, place in composed]
        self.at = 0
        self.opened: list[list[tuple[int, int]]] = []  # of each reading its stretches, in letters
        self.left: list[int] = []  # how many readings are suspended while a moved passage stands in them

    def step(self, kind: str, value: str) -> list[tuple[int, int]]:
        """The stretches of a reading that ends here, else none."""
        match kind:
            case "words":
                self._words("".join(value.split()))
            case "open":
                self.opened.append([])
            case "leave":
                self.left.append(len(self.opened))
            case "return":
                self.left.pop()
            case _:
                return [(self.places[a][0], self.places[b - 1][1]) for a, b in self.opened.pop()]
        return []

    def _words(self, letters: str) -> None:
        here = self.letters[self.at : self.at + len(letters)]
        if here != letters:
            said = f"the edition has «{letters[:40]}» where the text has «{here[:40]}»"
            raise ValueError(f"witness {self.siglum}: {said}")
        start, self.at = self.at, self.at + len(letters)
        for stretches in self.opened[self.left[-1] if self.left else 0 :] if letters else ():
            if stretches and stretches[-1][1] == start:
                stretches[-1] = (stretches[-1][0], self.at)
            else:
                stretches.append((start, self.at))


def composed_letters(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The letters of a text as the edition writes them, composed (NFC), and where each stands in the text [start, end).

    A sequence that composes (Unicode Standard Annex 15) is one place for all the letters it is composed to.
    """
    if unicodedata.is_normalized("NFC", text):
        yield from ((c, (i, i + 1)) for i, c in enumerate(text))
        return
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or _begins_anew(text[start:end], text[end]):
            yield from ((c, (start, end)) for c in unicodedata.normalize("NFC", text[start:end]))
            start = end


def _begins_anew(before: str, following: str) -> bool:
    """Whether a letter composes with nothing before it."""
    if unicodedata.combining(following):
        return False
    apart = unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", following)
    return unicodedata.normalize("NFC", before + following) == apart


Piece = tuple[
    str, str
]  # ("words", …), ("open" or "close", unit), ("first", "last" or "moved", move), ("leave" or "return", move)


def _own_order(edition: etree._Element, slug: str, is_fragment: bool) -> Iterator[Piece]:
    """The words of a witness in its own order, with the places of variation around them."""
    anchors = dict(_anchors(edition, slug))
    main: list[Piece] = []
    moved: dict[str, list[Piece]] = {}
    streams, opened = [main], list[list[Piece]]()
    runs = not is_fragment
    for body in edition.iterfind("tei:text/tei:body", NS):
        for piece in _pieces(body, slug, anchors):
            kind, value = piece
            if kind in _RUNS:
                runs = _RUNS[kind]
            elif kind == "words" and not (runs or opened):
                continue  # a fragment is silent here
            elif kind == "first":
                streams.append(moved.setdefault(value, []))
            elif kind == "last":
                streams.pop()
            elif kind == "close" and (stream := opened.pop()) is not streams[-1]:
                stream.remove(("open", value))  # a moved passage begins or ends in the reading: it is in two places
            else:
                streams[-1].append(piece)
                opened += [streams[-1]] if kind == "open" else []
    yield from _resolved(main, moved)


def _resolved(stream: list[Piece], moved: Mapping[str, list[Piece]]) -> Iterator[Piece]:
    for kind, value in stream:
        if kind == "moved":
            yield "leave", value
            yield from _resolved(moved.get(value, []), moved)
            yield "return", value
        else:
            yield kind, value


def _anchors(edition: etree._Element, slug: str) -> Iterator[tuple[str, Piece]]:
    """Of each anchor and milestone of the moves of a witness what it is, and of which move."""
    places = edition.iterfind(".//tei:milestone[@unit='moved']", NS)
    own = {m.get(XML_ID) for m in places if f"#{slug}" in m.get("ed", "").split()}
    for link in edition.iterfind(".//tei:linkGrp[@type='transposition']/tei:link", NS):
        names = [pointer.removeprefix("#") for pointer in link.get("target", "").split()]
        if names[2] in own:
            yield from ((name, (kind, link.get(XML_ID, ""))) for kind, name in zip(_ENDS, names, strict=True))


def _pieces(element: etree._Element, slug: str, anchors: Mapping[str, Piece]) -> Iterator[Piece]:
    yield "words", element.text or ""
    for child in element:
        if child.tag == tei("app"):
            yield from _app(child, slug, anchors)
        elif child.tag in _OUTSIDE:
            if child.get(XML_ID) in anchors:
                yield anchors[child.get(XML_ID, "")]
            elif child.get("unit") in _RUNS and f"#{slug}" in child.get("ed", "").split():
                yield child.get("unit", ""), ""
        elif child.tag == tei("g"):
            yield "words", chr(int(child.get("ref", "#UFFFD")[2:], 16))
        else:
            yield from _pieces(child, slug, anchors)
        yield "words", child.tail or ""


def _app(app: etree._Element, slug: str, anchors: Mapping[str, Piece]) -> Iterator[Piece]:
    name = app.get(XML_ID, "")
    for side in sides(app):
        if slug in witnesses_of(side):
            if not is_lacuna(side):
                yield "open", name
                yield from _pieces(side, slug, anchors)
                yield "close", name
        else:
            yield from ((k, v) for k, v in _pieces(side, slug, anchors) if k in (*_ENDS, *_RUNS))
