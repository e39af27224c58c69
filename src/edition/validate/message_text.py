"""Write names, values and expectations of a schema in messages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache

from edition.validate.patterns import Name, Pattern
from edition.xml.namespaces import XML

_MAX_LISTED = 12
_TEI_FOR_HTML: Mapping[str, str] = {
    "a": "ref", "b": "hi", "blockquote": "quote", "br": "lb", "em": "hi", "h1": "head", "h2": "head", "h3": "head",
    "h4": "head", "h5": "head", "h6": "head", "hr": "milestone", "i": "hi", "img": "graphic", "li": "item",
    "ol": "list", "section": "div", "small": "hi", "span": "seg", "strong": "hi", "sub": "hi", "sup": "hi",
    "td": "cell", "th": "cell", "tr": "row", "u": "hi", "ul": "list",
}  # fmt: skip


def format_name(name: Name) -> str:
    """The name of an element for messages."""
    return name[1]


def format_attribute(key: str) -> str:
    """The name of an attribute for messages; `key` is in Clark notation."""
    return key.replace(f"{{{XML}}}", "xml:")


def to_clark_name(name: Name) -> str:
    """A name in Clark notation, as lxml uses it."""
    return f"{{{name[0]}}}{name[1]}" if name[0] else name[1]


def format_namespace(namespace: str) -> str:
    """The phrase «in the namespace …» or «in no namespace»."""
    return f"in the namespace {namespace}" if namespace else "in no namespace"


def element_labels(patterns: Iterable[Pattern]) -> tuple[str, ...]:
    """The names of element patterns, and `text` for a text pattern."""
    names = [format_name(name) for name in collect_names(patterns)]
    return tuple(sorted({*names, *("text" for p in patterns if p.kind == "text")}))


def collect_names(patterns: Iterable[Pattern]) -> set[Name]:
    """The explicit names of element patterns."""
    return {name for p in patterns if p.names is not None for name in p.names.names()}


def find_required_attributes(pattern: Pattern) -> set[str]:
    """The attributes that a pattern requires."""
    match pattern.kind:
        case "attribute":
            names = pattern.names.names() if pattern.names else ()
            return {" or ".join(sorted(format_attribute(to_clark_name(n)) for n in names)) or "of any name"}
        case "choice":
            ways = [find_required_attributes(part) for part in pattern.parts]
            return min(ways, key=lambda way: (len(way), sorted(way)))
        case "group" | "interleave" | "more":
            return set().union(*(find_required_attributes(part) for part in pattern.parts))
        case _:
            return set()


def collect_values(pattern: Pattern) -> list[str]:
    """The fixed values in a pattern."""
    if pattern.kind == "value":
        return [pattern.words]
    return (
        [value for part in pattern.parts for value in collect_values(part)]
        if pattern.kind in ("choice", "list", "more")
        else []
    )


def describe_value(pattern: Pattern) -> str:
    """What a value must be, as a phrase: the fixed values and the datatypes."""
    choices = list(dict.fromkeys(collect_values(pattern)))
    others = list(dict.fromkeys(str(data) for data in _datatypes(pattern)))
    words = choices[:_MAX_LISTED] + (["…"] if len(choices) > _MAX_LISTED else []) + others
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
def find_nearest(word: str, known: Sequence[str], cutoff: float = 0.6) -> str:
    """The most similar known word, or ""."""
    return next(iter(get_close_matches(word, known, 1, cutoff)), "")


def find_nearest_element(word: str, known: tuple[str, ...]) -> str:
    """The element that an unknown name probably means: the TEI element for a name of HTML, else the most similar."""
    tei = _TEI_FOR_HTML.get(word, "")
    return tei if tei in known else find_nearest(word, known)


def format_suggestion(nearest: str, known: Sequence[str] = (), introduction: str = "") -> str:
    """The end of a sentence about a wrong name: the nearest known name, else a list of all."""
    if nearest:
        return f"; did you mean {nearest}?"
    return f"; {introduction} {join_names(known)}" if introduction and known else ""


def join_names(names: Sequence[str]) -> str:
    """A list of names, at most _MAX_LISTED."""
    return ", ".join(names[:_MAX_LISTED]) + (" …" if len(names) > _MAX_LISTED else "")
