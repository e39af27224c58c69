"""Explain the faults of a document in sentences: what is wrong, and what to write instead."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from edition.validate.message_text import (
    collect_names,
    collect_values,
    describe_value,
    element_labels,
    find_nearest,
    format_attribute,
    format_name,
    format_suggestion,
    join_names,
)
from edition.validate.patterns import Name, Pattern, content_of
from edition.validate.schema_index import SchemaIndex
from edition.validate.start_tags import StartTagReader, known_names, split_name

_MAX_QUOTED = 40  # characters of text that a message quotes


@dataclass
class Explainer:
    """Explains the faults that a validator finds; `forget` clears what is remembered about a document."""

    index: SchemaIndex
    start_tags: StartTagReader
    _misplacements: dict[tuple[etree._Element, Name, int], str] = field(default_factory=dict)

    def forget(self) -> None:
        """Forget the explanations about a document."""
        self._misplacements.clear()

    def label_of(self, element: etree._Element) -> str:
        """The name of an element for messages."""
        return format_name(self.index.name_of(element))

    def explain_root(self, name: Name) -> str:
        """Why a document may not begin with an element."""
        expected = collect_names(self.index.schema.patterns.first(self.index.schema.start))
        if meant := sorted(other for other, local in expected if local == name[1]):
            return f"the document's root {format_name(name)} is {explain_namespace(name[0], meant[0])}"
        names = join_names(sorted(map(format_name, expected)))
        return f"the document begins with {format_name(name)}; it must begin with {names}"

    # -- attributes

    def explain_value(self, element: etree._Element, name: str, value: Pattern) -> str:
        """Why a value of an attribute is wrong."""
        words = element.get(name, "")
        near = format_suggestion(find_nearest(words, tuple(collect_values(value))))
        return f"{format_attribute(name)}=«{words}» on {self.label_of(element)} must be {describe_value(value)}{near}"

    def explain_attribute(self, element: etree._Element, pattern: Pattern, name: str) -> str:
        """Why an attribute may not stand on an element."""
        label, written = self.label_of(element), format_attribute(name)
        attributes = self.index.attributes_of(pattern)
        if any(a.names is not None and a.names.contains(split_name(name)) for a in attributes):
            others = sorted(self.start_tags.find_excluding(element, pattern, name))
            return f"{written} may not stand on {label} beside {' or '.join(others) or 'its other attributes'}"
        known = known_names(attributes)
        near = f"xml:{written}" if f"xml:{written}" in known else find_nearest(written, known)
        return f"{label} has no attribute {written}{format_suggestion(near, known, 'it has')}"

    # -- content

    def explain_text(self, element: etree._Element, text: str) -> str:
        """Why an element may not hold text."""
        quoted = " ".join(text.split())
        quoted = quoted if len(quoted) <= _MAX_QUOTED else f"{quoted[:_MAX_QUOTED]}…"
        return f"in {self.label_of(element)} no words may stand outside its elements: «{quoted}»"

    def explain_end(self, element: etree._Element, content: Pattern) -> str:
        """What is missing at the end of an element."""
        needed = join_names(element_labels(self.index.schema.patterns.first(content)))
        return f"{self.label_of(element)} is incomplete: {needed or 'something'} is missing at its end"

    def explain_misplacement(self, child: etree._Element, element: etree._Element, content: Pattern) -> str:
        """Why an element is not allowed here; explained once for all children of a name in the same situation."""
        key = element, self.index.name_of(child), id(content)
        if key not in self._misplacements:
            allowed = element_labels(self.index.schema.patterns.first(content))
            self._misplacements[key] = self._explain_misplacement(child, element, allowed)
        return self._misplacements[key]

    def _explain_misplacement(self, child: etree._Element, element: etree._Element, allowed: Sequence[str]) -> str:
        """Why an element is not allowed here: it comes too late, or belongs elsewhere."""
        label, parent_label, name = self.label_of(child), self.label_of(element), self.index.name_of(child)
        if (before := self._find_later_sibling(child, element)) is not None:
            is_first = next(element.iterchildren(before.tag)) is before
            message = f"{'the first ' if is_first else ''}{self.label_of(before)}"
            return f"{label} may not stand here in {parent_label}: it must come before {message}"
        if near := find_nearest(label, tuple(allowed), 0.75):
            return f"{label} may not stand here in {parent_label}; did you mean {near}?"
        outer = next((e for e in element.iterancestors() if self.index.may_contain(e, name)), None)
        if outer is not None and not self.index.may_contain(element, name):
            around = self.label_of(outer)
            return (
                f"{label} may not stand in {parent_label}; it may stand in {around}: does {parent_label} end too late?"
            )
        here = f"; here may stand {join_names(allowed)}" if allowed else "; nothing more may stand here"
        return f"{label} may not stand here in {parent_label}{here}"

    def _find_later_sibling(self, child: etree._Element, element: etree._Element) -> etree._Element | None:
        """The last earlier child before which the element would be allowed, or None."""
        patterns, name = self.index.schema.patterns, self.index.name_of(child)
        found: etree._Element | None = None
        for definition in self.index.definitions_of(element):
            content = patterns.without_attributes(content_of(definition))
            for sibling in element.iterchildren(etree.Element):
                if sibling is child:
                    break
                if patterns.after_element(content, name):
                    found = sibling
                after = patterns.after_element(content, self.index.name_of(sibling))
                content = patterns.choice(rest for _, rest in after) if after else content
        return found


def explain_namespace(given: str, expected: str) -> str:
    """The end of a sentence: what is wrong with the namespace of an element, and what to do."""
    if not expected:
        return f"in the namespace {given}, but must be in none: take away its xmlns"
    where = "in no namespace" if not given else f"in the namespace {given} instead of {expected}"
    return f'{where}; put xmlns="{expected}" on it' if not given else f"{where}; mend its xmlns"
