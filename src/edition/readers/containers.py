"""Files that are zip archives of XML: Word, OpenDocument, EPUB. They are unpacked in memory, within limits.

Nothing is written to disk, so the paths of the members lead nowhere. What cannot be unpacked is refused by its name.
"""

import io
import lzma
import zipfile
import zlib
from collections.abc import Collection

from lxml import etree

from edition.errors import SeedError
from edition.late_patterns import late_pattern
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.xml.parse import RefusedError, parse

MAX_BYTES = 100 * 1024 * 1024  # of all members, unpacked
MAX_RATIO = 200  # of the unpacked and the packed bytes of a member
MAX_MEMBERS = 2_000
_SMALL = 1024 * 1024  # bytes; a small member may be packed as well as it can
_ENCRYPTED = 1  # the first of the flags of a member
_MARKS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old Office file, or a new one that has a password
_UNPACKING = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, ValueError, OSError, EOFError)
_DAMAGED = "the archive is damaged ({}); open it in the program that made it, save it again, or take a copy that opens"
_DOCTYPE = late_pattern(rb"<!DOCTYPE\s+[\w:.-]+\s+PUBLIC\s+([\"'])([^\"'<>]*)\1\s+(?:\"[^\"<>]*\"|'[^'<>]*')\s*>")
_HEAD = 4_000  # bytes: where a DOCTYPE stands


class Container:
    """The members of an archive. `names`: in the order of the archive, without folders."""

    def __init__(self, path: str, archive: zipfile.ZipFile) -> None:
        self.path = path
        self._archive = archive
        self.names = tuple(dict.fromkeys(name for name in archive.namelist() if not name.endswith("/")))

    def read(self, name: str) -> bytes:
        """The bytes of a member. SeedError when it is not there or cannot be unpacked."""
        if name not in self.names:
            raise SeedError(f"{self.path}: the archive lacks {name}; take a copy that opens in its program")
        try:
            return self._archive.read(name)
        except _UNPACKING as error:
            raise SeedError(f"{self.path}: {_DAMAGED.format(f'{name}: {error}')}") from None
        except NotImplementedError as error:
            raise SeedError(f"{self.path}: {name} is packed in a way that is not known: {error}") from None

    def parse(self, name: str, public_ids: Collection[str] = ()) -> etree._Element:
        """The root of a member that is XML. SeedError when it is none, or asks for something outside.

        `public_ids`: names of document types that the member may declare; they are not loaded.
        """
        return parse_part(self.read(name), f"{self.path} ({name})", public_ids)


def open_container(source: SourceFile) -> Container | Refusal:
    """The archive in a file, or why there is none that can be read."""
    if source.data.startswith(_COMPOUND):
        return Refusal(_describe_compound(source.data))
    if not source.data.startswith(_MARKS):
        return Refusal("it is no zip archive, as such a file must be")
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
        problem = _find_excess(archive)
    except (*_UNPACKING, NotImplementedError) as error:
        return Refusal(_DAMAGED.format(error))
    return Refusal(problem) if problem else Container(source.path, archive)


def _describe_compound(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "the file has a password; open it in its program and save it without one"
    return "an old Word or Office file; open it in Word or LibreOffice and save it as .docx"


def _find_excess(archive: zipfile.ZipFile) -> str:
    """What is too much in an archive, or encrypted; "" for nothing."""
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        return f"the archive has {len(members)} members; at most {MAX_MEMBERS} are read"
    if sum(one.file_size for one in members) > MAX_BYTES:
        return f"the archive has more than {MAX_BYTES // 1024 // 1024} megabytes unpacked"
    for one in members:
        if one.file_size > max(_SMALL, MAX_RATIO * one.compress_size):
            return f"{one.filename} is packed more than {MAX_RATIO} times; such an archive is not unpacked"
        if one.flag_bits & _ENCRYPTED:
            return "the archive has a password; open it in its program and save it without one"
    return ""


def parse_part(data: bytes, path: str, public_ids: Collection[str] = ()) -> etree._Element:
    """The root of XML in a container. SeedError when it cannot be parsed. `public_ids`: as in `Container.parse`."""
    try:
        return parse(without_doctype(data, public_ids) if public_ids else data, path)
    except RefusedError as error:
        raise SeedError(str(error)) from None


def without_doctype(data: bytes, public_ids: Collection[str]) -> bytes:
    """The bytes with blanks for a DOCTYPE of a known document type, so that it is never asked for."""
    found = _DOCTYPE.search(data, 0, _HEAD)
    if found and found[2].decode("ascii", "replace") in public_ids:
        return data[: found.start()] + b" " * (found.end() - found.start()) + data[found.end() :]
    return data
