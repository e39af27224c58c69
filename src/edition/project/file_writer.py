"""Write single files: each is written to a temporary file, synced and renamed, so that the old file is never damaged.

The results of a build are written by `project/staging.py`, which replaces them together.
"""

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from edition.errors import OutputError
from edition.project.ownership import (
    WRITTEN_RECORD,
    Origin,
    compute_digest,
    format_record,
    origin_by_record,
    read_record,
)
from edition.project.transaction import sync_folder

_MAX_FOLDERS = 99


def write_file(place: Path, data: bytes) -> None:
    """Write or replace a file; OutputError when that is not possible, and the old file is unchanged."""
    write_files({place: data})


def write_new_file(place: Path, data: bytes) -> None:
    """Write a new file; OutputError when there is a file with other content, which is never replaced."""
    with _report_os_errors(place):
        if place.is_file() and place.read_bytes() != data:
            raise OutputError(f"{place}: is there already and holds something else; choose another name")
    write_file(place, data)


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write several files; none is replaced before all are on disk."""
    temporary: dict[Path, Path] = {}
    try:
        for place, data in files.items():
            with _report_os_errors(place):
                if _is_stream(place):
                    place.write_bytes(data)
                else:
                    temporary[_resolve_target(place)] = _write_temporary(_resolve_target(place), data)
        for target in list(temporary):
            with _report_os_errors(target):
                temporary[target].replace(target)
                del temporary[target]
                sync_folder(target.parent)
    finally:
        for part in temporary.values():
            with suppress(OSError):
                part.unlink()


def write_recorded_files(root: Path, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder that may have other files; those are refused by name, never overwritten.

    The record in the folder `root` of the edition lists the files that were written by this function and may be
    replaced.
    """
    with _report_os_errors(folder):
        _refuse_foreign_files(folder, files, _origin_by_record(root, folder))
        names = {path: _name_in_record(root, folder / path) for path in files}
        known = {
            **(read_record(root, WRITTEN_RECORD) or {}),
            **{names[path]: compute_digest(data) for path, data in files.items()},
        }
    write_files({folder / path: data for path, data in files.items()} | {root / WRITTEN_RECORD: format_record(known)})


def find_free_folder(root: Path, place: Path, files: Mapping[str, bytes]) -> Path:
    """The folder, or one with a number appended to its name when foreign or edited files are in the way."""
    number = 1
    while True:
        candidate = place if number == 1 else place.with_name(f"{place.name}-{number}")
        try:
            _refuse_foreign_files(candidate, files, _origin_by_record(root, candidate))
            return candidate
        except OutputError:
            number += 1
            if number > _MAX_FOLDERS:
                raise


def _origin_by_record(root: Path, folder: Path) -> Callable[[str, bytes], Origin]:
    """A function that gives the origin of a file below a folder by the record of the edition."""
    known = read_record(root, WRITTEN_RECORD) or None
    return lambda path, data: origin_by_record(_name_in_record(root, folder / path), data, known)


def _name_in_record(root: Path, place: Path) -> str:
    """The path of a file relative to the folder of the edition."""
    return Path(os.path.relpath(place.resolve(), root.resolve())).as_posix()


def write_generated(folder: Path, files: Mapping[str, bytes], mark: bytes) -> None:
    """Write files that all contain `mark`; an existing file without it is refused by name, never overwritten."""
    _refuse_foreign_files(folder, files, lambda _, data: Origin.OURS if mark in data else Origin.FOREIGN)
    write_files({folder / path: data for path, data in files.items()})


def _refuse_foreign_files(folder: Path, files: Mapping[str, bytes], origin: Callable[[str, bytes], Origin]) -> None:
    for path, data in files.items():
        place = folder / path
        with _report_os_errors(place):
            if not place.is_file() or (present := place.read_bytes()) == data:
                continue
        if origin(path, present) is not Origin.OURS:
            message = "is there already, and this command did not write it so; move it away, or name another folder"
            raise OutputError(f"{place}: {message}")


def write_folder(place: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write a new folder as a whole, of paths and bytes; OutputError when it is not empty or cannot be written."""
    with _report_os_errors(place):
        if os.path.lexists(place) and (not place.is_dir() or any(place.iterdir())):
            raise OutputError(f"{place}: is there already and not empty; choose another name")
        target = place.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent))
        try:
            temporary.chmod(0o777 & ~_umask())
            for path, data in files:
                (temporary / path).parent.mkdir(parents=True, exist_ok=True)
                _write_and_sync(temporary / path, data)
            _move_contents(temporary, target)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def _move_contents(temporary: Path, target: Path) -> None:
    """Move the content into the target; an existing folder is kept, because a shell may use it."""
    if not target.exists():
        temporary.rename(target)
        return
    moved: list[Path] = []
    try:
        for entry in sorted(temporary.iterdir()):
            entry.rename(target / entry.name)
            moved.append(entry)
    except BaseException:
        for entry in moved:
            (target / entry.name).rename(entry)
        raise


@contextmanager
def _report_os_errors(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{place}: cannot be written: {error.strerror}") from None
    except (ValueError, RuntimeError):  # NUL in the name; a circle of links
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


def _resolve_target(place: Path) -> Path:
    """The path of a file with links resolved; its folder is made."""
    target = place.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _write_temporary(target: Path, data: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
    os.close(descriptor)
    part = Path(name)
    try:
        part.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask())
        _write_and_sync(part, data)
    except BaseException:
        part.unlink()
        raise
    return part


def _write_and_sync(place: Path, data: bytes) -> None:
    with place.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
