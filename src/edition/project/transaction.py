"""Replace several outputs together: all of them or none (docs/decisions/0051).

A journal in the staging folder lists the paths that are being replaced. If a build is killed meanwhile, the next build
first rolls the replacements back.
"""

import ctypes
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from edition.errors import OutputError

JOURNAL = "journal.json"
NEW, OLD = "new", "old"
_RENAME_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_AT_FDCWD = -100  # AT_FDCWD


@dataclass(frozen=True, slots=True)
class Transaction:
    """Replaces paths in `root`; the journal has each path with the inode of the new file or folder.

    `work` is the staging folder: new files are in `work/new`, replaced ones are moved to `work/old`.
    """

    root: Path
    work: Path

    def replace_all(self, paths: Sequence[str]) -> None:
        """Replace every path, until `commit`; OutputError when one cannot be replaced, and then none is."""
        self._begin(paths)
        try:
            for path in paths:
                self._replace(path)
        except BaseException as error:
            failed = self.roll_back()
            if isinstance(error, OutputError):
                raise OutputError(f"{error}; {_describe_state(failed)}") from None
            raise

    def roll_back(self) -> list[str]:
        """Undo the replacements in the journal; return the paths where that is not possible."""
        failed = []
        for path, number in reversed(self._journal()):
            try:
                self._restore(path, number)
            except OSError:
                failed.append(path)
        if not failed:
            with suppress(OSError):
                self.commit()
        return failed

    @property
    def is_begun(self) -> bool:
        """Whether there is a journal, so that replacing began and did not end."""
        return (self.work / JOURNAL).exists()

    def _begin(self, paths: Sequence[str]) -> None:
        entries = [(path, (self.work / NEW / path).stat().st_ino) for path in paths]
        place, temporary = self.work / JOURNAL, self.work / f"{JOURNAL}.part"
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(entries, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(place)
        sync_folder(self.work)

    def commit(self) -> None:
        """Make the replacements final: remove the journal."""
        (self.work / JOURNAL).unlink(missing_ok=True)
        sync_folder(self.work)

    def _journal(self) -> list[tuple[str, int]]:
        try:
            return [(str(path), int(number)) for path, number in json.loads((self.work / JOURNAL).read_bytes())]
        except (OSError, ValueError):
            return []

    def _replace(self, path: str) -> None:
        new, place, old = (folder / path for folder in (self.work / NEW, self.root, self.work / OLD))
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            old.parent.mkdir(parents=True, exist_ok=True)
            if not os.path.lexists(place):
                new.rename(place)
            elif exchange(new, place):
                new.rename(old)
            else:
                place.rename(old)
                new.rename(place)
            sync_folder(place.parent)
        except OSError as error:
            raise OutputError(f"{path}: cannot be replaced: {error.strerror}") from None

    def _restore(self, path: str, number: int) -> None:
        """Undo one replacement; its state follows from the places of the new and the former file."""
        new, place, old = (folder / path for folder in (self.work / NEW, self.root, self.work / OLD))
        former = old if os.path.lexists(old) else new if os.path.lexists(new) else None
        if not os.path.lexists(place):
            if former == old:
                old.rename(place)
        elif place.lstat().st_ino == number:
            if former is None:
                new.parent.mkdir(parents=True, exist_ok=True)
                place.rename(new)
            elif not exchange(former, place):
                new.parent.mkdir(parents=True, exist_ok=True)
                place.rename(new if former == old else new.with_name(f"{new.name}.taken-back"))
                former.rename(place)


def _describe_state(failed: Sequence[str]) -> str:
    if not failed:
        return "nothing was replaced, and what was there before is unchanged"
    return f"{', '.join(failed)}: new already, and could not be taken back; the next build takes it back"


def exchange(a: Path, b: Path) -> bool:
    """Exchange two files or folders atomically (Linux); False where the system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(a), _AT_FDCWD, os.fsencode(b), _RENAME_EXCHANGE) == 0)


def sync_folder(folder: Path) -> None:
    """Write the directory entries of a folder to disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
