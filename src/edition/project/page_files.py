"""Witnesses that are several files, one for each page: their names, their order, and all of them as one archive.

The hash of such a witness is that of the archive (zip, not compressed), which is the same on every machine: it speaks
of the names of the pages, of their order and of their bytes.
"""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from edition.errors import SeedError
from edition.late_patterns import late_pattern
from edition.project.sources import MAX_BYTES, read_bytes

MAX_PAGES = 5_000
_ANY = "*"
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that a zip file can hold
_JOINED = ", "
_DIGITS = late_pattern(r"(\d+)")


def is_several(path: str) -> bool:
    """Whether the `seed` of a witness stands for several files."""
    return _ANY in path


def page_paths(root: Path, path: str) -> tuple[str, ...]:
    """The files that a path with `*` stands for, with numbers in their order (2 before 10); hidden files are none.

    SeedError when it leads out of the folder of the edition, or there is no such file.
    """
    if Path(path).is_absolute() or ".." in Path(path).parts or "**" in path or "\x00" in path:
        raise SeedError(f"{path}: pages stand in the edition's own folder; write a path such as seeds/A/*.xml")
    found = [place.relative_to(root).as_posix() for place in root.glob(path) if place.is_file()]
    shown = [name for name in found if not any(part.startswith(".") for part in Path(name).parts)]
    if not shown:
        raise SeedError(f"{path}: there is no such file in {root}")
    if len(shown) > MAX_PAGES:
        raise SeedError(f"{path}: these are {len(shown)} files; a witness has at most {MAX_PAGES} pages")
    return tuple(sorted(shown, key=natural_key))


def natural_key(name: str) -> tuple[list[str | int], str]:
    """By what names with numbers are sorted: 2 before 10."""
    parts = _DIGITS.split(name.casefold())
    return [int(part) if number % 2 else part for number, part in enumerate(parts)], name


def read_pages(root: Path, paths: Sequence[str]) -> tuple[tuple[str, bytes], ...]:
    """The pages with their bytes; SeedError for one that cannot be read, and when all are too large together."""
    made: list[tuple[str, bytes]] = []
    total = 0
    for path in paths:
        data = read_bytes(root, path)
        total += len(data)
        if total > MAX_BYTES:
            raise SeedError(f"{path}: with the pages before it larger than {MAX_BYTES // 2**20} MB")
        made.append((path, data))
    return tuple(made)


def pack_pages(pages: Sequence[tuple[str, bytes]]) -> bytes:
    """All pages in one zip archive, which is always the same for the same pages."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for path, data in pages:
            member = zipfile.ZipInfo(path, _MOMENT)
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)
    return made.getvalue()


def joined_path(paths: Sequence[str]) -> str:
    """The pages of a witness as one line for headers and messages."""
    return _JOINED.join(paths)


def restored_pages(root: Path, path: str) -> bytes:
    """What the `path` of a seed stands for: the bytes of the file, or of the archive of its pages."""
    if is_several(path):
        return pack_pages(read_pages(root, page_paths(root, path)))
    if _JOINED in path and not (root / path).is_file():
        return pack_pages(read_pages(root, path.split(_JOINED)))
    return read_bytes(root, path)
