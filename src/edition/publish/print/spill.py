"""Lines whose apparatus no page can hold: what of it stands in the appendix, and the pointers in its place.

A foot cannot run on to the next page, since a page must end where its lines end. What a line has too much of goes to
the appendix as one passage, and a pointer stands at the foot in the place of its first entry (docs/decisions/0063).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from edition.publish.print.plan import Entry, EntryId, Flow, Line, Metrics, foot_height

#: The part of a page that the apparatus of such a line may still fill.
SHARE = 0.5
#: An entry of more lines than this is long: long ones go first.
LONG = 3


@dataclass(frozen=True, slots=True)
class Spill:
    """Entries that start on a line of a flow and stand in the appendix; their pointer bears the id of the first."""

    flow: int
    line: int
    entries: tuple[EntryId, ...]


def with_pointers(flow: Flow, spills: Sequence[Spill], metrics: Metrics) -> Flow:
    """The flow with a pointer in the place of what each of its spills holds."""
    entries = {**flow.entries}
    for spill in spills:
        entries[spill.line] = _left(flow.entries[spill.line], spill.entries, metrics)
    return replace(flow, entries=entries)


def spill_line(
    flows: Sequence[Flow], at: tuple[int, int], spills: Sequence[Spill], metrics: Metrics, layers: Sequence[str]
) -> tuple[Spill, ...] | None:
    """The spills with more of what a line (flow, line) has; None when it has no more."""
    number, line = at
    entries = flows[number].entries.get(line, ())
    gone = next((s.entries for s in spills if (s.flow, s.line) == at), ())
    more = _more(entries, gone, flows[number].lines[line], metrics, layers)
    if more is None:
        return None
    others = [s for s in spills if (s.flow, s.line) != at]
    return tuple(sorted([*others, Spill(number, line, more)], key=lambda s: (s.flow, s.line)))


def _more(
    entries: Sequence[Entry], gone: Sequence[EntryId], line: Line, metrics: Metrics, layers: Sequence[str]
) -> tuple[EntryId, ...] | None:
    """The ids of what is to go: at least one more; long entries first, the longest before others, then from the end."""
    long = sorted((e for e in entries if e.width > LONG * metrics.measure), key=lambda e: -e.width)
    order = [e.id for e in (*long, *(e for e in reversed(entries) if e not in long)) if e.id not in gone]
    room = SHARE * metrics.height - (line.baseline - line.top)
    chosen = set(gone)
    for name in order:
        chosen.add(name)
        if foot_height(_left(entries, chosen, metrics), metrics, layers) <= room:
            break
    return tuple(e.id for e in entries if e.id in chosen) if order else None


def _left(entries: Sequence[Entry], gone: Sequence[EntryId] | set[EntryId], metrics: Metrics) -> tuple[Entry, ...]:
    """What stays of the entries of a line, with a pointer for what goes."""
    first = next(e.id for e in entries if e.id in gone)
    return tuple(
        replace(e, width=metrics.pointer) if e.id == first else e for e in entries if e.id == first or e.id not in gone
    )
