"""Which attributes of a schema are pointers: those whose values are addresses (anyURI), alone or in a list."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from edition.validate.options import NO_OPTIONS, Options
from edition.validate.patterns import Name, Pattern, content_of
from edition.validate.relaxng import load_validator
from edition.validate.schema import SCHEMATRON
from edition.xml.namespaces import XML

_ADDRESS = "anyURI"
_NO_POINTERS = frozenset((f"{{{XML}}}base", "url", "ns", "uri", "schemaLocation"))  # files, and names of namespaces
Pointers = Mapping[Name, frozenset[str]]  # element -> its attributes, as lxml names them


def pointer_attributes(schema: Path, options: Options = NO_OPTIONS) -> Pointers:
    """The pointers of each element by a schema; none by Schematron alone."""
    if schema.suffix in SCHEMATRON:
        return {}
    return _pointer_attributes(schema.resolve(), schema.stat().st_mtime_ns, options)


@lru_cache(maxsize=8)
def _pointer_attributes(schema: Path, changed: int, options: Options) -> Pointers:
    found: dict[Name, set[str]] = {}
    kinds: dict[int, frozenset[str]] = {}
    for element in load_validator(schema, changed, options).elements():
        for name in element.names.names() if element.names else ():
            found.setdefault(name, set()).update(_pointers_in(content_of(element), kinds))
    return {name: frozenset(attributes) - _NO_POINTERS for name, attributes in found.items()}


def _pointers_in(pattern: Pattern, known: dict[int, frozenset[str]]) -> frozenset[str]:
    """The names of the attributes in a pattern that hold addresses; `known`: those of patterns that were looked at."""
    if pattern.number not in known:
        known[pattern.number] = frozenset(_find_pointers(pattern, known))
    return known[pattern.number]


def _find_pointers(pattern: Pattern, known: dict[int, frozenset[str]]) -> Iterator[str]:
    if pattern.kind == "attribute":
        if pattern.names is not None and any(map(_holds_addresses, pattern.parts)):
            yield from (f"{{{space}}}{local}" if space else local for space, local in pattern.names.names())
    elif pattern.kind != "element":
        for part in pattern.parts:
            yield from _pointers_in(part, known)


def _holds_addresses(value: Pattern) -> bool:
    if value.kind == "data":
        return value.data is not None and value.data.name == _ADDRESS
    return any(map(_holds_addresses, value.parts))
