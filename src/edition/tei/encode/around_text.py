"""What stands around the text of the edition in TEI: the introduction before it, the commentary behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.model.ids import Ids
from edition.model.prose import Piece, PieceKind, Prose
from edition.tei.encode.write_prose import ProseWriter
from edition.xml.namespaces import NS, tei
from edition.xml.writer import Writer

INTRODUCTION, COMMENTARY = "introduction", "commentary"
ABSTRACT, PAGE = "abstract", "page"  # a page of the site has the id `page-NAME`


@dataclass(frozen=True, slots=True)
class Linked:
    """Where links, images and citations of prose lead (see ProseWriter)."""

    links: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, str] = field(default_factory=dict)
    cite: Callable[[Piece], tuple[str, str]] = lambda piece: (f"@{piece.value}", "")


@dataclass(frozen=True, slots=True)
class Comment:
    """A section of a commentary on a place: `targets` are ids of the edition, `lemma` the words it is on, or what else
    its heading says; `source` the id of the witness that has these words, where it is not the base."""

    pieces: tuple[Piece, ...]
    targets: tuple[str, ...] = ()
    lemma: str = ""
    source: str = ""
    kind: str = COMMENTARY  # or source, parallel: where the words come from, and where others are like them


@dataclass(frozen=True, slots=True)
class Chapter:
    """Prose of a commentary and comments in their order, below a heading or none."""

    heading: Piece | None
    blocks: tuple[Piece, ...]
    parts: "tuple[Chapter | Comment, ...]"
    language: str = ""


def place_abstract(edition: etree._Element, prose: Prose, linked: Linked) -> None:
    """Write the abstract into the header of an edition, before what else its profile says (TEI P5, 2.4.4)."""
    out = Writer("abstract", {"xml_lang": prose.language})
    ProseWriter(out, ABSTRACT, Ids(), linked.links, linked.images, linked.cite).blocks(prose.pieces)
    profile = edition.find("tei:teiHeader/tei:profileDesc", NS)
    if profile is not None:
        out.root.tail = profile.text
        profile.insert(0, out.root)


def place_front(edition: etree._Element, parts: Sequence[tuple[str, Prose, Linked]]) -> None:
    """Write `front` with the introduction and the editor's pages into the document of an edition; each with its name,
    which is `introduction` or that of the page."""
    out = Writer("front")
    for name, prose, linked in parts:
        title, pieces = title_of(prose)
        is_page = name != INTRODUCTION
        named = {"type": PAGE if is_page else name, "xml_id": f"{PAGE}-{name}" if is_page else name}
        with out.element("div", {**named, "xml_lang": prose.language}):
            writer = ProseWriter(out, name if is_page else "intro", Ids(), linked.links, linked.images, linked.cite)
            _write_title(writer, title)
            writer.sections(pieces)
            writer.write_notes()
    text = edition.find("tei:text", NS)
    if text is not None:
        out.root.tail = "\n"
        text.insert(0, out.root)


def title_of(prose: Prose) -> tuple[Piece | None, tuple[Piece, ...]]:
    """The title of a file, as it states it or the one heading of the highest level, with which it begins; the rest."""
    if prose.title:
        return Piece(PieceKind.HEADING, (prose.title,), 1, "1"), prose.pieces
    first = prose.pieces[:1]
    tops = [one for one in prose.pieces if one.kind is PieceKind.HEADING and one.value == "1"]
    if first and first[0].kind is PieceKind.HEADING and tops == [first[0]]:
        return first[0], prose.pieces[1:]
    return None, prose.pieces


def place_commentary(edition: etree._Element, whole: Chapter, linked: Linked) -> None:
    """Write the commentary into `back` of the document of an edition, which is made where there is none."""
    out = Writer("back")
    with out.element("div", {"type": COMMENTARY, "xml_id": COMMENTARY, "xml_lang": whole.language}):
        writer = ProseWriter(out, "com", Ids(), linked.links, linked.images, linked.cite)
        _write_chapter(writer, whole)
        writer.write_notes()
    text = edition.find("tei:text", NS)
    if text is None:
        return
    back = text.find("tei:back", NS)
    if back is None:
        back = etree.SubElement(text, tei("back"))
    out.root[0].tail = "\n"
    back.append(out.root[0])


def _write_title(writer: ProseWriter, title: Piece | None) -> None:
    if title is not None:
        writer.heading(title)


def _write_chapter(writer: ProseWriter, chapter: Chapter) -> None:
    _write_title(writer, chapter.heading)
    writer.blocks(chapter.blocks)
    for part in chapter.parts:
        if isinstance(part, Comment):
            _write_comment(writer, part)
            continue
        with writer.section(part.heading.words if part.heading else "", part.language):
            _write_chapter(writer, part)


def _write_comment(writer: ProseWriter, comment: Comment) -> None:
    attributes = {
        "type": COMMENTARY,
        "subtype": comment.kind if comment.kind != COMMENTARY else "",
        "xml_id": writer.ids.make("com", " ".join((comment.lemma, *comment.targets))),
        "target": " ".join(f"#{one}" for one in comment.targets),
        "source": f"#{comment.source}" if comment.source else "",
    }
    with writer.out.element("note", attributes):
        if comment.lemma:
            writer.out.leaf("label", comment.lemma)
        writer.blocks(comment.pieces)


def chapters_of(
    pieces: Sequence[Piece], is_comment: Callable[[Piece], bool], comment: Callable[[Piece, tuple[Piece, ...]], Comment]
) -> tuple[tuple[Piece, ...], tuple[Chapter | Comment, ...]]:
    """The blocks before the first heading, then chapters and comments.

    `is_comment`: whether a heading is that of a comment; `comment`: what is made of it and of what stands below it.
    """
    at = next((i for i, one in enumerate(pieces) if one.kind is PieceKind.HEADING), len(pieces))
    blocks = tuple(pieces[:at])
    parts: list[Chapter | Comment] = []
    while at < len(pieces):
        head = pieces[at]
        own = is_comment(head)
        end = next((i for i in range(at + 1, len(pieces)) if _ends(pieces[i], head, is_comment if own else None)), None)
        below = pieces[at + 1 : end]
        parts.append(comment(head, tuple(below)) if own else Chapter(head, *chapters_of(below, is_comment, comment)))
        at = len(pieces) if end is None else end
    return blocks, tuple(parts)


def _ends(piece: Piece, head: Piece, is_comment: Callable[[Piece], bool] | None) -> bool:
    """Whether a piece ends what a heading began: a heading as high, and of a comment that of another."""
    if piece.kind is not PieceKind.HEADING:
        return False
    return piece.value <= head.value or (is_comment is not None and is_comment(piece))
