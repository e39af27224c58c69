"""Build several editions that are no corpus: each in its folder by itself, in processes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from edition.built import Built, HowToBuild
from edition.errors import EditionError
from edition.model.finding import Finding, Position, Severity
from edition.project.edition_defaults import is_corpus
from edition.rebuild import Progress, rebuild
from edition.tasks.corpus.spread import LOST, Spread


@dataclass(frozen=True, slots=True)
class FolderTask:
    """An edition to build where it is."""

    folder: Path
    only: tuple[str, ...]
    how: HowToBuild


@dataclass(frozen=True, slots=True)
class BuiltFolder:
    """What came of the edition in a folder; the paths of findings begin with the folder."""

    folder: Path
    built: Built


@dataclass(slots=True)
class BuiltFolders:
    """What came of all of them, in the order in which they were named; fewer where the build was interrupted."""

    folders: tuple[BuiltFolder, ...]
    interrupted: bool = False


def build_folders(
    folders: Sequence[Path], only: Sequence[str], how: HowToBuild, progress: Progress = lambda stage: None
) -> BuiltFolders:
    """Build the edition in each folder, in `how.jobs` processes; one that fails does not keep the others."""
    named: dict[Path, Path] = {}
    for folder in folders:
        named.setdefault(folder.resolve(), folder)
    places = list(named.values())
    tasks = [FolderTask(place, tuple(only), replace(how, jobs=1)) for place in places]
    made: dict[Path, BuiltFolder] = {}
    interrupted = False
    try:
        for number, one in enumerate(Spread(build_folder, _given_up).over(tasks, how.jobs), 1):
            made[one.folder] = one
            progress(f"editions: {number} of {len(tasks)}")
    except KeyboardInterrupt:
        interrupted = True
    return BuiltFolders(tuple(made[place] for place in places if place in made), interrupted)


def build_folder(task: FolderTask) -> BuiltFolder:
    """Build one; what keeps it from being built is a finding."""
    try:
        if is_corpus(task.folder):
            said = f"is a corpus; build it by itself: edition build {task.folder}"
            return BuiltFolder(task.folder, Built((_failed(task, said),)))
        built = rebuild(task.folder, task.only, how=task.how)
    except EditionError as error:
        return BuiltFolder(task.folder, Built((_failed(task, str(error)),)))
    except Exception as error:  # a fault of the program, or of the disk, in one does not take the others down
        return BuiltFolder(task.folder, Built((_failed(task, f"{type(error).__name__}: {error}"),)))
    return BuiltFolder(task.folder, replace(built, findings=tuple(_below(task.folder, f) for f in built.findings)))


def _given_up(task: FolderTask) -> BuiltFolder:
    return BuiltFolder(task.folder, Built((_failed(task, LOST, "E482"),)))


def _failed(task: FolderTask, said: str, code: str = "E481") -> Finding:
    return Finding(code, Severity.ERROR, said, Position(task.folder.as_posix()))


def _below(folder: Path, finding: Finding) -> Finding:
    """A finding with its path from where the folder was named."""
    at = finding.position
    return replace(finding, position=replace(at, path=(folder / at.path).as_posix()))
