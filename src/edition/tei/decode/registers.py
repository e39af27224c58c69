"""Register files as entries: a list such as `listPerson` in a `standOff` (the elements of `model/kinds.py`).

A name form is a child such as `persName` of the entry; the first is its name. A
`label` names an entry that no witness names. A `note` of type `cue` or `never` points to a form by @target and lists
words, parted by semicolons. Everything else in an entry is a statement: life dates, `idno`, `location`, what the
witnesses say; a `quote` in it stands so in its @source. Relations stand in a `listRelation` of the same `standOff`.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from edition.errors import InputError
from edition.model import LABEL, DateValue, Entry, EntryKind, Form, Relation, Source, Statement
from edition.model.register import kind_of
from edition.tei.register_elements import ENTRIES, entry_elements, text_of
from edition.xml.namespaces import NS, TEI, XML_ID, XML_LANG, tei
from edition.xml.parse import parse

_CUES = ("cue", "never")
_DATED = {"when": "when", "from": "start", "to": "end", "notBefore": "not_before", "notAfter": "not_after"}


def read_register(data: bytes, path: str) -> tuple[Entry, ...]:
    """The entries of a register file, in its order. InputError with file and line when it cannot be used."""
    root = _parsed(data, path)
    sources = KnownSources(root)
    entries = tuple(_entry(element, sources, path) for element in entry_elements(root))
    seen: set[str] = set()
    for entry, element in zip(entries, entry_elements(root), strict=True):
        if entry.id in seen:
            raise InputError(f"{path}:{element.sourceline}: a second entry with the xml:id {entry.id}")
        seen.add(entry.id)
    return entries


def read_relations(data: bytes, path: str) -> tuple[Relation, ...]:
    """The relations of a register file, in its order. InputError when one lacks its name or an end."""
    root = _parsed(data, path)
    sources = KnownSources(root)
    return tuple(_relation(e, sources, path) for e in root.iterfind("tei:standOff//tei:relation", NS))


def _parsed(data: bytes, path: str) -> etree._Element:
    root = parse(data, path)
    if root.tag != tei("TEI"):
        raise InputError(f"{path}:{root.sourceline}: a register is a TEI document (namespace {TEI})")
    return root


class KnownSources:
    """Reads @source: which pointers are witnesses is said by the list of witnesses in the header."""

    def __init__(self, root: etree._Element) -> None:
        self.witnesses = {f"#{w.get(XML_ID)}" for w in root.iterfind("tei:teiHeader//tei:listWit/tei:witness", NS)}

    def of(self, element: etree._Element) -> Source:
        pointers = element.get("source", "").split()
        inside = tuple(p.removeprefix("#") for p in pointers if p in self.witnesses)
        return Source(inside, outside=len(inside) < len(pointers) or not pointers)


def _entry(element: etree._Element, sources: KnownSources, path: str) -> Entry:
    kind, named = ENTRIES[str(element.tag)]
    name = element.get(XML_ID)
    if not name:
        raise InputError(f"{path}:{element.sourceline}: the entry has no xml:id")
    names = [child for child in element if child.tag in (named, tei("label"))]
    cues = {word: _cues(element, word, names, path) for word in _CUES}
    forms = tuple(_form(child, cues, sources, path) for child in names)
    if not forms:
        raise InputError(f"{path}:{element.sourceline}: the entry {name} has no {named.split('}')[1]}")
    if kind_of(name) is not kind:
        raise InputError(f"{path}:{element.sourceline}: the id {name} of an entry here must begin with {kind.prefix}-")
    level = names[0].get("level", "") if kind is EntryKind.WORK else ""
    statements = (*_own_statements(element), *_statements(element, named, sources))
    return Entry(name, kind, forms, statements, level, element.get("type", ""))


def _form(
    element: etree._Element, cues: Mapping[str, Mapping[str, tuple[str, ...]]], sources: KnownSources, path: str
) -> Form:
    text = text_of(element)
    if not text:
        raise InputError(f"{path}:{element.sourceline}: a name without text")
    own = element.get(XML_ID, "")
    surname = " ".join(text_of(s) for s in element.iterfind("tei:surname", NS))
    return Form(
        text=text,
        kind=LABEL if element.tag == tei("label") else element.get("type", "main"),
        cue=cues["cue"].get(own, ()),
        surname=surname,
        lang=element.get(XML_LANG, ""),
        never=cues["never"].get(own, ()),
        source=sources.of(element),
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


def _own_statements(element: etree._Element) -> Iterator[Statement]:
    """What the attributes of an entry say: when an event was, and where."""
    if value := value_of(element):
        yield Statement("date", "", value)
    for pointer in element.get("where", "").split():
        yield Statement("place", "", ref=_name(pointer))


def _statements(element: etree._Element, named: str, sources: KnownSources) -> Iterator[Statement]:
    """What the children of an entry say: @type or name of the element, value, words, pointer and source."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in (named, tei("label")):
            continue
        kind = child.get("type") or etree.QName(child).localname
        if kind in _CUES:
            continue
        inner = child.find("tei:date", NS)
        value = value_of(child) or (value_of(inner) if inner is not None else None)
        quotes = [text_of(q) for q in child.iterfind(".//tei:quote", NS)] if child.tag == tei("note") else []
        for words in quotes or [text_of(child)]:
            yield Statement(kind, words, value, _name(child.get("ref", "")), sources.of(child), bool(quotes))


def value_of(element: etree._Element) -> DateValue | None:
    """The calendar value that an element's attributes give (att.datable.w3c), or None."""
    made = {field: value for attribute, field in _DATED.items() if (value := element.get(attribute))}
    return DateValue(**made) if made else None


def _relation(element: etree._Element, sources: KnownSources, path: str) -> Relation:
    name = element.get("name", "")
    active, passive = (tuple(_name(p) for p in element.get(end, "").split()) for end in ("active", "passive"))
    if not (name and active and passive):
        raise InputError(f"{path}:{element.sourceline}: a relation has a name, active and passive")
    return Relation(name, active, passive, sources.of(element))


def _name(pointer: str) -> str:
    return pointer.rpartition("#")[2]
