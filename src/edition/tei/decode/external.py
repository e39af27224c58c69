"""Every witness's reading text from an edition whose apparatus stands outside the text (external.py)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.tei.decode.edition import RecoveredBlock, Walker, blocks_of, is_fragment, moves_of
from edition.tei.decode.witness import characters_of
from edition.tei.word_references import BlockWords
from edition.xml.namespaces import NS, XML_ID, tei
from edition.xml.text_elements import BLOCKS

_ANCHOR, _G, _LEM, _RDG = tei("anchor"), tei("g"), tei("lem"), tei("rdg")


@dataclass(slots=True)
class _ExternalWalker(Walker):
    """Walks the base text and takes the witness's own readings out of the entries."""

    skipping: etree._Element | None = None  # the entry whose place is passed over: the witness reads otherwise
    holding: list[etree._Element] = field(default_factory=list)  # entries whose lemma the witness has
    is_reading: bool = False

    def enter(self, app: etree._Element, has_length: bool) -> None:
        """The place of an entry begins."""
        if self.skipping is not None:
            return
        reading = next((r for r in app.iter(_LEM, _RDG) if self.pointer in r.get("wit", "").split()), None)
        if reading is None:
            return
        if reading.tag == _LEM:
            self.holding += [app] * has_length
            return
        self.is_reading = True
        self.walk(reading, None, holds_text=True)
        self.is_reading = False
        self.skipping = app if has_length else None

    def leave(self, app: etree._Element) -> None:
        """The place of an entry ends."""
        if self.skipping is app:
            self.skipping = None
        elif app in self.holding:
            self.holding.remove(app)

    def on_text(self, text: str | None, is_ours: bool | None, holds_text: bool) -> None:
        if self.skipping is None:
            Walker.on_text(self, text, True if self.holding or self.is_reading else is_ours, holds_text)

    def on_element(self, element: etree._Element) -> None:
        if self.skipping is None:
            Walker.on_element(self, element)


@dataclass(slots=True)
class _AnchoredWalker(_ExternalWalker):
    opens: dict[str, etree._Element] = field(default_factory=dict)
    closes: dict[str, etree._Element] = field(default_factory=dict)

    def attach(self, apps: Sequence[etree._Element]) -> None:
        self.opens = {app.get("from", "")[1:]: app for app in apps}
        self.closes = {app.get("to", "")[1:]: app for app in apps}

    def on_element(self, element: etree._Element) -> None:
        name = element.get(XML_ID, "")
        if element.tag == _ANCHOR and name in self.opens:
            self.enter(self.opens[name], has_length=name not in self.closes)
        elif element.tag == _ANCHOR and name in self.closes:
            self.leave(self.closes[name])
        else:
            _ExternalWalker.on_element(self, element)


@dataclass(slots=True)
class _LocatedWalker(_ExternalWalker):
    """Entries begin where text goes on, not before: what happens at one point happens before them."""

    apps: dict[int, list[etree._Element]] = field(default_factory=dict)  # by block
    behind: dict[int, list[etree._Element]] = field(default_factory=dict)
    block: int = 0
    at: int = 0
    places: list[tuple[int, int, etree._Element]] = field(default_factory=list)  # still to come
    inside: list[tuple[int, etree._Element]] = field(default_factory=list)  # ends of those begun

    def attach(self, apps: Sequence[etree._Element]) -> None:
        for app in apps:
            reference = app.get("loc", "")
            if reference.endswith("+"):
                self.behind.setdefault(int(reference[:-1]), []).append(app)
            else:
                self.apps.setdefault(int(reference.partition(".")[0]), []).append(app)
        self._between()

    def walk(self, element: etree._Element, is_ours: bool | None, holds_text: bool) -> None:
        if self.is_reading or holds_text or element.tag not in BLOCKS:
            Walker.walk(self, element, is_ours, holds_text)
            return
        self.block, self.at = self.block + 1, 0
        words = BlockWords(self.block, "".join(_texts(element, self.characters)))
        self.places = [(*words.resolved(app.get("loc", "")), app) for app in self.apps.get(self.block, ())]
        Walker.walk(self, element, is_ours, holds_text)
        self._reach()
        self._between()

    def on_text(self, text: str | None, is_ours: bool | None, holds_text: bool) -> None:
        if self.is_reading or not holds_text:
            _ExternalWalker.on_text(self, text, is_ours, holds_text)
            return
        rest = text or ""
        while rest:
            self._reach()
            edges = [edge for edge in (*(p[0] for p in self.places), *(e for e, _ in self.inside)) if edge > self.at]
            length = min([len(rest), *(edge - self.at for edge in edges)])
            _ExternalWalker.on_text(self, rest[:length], is_ours, holds_text)
            self.at, rest = self.at + length, rest[length:]

    def on_element(self, element: etree._Element) -> None:
        if not self.is_reading:
            self._end()
        _ExternalWalker.on_element(self, element)

    def _reach(self) -> None:
        """End and begin the places that are reached."""
        self._end()
        while self.places and self.places[0][0] <= self.at:
            start, end, app = self.places.pop(0)
            self.enter(app, has_length=end > start)
            if end > start:
                self.inside.append((end, app))

    def _end(self) -> None:
        for end, app in [place for place in self.inside if place[0] <= self.at]:
            self.inside.remove((end, app))
            self.leave(app)

    def _between(self) -> None:
        for app in self.behind.get(self.block, ()):
            self.enter(app, has_length=False)


def recover_external(root: etree._Element, witness: str) -> tuple[RecoveredBlock, ...]:
    """The blocks of a witness, by the id it has in the list of witnesses, whichever of the two methods was used."""
    body = root.find("tei:text/tei:body", NS)
    method = root.find(".//tei:variantEncoding", NS)
    if body is None or method is None:
        raise ValueError("the edition has no body or does not tell its method")
    kind = _LocatedWalker if method.get("method") == "location-referenced" else _AnchoredWalker
    pointer = f"#{witness}"
    walker = kind(pointer, not is_fragment(root, witness), moves_of(root, pointer), characters_of(root))
    walker.attach(root.findall("tei:text/tei:back//tei:listApp/tei:app", NS))
    walker.walk(body, None, holds_text=False)
    return blocks_of(walker.steps, witness)


def _texts(element: etree._Element, characters: dict[str, str]) -> Iterator[str]:
    """The characters of the base in a block."""
    yield element.text or ""
    for child in element:
        if child.tag == _G:
            yield characters[child.get("ref", "")]
        yield from _texts(child, characters)
        yield child.tail or ""
