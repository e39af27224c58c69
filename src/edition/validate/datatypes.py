"""The datatypes of XML Schema (XSD 1.0, part 2) that RELAX NG schemas use: what is a value, and what equals another."""

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import regex

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
_NAME_START = r"[:_\p{L}\p{Nl}]"
_NAME = r"[:_\-.\p{L}\p{N}\p{M}\u00B7]"
_ZONE = r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_SHAPES: Mapping[str, str] = {
    "string": r"(?s).*",
    "normalizedString": r"(?s).*",
    "token": r"(?s).*",
    "NCName": rf"(?!:){_NAME_START}(?:(?!:){_NAME})*",
    "Name": rf"{_NAME_START}{_NAME}*",
    "QName": rf"(?:(?!:){_NAME_START}(?:(?!:){_NAME})*:)?(?!:){_NAME_START}(?:(?!:){_NAME})*",
    "NMTOKEN": rf"{_NAME}+",
    "NMTOKENS": rf"{_NAME}+(?: {_NAME}+)*",
    "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
    "anyURI": r"(?s)[^<>{}|\\^`\"\x00-\x1f]*",
    "boolean": r"true|false|1|0",
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "integer": r"[+-]?[0-9]+",
    "float": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|-?INF|NaN",
    "date": rf"{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]){_ZONE}",
    "gYear": rf"{_YEAR}{_ZONE}",
    "gYearMonth": rf"{_YEAR}-(?:0[1-9]|1[0-2]){_ZONE}",
    "gMonth": rf"--(?:0[1-9]|1[0-2]){_ZONE}",
    "gDay": rf"---(?:0[1-9]|[12][0-9]|3[01]){_ZONE}",
    "gMonthDay": rf"--(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]){_ZONE}",
    "time": rf"{_TIME}{_ZONE}",
    "dateTime": rf"{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T{_TIME}{_ZONE}",
    "duration": r"-?P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?"
    r"(?:T(?=.)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?",
    "base64Binary": r"(?:[A-Za-z0-9+/]\s?){0,}=?\s?=?",
    "hexBinary": r"(?:[0-9A-Fa-f]{2})*",
}
_LIKE = {"ID": "NCName", "IDREF": "NCName", "ENTITY": "NCName", "IDREFS": "NMTOKENS", "double": "float"}
_INTEGERS: Mapping[str, tuple[int | None, int | None]] = {
    "integer": (None, None), "nonNegativeInteger": (0, None), "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0), "negativeInteger": (None, -1), "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1), "short": (-(2**15), 2**15 - 1), "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1), "unsignedInt": (0, 2**32 - 1), "unsignedShort": (0, 65535),
    "unsignedByte": (0, 255),
}  # fmt: skip
_NUMERIC = frozenset((*_INTEGERS, "decimal", "float", "double"))
_WORDS: Mapping[str, str] = {
    "NCName": "a name of letters, digits and hyphens without blanks",
    "ID": "a name of letters, digits and hyphens without blanks, which no other element has",
    "IDREF": "the xml:id of an element of this file",
    "language": "a language tag such as en or de-AT",
    "anyURI": "an address without blanks",
    "date": "a day, such as 1936-08-19",
    "gYear": "a year, such as 1936",
    "gYearMonth": "a month, such as 1936-08",
    "boolean": "true or false",
    "token": "a word",
    "string": "any text",
}


@dataclass(frozen=True, slots=True)
class Datatype:
    """A datatype with its facets: (name, value) pairs such as ("pattern", "[A-Z]+")."""

    library: str
    name: str
    facets: tuple[tuple[str, str], ...] = ()

    def allows(self, value: str) -> bool:
        """Whether the string is a value of the type."""
        return _check(self)(value)

    def same(self, one: str, other: str) -> bool:
        """Whether two strings are the same value (of strings: the same after the white space rule of the type)."""
        return _spaced(self.name, one) == _spaced(self.name, other)

    def __str__(self) -> str:
        patterns = [value for name, value in self.facets if name == "pattern"]
        if patterns and patterns[0].startswith("#"):
            return "a pointer into this file (# and an xml:id)"
        if patterns and patterns[0].startswith("-?[0-9]{4}"):
            return "a year, a month or a day, such as 1936, 1936-08 or 1936-08-19"
        if patterns:
            return f"of the form {patterns[0]}"
        return _WORDS.get(self.name, f"a value of the type {self.name}")


def is_known(library: str, name: str) -> bool:
    """Whether the type is one of those of XML Schema, or `string` and `token` of RELAX NG itself."""
    return name in _SHAPES or name in _LIKE or name in _INTEGERS if library == XSD else name in ("string", "token")


def check_facets(datatype: Datatype) -> None:
    """ValueError when a facet of the type makes no sense: a pattern that is none, a length that is no number."""
    _check(datatype)
    for name, value in datatype.facets:
        if name not in ("pattern", "whiteSpace", "enumeration") and name not in _COMPARE and not value.isdecimal():
            raise ValueError(f"{name}=«{value}» is no number")


def _spaced(name: str, value: str) -> str:
    if name == "string":
        return value
    if name == "normalizedString":
        return value.translate({9: " ", 10: " ", 13: " "})
    return " ".join(value.split())


@lru_cache(maxsize=2048)
def _check(datatype: Datatype) -> Callable[[str], bool]:
    name = datatype.name
    shape = regex.compile(_SHAPES[_LIKE.get(name, "integer" if name in _INTEGERS else name)])
    patterns = [_compiled(value) for facet, value in datatype.facets if facet == "pattern"]
    facets = [(n, v) for n, v in datatype.facets if n != "pattern"]

    def allows(raw: str) -> bool:
        value = _spaced(name, raw)
        if not shape.fullmatch(value) or not all(p.fullmatch(value) for p in patterns):
            return False
        return _is_real(name, value) and all(_fits(name, value, facet, limit) for facet, limit in facets)

    return allows


def _is_real(name: str, value: str) -> bool:
    """What no pattern can tell: the last day of a month, the range of an integer."""
    if name in _INTEGERS:
        low, high = _INTEGERS[name]
        number = int(value)
        return (low is None or number >= low) and (high is None or number <= high)
    if name in ("date", "dateTime"):
        found = regex.match(r"(-?\d+)-(\d\d)-(\d\d)", value)
        year = abs(int(found[1]))
        return (
            year > 0
            and int(found[3]) <= calendar.monthrange((year - 1) % 400 + 1 if year > 9999 else year, int(found[2]))[1]
        )
    if name == "gMonthDay":
        return int(value[5:7]) <= calendar.monthrange(2000, int(value[2:4]))[1]
    return name not in ("gYear", "gYearMonth") or not regex.match(r"-?0000(?!\d)", value)


_COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "minInclusive": lambda a, b: a >= b,
    "maxInclusive": lambda a, b: a <= b,
    "minExclusive": lambda a, b: a > b,
    "maxExclusive": lambda a, b: a < b,
}


def _fits(name: str, value: str, facet: str, limit: str) -> bool:
    if facet in _COMPARE:
        try:
            return name not in _NUMERIC or _COMPARE[facet](Decimal(value), Decimal(limit))
        except InvalidOperation:
            return False
    if facet in ("length", "minLength", "maxLength"):
        long = len(value.split()) if name in ("NMTOKENS", "IDREFS") else len(value)
        return {"length": long == int(limit), "minLength": long >= int(limit), "maxLength": long <= int(limit)}[facet]
    if facet in ("totalDigits", "fractionDigits"):
        digits = value.lstrip("+-").strip("0" if "." in value else "")
        whole, _, part = digits.partition(".")
        count = len(part) if facet == "fractionDigits" else len(whole.lstrip("0")) + len(part)
        return count <= int(limit)
    return True


def _compiled(pattern: str) -> "regex.Pattern[str]":
    try:
        return regex.compile(python_pattern(pattern))
    except regex.error as error:
        raise ValueError(f"pattern «{pattern}»: {error.msg}") from None


@lru_cache(maxsize=2048)
def python_pattern(pattern: str) -> str:
    """A pattern of XML Schema as the `regex` library reads it: `^`, `$` are letters there, `\\i`, `\\c` are names, and
    `[a-z-[aeiou]]` takes away.
    """
    made, at, in_class = [], 0, 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\" and at + 1 < len(pattern):
            made.append(_escaped(pattern[at + 1], bool(in_class)))
            at += 2
            continue
        if pattern.startswith("-[", at) and in_class:
            made.append("-")  # twice: a difference of sets
        in_class += (char == "[") - (char == "]")
        made.append(f"\\{char}" if char in "^$" and not in_class else char)
        at += 1
    return ("(?V1)" if "--[" in "".join(made) else "(?V0)") + "".join(made)


def _escaped(char: str, in_class: bool) -> str:
    names = {"i": _NAME_START, "c": _NAME, "I": f"[^{_NAME_START[1:]}", "C": f"[^{_NAME[1:]}"}
    if char in names:
        return names[char][1:-1] if in_class and char in "ic" else names[char]
    return f"\\{char}"
