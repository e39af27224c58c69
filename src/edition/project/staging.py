"""The one module that writes results: into a sibling folder first, replaced together when everything is complete.

A build that fails or is killed leaves the last good output. Two builds in one folder: the second stops. What the
program did not write is refused by name, and stays.
"""

import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from edition.errors import OutputError
from edition.model import Finding, Position, Severity
from edition.project.generated import LOCK, STAGING
from edition.project.obstacles import judged, record_of_build, refuse_what_is_not_ours
from edition.project.ownership import RECORD, Origin, record_of, recorded
from edition.project.swapping import NEW, OLD, Swaps
from edition.project.writing import write_files

REPLACED = "edition-replaced"  # the folder in which copies of what may be somebody's own are kept


class Output(Protocol):
    """What takes the files of a build."""

    def write(self, path: str, data: bytes) -> None: ...

    def write_all(self, files: Mapping[str, bytes], below: str) -> None: ...

    def discard(self, path: str, mark: bytes) -> bool: ...


class PublishedInterrupt(KeyboardInterrupt):
    """Ctrl-C when the new output was published already."""


class Staging:
    """A folder beside the results in which a build collects its files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.work = root / STAGING
        self.folder = self.work / NEW
        self.swaps = Swaps(root, self.work)
        self.files: dict[str, bytes] = {}
        self.discarded: list[str] = []
        self.findings: tuple[Finding, ...] = ()
        self.is_published = False

    def write(self, path: str, data: bytes) -> None:
        """Put a file into the staged result; `path` is relative to the edition's folder."""
        place = self.folder / path
        if not place.resolve().is_relative_to(self.folder.resolve()):
            raise OutputError(f"{path}: leads out of the output folder")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror}") from None
        self.files[path] = data

    def write_all(self, files: Mapping[str, bytes], below: str) -> None:
        """Put several files into a folder of the staged result."""
        for path, data in files.items():
            self.write(f"{below}/{path}", data)

    def discard(self, path: str, mark: bytes) -> bool:
        """Take a file of an earlier build away when the rest is published; whether there is one.

        What the program did not write stays: a file of ours holds `mark`.
        """
        place = self.root / path
        if place.is_symlink() or not place.is_file() or mark not in place.read_bytes():
            return False
        self.discarded.append(path)
        return True

    def publish(self, discard_edits: bool = False) -> tuple[str, ...]:
        """Replace what was there by every staged file and folder, all or none; the names of what was replaced.

        `tei/witnesses`, `build/site` and `build/exports` are replaced as folders, so no stale file stays. What the
        program did not write is refused by name; `discard_edits` lets go what was edited since it wrote it.
        """
        try:
            targets = sorted({"/".join(path.split("/")[:2]) for path in self.files})
            origins = refuse_what_is_not_ours(self.root, targets, self.files, discard_edits)
            self._set_aside([path for path, origin in origins.items() if origin is Origin.UNCERTAIN])
            self._record(targets)
            self.swaps.replace_all(targets)
            self.is_published = True
            self.swaps.end()
            self._forget_former(targets)
        except OSError as error:
            raise OutputError(f"{self.root}: the output cannot be replaced: {error.strerror}") from None
        for path in self.discarded:
            try:
                (self.root / path).unlink(missing_ok=True)
            except OSError as error:
                said = "is of an earlier build, which the rest has replaced, and cannot be removed"
                raise OutputError(f"{path}: {said}: {error.strerror}") from None
        return tuple(targets)

    def keep(self, name: str) -> Path:
        """Leave what was staged in a folder of its own, for the editor to look at; nothing is published.

        Where a folder of that name holds anything else, the folder gets a number.
        """
        self.write(RECORD, record_of(self.files))
        place, number = self.root / name, 1
        while os.path.lexists(place) and not _is_own_folder(place):
            number += 1
            place = self.root / f"{name}-{number}"
        try:
            shutil.rmtree(place, ignore_errors=True)
            self.folder.rename(place)
        except OSError as error:
            raise OutputError(f"{place}: cannot be written: {error.strerror}") from None
        return place

    def _set_aside(self, paths: Sequence[str]) -> None:
        """Copies of files that may be somebody's own, in a folder that is never written over."""
        if not paths:
            return
        place, number = self.root / REPLACED, 1
        while os.path.lexists(place):
            number += 1
            place = self.root / f"{REPLACED}-{number}"
        write_files({place / path: (self.root / path).read_bytes() for path in paths})
        self.findings += tuple(_uncertain(path, f"{place.name}/{path}") for path in paths)

    def _record(self, targets: Sequence[str]) -> None:
        """The records by which the next build knows its own writing below `build/`."""
        for target in (one for one in targets if one.startswith("build/")):
            if (self.folder / target).is_dir():
                held = {p.removeprefix(f"{target}/"): d for p, d in self.files.items() if p.startswith(f"{target}/")}
                self.write(f"{target}/{RECORD}", record_of(held))
        if single := self._single(targets):
            self._put(self.root / "build" / RECORD, record_of_build(self.root, single, keep=True))

    def _forget_former(self, targets: Sequence[str]) -> None:
        if single := self._single(targets):
            with suppress(OSError):  # else it knows the former files, too, which does no harm
                self._put(self.root / "build" / RECORD, record_of_build(self.root, single, keep=False))

    def _put(self, place: Path, data: bytes) -> None:
        """Write a file whole; a kill leaves nothing beside it."""
        part = self.work / "record.part"
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if not place.parent.exists():
            place.parent.mkdir(parents=True)
        part.replace(place)

    def _single(self, targets: Sequence[str]) -> Mapping[str, bytes]:
        """The files that stand in `build/` itself."""
        return {t.removeprefix("build/"): self.files[t] for t in targets if t.startswith("build/") and t in self.files}

    def recover(self) -> None:
        """Take back what a killed build replaced in part, then clear; OutputError when that is not possible."""
        if os.path.lexists(self.work) and (self.work.is_symlink() or not self.work.is_dir()):
            raise OutputError(f"{self.work}: is not a folder that a build made; take it away")
        if left := self.swaps.take_back():
            raise OutputError(f"{', '.join(left)}: a build was interrupted here, and this cannot be put back")
        for place, entry in self._moved_away():
            entry.rename(place)
        self.clear()

    def _moved_away(self) -> Iterator[tuple[Path, Path]]:
        for entry in sorted((self.work / OLD).glob("*/*")):
            place = self.root / entry.relative_to(self.work / OLD)
            if not os.path.lexists(place):
                yield place, entry

    def clear(self) -> None:
        """Take the staging folder away, unless something in it still has to be put back."""
        if self.swaps.is_begun:
            self.is_published = False
            if self.swaps.take_back():
                return
        for name in (NEW, OLD):
            shutil.rmtree(self.work / name, ignore_errors=True)
        with suppress(OSError):
            for part in self.work.glob("*.part"):
                part.unlink()
            self.work.rmdir()


def _uncertain(path: str, copy: str) -> Finding:
    said = f"an earlier version wrote this file and left no digest in it; in case you edited it, a copy is in {copy}"
    return Finding("E511", Severity.WARNING, said, Position(path))


def _is_own_folder(place: Path) -> bool:
    """Whether a build left every file of a folder as it is."""
    if place.is_symlink() or not place.is_dir():
        return False
    known = recorded(place)
    return all(origin is Origin.OURS for _, origin in judged(place, known))


@contextmanager
def staging(root: Path) -> Iterator[Staging]:
    """A staging folder under a lock; both are gone afterwards, whatever happens."""
    with locked(root):
        stage = Staging(root)
        try:
            stage.recover()
            stage.folder.mkdir(parents=True)
        except OSError as error:
            raise OutputError(f"{root}: cannot be written: {error.strerror}") from None
        try:
            try:
                yield stage
            finally:
                stage.clear()
        except KeyboardInterrupt:
            if stage.is_published:
                raise PublishedInterrupt from None
            raise


def is_interrupted(root: Path) -> bool:
    """Whether a build was killed in `root` while it replaced its output."""
    return Staging(root).swaps.is_begun


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """No other command changes the edition in `root` meanwhile; OutputError when one is at work."""
    place = root / LOCK
    try:
        descriptor = os.open(place, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    except OSError as error:
        raise OutputError(f"{place}: cannot be written: {error.strerror}") from None
    try:
        _take(descriptor, root)
        _check_lock(descriptor, place)
        try:
            _sign(descriptor, place)
            yield
        finally:
            place.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def _take(descriptor: int, root: Path) -> None:
    try:
        import fcntl
    except ImportError:  # no such lock on Windows; the journal alone protects there
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
        raise OutputError(f"{root}: another build is at work here (process {holder}); wait for it to end") from None
    except OSError as error:
        raise OutputError(f"{root / LOCK}: cannot be locked: {error.strerror}") from None


def _check_lock(descriptor: int, place: Path) -> None:
    """A lock holds the number of a process; any other file of that name is somebody's own."""
    try:
        is_lock = stat.S_ISREG(os.fstat(descriptor).st_mode) and os.pread(descriptor, 30, 0).strip().isdigit()
        if not (is_lock or os.fstat(descriptor).st_size == 0):
            raise OutputError(f"{place}: is not a lock that this program made; move it away")
        if os.fstat(descriptor).st_ino != place.stat().st_ino:
            raise OutputError(f"{place.parent}: another build ended just now; try again")
    except OSError as error:
        raise OutputError(f"{place}: cannot be read: {error.strerror}") from None


def _sign(descriptor: int, place: Path) -> None:
    """The number of this process, for whoever finds the lock taken."""
    try:
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
    except OSError as error:
        raise OutputError(f"{place}: cannot be written: {error.strerror}") from None
