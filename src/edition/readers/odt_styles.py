"""The styles of an OpenDocument text: what a paragraph is, how words are written, how lists are numbered."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from lxml import etree

from edition.late_patterns import late_pattern
from edition.model import Kind
from edition.readers.docx_numbering import format_number
from edition.readers.runs import is_number
from edition.readers.style_names import NamedStyle, read_style_name

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, TEXT, STYLE, TABLE = (f"{{{OASIS}:{name}:1.0}}" for name in ("office", "text", "style", "table"))
DRAW = f"{{{OASIS}:drawing:1.0}}"
FO = f"{{{OASIS}:xsl-fo-compatible:1.0}}"
_BOLD = late_pattern(r"bold|[6-9]00")
_SPACED = late_pattern(r"(\d+(?:\.\d+)?)(pt|cm|mm|in)")
_POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0}
_FORMATS = {"1": "decimal", "i": "lowerRoman", "I": "upperRoman", "a": "lowerLetter", "A": "upperLetter"}


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How the items of a level are numbered. `format`: as in Word, "" for bullets."""

    format: str = ""
    start: int = 1


class OdtStyles:
    """The styles of a text. `roots`: of the files that hold styles, the nearest first."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self.by_name: dict[tuple[str, str], etree._Element] = {}
        self.defaults: dict[str, etree._Element] = {}
        self.lists: dict[str, etree._Element] = {}
        for root in roots:
            for one in root.iter(f"{STYLE}style"):
                self.by_name.setdefault((one.get(f"{STYLE}family", ""), one.get(f"{STYLE}name", "")), one)
            for one in root.iter(f"{STYLE}default-style"):
                self.defaults.setdefault(one.get(f"{STYLE}family", ""), one)
            for one in root.iter(f"{TEXT}list-style"):
                self.lists.setdefault(one.get(f"{STYLE}name", ""), one)
        self.properties = cache(self._properties)
        self.named = cache(self._named)

    def chain(self, family: str, name: str) -> list[etree._Element]:
        """A style and those that it is based on."""
        made: list[etree._Element] = []
        while (one := self.by_name.get((family, name))) is not None and one not in made:
            made.append(one)
            name = one.get(f"{STYLE}parent-style-name", "")
        return made

    def _properties(self, family: str, name: str) -> Mapping[str, str]:
        """What a style and those it is based on say of words; a paragraph's also what holds for all paragraphs."""
        made: dict[str, str] = {}
        default = [self.defaults[family]] if family in self.defaults else []
        for one in (*self.chain(family, name), *default):
            found = one.find(f"{STYLE}text-properties")
            for key, value in () if found is None else found.items():
                made.setdefault(str(key), str(value))
        return made

    def _named(self, name: str) -> NamedStyle:
        """What the name of a paragraph style says, or of one that it is based on; or its outline level."""
        chain = self.chain("paragraph", name)
        names = [one.get(f"{STYLE}display-name", one.get(f"{STYLE}name", "")) for one in chain]
        names.append(chain[-1].get(f"{STYLE}parent-style-name", "") if chain else name)
        said = (read_style_name(re.sub(r"_([0-9a-f]{2})_", lambda m: chr(int(m[1], 16)), one)) for one in names)
        return next((one for one in said if one.kind is not None), NamedStyle())

    def breaks_page(self, name: str) -> bool:
        """Whether a page begins with a paragraph of a style."""
        found = (one.find(f"{STYLE}paragraph-properties") for one in self.chain("paragraph", name)[:1])
        return any(one is not None and one.get(f"{FO}break-before") == "page" for one in found)

    def list_level(self, name: str, level: int) -> ListLevel:
        """How a list numbers the items of a level, from 1."""
        style = self.lists.get(name)
        for one in () if style is None else style.iterchildren(f"{TEXT}list-level-style-number"):
            if one.get(f"{TEXT}level") == str(level):
                start = one.get(f"{TEXT}start-value", "1")
                format = _FORMATS.get(one.get(f"{STYLE}num-format", ""), "")
                return ListLevel(format, int(start) if is_number(start) else 1)
        return ListLevel()


class OutlineNumbers:
    """The numbers of headings, which no text of the file holds. `styles`: of the files, the nearest first."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self.levels: dict[int, etree._Element] = {}
        for one in (level for root in roots for level in root.iter(f"{TEXT}outline-level-style")):
            self.levels.setdefault(_number(one.get(f"{TEXT}level", ""), 0), one)
        self.counts: dict[int, int] = {}

    def count(self, level: int) -> str:
        """Count a heading: its number as it is shown, "" where it has none."""
        style = self.levels.get(level)
        if style is None:
            return ""
        start = _number(style.get(f"{TEXT}start-value", ""), 1)
        self.counts = {k: v for k, v in self.counts.items() if k < level} | {
            level: self.counts.get(level, start - 1) + 1
        }
        if not style.get(f"{STYLE}num-format"):
            return ""
        shown = range(level + 1 - _number(style.get(f"{TEXT}display-levels", ""), 1), level + 1)
        numbers = ".".join(filter(None, (self._shown(one) for one in shown)))
        return f"{style.get(f'{STYLE}num-prefix', '')}{numbers}{style.get(f'{STYLE}num-suffix', '')}"

    def _shown(self, level: int) -> str:
        format = _FORMATS.get(self.levels[level].get(f"{STYLE}num-format", "")) if level in self.levels else None
        return format_number(self.counts.get(level, 1), format) if format else ""


def _number(value: str, default: int) -> int:
    return int(value) if is_number(value) else default


def renditions(properties: Mapping[str, str]) -> frozenset[str]:
    """How words with some properties are written."""
    said = {
        "italic": properties.get(f"{FO}font-style") in ("italic", "oblique"),
        "bold": bool(_BOLD.fullmatch(properties.get(f"{FO}font-weight", ""))),
        "smallCaps": properties.get(f"{FO}font-variant") == "small-caps",
        "underline": properties.get(f"{STYLE}text-underline-style", "none") != "none",
        "strike": properties.get(f"{STYLE}text-line-through-style", "none") != "none",
        "spaced": _is_spaced(properties.get(f"{FO}letter-spacing", "")),
    }
    position = properties.get(f"{STYLE}text-position", "").split(" ")[0]
    said["superscript"] = position == "super" or bool(re.fullmatch(r"[1-9]\d*(?:\.\d+)?%", position))
    said["subscript"] = position == "sub" or bool(re.fullmatch(r"-[1-9]\d*(?:\.\d+)?%", position))
    return frozenset(name for name, is_so in said.items() if is_so)


def _is_spaced(value: str) -> bool:
    found = _SPACED.fullmatch(value)
    return found is not None and float(found[1]) * _POINTS[found[2]] >= 1


def is_hidden(properties: Mapping[str, str]) -> bool:
    """Whether words with some properties are not shown."""
    return properties.get(f"{TEXT}display") == "none"


def item_number(level: ListLevel, count: int) -> str:
    """The number of an item, counted from 0; "" in a list with bullets."""
    return format_number(level.start + count, level.format) if level.format else ""


def heading_kind(is_heading: bool, named: NamedStyle, outline: str) -> tuple[Kind | None, int]:
    """What a paragraph is, and the level of a heading."""
    if named.kind is Kind.TITLE:
        return named.kind, 0
    if is_heading:
        return Kind.HEADING, int(outline) if is_number(outline) and int(outline) else named.level or 1
    return named.kind, named.level
