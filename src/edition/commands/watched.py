"""Which files an edition is made of, and whether one of them has changed."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from edition.errors import EditionError
from edition.model import EntryKind
from edition.project.config import FILE_NAME as CONFIG
from edition.project.config import WitnessOptions, read_config
from edition.project.decisions import FILE_NAME as DECISIONS
from edition.project.decisions import decision_files
from edition.project.page_files import is_several, page_paths


class Watched:
    """The sources of an edition, as they were when they were last looked at."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._seen: Mapping[Path, tuple[int, int]] = {}

    def has_changed(self) -> bool:
        """Whether a source was written, made or taken away since the last time this was asked."""
        paths = (path for source in self._sources() for path in _with_files(source))
        now = {path: (stat.st_mtime_ns, stat.st_size) for path in paths if (stat := _stat(path))}
        changed, self._seen = now != self._seen, now
        return changed

    def _sources(self) -> Iterator[Path]:
        yield from (self.root / name for name in (CONFIG, DECISIONS, *decision_files(self.root)))
        yield from (self.root / "tei" / "registers" / f"{name}.xml" for name in EntryKind)
        try:
            config = read_config(self.root)
        except EditionError:
            return
        yield from (self.root / path for witness in config.witnesses for path in self._files(witness))
        yield from (
            self.root / path
            for path in (*config.site.files.values(), *config.site.pages, config.annotation.words)
            if path
        )
        one = config.edition
        around = (
            one.introduction,
            one.commentary,
            one.bibliography,
            one.stemma,
            *(t.file for t in config.translations),
        )
        yield from (self.root / path for path in (config.pdf.fonts, one.languages, *around) if path)

    def _files(self, witness: WitnessOptions) -> Sequence[str]:
        if not is_several(witness.seed):
            return witness.pages or (witness.seed,)
        try:
            return page_paths(self.root, witness.seed)
        except EditionError:
            return ()


def _with_files(path: Path) -> Iterator[Path]:
    """A source, and of a folder (labels, data of languages) each file in it, whose words change no folder."""
    yield path
    try:
        yield from path.iterdir() if path.is_dir() else ()
    except OSError:
        return


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None
