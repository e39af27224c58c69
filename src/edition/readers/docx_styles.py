"""The styles of a Word file: what a paragraph is, and how words are written (ECMA-376-1, 17.7)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from lxml import etree

from edition.model import Kind
from edition.readers.docx_package import W
from edition.readers.runs import is_number
from edition.readers.style_names import NamedStyle, read_style_name

_TOGGLES = {"b": "bold", "i": "italic", "smallCaps": "smallCaps", "strike": "strike", "dstrike": "strike"}
_OFF = frozenset({"false", "0", "off", "none"})
_SPACED = 20  # twentieths of a point between letters: what printers call spaced
_BODY_LEVEL = 9  # the outline level of what is no heading
_HYPERLINKS = frozenset({"hyperlink", "followedhyperlink"})


@dataclass(frozen=True, slots=True)
class Format:
    """How words are written. `language`: the one that is named for them or their style, "" for that of the file."""

    rend: frozenset[str] = frozenset()
    language: str = ""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a style makes of a paragraph. `number`: numId and level of its automatic number. `base`: its renditions."""

    kind: Kind | None
    level: int
    number: tuple[str, str]
    base: frozenset[str]


class Styles:
    """The styles by id. `root`: of styles.xml; None for a file without styles."""

    def __init__(self, root: etree._Element | None) -> None:
        styles = [] if root is None else root.findall(f"{W}style")
        self.by_id = {one.get(f"{W}styleId", ""): one for one in styles}
        defaults = [one for one in styles if one.get(f"{W}type") == "paragraph" and is_on(one, "default")]
        self.default = defaults[0].get(f"{W}styleId", "") if defaults else ""
        found = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.defaults = etree.Element(f"{W}rPr") if found is None else found
        self.paragraph = cache(self._paragraph)
        self._properties = cache(self._find_properties)

    @cached_property
    def language(self) -> str:
        """The language of the file, "" where none is named."""
        return _value(self.defaults, "lang") or next(
            (lang for rpr in self._properties(self.default) if (lang := _value(rpr, "lang"))), ""
        )

    def chain(self, style: str) -> Iterator[etree._Element]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        while style in self.by_id and style not in seen:
            seen.add(style)
            yield self.by_id[style]
            style = _value(self.by_id[style], "basedOn")

    def _find_properties(self, style: str) -> tuple[etree._Element, ...]:
        """The run properties of a style, the nearest first."""
        return tuple(rpr for one in self.chain(style) if (rpr := one.find(f"{W}rPr")) is not None)

    def _paragraph(self, style: str) -> ParagraphStyle:
        style = style or self.default
        named = self._read_names(style)
        level, number, ilvl = 0, "", ""
        for one in self.chain(style):
            ppr = one.find(f"{W}pPr")
            if ppr is None:
                continue
            if not level and is_number(outline := _value(ppr, "outlineLvl")):
                level = int(outline) + 1
            number = number or _value(ppr, f"numPr/{W}numId")
            ilvl = ilvl or _value(ppr, f"numPr/{W}ilvl")
        if named.kind is None and 0 < level <= _BODY_LEVEL:
            named = NamedStyle(Kind.HEADING, level)
        base = self._format((), self._properties(style), (self.defaults,)).rend
        return ParagraphStyle(named.kind, named.level, (number, ilvl), base)

    def _read_names(self, style: str) -> NamedStyle:
        """What the names in the chain say: the first that says something. A style that is not there has its id."""
        names = [_value(one, "name") or one.get(f"{W}styleId", "") for one in self.chain(style)] or [style]
        ids = [one.get(f"{W}styleId", "") for one in self.chain(style)]
        said = (read_style_name(name) for pair in zip(names, ids or names, strict=False) for name in pair)
        return next((one for one in said if one != NamedStyle()), NamedStyle())

    def format(self, rpr: etree._Element | None, paragraph: str) -> Format:
        """How a run is written: its own properties, those of its style and of its paragraph's style."""
        direct = () if rpr is None else (rpr,)
        style = "" if rpr is None else _value(rpr, "rStyle")
        of_style = self._properties(style)
        made = self._format(direct, of_style, self._properties(paragraph or self.default), (self.defaults,))
        if any(_value(one, "name").casefold().replace(" ", "") in _HYPERLINKS for one in self.chain(style)):
            return Format(made.rend - {"underline"}, made.language, made.is_hidden)
        return made

    def _format(self, direct: tuple[etree._Element, ...], *levels: tuple[etree._Element, ...]) -> Format:
        rend = {rend for name, rend in _TOGGLES.items() if _toggled(name, direct, levels)}
        every = (*direct, *(rpr for level in levels for rpr in level))
        if _first(every, "u") not in ("", "none"):
            rend.add("underline")
        rend |= {_first(every, "vertAlign")} & {"superscript", "subscript"}
        spacing = _first(every, "spacing")
        if is_number(spacing) and int(spacing) >= _SPACED:
            rend.add("spaced")
        explicit = [rpr for level in (direct, *levels[:1]) for rpr in level]
        return Format(frozenset(rend), _language(explicit), _toggled("vanish", direct, levels))


def is_on(element: etree._Element, attribute: str) -> bool:
    """Whether an attribute says yes."""
    return element.get(f"{W}{attribute}", "0") not in _OFF


def _value(element: etree._Element, path: str) -> str:
    found = element.find(f"{W}{path}")
    return "" if found is None else found.get(f"{W}val", "")


def _first(properties: tuple[etree._Element, ...], name: str) -> str:
    """The value of the nearest property of a name; "single" for one without a value."""
    for rpr in properties:
        if (found := rpr.find(f"{W}{name}")) is not None:
            return found.get(f"{W}val", "single")
    return ""


def _language(properties: list[etree._Element]) -> str:
    """The language that is named: of words from right to left, the one for them."""
    is_rtl = any(rpr.find(f"{W}rtl") is not None for rpr in properties)
    found = (rpr.find(f"{W}lang") for rpr in properties)
    return next((one.get(f"{W}bidi" if is_rtl else f"{W}val", "") for one in found if one is not None), "")


def _toggled(name: str, direct: tuple[etree._Element, ...], levels: tuple[tuple[etree._Element, ...], ...]) -> bool:
    """The value of a property that a second style turns off again (17.7.3); what the run itself says wins."""
    own = _switched(direct, name)
    if own is not None:
        return own
    *styles, defaults = [_switched(level, name) for level in levels]
    return bool(defaults) or sum(bool(one) for one in styles) % 2 == 1


def _switched(properties: tuple[etree._Element, ...], name: str) -> bool | None:
    """Whether the nearest property of a name is on; None where there is none."""
    for rpr in properties:
        if (found := rpr.find(f"{W}{name}")) is not None:
            return found.get(f"{W}val", "true") not in _OFF
    return None
