"""RDF in Turtle (www.w3.org/TR/turtle): schema.org for everyone, and a small core of CIDOC-CRM 7.1.

Every node has a name, so that the file is the same each time; where the edition has no address, names are relative to
the file. What a register calls alleged (`allegedMemberOf`) is not stated.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from edition.export.csl import editors
from edition.export.entries import Facts, address, facts
from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.model import DateValue, Entry, EntryKind, Witness
from edition.project.config_checks import is_address

_PREFIXES = {
    "crm": "http://www.cidoc-crm.org/cidoc-crm/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_ACTORS = (EntryKind.PERSON, EntryKind.ORGANISATION)
_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_UNSAFE = re.compile(r'[\x00-\x20<>"{}|^`\\]')
Statements = list[tuple[str, str]]


@exporter("names")
def export_turtle(source: ExportSource) -> Mapping[str, bytes]:
    """RDF in Turtle: edition, witnesses and register entries in schema.org and CIDOC-CRM (triple stores, Protégé)."""
    lines = [f"@prefix {name}: <{address}> .\n" for name, address in _PREFIXES.items()]
    if source.about.url:
        lines.insert(0, f"@base <{source.about.url.rstrip('/')}/> .\n")
    lines += [_node(name, statements) for name, statements in _nodes(source)]
    return {"rdf/edition.ttl": "\n".join(lines).encode("utf-8")}


def _nodes(source: ExportSource) -> Iterator[tuple[str, Statements]]:
    yield "<index.html>", _edition(source)
    for witness in source.witnesses:
        yield _witness_name(source, witness), _witness(source, witness)
    for entry in source.register:
        known = facts(entry)
        yield _name(source, entry), [*_entry(source, entry, known), *_statement_triples(source, entry, known)]
        yield from _time_spans(source, entry, known)


def _edition(source: ExportSource) -> Statements:
    about = source.about
    made = [("a", "schema:CreativeWork"), ("a", "crm:E73_Information_Object"),
            ("rdfs:label", _text(about.title, about.language)), ("schema:name", _text(about.title, about.language)),
            ("schema:inLanguage", _text(about.language))]  # fmt: skip
    made += [("schema:editor", _text(name)) for name in editors(source)]
    for name, value in (("version", about.version), ("datePublished", about.date), ("publisher", about.publisher)):
        made += [(f"schema:{name}", _text(value))] if value else []
    if about.licence:
        made.append(("schema:license", _resource(about.licence) if is_address(about.licence) else _text(about.licence)))
    return made + [("schema:hasPart", _witness_name(source, witness)) for witness in source.witnesses]


def _witness_name(source: ExportSource, witness: Witness) -> str:
    return f"<wit-{source.slugs[witness.siglum]}.html>"


def _witness(source: ExportSource, witness: Witness) -> Statements:
    made = [("a", "schema:CreativeWork"), ("a", "crm:E73_Information_Object"),
            ("rdfs:label", _text(witness.name or witness.siglum, source.about.language)),
            ("schema:alternateName", _text(witness.siglum)), ("schema:isPartOf", "<index.html>"),
            ("schema:inLanguage", _text(witness.language))]  # fmt: skip
    named = {mark.ref for text in source.texts if text.siglum == witness.siglum for mark in text.marks}
    return made + [("schema:mentions", _name(source, entry)) for entry in source.register if entry.id in named]


def _name(source: ExportSource, entry: Entry) -> str:
    return _resource(address(source, entry).removeprefix(f"{source.about.url.rstrip('/')}/"))


def _entry(source: ExportSource, entry: Entry, known: Facts) -> Iterator[tuple[str, str]]:
    language = source.about.language
    yield from (("a", kind) for kind in entry.kind.row.classes)
    yield "rdfs:label", _text(entry.name, entry.forms[0].lang or language)
    yield "schema:name", _text(entry.name, entry.forms[0].lang or language)
    for form in entry.forms[1:]:
        yield "schema:alternateName", _text(form.text, form.lang or language)
    for same in known.same_as:
        yield "owl:sameAs", _resource(same)
        yield "schema:sameAs", _resource(same)
    if known.coordinates:
        latitude, longitude = known.coordinates
        yield "schema:latitude", f'"{latitude}"^^xsd:decimal'
        yield "schema:longitude", f'"{longitude}"^^xsd:decimal'


def _statement_triples(source: ExportSource, entry: Entry, known: Facts) -> Iterator[tuple[str, str]]:
    for name, value in (("birthDate", known.birth), ("deathDate", known.death)):
        if value:
            yield f"schema:{name}", _dated(value)
    if entry.kind is EntryKind.EVENT:
        yield from _event(source, entry, known)
    if entry.kind is EntryKind.WORK:
        for author in filter(None, (source.register.get(s.ref) for s in entry.statements_of("author"))):
            yield "schema:author", _name(source, author)
        if known.date:
            yield "schema:datePublished", _text(known.date.iso)


def _event(source: ExportSource, entry: Entry, known: Facts) -> Iterator[tuple[str, str]]:
    if known.date:
        yield "crm:P4_has_time-span", f"<{_name(source, entry)[1:-1]}-time>"
        yield from _schema_dates(known.date)
    for place in filter(None, map(source.register.get, known.places)):
        yield "crm:P7_took_place_at", _name(source, place)
        yield "schema:location", _name(source, place)
    for other in _participants(source, entry):
        yield "crm:P11_had_participant", _name(source, other)
        yield "schema:participant", _name(source, other)


def _participants(source: ExportSource, entry: Entry) -> Sequence[Entry]:
    names = dict.fromkeys(
        other for relation, other, _ in source.register.participants(entry.id) if not relation.startswith("alleged")
    )
    return [other for name in names if (other := source.register.get(name)) and other.kind in _ACTORS]


def _schema_dates(value: DateValue) -> Iterator[tuple[str, str]]:
    first, last = value.when or value.start, value.when or value.end
    if first:
        yield "schema:startDate", _dated(first)
    if last:
        yield "schema:endDate", _dated(last)


def _time_spans(source: ExportSource, entry: Entry, known: Facts) -> Iterator[tuple[str, Statements]]:
    """The time-span of an event: the first moment of its first day, the last of its last."""
    if entry.kind is not EntryKind.EVENT or known.date is None:
        return
    value, name = known.date, f"<{_name(source, entry)[1:-1]}-time>"
    made = [("a", "crm:E52_Time-Span"), ("rdfs:label", _text(value.iso))]
    first, last = value.days
    if value.when or value.start or value.not_before:
        made.append(("crm:P82a_begin_of_the_begin", f'"{first}T00:00:00"^^xsd:dateTime'))
    if value.when or value.end or value.not_after:
        made.append(("crm:P82b_end_of_the_end", f'"{last}T23:59:59"^^xsd:dateTime'))
    yield name, made


def _node(name: str, statements: Statements) -> str:
    told = " ;\n".join(f"  {predicate} {value}" for predicate, value in dict.fromkeys(statements))
    return f"{name}\n{told} .\n"


def _text(text: str, language: str = "") -> str:
    return json.dumps(text, ensure_ascii=False) + (f"@{language}" if language else "")


def _dated(iso: str) -> str:
    kind = _DATES.get(len(iso.removeprefix("-"))) if "/" not in iso else None
    return f'"{iso}"^^xsd:{kind}' if kind else _text(iso)


def _resource(address: str) -> str:
    return f"<{_UNSAFE.sub(lambda c: f'%{ord(c[0]):02X}', address)}>"
