"""Entries as TEI: a register file of its own, or additions to one that an editor keeps by hand.

What stands in a file stays where it stands, byte for byte but for the additions: forms, dates and identifiers that an
entry lacks, and entries that the file lacks. Nothing is taken away or changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.parsers import expat

from lxml import etree

from edition.late_patterns import late_pattern
from edition.model import LABEL, Entry, EntryKind, Form, Statement
from edition.model.identifiers import AUTHORITIES
from edition.tei.encode.marks import date_attributes
from edition.tei.register_elements import ENTRIES, entry_elements, text_of
from edition.xml.namespaces import NS, XML_ID, tei
from edition.xml.parse import parse
from edition.xml.writer import Writer

_DATES = ("birth", "death")
_STEP = "  "
_START_TAG = late_pattern(rb"<[^\s/>]+(?:\s+[^\s=/>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*(?P<empty>/?)>")


@dataclass(frozen=True, slots=True)
class Merged:
    """A register file after an import: its bytes, how many entries and facts are new, what contradicts and was left."""

    data: bytes
    new_entries: int
    new_facts: int
    contradictions: tuple[str, ...]


def register_file(
    kind: EntryKind, entries: Sequence[Entry], language: str = "en", witnesses: Mapping[str, str] | None = None
) -> bytes:
    """A register file of these entries, as an editor goes on with it. `witnesses`: id and name of each, to which the
    sources of forms point."""
    out = Writer("TEI", {"xml_lang": language})
    with out.element("teiHeader"), out.element("fileDesc"):
        with out.element("titleStmt"):
            out.leaf("title", f"Register of {kind.value}")
        with out.element("publicationStmt"):
            out.leaf("p", "Part of the edition.")
        with out.element("sourceDesc"):
            if witnesses:
                _write_witnesses(out, witnesses)
            with out.element("listBibl"):
                out.leaf("bibl", "What the editors know from elsewhere", {"xml_id": "checked"})
    with out.element("standOff"), out.element(kind.row.list):
        for entry in entries:
            _write(out, entry)
    _indented(out.root)
    return etree.tostring(out.root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _write_witnesses(out: Writer, witnesses: Mapping[str, str]) -> None:
    with out.element("listWit"):
        for name, said in witnesses.items():
            out.leaf("witness", said or name, {"xml_id": name})


def merged(
    data: bytes, kind: EntryKind, entries: Sequence[Entry], witnesses: Mapping[str, str] | None = None
) -> Merged:
    """A register file with what these entries add to it; ValueError when it has no list of that kind.

    `witnesses`: id and name of each; those that a source of a new form names are added to the file's list of witnesses.
    """
    root = parse(data, "the register")
    spans = element_spans(data)
    home = root.find(f"tei:standOff/tei:{kind.row.list}", NS)
    if home is None:
        raise ValueError(f"the file has no {kind.row.list}")
    there = {e.get(XML_ID): e for e in entry_elements(root)}
    adding = _Adding(data, dict(zip(root.iter(etree.Element), spans, strict=True)))
    listed = _list_witnesses(root, entries, witnesses or {}, adding)
    new_entries = 0
    for entry in entries:
        element = there.get(entry.id)
        if element is None:
            adding.after(home[-1], _element(entry))
            new_entries += 1
        else:
            _complete(element, entry, adding)
    new_facts = len(adding.pieces) - new_entries - listed
    return Merged(adding.data(), new_entries, new_facts, tuple(adding.contradictions))


def _list_witnesses(
    root: etree._Element, entries: Sequence[Entry], witnesses: Mapping[str, str], adding: "_Adding"
) -> int:
    """Put the witnesses that the sources of forms name into the header; how many pieces were added for them."""
    named = {name for entry in entries for form in entry.forms for name in form.source.witnesses}
    there = {w.get(XML_ID) for w in root.iterfind("tei:teiHeader//tei:listWit/tei:witness", NS)}
    missing = {name: said for name, said in witnesses.items() if name in named - there}
    if not missing:
        return 0
    before = len(adding.pieces)
    made = _made(_write_witnesses, missing)
    last = root.findall("tei:teiHeader//tei:sourceDesc/tei:listWit/tei:witness", NS)
    described = root.find("tei:teiHeader//tei:sourceDesc", NS)
    if last:
        for witness in list(made):
            adding.after(last[-1], witness)
    elif described is not None and len(described):
        _indented(made)
        adding.before(described[0], made)
    return len(adding.pieces) - before


def element_spans(data: bytes) -> list[tuple[int, int]]:
    """Where every element begins and ends in the bytes, in the order of their beginnings."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    parser = expat.ParserCreate()

    def start(name: str, attributes: object) -> None:
        opened.append(len(spans))
        spans.append((parser.CurrentByteIndex, 0))

    def end(name: str) -> None:
        number, at = opened.pop(), parser.CurrentByteIndex
        tag = _START_TAG.match(data, spans[number][0])
        end = tag.end() if tag and tag["empty"] else data.index(b">", at) + 1
        spans[number] = (spans[number][0], end)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    return spans


class _Adding:
    """Pieces that are put into a file behind elements of it; every other byte stays."""

    def __init__(self, data: bytes, spans: dict[etree._Element, tuple[int, int]]) -> None:
        self.bytes = data
        self.spans = spans
        self.pieces: list[tuple[int, bytes]] = []
        self.contradictions: list[str] = []

    def after(self, element: etree._Element, made: etree._Element) -> None:
        """Put an element behind one of the file, indented as that one is."""
        indent, text = self._laid_out(element, made)
        self.pieces.append((self.spans[element][1], indent + text))

    def before(self, element: etree._Element, made: etree._Element) -> None:
        """Put an element before one of the file."""
        indent, text = self._laid_out(element, made)
        self.pieces.append((self.spans[element][0], text + indent))

    def _laid_out(self, element: etree._Element, made: etree._Element) -> tuple[bytes, bytes]:
        start, _ = self.spans[element]
        line = self.bytes[self.bytes.rfind(b"\n", 0, start) + 1 : start]
        indent = b"\n" + line if not line.strip() else b""
        text = etree.tostring(made, encoding="UTF-8").replace(b' xmlns="http://www.tei-c.org/ns/1.0"', b"").strip()
        text = text.partition(b"?>")[2].strip() if text.startswith(b"<?xml") else text
        return indent, text.replace(b"\n", indent or b" ")

    def data(self) -> bytes:
        """The file with the pieces in it, those behind one element in the order in which they came."""
        parts, at = [], 0
        for place, piece in sorted(self.pieces, key=lambda p: p[0]):
            parts += [self.bytes[at:place], piece]
            at = place
        return b"".join([*parts, self.bytes[at:]])


def _complete(element: etree._Element, entry: Entry, adding: _Adding) -> None:
    """Add what an entry of the file lacks."""
    named = ENTRIES[str(element.tag)][1]
    names = [c for c in element if c.tag in (named, tei("label"))]
    known = {text_of(n) for n in names}
    for form in entry.forms:
        if form.text not in known and form.kind != LABEL:
            adding.after(names[-1], _made(_write_form, entry.kind, form))
    for statement in entry.statements:
        made = _made(_write_statement, statement)
        if made is None:
            continue
        same = [c for c in element if c.tag == made.tag and c.get("type") == made.get("type")]
        if not same:
            adding.after(element[-1], made)
        elif _is_single(made) and all(_statement_text(c) != _statement_text(made) for c in same):
            where = (
                f"{entry.id}: {statement.kind} is {_statement_text(same[0])}, the import says {_statement_text(made)}"
            )
            adding.contradictions.append(f"{where}; left as it was")


def _is_single(element: etree._Element) -> bool:
    return element.tag in (tei("birth"), tei("death"), tei("idno"), tei("location"))


def _statement_text(element: etree._Element) -> str:
    return (
        element.get("when")
        or "/".join(element.attrib.get(a, "") for a in ("notBefore", "notAfter")).strip("/")
        or text_of(element)
    )


# -- writing


def _element(entry: Entry) -> etree._Element:
    made = _made(_write, entry)
    assert made is not None
    _indented(made)
    return made


def _indented(root: etree._Element) -> None:
    """Indent for the eye; inside a name nothing is added."""
    etree.indent(root, _STEP)
    for name in root.iter(*(named for _, named in ENTRIES.values())):
        for inner in name:
            inner.tail = None if not (inner.tail or "").strip() else inner.tail
        name.text = None if len(name) and not (name.text or "").strip() else name.text


def _made(write: object, *what: object) -> etree._Element:
    out = Writer("TEI")
    write(out, *what)  # type: ignore[operator]
    return out.root[0] if len(out.root) else None  # type: ignore[return-value]


def _write(out: Writer, entry: Entry) -> None:
    attributes = {"xml_id": entry.id, "type": entry.type}
    if entry.kind is EntryKind.EVENT:
        for statement in entry.statements_of("date"):
            attributes |= date_attributes(statement.value) if statement.value else {}
    with out.element(entry.kind.row.entry, attributes):
        for form in entry.forms:
            _write_form(out, entry.kind, form, entry.level)
        for statement in sorted(entry.statements, key=lambda s: s.kind != "coordinates"):
            if not (entry.kind is EntryKind.EVENT and statement.kind == "date"):
                _write_statement(out, statement)


def _write_form(out: Writer, kind: EntryKind, form: Form, level: str = "") -> None:
    if form.kind == LABEL:
        out.leaf("label", form.text)
        return
    said = [f"#{name}" for name in form.source.witnesses]
    said += ["#checked"] if said and form.source.outside else []
    attributes = {"type": form.kind, "xml_lang": form.lang, "level": level, "source": " ".join(said)}
    with out.element(kind.row.mention, attributes):
        before, found, after = form.text.partition(form.surname) if form.surname else (form.text, "", "")
        out.text(before)
        if found:
            out.leaf("surname", found)
        out.text(after)


def _write_statement(out: Writer, statement: Statement) -> None:
    """A life date, coordinates or an identifier; other statements belong to the sources of their own edition."""
    if statement.kind in _DATES and statement.value:
        out.empty(statement.kind, date_attributes(statement.value))
    elif statement.kind == "coordinates":
        with out.element("location"):
            out.leaf("geo", statement.words)
    elif statement.kind in IDENTIFIERS:
        out.leaf("idno", statement.words, {"type": statement.kind})
    elif statement.kind == "occupation":
        out.leaf("occupation", statement.words)


#: The identifiers that are read and written: the type of `idno`.
IDENTIFIERS = (*AUTHORITIES, "ISBN", "source")


def facts_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """The facts that tables carry: (column, value)."""
    for statement in entry.statements:
        if statement.kind in _DATES:
            yield statement.kind, statement.value.iso if statement.value else ""
        elif statement.kind in IDENTIFIERS:
            yield statement.kind, statement.words
        elif statement.kind in ("location", "coordinates"):
            yield "coordinates", statement.words
