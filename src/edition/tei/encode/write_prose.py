"""An editor's prose as TEI: sections by its headings, notes behind them, each linked to its mark."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.model.ids import Ids
from edition.model.prose import Piece, PieceKind
from edition.xml.writer import Opening, Writer

_BLOCKS = frozenset(
    {PieceKind.PARAGRAPH, PieceKind.LIST, PieceKind.QUOTATION, PieceKind.TABLE, PieceKind.CODE, PieceKind.RULE}
)
_WAYS = {
    PieceKind.EMPHASIS: "italic",
    PieceKind.STRONG: "bold",
    PieceKind.STRUCK: "strike",
    PieceKind.MONOSPACE: "monospace",
}
RULE = "* * *"


@dataclass(slots=True)
class ProseWriter:
    """Writes pieces at the cursor of `out`; `prefix` is that of the ids.

    `links`: of the address of a link where it leads, "" for nowhere; `images`: of the path of an image its address;
    `cite`: what stands for a citation, and where it leads.
    """

    out: Writer
    prefix: str
    ids: Ids
    links: Mapping[str, str] = field(default_factory=dict)
    images: Mapping[str, str] = field(default_factory=dict)
    cite: Callable[[Piece], tuple[str, str]] = lambda piece: (f"@{piece.value}", "")
    notes: dict[Sequence["Piece | str"], "_Note"] = field(default_factory=dict)  # by what they say

    def sections(self, pieces: Sequence[Piece]) -> None:
        """Blocks, and below each heading a section."""
        at = next((i for i, one in enumerate(pieces) if one.kind is PieceKind.HEADING), len(pieces))
        self.blocks(pieces[:at])
        while at < len(pieces):
            level = pieces[at].value
            end = next((i for i in range(at + 1, len(pieces)) if _closes(pieces[i], level)), len(pieces))
            with self.section(pieces[at].words):
                self.heading(pieces[at])
                self.sections(pieces[at + 1 : end])
            at = end

    def section(self, words: str, language: str = "") -> Opening:
        """A section with an id of its own, made of the words of its heading."""
        attributes = {"type": "section", "xml_id": self.ids.make(self.prefix, words), "xml_lang": language}
        return self.out.element("div", attributes)

    def heading(self, piece: Piece) -> None:
        """A heading."""
        with self.out.element("head"):
            self.line(piece.children)

    def blocks(self, pieces: Sequence["Piece | str"]) -> None:
        """Blocks without sections; a heading among them is a label."""
        for piece in pieces:
            if isinstance(piece, Piece):
                self._block(piece)

    def _block(self, piece: Piece) -> None:
        out = self.out
        match piece.kind:
            case PieceKind.HEADING:
                with out.element("label"):
                    self.line(piece.children)
            case PieceKind.PARAGRAPH:
                self._paragraph(piece)
            case PieceKind.LIST:
                self._list(piece)
            case PieceKind.QUOTATION:
                with out.element("quote"):
                    self.blocks(piece.children)
            case PieceKind.TABLE:
                self._table(piece)
            case PieceKind.CODE:
                with out.element("p"):
                    self._code(piece.words)
            case PieceKind.RULE:
                out.leaf("p", RULE)

    def _paragraph(self, piece: Piece) -> None:
        images = [one for one in piece.children if isinstance(one, Piece) and one.kind is PieceKind.IMAGE]
        words = [one for one in piece.children if one not in images]
        if any(not isinstance(one, str) or one.strip() for one in words):
            with self.out.element("p"):
                self.line(words)
        for image in images:
            self._image(image)

    def _image(self, piece: Piece) -> None:
        if address := self.images.get(piece.value):
            with self.out.element("figure"):
                self.out.empty("graphic", {"url": address})
                if piece.children:
                    self.out.leaf("head", piece.words)
                self.out.leaf("figDesc", piece.detail) if piece.detail else None

    def _list(self, piece: Piece) -> None:
        first = int(piece.detail or 1)
        with self.out.element("list", {"rend": "ordered" if piece.value else "bulleted"}):
            for number, item in enumerate((c for c in piece.children if isinstance(c, Piece)), first):
                with self.out.element("item", {"n": str(number) if piece.value and first != 1 else ""}):
                    self._mixed(item.children)

    def _mixed(self, children: Sequence["Piece | str"]) -> None:
        """What may be words of a line and blocks."""
        for child in children:
            if isinstance(child, Piece) and child.kind in _BLOCKS:
                self._block(child)
            else:
                self.line([child])

    def _table(self, piece: Piece) -> None:
        with self.out.element("table"):
            for row in (c for c in piece.children if isinstance(c, Piece)):
                cells = [c for c in row.children if isinstance(c, Piece)]
                with self.out.element("row", {"role": "label" if cells and cells[0].value else ""}):
                    for cell in cells:
                        with self.out.element("cell"):
                            self.line(cell.children)

    def _code(self, words: str) -> None:
        for number, line in enumerate(words.split("\n")):
            if number:
                self.out.empty("lb", {})
            if line:
                self.out.leaf("hi", line, {"rend": "monospace"})

    def line(self, children: Sequence["Piece | str"]) -> None:
        """What stands in a line."""
        for child in children:
            if isinstance(child, str):
                self.out.text(child)
            else:
                self._in_line(child)

    def _in_line(self, piece: Piece) -> None:
        match piece.kind:
            case PieceKind.LINK:
                self._link(piece)
            case PieceKind.NOTE:
                self._mark(piece)
            case PieceKind.CITATION:
                before = piece.detail.partition("\n")[0]
                self.out.text(f"{before} " if before else "")
                self._reference(*self.cite(piece))
            case PieceKind.BREAK:
                self.out.empty("lb", {})
            case kind if kind in _WAYS:
                with self.out.element("hi", {"rend": _WAYS[kind]}):
                    self.line(piece.children)

    def _reference(self, words: str, target: str) -> None:
        if target:
            self.out.leaf("ref", words, {"type": "link", "target": target})
        else:
            self.out.text(words)

    def _link(self, piece: Piece) -> None:
        if target := self.links.get(piece.value, ""):
            with self.out.element("ref", {"type": "link", "target": target}):
                self.line(piece.children)
        else:
            self.line(piece.children)

    def _mark(self, piece: Piece) -> None:
        """The mark of a note, which is written behind the text; a note may have several."""
        if piece.children not in self.notes:
            words = "".join(one.words for one in piece.walk())
            self.notes[piece.children] = _Note(self.ids.make(f"{self.prefix}-note", words), len(self.notes) + 1)
        note = self.notes[piece.children]
        mark = self.ids.make(f"{self.prefix}-ref", note.id)
        note.marks.append(mark)
        number = str(note.number)
        self.out.leaf("ref", number, {"xml_id": mark, "type": "noteMark", "n": number, "target": f"#{note.id}"})

    def write_notes(self) -> None:
        """The notes whose marks were written, and those that are named in these."""
        if not self.notes:
            return
        with self.out.element("div", {"type": "notes", "xml_id": f"{self.prefix}-notes"}):
            written: list[tuple[etree._Element, _Note]] = []
            while len(written) < len(self.notes):
                children, note = list(self.notes.items())[len(written)]
                with self.out.element("note", {"xml_id": note.id, "n": str(note.number)}) as element:
                    self.blocks(children)
                written.append((element, note))
            for element, note in written:
                element.set("target", " ".join(f"#{mark}" for mark in note.marks))


@dataclass(slots=True)
class _Note:
    """A note behind the text, and the ids of its marks."""

    id: str
    number: int
    marks: list[str] = field(default_factory=list)


def _closes(piece: Piece, level: str) -> bool:
    return piece.kind is PieceKind.HEADING and piece.value <= level
