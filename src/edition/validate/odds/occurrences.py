"""How often a part of a content may occur, as RELAX NG."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lxml import etree

from edition.validate.rule_elements import POSITION, position_of
from edition.validate.schema_errors import schema_error
from edition.xml.namespaces import RNG

UNBOUNDED = -1
PLACE = etree.QName(POSITION).namespace
_DEFAULT: Mapping[Any, str] = {None: RNG}  # the stubs of lxml do not know a default namespace
_MOST_WRITTEN_OUT = 400  # more occurrences are allowed without limit, as TEI's stylesheets do
_SIMPLE = {(0, 1): "optional", (0, UNBOUNDED): "zeroOrMore", (1, UNBOUNDED): "oneOrMore"}

Make = Callable[[], Sequence[etree._Element]]


def rng(name: str, /, *children: etree._Element, **attributes: str) -> etree._Element:
    """An element of RELAX NG."""
    made = etree.Element(f"{{{RNG}}}{name}", attributes, nsmap=_DEFAULT)
    made.extend(children)
    return made


def copy_shell(node: etree._Element) -> etree._Element:
    """An element of RELAX NG with the name, attributes and text of another, and the prefixes that names may use."""
    prefixes = {p: u for p, u in node.nsmap.items() if p and u not in (RNG, PLACE)}
    made = etree.Element(node.tag, nsmap={**_DEFAULT, **prefixes})
    for name, value in node.attrib.items():
        if name != POSITION:
            made.set(name, value)
    made.text = node.text
    return made


def occurrences(node: etree._Element) -> tuple[int, int]:
    """The least and the greatest number of occurrences."""
    least, most = node.get("minOccurs", "").strip() or "1", node.get("maxOccurs", "").strip() or "1"
    if not least.isdecimal() or not (most.isdecimal() or most == "unbounded"):
        raise schema_error(position_of(node), f"minOccurs «{least}» and maxOccurs «{most}» are no numbers")
    low, high = int(least), UNBOUNDED if most == "unbounded" else int(most)
    if high != UNBOUNDED and high < low:
        raise schema_error(
            position_of(node), f"minOccurs {least} and maxOccurs {most} cannot be: it takes least ≤ most"
        )
    return low, high


def repeat(node: etree._Element, make: Make) -> list[etree._Element]:
    """Patterns side by side, as often as the node says: what must occur, then what may."""
    low, high = occurrences(node)
    if (low, high) in _SIMPLE:
        return [rng(_SIMPLE[low, high], *make())]
    if low > _MOST_WRITTEN_OUT:
        low, high = _MOST_WRITTEN_OUT, UNBOUNDED
    made = [pattern for _ in range(low) for pattern in make()]
    if high == UNBOUNDED or high - low >= _MOST_WRITTEN_OUT:
        return [*made, rng("zeroOrMore", *make())]
    return [*made, *(rng("optional", *make()) for _ in range(high - low))]


def repeat_reference(node: etree._Element, make: Make) -> list[etree._Element]:
    """A reference as often as the node says; what may occur is nested."""
    low, high = occurrences(node)
    if (low, high) == (1, 1):
        return [*make()]
    if (low, high) in _SIMPLE:
        return [rng(_SIMPLE[low, high], *make())]
    # TEI's stylesheets write one optional occurrence too many where none is required; schemas in use allow it.
    first = [rng("optional", *make())] if low == 0 else [p for _ in range(min(low, _MOST_WRITTEN_OUT)) for p in make()]
    if high == UNBOUNDED or high - low >= _MOST_WRITTEN_OUT:
        return [rng("group", *first, rng("zeroOrMore", *make()))]
    rest: list[etree._Element] = []
    for _ in range(high - low):
        rest = [rng("optional", *make(), *rest)]
    return [rng("group", *first, *rest)]
