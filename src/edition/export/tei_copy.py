"""What every TEI export does to a copy of our TEI: one file that needs no other, and text without apparatus."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy

from lxml import etree

from edition.export.tei_apps import sides, witnesses_of
from edition.xml.namespaces import NS, TEI, XML_ID, tei

_POINTERS = frozenset(("ref", "where", "active", "passive", "target", "corresp", "source"))


def written(root: etree._Element) -> bytes:
    """A document as bytes, without namespace declarations that nothing uses."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["xml"])
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def with_registers(edition: etree._Element, registers: Mapping[str, etree._Element]) -> etree._Element:
    """A copy of the edition that holds the registers' lists in its `standOff`; every pointer leads into the file.

    What points into the files of the witnesses is left out; so are the words that our own program looks for.
    """
    root = deepcopy(edition)
    held = root.find("tei:standOff", NS)
    if held is None:
        held = etree.Element(tei("standOff"))
        root.insert(1, held)
    for group in root.findall("tei:standOff/tei:linkGrp[@type='statement']", NS):
        held.remove(group)
    known = _ids_in(root)
    for document in registers.values():
        held.extend(deepcopy(child) for child in document.iterfind("tei:standOff/*", NS))
        known |= _ids_in(*document.iterfind("tei:standOff", NS))
        _take_sources(root, document, known)
    for note in list(held.iterfind(".//tei:note", NS)):
        if note.get("type") in ("cue", "never"):
            remove(note)
    if not len(held):
        root.remove(held)
    _localize(root)
    return root


def _ids_in(*elements: etree._Element) -> set[str]:
    """The ids in elements."""
    return {name for one in elements for element in one.iter() if (name := element.get(XML_ID))}


def _take_sources(root: etree._Element, document: etree._Element, known: set[str]) -> None:
    """The sources that a register names besides the witnesses are those of the whole file, too. `known`: the ids that
    the file has."""
    here = root.find("tei:teiHeader/tei:fileDesc/tei:sourceDesc", NS)
    new = [b for b in document.iterfind("tei:teiHeader//tei:sourceDesc//tei:bibl", NS) if b.get(XML_ID) not in known]
    if here is None or not new:
        return
    listed = here.find("tei:listBibl", NS)
    if listed is None:
        listed = etree.SubElement(here, tei("listBibl"))
    listed.extend(deepcopy(bibl) for bibl in new)
    known |= _ids_in(*new)


def _localize(root: etree._Element) -> None:
    """`registers/persons.xml#pers-x` becomes `#pers-x`; what leads nowhere then is dropped."""
    known = _ids_in(root)
    for element in root.iter(f"{{{TEI}}}*"):
        for name in _POINTERS.intersection(element.keys()):
            if value := element.get(name):
                pointers = [f"#{p.rpartition('#')[2]}" if "#" in p else p for p in value.split()]
                kept = [p for p in pointers if not p.startswith("#") or p[1:] in known]
                if kept:
                    element.set(name, " ".join(kept))
                else:
                    del element.attrib[name]


def remove(element: etree._Element) -> None:
    """Takes an element out; what follows it stays."""
    replace(element, ())


def replace(element: etree._Element, content: Iterable[etree._Element | str]) -> None:
    """Puts text and elements in the place of an element; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        raise ValueError("a root element cannot be replaced")
    place, tail = parent.index(element), element.tail or ""
    parent.remove(element)
    for piece in (*content, tail):
        if isinstance(piece, str):
            _append_text(parent, place, piece)
        else:
            piece.tail = None
            parent.insert(place, piece)
            place += 1


def _append_text(parent: etree._Element, place: int, text: str) -> None:
    if place:
        before = parent[place - 1]
        before.tail = (before.tail or "") + text or None
    else:
        parent.text = (parent.text or "") + text or None


def content_of(element: etree._Element) -> Iterator[etree._Element | str]:
    """Text and child elements in their order, each element without what follows it."""
    if element.text:
        yield element.text
    for child in list(element):
        tail, child.tail = child.tail, None
        yield child
        if tail:
            yield tail


def read_by(element: etree._Element, slug: str) -> etree._Element:
    """A copy of an element in which every place of variation is what one witness has there."""
    made = deepcopy(element)
    made.tail = None
    while (app := next(made.iter(tei("app")), None)) is not None:
        side = next((s for s in sides(app) if slug in witnesses_of(s)), None)
        replace(app, () if side is None else [c for c in content_of(side) if isinstance(c, str) or c.tag != tei("gap")])
    return made


def plain(element: etree._Element) -> str:
    """All text in an element."""
    return str(element.xpath("string()"))
