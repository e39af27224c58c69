"""Which exporters there are: ours, and those of the entry-point group `edition.exporters`."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import entry_points

from edition.errors import InputError
from edition.export.collatex import export_collatex
from edition.export.disagreements import export_disagreements, export_events
from edition.export.source import ExportSource
from edition.export.tables import export_tables
from edition.export.text import export_text

#: Takes the edition, gives files: path in the exports' folder -> bytes. Its docstring's first line is its description.
Exporter = Callable[[ExportSource], Mapping[str, bytes]]

BUILT_IN: Mapping[str, Exporter] = {
    "collatex": export_collatex,
    "csv": export_tables,
    "disagreements": export_disagreements,
    "events": export_events,
    "text": export_text,
}


def exporters() -> dict[str, Exporter]:
    """All exporters by name; a plug-in of the same name takes the place of ours."""
    found = {point.name: point.load() for point in entry_points(group="edition.exporters")}
    return dict(sorted((dict(BUILT_IN) | found).items()))


def known(names: Sequence[str]) -> Sequence[str]:
    """The names, or InputError with the nearest ones there are."""
    there = exporters()
    for name in names:
        if name not in there:
            near = difflib.get_close_matches(name, there, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"there is {', '.join(there)}"
            raise InputError(f"there is no export {name!r}; {hint}")
    return names


def description(exporter: Exporter) -> str:
    """One sentence on what an exporter writes."""
    return (exporter.__doc__ or "").strip().split("\n")[0]
