"""A document judged by a schema: every fault once, at its place, in words; what follows from one is not told.

Codes: E411 unknown element · E412 element in a place where it may not stand · E413 something is
missing · E414 text where none may stand · E415 unknown attribute · E416 attribute missing · E417 bad value · E418 an
id that is taken.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from lxml import etree

from edition.names import XML
from edition.validate.patterns import Name, Pattern
from edition.validate.rng import Schema

_MANY = 12
_DEEPEST = 4  # alternatives within alternatives that are still tried out


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an element: the code, the sentence, what the schema says of the element ("" if nothing)."""

    element: etree._Element
    code: str
    words: str
    explained: str = ""


@dataclass(frozen=True, slots=True)
class StartTag:
    """What a schema makes of an element's attribute names: what their values must be, and what may stand inside."""

    values: tuple[tuple[str, Pattern], ...]
    content: Pattern
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(slots=True)
class Judge:
    """Judges documents by one schema. What it learns of names and values it keeps for the next document."""

    schema: Schema
    _good: dict[tuple[int, str], bool] = field(default_factory=dict)
    _names: dict[str, Name] = field(default_factory=dict)
    _every: list[Pattern] = field(default_factory=list)
    _ids: dict[etree._Element, str] = field(default_factory=dict)

    def faults(self, root: etree._Element) -> tuple[Fault, ...]:
        """What the schema has against a document, in its order."""
        patterns = self.schema.patterns
        found = patterns.after_element(self.schema.start, self._name(root))
        if not found:
            said = f"the document begins with {_shown(self._name(root))}; it must begin with "
            return (Fault(root, "E412", said + _or(_labels(patterns.first(self.schema.start)))),)
        told: list[Fault] = []
        self._ids.clear()
        self._element(root, self._best(root, [element for element, _ in found]), told, 0)
        ids = list(_taken(root, self._ids))
        places = {e: i for i, e in enumerate(root.iter(etree.Element))} if told or ids else {}
        return tuple(sorted((*told, *ids), key=lambda f: (places[f.element], f.code)))

    def _name(self, element: etree._Element) -> Name:
        tag = str(element.tag)
        known = self._names.get(tag)
        if known is None:
            namespace, _, local = tag.rpartition("}")
            known = self._names[tag] = (namespace[1:], local)
        return known

    def content_of(self, element: Pattern) -> Pattern:
        """What an element of the schema holds."""
        if not element.parts:
            assert element.content is not None
            element.parts = (element.content(),)
        return element.parts[0]

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
        names = tuple(map(str, element.keys()))
        tag = pattern.attributes.get(names)
        if tag is None:
            tag = pattern.attributes[names] = self._start_tag(pattern, names)
        assert isinstance(tag, StartTag)
        for name, value in tag.values:
            self._value(element, name, value, told)
        if tag.unknown or tag.missing:
            self._tell_names(element, pattern, tag, told)
        if tag.content.has_data:
            self._words(element, tag.content, told, depth)
        else:
            self._children(element, tag.content, told, depth)

    def _start_tag(self, pattern: Pattern, names: tuple[str, ...]) -> StartTag:
        """The names of attributes against the schema; computed once for each set of names."""
        patterns = self.schema.patterns
        left, unknown = self.content_of(pattern), []
        found: list[tuple[str, Pattern]] = []
        for written in names:
            namespace, _, local = written.rpartition("}")
            pairs = patterns.after_attribute(left, (namespace[1:], local))
            if not pairs:
                unknown.append(written)
                continue
            found.append((written, patterns.choice(attribute.parts[0] for attribute, _ in pairs)))
            left = patterns.choice(rest for _, rest in pairs)
        closed = patterns.closed(left)
        missing: tuple[str, ...] = ()
        if closed is patterns.none:
            missing = tuple(sorted(_needed(left)))
            closed = patterns.without_attributes(left)
        return StartTag(tuple(found), closed, tuple(unknown), missing)

    def _value(self, element: etree._Element, name: str, value: Pattern, told: list[Fault]) -> None:
        words = element.get(name, "")
        key = id(value), words
        good = self._good.get(key)
        if good is None:
            good = self._good[key] = self.schema.patterns.matches(value, words)
        if value.data is not None and value.data.name == "ID":
            self._ids[element] = words
        if not good:
            choices = _values(value)
            near = f"; did you mean {m[0]}?" if (m := get_close_matches(words, choices, 1)) else ""
            said = f"{_attribute(name)}=«{words}» on {self._label(element)} must be {_described(value)}{near}"
            told.append(Fault(element, "E417", said, self._explained(element, name)))

    def _tell_names(self, element: etree._Element, pattern: Pattern, tag: StartTag, told: list[Fault]) -> None:
        label = self._label(element)
        known = sorted(
            {_attribute(_clark(n)) for a in self._attributes(pattern) for n in (a.names.names() if a.names else ())}
        )
        for name in tag.unknown:
            meant = _meant(_attribute(name), known, "it has")
            told.append(Fault(element, "E415", f"{label} has no attribute {_attribute(name)}{meant}", pattern.words))
        for name in tag.missing:
            told.append(Fault(element, "E416", f"{label} needs the attribute {name}", pattern.words))

    def _attributes(self, pattern: Pattern) -> list[Pattern]:
        return self.schema.patterns.attributes_of(self.content_of(pattern))

    def _explained(self, element: etree._Element, attribute: str) -> str:
        """What the schema says of an attribute of an element."""
        namespace, _, local = attribute.rpartition("}")
        name = namespace[1:], local
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
            first = self._all_elements(self.content_of(pattern), set())
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
        if not self.schema.patterns.matches(content, words):
            shown = " ".join(words.split())
            said = f"{self._label(element)} holds «{shown[:60]}», which must be {_described(content)}"
            told.append(Fault(element, "E417" if shown else "E413", said))

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
            needed = _or(_labels(patterns.first(content)))
            said = f"{self._label(element)} is incomplete: {needed or 'something'} is missing at its end"
            told.append(Fault(element, "E413", said))

    def _one_of(
        self, child: etree._Element, found: Sequence[tuple[Pattern, Pattern]], told: list[Fault], depth: int
    ) -> Pattern:
        """A child that the schema defines in several ways here: every way without fault goes on."""
        ways = [(self._tried(child, pattern, depth), pattern, rest) for pattern, rest in found]
        good = [rest for faults, _, rest in ways if not faults]
        if good:
            return self.schema.patterns.choice(good)
        faults, _, rest = min(ways, key=lambda way: len(way[0]))
        told += faults
        return rest

    def _text(self, element: etree._Element, content: Pattern, text: str, told: list[Fault]) -> Pattern:
        after = self.schema.patterns.after_text(content, text)
        if after is not self.schema.patterns.none:
            return after
        told.append(Fault(element, "E414", f"in {self._label(element)} no words may stand outside its elements"))
        return content

    def _misplaced(
        self, child: etree._Element, element: etree._Element, content: Pattern, told: list[Fault], depth: int
    ) -> Pattern:
        """A child that may not stand here; judging goes on behind what is missing before it, or without it."""
        patterns, name = self.schema.patterns, self._name(child)
        label, home = self._label(child), self._label(element)
        if name not in self._known_names():
            return self._unknown(child, content, told, depth)
        if not content.nullable:
            for needed in sorted(_names_of(patterns.first(content))):
                for _, rest in patterns.after_element(content, needed):
                    if found := patterns.after_element(rest, name):
                        said = f"{label} comes too early in {home}: {_shown(needed)} is missing before it"
                        told.append(Fault(child, "E413", said))
                        self._element(child, self._best(child, [p for p, _ in found], depth), told, depth)
                        return patterns.choice(after for _, after in found)
        first = _labels(patterns.first(content))
        allowed = f"; here may stand {_or(first)}" if first else "; nothing more may stand here"
        near = f"; did you mean {m[0]}?" if (m := get_close_matches(label, first, 1, cutoff=0.75)) else ""
        told.append(Fault(child, "E412", f"{label} may not stand here in {home}{near}{allowed}"))
        self._judge_alone(child, told, depth)
        return content

    def _unknown(self, child: etree._Element, content: Pattern, told: list[Fault], depth: int) -> Pattern:
        """A child of a name that the schema has not; one that is misspelt counts as what it was meant to be."""
        patterns, label = self.schema.patterns, self._label(child)
        here = {_shown(n): n for n in _names_of(patterns.first(content))}
        near = get_close_matches(label, sorted(here), 1)
        meant = f"; did you mean {near[0]}?" if near else _meant(label, sorted(map(_shown, self._known_names())))
        told.append(Fault(child, "E411", f"the schema has no element {label}{meant}"))
        if not near:
            return content
        found = patterns.after_element(content, here[near[0]])
        self._element(child, self._best(child, [p for p, _ in found], depth), told, depth)
        return patterns.choice(rest for _, rest in found)

    def _judge_alone(self, child: etree._Element, told: list[Fault], depth: int) -> None:
        """The inside of an element at a wrong place, by the definition of its name, if there is one alone."""
        found = self.definitions(self._name(child))
        if len(found) == 1:
            self._element(child, found[0], told, depth)

    def definitions(self, name: Name) -> list[Pattern]:
        """What the schema says of elements of a name, wherever they stand; most schemas say one thing of each."""
        return [p for p in self.elements() if p.names is not None and p.names.holds(name)]

    def _known_names(self) -> frozenset[Name]:
        return frozenset().union(*(p.names.names() for p in self.elements() if p.names is not None))

    def elements(self) -> Sequence[Pattern]:
        """Every element of the schema, found from its start once."""
        if not self._every:
            seen: set[int] = set()
            todo = list(self._all_elements(self.schema.start, set()))
            while todo:
                pattern = todo.pop()
                if id(pattern) not in seen:
                    seen.add(id(pattern))
                    self._every.append(pattern)
                    todo += self._all_elements(self.content_of(pattern), set())
        return self._every

    def _label(self, element: etree._Element) -> str:
        return _shown(self._name(element))


def _taken(root: etree._Element, ids: Mapping[etree._Element, str]) -> Iterator[Fault]:
    """Elements whose id an earlier element has."""
    met: dict[str, etree._Element] = {}
    for element in root.iter(etree.Element) if len(set(ids.values())) < len(ids) else ():
        if (name := " ".join(ids.get(element, "").split())) and met.setdefault(name, element) is not element:
            first = met[name]
            place = f"an earlier {etree.QName(first).localname} (line {first.sourceline}) has it"
            yield Fault(element, "E418", f"the xml:id «{name}» is taken: {place}")


# -- words


def _shown(name: Name) -> str:
    return name[1]


def _attribute(key: str) -> str:
    return key.replace(f"{{{XML}}}", "xml:")


def _clark(name: Name) -> str:
    return f"{{{name[0]}}}{name[1]}" if name[0] else name[1]


def _labels(patterns: Iterable[Pattern]) -> list[str]:
    names = [_shown(name) for name in _names_of(patterns)]
    return sorted(names + ["text" for p in patterns if p.kind == "text"])


def _names_of(patterns: Iterable[Pattern]) -> set[Name]:
    return {name for p in patterns if p.names is not None for name in p.names.names()}


def _needed(pattern: Pattern) -> set[str]:
    """The attributes without which the start tag is not complete."""
    match pattern.kind:
        case "attribute":
            names = pattern.names.names() if pattern.names else ()
            return {" or ".join(sorted(_attribute(_clark(n)) for n in names)) or "of any name"}
        case "choice":
            ways = [_needed(part) for part in pattern.parts]
            return min(ways, key=lambda way: (len(way), sorted(way)))
        case "group" | "interleave" | "more":
            return set().union(*(_needed(part) for part in pattern.parts))
        case _:
            return set()


def _values(pattern: Pattern) -> list[str]:
    """The values that a pattern lists."""
    if pattern.kind == "value":
        return [pattern.words]
    return (
        [value for part in pattern.parts for value in _values(part)]
        if pattern.kind in ("choice", "list", "more")
        else []
    )


def _described(pattern: Pattern) -> str:
    """What a value must be, in words."""
    choices = _values(pattern)
    others = [str(data) for data in dict.fromkeys(_datatypes(pattern))]
    words = list(dict.fromkeys(choices))[:_MANY] + (["…"] if len(choices) > _MANY else []) + others
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words) or "empty"


def _datatypes(pattern: Pattern) -> Iterator[object]:
    if pattern.kind == "data":
        yield pattern.data
    elif pattern.kind == "text":
        yield "any text"
    elif pattern.kind != "element":
        for part in pattern.parts:
            yield from _datatypes(part)


def _meant(name: str, known: Sequence[str], has: str = "") -> str:
    if near := get_close_matches(name, known, 1, cutoff=0.6):
        return f"; did you mean {near[0]}?"
    return f"; {has} {', '.join(known[:_MANY])}{' …' if len(known) > _MANY else ''}" if has and known else ""


def _or(names: Sequence[str]) -> str:
    return ", ".join(names[:_MANY]) + (" …" if len(names) > _MANY else "")
