"""The entries of a TEI file's own apparatus by the places of its text nodes: in which entry a word of a witness stands.

Used where they are kept as they are (`apparatus = "hers"`): tokens of several witnesses at one place of the file are
one token of their common text, and those in one entry are its readings.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.errors import ConfigError
from edition.readers.choose_text import choose_text
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.tei_entries import Entries
from edition.readers.tei_layer import Layer, local_name
from edition.readers.xml_places import XmlPlaces
from edition.xml.namespaces import TEI
from edition.xml.transcription import parse_transcription

_TEI = f"{{{TEI}}}"
#: The entries around a place, from outside in, each with the number of its reading (0: the text, or the lemma).
Path = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class OwnEntries:
    """`nodes`: text node -> the entries around it; `stretches`: text node -> parts of it with their entries.
    `starts`: where each entry begins, as (text node, offset)."""

    nodes: Mapping[int, Path] = field(default_factory=dict)
    stretches: Mapping[int, Sequence[tuple[int, int, Path]]] = field(default_factory=dict)
    starts: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def path(self, node: int, offset: int) -> Path:
        """The entries around a place of the file."""
        for start, end, path in self.stretches.get(node, ()):
            if start <= offset < end:
                return path
        return self.nodes.get(node, ())


def own_entries(source: SourceFile, options: ReaderOptions) -> OwnEntries:
    """The entries of a file."""
    root = parse_transcription(source.data, source.path, source.declarations).root
    texts = choose_text(root, options.tei.text or options.part)
    if isinstance(texts, Refusal):
        raise ConfigError(f"{source.path}: {texts.why}")
    entries = Entries.of(root, texts[0], Layer.of(root, options.layer, options.state))
    return _Maker(root, entries).made()


class _Maker:
    def __init__(self, root: etree._Element, entries: Entries) -> None:
        self.root, self.entries = root, entries
        self.places = XmlPlaces(root)
        self.apart = {entry.app: entry for entry in entries.all}
        self.numbers = {app: number for number, app in enumerate(root.iter(f"{_TEI}app"))}
        self.outer: dict[
            int, tuple[int, ...]
        ] = {}  # entry apart -> the entries whose stretches hold its own, and itself
        self._nest()

    def _nest(self) -> None:
        """Find which entries apart lie in the stretches of others; those that cross are one."""
        found = ((e.stretch, self.numbers[e.app]) for e in self.entries.all if e.stretch)
        active: list[tuple[int, int]] = []  # where an entry ends, its number
        for (start, end), number in sorted(found, key=lambda one: (one[0][0], -one[0][1])):
            active = [one for one in active if one[0] > start]
            crossed = [other for e, other in active if e < end]
            same = [other for e, other in active if e == end and self._begins(other) == start]
            chosen = (crossed or same or [number])[0]
            around = [other for e, other in active if e >= end and other not in same]
            self.outer[number] = self.outer[chosen] if chosen != number else (*around, number)
            if chosen == number:
                active.append((end, number))

    def _begins(self, number: int) -> int:
        return next(e.stretch[0] for e in self.entries.all if e.stretch and self.numbers[e.app] == number)

    def made(self) -> OwnEntries:
        starts = {n: (2 * self.places.numbers[app], 0) for app, n in self.numbers.items()}
        starts |= {self.numbers[e.app]: s for e in self.entries.all if (s := self._start(e.stretch)) is not None}
        return OwnEntries(dict(self._nodes()), self._stretches(), starts)

    def _start(self, stretch: tuple[int, int] | None) -> tuple[int, int] | None:
        place = self.entries.text.place(stretch[0]) if stretch else None
        if place is None:
            return None
        (element, is_tail), offset = place
        return 2 * self.places.numbers[element] + is_tail, offset

    def _nodes(self) -> Iterator[tuple[int, Path]]:
        """The entries around each text node that stands in one."""
        for app in self.numbers:
            for element in app.iter():
                number = 2 * self.places.numbers[element]
                if path := self._around(element):
                    yield number, path
                parent = element.getparent()
                if element is not app and parent is not None and (path := self._around(parent)):
                    yield number + 1, path

    def _around(self, element: etree._Element) -> Path:
        made: list[tuple[int, int]] = []
        reading = 0
        for around in (element, *element.iterancestors()):
            if local_name(around) in ("lem", "rdg"):
                reading = 0 if local_name(around) == "lem" else 1 + self.places.numbers[around]
            elif around in self.numbers:
                *outer, own = self.outer.get(self.numbers[around], (self.numbers[around],))
                made += [(own, reading), *((one, 0) for one in reversed(outer))]
        return tuple(reversed(made))

    def _stretches(self) -> Mapping[int, Sequence[tuple[int, int, Path]]]:
        made: dict[int, list[tuple[int, int, Path]]] = {}
        for entry in self.entries.all:
            for (element, is_tail), start, end in self.entries.text.pieces(*entry.stretch) if entry.stretch else ():
                node = 2 * self.places.numbers[element] + is_tail
                parent = element.getparent() if is_tail else element
                around = self._around(parent) if parent is not None else ()
                path = tuple((one, 0) for one in self.outer[self.numbers[entry.app]])
                made.setdefault(node, []).append((start, end, (*around, *path)))
        return {node: sorted(parts, key=lambda part: -len(part[2])) for node, parts in made.items()}
