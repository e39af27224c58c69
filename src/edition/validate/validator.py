"""Validate a document against a RELAX NG schema: each fault is reported once, and its consequences are not.

Codes: E411 unknown element · E412 misplaced element · E413 something is missing · E414 text where none is allowed ·
E415 unknown attribute · E416 missing attribute · E417 invalid value, or a pointer (IDREF) to no id · E418 duplicate id
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from edition.validate.identities import Identities
from edition.validate.message_text import (
    collect_names,
    collect_values,
    describe_value,
    element_labels,
    find_nearest,
    find_nearest_element,
    format_attribute,
    format_name,
    format_namespace,
    format_suggestion,
    join_names,
)
from edition.validate.patterns import Name, Pattern, content_of
from edition.validate.schema_reader import Schema
from edition.validate.start_tags import StartTag, StartTagReader, known_names, split_name
from edition.validate.white_space import is_blank, quote_words

_MAX_NESTED_CHOICES = 4  # nested alternatives; deeper ones take the first definition
_MAX_QUOTED = 60  # characters of text that a message quotes


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of an element; `documentation` is the description of the element or attribute in the schema, or ""."""

    element: etree._Element
    code: str
    message: str
    documentation: str = ""


@dataclass
class Validator:
    """Validates documents against one schema; caches of names and values are kept for the next document."""

    schema: Schema
    _known_matches: dict[object, bool] = field(default_factory=dict)
    _known_names_by_tag: dict[str, Name] = field(default_factory=dict)
    _elements: list[Pattern] = field(default_factory=list)
    _identities: Identities = field(default_factory=Identities)
    _namespace_faults: dict[etree._Element, list[Fault]] = field(default_factory=dict)  # the list that reports each
    _misplacements: dict[tuple[etree._Element, Name, int], str] = field(default_factory=dict)
    _tried: dict[tuple[etree._Element, int], list[Fault]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._start_tags = StartTagReader(self.schema.patterns, self._matches)

    def find_faults(self, root: etree._Element, entities: frozenset[str] = frozenset()) -> tuple[Fault, ...]:
        """The faults of a document, in document order; `entities` are the unparsed ones that its DOCTYPE declares."""
        self._start_tags.entities = entities
        found = self.schema.patterns.after_element(self.schema.start, self._name_of(root))
        if not found:
            return (Fault(root, "E412", self._explain_root(self._name_of(root))),)
        faults: list[Fault] = []
        self._identities.clear()
        self._tried.clear()
        self._namespace_faults.clear()
        self._misplacements.clear()
        self._check_element(root, self._choose_definition(root, [element for element, _ in found]), faults, 0)
        ids = [Fault(*fault) for fault in self._identities.find_faults(root)]
        places = {e: i for i, e in enumerate(root.iter(etree.Element))} if faults or ids else {}
        return tuple(sorted((*faults, *ids), key=lambda f: (places[f.element], f.code)))

    def _explain_root(self, name: Name) -> str:
        expected = collect_names(self.schema.patterns.first(self.schema.start))
        if meant := sorted(other for other, local in expected if local == name[1]):
            return f"the document's root {format_name(name)} is {_explain_namespace(name[0], meant[0])}"
        names = join_names(sorted(map(format_name, expected)))
        return f"the document begins with {format_name(name)}; it must begin with {names}"

    def _name_of(self, element: etree._Element) -> Name:
        tag = str(element.tag)
        known = self._known_names_by_tag.get(tag)
        if known is None:
            known = self._known_names_by_tag[tag] = split_name(tag)
        return known

    # -- one element

    def _choose_definition(self, element: etree._Element, candidates: Sequence[Pattern], depth: int = 0) -> Pattern:
        """Of several possible definitions of an element, the one with the fewest faults."""
        if len(candidates) == 1 or depth > _MAX_NESTED_CHOICES:
            return candidates[0]
        return min(candidates, key=lambda c: len(self._try_definition(element, c, depth)))

    def _try_definition(self, element: etree._Element, pattern: Pattern, depth: int) -> list[Fault]:
        faults: list[Fault] = []
        self._check_element(element, pattern, faults, depth + 1)
        return faults

    def _check_element(self, element: etree._Element, pattern: Pattern, faults: list[Fault], depth: int) -> None:
        tag = self._start_tags.read(element, pattern)
        for name, value in tag.values:
            self._check_value(element, name, value, faults)
        if tag.unknown or tag.missing:
            self._report_attributes(element, pattern, tag, faults)
        if tag.content.has_data:
            self._check_text_content(element, tag.content, faults, depth)
        else:
            self._check_children(element, tag.content, faults, depth)

    def _matches(self, pattern: Pattern, words: str, element: etree._Element) -> bool:
        """Whether a pattern matches a value of an attribute, or the text of an element."""
        namespaces = self._start_tags.find_context(element) if pattern.has_names else {}
        key = id(pattern), words, tuple(namespaces.items()) if namespaces else ()
        good = self._known_matches.get(key)
        if good is None:
            good = self._known_matches[key] = self.schema.patterns.matches(pattern, words, namespaces)
        return good

    def _check_value(self, element: etree._Element, name: str, value: Pattern, faults: list[Fault]) -> None:
        words = element.get(name, "")
        is_good = self._matches(value, words, element)
        if value.data is not None:
            self._identities.record(element, name, value.data, is_good)
        if not is_good:
            near = format_suggestion(find_nearest(words, tuple(collect_values(value))))
            message = (
                f"{format_attribute(name)}=«{words}» on {self._label(element)} must be {describe_value(value)}{near}"
            )
            faults.append(Fault(element, "E417", message, self._documentation_of(element, name)))

    def _report_attributes(self, element: etree._Element, pattern: Pattern, tag: StartTag, faults: list[Fault]) -> None:
        label = self._label(element)
        known = known_names(self._attributes(pattern))
        condition = "".join(f" beside {format_attribute(name)}=«{element.get(name)}»" for name in tag.deciding)
        for name in tag.unknown:
            faults.append(Fault(element, "E415", self._explain_attribute(element, pattern, name, known), pattern.words))
        for name in tag.missing:
            faults.append(Fault(element, "E416", f"{label} needs the attribute {name}{condition}", pattern.words))

    def _explain_attribute(self, element: etree._Element, pattern: Pattern, name: str, known: tuple[str, ...]) -> str:
        label, written = self._label(element), format_attribute(name)
        if any(a.names is not None and a.names.contains(split_name(name)) for a in self._attributes(pattern)):
            others = sorted(self._start_tags.find_excluding(element, pattern, name))
            return f"{written} may not stand on {label} beside {' or '.join(others) or 'its other attributes'}"
        near = f"xml:{written}" if f"xml:{written}" in known else find_nearest(written, known)
        return f"{label} has no attribute {written}{format_suggestion(near, known, 'it has')}"

    def _attributes(self, pattern: Pattern) -> tuple[Pattern, ...]:
        return self.schema.patterns.attributes_of(content_of(pattern))

    def _documentation_of(self, element: etree._Element, attribute: str) -> str:
        """The description of an attribute of an element in the schema, or ""."""
        name = split_name(attribute)
        for pattern in self._definitions_of(element):
            for one in self._attributes(pattern):
                if one.names is not None and one.names.contains(name) and one.words:
                    return one.words
        return ""

    def _definitions_of(self, element: etree._Element) -> Iterator[Pattern]:
        parent = element.getparent()
        name = self._name_of(element)
        if parent is None:
            yield from (p for p, _ in self.schema.patterns.after_element(self.schema.start, name))
            return
        for pattern in self._definitions_of(parent):
            first = self._child_elements(content_of(pattern), set())
            yield from (p for p in first if p.names is not None and p.names.contains(name))

    def _child_elements(self, pattern: Pattern, seen: set[int]) -> Iterator[Pattern]:
        """Every element pattern inside a pattern, but not inside another element pattern."""
        if id(pattern) in seen:
            return
        seen.add(id(pattern))
        if pattern.kind == "element":
            yield pattern
        elif pattern.kind != "attribute":
            for part in pattern.parts:
                yield from self._child_elements(part, seen)

    # -- content

    def _check_text_content(self, element: etree._Element, content: Pattern, faults: list[Fault], depth: int) -> None:
        """Check the text of an element whose content is a datatype or a list."""
        if any(isinstance(child.tag, str) for child in element):
            self._check_children(element, content, faults, depth)
            return
        words = "".join((element.text or "", *(child.tail or "" for child in element)))
        if not self._matches(content, words, element):
            quoted = quote_words(words, _MAX_QUOTED)
            message = f"{self._label(element)} holds «{quoted}», which must be {describe_value(content)}"
            faults.append(Fault(element, "E417" if quoted else "E413", message))

    def _check_children(self, element: etree._Element, content: Pattern, faults: list[Fault], depth: int) -> None:
        patterns = self.schema.patterns
        text = element.text
        if text and not is_blank(text):
            content = self._check_text(element, content, text, faults)
        for child in element:
            if isinstance(child.tag, str):
                found = patterns.after_element(content, self._known_names_by_tag.get(child.tag) or self._name_of(child))
                if len(found) == 1:
                    pattern, content = found[0]
                    self._check_element(child, pattern, faults, depth)
                elif found:
                    content = self._check_alternatives(child, found, faults, depth)
                else:
                    content = self._check_misplaced(child, element, content, faults, depth)
            text = child.tail
            if text and not is_blank(text):
                content = self._check_text(element, content, text, faults)
        if not content.nullable:
            needed = join_names(element_labels(patterns.first(content)))
            message = f"{self._label(element)} is incomplete: {needed or 'something'} is missing at its end"
            faults.append(Fault(element, "E413", message))

    def _check_alternatives(
        self, child: etree._Element, found: Sequence[tuple[Pattern, Pattern]], faults: list[Fault], depth: int
    ) -> Pattern:
        """Check a child with several possible definitions; the rest continues with each definition without fault."""
        ways = [(self._faults_by_definition(child, pattern, depth), pattern, rest) for pattern, rest in found]
        good = [rest for found_faults, _, rest in ways if not found_faults]
        if good:
            return self.schema.patterns.choice(good)
        fewest, _, rest = min(ways, key=lambda way: len(way[0]))
        faults += fewest
        return rest

    def _faults_by_definition(self, child: etree._Element, pattern: Pattern, depth: int) -> list[Fault]:
        """The faults of an element by a definition; computed once for each pair."""
        key = child, id(pattern)
        if key not in self._tried:
            self._tried[key] = self._try_definition(child, pattern, depth)
        return self._tried[key]

    def _check_text(self, element: etree._Element, content: Pattern, text: str, faults: list[Fault]) -> Pattern:
        after = self.schema.patterns.after_text(content, text)
        if after is not self.schema.patterns.none:
            return after
        quoted = quote_words(text, _MAX_QUOTED)
        message = f"in {self._label(element)} no words may stand outside its elements: «{quoted}»"
        faults.append(Fault(element, "E414", message))
        return content

    def _check_misplaced(
        self, child: etree._Element, element: etree._Element, content: Pattern, faults: list[Fault], depth: int
    ) -> Pattern:
        """Report a child that is not allowed here; continue after what is missing before it, or without the child."""
        patterns, name = self.schema.patterns, self._name_of(child)
        label, parent_label = self._label(child), self._label(element)
        if name not in self._known_names:
            return self._check_unknown(child, content, faults, depth)
        if not content.nullable:
            for needed in sorted(collect_names(patterns.first(content))):
                for _, rest in patterns.after_element(content, needed):
                    if found := patterns.after_element(rest, name):
                        message = (
                            f"{label} comes too early in {parent_label}: {format_name(needed)} is missing before it"
                        )
                        faults.append(Fault(child, "E413", message))
                        self._check_element(
                            child, self._choose_definition(child, [p for p, _ in found], depth), faults, depth
                        )
                        return patterns.choice(after for _, after in found)
        key = element, name, id(content)
        if key not in self._misplacements:
            self._misplacements[key] = self._explain_misplacement(
                child, element, element_labels(patterns.first(content))
            )
        faults.append(Fault(child, "E412", self._misplacements[key]))
        self._check_content(child, faults, depth)
        return content

    def _explain_misplacement(self, child: etree._Element, element: etree._Element, allowed: tuple[str, ...]) -> str:
        """Why an element is not allowed here: it comes too late, or belongs elsewhere."""
        label, parent_label = self._label(child), self._label(element)
        if (before := self._find_later_sibling(child, element)) is not None:
            is_first = next(element.iterchildren(before.tag)) is before
            message = f"{'the first ' if is_first else ''}{self._label(before)}"
            return f"{label} may not stand here in {parent_label}: it must come before {message}"
        if near := find_nearest(label, allowed, 0.75):
            return f"{label} may not stand here in {parent_label}; did you mean {near}?"
        outer = next((e for e in element.iterancestors() if self._may_contain(e, self._name_of(child))), None)
        if outer is not None and not self._may_contain(element, self._name_of(child)):
            around = self._label(outer)
            return (
                f"{label} may not stand in {parent_label}; it may stand in {around}: does {parent_label} end too late?"
            )
        here = f"; here may stand {join_names(allowed)}" if allowed else "; nothing more may stand here"
        return f"{label} may not stand here in {parent_label}{here}"

    def _find_later_sibling(self, child: etree._Element, element: etree._Element) -> etree._Element | None:
        """The last earlier child before which the element would be allowed, or None."""
        patterns, name = self.schema.patterns, self._name_of(child)
        found: etree._Element | None = None
        for definition in self._definitions_of(element):
            content = patterns.without_attributes(content_of(definition))
            for sibling in element.iterchildren(etree.Element):
                if sibling is child:
                    break
                if patterns.after_element(content, name):
                    found = sibling
                after = patterns.after_element(content, self._name_of(sibling))
                content = patterns.choice(rest for _, rest in after) if after else content
        return found

    def _may_contain(self, element: etree._Element, name: Name) -> bool:
        """Whether an element may contain a child with a name at any position."""
        return any(
            inner.names is not None and inner.names.contains(name)
            for definition in self._definitions_of(element)
            for inner in self._child_elements(content_of(definition), set())
        )

    def _check_unknown(self, child: etree._Element, content: Pattern, faults: list[Fault], depth: int) -> Pattern:
        """Report a child with a name that the schema lacks; a misspelt name is treated as the name that was meant."""
        patterns, name = self.schema.patterns, self._name_of(child)
        here = sorted(collect_names(patterns.first(content)))
        meant = next((n for n in here if n[1] == name[1]), self._names_by_local_name.get(name[1]))
        if meant is not None:
            self._report_namespace(child, meant, faults)
        else:
            near = find_nearest_element(name[1], tuple(map(format_name, here)))
            meant = next((n for n in here if n[1] == near), None)
            message = format_suggestion(near or find_nearest_element(name[1], self._sorted_labels))
            foreign = "" if name[0] in self._namespaces else f" {format_namespace(name[0])}"
            faults.append(Fault(child, "E411", f"the schema has no element {format_name(name)}{foreign}{message}"))
        found = patterns.after_element(content, meant) if meant else ()
        if not found:
            return content
        self._check_element(child, self._choose_definition(child, [p for p, _ in found], depth), faults, depth)
        return patterns.choice(rest for _, rest in found)

    def _report_namespace(self, child: etree._Element, meant: Name, faults: list[Fault]) -> None:
        """Report a wrong namespace, once for all elements that inherit it."""
        name, parent = self._name_of(child), child.getparent()
        self._namespace_faults[child] = faults
        if parent is None or self._namespace_faults.get(parent) is not faults or self._name_of(parent)[0] != name[0]:
            faults.append(Fault(child, "E411", f"{format_name(name)} is {_explain_namespace(name[0], meant[0])}"))

    def _check_content(self, child: etree._Element, faults: list[Fault], depth: int) -> None:
        """Check the content of a misplaced element, if its name has exactly one definition."""
        found = self.definitions(self._name_of(child))
        if len(found) == 1:
            self._check_element(child, found[0], faults, depth)

    def definitions(self, name: Name) -> list[Pattern]:
        """The definitions of elements with a name anywhere in the schema; most schemas have one for each name."""
        return [p for p in self.elements() if p.names is not None and p.names.contains(name)]

    @cached_property
    def _known_names(self) -> frozenset[Name]:
        return frozenset(collect_names(self.elements()))

    @cached_property
    def _names_by_local_name(self) -> dict[str, Name]:
        return {name[1]: name for name in sorted(self._known_names, reverse=True)}

    @cached_property
    def _namespaces(self) -> frozenset[str]:
        return frozenset(name[0] for name in self._known_names)

    @cached_property
    def _sorted_labels(self) -> tuple[str, ...]:
        return tuple(sorted(self._names_by_local_name))

    def elements(self) -> Sequence[Pattern]:
        """Every element pattern that can be reached from the start of the schema; computed once."""
        if not self._elements:
            seen: set[int] = set()
            todo = [self.schema.start]
            while todo:
                pattern = todo.pop()
                if id(pattern) in seen:
                    continue
                seen.add(id(pattern))
                if pattern.kind == "element":
                    self._elements.append(pattern)
                    todo.append(content_of(pattern))
                elif pattern.kind != "attribute":
                    todo += pattern.parts
        return self._elements

    def _label(self, element: etree._Element) -> str:
        return format_name(self._name_of(element))


def _explain_namespace(given: str, expected: str) -> str:
    """The end of a sentence: what is wrong with the namespace of an element, and what to do."""
    if not expected:
        return f"in the namespace {given}, but must be in none: take away its xmlns"
    where = "in no namespace" if not given else f"in the namespace {given} instead of {expected}"
    return f'{where}; put xmlns="{expected}" on it' if not given else f"{where}; mend its xmlns"
