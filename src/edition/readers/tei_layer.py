"""The layer of a transcription that is read: which of several encodings of a place, in which state of the text.

A transcription holds several texts at once (TEI P5, 11.3.1 and 3.5): what stands on the page and what an editor makes
of it (`choice`, `ex`, `am`), before and after correction (`add`, `del`). A layer is one of them. `diplomatic` reads
sic, orig, abbr and am; `normalised` reads corr, reg, expan and ex.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml import etree

from edition.model import Finding, Position, Severity
from edition.readers.events import Report
from edition.readers.tei_hands import LAST, NONE, Hands, endless_spans, is_read, unread_texts
from edition.readers.tei_signs import Signs, is_sign
from edition.xml.namespaces import TEI

_TEI = f"{{{TEI}}}"
DIPLOMATIC, NORMALISED = "diplomatic", "normalised"
#: The child of `choice` that each layer reads, best first.
BRANCHES: Mapping[str, Sequence[str]] = {
    DIPLOMATIC: ("sic", "orig", "abbr"),
    NORMALISED: ("corr", "reg", "expan"),
}
#: What one layer alone reads, wherever it stands: letters that an editor wrote out, and the signs they stand for.
_OF_ONE_LAYER = {"ex": NORMALISED, "am": DIPLOMATIC}
#: What each branch of a choice says of it.
TYPES = {"sic": "sic", "corr": "sic", "orig": "orig", "reg": "orig", "abbr": "abbr", "expan": "abbr"}
_NOT_IN_WORDS = frozenset(
    ["note", "noteGrp", "fw", "figDesc", "metamark", "lb", "pb", "cb", "gb", "milestone", "witDetail"]
)
#: Changes that a file describes and that are not carried out (TEI P5, 11.3.4.4 and 11.3.4.5).
_NOT_MADE = tuple(f"{_TEI}{name}" for name in ("transpose", "undo", "redo"))


@dataclass(frozen=True)
class Layer:
    """One layer of a file. `state`: the changes of hands up to this age are done (`tei_hands`)."""

    name: str = DIPLOMATIC
    hands: Hands = field(default_factory=lambda: Hands({}))
    state: int = LAST
    unread: frozenset[tuple[etree._Element, bool]] = frozenset()
    signs: Signs = field(default_factory=Signs)

    @classmethod
    def of(cls, root: etree._Element, name: str, state: str) -> "Layer":
        """The layer with a name. `state`: last, first, or the age of a hand as a number."""
        hands = Hands.of(root)
        age = {"": LAST, "last": LAST, "first": first_state(hands)}.get(state)
        age = int(state) if age is None else age
        return cls(name, hands, age, unread_texts(root, hands, age), Signs.of(root))

    @property
    def other(self) -> "Layer":
        """The same state of the text in the other layer."""
        return replace(self, name=NORMALISED if self.name == DIPLOMATIC else DIPLOMATIC)

    def findings(self, text: etree._Element, path: str) -> Iterator[Report]:
        """What the editor must know of signs, of changes whose end nobody can tell, and of changes of changes."""
        yield from self.signs.findings(text, path)
        for span in endless_spans(text):
            said = (
                f'{local_name(span)} spanTo="{span.get("spanTo")}" points to nothing behind it, so nobody can tell '
                "where the change ends, and it is not made; give the place where it ends (anchor) this xml:id"
            )
            yield Report(Finding("E399", Severity.WARNING, said, _place(path, span)))
        if found := [*text.getroottree().iter(*_NOT_MADE)]:
            counted = Counter(local_name(one) for one in found)
            named = ", ".join(f"{name} ({times})" for name, times in counted.items())
            said = f"the file marks changes that are not carried out, so the words stand as they are written: {named}"
            yield Report(Finding("E398", Severity.ADVICE, said, _place(path, found[0])))

    def branch(self, choice: etree._Element) -> etree._Element | None:
        """The child of a choice that is read: the preferred one, else the first."""
        children = [child for child in choice if isinstance(child.tag, str)]
        named = (c for name in (*BRANCHES[self.name], "lem") for c in children if c.tag == f"{_TEI}{name}")
        return next(named, children[0] if children else None)

    def reads(self, element: etree._Element) -> bool:
        """Whether the words of an element are in this layer, as far as the element alone decides."""
        only = _OF_ONE_LAYER.get(local_name(element))
        return (only is None or only == self.name) and is_read(element, self.hands, self.state)

    def sign(self, g: etree._Element) -> str:
        """What a sign without letters stands for in this layer."""
        return self.signs.words(g, self.name == NORMALISED)

    def words(self, element: etree._Element) -> str:
        """The words of an element in this layer, white space as one blank.

        >>> choice = etree.fromstring(f'<expan xmlns="{TEI}">om<ex>ne</ex>s</expan>')
        >>> Layer(NORMALISED).words(choice), Layer(DIPLOMATIC).words(choice)
        ('omnes', 'oms')
        """
        return re.sub(r"\s+", " ", "".join(self._pieces(element)))

    def _pieces(self, element: etree._Element) -> Iterator[str]:
        if not self.reads(element) or local_name(element) in _NOT_IN_WORDS:
            return
        if is_sign(element):
            yield self.sign(element)
            return
        if element.tag in (f"{_TEI}choice", f"{_TEI}app"):
            branch = self.branch(element)  # of an entry of an apparatus its lemma
            yield from self._pieces(branch) if branch is not None else ()
            return
        if element.tag != f"{_TEI}subst" and (element, False) not in self.unread:
            yield element.text or ""
        for child in element:
            yield from self._pieces(child) if isinstance(child.tag, str) else ()
            if element.tag != f"{_TEI}subst" and (child, True) not in self.unread:
                yield child.tail or ""


def first_state(hands: Hands) -> int:
    """The age up to which changes are done in the text of the first hand."""
    states = hands.states()
    return states[0].age if states else NONE


def local_name(element: etree._Element) -> str:
    """The name of a TEI element; of one of another namespace, nothing."""
    return _local_name(element.tag)


@lru_cache(maxsize=1024)
def _local_name(tag: object) -> str:
    name = str(tag)
    return name[len(_TEI) :] if name.startswith(_TEI) else ""


def _place(path: str, element: etree._Element) -> Position:
    line = element.sourceline
    return Position(path, line if isinstance(line, int) else 0)
