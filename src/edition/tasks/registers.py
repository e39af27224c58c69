"""`edition suggest` and `edition register`: registers are drafted, taken from other projects, and given to them."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from edition.annotate.cluster_names import Cluster
from edition.annotate.name_spelling import find_nearest_entry
from edition.annotate.sightings import Sighting
from edition.annotate.suggest import draft_register, suggest
from edition.errors import InputError
from edition.export.register_tables import read_table, register_table
from edition.model import KINDS, Entry, EntryKind, Form, Register, Siglum, Source, Witness
from edition.model.finding import position_in
from edition.model.ids import slugs
from edition.model.register import entry_id, is_transcribed, kind_of
from edition.project.sources import read_bytes, read_input
from edition.stages import read_sources
from edition.tei.decode.foreign_registers import read_foreign
from edition.tei.encode.registers import facts_of, merged, register_file
from edition.xml.parse import parse_document

FORMATS = ("csv", "tsv", "tei")
_TABLE = ("name", "count", "kind", "id", "near", "form", "witness", "place", "context", "rule", "confidence")
#: The kind that each label of a spaCy pipeline means.
_SPACY = {label: row.kind for row in KINDS for label in row.labels}


@dataclass(frozen=True, slots=True)
class Suggested:
    """What was found: the clusters, most frequent first, and the files of the draft by their names."""

    clusters: tuple[Cluster, ...]
    files: Mapping[str, bytes]
    near: tuple[str, ...]  # of each cluster the entry of a register whose name is like it, or ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did to a register: its path, what is new, what contradicts what was there and was left."""

    path: str
    data: bytes
    new_entries: int
    new_facts: int
    contradictions: tuple[str, ...]


def suggest_names(root: Path, pipeline: str = "") -> Suggested:
    """Names of the edition in `root` that its registers lack. `pipeline` names an installed spaCy pipeline."""
    sources = read_sources(root)
    more = list(_by_spacy(sources.witnesses, pipeline)) if pipeline else []
    clusters = suggest(sources.witnesses, sources.register, more, sources.vocabulary)
    ids = slugs(sources.sigla)
    register = draft_register(clusters, sources.register.entries)
    names = {ids[w.siglum]: w.name for w in sources.witnesses}
    files = {
        f"{kind.value}.xml": register_file(kind, _by_id(entries, ids), sources.config.edition.language, names)
        for kind in EntryKind
        if (entries := [e for e in register if e.kind is kind])
    }
    near = tuple(find_nearest_entry(c.name, c.kind, sources.register) for c in clusters)
    files["suggestions.tsv"] = _table(clusters, register, near, sources.witnesses)
    return Suggested(clusters, files, near)


def _table(clusters: Sequence[Cluster], register: Register, near: Sequence[str], witnesses: Sequence[Witness]) -> bytes:
    """Every sighting in its words, the commonest names first."""
    seeds = {w.siglum: w.seed for w in witnesses}

    def rows() -> Iterator[tuple[str, ...]]:
        yield _TABLE
        for cluster, entry, like in zip(clusters, register, near, strict=True):
            for form, seen in sorted(cluster.forms.items(), key=lambda f: (-len(f[1]), f[0])):
                for one in seen:
                    place = position_in(seeds[one.siglum].path, seeds[one.siglum].text, one.start)
                    context = f"{one.before}[{one.words}]{one.after}"
                    where = f"{place.line}:{place.column}"
                    yield (cluster.name, str(cluster.count), cluster.kind.value, entry.id, like, form, one.siglum,
                           where, context, one.why, one.cert)  # fmt: skip

    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows()).encode("utf-8")


def _by_id(entries: Sequence[Entry], ids: Mapping[Siglum, str]) -> tuple[Entry, ...]:
    """The entries with the ids of witnesses in place of their sigla."""
    return tuple(
        replace(e, forms=tuple(_sourced(f, [ids[s] for s in f.source.witnesses]) for f in e.forms)) for e in entries
    )


def _sourced(form: Form, witnesses: Sequence[str]) -> Form:
    """The form with these witnesses as its source; without any, known from outside."""
    return replace(form, source=Source(tuple(witnesses), outside=form.source.outside or not witnesses))


def _by_spacy(witnesses: Sequence[Witness], pipeline: str) -> Iterator[Sighting]:
    """What a spaCy pipeline takes for names. InputError when spaCy or the pipeline is not installed."""
    try:
        import spacy
    except ImportError:
        raise InputError(
            "--spacy: spaCy is not installed; `pip install spacy`, then a pipeline of your language"
        ) from None
    try:
        nlp = spacy.load(pipeline)
    except (OSError, ValueError) as error:
        raise InputError(f"--spacy {pipeline}: {str(error).partition(chr(10))[0]}") from None
    nlp.max_length = max(nlp.max_length, *(len(w.text) + 1 for w in witnesses))
    for witness in witnesses:
        text = witness.text
        for found in nlp(text).ents:
            if kind := _SPACY.get(found.label_):
                start, end = found.start_char, found.end_char
                yield Sighting(witness.siglum, start, end, kind, f"{pipeline}: {found.label_}", "low", text[start:end],
                               text[max(0, start - 40) : start], text[end : end + 40])  # fmt: skip


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
