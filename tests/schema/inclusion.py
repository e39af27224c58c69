"""Whether all that one schema allows, another allows: element by element, a counter-example where not.

Both name each element once, so that inclusion parts into contents, walked in pairs of derivatives (as one regular
language is proved to lie in another), and attributes: their names, what is required, their values.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from edition.validate.patterns import Name, Pattern, Patterns, content_of
from edition.validate.validator import Validator


@dataclass(frozen=True, slots=True)
class Stray:
    """What one schema allows in an element and another does not: in words, or the value of an attribute."""

    element: str
    words: str = ""
    attribute: str = ""
    value: str = ""

    def __str__(self) -> str:
        return f"{self.element}/@{self.attribute}=«{self.value}»" if self.attribute else f"{self.element}: {self.words}"


def strays(mine: Validator, whole: Validator, name: Name) -> Iterator[Stray]:
    """What `mine` allows in elements of a name and `whole` does not."""
    (one,), others = mine.definitions(name), whole.definitions(name)
    if not others:
        yield Stray(name[1], "unknown")
        return
    (other,) = others
    yield from (Stray(name[1], words) for words in _content(mine, whole, one, other))
    yield from _attributes(name[1], mine, whole, one, other)


def _content(mine: Validator, whole: Validator, one: Pattern, other: Pattern) -> Iterator[str]:
    """A way through the content of `one` that `other` does not go."""
    a, b = mine.schema.patterns, whole.schema.patterns
    start = a.without_attributes(content_of(one)), b.without_attributes(content_of(other))
    todo: list[tuple[Pattern, Pattern, tuple[str, ...]]] = [(*start, ())]
    met = set()
    while todo:
        p, q, trail = todo.pop()
        if (id(p), id(q)) in met:
            continue
        met.add((id(p), id(q)))
        if p.nullable and not q.nullable:
            yield f"may end behind «{' '.join(trail)}»"
            return
        for step in sorted(_steps(p, a)):
            after = _after(a, p, step), _after(b, q, step)
            if after[1] is b.none:
                yield f"«{' '.join((*trail, step[1]))}»"
                return
            todo.append((*after, (*trail, step[1])))


_WORDS = ("", "words")


def _steps(pattern: Pattern, patterns: Patterns) -> set[Name]:
    first = patterns.first(pattern)
    names = {name for p in first if p.names is not None for name in p.names.names()}
    return names | ({_WORDS} if any(p.kind == "text" for p in first) else set())


def _after(patterns: Patterns, pattern: Pattern, step: Name) -> Pattern:
    if step == _WORDS:
        return patterns.after_text(pattern, "words")
    return patterns.choice(rest for _, rest in patterns.after_element(pattern, step))


def _attributes(element: str, mine: Validator, whole: Validator, one: Pattern, other: Pattern) -> Iterator[Stray]:
    a, b = mine.schema.patterns, whole.schema.patterns
    content = content_of(one)
    named = {_name(p): p for p in a.attributes_of(content)}
    known = {name: b.after_attribute(content_of(other), name) for name in named}
    if unknown := [name[1] for name, found in known.items() if not found]:
        yield from (Stray(element, f"@{name} is unknown") for name in unknown)
        return
    needed = {name for name in named if a.close_start_tag(_without(a, content, set(named) - {name})) is a.none}
    free = sorted(set(named) - needed)
    for chosen in (set(), set(free), *({x} for x in free), *map(set, combinations(free, 2))):
        given = needed | chosen
        if b.close_start_tag(_without(b, content_of(other), given)) is b.none:
            yield Stray(element, f"@{', @'.join(sorted(n[1] for n in given))}: not enough, or not together")
            return
    for name, attribute in named.items():
        allowed = b.choice(p.parts[0] for p, _ in known[name])
        for value in values(attribute.parts[0]):
            if not b.matches(allowed, value):
                yield Stray(element, attribute=name[1], value=value)


def _name(attribute: Pattern) -> Name:
    assert attribute.names is not None
    (name,) = attribute.names.names()
    return name


def _without(patterns: Patterns, pattern: Pattern, given: set[Name]) -> Pattern:
    """What is left when these attributes were given."""
    for name in sorted(given):
        pattern = patterns.choice(rest for _, rest in patterns.after_attribute(pattern, name))
    return pattern


def values(pattern: Pattern) -> Iterator[str]:
    """Values that a pattern allows: all that it lists, else those of a store of plain and of odd ones."""
    listed = [p.words for p in _parts(pattern) if p.kind == "value"]
    yield from listed
    if not listed:
        yield from (value for value in STORE if Patterns().matches(pattern, value))


def _parts(pattern: Pattern) -> Iterator[Pattern]:
    yield pattern
    for part in pattern.parts:
        yield from _parts(part)


STORE = (
    "", " ", "a", "a b", "#a", "#a #b", "#", "a#b", "../registers/persons.xml#pers-a", "http://a.b/c?d=e&f=g", "é",
    "1", "0042", "12", "-1", "1.0", "1.0.0", "0.1a2", "1936", "1936-08", "1936-08-19", "-0044", "-0044-03-15", "0000",
    "1936-02-31", "1936-13", "12:00", "en", "de-AT", "und-Cyrl", "x-klingon", "x y z", "a-b.c_d", "_a", "1a", "a:b",
    "2588", "1F600", "0A", "high", "true", "W", "A*", "\u00a0", "[a]", "a/b", "a%20b", "%", "<a>", "\U0001f600", "*",
    "(1)", "1a2.3b4.5.6",
)  # fmt: skip
