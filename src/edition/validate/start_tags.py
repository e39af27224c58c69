"""Compare start tags with a schema: which attributes are allowed together, and which values decide about others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lxml import etree

from edition.validate.message_text import find_required_attributes, format_attribute, to_clark_name
from edition.validate.patterns import Name, Pattern, Patterns, content_of
from edition.validate.values import Namespaces, add_entities

_NO_VALUES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StartTag:
    """The attributes of an element compared with the schema.

    `values`: the attributes with the patterns of their values, and the functions that check them (None where a value
    may be a name with a prefix, which depends on the element). `content`: the pattern of the content. `unknown`,
    `missing`: attributes that are not allowed, or that are required. `deciding`: attributes with several patterns of
    which the value selects one.
    """

    values: tuple[tuple[str, Pattern, Callable[[str], bool] | None], ...]
    content: Pattern
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()


@dataclass(slots=True)
class StartTagReader:
    """Reads start tags; results are cached by attribute names, and by the values of deciding attributes."""

    patterns: Patterns
    matches: Callable[[Pattern, str, etree._Element], bool]
    entities: frozenset[str] = frozenset()  # the unparsed entities of the document

    def read(self, element: etree._Element, pattern: Pattern) -> StartTag:
        """Compare the attributes of an element with a definition."""
        names = tuple(map(str, element.keys()))
        tag = pattern.start_tags.get(names)
        if tag is None:
            tag = pattern.start_tags[names] = self._read(element, pattern, names)
        assert isinstance(tag, StartTag)
        return self._read_with_values(element, pattern, names, tag) if tag.deciding else tag

    def _read_with_values(
        self, element: etree._Element, pattern: Pattern, names: tuple[str, ...], tag: StartTag
    ) -> StartTag:
        """The start tag where values decide: the deciding attributes are read first, then the others."""
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
        """The namespaces in scope, if a value may be a name with a prefix, else None."""
        return tuple(self.find_context(element).items()) if content_of(pattern).has_names else None

    def find_context(self, element: etree._Element) -> Namespaces:
        """The namespaces and unparsed entities that hold at an element."""
        return add_entities(element.nsmap, self.entities)

    def _read(
        self,
        element: etree._Element,
        pattern: Pattern,
        names: Sequence[str],
        values: Mapping[str, str] = _NO_VALUES,
    ) -> StartTag:
        """Compare attributes with the schema one after the other, given the values of the deciding ones."""
        patterns = self.patterns
        left = content_of(pattern)
        unknown: list[str] = []
        deciding: list[str] = []
        found: list[tuple[str, Pattern]] = []
        for written in names:
            pairs = patterns.after_attribute(left, split_name(written))
            if not pairs:
                unknown.append(written)
                continue
            found.append((written, patterns.choice(attribute.parts[0] for attribute, _ in pairs)))
            if len(pairs) > 1 and _differ_by_value(pairs):
                deciding.append(written)
                pairs = self._select_by_value(element, pairs, values.get(written)) or pairs
            left = patterns.choice(rest for _, rest in pairs)
        closed = patterns.close_start_tag(left)
        missing: tuple[str, ...] = ()
        if closed is patterns.none:
            missing = tuple(sorted(find_required_attributes(left)))
            closed = patterns.without_attributes(left)
        checked = tuple((name, value, None if value.has_names else patterns.check_of(value)) for name, value in found)
        return StartTag(checked, closed, tuple(unknown), missing, tuple(deciding))

    def _select_by_value(
        self, element: etree._Element, pairs: Sequence[tuple[Pattern, Pattern]], value: str | None
    ) -> tuple[tuple[Pattern, Pattern], ...]:
        if value is None:
            return ()
        return tuple(pair for pair in pairs if self.matches(pair[0].parts[0], value, element))

    def find_excluding(self, element: etree._Element, pattern: Pattern, name: str) -> Iterator[str]:
        """The attributes of an element that exclude a known attribute, with their value where the value decides."""
        attributes = {str(key): str(value) for key, value in element.items()}
        for other in attributes.keys() - {name}:
            rest = [key for key in attributes if key not in (name, other)]
            if name in self._read(element, pattern, [other, name]).unknown:
                yield format_attribute(other)
            elif name not in self._read(element, pattern, [*rest, name], attributes).unknown:
                yield f"{format_attribute(other)}=«{attributes[other]}»"


def split_name(written: str) -> Name:
    """The namespace and the local name of a name in Clark notation (`{namespace}local`)."""
    namespace, _, local = written.rpartition("}")
    return namespace[1:], local


def _differ_by_value(pairs: Sequence[tuple[Pattern, Pattern]]) -> bool:
    """Whether the rest of the start tag depends on the value of an attribute."""
    rests: dict[int, set[int]] = {}
    for attribute, rest in pairs:
        rests.setdefault(id(attribute.parts[0]), set()).add(id(rest))
    first, *others = rests.values()
    return any(other != first for other in others)


def known_names(attributes: Sequence[Pattern]) -> tuple[str, ...]:
    """The names of the attributes of a schema, as messages write them."""
    return tuple(
        sorted({format_attribute(to_clark_name(n)) for a in attributes for n in (a.names.names() if a.names else ())})
    )
