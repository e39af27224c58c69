"""Annotations made by hand (tests/quality), and how well the program's marks agree with them.

*Exact*: the same element with the same words. *Identity*: an overlapping mark of the same kind that names the same
entry, or gives the same value. Figures are F1. Words in `rs` may be marked or not and count neither way.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from edition.model import DateValue, Entry, EntryKind, Form, Kind, Mention, MentionKind, Node, Register, Seed, Witness
from edition.xml.namespaces import NS, tei

KINDS = {tei(kind.value): kind for kind in MentionKind}
_ENTRIES = {
    MentionKind.PERSON: EntryKind.PERSON,
    MentionKind.PLACE: EntryKind.PLACE,
    MentionKind.ORGANISATION: EntryKind.ORGANISATION,
    MentionKind.EVENT: EntryKind.EVENT,
    MentionKind.WORK: EntryKind.WORK,
}


#: The meaning of a date that contradicts itself: that it is reported is what counts, not its value.
ANY = "?"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch [start, end) of a passage, what it is, and what it means: an entry's id, or a date's value."""

    start: int
    end: int
    kind: MentionKind
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A passage as it was annotated: its words, its marks, the stretches that may be marked or not."""

    witness: str
    text: str
    marks: tuple[Mark, ...]
    free: tuple[tuple[int, int], ...]
    surnames: Mapping[str, str] = field(default_factory=dict)  # a person's name as written -> the surname in it


def annotated(path: Path) -> tuple[Annotated, ...]:
    """The passages of an annotation file."""
    root = etree.parse(path).getroot()
    return tuple(_passage(p, root.get("witness", "")) for p in root.iterfind("tei:passage", NS))


def _passage(passage: etree._Element, witness: str) -> Annotated:
    pieces: list[str] = [passage.text or ""]
    marks: list[Mark] = []
    free: list[tuple[int, int]] = []
    surnames: dict[str, str] = {}
    for element in passage:
        start, words = sum(map(len, pieces)), "".join(str(t) for t in element.itertext())
        end = start + len(words)
        pieces += [words, element.tail or ""]
        if element.tag == tei("rs"):
            free.append((start, end))
            continue
        marks.append(Mark(start, end, KINDS[str(element.tag)], _meaning(element)))
        if surname := element.findtext("tei:surname", None, NS):
            surnames[words] = surname
    return Annotated(witness, "".join(pieces), tuple(marks), tuple(free), surnames)


def _meaning(element: etree._Element) -> str:
    if element.tag != tei("date"):
        return element.get("ref", "")
    if element.get("wrong"):
        return ANY
    names = ("when", "from", "to", "notBefore", "notAfter")
    return "/".join(f"{name}={value}" for name in names if (value := element.get(name)))


def mark_of(mention: Mention, offset: int = 0) -> Mark:
    """A mention as a mark of the passage that begins at an offset of the witness's text."""
    meaning = mention.ref if mention.value is None else value_of(mention.value)
    return Mark(mention.start - offset, mention.end - offset, mention.kind, meaning)


def value_of(value: DateValue) -> str:
    """A date's value as the annotations spell it."""
    parts = zip(
        ("when", "from", "to", "notBefore", "notAfter"),
        (value.when, value.start, value.end, value.not_before, value.not_after),
        strict=True,
    )
    return "/".join(f"{name}={said}" for name, said in parts if said)


# -- scores


@dataclass(slots=True)
class Tally:
    """What was marked by hand, by the program, and by both, by kind; `right` of those that overlap mean the same."""

    hand: Counter[str] = field(default_factory=Counter)
    program: Counter[str] = field(default_factory=Counter)
    exact: Counter[str] = field(default_factory=Counter)
    overlap: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    def f1(self, hits: Counter[str], kind: str = "") -> float:
        """F1 of a kind, or of all."""
        if not kind:
            both, all_ = sum(hits.values()), sum(self.hand.values()) + sum(self.program.values())
        else:
            both, all_ = hits[kind], self.hand[kind] + self.program[kind]
        return 2 * both / all_ if all_ else 1.0


def compare(passages: Iterable[tuple[Annotated, Sequence[Mark]]]) -> Tally:
    """The tally of passages with the program's marks in them."""
    tally = Tally()
    for passage, made in passages:
        _count(tally, passage, [m for m in made if not _is_free(m, passage)])
    return tally


def _is_free(mark: Mark, passage: Annotated) -> bool:
    return any(start < mark.end and mark.start < end for start, end in passage.free)


def _count(tally: Tally, passage: Annotated, made: Sequence[Mark]) -> None:
    tally.hand.update(m.kind.value for m in passage.marks)
    tally.program.update(m.kind.value for m in made)
    used: set[Mark] = set()
    for mark in passage.marks:
        touching = [
            m for m in made if m.kind is mark.kind and m.start < mark.end and mark.start < m.end and m not in used
        ]
        if not touching:
            tally.missed.append(_told(passage, mark))
            continue
        found = next((m for m in touching if (m.start, m.end) == (mark.start, mark.end)), touching[0])
        used.add(found)
        kind = mark.kind.value
        tally.overlap[kind] += 1
        is_exact = (found.start, found.end) == (mark.start, mark.end)
        tally.exact[kind] += is_exact
        is_right = mark.meaning in (found.meaning, ANY)
        tally.right[kind] += is_right
        if not (is_exact and is_right):
            tally.missed.append(f"{_told(passage, mark)} — marked: {_told(passage, found)}")
    tally.false += [_told(passage, m) for m in made if m not in used]


def _told(passage: Annotated, mark: Mark) -> str:
    around = passage.text[max(0, mark.start - 25) : mark.start], passage.text[mark.end : mark.end + 15]
    words = f"{around[0]}[{passage.text[mark.start : mark.end]}]{around[1]}".replace("\n", " ")
    return f"{passage.witness} {mark.kind.value} {mark.meaning}: …{words}…"


# -- what the annotations of other texts are turned into


def plain_witness(text: str) -> Witness:
    """A text of paragraphs between empty lines as a witness."""
    nodes, at = [], 0
    for paragraph in text.split("\n\n"):
        start = text.index(paragraph, at)
        at = start + len(paragraph)
        if paragraph.strip():
            nodes.append(Node(Kind.PARAGRAPH, start, at))
    return Witness("A", "", Seed("A", "a.txt", text, ""), Node(Kind.BODY, 0, len(text), tuple(nodes)), "text")


def register_of(passage: Annotated) -> Register:
    """A register of the names in a passage: every entry with all the forms that it has there, the longest first."""
    forms: dict[str, dict[str, Form]] = {}
    kinds: dict[str, MentionKind] = {}
    for mark in passage.marks:
        if mark.kind in _ENTRIES and mark.meaning:
            words = " ".join(passage.text[mark.start : mark.end].split())
            surname = passage.surnames.get(passage.text[mark.start : mark.end], "")
            forms.setdefault(mark.meaning, {})[words] = Form(words, surname=surname)
            kinds[mark.meaning] = mark.kind
    entries = [
        Entry(name, _ENTRIES[kinds[name]], tuple(sorted(those.values(), key=lambda f: -len(f.text))))
        for name, those in forms.items()
    ]
    return Register.of(entries)


def canonical(register: Register) -> Register:
    """The register with nothing but the main name of every entry."""
    entries = (Entry(e.id, e.kind, e.forms[:1], level=e.level) for e in register)
    return Register.of(entries)


def within(passage: Annotated, text: str) -> int:
    """Where a passage begins in a witness's text. ValueError when it does not stand there once."""
    if text.count(passage.text) != 1:
        raise ValueError(f"a passage of {passage.witness} does not stand in its witness once: {passage.text[:40]!r}…")
    return text.index(passage.text)


def in_passage(mentions: Sequence[Mention], passage: Annotated, text: str) -> Iterator[Mark]:
    """The mentions that stand in a passage of a witness's text."""
    start = within(passage, text)
    yield from (mark_of(m, start) for m in mentions if start <= m.start and m.end <= start + len(passage.text))


def matched(
    passages: Sequence[tuple[Annotated, Sequence[Mark]]],
) -> list[tuple[Annotated, list[Mark]]]:
    """Marks whose entries are known by other ids than the annotations': each id of the program is taken for the id of
    the annotations with which it shares most marks, and no two for the same one."""
    shared: Counter[tuple[str, str]] = Counter()
    for passage, made in passages:
        for mark in made:
            for other in passage.marks:
                if mark.kind is other.kind and mark.start < other.end and other.start < mark.end:
                    shared[mark.meaning, other.meaning] += 1
    known: dict[str, str] = {}
    for (ours, theirs), _ in sorted(shared.items(), key=lambda p: (-p[1], p[0])):
        if ours not in known and theirs not in known.values():
            known[ours] = theirs
    return [
        (p, [m if "=" in m.meaning else replace(m, meaning=known.get(m.meaning, m.meaning)) for m in made])
        for p, made in passages
    ]
