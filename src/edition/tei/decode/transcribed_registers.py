"""The lists of persons, places … in a transcription, or in a file beside it: where they stand, in whatever part."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from edition.model import Entry, EntryKind, Form, MentionKind
from edition.model.transcribed import LEVELS, TranscribedEntry, date_of
from edition.tei.decode.foreign_registers import entry_of
from edition.tei.decode.registers import KnownSources
from edition.tei.register_elements import ENTRIES, text_of
from edition.xml.namespaces import NS, XML_ID, tei

_HOLDERS = frozenset(map(tei, ("particDesc", "settingDesc", "standOff", "place", "org", "personGrp")))
_HAND = tei("handNote")
_ELEMENTS = {**ENTRIES, _HAND: (EntryKind.PERSON, tei(MentionKind.PERSON.value))}
_ANY = "(.*)"
_SHORT = 3  # letters: a place of so few is too often another word
_TAKEN = ("pseud", "alias", "nick", "stage", "pen")


@dataclass(frozen=True, slots=True)
class TranscribedRegister:
    """The entries of a file, and what its pointers with a scheme stand for (`prefixDef`)."""

    path: str = ""
    entries: tuple[TranscribedEntry, ...] = ()
    prefixes: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def read_transcribed(root: etree._Element, path: str, pointed: Collection[str], home: str = "") -> TranscribedRegister:
    """The entries of a TEI document. `pointed`: the ids to which marks point; of bibliographies and hands only these
    are entries. `home`: the siglum of the witness that it is."""
    used: set[str] = set()
    sources = KnownSources(root)
    made = []
    for element in root.iter(*_ELEMENTS):
        if not _is_entry(element, pointed):
            continue
        entry = entry_of(element, *_ELEMENTS[str(element.tag)], used, sources)
        if entry is not None:
            name, line, same = element.get(XML_ID, ""), _line(element), tuple(_same(element))
            made.append(TranscribedEntry(name, _sound(entry), same, path, line, home, tuple(_sources(element))))
    return TranscribedRegister(path, tuple(made), dict(_prefixes(root)))


def named_in(register: TranscribedRegister, pointed: Collection[str], texts: Collection[str]) -> TranscribedRegister:
    """Of a large list of names the entries that matter: those that marks point to, and those whose names texts have.

    A name of one word is not enough, but of a place.
    """
    words = frozenset(word for text in texts for word in re.findall(r"\w+", text))
    spaced = [" ".join(text.split()) for text in texts]

    def is_named(one: TranscribedEntry) -> bool:
        if one.name in pointed or any(re.split("[:/]", said)[-1] in pointed for said in one.same):
            return True
        is_place = one.entry.kind is EntryKind.PLACE
        names = [f.text for f in one.entry.forms if " " in f.text or (is_place and len(f.text) > _SHORT)]
        forms = [name for name in names if words.issuperset(re.findall(r"\w+", name))]
        return any(form in text for form in forms for text in spaced)

    return replace(register, entries=tuple(filter(is_named, register.entries)))


def _sound(entry: Entry) -> Entry:
    """The entry as it can be used: without dates that no calendar has, levels that are none, and forms that say too
    little to find a person by: a forename alone, the name of a birth."""
    statements = tuple(
        s
        for s in entry.statements
        if (s.value is None or date_of(s.value.w3c)[0]) and (s.kind != "coordinates" or entry.kind is EntryKind.PLACE)
    )
    level = entry.level if entry.level in LEVELS else ""
    main, *others = entry.forms if entry.kind is EntryKind.PERSON else [replace(f, surname="") for f in entry.forms]
    forms = (main, *(form for form in others if _is_sufficient(form, main, entry.kind)))
    return replace(entry, forms=forms, statements=statements, level=level)


def _is_sufficient(form: Form, main: Form, kind: EntryKind) -> bool:
    """Whether a form besides the main one means the entry: of a person more than one word, or a name that was taken."""
    is_partial = kind is EntryKind.PERSON and " " not in form.text and " " in main.text
    return not is_partial or form.text == main.surname or form.kind.startswith(_TAKEN)


def _is_entry(element: etree._Element, pointed: Collection[str]) -> bool:
    """Whether an element is an entry of a register; one of a bibliography is, if a title points to it."""
    if element.tag in (tei("bibl"), _HAND) and element.get(XML_ID) not in pointed:
        return False
    parent = element.getparent()
    if element.tag == _HAND or parent is None:
        return parent is not None
    return parent.tag in _HOLDERS or etree.QName(parent).localname.startswith("list")


def _same(element: etree._Element) -> Iterator[str]:
    """The addresses of the same thing elsewhere, and the identifiers of an entry; one with a type as `type:words`. A
    label in @n, by which a @key may name it, stands for itself alone."""
    yield from element.get("sameAs", "").split()
    if (label := element.get("n", "")) and not set(label) & set("#:/"):
        yield label
    for idno in element.iterchildren(tei("idno")):
        words, said = text_of(idno), idno.get("subtype") or idno.get("type") or ""
        if words and said != "source":
            yield words if "/" in words or not said else f"{said}:{words}"
    for name in element.iterchildren(tei("persName"), tei("placeName"), tei("orgName")):
        yield from (pointer for pointer in name.get("ref", "").split() if "://" in pointer)


def _sources(element: etree._Element) -> Iterator[str]:
    for idno in element.iterchildren(tei("idno")):
        if idno.get("type") == "source":
            yield from (word.removeprefix("#") for word in text_of(idno).split())


def _prefixes(root: etree._Element) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """The schemes of a file with their patterns and what these stand for; a pattern that we cannot read fits all."""
    made: dict[str, list[tuple[str, str]]] = {}
    for one in root.iterfind(".//tei:prefixDef", NS):
        if scheme := one.get("ident", ""):
            made.setdefault(scheme, []).append(
                (_pattern(one.get("matchPattern", _ANY)), one.get("replacementPattern", "#$1"))
            )
    yield from ((scheme, tuple(found)) for scheme, found in made.items())


def _pattern(said: str) -> str:
    try:
        re.compile(said)
    except re.error:
        return _ANY
    return said if "(" in said else f"({said})"


def _line(element: etree._Element) -> int:
    line: Any = element.sourceline
    return line or 0
