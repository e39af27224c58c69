"""The signs inside the lines of a typed text (docs/typing.md): emphasis, notes, gaps, changes, `\\` before a sign."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn

from edition.errors import SeedError
from edition.late_patterns import late_pattern
from edition.model import Kind, Rule
from edition.model.finding import position_in
from edition.readers.events import At, Close, Event, Open, Out, Point, Text

_EMPHASIS = {"_": "italic", "*": "bold", "^": "superscript", "++": "smallCaps"}
_BRACES = {
    "{+": ("+}", Kind.ADDED),
    "{-": ("-}", Kind.DELETED),
    "{?": ("?}", Kind.UNCLEAR),
    "{<": (">}", Kind.SUPPLIED),
}
_CLOSING = frozenset(end for end, _ in _BRACES.values())
_MARK = late_pattern(r"\{\^([^{}\s]+)\}")
_GAP = late_pattern(r"\{\.\.\.[ \t]*([^{}\n]*)\}")
_SIGN = late_pattern(r"\\[^\w\s]|\{\^[^{}\s]+\}|\{\.\.\.[^{}\n]*\}|\{[+\-?<]|[+\-?>]\}|\+\+|[_*^{}]")


@dataclass(frozen=True, slots=True)
class TypedNote:
    """A note of a typed text: where its label begins, where its words begin and end."""

    start: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class _Opened:
    """A sign that waits for the one that closes it."""

    close: str
    at: int
    sign: str


class InlineReader:
    """Reads stretches of one text; what a sign opens may go on in the next stretch of the same block."""

    def __init__(self, path: str, text: str, notes: Mapping[str, TypedNote]) -> None:
        self.path, self.text, self.notes = path, text, notes
        self.opened: list[_Opened] = []
        self.marked: set[str] = set()

    def read(self, start: int, end: int) -> Iterator[Event]:
        """The events of a stretch."""
        at = start
        for found in _SIGN.finditer(self.text, start, end):
            if events := self._sign(found):
                yield from self._words(at, found.start())
                yield from events
                at = found.end()
        yield from self._words(at, end)

    def finish(self) -> None:
        """The block ends. SeedError where a sign is not closed in it."""
        if self.opened:
            one = self.opened[-1]
            self._fail(one.at, f"{one.sign} is not closed by {one.close} in this block; {_as_letters(one.sign)}")

    def _words(self, start: int, end: int) -> Iterator[Event]:
        if start < end:
            yield Text(self.text[start:end], At(offset=start))

    def _fail(self, at: int, message: str) -> NoReturn:
        raise SeedError(f"{position_in(self.path, self.text, at)}: {message}")

    def _sign(self, found: re.Match[str]) -> list[Event]:
        """What a sign means; nothing where it is a letter."""
        sign, at = found[0], found.start()
        if sign.startswith("\\"):
            return [Text(sign[1:], At(offset=at), sign)]
        if mark := _MARK.fullmatch(sign):
            return self._note(mark[1], at, sign)
        if gap := _GAP.fullmatch(sign):
            return [Out(Rule.MARKUP, sign, At(offset=at)), Point(Kind.GAP, extent=gap[1].strip())]
        if sign in _BRACES:
            return self._open(sign, at, *_BRACES[sign])
        if sign in _CLOSING:
            return self._close_brace(sign, at)
        if sign in "{}":
            self._fail(at, f"{sign} belongs to no sign of the convention; write \\{sign} for the brace itself")
        return self._emphasis(sign, at)

    def _open(self, sign: str, at: int, close: str, kind: Kind, **attributes: str) -> list[Event]:
        self.opened.append(_Opened(close, at, sign))
        return [Out(Rule.MARKUP, sign, At(offset=at)), Open(kind, **attributes)]

    def _close(self, sign: str, at: int) -> list[Event]:
        if self.opened[-1].close != sign:
            one = self.opened[-1]
            self._fail(at, f"{sign} closes a part around {one.sign}, which is still open; close {one.sign} first")
        self.opened.pop()
        return [Close(), Out(Rule.MARKUP, sign, At(offset=at))]

    def _is_open(self, sign: str) -> bool:
        return any(one.close == sign for one in self.opened)

    def _close_brace(self, sign: str, at: int) -> list[Event]:
        if not self._is_open(sign):
            self._fail(at + 1, "} closes nothing; write \\} for the brace itself")
        return self._close(sign, at)

    def _emphasis(self, sign: str, at: int) -> list[Event]:
        """A sign of emphasis opens before a word and closes behind one; between letters or blanks it is itself."""
        before, after = self.text[at - 1 : at] or " ", self.text[at + len(sign) : at + len(sign) + 1] or " "
        may_close = not before.isspace() and (sign == "^" or not after.isalnum())
        may_open = not after.isspace() and (sign == "^" or not before.isalnum())
        if self._is_open(sign) and may_close:
            return self._close(sign, at)
        if may_open and not self._is_open(sign):
            return self._open(sign, at, sign, Kind.EMPHASIS, rend=_EMPHASIS[sign])
        if may_close or (may_open and self._is_open(sign)):
            self._fail(at, f"{sign} {'opens again' if may_open else 'closes nothing'}; {_as_letters(sign)}")
        return []

    def _note(self, label: str, at: int, sign: str) -> list[Event]:
        """A mark, with the words of its note."""
        note = self.notes.get(label)
        if note is None:
            self._fail(at, f"{sign} has no note; begin a line with {sign}: and the words of the note")
        if label in self.marked:
            self._fail(at, f"a second mark {sign}; every note has one mark")
        self.marked.add(label)
        inner = InlineReader(self.path, self.text, {})
        words = [*inner.read(note.begin, note.end)]
        inner.finish()
        return [Out(Rule.MARKUP, sign, At(offset=at)), Open(Kind.NOTE, n=label), *words, Close()]


def _as_letters(sign: str) -> str:
    escaped = "".join(f"\\{c}" for c in sign)
    return f"write {escaped} for the sign itself"
