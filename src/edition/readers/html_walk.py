"""The walk over the tokens of a page: what is text, and every other sign by its rule."""

import re
from dataclasses import replace

from edition.late_patterns import late_pattern
from edition.model import Kind, Rule
from edition.readers.html_elements import IN_LINE, KINDS, LINES_KEPT
from edition.readers.html_format import rule_of, what_is_added
from edition.readers.html_nesting import Page
from edition.readers.html_notes import Mark, Notes, Place
from edition.readers.html_signs import HtmlSigns
from edition.readers.html_state import Block, State
from edition.readers.html_tokens import Token
from edition.readers.options import ReaderOptions
from edition.readers.runs import is_number

_DEEPEST = 24  # structures in structures that are made
_PAGE_ROLES = frozenset({"pagebreak", "doc-pagebreak"})
_PAGE_CLASSES = frozenset({"pagenum", "pageno", "pagenumber", "page-number", "pb", "pagebreak"})
_PAGE_NUMBER = late_pattern(r"(\d{1,5}[a-z]?|[ivxlcdm]{1,10})\W*$", re.IGNORECASE)
#: Blocks before which a line that parts the text is written.
_AFTER_SEPARATOR = (Kind.PARAGRAPH, Kind.STANZA, Kind.HEADING, Kind.LIST, Kind.TABLE, Kind.QUOTATION)
_LEADING = late_pattern(r"\s*[.\]):]+(?=\s)")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class HtmlWalk(HtmlSigns):
    """Writes the pages of one text."""

    def __init__(self, options: ReaderOptions, pages: list[Page], notes: Notes, own: frozenset[str]) -> None:
        super().__init__(pages, notes)
        self.options, self.own = options, own
        self.state = State()
        self.has_words = self.waits_for_separator = False
        self.last = " "  # the last character that was written

    def write(self, page: int, start: int, end: int) -> None:
        """The tokens from `start` to `end` (inclusive) are text."""
        self.page = page
        at = start
        while at <= end:
            at = self._token(at) + 1
        self._boundary()

    # -- tokens

    def _token(self, at: int) -> int:
        """Take a token, or the whole element that begins with it; the number of the last token that was taken."""
        if (end := self._note_or_mark(at)) is not None:
            return end
        token = self.pages[self.page].tokens[at]
        match token.kind:
            case "text" | "raw":
                self._text(token, at)
            case "start":
                return self._start(token, at)
            case "end":
                self._end(token, at)
            case _:
                self.leave_sign(token)
        return at

    def _start(self, token: Token, at: int) -> int:
        page = self.pages[self.page]
        if (rule := rule_of(token)) is not None:
            return self._leave_element(token, at, rule)
        if _PAGE_ROLES & token.roles or _PAGE_CLASSES & token.classes:
            return self._page_break(token, at)
        self.leave_sign(token)
        if at in page.blocks:
            self._open_block(token, at)
        elif token.name == "br":
            self.state.breaks += 1
        elif token.name == "hr":
            self._boundary()
            self.waits_for_separator = self.has_words and not self.state.is_note
        elif page.ends.get(at, at) != at:
            self.state.format.open(token.name, what_is_added(token, self.own))
        return at

    def _leave_element(self, token: Token, at: int, rule: Rule) -> int:
        page = self.pages[self.page]
        end = max(at, page.end(at))
        self.leave(self.page, at, end, rule)
        if at in page.blocks and token.name not in IN_LINE:
            self._boundary()
        if rule is Rule.NOTE_MARK:
            self.state.is_after_back = True
        return end

    def _page_break(self, token: Token, at: int) -> int:
        page = self.pages[self.page]
        end = max(at, page.end(at))
        said = token.get("title") or token.get("aria-label") or page.words(at, end + 1).strip()
        number = _PAGE_NUMBER.search(said)
        if end - at > 40 or len(page.words(at, end + 1)) > 40:  # a part of the text that is named like a page
            self.leave_sign(token)
            if at in page.blocks:
                self._open_block(token, at)
            return at
        self.leave(self.page, at, end, Rule.NUMBER)
        if at in page.blocks:
            self._boundary()
        self.state.pages.append(number[1] if number else "")
        return end

    def _end(self, token: Token, at: int) -> None:
        self.leave_sign(token)
        ends = self.pages[self.page].ends
        if self.state.blocks and ends.get(self.state.blocks[-1].number) == at:
            self._close_block()
        elif token.name == "p":  # an end without a beginning is an empty paragraph
            self._boundary()
        elif token.name == "br":
            self.state.breaks += 1
        else:
            self.state.format.close(token.name)

    # -- blocks

    def _boundary(self) -> None:
        """A block begins or ends: so does the line of text before it."""
        state = self.state
        if state.is_implied:
            self.writer.end()
            state.kinds.pop()
            state.is_implied = False
        elif state.is_written and state.has_leaf:
            self.writer.begin(Kind.PARAGRAPH)
            self.writer.end()
        state.breaks = 0
        state.is_written = False
        self.last = " "

    def _open_block(self, token: Token, at: int) -> None:
        is_line_end = token.name not in IN_LINE
        if is_line_end:
            self._boundary()
        block = Block(at, (), what_is_added(token, self.own), is_line_end, token.name in LINES_KEPT)
        if token.name in ("html", "body"):
            block.added = ()
        if token.name in KINDS and len(self.state.kinds) < _DEEPEST:
            self._begin(token, at, block)
        self.state.format.add(block.added)
        self.state.keeps_lines += block.keeps_lines
        self.state.blocks.append(block)

    def _begin(self, token: Token, at: int, block: Block) -> None:
        kind, attributes = KINDS[token.name]
        if kind is Kind.LIST:
            block.count = int(token.get("start")) if is_number(token.get("start")) else 1
            block.style = token.get("type")
        elif kind is Kind.ITEM:
            attributes = {"n": self._item_number(token)}
        elif kind is Kind.ROW:
            attributes = {"role": "label" if self._is_heading_row(at) else ""}
        is_verse = kind is Kind.STANZA or (kind is Kind.PARAGRAPH and self.options.lines == "verse")
        kind = Kind.STANZA if is_verse else kind
        self._write_separator(kind)
        self.writer.begin(kind, is_verse, **attributes)
        self.state.kinds.append(kind)
        block.kinds = (kind,)

    def _item_number(self, token: Token) -> str:
        around = next((one for one in reversed(self.state.blocks) if one.kinds == (Kind.LIST,)), None)
        if around is None or self.pages[self.page].tokens[around.number].name != "ol":
            return ""
        if is_number(token.get("value")):
            around.count = int(token.get("value"))
        number = around.count
        around.count += 1
        if around.style in ("a", "A") and 0 < number <= len(_LETTERS):
            letter = _LETTERS[number - 1]
            return letter.upper() if around.style == "A" else letter
        return str(number)

    def _is_heading_row(self, at: int) -> bool:
        page = self.pages[self.page]
        has_heading = False
        for number in range(at + 1, page.ends[at]):
            token = page.tokens[number]
            if token.kind == "start" and token.name in ("td", "table"):
                return False
            has_heading = has_heading or (token.kind == "start" and token.name == "th")
        return has_heading

    def _close_block(self) -> None:
        state = self.state
        block = state.blocks.pop()
        if state.is_implied or (block.is_line_end and not block.kinds):
            self._boundary()
        state.format.take(block.added)
        state.keeps_lines -= block.keeps_lines
        for _ in block.kinds:
            self.writer.end()
            state.kinds.pop()
        if block.kinds:
            state.breaks, state.is_written = 0, False
            self.last = " "

    def _write_separator(self, kind: Kind) -> None:
        """A line that parts the text, before the block that follows it."""
        if not self.waits_for_separator or self.state.has_leaf or kind not in _AFTER_SEPARATOR:
            return
        self.waits_for_separator = False
        if self.state.kinds:
            return
        self.writer.begin(Kind.PARAGRAPH, rend="separator")
        self.writer.write("* * *", None)
        self.writer.end()

    # -- words

    def _text(self, token: Token, at: int) -> None:
        if self.state.keeps_lines and "\n" in token.words and token.words == token.source:
            self._lines(token)
            return
        rest = self._without_label(token, at) if self.state.is_fresh else token
        if rest is not None:
            self._words(rest)

    def _lines(self, token: Token) -> None:
        """Text whose lines are kept."""
        at = 0
        for line in re.split(r"(\n)", token.source):
            part = Token("text", line, token.offset + at, words=line)
            at += len(line)
            if line == "\n":
                self.out(Rule.MARKUP, part)
                self.state.breaks += 1
            elif line:
                self._words(part)

    def _without_label(self, token: Token, at: int) -> Token | None:
        """The words of a note without the label that stands before them; None where nothing is left."""
        state = self.state
        if token.words.isspace():
            return token
        if token.words.strip() in ("[", "(") and (self.page, at + 1) in self.notes.backs:
            self.out(Rule.NOTE_MARK, token)
            return None
        found = _LEADING.match(f"{token.words} ") if state.is_after_back else None
        if found is None and state.label and not state.is_after_back:
            found = re.match(rf"\s*[\[(]?{re.escape(state.label)}[\])]?\.?(?=\s|$)", token.words)
        state.is_fresh = False
        end = min(found.end(), len(token.words)) if found and token.words == token.source else 0
        if not end:
            return token
        self.out(Rule.NOTE_MARK, token, 0, end)
        rest = token.source[end:]
        return replace(token, source=rest, words=rest, offset=token.offset + end) if rest else None

    def _words(self, token: Token) -> None:
        words = token.words
        place = self.at(token)
        if not words:  # a reference of a character that cannot stand in a text
            self.out(Rule.MARKUP, token)
            return
        is_verbatim = words == token.source
        lead = len(words) - len(words.lstrip())
        if lead == len(words):
            self.writer.write(words, place, self.state.format.parts, None if is_verbatim else token.source)
            self.last = " "
            return
        if lead and is_verbatim:
            self.writer.write(words[:lead], place, self.state.format.parts)
            self.last = " "
            words, place = words[lead:], place.moved(lead)
        self._ready(words[0])
        self.writer.write(words, place, self.state.format.parts, None if is_verbatim else token.source)
        self.last = words[-1]

    def _ready(self, first: str) -> None:
        """Begin the block that words need, and write the breaks that wait."""
        state = self.state
        if not state.has_leaf and (not state.kinds or state.kinds[-1] is Kind.QUOTATION):
            self._imply()
        if state.breaks and state.is_written:
            self._write_breaks()
        state.breaks = 0
        for number in state.pages:
            is_in_word = not self.last.isspace() and first.isalnum() and state.is_written
            self.writer.break_page("page", number, "no" if is_in_word else "")
        state.pages.clear()
        state.is_written = self.has_words = True

    def _imply(self) -> None:
        is_verse = self.options.lines == "verse"
        kind = Kind.STANZA if is_verse else Kind.PARAGRAPH
        self._write_separator(kind)
        self.writer.begin(kind, is_verse)
        self.state.kinds.append(kind)
        self.state.is_implied = True

    def _write_breaks(self) -> None:
        """One break begins a line, two of them a paragraph or stanza."""
        inner = self.state.kinds[-1] if self.state.kinds else Kind.PARAGRAPH
        if self.state.breaks == 1 or inner in (Kind.HEADING, Kind.CAPTION):
            self.writer.break_line()
        elif inner in (Kind.PARAGRAPH, Kind.STANZA):
            self.writer.end()
            self.writer.begin(inner, inner is Kind.STANZA)
        else:
            self.writer.begin(Kind.PARAGRAPH)
            self.writer.end()

    # -- notes

    def _note_or_mark(self, at: int) -> int | None:
        """Take a note that stands at its mark, a mark or a link back; None for any other token."""
        place = (self.page, at)
        if place in self.notes.bodies:
            if self.pages[self.page].tokens[at].name not in IN_LINE:
                self._boundary()
            if place not in self.written:  # its mark comes later
                self.deferred.append((place, Rule.UNKNOWN, False))
            return self.notes.bodies[place]
        if (mark := self._mark(place)) is not None:
            self._note(at, mark)
            return mark.end
        if (end := self.notes.backs.get(place)) is not None:
            self.leave(self.page, at, end, Rule.NOTE_MARK)
            self.state.is_after_back = True
            return end
        return None

    def _note(self, at: int, mark: Mark) -> None:
        """A mark, and the note that it leads to."""
        self._ready("")
        self.leave(self.page, at, mark.end, Rule.NOTE_MARK)
        key = self.notes.keys[mark.body]
        if mark.body in self.written:
            self.writer.mark(mark.label, key)
            return
        self.written.add(mark.body)
        outer, page, last = self.state, self.page, self.last
        self.state = State(kinds=[Kind.NOTE], label=mark.label, is_note=True, is_fresh=True)
        self.writer.begin_note(n=mark.label, id=key)
        self._note_words(mark)
        self.writer.end_note()
        self.state, self.page, self.last = outer, page, last

    def _mark(self, place: Place) -> Mark | None:
        """The mark of a note that begins at a token; none in a note."""
        mark = self.notes.marks.get(place)
        return None if mark is None or self.state.is_note else mark

    def _note_words(self, mark: Mark) -> None:
        self.page, start = mark.body
        page, end = self.pages[self.page], self.notes.bodies[mark.body]
        self.leave_sign(page.tokens[start])
        if page.tokens[start].name == "li":
            self.state.label = ""  # its number is no word
        at = start + 1
        while at < end:
            at = self._token(at) + 1
        self.leave_sign(page.tokens[end])
