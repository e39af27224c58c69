"""Word documents (ECMA-376, Office Open XML): the reading text with real footnotes."""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from edition.export.annotated_text import MOST_INDENT, VERSE, Line, Note, annotated
from edition.export.archive import moment, zipped
from edition.export.csl import editors
from edition.export.drawable import drawable
from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.model.directions import direction_of
from edition.xml.builder import Maker
from edition.xml.namespaces import XML_SPACE

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC, _TERMS, _XSI = (
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
    "http://www.w3.org/2001/XMLSchema-instance",
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "application/vnd.openxmlformats-package"
_STYLES = {"Title": "Title", "Heading1": "heading 1", "Heading2": "heading 2", "Heading3": "heading 3",
           "Quote": "Quote", "Caption": "caption", "ListParagraph": "List Paragraph", "Verse": "Verse",
           "Speaker": "Speaker", "Stage": "Stage Direction", "FootnoteText": "footnote text"}  # fmt: skip
_STYLE_OF = {"quotation": "Quote", "caption": "Caption", "item": "ListParagraph", "verse": "Verse",
             "speaker": "Speaker", "stage": "Stage"}  # fmt: skip
_EM, _TURN = 220, 3  # twentieths of a point; how many of them a verse turns over
_SIZES = {"Title": 36, "Heading1": 28, "Heading2": 24, "Heading3": 22, "FootnoteText": 18}  # in half points
E = Maker(W, {"w": W})


@exporter("texts")
def export_docx(source: ExportSource) -> Mapping[str, bytes]:
    """DOCX: the reading text with its variants as footnotes (Word, LibreOffice)."""
    lines = annotated(source)
    around = direction_of(" ".join(line.text for line in lines))
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}, core="docProps/core.xml"),
        "docProps/core.xml": _core(source),
        "word/document.xml": E.document(E.body(*(_paragraph(line, around) for line in lines))),
        "word/_rels/document.xml.rels": _relations({"styles": "styles.xml", "footnotes": "footnotes.xml"}),
        "word/styles.xml": _styles(source.about.language),
        "word/footnotes.xml": _footnotes([note for line in lines for note in line.notes], around),
    }
    return {"docx/edition.docx": zipped({path: _written(root) for path, root in parts.items()})}


def _paragraph(line: Line, around: str) -> etree._Element:
    style = _style(line)
    properties = (
        [E.pStyle(_w(val=style)), *_turned(line.text, around), *_verse(line)] if style else _turned(line.text, around)
    )
    runs = [_run(f"{line.mark} ")] if line.mark and line.kind != VERSE else []
    runs += [_run(piece) if isinstance(piece, str) else _reference(piece) for piece in line.pieces]
    return E.p(*([E.pPr(*properties)] if properties else []), *runs)


def _turned(text: str, around: str) -> list[etree._Element]:
    """Of a paragraph that runs from right to left."""
    return [E.bidi()] if direction_of(text, around) == "rtl" else []


def _verse(line: Line) -> Iterator[etree._Element]:
    """Of a verse: room before a stanza, and how far it is set in, with its turned words further in."""
    if line.kind == VERSE and line.begins:
        yield E.spacing(_w(before=str(_EM)))
    if line.kind == VERSE and line.level:
        yield E.ind(_w(left=str((min(line.level, MOST_INDENT) + _TURN) * _EM), hanging=str(_TURN * _EM)))


def _style(line: Line) -> str:
    if line.kind == "heading":
        return f"Heading{min(line.level, 3)}" if line.level else "Title"
    return _STYLE_OF.get(line.kind, "")


def _run(text: str) -> etree._Element:
    turned = [E.rPr(E.rtl())] if direction_of(text) == "rtl" else []
    return E.r(*turned, E.t(drawable(text), {XML_SPACE: "preserve"}))


def _reference(note: Note) -> etree._Element:
    return E.r(E.rPr(E.vertAlign(_w(val="superscript"))), E.footnoteReference(_w(id=str(note.number))))


def _footnotes(notes: Sequence[Note], around: str) -> etree._Element:
    """The two separators that Word wants, then the notes."""
    marks = (("-1", "separator", E.separator()), ("0", "continuationSeparator", E.continuationSeparator()))
    held = [E.footnote(_w(type=kind, id=name), E.p(E.r(mark))) for name, kind, mark in marks]
    return E.footnotes(*held, *(_footnote(note, around) for note in notes))


def _footnote(note: Note, around: str) -> etree._Element:
    own = E.r(E.rPr(E.vertAlign(_w(val="superscript"))), E.footnoteRef())
    properties = E.pPr(E.pStyle(_w(val="FootnoteText")), *_turned(note.text, around))
    return E.footnote(_w(id=str(note.number)), E.p(properties, own, _run(f" {note.text}")))


def _styles(language: str) -> etree._Element:
    normal = E.style(_w(type="paragraph", default="1", styleId="Normal"), E.name(_w(val="Normal")))
    defaults = E.docDefaults(E.rPrDefault(E.rPr(E.lang(_w(val=language, bidi=language)))))
    return E.styles(defaults, normal, *(_one_style(name, said) for name, said in _STYLES.items()))


def _one_style(name: str, said: str) -> etree._Element:
    made = E.style(_w(type="paragraph", styleId=name), E.name(_w(val=said)), E.basedOn(_w(val="Normal")))
    if name.startswith("Heading"):
        made.append(E.pPr(E.outlineLvl(_w(val=str(int(name[-1]) - 1)))))
    if name == "Verse":
        made.append(E.pPr(E.spacing(_w(after="0")), E.ind(_w(left=str(_TURN * _EM), hanging=str(_TURN * _EM)))))
    if name == "Speaker":
        made.extend([E.pPr(E.keepNext(), E.spacing(_w(before=str(_EM), after="0"))), E.rPr(E.smallCaps())])
    if name == "Stage":
        made.append(E.rPr(E.i(), E.iCs()))
    if size := _SIZES.get(name):
        bold = [] if name == "FootnoteText" else [E.b(), E.bCs()]
        made.append(
            E.rPr(*bold, *(E(kind, _w(val=str(size))) for kind in ("sz", "szCs")))
        )  # the second of letters that join
    return made


def _w(**attributes: str) -> dict[str, str]:
    return {f"{{{W}}}{name}": value for name, value in attributes.items()}


def _content_types() -> etree._Element:
    make = Maker(_TYPES, {None: _TYPES})
    kinds = {"/word/document.xml": f"{_WORD}.document.main+xml", "/word/styles.xml": f"{_WORD}.styles+xml",
             "/word/footnotes.xml": f"{_WORD}.footnotes+xml",
             "/docProps/core.xml": f"{_PACKAGE}.core-properties+xml"}  # fmt: skip
    return make.Types(
        make.Default(Extension="rels", ContentType=f"{_PACKAGE}.relationships+xml"),
        make.Default(Extension="xml", ContentType="application/xml"),
        *(make.Override(PartName=path, ContentType=kind) for path, kind in kinds.items()),
    )


def _relations(parts: Mapping[str, str], core: str = "") -> etree._Element:
    make = Maker(_RELATIONS, {None: _RELATIONS})
    told = [(f"{_OFFICE}/{kind}", path) for kind, path in parts.items()]
    told += [(f"{_RELATIONS}/metadata/core-properties", core)] if core else []
    return make.Relationships(
        *(make.Relationship(Id=f"rId{n}", Type=kind, Target=path) for n, (kind, path) in enumerate(told, 1))
    )


def _core(source: ExportSource) -> etree._Element:
    root = etree.Element(f"{{{_CORE}}}coreProperties", {"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI})
    for name, text in _properties(source):
        etree.SubElement(root, f"{{{_DC}}}{name}").text = drawable(text)
    for name in ("created", "modified"):
        date = etree.SubElement(root, f"{{{_TERMS}}}{name}", {f"{{{_XSI}}}type": "dcterms:W3CDTF"})
        date.text = moment(source.about.date)
    return root


def _properties(source: ExportSource) -> Iterator[tuple[str, str]]:
    yield "title", source.title
    yield "creator", "; ".join(editors(source))
    yield "language", source.about.language


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
