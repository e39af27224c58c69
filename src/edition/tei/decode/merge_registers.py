"""The lists of names of transcriptions and the registers of the edition as one: who is whom, and what contradicts.

Entries are one where an identifier, an address or a `source` says so, never because their names are the same. What the
register of the edition says, stands; nothing in a file is changed.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from edition.model import LABEL, Entry, EntryKind, Finding, Form, Position, Register, Severity, Source, Statement
from edition.model.register import transcribed_id
from edition.model.seed import Siglum
from edition.model.transcribed import Resolver, TranscribedEntry
from edition.tei.decode.same_entries import (
    IDENTIFIERS,
    SOURCE,
    SameEntries,
    join_entries,
    keys,
    keys_of,
    question,
    sources_of,
)
from edition.tei.decode.transcribed_registers import TranscribedRegister

_DATED = ("birth", "death")
_SHOWN = 3  # entries of one name that a question lists
_LEAST = 3  # letters of a name, where the script has an alphabet


@dataclass(frozen=True, slots=True)
class MergedRegisters:
    """What came of it: all entries, those that no register of the edition has, and what each pointer means.

    `read`: how many entries the transcriptions have. `joined`: how many of them are entries of the edition's registers.
    """

    register: Register
    new: tuple[Entry, ...] = ()
    resolvers: Mapping[Siglum, Resolver] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    read: int = 0
    joined: int = 0


def merge_registers(
    register: Register,
    files: Mapping[Siglum, TranscribedRegister],
    outside: Mapping[Siglum, TranscribedRegister],
) -> MergedRegisters:
    """The registers of the edition with the entries of transcriptions.

    `files`: those in the file of a witness, `outside`: those in a file beside it.

    Findings: E391 a question: two entries with one name, or one that is like two; E392 what two entries of one person
    or thing say that cannot both be.
    """
    everything = _all(files, outside)
    people, findings = join_entries(register, everything)
    _name(people, register)
    findings += [f for person in people for f in _contradictions(person)]
    findings += _questions(people, register)
    own = {p.own.id: _with_forms(p) for p in people if p.own}
    new = tuple(_new_entry(p) for p in people if p.own is None)
    entries = [*(own.get(entry.id, entry) for entry in register), *map(_findable, new)]
    ids = {id(one): person.id for person in people for one in person.hers}
    resolvers = {
        siglum: _resolver(siglum, register, files.get(siglum), outside.get(siglum), ids)
        for siglum in dict.fromkeys((*files, *outside))
    }
    joined = sum(len(p.hers) for p in people if p.own)
    found = tuple(sorted(findings, key=lambda f: (f.position, f.message)))
    return MergedRegisters(Register.of(entries, register.relations), new, resolvers, found, len(everything), joined)


def _all(
    files: Mapping[Siglum, TranscribedRegister], outside: Mapping[Siglum, TranscribedRegister]
) -> list[TranscribedEntry]:
    """Every entry once, though several witnesses share an outside file."""
    given = {one.path: one for one in (*files.values(), *outside.values())}.values()
    return [entry for one in given for entry in one.entries]


# -- names, contradictions, questions


def _name(people: Sequence[SameEntries], register: Register) -> None:
    """Give each its id: that of its partner, one of ours that it has itself, or one made of its own id."""
    wanted = Counter(_plain_id(person) for person in people if person.own is None)
    used = set(register.entries)
    for person in people:
        if person.own:
            person.id = person.own.id
            continue
        name, first = _plain_id(person), person.hers[0]
        if wanted[name] > 1 or name in used:
            name = transcribed_id(person.kind, f"{_slug(first.home or first.path)}-{name.split('-', 2)[2]}")
        number, base = 2, name
        while name in used:
            name, number = f"{base}-{number}", number + 1
        used.add(name)
        person.id = name


def _plain_id(person: SameEntries) -> str:
    first = person.hers[0]
    name = _slug((first.name or first.entry.id).removeprefix(f"{person.kind.prefix}-"))
    return transcribed_id(person.kind, name)


def _slug(words: str) -> str:
    """Words as a part of an id: plain letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", words.rpartition("/")[2].removesuffix(".xml"))
    return re.sub(r"[^A-Za-z0-9]+", "-", letters.encode("ascii", "ignore").decode()).strip("-") or "x"


def _contradictions(person: SameEntries) -> Iterator[Finding]:
    """E392 for what two entries of one person say that cannot both be: two births, two numbers of one authority."""
    first = person.own or person.hers[0].entry
    home = person.own.id if person.own else str(person.hers[0])
    for one in person.hers if person.own else person.hers[1:]:
        for kind in (*_DATED, *IDENTIFIERS):
            said, other = _said(first, kind), _said(one.entry, kind)
            if said and other and not _agree(first, one.entry, kind):
                told = f"{kind} {said} of {home}, {kind} {other} of {one}; the first stands, neither is changed"
                yield Finding("E392", Severity.WARNING, told, Position(one.path, one.line))


def _said(entry: Entry, kind: str) -> str:
    statements = entry.statements_of(kind)
    if not statements:
        return ""
    return statements[0].value.iso if statements[0].value else statements[0].words


def _agree(one: Entry, other: Entry, kind: str) -> bool:
    pairs = [(a, b) for a in one.statements_of(kind) for b in other.statements_of(kind)]
    if kind not in _DATED:
        return any(a.words == b.words for a, b in pairs)
    values = [(a.value.limits, b.value.limits) for a, b in pairs if a.value and b.value]
    return not values or any(a[0] <= b[1] and b[0] <= a[1] for a, b in values)


def _questions(people: Sequence[SameEntries], register: Register) -> Iterator[Finding]:
    """E391 for each name that several entries have, and nothing that says that they are one; told once a name."""
    named: dict[tuple[EntryKind, str], list[tuple[str, TranscribedEntry | None]]] = {}
    for entry in register:
        named.setdefault((entry.kind, entry.name.casefold()), []).append((entry.id, None))
    for person in people:
        if person.own is None:
            for name in dict.fromkeys(one.entry.name.casefold() for one in person.hers):
                named.setdefault((person.kind, name), []).append((str(person.hers[0]), person.hers[0]))
    for bearers in named.values():
        first = next((one for _, one in bearers if one is not None), None)
        others = [said for said, one in bearers if one is not first]
        if first is not None and others:
            more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
            yield question(first, f"the name is that of {', '.join(others[:_SHOWN])}{more}, too")


# -- entries


def _findable(entry: Entry) -> Entry:
    """The entry for finding names in texts: «unknown», «D.» are no names, though an entry has no other, and one word is
    no title."""
    forms = (form if _is_name(form, entry.kind) else replace(form, kind=LABEL) for form in entry.forms)
    return replace(entry, forms=tuple(forms))


def _is_name(form: Form, kind: EntryKind) -> bool:
    letters = [c for c in form.text if c.isalpha()]
    is_word = kind is EntryKind.WORK and " " not in form.text
    return not form.text[0].islower() and not is_word and (len(letters) >= _LEAST or not "".join(letters).isascii())


def _with_forms(person: SameEntries) -> Entry:
    """The entry of the register with the names that transcriptions have for it."""
    assert person.own is not None
    forms = list(person.own.forms)
    return replace(person.own, forms=tuple(_completed(forms, person.hers)))


def _completed(forms: list[Form], hers: Sequence[TranscribedEntry]) -> list[Form]:
    known = {form.text for form in forms}
    for one in hers:
        for form in one.entry.forms:
            if form.text not in known:
                known.add(form.text)
                forms.append(replace(form, kind="spelling" if form.kind == "main" else form.kind, source=Source()))
    return forms


def _new_entry(person: SameEntries) -> Entry:
    """One entry of all that transcriptions say of a person or thing; of two statements of a kind the first."""
    first = person.hers[0].entry
    forms = _completed([replace(form, source=Source()) for form in first.forms], person.hers[1:])
    statements = [s for s in first.statements if s.kind != SOURCE]
    for one in person.hers[1:]:
        known = {s.kind for s in statements}
        statements += [s for s in one.entry.statements if s.kind not in known and s.kind != SOURCE]
    names = dict.fromkeys(one.name for one in person.hers if one.name)
    statements += [Statement(SOURCE, name) for name in names]
    return replace(first, id=person.id, forms=tuple(forms), statements=tuple(statements))


# -- pointers


def _resolver(
    siglum: Siglum,
    register: Register,
    file: TranscribedRegister | None,
    beside: TranscribedRegister | None,
    ids: Mapping[int, str],
) -> Resolver:
    """What the pointers of a witness mean: its own file first, then the file beside it, then the registers."""
    own: dict[str, str] = {}
    others: dict[str, str] = {}
    for one in file.entries if file else ():
        _add(own, one, ids[id(one)])
    for one in beside.entries if beside else ():
        _add(others, one, ids[id(one)])
    for entry in register:
        others.setdefault(entry.id, entry.id)
    for entry in register:
        for key in keys_of(entry):
            others.setdefault(_lookup(key), entry.id)
        for said in sources_of(entry):
            others.setdefault(said.rpartition("#")[2], entry.id)
    return Resolver(own, others, {**(beside.prefixes if beside else {}), **(file.prefixes if file else {})})


def _add(known: dict[str, str], one: TranscribedEntry, name: str) -> None:
    """The ids and identifiers of an entry; an id comes before an identifier of the same letters."""
    if one.name:
        known[one.name] = name
    for key in keys(one):
        known.setdefault(_lookup(key), name)
    for said in one.same:
        if "/" not in said and not (plain := said.rpartition(":")[2]).isdigit():
            known.setdefault(plain, name)


def _lookup(key: tuple[str, ...]) -> str:
    """How a pointer finds a key: an address as it is, a number with its authority."""
    return key[-1] if key[0] in ("address", "id", "at") else f"{key[0]}:{key[1]}"
