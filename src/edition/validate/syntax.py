"""Check the syntax of a RELAX NG schema: the children and attributes of its elements (section 3 of the specification).

Annotations (elements and attributes of other namespaces) are allowed nearly everywhere and are not checked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import regex
from lxml import etree

from edition.validate.datatypes import XSD, Datatype
from edition.xml.namespaces import RNG
from edition.xml.uris import is_uri

_R = f"{{{RNG}}}"
_NCNAME, _QNAME = Datatype(XSD, "NCName"), Datatype(XSD, "QName")
PATTERNS = frozenset((
    "element", "attribute", "group", "interleave", "choice", "optional", "zeroOrMore", "oneOrMore", "list", "mixed",
    "ref", "parentRef", "empty", "value", "data", "notAllowed", "externalRef", "grammar", "text",
))  # fmt: skip
_CLASSES = frozenset(("name", "anyName", "nsName", "choice"))
_GRAMMAR = frozenset(("start", "define", "div", "include"))
_NO_CHILDREN: frozenset[str] = frozenset()
_UNLIMITED = 1_000_000  # no limit
_COMMON = ("ns", "datatypeLibrary")


@dataclass(frozen=True, slots=True)
class ElementSyntax:
    """The syntax of an element of RELAX NG: its attributes, its children and their number, and whether it has text."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    children: frozenset[str] = _NO_CHILDREN
    min_children: int = 0
    max_children: int = _UNLIMITED
    has_text: bool = False


_ONE_OR_MORE = ElementSyntax(children=PATTERNS, min_children=1)
_NOTHING = ElementSyntax()
_SYNTAX: Mapping[str, ElementSyntax] = {
    **dict.fromkeys(
        ("group", "interleave", "choice", "optional", "zeroOrMore", "oneOrMore", "list", "mixed"), _ONE_OR_MORE
    ),
    **dict.fromkeys(("empty", "text", "notAllowed"), _NOTHING),
    **dict.fromkeys(("ref", "parentRef"), ElementSyntax(required=("name",))),
    "element": ElementSyntax(optional=("name",), children=PATTERNS | _CLASSES, min_children=1),
    "attribute": ElementSyntax(optional=("name",), children=PATTERNS | _CLASSES),
    "value": ElementSyntax(optional=("type",), has_text=True),
    "param": ElementSyntax(required=("name",), has_text=True),
    "name": ElementSyntax(has_text=True),
    "data": ElementSyntax(required=("type",), children=frozenset(("param", "except"))),
    "externalRef": ElementSyntax(required=("href",)),
    "include": ElementSyntax(required=("href",), children=_GRAMMAR - {"include"}),
    "grammar": ElementSyntax(children=_GRAMMAR),
    "div": ElementSyntax(children=_GRAMMAR),
    "start": ElementSyntax(optional=("combine",), children=PATTERNS, min_children=1, max_children=1),
    "define": ElementSyntax(required=("name",), optional=("combine",), children=PATTERNS, min_children=1),
    "anyName": ElementSyntax(children=frozenset(("except",)), max_children=1),
    "nsName": ElementSyntax(children=frozenset(("except",)), max_children=1),
}
_AMBIGUOUS = frozenset((f"{_R}choice", f"{_R}except"))  # patterns or name classes, which depends on the parent
_IN_CLASS = ElementSyntax(children=_CLASSES, min_children=1)


def find_syntax_faults(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The syntax errors of a schema file as (element, problem), in the order of the file."""
    if etree.QName(root).namespace != RNG or etree.QName(root).localname not in PATTERNS:
        yield root, f"{etree.QName(root).localname} is no pattern of RELAX NG"
        return
    yield from _check_elements(root)
    yield from _check_text(root)
    yield from _check_values(root)


def _check_elements(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Check attributes and children of every element outside annotations."""
    known_good: set[object] = set()  # a schema has few dozen combinations of attributes and children
    todo = [root]
    while todo:
        node = todo.pop()
        children = list(node)
        shape = node.tag, tuple(node.keys()), tuple([child.tag for child in children])
        if shape not in known_good:
            faults = [*_check_element(node)]
            yield from ((node, problem) for problem in faults)
            if not faults and not _AMBIGUOUS.intersection(shape[2], shape[:1]):
                known_good.add(shape)
        todo += [child for child in reversed(children) if isinstance(child.tag, str) and child.tag.startswith(_R)]


def _check_element(node: etree._Element) -> Iterator[str]:
    """The problems of the attributes and children of an element."""
    name = etree.QName(node).localname
    syntax = _syntax_of(node, name)
    if syntax is None:
        near = get_close_matches(name, sorted(_SYNTAX), 1)
        yield f"{name} is no pattern of RELAX NG" + (f"; did you mean {near[0]}?" if near else "")
        return
    for attribute in map(str, node.keys()):
        if attribute.startswith(_R) or not (
            attribute.startswith("{") or attribute in (*syntax.required, *syntax.optional, *_COMMON)
        ):
            yield f"{name} has no attribute {attribute.removeprefix(_R)}"
    yield from (f"{name} needs the attribute {needed}" for needed in syntax.required if node.get(needed) is None)
    yield from _check_children(node, name, syntax)


def _syntax_of(node: etree._Element, name: str) -> ElementSyntax | None:
    """The syntax of an element; `choice` and `except` are patterns or name classes, which depends on the parent."""
    if name == "except":
        parent = node.getparent()
        is_class = parent is not None and parent.tag in (f"{_R}anyName", f"{_R}nsName")
        return _IN_CLASS if is_class else _ONE_OR_MORE
    if name == "choice" and is_name_class(node):
        return _IN_CLASS
    return _SYNTAX.get(name)


def is_name_class(node: etree._Element) -> bool:
    """Whether an element is at the position of a name class."""
    parent = node.getparent()
    if parent is None:
        return False
    match etree.QName(parent).localname:
        case "element" | "attribute":
            is_first = not any(str(s.tag).startswith(_R) for s in node.itersiblings(etree.Element, preceding=True))
            return is_first and parent.get("name") is None
        case "anyName" | "nsName":
            return True
        case "choice" | "except":
            return is_name_class(parent)
        case _:
            return False


def _check_children(node: etree._Element, name: str, syntax: ElementSyntax) -> Iterator[str]:
    children = [etree.QName(child).localname for child in node.iterchildren(f"{_R}*")]
    if syntax.has_text and any(isinstance(child.tag, str) for child in node):
        yield f"{name} holds words alone"
    names = [child for child in children if child in _SYNTAX or child == "except"]  # unknown children report themselves
    yield from (f"{child} may not stand in {name}" for child in dict.fromkeys(names) if child not in syntax.children)
    if name in ("element", "attribute"):
        yield from _check_named(node, name, names)
    elif name == "data":
        yield from _check_data(names)
    elif name == "div" and "include" in names and next(node.iterancestors(f"{_R}include"), None) is not None:
        yield "include may not stand in include"
    elif len(children) < syntax.min_children:
        yield f"{name} is empty"
    elif len(children) > syntax.max_children:
        yield f"{name} holds more than one {'pattern' if name == 'start' else 'except'}"


def _check_named(node: etree._Element, name: str, children: list[str]) -> Iterator[str]:
    """An element or attribute has its name as an attribute or as its first child; patterns follow."""
    patterns = children
    if node.get("name") is None:
        if not children or children[0] not in _CLASSES:
            yield f"{name} has no name"
        patterns = children[1:]
    yield from (f"{child} may not stand here in {name}" for child in patterns if child in _CLASSES - {"choice"})
    if name == "element" and not patterns and len(children) == len([*node.iterchildren(f"{_R}*")]):
        yield "element needs a pattern; if it holds nothing, <empty/>"
    if name == "attribute" and len(patterns) > 1:
        yield "attribute holds more than one pattern"


def _check_data(children: list[str]) -> Iterator[str]:
    if children.count("except") > 1:
        yield "data holds more than one except"
    elif "except" in children[:-1]:
        yield "in data, except comes behind every param"


_WITH_STRAY_TEXT = "//r:*[not(self::r:value or self::r:param or self::r:name)]/text()[normalize-space()]/.."
_CHECKED_ATTRIBUTES = "//r:*/@name | //r:*/@combine | //r:*/@href | //r:*/@datatypeLibrary"


def _select(root: etree._Element, path: str) -> Iterator[Any]:
    """The nodes that an XPath selects; this is faster than a loop over the thousands of elements of a schema."""
    found: Any = root.xpath(path, namespaces={"r": RNG})
    yield from found


def _check_text(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Report text where none is allowed, and names that are invalid."""
    for node in _select(root, _WITH_STRAY_TEXT):
        if _is_schema_element(node):
            yield node, f"{etree.QName(node).localname} holds words"
    for node in _select(root, "//r:name"):
        if (problem := _wrong_name(node, "element", node.text or "")) and _is_schema_element(node):
            yield node, problem


def _check_values(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Report invalid values of attributes; each value is checked once."""
    known_good: set[tuple[str, str]] = set()
    for attribute in _select(root, _CHECKED_ATTRIBUTES):
        value = str(attribute)
        key = attribute.attrname, value
        if key in known_good and ":" not in value:
            continue
        node = attribute.getparent()
        problem = _VALUE_CHECKS[attribute.attrname](node, etree.QName(node).localname, value)
        if problem and _is_schema_element(node):
            yield node, problem
        elif not problem:
            known_good.add(key)


def _is_schema_element(node: etree._Element) -> bool:
    """Whether an element belongs to the schema, and not to an annotation."""
    return all(str(outer.tag).startswith(_R) for outer in node.iterancestors())


def _wrong_name(node: etree._Element, kind: str, value: str) -> str:
    name = value.strip()
    if kind not in ("element", "attribute"):
        return "" if _NCNAME.allows(name) else f"«{value}» is no name"
    if not _QNAME.allows(name, node.nsmap):
        return f"«{value}» is no name, or nothing declares its prefix"
    return ""


def _wrong_combine(_node: etree._Element, _kind: str, value: str) -> str:
    return "" if value.strip() in ("choice", "interleave") else f"combine=«{value}» must be choice or interleave"


def _wrong_library(_node: etree._Element, _kind: str, value: str) -> str:
    if value and (not regex.match(r"[A-Za-z][A-Za-z0-9+\-.]*:.", value) or "#" in value):
        return f"datatypeLibrary=«{value}» must be an absolute address without #"
    return "" if Datatype(XSD, "anyURI").allows(value) else f"datatypeLibrary=«{value}» is no address"


def _wrong_address(_node: etree._Element, _kind: str, value: str) -> str:
    if not is_uri(value.strip()):
        return f"href=«{value}» is no address"
    return f"href=«{value}» may not point into a file" if "#" in value else ""


_VALUE_CHECKS = {
    "name": _wrong_name, "combine": _wrong_combine, "datatypeLibrary": _wrong_library, "href": _wrong_address,
}  # fmt: skip


def explain_wrong_name(node: etree._Element, is_attribute: bool, namespace: str, local: str) -> str:
    """Section 4.16: why a name is not allowed for an attribute, or a wildcard in an `except`; "" if it is allowed."""
    kind = etree.QName(node).localname
    outer = [etree.QName(e).localname for e in node.iterancestors(f"{_R}anyName", f"{_R}nsName")]
    if kind == "anyName" and outer:
        return f"anyName may not stand in the except of {outer[0]}"
    if kind == "nsName" and "nsName" in outer:
        return "nsName may not stand in the except of nsName"
    if is_attribute and namespace == "http://www.w3.org/2000/xmlns":
        return "no attribute may be in the namespace of xmlns"
    if is_attribute and (namespace, local) == ("", "xmlns"):
        return "no attribute may be called xmlns"
    return ""
