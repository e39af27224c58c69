"""Build a corpus: what changed is built again, what failed is told, the others are published, and the common site."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edition.built import OUTPUTS
from edition.errors import EditionError
from edition.model import Finding, Position, Severity
from edition.project.program_digest import program_digest
from edition.project.staging import lock_edition
from edition.rebuild import Progress
from edition.tasks.corpus.common_site import write_common
from edition.tasks.corpus.corpus_config import Corpus, read_corpus
from edition.tasks.corpus.edition_task import BuiltEdition, EditionTask
from edition.tasks.corpus.inputs import former_tei, inputs_of, shared_files
from edition.tasks.corpus.published_editions import edition_key, findings_of, holds, publish_edition, read_published


@dataclass(slots=True)
class BuiltCorpus:
    """What a build of a corpus did: names of the editions that were built, kept as they were, and failed."""

    built: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """Where editions are built: in so many processes of this machine, or on the cluster of a scheduler.

    0 `jobs` build in this process. `warm`: a single one in this process, which has loaded already what it needs.
    """

    jobs: int = 1
    scheduler: str = ""
    warm: bool = False

    def build(self, tasks: Sequence[EditionTask]) -> Iterator[BuiltEdition]:
        """What came of each edition, as they become ready."""
        if self.scheduler:
            from edition.tasks.corpus.build_on_cluster import build_on_cluster

            return build_on_cluster(tasks, self.scheduler)
        from edition.tasks.corpus.build_here import build_here  # only here, with all that builds

        return build_here(tasks, 0 if self.warm and len(tasks) == 1 else self.jobs)


def build_corpus(
    root: Path, only: Sequence[str] = OUTPUTS, where: Where = Where(), progress: Progress = lambda stage: None
) -> BuiltCorpus:
    """Build the corpus in `root`. An edition with an error keeps its last good output."""
    corpus, made = read_corpus(root), BuiltCorpus()
    with lock_edition(root):
        records, tasks, keys = _plan(corpus, tuple(only), made)
        try:
            for number, one in enumerate(where.build(tasks) if tasks else (), 1):
                progress(f"editions: {number} of {len(tasks)}")
                if record := _publish(root, one, keys[one.name], only, made):
                    records[one.name] = record
        except KeyboardInterrupt:
            made.interrupted = True
        if not made.interrupted:
            progress("the common site")
            write_common(corpus, {name: records[name]["summary"] for name in corpus.editions if name in records}, only)
    order = {name: number for number, name in enumerate(corpus.editions)}
    for names in (made.built, made.kept, made.failed):
        names.sort(key=order.__getitem__)
    made.findings = list(dict.fromkeys(made.findings))  # of a common register once
    made.findings.sort(key=lambda f: (f.position.path, f.position.line, f.position.column, f.code))
    return made


def _plan(
    corpus: Corpus, only: tuple[str, ...], made: BuiltCorpus
) -> tuple[dict[str, Mapping[str, Any]], list[EditionTask], dict[str, str]]:
    """The records of what is there by the names of the editions, the editions to build, and their keys."""
    records: dict[str, Mapping[str, Any]] = {}
    tasks: list[EditionTask] = []
    keys: dict[str, str] = {}
    for name, folder in corpus.editions.items():
        if record := read_published(corpus.root, name):
            records[name] = record
        try:
            files = inputs_of(corpus, name)
        except EditionError as error:
            made.failed.append(name)
            made.findings.append(Finding("E481", Severity.ERROR, str(error), Position(folder)))
            continue
        keys[name] = edition_key(files)
        if holds(record, keys[name], only):
            made.kept.append(name)
            made.findings += findings_of(record)
        else:
            files |= former_tei(corpus, name)
            tasks.append(EditionTask(name, folder, files, only, program_digest(), shared_files(corpus, name)))
    return records, tasks, keys


def _publish(root: Path, one: BuiltEdition, key: str, only: Sequence[str], made: BuiltCorpus) -> Mapping[str, Any]:
    """The record of an edition that is now published; empty where that is not possible, which is told."""
    made.findings += one.findings
    if one.failed:
        made.failed.append(one.name)
        return {}
    try:
        record = publish_edition(root, one, key, only)
        made.built.append(one.name)
    except EditionError as error:
        made.failed.append(one.name)
        made.findings.append(Finding("E481", Severity.ERROR, str(error), Position(one.name)))
        return {}
    return record
