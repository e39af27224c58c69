"""The events of pages: blocks, lines, words that go on in the next line, and what the editor must know of them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from edition.late_patterns import late_pattern
from edition.model import Finding, Kind, Position, Rule, Severity
from edition.model.finding import count_of
from edition.readers.events import Close, Event, Open, Out, Point, Report, Text
from edition.readers.options import ReaderOptions
from edition.readers.scan_blocks import SURE_HYPHENS, BlockMaker, PlacedLine, ScanBlock
from edition.readers.scan_pages import Line, Piece, Role, ScanPage, TableCell

_HYPHENS = "-‐=" + SURE_HYPHENS
_WORD = late_pattern(r"[^\W\d_]+(?:[-‐=][^\W\d_]+)*")
_LAST = late_pattern(rf"([^\W\d_]+)([{re.escape(_HYPHENS)}])\s*$")
_FIRST = late_pattern(r"\s*([^\W\d_]+)")
_ATTACHED = late_pattern(rf"([{re.escape(SURE_HYPHENS)}])\s*$")
_KINDS = {Role.HEADING: Kind.HEADING, Role.CAPTION: Kind.CAPTION}
_RULES = {Role.NUMBER: Rule.NUMBER, Role.FURNITURE: Rule.RUNNING_HEAD}
_SHOWN = 3  # examples that a finding has


def write_pages(pages: Sequence[ScanPage], options: ReaderOptions, path: str) -> Iterator[Event]:
    """The events of pages of one witness. `path`: the file that findings name."""
    maker = BlockMaker()
    for page in pages:
        maker.add_page(page)
    writer = _PageWriter(maker.finish(), options)
    for block in writer.blocks:
        yield from writer.block(block)
    yield from (_break(point) for point in maker.points)
    yield from (Report(finding) for finding in writer.findings(maker, Position(path)))


def _break(point: Point, is_inside_word: bool = False) -> Point:
    return Point(point.kind, **dict(point.attributes), break_="no" if is_inside_word else "")


class _PageWriter:
    def __init__(self, blocks: Sequence[ScanBlock], options: ReaderOptions) -> None:
        self.blocks, self.options = blocks, options
        self.is_verse = options.lines == "verse" or (options.genre == "verse" and not options.lines)
        self.kept: list[str] = []  # words at the end of a line whose hyphen is kept
        lines = [line.line for block in blocks for line in block.lines]
        lines += [line for block in blocks if block.region for cell in block.region.cells for line in cell.lines]
        self.words = Counter(word.casefold() for line in lines for word in _words_inside(line.text))

    def block(self, block: ScanBlock) -> Iterator[Event]:
        yield from (_break(point) for point in block.points)
        match block.role:
            case Role.FURNITURE | Role.NUMBER:
                for placed in block.lines:
                    yield from _leave_out(placed.line.pieces, _RULES[block.role])
            case Role.TABLE:
                yield from self._table(block)
            case Role.NOTE | Role.MARGIN if block.is_anchored:
                return
            case Role.PARAGRAPH if self.is_verse:
                yield Open(Kind.STANZA)
                for placed in block.lines:
                    yield from (_break(point) for point in placed.points)
                    yield Open(Kind.VERSE)
                    yield from self._line(placed, is_joined=False)
                    yield Close()
                yield Close()
            case _:
                kind = _KINDS.get(block.role, Kind.PARAGRAPH)
                yield Open(kind, level="1") if kind is Kind.HEADING else Open(kind)
                yield from self._lines(block.lines)
                yield Close()

    def _lines(self, lines: Sequence[PlacedLine]) -> Iterator[Event]:
        """Lines with the breaks between them, each word that goes on in one piece."""
        joins = [self._is_joined(one.line, two.line) for one, two in pairwise(lines)]
        is_inside = False
        for placed, is_joined in zip(lines, [*joins, False], strict=False):
            yield from (_break(point, is_inside) for point in placed.points)
            if placed is not lines[0]:
                yield Point(Kind.BREAK, unit="line", of="page", break_="no" if is_inside else "")
            yield from self._line(placed, is_joined)
            is_inside = is_joined

    def _is_joined(self, line: Line, following: Line) -> bool:
        """Whether the last word of a line goes on in the next one."""
        if line.is_hyphenated or _ATTACHED.search(line.text):
            return True
        last, first = _LAST.search(line.text), _FIRST.match(following.text)
        if last is None or first is None:
            return False
        joined, hyphenated = f"{last[1]}{first[1]}".casefold(), f"{last[1]}-{first[1]}".casefold()
        if self.options.hyphens == "join" and self.words[joined] and not self.words[hyphenated]:
            return True
        self.kept.append(f"{last[1]}{last[2]}{first[1]}")
        return False

    def _line(self, placed: PlacedLine, is_joined: bool) -> Iterator[Event]:
        line = placed.line
        if is_joined and not line.is_hyphenated:
            found = re.search(rf"[{re.escape(_HYPHENS)}]\s*$", line.text)
            line = line.without(found.start(), len(line.text), Rule.HYPHEN) if found else line
        notes = iter(sorted(placed.notes, key=lambda note: note[0]))
        before: list[Piece] = []
        for piece in line.pieces:
            note = next(notes, None) if piece.rule is Rule.NOTE_MARK else None
            if note:
                yield from _pieces(before)
                before = []
                yield from self._note(note[1], note[2])
            before.append(piece)
        yield from _pieces(before)

    def _note(self, label: str, block: ScanBlock) -> Iterator[Event]:
        yield Open(Kind.NOTE, n=label)
        yield from self._lines(block.lines)
        yield Close()

    def _table(self, block: ScanBlock) -> Iterator[Event]:
        rows: dict[int, list[TableCell]] = {}
        for cell in sorted(block.region.cells if block.region else (), key=lambda cell: (cell.row, cell.column)):
            rows.setdefault(cell.row, []).append(cell)
        yield Open(Kind.TABLE)
        for row in rows.values():
            yield Open(Kind.ROW)
            for cell in row:
                yield Open(Kind.CELL)
                yield from self._lines([PlacedLine(line) for line in cell.lines])
                yield Close()
            yield Close()
        yield Close()

    def findings(self, maker: BlockMaker, at: Position) -> Iterator[Finding]:
        if self.kept:
            shown = ", ".join(f"«{word}»" for word in self.kept[:_SHOWN]) + (" …" if len(self.kept) > _SHOWN else "")
            advice = (
                "joined words occur nowhere else"
                if self.options.hyphens == "join"
                else 'hyphens = "join" joins words that occur elsewhere'
            )
            message = f"{count_of(len(self.kept), 'hyphen')} at line ends kept ({shown}); {advice}"
            yield Finding("E352", Severity.ADVICE, message, at)
        if maker.loose:
            message = f"{count_of(maker.loose, 'note')} without one mark in the text became paragraphs behind the text"
            yield Finding("E353", Severity.WARNING, message, at)
        if maker.continued:
            message = f"{count_of(maker.continued, 'paragraph')} joined over the end of a page or column"
            yield Finding("E354", Severity.ADVICE, message, at)


def _words_inside(text: str) -> Iterator[str]:
    """The words of a line, but for one that is broken at its end."""
    for found in _WORD.finditer(text):
        if text[found.end() : found.end() + 1] not in tuple(_HYPHENS):
            yield found[0].replace("‐", "-").replace("=", "-")


def _leave_out(pieces: Sequence[Piece], rule: Rule) -> Iterator[Event]:
    for piece in pieces:
        if piece.at is not None and piece.words:
            yield Out(piece.rule or rule, piece.words if piece.source is None else piece.source, piece.at)


def _pieces(pieces: Sequence[Piece]) -> Iterator[Event]:
    """The events of pieces; what several of them are is opened once."""
    opened: list[Open] = []
    for piece in pieces:
        shared = 0
        while shared < min(len(opened), len(piece.marks)) and opened[shared] == piece.marks[shared]:
            shared += 1
        yield from (Close() for _ in opened[shared:])
        yield from piece.marks[shared:]
        opened = list(piece.marks)
        yield from [piece.point] if piece.point else []
        if piece.rule is not None:
            yield from _leave_out([piece], piece.rule)
        elif piece.words:
            yield Text(piece.words, piece.at, piece.source)
    yield from (Close() for _ in opened)
