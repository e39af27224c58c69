"""Disagreements and events as tables: who says what, where, and what is known from outside; when, where, who, told by
whom.
"""

from collections.abc import Iterator, Mapping

from edition.export.csv_cells import Cell, Figures, Row, written
from edition.export.date_words import date_words
from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.model import DateValue, EntryKind, Matter, Statement
from edition.model.disagreement import Claim

_SIDES = (
    "id",
    "matter",
    "witnesses",
    "words",
    "value",
    "agrees",
    "outside",
    "entry",
    "places",
    "before",
    "after",
    "rank",
    "certainty",
    "inside",
    "sentence",
)
_EVENTS = (
    "id",
    "type",
    "name",
    "from",
    "to",
    "notBefore",
    "notAfter",
    "date",
    "places",
    "participants",
    "witnesses",
    "statements",
)


@exporter("tables")
def export_disagreements(source: ExportSource) -> Mapping[str, bytes]:
    """CSV table of disagreements: a row a side, with what is known from outside the witnesses."""
    return {"disagreements.csv": written(_SIDES, _sides(source))}


def _sides(source: ExportSource) -> Iterator[Row]:
    agreement = {None: "", True: "yes", False: "no"}
    for rank, (name, one) in enumerate(source.disagreements.items(), 1):
        for side in one.sides:
            value = Figures("; ".join(filter(None, map(_value, side.claims))))
            outside = Figures(one.outside) if one.matter is Matter.DATE else one.outside
            places = " ".join(side.addresses or one.place.addresses)
            yield (name, one.matter.value, " ".join(side.witnesses), side.words, value, agreement[side.agrees],
                   outside, one.entry, places, one.place.before, one.place.after, str(rank), one.cert,
                   " ".join(one.inside), side.context)  # fmt: skip


def _value(claim: Claim) -> str:
    return claim.ref or claim.number or (claim.value.iso if claim.value else "")


@exporter("tables")
def export_events(source: ExportSource) -> Mapping[str, bytes]:
    """CSV table of events: dates, places, participants and the words that state them, for a timeline."""
    return {"events.csv": written(_EVENTS, _events(source))}


def _events(source: ExportSource) -> Iterator[Row]:
    register = source.register
    for entry in register:
        if entry.kind is not EntryKind.EVENT:
            continue
        value = next((s.value for s in entry.statements_of("date") if s.value), None)
        places = " ".join(s.ref for s in entry.statements_of("place"))
        people = "; ".join(f"{other} ({relation})" for relation, other, _ in register.participants(entry.id))
        quoted = [s for s in entry.statements if s.is_quotation]
        sources = (*(s.source for s in entry.statements), *(f.source for f in entry.forms))
        witnesses = dict.fromkeys(w for source in sources for w in source.witnesses)
        told = " | ".join(_quotation(s) for s in quoted)
        yield (
            entry.id,
            entry.type,
            entry.name,
            *_dated(value, source.about.language),
            places,
            people,
            " ".join(witnesses),
            told,
        )


def _dated(value: DateValue | None, language: str) -> tuple[Cell, ...]:
    """First and last day, the limits where it has limits alone, and all as words."""
    if value is None:
        return ("",) * 5
    first, last = value.when or value.start, value.when or value.end
    return *map(Figures, (first, last, value.not_before, value.not_after)), date_words(value, language)


def _quotation(statement: Statement) -> str:
    return f"{' '.join(statement.source.witnesses)}: {statement.words}"
