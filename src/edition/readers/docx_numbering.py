"""Automatic numbers of Word, which no text of the file holds: they are counted as Word counts (ECMA-376-1, 17.9)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from edition.late_patterns import late_pattern
from edition.readers.docx_package import W
from edition.readers.runs import is_number

_LEVELS = 9
_PLACE = late_pattern(r"%([1-9])")
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)
_CHICAGO = "*†‡§"
_MAX_ROMAN = 4000
_MAX_LETTERS = 26 * 20


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a paragraph. `words`: as Word shows it («§ 3»). `n`: the number alone. `key`: of its list."""

    words: str
    n: str
    level: int
    key: str
    is_bullet: bool
    gap: str  # what stands between the number and the words

    @property
    def is_item(self) -> bool:
        """Whether the paragraph is an item of a list: a bullet, or a number with nothing but signs around it."""
        return self.is_bullet or not re.search(r"[^\W\d_]|§", self.words.replace(self.n, "", 1))


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    gap: str
    restart: int  # the level, from 1, whose numbers begin it again; 0: none does
    is_legal: bool


class Numbering:
    """The lists of a file, and how far each is counted. `root`: of numbering.xml, None for a file without lists."""

    def __init__(self, root: etree._Element | None, by_style: Mapping[str, str] | None = None) -> None:
        self.abstract = {} if root is None else {_id(a, "abstractNumId"): a for a in root.findall(f"{W}abstractNum")}
        self.numbers = {} if root is None else {_id(n, "numId"): n for n in root.findall(f"{W}num")}
        self.by_style = by_style or {}  # list style -> numId
        self.counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        self._levels: dict[tuple[str, int], _Level | None] = {}

    def count(self, number: str, level: int) -> Label | None:
        """Count one paragraph: its label, None where it has no number."""
        abstract = self._abstract_of(number)
        found = self._level(number, level) if level < _LEVELS else None
        if abstract is None or found is None or found.format == "none":
            return None
        key = _id(abstract, "abstractNumId")
        values = self._advance(key, number, level, found)
        if found.format == "bullet":
            return Label("", "", level, key, True, found.gap)
        words = _PLACE.sub(lambda m: self._shown(number, int(m[1]) - 1, values, found), found.text)
        if not words.strip():
            return None
        n = re.sub(r"^[\W_]+|[\W_]+$", "", self._numbers_only(number, values, found))
        return Label(words, n, level, key, False, found.gap)

    def level_of(self, number: str, style: str) -> int:
        """The level whose paragraphs have a style; 0 where none is linked to it."""
        abstract = self._abstract_of(number)
        levels = [] if abstract is None else abstract.findall(f"{W}lvl")
        linked = (_id(lvl, "ilvl") for lvl in levels if _value(lvl, "pStyle") == style)
        return next((int(level) for level in linked if is_number(level)), 0)

    def _numbers_only(self, number: str, values: list[int | None], found: _Level) -> str:
        inner = found.text[found.text.find("%") : found.text.rfind("%") + 2] if "%" in found.text else found.text
        return _PLACE.sub(lambda m: self._shown(number, int(m[1]) - 1, values, found), inner)

    def _advance(self, key: str, number: str, level: int, found: _Level) -> list[int | None]:
        values = self.counters.setdefault(key, [None] * _LEVELS)
        override = self._override(number, level)
        if override is not None and (number, level) not in self._started:
            values[level] = override
        else:
            before = values[level]
            values[level] = found.start if before is None else before + 1
        self._started.add((number, level))
        for deeper in range(level + 1, _LEVELS):
            inner = self._level(number, deeper)
            if inner is None or (inner.restart and level + 1 <= inner.restart):
                values[deeper] = None
        return values

    def _shown(self, number: str, level: int, values: list[int | None], shown: _Level) -> str:
        found = self._level(number, level)
        value = values[level]
        if found is None:
            return ""
        name = "decimal" if shown.is_legal else found.format
        return format_number(found.start if value is None else value, name)

    def _abstract_of(self, number: str) -> etree._Element | None:
        seen: set[str] = set()
        while number in self.numbers and number not in seen:
            seen.add(number)
            abstract = self.abstract.get(_value(self.numbers[number], "abstractNumId"))
            if abstract is None or not (link := _value(abstract, "numStyleLink")):
                return abstract
            number = self.by_style.get(link, "")
        return None

    def _override(self, number: str, level: int) -> int | None:
        for one in self.numbers[number].findall(f"{W}lvlOverride"):
            if _id(one, "ilvl") == str(level) and is_number(value := _value(one, "startOverride")):
                return int(value)
        return None

    def _level(self, number: str, level: int) -> _Level | None:
        if (number, level) not in self._levels:
            self._levels[number, level] = self._find_level(number, level)
        return self._levels[number, level]

    def _find_level(self, number: str, level: int) -> _Level | None:
        abstract = self._abstract_of(number)
        if abstract is None:
            return None
        own = [lvl for o in self.numbers[number].findall(f"{W}lvlOverride") for lvl in o.findall(f"{W}lvl")]
        found = next((lvl for lvl in (*own, *abstract.findall(f"{W}lvl")) if _id(lvl, "ilvl") == str(level)), None)
        return None if found is None else _read_level(found, level)


def _read_level(lvl: etree._Element, level: int) -> _Level:
    start, restart = _value(lvl, "start"), _value(lvl, "lvlRestart")
    legal = lvl.find(f"{W}isLgl")
    return _Level(
        int(start) if is_number(start) else 0,
        _value(lvl, "numFmt") or "decimal",
        _value(lvl, "lvlText"),
        "" if _value(lvl, "suff") == "nothing" else " ",
        int(restart) if is_number(restart) else level,
        legal is not None and legal.get(f"{W}val", "1") not in ("0", "false", "off"),
    )


def format_number(value: int, name: str) -> str:
    """A number as Word writes it.

    >>> [format_number(4, name) for name in ("decimal", "lowerRoman", "upperLetter", "decimalZero", "chicago")]
    ['4', 'iv', 'D', '04', '§']
    """
    match name:
        case "lowerRoman" | "upperRoman" if 0 < value < _MAX_ROMAN:
            made = _roman(value)
        case "lowerLetter" | "upperLetter" if 0 < value <= _MAX_LETTERS:
            made = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        case "decimalZero":
            made = f"{value:02}"
        case "chicago" if 0 < value <= _MAX_LETTERS:
            made = _CHICAGO[(value - 1) % len(_CHICAGO)] * ((value - 1) // len(_CHICAGO) + 1)
        case _:
            made = str(value)
    return made.upper() if name.startswith("upper") else made


def _roman(value: int) -> str:
    made = ""
    for number, letters in _ROMAN:
        made += letters * (value // number)
        value %= number
    return made


def _id(element: etree._Element, name: str) -> str:
    return element.get(f"{W}{name}", "")


def _value(element: etree._Element, path: str) -> str:
    found = element.find(f"{W}{path}")
    return "" if found is None else found.get(f"{W}val", "")
