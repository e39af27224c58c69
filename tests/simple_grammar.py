"""A second, simple reading of our own schema, from which tests make documents and damage them.

Only grammars of the simple kind that our compiler writes are understood: one definition an element, no interleave, no
name classes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import regex
from lxml import etree

from edition.xml.namespaces import RNG, XML

TEXT = "#text"
_R = f"{{{RNG}}}"
_NOTES = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
#: What a value of each datatype looks like, and how to say so.
TYPES: Mapping[str, tuple[str, str]] = {
    "NCName": (r"[^\W\d][\w.\-]*", "a name of letters, digits and hyphens without blanks"),
    "language": (r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", "a language tag such as en or de-AT"),
    "anyURI": (r"[^\s]*", "an address without blanks"),
    "token": (r"(?s).*", "a word"),
    "string": (r"(?s).*", "any text"),
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """What may stand somewhere: nothing, a name, or patterns one after the other, by choice, or repeated."""

    kind: str  # none, empty, name, group, choice, more
    name: str = ""
    parts: tuple["Pattern", ...] = ()

    @property
    def nullable(self) -> bool:
        """Whether nothing at all is enough."""
        match self.kind:
            case "empty":
                return True
            case "group":
                return all(p.nullable for p in self.parts)
            case "choice" | "more":
                return any(p.nullable for p in self.parts)
            case _:
                return self.name == TEXT

    def first(self) -> frozenset[str]:
        """The names that may come next."""
        match self.kind:
            case "name":
                return frozenset({self.name})
            case "group":
                head, *rest = self.parts
                return head.first() | (_group(rest).first() if head.nullable else frozenset())
            case _:
                return frozenset().union(*(p.first() for p in self.parts))

    def after(self, name: str) -> "Pattern":
        """What may follow when `name` has come; the pattern `none` when it may not come."""
        match self.kind:
            case "name" if self.name == name:
                return self if name == TEXT else EMPTY
            case "choice":
                return _choice(p.after(name) for p in self.parts)
            case "more":
                return _group([self.parts[0].after(name), _choice([self, EMPTY])])
            case "group":
                head, *rest = self.parts
                taken = _group([head.after(name), *rest])
                return _choice([taken, _group(rest).after(name)]) if head.nullable else taken
            case _:
                return NONE


NONE, EMPTY = Pattern("none"), Pattern("empty")


def _group(parts: Iterable[Pattern]) -> Pattern:
    flat = [q for p in parts for q in (p.parts if p.kind == "group" else (p,)) if q is not EMPTY]
    if NONE in flat:
        return NONE
    return flat[0] if len(flat) == 1 else Pattern("group", parts=tuple(flat)) if flat else EMPTY


def _choice(parts: Iterable[Pattern]) -> Pattern:
    flat = dict.fromkeys(q for p in parts for q in (p.parts if p.kind == "choice" else (p,)) if q is not NONE)
    return next(iter(flat)) if len(flat) == 1 else Pattern("choice", parts=tuple(flat)) if flat else NONE


@dataclass(frozen=True, slots=True)
class Value:
    """What an attribute may say: one of a few words, or words of a form."""

    words: tuple[str, ...] = ()
    type: str = "string"
    pattern: str = ""
    is_list: bool = False

    def allows(self, value: str) -> bool:
        """Whether the attribute may have this value."""
        if self.words:
            return " ".join(value.split()) in self.words
        if self.is_list:
            return bool(value.split()) and all(self._fits(v) for v in value.split())
        return self._fits(value if self.type == "string" else " ".join(value.split()))

    def _fits(self, value: str) -> bool:
        form = TYPES.get(self.type, TYPES["string"])[0]
        return bool(regex.fullmatch(form, value)) and (not self.pattern or bool(regex.fullmatch(self.pattern, value)))

    def __str__(self) -> str:
        if self.words:
            return " or ".join([", ".join(self.words[:-1]), self.words[-1]] if len(self.words) > 1 else self.words)
        if self.pattern.startswith("#"):
            return "a pointer into this file (# and an xml:id)"
        if self.pattern.startswith("-?[0-9]{4}"):
            return "a year, a month or a day, such as 1936, 1936-08 or 1936-08-19"
        return TYPES.get(self.type, TYPES["string"])[1]


@dataclass(frozen=True, slots=True)
class Declaration:
    """An element of the schema: its attributes (and which of them are needed) and its content."""

    attributes: Mapping[str, Value]
    required: tuple[str, ...]
    content: Pattern


class Grammar:
    """The elements of a schema by name; ValueError when the schema is not of the simple kind."""

    def __init__(self, schema: etree._Element) -> None:
        self._defines = {d.get("name", ""): d for d in schema.iterchildren(f"{_R}define")}
        self.namespace = schema.get("ns", "")
        if schema.tag != f"{_R}grammar" or not self.namespace:
            raise ValueError("not a grammar of one namespace")

    @cached_property
    def elements(self) -> Mapping[str, Declaration]:
        """The elements by name."""
        made = {}
        for definition in self._defines.values():
            if (element := definition.find(f"{_R}element")) is not None:
                made[element.get("name", "")] = self._declaration(element)
        return made

    def _declaration(self, element: etree._Element) -> Declaration:
        attributes: dict[str, Value] = {}
        required: list[str] = []
        self._attributes(element, attributes, required, False)
        content = _group(self._pattern(child) for child in element if child.tag != _NOTES)
        return Declaration(attributes, tuple(required), content)

    def _attributes(self, node: etree._Element, found: dict[str, Value], required: list[str], optional: bool) -> None:
        for child in node:
            if child.tag == f"{_R}attribute":
                name = child.get("name", "").replace("xml:", f"{{{XML}}}")
                found[name] = _value(child)
                if not optional:
                    required.append(name)
            elif child.tag == f"{_R}ref" and self._is_attributes(child):
                self._attributes(self._defines[child.get("name", "")], found, required, optional)
            elif child.tag == f"{_R}optional":
                self._attributes(child, found, required, True)

    def _is_attributes(self, ref: etree._Element) -> bool:
        return ref.get("name", "").startswith("att.")

    def _pattern(self, node: etree._Element) -> Pattern:
        name = etree.QName(node).localname
        if name == "ref":
            return self._referred(node)
        if name in ("attribute", "empty"):
            return EMPTY
        if name == "text":
            return Pattern("name", TEXT)
        return _combined(name, [self._pattern(child) for child in node if child.tag != _NOTES])

    def _referred(self, ref: etree._Element) -> Pattern:
        definition = self._defines[ref.get("name", "")]
        if (element := definition.find(f"{_R}element")) is not None:
            return Pattern("name", element.get("name", ""))
        if self._is_attributes(ref):
            return EMPTY
        return _group(self._pattern(child) for child in definition)


def _combined(name: str, inner: list[Pattern]) -> Pattern:
    match name:
        case "group":
            return _group(inner)
        case "choice":
            return _choice(inner)
        case "optional":
            return _choice([_group(inner), EMPTY])
        case "oneOrMore":
            return Pattern("more", parts=(_group(inner),))
        case "zeroOrMore":
            return _choice([Pattern("more", parts=(_group(inner),)), EMPTY])
        case _:
            raise ValueError(f"{name} is not understood")


def _value(attribute: etree._Element) -> Value:
    if words := tuple(v.text or "" for v in attribute.iter(f"{_R}value")):
        return Value(words)
    data = next(attribute.iter(f"{_R}data"), None)
    if data is None:
        return Value()
    pattern = next((p.text or "" for p in data.iterchildren(f"{_R}param") if p.get("name") == "pattern"), "")
    is_list = attribute.find(f"{_R}list") is not None
    return Value((), data.get("type", ""), pattern, is_list)
