"""A release of a corpus: one bag with the common site and the site of each edition, and one RO-Crate of all.

What has changed is built first; then the files of `build/site` are read one after the other, so that none but the one
at work is held.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from edition.apart import usable_cores
from edition.built import OUTPUTS
from edition.errors import OutputError
from edition.export.crate import METADATA
from edition.export.json_file import json_file
from edition.model import Finding
from edition.project.file_writer import write_folder
from edition.project.ownership import compute_digest, read_record
from edition.tasks.corpus.build_corpus import Where, build_corpus
from edition.tasks.corpus.corpus_config import Corpus, read_corpus
from edition.tasks.corpus.corpus_crate import corpus_crate
from edition.tasks.corpus.published_editions import read_published
from edition.tasks.release import bag, refuse_used
from edition.witnesses import Progress

_SITE = "build/site"


@dataclass(frozen=True, slots=True, eq=False)
class _Published(Mapping[str, bytes]):
    """The files that builds wrote below `build/site`, read when they are asked for; `extra` beside them."""

    folder: Path
    digests: Mapping[str, str]
    extra: Mapping[str, bytes]

    def __getitem__(self, path: str) -> bytes:
        if path in self.extra:
            return self.extra[path]
        data = (self.folder / path).read_bytes()
        if compute_digest(data) != self.digests[path]:
            raise OutputError(f"{self.folder / path}: was edited since it was built; undo that, or delete its folder")
        return data

    def __iter__(self) -> Iterator[str]:
        yield from self.digests
        yield from self.extra

    def __len__(self) -> int:
        return len(self.digests) + len(self.extra)


def release_corpus(
    root: Path,
    to: Path,
    progress: Progress = lambda stage: None,
    outputs: Sequence[str] = OUTPUTS,
    where: Where | None = None,
) -> tuple[Finding, ...]:
    """Make a release of the corpus in `root` as the new folder `to`; its findings.

    What has changed is built first: all outputs, in as many processes as there are cores, if nothing else is said.
    When an edition has an error nothing is released. OutputError when `to` is there already.
    """
    refuse_used(to)
    made = build_corpus(root, outputs, where or Where(usable_cores()), progress)
    if made.interrupted:
        raise KeyboardInterrupt
    if not made.failed:
        progress("writing the release")
        corpus = read_corpus(root)
        summaries = {name: read_published(root, name)["summary"] for name in corpus.editions}
        files = _Published(root / _SITE, dict(_digests(corpus)), {})
        crate = json_file(corpus_crate(corpus.options, summaries, files))
        write_folder(to, bag(_Published(files.folder, files.digests, {METADATA: crate}), corpus.options))
    return tuple(made.findings)


def _digests(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """The files of the common site and of each edition, by their records."""
    site = corpus.root / _SITE
    yield from (read_record(site) or {}).items()
    for name in corpus.editions:
        yield from ((f"{name}/{path}", digest) for path, digest in (read_record(site / name) or {}).items())
