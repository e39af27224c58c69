"""The hands of a transcription: in which order they worked, and in which state of the text a change is done.

TEI P5, 11.3.1.4 (add, del, subst, restore) and 11.4 (handNote, @hand). A state is a moment: all changes of a hand and
of those before it are done, those of later hands are not. A deletion and an addition in one `subst` are one event.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from edition.xml.namespaces import TEI, XML_ID

_TEI = f"{{{TEI}}}"
_SPANS = (f"{_TEI}addSpan", f"{_TEI}delSpan")
_ADD, _DEL = f"{_TEI}add", f"{_TEI}del"
CHANGES = tuple(f"{_TEI}{name}" for name in ("add", "del", "subst", "addSpan", "delSpan", "restore"))
#: The state in which all changes are done, and the one in which none is.
LAST, NONE = 1_000_000, -1
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FIRST = 2  # the number of the first hand after that of the text


@dataclass(frozen=True, slots=True)
class State:
    """A state of the text that is a witness of its own.

    `suffix`: what its siglum adds to that of the file. `hand`: the id of the hand. `age`: the changes of hands up to
    this number are done. `name`: what the file calls the hand.
    """

    suffix: str
    hand: str
    age: int
    name: str = ""


@dataclass(frozen=True)
class Hands:
    """The hands of one file. `declared`: id -> its description, in the order of the file."""

    declared: Mapping[str, str]
    changing: Sequence[str] = field(default=())  # ids of the hands that changed something, "" for no hand
    _ages: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element) -> "Hands":
        """The hands that a file declares, and those that its changes name."""
        declared = {
            hand.get(XML_ID, ""): " ".join("".join(map(str, hand.itertext())).split())
            for hand in root.iter(f"{_TEI}handNote", f"{_TEI}hand")
            if hand.get(XML_ID)
        }
        changing = dict.fromkeys(hand_of(change) for change in root.iter(*CHANGES) if change.tag != f"{_TEI}subst")
        order = [*declared, *(hand for hand in changing if hand and hand not in declared)]
        ages = {hand: number for number, hand in enumerate(order)} | {"": len(order)}
        return cls(declared, sorted(changing, key=ages.__getitem__), ages)

    @property
    def undeclared(self) -> tuple[str, ...]:
        """The hands that change something and that the header does not describe."""
        return tuple(hand for hand in self.changing if hand and hand not in self.declared)

    def age(self, change: etree._Element) -> int:
        """How old a change is: 0 for those of the first hand."""
        return self._ages.get(hand_of(change), 0)

    @cached_property
    def text_hand(self) -> str:
        """The id of the hand that wrote the text; "" where the file does not say."""
        return next(iter(self.declared)) if len(self.declared) > 1 else ""

    def states(self, chosen: Sequence[str] = ()) -> tuple[State, ...]:
        """The states that are witnesses: of all hands, or of the chosen ones (ids with #). None where nothing changed.

        Where one hand alone made all changes, or none is named: before and after correction (ac, pc).
        """
        if not self.changing:
            return ()
        others = [hand for hand in self.changing if hand != self.text_hand]
        if chosen:
            ids = [hand.removeprefix("#") for hand in chosen]
            return tuple(self._state(hand) for hand in ids if hand in self._ages)
        if not others or (len(others) == 1 and not self.text_hand and len(self.declared) < _FIRST):
            return (State("ᵃᶜ", "", NONE, "before correction"), State("ᵖᶜ", "", LAST, "after correction"))
        if others == [""] and self.text_hand not in self.changing:
            return (State("ᵃᶜ", "", NONE, "before correction"), State("ᵖᶜ", "", LAST, "after correction"))
        first = self._ages[self.text_hand] if self.text_hand else NONE
        return (State("*", self.text_hand, first, self.declared.get(self.text_hand, "")), *map(self._state, others))

    def _state(self, hand: str) -> State:
        if hand == self.text_hand:
            return State("*", hand, self._ages[hand], self.declared.get(hand, ""))
        if not hand:
            return State("ᶜᵒʳʳ", "", self._ages[""], "corrections by no named hand")
        number = self._ages[hand] + (1 if self.text_hand else _FIRST)
        return State(str(number).translate(_SUPERSCRIPT), hand, self._ages[hand], self.declared.get(hand, hand))


def hand_of(change: etree._Element) -> str:
    """The id of the hand of a change: its own, that of the event it is a part of, or ""."""
    for name in ("hand", "change"):
        if own := change.get(name):
            return _id_of(own)
    parent = change.getparent()
    if parent is None or parent.tag != f"{_TEI}subst":
        return ""
    return next((_id_of(value) for one in (parent, *parent) if (value := one.get("hand"))), "")


def _id_of(pointers: str) -> str:
    return pointers.split()[0].rpartition("#")[2] if pointers.split() else ""


def is_done(change: etree._Element, hands: Hands, state: int) -> bool:
    """Whether a change is done in a state; a deletion that was taken back (`restore`) is not."""
    if hands.age(change) > state and state != LAST:
        return False
    parent = change.getparent()
    if change.tag != f"{_TEI}del" or parent is None or parent.tag != f"{_TEI}restore":
        return True
    return not is_done(parent, hands, state)


def is_read(element: etree._Element, hands: Hands, state: int) -> bool:
    """Whether the words of an addition or deletion are read in a state; True for every other element."""
    tag = element.tag
    if tag == _ADD:
        return is_done(element, hands, state)
    return tag != _DEL or not is_done(element, hands, state)


def unread_texts(root: etree._Element, hands: Hands, state: int) -> frozenset[tuple[etree._Element, bool]]:
    """The text nodes that a spanning change takes away: (element, whether it is its tail). TEI P5, 11.3.1.4 (spanTo).

    Such a change runs from `addSpan` or `delSpan` to the element that `spanTo` points to, across all others.
    """
    spans, _ = _spans(root)
    if not spans:
        return frozenset()
    ends: dict[str, list[etree._Element]] = {}
    for span in spans:
        unread = is_done(span, hands, state) is (span.tag == f"{_TEI}delSpan")
        if unread:
            ends.setdefault(_id_of(span.get("spanTo", "")), []).append(span)
    return frozenset(_texts_inside(root, {id(s) for some in ends.values() for s in some}, set(ends)))


def endless_spans(text: etree._Element) -> list[etree._Element]:
    """The spanning changes in a text of which `spanTo` points to nothing behind them: nobody knows what they change."""
    return [span for span in _spans(text.getroottree().getroot())[1] if any(e is text for e in span.iterancestors())]


def _spans(root: etree._Element) -> tuple[list[etree._Element], list[etree._Element]]:
    """The spanning changes with an end behind them, and those without."""
    found = [e for e in root.iter(*_SPANS) if e.get("spanTo")]
    if not found:
        return [], []
    ends = {_id_of(span.get("spanTo", "")) for span in found}
    last = {name: number for number, e in enumerate(root.iter(etree.Element)) if (name := e.get(XML_ID)) in ends}
    places = (number for number, e in enumerate(root.iter(etree.Element)) if e.tag in _SPANS and e.get("spanTo"))
    parts: tuple[list[etree._Element], list[etree._Element]] = [], []
    for span, number in zip(found, places, strict=True):
        parts[last.get(_id_of(span.get("spanTo", "")), -1) < number].append(span)
    return parts


def _texts_inside(root: etree._Element, spans: set[int], ends: set[str]) -> Iterator[tuple[etree._Element, bool]]:
    open_ids: set[str] = set()
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            open_ids.discard(element.get(XML_ID, ""))
            if open_ids:
                yield element, False
        else:
            if id(element) in spans and event == "end":
                open_ids.add(_id_of(element.get("spanTo", "")))
            if open_ids:
                yield element, True
