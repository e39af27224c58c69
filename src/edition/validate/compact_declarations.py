"""The part of a reader of the compact syntax that knows its tokens and declarations."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from lxml import etree

from edition.model.finding import Position
from edition.validate.compact_tokens import KEYWORDS, NOT_COMPACT, Token
from edition.validate.datatypes import XSD
from edition.validate.schema_errors import SchemaError, schema_error
from edition.xml.namespaces import RNG, XML

NAMES = ("name", *KEYWORDS)
_MAX_DEPTH = 64  # brackets in each other
_INHERITED = None  # a namespace that comes from the including file
_T = TypeVar("_T")


class TokenReader:
    """Reads tokens from left to right, and makes the elements of a schema, each with its place."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        self.places: dict[etree._Element, Position] = {}
        self.namespaces: dict[str, str | None] = {"xml": XML}
        self.default: str | None = _INHERITED
        self.libraries = {"xsd": XSD}
        self._declared: dict[Any, str] = {None: RNG}

    @property
    def kind(self) -> str:
        """The kind of the next token."""
        return self.tokens[self.at].kind

    def _next_kind(self, distance: int = 1) -> str:
        return self.tokens[min(self.at + distance, len(self.tokens) - 1)].kind

    def _take(self, *kinds: str) -> Token:
        token = self.tokens[self.at]
        if token.kind not in kinds:
            wanted = {"literal": "a quotation", "name": "a name"}.get(kinds[0], f"«{kinds[0]}»")
            raise self._error(f"{wanted} must stand here, before {describe(token)}")
        self.at += 1
        return token

    def _accept(self, *kinds: str) -> Token | None:
        return self._take(*kinds) if self.kind in kinds else None

    def _error(self, problem: str, token: Token | None = None) -> SchemaError:
        return schema_error((token or self.tokens[self.at]).position, f"{NOT_COMPACT}: {problem}")

    def _literal(self) -> str:
        words = self._take("literal").text
        while self._accept("~"):
            words += self._take("literal").text
        return words

    def _nested(self, read: "Callable[[], _T]") -> "_T":
        """What `read` reads inside brackets."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise self._error(f"brackets stand more than {_MAX_DEPTH} deep in each other")
        made = read()
        self.depth -= 1
        return made

    def _make(self, name: str, token: Token, /, *children: etree._Element, **attributes: str | None) -> etree._Element:
        given = {key: value for key, value in attributes.items() if value is not None}
        node = etree.Element(f"{{{RNG}}}{name}", given, self._declared)
        node.extend(children)
        self.places[node] = token.position
        return node

    def _declare(self) -> None:
        word = self._take("namespace", "default", "datatypes")
        if word.kind == "datatypes":
            prefix = self._take(*NAMES).text
            self._take("=")
            self.libraries[prefix] = self._literal()
            return
        if word.kind == "default":
            self._take("namespace")
        name = None if self.kind == "=" else self._take(*NAMES)
        if name is None and word.kind == "namespace":
            raise self._error("a name must stand here, before «=»")
        self._take("=")
        uri = _INHERITED if self._accept("inherit") else self._literal()
        if name is not None:
            if (
                name.text == "xmlns"
                or (name.text == "xml") != (uri == XML)
                or name.text in self.namespaces.keys() - {"xml"}
            ):
                raise self._error(f"the prefix {name.text} may not be declared so, or is declared twice", name)
            self.namespaces[name.text] = uri
        if word.kind == "default":
            self.default = uri

    def _namespace_of(self, prefix: str, token: Token) -> str | None:
        if prefix not in self.namespaces:
            raise self._error(f'the prefix {prefix} is not declared (namespace {prefix} = "…")', token)
        return self.namespaces[prefix]


def describe(token: Token) -> str:
    return "the end of the file" if token.kind == "end" else f"«{token.text or token.kind}»"
