"""`edition suggest` and `edition register`: registers are drafted, taken from other projects, and given to them."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from edition.annotate.cluster_names import Cluster
from edition.annotate.name_spelling import NearestEntries
from edition.annotate.suggest import draft_register, find_suggestions
from edition.annotate.suggesters import find_bent_words
from edition.errors import InputError
from edition.export.register_tables import read_table, register_table
from edition.model import Entry, EntryKind, Finding, Form, Register, Siglum, Source
from edition.model.ids import slugs
from edition.model.register import entry_id, is_transcribed, kind_of
from edition.project.sources import read_bytes, read_input
from edition.stages import read_sources
from edition.tasks.ask_suggesters import ask_suggesters
from edition.tasks.drafts import read_authorities, suggestions_table
from edition.tei.decode.foreign_registers import read_foreign
from edition.tei.encode.registers import facts_of, merged, register_file
from edition.xml.parse import parse_document

FORMATS = ("csv", "tsv", "tei")


@dataclass(frozen=True, slots=True)
class Suggested:
    """What was found: the clusters, most frequent first, and the files of the draft by their names."""

    clusters: tuple[Cluster, ...]
    files: Mapping[str, bytes]
    near: tuple[str, ...]  # of each cluster the entry of a register whose name is like it, or ""
    findings: tuple[Finding, ...] = ()
    unsorted: tuple[str, ...] = ()  # the forms of which nothing says what they name


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did to a register: its path, what is new, what contradicts what was there and was left."""

    path: str
    data: bytes
    new_entries: int
    new_facts: int
    contradictions: tuple[str, ...]


def suggest_names(
    root: Path, pipeline: str = "", suggesters: Sequence[str] = (), links: Sequence[Path] = ()
) -> Suggested:
    """Names of the edition in `root` that its registers lack.

    `suggesters`: programs of others that are asked as well (`pipeline` is a spaCy pipeline). `links`: tables of
    authority files; an entry of a draft that bears the very name of one row takes its identifiers.
    """
    sources = read_sources(root)
    authorities = read_authorities(links)
    wanted = (*suggesters, *((f"spacy:{pipeline}",) if pipeline else ()))
    asked = ask_suggesters(wanted, sources.witnesses)
    found = find_suggestions(sources.witnesses, sources.register, asked.names, sources.vocabulary, sources.languages)
    ids = slugs(sources.sigla)
    register = authorities.link(draft_register(found.clusters, sources.register.entries))
    names = {ids[w.siglum]: w.name for w in sources.witnesses}
    bent = find_bent_words(sources.witnesses, _by_hand(sources.register), asked.lemmas or {})
    drafts = {"": tuple(register), "forms-": tuple(bent.entries(sources.register))}
    files = {
        f"{prefix}{kind.value}.xml": register_file(kind, _by_id(entries, ids), sources.config.edition.language, names)
        for prefix, all_entries in drafts.items()
        for kind in EntryKind
        if (entries := [e for e in all_entries if e.kind is kind])
    }
    nearest = NearestEntries(sources.register)
    near = tuple(nearest.find(c.name, c.kind) for c in found.clusters)
    files["suggestions.tsv"] = suggestions_table(found, register, near, sources.witnesses)
    return Suggested(found.clusters, files, near, asked.findings, tuple(found.unsorted))


def _by_id(entries: Sequence[Entry], ids: Mapping[Siglum, str]) -> tuple[Entry, ...]:
    """The entries with the ids of witnesses in place of their sigla."""
    return tuple(
        replace(e, forms=tuple(_sourced(f, [ids[s] for s in f.source.witnesses if s in ids]) for f in e.forms))
        for e in entries
    )


def _sourced(form: Form, witnesses: Sequence[str]) -> Form:
    """The form with these witnesses as its source; without any, known from outside."""
    return replace(form, source=Source(tuple(witnesses), outside=form.source.outside or not witnesses))


# -- import and export


def export_registers(root: Path, kinds: Sequence[str], form: str) -> Mapping[str, bytes]:
    """The registers of an edition as files: tables, or TEI files as they are. InputError for an unknown name."""
    if form not in FORMATS:
        raise InputError(f"--to {form}: there is {', '.join(FORMATS)}")
    wanted = [_kind(name) for name in kinds] or list(EntryKind)
    register = _by_hand(read_sources(root).register)
    made: dict[str, bytes] = {}
    for kind in wanted:
        entries = [e for e in register if e.kind is kind]
        path = f"tei/registers/{kind.value}.xml"
        if form == "tei" and (root / path).exists():
            made[f"{kind.value}.xml"] = read_bytes(root, path)
        elif form != "tei":
            facts = {e.id: dict(facts_of(e)) for e in entries}
            made[f"{kind.value}.{form}"] = register_table(entries, facts, tabs=form == "tsv")
    return made


def import_register(root: Path, file: Path, kind: str = "") -> tuple[Imported, ...]:
    """What a table or a TEI list adds to the registers of an edition; nothing that is there is changed.

    An entry without one of our ids is the entry that bears the same name, or else a new one.
    """
    sources = read_sources(root)
    config, register = sources.config, _by_hand(sources.register)
    data, said = read_input(file), _kind(kind) if kind else None
    if file.suffix.casefold() in (".xml", ".tei"):
        entries = read_foreign(parse_document(data, str(file)).root, str(file))
    else:
        entries = read_table(data, str(file), said)
    if said:
        entries = tuple(e for e in entries if e.kind is said)
    ids = slugs(sources.sigla)
    texts = {ids[w.siglum]: " ".join(w.text.split()) for w in sources.witnesses}
    names = {ids[w.siglum]: w.name for w in sources.witnesses}
    placed = _founded(_placed(entries, register), texts)
    return tuple(
        _merge(root, one, [e for e in placed if e.kind is one], config.edition.language, names)
        for one in EntryKind
        if any(e.kind is one for e in placed)
    )


def _by_hand(register: Register) -> Register:
    """The register without the entries that stand in transcriptions alone."""
    return Register.of(entry for entry in register if not is_transcribed(entry.id))


def _founded(entries: Sequence[Entry], texts: Mapping[str, str]) -> list[Entry]:
    """The entries with those witnesses of this edition as sources of a form that have its words: in the file of another
    project, «A» is another witness."""
    return [
        replace(
            e, forms=tuple(_sourced(f, [w for w in f.source.witnesses if f.text in texts.get(w, "")]) for f in e.forms)
        )
        for e in entries
    ]


def _merge(
    root: Path, kind: EntryKind, entries: Sequence[Entry], language: str, witnesses: Mapping[str, str]
) -> Imported:
    path = f"tei/registers/{kind.value}.xml"
    if not (root / path).exists():
        return Imported(path, register_file(kind, entries, language, witnesses), len(entries), 0, ())
    try:
        made = merged(read_bytes(root, path), kind, entries, witnesses)
    except ValueError as error:
        raise InputError(f"{path}: {error}") from None
    return Imported(path, made.data, made.new_entries, made.new_facts, made.contradictions)


def _placed(entries: Sequence[Entry], register: Register) -> tuple[Entry, ...]:
    """The entries with ids of this edition: their own, that of the one entry with the same name, or a new one."""
    names: dict[tuple[EntryKind, str], set[str]] = {}
    for entry in register:
        for form in entry.forms:
            names.setdefault((entry.kind, form.text.casefold()), set()).add(entry.id)
    used = set(register.entries)
    made = []
    for entry in entries:
        bearers = names.get((entry.kind, entry.name.casefold()), set())
        if entry.id in register.entries:
            name = entry.id
        elif len(bearers) == 1:
            name = next(iter(bearers))
        elif kind_of(entry.id) is entry.kind and entry.id not in used:
            name = entry.id
        else:
            name = entry_id(entry.kind, entry.forms[0].surname or entry.name, used)
        used.add(name)
        made.append(replace(entry, id=name))
    return tuple(made)


def _kind(name: str) -> EntryKind:
    try:
        return EntryKind(name)
    except ValueError:
        there = [k.value for k in EntryKind]
        near = difflib.get_close_matches(name, there, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"there is {', '.join(there)}"
        raise InputError(f"there is no register {name!r}; {hint}") from None
