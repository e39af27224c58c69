"""The one module that writes results: into a sibling folder first, swapped in whole when everything is complete.

A build that fails or is killed leaves the last good output. Two builds in one folder: the second stops.
"""

import ctypes
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from edition.errors import OutputError

STAGING = ".edition-staging"
LOCK = ".edition-lock"
MARKER = ".edition-output"
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD


class Output(Protocol):
    """What takes the files of a build."""

    def write(self, path: str, data: bytes) -> None: ...

    def write_all(self, files: Mapping[str, bytes], below: str) -> None: ...

    def discard(self, path: str, mark: bytes) -> bool: ...


class Staging:
    """A folder beside the results in which a build collects its files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / STAGING / "new"
        self.old = root / STAGING / "old"
        self.discarded: list[str] = []

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

    def publish(self) -> tuple[str, ...]:
        """Swap every staged file and folder in; the names of what was swapped.

        `tei/witnesses`, `build/site` and `build/exports` are swapped as folders, so no stale file stays.
        """
        done = []
        targets = list(self._targets())
        for path in targets:
            self._refuse_foreign(path)
        for path in targets:
            try:
                self._swap(path)
            except OSError as error:
                raise OutputError(f"{path}: cannot be replaced: {error.strerror}") from None
            done.append(path)
        for path in self.discarded:
            (self.root / path).unlink(missing_ok=True)
        return tuple(done)

    def keep(self, name: str) -> Path:
        """Leave what was staged in a folder of its own, for the editor to look at; nothing is published."""
        place = self.root / name
        shutil.rmtree(place, ignore_errors=True)
        self.folder.rename(place)
        return place

    def _targets(self) -> Iterator[str]:
        for top in sorted(p for p in self.folder.iterdir() if p.is_dir()):
            for entry in sorted(top.iterdir()):
                yield f"{top.name}/{entry.name}"

    def _refuse_foreign(self, path: str) -> None:
        """A folder below `build/` that a build did not write is not replaced."""
        place, new = self.root / path, self.folder / path
        if not path.startswith("build/"):
            return
        if new.is_dir():
            (new / MARKER).write_bytes(b"Written by `edition build`; replaced as a whole by the next one.\n")
        if place.is_dir() and any(place.iterdir()) and not (place / MARKER).exists():
            raise OutputError(f"{path}: this folder was not written by a build; move it away first")

    def _swap(self, path: str) -> None:
        new, place, old = self.folder / path, self.root / path, self.old / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.is_dir():
            new.replace(place)
        elif not _exchange(new, place):
            old.parent.mkdir(parents=True, exist_ok=True)
            place.rename(old)
            new.rename(place)

    def recover(self) -> None:
        """Finish what a killed build left: put back a folder that was moved away, then clear."""
        if self.old.exists():
            for top in self.old.iterdir():
                for entry in top.iterdir():
                    place = self.root / top.name / entry.name
                    if not place.exists():
                        entry.rename(place)
        shutil.rmtree(self.root / STAGING, ignore_errors=True)


@contextmanager
def staging(root: Path) -> Iterator[Staging]:
    """A staging folder under a lock; both are gone afterwards, whatever happens."""
    with _locked(root):
        stage = Staging(root)
        try:
            stage.recover()
            stage.folder.mkdir(parents=True)
        except OSError as error:
            raise OutputError(f"{root}: cannot be written: {error.strerror}") from None
        try:
            yield stage
        finally:
            stage.recover()


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    try:
        descriptor = os.open(root / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise OutputError(f"{root}: cannot be written: {error.strerror}") from None
    try:
        _take(descriptor, root)
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        try:
            yield
        finally:
            (root / LOCK).unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def _take(descriptor: int, root: Path) -> None:
    try:
        import fcntl
    except ImportError:  # no such lock on Windows; the folder swap alone protects there
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip() or "unknown"
        raise OutputError(f"{root}: another build is at work here (process {holder}); wait for it to end") from None


def _exchange(a: Path, b: Path) -> bool:
    """Exchange two folders in one step where the system can (Linux); False where it cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(renameat2(_HERE, os.fsencode(a), _HERE, os.fsencode(b), _EXCHANGE) == 0)


def write_folder(place: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder whole: beside its place first. OutputError when it cannot be written."""
    beside = place.resolve().with_name(f".{place.resolve().name}.part")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        for path, data in files.items():
            (beside / path).parent.mkdir(parents=True, exist_ok=True)
            (beside / path).write_bytes(data)
        if place.is_dir():
            place.rmdir()
        beside.rename(place.resolve())
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise OutputError(f"{place}: cannot be written: {error.strerror}") from None
