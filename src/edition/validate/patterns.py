"""Patterns of RELAX NG and their derivatives (J. Clark, An algorithm for RELAX NG validation, 2002).

The derivatives are by names and not by events, because whole trees are available. The operations on a pattern are: the
derivative by an element, an attribute or text (`after_element`, `after_attribute`, `after_text`), the rest at the end
of the start tag (`close_start_tag`), whether it matches nothing (`nullable`), and what may come next (`first`). Equal
patterns are the same object, so that results are computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from edition.validate.datatypes import IDENTITIES, Datatype
from edition.validate.values import IN_CONTEXT, NO_NAMESPACES, Namespaces
from edition.validate.white_space import is_blank, split_words

Name = tuple[str, str]  # namespace, local name


@dataclass(frozen=True, slots=True)
class NameClass:
    """A name class: one name (`name`), all of a namespace (`nsName`), all (`anyName`), or several classes (`choice`).

    `without`: the name classes that a wildcard excepts.
    """

    kind: str
    namespace: str = ""
    local: str = ""
    parts: tuple[NameClass, ...] = ()
    without: tuple[NameClass, ...] = ()

    def contains(self, name: Name) -> bool:
        """Whether a name belongs to the class."""
        if self.kind == "name":
            return name == (self.namespace, self.local)
        if self.kind == "choice":
            return any(part.contains(name) for part in self.parts)
        fits = self.kind == "anyName" or name[0] == self.namespace
        return fits and not any(part.contains(name) for part in self.without)

    def names(self) -> frozenset[Name]:
        """The explicit names of the class; a wildcard has none."""
        if self.kind == "name":
            return frozenset({(self.namespace, self.local)})
        return frozenset().union(*(part.names() for part in self.parts))

    def has_wildcard(self) -> bool:
        """Whether the class holds names that it does not list."""
        return self.kind in ("nsName", "anyName") or any(part.has_wildcard() for part in self.parts)


class Pattern:
    """A pattern; two equal ones are the same object (`Patterns.make`)."""

    __slots__ = (
        "_after_attribute", "_after_element", "_after_text", "_attributes", "_check", "_closed", "_first", "content",
        "data", "good_start_tags", "good_values", "has_data", "has_names", "is_identity", "kind", "names", "nullable",
        "number", "origin", "parts", "start_tags", "steps", "text_step", "value", "words",
    )  # fmt: skip

    def __init__(self, kind: str, parts: tuple[Pattern, ...], nullable: bool, number: int) -> None:
        self.number = number  # the order of creation, which makes results reproducible
        self.kind = kind
        self.parts = parts
        self.nullable = nullable
        self.names: NameClass | None = None
        self.content: Callable[[], Pattern] | None = None  # of an element: makes the content when it is first needed
        self.origin: object = None  # of an element: its node in the schema
        self.words = ""  # its documentation in the schema; of a value the value as text
        self.data: Datatype | None = None
        self.value: object = None  # of a value: the parsed value
        self.start_tags: dict[object, object] = {}  # cache of StartTagReader
        # Caches of Validator: of an element the content, by the attributes of a start tag without fault; of a value the
        # texts that match; of a content the definition and the rest, by the tag of the next child, and after text.
        self.good_start_tags: dict[tuple[object, ...], Pattern] = {}
        self.good_values: set[str] = set()
        self.steps: dict[object, tuple[Pattern, Pattern]] = {}
        self.text_step: Pattern | None = None
        self.is_identity = False  # of data: whether it is an id or a pointer to ids
        #: Whether a value may be a name with a prefix.
        self.has_names: bool = kind != "element" and any(part.has_names for part in parts)
        self.has_data: bool = kind in ("data", "value", "list") or (
            kind != "attribute" and any(part.has_data for part in parts)
        )
        self._after_element: dict[Name, tuple[tuple[Pattern, Pattern], ...]] = {}
        self._after_attribute: dict[Name, tuple[tuple[Pattern, Pattern], ...]] = {}
        self._after_text: Pattern | None = None
        self._attributes: tuple[Pattern, ...] | None = None
        self._check: Callable[[str], bool] | None = None
        self._closed: Pattern | None = None
        self._first: frozenset[Pattern] | None = None


def content_of(element: Pattern) -> Pattern:
    """The content of an element pattern."""
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
        """A choice; nested choices are flattened, duplicates and `none` are left out."""
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
        """A group: one pattern after the other."""
        return self._combine("group", one, other)

    def interleave(self, one: Pattern, other: Pattern) -> Pattern:
        """An interleave: both patterns in any order."""
        return self._combine("interleave", one, other)

    def _combine(self, kind: str, one: Pattern, other: Pattern) -> Pattern:
        if one is self.none or other is self.none:
            return self.none
        if one is self.empty or other is self.empty:
            return other if one is self.empty else one
        return self._make(kind, (one, other), one.nullable and other.nullable)

    def more(self, pattern: Pattern) -> Pattern:
        """One or more occurrences."""
        if pattern in (self.none, self.empty) or pattern.kind == "more":
            return pattern
        return self._make("more", (pattern,), pattern.nullable)

    def element(self, names: NameClass, key: object, content: Callable[[], Pattern], words: str = "") -> Pattern:
        """An element; `key` distinguishes definitions, `content` makes the pattern of the content."""
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
        """A value of a datatype, except those that `without` matches."""
        made = self._make("data", (without,) if without else (), False, datatype)
        made.data, made.has_names = datatype, made.has_names or datatype.name in IN_CONTEXT
        made.is_identity = datatype.name in IDENTITIES
        return made

    def value(self, datatype: Datatype, value: str, namespaces: Namespaces = NO_NAMESPACES) -> Pattern:
        """One fixed value; `namespaces` are those in scope in the schema, for names with prefixes."""
        parsed = datatype.parse_value(value, namespaces)
        made = self._make("value", (), False, (datatype, type(parsed), parsed, value))
        made.data, made.words, made.value, made.has_names = datatype, value, parsed, datatype.name in IN_CONTEXT
        return made

    def list_of(self, pattern: Pattern) -> Pattern:
        """A list of words separated by white space."""
        return self._make("list", (pattern,), False) if pattern is not self.none else self.none

    # -- derivatives

    def after_element(self, pattern: Pattern, name: Name) -> tuple[tuple[Pattern, Pattern], ...]:
        """The derivative by an element with a name: pairs of an element pattern and the rest."""
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
                return [(pattern, self.empty)] if pattern.names.contains(name) else []
            case "choice":
                return [pair for part in pattern.parts for pair in self.after_element(part, name)]
            case "group" | "interleave":
                return self._derive_both(pattern, name)
            case "more":
                (inner,) = pattern.parts
                again = self.choice([pattern, self.empty])
                return [(element, self.group(rest, again)) for element, rest in self.after_element(inner, name)]
            case _:
                return []

    def _derive_both(self, pattern: Pattern, name: Name) -> list[tuple[Pattern, Pattern]]:
        one, other = pattern.parts
        join = self.group if pattern.kind == "group" else self.interleave
        made = [(element, join(rest, other)) for element, rest in self.after_element(one, name)]
        if pattern.kind == "interleave":
            made += [(element, join(one, rest)) for element, rest in self.after_element(other, name)]
        elif one.nullable:
            made += self.after_element(other, name)
        return made

    def after_attribute(self, pattern: Pattern, name: Name) -> tuple[tuple[Pattern, Pattern], ...]:
        """The derivative by an attribute with a name: pairs of an attribute pattern and the rest."""
        known = pattern._after_attribute.get(name)
        if known is None:
            known = pattern._after_attribute[name] = tuple(self._derive_by_attribute(pattern, name))
        return known

    def _derive_by_attribute(self, pattern: Pattern, name: Name) -> list[tuple[Pattern, Pattern]]:
        match pattern.kind:
            case "attribute":
                assert pattern.names is not None
                return [(pattern, self.empty)] if pattern.names.contains(name) else []
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

    def close_start_tag(self, pattern: Pattern) -> Pattern:
        """The rest at the end of the start tag: required attributes make it `none`."""
        if pattern._closed is None:
            pattern._closed = self._map_parts(pattern, self.close_start_tag, attribute=self.none)
        return pattern._closed

    def _map_parts(self, pattern: Pattern, change: Callable[[Pattern], Pattern], attribute: Pattern) -> Pattern:
        match pattern.kind:
            case "attribute":
                return attribute
            case "choice":
                return self.choice(map(change, pattern.parts))
            case "group" | "interleave":
                return self._combine(pattern.kind, change(pattern.parts[0]), change(pattern.parts[1]))
            case "more":
                return self.more(change(pattern.parts[0]))
            case _:
                return pattern

    def without_attributes(self, pattern: Pattern) -> Pattern:
        """The pattern as if all its attributes were present: how validation continues after a wrong start tag."""
        return self._map_parts(pattern, self.without_attributes, attribute=self.empty)

    def after_text(self, pattern: Pattern, text: str, namespaces: Namespaces = NO_NAMESPACES) -> Pattern:
        """The derivative by text."""
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
            for word in split_words(text):
                left = self.after_text(left, word, namespaces)
            return left.nullable
        assert pattern.data is not None
        if not pattern.data.allows(text, namespaces):
            return False
        if pattern.kind == "value":
            return pattern.data.parse_value(text, namespaces) == pattern.value
        return not (pattern.parts and self.matches(pattern.parts[0], text, namespaces))

    def matches(self, pattern: Pattern, text: str, namespaces: Namespaces = NO_NAMESPACES) -> bool:
        """Whether a pattern matches a whole text: the value of an attribute, or of an element without children."""
        return self._matches(pattern, text, namespaces) if pattern.has_names else self.check_of(pattern)(text)

    def check_of(self, pattern: Pattern) -> Callable[[str], bool]:
        """A function that tells whether a text matches a pattern without names; compiled once."""
        if pattern._check is None:
            pattern._check = self._compile_check(pattern)
        return pattern._check

    def _matches(self, pattern: Pattern, text: str, namespaces: Namespaces) -> bool:
        return self.after_text(pattern, text, namespaces).nullable or (pattern.nullable and is_blank(text))

    def _compile_check(self, pattern: Pattern) -> Callable[[str], bool]:
        """The common kinds of patterns are checked without derivatives."""
        match pattern.kind, pattern.parts:
            case "data", ():
                assert pattern.data is not None
                return pattern.data.compile_check()
            case "list", (Pattern(kind="more", parts=(Pattern(kind="data", parts=()) as item,)),):
                check = self._compile_check(item)
                return lambda text: bool(words := split_words(text)) and all(map(check, words))
            case "choice", parts if not pattern.nullable:
                checks = [self._compile_check(part) for part in parts]
                return lambda text: any(check(text) for check in checks)
            case _:
                return lambda text: self._matches(pattern, text, NO_NAMESPACES)

    # -- what may come next

    def first(self, pattern: Pattern) -> frozenset[Pattern]:
        """The element patterns, and `text`, that may come next."""
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
        """All attribute patterns in the order of the schema."""
        if pattern._attributes is None:
            found: dict[Pattern, None] = {pattern: None} if pattern.kind == "attribute" else {}
            if pattern.kind in ("choice", "group", "interleave", "more"):
                for part in pattern.parts:
                    found.update(dict.fromkeys(self.attributes_of(part)))
            pattern._attributes = tuple(found)
        return pattern._attributes
