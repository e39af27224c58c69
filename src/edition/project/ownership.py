"""Recognise the files that the program wrote; only these are ever removed or overwritten (docs/decisions/0050).

A TEI file has the digest of its content in its header, so that it is recognised in a fresh clone too; one that is the
editor's own with our marks has it at its end (`KeptNote`). Other generated folders have a record, `.edition-output`,
with the digest of each file. Digests ignore the kind of line ends, because git may convert them.
"""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from html import unescape
from pathlib import Path

from edition.late_patterns import late_pattern
from edition.xml.file_encoding import find_encoding

RECORD = ".edition-output"
WRITTEN_RECORD = ".edition-written"  # in the folder of the edition: files that commands wrote into other folders
_RECORD_HEADER = (
    "Written by `edition`: files with these digests are replaced by the next run, all others are left alone.\n"
)
_RECORD_LINE = late_pattern(r"([0-9a-f]{64})  (.+)")
STAMP = b"<?variorum file="  # begins what a TEI file of ours says of itself
_STAMP = late_pattern(rb'<\?variorum file="([^"]*)" sha256="([0-9a-f]{64})"\?>')
_STAMP_POSITION = b"</appInfo>"  # the stamp is inserted before its first occurrence
_PROGRAM = late_pattern(rb"""<application\b[^>]*\sident=["']variorum["']""")
_IGNORED_FILES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # file managers write these


class Origin(Enum):
    """The origin of a file."""

    OURS = "as the program wrote it"
    EDITED = "written by the program and edited since"
    UNCERTAIN = "written by a version of the program that left no digest"
    FOREIGN = "not written by the program"


def compute_digest(data: bytes) -> str:
    """The SHA-256 of a file as hexadecimal digits; CRLF counts as LF."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


# -- files with a stamp


def stamp(path: str, data: bytes) -> bytes:
    """Insert the path of a TEI file and the digest of its content into its header."""
    at = data.index(_STAMP_POSITION)
    mark = f'<?variorum file="{path}" sha256="{compute_digest(data)}"?>'.encode()
    return data[:at] + mark + data[at:]


@dataclass(frozen=True, slots=True)
class KeptNote:
    """What the end of an editor's own TEI file with our marks says: the last processing instruction, which is ours.

    `file`: where the build wrote it. `prefix`: what our ids begin with. `seed` and `seed_sha256`: the editor's file
    and its hash. `sigla`: the witnesses that are read from it. `digest`: of all that stands before the note.
    """

    file: str
    prefix: str
    seed: str
    seed_sha256: str
    sigla: tuple[str, ...]
    digest: str = ""

    def added_to(self, data: bytes) -> bytes:
        """The file with the note at its end, in its encoding; on a line of its own where the file has lines."""
        encoding = find_encoding(data)
        content = encoding.to_utf8(data)
        values = (
            self.file, compute_digest(content), self.prefix, self.seed, self.seed_sha256, "\t".join(self.sigla)
        )  # fmt: skip
        written = (f'"{value.translate(_ESCAPES)}"' for value in values)
        names = ("file", "sha256", "marks", "seed", "seedSha256", "sigla")
        pairs = " ".join(f"{name}={value}" for name, value in zip(names, written, strict=True))
        note = f"{_NOTE}{pairs}?>" + ("\n" if content.endswith(b"\n") else "")
        return data + encoding.fitting(note).encode(encoding.name)


_NOTE = "<?variorum "
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_KEPT_NOTE = late_pattern(
    rb'<\?variorum file="([^"]*)" sha256="([0-9a-f]{64})" marks="([^"]*)" seed="([^"]*)" seedSha256="([0-9a-f]{64})"'
    rb' sigla="([^"]*)"\?>\s*'
)


def read_kept_note(data: bytes) -> tuple[KeptNote, bytes] | None:
    """The note at the end of an editor's file with our marks, and what stands before it as UTF-8; None without one."""
    try:
        content = find_encoding(data).to_utf8(data)
    except (LookupError, UnicodeError):
        return None
    at = content.rfind(_NOTE.encode())
    found = _KEPT_NOTE.fullmatch(content, at) if at >= 0 else None
    if found is None:
        return None
    file, digest, prefix, seed, sha256, sigla = (unescape(value.decode("utf-8")) for value in found.groups())
    return KeptNote(file, prefix, seed, sha256, tuple(sigla.split("\t")), digest), content[:at]


def remove_stamp(data: bytes) -> bytes:
    """The content of a file without a stamp, with LF as line ends."""
    return _STAMP.sub(b"", data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))


def origin_by_stamp(path: str, data: bytes) -> Origin:
    """The origin of a file at a path by its stamp; a copy under another name is FOREIGN."""
    if kept := read_kept_note(data):
        note, content = kept
        return _origin_of_kept(note, content, path)
    stamps = _STAMP.findall(data)
    if not stamps:
        return Origin.UNCERTAIN if _PROGRAM.search(data) else Origin.FOREIGN
    if len({file for file, _ in stamps}) == 1 and stamps[0][0] != path.encode():
        return Origin.FOREIGN
    return Origin.OURS if [compute_digest(remove_stamp(data)).encode()] == [d for _, d in stamps] else Origin.EDITED


def _origin_of_kept(note: KeptNote, content: bytes, path: str) -> Origin:
    if note.file != path:
        return Origin.FOREIGN
    return Origin.OURS if compute_digest(content) == note.digest else Origin.EDITED


# -- folders with a record


def make_record(files: Mapping[str, bytes]) -> bytes:
    """Make the record of files by their paths in the folder."""
    return format_record({path: compute_digest(data) for path, data in files.items()})


def format_record(digests: Mapping[str, str]) -> bytes:
    """Format a record: path -> digests, separated by blanks."""
    lines = (f"{digest}  {path}\n" for path, known in sorted(digests.items()) for digest in known.split())
    return (_RECORD_HEADER + "".join(lines)).encode("utf-8")


def read_record(folder: Path, name: str = RECORD) -> Mapping[str, str] | None:
    """Read the record of a folder: path -> digests, separated by blanks; None when there is no record."""
    place = folder / name
    if place.is_symlink() or not place.is_file():
        return None
    lines = place.read_text(encoding="utf-8", errors="replace").split("\n")
    known: dict[str, str] = {}
    for found in filter(None, map(_RECORD_LINE.fullmatch, lines)):
        known[found[2]] = f"{known.get(found[2], '')} {found[1]}".strip()
    return known


def origin_by_record(path: str, data: bytes, known: Mapping[str, str] | None) -> Origin:
    """The origin of a file by the record of its folder; an empty record was made by an old version."""
    if known is None or (known and path not in known):
        return Origin.FOREIGN
    if not known:
        return Origin.UNCERTAIN
    return Origin.OURS if compute_digest(data) in known[path].split() else Origin.EDITED


def walk_files(folder: Path) -> Iterator[tuple[str, bytes | None]]:
    """Every file below a folder as (relative path, bytes); None instead of bytes for a link, a pipe or a device."""
    for here, folders, names in os.walk(folder, onerror=_raise):
        folders.sort()
        links = [name for name in folders if (Path(here) / name).is_symlink()]
        for name in sorted((*links, *names)):
            place = Path(here) / name
            path = place.relative_to(folder).as_posix()
            if name not in _IGNORED_FILES and name != RECORD:
                yield path, place.read_bytes() if stat.S_ISREG(place.lstat().st_mode) else None


def _raise(error: OSError) -> None:
    raise error
