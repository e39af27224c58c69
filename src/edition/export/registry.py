"""Which exporters there are: those of the entry-point group `edition.exporters`, ours among them.

To add one: a module with a function from ExportSource to files, one line in the entry points of its distribution (ours
stand in `pyproject.toml`, under the name that `edition export` takes), and a page `docs/exports/NAME.md`.
"""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from edition.errors import InputError
from edition.export.source import ExportSource

#: Path in the folder of the exports and bytes, as a mapping or as pairs: those of an iterator are written one after the
#: other, and none is kept. A file that holds one witness alone is named by its slug: `text/W.txt`.
Files = Mapping[str, bytes] | Iterable[tuple[str, bytes]]
#: What exports are listed under, in the order of the downloads page.
GROUPS = ("texts", "apparatus", "tables", "names", "maps", "works", "archive", "other")


@dataclass(frozen=True, slots=True)
class Exporter:
    """What makes the files of one format, the group it is listed in, and one sentence on what it writes.

    `by_address`: the site has each of its files at an address of its own, and no archive of them.
    """

    make: Callable[[ExportSource], Files]
    group: str
    description: str
    by_address: bool = False

    def __call__(self, source: ExportSource) -> dict[str, bytes]:
        """All files at once."""
        return dict(self.files(source))

    def files(self, source: ExportSource) -> Iterator[tuple[str, bytes]]:
        """The files one after the other, as they are made."""
        made = self.make(source)
        yield from made.items() if isinstance(made, Mapping) else made


def exporter(group: str, by_address: bool = False) -> Callable[[Callable[[ExportSource], Files]], Exporter]:
    """Declares a function an exporter; the first sentence of its docstring is its description.

    `by_address`: other files or programs reach its files by their addresses, so that the site has them as files; those
    of any other export that writes several stand in one archive.
    """
    if group not in GROUPS:
        raise ValueError(f"{group}: exports are listed under {', '.join(GROUPS)}")
    return lambda make: Exporter(make, group, _first_sentence(make.__doc__), by_address)


def _first_sentence(doc: str | None) -> str:
    return " ".join((doc or "").strip().split("\n\n")[0].split())


def exporters(names: Sequence[str] = ()) -> dict[str, Exporter]:
    """The named exporters, or all that can be loaded, by name; a bare function of a plug-in is listed under `other`.

    InputError when one that is named cannot be loaded.
    """
    points = _points()
    made = {name: _loaded(points[name]) for name in names or points}
    if names and (broken := next((why for why in made.values() if isinstance(why, str)), "")):
        raise InputError(broken)
    return {name: one for name, one in made.items() if isinstance(one, Exporter)}


def broken_exporters() -> dict[str, str]:
    """The exporters of other distributions that cannot be loaded, and why."""
    return {name: why for name, point in _points().items() if isinstance(why := _loaded(point), str)}


def plugins() -> frozenset[str]:
    """The names of the exporters that belong to other distributions."""
    return frozenset(name for name, point in _points().items() if not point.value.startswith("edition."))


def _loaded(point: EntryPoint) -> Exporter | str:
    """The exporter, or why it cannot be loaded."""
    try:
        made = point.load()
    except Exception as error:  # whatever the code of others raises: the other exports go on
        return f"the export {point.name!r} ({point.value}) cannot be loaded: {type(error).__name__}: {error}"
    if isinstance(made, Exporter):
        return made
    if not callable(made):
        return f"the export {point.name!r} ({point.value}) cannot be loaded: it is no function"
    return Exporter(made, "other", _first_sentence(made.__doc__))


def _points() -> dict[str, EntryPoint]:
    """By name; where another distribution uses a name of ours, its exporter is taken."""
    found = sorted(entry_points(group="edition.exporters"), key=lambda p: not p.value.startswith("edition."))
    return dict(sorted({p.name: p for p in reversed(found)}.items()))


def known(names: Sequence[str]) -> Sequence[str]:
    """The names, or InputError with the nearest ones there are."""
    there = _points()
    for name in names:
        if name not in there:
            near = [repr(n) for n in difflib.get_close_matches(name.casefold(), there, n=3, cutoff=0.6)]
            hint = f"did you mean {' or '.join(near)}?" if near else f"there is {', '.join(there)}"
            raise InputError(f"there is no export {name!r}; {hint}")
    return names
