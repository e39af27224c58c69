"""Tabular Data Package (specs.frictionlessdata.io/tabular-data-package): CSV tables and what joins them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from edition.export.csv_cells import written
from edition.export.dataset import Table, tables
from edition.export.json_file import json_file
from edition.export.registry import exporter
from edition.export.source import ExportSource


@exporter("tables", by_address=True)
def export_tables(source: ExportSource) -> Iterator[tuple[str, bytes]]:
    """CSV tables of witnesses, texts, tokens, places, readings, mentions and entries, with datapackage.json."""
    made: list[Table] = []
    for table in tables(source):
        yield f"csv/{table.name}.csv", written(list(table.columns), table.rows)
        made.append(replace(table, rows=()))
    yield "csv/datapackage.json", json_file(_package(source, made))


def _package(source: ExportSource, made: Sequence[Table]) -> Mapping[str, Any]:
    about = source.about
    said = {"title": about.title, "version": about.version, "homepage": about.url}
    licences = [{"path": about.licence}] if about.licence else []
    return {
        "profile": "tabular-data-package",
        "name": "edition",
        **{key: value for key, value in said.items() if value},
        **({"licenses": licences} if licences else {}),
        "contributors": [{"title": name, "role": "contributor"} for name in about.editors],
        "resources": [_resource(table) for table in made],
    }


def _resource(table: Table) -> Mapping[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": {
            "fields": [{"name": name, "type": kind} for name, kind in table.columns.items()],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": list(own), "reference": {"resource": target, "fields": list(theirs)}}
                for own, target, theirs in table.links
            ],
        },
    }
