"""Check the restrictions of RELAX NG on schemas with correct syntax (sections 7.1 to 7.4 of its specification).

Examples are the same attribute twice, a value beside elements, or text in both parts of an interleave. Such a schema
has no meaning, or another one than its author expects.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from edition.validate.message_text import format_attribute, to_clark_name
from edition.validate.patterns import Name, NameClass, Pattern, content_of

_FORBIDDEN_IN: dict[str, tuple[str, ...]] = {
    "attribute": ("attribute", "element"),
    "list": ("list", "element", "attribute", "text", "interleave"),
    "except": ("attribute", "element", "list", "text", "group", "interleave", "more", "empty"),
    "start": ("attribute", "data", "value", "text", "list", "group", "interleave", "more", "empty"),
}
_NAMES_IN_MESSAGES = {"more": "oneOrMore"}
_EMPTY, _COMPLEX, _SIMPLE = range(3)  # content types: nothing, elements and text, or a value
_UNUSED_NAME = "\0"  # a namespace or local name that no schema contains


@dataclass(frozen=True, slots=True)
class NameSet:
    """A set of names of attributes or elements: explicit names, and wildcards."""

    plain: frozenset[Name] = frozenset()
    wild: tuple[NameClass, ...] = ()

    def union(self, other: "NameSet") -> "NameSet":
        """The names of both sets."""
        return NameSet(self.plain | other.plain, self.wild + other.wild) if self != other else self

    def common_name(self, other: "NameSet") -> str:
        """A name that is in both sets, as messages write it; "" if there is none."""
        for name in sorted(self.plain & other.plain):
            return format_attribute(to_clark_name(name))
        for name in sorted(self._samples(other) | other._samples(self)):
            if self._contains(name) and other._contains(name):
                return "of any name" if _UNUSED_NAME in name else format_attribute(to_clark_name(name))
        return ""

    def _samples(self, other: "NameSet") -> set[Name]:
        return {name for wild in self.wild for name in (*_samples(wild), *other.plain)}

    def _contains(self, name: Name) -> bool:
        return name in self.plain or any(wild.contains(name) for wild in self.wild)


def _names(pattern: Pattern) -> NameSet:
    names = pattern.names
    assert names is not None
    return NameSet(frozenset(), (names,)) if _is_wild(names) else NameSet(names.names())


def _is_wild(names: NameClass) -> bool:
    return names.kind in ("anyName", "nsName") or any(map(_is_wild, names.parts))


def _samples(names: NameClass) -> Iterator[Name]:
    """Sample names: two name classes overlap if and only if one contains a sample of the other."""
    match names.kind:
        case "name":
            yield names.namespace, names.local
        case "anyName":
            yield _UNUSED_NAME, _UNUSED_NAME
        case "nsName":
            yield names.namespace, _UNUSED_NAME
    for part in (*names.parts, *names.without):
        yield from _samples(part)


@dataclass(slots=True)
class RestrictionChecker:
    """Checks the patterns of a schema; each pattern is checked once."""

    _kinds: dict[int, frozenset[str]] = field(default_factory=dict)
    _attributes: dict[int, NameSet] = field(default_factory=dict)
    _elements: dict[int, NameSet] = field(default_factory=dict)
    _contents: dict[int, int] = field(default_factory=dict)
    _seen: set[tuple[int, bool]] = field(default_factory=set)

    def check_start(self, start: Pattern) -> str:
        """What is wrong with the start pattern; "" if nothing."""
        return self._check_forbidden("start", start)

    def check_content(self, content: Pattern) -> str:
        """What is wrong with the content of an element; "" if nothing."""
        if "open" in self._kinds_in(content):
            return "an attribute of any name must stand in oneOrMore or zeroOrMore"
        return self._check(content)

    def _check(self, pattern: Pattern, in_list: bool = False) -> str:
        if (id(pattern), in_list) in self._seen or pattern.kind == "element":
            return ""
        self._seen.add((id(pattern), in_list))
        check = None if in_list and pattern.kind in ("group", "more") else _CHECKS.get(pattern.kind)
        if check and (wrong := check(self, pattern)):
            return wrong
        inner = (self._check(part, in_list or pattern.kind == "list") for part in pattern.parts)
        return next(filter(None, inner), "")

    # -- the kinds of pattern inside a pattern, without the content of its elements

    def _kinds_in(self, pattern: Pattern) -> frozenset[str]:
        """The kinds of pattern inside a pattern; `open` is an attribute of any name outside a repetition."""
        known = self._kinds.get(id(pattern))
        if known is None:
            known = self._kinds[id(pattern)] = self._collect_kinds(pattern)
        return known

    def _collect_kinds(self, pattern: Pattern) -> frozenset[str]:
        own = frozenset({pattern.kind})
        if pattern.kind in ("element", "data", "value", "text", "empty", "list"):
            return own
        if pattern.kind == "attribute":
            return own | {"open"} if _names(pattern).wild else own
        inner = frozenset().union(*map(self._kinds_in, pattern.parts))
        if pattern.kind == "more":
            return own | inner - {"open"}
        grouped = {"grouped attribute"} if pattern.kind in ("group", "interleave") and "attribute" in inner else set()
        return own | inner | grouped

    def _check_forbidden(self, parent: str, pattern: Pattern) -> str:
        """Section 7.1: patterns that are forbidden inside a list, an attribute and so on."""
        found = [kind for kind in _FORBIDDEN_IN[parent] if kind in self._kinds_in(pattern)]
        return f"{_NAMES_IN_MESSAGES.get(found[0], found[0])} may not stand in {parent}" if found else ""

    def _check_attribute(self, pattern: Pattern) -> str:
        return self._check_forbidden("attribute", pattern.parts[0])

    def _check_list(self, pattern: Pattern) -> str:
        return self._check_forbidden("list", pattern.parts[0])

    def _check_data(self, pattern: Pattern) -> str:
        return self._check_forbidden("except", pattern.parts[0]) if pattern.parts else ""

    # -- contents

    def _content_type(self, pattern: Pattern) -> int:
        """The content type of a pattern: _EMPTY, _COMPLEX or _SIMPLE."""
        known = self._contents.get(id(pattern))
        if known is None:
            if pattern.kind in ("data", "value", "list"):
                known = _SIMPLE
            elif pattern.kind in ("element", "text"):
                known = _COMPLEX
            elif pattern.kind == "attribute":
                known = _EMPTY
            else:
                known = max(map(self._content_type, pattern.parts), default=_EMPTY)
            self._contents[id(pattern)] = known
        return known

    def _check_more(self, pattern: Pattern) -> str:
        (inner,) = pattern.parts
        if "grouped attribute" in self._kinds_in(inner):
            return "an attribute in a group may not stand in oneOrMore or zeroOrMore"
        if self._content_type(inner) == _SIMPLE:
            return "a value may not be repeated without list"
        return ""

    def _check_group(self, pattern: Pattern) -> str:
        """Sections 7.2 and 7.3: a value is the only content, and an attribute occurs once."""
        one, other = pattern.parts
        contents = self._content_type(one), self._content_type(other)
        if _SIMPLE in contents and _EMPTY not in contents:
            return "a value may not stand beside elements, words or another value"
        if twice := self._names_in(one, "attribute").common_name(self._names_in(other, "attribute")):
            return f"the attribute {twice} comes twice"
        return ""

    def _check_interleave(self, pattern: Pattern) -> str:
        """Section 7.4: an element or text may belong to one part of an interleave only."""
        one, other = pattern.parts
        if wrong := self._check_group(pattern):
            return wrong
        if "text" in self._kinds_in(one) and "text" in self._kinds_in(other):
            return "words may stand in one part of an interleave alone"
        if twice := self._names_in(one, "element").common_name(self._names_in(other, "element")):
            return f"the element {twice} stands in two parts of an interleave"
        return ""

    def _names_in(self, pattern: Pattern, kind: str) -> NameSet:
        """The names of the attributes or elements in a pattern."""
        memo = self._attributes if kind == "attribute" else self._elements
        known = memo.get(id(pattern))
        if known is None:
            known = NameSet()
            if pattern.kind == kind:
                known = _names(pattern)
            elif kind in self._kinds_in(pattern):
                for part in pattern.parts:
                    known = known.union(self._names_in(part, kind))
            memo[id(pattern)] = known
        return known


_CHECKS: dict[str, Callable[[RestrictionChecker, Pattern], str]] = {
    "attribute": RestrictionChecker._check_attribute,
    "list": RestrictionChecker._check_list,
    "data": RestrictionChecker._check_data,
    "more": RestrictionChecker._check_more,
    "group": RestrictionChecker._check_group,
    "interleave": RestrictionChecker._check_interleave,
}


def find_violation(start: Pattern, elements: Sequence[Pattern]) -> tuple[Pattern | None, str] | None:
    """The first element that violates a restriction (None for the start), and the violation; None if there is none."""
    restrictions = RestrictionChecker()
    if wrong := restrictions.check_start(start):
        return None, wrong
    for element in elements:
        if wrong := restrictions.check_content(content_of(element)):
            return element, wrong
    return None
