"""The edition as TEI: the blocks of the base, the apparatus across all witnesses, moves and notes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from edition.model import Apparatus, BlockUnit, Kind, Siglum
from edition.model.apparatus import ReadingKind
from edition.model.identify import ENTRIES, Identified
from edition.model.layout import Container, Placed, PlacedBlock, PlacedUnit
from edition.model.omitted import aggregates
from edition.model.reference import number_of
from edition.model.told_once import tell_once
from edition.model.witness import marked_notes, note_marks
from edition.tei.encode.apparatus import ApparatusWriter, Names, app_attributes
from edition.tei.encode.block_languages import name_language
from edition.tei.encode.calendar_list import calendars_of
from edition.tei.encode.decided import decided_in
from edition.tei.encode.header import PARALLEL, Imprint, edition_header
from edition.tei.encode.parts import ELEMENTS, part_attributes
from edition.tei.encode.told_statements import witness_notes, write_statements
from edition.xml.namespaces import NS, XML_ID, tei
from edition.xml.writer import NOT_XML, Writer


def encode_edition(edition: Identified, trees: Mapping[Siglum, etree._Element], imprint: Imprint) -> etree._Element:
    """The TEI document of the edition. `trees` are the witness files, whose notes are carried over."""

    def write(out: Writer, names: Names) -> None:
        Body(out, edition, ApparatusWriter(out, names, edition.marks)).write()

    return framed(edition, trees, imprint, write)


def framed(
    edition: Identified,
    trees: Mapping[Siglum, etree._Element],
    imprint: Imprint,
    write: Callable[[Writer, Names], etree._Element | None],
    method: str = PARALLEL,
) -> etree._Element:
    """Header, moves and notes around the body that `write` writes; the apparatus it may give back follows the body."""
    apparatus, witnesses = edition.apparatus, edition.witnesses
    out = Writer("TEI", {"xml_lang": imprint.language})
    characters = {c for w in witnesses for c in NOT_XML.findall(w.text)}
    told = tell_once(edition.layout)
    notes = {w.siglum: witness_notes(apparatus, told, w.siglum) for w in witnesses}
    calendars = calendars_of(m for found in edition.mentions.values() for m in found)
    edition_header(out, imprint, witnesses, edition.slugs, characters, method, notes, calendars, decided_in(apparatus))
    names = Names(
        edition.slugs,
        {str(m.number): m.id for m in apparatus.transpositions},
        dict(_note_labels(edition)),
        fragments=frozenset(apparatus.fragments),
        excerpts=frozenset(w.siglum for w in witnesses if w.is_excerpt),
        note_ids={
            (w.siglum, number): edition.carried[w.siglum, note.id]
            for w in witnesses
            for number, note in enumerate(w.notes())
        },
        aggregates=aggregates(apparatus),
    )
    with out.element("standOff"):
        _links(out, apparatus)
        write_statements(out, told)
    language = edition.witness(apparatus.base).language
    with out.element("text", {"xml_lang": language}):
        entries = write(out, names)
        _back(out, entries, _notes(edition, trees, names), names)
    if not len(out.root[1]):
        out.root.remove(out.root[1])
    return out.root


def _links(out: Writer, apparatus: Apparatus) -> None:
    if not apparatus.transpositions:
        return
    with out.element("linkGrp", {"type": ReadingKind.TRANSPOSITION.value}):
        for move in apparatus.transpositions:
            target = f"#{move.id}-first #{move.id}-last #{move.id}-place"
            out.empty("link", {"xml_id": move.id, "n": str(move.length), "target": target})


def _note_labels(edition: Identified) -> Iterator[tuple[tuple[Siglum, str], tuple[str, str]]]:
    """For each note mark, by siglum and number, its label and the id that its note has in the edition (or nothing)."""
    for witness in edition.witnesses:
        notes = {mark.id: edition.carried[witness.siglum, note.id] for mark, note in marked_notes(witness)}
        for number, mark in enumerate(note_marks(witness)):
            yield (witness.siglum, str(number)), (mark.get("n"), notes.get(mark.id, ""))


def _notes(
    edition: Identified, trees: Mapping[Siglum, etree._Element], names: Names
) -> Mapping[Siglum, Sequence[etree._Element]]:
    """The notes of every witness that has some, whole and not collated."""
    found = {
        s: [_carried(n, s, edition, names) for n in trees[s].iterfind("tei:text//tei:note", NS)]
        for s in edition.apparatus.sigla
    }
    return {siglum: notes for siglum, notes in found.items() if notes}


def _back(
    out: Writer,
    entries: etree._Element | None,
    found: Mapping[Siglum, Sequence[etree._Element]],
    names: Names,
) -> None:
    """An apparatus outside the text, and the notes, each linked to its marks."""
    if entries is None and not found:
        return
    with out.element("back"):
        if entries is not None:
            with out.element("div", {"type": "apparatus"}):
                out.here.append(entries)
        for siglum, notes in found.items():
            with out.element("div", {"type": "notes", "n": siglum, "corresp": f"#{names.witnesses[siglum]}"}):
                out.text("\n")
                for note in notes:
                    _linked(note, names)
                    out.here.append(note)
                    out.text("\n")


def _carried(note: etree._Element, siglum: Siglum, edition: Identified, names: Names) -> etree._Element:
    """A copy of a note with ids and addresses of the edition; marks inside it are recorded for their notes."""
    copy = deepcopy(note)
    copy.tail = None
    for element in copy.iter():
        if XML_ID in element.attrib:
            element.set(XML_ID, edition.carried[siglum, element.get(XML_ID, "")])
        for attribute in ("ref", "corresp"):
            if element.get(attribute, "").startswith(("../registers/", "../witness-registers/")):
                element.set(attribute, element.get(attribute, "")[3:])
        if element.tag == tei("bibl") and element.get("corresp", "").startswith("#"):
            element.set("corresp", f"witnesses/{names.witnesses[siglum]}.xml{element.get('corresp')}")
        if element.tag == tei("ref") and element.get("target", "").startswith("#"):
            target = edition.carried[siglum, element.get("target", "")[1:]]
            element.set("target", f"#{target}")
            names.marks_of.setdefault(target, []).append(element.get(XML_ID, ""))
    return copy


def _linked(note: etree._Element, names: Names) -> None:
    """Let a carried note point back to its marks in the edition."""
    if "target" in note.attrib:
        del note.attrib["target"]
    if targets := names.marks_of.get(note.get(XML_ID, "")):
        note.set("target", " ".join(f"#{t}" for t in targets))


#: What a closer may follow (TEI P5, 4.2.2).
_CONTENT_NAMES = "p l lg sp stage list listBibl quote table ab label closer"
_CONTENT = frozenset(map(tei, _CONTENT_NAMES.split()))
#: The attribute that says that an entry is an added one: TEI gives item no @type.
_ADDED = {"bibl": "type", "item": "rend", "cell": "role"}
#: Blocks that cannot stand in a reading without the structure around them: what is written for them, and its type.
_ALONE = {
    "head": ("label", "heading"),
    "speaker": ("label", "speaker"),
    **{name: ("ab", name) for name in ("dateline", "salute", "signed", "cell")},
    "seg": ("ab", "line"),
}


class Body:
    """Writes the body: the blocks of the base in its structure, with block-sized units at their places."""

    def __init__(self, out: Writer, edition: Identified, inner: ApparatusWriter) -> None:
        self.out = out
        self.inner = inner
        self.names = inner.names
        self.layout = edition.layout
        self.base = edition.apparatus.base

    def write(self) -> None:
        """Write `body` with everything in it."""
        with self.out.element("body"):
            self.out.text("\n")
            self._parts(self.layout.parts)
            if not any(child.tag in _CONTENT | {tei("div")} for child in self.out.here):
                self.out.empty("p", {})  # a base without paragraphs still has a body

    def _parts(self, parts: Sequence[Placed]) -> None:
        for part in parts:
            match part:
                case PlacedBlock():
                    self._block(part)
                case Container() if part.node.kind is Kind.CLOSER and not self._has_content():
                    self._parts([replace(p, is_top=True) if isinstance(p, PlacedBlock) else p for p in part.parts])
                case Container():
                    self._container(part)
                case PlacedUnit():
                    self._unit(part)
            self.out.text("\n")

    def _has_content(self) -> bool:
        """Whether the section at the cursor has blocks, so that a closer may follow."""
        return any(child.tag in _CONTENT for child in self.out.here)

    def _container(self, part: Container) -> None:
        attributes = {"xml_id": part.id, "n": number_of(part.node), **part_attributes(part.node)}
        if part.node.kind is Kind.SECTION:
            attributes["type"] = "section"
        with self.out.element(ELEMENTS[part.node.kind], attributes):
            self.out.text("\n")
            self._parts(part.parts)

    def _unit(self, part: PlacedUnit) -> None:
        """Blocks that the base lacks; inside one of its lists an entry, with the apparatus inside."""
        unit = part.unit
        if part.entry_of is None:
            with self._app(unit):
                self._parts(part.parts)
            return
        name = ELEMENTS[ENTRIES[part.entry_of]]
        attributes = {"xml_id": unit.container, _ADDED.get(name, "rend"): "added"}
        with (
            self.out.element("row", {"role": "added"}) if part.entry_of is Kind.TABLE else nullcontext(),
            self.out.element(name, attributes),
            self._app(unit),
        ):
            for block in unit.blocks:
                self.inner.parts(block)

    @contextmanager
    def _app(self, unit: BlockUnit) -> Iterator[None]:
        """The `app` of a block-sized unit, with the cursor in the reading of those who have it."""
        with self.out.element("app", app_attributes(unit)):
            self.inner.lacking_lemma(self.base, unit.omitting, unit.lacunose)
            attributes = {"wit": self.names.pointers(unit.witnesses), "type": ReadingKind.BLOCK.value}
            with self.out.element("rdg", attributes):
                yield
            self.inner.others_lacking(self.base, unit.omitting, unit.lacunose, unit.notes)
            self.inner.remarks(unit.remarks)

    def _block(self, part: PlacedBlock) -> None:
        block, source = part.block, part.source
        if source.kind is Kind.CAPTION:
            with self.out.element("figure"), self.out.element("head", {"xml_id": block.id}):
                self.inner.parts(block)
            return
        element = ELEMENTS[source.kind]
        attributes = {"xml_id": block.id, "n": block.n or source.node.get("n"), **part_attributes(source.node)}
        if part.is_top and element in _ALONE:
            element, kind = _ALONE[element]
            attributes = {"xml_id": block.id, "type": kind}
        with self.out.element(element, attributes):
            self.inner.parts(block)
            name_language(self.out.here)
