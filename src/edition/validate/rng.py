"""A RELAX NG schema in XML syntax as patterns. Nothing is fetched: parts of it stand on the same disk.

What an element holds is built when an element of that name is first met; loading the whole of TEI takes a moment.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

from lxml import etree

from edition.names import RNG, XML
from edition.parsing import Document, parse_document
from edition.validate.datatypes import Datatype, check_facets, is_known
from edition.validate.patterns import NameClass, Pattern, Patterns
from edition.validate.refusal import SchemaError, no_schema

_R = f"{{{RNG}}}"
_NOTES = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
_BUILTIN = ""
_CHAPTERS = re.compile(r" \[\d+\.[^\[\]]*\]$")


@dataclass(slots=True)
class Scope:
    """The definitions of one grammar; each may stand in several places and be combined."""

    parent: "Scope | None" = None
    defined: dict[str, list[tuple[etree._Element, "Source"]]] = field(default_factory=dict)
    made: dict[str, Pattern] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the schema, with the files that it was reached through."""

    document: Document
    path: Path
    above: tuple[Path, ...] = ()
    namespace: str = ""  # handed down by externalRef

    def part(self, node: etree._Element, namespace: str = "") -> "Source":
        """The file that an include or externalRef names. SchemaError when it is not there or would be fetched."""
        href = node.get("href", "")
        where = self.document.position(node)
        if "://" in href:
            raise no_schema(where, f"nothing is fetched: keep {href} beside the schema")
        path = self.path.parent / href
        if not path.is_file():
            raise no_schema(where, f"there is no file {path}")
        if path.resolve() in self.above or path.resolve() == self.path.resolve():
            raise no_schema(where, f"{href} includes itself")
        document = parse_document(path.read_bytes(), str(path))
        return Source(document, path, (*self.above, self.path.resolve()), namespace)


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema: its patterns, what a document may begin with, and the files that it was read from."""

    patterns: Patterns
    start: Pattern
    files: tuple[Document, ...] = ()


def read_schema(path: Path, data: bytes | None = None) -> Schema:
    """The schema in a file (or in `data`, compiled from that file). SchemaError with its place when it is none."""
    source = Source(parse_document(path.read_bytes() if data is None else data, str(path)), path)
    reader = _Reader(source)
    start = reader.pattern(source.document.root, source, None)
    return Schema(reader.patterns, start, tuple(reader.files.values()))


class _Reader:
    """Reads the files of one schema."""

    def __init__(self, source: Source) -> None:
        self.patterns = Patterns()
        self.files = {source.path.resolve(): source.document}

    def pattern(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        """The pattern of an element of the schema."""
        name = etree.QName(node)
        rule = getattr(self, f"_{name.localname}", None) if name.namespace == RNG else None
        if rule is None or name.localname not in _PATTERNS:
            raise self._wrong(node, source, f"{name.localname} is no pattern of RELAX NG")
        made: Pattern = rule(node, source, scope)
        return made

    def _wrong(self, node: etree._Element, source: Source, said: str) -> SchemaError:
        return no_schema(source.document.position(node), f"is not a RELAX NG schema: {said}")

    def _inner(self, node: etree._Element, source: Source, scope: Scope | None) -> list[Pattern]:
        return [self.pattern(child, source, scope) for child in _children(node)]

    def _all(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        """The children one after the other."""
        return reduce(self.patterns.group, self._inner(node, source, scope), self.patterns.empty)

    def _part(self, node: etree._Element, source: Source, namespace: str = "") -> Source:
        part = source.part(node, namespace)
        self.files.setdefault(part.path.resolve(), part.document)
        return part

    # -- grammars

    def _grammar(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        inner = Scope(scope)
        self._collect(node, source, inner)
        if "" not in inner.defined:
            raise self._wrong(node, source, "the grammar has no start")
        return self._defined("", inner)

    def _collect(self, node: etree._Element, source: Source, scope: Scope) -> None:
        """Gather the definitions of a grammar, those of included files replaced where the include says so."""
        for child in _children(node):
            match etree.QName(child).localname:
                case "start" | "define":
                    scope.defined.setdefault(_defining(child), []).append((child, source))
                case "div":
                    self._collect(child, source, scope)
                case "include":
                    inner = Scope()
                    part = self._part(child, source)
                    self._collect(part.document.root, part, inner)
                    replaced = {_defining(d) for d in child.iter(f"{_R}define", f"{_R}start")}
                    for name, places in inner.defined.items():
                        if name not in replaced:
                            scope.defined.setdefault(name, []).extend(places)
                    self._collect(child, source, scope)
                case other:
                    raise self._wrong(child, source, f"{other} may not stand in a grammar")

    def _defined(self, name: str, scope: Scope) -> Pattern:
        """A definition; its parts combined as they say."""
        if name not in scope.made:
            places = scope.defined[name]
            parts = [self._all(node, source, scope) for node, source in places]
            combined = {node.get("combine") for node, _ in places} - {None}
            if len(parts) > 1 and not combined:
                node, source = places[1]
                raise self._wrong(node, source, f"{name or 'start'} is defined twice, and nothing says how to combine")
            together = combined == {"interleave"}
            scope.made[name] = reduce(self.patterns.interleave, parts) if together else self.patterns.choice(parts)
            scope.made[name] = parts[0] if len(parts) == 1 else scope.made[name]
        return scope.made[name]

    def _ref(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        name = node.get("name", "").strip()
        if scope is None or name not in scope.defined:
            raise self._wrong(node, source, f"there is no definition {name}")
        return self._defined(name, scope)

    def _parentRef(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:  # noqa: N802
        return self._ref(node, source, scope.parent if scope else None)

    def _externalRef(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:  # noqa: N802
        part = self._part(node, source, _inherited(node, "ns") or "")
        return self.pattern(part.document.root, part, None)

    # -- elements and attributes

    def _element(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        names, rest = self._names(node, source, is_attribute=False)

        def content() -> Pattern:
            inner = [self.pattern(child, source, scope) for child in rest]
            return reduce(self.patterns.group, inner, self.patterns.empty)

        return self.patterns.element(names, node, content, _documented(node))

    def _attribute(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        names, rest = self._names(node, source, is_attribute=True)
        value = self.pattern(rest[0], source, scope) if rest else self.patterns.text
        return self.patterns.attribute(names, value, _documented(node))

    def _names(
        self, node: etree._Element, source: Source, is_attribute: bool
    ) -> tuple[NameClass, list[etree._Element]]:
        """The name class of an element or attribute, and the children that are patterns."""
        children = list(_children(node))
        if (name := node.get("name")) is not None:
            namespace = node.get("ns", "") if is_attribute else _namespace(node, source)
            return _named(node, name, namespace), children
        if not children:
            raise self._wrong(node, source, f"{etree.QName(node).localname} has no name")
        return self._name_class(children[0], source), children[1:]

    def _name_class(self, node: etree._Element, source: Source) -> NameClass:
        local = etree.QName(node).localname
        inner = list(_children(node))
        match local:
            case "name":
                return _named(node, node.text or "", _namespace(node, source))
            case "choice":
                return NameClass("choice", parts=tuple(self._name_class(c, source) for c in inner))
            case "anyName" | "nsName":
                without = tuple(self._name_class(c, source) for e in inner for c in _children(e))
                return NameClass(local, _namespace(node, source) if local == "nsName" else "", without=without)
            case _:
                raise self._wrong(node, source, f"{local} is no name")

    # -- what stands in them

    def _group(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        return self._all(node, source, scope)

    def _choice(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        return self.patterns.choice(self._inner(node, source, scope))

    def _interleave(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        return reduce(self.patterns.interleave, self._inner(node, source, scope), self.patterns.empty)

    def _mixed(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        return self.patterns.interleave(self.patterns.text, self._all(node, source, scope))

    def _optional(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        return self.patterns.choice([self._all(node, source, scope), self.patterns.empty])

    def _oneOrMore(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:  # noqa: N802
        return self.patterns.more(self._all(node, source, scope))

    def _zeroOrMore(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:  # noqa: N802
        return self.patterns.choice([self._oneOrMore(node, source, scope), self.patterns.empty])

    def _empty(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        return self.patterns.empty

    def _text(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        return self.patterns.text

    def _notAllowed(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:  # noqa: N802
        return self.patterns.none

    def _list(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        return self.patterns.list_of(self._all(node, source, scope))

    def _data(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        params = tuple((p.get("name", ""), p.text or "") for p in node.iterchildren(f"{_R}param"))
        excepted = [self._choice(e, source, scope) for e in node.iterchildren(f"{_R}except")]
        return self.patterns.data(self._datatype(node, source, params), excepted[0] if excepted else None)

    def _value(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        if node.get("type") is None:
            return self.patterns.value(Datatype(_BUILTIN, "token"), node.text or "")
        datatype, written = self._datatype(node, source, ()), node.text or ""
        namespaces = {**node.nsmap, None: _namespace(node, source)}
        if not datatype.allows(written, namespaces):
            raise self._wrong(node, source, f"«{written}» is no value of the type {datatype.name}")
        return self.patterns.value(datatype, written, namespaces)

    def _datatype(self, node: etree._Element, source: Source, params: tuple[tuple[str, str], ...]) -> Datatype:
        library, name = _inherited(node, "datatypeLibrary") or _BUILTIN, node.get("type", "").strip()
        if not is_known(library, name):
            raise self._wrong(node, source, f"the datatype {name} of «{library}» is unknown")
        made = Datatype(library, name, params)
        try:
            check_facets(made)
        except ValueError as error:
            raise self._wrong(node, source, f"{name}: {error}") from None
        return made


_PATTERNS = frozenset((
    "grammar", "ref", "parentRef", "externalRef", "element", "attribute", "group", "choice", "interleave", "mixed",
    "optional", "oneOrMore", "zeroOrMore", "empty", "text", "notAllowed", "list", "data", "value",
))  # fmt: skip


def _children(node: etree._Element) -> Iterator[etree._Element]:
    """The children that belong to RELAX NG; annotations and parameters do not."""
    return (c for c in node.iterchildren(f"{_R}*") if c.tag not in (f"{_R}param", f"{_R}except") or node.tag in _NAMED)


_NAMED = (f"{_R}anyName", f"{_R}nsName")


def _defining(node: etree._Element) -> str:
    return "" if node.tag == f"{_R}start" else node.get("name", "").strip()


def _inherited(node: etree._Element, name: str) -> str | None:
    found: etree._Element | None = node
    while found is not None:
        if (value := found.get(name)) is not None:
            return value
        found = found.getparent()
    return None


def _namespace(node: etree._Element, source: Source) -> str:
    own = _inherited(node, "ns")
    return source.namespace if own is None else own


def _named(node: etree._Element, written: str, namespace: str) -> NameClass:
    """A name as the schema writes it: a prefix stands for its namespace."""
    prefix, colon, local = written.strip().rpartition(":")
    if colon:
        namespace = XML if prefix == "xml" else node.nsmap.get(prefix, "")
    return NameClass("name", namespace, local)


def _documented(node: etree._Element) -> str:
    """What the schema says of an element or attribute, in its own words, without the chapters that TEI adds."""
    said = " ".join(" ".join("".join(str(t) for t in note.itertext()).split()) for note in node.iterchildren(_NOTES))
    return _CHAPTERS.sub("", said)
