"""Which entries of transcriptions and of the edition's registers are one: by identifiers, addresses and sources."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.model import Entry, EntryKind, Finding, Position, Register, Severity
from edition.model.identifiers import AUTHORITIES, address_key, identifier
from edition.model.transcribed import TranscribedEntry

IDENTIFIERS = (*AUTHORITIES, "ISBN")
SOURCE = "source"


@dataclass(slots=True)
class SameEntries:
    """Entries that are one: those of transcriptions, and the one of the edition's register, if there is one."""

    kind: EntryKind
    hers: list[TranscribedEntry]
    own: Entry | None = None
    id: str = ""


def keys_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """The identifiers of an entry, each in one form."""
    for statement in entry.statements:
        words = statement.words.strip()
        if found := identifier(words, statement.kind):
            yield found
        elif "://" in words and " " not in words:
            yield "address", address_key(words)
        elif statement.kind in IDENTIFIERS:
            yield statement.kind, words


def keys(one: TranscribedEntry) -> Iterator[tuple[str, ...]]:
    """The identifiers of an entry of a transcription; two with one of them in common are one."""
    yield from keys_of(one.entry)
    for said in one.same:
        kind, colon, rest = said.partition(":")
        if found := identifier(said, ""):
            yield found
        elif "://" in said:
            yield "address", address_key(said)
        elif said.startswith("#"):
            yield "at", one.path, said[1:]
        elif "#" in said:
            yield "id", said.rpartition("#")[2]
        elif colon and rest:
            yield identifier(rest, kind) or (kind.casefold(), rest)


def _own_keys(one: TranscribedEntry) -> Iterator[tuple[str, ...]]:
    """All by which an entry is the same as another one of a transcription: its id alone says nothing."""
    yield from keys(one)
    if one.name:
        yield "at", one.path, one.name
        yield "alike", one.name, one.entry.name.casefold(), *(f"{k} {v}" for k, v in sorted(keys_of(one.entry)))


def join_entries(register: Register, everything: Sequence[TranscribedEntry]) -> tuple[list[SameEntries], list[Finding]]:
    """The entries of transcriptions, those that are one together, with their partner in the register; E391 in doubt."""
    groups = _Groups(len(everything))
    for number, one in enumerate(everything):
        for key in _own_keys(one):
            groups.join((one.entry.kind.value, *key), number)
    findings = [*_join_by_sources(groups, everything)]
    people = [SameEntries(everything[ns[0]].entry.kind, [everything[n] for n in ns]) for ns in groups.all()]
    findings += _find_partners(people, register)
    return people, findings


def _join_by_sources(groups: "_Groups", everything: Sequence[TranscribedEntry]) -> Iterator[Finding]:
    """Join each entry with the one that it names as its source; E391 where several have that id."""
    named: dict[tuple[EntryKind, str], list[int]] = {}
    for number, one in enumerate(everything):
        for said in (one.name, f"{one.path}#{one.name}") if one.name else ():
            named.setdefault((one.entry.kind, said), []).append(number)
    for number, one in enumerate(everything):
        for said in one.sources:
            others = [n for n in named.get((one.entry.kind, said), ()) if n != number]
            if len({groups.root(n) for n in others}) == 1:
                groups.join(("joined", str(number)), number)
                groups.join(("joined", str(number)), others[0])
            elif others:
                yield question(one, f"several entries have its source {said}")


def _find_partners(people: Sequence[SameEntries], register: Register) -> Iterator[Finding]:
    """Give each the entry of the register that is the same; E391 where several are."""
    known = _Known(register, Counter(name for person in people for name in {one.name for one in person.hers}))
    for person in people:
        found = {e.id: e for one in person.hers for e in known.partners(one) if e.kind is person.kind}
        person.own = next(iter(found.values()), None)
        if len(found) > 1:
            yield question(person.hers[0], f"it is like several entries of the register: {', '.join(found)}")


class _Known:
    """The entries of the edition's register by all that says which entry is meant.

    `bearers`: how many persons or things of transcriptions have an id.
    """

    def __init__(self, register: Register, bearers: Mapping[str, int]) -> None:
        self.bearers = bearers
        self.by_key: dict[tuple[str, ...], Entry] = {}
        self.by_source: dict[str, list[Entry]] = {}
        for entry in register:
            for key in (*keys_of(entry), ("id", entry.id)):
                self.by_key.setdefault(key, entry)
            for said in sources_of(entry):
                self.by_source.setdefault(said, []).append(entry)

    def partners(self, one: TranscribedEntry) -> Iterator[Entry]:
        """The entries that are the same: by an identifier, by the id, or because they name it as their source; a source
        that several have counts for the one that also has a name in common."""
        for key in (*keys(one), ("id", one.name)):
            if entry := self.by_key.get(key):
                yield entry
        if one.name:
            yield from self.by_source.get(f"{one.path}#{one.name}", ())
            said = self.by_source.get(one.name, ())
            yield from (e for e in said if self.bearers[one.name] == 1 or _share_a_name(one.entry, e))


def sources_of(entry: Entry) -> Iterator[str]:
    """The ids that an entry says it has in transcriptions (`idno type="source"`)."""
    for statement in entry.statements_of(SOURCE):
        yield from (word.removeprefix("#") for word in statement.words.split())


def _share_a_name(one: Entry, other: Entry) -> bool:
    return bool(_names(one) & _names(other))


def _names(entry: Entry) -> set[str]:
    return {form.text.casefold() for form in entry.forms}


class _Groups:
    """Numbers that are joined where they share a key."""

    def __init__(self, count: int) -> None:
        self.first = list(range(count))
        self.by_key: dict[tuple[str, ...], int] = {}

    def join(self, key: tuple[str, ...], number: int) -> None:
        other = self.root(self.by_key.setdefault(key, number))
        self.first[max(other, self.root(number))] = min(other, self.root(number))

    def root(self, number: int) -> int:
        while self.first[number] != number:
            self.first[number] = self.first[self.first[number]]
            number = self.first[number]
        return number

    def all(self) -> list[list[int]]:
        """The numbers of each group, in their order."""
        made: dict[int, list[int]] = {}
        for number in range(len(self.first)):
            made.setdefault(self.root(number), []).append(number)
        return list(made.values())


def question(one: TranscribedEntry, what: str) -> Finding:
    """E391 on an entry of a transcription: `what` makes it doubtful who it is."""
    said = (
        f"{one.name or one.entry.id} «{one.entry.name}»: {what}; are they one? They are kept apart until an idno, a "
        "sameAs or an idno of type source says so"
    )
    return Finding("E391", Severity.WARNING, said, Position(one.path, one.line))
