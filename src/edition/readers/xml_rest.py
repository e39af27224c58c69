"""Account for the text nodes of an XML file that a reader did not use."""

from collections.abc import Callable, Container, Iterator

from lxml import etree

from edition.model import Rule
from edition.readers.events import At, Out
from edition.readers.xml_places import XmlPlaces


def local_name(node: etree._Element) -> str:
    """The name of an element without its namespace; "" for a comment or processing instruction."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def leave_rest(
    root: etree._Element, places: XmlPlaces, used: Container[At], rule: Callable[[etree._Element], Rule]
) -> Iterator[Out]:
    """The text nodes that were not used: white space is markup, the rule for words is that of the element around."""
    for node in root.iter():
        if local_name(node) and node.text and (at := places.text(node)) not in used:
            yield Out(rule(node) if node.text.strip() else Rule.MARKUP, node.text, at)
        if node is not root and node.tail and (at := places.tail(node)) not in used:
            parent = node.getparent()
            is_word = node.tail.strip() and parent is not None
            yield Out(rule(parent) if is_word and parent is not None else Rule.MARKUP, node.tail, at)
