"""An ODD that can be compiled: one that says everything itself (docs/decisions/0016).

An ODD that takes elements or classes from TEI needs TEI's sources to become a schema. They are not here, and nothing is
fetched; such an ODD is refused with what to do.
"""

from collections.abc import Iterator

from lxml import etree

from edition.errors import InputError
from edition.names import NS, tei
from edition.parsing import Document

_ADVICE = (
    "only an ODD that says everything itself can be compiled here; make a .rng of it (with Roma, or TEI's stylesheets) "
    "and name that"
)
_CONTENT = frozenset(map(tei, ("sequence", "alternate", "elementRef", "macroRef", "textNode", "empty")))
_DEFINED_BY = {"elementRef": "elementSpec", "macroRef": "macroSpec", "memberOf": "classSpec"}


def refuse_incomplete(document: Document) -> None:
    """InputError, with the place, for an ODD that is none or does not say everything itself."""
    for element, words in _lacks(document.root):
        raise InputError(f"{document.position(element)}: {words}; {_ADVICE}")


def _lacks(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    schemas = root.findall(".//tei:schemaSpec", NS)
    if len(schemas) != 1:
        yield root, f"an ODD has one schemaSpec, this file has {len(schemas) or 'none'}"
        return
    (schema,) = schemas
    yield from _borrowed(schema)
    for spec in schema.iterfind(".//tei:elementSpec", NS):
        if spec.find("tei:content", NS) is None:
            yield spec, f"the element {spec.get('ident')} has no content"
    for reference in schema.iter(*map(tei, _DEFINED_BY)):
        kind = _DEFINED_BY[etree.QName(reference).localname]
        if schema.find(f".//tei:{kind}[@ident='{reference.get('key')}']", NS) is None:
            yield reference, f"there is no {kind} {reference.get('key')}"
    for name in (schema.get("start") or "TEI").split():
        if schema.find(f".//tei:elementSpec[@ident='{name}']", NS) is None:
            yield schema, f"a document begins with {name}, which is not defined"


def _borrowed(schema: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """What is taken from elsewhere, or said in a way that the compiler does not know."""
    for module in schema.iterfind("tei:moduleRef", NS):
        if module.get("key") != "tei" and module.get("include") is None:
            yield module, f"the whole module {module.get('key')} is taken from TEI"
    for other in schema.iterfind(".//tei:specGrpRef", NS):
        yield other, "specGrpRef is not known to the compiler"
    for part in schema.iterfind(".//tei:content//*", NS):
        if part.tag not in _CONTENT:
            yield part, f"{etree.QName(part).localname} as content is not known to the compiler"
    for data in schema.iterfind(".//tei:dataRef", NS):
        if data.get("name") is None:
            yield data, f"the datatype {data.get('key') or data.get('ref')} is TEI's own; a dataRef needs a name"
