"""The tokens of an RTF file: control words, symbols, characters, braces; together they are the bytes of the file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from edition.late_patterns import late_pattern

_TOKEN = late_pattern(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<symbol>.)"
    rb"|(?P<brace>[{}])|(?P<newline>[\r\n\0]+)|(?P<text>[^\\{}\r\n\0]+)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token at a byte offset. `kind`: word, hex, symbol, brace, newline, text, binary; `value`: its name or bytes.

    `number`: the number behind a control word; None where it has none.
    """

    kind: str
    at: int
    end: int
    value: bytes
    number: int | None = None


class TruncatedError(ValueError):
    """The file ends inside a token. `at`: the byte where it begins."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def read_tokens(data: bytes, at: int = 0) -> Iterator[Token]:
    r"""The tokens of a file from a byte on. TruncatedError where the file ends inside one.

    >>> [(one.kind, one.value, one.number) for one in read_tokens(b"{\\b1 x")]
    [('brace', b'{', None), ('word', b'b', 1), ('text', b'x', None)]
    """
    while at < len(data):
        found = _TOKEN.match(data, at)
        if found is None:
            raise TruncatedError(at)
        kind = found.lastgroup or ""
        kind = "word" if kind == "number" else kind
        number = int(found["number"]) if found["number"] else None
        yield Token(kind, at, found.end(), found[kind], number)
        at = found.end()
        if found["word"] == b"bin" and number is not None and number > 0:
            if at + number > len(data):
                raise TruncatedError(found.start())
            yield Token("binary", at, at + number, b"")
            at += number
