"""What a build reads, as the interpreter reports it: files that were opened, and folders that were listed.

Python tells an audit hook of every file that it opens and every folder that it lists, so no reader can be forgotten,
neither one of ours nor one of a plug-in. Whether a file is there at all is answered by the names in the folder of the
edition, which are taken together (`names_below`).
"""

import hashlib
import os
import site
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from edition.project.assets import asset
from edition.project.generated_paths import GENERATED

ABSENT = "absent"
_OWN_NAMES = (".edition-", "edition-failed", "edition-replaced")  # what commands of ours write beside the sources
_MADE_WITH = frozenset(place.split("/")[0] for place in GENERATED if "/" in place)  # folders that a first build makes
_SKIPPED = ("node_modules", "__pycache__")
_MODULES = (".py", ".pyc")
_LISTED = ("os.listdir", "os.scandir")
_READ_ONLY = 3  # of the flags of open(2), the bits that tell reading from writing
Stamp = tuple[int, int, int] | None


class Reads:
    """The files and folders that were read while this was active: of each how it was at that moment."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.realpath(root))
        self.files: dict[Path, Stamp] = {}
        self.folders: dict[Path, Stamp] = {}
        self.is_open_ended = False  # whether anything was read that cannot be followed
        self._known = [place for place in _known_places() if place != self.root]

    def take(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Take note of an event of the interpreter."""
        if not arguments or not isinstance(arguments[0], str | bytes | os.PathLike):
            return
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & _READ_ONLY:
            return
        given = Path(os.fsdecode(arguments[0]))
        path = Path(os.path.realpath(given.parent), given.name)
        is_folder = event != "open"
        if path.is_dir() != is_folder:
            return  # a folder that is opened to be synced; its listing is an event of its own
        if event == "open" and arguments[1] is None and given.name == str(given) and not path.exists():
            return  # what stands in another open folder, such as one that is taken away
        if self._is_known(path) or (path.is_relative_to(self.root) and self._is_shown(path, is_folder)):
            return
        if path.suffix in _MODULES:
            self.is_open_ended = True  # a module that no version names; what is compiled may be older than its source
        (self.folders if is_folder else self.files).setdefault(path, stamp_of(path))

    def _is_known(self, path: Path) -> bool:
        """Whether a path belongs to the program, its Python or the system: their versions are compared, not files."""
        is_inside = path.is_relative_to(self.root)
        places = (place for place in self._known if not is_inside or place.is_relative_to(self.root))
        return any(path.is_relative_to(place) for place in places)

    def _is_shown(self, path: Path, is_folder: bool) -> bool:
        """Whether the output, or for a folder the names in the edition, shows each change of a path."""
        parts = path.relative_to(self.root).parts
        hidden = (part.startswith(".") or part in _SKIPPED for part in parts)
        return is_generated("/".join(parts)) or (is_folder and not any(hidden))

    def name_of(self, path: Path) -> str:
        """A path relative to the folder of the edition, where it is in that."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    def digests(self) -> Mapping[str, str] | None:
        """Of each file and folder the digest, by its path, relative below the root; None if one changed meanwhile."""
        if self.is_open_ended:
            return None
        made: dict[str, str] = {}
        for path, stamp in (*self.files.items(), *self.folders.items()):
            found = digest_of(path)
            if found == ABSENT and stamp is not None and not path.is_relative_to(self.root):
                continue  # a file for the moment only, such as a layout of the book
            if path in self.files and stamp_of(path) != stamp:
                return None
            made[self.name_of(path)] = found
        return made


def _known_places() -> list[Path]:
    """Where the program, its Python and the libraries are; and what is no file."""
    python = (sys.prefix, sys.base_prefix, str(Path(os.__file__).parent), *site.getsitepackages())
    own = (str(place) for place in (Path(__file__).parents[1], asset("xslt"), asset("schema")))
    places = (*python, site.getusersitepackages(), *own, "/proc", "/dev", "/sys")
    return [Path(os.path.realpath(place)) for place in places]


_active: list[Reads] = []
_is_hooked = False


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _active and (event == "open" or event in _LISTED):
        for reads in tuple(_active):
            with suppress(ValueError):  # a name that no file can have, which opening it will tell
                reads.take(event, arguments)


def record_reads(root: Path) -> Reads:
    """Take note of all that is read from now on, until `end_record`."""
    global _is_hooked
    if not _is_hooked:
        sys.addaudithook(_hook)
        _is_hooked = True
    reads = Reads(root)
    _active.append(reads)
    return reads


def end_record(reads: Reads) -> None:
    """Take note of no more."""
    _active.remove(reads)


Seen = list[tuple[dict[Path, Stamp], dict[Path, Stamp], bool]]


def all_reads() -> Seen:
    """What was read so far, of each record that is being made; for `take_reads` in another process."""
    return [(reads.files, reads.folders, reads.is_open_ended) for reads in _active]


def take_reads(seen: Seen) -> None:
    """Take for read what another process read that was forked from this one."""
    for reads, (files, folders, is_open_ended) in zip(_active, seen, strict=True):
        reads.files = {**files, **reads.files}
        reads.folders = {**folders, **reads.folders}
        reads.is_open_ended |= is_open_ended


def reads_beyond_record() -> None:
    """Say that something is read that cannot be followed, such as the fonts of the system: no record of it holds."""
    for reads in _active:
        reads.is_open_ended = True


def is_generated(path: str) -> bool:
    """Whether a path, relative to the folder of the edition, is one that commands write."""
    if path.split("/")[0].startswith(_OWN_NAMES):
        return True
    return any(path == place or path.startswith(f"{place}/") for place in GENERATED)


def names_below(root: Path) -> str:
    """The digest of the names of all files and folders of an edition, without what commands write and what hidden
    folders hold."""
    total = hashlib.sha256()
    for path in _names(root):
        total.update(path.encode("utf-8", "surrogateescape") + b"\n")
    return total.hexdigest()


def _names(root: Path) -> Iterator[str]:
    top = str(root)
    for here, folders, names in os.walk(top):
        below = os.path.relpath(here, top).replace(os.sep, "/")
        prefix = "" if below == "." else f"{below}/"
        kept = sorted(name for name in folders if name not in _SKIPPED and not is_generated(prefix + name))
        yield from (f"{prefix}{name}/" for name in kept if prefix + name not in _MADE_WITH)
        yield from (path for name in sorted(names) if not is_generated(path := prefix + name))
        folders[:] = [name for name in kept if not name.startswith(".")]


def digest_of(place: Path) -> str:
    """SHA-256 of the bytes of a file, or of the names in a folder; ABSENT where there is none that can be read."""
    try:
        if place.is_dir():
            names = sorted(one.name for one in place.iterdir())
            return hashlib.sha256("\n".join(names).encode("utf-8", "surrogateescape")).hexdigest()
        return hashlib.sha256(place.read_bytes()).hexdigest() if place.is_file() else ABSENT  # no pipe, no device
    except OSError:
        return ABSENT


def stamp_of(path: Path) -> Stamp:
    """When a file was written, its size and its number; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
