"""Annotations of the compact syntax: documentation, and attributes and elements of other namespaces."""

from collections.abc import Sequence

from lxml import etree

from edition.validate.compact_declarations import TokenReader
from edition.validate.compact_tokens import KEYWORDS
from edition.xml.namespaces import RNG

_DOCUMENTATION = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
_XMLNS = "http://www.w3.org/2000/xmlns"
_WITH_TEXT = ("name", "value", "param")
Annotations = tuple[dict[str, str], list[etree._Element]]


class AnnotationReader(TokenReader):
    """Reads annotations, and puts them on the elements that they belong to."""

    def _annotations(self) -> Annotations:
        """The annotations before something: attributes, and elements."""
        attributes: dict[str, str] = {}
        elements: list[etree._Element] = []
        first, lines = self.tokens[self.at], []
        while line := self._accept("documentation"):
            lines.append(line.text.lstrip("#").removeprefix(" "))
        if lines:
            note = etree.Element(_DOCUMENTATION)
            note.text = "\n".join(lines)
            self.places[note] = first.position
            elements.append(note)
        if self._accept("["):
            self._annotation_content(attributes, elements, None)
        return attributes, elements

    def _annotation_content(
        self, attributes: dict[str, str], elements: list[etree._Element], owner: etree._Element | None
    ) -> None:
        """What stands in square brackets; `owner` is the annotation that holds it, and may hold text."""
        while not self._accept("]"):
            if self.kind == "documentation":
                self.at += 1
            elif owner is not None and self.kind == "literal":
                _add_text(owner, elements, self._literal())
            elif self._next_kind() == "=":
                name = self._annotation_name(is_attribute=True, is_inner=owner is not None)
                self._take("=")
                if name in attributes:
                    raise self._error("the annotation has an attribute twice")
                attributes[name] = self._literal()
            else:
                elements.append(self._annotation_element(is_inner=owner is not None))

    def _annotation_element(self, is_inner: bool = False) -> etree._Element:
        token = self.tokens[self.at]
        node = etree.Element(self._annotation_name(is_attribute=False, is_inner=is_inner), nsmap=self._declared)
        self.places[node] = token.position
        attributes: dict[str, str] = {}
        elements: list[etree._Element] = []
        self._take("[")
        self._nested(lambda: self._annotation_content(attributes, elements, node))
        for name, value in attributes.items():
            node.set(name, value)
        node.extend(elements)
        return node

    def _annotation_name(self, is_attribute: bool, is_inner: bool) -> str:
        token = self._take("name", "prefixed", *KEYWORDS)
        prefix, _, local = token.text.rpartition(":")
        namespace = self._namespace_of(prefix, token) if token.kind == "prefixed" else ""
        is_ours = namespace == RNG and not is_inner
        if is_ours or namespace == _XMLNS or (is_attribute and token.text == "xmlns"):
            raise self._error(f"{token.text} is no name of an annotation", token)
        return f"{{{namespace}}}{local}" if namespace else local

    def _annotate(self, node: etree._Element, notes: Annotations) -> etree._Element:
        attributes, elements = notes
        for name, value in attributes.items():
            if name.startswith("{"):
                node.set(name, value)
        if etree.QName(node).localname not in _WITH_TEXT:
            node[0:0] = elements
        return node

    def _following(self) -> None:
        """Leave out the annotations behind something."""
        while self._accept(">>"):
            self._annotation_element()


def _add_text(owner: etree._Element, elements: Sequence[etree._Element], text: str) -> None:
    """Add text to an annotation, behind the elements that it has so far."""
    if elements:
        elements[-1].tail = (elements[-1].tail or "") + text
    else:
        owner.text = (owner.text or "") + text
