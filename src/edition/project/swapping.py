"""Several outputs replaced together: all of them, or none (docs/decisions/0051).

A journal in the staging folder names what is being replaced. Where a build is killed in between, the next one takes
back what had been replaced before it does anything else.
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
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD


@dataclass(frozen=True, slots=True)
class Swaps:
    """What is replaced in `root`: paths and, of what comes in, the number by which the file system knows it.

    `work` is the staging folder: what comes in stands in `work/new`, what goes out is put into `work/old`.
    """

    root: Path
    work: Path

    def replace_all(self, paths: Sequence[str]) -> None:
        """Replace every path, to be kept by `end`; OutputError when one cannot be replaced, and then none is."""
        self._begin(paths)
        try:
            for path in paths:
                self._replace(path)
        except BaseException as error:
            left = self.take_back()
            if isinstance(error, OutputError):
                raise OutputError(f"{error}; {_state(left)}") from None
            raise

    def take_back(self) -> list[str]:
        """Put back whatever the journal names and was replaced; the paths where that is not possible."""
        left = []
        for path, number in reversed(self._journal()):
            try:
                self._restore(path, number)
            except OSError:
                left.append(path)
        if not left:
            with suppress(OSError):
                self.end()
        return left

    @property
    def is_begun(self) -> bool:
        """Whether a journal says that replacing began and did not end."""
        return (self.work / JOURNAL).exists()

    def _begin(self, paths: Sequence[str]) -> None:
        entries = [(path, (self.work / NEW / path).stat().st_ino) for path in paths]
        place, beside = self.work / JOURNAL, self.work / f"{JOURNAL}.part"
        with beside.open("w", encoding="utf-8") as file:
            json.dump(entries, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
        sync_folder(self.work)

    def end(self) -> None:
        """Keep what was replaced: from now on nothing is taken back."""
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
        """The state is seen from where the new one stands, and from whether the former one was put away."""
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


def _state(left: Sequence[str]) -> str:
    if not left:
        return "nothing was replaced, and what was there before is unchanged"
    return f"{', '.join(left)}: new already, and could not be taken back; the next build takes it back"


def exchange(a: Path, b: Path) -> bool:
    """Exchange two files or folders in one step where the system can (Linux); False where it cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(renameat2(_HERE, os.fsencode(a), _HERE, os.fsencode(b), _EXCHANGE) == 0)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
