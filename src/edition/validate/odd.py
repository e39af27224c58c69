"""Check whether an ODD says everything itself, and that its limits and rules can be compiled (docs/decisions/0099)."""

from collections.abc import Iterator

from lxml import etree

from edition.model.finding import Position
from edition.validate.schema_errors import schema_error
from edition.xml.namespaces import NS, SCH, XSL, tei
from edition.xml.parse import Document

_CONTENT = frozenset(map(tei, ("sequence", "alternate", "elementRef", "macroRef", "textNode", "empty")))
_TAKEN = tuple(map(tei, ("specGrpRef", "elementRef", "classRef", "macroRef", "dataRef")))
_DEFINED_BY = {"elementRef": "elementSpec", "macroRef": "macroSpec", "memberOf": "classSpec"}

_MAX_OCCURRENCES = 500  # each occurrence is written out in the schema
_QUICK_FIX = "http://www.schematron-quickfix.com/validator/process"
_SPECS_WITH_CONTEXT = (tei("elementSpec"), tei("classSpec"))
_SCHEMATRON = "schematron"
_OF_ATTRIBUTES = frozenset(map(tei, ("attDef", "attList", "desc", "gloss")))
_IN_CONSTRAINTS = frozenset((
    *(f"{{{SCH}}}{name}" for name in ("ns", "pattern", "rule", "assert", "report", "let", "diagnostics", "diagnostic")),
    *(f"{{{SCH}}}{name}" for name in ("title", "p")),
    f"{{{XSL}}}key", f"{{{XSL}}}function",
))  # fmt: skip


def find_borrowed(document: Document) -> tuple[Position, str] | None:
    """The position and the words for what an ODD takes from elsewhere; None if it says everything itself."""
    for element, words in _find_incomplete(document.root):
        return document.position(element), words
    return None


def refuse_errors(document: Document) -> None:
    """Raise SchemaError with the position for an error in an ODD that says everything itself."""
    for element, words in _find_errors(document.root):
        raise schema_error(document.position(element), words)


def refuse_rules(document: Document) -> None:
    """Raise SchemaError with the position for a constraint of Schematron that would not be run."""
    for constraint in document.root.iterfind(".//tei:schemaSpec//tei:constraintSpec/tei:constraint", NS):
        if is_schematron(constraint.getparent()):
            for element, words in _find_unsupported_constraints(constraint):
                raise schema_error(document.position(element), words)


def is_schematron(spec: etree._Element | None) -> bool:
    """Whether a constraintSpec holds rules of Schematron."""
    return spec is not None and spec.get("scheme", _SCHEMATRON).lower().endswith(_SCHEMATRON)


def _find_incomplete(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    schemas = root.findall(".//tei:schemaSpec", NS)
    if len(schemas) != 1:
        yield root, f"an ODD has one schemaSpec, this file has {len(schemas) or 'none'}"
        return
    (schema,) = schemas
    yield from _find_taken(schema)
    yield from _find_unsupported_attributes(schema)
    yield from _find_undefined(schema)


def _find_errors(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The errors of a self-contained ODD, as (element, problem)."""
    for schema in root.iterfind(".//tei:schemaSpec", NS):
        yield from _find_wrong_counts(schema)
        yield from _find_undefined_values(schema)
        yield from _find_cyclic_classes(schema)
    for constraint in root.iterfind(".//tei:constraintSpec/tei:constraint", NS):
        yield from _find_unsupported_constraints(constraint)


def _find_cyclic_classes(schema: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Classes that are members of themselves, directly or indirectly."""
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


def _find_undefined_values(schema: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Datatypes and closed lists without a definition of their values."""
    for holder in schema.iterfind(".//tei:datatype", NS):
        if len(holder.findall("tei:dataRef", NS)) != 1:
            yield holder, "a datatype needs one dataRef"
    for listed in schema.iterfind(".//tei:valList[@type='closed']", NS):
        if listed.find("tei:valItem", NS) is None:
            yield listed, "a closed list of values needs a value"


def _find_undefined(schema: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """References, and start elements, without a definition."""
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


def _find_taken(schema: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """What an ODD takes from TEI or from elsewhere, or says in a way that only the other compiler knows."""
    yield from _find_taken_modules(schema)
    for part in schema.iterchildren(*_TAKEN):
        yield part, f"{part.get('key') or part.get('target')} is taken from elsewhere"
    for part in schema.iterfind("*[@mode='delete']", NS):
        yield part, f"{part.get('ident')} is taken from TEI and deleted"
    for part in schema.iterfind(".//tei:content//*", NS):
        if part.tag not in _CONTENT:
            yield part, " ".join((etree.QName(part).localname, *part.get("key", "").split(), "is taken from elsewhere"))
    for data in schema.iterfind(".//tei:dataRef", NS):
        if data.get("name") is None:
            yield data, f"the datatype {data.get('key') or data.get('ref')} is TEI's own"


def _find_taken_modules(schema: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    defined = {spec.get("ident") for spec in schema.iterfind(".//tei:elementSpec", NS)}
    for module in schema.iterfind("tei:moduleRef", NS):
        taken = [name for name in module.get("include", "").split() if name not in defined]
        if module.get("url"):
            yield module, f"the schema {module.get('url')} is taken in"
        elif module.get("key") != "tei" and module.get("include") is None:
            yield module, f"the whole module {module.get('key')} is taken from TEI"
        elif taken:
            yield module, f"the element {taken[0]} is taken from TEI"


def _find_unsupported_attributes(schema: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Attributes that are referred to instead of defined, and deleted ones that a class of this ODD gives.

    An attribute that is deleted, and is of no class, is one that TEI gives to the element itself: it is not there.
    """
    for attributes in schema.iter(tei("attList")):
        for part in attributes.iterchildren(etree.Element):
            is_of_class = part.get("mode") == "delete" and part.get("ident") in _attributes_of_classes(attributes)
            if part.tag not in _OF_ATTRIBUTES or is_of_class:
                yield part, f"{etree.QName(part).localname} {part.get('ident', '')} is taken from elsewhere"


def _attributes_of_classes(attributes: etree._Element) -> set[str]:
    """The names of the attributes that the classes of an element or class give it."""
    spec = next(attributes.iterancestors(tei("elementSpec"), tei("classSpec")), None)
    found: set[str] = set()
    todo, seen = [spec], set()
    while todo:
        if (one := todo.pop()) is None or one in seen:
            continue
        seen.add(one)
        found |= {a.get("ident", "") for a in one.iterfind(".//tei:attDef", NS) if one is not spec}
        keys = {member.get("key") for member in one.iterfind("tei:classes/tei:memberOf", NS)}
        todo += (c for c in one.getroottree().iterfind(".//tei:classSpec", NS) if c.get("ident") in keys)
    return found


def _find_wrong_counts(schema: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Occurrence limits that are not numbers, or whose minimum exceeds the maximum."""
    for part in schema.iter(etree.Element):
        least, most = part.get("minOccurs", "1"), part.get("maxOccurs", "1")
        if not least.isdecimal() or not (most.isdecimal() or most == "unbounded"):
            yield part, f"minOccurs «{least}» and maxOccurs «{most}» are no numbers"
        elif most.isdecimal() and not int(least) <= int(most) <= _MAX_OCCURRENCES:
            yield part, f"minOccurs {least} and maxOccurs {most} cannot be: it takes least ≤ most ≤ {_MAX_OCCURRENCES}"


def _find_unsupported_constraints(constraint: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Content of a constraint that would not be run."""
    spec = constraint.getparent()
    assert spec is not None
    if spec.get("mode") == "delete":
        return
    if not is_schematron(spec):
        yield spec, f"a constraint of the scheme {spec.get('scheme')} is not run; it must be schematron"
    elif (constraint.text or "").strip():
        yield constraint, "the constraint holds words instead of rules of Schematron"
    for part in constraint.iterchildren(etree.Element):
        name = etree.QName(part)
        if part.tag not in _IN_CONSTRAINTS and name.namespace != _QUICK_FIX:
            yield part, f"{name.localname} of the namespace {name.namespace} is not run in a constraint"
        elif (
            name.localname in ("assert", "report")
            and next(constraint.iterancestors(*_SPECS_WITH_CONTEXT), None) is None
        ):
            yield part, f"this {name.localname} stands in no elementSpec and no classSpec: put it into a rule"
