"""The entries of an edition as its TEI has them, with their sections and places, to be compared with another state."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from lxml import etree

from edition.xml.namespaces import NS, TEI, XML_ID
from edition.xml.text_elements import BLOCKS

_APP, _LEM, _RDG, _GROUP, _DIV, _HEAD = (f"{{{TEI}}}{n}" for n in ("app", "lem", "rdg", "rdgGrp", "div", "head"))
_NOTES = frozenset(f"{{{TEI}}}{n}" for n in ("note", "witDetail"))
_NOTE = f"{{{TEI}}}note"
LACUNA = "lac"


@dataclass(frozen=True, slots=True)
class WrittenReading:
    """A reading as TEI has it: its words, the sigla of its witnesses, its type, who is responsible, and whose it is."""

    text: str
    sigla: tuple[str, ...] = ()
    type: str = ""
    resp: str = ""
    source: str = ""
    id: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.text or "om.", *self.sigla, self.source) if part)


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """An entry as TEI has it. `place`: its block, and the numbers of the words of the block that its lemma has."""

    id: str
    section: str
    block: str
    place: tuple[int, int]
    type: str
    lemma: WrittenReading
    readings: tuple[WrittenReading, ...]
    notes: tuple[str, ...]
    resp: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.lemma.text or 'om.'}] {'; '.join(str(r) for r in self.readings if r.type != LACUNA)}".strip()

    @property
    def of_witness(self) -> Mapping[str, WrittenReading]:
        """The reading of each witness."""
        return {siglum: reading for reading in (self.lemma, *self.readings) for siglum in reading.sigla}


@dataclass(frozen=True, slots=True)
class WrittenEdition:
    """The entries of an edition by their ids; the blocks of its own text, each with its section, in their order."""

    entries: Mapping[str, WrittenEntry]
    text: tuple[tuple[str, str], ...]


def read_written(root: etree._Element) -> WrittenEdition:
    """The entries and the own text of an edition in TEI."""
    body = root.find("tei:text/tei:body", NS)
    reader = _Reader(root)
    entries = {entry.id: entry for entry in reader.entries(body)} if body is not None else {}
    return WrittenEdition(entries, tuple(reader.own_blocks(body)) if body is not None else ())


class _Reader:
    def __init__(self, root: etree._Element) -> None:
        witnesses = root.iterfind(".//tei:listWit//tei:witness", NS)
        self.sigla = {f"#{w.get(XML_ID)}": w.get("n", w.get(XML_ID, "")) for w in witnesses}
        self.offsets: dict[etree._Element, int] = {}

    def entries(self, body: etree._Element) -> Iterator[WrittenEntry]:
        for app in body.iter(_APP):
            block = next((a for a in app.iterancestors() if a.tag in BLOCKS), body)
            start = _words_before(app, block)
            lemma = app.find(f"./{_LEM}")
            own = self.reading(lemma) if lemma is not None else WrittenReading("")
            readings = tuple(self.reading(r) for r in app.iter(_RDG) if _entry_of(r) is app)
            yield WrittenEntry(
                app.get(XML_ID, ""),
                _section_of(app),
                block.get(XML_ID, ""),
                (start, start + len(own.text.split())),
                app.get("type", ""),
                own,
                readings,
                tuple(" ".join(words_of(note).split()) for note in app.iterchildren(_NOTE)),
                app.get("resp", ""),
                cast("int", app.sourceline or 0),
            )

    def reading(self, element: etree._Element) -> WrittenReading:
        sigla = tuple(self.sigla.get(p, p.removeprefix("#")) for p in element.get("wit", "").split())
        known = (element.get(name, "") for name in ("type", "resp", "source", XML_ID))
        return WrittenReading(" ".join(words_of(element).split()), sigla, *known)

    def own_blocks(self, body: etree._Element) -> Iterator[tuple[str, str]]:
        """Section and words of each block of the edition's own text."""
        for block in body.iter(*BLOCKS):
            is_inner = any(a.tag == _RDG or a.tag in BLOCKS for a in block.iterancestors())
            words = "" if is_inner else " ".join(words_of(block).split())
            if words:
                yield _section_of(block), words


def words_of(element: etree._Element) -> str:
    """The words of an element, of entries inside it those of the lemma."""
    made = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in (_RDG, _GROUP, *_NOTES):
            made.append(words_of(child))
        made.append("" if element.tag in (_APP, _GROUP) else child.tail or "")
    return "".join(made)


def _entry_of(reading: etree._Element) -> etree._Element | None:
    return next(reading.iterancestors(_APP), None)


def _section_of(element: etree._Element) -> str:
    """The heading of the section that an element is in; "" for none."""
    for division in element.iterancestors(_DIV):
        head = division.find(f"./{_HEAD}")
        if head is not None and head is not element:
            return " ".join(words_of(head).split())
    return ""


def _words_before(app: etree._Element, block: etree._Element) -> int:
    """How many words of the edition's own text a block has before an entry."""
    made: list[str] = []
    _collect(block, app, made)
    return len("".join(made).split())


def _collect(element: etree._Element, until: etree._Element, made: list[str]) -> bool:
    """Collect the words before an element; whether it was met."""
    made.append(element.text or "")
    for child in element:
        if child is until:
            return True
        is_read = isinstance(child.tag, str) and child.tag not in _NOTES
        is_other = child.tag in (_RDG, _GROUP) and not any(a is child for a in until.iterancestors())
        if is_read and not is_other and _collect(child, until, made):
            return True
        made.append("" if element.tag in (_APP, _GROUP) else child.tail or "")
    return False
