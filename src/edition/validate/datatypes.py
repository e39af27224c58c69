"""The datatypes of XML Schema (XSD 1.0, part 2) for RELAX NG: which strings are values, and which are equal."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import regex

from edition.validate.name_characters import NAME_REST, NAME_START
from edition.validate.values import (
    DECIMALS,
    IN_CONTEXT,
    INTEGERS,
    NO_NAMESPACES,
    Namespaces,
    days_in_month,
    is_less,
    measure_length,
    parse_value,
)
from edition.validate.white_space import collapse
from edition.validate.xsd_patterns import compile_xsd_pattern
from edition.xml.uris import is_uri

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
#: The library of ID, IDREF and IDREFS, for compatibility with DTDs.
COMPATIBLE = "http://relaxng.org/ns/compatibility/datatypes/1.0"
#: The types of ids and of pointers to them.
IDENTITIES = frozenset(("ID", "IDREF", "IDREFS"))
_NCNAME = rf"[{NAME_START}][{NAME_REST}]*"
_ZONE = r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_OCTETS = "[A-Za-z0-9+/]"
_ANYTHING = r"(?s).*"
_SHAPES: Mapping[str, str] = {
    "string": _ANYTHING,
    "normalizedString": _ANYTHING,
    "token": _ANYTHING,
    "anyAtomicType": _ANYTHING,
    "untypedAtomic": _ANYTHING,
    "NCName": _NCNAME,
    "NCNames": rf"{_NCNAME}(?: {_NCNAME})*",
    "Name": rf"[:{NAME_START}][:{NAME_REST}]*",
    "QName": rf"(?:{_NCNAME}:)?{_NCNAME}",
    "NMTOKEN": rf"[:{NAME_REST}]+",
    "NMTOKENS": rf"[:{NAME_REST}]+(?: [:{NAME_REST}]+)*",
    "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
    "anyURI": _ANYTHING,
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
    "base64Binary": rf"(?:(?:{_OCTETS} ?){{4}})*(?:{_OCTETS} ?(?:[AQgw] ?= ?=|{_OCTETS} ?[AEIMQUYcgkosw048] ?=))?",
    "hexBinary": r"(?:[0-9A-Fa-f]{2})*",
}
_TYPE_WITH_SAME_SHAPE = {
    "ID": "NCName", "IDREF": "NCName", "ENTITY": "NCName", "IDREFS": "NCNames", "ENTITIES": "NCNames",
    "double": "float", "NOTATION": "QName",
}  # fmt: skip
_TYPES_OF_OTHER_LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "": ("string", "token"),
    COMPATIBLE: ("ID", "IDREF", "IDREFS"),
}
_NUMBERS = DECIMALS | {"float", "double"}
_TIMES = frozenset(("dateTime", "date", "time", "gYear", "gYearMonth", "gMonth", "gDay", "gMonthDay", "duration"))
#: Types of which a pattern does not tell all values.
_WITH_VALUE_SPACE = frozenset((*_TIMES, *INTEGERS, "anyURI"))
_MAX_TIME_LENGTH = 1000  # characters
_BOUNDS: Mapping[str, Callable[[str, str, str], bool]] = {  # arguments: type, value, limit
    "minInclusive": lambda name, value, limit: is_less(name, limit, value) or _are_equal(name, limit, value),
    "maxInclusive": lambda name, value, limit: is_less(name, value, limit) or _are_equal(name, limit, value),
    "minExclusive": lambda name, value, limit: is_less(name, limit, value),
    "maxExclusive": lambda name, value, limit: is_less(name, value, limit),
}
_LENGTHS: Mapping[str, Callable[[int, int], bool]] = {
    "length": lambda size, limit: size == limit,
    "minLength": lambda size, limit: size >= limit,
    "maxLength": lambda size, limit: size <= limit,
}
_ANY_WORD = (r"\S+", r"[^\p{C}\p{Z}]+")  # patterns that say no more than the description of the type
_DIGITS = ("totalDigits", "fractionDigits")
_DESCRIPTIONS: Mapping[str, str] = {
    "NCName": "a name of letters, digits and hyphens without blanks",
    "ID": "a name of letters, digits and hyphens without blanks, which no other element has",
    "ENTITY": "the name of an unparsed entity that the DOCTYPE declares",
    "ENTITIES": "names of unparsed entities that the DOCTYPE declares",
    "IDREF": "the id of an element of this file",
    "IDREFS": "ids of elements of this file, with blanks between",
    "language": "a language tag such as en or de-AT",
    "anyURI": "an address without blanks, with one # at most",
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

    vocabulary: str  # the datatypeLibrary, an address
    name: str
    facets: tuple[tuple[str, str], ...] = ()

    def allows(self, value: str, namespaces: Namespaces = NO_NAMESPACES) -> bool:
        """Whether the string is a value of the type; `namespaces` are those in scope, for names with prefixes."""
        return _compile_check(self)(value) and (
            self.name not in IN_CONTEXT or self.parse_value(value, namespaces) is not None
        )

    def compile_check(self) -> Callable[[str], bool]:
        """A function that tells whether a string is a value of the type, which must not be a name with a prefix."""
        return _compile_check(self)

    def parse_value(self, value: str, namespaces: Namespaces = NO_NAMESPACES) -> Hashable:
        """The value of a string; strings with equal values are equal (the value space of XSD)."""
        return parse_value(self.name if self.vocabulary == XSD else "", _normalize_space(self.name, value), namespaces)

    def __str__(self) -> str:
        patterns = [value for name, value in self.facets if name == "pattern" and value not in _ANY_WORD]
        if patterns and patterns[0].startswith("#"):
            return "a pointer into this file (# and an xml:id)"
        if patterns and patterns[0].startswith("-?[0-9]{4}"):
            return "a year, a month or a day, such as 1936, 1936-08 or 1936-08-19"
        if patterns:
            return f"of the form {patterns[0]}"
        return _DESCRIPTIONS.get(self.name, f"a value of the type {self.name}")


def is_known(library: str, name: str) -> bool:
    """Whether the type belongs to XML Schema, to the library for DTDs, or is `string` or `token` of RELAX NG."""
    if library == XSD:
        return name != "NCNames" and (name in _SHAPES or name in _TYPE_WITH_SAME_SHAPE or name in INTEGERS)
    return name in _TYPES_OF_OTHER_LIBRARIES.get(library, ())


def check_facets(datatype: Datatype) -> None:
    """Raise ValueError for an unknown facet, an invalid pattern, or a limit that is not a value of the type."""
    plain = _compile_check(Datatype(datatype.vocabulary, datatype.name))
    known = _facets_of(datatype)
    for name, value in datatype.facets:
        if name not in known:
            raise ValueError(f"it has no facet «{name}»; it has {', '.join(known) or 'none'}")
        if name in _BOUNDS and not plain(value):
            raise ValueError(f"{name}=«{value}» is no value of the type")
        if (name in _LENGTHS or name in _DIGITS) and not _is_natural_number(value):
            raise ValueError(f"{name}=«{value}» is no number")
        if name == "totalDigits" and int(value) == 0:
            raise ValueError("totalDigits must be 1 at least")
    _compile_check(datatype)
    _check_limits(datatype)


def _check_limits(datatype: Datatype) -> None:
    """Raise ValueError for a limit that an earlier limit of the same type excludes: no value could keep to both."""
    for at, (name, value) in enumerate(datatype.facets):
        earlier = tuple(facet for facet in datatype.facets[:at] if facet[0] in (_BOUNDS if name in _BOUNDS else ()))
        if earlier and not _compile_check(Datatype(datatype.vocabulary, datatype.name, earlier))(value):
            raise ValueError(f"{name}=«{value}» is excluded by {earlier[-1][0]}=«{earlier[-1][1]}»")
    sizes = {name: int(value) for name, value in datatype.facets if name in _LENGTHS}
    if sizes.get("minLength", 0) > sizes.get("maxLength", sizes.get("minLength", 0)):
        raise ValueError("minLength is more than maxLength")


def _facets_of(datatype: Datatype) -> tuple[str, ...]:
    """The names of the facets that a type may have."""
    if datatype.vocabulary != XSD:
        return ()
    if datatype.name in _NUMBERS or datatype.name in _TIMES:
        return ("pattern", *_BOUNDS, *(_DIGITS if datatype.name in DECIMALS else ()))
    return ("pattern",) if datatype.name == "boolean" else ("pattern", *_LENGTHS)


def _is_natural_number(value: str) -> bool:
    return regex.fullmatch(r"\s*\+?0*[0-9]{1,18}\s*", value) is not None


def _normalize_space(name: str, value: str) -> str:
    if name in ("string", "anyAtomicType", "untypedAtomic"):
        return value
    if name == "normalizedString":
        return value.translate({9: " ", 10: " ", 13: " "})
    return collapse(value)


@lru_cache(maxsize=2048)
def _compile_check(datatype: Datatype) -> Callable[[str], bool]:
    name = datatype.name
    shape = regex.compile(_SHAPES[_TYPE_WITH_SAME_SHAPE.get(name, "integer" if name in INTEGERS else name)])
    patterns = [compile_xsd_pattern(value) for facet, value in datatype.facets if facet == "pattern"]
    facets = [(n, v) for n, v in datatype.facets if n != "pattern"]
    has_shape = _SHAPES.get(name) != _ANYTHING

    def allows(raw: str) -> bool:
        value = _normalize_space(name, raw)
        if has_shape and not shape.fullmatch(value):
            return False
        for pattern in patterns:
            if not pattern.fullmatch(value):
                return False
        if name in _WITH_VALUE_SPACE and not _is_in_value_space(name, value):
            return False
        return not facets or all(_satisfies_facet(name, value, facet, limit) for facet, limit in facets)

    return allows


def _is_in_value_space(name: str, value: str) -> bool:
    """Check what a pattern cannot: the last day of a month, the range of an integer, the parts of an address.

    Dates and durations of more than 1,000 characters are refused: part 2, 5.4, leaves the limit to the processor.
    """
    if name in _TIMES and len(value) > _MAX_TIME_LENGTH:
        return False
    if name in INTEGERS:
        low, high = INTEGERS[name]
        number = Decimal(value)  # Python limits int to 4,300 digits
        return (low is None or number >= low) and (high is None or number <= high)
    if name in ("date", "dateTime"):
        year, month, day = regex.match(r"(-?\d+)-(\d\d)-(\d\d)", value).groups()
        return int(year) != 0 and int(day) <= days_in_month(int(year), int(month))
    if name == "gMonthDay":
        return int(value[5:7]) <= days_in_month(2000, int(value[2:4]))
    if name == "anyURI":
        return is_uri(value)
    return name not in ("gYear", "gYearMonth") or not regex.match(r"-?0000(?!\d)", value)


def _are_equal(name: str, one: str, other: str) -> bool:
    return parse_value(name, one) == parse_value(name, other)


def _satisfies_facet(name: str, value: str, facet: str, limit: str) -> bool:
    if facet in _BOUNDS:
        return _BOUNDS[facet](name, value, _normalize_space(name, limit))
    if facet in _LENGTHS:
        return _LENGTHS[facet](measure_length(name, value), int(limit))
    digits = value.lstrip("+-").strip("0" if "." in value else "")
    whole, _, part = digits.partition(".")
    return (len(part) if facet == "fractionDigits" else len(whole.lstrip("0")) + len(part)) <= int(limit)
