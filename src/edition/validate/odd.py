"""An ODD that can be compiled: one that says everything itself (docs/decisions/0016).

An ODD that takes elements or classes from TEI needs TEI's sources to become a schema. They are not here, and nothing is
fetched; such an ODD is refused with what to do.
"""

from collections.abc import Iterator

from lxml import etree

from edition.validate.refusal import no_schema
from edition.xml.namespaces import NS, SCH, XSL, tei
from edition.xml.parse import Document

_ADVICE = (
    "only an ODD that says everything itself can be compiled here; make a .rng of it (with Roma, or TEI's stylesheets) "
    "and name that"
)
_CONTENT = frozenset(map(tei, ("sequence", "alternate", "elementRef", "macroRef", "textNode", "empty")))
_DEFINED_BY = {"elementRef": "elementSpec", "macroRef": "macroSpec", "memberOf": "classSpec"}

_MOST = 500  # written out, it is a schema of this size
_QUICK_FIX = "http://www.schematron-quickfix.com/validator/process"
_OWNERS = (tei("elementSpec"), tei("classSpec"))
_SCHEMATRON = "schematron"
_OF_ATTRIBUTES = frozenset(map(tei, ("attDef", "attList", "desc", "gloss")))
_IN_CONSTRAINTS = frozenset((
    *(f"{{{SCH}}}{name}" for name in ("ns", "pattern", "rule", "assert", "report", "let", "diagnostics", "diagnostic")),
    *(f"{{{SCH}}}{name}" for name in ("title", "p")),
    f"{{{XSL}}}key", f"{{{XSL}}}function",
))  # fmt: skip


def refuse_incomplete(document: Document) -> None:
    """SchemaError, with the place, for an ODD that is none or does not say everything itself."""
    for element, words in _lacks(document.root):
        raise no_schema(document.position(element), f"{words}; {_ADVICE}")
    for element, words in _faults(document.root):
        raise no_schema(document.position(element), words)


def _lacks(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    schemas = root.findall(".//tei:schemaSpec", NS)
    if len(schemas) != 1:
        yield root, f"an ODD has one schemaSpec, this file has {len(schemas) or 'none'}"
        return
    (schema,) = schemas
    yield from _borrowed(schema)
    yield from _odd_attributes(schema)
    yield from _undefined(schema)


def _faults(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """What is wrong with an ODD that does say everything itself."""
    for schema in root.iterfind(".//tei:schemaSpec", NS):
        yield from _counts(schema)
        yield from _values(schema)
        yield from _circles(schema)
    for constraint in root.iterfind(".//tei:constraintSpec/tei:constraint", NS):
        yield from _not_rules(constraint)


def _circles(schema: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Classes that are members of themselves, by whatever way."""
    above = {
        spec.get("ident", ""): {str(m.get("key")) for m in spec.iterfind("tei:classes/tei:memberOf", NS)}
        for spec in schema.iterfind(".//tei:classSpec", NS)
    }
    for name in above:
        reached: set[str] = set()
        todo = [*above[name]]
        while todo:
            if (other := todo.pop()) not in reached:
                reached.add(other)
                todo += above.get(other, ())
        if name in reached:
            yield schema, f"the class {name} is a member of itself"


def _values(schema: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Datatypes and lists of values that do not say what a value is."""
    for holder in schema.iterfind(".//tei:datatype", NS):
        if len(holder.findall("tei:dataRef", NS)) != 1:
            yield holder, "a datatype needs one dataRef"
    for listed in schema.iterfind(".//tei:valList[@type='closed']", NS):
        if listed.find("tei:valItem", NS) is None:
            yield listed, "a closed list of values needs a value"


def _undefined(schema: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """What is referred to, or a document may begin with, and is not there."""
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


def _odd_attributes(schema: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Attributes that are referred to, or taken away, instead of being defined."""
    for attributes in schema.iter(tei("attList")):
        for part in attributes.iterchildren(etree.Element):
            if part.tag not in _OF_ATTRIBUTES or part.get("mode") == "delete":
                yield part, f"{etree.QName(part).localname} {part.get('ident', '')} is not known to the compiler"


def _counts(schema: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """How often something may come: numbers, of which the least is not more than the most."""
    for part in schema.iter(etree.Element):
        least, most = part.get("minOccurs", "1"), part.get("maxOccurs", "1")
        if not least.isdecimal() or not (most.isdecimal() or most == "unbounded"):
            yield part, f"minOccurs «{least}» and maxOccurs «{most}» are no numbers"
        elif most.isdecimal() and not int(least) <= int(most) <= _MOST:
            yield part, f"minOccurs {least} and maxOccurs {most} cannot be: it takes least ≤ most ≤ {_MOST}"


def _not_rules(constraint: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """What stands in a constraint and would not be run."""
    spec = constraint.getparent()
    assert spec is not None
    if spec.get("mode") == "delete":
        return
    if not spec.get("scheme", _SCHEMATRON).lower().endswith(_SCHEMATRON):
        yield spec, f"a constraint of the scheme {spec.get('scheme')} is not run; it must be schematron"
    elif (constraint.text or "").strip():
        yield constraint, "the constraint holds words instead of rules of Schematron"
    for part in constraint.iterchildren(etree.Element):
        name = etree.QName(part)
        if part.tag not in _IN_CONSTRAINTS and name.namespace != _QUICK_FIX:
            yield part, f"{name.localname} of the namespace {name.namespace} is not run in a constraint"
        elif name.localname in ("assert", "report") and next(constraint.iterancestors(*_OWNERS), None) is None:
            yield part, f"this {name.localname} stands in no elementSpec and no classSpec: put it into a rule"
