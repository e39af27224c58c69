"""References of a text: the number of a verse, paragraph or chapter, below the numbers of the divisions around it.

>>> str(parse_reference("1.1.3")), str(parse_reference("Matt 5:3")), str(parse_reference("1447a10"))
('1.1.3', 'Matt 5:3', '1447a10')
>>> str(parse_reference("B99K1V2")), str(parse_reference("1-2")), parse_reference("not a number at all")
('99 1:2', '1–2', None)
>>> str(parse_reference("3", parse_reference("2"))), str(parse_reference("2.3", parse_reference("2")))
('2.3', '2.3')
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache

from edition.late_patterns import late_pattern
from edition.model.witness import Node


class Style(StrEnum):
    """How the parts of a reference are joined in print."""

    DOTTED = "."  # 1.1.3
    BIBLICAL = ":"  # Matt 5:3
    JOINED = ""  # 1447a10


@dataclass(frozen=True)
class Reference:
    """A path of numbers, the outermost first.

    `last`: of a range, the last number. `own`: how many of the parts the text gives as one number (`1.1.3`: three); the
    others are those of divisions around it.
    """

    parts: tuple[str, ...]
    last: str = ""
    style: Style = Style.DOTTED
    own: int = 1

    def __str__(self) -> str:
        return self.printed()

    def printed(self, known: int = 0) -> str:
        """The reference as it is cited, without the first `known` parts of the divisions around it."""
        parts = self.parts[min(known, len(self.parts) - self.least) :]
        end = f"–{self.last}" if self.last else ""
        if self.style is Style.BIBLICAL and len(parts) > 2:
            return f"{'.'.join(parts[:-2])} {parts[-2]}:{parts[-1]}{end}"
        return self.style.value.join(parts) + end

    @property
    def least(self) -> int:
        """The parts that are always printed: its own; of a verse of the Bible its chapter, too."""
        return min(len(self.parts), 2 if self.style is Style.BIBLICAL else self.own)

    @property
    def number(self) -> str:
        """Its own last number, as printed: of `1.1.3`, `3`."""
        return self.parts[-1] + (f"–{self.last}" if self.last else "")

    @cached_property
    def key(self) -> tuple[str, ...]:
        """What two references of one place have in common, whatever they look like: numbers in Arabic figures."""
        return tuple(map(_comparable, self.parts))

    @cached_property
    def rank(self) -> tuple[tuple[int, str], ...]:
        """By which references are put in order."""
        return tuple(_rank(part) for part in self.key)

    def keys(self) -> Iterator[tuple[str, ...]]:
        """The keys of all places of a range; of any other reference, its own."""
        first, last = self.key[-1], _comparable(self.last)
        if not (first.isdigit() and last.isdigit() and int(first) < int(last) < int(first) + _LONGEST_RANGE):
            yield self.key
            return
        for number in range(int(first), int(last) + 1):
            yield (*self.key[:-1], str(number))

    def holds(self, other: "Reference") -> bool:
        """Whether another reference is a place in this one, or the same place."""
        return other.key[: len(self.key)] == self.key


_LONGEST_RANGE = 200
_LONGEST_PART = 24  # letters; longer ones are titles, not numbers
_LETTER_IDS = late_pattern(r"[A-Za-z]\d+(?:[A-Za-z]\d+){1,3}")
_BEKKER = late_pattern(r"(\d{1,4}[a-e])\.?(\d{1,3})")
_RANGE = late_pattern(r"(.*\d[a-z]?)\s*[-–—_]\s*(\d+[a-z]?)")
_SEPARATORS = late_pattern(r"\s*[.:,;/|]\s*|\s+")
_ROMAN = late_pattern(r"(x{0,3}|xl|l|xc)(ix|iv|v?i{0,3})", re.IGNORECASE)
_LEADING_DIGITS = late_pattern(r"(\d*)(.*)", re.DOTALL)


@lru_cache(maxsize=1 << 18)
def parse_reference(n: str, above: Reference | None = None) -> Reference | None:
    """The reference that a number such as `l/@n` means, below that of a division around it; None for other words.

    A number that repeats the numbers of the divisions around it (`2.3` in division 2) is not put below them.
    """
    own = _parse(n.strip())
    if own is None or above is None:
        return own
    names_work = not above.parts[0][:1].isdigit() and own.parts[0][:1].isdigit()  # `1:2` in Genesis
    repeats = own.key[: len(above.key)] == above.key or (own.own > len(above.parts) and not names_work)
    if repeats and own.own > 1:
        return own
    if own.own > 1 and above.key[-own.own + 1 :] == own.key[:-1]:  # `1:2` in chapter 1 of a book
        return replace(own, parts=(*above.parts[: -own.own + 1], *own.parts))
    style = own.style if own.own > 1 else above.style if above.style is Style.BIBLICAL else Style.DOTTED
    return replace(own, parts=(*above.parts, *own.parts), style=style)


def _parse(n: str) -> Reference | None:
    if not n or n.startswith("urn:"):
        return None
    if _LETTER_IDS.fullmatch(n):
        parts = tuple(part.lstrip("0") or "0" for part in re.findall(r"\d+", n))
        return Reference(parts, "", Style.BIBLICAL, len(parts))
    if found := _BEKKER.fullmatch(n):
        return Reference((found[1], found[2]), "", Style.JOINED, 2)
    last = ""
    if (found := _RANGE.fullmatch(n)) and not n.startswith(("-", "–")):
        n, last = found[1], found[2]
    parts = tuple(part for part in _SEPARATORS.split(n) if part)
    is_number = any(c.isdigit() for c in n) or (len(parts) == 1 and (_is_roman(n) or len(n) == 1))
    is_name = len(parts) == 1 and n.isalnum() and len(n) <= _LONGEST_PART
    if not parts or not (is_number or is_name) or max(map(len, parts)) > _LONGEST_PART or len(parts) > 5:
        return None
    style = Style.BIBLICAL if ":" in n and len(parts) > 1 else Style.DOTTED
    return Reference(parts, last, style, len(parts))


def _is_roman(part: str) -> bool:
    return bool(part) and _ROMAN.fullmatch(part) is not None


_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def _comparable(part: str) -> str:
    part = part.casefold()
    if part.isdigit():
        return part.lstrip("0") or "0"
    if not _is_roman(part):
        return part
    values = [_ROMAN_VALUES[c] for c in part]
    following = [*values[1:], 0]
    return str(sum(-a if a < b else a for a, b in zip(values, following, strict=True)))


def _rank(part: str) -> tuple[int, str]:
    found = _LEADING_DIGITS.fullmatch(part)
    digits, rest = (found[1], found[2]) if found else ("", part)
    return (int(digits) if digits else -1, rest)


def number_of(node: Node) -> str:
    """The own number of a section or stanza, as printed; one that is no reference as it stands."""
    found = parse_reference(node.get("n"))
    return found.number if found else node.get("n")
