"""TEI for other tools: with the registers in the file, without nested places, and as places of variation alone."""

from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree

from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.export.tei_apps import is_lacuna, sides, witnesses_of
from edition.export.tei_copy import content_of, plain, read_by, remove, replace, with_registers, written
from edition.project.assets import asset
from edition.xml.namespaces import NS, XML_ID, tei
from edition.xml.text_elements import BLOCKS, HOLDERS
from edition.xml.witness_words import leave_witnesses_alone, with_witnesses_alone

_BLOCKS = BLOCKS | HOLDERS
#: `rdg/@type` of a further spelling of the reading before it, and of witnesses that lack the passage of a nested place.
SAME, INAPPLICABLE = "sameReading", "inapplicable"


@exporter("apparatus")
def export_tei(source: ExportSource) -> Iterator[tuple[str, bytes]]:
    """TEI in one file with its registers, and how it looks in a browser (CETEIcean); the same without nested places
    (EVT, Versioning Machine); the places of variation alone (teiphy, stemmatology)."""
    whole = with_registers(source.edition, source.registers)
    flat = _flattened(whole)
    _drop_page_breaks(flat, source.slugs[source.apparatus.base])
    yield "tei/edition.xml", written(whole)
    yield "tei/flat.xml", written(flat)
    del flat
    yield "tei/collation.xml", written(_places_alone(whole, tuple(source.slugs.values())))
    yield "tei/edition.css", asset("xslt", "tei", "edition.css").read_bytes()


def _flattened(edition: etree._Element) -> etree._Element:
    """A copy in which no place of variation stands in another, and no reading in a group."""
    root = deepcopy(edition)
    for app in list(root.iter(tei("app"))):
        if any(a.tag == tei("app") for a in app.iterancestors()):
            continue
        if next(app.iterdescendants(tei("app")), None) is not None:
            _unfold(app)
    for group in list(root.iter(tei("rdgGrp"))):
        replace(group, list(group))
    return root


def _drop_page_breaks(edition: etree._Element, base: str) -> None:
    """Takes out the beginnings of pages of other witnesses: a viewer makes a page of its own of each."""
    for broken in list(edition.iter(tei("pb"))):
        if broken.get("ed") and f"#{base}" not in broken.get("ed", "").split():
            remove(broken)


def _unfold(app: etree._Element) -> None:
    """Words: a place of its own for each stretch of the passage. Blocks: a reading for each text of them."""
    leave_witnesses_alone(app)  # places of which none may be left
    outer = next((s for s in sides(app) if next(s.iterdescendants(tei("app")), None) is not None), None)
    if outer is None:
        return  # what stood in it was of no witness
    if any(e.tag in _BLOCKS for e in outer):
        replace(outer, list(_readings(outer)))
    else:
        others = [s for s in sides(app) if s is not outer]
        replace(app, list(_stretches(app, outer, others)))


def _readings(outer: etree._Element) -> Iterator[etree._Element]:
    """The passage as each of its witnesses has it; those who have the same share a reading."""
    told: dict[str, list[str]] = {}
    for slug in witnesses_of(outer):
        told.setdefault(plain(read_by(outer, slug)), []).append(slug)
    for number, slugs in enumerate(told.values()):
        made = read_by(outer, slugs[0])
        made.set("wit", _pointers(slugs))
        if number:
            made.tag = tei("rdg")
            for element in made.iter():
                if name := element.get(XML_ID):
                    element.set(XML_ID, f"{name}-again{number}")
        yield made


def _stretches(
    app: etree._Element, outer: etree._Element, others: Sequence[etree._Element]
) -> Iterator[etree._Element | str]:
    names = (f"{app.get(XML_ID)}{f'-part{n}' if n else ''}" for n in range(len(outer) * 2 + 2))
    run: list[etree._Element | str] = []
    for piece in content_of(outer):
        if isinstance(piece, str) or piece.tag != tei("app"):
            run.append(piece)
            continue
        yield from _stretch(next(names), app, outer, others, run)
        run = []
        piece.extend(_bare(other) for other in others)
        piece.set("type", app.get("type", ""))  # those who lack the passage make it a difference of substance
        yield piece
    yield from _stretch(next(names), app, outer, others, run)


def _stretch(
    name: str,
    app: etree._Element,
    outer: etree._Element,
    others: Sequence[etree._Element],
    run: Sequence[etree._Element | str],
) -> Iterator[etree._Element | str]:
    """Words on which all who have the passage agree; milestones alone stand outside any place."""
    if not any((piece if isinstance(piece, str) else plain(piece)).strip() for piece in run):
        yield from run
        return
    made = etree.Element(tei("app"), {XML_ID: name, "type": app.get("type", "")})
    lemma = etree.SubElement(made, tei("lem"), {"wit": outer.get("wit", "")})
    inside = etree.SubElement(lemma, tei("seg"))
    replace(inside, run)
    made.extend(_bare(other) for other in others)
    yield made


def _bare(side: etree._Element) -> etree._Element:
    made = deepcopy(side)
    made.tag, made.tail = tei("rdg"), None
    return made


def _places_alone(edition: etree._Element, everyone: Sequence[str]) -> etree._Element:
    """Every place of variation, nested ones too, as an `app` of plain words that names every witness."""
    root = deepcopy(with_witnesses_alone(edition))
    for moves in root.findall("tei:standOff/tei:linkGrp", NS):
        remove(moves)
    for held in root.findall("tei:standOff", NS):
        if not len(held):
            remove(held)
    made = [_plain(app, everyone) for app in root.iterfind("tei:text/tei:body//tei:app", NS)]
    for text in root.iterfind("tei:text", NS):
        text[:] = [etree.Element(tei("body"))]
        for app in made:
            etree.SubElement(text[0], tei("ab")).append(app)
        if not made:
            etree.SubElement(text[0], tei("ab"))
    return root


def _plain(app: etree._Element, everyone: Sequence[str]) -> etree._Element:
    made = etree.Element(tei("app"), {str(name): str(value) for name, value in app.attrib.items()})
    named: set[str] = set()
    group = None
    for side in sides(app):
        named |= set(witnesses_of(side))
        parent = side.getparent()
        again = parent is not None and parent.tag == tei("rdgGrp") and parent is group
        group = parent
        kind = SAME if again else side.get("type", "")
        one = etree.SubElement(made, side.tag, {"wit": side.get("wit", ""), **({"type": kind} if kind else {})})
        if is_lacuna(side):
            etree.SubElement(one, tei("gap"), {"reason": "fragment"})
        else:
            one.text = plain(read_by(side, witnesses_of(side)[0]))
    if missing := [slug for slug in everyone if slug not in named]:
        silent = etree.SubElement(made, tei("rdg"), {"wit": _pointers(missing), "type": INAPPLICABLE})
        etree.SubElement(silent, tei("gap"), {"reason": "passage"})
    return made


def _pointers(slugs: Sequence[str]) -> str:
    return " ".join(f"#{slug}" for slug in slugs)
