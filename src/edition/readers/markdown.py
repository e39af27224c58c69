"""Read Markdown: CommonMark with tables, strikethrough, footnotes and line blocks.

markdown-it-py says which lines are which block and what stands in a line. Its tokens become those of a web page, each
with the stretch of the source that it covers, as those of raw HTML are. Then the walk over web pages writes them.
"""

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.token import Token as Sign

from edition.late_patterns import late_pattern
from edition.model import Rule
from edition.readers.events import Event, Report
from edition.readers.footnote_definitions import Definition, find_definitions
from edition.readers.html import own_languages, report_notes
from edition.readers.html_nesting import nest_tokens
from edition.readers.html_notes import find_notes
from edition.readers.html_part import Part, find_part
from edition.readers.html_walk import HtmlWalk
from edition.readers.markdown_inline import MarkdownLine
from edition.readers.markdown_tokens import Source
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal

_DEEPEST = 100  # blocks in blocks; what is deeper is read as text
_FRONT = late_pattern(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_NAMES = {
    "bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "blockquote": "blockquote", "table": "table",
    "thead": "thead", "tbody": "tbody", "tr": "tr", "th": "th", "td": "td", "paragraph": "p",
}  # fmt: skip


def read_markdown(source: SourceFile, options: ReaderOptions) -> Iterable[Event] | Refusal:
    """The events of a Markdown file, or why it is not read. SeedError when it is not text in the encoding."""
    reader = _Blocks(Source(source.text))
    try:
        reader.read()
    except RecursionError:
        return Refusal("its blocks stand too deep in each other; take some levels out")
    page = nest_tokens(reader.source.tokens)
    part = find_part(page, options.part) if options.part else Part(0, len(page.tokens) - 1)
    if part is None:
        return Refusal(f'the file has no raw HTML that part = "{options.part}" means, or several; take that line out')
    notes = find_notes([page])
    walk = HtmlWalk(options, [page], notes, own_languages([page], options))
    walk.leave(0, 0, part.start - 1, Rule.NAVIGATION, is_named=True)
    walk.write(0, part.start, part.end)
    walk.leave(0, part.end + 1, len(page.tokens) - 1, Rule.NAVIGATION, is_named=True)
    walk.finish()
    return [*walk.writer.events, *map(Report, report_notes(notes, source.path))]


class _Blocks:
    """Turns the blocks of a file into tokens of a page."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
        self.parser.disable("text_join")
        self.definitions: list[Definition] = []
        self.waiting: list[Definition] = []

    def read(self) -> None:
        """All blocks of the file."""
        lines = list(self.source.lines)
        front = _FRONT.match(self.source.text)
        begin = self.source.text[: front.end()].count("\n") if front else 0
        if front:
            begin += not front[0].endswith("\n")
            self.source.take_raw(front.end())
            lines[:begin] = [""] * begin
        self.definitions = find_definitions(lines, begin)
        for one in self.definitions:
            lines[one.start : one.end] = [""] * (one.end - one.start)
        self.waiting = list(reversed(self.definitions))
        self._blocks("\n".join(lines), 0)
        self._write_definitions(len(lines))
        self.source.finish()

    def _blocks(self, text: str, first: int) -> None:
        """The blocks of some lines. `first`: the number of the first one."""
        cells: list[tuple[int, int]] = []
        for sign in self.parser.parse(text):
            if sign.map is not None and sign.nesting >= 0:
                self._write_definitions(first + sign.map[0])
            if sign.type == "tr_open" and sign.map is not None:
                cells = self.source.cells(first + sign.map[0])
            self._block(sign, first, cells)

    def _block(self, sign: Sign, first: int, cells: list[tuple[int, int]]) -> None:
        source = self.source
        start, end = (first + sign.map[0], first + sign.map[1]) if sign.map else (0, 0)
        if sign.map and sign.nesting > 0:
            source.go_to(source.starts[start])
        match sign.type:
            case "inline":
                self._inline(sign, start, end, cells)
            case "fence" | "code_block":
                source.take_code(start, end, sign.content, is_fenced=sign.type == "fence")
            case "html_block":
                source.take_html(start, end, sign.content)
            case "hr":
                source.take_rule(start)
            case _:
                self._edge(sign)

    def _edge(self, sign: Sign) -> None:
        """A block begins or ends."""
        kind, _, edge = sign.type.rpartition("_")
        name = sign.tag if kind == "heading" else _NAMES.get(kind, "")
        if name and edge == "open":
            self.source.open(name, **({"value": sign.info} if kind == "list_item" and sign.info else {}))
        elif name and edge == "close":
            self.source.close(name)

    def _inline(self, sign: Sign, start: int, end: int, cells: list[tuple[int, int]]) -> None:
        last = self.source.last_opened
        if last in ("th", "td"):
            if not cells:
                return
            positions = self.source.positions_in_cell(sign.content, cells.pop(0))
        else:
            positions = self.source.positions(sign.content, start, end)
        labels = frozenset(one.label for one in self.definitions)
        MarkdownLine(self.source, sign.content, positions, labels, last).write(sign.children or [])

    def _write_definitions(self, before: int) -> None:
        """The footnotes that stand before a line."""
        while self.waiting and self.waiting[-1].start < before:
            one = self.waiting.pop()
            lines = self.source.lines[one.start : one.end]
            begin = self.source.starts[one.start]
            self.source.go_to(begin)
            self.source.open("aside", id=f"fn-{one.label}", role="doc-footnote")
            self.source.take_sign(begin + one.prefix)
            dedented = [lines[0][one.prefix :], *(re.sub(r"^(?: {1,4}|\t)", "", line) for line in lines[1:])]
            self._blocks("\n".join(dedented), one.start)
            self.source.go_to(self.source.starts[one.end - 1] + len(lines[-1]))
            self.source.close("aside")
