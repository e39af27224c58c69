"""The encoding of an XML file: from its bytes to UTF-8 and back, byte for byte."""

import codecs
from dataclasses import dataclass

from edition.late_patterns import late_pattern

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WITHOUT_MARK = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_DECLARED = late_pattern(rb"""\A<\?xml\s[^>]*?\bencoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
_ASCII = "".join(map(chr, range(0x20, 0x7F)))


@dataclass(frozen=True, slots=True)
class FileEncoding:
    """How the bytes of a file are made of its characters: the name of a codec, and the byte-order mark before them."""

    name: str = "utf-8"
    mark: bytes = b""

    @property
    def is_utf8(self) -> bool:
        """Whether the bytes behind the mark are UTF-8."""
        return self.name == "utf-8"

    def to_utf8(self, data: bytes) -> bytes:
        """The file as UTF-8 without its mark. UnicodeError where the bytes are not in this encoding."""
        rest = data[len(self.mark) :]
        decoded = rest.decode(self.name)
        return rest if self.is_utf8 else decoded.encode("utf-8")

    def from_utf8(self, data: bytes) -> bytes:
        """The bytes of the file again."""
        return self.mark + (data if self.is_utf8 else data.decode("utf-8").encode(self.name))

    def fitting(self, inserted: str) -> str:
        """Markup to be inserted: what the encoding cannot hold is written as character references."""
        return inserted.encode(self.name, "xmlcharrefreplace").decode(self.name)


def find_encoding(data: bytes) -> FileEncoding:
    """The encoding of an XML file: by its byte-order mark, its first characters, or its XML declaration; else UTF-8.

    LookupError for a name that Python does not know, and for an encoding that does not hold ASCII as ASCII.

    >>> find_encoding(b'<?xml version="1.0" encoding="ISO-8859-1"?><a/>').name
    'iso8859-1'
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return FileEncoding(name, mark)
    for begin, name in _WITHOUT_MARK:
        if data.startswith(begin):
            return FileEncoding(name)
    declared = _DECLARED.match(data)
    name = codecs.lookup(declared[1].decode("ascii") if declared else "utf-8").name
    if _ASCII.encode(name, "replace") != _ASCII.encode("ascii"):
        raise LookupError(f"files in {name} are not accepted")
    return FileEncoding("utf-8" if name == "utf_8" else name)
