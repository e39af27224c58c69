"""Which files are the program's own writing: nothing else is ever removed or overwritten (docs/decisions/0050).

A TEI file carries the digest of its content in its header, so that a fresh clone knows it, too. Other folders of the
program hold a record, `.edition-output`, with the digest of each file. Line ends do not count: git may convert them.
"""

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path

RECORD = ".edition-output"
WRITTEN = ".edition-written"  # in the edition's folder: what commands wrote into folders of somebody's choice
_SAID = "Written by `edition`: files with these digests are replaced by the next run, all others are left alone.\n"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_STAMP = re.compile(rb'<\?variorum file="([^"]*)" sha256="([0-9a-f]{64})"\?>')
_PLACE = b"</appInfo>"  # the stamp stands before its first occurrence
_PROGRAM = re.compile(rb"""<application\b[^>]*\sident=["']variorum["']""")
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # which file managers leave in every folder


class Origin(Enum):
    """Who a file is by."""

    OURS = "as the program wrote it"
    EDITED = "written by the program and edited since"
    UNCERTAIN = "written by a version of the program that left no digest"
    FOREIGN = "not written by the program"


def digest_of(data: bytes) -> str:
    """The SHA-256 of a file, whatever its line ends."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


# -- files that carry their digest


def stamp(path: str, data: bytes) -> bytes:
    """A TEI file with its path and the digest of its content in its header."""
    at = data.index(_PLACE)
    mark = f'<?variorum file="{path}" sha256="{digest_of(data)}"?>'.encode()
    return data[:at] + mark + data[at:]


def unstamped(data: bytes) -> bytes:
    """The content of a file that may be stamped, with line feeds as line ends."""
    return _STAMP.sub(b"", data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))


def origin_of_stamped(path: str, data: bytes) -> Origin:
    """Who a file at a path is by, as its stamp says; a copy under another name is somebody's own."""
    stamps = _STAMP.findall(data)
    if not stamps:
        return Origin.UNCERTAIN if _PROGRAM.search(data) else Origin.FOREIGN
    if len({file for file, _ in stamps}) == 1 and stamps[0][0] != path.encode():
        return Origin.FOREIGN
    return Origin.OURS if [digest_of(unstamped(data)).encode()] == [d for _, d in stamps] else Origin.EDITED


# -- folders with a record


def record_of(files: Mapping[str, bytes]) -> bytes:
    """The record of these files, by their paths in the folder."""
    return record_text({path: digest_of(data) for path, data in files.items()})


def record_text(digests: Mapping[str, str]) -> bytes:
    """The record of files whose digests are known; several digests have blanks between."""
    lines = (f"{digest}  {path}\n" for path, known in sorted(digests.items()) for digest in known.split())
    return (_SAID + "".join(lines)).encode("utf-8")


def recorded(folder: Path, name: str = RECORD) -> Mapping[str, str] | None:
    """What the record of a folder has by path: digests with blanks between; None where there is no record."""
    place = folder / name
    if place.is_symlink() or not place.is_file():
        return None
    lines = place.read_text(encoding="utf-8", errors="replace").split("\n")
    known: dict[str, str] = {}
    for found in filter(None, map(_LINE.fullmatch, lines)):
        known[found[2]] = f"{known.get(found[2], '')} {found[1]}".strip()
    return known


def origin_of_recorded(path: str, data: bytes, known: Mapping[str, str] | None) -> Origin:
    """Who a file at a path in a folder is by, as the record of the folder says; an empty record is of an old kind."""
    if known is None or (known and path not in known):
        return Origin.FOREIGN
    if not known:
        return Origin.UNCERTAIN
    return Origin.OURS if digest_of(data) in known[path].split() else Origin.EDITED


def files_in(folder: Path) -> Iterator[tuple[str, bytes | None]]:
    """Every file of a folder by its path in it, with its bytes; None for a link, a pipe or a device."""
    for here, folders, names in os.walk(folder, onerror=_raise):
        folders.sort()
        links = [name for name in folders if (Path(here) / name).is_symlink()]
        for name in sorted((*links, *names)):
            place = Path(here) / name
            path = place.relative_to(folder).as_posix()
            if name not in _LITTER and name != RECORD:
                yield path, place.read_bytes() if stat.S_ISREG(place.lstat().st_mode) else None


def _raise(error: OSError) -> None:
    raise error
