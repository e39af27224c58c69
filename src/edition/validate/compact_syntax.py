"""Read RELAX NG in compact syntax (.rnc) as the same schema in XML syntax, in which every element has its place.

Annotations become attributes and elements around the schema, so that documentation and Schematron rules are found;
those behind a pattern (`>>`), and elements that annotate a name, a value or a parameter, are left out.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from edition.model.finding import Position
from edition.validate.compact_annotations import AnnotationReader
from edition.validate.compact_declarations import NAMES, describe
from edition.validate.compact_tokens import KEYWORDS, Token, read_tokens
from edition.xml.parse import Document

_ASSIGNMENTS = {"=": "", "|=": "choice", "&=": "interleave"}
_OPERATORS = {",": "group", "&": "interleave", "|": "choice"}
_QUANTIFIERS = {"?": "optional", "*": "zeroOrMore", "+": "oneOrMore"}


@dataclass(slots=True)
class CompactDocument(Document):
    """A schema in compact syntax as a tree of XML, with the place of each element in the file."""

    places: list[Position] = field(default_factory=list)

    def position_of(self, number: int) -> Position:
        """The place of the element with this number in document order."""
        return self.places[number - 1]


def parse_compact(data: bytes, path: str) -> Document:
    """Parse a schema in compact syntax; SchemaError with its place when it is none."""
    parser = _Parser(read_tokens(data, path))
    root = parser.parse()
    return CompactDocument(path, data, root, places=[parser.places[e] for e in root.iter(etree.Element)])


class _Parser(AnnotationReader):
    """Reads tokens from left to right; each method reads one part of the grammar of the compact syntax."""

    # -- declarations and grammars

    def parse(self) -> etree._Element:
        """The root of the schema: a pattern or a grammar."""
        while self.kind in ("namespace", "default", "datatypes") and self._next_kind() not in (*_ASSIGNMENTS, "["):
            self._declare()
        self._declared |= {prefix: uri for prefix, uri in self.namespaces.items() if uri and prefix != "xml"}
        first = self.tokens[self.at]
        begin = self.at
        self._annotations()
        is_grammar = self._begins_component()
        self.at = begin
        if is_grammar:
            root = self._make("grammar", first)
            self._components(root, "end")
        else:
            root = self._pattern()
        self._take("end")
        return root

    def _begins_component(self) -> bool:
        """Whether a part of a grammar stands here, and no pattern."""
        if self.kind in ("div", "include", "end"):
            return True
        following = self._next_kind()
        if self.kind in ("name", "start"):
            return following in (*_ASSIGNMENTS, "[")
        return self.kind in ("prefixed", *KEYWORDS) and following == "["

    def _components(self, parent: etree._Element, end: str) -> None:
        while self.kind != end:
            notes = self._annotations()
            if self.kind in ("name", "prefixed", *KEYWORDS) and self._next_kind() == "[":
                parent.append(self._annotation_element())
            elif self.kind in ("start", "name"):
                parent.append(self._annotate(self._definition(), notes))
            elif token := self._accept("div"):
                parent.append(self._annotate(self._block("div", token), notes))
            elif token := self._accept("include"):
                parent.append(self._annotate(self._include(token), notes))
            elif self.kind == end and not notes[0] and not notes[1]:
                break
            else:
                raise self._error(f"a definition must stand here, before {describe(self.tokens[self.at])}")

    def _block(self, name: str, token: Token, **attributes: str | None) -> etree._Element:
        node = self._make(name, token, **attributes)
        self._take("{")
        self._nested(lambda: self._components(node, "}"))
        self._take("}")
        return node

    def _definition(self) -> etree._Element:
        token = self._take("start", "name")
        sign = self._take(*_ASSIGNMENTS)
        combine = _ASSIGNMENTS[sign.kind] or None
        if token.kind == "start":
            return self._make("start", token, self._pattern(), combine=combine)
        return self._make("define", token, self._pattern(), name=token.text, combine=combine)

    def _include(self, token: Token) -> etree._Element:
        href, namespace = self._literal(), self._inherit()
        if self.kind == "{":
            return self._block("include", token, href=href, ns=namespace)
        return self._make("include", token, href=href, ns=namespace)

    def _inherit(self) -> str | None:
        """The namespace that an included file inherits."""
        if not self._accept("inherit"):
            return self.default
        self._take("=")
        name = self._take(*NAMES)
        return self._namespace_of(name.text, name)

    # -- patterns

    def _pattern(self) -> etree._Element:
        token = self.tokens[self.at]
        first = self._particle()
        if self.kind not in _OPERATORS:
            return first
        operator = self.kind
        node = self._make(_OPERATORS[operator], token, first)
        while self._accept(operator):
            node.append(self._particle())
        if self.kind in _OPERATORS:
            raise self._error(f"«{operator}» and «{self.kind}» may not be mixed: put one of them in brackets")
        return node

    def _particle(self) -> etree._Element:
        token = self.tokens[self.at]
        node = self._annotated_primary()
        if quantifier := self._accept(*_QUANTIFIERS):
            node = self._make(_QUANTIFIERS[quantifier.kind], token, node)
            self._following()
        return node

    def _annotated_primary(self) -> etree._Element:
        notes = self._annotations()
        node = self._annotate(self._primary(), notes)
        self._following()
        return node

    def _primary(self) -> etree._Element:
        token = self.tokens[self.at]
        match token.kind:
            case "element" | "attribute":
                self.at += 1
                names = self._name_class(is_attribute=token.kind == "attribute")
                return self._make(token.kind, token, names, self._braced())
            case "list" | "mixed":
                self.at += 1
                return self._make(token.kind, token, self._braced())
            case "empty" | "text" | "notAllowed":
                self.at += 1
                return self._make(token.kind, token)
            case "name" | "parent" | "external" | "grammar":
                self.at += 1
                return self._reference(token)
            case "(":
                return self._bracketed(self._pattern)
        return self._value_or_data(token)

    def _reference(self, token: Token) -> etree._Element:
        """A reference to a definition or a file, or a grammar of its own."""
        match token.kind:
            case "name":
                return self._make("ref", token, name=token.text)
            case "parent":
                return self._make("parentRef", token, name=self._take("name").text)
            case "external":
                return self._make("externalRef", token, href=self._literal(), ns=self._inherit())
        return self._block("grammar", token)

    def _braced(self) -> etree._Element:
        self._take("{")
        node = self._nested(self._pattern)
        self._take("}")
        return node

    def _bracketed(self, read: Callable[[], etree._Element]) -> etree._Element:
        self._take("(")
        node = self._nested(read)
        self._take(")")
        return node

    def _value_or_data(self, token: Token) -> etree._Element:
        if token.kind == "literal":
            return self._value(token, None, None)
        if token.kind not in ("string", "token", "prefixed"):
            raise self._error(f"a pattern must stand here, before {describe(token)}")
        self.at += 1
        prefix, _, name = token.text.rpartition(":")
        if prefix and prefix not in self.libraries:
            raise self._error(f'the prefix {prefix} is not declared (datatypes {prefix} = "…")', token)
        library = self.libraries[prefix] if prefix else ""
        if self.kind == "literal":
            return self._value(token, library, name)
        node = self._make("data", token, type=name, datatypeLibrary=library)
        if self._accept("{"):
            while self.kind != "}":
                notes = self._annotations()
                param = self._take(*NAMES)
                self._take("=")
                node.append(self._annotate(self._text("param", param, self._literal(), name=param.text), notes))
            self._take("}")
        if minus := self._accept("-"):
            node.append(self._make("except", minus, self._annotated_primary()))
        return node

    def _value(self, token: Token, library: str | None, name: str | None) -> etree._Element:
        return self._text("value", token, self._literal(), type=name, datatypeLibrary=library, ns=self.default)

    def _text(self, kind: str, token: Token, text: str, **attributes: str | None) -> etree._Element:
        node = self._make(kind, token, **attributes)
        node.text = text
        return node

    # -- names

    def _name_class(self, is_attribute: bool) -> etree._Element:
        token = self.tokens[self.at]
        first = self._annotated_name(is_attribute)
        if self.kind != "|":
            return first
        node = self._make("choice", token, first)
        while self._accept("|"):
            node.append(self._annotated_name(is_attribute))
        return node

    def _annotated_name(self, is_attribute: bool) -> etree._Element:
        notes = self._annotations()
        node = self._annotate(self._one_name(is_attribute), notes)
        self._following()
        return node

    def _one_name(self, is_attribute: bool) -> etree._Element:
        if self.kind == "(":
            return self._bracketed(lambda: self._name_class(is_attribute))
        token = self._take("name", "prefixed", "wildcard", "*", *KEYWORDS)
        if token.kind in ("wildcard", "*"):
            if token.kind == "*":
                node = self._make("anyName", token)
            else:
                node = self._make("nsName", token, ns=self._namespace_of(token.text[:-2], token))
            if minus := self._accept("-"):
                node.append(self._make("except", minus, self._annotated_name(is_attribute)))
            return node
        prefix, _, local = token.text.rpartition(":")
        if token.kind == "prefixed":
            return self._text("name", token, local, ns=self._namespace_of(prefix, token))
        return self._text("name", token, local, ns="" if is_attribute else self.default)
