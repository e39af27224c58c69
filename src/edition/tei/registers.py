"""Register files as entries: `listPerson`, `listPlace`, `listOrg`, `listEvent` or `listBibl` in a `standOff`.

A name form is a child `persName`, `placeName`, `orgName`, `eventName` or `title` of the entry; the first is its name. A
`note` of type `cue` or `never` points to a form by @target and lists words, parted by semicolons. Everything else in
an entry is a fact: life dates, `idno`, `location`, and statements of the witnesses.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from edition.errors import InputError
from edition.model import Entry, EntryKind, Form
from edition.names import NS, TEI, XML_ID, XML_LANG, tei

#: The element of an entry, its kind, and the element of its names.
ENTRIES: Mapping[str, tuple[EntryKind, str]] = {
    tei("person"): (EntryKind.PERSON, tei("persName")),
    tei("place"): (EntryKind.PLACE, tei("placeName")),
    tei("org"): (EntryKind.ORGANISATION, tei("orgName")),
    tei("event"): (EntryKind.EVENT, tei("eventName")),
    tei("bibl"): (EntryKind.WORK, tei("title")),
}
_LISTS = frozenset(tei(name) for name in ("listPerson", "listPlace", "listOrg", "listEvent", "listBibl"))
_CUES = ("cue", "never")
_DATED = ("when", "from", "to", "notBefore", "notAfter")


def read_register(data: bytes, path: str) -> tuple[Entry, ...]:
    """The entries of a register file, in its order. InputError with file and line when it cannot be used."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise InputError(f"{path}:{line}:{column}: is not well-formed XML: {error.msg}") from None
    if root.tag != tei("TEI"):
        raise InputError(f"{path}:{root.sourceline}: a register is a TEI document (namespace {TEI})")
    entries = tuple(_entry(element, path) for element in _elements(root))
    seen: set[str] = set()
    for entry, element in zip(entries, _elements(root), strict=True):
        if entry.id in seen:
            raise InputError(f"{path}:{element.sourceline}: a second entry with the xml:id {entry.id}")
        seen.add(entry.id)
    return entries


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    for held in root.iterfind("tei:standOff", NS):
        for element in held.iter(*ENTRIES):
            parent = element.getparent()
            if parent is not None and parent.tag in _LISTS:
                yield element


def _entry(element: etree._Element, path: str) -> Entry:
    kind, named = ENTRIES[str(element.tag)]
    name = element.get(XML_ID)
    if not name:
        raise InputError(f"{path}:{element.sourceline}: the entry has no xml:id")
    names = [child for child in element if child.tag == named]
    cues = {word: _cues(element, word, names, path) for word in _CUES}
    forms = tuple(_form(child, cues, path) for child in names)
    if not forms:
        raise InputError(f"{path}:{element.sourceline}: the entry {name} has no {named.split('}')[1]}")
    level = names[0].get("level", "") if kind is EntryKind.WORK else ""
    return Entry(name, kind, forms, tuple(_facts(element, named)), level)


def _form(element: etree._Element, cues: Mapping[str, Mapping[str, tuple[str, ...]]], path: str) -> Form:
    text = text_of(element)
    if not text:
        raise InputError(f"{path}:{element.sourceline}: a name without text")
    own = element.get(XML_ID, "")
    surname = " ".join(text_of(s) for s in element.iterfind("tei:surname", NS))
    return Form(
        text=text,
        kind=element.get("type", "main"),
        cue=cues["cue"].get(own, ()),
        surname=surname,
        lang=element.get(XML_LANG, ""),
        never=cues["never"].get(own, ()),
    )


def _cues(element: etree._Element, kind: str, names: list[etree._Element], path: str) -> dict[str, tuple[str, ...]]:
    """The words of the entry's notes of a kind, by the id of the form they point to."""
    known = {child.get(XML_ID) for child in names} - {None}
    found: dict[str, tuple[str, ...]] = {}
    for note in element.iterfind(f"tei:note[@type='{kind}']", NS):
        words = tuple(word for piece in text_of(note).split(";") if (word := piece.strip()))
        for target in note.get("target", "").split() or [""]:
            if target.removeprefix("#") not in known:
                raise InputError(
                    f"{path}:{note.sourceline}: a {kind} must point to a name of its entry, not {target!r}"
                )
            found[target.removeprefix("#")] = words
    return found


def _facts(element: etree._Element, named: str) -> Iterator[tuple[str, str]]:
    """The entry's facts as pairs: an element's @type or name, and its value, text or pointer."""
    for attribute in _DATED:
        if value := element.get(attribute):
            yield attribute, value
    for child in element:
        if not isinstance(child.tag, str) or child.tag == named:
            continue
        fact = child.get("type") or etree.QName(child).localname
        if fact in _CUES:
            continue
        dated = next((child.get(a) for a in _DATED if child.get(a)), None)
        text = dated or text_of(child)
        pointer = child.get("ref", "").partition("#")[2]
        yield fact, f"{pointer}: {text}" if pointer and child.tag == tei("state") else text


def text_of(element: etree._Element) -> str:
    """The text of an element with single blanks, without comments."""
    return " ".join(str(element.xpath("string()")).split())
