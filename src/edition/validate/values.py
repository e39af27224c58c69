"""The value space of the datatypes of XML Schema: parse, compare and measure values."""

import math
import struct
from base64 import b64decode
from collections.abc import Callable, Hashable, Iterable, Mapping
from decimal import Decimal

from edition.late_patterns import late_regex
from edition.validate.white_space import split_words

#: The namespaces in scope by their prefixes; a key with & before it is the name of an unparsed entity.
Namespaces = Mapping[str | None, str]
NO_NAMESPACES: Namespaces = {}
INTEGERS: Mapping[str, tuple[int | None, int | None]] = {
    "integer": (None, None), "nonNegativeInteger": (0, None), "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0), "negativeInteger": (None, -1), "int": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1), "short": (-(2**15), 2**15 - 1), "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1), "unsignedInt": (0, 2**32 - 1), "unsignedShort": (0, 65535),
    "unsignedByte": (0, 255),
}  # fmt: skip
DECIMALS = frozenset((*INTEGERS, "decimal"))
LISTS = frozenset(("NMTOKENS", "IDREFS", "ENTITIES"))
NAMES = frozenset(("QName", "NOTATION"))
ENTITIES = frozenset(("ENTITY", "ENTITIES"))
#: Types whose values depend on what is declared around them.
IN_CONTEXT = NAMES | ENTITIES
_DAY = 86400
_MAX_ZONE = 14 * 3600  # seconds; the greatest difference of a time zone from UTC
_REFERENCE_MONTHS = (
    (1696, 9),
    (1697, 2),
    (1903, 3),
    (1903, 7),
)  # durations are compared after these (XSD 1.0, 3.2.6.2)
_DATE = late_regex(
    r"(?:(?P<year>-?\d{4,})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?|--(?P<month>\d\d)?(?:-(?P<day>\d\d))?(?:--)?)?"
    r"(?:T?(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d(?:\.\d+)?))?(?P<zone>Z|[+-]\d\d:\d\d)?"
)
_DURATION = late_regex(r"(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")


def days_in_month(year: int, month: int) -> int:
    """The number of days of a month in the Gregorian calendar; the year -1 is 1 B.C., as in XSD 1.0."""
    year += year < 0
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _days_since_year_zero(year: int, month: int, day: int) -> int:
    """Days since 1 January of the year 0 of the Gregorian calendar."""
    whole = year + (year < 0) - (month < 3)
    months = (month + 9) % 12
    return 365 * whole + whole // 4 - whole // 100 + whole // 400 + (153 * months + 2) // 5 + day


def parse_moment(value: str) -> tuple[Decimal, bool]:
    """A date or time, or a part of one, in seconds of UTC, and whether it has a time zone."""
    found = _DATE.fullmatch(value)
    assert found is not None, value
    year, month, day = int(found["year"] or 2000), int(found["month"] or 1), int(found["day"] or 1)
    clock = Decimal(int(found["hour"] or 0) * 3600 + int(found["minute"] or 0) * 60) + Decimal(found["second"] or 0)
    zone = found["zone"]
    shift = 0 if zone in (None, "Z") else int(f"{zone[0]}1") * (int(zone[1:3]) * 3600 + int(zone[4:]) * 60)
    return Decimal(_days_since_year_zero(year, month, day) * _DAY - shift) + clock, zone is not None


def parse_duration(value: str) -> tuple[int, Decimal]:
    """A duration as months and seconds."""
    found = _DURATION.fullmatch(value)
    assert found is not None, value
    sign = -1 if found[1] else 1
    years, months, days, hours, minutes = (int(part or 0) for part in found.groups()[1:6])
    seconds = Decimal(days * _DAY + hours * 3600 + minutes * 60) + Decimal(found[7] or 0)
    return sign * (12 * years + months), sign * seconds


def parse_float(value: str, single: bool) -> float:
    """A floating-point number of 64 bits, or of 32 bits if `single`."""
    number = float(value.replace("INF", "inf"))
    if not single or math.isinf(number) or math.isnan(number):
        return number
    try:
        return float(struct.unpack("f", struct.pack("f", number))[0])
    except OverflowError:
        return math.copysign(math.inf, number)


def add_entities(namespaces: Namespaces, entities: Iterable[str]) -> Namespaces:
    """The namespaces in scope with the unparsed entities that a document declares."""
    return {**namespaces, **{f"&{name}": "" for name in entities}}


def expand_name(value: str, namespaces: Namespaces) -> tuple[str, str] | None:
    """The namespace and local name of a name with a prefix; None when the prefix is not declared."""
    prefix, colon, local = value.rpartition(":")
    if prefix == "xml":
        return "http://www.w3.org/XML/1998/namespace", local
    if colon and prefix not in namespaces:
        return None
    return namespaces.get(prefix if colon else None, "") or "", local


_NOT_A_NUMBER = "NaN"  # equal to itself in XSD, unlike in arithmetic
_VALUE_PARSERS: Mapping[str, Callable[[str], Hashable]] = {
    "boolean": lambda value: value in ("true", "1"),
    "float": lambda value: _NOT_A_NUMBER if value == "NaN" else parse_float(value, single=True),
    "double": lambda value: _NOT_A_NUMBER if value == "NaN" else parse_float(value, single=False),
    "duration": parse_duration,
    "hexBinary": bytes.fromhex,
    "base64Binary": lambda value: b64decode("".join(split_words(value))),
    **dict.fromkeys(("dateTime", "date", "time", "gYear", "gYearMonth", "gMonth", "gDay", "gMonthDay"), parse_moment),
    **dict.fromkeys(DECIMALS, Decimal),
    **dict.fromkeys(LISTS, lambda value: tuple(split_words(value))),
}


def parse_value(name: str, value: str, namespaces: Namespaces = NO_NAMESPACES) -> Hashable:
    """The value of a string, equal for equal values. The string must match the type, with white space normalised."""
    if name in NAMES:
        return expand_name(value, namespaces)
    if name in ENTITIES:
        words = tuple(split_words(value))
        return words if all(f"&{word}" in namespaces for word in words) else None
    return _VALUE_PARSERS.get(name, str)(value)


def is_less(name: str, one: str, other: str) -> bool:
    """Whether one value of a type is certainly less than another; two values may be incomparable."""
    if name in ("float", "double"):
        return parse_float(one, name == "float") < parse_float(other, name == "float")
    if name == "duration":
        return all(
            _end_of_duration(month, parse_duration(one)) < _end_of_duration(month, parse_duration(other))
            for month in _REFERENCE_MONTHS
        )
    if name in DECIMALS:
        return Decimal(one) < Decimal(other)
    (a, a_zone), (b, b_zone) = parse_moment(one), parse_moment(other)
    return a + (0 if a_zone == b_zone else _MAX_ZONE) < b


def _end_of_duration(month: tuple[int, int], measure_length: tuple[int, Decimal]) -> Decimal:
    """The moment at which a duration ends that begins at the start of a month."""
    months = month[0] * 12 + month[1] - 1 + measure_length[0]
    year = months // 12
    return Decimal(_days_since_year_zero(year if year > 0 else year - 1, months % 12 + 1, 1) * _DAY) + measure_length[1]


def measure_length(name: str, value: str) -> int:
    """The length of a value: in octets, members of a list, or characters."""
    if name in LISTS or name in ("hexBinary", "base64Binary"):
        found = _VALUE_PARSERS[name](value)
        assert isinstance(found, tuple | bytes)
        return len(found)
    return len(value)
