"""Look up the definitions of a schema by names of elements, for the validator and its messages; results are cached."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from edition.validate.habits import load_habits
from edition.validate.message_text import collect_names
from edition.validate.patterns import Name, NameClass, Pattern, content_of
from edition.validate.schema_reader import Schema
from edition.validate.start_tags import known_names, split_name


@dataclass
class SchemaIndex:
    """The names and definitions of one schema."""

    schema: Schema
    _names_by_tag: dict[str, Name] = field(default_factory=dict)
    _definitions: dict[Name, list[Pattern]] = field(default_factory=dict)
    _parents: dict[Name, tuple[str, ...]] = field(default_factory=dict)
    _children: dict[int, tuple[Pattern, ...]] = field(default_factory=dict)
    _child_definitions: "dict[int, _ChildDefinitions]" = field(default_factory=dict)
    _allowed: dict[int, tuple[Name, ...]] = field(default_factory=dict)

    def name_of(self, element: etree._Element) -> Name:
        """The namespace and the local name of an element."""
        tag = str(element.tag)
        known = self._names_by_tag.get(tag)
        if known is None:
            known = self._names_by_tag[tag] = split_name(tag)
        return known

    @cached_property
    def elements(self) -> Sequence[Pattern]:
        """Every element pattern that can be reached from the start of the schema."""
        found: list[Pattern] = []
        seen: set[int] = set()
        todo = [self.schema.start]
        while todo:
            pattern = todo.pop()
            if id(pattern) in seen:
                continue
            seen.add(id(pattern))
            if pattern.kind == "element":
                found.append(pattern)
                todo.append(content_of(pattern))
            elif pattern.kind != "attribute":
                todo += pattern.parts
        return found

    def definitions(self, name: Name) -> list[Pattern]:
        """The definitions of elements with a name anywhere in the schema; most schemas have one for each name."""
        found = self._definitions.get(name)
        if found is None:
            found = [p for p in self.elements if p.names is not None and p.names.contains(name)]
            self._definitions[name] = found
        return found

    @cached_property
    def names(self) -> frozenset[Name]:
        """The names of all elements."""
        return frozenset(collect_names(self.elements))

    @cached_property
    def _wildcards(self) -> tuple[NameClass, ...]:
        found = dict.fromkeys(one.names for one in self.elements if one.names is not None and one.names.has_wildcard())
        return tuple(found)

    def is_known(self, name: Name) -> bool:
        """Whether an element of a name may stand anywhere."""
        return name in self.names or any(wildcard.contains(name) for wildcard in self._wildcards)

    def allowed_in(self, content: Pattern) -> tuple[Name, ...]:
        """The names of the elements that may come next, sorted."""
        found = self._allowed.get(id(content))
        if found is None:
            found = self._allowed[id(content)] = tuple(sorted(collect_names(self.schema.patterns.first(content))))
        return found

    @cached_property
    def names_by_local_name(self) -> dict[str, Name]:
        """Local name -> name, of all elements."""
        return {name[1]: name for name in sorted(self.names, reverse=True)}

    @cached_property
    def namespaces(self) -> frozenset[str]:
        """The namespaces of all elements."""
        return frozenset(name[0] for name in self.names)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The local names of all elements, sorted."""
        return tuple(sorted(self.names_by_local_name))

    def attributes_of(self, element: Pattern) -> tuple[Pattern, ...]:
        """The attributes of an element pattern."""
        return self.schema.patterns.attributes_of(content_of(element))

    def format_with_look(self, written: str, meant: str) -> str:
        """A start tag that says what an element of HTML says, such as <hi rend="bold"> for b; else the name alone."""
        look = load_habits().looks.get(written, "")
        definitions = self.definitions(self.names_by_local_name[meant]) if look else []
        name = look.partition("=")[0]
        is_known = any(name in known_names(self.attributes_of(definition)) for definition in definitions)
        return f"<{meant} {look}>" if is_known else meant

    def sort_attributes(self, names: Sequence[str]) -> tuple[str, ...]:
        """The names of attributes with those first that the fewest elements have, because they tell most."""
        return tuple(sorted(names, key=lambda name: (self._attribute_counts[name], name)))

    @cached_property
    def _attribute_counts(self) -> Counter[str]:
        return Counter(name for one in self.elements for name in known_names(self.attributes_of(one)))

    def definitions_of(self, element: etree._Element) -> tuple[Pattern, ...]:
        """The definitions of an element that its ancestors allow."""
        parent = element.getparent()
        name = self.name_of(element)
        if parent is None:
            return tuple(pattern for pattern, _ in self.schema.patterns.after_element(self.schema.start, name))
        above = self.definitions_of(parent)
        if len(above) == 1:
            return self._definitions_in(above[0], name)
        return tuple(pattern for definition in above for pattern in self._definitions_in(definition, name))

    def _definitions_in(self, definition: Pattern, name: Name) -> tuple[Pattern, ...]:
        """The definitions of the children with a name in the content of a definition."""
        found = self._child_definitions.get(id(definition))
        if found is None:
            found = self._child_definitions[id(definition)] = _ChildDefinitions(
                self.children_of(content_of(definition))
            )
        return found.find(name)

    def definition_contains(self, definition: Pattern, name: Name) -> bool:
        """Whether elements by a definition may contain a child with a name at any position."""
        return bool(self._definitions_in(definition, name))

    def parents_of(self, name: Name) -> tuple[str, ...]:
        """The local names of the elements that may contain an element with a name, sorted."""
        if name not in self._parents:
            above = [one for one in self.elements if one.names is not None and self.definition_contains(one, name)]
            self._parents[name] = tuple(sorted({local for _, local in collect_names(above)}))
        return self._parents[name]

    def may_hold_text(self, definition: Pattern) -> bool:
        """Whether elements by a definition may hold text of their own."""
        return _holds_text(content_of(definition))

    def may_contain(self, element: etree._Element, name: Name) -> bool:
        """Whether an element may contain a child with a name at any position."""
        return any(self._definitions_in(definition, name) for definition in self.definitions_of(element))

    def children_of(self, content: Pattern) -> tuple[Pattern, ...]:
        """Every element pattern inside a pattern, but not inside another element pattern."""
        found = self._children.get(id(content))
        if found is None:
            found = self._children[id(content)] = tuple(_find_elements(content))
        return found

    def documentation_of(self, element: etree._Element, attribute: str) -> str:
        """The description of an attribute of an element in the schema, or ""."""
        name = split_name(attribute)
        for pattern in self.definitions_of(element):
            for one in self.attributes_of(pattern):
                if one.names is not None and one.names.contains(name) and one.words:
                    return one.words
        return ""


class _ChildDefinitions:
    """The element patterns inside one content, by name."""

    def __init__(self, children: Sequence[Pattern]) -> None:
        self._by_name: dict[Name, list[Pattern]] = {}
        self._wildcards: list[Pattern] = []
        for child in children:
            assert child.names is not None
            if child.names.has_wildcard():
                self._wildcards.append(child)
            else:
                for name in child.names.names():
                    self._by_name.setdefault(name, []).append(child)

    def find(self, name: Name) -> tuple[Pattern, ...]:
        """The patterns that allow a name."""
        wild = (one for one in self._wildcards if one.names is not None and one.names.contains(name))
        return (*self._by_name.get(name, ()), *wild)


def _find_elements(content: Pattern) -> list[Pattern]:
    """Every element pattern inside a pattern, but not inside another element pattern, in the order of the schema."""
    found: list[Pattern] = []
    seen: set[int] = set()
    todo = [content]
    while todo:
        pattern = todo.pop()
        if id(pattern) in seen:
            continue
        seen.add(id(pattern))
        if pattern.kind == "element":
            found.append(pattern)
        elif pattern.kind != "attribute":
            todo += reversed(pattern.parts)
    return found


def _holds_text(content: Pattern) -> bool:
    """Whether a pattern holds text or data, outside attributes and elements."""
    if content.kind in ("text", "data", "value", "list"):
        return True
    return content.kind not in ("attribute", "element") and any(map(_holds_text, content.parts))
