"""References without a definition, in an ODD that takes nothing from elsewhere.

In an ODD that takes from TEI, what it leaves out vanishes from every content; here such a reference is an error.
"""

from collections.abc import Iterator

from lxml import etree

from edition.validate.odds.specifications import ELEMENT, SPECIFICATIONS
from edition.validate.rule_elements import position_of
from edition.validate.schema_errors import schema_error
from edition.xml.namespaces import tei

_DEFINED_BY = {"elementRef": "elementSpec", "macroRef": "macroSpec", "memberOf": "classSpec", "classRef": "classSpec"}
_DATA = frozenset(map(tei, ("dataSpec", "macroSpec")))


def refuse_undefined(schema: etree._Element) -> None:
    """Raise SchemaError with the position of the first reference or element without a definition."""
    for spec in schema.iterchildren(ELEMENT):
        if spec.find(tei("content")) is None:
            raise schema_error(position_of(spec), f"the element {spec.get('ident')} has no content")
    for reference, words in _find_undefined(schema):
        message = f"there is no {words}, and the ODD takes nothing from elsewhere (by moduleRef, elementRef or source)"
        raise schema_error(position_of(reference), message)


def _find_undefined(schema: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    defined = {(spec.tag, spec.get("ident")) for spec in schema.iterchildren(*SPECIFICATIONS)}
    for reference in schema.iter(*map(tei, _DEFINED_BY)):
        kind = _DEFINED_BY[etree.QName(reference).localname]
        if (tei(kind), reference.get("key")) not in defined:
            yield reference, f"{kind} {reference.get('key')}"
    for reference in schema.iter(tei("dataRef")):
        key = reference.get("key")
        if not reference.get("name") and all((kind, key) not in defined for kind in _DATA):
            yield reference, f"dataSpec {key or reference.get('ref')}"
