"""Read the JSON input of CollateX: several witnesses in one file, as text or as tokens of another program."""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, NoReturn

from edition.errors import InputError
from edition.late_patterns import late_pattern
from edition.model import Siglum, Token
from edition.model.finding import position_in

_BAD_ESCAPE = late_pattern(
    r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(?P<bad>u(?:0000|[fF]{3}[eEfF]|[dD][89a-fA-F]..))|.)", re.DOTALL
)
_STRING = r'"(?:[^"\\]|\\.)*"'
_JSON_MARK = late_pattern(rf"(?P<key>{_STRING})[ \t\n\r]*:|{_STRING}|[\[\]{{}}]")
_SPACE = late_pattern(r"[ \t\n\r]*")
JsonPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class CollatexWitness:
    """One witness of the file: its tokens, or its text (`content`) where it has no tokens.

    A token without "n" in the file has an empty `norm`.
    """

    siglum: Siglum
    tokens: tuple[Token, ...] | None
    content: str = ""


def read_collatex(text: str, path: str) -> tuple[CollatexWitness, ...]:
    """The witnesses of a file. InputError with line and column says what was expected there."""
    return tuple(_Reader(text, path).witnesses())


class _DuplicateKeyError(ValueError):
    pass


def _make_object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _DuplicateKeyError
    return made


def _parse_number(digits: str) -> float:
    if math.isinf(number := float(digits)):
        raise ValueError(f"{digits} is larger than any number a program can hold")
    return number


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


class _Reader:
    def __init__(self, text: str, path: str) -> None:
        self.text, self.path = text, path
        bad = next((m for m in _BAD_ESCAPE.finditer(text) if m["bad"]), None)
        if bad:
            self._refuse_at(bad.start(), f"\\{bad['bad']} stands for no character that can stand in a text: delete it")
        try:
            self.data = json.loads(
                text, object_pairs_hook=_make_object, parse_float=_parse_number, parse_constant=_refuse_constant
            )
        except json.JSONDecodeError as error:
            self._refuse_at(error.pos, f"this is not JSON: {error.msg[0].lower()}{error.msg[1:]}")
        except _DuplicateKeyError:
            self._refuse_at(_find_doubled_key(text), "this key stands twice in one object: delete one")
        except RecursionError:
            raise InputError(f"{path}: this is not the JSON of CollateX: it nests too deeply") from None
        except ValueError as error:
            raise InputError(f"{path}: this JSON cannot be read: {error}") from None

    def witnesses(self) -> Iterator[CollatexWitness]:
        value = self.data.get("witnesses") if isinstance(self.data, dict) else None
        if not isinstance(value, list):
            at = ("witnesses",) if isinstance(self.data, dict) and "witnesses" in self.data else ()
            self._refuse(at, f'there must be an object with "witnesses", a list of them; {_HINT}')
        seen: set[str] = set()
        for number, item in enumerate(value):
            made = self._read_witness(item, ("witnesses", number))
            if made.siglum in seen:
                self._refuse(("witnesses", number, "id"), f'two witnesses have the id "{made.siglum}": rename one')
            seen.add(made.siglum)
            yield made

    def _read_witness(self, value: Any, at: JsonPath) -> CollatexWitness:
        if not isinstance(value, dict):
            self._refuse(at, f"a witness must be an object, not {_name_kind(value)}; {_HINT}")
        siglum = value.get("id")
        if not isinstance(siglum, str) or not siglum.strip():
            where = (*at, "id") if "id" in value else at
            self._refuse(where, f'a witness needs an "id", its siglum, as a string; {_HINT}')
        match "tokens" in value, "content" in value:
            case True, True:
                self._refuse(at, f'witness "{siglum}" has both "tokens" and "content": delete one')
            case False, False:
                self._refuse(at, f'witness "{siglum}" has neither "tokens" nor "content"; {_HINT}')
            case False, True:
                return CollatexWitness(siglum, None, self._read_string(value, at, "content"))
        tokens = value["tokens"]
        if not isinstance(tokens, list):
            self._refuse(
                (*at, "tokens"),
                f'"tokens" must be a list of objects such as {{"t": "word "}}, not {_name_kind(tokens)}',
            )
        return CollatexWitness(siglum, tuple(self._read_token(t, (*at, "tokens", i)) for i, t in enumerate(tokens)))

    def _read_token(self, value: Any, at: JsonPath) -> Token:
        if not isinstance(value, dict):
            self._refuse(at, f"a token must be {_TOKEN}, not {_name_kind(value)}")
        if "t" not in value:
            self._refuse(at, f'a token needs "t", the word as it is written: {_TOKEN}')
        written, norm = self._read_string(value, at, "t"), self._read_string(value, at, "n") if "n" in value else ""
        further = {key: value for key, value in value.items() if key not in ("t", "n")}
        text = written.rstrip()
        return Token(text, norm, written[len(text) :], further)

    def _read_string(self, value: Mapping[str, Any], at: JsonPath, key: str) -> str:
        value = value[key]
        if not isinstance(value, str):
            self._refuse((*at, key), f'"{key}" must be a string, not {_name_kind(value)}')
        return value

    def _refuse(self, at: JsonPath, why: str) -> NoReturn:
        self._refuse_at(_offset_of(self.text, at), why)

    def _refuse_at(self, offset: int, why: str) -> NoReturn:
        raise InputError(f"{position_in(self.path, self.text, offset)}: {why}") from None


_TOKEN = 'an object such as {"t": "word "}'
_HINT = 'for example {"witnesses": [{"id": "A", "content": "The text."}]}'
_KIND_NAMES = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}


def _name_kind(value: Any) -> str:
    return _KIND_NAMES.get(type(value), "a number")


def _offset_of(text: str, path: JsonPath) -> int:
    """The offset at which the value at a path begins in a JSON text."""
    at = _skip_space(text, 0)
    for step in path:
        at = _offset_in_list(text, at, step) if isinstance(step, int) else _offset_in_object(text, at, step)
    return at


def _offset_in_list(text: str, at: int, number: int) -> int:
    at = _skip_space(text, at + 1)
    for _ in range(number):
        at = _skip_space(text, _skip_space(text, _value_end(text, at)) + 1)  # over the value and the comma
    return at


def _offset_in_object(text: str, at: int, key: str) -> int:
    at = _skip_space(text, at + 1)
    while text[at] == '"':
        name, end = scanstring(text, at + 1)
        at = _skip_space(text, _skip_space(text, end) + 1)  # over the name and the colon
        if name == key:
            return at
        at = _skip_space(text, _skip_space(text, _value_end(text, at)) + 1)  # over the value and the comma
    raise ValueError(f"there is no {key}")


def _find_doubled_key(text: str) -> int:
    """The offset of a key that its object already has."""
    keys: list[set[str]] = []
    for found in _JSON_MARK.finditer(text):
        match found[0][0]:
            case "{" | "[":
                keys.append(set())
            case "}" | "]":
                keys.pop()
            case _ if found["key"]:
                name = json.loads(found["key"])
                if name in keys[-1]:
                    return found.start()
                keys[-1].add(name)
    return 0


def _value_end(text: str, at: int) -> int:
    return json.JSONDecoder().raw_decode(text, at)[1]


def _skip_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
