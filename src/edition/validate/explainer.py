"""Explain the faults of a document in sentences: what is wrong, and what to write instead."""

from dataclasses import dataclass, field

from lxml import etree

from edition.validate.habits import load_habits
from edition.validate.message_text import (
    collect_names,
    describe_value,
    find_nearest,
    find_same_letters,
    format_attribute,
    format_name,
    format_namespace,
    format_suggestion,
    join_names,
    join_or,
)
from edition.validate.patterns import Name, Pattern
from edition.validate.placement import PlaceExplainer
from edition.validate.schema_index import SchemaIndex
from edition.validate.start_tags import StartTagReader, known_names, split_name
from edition.validate.value_advice import advise
from edition.validate.values import NO_NAMESPACES

_MAX_LISTED = 12  # attributes that are listed if none is near
_MAX_QUOTED = 60  # characters of a value that a message quotes


@dataclass
class Explainer:
    """Explains the faults that a validator finds; `forget` clears what is remembered about a document."""

    index: SchemaIndex
    start_tags: StartTagReader
    _misplacements: dict[tuple[etree._Element, Name, int], str] = field(default_factory=dict)
    _attributes: dict[tuple[int, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = PlaceExplainer(self.index)

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
        said = f"the document begins with {format_name(name)}; it must begin with {names}"
        if name[1].casefold() == "html":
            return f"{said}: this is a page of HTML, not TEI"
        if name[1].endswith(".2"):
            return f"{said}: this is TEI P4, which P5 replaced in 2007; convert it (p4top5.xsl of the TEI Consortium)"
        near = find_nearest(name[1], tuple(sorted(local for _, local in expected)))
        return f"{said}{format_suggestion(near) if near else ''}"

    # -- elements

    def explain_unknown(self, name: Name, near: str, allowed: tuple[str, ...]) -> str:
        """Why an element is unknown; `near` is the element that is meant, or "", and `allowed` what may stand here."""
        if name[0] not in self.index.namespaces:
            where = format_namespace(name[0])
            return f"the schema has no element {format_name(name)} {where}, and none else in it"
        if near in load_habits().elements.get(name[1], ()):
            near = self.index.format_with_look(name[1], near)
        return f"the schema has no element {format_name(name)}{format_suggestion(near, allowed, 'here may stand')}"

    def find_meant(self, name: str, namespace: str, allowed: tuple[str, ...]) -> str:
        """The element that an unknown name means: by habit or by its letters, here or in the whole schema, or ""."""
        if namespace not in self.index.namespaces:
            return ""
        habits, labels = load_habits().elements.get(name, ()), self.index.labels
        meant = next((other for known in (allowed, labels) for other in habits if other in known), "")
        return meant or find_same_letters(name, labels) or find_nearest(name, allowed) or find_nearest(name, labels)

    def explain_misplacement(self, child: etree._Element, element: etree._Element, content: Pattern) -> str:
        """Why an element is not allowed here; explained once for all children of a name in the same situation."""
        key = element, self.index.name_of(child), id(content)
        if key not in self._misplacements:
            self._misplacements[key] = self.places.explain_misplacement(child, element, content)
        return self._misplacements[key]

    # -- attributes

    def explain_value(self, element: etree._Element, name: str, value: Pattern) -> str:
        """Why a value of an attribute is wrong."""
        words, patterns = element.get(name, ""), self.index.schema.patterns
        namespaces = self.start_tags.find_context(element) if value.has_names else NO_NAMESPACES
        advice = advise(
            self.label_of(element),
            words,
            value,
            lambda other: patterns.matches(value, other, namespaces),
            [format_attribute(str(key)) for key in self._attributes_of(element)],
        )
        quoted = words if len(words) <= _MAX_QUOTED else f"{words[:_MAX_QUOTED]}…"
        return (
            f"{format_attribute(name)}=«{quoted}» on {self.label_of(element)} must be {describe_value(value)}{advice}"
        )

    def _attributes_of(self, element: etree._Element) -> tuple[str, ...]:
        """The attributes that an element may have."""
        definitions = self.index.definitions_of(element)
        return tuple(name for one in definitions for name in known_names(self.index.attributes_of(one)))

    def explain_attribute(self, element: etree._Element, pattern: Pattern, name: str) -> str:
        """Why an attribute may not stand on an element."""
        attributes = self.index.attributes_of(pattern)
        if any(a.names is not None and a.names.contains(split_name(name)) for a in attributes):
            others = join_or(sorted(self.start_tags.find_excluding(element, pattern, name))) or "its other attributes"
            return f"{format_attribute(name)} may not stand on {self.label_of(element)} beside {others}"
        key = id(pattern), name
        if key not in self._attributes:
            self._attributes[key] = self._suggest_attribute(format_attribute(name), known_names(attributes))
        return f"{self.label_of(element)} has no attribute {format_attribute(name)}{self._attributes[key]}"

    def _suggest_attribute(self, written: str, known: tuple[str, ...]) -> str:
        """What to write for an unknown attribute."""
        local = written.rpartition("}")[2]
        if local != written and local in known:
            return f"; write {local} without a prefix: TEI's attributes are in no namespace"
        habits = [name for name in load_habits().attributes.get(local, ()) if name in known]
        near = f"xml:{local}" if f"xml:{local}" in known else join_or(habits) or find_nearest(local, known)
        return format_suggestion(near, self.index.sort_attributes(known)[:_MAX_LISTED], "it has")


def explain_namespace(given: str, expected: str) -> str:
    """The end of a sentence: what is wrong with the namespace of an element, and what to do."""
    if not expected:
        return f"in the namespace {given}, but must be in none: take away its xmlns"
    where = "in no namespace" if not given else f"in the namespace {given} instead of {expected}"
    return f'{where}; put xmlns="{expected}" on it' if not given else f"{where}; mend its xmlns"
