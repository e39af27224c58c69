"""The one module that opens source files: bytes in, `Seed` out, or a refusal that says what to do.

Seeds are data. Only regular files below the project's folder are read, links that lead out of it are refused, text is
decoded strictly and never guessed (docs/design.md §8).
"""

import codecs
import hashlib
import os
import re
import stat
from itertools import groupby
from pathlib import Path

from edition.errors import InputError, SeedError
from edition.model.finding import position_in
from edition.model.seed import EXTRACTED, LineEnd, Seed, Siglum

MAX_BYTES = 100 * 2**20
_MARKS = (("utf-32-le", codecs.BOM_UTF32_LE), ("utf-32-be", codecs.BOM_UTF32_BE), ("utf-8", codecs.BOM_UTF8),
          ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE))  # fmt: skip
_LINE_END = re.compile(r"\r\n|\r|\n")
_REFUSED = re.compile("[\x00\ufffe\uffff\ud800-\udfff]")


def read_bytes(root: Path, path: str) -> bytes:
    """The bytes of a regular file below `root`."""
    place = root / path
    if Path(path).is_absolute() or ".." in Path(path).parts or "\x00" in path:
        raise SeedError(f"{path}: sources stand in the edition's own folder; write a path such as seeds/a.txt")
    try:
        if not place.resolve(strict=True).is_relative_to(root.resolve()):
            raise SeedError(f"{path}: leads out of the edition's folder; copy the file into it")
        return _read_regular(place, path)
    except FileNotFoundError:
        raise SeedError(f"{path}: there is no such file in {root}") from None
    except RuntimeError:  # Path.resolve, where links lead in a circle
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
    """The bytes of a file that the user names on the command line."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: is larger than {MAX_BYTES // 2**20} MB")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None


def make_seed(siglum: Siglum, path: str, data: bytes, encoding: str = "") -> Seed:
    """A seed of these bytes."""
    found, mark = next(((name, m) for name, m in _MARKS if data.startswith(m)), ("", b""))
    name = _codec(path, encoding) if encoding else found or "utf-8"
    if found and encoding and name not in (found, found[:-3]):
        raise SeedError(f"{path}: begins with the byte-order mark of {found}, but edition.toml says {encoding!r}")
    name = found or name
    try:
        decoded = data[len(mark) :].decode(name)
    except UnicodeDecodeError as error:
        raise SeedError(_undecodable(path, data, name, error, bool(encoding))) from None
    except UnicodeError as error:
        raise SeedError(f"{path}: is not {name.upper()}: {error}") from None
    if bad := _REFUSED.search(decoded):
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
    if bad := _REFUSED.search(text):
        raise SeedError(f"{path}: U+{ord(bad[0]):04X} cannot stand in a text")
    return Seed(siglum, path, text, hashlib.sha256(data).hexdigest(), EXTRACTED)


def encode_text(seed: Seed) -> bytes:
    """The bytes that the seed was made of: the way back from `make_seed`; ValueError when the line ends do not fit."""
    ends = (kind for kind, count in seed.line_ends for _ in range(count))
    parts = seed.text.split("\n")
    if len(parts) - 1 != sum(count for _, count in seed.line_ends):
        raise ValueError(f"{seed.path}: the text has {len(parts) - 1} line ends, the header another number")
    text = parts[0] + "".join(next(ends).value + part for part in parts[1:])
    mark = dict(_MARKS)[seed.encoding] if seed.byte_order_mark else b""
    return mark + text.encode(seed.encoding)


def _codec(path: str, encoding: str) -> str:
    try:
        "".encode(encoding)  # refuses what turns no text into bytes, such as rot13
        "é".encode(encoding, "ignore").decode(encoding, "ignore")
        return codecs.lookup(encoding).name
    except (LookupError, UnicodeError, ValueError):
        raise SeedError(
            f'{path}: encoding = "{encoding}" is no encoding Python knows for texts; try "windows-1252"'
        ) from None


def _undecodable(path: str, data: bytes, name: str, error: UnicodeDecodeError, declared: bool) -> str:
    line = data.count(b"\n", 0, error.start) + 1
    column = error.start - data.rfind(b"\n", 0, error.start)
    advice = (
        "the encoding that edition.toml names is not that of the file"
        if declared
        else 'name its encoding in edition.toml, such as encoding = "windows-1252"'
    )
    return f"{path}:{line}:{column}: byte {error.start} is not {name.upper()}; {advice}"
