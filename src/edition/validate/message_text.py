"""Write names, values and expectations of a schema in messages."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache

from edition.late_patterns import late_regex
from edition.validate.datatypes import Datatype
from edition.validate.date_advice import DATE_TYPES
from edition.validate.habits import load_habits
from edition.validate.patterns import Name, Pattern
from edition.xml.namespaces import XML

_MAX_LISTED = 12
_MAX_REPEATED = 8  # occurrences of one letter in a name that are counted
_FULL_DATE = frozenset(("date", "gYear", "gYearMonth"))
_TIMES = frozenset(("time", "dateTime"))
_GLOSS = late_regex(r"^\([^()]*\)\s+(?=\S)|\s*\[\d+\.\d*[^\[\]]*\]")


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
    others = list(dict.fromkeys(_describe_datatypes(pattern)))
    words = choices[:_MAX_LISTED] + (["…"] if len(choices) > _MAX_LISTED else []) + others
    return (join_or(words) or "empty") + (", or several with blanks between" if _holds_list(pattern) else "")


def _describe_datatypes(pattern: Pattern) -> Iterator[str]:
    """The datatypes of a pattern; those of dates together, because TEI allows a date and its parts."""
    found = list(collect_datatypes(pattern))
    names = {data.name for data in found}
    if len(names & DATE_TYPES) > 1 and names >= _FULL_DATE:
        yield "a date such as 1936-08-19, 1936-08 or 1936"
        if names & _TIMES:
            yield "a time such as 12:30:00"
        found = [data for data in found if data.name not in DATE_TYPES]
    yield from map(_describe_datatype, found)
    if _holds_text(pattern):
        yield "any text"


def _describe_datatype(datatype: Datatype) -> str:
    known = load_habits().patterns
    meanings = [known.get(value) for name, value in datatype.facets if name == "pattern"]
    return next(filter(None, meanings), "") or str(datatype)


def collect_datatypes(pattern: Pattern) -> Iterator[Datatype]:
    """The datatypes in the pattern of a value."""
    if pattern.kind == "data":
        assert pattern.data is not None
        yield pattern.data
    elif pattern.kind != "element":
        for part in pattern.parts:
            yield from collect_datatypes(part)


def _holds_text(pattern: Pattern) -> bool:
    return pattern.kind == "text" or (pattern.kind not in ("element", "data") and any(map(_holds_text, pattern.parts)))


@lru_cache(maxsize=4096)
def find_nearest(word: str, known: tuple[str, ...], cutoff: float = 0.65) -> str:
    """The most similar known word, or ""; the same letters in another case are the most similar."""
    alike = find_same_letters(word, known)
    if alike or len(word) < 2:
        return alike
    letters, size = _count_letters(word), len(word)
    possible = [w for w in known if 2 * (letters & _count_letters(w)).bit_count() >= cutoff * (size + len(w))]
    return next(iter(get_close_matches(word, possible, 1, cutoff)), "")


def find_same_letters(word: str, known: tuple[str, ...]) -> str:
    """The known word with the same letters in another case, or ""."""
    return _fold_all(known).get(word.casefold(), "")


@lru_cache(maxsize=64)
def _fold_all(known: tuple[str, ...]) -> dict[str, str]:
    return {word.casefold(): word for word in reversed(known)}


@lru_cache(maxsize=8192)
def _count_letters(word: str) -> int:
    """The letters of a word as bits: the common bits of two words are at least as many as the letters they share.

    The similarity of two words is bounded by what they share, so that most of many words are passed over at once.
    """
    bits, counts = 0, Counter[int]()
    for letter in word:
        group = ord(letter) % 64  # letters of one group count as the same
        bits |= 1 << (group * _MAX_REPEATED + min(counts[group], _MAX_REPEATED - 1))
        counts[group] += 1
    return bits


def format_suggestion(nearest: str, known: Sequence[str] = (), introduction: str = "") -> str:
    """The end of a sentence about a wrong name: the nearest known name, else a list of all."""
    if nearest:
        return f"; did you mean {nearest}?"
    return f"; {introduction} {join_names(known)}" if introduction and known else ""


def _holds_list(pattern: Pattern) -> bool:
    """Whether a value may be a list of any length."""
    if pattern.kind == "list":
        return any(part.kind == "more" for part in (pattern.parts[0], *pattern.parts[0].parts))
    return pattern.kind == "choice" and any(map(_holds_list, pattern.parts))


def join_names(names: Sequence[str]) -> str:
    """A list of names, at most _MAX_LISTED; those that are met most stand first if not all are listed."""
    return ", ".join(names) if len(names) <= _MAX_LISTED else _list_common(tuple(names))


@lru_cache(maxsize=1024)
def _list_common(names: tuple[str, ...]) -> str:
    return ", ".join(load_habits().sort_by_use(names)[:_MAX_LISTED]) + " …"


def join_or(names: Sequence[str]) -> str:
    """A list of names with «or» before the last."""
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else [*names])


def format_documentation(documentation: str) -> str:
    """The description of an element or attribute, without the name and the chapters that TEI writes around it."""
    plain: str = _GLOSS.sub("", documentation)
    return plain.strip().rstrip(".")
