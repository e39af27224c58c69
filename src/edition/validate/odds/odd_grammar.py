"""A flat ODD as a RELAX NG grammar."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from edition.validate.odds.attribute_patterns import AttributePatterns
from edition.validate.odds.contents import ANNOTATION, Contents, name_in_documents
from edition.validate.odds.flatten import FlatOdd
from edition.validate.odds.occurrences import copy_shell, rng
from edition.validate.odds.odd_sources import OddFile
from edition.validate.odds.prune import prune
from edition.validate.odds.specifications import CLASS, DATA, ELEMENT, MACRO, drop_attribute
from edition.validate.rule_elements import POSITION, position_of
from edition.validate.schema_errors import schema_error
from edition.xml.namespaces import RNG, TEI, tei

_R = f"{{{RNG}}}"
_XSD = "http://www.w3.org/2001/XMLSchema-datatypes"


def write_grammar(odd: FlatOdd) -> etree._Element:
    """The grammar of a flat ODD; SchemaError with the position for what cannot be compiled."""
    schema = odd.schema
    _refuse_duplicates(schema)
    contents = Contents(schema, odd.exceptions)
    attributes = {"ns": schema.get("ns", TEI), "datatypeLibrary": _XSD}
    prefixes: Mapping[Any, str] = {None: RNG, "a": ANNOTATION}  # the stubs of lxml do not know a default namespace
    grammar = etree.Element(f"{_R}grammar", attributes, nsmap=prefixes)
    imported = [div for module in schema.iterchildren(tei("moduleRef")) for div in _import(module, odd.file)]
    for spec in schema.iterchildren(MACRO, DATA):
        grammar.append(contents.of_macro(spec))
    writer = AttributePatterns(contents)
    for spec in schema.iterchildren(ELEMENT, CLASS):
        grammar.extend(_define(spec, contents, writer))
    grammar.extend(contents.any_elements.values())
    _add_imported(grammar, imported)
    if schema.get("start") != "" or grammar.find(f".//{_R}start") is None:  # a taken schema may have its own start
        grammar.append(_start(schema, contents, grammar))
    prune(grammar)
    return grammar


def _refuse_duplicates(schema: etree._Element) -> None:
    """Raise SchemaError for a specification that is added although it is there already."""
    met: dict[tuple[str, ...], etree._Element] = {}
    for spec in schema.iterchildren(ELEMENT, CLASS, MACRO, DATA):
        other = met.setdefault((spec.get("prefix", ""), spec.get("ident", "")), spec)
        if other is not spec:
            where = next((s for s in (spec, other) if s.get(POSITION)), schema)
            message = f'{spec.get("ident")} is specified already: write mode="change" or mode="replace"'
            raise schema_error(position_of(where), message)


def _define(spec: etree._Element, contents: Contents, attributes: AttributePatterns) -> Iterator[etree._Element]:
    """The definitions of an element or a class."""
    if spec.tag == CLASS:
        yield from attributes.define_class(spec) if spec.get("type") == "atts" else contents.define_class(spec)
    elif spec.find(f"{tei('content')}/{_R}notAllowed") is not None:
        yield rng("define", rng("notAllowed"), name=contents.name(spec))
    else:
        made = rng("element", contents.document(spec), name=name_in_documents(spec))
        if (namespace := spec.get("ns")) is not None:
            made.set("ns", namespace)
        made.extend(contents.of_element(spec))
        made.extend(attributes.of_element(spec))
        yield rng("define", made, name=contents.name(spec))


def _start(schema: etree._Element, contents: Contents, grammar: etree._Element) -> etree._Element:
    """The elements with which a document begins: those of @start that there are, else TEI and teiCorpus."""
    defined = {define.get("name") for define in grammar.iter(f"{_R}define")}
    names = schema.get("start", "TEI teiCorpus").split()
    found = [name for one in names for name in (one, f"{contents.prefix}{one}") if name in defined]
    if not found:
        where = f"a document begins with {' or '.join(names) or 'nothing'}, and there is no such element in the schema"
        raise schema_error(position_of(schema), where)
    return rng("start", rng("choice", *(rng("ref", name=name) for name in dict.fromkeys(found))))


# -- schemas in RELAX NG that a moduleRef names


def _import(module: etree._Element, file: OddFile) -> Iterator[etree._Element]:
    """The definitions of another schema, with a prefix, and what the ODD defines instead."""
    if not (url := module.get("url")):
        return
    part = file.open_odd(module, url)
    made = _read_definitions(part, part.document.root, module.get("prefix", ""))
    content = module.find(tei("content"))
    own = [deepcopy(d) for d in content.iterchildren(f"{_R}*")] if content is not None else []
    replaced = {definition.get("name") for definition in own if definition.get("combine") is None}
    for definition in [*made.iter(f"{_R}define")]:
        if definition.get("name") in replaced:
            definition.getparent().remove(definition)  # type: ignore[union-attr]  # it has one
    made.extend(own)
    yield made


def _read_definitions(file: OddFile, node: etree._Element, prefix: str) -> etree._Element:
    """The definitions of a grammar or a part of one, without its start, and those of what it includes."""
    made = copy_shell(node)
    made.tag, made.text = f"{_R}div", None
    for name in ("href", "name"):
        drop_attribute(made, name)
    for child in node.iterchildren(f"{_R}*"):
        match etree.QName(child).localname:
            case "include":
                included = file.open_odd(child, child.get("href", ""))
                inner = _read_definitions(included, included.document.root, prefix)
                own = _read_definitions(file, child, prefix)
                _replace(inner, own)
                made.extend((inner, own))
            case "div":
                made.append(_read_definitions(file, child, prefix))
            case "define":
                made.append(_with_prefix(child, prefix))
    return made


def _replace(inner: etree._Element, own: etree._Element) -> None:
    """Drop the included definitions that an include replaces."""
    names = {definition.get("name") for definition in own.iter(f"{_R}define")}
    for definition in [*inner.iter(f"{_R}define")]:
        if definition.get("name") in names:
            definition.getparent().remove(definition)  # type: ignore[union-attr]  # it has one


def _with_prefix(definition: etree._Element, prefix: str) -> etree._Element:
    made = deepcopy(definition)
    for node in made.iter(f"{_R}define", f"{_R}ref"):
        node.set("name", f"{prefix}{node.get('name', '').strip()}")
    return made


def _add_imported(grammar: etree._Element, imported: list[etree._Element]) -> None:
    """Add imported definitions; a name that the ODD itself defines is that of the ODD, unless it is a choice more."""
    own = {define.get("name") for define in grammar.iterchildren(f"{_R}define")}
    for div in imported:
        for definition in [*div.iter(f"{_R}define")]:
            if definition.get("name") in own and definition.get("combine", "").strip() != "choice":
                definition.getparent().remove(definition)  # type: ignore[union-attr]  # it has one
        grammar.append(div)
