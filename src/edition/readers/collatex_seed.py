"""Read one witness of a JSON file of CollateX: the one whose id is the siglum, with its text or its tokens."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from edition.errors import InputError
from edition.model import Kind, Rule
from edition.readers.collatex import read_collatex
from edition.readers.events import At, Close, Event, Open, Out, Text
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.token_spaces import TokenSpaces

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+|\s+', re.DOTALL)
_PIECE = re.compile(
    r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.)|[^\\]+", re.S
)
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class _Value:
    """A token of JSON, and the way to it: keys of objects and numbers in lists."""

    text: str
    start: int
    path: tuple[str | int, ...]
    is_value: bool


def read_collatex_seed(source: SourceFile, options: ReaderOptions) -> Iterable[Event] | Refusal:
    """The events of a witness, or why it cannot be read: the file is no JSON of CollateX, or lacks the siglum."""
    try:
        if "table" in _keys(source.text):
            return Refusal("it is the result of a collation; give the texts that were collated")
        there = [one.siglum for one in read_collatex(source.text, source.path)]
    except InputError as error:
        return Refusal(str(error))
    if source.siglum not in there:
        return Refusal(f"no witness of the file has the id «{source.siglum}»; there is {', '.join(there) or 'none'}")
    return _read(source.text, there.index(source.siglum))


def _keys(text: str) -> Iterable[str]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):  # read_collatex says where the fault is
        return ()
    return data if isinstance(data, dict) else ()


def _values(text: str) -> Iterator[_Value]:
    """The tokens of a JSON text that was parsed before, with all white space."""
    path: list[str | int] = []
    is_key = False
    for found in _TOKEN.finditer(text):
        token, start = found[0], found.start()
        if token == "{" or token == "[":
            yield _Value(token, start, tuple(path), False)
            path.append("" if token == "{" else 0)
            is_key = token == "{"
            continue
        if token in "}]":
            path.pop()
            is_key = False
        elif token == ",":
            last = path[-1]
            is_key = isinstance(last, str)
            path[-1] = last + 1 if isinstance(last, int) else ""
        elif token == ":":
            is_key = False
        elif is_key and token[0] == '"':
            path[-1] = str(json.loads(token, strict=False))
        is_value = not (is_key or token.isspace() or token in "}]:,")
        yield _Value(token, start, tuple(path), is_value)


def _read(text: str, number: int) -> Iterator[Event]:
    values = list(_values(text))
    words = [one for one in values if one.is_value and _is_text(one.path, number)]
    edges = [word for one in words for word in (json.loads(one.text, strict=False),)]
    spaces = None if any(word != word.strip() for word in edges) or len(words) < 2 else TokenSpaces()
    yield Open(Kind.PARAGRAPH)
    for value in values:
        if value.is_value and _is_text(value.path, number):
            if spaces and spaces.before(json.loads(value.text, strict=False)):
                yield Text(" ")
            yield from _text(value)
        else:
            is_other = value.is_value and value.path[:1] == ("witnesses",) and value.path[1:2] != (number,)
            rule = Rule.OTHER_WITNESS if is_other else Rule.METADATA if value.is_value else Rule.MARKUP
            yield Out(rule, value.text, At(offset=value.start), is_named=is_other)
    yield Close()


def _is_text(path: Sequence[str | int], number: int) -> bool:
    """Whether a value is the text of the witness, or the words of one of its tokens."""
    match path:
        case ("witnesses", witness, "content"):
            return witness == number
        case ("witnesses", witness, "tokens", _, "t"):
            return witness == number
    return False


def _text(value: _Value) -> Iterator[Event]:
    """The words of a string; an empty line in them begins a paragraph."""
    at = At(offset=value.start)
    yield Out(Rule.MARKUP, '"', at)
    blank = ""
    for found in _PIECE.finditer(value.text, 1, len(value.text) - 1):
        words = json.loads(f'"{found[0]}"', strict=False)
        blank = blank + words if words.isspace() else ""
        if _PARAGRAPHS.search(blank):
            yield Close()
            yield Open(Kind.PARAGRAPH)
            blank = ""
        yield Text(words, at.moved(found.start()), found[0])
    yield Out(Rule.MARKUP, '"', at.moved(len(value.text) - 1))
