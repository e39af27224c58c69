"""Read an editor's own Markdown (introduction, commentary) into pieces of prose; what is none is told with its line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from edition.late_patterns import late_pattern
from edition.model.prose import Fault, Piece, PieceKind, Prose
from edition.readers.footnote_definitions import Definition, find_definitions
from edition.readers.prose_line import LineReader

if TYPE_CHECKING:
    from markdown_it.token import Token as Sign

_FRONT = late_pattern(r"---[ \t]*\n((?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_SETTING = late_pattern(r"(lang|language|title)[ \t]*:[ \t]*(.*?)[ \t]*$")
_BLOCKS = {
    "paragraph": PieceKind.PARAGRAPH, "blockquote": PieceKind.QUOTATION, "bullet_list": PieceKind.LIST,
    "ordered_list": PieceKind.LIST, "list_item": PieceKind.ITEM, "table": PieceKind.TABLE, "tr": PieceKind.ROW,
    "th": PieceKind.CELL, "td": PieceKind.CELL, "heading": PieceKind.HEADING,
}  # fmt: skip
_DEEPEST = 60  # blocks in blocks
_CONTROL = late_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_COMMENT = late_pattern(r"\s*(?:<!--.*?-->\s*)+", re.DOTALL)


def read_prose(text: str, path: str) -> Prose:
    """The prose of a Markdown file: CommonMark with tables, strikethrough, footnotes and citations `[@key, p. 12]`."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    reader = _Reader(_CONTROL.sub("", lines))
    for found in _CONTROL.finditer(lines):
        said = f"holds a control character (U+{ord(found[0]):04X}), which no page can show; take it out"
        reader.tell(lines.count("\n", 0, found.start()) + 1, said)
    pieces = tuple(reader.read())
    faults = tuple(sorted(dict.fromkeys(reader.faults), key=lambda fault: fault.line))
    return Prose(path, pieces, reader.settings.get("lang", ""), reader.settings.get("title", ""), faults)


@dataclass(slots=True)
class _Open:
    """A block that is not closed yet."""

    kind: PieceKind
    line: int
    value: str = ""
    detail: str = ""
    children: list[Piece | str] = field(default_factory=list)

    def close(self) -> Piece:
        return Piece(self.kind, tuple(self.children), self.line, self.value, self.detail)


class _Reader:
    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.text = text
        self.settings: dict[str, str] = {}
        self.faults: list[Fault] = []
        from markdown_it import MarkdownIt  # only editions with prose of their own need it

        self.parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
        self.parser.disable("text_join")
        self.notes: Mapping[str, Definition] = {}
        self.used: set[str] = set()
        self.reading: list[str] = []  # labels of the notes that are being read

    def read(self) -> Iterator[Piece]:
        begin = self._read_settings()
        definitions = find_definitions(self.lines, begin)
        for one in definitions:
            if one.label in self.notes:
                self.faults.append(Fault(one.start + 1, f"there are two notes [^{one.label}]; give one another name"))
            self.notes = {one.label: one, **self.notes}
        kept = list(self.lines)
        for one in definitions:
            kept[one.start : one.end] = [""] * (one.end - one.start)
        kept[:begin] = [""] * begin
        yield from self.blocks("\n".join(kept), 0)
        for one in definitions:
            if one.label not in self.used:
                said = f"the note [^{one.label}] stands nowhere in the text; write its mark, or take it out"
                self.faults.append(Fault(one.start + 1, said))

    def _read_settings(self) -> int:
        """The number of lines of the settings at the head of the file."""
        front = _FRONT.match(self.text)
        if front is None:
            return 0
        for number, line in enumerate(front[1].split("\n"), 2):
            if found := _SETTING.fullmatch(line):
                self.settings["title" if found[1] == "title" else "lang"] = found[2].strip("\"'")
            elif line.strip():
                said = f"{line.strip()!r} is not read; there is lang (a tag such as en) and title"
                self.faults.append(Fault(number, said))
        return front[0].count("\n")

    def blocks(self, text: str, first: int) -> Iterator[Piece]:
        """The blocks of some lines; `first`: how many lines stand before them."""
        open_: list[_Open] = []
        for sign in self.parser.parse(text):
            line = first + sign.map[0] + 1 if sign.map else (open_[-1].line if open_ else first + 1)
            made = self._block(sign, line, open_)
            if made is None:
                continue
            if open_:
                open_[-1].children.append(made)
            else:
                yield made

    def _block(self, sign: "Sign", line: int, open_: list[_Open]) -> Piece | None:
        kind, _, edge = sign.type.rpartition("_")
        if sign.hidden:  # a paragraph of a list without blank lines
            return None
        if sign.type == "inline":
            open_[-1].children += self._line(sign, line)
        elif kind in _BLOCKS and edge == "open":
            open_.append(_opened(sign, kind, line))
        elif kind in _BLOCKS and edge == "close":
            return open_.pop().close()
        elif sign.type in ("fence", "code_block"):
            return Piece(PieceKind.CODE, (sign.content.removesuffix("\n"),), line)
        elif sign.type == "hr":
            return Piece(PieceKind.RULE, (), line)
        elif sign.type == "html_block" and not _COMMENT.fullmatch(sign.content):
            self._refuse_html(sign.content, line)
        return None

    def _line(self, sign: "Sign", line: int) -> Sequence[Piece | str]:
        return LineReader(self, line).read(sign.children or [])

    def _refuse_html(self, words: str, line: int) -> None:
        if not words.strip().startswith("</"):
            self.tell(line, f"HTML is not read here ({words.strip()[:30]!r}); write it in Markdown")

    # -- what lines ask for

    def tell(self, line: int, said: str) -> None:
        """Something is wrong in a line."""
        self.faults.append(Fault(line, said))

    def note(self, label: str, line: int) -> Piece:
        """The note of a mark, with its blocks."""
        found = self.notes.get(label)
        if found is None or label in self.reading:
            lacks = f"has no words; write a line that begins with [^{label}]:"
            self.tell(line, f"the note [^{label}] {lacks if found is None else 'stands in itself; take its mark out'}")
            return Piece(PieceKind.NOTE, (), line, label)
        self.used.add(label)
        self.reading.append(label)
        lines = self.lines[found.start : found.end]
        dedented = [lines[0][found.prefix :], *(re.sub(r"^(?: {1,4}|\t)", "", one) for one in lines[1:])]
        made = Piece(PieceKind.NOTE, tuple(self.blocks("\n".join(dedented), found.start)), line, label)
        self.reading.pop()
        return made


def _opened(sign: "Sign", kind: str, line: int) -> _Open:
    if kind == "heading":
        return _Open(PieceKind.HEADING, line, sign.tag.removeprefix("h"))
    if kind == "ordered_list":
        return _Open(PieceKind.LIST, line, "ordered", str(sign.attrs.get("start", "")))
    return _Open(_BLOCKS[kind], line, "label" if kind == "th" else "")
