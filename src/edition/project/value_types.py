"""The types that values of a configuration may have."""

from collections.abc import Callable, Mapping
from typing import Any


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


#: A type -> whether a value of a TOML file has it, and what to write.
_TYPES: tuple[tuple[Any, Callable[[Any], bool], str], ...] = (
    (str, lambda v: isinstance(v, str), 'text in quotes ("…")'),
    (int, _is_number, "a whole number"),
    (float, lambda v: _is_number(v) or isinstance(v, float), "a number"),
    (bool, lambda v: isinstance(v, bool), "true or false"),
    (bool | None, lambda v: isinstance(v, bool), "true or false"),
    (
        tuple[str, ...],
        lambda v: isinstance(v, list) and all(isinstance(x, str) for x in v),
        'a list of texts (["…", "…"])',
    ),
    (
        tuple[tuple[str, ...], ...],
        lambda v: isinstance(v, list) and all(isinstance(x, list) and all(isinstance(y, str) for y in x) for x in v),
        'a list of lists of texts ([["…", "…"], ["…"]])',
    ),
    (
        Mapping[str, str],
        lambda v: isinstance(v, dict) and all(isinstance(x, str) for x in v.values()),
        "a table of texts",
    ),
    (
        Mapping[str, tuple[str, ...]],
        lambda v: (
            isinstance(v, dict) and all(isinstance(x, list) and all(isinstance(y, str) for y in x) for x in v.values())
        ),
        'a table of lists of texts ({ "06-24" = ["…", "…"] })',
    ),
    (
        Mapping[str, int],
        lambda v: isinstance(v, dict) and all(_is_number(x) and x >= 0 for x in v.values()),
        "a table of numbers ({ sc = 1 })",
    ),
)


def is_of_type(value: Any, expected: Any) -> bool:
    """Whether a value of a TOML file is of the type of an option. KeyError for a type that no option may have."""
    return next(check for kind, check, _ in _TYPES if kind == expected)(value)


def describe_type(expected: Any) -> str:
    """What to write for a value of a type, as the end of a sentence: «true or false»."""
    return next(words for kind, _, words in _TYPES if kind == expected)


def convert_value(value: Any, expected: Any) -> Any:
    """A value of a TOML file as an option has it: lists as tuples, numbers as floats where they may have a fraction."""
    if isinstance(value, list):
        return tuple(convert_value(one, str) for one in value)
    if isinstance(value, dict):
        return {key: convert_value(one, str) for key, one in value.items()}
    return float(value) if expected is float else value
