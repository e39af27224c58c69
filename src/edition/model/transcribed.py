"""What a transcription in TEI says itself of the names in it: its marks, and the entries of its lists of names.

A reader gives each mark as a node (`Kind.NAMED`); `take_out_marks` takes these out of the tree, so that all that comes
later sees mentions alone.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from edition.late_patterns import late_pattern
from edition.model.identifiers import address_key, identifier
from edition.model.kinds import KINDS, EntryKind, MentionKind
from edition.model.mention import DateValue
from edition.model.register import Entry
from edition.model.witness import BLOCKS, Kind, Node, Witness

#: The elements that name something, and what; the type of `rs` and `name` says it of these.
NAMING: Mapping[str, MentionKind | None] = {
    **{kind.value: kind for kind in MentionKind if kind is not MentionKind.LAW},
    "geogName": MentionKind.PLACE,
    "name": None,
    "rs": None,
}
#: With what a type of `rs` or `name` may begin besides the name of the element of an entry.
_TYPES: Mapping[EntryKind, tuple[str, ...]] = {
    EntryKind.PERSON: ("pers", "character", "individual", "author", "editor"),
    EntryKind.PLACE: ("geog", "loc", "settlement", "country", "city", "region", "river"),
    EntryKind.ORGANISATION: ("institution", "group", "corp"),
    EntryKind.EVENT: (),
    EntryKind.WORK: ("work", "title", "book"),
}
#: The levels of titles (TEI title/@level).
LEVELS = ("m", "a", "j", "s", "u")
_DATE = late_pattern(r"(-?\d{4,}(?:-\d{2}(?:-\d{2})?)?)(?:T.*)?(?:Z|[+-]\d{2}:\d{2})?")
_FIELDS = {"when": "when", "from": "start", "to": "end", "notBefore": "not_before", "notAfter": "not_after"}


@dataclass(frozen=True, slots=True)
class TranscribedMark:
    """What an element of a transcription says of a name.

    `pointers`: those of its @ref, as they are written. `value` of a date, `unread` the words of a value that is none.
    `line`: of the element in its file, 0 where it is not known.
    """

    element: str
    pointers: tuple[str, ...] = ()
    key: str = ""
    type: str = ""
    value: DateValue | None = None
    unread: str = ""
    cert: str = ""
    level: str = ""  # of a title
    id: str = ""
    line: int = 0

    @property
    def kind(self) -> MentionKind | None:
        """What is named, by the element or its type; None where neither says it."""
        return NAMING.get(self.element) or kind_of_type(self.type)

    @property
    def names_entry(self) -> bool:
        """Whether it says which entry it means."""
        return bool(self.pointers or self.key)


@dataclass(frozen=True, slots=True)
class TranscribedEntry:
    """An entry of a list of names in a transcription or beside it.

    `name`: its xml:id, "" without one. `same`: the addresses of the same thing elsewhere, and `idno`s, as they are
    written. `sources`: the ids that it says it has in other files (`idno type="source"`). `home`: the siglum of the
    witness whose file has it, "" for an outside file.
    """

    name: str
    entry: Entry
    same: tuple[str, ...]
    path: str
    line: int
    home: str = ""
    sources: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name or self.entry.name} ({self.path}:{self.line})"


@dataclass(frozen=True, slots=True)
class Resolver:
    """Which entry of the edition a pointer of a witness means.

    `own`: of the file of the witness, `others`: of an outside file and of the registers: xml:id, `idno`, number of an
    authority (`viaf:123`) or address (`address_key`) -> entry. `prefixes`: scheme -> pattern and replacement for what
    follows it (`prefixDef`).
    """

    own: Mapping[str, str]
    others: Mapping[str, str]
    prefixes: Mapping[str, tuple[tuple[str, str], ...]]

    def entry(self, pointer: str) -> str:
        """The id of the entry that a pointer or key means, "" for none.

        >>> Resolver({"aw": "pers-wold"}, {}, {"p": (("(.+)", "persons.xml#$1"),)}).entry("p:aw")
        'pers-wold'
        """
        scheme, colon, rest = pointer.partition(":")
        if colon and (expanded := self._expanded(scheme, rest)):
            return self.entry(expanded)
        name = pointer.rpartition("#")[2]
        if pointer.startswith("#") or "#" not in pointer:
            found = self.own.get(name) or self.others.get(name)
        else:
            found = self.others.get(name) or self.own.get(name)
        authority = identifier(pointer, "")
        key = f"{authority[0]}:{authority[1]}" if authority else address_key(pointer)
        found = found or self.own.get(key) or self.others.get(key, "")
        return found or (self.entry(rest) if colon and rest and "/" not in rest else "")

    def _expanded(self, scheme: str, rest: str) -> str:
        for pattern, replacement in self.prefixes.get(scheme, ()):
            if found := re.fullmatch(pattern, rest):
                made = replacement
                for number, group in enumerate((rest, *found.groups(""))):
                    made = made.replace(f"${number}", group)
                return made
        return ""


def kind_of_type(said: str) -> MentionKind | None:
    """What a `type` of `rs` or `name` means: `person`, `persons`, `Place` …; None for any other word."""
    word = said.casefold()
    return next((row.mention for row in KINDS if word.startswith((row.entry, *_TYPES[row.kind]))), None)


def date_of(attributes: Mapping[str, str]) -> tuple[DateValue | None, str]:
    """The value of a date by TEI's attributes, and the words of one that no calendar has.

    Of a moment the day counts. A value in `when` excludes a span; of two ends the later is the end.
    """
    made: dict[str, str] = {}
    for attribute, name in _FIELDS.items():
        said = attributes.get(attribute, "") or attributes.get(f"{attribute}-iso", "")
        if not said:
            continue
        value = _day(said)
        if not value:
            return None, said
        made[name] = value
    if "when" in made:
        return DateValue(when=made["when"]), ""
    if not made:
        return None, ""
    value_of_span = DateValue(**made)
    first, last = value_of_span.limits
    return (value_of_span, "") if first <= last else (None, value_of_span.iso)


def _day(said: str) -> str:
    """The year, month or day that a value says; "" for none: a day of the year without it, a week, a lapse of time."""
    found = _DATE.fullmatch(said.strip())
    if not found:
        return ""
    parts = found[1].removeprefix("-").split("-")
    if len(parts[0]) > 4 or int(parts[0]) == 0 or not (1 <= int(parts[1] if len(parts) > 1 else 1) <= 12):
        return ""
    try:
        date(int(parts[0]), int(parts[1]) if len(parts) > 1 else 1, int(parts[2]) if len(parts) > 2 else 1)
    except ValueError:
        return ""
    return found[1]


@dataclass(frozen=True, slots=True)
class MarkedStretch:
    """A mark of a transcription and the stretch [start, end) of the text of its witness."""

    start: int
    end: int
    mark: TranscribedMark


def take_out_marks(witness: Witness) -> tuple[Witness, tuple[MarkedStretch, ...]]:
    """A witness without the nodes of the marks of its transcription, and these, in the order of the text, outer ones
    first. Parts of a mark that a break divides are one."""
    found: dict[str, list[Node]] = {}
    for node in witness.root.walk():
        if node.kind is Kind.NAMED:
            found.setdefault(node.get("number"), []).append(node)
    if not found:
        return witness, ()
    blocks = sorted(node.start for node in witness.root.walk() if node.kind in BLOCKS or node.kind is Kind.NOTE)
    marks = [stretch for nodes in found.values() for stretch in _stretches(blocks, nodes)]
    bare = replace(witness, root=_without(witness.root))
    return bare, tuple(sorted(marks, key=lambda s: (s.start, -s.end)))


def pointed_names(witness: Witness) -> Iterator[str]:
    """The ids and keys that the marks of a transcription give: of `#aw`, `persons.xml#aw` and `pers:aw` each `aw`."""
    for node in witness.root.walk():
        if node.kind is Kind.NAMED:
            for pointer in (*node.get("ref").split(), *filter(None, [node.get("key")])):
                yield pointer.rpartition("#")[2].rpartition(":")[2]


def _stretches(blocks: Sequence[int], nodes: Sequence[Node]) -> Iterator[MarkedStretch]:
    """The stretches of one element: one where its parts stand in one block, else one in each."""
    mark = _mark(nodes[0])
    start, end = nodes[0].start, nodes[0].end
    for node in nodes[1:]:
        if bisect_right(blocks, end - 1) != bisect_right(blocks, node.start):
            yield MarkedStretch(start, end, mark)
            start = node.start
        end = node.end
    yield MarkedStretch(start, end, mark)


def _without(node: Node) -> Node:
    children = tuple(inner for child in node.children for inner in _kept(child))
    return node if children == node.children else replace(node, children=children)


def _kept(node: Node) -> tuple[Node, ...]:
    bare = _without(node)
    return bare.children if node.kind is Kind.NAMED else (bare,)


def _mark(node: Node) -> TranscribedMark:
    given = dict(node.attributes)
    value, unread = date_of(given)
    return TranscribedMark(
        given["element"],
        tuple(given.get("ref", "").split()),
        given.get("key", ""),
        given.get("type", ""),
        value if given["element"] == "date" else None,
        unread if given["element"] == "date" else "",
        given.get("cert", ""),
        given.get("level", ""),
        given.get("id", ""),
        int(given.get("line", "0")),
    )
