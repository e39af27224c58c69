"""What one witness has in the place of words of the text: stretches that are cut, and readings that are put in.

Of an apparatus that stands apart from the text (`tei_entries`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.model import Rule
from edition.readers.events import Event, Text
from edition.readers.reading_words import Change, read_words
from edition.readers.tei_entries import Entries
from edition.readers.tei_layer import local_name
from edition.readers.tei_linear import LinearText, Stretch, TextNode
from edition.readers.xml_places import XmlPlaces


@dataclass(frozen=True, slots=True)
class Inserted:
    """A reading that is put in: its element, or words of the text that move there (`moved`), or nothing where the
    witness is lost; a space on either side."""

    reading: etree._Element | None
    before: Event | None = None
    behind: Event | None = None
    moved: tuple[tuple[TextNode, int, int], ...] = ()

    def moved_text(self, places: XmlPlaces) -> Iterator[Event]:
        """The words of the text that move here."""
        for (element, is_tail), start, end in self.moved:
            words = (element.tail if is_tail else element.text) or ""
            at = places.tail(element) if is_tail else places.text(element)
            yield Text(words[start:end], at.moved(start))


@dataclass(frozen=True, slots=True)
class Problem:
    """An entry that a witness does not follow, and why."""

    app: etree._Element
    why: str


@dataclass
class Patches:
    """The patches of one witness. `cuts` and `put_in`: by text node, stretches and offsets, in their order."""

    cuts: dict[TextNode, list[tuple[int, int, Rule]]] = field(default_factory=dict)
    put_in: dict[TextNode, list[tuple[int, Inserted]]] = field(default_factory=dict)
    moved: set[tuple[TextNode, int, int]] = field(default_factory=set)
    used: set[etree._Element] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def is_patched(self, node: TextNode) -> bool:
        """Whether something is cut out of a text node or put in."""
        return node in self.cuts or node in self.put_in or any(other == node for other, _, _ in self.moved)

    def parts(self, node: TextNode, length: int) -> Iterator[tuple[int, int, Rule | None, tuple[Inserted, ...]]]:
        """The parts of a text node: from, to, the rule of what is cut, and what is put in before."""
        cuts, put_in = sorted(self.cuts.get(node, ())), sorted(self.put_in.get(node, ()), key=lambda one: one[0])
        moved = [(a, e) for other, a, e in self.moved if other == node]
        edges = {
            0,
            length,
            *(at for stretch in moved for at in stretch),
            *(a for a, _, _ in cuts),
            *(e for _, e, _ in cuts),
            *(at for at, _ in put_in),
        }
        ordered = sorted(edge for edge in edges if edge <= length)
        for start, end in zip(ordered, [*ordered[1:], length], strict=True):
            rule = next((rule for a, e, rule in cuts if a <= start < e), None)
            here = tuple(one for at, one in put_in if at == start)
            if any(a <= start < e for a, e in moved):
                end = start
            if start < end or here:
                yield start, end, rule, here

    def cut(self, text: LinearText, stretch: Stretch, rule: Rule = Rule.APPARATUS) -> None:
        """Leave a stretch of the text out."""
        for node, start, end in text.pieces(*stretch):
            self.cuts.setdefault(node, []).append((start, end, rule))

    def insert(self, place: tuple[TextNode, int] | None, what: Inserted) -> None:
        """Put something in at a place."""
        if place is not None:
            self.put_in.setdefault(place[0], []).append((place[1], what))
            self.used |= {what.reading} if what.reading is not None else set()


@dataclass
class PatchMaker:
    """Makes the patches of a witness, entry by entry; of two entries on the same words the first is followed."""

    text: LinearText
    made: Patches = field(default_factory=Patches)
    taken: list[Stretch] = field(default_factory=list)
    lost: list[Stretch] = field(default_factory=list)

    def follow(self, app: etree._Element, stretch: Stretch, reading: etree._Element) -> None:
        """Let the witness have a reading in the place of a stretch."""
        is_lost = any(a <= stretch[0] and stretch[1] <= e for a, e in self.lost)
        if is_lost or _is_edge(reading):  # the witness is lost, or begins or ends here
            self.made.insert(None if is_lost else self.text.place(stretch[0]), Inserted(reading))
            return
        nodes = _text_nodes(reading)
        whole = "".join(words for _, words in nodes)
        has_more = any(local_name(e) in ("gap", "app") for e in reading.iter(etree.Element))
        said = read_words(whole, is_said(reading))
        if said.change is Change.OMIT and reading.get("type", "") not in _OMISSIONS and has_more:
            said = read_words("x")  # a gap or an entry inside: it says itself what the witness has
        inverted = self._inverted(stretch) if said.change is Change.INVERT else None
        if said.change is Change.UNKNOWN or (said.change is Change.INVERT and inverted is None):
            why = "is no reading but a remark"
            self.made.problems.append(Problem(app, f"«{' '.join(whole.split())}» {why}"))
            return
        if said.change in (Change.ADD, Change.PREFIX):
            self._add(stretch, reading, said.change is Change.PREFIX)
        elif not self._take(app, stretch):
            return
        elif inverted is not None:
            self._invert(stretch, inverted)
        else:
            self._replace(stretch, reading, said.change is Change.OMIT)
        if said.change in _WITH_WORDS and whole.strip() and not has_more:
            self._trim(nodes, (said.start, said.end))

    def lose(self, app: etree._Element | None, stretch: Stretch) -> None:
        """Let the witness be lost in a stretch; an entry about words in it, if any, is not followed."""
        if any(a <= stretch[0] and stretch[1] <= e for a, e in self.lost):
            return
        if app is None:
            self.lost.append(stretch)
        if app is None or self._take(app, stretch):
            self.made.cut(self.text, stretch, Rule.OTHER_WITNESS)
            self.made.insert(self.text.place(stretch[0]), Inserted(None))

    def _take(self, app: etree._Element, stretch: Stretch) -> bool:
        if any(a < stretch[1] and stretch[0] < e for a, e in self.taken):
            words = " ".join(self.text.text[stretch[0] : stretch[1]].split())
            self.made.problems.append(Problem(app, f"another entry is followed for the words «{words[:40]}»"))
            return False
        self.taken.append(stretch)
        return True

    def _replace(self, stretch: Stretch, reading: etree._Element, is_omitted: bool) -> None:
        start, end = stretch
        text = self.text.text
        if is_omitted and start and text[start - 1] == " " and end < len(text) and not text[end].isspace():
            start -= 1  # no blank before a comma
        self.made.cut(self.text, (start, end))
        if not is_omitted:
            self.made.insert(self.text.place(stretch[0]), Inserted(reading))

    def _add(self, stretch: Stretch, reading: etree._Element, is_before: bool) -> None:
        if is_before:
            self.made.insert(self.text.place(stretch[0]), Inserted(reading, behind=Text(" ")))
        else:
            self.made.insert(self.text.place(stretch[1], is_end=True), Inserted(reading, before=Text(" ")))

    def _inverted(self, stretch: Stretch) -> tuple[Stretch, Stretch] | None:
        words = self.text.words_in(*stretch)
        return ((words[0][1], words[0][2]), (words[1][1], words[1][2])) if len(words) == 2 else None

    def _invert(self, stretch: Stretch, words: tuple[Stretch, Stretch]) -> None:
        """Two words change places: the first is cut and stands again behind the second."""
        (start, end), (second, last) = words
        moved = tuple(self.text.pieces(start, end))
        self.made.moved.update(moved)
        self.made.cut(self.text, (end, second))
        self.made.insert(self.text.place(last, is_end=True), Inserted(None, Text(" "), moved=moved))

    def _trim(self, nodes: Sequence[tuple[TextNode, str]], own: Stretch) -> None:
        """Leave out of a reading the white space at its ends and the words that are the editor's («add.»)."""
        at = 0
        for node, words in nodes:
            for start, end in ((at, min(at + len(words), own[0])), (max(at, own[1]), at + len(words))):
                if start < end:
                    self.made.cuts.setdefault(node, []).append((start - at, end - at, Rule.APPARATUS))
            at += len(words)


_LOSSES = frozenset(("witStart", "witEnd", "lacunaStart", "lacunaEnd"))
_WITH_WORDS = frozenset((Change.REPLACE, Change.ADD, Change.PREFIX))
_OMISSIONS = frozenset(("om", "omission", "omitted", "om."))


def is_said(reading: etree._Element) -> bool:
    """Whether all words of a reading stand in one `hi`, `emph`, `abbr` or `label`: they are the editor's."""
    inner = [c for c in reading if isinstance(c.tag, str)]
    own = (reading.text or "") + "".join(c.tail or "" for c in inner)
    return len(inner) == 1 and local_name(inner[0]) in ("hi", "emph", "abbr", "label") and not own.strip()


def _is_edge(reading: etree._Element) -> bool:
    """Whether a reading has no words, and says that the witness begins or ends there."""
    return any(local_name(e) in _LOSSES for e in reading) and not "".join(map(str, reading.itertext())).strip()


def _text_nodes(element: etree._Element) -> list[tuple[TextNode, str]]:
    """The text nodes in an element, without those of notes and of entries in it."""
    made: list[tuple[TextNode, str]] = [((element, False), element.text)] if element.text else []
    for child in element:
        if isinstance(child.tag, str) and local_name(child) not in ("note", "witDetail", "app", "desc"):
            made += _text_nodes(child)
        if child.tail:
            made.append(((child, True), child.tail))
    return made


def problems_of(entries: Entries, patches: Iterable[Patches]) -> Mapping[etree._Element, str]:
    """The entries that are not followed, each with the reason, in the order of the file."""
    made = {entry.app: entry.why for entry in entries.all if entry.stretch is None}
    for one in patches:
        for problem in one.problems:
            made.setdefault(problem.app, problem.why)
    return made
