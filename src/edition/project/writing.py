"""The one writer of single files: each is written beside its place, synced and renamed, so the old one stays whole.

Results of a build are written by `project/staging.py`, which replaces them together.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from edition.errors import OutputError
from edition.project.ownership import WRITTEN, Origin, digest_of, origin_of_recorded, record_text, recorded
from edition.project.swapping import sync_folder

_MOST_PLACES = 99


def write_file(place: Path, data: bytes) -> None:
    """Write a file, or replace it as a whole. OutputError when that is not possible; the old file is then unchanged."""
    write_files({place: data})


def write_new_file(place: Path, data: bytes) -> None:
    """Write a file where none is, or one with the same bytes; OutputError for any other, which is never replaced."""
    with _told(place):
        if place.is_file() and place.read_bytes() != data:
            raise OutputError(f"{place}: is there already and holds something else; choose another name")
    write_file(place, data)


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write several files: none takes its place before all are on the disk."""
    beside: dict[Path, Path] = {}
    try:
        for place, data in files.items():
            with _told(place):
                if _is_stream(place):
                    place.write_bytes(data)
                else:
                    beside[_target(place)] = _write_beside(_target(place), data)
        for target in list(beside):
            with _told(target):
                beside[target].replace(target)
                del beside[target]
                sync_folder(target.parent)
    finally:
        for part in beside.values():
            with suppress(OSError):
                part.unlink()


def write_set(root: Path, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder that may hold files of somebody else; those are refused by name, never overwritten.

    A record in the edition's folder `root` tells which files were written so before, and may be replaced.
    """
    with _told(folder):
        _refuse_foreign(folder, files, _by_record(root, folder))
        names = {path: _name_in_record(root, folder / path) for path in files}
        known = {**(recorded(root, WRITTEN) or {}), **{names[path]: digest_of(data) for path, data in files.items()}}
    write_files({folder / path: data for path, data in files.items()} | {root / WRITTEN: record_text(known)})


def free_place(root: Path, place: Path, files: Mapping[str, bytes]) -> Path:
    """The folder, or one with a number behind its name where files of somebody else, or edited ones, are in the way."""
    number = 1
    while True:
        candidate = place if number == 1 else place.with_name(f"{place.name}-{number}")
        try:
            _refuse_foreign(candidate, files, _by_record(root, candidate))
            return candidate
        except OutputError:
            number += 1
            if number > _MOST_PLACES:
                raise


def _by_record(root: Path, folder: Path) -> Callable[[str, bytes], Origin]:
    """Who a file below a folder is by, as the record of the edition says."""
    known = recorded(root, WRITTEN) or None
    return lambda path, data: origin_of_recorded(_name_in_record(root, folder / path), data, known)


def _name_in_record(root: Path, place: Path) -> str:
    """The way from the edition to a file."""
    return Path(os.path.relpath(place.resolve(), root.resolve())).as_posix()


def write_generated(folder: Path, files: Mapping[str, bytes], mark: bytes) -> None:
    """Write files that all bear a mark of the program; a file without it is refused by name, never overwritten."""
    _refuse_foreign(folder, files, lambda _, data: Origin.OURS if mark in data else Origin.FOREIGN)
    write_files({folder / path: data for path, data in files.items()})


def _refuse_foreign(folder: Path, files: Mapping[str, bytes], origin: Callable[[str, bytes], Origin]) -> None:
    for path, data in files.items():
        place = folder / path
        with _told(place):
            if not place.is_file() or (there := place.read_bytes()) == data:
                continue
        if origin(path, there) is not Origin.OURS:
            said = "is there already, and this command did not write it so; move it away, or name another folder"
            raise OutputError(f"{place}: {said}")


def write_folder(place: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder whole: beside its place first. OutputError when it is not empty or cannot be written."""
    with _told(place):
        if os.path.lexists(place) and (not place.is_dir() or any(place.iterdir())):
            raise OutputError(f"{place}: is there already and not empty; choose another name")
        target = place.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
        try:
            beside.chmod(0o777 & ~_umask())
            for path, data in files.items():
                (beside / path).parent.mkdir(parents=True, exist_ok=True)
                _write_new(beside / path, data)
            _move_in(beside, target)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _move_in(beside: Path, target: Path) -> None:
    """A folder that is there already stays the same one: a shell may stand in it."""
    if not target.exists():
        beside.rename(target)
        return
    moved: list[Path] = []
    try:
        for entry in sorted(beside.iterdir()):
            entry.rename(target / entry.name)
            moved.append(entry)
    except BaseException:
        for entry in moved:
            (target / entry.name).rename(entry)
        raise


@contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{place}: cannot be written: {error.strerror}") from None
    except (ValueError, RuntimeError):  # a NUL in the name; links that lead in a circle
        raise OutputError(f"{str(place)!r}: cannot be the name of a file") from None


def _is_stream(place: Path) -> bool:
    """Whether a place is a pipe, a terminal or another device, which cannot be replaced."""
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        raise OutputError(f"{place}: is a folder; name a file")
    return not stat.S_ISREG(mode)


def _target(place: Path) -> Path:
    """Where a file stands, behind links."""
    target = place.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _write_beside(target: Path, data: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
    os.close(descriptor)
    part = Path(name)
    try:
        part.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask())
        _write_new(part, data)
    except BaseException:
        part.unlink()
        raise
    return part


def _write_new(place: Path, data: bytes) -> None:
    with place.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
