"""How names, values and what a schema expects are written in messages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache

from edition.validate.patterns import Name, Pattern
from edition.xml.namespaces import XML

_MANY = 12
_HTML: Mapping[str, str] = {
    "a": "ref", "b": "hi", "blockquote": "quote", "br": "lb", "em": "hi", "h1": "head", "h2": "head", "h3": "head",
    "h4": "head", "h5": "head", "h6": "head", "hr": "milestone", "i": "hi", "img": "graphic", "li": "item",
    "ol": "list", "section": "div", "small": "hi", "span": "seg", "strong": "hi", "sub": "hi", "sup": "hi",
    "td": "cell", "th": "cell", "tr": "row", "u": "hi", "ul": "list",
}  # fmt: skip


def shown(name: Name) -> str:
    """The name of an element as messages write it."""
    return name[1]


def attribute_name(key: str) -> str:
    """The name of an attribute as messages write it."""
    return key.replace(f"{{{XML}}}", "xml:")


def clark(name: Name) -> str:
    """A name as lxml writes it."""
    return f"{{{name[0]}}}{name[1]}" if name[0] else name[1]


def in_namespace(namespace: str) -> str:
    """Where a name belongs."""
    return f"in the namespace {namespace}" if namespace else "in no namespace"


def labels(patterns: Iterable[Pattern]) -> tuple[str, ...]:
    """The names of elements, and `text` where words may stand."""
    names = [shown(name) for name in names_of(patterns)]
    return tuple(sorted({*names, *("text" for p in patterns if p.kind == "text")}))


def names_of(patterns: Iterable[Pattern]) -> set[Name]:
    """The names that elements of a schema spell out."""
    return {name for p in patterns if p.names is not None for name in p.names.names()}


def needed_attributes(pattern: Pattern) -> set[str]:
    """The attributes without which the start tag is not complete."""
    match pattern.kind:
        case "attribute":
            names = pattern.names.names() if pattern.names else ()
            return {" or ".join(sorted(attribute_name(clark(n)) for n in names)) or "of any name"}
        case "choice":
            ways = [needed_attributes(part) for part in pattern.parts]
            return min(ways, key=lambda way: (len(way), sorted(way)))
        case "group" | "interleave" | "more":
            return set().union(*(needed_attributes(part) for part in pattern.parts))
        case _:
            return set()


def listed_values(pattern: Pattern) -> list[str]:
    """The values that a pattern lists."""
    if pattern.kind == "value":
        return [pattern.words]
    return (
        [value for part in pattern.parts for value in listed_values(part)]
        if pattern.kind in ("choice", "list", "more")
        else []
    )


def described(pattern: Pattern) -> str:
    """What a value must be, in words."""
    choices = list(dict.fromkeys(listed_values(pattern)))
    others = list(dict.fromkeys(str(data) for data in _datatypes(pattern)))
    words = choices[:_MANY] + (["…"] if len(choices) > _MANY else []) + others
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words) or "empty"


def _datatypes(pattern: Pattern) -> Iterator[object]:
    if pattern.kind == "data":
        yield pattern.data
    elif pattern.kind == "text":
        yield "any text"
    elif pattern.kind != "element":
        for part in pattern.parts:
            yield from _datatypes(part)


@lru_cache(maxsize=4096)
def nearest(word: str, known: Sequence[str], cutoff: float = 0.6) -> str:
    """The known word that is most like another, or nothing."""
    return next(iter(get_close_matches(word, known, 1, cutoff)), "")


def nearest_element(word: str, known: tuple[str, ...]) -> str:
    """The element that was meant by a name that the schema does not have: TEI's for one of HTML, else the nearest."""
    tei = _HTML.get(word, "")
    return tei if tei in known else nearest(word, known)


def suggestion(near: str, known: Sequence[str] = (), has: str = "") -> str:
    """The end of a sentence about a wrong name: the nearest right one, else all that there are."""
    if near:
        return f"; did you mean {near}?"
    return f"; {has} {one_of(known)}" if has and known else ""


def one_of(names: Sequence[str]) -> str:
    """Names, as many as one likes to read."""
    return ", ".join(names[:_MANY]) + (" …" if len(names) > _MANY else "")
