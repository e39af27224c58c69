"""Exports of an edition: what is made of it for other tools, and how the site offers it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from edition.export.archive import Archive
from edition.export.registry import GROUPS, Exporter, broken_exporters, exporters, plugins
from edition.export.source import ExportSource
from edition.model import Download, Finding, Position, Severity

FOLDER = "exports"  # in `build/` and in the site
Made = Mapping[str, Mapping[str, bytes]]  # name of the export -> path in the folder -> bytes
Files = Iterator[tuple[str, bytes]]
Write = Callable[[str, bytes], None]  # takes a file: its path and its bytes


def exports(source: ExportSource, names: Sequence[str] = ()) -> Made:
    """The files of the named exports, or of all."""
    return {name: exporter(source) for name, exporter in exporters(names).items()}


def files_of(made: Made) -> dict[str, bytes]:
    """All files by their path in the folder of the exports."""
    return {path: data for files in made.values() for path, data in files.items()}


def publish_exports(
    source: ExportSource, keep: Write | None, serve: Write | None
) -> tuple[list[Download], tuple[Finding, ...]]:
    """Write all exports, each file as soon as it is made; return what the site offers, in the order of the groups.

    `keep` takes every file by its path in the folder of the exports, `serve` what the site has of them, by its path in
    the site; either may be None. Exports of plug-ins that fail are left out, each with a finding (E505).
    """
    offered: list[Download] = []
    broken, others = broken_exporters(), plugins()
    for name, exporter in sorted(exporters().items(), key=lambda e: (GROUPS.index(e[1].group), e[0])):
        try:
            files = exporter.files(source)
            if name in others:
                files = iter(list(files))  # before any is written, since the code of others may fail
        except Exception as error:
            broken[name] = f"the export {name!r} fails: {type(error).__name__}: {error}"
            continue
        offered += _Publication(source, name, exporter, keep, serve).publish(files)
    return offered, tuple(_left_out(why) for _, why in sorted(broken.items()))


def _left_out(why: str) -> Finding:
    return Finding("E505", Severity.WARNING, f"{why}; it is left out", Position("edition.toml"))


@dataclass(frozen=True, slots=True)
class _Publication:
    """Writes one export and gives what the site offers of it."""

    source: ExportSource
    name: str
    exporter: Exporter
    keep: Write | None
    serve: Write | None

    def publish(self, files: Files) -> list[Download]:
        """Several files stand in the site as one archive, or as files if they have addresses; one file as it is."""
        first = list(islice(files, 2))
        files = chain(first, files)
        if len(first) > 1 and not self.exporter.by_address:
            return self._as_archive(files)
        title = self.exporter.description
        return [self._served(f"{FOLDER}/{path}", data, title) for path, data in self._kept(files)]

    def _as_archive(self, files: Files) -> list[Download]:
        path = f"{FOLDER}/{self.name}.zip"
        archive = Archive()
        held: list[Download] = []
        for member, data in self._kept(files):
            if self.serve:
                archive.add(member, data)
                held.append(replace(self._offered(f"{FOLDER}/{member}", data), within=path))
        return [self._served(path, archive.close(), self.exporter.description), *held]

    def _kept(self, files: Files) -> Files:
        for path, data in files:
            if self.keep:
                self.keep(path, data)
            yield path, data

    def _served(self, path: str, data: bytes, title: str) -> Download:
        if self.serve:
            self.serve(path, data)
        return self._offered(path, data, title)

    def _offered(self, path: str, data: bytes, title: str = "") -> Download:
        return replace(offer(self.source, self.exporter.group, path, title, data), export=self.name)


def offer(source: ExportSource, group: str, path: str, title: str, data: bytes) -> Download:
    """A file as the site offers it, with its licence: that of the witness it holds alone, or that of the edition."""
    alone = source.alone_in(path)
    licence = source.licence_of(path)
    made = Download.of(group, path, title, data, licence)
    return made if alone or not licence else replace(made, excepted=source.excepted)
