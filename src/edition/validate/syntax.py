"""The syntax of RELAX NG: which element of a schema may hold what, and which attributes it has (section 3).

Annotations, which are elements and attributes of other namespaces, may stand nearly everywhere and are not looked at.
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
_NOWHERE: frozenset[str] = frozenset()
_SOME = 1_000_000  # as many as one likes
_COMMON = ("ns", "datatypeLibrary")


@dataclass(frozen=True, slots=True)
class Form:
    """What an element of RELAX NG has: attributes that it needs or may have, children, how many, and words or none."""

    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    holds: frozenset[str] = _NOWHERE
    least: int = 0
    most: int = _SOME
    words: bool = False


_ONE_OR_MORE = Form(holds=PATTERNS, least=1)
_NOTHING = Form()
_FORMS: Mapping[str, Form] = {
    **dict.fromkeys(
        ("group", "interleave", "choice", "optional", "zeroOrMore", "oneOrMore", "list", "mixed"), _ONE_OR_MORE
    ),
    **dict.fromkeys(("empty", "text", "notAllowed"), _NOTHING),
    **dict.fromkeys(("ref", "parentRef"), Form(needs=("name",))),
    "element": Form(may=("name",), holds=PATTERNS | _CLASSES, least=1),
    "attribute": Form(may=("name",), holds=PATTERNS | _CLASSES),
    "value": Form(may=("type",), words=True),
    "param": Form(needs=("name",), words=True),
    "name": Form(words=True),
    "data": Form(needs=("type",), holds=frozenset(("param", "except"))),
    "externalRef": Form(needs=("href",)),
    "include": Form(needs=("href",), holds=_GRAMMAR - {"include"}),
    "grammar": Form(holds=_GRAMMAR),
    "div": Form(holds=_GRAMMAR),
    "start": Form(may=("combine",), holds=PATTERNS, least=1, most=1),
    "define": Form(needs=("name",), may=("combine",), holds=PATTERNS, least=1),
    "anyName": Form(holds=frozenset(("except",)), most=1),
    "nsName": Form(holds=frozenset(("except",)), most=1),
}
_HOMES = frozenset((f"{_R}choice", f"{_R}except"))  # what these are depends on where they stand
_IN_CLASS = Form(holds=_CLASSES, least=1)


def syntax_faults(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """What is no RELAX NG in a file, each with its element, in the order of the file."""
    if etree.QName(root).namespace != RNG or etree.QName(root).localname not in PATTERNS:
        yield root, f"{etree.QName(root).localname} is no pattern of RELAX NG"
        return
    yield from _shapes(root)
    yield from _words(root)
    yield from _values(root)


def _shapes(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Attributes and children of every element that is not within an annotation."""
    right: set[object] = set()  # shapes that were found right: most elements of a schema have one of a few dozen
    todo = [root]
    while todo:
        node = todo.pop()
        children = list(node)
        shape = node.tag, tuple(node.keys()), tuple([child.tag for child in children])
        if shape not in right:
            faults = [*_of_shape(node)]
            yield from ((node, said) for said in faults)
            if not faults and not _HOMES.intersection(shape[2], shape[:1]):
                right.add(shape)
        todo += [child for child in reversed(children) if isinstance(child.tag, str) and child.tag.startswith(_R)]


def _of_shape(node: etree._Element) -> Iterator[str]:
    """What is wrong with the attributes and children of an element."""
    name = etree.QName(node).localname
    form = _form(node, name)
    if form is None:
        near = get_close_matches(name, sorted(_FORMS), 1)
        yield f"{name} is no pattern of RELAX NG" + (f"; did you mean {near[0]}?" if near else "")
        return
    for attribute in map(str, node.keys()):
        if attribute.startswith(_R) or not (
            attribute.startswith("{") or attribute in (*form.needs, *form.may, *_COMMON)
        ):
            yield f"{name} has no attribute {attribute.removeprefix(_R)}"
    yield from (f"{name} needs the attribute {needed}" for needed in form.needs if node.get(needed) is None)
    yield from _of_children(node, name, form)


def _form(node: etree._Element, name: str) -> Form | None:
    """What an element must be like; `choice` and `except` are patterns or name classes by where they stand."""
    if name == "except":
        parent = node.getparent()
        is_class = parent is not None and parent.tag in (f"{_R}anyName", f"{_R}nsName")
        return _IN_CLASS if is_class else _ONE_OR_MORE
    if name == "choice" and is_name_class(node):
        return _IN_CLASS
    return _FORMS.get(name)


def is_name_class(node: etree._Element) -> bool:
    """Whether an element stands where a name class stands."""
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


def _of_children(node: etree._Element, name: str, form: Form) -> Iterator[str]:
    children = [etree.QName(child).localname for child in node.iterchildren(f"{_R}*")]
    if form.words and any(isinstance(child.tag, str) for child in node):
        yield f"{name} holds words alone"
    known = [child for child in children if child in _FORMS or child == "except"]  # others are told where they stand
    yield from (f"{child} may not stand in {name}" for child in dict.fromkeys(known) if child not in form.holds)
    if name in ("element", "attribute"):
        yield from _of_named(node, name, known)
    elif name == "data":
        yield from _of_data(known)
    elif name == "div" and "include" in known and next(node.iterancestors(f"{_R}include"), None) is not None:
        yield "include may not stand in include"
    elif len(children) < form.least:
        yield f"{name} is empty"
    elif len(children) > form.most:
        yield f"{name} holds more than one {'pattern' if name == 'start' else 'except'}"


def _of_named(node: etree._Element, name: str, children: list[str]) -> Iterator[str]:
    """An element or attribute has its name as an attribute or as its first child; then come the patterns."""
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


def _of_data(children: list[str]) -> Iterator[str]:
    if children.count("except") > 1:
        yield "data holds more than one except"
    elif "except" in children[:-1]:
        yield "in data, except comes behind every param"


_LOOSE = "//r:*[not(self::r:value or self::r:param or self::r:name)]/text()[normalize-space()]/.."
_VALUED = "//r:*/@name | //r:*/@combine | //r:*/@href | //r:*/@datatypeLibrary"


def _found(root: etree._Element, path: str) -> Iterator[Any]:
    """What an XPath finds; a schema has thousands of elements, and few of interest here."""
    found: Any = root.xpath(path, namespaces={"r": RNG})
    yield from found


def _words(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Words where none may stand, and names that are none."""
    for node in _found(root, _LOOSE):
        if _is_piece(node):
            yield node, f"{etree.QName(node).localname} holds words"
    for node in _found(root, "//r:name"):
        if (said := _wrong_name(node, "element", node.text or "")) and _is_piece(node):
            yield node, said


def _values(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """What is wrong with the values of attributes; each is looked at once."""
    right: set[tuple[str, str]] = set()
    for value in _found(root, _VALUED):
        written = str(value)
        known = value.attrname, written
        if known in right and ":" not in written:
            continue
        node = value.getparent()
        said = _VALUES[value.attrname](node, etree.QName(node).localname, written)
        if said and _is_piece(node):
            yield node, said
        elif not said:
            right.add(known)


def _is_piece(node: etree._Element) -> bool:
    """Whether an element belongs to the schema, and not to an annotation."""
    return all(str(outer.tag).startswith(_R) for outer in node.iterancestors())


def _wrong_name(node: etree._Element, kind: str, value: str) -> str:
    written = value.strip()
    if kind not in ("element", "attribute"):
        return "" if _NCNAME.allows(written) else f"«{value}» is no name"
    if not _QNAME.allows(written, node.nsmap):
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


_VALUES = {
    "name": _wrong_name, "combine": _wrong_combine, "datatypeLibrary": _wrong_library, "href": _wrong_address,
}  # fmt: skip


def wrong_name_class(node: etree._Element, is_attribute: bool, namespace: str, local: str) -> str:
    """Section 4.16: names that no attribute may have, and wildcards within what a wildcard leaves out."""
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
