"""Read a line of an editor's Markdown: emphasis, links, images, marks of notes, and citations of a bibliography."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from edition.late_patterns import late_pattern
from edition.model.prose import Piece, PieceKind

if TYPE_CHECKING:
    from markdown_it.token import Token as Sign

_SPANS = {"em": PieceKind.EMPHASIS, "strong": PieceKind.STRONG, "s": PieceKind.STRUCK, "link": PieceKind.LINK}
_KEY = r"(?<!\w)@\w(?:[\w:.#$%&+?<>~/-]*\w)?"
_MARK = late_pattern(rf"\[\^(?P<note>[^\]\s]+)\]|\[(?P<cited>[^\[\]]*?{_KEY}[^\[\]]*)\]")
_CITED = late_pattern(rf"(?P<before>[^@]*?)(?P<key>{_KEY})(?P<behind>.*)", re.DOTALL)


class Notes(Protocol):
    """What a line asks of its file."""

    def note(self, label: str, line: int) -> Piece:
        """The note of a mark."""

    def tell(self, line: int, said: str) -> None:
        """Something is wrong in a line."""


class LineReader:
    """Reads the signs of a line, which may go over several lines of the file."""

    def __init__(self, notes: Notes, line: int) -> None:
        self.notes = notes
        self.line = line
        self.stack: list[tuple[PieceKind, str, list[Piece | str]]] = [(PieceKind.PARAGRAPH, "", [])]

    def read(self, children: "Sequence[Sign]") -> tuple[Piece | str, ...]:
        """The pieces of the line."""
        waiting = ""
        for child in children:
            if child.type == "text":  # brackets of one mark may come apart
                waiting += child.content
                continue
            self._put(*self._marked(waiting))
            waiting = ""
            self._sign(child)
        self._put(*self._marked(waiting))
        return tuple(_joined(self.stack[0][2]))

    def _put(self, *pieces: Piece | str) -> None:
        self.stack[-1][2].extend(pieces)

    def _sign(self, child: "Sign") -> None:
        name, _, edge = child.type.rpartition("_")
        if name in _SPANS and edge == "open":
            self.stack.append((_SPANS[name], str(child.attrs.get("href", "")), []))
        elif name in _SPANS and edge == "close":
            kind, value, inside = self.stack.pop()
            self._put(Piece(kind, tuple(_joined(inside)), self.line, value))
        elif child.type == "softbreak":
            self.line += 1
            self._put(" ")
        elif child.type == "hardbreak":
            self._put(Piece(PieceKind.BREAK, (), self.line))
            self.line += 1
        else:
            self._other(child)

    def _other(self, child: "Sign") -> None:
        if child.type == "code_inline":
            self._put(Piece(PieceKind.MONOSPACE, (child.content,), self.line))
        elif child.type == "image":
            title = str(child.attrs.get("title", ""))
            words = "".join(c.content if c.content else " " for c in child.children or ())
            self._put(Piece(PieceKind.IMAGE, (title,) if title else (), self.line, str(child.attrs["src"]), words))
        elif child.type == "html_inline":
            if not child.content.startswith(("<!--", "</")):
                self.notes.tell(self.line, f"HTML is not read here ({child.content[:30]!r}); write it in Markdown")
        else:
            self._put(child.content)

    def _marked(self, words: str) -> Iterator[Piece | str]:
        """Words with the notes and citations in them."""
        at = 0
        for found in _MARK.finditer(words):
            yield words[at : found.start()]
            at = found.end()
            if found["note"]:
                yield self.notes.note(found["note"], self.line)
                continue
            for number, one in enumerate(found["cited"].split(";")):
                cited = _CITED.fullmatch(one.strip())
                if cited is None:
                    self.notes.tell(
                        self.line, f"«{one.strip()}» in [{found['cited']}] cites nothing; write @ and a key"
                    )
                    continue
                yield "; " if number else ""
                behind = re.sub(r"^[,\s]+", "", cited["behind"]).strip()
                detail = f"{cited['before'].strip()}\n{behind}"
                yield Piece(PieceKind.CITATION, (), self.line, cited["key"][1:], detail)
        yield words[at:]


def _joined(pieces: Sequence[Piece | str]) -> Iterator[Piece | str]:
    """Words that stand beside each other as one, without empty ones."""
    waiting = ""
    for one in pieces:
        if isinstance(one, str):
            waiting += one
            continue
        if waiting:
            yield waiting
        waiting = ""
        yield one
    if waiting:
        yield waiting
