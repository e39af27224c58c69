"""What RELAX NG forbids of a schema though every part of it is well written (sections 7.1 to 7.4 of its specification).

An attribute twice, a value beside elements, words in both parts of an interleave, and the like: such a schema has no
meaning, or one that its author did not see.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from edition.validate.patterns import Name, NameClass, Pattern, content_of
from edition.validate.wording import attribute_name, clark

_NOT_IN: dict[str, tuple[str, ...]] = {
    "attribute": ("attribute", "element"),
    "list": ("list", "element", "attribute", "text", "interleave"),
    "except": ("attribute", "element", "list", "text", "group", "interleave", "more", "empty"),
    "start": ("attribute", "data", "value", "text", "list", "group", "interleave", "more", "empty"),
}
_SHOWN = {"more": "oneOrMore"}
_EMPTY, _COMPLEX, _SIMPLE = range(3)  # what a content is made of: nothing, elements and words, or a value
_STRANGE = "\0"  # a namespace or local name that no schema spells out


@dataclass(frozen=True, slots=True)
class Names:
    """Names of attributes or elements: those spelt out, and the wildcards."""

    plain: frozenset[Name] = frozenset()
    wild: tuple[NameClass, ...] = ()

    def joined(self, other: "Names") -> "Names":
        """The names of both."""
        return Names(self.plain | other.plain, self.wild + other.wild) if self != other else self

    def common(self, other: "Names") -> str:
        """A name that is in both, as messages show it; "" if there is none."""
        for name in sorted(self.plain & other.plain):
            return attribute_name(clark(name))
        for name in sorted(self._samples(other) | other._samples(self)):
            if self._holds(name) and other._holds(name):
                return "of any name" if _STRANGE in name else attribute_name(clark(name))
        return ""

    def _samples(self, other: "Names") -> set[Name]:
        return {name for wild in self.wild for name in (*_samples(wild), *other.plain)}

    def _holds(self, name: Name) -> bool:
        return name in self.plain or any(wild.holds(name) for wild in self.wild)


def _names(pattern: Pattern) -> Names:
    names = pattern.names
    assert names is not None
    return Names(frozenset(), (names,)) if _is_wild(names) else Names(names.names())


def _is_wild(names: NameClass) -> bool:
    return names.kind in ("anyName", "nsName") or any(map(_is_wild, names.parts))


def _samples(names: NameClass) -> Iterator[Name]:
    """Names of which one is in another class whenever the two have any in common."""
    match names.kind:
        case "name":
            yield names.namespace, names.local
        case "anyName":
            yield _STRANGE, _STRANGE
        case "nsName":
            yield names.namespace, _STRANGE
    for part in (*names.parts, *names.without):
        yield from _samples(part)


@dataclass(slots=True)
class Restrictions:
    """Checks the patterns of a schema; each is looked at once, wherever it stands."""

    _kinds: dict[int, frozenset[str]] = field(default_factory=dict)
    _attributes: dict[int, Names] = field(default_factory=dict)
    _elements: dict[int, Names] = field(default_factory=dict)
    _contents: dict[int, int] = field(default_factory=dict)
    _seen: set[tuple[int, bool]] = field(default_factory=set)

    def of_start(self, start: Pattern) -> str:
        """What is wrong with what a document may begin with; "" if nothing."""
        return self._forbidden("start", start)

    def of_content(self, content: Pattern) -> str:
        """What is wrong with what an element holds; "" if nothing."""
        if "open" in self._inside(content):
            return "an attribute of any name must stand in oneOrMore or zeroOrMore"
        return self._wrong(content)

    def _wrong(self, pattern: Pattern, in_list: bool = False) -> str:
        if (id(pattern), in_list) in self._seen or pattern.kind == "element":
            return ""
        self._seen.add((id(pattern), in_list))
        check = None if in_list and pattern.kind in ("group", "more") else _CHECKS.get(pattern.kind)
        if check and (wrong := check(self, pattern)):
            return wrong
        inner = (self._wrong(part, in_list or pattern.kind == "list") for part in pattern.parts)
        return next(filter(None, inner), "")

    # -- what stands in a pattern, not counting what stands in elements of it

    def _inside(self, pattern: Pattern) -> frozenset[str]:
        """The kinds of pattern in one; `open` is an attribute of any name that no repetition holds."""
        known = self._kinds.get(id(pattern))
        if known is None:
            known = self._kinds[id(pattern)] = self._found_inside(pattern)
        return known

    def _found_inside(self, pattern: Pattern) -> frozenset[str]:
        own = frozenset({pattern.kind})
        if pattern.kind in ("element", "data", "value", "text", "empty", "list"):
            return own
        if pattern.kind == "attribute":
            return own | {"open"} if _names(pattern).wild else own
        inner = frozenset().union(*map(self._inside, pattern.parts))
        if pattern.kind == "more":
            return own | inner - {"open"}
        grouped = {"grouped attribute"} if pattern.kind in ("group", "interleave") and "attribute" in inner else set()
        return own | inner | grouped

    def _forbidden(self, home: str, pattern: Pattern) -> str:
        """Section 7.1: what may not stand in a list, an attribute and so on."""
        found = [kind for kind in _NOT_IN[home] if kind in self._inside(pattern)]
        return f"{_SHOWN.get(found[0], found[0])} may not stand in {home}" if found else ""

    def _in_attribute(self, pattern: Pattern) -> str:
        return self._forbidden("attribute", pattern.parts[0])

    def _in_list(self, pattern: Pattern) -> str:
        return self._forbidden("list", pattern.parts[0])

    def _in_data(self, pattern: Pattern) -> str:
        return self._forbidden("except", pattern.parts[0]) if pattern.parts else ""

    # -- contents

    def _content(self, pattern: Pattern) -> int:
        """What a content is made of."""
        known = self._contents.get(id(pattern))
        if known is None:
            if pattern.kind in ("data", "value", "list"):
                known = _SIMPLE
            elif pattern.kind in ("element", "text"):
                known = _COMPLEX
            elif pattern.kind == "attribute":
                known = _EMPTY
            else:
                known = max(map(self._content, pattern.parts), default=_EMPTY)
            self._contents[id(pattern)] = known
        return known

    def _in_more(self, pattern: Pattern) -> str:
        (inner,) = pattern.parts
        if "grouped attribute" in self._inside(inner):
            return "an attribute in a group may not stand in oneOrMore or zeroOrMore"
        if self._content(inner) == _SIMPLE:
            return "a value may not be repeated without list"
        return ""

    def _in_group(self, pattern: Pattern) -> str:
        """Sections 7.2 and 7.3: a value stands alone, and an attribute comes once."""
        one, other = pattern.parts
        contents = self._content(one), self._content(other)
        if _SIMPLE in contents and _EMPTY not in contents:
            return "a value may not stand beside elements, words or another value"
        if twice := self._named(one, "attribute").common(self._named(other, "attribute")):
            return f"the attribute {twice} comes twice"
        return ""

    def _in_interleave(self, pattern: Pattern) -> str:
        """Section 7.4: it must be clear to which part of an interleave an element or words belong."""
        one, other = pattern.parts
        if wrong := self._in_group(pattern):
            return wrong
        if "text" in self._inside(one) and "text" in self._inside(other):
            return "words may stand in one part of an interleave alone"
        if twice := self._named(one, "element").common(self._named(other, "element")):
            return f"the element {twice} stands in two parts of an interleave"
        return ""

    def _named(self, pattern: Pattern, kind: str) -> Names:
        """The names of the attributes or elements in a pattern."""
        memo = self._attributes if kind == "attribute" else self._elements
        known = memo.get(id(pattern))
        if known is None:
            known = Names()
            if pattern.kind == kind:
                known = _names(pattern)
            elif kind in self._inside(pattern):
                for part in pattern.parts:
                    known = known.joined(self._named(part, kind))
            memo[id(pattern)] = known
        return known


_CHECKS: dict[str, Callable[[Restrictions, Pattern], str]] = {
    "attribute": Restrictions._in_attribute, "list": Restrictions._in_list, "data": Restrictions._in_data,
    "more": Restrictions._in_more, "group": Restrictions._in_group, "interleave": Restrictions._in_interleave,
}  # fmt: skip


def first_breach(start: Pattern, elements: Sequence[Pattern]) -> tuple[Pattern | None, str] | None:
    """The first element (None: the start) that breaks a restriction, and how."""
    restrictions = Restrictions()
    if wrong := restrictions.of_start(start):
        return None, wrong
    for element in elements:
        if wrong := restrictions.of_content(content_of(element)):
            return element, wrong
    return None
