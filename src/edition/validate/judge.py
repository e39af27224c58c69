"""A document judged by a schema: every fault once, at its place, in words; what follows from one is not told.

Codes: E411 unknown element · E412 element in a place where it may not stand · E413 something is
missing · E414 text where none may stand · E415 unknown attribute · E416 attribute missing · E417 bad value · E418 an
id that is taken. A pointer (IDREF) to no id is a bad value.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from edition.validate.identities import Identities
from edition.validate.patterns import Name, Pattern, content_of
from edition.validate.rng import Schema
from edition.validate.start_tags import StartTag, StartTags, known_names, name_of
from edition.validate.wording import (
    attribute_name,
    described,
    in_namespace,
    labels,
    listed_values,
    names_of,
    nearest,
    nearest_element,
    one_of,
    shown,
    suggestion,
)

_DEEPEST = 4  # alternatives within alternatives that are still tried out
_SHOWN = 40  # characters of words that a message quotes


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an element: the code, the sentence, what the schema says of the element ("" if nothing)."""

    element: etree._Element
    code: str
    words: str
    explained: str = ""


@dataclass
class Judge:
    """Judges documents by one schema. What it learns of names and values it keeps for the next document."""

    schema: Schema
    _good: dict[object, bool] = field(default_factory=dict)
    _names: dict[str, Name] = field(default_factory=dict)
    _every: list[Pattern] = field(default_factory=list)
    _identities: Identities = field(default_factory=Identities)
    _strays: dict[etree._Element, list[Fault]] = field(default_factory=dict)  # in a wrong namespace: where it is told
    _why: dict[tuple[etree._Element, Name, int], str] = field(default_factory=dict)
    _ways: dict[tuple[etree._Element, int], list[Fault]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._start_tags = StartTags(self.schema.patterns, self._matches)

    def faults(self, root: etree._Element) -> tuple[Fault, ...]:
        """What the schema has against a document, in its order."""
        found = self.schema.patterns.after_element(self.schema.start, self._name(root))
        if not found:
            return (Fault(root, "E412", self._wrong_root(self._name(root))),)
        told: list[Fault] = []
        self._identities.clear()
        self._ways.clear()
        self._strays.clear()
        self._why.clear()
        self._element(root, self._best(root, [element for element, _ in found]), told, 0)
        ids = [Fault(*fault) for fault in self._identities.faults(root)]
        places = {e: i for i, e in enumerate(root.iter(etree.Element))} if told or ids else {}
        return tuple(sorted((*told, *ids), key=lambda f: (places[f.element], f.code)))

    def _wrong_root(self, name: Name) -> str:
        expected = names_of(self.schema.patterns.first(self.schema.start))
        if meant := sorted(other for other, local in expected if local == name[1]):
            return f"the document's root {shown(name)} is {_misplaced_name(name[0], meant[0])}"
        return f"the document begins with {shown(name)}; it must begin with {one_of(sorted(map(shown, expected)))}"

    def _name(self, element: etree._Element) -> Name:
        tag = str(element.tag)
        known = self._names.get(tag)
        if known is None:
            known = self._names[tag] = name_of(tag)
        return known

    # -- one element

    def _best(self, element: etree._Element, candidates: Sequence[Pattern], depth: int = 0) -> Pattern:
        """Of several definitions that an element may be, the one with the fewest faults."""
        if len(candidates) == 1 or depth > _DEEPEST:
            return candidates[0]
        return min(candidates, key=lambda c: len(self._tried(element, c, depth)))

    def _tried(self, element: etree._Element, pattern: Pattern, depth: int) -> list[Fault]:
        told: list[Fault] = []
        self._element(element, pattern, told, depth + 1)
        return told

    def _element(self, element: etree._Element, pattern: Pattern, told: list[Fault], depth: int) -> None:
        tag = self._start_tags.of(element, pattern)
        for name, value in tag.values:
            self._value(element, name, value, told)
        if tag.unknown or tag.missing:
            self._tell_names(element, pattern, tag, told)
        if tag.content.has_data:
            self._words(element, tag.content, told, depth)
        else:
            self._children(element, tag.content, told, depth)

    def _matches(self, pattern: Pattern, words: str, element: etree._Element) -> bool:
        """Whether a pattern takes a value that stands on or in an element."""
        namespaces = element.nsmap if pattern.has_names else {}
        key = id(pattern), words, tuple(namespaces.items())
        good = self._good.get(key)
        if good is None:
            good = self._good[key] = self.schema.patterns.matches(pattern, words, namespaces)
        return good

    def _value(self, element: etree._Element, name: str, value: Pattern, told: list[Fault]) -> None:
        words = element.get(name, "")
        is_good = self._matches(value, words, element)
        if value.data is not None:
            self._identities.gather(element, name, value.data, is_good)
        if not is_good:
            near = suggestion(nearest(words, tuple(listed_values(value))))
            said = f"{attribute_name(name)}=«{words}» on {self._label(element)} must be {described(value)}{near}"
            told.append(Fault(element, "E417", said, self._explained(element, name)))

    def _tell_names(self, element: etree._Element, pattern: Pattern, tag: StartTag, told: list[Fault]) -> None:
        label = self._label(element)
        known = known_names(self._attributes(pattern))
        beside = "".join(f" beside {attribute_name(name)}=«{element.get(name)}»" for name in tag.deciding)
        for name in tag.unknown:
            told.append(Fault(element, "E415", self._unknown_attribute(element, pattern, name, known), pattern.words))
        for name in tag.missing:
            told.append(Fault(element, "E416", f"{label} needs the attribute {name}{beside}", pattern.words))

    def _unknown_attribute(self, element: etree._Element, pattern: Pattern, name: str, known: tuple[str, ...]) -> str:
        label, written = self._label(element), attribute_name(name)
        if any(a.names is not None and a.names.holds(name_of(name)) for a in self._attributes(pattern)):
            others = sorted(self._start_tags.excluding(element, pattern, name))
            return f"{written} may not stand on {label} beside {' or '.join(others) or 'its other attributes'}"
        near = f"xml:{written}" if f"xml:{written}" in known else nearest(written, known)
        return f"{label} has no attribute {written}{suggestion(near, known, 'it has')}"

    def _attributes(self, pattern: Pattern) -> tuple[Pattern, ...]:
        return self.schema.patterns.attributes_of(content_of(pattern))

    def _explained(self, element: etree._Element, attribute: str) -> str:
        """What the schema says of an attribute of an element."""
        name = name_of(attribute)
        for pattern in self._at_its_place(element):
            for one in self._attributes(pattern):
                if one.names is not None and one.names.holds(name) and one.words:
                    return one.words
        return ""

    def _at_its_place(self, element: etree._Element) -> Iterator[Pattern]:
        parent = element.getparent()
        name = self._name(element)
        if parent is None:
            yield from (p for p, _ in self.schema.patterns.after_element(self.schema.start, name))
            return
        for pattern in self._at_its_place(parent):
            first = self._all_elements(content_of(pattern), set())
            yield from (p for p in first if p.names is not None and p.names.holds(name))

    def _all_elements(self, pattern: Pattern, seen: set[int]) -> Iterator[Pattern]:
        """Every element that stands somewhere in a pattern, but not in another element of it."""
        if id(pattern) in seen:
            return
        seen.add(id(pattern))
        if pattern.kind == "element":
            yield pattern
        elif pattern.kind != "attribute":
            for part in pattern.parts:
                yield from self._all_elements(part, seen)

    # -- what stands in it

    def _words(self, element: etree._Element, content: Pattern, told: list[Fault], depth: int) -> None:
        """Elements of words alone, whose words must be of a form."""
        if any(isinstance(child.tag, str) for child in element):
            self._children(element, content, told, depth)
            return
        words = "".join((element.text or "", *(child.tail or "" for child in element)))
        if not self._matches(content, words, element):
            quoted = " ".join(words.split())
            said = f"{self._label(element)} holds «{quoted[:60]}», which must be {described(content)}"
            told.append(Fault(element, "E417" if quoted else "E413", said))

    def _children(self, element: etree._Element, content: Pattern, told: list[Fault], depth: int) -> None:
        patterns = self.schema.patterns
        text = element.text
        if text and not text.isspace():
            content = self._text(element, content, text, told)
        for child in element:
            if isinstance(child.tag, str):
                found = patterns.after_element(content, self._names.get(child.tag) or self._name(child))
                if len(found) == 1:
                    pattern, content = found[0]
                    self._element(child, pattern, told, depth)
                elif found:
                    content = self._one_of(child, found, told, depth)
                else:
                    content = self._misplaced(child, element, content, told, depth)
            text = child.tail
            if text and not text.isspace():
                content = self._text(element, content, text, told)
        if not content.nullable:
            needed = one_of(labels(patterns.first(content)))
            said = f"{self._label(element)} is incomplete: {needed or 'something'} is missing at its end"
            told.append(Fault(element, "E413", said))

    def _one_of(
        self, child: etree._Element, found: Sequence[tuple[Pattern, Pattern]], told: list[Fault], depth: int
    ) -> Pattern:
        """A child that the schema defines in several ways here: every way without fault goes on."""
        ways = [(self._way(child, pattern, depth), pattern, rest) for pattern, rest in found]
        good = [rest for faults, _, rest in ways if not faults]
        if good:
            return self.schema.patterns.choice(good)
        faults, _, rest = min(ways, key=lambda way: len(way[0]))
        told += faults
        return rest

    def _way(self, child: etree._Element, pattern: Pattern, depth: int) -> list[Fault]:
        """What a definition has against an element; tried once, however many ways lead there."""
        key = child, id(pattern)
        if key not in self._ways:
            self._ways[key] = self._tried(child, pattern, depth)
        return self._ways[key]

    def _text(self, element: etree._Element, content: Pattern, text: str, told: list[Fault]) -> Pattern:
        after = self.schema.patterns.after_text(content, text)
        if after is not self.schema.patterns.none:
            return after
        quoted = " ".join(text.split())
        quoted = quoted if len(quoted) <= _SHOWN else f"{quoted[:_SHOWN]}…"
        said = f"in {self._label(element)} no words may stand outside its elements: «{quoted}»"
        told.append(Fault(element, "E414", said))
        return content

    def _misplaced(
        self, child: etree._Element, element: etree._Element, content: Pattern, told: list[Fault], depth: int
    ) -> Pattern:
        """A child that may not stand here; judging goes on behind what is missing before it, or without it."""
        patterns, name = self.schema.patterns, self._name(child)
        label, home = self._label(child), self._label(element)
        if name not in self._known_names:
            return self._unknown(child, content, told, depth)
        if not content.nullable:
            for needed in sorted(names_of(patterns.first(content))):
                for _, rest in patterns.after_element(content, needed):
                    if found := patterns.after_element(rest, name):
                        said = f"{label} comes too early in {home}: {shown(needed)} is missing before it"
                        told.append(Fault(child, "E413", said))
                        self._element(child, self._best(child, [p for p, _ in found], depth), told, depth)
                        return patterns.choice(after for _, after in found)
        key = element, name, id(content)
        if key not in self._why:
            self._why[key] = self._misplacement(child, element, labels(patterns.first(content)))
        told.append(Fault(child, "E412", self._why[key]))
        self._judge_alone(child, told, depth)
        return content

    def _misplacement(self, child: etree._Element, element: etree._Element, allowed: tuple[str, ...]) -> str:
        """Why an element may not stand where it stands: it comes too late, or belongs elsewhere."""
        label, home = self._label(child), self._label(element)
        if (before := self._too_late(child, element)) is not None:
            is_first = next(element.iterchildren(before.tag)) is before
            said = f"{'the first ' if is_first else ''}{self._label(before)}"
            return f"{label} may not stand here in {home}: it must come before {said}"
        if near := nearest(label, allowed, 0.75):
            return f"{label} may not stand here in {home}; did you mean {near}?"
        outer = next((e for e in element.iterancestors() if self._may_hold(e, self._name(child))), None)
        if outer is not None and not self._may_hold(element, self._name(child)):
            around = self._label(outer)
            return f"{label} may not stand in {home}; it may stand in {around}: does {home} end too late?"
        here = f"; here may stand {one_of(allowed)}" if allowed else "; nothing more may stand here"
        return f"{label} may not stand here in {home}{here}"

    def _too_late(self, child: etree._Element, element: etree._Element) -> etree._Element | None:
        """The last child before which the element could stand, if there is one."""
        patterns, name = self.schema.patterns, self._name(child)
        found: etree._Element | None = None
        for definition in self._at_its_place(element):
            content = patterns.without_attributes(content_of(definition))
            for sibling in element.iterchildren(etree.Element):
                if sibling is child:
                    break
                if patterns.after_element(content, name):
                    found = sibling
                after = patterns.after_element(content, self._name(sibling))
                content = patterns.choice(rest for _, rest in after) if after else content
        return found

    def _may_hold(self, element: etree._Element, name: Name) -> bool:
        """Whether an element may hold another of a name, wherever."""
        return any(
            inner.names is not None and inner.names.holds(name)
            for definition in self._at_its_place(element)
            for inner in self._all_elements(content_of(definition), set())
        )

    def _unknown(self, child: etree._Element, content: Pattern, told: list[Fault], depth: int) -> Pattern:
        """A child of a name that the schema has not; one that is misspelt counts as what it was meant to be."""
        patterns, name = self.schema.patterns, self._name(child)
        here = sorted(names_of(patterns.first(content)))
        meant = next((n for n in here if n[1] == name[1]), self._named.get(name[1]))
        if meant is not None:
            self._tell_namespace(child, meant, told)
        else:
            near = nearest_element(name[1], tuple(map(shown, here)))
            meant = next((n for n in here if n[1] == near), None)
            said = suggestion(near or nearest_element(name[1], self._sorted_labels))
            foreign = "" if name[0] in self._namespaces else f" {in_namespace(name[0])}"
            told.append(Fault(child, "E411", f"the schema has no element {shown(name)}{foreign}{said}"))
        found = patterns.after_element(content, meant) if meant else ()
        if not found:
            return content
        self._element(child, self._best(child, [p for p, _ in found], depth), told, depth)
        return patterns.choice(rest for _, rest in found)

    def _tell_namespace(self, child: etree._Element, meant: Name, told: list[Fault]) -> None:
        """A name of another namespace; told once for all that inherit it."""
        name, parent = self._name(child), child.getparent()
        self._strays[child] = told
        if parent is None or self._strays.get(parent) is not told or self._name(parent)[0] != name[0]:
            told.append(Fault(child, "E411", f"{shown(name)} is {_misplaced_name(name[0], meant[0])}"))

    def _judge_alone(self, child: etree._Element, told: list[Fault], depth: int) -> None:
        """The inside of an element at a wrong place, by the definition of its name, if there is one alone."""
        found = self.definitions(self._name(child))
        if len(found) == 1:
            self._element(child, found[0], told, depth)

    def definitions(self, name: Name) -> list[Pattern]:
        """What the schema says of elements of a name, wherever they stand; most schemas say one thing of each."""
        return [p for p in self.elements() if p.names is not None and p.names.holds(name)]

    @cached_property
    def _known_names(self) -> frozenset[Name]:
        return frozenset(names_of(self.elements()))

    @cached_property
    def _named(self) -> dict[str, Name]:
        return {name[1]: name for name in sorted(self._known_names, reverse=True)}

    @cached_property
    def _namespaces(self) -> frozenset[str]:
        return frozenset(name[0] for name in self._known_names)

    @cached_property
    def _sorted_labels(self) -> tuple[str, ...]:
        return tuple(sorted(self._named))

    def elements(self) -> Sequence[Pattern]:
        """Every element of the schema, found from its start once."""
        if not self._every:
            seen: set[int] = set()
            todo = [self.schema.start]
            while todo:
                pattern = todo.pop()
                if id(pattern) in seen:
                    continue
                seen.add(id(pattern))
                if pattern.kind == "element":
                    self._every.append(pattern)
                    todo.append(content_of(pattern))
                elif pattern.kind != "attribute":
                    todo += pattern.parts
        return self._every

    def _label(self, element: etree._Element) -> str:
        return shown(self._name(element))


def _misplaced_name(given: str, expected: str) -> str:
    """What is wrong with the namespace of an element, and what to do."""
    if not expected:
        return f"in the namespace {given}, but must be in none: take away its xmlns"
    where = "in no namespace" if not given else f"in the namespace {given} instead of {expected}"
    return f'{where}; put xmlns="{expected}" on it' if not given else f"{where}; mend its xmlns"
