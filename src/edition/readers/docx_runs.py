"""The words of a paragraph of Word: runs with their formatting, links, fields, changes, notes, text boxes."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from edition.model import Kind, Rule
from edition.readers.docx_changes import CHANGES, change_rule
from edition.readers.docx_fields import Fields, is_generated, read_link
from edition.readers.docx_notes import Notes
from edition.readers.docx_numbering import Numbering
from edition.readers.docx_package import MC, A, M, Package, Part, R, W
from edition.readers.docx_styles import Format, Styles, is_on
from edition.readers.events import At, Open
from edition.readers.options import ReaderOptions
from edition.readers.runs import RunWriter, emphasis

#: The elements that hold words.
WORDS = (f"{W}t", f"{W}delText", f"{M}t", f"{A}t")
_CODES = (f"{W}instrText", f"{W}delInstrText")
_BLANKS = frozenset({f"{W}tab", f"{W}ptab"})
_PROPERTIES = frozenset(W + name for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "sectPr", "smartTagPr", "rubyPr"))
_BOXES = frozenset({f"{W}txbxContent", f"{A}p"})
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LONGEST_MARK = 10  # characters of a note mark that the author typed
_PRIVATE = range(0xE000, 0xF900)  # where Word puts the signs of symbol fonts


@dataclass(slots=True)
class Word:
    """A Word file that is being read. `seen`: the text nodes that are accounted for. The counts are for findings."""

    package: Package
    options: ReaderOptions
    styles: Styles
    numbering: Numbering
    notes: Mapping[str, Notes]
    languages: frozenset[str]
    writer: RunWriter = field(default_factory=RunWriter)
    seen: set[tuple[str, int]] = field(default_factory=set)
    symbols: Counter[str] = field(default_factory=Counter)
    numbers: list[str] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    boxes: int = 0
    included: list[int] = field(default_factory=list)

    def leave(self, node: etree._Element, part: Part, rule: Rule, is_named: bool = False) -> None:
        """Leave out all text in an element that is not accounted for."""
        for one in node.iter():
            own = _own_rule(str(one.tag)) or rule
            if isinstance(one.tag, str):
                self._leave_text(one.text, part.places.text(one, unit_of(one, part)), own, is_named)
            if one is not node:
                self._leave_text(one.tail, part.places.tail(one, unit_of(one, part)), rule, is_named)

    def _leave_text(self, text: str | None, at: At, rule: Rule, is_named: bool) -> None:
        if text and (at.part, at.carrier) not in self.seen:
            self.seen.add((at.part, at.carrier))
            is_markup = text.isspace() and rule not in (Rule.DELETED, Rule.INSERTED)
            self.writer.leave(Rule.MARKUP if is_markup else rule, text, at, is_named and not is_markup)


def _own_rule(tag: str) -> Rule | None:
    """Why the text of an element is none, whatever is around it: codes of fields, sizes and places of drawings."""
    if tag in _CODES:
        return Rule.FIELD_CODE
    return Rule.MARKUP if "drawing" in tag.partition("}")[0] and tag not in WORDS else None


def unit_of(node: etree._Element, part: Part) -> int:
    """The number of the paragraph that an element stands in; 0 for none."""
    paragraph = next((one for one in (node, *node.iterancestors()) if one in part.units), None)
    return 0 if paragraph is None else part.units[paragraph]


@dataclass(frozen=True, slots=True)
class Around:
    """What a run stands in. `base`: renditions that are no emphasis here. `rule`: why its words are left out."""

    part: Part
    fields: Fields
    unit: int = 0
    style: str = ""
    base: frozenset[str] = frozenset()
    changes: tuple[Open, ...] = ()
    link: Open | None = None
    rule: Rule | None = None
    is_named: bool = False


class RunWalk:
    """Walks over what is in paragraphs. `write_note`: writes the blocks of a note."""

    def __init__(self, word: Word, write_note: Callable[[etree._Element, Part], None]) -> None:
        self.word, self.write_note = word, write_note
        self.writer = word.writer
        self.boxes: list[tuple[etree._Element, Part, Rule | None]] = []  # to be written behind the paragraph
        self.marks: dict[etree._Element, str] = {}  # element of words -> the note mark that they begin with
        self.waiting: list[tuple[Notes, str]] = []  # comments in a note, which stand behind it
        self.is_in_note = False
        self._handlers: dict[str, Callable[[etree._Element, Around], None]] = {
            f"{W}r": self._run,
            f"{W}hyperlink": self._hyperlink,
            f"{W}fldSimple": self._simple_field,
            f"{M}oMath": self._formula,
            f"{M}oMathPara": self._formula,
            f"{MC}AlternateContent": lambda one, around: self.children(branch(one), around),
            **dict.fromkeys(CHANGES, self._change),
        }

    def children(self, parent: etree._Element, around: Around) -> None:
        """What is in an element: parts that are not known hold runs."""
        for child in parent:
            self.see(child, around)

    def see(self, child: etree._Element, around: Around) -> None:
        """One element in a paragraph."""
        if isinstance(child.tag, str) and child.tag not in _PROPERTIES:
            self._handlers.get(child.tag, self.children)(child, around)

    def _change(self, change: etree._Element, around: Around) -> None:
        kind, choice = CHANGES[str(change.tag)], self.word.options.changes
        if rule := around.rule or change_rule(kind, choice):
            self.children(change, replace(around, rule=rule, is_named=around.is_named or around.rule is None))
        else:
            kept = (Open(kind),) if choice == "keep" else ()
            self.children(change, replace(around, changes=(*around.changes, *kept)))

    def _hyperlink(self, link: etree._Element, around: Around) -> None:
        relation = self.word.package.relations(around.part.name).get(link.get(f"{R}id", ""))
        if relation is not None and relation.is_external and relation.target:
            around = replace(around, link=Open(Kind.LINK, target=relation.target))
        self.children(link, around)

    def _simple_field(self, one: etree._Element, around: Around) -> None:
        code = one.get(f"{W}instr", "")
        rule = around.rule or (Rule.GENERATED if is_generated(code) else None)
        self.children(one, replace(around, link=read_link(code) or around.link, rule=rule))

    def _formula(self, formula: etree._Element, around: Around) -> None:
        for one in formula.iter(f"{M}t", f"{W}t"):
            self._words(one, around, around.changes)

    # -- runs

    def _run(self, run: etree._Element, around: Around) -> None:
        rpr = run.find(f"{W}rPr")
        made = self.word.styles.format(rpr, around.style)
        if made.is_hidden and around.rule is None:
            around = replace(around, rule=Rule.HIDDEN)
        parts = self._parts(run, made, around)
        for child in run:
            self._in_run(child, around, parts)

    def _parts(self, run: etree._Element, made: Format, around: Around) -> tuple[Open, ...]:
        """What the words of a run stand in, outermost first."""
        link = around.link or around.fields.link
        language = made.language.partition("-")[0].casefold()
        foreign: tuple[Open, ...] = ()
        if language not in self.word.languages and any(c.isalpha() for t in run.iter(*WORDS) for c in t.text or ""):
            foreign = (Open(Kind.FOREIGN, lang=language),)
        rend = made.rend - around.base - ({"underline"} if link else set())
        return (*around.changes, *((link,) if link else ()), *foreign, *emphasis(frozenset(rend)))

    def _in_run(self, child: etree._Element, around: Around, parts: tuple[Open, ...]) -> None:
        """One element of a run."""
        tag = child.tag
        if tag in WORDS:
            self._words(child, around, parts)
        elif tag in _CODES:
            around.fields.add_code(child.text or "")
            self.word.leave(child, around.part, Rule.FIELD_CODE)
        elif tag == f"{W}fldChar":
            around.fields.see(child)
            self._field_data(child, around)
        elif tag in self.word.notes:
            self._reference(child, around)
        elif tag == f"{W}ruby":
            self._ruby(child, around)
        elif around.rule is None and around.fields.rule is None and self._sign(child, around, parts):
            return
        elif isinstance(tag, str) and tag not in _PROPERTIES:
            self._drawing(child, around)

    def _field_data(self, mark: etree._Element, around: Around) -> None:
        self.word.leave(mark, around.part, Rule.FIELD_CODE)

    def _ruby(self, ruby: etree._Element, around: Around) -> None:
        """Words with their pronunciation above them, which is left out."""
        for child in ruby:
            if child.tag == f"{W}rt":
                self.word.leave(child, around.part, around.rule or Rule.ALTERNATIVE, around.is_named)
            else:
                self.see(child, around)

    def _sign(self, child: etree._Element, around: Around, parts: tuple[Open, ...]) -> bool:
        """Signs that are elements; False for any other element."""
        at = around.part.places.text(child, around.unit)
        if child.tag in _BLANKS:
            self.writer.write(" ", at, parts, "")
        elif child.tag == f"{W}noBreakHyphen":
            self.writer.write("\u2011", at, parts, "")
        elif child.tag == f"{W}sym":
            self._symbol(child, at, parts)
        elif child.tag == f"{W}cr" or (
            child.tag == f"{W}br" and child.get(f"{W}type", "line") in ("line", "textWrapping")
        ):
            self.writer.break_line()
        elif child.tag == f"{W}br":
            self.writer.break_page(child.get(f"{W}type", "page"))
        else:
            return False
        return True

    def _symbol(self, child: etree._Element, at: At, parts: tuple[Open, ...]) -> None:
        try:
            character = chr(int(child.get(f"{W}char", ""), 16))
        except (ValueError, OverflowError):
            return
        if ord(character) in _PRIVATE:
            self.word.symbols[f"{character} of the font {child.get(f'{W}font', '?')}"] += 1
        if character.isprintable() or ord(character) in _PRIVATE:
            self.writer.write(character, at, parts, "")

    def _words(self, one: etree._Element, around: Around, parts: tuple[Open, ...]) -> None:
        """The text of one element. Word shows no white space at its edges unless the file says that it is kept."""
        text, at = one.text or "", around.part.places.text(one, around.unit)
        if not text or (at.part, at.carrier) in self.word.seen:
            return
        self.word.seen.add((at.part, at.carrier))
        if rule := around.rule or around.fields.rule:
            self.writer.leave(rule, text, at, around.is_named)
            return
        start, end = (0, len(text)) if _keeps_space(one) else _edges(text)
        begin = start
        if (mark := self.marks.get(one, "")) and text[start:].startswith(mark):
            begin = start + len(mark)
        pieces = (
            (0, start, Rule.MARKUP),
            (start, begin, Rule.NOTE_MARK),
            (begin, end, None),
            (end, len(text), Rule.MARKUP),
        )
        for first, last, why in pieces:
            if first < last and why is not None:
                self.writer.leave(why, text[first:last], at.moved(first))
            elif first < last:
                self.writer.write(text[first:last], at.moved(first), parts)

    # -- notes

    def _reference(self, mark: etree._Element, around: Around) -> None:
        notes, id = self.word.notes[str(mark.tag)], mark.get(f"{W}id", "")
        note = notes.by_id.get(id)
        if note is None or (notes.kind == "comments" and self.word.options.comments != "notes"):
            return
        custom = self._custom_mark(mark, around) if is_on(mark, "customMarkFollows") else ""
        if rule := around.rule or around.fields.rule:
            self.word.leave(note, notes.part, rule, around.is_named)
        elif self.is_in_note:
            self.waiting.append((notes, id))
        elif id in notes.used:
            self.writer.mark(custom or notes.next_number(), notes.key(id))
        else:
            self._note(notes, id, custom)

    def _note(self, notes: Notes, id: str, custom: str = "") -> None:
        note = notes.by_id[id]
        notes.used.add(id)
        if notes.kind == "comments":
            by = note.get(f"{W}author", "")
            number = f"{note.get(f'{W}initials', '') or 'C'}{notes.next_number()}"
            self.writer.begin_note(n=number, id=notes.key(id), type="comment", author=by)
        else:
            place = "end" if notes.kind == "endnotes" else "foot"
            self.writer.begin_note(n=custom or notes.next_number(), id=notes.key(id), place=place)
        if custom and (first := next((one for one in note.iter(*WORDS) if (one.text or "").strip()), None)) is not None:
            self.marks[first] = custom
        self.is_in_note = True
        self.write_note(note, notes.part)
        self.writer.end_note()
        self.is_in_note = False
        waiting, self.waiting = self.waiting, []
        for inner, key in waiting:
            if key not in inner.used:
                self._note(inner, key)

    def _custom_mark(self, mark: etree._Element, around: Around) -> str:
        """The mark that the author typed, which follows its reference in the run; it is taken out of the text."""
        following = [one for one in mark.itersiblings(f"{W}t", f"{W}sym") if one.tag == f"{W}sym" or one.text]
        text = "".join(one.text or "" for one in following)
        if len(text) > _LONGEST_MARK:
            return ""
        for one in following:
            self.word.leave(one, around.part, around.rule or Rule.NOTE_MARK, around.is_named)
        symbols = (one.get(f"{W}char", "") for one in following if one.tag == f"{W}sym")
        return text.strip() or "".join("*" for _ in symbols)

    # -- drawings

    def _drawing(self, drawing: etree._Element, around: Around) -> None:
        """Text boxes in a drawing: they wait for the end of the paragraph."""
        rule = around.rule or around.fields.rule
        for box in _boxes(drawing):
            if rule is not None:
                self.word.leave(box, around.part, rule, around.is_named)
            else:
                self.boxes.append((box, around.part, rule))


def branch(alternate: etree._Element) -> etree._Element:
    """The one of several versions of a content that is read: the first with words, else the first."""
    versions = [one for one in alternate if isinstance(one.tag, str)]
    with_words = (one for one in versions if any(t.text for t in one.iter(*WORDS)))
    return next(with_words, versions[0] if versions else alternate)


def _boxes(node: etree._Element) -> Iterator[etree._Element]:
    if node.tag in _BOXES:
        yield node
    elif node.tag == f"{MC}AlternateContent":
        yield from (box for one in branch(node) for box in _boxes(one))
    else:
        for child in node:
            yield from _boxes(child)


def _keeps_space(node: etree._Element) -> bool:
    if node.tag in (f"{M}t", f"{A}t"):
        return True
    said = (one.get(_SPACE) for one in (node, *node.iterancestors()))
    return next((one for one in said if one), "") == "preserve"


def _edges(text: str) -> tuple[int, int]:
    """Where the words of a text begin and end, without white space of XML at both ends."""
    begin = len(text) - len(text.lstrip(" \t\r\n"))
    return begin, max(begin, len(text.rstrip(" \t\r\n")))
