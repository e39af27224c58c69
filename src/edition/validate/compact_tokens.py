"""The words and signs of RELAX NG in compact syntax, each with its place."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from edition.late_patterns import late_regex
from edition.model.finding import Position
from edition.validate.name_characters import NAME_REST, NAME_START
from edition.validate.schema_errors import SchemaError, schema_error

NOT_COMPACT = "is not a RELAX NG schema in compact syntax"
KEYWORDS = frozenset((
    "attribute", "default", "datatypes", "div", "element", "empty", "external", "grammar", "include", "inherit", "list",
    "mixed", "namespace", "notAllowed", "parent", "start", "string", "text", "token",
))  # fmt: skip
_NAME = f"[{NAME_START}][{NAME_REST}]*"
_TOKEN = late_regex(
    rf"""(?P<space>[\ \t\n\r]+|\#(?!\#)[^\n\r]*)
    |(?P<documentation>\#\#[^\n\r]*)
    |(?P<literal>\"\"\"(?:\"{{0,2}}[^\"])*\"\"\"|'''(?:'{{0,2}}[^'])*'''|\"[^\"\n\r]*\"|'[^'\n\r]*')
    |(?P<wildcard>{_NAME}:\*)
    |(?P<prefixed>{_NAME}:{_NAME})
    |(?P<name>\\?{_NAME})
    |(?P<sign>>>|\|=|&=|[~={{}}()\[\],&|?*+\-])""",
    regex.VERBOSE,
)
_ESCAPE = late_regex(r"\\x+\{([0-9A-Fa-f]{1,8})\}")
_BEGIN_OF_ESCAPE = late_regex(r"\\x+\{")
_ESCAPED_LINE_ENDS = {10: "\0", 13: "\1"}  # they end no line, and no quotation
_FORBIDDEN = late_regex("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LAST = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign: its kind (a keyword and a sign are kinds themselves), what it says, and its place."""

    kind: str
    text: str
    position: Position


def read_tokens(data: bytes, path: str) -> list[Token]:
    """The tokens of a file, and behind them one of the kind "end"; SchemaError with its place for what is none."""
    source = _Source(data, path)
    return [*_find_tokens(source)]


class _Source:
    """The characters of a file after the escapes `\\x{…}` were replaced, with the place of each."""

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        try:
            written = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        except UnicodeError as error:
            raise schema_error(Position(path), f"{NOT_COMPACT}: {error}") from None
        self._starts = [0, *(found.end() for found in regex.finditer("\r\n|\n|\r", written))]
        self._offsets: list[int] = []
        if wrong := _FORBIDDEN.search(written):
            raise self._error(wrong.start(), f"it has the character U+{ord(wrong[0]):04X}")
        self.text = self._replace_escapes(written)

    def _replace_escapes(self, written: str) -> str:
        if not _BEGIN_OF_ESCAPE.search(written):
            return written
        made: list[str] = []
        at = 0
        for begin in _BEGIN_OF_ESCAPE.finditer(written):
            found = _ESCAPE.match(written, begin.start())
            number = int(found[1], 16) if found else 0
            if found is None or number > _LAST or _FORBIDDEN.match(chr(number)):
                raise self._error(begin.start(), f"{written[begin.start() : begin.start() + 8]} is no character")
            made += written[at : begin.start()], _ESCAPED_LINE_ENDS.get(number, chr(number))
            self._offsets += range(at, begin.start() + 1)
            at = found.end()
        made.append(written[at:])
        self._offsets += range(at, len(written) + 1)
        return "".join(made)

    def position(self, at: int) -> Position:
        """The line and column of a character."""
        return self._position(self._offsets[at] if self._offsets else at)

    def _position(self, at: int) -> Position:
        line = bisect_right(self._starts, at)
        return Position(self.path, line, at - self._starts[line - 1] + 1)

    def error(self, at: int, problem: str) -> SchemaError:
        """An error at a character."""
        return self._error(self._offsets[at] if self._offsets else at, problem)

    def _error(self, at: int, problem: str) -> SchemaError:
        return schema_error(self._position(at), f"{NOT_COMPACT}: {problem}")


def _find_tokens(source: _Source) -> Iterator[Token]:
    at = 0
    while at < len(source.text):
        found = _TOKEN.match(source.text, at)
        if found is None:
            sign = source.text[at]
            hint = "this quotation is not closed" if sign in "\"'" else f"«{sign}» has no meaning here"
            raise source.error(at, hint)
        kind, text = str(found.lastgroup), found[0]
        position, at = source.position(at), found.end()
        match kind:
            case "space":
                continue
            case "literal":
                edge = 3 if text[:3] in ('"""', "'''") and len(text) > 5 else 1
                text = text[edge:-edge].replace("\r\n", "\n").replace("\r", "\n")
                text = text.replace("\0", "\n").replace("\1", "\r")
            case "name":
                kind = text if text in KEYWORDS else "name"
                text = text.removeprefix("\\")
            case "sign":
                kind = text
        yield Token(kind, text, position)
    yield Token("end", "", source.position(at))
