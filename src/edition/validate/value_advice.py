"""Advice about a value of an attribute that a schema refuses: what is wrong with it, and what to write instead."""

from collections.abc import Callable, Iterator, Sequence

import regex

from edition.validate.date_advice import (
    DATE_TYPES,
    explain_impossible,
    find_span,
    find_uncertain_year,
    propose_dates,
)
from edition.validate.message_text import collect_datatypes, collect_values, find_nearest
from edition.validate.patterns import Pattern

_TRUTH = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}
_NAMES = frozenset(("ID", "NCName", "Name", "IDREF"))
_NUMBERS = frozenset(("decimal", "float", "double", "integer", "nonNegativeInteger", "positiveInteger"))
_ENDS = (("from", "to"), ("notBefore", "notAfter"))
_MOST_PROPOSED = 2

Check = Callable[[str], bool]


def advise(label: str, words: str, value: Pattern, check: Check, attributes: Sequence[str] = ()) -> str:
    """The end of a sentence about a wrong value; `check` tells which values are right, `attributes` the element's."""
    types = {data.name for data in collect_datatypes(value)}
    if not words.strip():
        return "; it is empty"
    reasons: list[str] = []
    proposed: dict[str, str] = {}
    if types & DATE_TYPES or _is_date(value):
        reasons += filter(None, (explain_impossible(words), _explain_span(words, attributes)))
        proposed |= {new: note for new, note in propose_dates(words) if check(new)}
    others = (*_propose_names(label, words, types), *_propose(words, types))
    if not proposed and (new := next((new for new in others if new != words and check(new)), "")):
        proposed[new] = ""
    if not proposed and (near := find_nearest_value(words, collect_values(value))):
        return f"; did you mean {near}?"
    return "".join(f"; {part}" for part in (*reasons, *_format(proposed)))


def _format(proposed: dict[str, str]) -> Iterator[str]:
    if not proposed:
        return
    chosen = list(proposed.items())[:_MOST_PROPOSED]
    has_notes = len(chosen) > 1 and all(note for _, note in chosen)
    yield "write " + " or ".join(f"«{new}» ({note})" if has_notes else f"«{new}»" for new, note in chosen)


def find_nearest_value(words: str, values: Sequence[str]) -> str:
    """The fixed value that a wrong one probably means, or ""."""
    alike = [value for value in values if value.casefold() == words.strip().casefold()]
    return next(iter(alike), "") or find_nearest(words, tuple(values))


def _is_date(value: Pattern) -> bool:
    return any("a year" in str(data) for data in collect_datatypes(value))


def _explain_span(words: str, attributes: Sequence[str]) -> str:
    """What to write for two dates, or a doubtful one, in an attribute for one date."""
    ends = next((pair for pair in _ENDS if set(pair) <= set(attributes)), None)
    if ends and (span := find_span(words)) and span[0] < span[1]:
        return f"it is a span: write {ends[0]}=«{span[0]}» {ends[1]}=«{span[1]}»"
    if year := find_uncertain_year(words):
        doubt = "cert=«low»" if "cert" in attributes else "what is doubtful in a note"
        return f"write «{year}», and {doubt}"
    return ""


def _propose_names(label: str, words: str, types: set[str]) -> Iterator[str]:
    """Names for ids: without the sign of pointers, with another character for a blank, with a letter first."""
    if not types & _NAMES:
        return
    name = regex.sub(r"[\s:/,;]+", "-", words.strip().lstrip("#"))
    yield name
    plain = regex.sub(r"[^\p{L}\p{N}_.\-]", "", name)
    yield plain
    yield f"{label}{plain}" if plain[:1].isdigit() else f"{label}-{plain.lstrip('-.')}"


def _propose(words: str, types: set[str]) -> Iterator[str]:
    """Values of other kinds: pointers without a blank between, numbers, languages, truth values."""
    if "anyURI" in types:
        yield regex.sub(r"(?<=[^\s#])#", " #", regex.sub(r"[,;]\s*#", " #", words))
        yield regex.sub(r"##+", "#", words)
        yield regex.sub(r"%(?![0-9A-Fa-f]{2})", "%25", words.strip().replace(" ", "%20"))
    if types & _NUMBERS:
        yield words.strip().replace(",", ".")
        yield regex.sub(r"[\s']", "", words)
        yield from regex.findall(r"^\s*(\d+(?:\.\d+)?)", words)
    if "language" in types:
        yield regex.sub(r"[_\s.]+", "-", words.strip())
    yield _TRUTH.get(words.strip().casefold(), words)
    yield words.strip().casefold()
    yield "-".join(words.split())
