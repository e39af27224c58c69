"""The only module that opens source files: it turns bytes into a `Seed`, or raises an error that says what to do.

Only regular files in the folder of the edition are read, and links out of it are refused. Text is decoded strictly and
its encoding is never guessed (docs/design.md §8).
"""

import codecs
import hashlib
import os
import stat
from itertools import groupby
from pathlib import Path

from edition.errors import InputError, SeedError
from edition.late_patterns import late_pattern
from edition.model.finding import position_in
from edition.model.seed import EXTRACTED, LineEnd, Seed, Siglum

MAX_BYTES = 100 * 2**20
_BYTE_ORDER_MARKS = (("utf-32-le", codecs.BOM_UTF32_LE), ("utf-32-be", codecs.BOM_UTF32_BE), ("utf-8", codecs.BOM_UTF8),
          ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE))  # fmt: skip
_LINE_END = late_pattern(r"\r\n|\r|\n")
_FORBIDDEN = late_pattern("[\x00\ufffe\uffff\ud800-\udfff]")


def read_bytes(root: Path, path: str) -> bytes:
    """Read a regular file below `root`; SeedError when it cannot be read or has more than MAX_BYTES bytes."""
    place = root / path
    if Path(path).is_absolute() or ".." in Path(path).parts or "\x00" in path:
        raise SeedError(f"{path}: sources stand in the edition's own folder; write a path such as seeds/a.txt")
    try:
        if not place.resolve(strict=True).is_relative_to(root.resolve()):
            raise SeedError(f"{path}: leads out of the edition's folder; copy the file into it")
        return _read_regular(place, path)
    except FileNotFoundError:
        raise SeedError(f"{path}: there is no such file in {root}") from None
    except RuntimeError:  # Path.resolve raises it for a circle of links
        raise SeedError(f"{path}: is a link that leads to itself") from None
    except IsADirectoryError:
        raise SeedError(f"{path}: is a folder, not a file") from None
    except OSError as error:
        raise SeedError(f"{path}: cannot be read: {error.strerror}") from None


def _read_regular(place: Path, path: str) -> bytes:
    descriptor = os.open(place, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise SeedError(f"{path}: is not a regular file")
        if status.st_size > MAX_BYTES:
            raise SeedError(f"{path}: is larger than {MAX_BYTES // 2**20} MB")
        return file.read()


def read_input(path: Path) -> bytes:
    """Read a file that the user names on the command line; InputError when it cannot be read or is too large."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: is larger than {MAX_BYTES // 2**20} MB")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None


def make_seed(siglum: Siglum, path: str, data: bytes, encoding: str = "") -> Seed:
    """Decode the bytes of a source file to a seed.

    `path` is relative to the folder of the edition. Without `encoding` the encoding is that of a byte-order mark, else
    UTF-8. Line ends become LF; `encode_text` restores the bytes. SeedError, with line and column where it applies, when
    the bytes do not fit the encoding or the text contains NUL, U+FFFE, U+FFFF or a surrogate.

    >>> seed = make_seed("A", "seeds/a.txt", b"One line\\r\\nand another")
    >>> seed.text, seed.encoding, encode_text(seed)
    ('One line\\nand another', 'utf-8', b'One line\\r\\nand another')
    """
    found, mark = next(((name, m) for name, m in _BYTE_ORDER_MARKS if data.startswith(m)), ("", b""))
    name = _find_codec(path, encoding) if encoding else found or "utf-8"
    if found and encoding and name not in (found, found[:-3]):
        raise SeedError(f"{path}: begins with the byte-order mark of {found}, but edition.toml says {encoding!r}")
    name = found or name
    try:
        decoded = data[len(mark) :].decode(name)
    except UnicodeDecodeError as error:
        raise SeedError(_explain_undecodable(path, data, name, error, bool(encoding))) from None
    except UnicodeError as error:
        raise SeedError(f"{path}: is not {name.upper()}: {error}") from None
    if bad := _FORBIDDEN.search(decoded):
        place = position_in(path, decoded, bad.start())
        raise SeedError(f"{place}: U+{ord(bad[0]):04X} cannot stand in a text; is this a binary file?")
    ends = (LineEnd(m[0]) for m in _LINE_END.finditer(decoded))
    runs = tuple((kind, len(list(group))) for kind, group in groupby(ends))
    text = _LINE_END.sub("\n", decoded)
    seed = Seed(siglum, path, text, hashlib.sha256(data).hexdigest(), name, bool(mark), runs)
    if encode_text(seed) != data:
        raise SeedError(f"{path}: {name} does not give the same bytes back; store the file as UTF-8")
    return seed


def extracted_seed(siglum: Siglum, path: str, data: bytes, text: str) -> Seed:
    """A seed whose text a reader has taken out of a file of another format. SeedError for characters of no text."""
    if bad := _FORBIDDEN.search(text):
        raise SeedError(f"{path}: U+{ord(bad[0]):04X} cannot stand in a text")
    return Seed(siglum, path, text, hashlib.sha256(data).hexdigest(), EXTRACTED)


def encode_text(seed: Seed) -> bytes:
    """Restore the bytes from which `make_seed` made a seed; ValueError when its line ends do not fit its text."""
    ends = (kind for kind, count in seed.line_ends for _ in range(count))
    parts = seed.text.split("\n")
    if len(parts) - 1 != sum(count for _, count in seed.line_ends):
        raise ValueError(f"{seed.path}: the text has {len(parts) - 1} line ends, the header another number")
    text = parts[0] + "".join(next(ends).value + part for part in parts[1:])
    mark = dict(_BYTE_ORDER_MARKS)[seed.encoding] if seed.byte_order_mark else b""
    return mark + text.encode(seed.encoding)


def _find_codec(path: str, encoding: str) -> str:
    try:
        "".encode(encoding)  # raises for codecs that do not encode text to bytes, such as rot13
        "é".encode(encoding, "ignore").decode(encoding, "ignore")
        return codecs.lookup(encoding).name
    except (LookupError, UnicodeError, ValueError):
        raise SeedError(
            f'{path}: encoding = "{encoding}" is no encoding Python knows for texts; try "windows-1252"'
        ) from None


def _explain_undecodable(path: str, data: bytes, name: str, error: UnicodeDecodeError, declared: bool) -> str:
    line = data.count(b"\n", 0, error.start) + 1
    column = error.start - data.rfind(b"\n", 0, error.start)
    advice = (
        "the encoding that edition.toml names is not that of the file"
        if declared
        else 'name its encoding in edition.toml, such as encoding = "windows-1252"'
    )
    return f"{path}:{line}:{column}: byte {error.start} is not {name.upper()}; {advice}"
