"""The reader `typed`, for texts that an editor types by the convention of docs/typing.md.

The first line of such a file is `%% variorum text 1`. Signs at the head of a line say what the line is; the signs
inside a line are read by `typed_inline`. Nothing is guessed: an unknown sign is an error with its place.
"""

import re
from collections.abc import Iterator

from edition.errors import SeedError
from edition.late_patterns import late_pattern
from edition.model import Kind, Rule
from edition.model.finding import position_in
from edition.readers.events import At, Close, Event, Open, Out, Point, Text
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal, TextLine, split_lines
from edition.readers.typed_inline import InlineReader, TypedNote

SIGNATURE = "%% variorum text"
FIRST_LINE = f"{SIGNATURE} 1"
_HEADING = late_pattern(r"(#+)[ \t]+(?=\S)")
_VERSE = late_pattern(r"\|(?:[ \t]|$)")
_VERSE_NUMBER = late_pattern(r"[ \t]*\[l\. (\d+\w?)\][ \t]*")
_QUOTATION = late_pattern(r">(?:[ \t]+|$)")
_ITEM = late_pattern(r"(?:-|(\d{1,4})\.)[ \t]+(?=\S)")
_WORD = late_pattern(r"@([A-Za-z]\w*)[ \t]*")
_BREAK = late_pattern(r"\[(p|l|f)\. ([^\[\]\s][^\[\]\n]*)\][ \t]*")
_NOTE = late_pattern(r"\{\^([^{}\s]+)\}:[ \t]*")
_SCENE = late_pattern(r"\*[ \t]+\*[ \t]+\*[ \t]*$")
_UNITS = {"p": "page", "f": "page", "l": "line"}
#: Word -> the structure that holds its line, and what the line is.
_WORDS = {
    "opener": (Kind.OPENER, Kind.LINE),
    "dateline": (Kind.OPENER, Kind.DATELINE),
    "salute": (Kind.OPENER, Kind.SALUTE),
    "closer": (Kind.CLOSER, Kind.LINE),
    "signed": (Kind.CLOSER, Kind.SIGNED),
    "speaker": (Kind.SPEECH, Kind.SPEAKER),
    "stage": (Kind.SPEECH, Kind.STAGE),
}
_LETTER_PARTS = frozenset({Kind.OPENER, Kind.CLOSER})
_BLANKS_PER_EM = 2


def is_typed(text: str) -> bool:
    """Whether a text says in its first line that it is typed by the convention."""
    return text.partition("\n")[0].rstrip() == FIRST_LINE


def read_typed(source: SourceFile, options: ReaderOptions) -> Iterator[Event] | Refusal:
    """The events of a typed text; Refusal for a file without the first line. SeedError for a sign that is unknown."""
    if not is_typed(source.text):
        return Refusal(f"its first line is not {FIRST_LINE}")  # another version, too
    return TypedReader(source.path, source.text).events()


class TypedReader:
    """Reads line by line. `structures`: what is open, outermost first; `block`: the block that may go on."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.lines = split_lines(text)
        self.structures: list[Kind] = []
        self.block: Kind | None = None
        self.notes = self._find_notes()
        self.inline = InlineReader(path, text, self.notes)

    # -- notes are found first: their words are read where their mark stands

    def _find_notes(self) -> dict[str, TypedNote]:
        """The notes by their labels; a note ends before a blank line, a sign of another note, or a comment."""
        made: dict[str, TypedNote] = {}
        k = 1
        while k < len(self.lines):
            found = _NOTE.match(self.lines[k].text)
            first = k
            k += 1
            if not found:
                continue
            while k < len(self.lines) and self._goes_on(self.lines[k]):
                k += 1
            start = self.lines[first].start
            if found[1] in made:
                self.fail(start, f"a second note {{^{found[1]}}}; every note needs a label of its own")
            made[found[1]] = TypedNote(start, start + found.end(), self.lines[k - 1].end)
        return made

    @staticmethod
    def _goes_on(line: TextLine) -> bool:
        return not (line.is_blank or _NOTE.match(line.text) or line.text.startswith("%"))

    def fail(self, at: int, message: str) -> None:
        """Raise the error of a sign."""
        raise SeedError(f"{position_in(self.path, self.text, at)}: {message}")

    # -- events

    def events(self) -> Iterator[Event]:
        """All events of the text."""
        yield self._out(0, self.lines[0].end, Rule.COMMENT)
        yield from self._line_end(self.lines[0])
        notes = {note.start: note for note in self.notes.values()}
        skip_to = 0
        for line in self.lines[1:]:
            if line.start < skip_to:
                continue
            if note := notes.get(line.start):
                yield from self._end_block()
                yield self._out(note.start, note.begin)
                yield from self._line_end(TextLine(note.begin, note.end, ""))
                skip_to = note.end
                continue
            yield from self._read_line(line)
            yield from self._line_end(line)
        yield from self._close_to(0)
        for label, note in self.notes.items():
            if label not in self.inline.marked:
                self.fail(note.start, f"the note {{^{label}}} has no mark {{^{label}}} in the text")

    def _out(self, start: int, end: int, rule: Rule = Rule.MARKUP) -> Out:
        return Out(rule, self.text[start:end], At(offset=start))

    def _line_end(self, line: TextLine) -> Iterator[Event]:
        if line.end < len(self.text):
            at = At(offset=line.end)
            yield Text("\n", at) if self.block else Out(Rule.MARKUP, "\n", at)

    def _read_line(self, line: TextLine) -> Iterator[Event]:
        text = line.text
        if line.is_blank:
            yield from self._end_block()
            yield from self._end_lines()
            yield self._out(line.start, line.end)
        elif text.startswith("%"):
            yield self._out(line.start, line.end, Rule.COMMENT)
        elif found := _BREAK.match(text):
            yield from self._break(line, found)
        elif _SCENE.match(text):
            yield from self._close_to(0)
            yield from self._whole(Kind.PARAGRAPH, line.start, line.end, rend="separator")
        else:
            yield from self._signed_line(line)

    def _signed_line(self, line: TextLine) -> Iterator[Event]:
        text = line.text
        if found := _HEADING.match(text):
            yield from self._heading(line, found)
        elif found := _VERSE.match(text):
            yield from self._verse(line, found)
        elif found := _QUOTATION.match(text):
            yield from self._quotation(line, found)
        elif found := _ITEM.match(text):
            yield from self._item(line, found)
        elif found := _WORD.match(text):
            yield from self._word(line, found)
        else:
            yield from self._text(line.start, line.end)

    def _break(self, line: TextLine, found: re.Match[str]) -> Iterator[Event]:
        """A page, line or folio begins; the rest of the line is text."""
        end = line.start + found.end()
        yield self._out(line.start, end)
        yield Point(Kind.BREAK, unit=_UNITS[found[1]], n=found[2].strip())
        if end < line.end:
            yield from self._signed_line(TextLine(end, line.end, self.text[end : line.end]))

    def _heading(self, line: TextLine, found: re.Match[str]) -> Iterator[Event]:
        if len(found[1]) > 3:
            self.fail(line.start, "headings begin with one, two or three #; write \\# for the sign itself")
        yield from self._close_to(0)
        yield self._out(line.start, line.start + found.end())
        yield from self._whole(Kind.HEADING, line.start + found.end(), line.end, level=str(len(found[1])))

    def _verse(self, line: TextLine, found: re.Match[str]) -> Iterator[Event]:
        """A line of verse; a stroke alone keeps the stanza open."""
        yield from self._end_block()
        if Kind.STANZA not in self.structures:
            yield from self._end_lines()
            yield from self._open(Kind.STANZA)
        start = line.start + found.end()
        yield self._out(line.start, start)
        number = _VERSE_NUMBER.match(self.text, start, line.end)
        if number:
            yield self._out(start, number.end(), Rule.NUMBER)
            start = number.end()
        words = self.text[start : line.end]
        if not words.strip():
            yield self._out(start, line.end)
            return
        ems = -(-(len(words) - len(words.lstrip())) // _BLANKS_PER_EM)
        rend = f"indent{ems}" if ems else ""
        yield from self._whole(Kind.VERSE, start, line.end, rend=rend, n=number[1] if number else "")

    def _quotation(self, line: TextLine, found: re.Match[str]) -> Iterator[Event]:
        """A line of a quotation; the sign alone ends a paragraph in it."""
        start = line.start + found.end()
        if Kind.QUOTATION not in self.structures:
            yield from self._end_block()
            yield from self._end_lines()
            yield from self._open(Kind.QUOTATION)
        yield self._out(line.start, start)
        if start == line.end:
            yield from self._end_block()
        else:
            yield from self._text(start, line.end)

    def _item(self, line: TextLine, found: re.Match[str]) -> Iterator[Event]:
        yield from self._end_block()
        if Kind.LIST not in self.structures:
            yield from self._end_lines()
            yield from self._open(Kind.LIST, type="ordered" if found[1] else "bulleted")
        start = line.start + found.end()
        yield self._out(line.start, start)
        yield from self._begin(Kind.ITEM, n=found[1] or "")
        yield from self.inline.read(start, line.end)

    def _word(self, line: TextLine, found: re.Match[str]) -> Iterator[Event]:
        """A line that begins with `@` and a word: its text is the line."""
        if found[1] not in _WORDS:
            known = ", ".join(f"@{word}" for word in _WORDS)
            self.fail(line.start, f"@{found[1]} is unknown; there is {known}; write \\@ for the sign itself")
        structure, kind = _WORDS[found[1]]
        yield from self._end_block()
        yield from self._end_lines()
        yield from self._begin_structure(structure, kind)
        start = line.start + found.end()
        yield self._out(line.start, start)
        yield from self._whole(kind, start, line.end) if start < line.end else ()

    def _begin_structure(self, structure: Kind, kind: Kind) -> Iterator[Event]:
        """Open what holds a line, unless it is open. A speaker begins a speech; a closer may have a dateline."""
        innermost = self.structures[-1] if self.structures else None
        is_there = innermost is structure and kind is not Kind.SPEAKER
        if is_there or kind is Kind.STAGE or (innermost is Kind.CLOSER and kind in (Kind.DATELINE, Kind.SALUTE)):
            return
        yield from self._close_to(0)
        yield from self._open(structure)

    def _text(self, start: int, end: int) -> Iterator[Event]:
        """Words of a paragraph, or of the block that goes on."""
        if self.block is None:
            if self.structures and self.structures[-1] in _LETTER_PARTS:
                yield from self._close_to(0)
            if self.structures and self.structures[-1] is Kind.STANZA:
                yield from self._end_lines()
            yield from self._begin(Kind.PARAGRAPH)
        yield from self.inline.read(start, end)

    # -- what is open

    def _open(self, kind: Kind, **attributes: str) -> Iterator[Event]:
        if self.structures and self.structures[-1] in _LETTER_PARTS:
            yield from self._close_to(0)
        self.structures.append(kind)
        yield Open(kind, **attributes)

    def _begin(self, kind: Kind, **attributes: str) -> Iterator[Event]:
        self.block = kind
        yield Open(kind, **attributes)

    def _whole(self, kind: Kind, start: int, end: int, **attributes: str) -> Iterator[Event]:
        """A block of one line."""
        yield from self._begin(kind, **attributes)
        yield from self.inline.read(start, end)
        yield from self._end_block()

    def _end_block(self) -> Iterator[Event]:
        if self.block is not None:
            self.inline.finish()
            self.block = None
            yield Close()

    def _end_lines(self) -> Iterator[Event]:
        """End a stanza, a list or a quotation."""
        while self.structures and self.structures[-1] in (Kind.STANZA, Kind.LIST, Kind.QUOTATION):
            self.structures.pop()
            yield Close()

    def _close_to(self, depth: int) -> Iterator[Event]:
        """End the block and the structures that are open, but for the outermost ones."""
        yield from self._end_block()
        while len(self.structures) > depth:
            self.structures.pop()
            yield Close()
