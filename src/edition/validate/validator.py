"""Validate a document against a RELAX NG schema: each fault is reported once, and its consequences are not.

Codes: E411 unknown element · E412 misplaced element · E413 something is missing · E414 text where none is allowed ·
E415 unknown attribute · E416 missing attribute · E417 invalid value, or a pointer (IDREF) to no id · E418 duplicate id

The loop over elements is the part that costs time: `_check_element` and `_check_children` look up start tags and steps
from child to child in caches of the patterns, and leave to other methods what was not met before or is wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.validate.explainer import Explainer, explain_namespace
from edition.validate.identities import Identities
from edition.validate.message_text import (
    describe_value,
    format_attribute,
    format_name,
)
from edition.validate.patterns import Name, Pattern
from edition.validate.schema_index import SchemaIndex
from edition.validate.schema_reader import Schema
from edition.validate.start_tags import StartTag, StartTagReader
from edition.validate.values import NO_NAMESPACES
from edition.validate.white_space import quote_words

_MAX_NESTED_CHOICES = 4  # nested alternatives; deeper ones take the first definition
_MAX_CACHED = 4096  # start tags, or values, that are remembered for one pattern
_MAX_QUOTED = 60  # characters of text that a message quotes


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of an element, or of the text in it behind `text_at` nodes; `documentation` is from the schema."""

    element: etree._Element
    code: str
    message: str
    documentation: str = ""
    text_at: int | None = None


@dataclass
class Validator:
    """Validates documents against one schema; caches of names and values are kept for the next document."""

    schema: Schema
    _identities: Identities = field(default_factory=Identities)
    _namespace_faults: dict[etree._Element, list[Fault]] = field(default_factory=dict)  # the list that reports each
    #: Children that were said to be missing before an earlier one; the list that reports it belongs to the key.
    _announced: set[tuple[etree._Element, Name, int]] = field(default_factory=set)
    _tried: dict[tuple[etree._Element, int], list[Fault]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.index = SchemaIndex(self.schema)
        self._start_tags = StartTagReader(self.schema.patterns, self._matches)
        self._explainer = Explainer(self.index, self._start_tags)

    def find_faults(self, root: etree._Element, entities: frozenset[str] = frozenset()) -> tuple[Fault, ...]:
        """The faults of a document, in document order; `entities` are the unparsed ones that its DOCTYPE declares."""
        self._start_tags.entities = entities
        name = self.index.name_of(root)
        found = self.schema.patterns.after_element(self.schema.start, name)
        if not found:
            return (Fault(root, "E412", self._explainer.explain_root(name)),)
        faults: list[Fault] = []
        self._identities.clear()
        self._tried.clear()
        self._namespace_faults.clear()
        self._announced.clear()
        self._explainer.forget()
        self._check_element(root, self._choose_definition(root, [element for element, _ in found]), faults, 0)
        faults += [Fault(*fault) for fault in self._identities.find_faults(root)]
        places = _number_elements(root, {fault.element for fault in faults})
        return tuple(sorted(faults, key=lambda f: (places[f.element], f.code, f.text_at or 0)))

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
        content = pattern.good_start_tags.get(tuple(element.items()))
        if content is None:
            content = self._check_start_tag(element, pattern, faults)
        if content.has_data:
            self._check_text_content(element, content, faults, depth)
        else:
            self._check_children(element, content, faults, depth)

    def _check_start_tag(self, element: etree._Element, pattern: Pattern, faults: list[Fault]) -> Pattern:
        """Check the attributes of an element; the result is the pattern of its content."""
        tag = self._start_tags.read(element, pattern)
        is_cacheable, before = not tag.unknown and not tag.missing, len(faults)
        for name, value, check in tag.values:
            words = element.get(name, "")
            if words in value.good_values:
                continue
            is_good = check(words) if check else self._matches(value, words, element)
            if check is None or value.is_identity:
                is_cacheable = False
            elif is_good and len(value.good_values) < _MAX_CACHED:
                value.good_values.add(words)
            if value.is_identity or not is_good:
                self._judge_value(element, name, value, is_good, faults)
        if is_cacheable and len(faults) == before and len(pattern.good_start_tags) < _MAX_CACHED:
            pattern.good_start_tags[tuple(element.items())] = tag.content
        elif tag.unknown or tag.missing:
            self._report_attributes(element, pattern, tag, faults)
        return tag.content

    def _judge_value(
        self, element: etree._Element, name: str, value: Pattern, is_good: bool, faults: list[Fault]
    ) -> None:
        """Record an id or a pointer, and report a wrong value."""
        if value.is_identity:
            assert value.data is not None
            self._identities.record(element, name, value.data, is_good)
        if not is_good:
            said = self._explainer.explain_value(element, name, value)
            faults.append(Fault(element, "E417", said, self.index.documentation_of(element, name)))

    def _matches(self, pattern: Pattern, words: str, element: etree._Element) -> bool:
        """Whether a pattern matches a value of an attribute, or the text of an element."""
        namespaces = self._start_tags.find_context(element) if pattern.has_names else NO_NAMESPACES
        return self.schema.patterns.matches(pattern, words, namespaces)

    def _report_attributes(self, element: etree._Element, pattern: Pattern, tag: StartTag, faults: list[Fault]) -> None:
        label = self._explainer.label_of(element)
        condition = "".join(f" beside {format_attribute(name)}=«{element.get(name)}»" for name in tag.deciding)
        for name in tag.unknown:
            said = self._explainer.explain_attribute(element, pattern, name)
            faults.append(Fault(element, "E415", said, pattern.words))
        for name in tag.missing:
            faults.append(Fault(element, "E416", f"{label} needs the attribute {name}{condition}", pattern.words))

    # -- content

    def _check_text_content(self, element: etree._Element, content: Pattern, faults: list[Fault], depth: int) -> None:
        """Check the text of an element whose content is a datatype or a list."""
        children = [child for child in element if isinstance(child.tag, str)]
        if children and self.index.children_of(content):
            self._check_children(element, content, faults, depth)
            return
        for child in children:
            self._check_misplaced(child, element, self.schema.patterns.empty, faults, depth)
        words = "".join((element.text or "", *(child.tail or "" for child in element)))
        if not self._matches(content, words, element):
            quoted = quote_words(words, _MAX_QUOTED)
            message = f"{self._explainer.label_of(element)} holds «{quoted}», which must be {describe_value(content)}"
            faults.append(Fault(element, "E417" if quoted else "E413", message))

    def _check_children(self, element: etree._Element, content: Pattern, faults: list[Fault], depth: int) -> None:
        text = element.text
        if text and not (text.isspace() and text.isascii()):
            content = content.text_step or self._check_text(element, content, text, None, faults)
        for child in element:
            step = content.steps.get(child.tag)
            if step is not None:
                pattern, content = step
                self._check_element(child, pattern, faults, depth)
            elif isinstance(child.tag, str):
                content = self._check_other_child(child, element, content, faults, depth)
            text = child.tail
            if text and not (text.isspace() and text.isascii()):
                content = content.text_step or self._check_text(element, content, text, child, faults)
        if not content.nullable:
            faults.append(Fault(element, "E413", self._explainer.places.explain_end(element, content)))

    def _check_other_child(
        self, child: etree._Element, element: etree._Element, content: Pattern, faults: list[Fault], depth: int
    ) -> Pattern:
        """Check a child that was not met before in this content, has several definitions, or is misplaced."""
        name = self.index.name_of(child)
        if not self.index.is_known(name):
            return self._check_unknown(child, content, faults, depth)
        found = self.schema.patterns.after_element(content, name)
        if len(found) == 1:
            content.steps[child.tag] = found[0]
            self._check_element(child, found[0][0], faults, depth)
            return found[0][1]
        if found:
            return self._check_alternatives(child, found, faults, depth)
        return self._check_misplaced(child, element, content, faults, depth)

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

    def _check_text(
        self, element: etree._Element, content: Pattern, text: str, before: etree._Element | None, faults: list[Fault]
    ) -> Pattern:
        """Check a text behind the child `before`, for which no step is known."""
        after = self.schema.patterns.after_text(content, text)
        if after is not self.schema.patterns.none:
            content.text_step = None if content.has_data else after
            return after
        at = 0 if before is None else element.index(before) + 1
        said = self._explainer.places.explain_text(element, content, text)
        faults.append(Fault(element, "E414", said, text_at=at))
        return self._explainer.places.assume_holder(content)

    def _check_misplaced(
        self, child: etree._Element, element: etree._Element, content: Pattern, faults: list[Fault], depth: int
    ) -> Pattern:
        """Report a child that is not allowed here; continue after what is missing before it, or without the child."""
        patterns, name = self.schema.patterns, self.index.name_of(child)
        if name not in self.index.names:
            return self._check_unknown(child, content, faults, depth)
        if not content.nullable:
            for needed in self.index.allowed_in(content):
                for _, rest in patterns.after_element(content, needed):
                    if found := patterns.after_element(rest, name):
                        faults.append(self._make_early_fault(child, element, needed, faults))
                        return self._check_as(child, found, faults, depth)
        if (element, name, id(faults)) in self._announced:
            self._announced.remove((element, name, id(faults)))
        else:
            faults.append(Fault(child, "E412", self._explainer.explain_misplacement(child, element, content)))
        self._check_content(child, faults, depth)
        return self._explainer.places.assume_wrapper(content, name)

    def _make_early_fault(
        self, child: etree._Element, element: etree._Element, needed: Name, faults: list[Fault]
    ) -> Fault:
        """The fault of a child before which another is needed; if that one follows, it is not reported again."""
        label, parent_label = self._explainer.label_of(child), self._explainer.label_of(element)
        if any(self.index.name_of(later) == needed for later in child.itersiblings(etree.Element)):
            self._announced.add((element, needed, id(faults)))
            return Fault(child, "E412", f"{label} must come after {format_name(needed)} in {parent_label}")
        said = f"{label} comes too early in {parent_label}: {format_name(needed)} is missing before it"
        return Fault(child, "E413", said)

    def _check_as(
        self, child: etree._Element, found: Sequence[tuple[Pattern, Pattern]], faults: list[Fault], depth: int
    ) -> Pattern:
        """Check a child by the best of some definitions; the result is the content that may follow."""
        self._check_element(child, self._choose_definition(child, [p for p, _ in found], depth), faults, depth)
        return self.schema.patterns.choice(rest for _, rest in found)

    def _check_unknown(self, child: etree._Element, content: Pattern, faults: list[Fault], depth: int) -> Pattern:
        """Report a child with a name that the schema lacks; a misspelt name is treated as the name that was meant."""
        patterns, name = self.schema.patterns, self.index.name_of(child)
        here = self.index.allowed_in(content)
        meant = next((n for n in here if n[1] == name[1]), self.index.names_by_local_name.get(name[1]))
        if meant is not None:
            self._report_namespace(child, meant, faults)
        else:
            allowed = tuple(map(format_name, here))
            near = self._explainer.find_meant(name[1], name[0], allowed)
            meant = next((n for n in here if n[1] == near), None)
            faults.append(Fault(child, "E411", self._explainer.explain_unknown(name, near, allowed)))
        found = patterns.after_element(content, meant) if meant else ()
        if found:
            return self._check_as(child, found, faults, depth)
        for inner in child.iterchildren(etree.Element):
            self._check_content(inner, faults, depth)
        return content

    def _report_namespace(self, child: etree._Element, meant: Name, faults: list[Fault]) -> None:
        """Report a wrong namespace, once for all elements that inherit it."""
        name, parent = self.index.name_of(child), child.getparent()
        self._namespace_faults[child] = faults
        inherits = parent is not None and self._namespace_faults.get(parent) is faults
        if not inherits or parent is None or self.index.name_of(parent)[0] != name[0]:
            faults.append(Fault(child, "E411", f"{format_name(name)} is {explain_namespace(name[0], meant[0])}"))

    def _check_content(self, child: etree._Element, faults: list[Fault], depth: int) -> None:
        """Check the content of a misplaced element, if its name has exactly one definition."""
        found = self.index.definitions(self.index.name_of(child))
        if len(found) == 1:
            self._check_element(child, found[0], faults, depth)

    def definitions(self, name: Name) -> list[Pattern]:
        """The definitions of elements with a name anywhere in the schema."""
        return self.index.definitions(name)

    def elements(self) -> Sequence[Pattern]:
        """Every element pattern that can be reached from the start of the schema."""
        return self.index.elements


def _number_elements(root: etree._Element, wanted: set[etree._Element]) -> dict[etree._Element, int]:
    """The numbers of some elements in document order."""
    found: dict[etree._Element, int] = {}
    if wanted:
        for number, element in enumerate(root.iter(etree.Element)):
            if element in wanted:
                found[element] = number
                if len(found) == len(wanted):
                    break
    return found
