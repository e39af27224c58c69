"""TimelineJS JSON (timeline.knightlab.com/docs/json-format.html): the dated events of the register."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from edition.export.date_words import date_words
from edition.export.entries import facts, of_kind
from edition.export.json_file import json_file
from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.model import Entry, EntryKind, Statement
from edition.model.mention import date_parts

_PARTS = ("year", "month", "day")


@exporter("maps")
def export_timeline(source: ExportSource) -> Mapping[str, bytes]:
    """TimelineJS: the dated events with the words that tell them, and who tells."""
    title = {"text": {"headline": escape(source.title)}}
    return {"timeline/timeline.json": json_file({"title": title, "events": list(_events(source))})}


def _events(source: ExportSource) -> Iterator[Mapping[str, Any]]:
    """By their first day; an event between two limits is shown within them and says so. One that is only before or
    after something has no place on a line, and is left out."""
    known = [(entry, value) for entry in of_kind(source, EntryKind.EVENT) if (value := facts(entry).date)]
    dated = [(entry, value) for entry, value in known if not value.is_open]
    for entry, value in sorted(dated, key=lambda e: (e[1].limits, e[0].id)):
        first = value.when or value.start or value.not_before
        last = value.end or value.not_after
        made: dict[str, Any] = {"unique_id": entry.id, "start_date": _date(first)}
        if last and last != first:
            made["end_date"] = _date(last)
        if value.not_before or value.not_after:
            made["display_date"] = date_words(value, source.about.language)
        yield {
            **made,
            "text": {"headline": escape(entry.name), "text": _event_text(entry)},
            "group": entry.type or "event",
        }


def _date(iso: str) -> Mapping[str, int]:
    return dict(zip(_PARTS, date_parts(iso), strict=False))


def _event_text(entry: Entry) -> str:
    quotes = [s for s in entry.statements if s.is_quotation]
    return "".join(f"<p>«{escape(quote.words)}» ({escape(_who(quote))})</p>" for quote in quotes)


def _who(statement: Statement) -> str:
    return ", ".join(statement.source.witnesses)
