"""What readers of word processors share: words with their formatting, breaks, verses, quotations, nested lists."""

from dataclasses import dataclass, field

from edition.model import Kind, Rule
from edition.model.witness import RENDITIONS
from edition.readers.events import At, Close, Event, Open, Out, Point, Text

#: The level of the deepest heading that structures know.
DEEPEST_HEADING = 6  # as in web pages
_DIGITS = 6  # of the largest number that a file may name
_CHANGES = (Kind.ADDED, Kind.DELETED)


def is_number(value: str) -> bool:
    """Whether an attribute is a number that can be counted with."""
    return value.isascii() and value.isdecimal() and len(value) <= _DIGITS


def emphasis(rend: frozenset[str]) -> tuple[Open, ...]:
    """The part that words in some renditions are."""
    return (Open(Kind.EMPHASIS, rend=" ".join(one for one in RENDITIONS if one in rend)),) if rend else ()


@dataclass(slots=True)
class _Frame:
    """A block that is being written. `inline`: the open parts in it. `waiting`: breaks before the next word."""

    inline: list[Open] = field(default_factory=list)
    waiting: list[Point] = field(default_factory=list)
    has_words: bool = False
    is_verse: bool = False  # a stanza, whose line breaks begin lines
    is_line_open: bool = False


class RunWriter:
    """Collects events. Formatting is given with the words; parts are opened and closed where it changes."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._frames = [_Frame()]

    # -- blocks

    def begin(self, kind: Kind, is_verse: bool = False, **attributes: str) -> None:
        """A block or structure begins; with `is_verse`, a stanza whose lines open with their first words."""
        self._format(())
        self.between_blocks()
        self.events.append(Open(kind, **attributes))
        self._frames.append(_Frame(is_verse=is_verse))

    def end(self) -> None:
        """What was begun last ends. Line breaks at its end are left out, page breaks stand behind it."""
        self.end_line()
        frame = self._frames.pop()
        self.events.append(Close())
        self._frames[-1].waiting += _pages(frame.waiting)

    def between_blocks(self) -> None:
        """Page breaks that wait stand here."""
        self.events += _pages(self._frames[-1].waiting)
        self._frames[-1].waiting.clear()

    def begin_note(self, **attributes: str) -> None:
        """A note to this place; what is open stays open."""
        self._ready()
        self.events.append(Open(Kind.NOTE, **attributes))
        self._frames.append(_Frame())

    def end_note(self) -> None:
        """The note ends."""
        self._format(())
        self._frames.pop()
        self.events.append(Close())

    def mark(self, n: str, target: str) -> None:
        """Another mark of a note."""
        self._ready()
        self.events.append(Point(Kind.NOTE_MARK, n=n, target=target))

    def end_line(self) -> None:
        """A verse ends, if one is open; its formatting ends in any case."""
        self._format(())
        frame = self._frames[-1]
        if frame.is_line_open:
            self.events.append(Close())
            frame.is_line_open = False

    # -- words

    def write(self, words: str, at: At | None, parts: tuple[Open, ...] = (), source: str | None = None) -> None:
        """Words in the parts (outermost first) that they stand in. White space alone does not end emphasis."""
        is_change = len(self._frames) > 1 and _changes(parts) != _changes(self._frames[-1].inline)
        if words and (at is None or not words.isspace() or is_change):
            self._ready()
            self._format(parts)
        self.events.append(Text(words, at, source))

    def leave(self, rule: Rule, source: str, at: At, is_named: bool = False) -> None:
        """A stretch of the source that is not in the text."""
        self.events.append(Out(rule, source, at, is_named))

    def break_line(self) -> None:
        """A line begins."""
        frame = self._frames[-1]
        if frame.is_verse:
            self.end_line()
        elif frame.has_words:
            frame.waiting.append(Point(Kind.BREAK, unit="line"))

    def break_page(self, unit: str = "page", n: str = "", break_: str = "") -> None:
        """A page or column begins; with `break_="no"`, inside a word."""
        self._frames[-1].waiting.append(Point(Kind.BREAK, unit=unit, n=n, break_=break_))

    def _ready(self) -> None:
        frame = self._frames[-1]
        if frame.is_verse and not frame.is_line_open:
            self.events.append(Open(Kind.VERSE))
            frame.is_line_open = True
        self.events += frame.waiting
        frame.waiting.clear()
        frame.has_words = True

    def _format(self, parts: tuple[Open, ...]) -> None:
        open_parts = self._frames[-1].inline
        same = 0
        while same < min(len(parts), len(open_parts)) and parts[same] == open_parts[same]:
            same += 1
        self.events += [Close()] * (len(open_parts) - same)
        self.events += parts[same:]
        open_parts[same:] = parts[same:]


def _pages(breaks: list[Point]) -> list[Point]:
    return [one for one in breaks if ("unit", "line") not in one.attributes]


def _changes(parts: tuple[Open, ...] | list[Open]) -> list[Kind]:
    return [one.kind for one in parts if one.kind in _CHANGES]


class BlockSequence:
    """The blocks of one holder (body, cell, note): which quotation, stanza or list the next one continues."""

    def __init__(self, writer: RunWriter) -> None:
        self.writer = writer
        self.group: Kind | None = None  # the quotation or stanza that is open
        self.lists: list[tuple[int, str]] = []  # level and key of the open lists, in each an open item

    def enter(self, group: Kind | None, is_verse: bool = False) -> None:
        """The next block stands in a quotation or stanza, or (None) in nothing."""
        self._end_lists(-1, "")
        if self.group is group:
            return
        self.leave()
        if group is not None:
            self.writer.begin(group, is_verse)
            self.group = group

    def leave(self) -> None:
        """All that is open ends."""
        self._end_lists(-1, "")
        if self.group is not None:
            self.writer.end()
            self.group = None
        self.writer.between_blocks()

    def begin_item(self, level: int, key: str, n: str, is_ordered: bool) -> None:
        """An item begins; it stays open for the lists in it. `key`: what tells apart two lists of one level."""
        if self.group is not None:
            self.leave()
        self._end_lists(level, key)
        if self.lists and self.lists[-1][0] == level:
            self.writer.end()
        else:
            self.writer.begin(Kind.LIST, type="ordered" if is_ordered else "bulleted")
            self.lists.append((level, key))
        self.writer.begin(Kind.ITEM, n=n)

    def _end_lists(self, level: int, key: str) -> None:
        """End the deeper lists, and one of the same level that has another key."""
        while self.lists and (self.lists[-1][0] > level or (self.lists[-1][0] == level and self.lists[-1][1] != key)):
            self.lists.pop()
            self.writer.end()
            self.writer.end()
