"""The blocks of a page in wikitext: what its lines are, from flat tokens to events."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from edition.model import Kind, Rule
from edition.readers.events import At, Open
from edition.readers.runs import BlockSequence, RunWriter, emphasis
from edition.readers.wikitext_quotes import read_quotes
from edition.readers.wikitext_tokens import (
    Aside,
    Boundary,
    End,
    Left,
    LineBreak,
    LineEnd,
    ListSign,
    NoteMark,
    Page,
    Quotes,
    Token,
    Words,
)

_INLINE = frozenset({Kind.EMPHASIS, Kind.LINK, Kind.DELETED, Kind.ADDED})
_BARE = frozenset({Kind.HEADING, Kind.TABLE, Kind.ROW, Kind.CELL, Kind.CAPTION, Kind.NOTE})


@dataclass(slots=True)
class _Holder:
    """What blocks stand in. `kind`: None for the page. `signs`: those of lists at the head of the line."""

    kind: Kind | None
    sequence: BlockSequence
    is_open: bool = False  # a paragraph or a stanza
    is_indented: bool = False  # the paragraph is one of lines that begin with a blank
    signs: str = ""
    has_words: bool = False  # in this line
    has_signs: bool = False  # something else in this line that is no comment
    has_template: bool = False
    waiting: list[Aside] = field(default_factory=list)

    @property
    def is_bare(self) -> bool:
        """Whether words stand in it without a paragraph."""
        return self.kind in _BARE


class WikiBlocks:
    """Writes the blocks of a page. `unmarked`: the marks of notes that have no words."""

    def __init__(self, page: Page, is_verse: bool) -> None:
        self.page, self.is_verse = page, is_verse
        self.writer = RunWriter()
        self.holders = [_Holder(None, BlockSequence(self.writer))]
        self.opened: list[Open] = []
        self.parts: list[Open] = []
        self.style: frozenset[str] = frozenset()
        self.quotes: Mapping[int, tuple[int, int]] = {}
        self.numbers: Counter[str] = Counter()  # of items, by the signs of their list
        self.labels: dict[str, str] = {}
        self.groups: Counter[str] = Counter()
        self.unmarked: list[str] = []
        self.is_in_note = False
        self.waiting: list[NoteMark] = []  # notes in a note, which stand behind it
        self._handlers: Mapping[type[Token], Callable[..., None]] = {
            Words: self._words,
            LineEnd: self._line_end,
            Quotes: self._quotes,
            Left: self._left,
            ListSign: self._list_sign,
            NoteMark: self._note,
            LineBreak: lambda _: self.writer.break_line(),
            Boundary: lambda _: self._boundary(),
            Open: self._open,
            End: lambda _: self._end(),
            Aside: self._aside,
        }

    @property
    def holder(self) -> _Holder:
        return self.holders[-1]

    def write_page(self) -> None:
        """All blocks of the page, and the notes that nothing marks."""
        self._write(self.page.tokens)
        self._leave_blocks()
        for key in [key for key in self.page.notes if key not in self.labels]:
            self._note(NoteMark(key, ""))
        self._leave_blocks()

    def _write(self, tokens: Iterable[Token]) -> None:
        tokens = list(tokens)
        outer, self.quotes = self.quotes, read_quotes(tokens, self.page.text)
        for token in tokens:
            self._handlers[type(token)](token)
        self.quotes = outer

    # -- words

    def _words(self, token: Words) -> None:
        words, at = token.words, token.at
        if words.strip():
            is_indented = words[0] == " " and not self.holder.has_words and not self.holder.has_signs
            self._begin_words(is_indented)
            if is_indented and self.holder.is_indented:
                self._left(Left(Rule.MARKUP, " ", at))
                words, at = words[1:], at + 1
        self._put(words, at, token.source)

    def _put(self, words: str, at: int, source: str | None = None) -> None:
        self.writer.write(words, At(offset=at), (*self.parts, *emphasis(self.style)), source)

    def _begin_words(self, is_indented: bool = False) -> None:
        """Open the block that the words of this line stand in."""
        holder = self.holder
        if not holder.has_words:
            holder.has_words = True
            if holder.signs:
                self._begin_item(holder)
                return
            self._see_indent(holder, is_indented)
            if holder.is_bare:
                holder.sequence.leave()
        if holder.kind is Kind.STANZA and not holder.is_open:
            self.writer.begin(Kind.STANZA, is_verse=True)
            holder.is_open = True
        elif not holder.is_bare and not holder.is_open and not holder.signs:
            self._leave_blocks()
            self.writer.begin(Kind.STANZA if self.is_verse else Kind.PARAGRAPH, is_verse=self.is_verse)
            holder.is_open = True

    def _see_indent(self, holder: _Holder, is_indented: bool) -> None:
        """Lines that begin with a blank are shown line by line."""
        if holder.is_bare or holder.kind is Kind.STANZA:
            return
        if holder.is_open and is_indented and holder.is_indented:
            self.writer.break_line()
        elif is_indented != holder.is_indented:
            self._end_paragraph()
        holder.is_indented = is_indented

    def _quotes(self, token: Quotes) -> None:
        literal, sign = self.quotes.get(token.at, (len(token.source), 0))
        if literal:
            self._words(Words("'" * literal, token.at))
        if sign:
            self._left(Left(Rule.MARKUP, token.source[literal:], token.at + literal))
            self.style ^= {2: {"italic"}, 3: {"bold"}}.get(sign, {"italic", "bold"})

    def _left(self, token: Left) -> None:
        if token.rule is not Rule.COMMENT:
            self.holder.has_signs = True
        if token.rule is Rule.TEMPLATE and not token.is_named:
            self.holder.has_template = True
        self.writer.leave(token.rule, token.source, At(offset=token.at), token.is_named)

    # -- lines

    def _line_end(self, token: LineEnd) -> None:
        holder = self.holder
        begin = self.page.text.rfind("\n", 0, token.at) + 1
        is_empty = not holder.has_words and not self.page.text[begin : token.at].strip()
        self.style = frozenset()
        self._put("\n", token.at)
        if is_empty and not holder.has_signs:
            self._end_of_block(holder)
        elif holder.has_template and not holder.has_words and not holder.is_bare:
            self._end_paragraph()
        elif holder.kind is Kind.STANZA or (holder.is_open and self.is_verse):
            self.writer.break_line()
        self._begin_line(holder)

    def _end_of_block(self, holder: _Holder) -> None:
        if holder.is_bare:
            holder.sequence.leave()
            self.writer.break_line()
        else:
            self._leave_blocks()

    @staticmethod
    def _begin_line(holder: _Holder) -> None:
        holder.signs, holder.has_words, holder.has_signs, holder.has_template = "", False, False, False

    def _boundary(self) -> None:
        """What comes next is another block."""
        holder = self.holder
        self.style = frozenset()
        if holder.is_bare:
            holder.sequence.leave()
            self.writer.break_line()
        elif holder.kind is Kind.STANZA:
            self.writer.break_line()
        else:
            self._leave_blocks()
        self._begin_line(holder)

    def _end_paragraph(self) -> None:
        holder = self.holder
        if holder.is_open:
            self.writer.end()
            holder.is_open = False

    def _leave_blocks(self) -> None:
        """All blocks of the holder end; captions that waited stand here."""
        self._end_paragraph()
        self.holder.sequence.leave()
        self.numbers.clear()
        waiting, self.holder.waiting = self.holder.waiting, []
        for caption in waiting:
            self._write_caption(caption)

    # -- lists

    def _list_sign(self, token: ListSign) -> None:
        holder = self.holder
        if holder.kind is Kind.STANZA:
            return
        if holder.has_words and token.sign == ":":  # `; term : what it means`
            holder.signs, holder.has_words = holder.signs[:-1], False
        holder.signs += token.sign

    def _begin_item(self, holder: _Holder) -> None:
        self._end_paragraph()
        signs = holder.signs.replace(";", ":")
        for other in [one for one in self.numbers if one.startswith(signs) and one != signs]:
            del self.numbers[other]
        self.numbers[signs] += 1
        is_ordered = signs.endswith("#")
        n = f"{self.numbers[signs]}." if is_ordered else ""
        holder.sequence.begin_item(len(signs), signs[-1], n, is_ordered)

    # -- what opens and ends

    def _open(self, token: Open) -> None:
        self.opened.append(token)
        if token.kind in _INLINE:
            self.parts.append(token)
            return
        self.style = frozenset()
        holder = self.holder
        if not holder.is_bare:
            self._leave_blocks()
        elif holder.kind in (Kind.CELL, Kind.NOTE):
            holder.sequence.leave()
        if token.kind is not Kind.STANZA:
            self.writer.begin(token.kind, False, **dict(token.attributes))
        self.holders.append(_Holder(token.kind, BlockSequence(self.writer)))

    def _end(self) -> None:
        token = self.opened.pop()
        if token.kind in _INLINE:
            self.parts.pop()
            return
        self.style = frozenset()
        self._leave_blocks()
        self.holders.pop()
        if token.kind is not Kind.STANZA:
            self.writer.end()
        self.holder.has_words = self.holder.has_words and self.holder.is_bare
        self.holder.has_signs = True

    # -- captions and notes

    def _aside(self, token: Aside) -> None:
        if self.holder.is_open or (self.holder.signs and not self.holder.is_bare):
            self.holder.waiting.append(token)
        else:
            self.holder.sequence.leave()
            self._write_caption(token)

    def _write_caption(self, token: Aside) -> None:
        opened, parts, style = self.opened, self.parts, self.style
        self.opened, self.parts, self.style = [], [], frozenset()
        self.writer.begin(Kind.CAPTION)
        self.holders.append(_Holder(Kind.CAPTION, BlockSequence(self.writer)))
        self._write(token.tokens)
        self._leave_blocks()
        self.holders.pop()
        self.writer.end()
        self.opened, self.parts, self.style = opened, parts, style

    def _note(self, token: NoteMark) -> None:
        if self.is_in_note:
            self.waiting.append(token)
            return
        self._begin_words()
        if token.key not in self.labels:
            self.groups[token.group] += 1
            self.labels[token.key] = f"{token.group} {self.groups[token.group]}".strip()
            if token.key not in self.page.notes:
                self.unmarked.append(token.key.removeprefix("ref-").strip("-"))
                return
            self._write_note(token)
        elif token.key in self.page.notes:
            self.writer.mark(self.labels[token.key], token.key)

    def _write_note(self, token: NoteMark) -> None:
        opened, parts, style = self.opened, self.parts, self.style
        self.opened, self.parts, self.style = [], [], frozenset()
        self.is_in_note = True
        self.writer.begin_note(n=self.labels[token.key], id=token.key, place="foot")
        self.holders.append(_Holder(Kind.NOTE, BlockSequence(self.writer)))
        self._write(self.page.notes[token.key])
        self._leave_blocks()
        self.holders.pop()
        self.writer.end_note()
        self.is_in_note = False
        self.opened, self.parts, self.style = opened, parts, style
        waiting, self.waiting = self.waiting, []
        for mark in waiting:
            self._note(mark)
