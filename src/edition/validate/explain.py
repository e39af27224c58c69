"""Words for what a schema refuses: the element or attribute, what was probably meant, what is allowed.

Codes: E410 anything else · E411 unknown element · E412 element in a place where it may not stand · E413 something is
missing · E414 text where none may stand · E415 unknown attribute · E416 attribute missing · E417 bad value.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from lxml import etree

from edition.names import XML
from edition.validate.grammar import NONE, TEXT, Declaration, Grammar, Pattern

Explanation = tuple[etree._Element, str, str]  # the element, the code, the sentence
_MANY = 12


def explanations(root: etree._Element, grammar: Grammar) -> Iterator[Explanation]:
    """What the grammar has against a document, in the order of the document."""
    for element in root.iter(etree.Element):
        name = _local(element, grammar)
        declaration = grammar.elements.get(name)
        if declaration is None:
            yield element, "E411", f"the schema has no element {name}{_meant(name, grammar.elements)}"
            continue
        yield from ((element, code, words) for code, words in _attributes(element, name, declaration))
        yield from _children(element, name, declaration.content, grammar)


def _attributes(element: etree._Element, name: str, declaration: Declaration) -> Iterator[tuple[str, str]]:
    for key in element.attrib:
        if str(key) not in declaration.attributes:
            known = [_shown(a) for a in declaration.attributes]
            yield "E415", f"{name} has no attribute {_shown(str(key))}{_meant(_shown(str(key)), known, 'it has')}"
        elif not declaration.attributes[str(key)].allows(element.get(key, "")):
            value = declaration.attributes[str(key)]
            near = f"; did you mean {m[0]}?" if (m := get_close_matches(element.get(key, ""), value.words, 1)) else ""
            yield "E417", f"{_shown(str(key))}=«{element.get(key)}» on {name} must be {value}{near}"
    for key in declaration.required:
        if key not in element.attrib:
            yield "E416", f"{name} needs the attribute {_shown(key)}"


def _children(element: etree._Element, name: str, content: Pattern, grammar: Grammar) -> Iterator[Explanation]:
    if (element.text or "").strip():
        content, *fault = _text(content, element, name)
        yield from fault
    for child in element:
        if isinstance(child.tag, str):
            local = _local(child, grammar)
            follows = content.after(local)
            if follows != NONE:
                content = follows
            elif local in grammar.elements:
                code, words, content = _misplaced(local, name, content)
                yield child, code, words
        if (child.tail or "").strip():
            content, *fault = _text(content, element, name)
            yield from fault
    if not content.nullable:
        yield element, "E413", f"{name} is incomplete: {_or(content.first())} is missing at its end"


def _text(content: Pattern, element: etree._Element, name: str) -> tuple[Pattern, *tuple[Explanation, ...]]:
    follows = content.after(TEXT)
    if follows != NONE:
        return (follows,)
    return (content, (element, "E414", f"in {name} no words may stand outside its elements"))


def _misplaced(local: str, name: str, content: Pattern) -> tuple[str, str, Pattern]:
    """Why a child may not stand here, and how to go on: behind what is missing, or without the child."""
    for needed in sorted(content.first()):
        follows = content.after(needed).after(local)
        if follows != NONE and not content.nullable:
            return "E413", f"{local} comes too early in {name}: {needed} is missing before it", follows
    allowed = f"; here may stand {_or(content.first())}" if content.first() else "; nothing more may stand here"
    return "E412", f"{local} may not stand here in {name}{allowed}", content


def _local(element: etree._Element, grammar: Grammar) -> str:
    """The name; with its namespace when that is not the schema's."""
    qname = etree.QName(element)
    return qname.localname if qname.namespace == grammar.namespace else f"{{{qname.namespace or ''}}}{qname.localname}"


def _shown(key: str) -> str:
    return key.replace(f"{{{XML}}}", "xml:")


def _meant(name: str, known: Iterable[str], has: str = "") -> str:
    names = sorted(known)
    if near := get_close_matches(name, names, 1, cutoff=0.6):
        return f"; did you mean {near[0]}?"
    return f"; {has} {', '.join(names)}" if has and names else ""


def _or(names: Iterable[str]) -> str:
    shown = sorted("text" if n == TEXT else n for n in names)
    return ", ".join(shown[:_MANY]) + (" …" if len(shown) > _MANY else "")


_PHRASES = (
    (r"Did not expect element (\S+) there", r"\1 may not stand here"),
    (r"Expecting element (\S+), got (\S+)", r"\1 is needed here, not \2"),
    (r"Expecting an element (\S*), got nothing", r"the element \1 is missing"),
    (r"Invalid attribute (\S+) for element (\S+)", r"the attribute \1 of \2 is unknown or has a value it may not have"),
    (r"Element (\S+) failed to validate attributes", r"an attribute of \1 is missing or wrong"),
    (r"Element (\S+) failed to validate content", r"the content of \1 is incomplete or out of order"),
    (r"Element (\S+) has extra content: (\S+)", r"\2 may not stand here in \1"),
    (r"Did not expect text in element (\S+) content", r"in \1 no words may stand outside its elements"),
)


def in_words(message: str) -> str:
    """A message of libxml2 in an editor's words; unknown ones stay as they are."""
    for pattern, words in _PHRASES:
        if found := re.fullmatch(pattern, message.strip()):
            return found.expand(words)
    return f"the schema refuses this: {message.strip()}"
