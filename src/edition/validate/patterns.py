"""Patterns of RELAX NG and their derivatives, each made once and remembered (J. Clark, An algorithm for RELAX NG
validation, 2002; derivatives by names, not by events, because whole trees are at hand).

A pattern is asked: what follows when an element, an attribute or text comes (`after_element`, `after_attribute`,
`after_text`), what is left when the start tag ends (`closed`), whether nothing is enough (`nullable`), what may come
next (`first`). Equal patterns are one object, so that answers are looked up and not computed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from edition.validate.datatypes import Datatype
from edition.validate.values import NAMES, NO_NAMESPACES, Namespaces

Name = tuple[str, str]  # namespace, local name


@dataclass(frozen=True, slots=True)
class NameClass:
    """Names: one (`name`), all of a namespace (`nsName`), all (`anyName`), or some of several (`choice`)."""

    kind: str
    namespace: str = ""
    local: str = ""
    parts: tuple[NameClass, ...] = ()
    without: tuple[NameClass, ...] = ()

    def holds(self, name: Name) -> bool:
        """Whether a name is among them."""
        if self.kind == "name":
            return name == (self.namespace, self.local)
        if self.kind == "choice":
            return any(part.holds(name) for part in self.parts)
        fits = self.kind == "anyName" or name[0] == self.namespace
        return fits and not any(part.holds(name) for part in self.without)

    def names(self) -> frozenset[Name]:
        """The names that it spells out; a wildcard spells out none."""
        if self.kind == "name":
            return frozenset({(self.namespace, self.local)})
        return frozenset().union(*(part.names() for part in self.parts))


class Pattern:
    """A pattern; two equal ones are the same object (`Patterns.make`)."""

    __slots__ = (
        "_after_attribute", "_after_element", "_after_text", "_attributes", "_closed", "_first", "content", "data",
        "has_data", "has_names", "kind", "meaning", "names", "nullable", "number", "origin", "parts", "start_tags",
        "words",
    )  # fmt: skip

    def __init__(self, kind: str, parts: tuple[Pattern, ...], nullable: bool, number: int) -> None:
        self.number = number  # in the order in which patterns are made
        self.kind = kind
        self.parts = parts
        self.nullable = nullable
        self.names: NameClass | None = None
        self.content: Callable[[], Pattern] | None = None  # of an element, built when first asked for
        self.origin: object = None  # of an element, where the schema defines it
        self.words = ""  # what the schema says of it
        self.data: Datatype | None = None
        self.meaning: object = None  # of a value: what it is, however it is written
        self.start_tags: dict[object, object] = {}  # what the judge remembers of start tags
        self.has_names: bool = kind != "element" and any(part.has_names for part in parts)  # whose prefixes count
        self.has_data: bool = kind in ("data", "value", "list") or (
            kind != "attribute" and any(part.has_data for part in parts)
        )
        self._after_element: dict[Name, tuple[tuple[Pattern, Pattern], ...]] = {}
        self._after_attribute: dict[Name, tuple[tuple[Pattern, Pattern], ...]] = {}
        self._after_text: Pattern | None = None
        self._attributes: tuple[Pattern, ...] | None = None
        self._closed: Pattern | None = None
        self._first: frozenset[Pattern] | None = None


def content_of(element: Pattern) -> Pattern:
    """What an element of the schema holds."""
    if not element.parts:
        assert element.content is not None
        element.parts = (element.content(),)
    return element.parts[0]


class Patterns:
    """Makes the patterns of one schema, and their derivatives."""

    def __init__(self) -> None:
        self._known: dict[object, Pattern] = {}
        self.empty = self._make("empty", (), True)
        self.none = self._make("none", (), False)
        self.text = self._make("text", (), True)

    def _make(self, kind: str, parts: tuple[Pattern, ...], nullable: bool, key: object = None) -> Pattern:
        known = (kind, tuple(map(id, parts)), key)
        if known not in self._known:
            self._known[known] = Pattern(kind, parts, nullable, len(self._known))
        return self._known[known]

    # -- making

    def choice(self, patterns: Iterable[Pattern]) -> Pattern:
        """One of several; nested choices are flattened, doubles and what is not allowed left out."""
        flat: dict[int, Pattern] = {}
        for pattern in patterns:
            for part in pattern.parts if pattern.kind == "choice" else (pattern,):
                if part is not self.none:
                    flat[id(part)] = part
        if len(flat) > 1 and id(self.empty) in flat and any(p.nullable for p in flat.values() if p is not self.empty):
            del flat[id(self.empty)]
        parts = tuple(sorted(flat.values(), key=lambda part: part.number))
        if len(parts) < 2:
            return parts[0] if parts else self.none
        return self._make("choice", parts, any(p.nullable for p in parts))

    def group(self, one: Pattern, other: Pattern) -> Pattern:
        """One after the other."""
        return self._both("group", one, other)

    def interleave(self, one: Pattern, other: Pattern) -> Pattern:
        """Both, in any order."""
        return self._both("interleave", one, other)

    def _both(self, kind: str, one: Pattern, other: Pattern) -> Pattern:
        if one is self.none or other is self.none:
            return self.none
        if one is self.empty or other is self.empty:
            return other if one is self.empty else one
        return self._make(kind, (one, other), one.nullable and other.nullable)

    def more(self, pattern: Pattern) -> Pattern:
        """Once or more often."""
        if pattern in (self.none, self.empty) or pattern.kind == "more":
            return pattern
        return self._make("more", (pattern,), pattern.nullable)

    def element(self, names: NameClass, key: object, content: Callable[[], Pattern], words: str = "") -> Pattern:
        """An element; `key` tells definitions apart, `content` gives what stands in it."""
        made = self._make("element", (), False, (names, key))
        made.names, made.content, made.words = names, made.content or content, words
        return made

    def attribute(self, names: NameClass, value: Pattern, words: str = "") -> Pattern:
        """An attribute."""
        if value is self.none:
            return self.none
        made = self._make("attribute", (value,), False, names)
        made.names, made.words = names, made.words or words
        return made

    def data(self, datatype: Datatype, without: Pattern | None = None) -> Pattern:
        """A value of a type, but none of `without`."""
        made = self._make("data", (without,) if without else (), False, datatype)
        made.data, made.has_names = datatype, made.has_names or datatype.name in NAMES
        return made

    def value(self, datatype: Datatype, value: str, namespaces: Namespaces = NO_NAMESPACES) -> Pattern:
        """One value; `namespaces` are those in scope in the schema, for names with prefixes."""
        meaning = datatype.meaning(value, namespaces)
        made = self._make("value", (), False, (datatype, type(meaning), meaning, value))
        made.data, made.words, made.meaning, made.has_names = datatype, value, meaning, datatype.name in NAMES
        return made

    def list_of(self, pattern: Pattern) -> Pattern:
        """Words, parted by blanks."""
        return self._make("list", (pattern,), False) if pattern is not self.none else self.none

    # -- derivatives

    def after_element(self, pattern: Pattern, name: Name) -> tuple[tuple[Pattern, Pattern], ...]:
        """What an element of that name may be here, and what follows: (element, rest) pairs."""
        known = pattern._after_element.get(name)
        if known is None:
            merged: dict[int, tuple[Pattern, list[Pattern]]] = {}
            for element, rest in self._after_element(pattern, name):
                if rest is not self.none:
                    merged.setdefault(id(element), (element, []))[1].append(rest)
            known = tuple((element, self.choice(rests)) for element, rests in merged.values())
            pattern._after_element[name] = known
        return known

    def _after_element(self, pattern: Pattern, name: Name) -> list[tuple[Pattern, Pattern]]:
        match pattern.kind:
            case "element":
                assert pattern.names is not None
                return [(pattern, self.empty)] if pattern.names.holds(name) else []
            case "choice":
                return [pair for part in pattern.parts for pair in self.after_element(part, name)]
            case "group" | "interleave":
                return self._after_both(pattern, name)
            case "more":
                (inner,) = pattern.parts
                again = self.choice([pattern, self.empty])
                return [(element, self.group(rest, again)) for element, rest in self.after_element(inner, name)]
            case _:
                return []

    def _after_both(self, pattern: Pattern, name: Name) -> list[tuple[Pattern, Pattern]]:
        one, other = pattern.parts
        join = self.group if pattern.kind == "group" else self.interleave
        made = [(element, join(rest, other)) for element, rest in self.after_element(one, name)]
        if pattern.kind == "interleave":
            made += [(element, join(one, rest)) for element, rest in self.after_element(other, name)]
        elif one.nullable:
            made += self.after_element(other, name)
        return made

    def after_attribute(self, pattern: Pattern, name: Name) -> tuple[tuple[Pattern, Pattern], ...]:
        """What an attribute of that name may be here, and what is left: (attribute, rest) pairs."""
        known = pattern._after_attribute.get(name)
        if known is None:
            known = pattern._after_attribute[name] = tuple(self._derived_by_attribute(pattern, name))
        return known

    def _derived_by_attribute(self, pattern: Pattern, name: Name) -> list[tuple[Pattern, Pattern]]:
        match pattern.kind:
            case "attribute":
                assert pattern.names is not None
                return [(pattern, self.empty)] if pattern.names.holds(name) else []
            case "choice":
                return [pair for part in pattern.parts for pair in self.after_attribute(part, name)]
            case "group" | "interleave":
                one, other = pattern.parts
                join = self.group if pattern.kind == "group" else self.interleave
                made = [(found, join(rest, other)) for found, rest in self.after_attribute(one, name)]
                return made + [(found, join(one, rest)) for found, rest in self.after_attribute(other, name)]
            case "more":
                again = self.choice([pattern, self.empty])
                return [(f, self.group(rest, again)) for f, rest in self.after_attribute(pattern.parts[0], name)]
            case _:
                return []

    def closed(self, pattern: Pattern) -> Pattern:
        """What is left when the start tag ends: no attribute may come any more."""
        if pattern._closed is None:
            pattern._closed = self._mapped(pattern, self.closed, attribute=self.none)
        return pattern._closed

    def _mapped(self, pattern: Pattern, change: Callable[[Pattern], Pattern], attribute: Pattern) -> Pattern:
        match pattern.kind:
            case "attribute":
                return attribute
            case "choice":
                return self.choice(map(change, pattern.parts))
            case "group" | "interleave":
                return self._both(pattern.kind, change(pattern.parts[0]), change(pattern.parts[1]))
            case "more":
                return self.more(change(pattern.parts[0]))
            case _:
                return pattern

    def without_attributes(self, pattern: Pattern) -> Pattern:
        """The pattern as if all its attributes had been given: how to go on behind a wrong start tag."""
        return self._mapped(pattern, self.without_attributes, attribute=self.empty)

    def after_text(self, pattern: Pattern, text: str, namespaces: Namespaces = NO_NAMESPACES) -> Pattern:
        """What is left when text has come."""
        if pattern.has_data:
            return self._after_text(pattern, text, namespaces)
        if pattern._after_text is None:
            pattern._after_text = self._after_text(pattern, text, namespaces)
        return pattern._after_text

    def _after_text(self, pattern: Pattern, text: str, namespaces: Namespaces = NO_NAMESPACES) -> Pattern:
        match pattern.kind:
            case "text":
                return pattern
            case "choice":
                return self.choice(self.after_text(part, text, namespaces) for part in pattern.parts)
            case "interleave":
                one, other = pattern.parts
                left, right = self.after_text(one, text, namespaces), self.after_text(other, text, namespaces)
                return self.choice([self.interleave(left, other), self.interleave(one, right)])
            case "group":
                one, other = pattern.parts
                made = [self.group(self.after_text(one, text, namespaces), other)]
                return self.choice([*made, self.after_text(other, text, namespaces)] if one.nullable else made)
            case "more":
                again = self.choice([pattern, self.empty])
                return self.group(self.after_text(pattern.parts[0], text, namespaces), again)
            case "data" | "value" | "list":
                return self.empty if self._is_value(pattern, text, namespaces) else self.none
            case _:
                return self.none

    def _is_value(self, pattern: Pattern, text: str, namespaces: Namespaces) -> bool:
        if pattern.kind == "list":
            left = pattern.parts[0]
            for word in text.split():
                left = self.after_text(left, word, namespaces)
            return left.nullable
        assert pattern.data is not None
        if not pattern.data.allows(text, namespaces):
            return False
        if pattern.kind == "value":
            return pattern.data.meaning(text, namespaces) == pattern.meaning
        return not (pattern.parts and self.matches(pattern.parts[0], text, namespaces))

    def matches(self, pattern: Pattern, text: str, namespaces: Namespaces = NO_NAMESPACES) -> bool:
        """Whether a pattern takes a whole text: the value of an attribute, the words of an element of words alone."""
        return self.after_text(pattern, text, namespaces).nullable or (pattern.nullable and not text.strip())

    # -- what may come

    def first(self, pattern: Pattern) -> frozenset[Pattern]:
        """The elements, and `text`, that may come next."""
        if pattern._first is None:
            match pattern.kind:
                case "element" | "text":
                    pattern._first = frozenset({pattern})
                case "group":
                    one, other = pattern.parts
                    pattern._first = self.first(one) | (self.first(other) if one.nullable else frozenset())
                case "attribute" | "list":
                    pattern._first = frozenset()
                case _:
                    pattern._first = frozenset().union(*(self.first(part) for part in pattern.parts))
        return pattern._first

    def attributes_of(self, pattern: Pattern) -> tuple[Pattern, ...]:
        """All attributes that may be given, in the order of the schema."""
        if pattern._attributes is None:
            found: dict[Pattern, None] = {pattern: None} if pattern.kind == "attribute" else {}
            if pattern.kind in ("choice", "group", "interleave", "more"):
                for part in pattern.parts:
                    found.update(dict.fromkeys(self.attributes_of(part)))
            pattern._attributes = tuple(found)
        return pattern._attributes
