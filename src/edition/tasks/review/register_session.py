"""A review edits the registers: what is shown of an entry, and the files that are written. Her XML stays her own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from edition.errors import InputError
from edition.late_patterns import late_pattern
from edition.model import Entry, EntryKind, Form, Register, Relation, Severity
from edition.model.register import entry_id, is_transcribed, kind_of
from edition.project.config import TableReader
from edition.tasks.review.rewrite_row import with_keys
from edition.tasks.review.session import ReviewSession
from edition.tasks.review.source_session import decision_paths
from edition.tei.decode.registers import read_register, read_relations
from edition.tei.encode.edit_register import (
    DATES,
    Facts,
    corrected,
    facts_of_entry,
    merged_entries,
    removed,
    with_pointers,
)
from edition.tei.encode.registers import IDENTIFIERS, merged, register_file
from edition.validate.document import validate_document
from edition.xml.parse import parse_document

_DATE = late_pattern(r"-?\d{4}(?:-\d\d(?:-\d\d)?)?")
_MOST = 200  # entries that are listed at a time


def list_register(session: ReviewSession, kind: str, words: str) -> Mapping[str, Any]:
    """The entries of a kind (of all kinds: "") whose names have some words, with how often they are named."""
    with session.lock:
        wanted = words.casefold().strip()
        named: dict[str, int] = {}
        for mentions in session.prepared.mentions.values():
            for mention in mentions:
                named[mention.ref] = named.get(mention.ref, 0) + 1
        found = [
            {"id": e.id, "name": e.name, "kind": e.kind.value, "named": named.get(e.id, 0), "forms": len(e.forms)}
            for e in session.prepared.sources.register
            if (not kind or e.kind.value == kind) and any(wanted in f.text.casefold() for f in e.forms)
        ]
        return {"entries": sorted(found, key=lambda e: str(e["name"]).casefold())[:_MOST], "of": len(found)}


def show_entry(session: ReviewSession, name: str) -> Mapping[str, Any]:
    """What the register says of an entry, as an editor corrects it."""
    with session.lock:
        entry = _entry(session, name)
        facts = facts_of_entry(_data(session, entry.kind), name)
        shown = {"id": name, "kind": entry.kind.value, "file": _path(entry.kind), "forms": list(facts.forms)}
        dates = {kind: facts.dates.get(kind, "") for kind in (DATES if entry.kind is EntryKind.PERSON else ())}
        return {**shown, "dates": dates, "identifiers": dict(facts.identifiers)}


def save_entry(session: ReviewSession, name: str, kind: str, facts: Facts) -> Mapping[str, Any]:
    """Correct an entry, or add one (without an id). Of another kind it gets a new id, which decisions follow."""
    with session.lock:
        _check_facts(facts)
        wanted = _kind(kind)
        if not name:
            return _add(session, wanted, facts)
        entry = _entry(session, name)
        files = {_path(entry.kind): _corrected(_data(session, entry.kind), name, facts)}
        if entry.kind is wanted:
            return _write(session, files, f"Corrected {name} in {_path(entry.kind)}.")
        new = entry_id(wanted, entry.name, set(session.prepared.sources.register.entries))
        files = _added(session, new, wanted, facts) | files
        files[_path(entry.kind)] = removed(files[_path(entry.kind)], name)
        return _write(session, _pointing(session, files, name, new), f"{name} is {new} now.")


def merge_entry(session: ReviewSession, gone: str, keep: str) -> Mapping[str, Any]:
    """Put all that an entry has into another one of its kind; what pointed to it points there."""
    with session.lock:
        one, other = _entry(session, gone), _entry(session, keep)
        if one.kind is not other.kind or gone == keep:
            raise InputError(f"{gone} and {keep} must be two entries of one register")
        path, data = _path(one.kind), _data(session, one.kind)
        made, contradictions = merged_entries(data, keep, data, gone)
        files = _pointing(session, {path: removed(made, gone)}, gone, keep)
        told = "".join(f"\nnot taken over: {line}" for line in contradictions)
        return _write(session, files, f"{gone} is a part of {keep} now.{told}")


def _add(session: ReviewSession, kind: EntryKind, facts: Facts) -> Mapping[str, Any]:
    if not facts.forms:
        raise InputError("an entry has a name")
    new = entry_id(kind, facts.forms[0], set(session.prepared.sources.register.entries))
    return {**_write(session, _added(session, new, kind, facts), f"Added {new}."), "id": new}


def _added(session: ReviewSession, name: str, kind: EntryKind, facts: Facts) -> dict[str, bytes]:
    """The file of a register with a new entry."""
    path = _path(kind)
    data = session.files.bytes_of(path)
    entry = Entry(name, kind, (Form(" ".join(facts.forms[0].split())),))
    if data is None:
        made = register_file(kind, [entry], session.prepared.sources.config.edition.language)
    else:
        try:
            made = merged(data, kind, [entry]).data
        except ValueError as error:
            raise InputError(f"{path}: {error}") from None
    own = facts if kind is EntryKind.PERSON else replace(facts, dates={})
    return {path: _corrected(made, name, own)}


def _corrected(data: bytes, name: str, facts: Facts) -> bytes:
    try:
        return corrected(data, name, facts)
    except ValueError as error:
        raise InputError(str(error)) from None


def _pointing(session: ReviewSession, files: Mapping[str, bytes], old: str, new: str) -> dict[str, bytes]:
    """The files, and all registers and decisions that point to an entry, pointing to another one."""
    made = dict(files)
    for kind in EntryKind:
        data = made.get(_path(kind), session.files.bytes_of(_path(kind)))
        pointer = f"#{new}" if kind_of(new) is kind else f"{_path(kind_of(new) or kind).rpartition('/')[2]}#{new}"
        if data is not None and (pointing := with_pointers(data, old, pointer)) != data:
            made[_path(kind)] = pointing
    for path in decision_paths(session.root):
        text = session.files.read(path)
        changed = text
        for number, row in enumerate(TableReader(text, path).data.get("mention", [])):
            if row.get("ref") == old:
                changed = with_keys(changed, path, ("mention", number), {"ref": new})
        if changed != text:
            made[path] = session.files.encoded(path, changed)
    return made


def _write(session: ReviewSession, files: Mapping[str, bytes], said: str) -> Mapping[str, Any]:
    """Write files that were proved, and read the edition anew."""
    changed = {path: data for path, data in files.items() if data != session.files.bytes_of(path)}
    if not changed:
        return {"said": "Nothing has changed.", "block": ""}
    _prove(session, changed)
    session.files.write_all(changed)
    try:
        session.rebuild()
    except Exception:
        session.undo()
        raise
    return {"said": said, "block": ", ".join(changed)}


def _prove(session: ReviewSession, files: Mapping[str, bytes]) -> None:
    """InputError unless the registers with these files can be read, and nothing is invalid in them that was valid."""
    entries: list[Entry] = []
    relations: list[Relation] = []
    for kind in EntryKind:
        data = files.get(_path(kind), session.files.bytes_of(_path(kind)))
        if data is not None:
            entries += read_register(data, _path(kind))
            relations += read_relations(data, _path(kind))
    try:
        Register.of(entries, relations)
    except ValueError as error:
        raise InputError(f"not written: {error}") from None
    for path, data in files.items():
        known = _invalid(path, session.files.bytes_of(path)) if path.endswith(".xml") else []
        found = _invalid(path, data) if path.endswith(".xml") else []
        if more := [said for said in found if said not in known]:
            raise InputError(f"not written: {more[0]}")


def _invalid(path: str, data: bytes | None) -> list[str]:
    found = validate_document(parse_document(data, path)) if data else ()
    return [f"{f.code} {f.message}" for f in found if f.severity is Severity.ERROR]


def _check_facts(facts: Facts) -> None:
    for kind, value in facts.dates.items():
        if kind not in DATES or (value and not all(map(_DATE.fullmatch, value.split("/", 1)))):
            raise InputError(
                f"{kind} = {value!r}: write 1878, 1878-12, 1878-12-18, or two of them with a slash between"
            )
    for kind in facts.identifiers:
        if kind not in IDENTIFIERS:
            raise InputError(f"there is no identifier {kind!r}; there is {', '.join(IDENTIFIERS)}")


def _entry(session: ReviewSession, name: str) -> Entry:
    found = session.prepared.sources.register.get(name)
    if found is None:
        raise InputError(f"there is no entry {name!r}")
    if is_transcribed(name):
        raise InputError(f"{name} stands in the file of a witness; correct it there, or add an entry of your own")
    return found


def _kind(kind: str) -> EntryKind:
    if kind not in tuple(EntryKind):
        raise InputError(f"there is no register {kind!r}; there is {', '.join(EntryKind)}")
    return EntryKind(kind)


def _path(kind: EntryKind) -> str:
    return f"tei/registers/{kind.value}.xml"


def _data(session: ReviewSession, kind: EntryKind) -> bytes:
    return session.files.bytes_of(_path(kind)) or b""
