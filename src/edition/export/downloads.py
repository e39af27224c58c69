"""Exports of an edition: what is made of it for other tools, and how the site offers it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from edition.export.archive import zipped
from edition.export.registry import GROUPS, broken_exporters, exporters, is_plugin
from edition.export.source import ExportSource
from edition.model import Download, Finding, Position, Severity

FOLDER = "exports"  # in `build/` and in the site
Made = Mapping[str, Mapping[str, bytes]]  # name of the export -> path in the folder -> bytes


def exports(source: ExportSource, names: Sequence[str] = ()) -> Made:
    """The files of the named exports, or of all."""
    return {name: exporter(source) for name, exporter in exporters(names).items()}


def all_exports(source: ExportSource) -> tuple[Made, tuple[Finding, ...]]:
    """The files of all exports, without those of plug-ins that fail, and E505 for each of these."""
    made: dict[str, Mapping[str, bytes]] = {}
    broken = broken_exporters()
    for name, exporter in exporters().items():
        try:
            made[name] = exporter(source)
        except Exception as error:
            if not is_plugin(name):
                raise
            broken[name] = f"the export {name!r} fails: {type(error).__name__}: {error}"
    return made, tuple(_left_out(why) for _, why in sorted(broken.items()))


def _left_out(why: str) -> Finding:
    return Finding("E505", Severity.WARNING, f"{why}; it is left out", Position("edition.toml"))


def files_of(made: Made) -> dict[str, bytes]:
    """All files by their path in the folder of the exports."""
    return {path: data for files in made.values() for path, data in files.items()}


def downloads(source: ExportSource, made: Made) -> Iterator[Download]:
    """What the site offers: the groups in their order; an export of several files also as one archive, before them."""
    known = exporters(tuple(made))
    for name, exporter in sorted(known.items(), key=lambda e: (GROUPS.index(e[1].group), e[0])):
        files = made[name]
        archive = f"{FOLDER}/{name}.zip" if len(files) > 1 else ""
        if archive:
            yield replace(offer(source, exporter.group, archive, exporter.description, zipped(files)), export=name)
        for path, data in files.items():
            title = "" if archive else exporter.description
            yield replace(offer(source, exporter.group, f"{FOLDER}/{path}", title, data), within=archive, export=name)


def offer(source: ExportSource, group: str, path: str, title: str, data: bytes) -> Download:
    """A file as the site offers it, with its licence: that of the witness it holds alone, or that of the edition."""
    alone = source.alone_in(path)
    licence = source.licence_of(path)
    return Download(group, path, title, data, licence, () if alone or not licence else source.excepted)
