"""The reading text in the blocks of the base, with a note for each place of variation of substance: for books."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.export.drawable import drawable
from edition.export.source import ExportSource
from edition.export.tei_apps import sides, witnesses_of
from edition.export.tei_copy import plain
from edition.model.directions import has_right_to_left, isolated
from edition.model.variation import Unit
from edition.project.messages import counted_label, label
from edition.xml.namespaces import NS, XML_ID, tei
from edition.xml.text_elements import BLOCKS, HOLDERS

HEADING, PARAGRAPH, ITEM, QUOTATION, CAPTION = "heading", "paragraph", "item", "quotation", "caption"
VERSE, SPEAKER, STAGE = "verse", "speaker", "stage"
_KINDS = dict.fromkeys(BLOCKS, PARAGRAPH) | {
    tei("head"): HEADING, tei("item"): ITEM, tei("label"): HEADING, tei("l"): VERSE, tei("speaker"): SPEAKER,
    tei("stage"): STAGE,
}  # fmt: skip
_INDENT = re.compile(r"(?:^|\s)indent(?:ed)?[^\s\d]*(\d*)")
_STEP = 3  # letters that are about as wide as a step of an indent
_LONG = 9  # words of a lemma or reading that are quoted whole; of longer ones the ends


@dataclass(frozen=True, slots=True)
class Note:
    """A note on the words before it: its number, from 1, and what it says."""

    number: int
    text: str


@dataclass(slots=True)
class Line:
    """A block: what it is, the depth of a heading (0: the title), the mark of an item, text and notes in order.

    Of a verse `level` is how far it is set in, `mark` its number («5», «3a»), and `begins` says that a stanza begins.
    """

    kind: str
    level: int = 0
    mark: str = ""
    pieces: list[str | Note] = field(default_factory=list)
    begins: bool = False

    @property
    def text(self) -> str:
        """The words without the notes."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))

    @property
    def notes(self) -> Sequence[Note]:
        return [piece for piece in self.pieces if isinstance(piece, Note)]


def annotated(source: ExportSource) -> tuple[Line, ...]:
    """The blocks of the reading text; the text of each, without notes, is that of the published text of the base."""
    walk = _Walk(source)
    for body in source.text_edition.iterfind("tei:text/tei:body", NS):
        walk.blocks(body, 0)
    for line in walk.lines:
        line.pieces = list(_squeezed(line.pieces))
    return tuple(line for line in walk.lines if line.pieces)


class _Walk:
    """Collects the blocks that the base has."""

    def __init__(self, source: ExportSource) -> None:
        self.base = source.slugs[source.apparatus.base]
        self.units = {unit.id: unit for unit in source.units}
        self.notes = {
            e.get(XML_ID, ""): " ".join(plain(e).split())
            for e in source.text_edition.iterfind(".//tei:back//tei:note", NS)
        }
        self.language = source.about.language
        self.lines: list[Line] = []
        self.number = 0
        self.stanza: etree._Element | None = None  # that the verse before stands in
        self.part = ""  # the words of a verse that others go on with

    def blocks(self, holder: etree._Element, level: int, kind: str = "") -> None:
        for child in holder:
            if child.tag == tei("app"):
                self._block_app(child, level, kind)
            elif child.tag in HOLDERS:
                deeper = level + (child.tag == tei("div"))
                self.blocks(child, deeper, _inside(child, kind))
            elif child.tag in _KINDS:
                self._block(child, level, kind)

    def _block(self, element: etree._Element, level: int, kind: str) -> None:
        own = _KINDS[str(element.tag)]
        depth = 0 if element.get("type") == "title" else max(level, 1)
        line = Line(kind or own, depth, _mark(element) if own == ITEM else "")
        if own == VERSE:
            line = self._verse(element)
        elif own in (SPEAKER, STAGE):
            line.kind = own
        self.lines.append(line)
        self._inline(element, line)
        if own == VERSE:
            self.part = f"{self.part}{line.text} " if element.get("part") in ("I", "M") else ""

    def _verse(self, element: etree._Element) -> Line:
        """A verse: a later part of one stands about where the words before it end."""
        follows = bool(self.lines) and self.lines[-1].kind == VERSE and element.getparent() is self.stanza
        self.stanza = element.getparent()
        if self.part:
            return Line(VERSE, len(" ".join(self.part.split())) // _STEP, "", begins=not follows)
        found = _INDENT.search(element.get("rend", ""))
        return Line(VERSE, int(found[1] or 1) if found else 0, element.get("n", ""), begins=not follows)

    def _block_app(self, app: etree._Element, level: int, kind: str) -> None:
        """Blocks that the base lacks are told in a note to the block before."""
        side = self._side(app)
        if side is not None:
            self.blocks(side, level, kind)
        if self.lines:
            self._note(app, self.lines[-1])

    def _side(self, app: etree._Element) -> etree._Element | None:
        return next((side for side in sides(app) if self.base in witnesses_of(side)), None)

    def _inline(self, element: etree._Element, line: Line) -> None:
        line.pieces.append(element.text or "")
        for child in element:
            if child.tag == tei("app"):
                side = self._side(child)
                if side is not None:
                    self._inline(side, line)
                self._note(child, line)
            elif child.tag == tei("milestone"):
                self._own_note(child, line)
            elif child.tag == tei("g"):
                line.pieces.append(drawable(chr(int(child.get("ref", "#UFFFD")[2:], 16))))
            elif child.tag != tei("gap"):
                self._inline(child, line)
            line.pieces.append(child.tail or "")

    def _note(self, app: etree._Element, line: Line) -> None:
        unit = self.units[app.get(XML_ID, "")]
        if unit.type == "substantive" and (said := entry_of(unit, self.language)):
            self._add(said, line)

    def _own_note(self, milestone: etree._Element, line: Line) -> None:
        """A note of the base itself."""
        is_ours = milestone.get("unit") == "noteMark" and f"#{self.base}" in milestone.get("ed", "").split()
        if is_ours and (said := self.notes.get(milestone.get("corresp", "").removeprefix("#"))):
            self._add(said, line)

    def _add(self, said: str, line: Line) -> None:
        """A note behind the last word, before the blank that follows it."""
        self.number += 1
        before = line.pieces[-1] if line.pieces else ""
        blank = before[len(before.rstrip()) :] if isinstance(before, str) else ""
        if blank and isinstance(before, str):
            line.pieces[-1] = before.rstrip()
        line.pieces += [Note(self.number, drawable(said)), *([blank] if blank else [])]


#: No verse is set in further.
MOST_INDENT = 12
_EVERY = 5


def is_numbered(number: str) -> bool:
    """Whether the number of a verse stands beside it: every fifth, and one with a letter."""
    return bool(number) and (not number.isdigit() or int(number) % _EVERY == 0)


def _inside(holder: etree._Element, kind: str) -> str:
    return {tei("quote"): QUOTATION, tei("figure"): CAPTION}.get(str(holder.tag), kind)


def _mark(item: etree._Element) -> str:
    parent = item.getparent()
    ordered = parent is not None and parent.get("rend") == "ordered"
    return f"{item.get('n')}." if ordered and item.get("n") else "•"


def entry_of(unit: Unit, language: str) -> str:
    """A place of variation as an apparatus prints it: `lemma] reading E; om. G`. Who is silent is not named."""
    lemma, *others = unit.readings
    shown = isolated if any(has_right_to_left(r.text) for r in unit.readings) else str
    lead = f"{shown(_quoted(lemma.text, language))}] " if lemma.text else ""
    formula = shown(label(language, "print.om" if lemma.text else "print.add"))
    told = [
        _reading(r.text and shown(_quoted(r.text, language)), shown(" ".join(r.witnesses)), bool(lemma.text), formula)
        for r in others
    ]
    return lead + "; ".join(told) if told else ""


def _reading(text: str, who: str, has_lemma: bool, formula: str) -> str:
    if not text:
        return f"{formula} {who}"
    return f"{text} {who}" if has_lemma else f"{formula} {text} {who}"


def _quoted(text: str, language: str) -> str:
    words = text.split()
    if len(words) <= _LONG:
        return text
    count = counted_label(language, "export.words", len(words), str(len(words)))
    return f"{' '.join(words[:3])} … {' '.join(words[-3:])} ({count})"


def _squeezed(pieces: Sequence[str | Note]) -> Iterator[str | Note]:
    """White space as one blank, none at the ends; texts without a note between them joined."""
    joined: list[str | Note] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    blank = True
    last = max((i for i, p in enumerate(joined) if isinstance(p, str) and p.strip()), default=-1)
    for number, piece in enumerate(joined):
        if isinstance(piece, Note):
            yield piece
            continue
        words = " ".join(piece.split())
        lead = " " if piece[:1].isspace() and not blank and (words or number < last) else ""
        tail = " " if words and piece[-1:].isspace() and number < last else ""
        blank = bool(tail) or (not words and (blank or bool(lead)))
        if made := lead + words + tail:
            yield made
