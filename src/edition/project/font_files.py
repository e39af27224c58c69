"""The fonts in a folder of the edition: which of its files the typesetter cannot read, and why."""

from collections.abc import Iterator
from pathlib import Path

_READ = (".ttf", ".otf", ".ttc", ".otc")
_OTHERS = {
    ".woff": "a web font (WOFF)",
    ".woff2": "a web font (WOFF2)",
    ".eot": "a web font (EOT)",
    ".pfb": "a Type 1 font",
    ".pfa": "a Type 1 font",
    ".dfont": "a Macintosh font",
}
_WEB = {b"wOFF": ".woff", b"wOF2": ".woff2"}
_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_COLLECTION = b"ttcf"
_DIRECTORY, _ROW = 12, 16  # bytes of the head of a font, and of each row in the list of its tables


def describe_unreadable_fonts(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    """The path of each file of the folder that is no font for the typesetter, and a clause that says what to do.

    `name`: how the editor names the folder, which is told where it holds no font at all.
    """
    files = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in (*_READ, *_OTHERS) and path.is_file()]
    if not files:
        yield name, f"the folder {name} has no font (.ttf, .otf or .ttc)"
    for path in files:
        told = f"{name}/{path.relative_to(folder).as_posix()}"
        data = path.read_bytes()
        kind = _OTHERS.get(_WEB.get(data[:4], path.suffix.lower()))
        if kind:
            yield told, f"{told} is {kind}, which cannot be printed: take the .ttf or .otf file of that font"
        elif not _is_whole(data):
            yield told, f"{told} is no font, or damaged: get the file anew"


def _is_whole(data: bytes) -> bool:
    """Whether a file begins as a font and holds every table that it lists."""
    if data[:4] == _COLLECTION:
        return len(data) > _DIRECTORY
    count = int.from_bytes(data[4:6])
    rows = [data[start : start + _ROW] for start in range(_DIRECTORY, _DIRECTORY + count * _ROW, _ROW)]
    ends = [int.from_bytes(row[8:12]) + int.from_bytes(row[12:16]) for row in rows if len(row) == _ROW]
    return data[:4] in _FONTS and 0 < count == len(ends) and max(ends) <= len(data)
