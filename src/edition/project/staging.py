"""Write the results of a build: first into a staging folder, then all outputs are replaced together.

A build that fails or is killed leaves the last complete output. Only one build may run in a folder. Files that the
program did not write are refused by name and remain.
"""

import hashlib
import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from edition.errors import OutputError
from edition.model import Finding, Position, Severity
from edition.project.check_targets import check_replaceable, find_origins, make_build_record
from edition.project.file_writer import write_files
from edition.project.generated_paths import LOCK, STAGING
from edition.project.ownership import RECORD, Origin, compute_digest, format_record, make_record, read_record
from edition.project.transaction import NEW, OLD, Transaction

REPLACED = "edition-replaced"  # the folder for copies of files of uncertain origin


class Output(Protocol):
    """Receives the files of a build."""

    def write(self, path: str, data: bytes) -> None: ...

    def write_all(self, files: Mapping[str, bytes], below: str) -> None: ...

    def discard(self, path: str, mark: bytes) -> bool: ...


class _StagedFiles(Mapping[str, bytes]):
    """The staged files by their paths; bytes are read when they are asked for, and not kept.

    They are read from the staging folder or, once they are published, from the folder of the edition.
    """

    def __init__(self, staging: Path, root: Path) -> None:
        self._staging = staging
        self._root = root
        self._paths: dict[str, None] = {}  # in the order of writing

    def add(self, path: str) -> None:
        """Count a file that was written among them."""
        self._paths[path] = None

    def __getitem__(self, path: str) -> bytes:
        if path not in self._paths:
            raise KeyError(path)
        try:
            return (self._staging / path).read_bytes()
        except FileNotFoundError:
            return (self._root / path).read_bytes()

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


@dataclass(slots=True)
class HeldOutput:
    """Takes what a build writes, in memory; by path."""

    files: dict[str, bytes] = field(default_factory=dict)

    def write(self, path: str, data: bytes) -> None:
        """Hold a file."""
        self.files[path] = data

    def write_all(self, files: Mapping[str, bytes], below: str) -> None:
        """Hold several files of a folder."""
        self.files |= {f"{below}/{path}": data for path, data in files.items()}

    def discard(self, path: str, mark: bytes) -> bool:
        """Nothing was there before."""
        return False


class PublishedInterrupt(KeyboardInterrupt):
    """Ctrl-C after the new output was published."""


class Staging:
    """The staging folder in which a build collects its files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.work = root / STAGING
        self.folder = self.work / NEW
        self.transaction = Transaction(root, self.work)
        self.files = _StagedFiles(self.folder, root)
        self.discarded: list[str] = []
        self.findings: tuple[Finding, ...] = ()
        self.is_published = False

    def write(self, path: str, data: bytes) -> None:
        """Add a file to the staged result; `path` is relative to the folder of the edition."""
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
        self.files.add(path)

    def write_all(self, files: Mapping[str, bytes], below: str) -> None:
        """Add several files to a folder of the staged result."""
        for path, data in files.items():
            self.write(f"{below}/{path}", data)

    def digests(self) -> Mapping[str, str]:
        """SHA-256 of each staged file."""
        return {path: hashlib.sha256(data).hexdigest() for path, data in self.files.items()}

    def discard(self, path: str, mark: bytes) -> bool:
        """Remove a file of an earlier build when the rest is published; return whether there is one.

        Only a file that contains `mark` was written by the program and is removed.
        """
        place = self.root / path
        if place.is_symlink() or not place.is_file() or mark not in place.read_bytes():
            return False
        self.discarded.append(path)
        return True

    def publish(self, discard_edits: bool = False) -> tuple[str, ...]:
        """Replace the output by the staged files and folders, all or none; return the paths that were replaced.

        `tei/witnesses`, `build/site` and `build/exports` are replaced as folders, so that no stale file remains. Files
        that the program did not write are refused by name; `discard_edits` discards edits of files that it wrote.
        """
        try:
            targets = sorted({"/".join(path.split("/")[:2]) for path in self.files})
            origins = check_replaceable(self.root, targets, self.files, discard_edits)
            self._copy_uncertain([path for path, origin in origins.items() if origin is Origin.UNCERTAIN])
            self._write_records(targets)
            self.transaction.replace_all(targets)
            self.is_published = True
            self.transaction.commit()
            self._forget_former_digests(targets)
        except OSError as error:
            raise OutputError(f"{self.root}: the output cannot be replaced: {error.strerror}") from None
        for path in self.discarded:
            try:
                (self.root / path).unlink(missing_ok=True)
            except OSError as error:
                message = "is of an earlier build, which the rest has replaced, and cannot be removed"
                raise OutputError(f"{path}: {message}: {error.strerror}") from None
        return tuple(targets)

    def keep(self, name: str) -> Path:
        """Keep the staged files in a folder for the editor to inspect; nothing is published.

        If a folder of that name has other content, a number is appended to the name.
        """
        self.write(RECORD, make_record(self.files))
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

    def _copy_uncertain(self, paths: Sequence[str]) -> None:
        """Copy files of uncertain origin to a new folder before they are replaced."""
        if not paths:
            return
        place, number = self.root / REPLACED, 1
        while os.path.lexists(place):
            number += 1
            place = self.root / f"{REPLACED}-{number}"
        write_files({place / path: (self.root / path).read_bytes() for path in paths})
        self.findings += tuple(_finding_on_uncertain(path, f"{place.name}/{path}") for path in paths)

    def _write_records(self, targets: Sequence[str]) -> None:
        """Write the records by which the next build recognises its own files below `build/`."""
        for target in (target for target in targets if target.startswith("build/")):
            if (self.folder / target).is_dir():
                files = [path for path in self.files if path.startswith(f"{target}/")]
                digests = {path.removeprefix(f"{target}/"): compute_digest(self.files[path]) for path in files}
                self.write(f"{target}/{RECORD}", format_record(digests))
        if build_files := self._files_in_build(targets):
            self._replace_file(self.root / "build" / RECORD, make_build_record(self.root, build_files, keep=True))

    def _forget_former_digests(self, targets: Sequence[str]) -> None:
        if build_files := self._files_in_build(targets):
            with suppress(OSError):  # otherwise the record has the former digests too, which is harmless
                self._replace_file(self.root / "build" / RECORD, make_build_record(self.root, build_files, keep=False))

    def _replace_file(self, place: Path, data: bytes) -> None:
        """Write a file as a whole; an interruption leaves no part of it."""
        part = self.work / "record.part"
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if not place.parent.exists():
            place.parent.mkdir(parents=True)
        part.replace(place)

    def _files_in_build(self, targets: Sequence[str]) -> Mapping[str, bytes]:
        """The staged files directly in `build/`."""
        return {t.removeprefix("build/"): self.files[t] for t in targets if t.startswith("build/") and t in self.files}

    def recover(self) -> None:
        """Undo the replacements of an interrupted build, then clear; OutputError when that is not possible."""
        if os.path.lexists(self.work) and (self.work.is_symlink() or not self.work.is_dir()):
            raise OutputError(f"{self.work}: is not a folder that a build made; take it away")
        if left := self.transaction.roll_back():
            raise OutputError(f"{', '.join(left)}: a build was interrupted here, and this cannot be put back")
        for place, entry in self._find_moved_away():
            entry.rename(place)
        self.clear()

    def _find_moved_away(self) -> Iterator[tuple[Path, Path]]:
        for entry in sorted((self.work / OLD).glob("*/*")):
            place = self.root / entry.relative_to(self.work / OLD)
            if not os.path.lexists(place):
                yield place, entry

    def clear(self) -> None:
        """Remove the staging folder, unless files in it must still be put back."""
        if self.transaction.is_begun:
            self.is_published = False
            if self.transaction.roll_back():
                return
        for name in (NEW, OLD):
            shutil.rmtree(self.work / name, ignore_errors=True)
        with suppress(OSError):
            for part in self.work.glob("*.part"):
                part.unlink()
            self.work.rmdir()


def _finding_on_uncertain(path: str, copy: str) -> Finding:
    message = f"an earlier version wrote this file and left no digest in it; in case you edited it, a copy is in {copy}"
    return Finding("E511", Severity.WARNING, message, Position(path))


def _is_own_folder(place: Path) -> bool:
    """Whether every file of a folder is unchanged since a build wrote it."""
    if place.is_symlink() or not place.is_dir():
        return False
    known = read_record(place)
    return all(origin is Origin.OURS for _, origin in find_origins(place, known))


@contextmanager
def open_staging(root: Path) -> Iterator[Staging]:
    """Open a staging folder under a lock; both are removed afterwards."""
    with lock_edition(root):
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
    """Whether a build in `root` was interrupted while it replaced its output."""
    return Staging(root).transaction.is_begun


@contextmanager
def lock_edition(root: Path) -> Iterator[None]:
    """Lock the edition in `root` against other commands; OutputError when it is locked."""
    place = root / LOCK
    try:
        descriptor = os.open(place, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    except OSError as error:
        raise OutputError(f"{place}: cannot be written: {error.strerror}") from None
    try:
        _acquire(descriptor, root)
        _check_lock(descriptor, place)
        try:
            _write_process_id(descriptor, place)
            yield
        finally:
            place.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, root: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows has no such lock; only the journal protects there
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
        raise OutputError(f"{root}: another build is at work here (process {holder}); wait for it to end") from None
    except OSError as error:
        raise OutputError(f"{root / LOCK}: cannot be locked: {error.strerror}") from None


def _check_lock(descriptor: int, place: Path) -> None:
    """Check that the lock file contains a process id or nothing; any other file of that name is foreign."""
    try:
        is_lock = stat.S_ISREG(os.fstat(descriptor).st_mode) and os.pread(descriptor, 30, 0).strip().isdigit()
        if not (is_lock or os.fstat(descriptor).st_size == 0):
            raise OutputError(f"{place}: is not a lock that this program made; move it away")
        if os.fstat(descriptor).st_ino != place.stat().st_ino:
            raise OutputError(f"{place.parent}: another build ended just now; try again")
    except OSError as error:
        raise OutputError(f"{place}: cannot be read: {error.strerror}") from None


def _write_process_id(descriptor: int, place: Path) -> None:
    """Write the id of this process into the lock file."""
    try:
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
    except OSError as error:
        raise OutputError(f"{place}: cannot be written: {error.strerror}") from None
