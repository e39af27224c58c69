"""Start tags against a schema: which attributes may stand together, and which values decide about others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from edition.validate.patterns import Name, Pattern, Patterns, content_of
from edition.validate.wording import attribute_name, clark, needed_attributes

_NO_VALUES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StartTag:
    """What a schema makes of an element's attributes: what their values must be, and what may stand inside.

    `deciding` are attributes whose name leads to several things, which only the value tells apart.
    """

    values: tuple[tuple[str, Pattern], ...]
    content: Pattern
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StartTags:
    """Judges start tags. What was found is kept by attribute names, and by the values of those that decide."""

    patterns: Patterns
    matches: Callable[[Pattern, str, etree._Element], bool]

    def of(self, element: etree._Element, pattern: Pattern) -> StartTag:
        """What the definition of an element makes of the attributes of one."""
        names = tuple(map(str, element.keys()))
        tag = pattern.start_tags.get(names)
        if tag is None:
            tag = pattern.start_tags[names] = self._read(element, pattern, names)
        assert isinstance(tag, StartTag)
        return self._decided(element, pattern, names, tag) if tag.deciding else tag

    def _decided(self, element: etree._Element, pattern: Pattern, names: tuple[str, ...], tag: StartTag) -> StartTag:
        """The start tag where values decide: these are read first, and what the others must be follows from them."""
        deciding: tuple[str, ...] = ()
        while more := tuple(name for name in tag.deciding if name not in deciding):
            deciding += more
            values = {name: element.get(name, "") for name in deciding}
            key = names, tuple(values.items()), self._context(element, pattern)
            known = pattern.start_tags.get(key)
            if known is None:
                order = (*deciding, *(name for name in names if name not in values))
                known = pattern.start_tags[key] = self._read(element, pattern, order, values)
            assert isinstance(known, StartTag)
            tag = known
        return tag

    def _context(self, element: etree._Element, pattern: Pattern) -> object:
        """The namespaces in scope, where a value may be a name with a prefix."""
        return tuple(element.nsmap.items()) if content_of(pattern).has_names else None

    def _read(
        self,
        element: etree._Element,
        pattern: Pattern,
        names: Sequence[str],
        values: Mapping[str, str] = _NO_VALUES,
    ) -> StartTag:
        """Attributes against the schema one after the other, given the values of those that decide."""
        patterns = self.patterns
        left = content_of(pattern)
        unknown: list[str] = []
        deciding: list[str] = []
        found: list[tuple[str, Pattern]] = []
        for written in names:
            pairs = patterns.after_attribute(left, name_of(written))
            if not pairs:
                unknown.append(written)
                continue
            found.append((written, patterns.choice(attribute.parts[0] for attribute, _ in pairs)))
            if len(pairs) > 1 and _differ_by_value(pairs):
                deciding.append(written)
                pairs = self._taken(element, pairs, values.get(written)) or pairs
            left = patterns.choice(rest for _, rest in pairs)
        closed = patterns.closed(left)
        missing: tuple[str, ...] = ()
        if closed is patterns.none:
            missing = tuple(sorted(needed_attributes(left)))
            closed = patterns.without_attributes(left)
        return StartTag(tuple(found), closed, tuple(unknown), missing, tuple(deciding))

    def _taken(
        self, element: etree._Element, pairs: Sequence[tuple[Pattern, Pattern]], value: str | None
    ) -> tuple[tuple[Pattern, Pattern], ...]:
        if value is None:
            return ()
        return tuple(pair for pair in pairs if self.matches(pair[0].parts[0], value, element))

    def excluding(self, element: etree._Element, pattern: Pattern, name: str) -> Iterator[str]:
        """The attributes of an element beside which a known attribute may not stand, and the value that says so."""
        given = {str(key): str(value) for key, value in element.items()}
        for other in given.keys() - {name}:
            rest = [key for key in given if key not in (name, other)]
            if name in self._read(element, pattern, [other, name]).unknown:
                yield attribute_name(other)
            elif name not in self._read(element, pattern, [*rest, name], given).unknown:
                yield f"{attribute_name(other)}=«{given[other]}»"


def name_of(written: str) -> Name:
    """The namespace and the local name of what lxml writes as one."""
    namespace, _, local = written.rpartition("}")
    return namespace[1:], local


def _differ_by_value(pairs: Sequence[tuple[Pattern, Pattern]]) -> bool:
    """Whether what follows an attribute depends on its value."""
    rests: dict[int, set[int]] = {}
    for attribute, rest in pairs:
        rests.setdefault(id(attribute.parts[0]), set()).add(id(rest))
    first, *others = rests.values()
    return any(other != first for other in others)


def known_names(attributes: Sequence[Pattern]) -> tuple[str, ...]:
    """The names that attributes of a schema may have, as they are written."""
    return tuple(sorted({attribute_name(clark(n)) for a in attributes for n in (a.names.names() if a.names else ())}))
