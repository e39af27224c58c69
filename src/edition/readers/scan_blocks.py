"""Headings, paragraphs and notes of the regions of pages: what goes on over a page, and where notes stand."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from edition.late_patterns import late_pattern
from edition.model import Kind, Rule
from edition.readers.events import Point
from edition.readers.scan_pages import Line, Region, Role, ScanPage

#: Signs at the end of a line inside a word, and nowhere else.
SURE_HYPHENS = "¬\u00ad⸗⹀"
_ENDED = late_pattern(r"[.!?:…·⁘※]['\"’”»“)\]]*\s*$")
_LABEL = late_pattern(
    r"\s*(?:[\[(](?P<in>\w{1,3}|[*†‡]{1,3})[\])]|(?P<bare>\d{1,3}|[a-z])[).]?|(?P<sign>[*†‡]{1,3}[)]?|[¹²³⁰-⁹]{1,3}))\s+"
)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MAX_NOTES = 300  # of a page; each is looked for in all its lines
_FLOWING = frozenset({Role.FURNITURE, Role.NUMBER, Role.NOTE, Role.MARGIN})


@dataclass(slots=True, eq=False)
class PlacedLine:
    """A line, the breaks before it, and the notes that its words have: (offset, label, note)."""

    line: Line
    points: tuple[Point, ...] = ()
    notes: list[tuple[int, str, "ScanBlock"]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class ScanBlock:
    """A block of the text. `points`: the pages and columns that begin before it. `is_anchored`: a note with a mark."""

    role: Role
    lines: list[PlacedLine]
    points: tuple[Point, ...] = ()
    region: Region | None = None
    is_anchored: bool = False

    @property
    def last(self) -> str:
        """The words of the last line."""
        return self.lines[-1].line.text if self.lines else ""


class BlockMaker:
    """Makes blocks of pages. `continued`: the paragraphs that go on over a page or column; `loose`: notes without a
    mark in the text.
    """

    def __init__(self) -> None:
        self.blocks: list[ScanBlock] = []
        self.continued = 0
        self.loose = 0
        self.points: tuple[Point, ...] = ()  # breaks that wait for the next words
        self.initials: list[Line] = []
        self.lines: list[PlacedLine] = []  # of the text of this page

    def add_page(self, page: ScanPage) -> None:
        self.points += (Point(Kind.BREAK, unit="page", n=page.n, facs=page.image),)
        begun = len(self.blocks)
        self.lines = []
        is_first = True
        for region in page.regions:
            if region.role is Role.PARAGRAPH and region.is_column and region.lines and not is_first:
                self.points += (Point(Kind.BREAK, unit="column"),)
            for role, lines in _parts(region):
                self._add(role, lines, region, may_go_on=is_first or region.is_column)
                is_first = is_first and (role in _FLOWING or role is Role.INITIAL)
        notes = [block for block in self.blocks[begun:] if _is_note(block)]
        self.blocks[begun:] = [*(block for block in self.blocks[begun:] if not _is_note(block)), *notes]
        self._anchor(notes)
        loose = [note for note in notes if not note.is_anchored]
        if loose and self.points:  # a page without other text
            loose[0].points = self._take_points()

    def finish(self) -> list[ScanBlock]:
        if self.initials:
            self.blocks.append(ScanBlock(Role.PARAGRAPH, [PlacedLine(line) for line in self.initials], self.points))
        self.loose = sum(_is_note(block) and not block.is_anchored for block in self.blocks)
        return self.blocks

    def _add(self, role: Role, lines: Sequence[Line], region: Region, may_go_on: bool) -> None:
        if role is Role.INITIAL:
            self.initials += lines
            return
        if role in _FLOWING or role is Role.TABLE:
            points = self._take_points() if role is Role.TABLE else ()
            self.blocks.append(ScanBlock(role, [PlacedLine(line) for line in lines], points, region))
            return
        placed = [PlacedLine(line) for line in self._with_initials(lines)]
        self.lines += placed
        before = self._goes_on(role, placed, may_go_on and bool(self.points))
        if before is not None:
            self.continued += 1
            placed[0].points = self._take_points()
            before.lines += placed
        elif placed:
            self.blocks.append(ScanBlock(role, placed, self._take_points(), region))

    def _take_points(self) -> tuple[Point, ...]:
        points, self.points = self.points, ()
        return points

    def _with_initials(self, lines: Sequence[Line]) -> list[Line]:
        """The lines with the large letters that wait: the last one begins the first line."""
        waiting, self.initials = self.initials, []
        if not waiting or not lines:
            return [*waiting, *lines]
        first = Line((*waiting[-1].pieces, *lines[0].pieces), lines[0].role, lines[0].is_hyphenated)
        return [*waiting[:-1], first, *lines[1:]]

    def _goes_on(self, role: Role, lines: Sequence[PlacedLine], may_go_on: bool) -> ScanBlock | None:
        """The paragraph that goes on with these lines: it ends inside a word, or, at the beginning of a page or
        column, it has no end mark and they begin with a small letter.
        """
        before = next((block for block in reversed(self.blocks) if block.role not in _FLOWING), None)
        if before is None or role is not Role.PARAGRAPH or before.role is not Role.PARAGRAPH or not lines:
            return None
        last, first = before.last.rstrip(), lines[0].line.text.lstrip()
        if before.lines and (before.lines[-1].line.is_hyphenated or last[-1:] in SURE_HYPHENS):
            return before
        is_small = first[:1].isalpha() and first[:1] == first[:1].lower() != first[:1].upper()
        return before if may_go_on and last and is_small and not _ENDED.search(last) else None

    def _anchor(self, notes: Sequence[ScanBlock]) -> None:
        """Tie each note of a page to the one mark with its label in the text of the page."""
        labels = {note: _LABEL.match(note.lines[0].line.text) for note in notes if note.lines}
        counts = Counter(_sign(label) for label in labels.values() if label)
        for note, label in labels.items() if len(labels) <= _MAX_NOTES else ():
            if label is None or counts[_sign(label)] > 1:
                continue
            places = [(placed, *place) for placed in self.lines for place in _places(placed.line, label)]
            if len(places) != 1:
                continue
            placed, start, end = places[0]
            placed.notes = [(at - (end - start) if at > start else at, n, one) for at, n, one in placed.notes]
            placed.line = placed.line.without(start, end, Rule.NOTE_MARK)
            placed.notes.append((start, _sign(label).translate(_SUPERSCRIPT).rstrip(")"), note))
            note.lines[0].line = note.lines[0].line.without(0, label.end(), Rule.NOTE_MARK)
            note.is_anchored = True


def _is_note(block: ScanBlock) -> bool:
    return block.role in (Role.NOTE, Role.MARGIN)


def _parts(region: Region) -> Iterator[tuple[Role, list[Line]]]:
    """The lines of a region by their roles; footnotes by their labels."""
    if region.role is Role.TABLE:
        yield Role.TABLE, []
    lines: list[Line] = []
    role = Role.PARAGRAPH
    for line in region.lines:
        own = line.role or region.role
        is_next = own is Role.NOTE and _LABEL.match(line.text)
        if lines and (own is not role or is_next):
            yield role, lines
            lines = []
        role = own
        lines.append(line)
    if lines:
        yield role, lines


def _sign(label: re.Match[str]) -> str:
    return label["in"] or label["bare"] or label["sign"]


def _places(line: Line, label: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where the mark of a note stands in a line: start and end."""
    found = {match.span() for match in _marks(label).finditer(line.text)}
    at = 0
    for piece in line.pieces:
        if piece.rule is None:
            is_raised = any("superscript" in dict(mark.attributes).get("rend", "") for mark in piece.marks)
            if is_raised and piece.words.strip().strip("()") == _sign(label).strip("()"):
                found.add((at, at + len(piece.words)))
            at += len(piece.words)
    yield from sorted(found)


def _marks(label: re.Match[str]) -> re.Pattern[str]:
    """What the mark of a note looks like in the text: with brackets where the label has some, or raised."""
    sign = _sign(label)
    if label["in"]:
        return re.compile(rf"[\[(]{re.escape(sign)}[\])]")
    if label["bare"]:
        raised = sign.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
        either = rf"|{raised}\)?(?![⁰¹²³⁴⁵⁶⁷⁸⁹])" if raised != sign else ""
        return re.compile(rf"(?<=[^\s\d(]){re.escape(sign)}\){either}")
    return re.compile(rf"(?<![*†‡⁰¹²³⁴⁵⁶⁷⁸⁹]){re.escape(sign)}(?![*†‡⁰¹²³⁴⁵⁶⁷⁸⁹])")
