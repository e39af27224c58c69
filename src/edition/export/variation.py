"""Places of variation as the TEI of the edition has them: who reads what, who omits, who is silent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.model import Siglum
from edition.xml.namespaces import NS, XML_ID, tei

OMISSION, LACUNA = "om", "lac"
_SIDES = (tei("lem"), tei("rdg"))


@dataclass(frozen=True, slots=True)
class UnitReading:
    """What some witnesses have; "" is an omission. Readings of one `group` are spellings of the same words."""

    text: str
    witnesses: tuple[Siglum, ...]
    type: str
    group: int
    is_lemma: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A place of variation. `block`: the id of the block it stands in. A nested one names the witnesses alone that have
    the passage in which it stands; `within` is the id of that passage's unit, or "". Who is silent at the passage is
    silent here."""

    id: str
    type: str
    block: str
    readings: tuple[UnitReading, ...]  # the lemma first
    lacunose: tuple[Siglum, ...] = ()
    within: str = ""

    @property
    def lemma(self) -> UnitReading:
        return self.readings[0]

    @property
    def groups(self) -> Mapping[Siglum, int]:
        """Of each witness that has or omits the words, the number of its reading; spellings of one reading share it."""
        return {s: reading.group for reading in self.readings for s in reading.witnesses}


def units_in(edition: etree._Element, sigla: Mapping[str, Siglum]) -> tuple[Unit, ...]:
    """All places of variation of an edition. `sigla`: of each witness's id its siglum."""
    return tuple(_unit(app, sigla) for app in edition.iterfind("tei:text/tei:body//tei:app", NS))


def sides(app: etree._Element) -> Iterator[etree._Element]:
    """The lemma and the readings of a place, those of groups among them, not those of nested places."""
    for child in app:
        if child.tag in _SIDES:
            yield child
        elif child.tag == tei("rdgGrp"):
            yield from child.iterchildren(*_SIDES)


def witnesses_of(side: etree._Element) -> Sequence[str]:
    """The ids of the witnesses of a lemma or reading."""
    return [pointer.removeprefix("#") for pointer in side.get("wit", "").split()]


def is_lacuna(side: etree._Element) -> bool:
    """Whether the witnesses of a reading are silent here, which is no omission."""
    return side.get("type") == LACUNA


def _unit(app: etree._Element, sigla: Mapping[str, Siglum]) -> Unit:
    readings: list[UnitReading] = []
    lacunose: list[Siglum] = []
    groups: dict[etree._Element, int] = {}
    for side in sides(app):
        names = tuple(sigla[name] for name in witnesses_of(side))
        if is_lacuna(side):
            lacunose += names
            continue
        parent = side.getparent()
        key = parent if parent is not None and parent.tag == tei("rdgGrp") else side
        group = groups.setdefault(key, len(groups))
        readings.append(UnitReading(words_of(side), names, side.get("type", ""), group, side.tag == tei("lem")))
    around = [a for a in app.iterancestors() if a.get(XML_ID)]
    outer = next((a for a in around if a.tag == tei("app")), None)
    if outer is not None:
        lacunose += [sigla[name] for side in sides(outer) if is_lacuna(side) for name in witnesses_of(side)]
    within = "" if outer is None else outer.get(XML_ID, "")
    block = next((a.get(XML_ID, "") for a in around if a.tag != tei("app")), "")
    return Unit(app.get(XML_ID, ""), app.get("type", ""), block, tuple(readings), tuple(lacunose), within)


def words_of(side: etree._Element) -> str:
    """The words of a lemma or reading with single blanks; nested places by their lemma."""
    return " ".join("".join(_words(side)).split())


def _words(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag != tei("rdg"):
            yield from _words(child)
        yield child.tail or ""
