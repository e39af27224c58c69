"""EPUB 3.3 (www.w3.org/TR/epub-33): the reading text with its variants as notes, then each witness whole."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from edition.export.annotated_text import MOST_INDENT, Line, Note, annotated, is_numbered
from edition.export.archive import moment, zipped
from edition.export.csl import editors
from edition.export.date_words import stated_date
from edition.export.drawable import drawable
from edition.export.epub_prose import before_text, behind_text
from edition.export.published import PublishedText
from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.model import Kind
from edition.model.directions import direction_of, has_right_to_left
from edition.project.messages import export_message, label
from edition.xml.builder import Maker
from edition.xml.namespaces import XML_LANG

XHTML, OPS, OPF, DC = (
    "http://www.w3.org/1999/xhtml",
    "http://www.idpf.org/2007/ops",
    "http://www.idpf.org/2007/opf",
    "http://purl.org/dc/elements/1.1/",
)
_CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
H = Maker(XHTML, {None: XHTML, "epub": OPS})
P = Maker(OPF, {None: OPF, "dc": DC})
D = Maker(DC, {"dc": DC})
_TYPE, _ROLE = f"{{{OPS}}}type", "role"
_CSS = b"""body { line-height: 1.4; margin: 0 5%; }
blockquote { margin: 1em 2em; }
.caption { font-style: italic; }
.lg { margin: 1em 0; }
.l { margin: 0; padding-left: 3em; text-indent: -3em; position: relative; }
.ln { float: right; text-indent: 0; font-size: 0.75em; margin-left: 1em; }
[dir="rtl"] .l { padding: 0 3em 0 0; }
[dir="rtl"] .ln { float: left; margin: 0 1em 0 0; }
.speaker { font-variant: small-caps; margin: 1em 0 0; }
.speaker + .lg, .speaker + p { margin-top: 0; }
.stage { font-style: italic; }
a.note { font-size: 0.75em; vertical-align: super; line-height: 0; text-decoration: none; }
aside { font-size: 0.9em; }
"""
#: What of a group runs in a direction of its own; the lists of ours.
_PARTS = tuple(f"{{{XHTML}}}{name}" for name in ("h1", "h2", "li"))
_OURS = tuple(f"{{{XHTML}}}{name}" for name in ("nav", "dl"))
_ACCESS = {
    "schema:accessMode": ("textual",),
    "schema:accessModeSufficient": ("textual",),
    "schema:accessibilityFeature": (
        "structuralNavigation",
        "tableOfContents",
        "readingOrder",
        "displayTransformability",
    ),
    "schema:accessibilityHazard": ("none",),
}


@dataclass(frozen=True, slots=True)
class _Page:
    """A content document: its file, its title, what stands in it."""

    name: str
    title: str
    body: Sequence[etree._Element]


@exporter("texts")
def export_epub(source: ExportSource) -> Mapping[str, bytes]:
    """EPUB 3: the reading text with its variants as notes that open in place, and each witness (e-book readers)."""
    before, behind = ([_Page(*page) for page in some(source)] for some in (before_text, behind_text))
    pages = [
        _front(source),
        *before,
        *_chapters(source),
        *behind,
        *(_witness(source, t) for t in source.texts if "/" not in t.name),
    ]
    made: dict[str, bytes] = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": _written(_container()),
        "EPUB/package.opf": _written(_package(source, pages)),
        "EPUB/nav.xhtml": _written(_document(source, _navigation(source.about.language, pages))),
        "EPUB/style.css": _CSS,
    }
    made |= {f"EPUB/{page.name}": _written(_document(source, page)) for page in pages}
    return {"epub/edition.epub": zipped(made, stored="mimetype")}


def _front(source: ExportSource) -> _Page:
    about = source.about
    names = {w.siglum: w.name or w.siglum for w in source.witnesses}
    said = [
        _listed(editors(source), about.language),
        about.publisher,
        stated_date(about.date, about.language),
        about.version,
        about.licence,
    ]
    return _Page("front.xhtml", source.title, [
        H.h1(drawable(source.title)),
        *(H.p(drawable(text)) for text in said if text),
        H.h2(export_message(about.language, "witnesses")),
        H.dl(*(part for siglum, name in names.items() for part in (H.dt(drawable(siglum)), H.dd(drawable(name))))),
        H.p(export_message(about.language, "explained")),
    ])  # fmt: skip


def _listed(names: Sequence[str], language: str) -> str:
    return label(language, "list", "", "").join(names)


def _chapters(source: ExportSource) -> Iterator[_Page]:
    """The reading text, a page for each section of the first level, with its notes at its end."""
    held: list[list[Line]] = [[]]
    for line in annotated(source):
        if line.kind == "heading" and line.level == 1 and held[-1]:
            held.append([])
        held[-1].append(line)
    for number, lines in enumerate(held, 1):
        title = next((line.text for line in lines if line.kind == "heading"), source.title)
        notes = [_note(note) for line in lines for note in line.notes]
        body = [*_blocks(lines), *([H.section(*notes, {_TYPE: "footnotes", "role": "doc-endnotes"})] if notes else [])]
        yield _Page(f"text-{number}.xhtml", title, body)


def _blocks(lines: Sequence[Line]) -> Iterator[etree._Element]:
    """Items that follow each other are one list, verses of a stanza one group."""
    for _, group in groupby(_grouped(lines), key=lambda one: one[0]):
        held = [line for _, line in group]
        match held[0].kind:
            case "item":
                items = [H.li(*_inline(line)) for line in held]
                yield H.ul(*items) if held[-1].mark == "•" else H.ol(*items)
            case "verse":
                yield H.div(*map(_verse, held), {"class": "lg"})
            case _:
                yield from map(_block, held)


def _grouped(lines: Sequence[Line]) -> Iterator[tuple[tuple[str, int], Line]]:
    """Each line with its kind and the number of its stanza."""
    stanza = 0
    for line in lines:
        stanza += line.begins
        yield (line.kind, stanza), line


def _verse(line: Line) -> etree._Element:
    number = [H.span(line.mark, {"class": "ln"})] if is_numbered(line.mark) else []
    indent = {"style": f"margin-inline-start: {min(line.level, MOST_INDENT)}em"} if line.level else {}
    return H.p(*number, *_inline(line), {"class": "l", **indent})


def _block(line: Line) -> etree._Element:
    match line.kind:
        case "heading":
            return H(f"h{min(line.level + 1, 6)}", *_inline(line))
        case "quotation":
            return H.blockquote(H.p(*_inline(line)))
        case "caption" | "speaker" | "stage":
            return H.p(*_inline(line), {"class": line.kind})
    return H.p(*_inline(line))


def _inline(line: Line) -> Iterator[etree._Element | str]:
    for piece in line.pieces:
        if isinstance(piece, str):
            yield drawable(piece)
        else:
            number = str(piece.number)
            said = {"href": f"#n{number}", "id": f"r{number}", _TYPE: "noteref", "role": "doc-noteref", "class": "note"}
            yield H.a(number, said)


def _note(note: Note) -> etree._Element:
    number = str(note.number)
    back = H.a(number, {"href": f"#r{number}", "role": "doc-backlink"})
    return H.aside(H.p(back, f" {note.text}"), {"id": f"n{number}", _TYPE: "footnote", "role": "doc-footnote"})


def _witness(source: ExportSource, text: PublishedText) -> _Page:
    """A witness as the plain text has it."""
    name = next(w.name or w.siglum for w in source.witnesses if w.siglum == text.siglum)
    title = f"{label(source.about.language, 'labelled', text.siglum)} {name}"
    body = [H.h1(drawable(title))]
    for block in text.blocks:
        words = drawable(text.text[block.start : block.end])
        if block.kind is Kind.VERSE and (block.opens or body[-1].get("class") != "lg"):
            body.append(H.div({"class": "lg"}))
        if block.kind is Kind.VERSE:
            body[-1].append(H.p(words, {"class": "l"}))
        elif block.kind in (Kind.SPEAKER, Kind.STAGE):
            body.append(H.p(words, {"class": block.kind.value}))
        else:
            body.append(H.h2(words) if block.kind in (Kind.TITLE, Kind.HEADING) else H.p(words))
    return _Page(f"wit-{text.name}.xhtml", title, body)


def _navigation(language: str, pages: Sequence[_Page]) -> _Page:
    listed = (H.li(H.a(drawable(page.title), {"href": page.name})) for page in pages)
    title = export_message(language, "contents")
    return _Page("nav.xhtml", title, [H.nav(H.h1(title), H.ol(*listed), {_TYPE: "toc", "role": "doc-toc"})])


def _document(source: ExportSource, page: _Page) -> etree._Element:
    style = H.link({"rel": "stylesheet", "type": "text/css", "href": "style.css"})
    language = source.about.language
    said = {XML_LANG: language, "lang": language}
    _turn(page.body, direction_of(export_message(language, "explained")))
    return H.html(H.head(H.title(drawable(page.title)), style), H.body(*page.body), said)


def _turn(blocks: Iterable[etree._Element], frame: str) -> None:
    """Let blocks that run from right to left say so, and the parts of lists; the notes run as their section.

    A list of ours runs as the labels, the links in it as their words.
    """
    for block in blocks:
        if block.tag in _OURS:
            if frame == "rtl":
                block.set("dir", frame)
            for link in block.iterdescendants(f"{{{XHTML}}}a"):
                if (own := direction_of(_words(link), frame)) != frame:
                    link.set("dir", own)
        elif has_right_to_left(_words(block)):
            block.set("dir", direction_of(_words(block)))
            for part in block.iterdescendants(*_PARTS):
                part.set("dir", direction_of(_words(part), block.get("dir", "")))


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _package(source: ExportSource, pages: Sequence[_Page]) -> etree._Element:
    about = source.about
    own = about.url or uuid.uuid5(uuid.NAMESPACE_URL, f"{source.title}/{about.version}").urn
    people = (D.creator(drawable(name)) for name in editors(source))
    facts = [D.rights(about.licence)] if about.licence else []
    facts += [D.publisher(drawable(about.publisher))] if about.publisher else []
    access = (P.meta(value, {"property": key}) for key, values in _ACCESS.items() for value in values)
    metadata = P.metadata(
        D.identifier(own, {"id": "id"}), D.title(drawable(source.title)), D.language(about.language), *people, *facts,
        P.meta(moment(about.date), {"property": "dcterms:modified"}), *access,
        P.meta(export_message(about.language, "access"), {"property": "schema:accessibilitySummary"}),
    )  # fmt: skip
    kinds = {"nav.xhtml": {"properties": "nav"}, "style.css": {"media-type": "text/css"}}
    names = [*kinds, *(page.name for page in pages)]
    html = {"media-type": "application/xhtml+xml"}
    manifest = (P.item({"id": f"f{n}", "href": name, **html, **kinds.get(name, {})}) for n, name in enumerate(names))
    spine = (P.itemref({"idref": f"f{n}"}) for n, name in enumerate(names) if name not in kinds)
    texts = (block for page in pages if page.name.startswith("text-") for block in page.body)
    runs = direction_of("".join(map(_words, texts)))
    order = {"page-progression-direction": runs} if runs == "rtl" else {}
    version = {"version": "3.0", "unique-identifier": "id"}
    return P.package(metadata, P.manifest(*manifest), P.spine(*spine, order), version)


def _container() -> etree._Element:
    make = Maker(_CONTAINER, {None: _CONTAINER})
    root = make.rootfile({"full-path": "EPUB/package.opf", "media-type": "application/oebps-package+xml"})
    return make.container(make.rootfiles(root), {"version": "1.0"})


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
