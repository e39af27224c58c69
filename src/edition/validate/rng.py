"""A RELAX NG schema in XML syntax as patterns. Nothing is fetched: parts of it stand on the same disk.

What an element holds is built when an element of that name is first met; loading the whole of TEI takes a moment.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

from lxml import etree

from edition.model.finding import Position
from edition.validate.datatypes import Datatype, check_facets, is_known
from edition.validate.patterns import NameClass, Pattern, Patterns, content_of
from edition.validate.refusal import SchemaError, no_schema
from edition.validate.schema_files import NO_SCHEMA, Source, check_syntax, inherited, namespace_of
from edition.validate.syntax import PATTERNS, wrong_name_class
from edition.xml.namespaces import RNG, XML
from edition.xml.parse import Document, parse_document

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
    open: set[str] = field(default_factory=set)  # definitions that are being made


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema: its patterns, what a document may begin with, and the files that it was read from."""

    patterns: Patterns
    start: Pattern
    files: tuple[Document, ...] = ()
    complete: Callable[[], None] = lambda: None  # read what nothing refers to, too

    def place_of(self, element: Pattern | None) -> Position:
        """Where an element is defined; None is what a document may begin with."""
        origin = element.origin if element else None
        if not isinstance(origin, tuple):
            return self.files[0].position(self.files[0].root)
        node, source = origin
        position: Position = source.document.position(node)
        return position


def read_schema(path: Path, data: bytes | None = None) -> Schema:
    """The schema in a file (or in `data`, compiled from that file). SchemaError with its place when it is none."""
    source = Source(parse_document(path.read_bytes() if data is None else data, str(path)), path)
    reader = _Reader(source)
    try:
        start = reader.pattern(source.document.root, source, None)
    except SchemaError:
        check_syntax(reader.files.values())  # which says better what is wrong
        raise
    return Schema(reader.patterns, start, tuple(reader.files.values()), reader.complete)


class _HoldsItselfError(SchemaError):
    """A definition refers to itself, without an element between."""


class _Reader:
    """Reads the files of one schema."""

    def __init__(self, source: Source) -> None:
        self.patterns = Patterns()
        self.files = {source.path.resolve(): source.document}
        self.scopes: list[Scope] = []
        self.elements: list[Pattern] = []

    def complete(self) -> None:
        """Check the syntax of all files, make every definition and the content of every element."""
        check_syntax(self.files.values())
        scopes = elements = 0
        while scopes < len(self.scopes) or elements < len(self.elements):
            for scope in self.scopes[scopes:]:
                scopes += 1
                for name in scope.defined:
                    with suppress(_HoldsItselfError):  # which only matters where it is used
                        self._defined(name, scope)
                    scope.open.clear()
            for element in self.elements[elements:]:
                elements += 1
                content_of(element)

    def pattern(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        """The pattern of an element of the schema."""
        name = etree.QName(node)
        rule = getattr(self, f"_{name.localname}", None) if name.namespace == RNG else None
        if rule is None or name.localname not in PATTERNS:
            raise self._wrong(node, source, f"{name.localname} is no pattern of RELAX NG")
        made: Pattern = rule(node, source, scope)
        return made

    def _wrong(self, node: etree._Element, source: Source, said: str) -> SchemaError:
        return no_schema(source.document.position(node), f"{NO_SCHEMA}: {said}")

    def _inner(self, node: etree._Element, source: Source, scope: Scope | None) -> list[Pattern]:
        return [self.pattern(child, source, scope) for child in _children(node)]

    def _all(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        """The children one after the other."""
        return reduce(self.patterns.group, self._inner(node, source, scope), self.patterns.empty)

    def _part(self, node: etree._Element, source: Source) -> Source:
        part = source.part(node, namespace_of(node, source))
        self.files.setdefault(part.path.resolve(), part.document)
        return part

    # -- grammars

    def _grammar(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        inner = Scope(scope)
        self._collect(node, source, inner)
        if "" not in inner.defined:
            raise self._wrong(node, source, "the grammar has no start")
        self.scopes.append(inner)
        for name, places in inner.defined.items():
            self._check_definition(name, places, inner)
        return self._defined("", inner)

    def _check_definition(self, name: str, places: Sequence[tuple[etree._Element, Source]], scope: Scope) -> None:
        """Definitions of one name say how they combine, and refer to what is there."""
        combined = {combine.strip() for node, _ in places if (combine := node.get("combine")) is not None}
        alone = [place for place in places if place[0].get("combine") is None]
        if len(alone) > 1:
            raise self._wrong(*alone[1], f"{name or 'start'} is defined twice, and nothing says how to combine")
        if len(combined) > 1:
            raise self._wrong(*places[-1], f"{name or 'start'} is combined by choice and by interleave")
        for node, source in places:
            for reference in node.iter(f"{_R}ref", f"{_R}parentRef"):
                target = scope if reference.tag == f"{_R}ref" else scope.parent
                wanted = reference.get("name", "").strip()
                if (target is None or wanted not in target.defined) and _is_of_grammar(reference, node):
                    raise self._wrong(reference, source, f"there is no definition {wanted}")

    def _collect(self, node: etree._Element, source: Source, scope: Scope) -> None:
        """Gather the definitions of a grammar, those of included files replaced where the include says so."""
        for child in _children(node):
            match etree.QName(child).localname:
                case "start" | "define":
                    scope.defined.setdefault(_defining(child), []).append((child, source))
                case "div":
                    self._collect(child, source, scope)
                case "include":
                    self._include(child, source, scope)
                case other:
                    raise self._wrong(child, source, f"{other} may not stand in a grammar")

    def _include(self, node: etree._Element, source: Source, scope: Scope) -> None:
        """The definitions of another file, but those that the include replaces."""
        inner = Scope()
        part = self._part(node, source)
        if part.document.root.tag != f"{_R}grammar":
            raise self._wrong(part.document.root, part, "an included file must be a grammar")
        self._collect(part.document.root, part, inner)
        replaced = {_defining(d): d for d in node.iter(f"{_R}define", f"{_R}start") if _is_within(d, node)}
        for name, definition in replaced.items():
            if name not in inner.defined:
                said = f"{node.get('href')} defines no {name or 'start'} that could be replaced"
                raise self._wrong(definition, source, said)
        for name, places in inner.defined.items():
            if name not in replaced:
                scope.defined.setdefault(name, []).extend(places)
        self._collect(node, source, scope)

    def _defined(self, name: str, scope: Scope) -> Pattern:
        """A definition; its parts combined as they say."""
        if name not in scope.made:
            places = scope.defined[name]
            if name in scope.open:
                raise _HoldsItselfError(*self._wrong(*places[0], f"the definition {name} holds itself").findings)
            scope.open.add(name)
            parts = [self._all(node, source, scope) for node, source in places]
            together = any(node.get("combine", "").strip() == "interleave" for node, _ in places)
            made = reduce(self.patterns.interleave, parts) if together else self.patterns.choice(parts)
            scope.made[name] = parts[0] if len(parts) == 1 else made
            scope.open.remove(name)
        return scope.made[name]

    def _ref(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        name = node.get("name", "").strip()
        if scope is None or name not in scope.defined:
            raise self._wrong(node, source, f"there is no definition {name}")
        return self._defined(name, scope)

    def _parentRef(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:  # noqa: N802
        return self._ref(node, source, scope.parent if scope else None)

    def _externalRef(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:  # noqa: N802
        part = self._part(node, source)
        return self.pattern(part.document.root, part, None)

    # -- elements and attributes

    def _element(self, node: etree._Element, source: Source, scope: Scope | None) -> Pattern:
        names, rest = self._names(node, source, is_attribute=False)

        def content() -> Pattern:
            inner = [self.pattern(child, source, scope) for child in rest]
            return reduce(self.patterns.group, inner, self.patterns.empty)

        made = self.patterns.element(names, node, content, _documented(node))
        made.origin = node, source
        self.elements.append(made)
        return made

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
            namespace = node.get("ns", "") if is_attribute else namespace_of(node, source)
            return self._checked(node, source, is_attribute, _named(node, name, namespace)), children
        if not children:
            raise self._wrong(node, source, f"{etree.QName(node).localname} has no name")
        return self._name_class(children[0], source, is_attribute), children[1:]

    def _checked(self, node: etree._Element, source: Source, is_attribute: bool, names: NameClass) -> NameClass:
        if said := wrong_name_class(node, is_attribute, names.namespace, names.local):
            raise self._wrong(node, source, said)
        return names

    def _name_class(self, node: etree._Element, source: Source, is_attribute: bool) -> NameClass:
        local = etree.QName(node).localname
        inner = list(_children(node))
        match local:
            case "name":
                names = _named(node, node.text or "", namespace_of(node, source))
            case "choice":
                return NameClass("choice", parts=tuple(self._name_class(c, source, is_attribute) for c in inner))
            case "anyName" | "nsName":
                without = tuple(self._name_class(c, source, is_attribute) for e in inner for c in _children(e))
                names = NameClass(local, namespace_of(node, source) if local == "nsName" else "", without=without)
            case _:
                raise self._wrong(node, source, f"{local} is no name")
        return self._checked(node, source, is_attribute, names)

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
        namespaces = {**node.nsmap, None: namespace_of(node, source)}
        if not datatype.allows(written, namespaces):
            raise self._wrong(node, source, f"«{written}» is no value of the type {datatype.name}")
        return self.patterns.value(datatype, written, namespaces)

    def _datatype(self, node: etree._Element, source: Source, params: tuple[tuple[str, str], ...]) -> Datatype:
        library, name = inherited(node, "datatypeLibrary") or _BUILTIN, node.get("type", "").strip()
        if not is_known(library, name):
            raise self._wrong(node, source, f"the datatype {name} of «{library}» is unknown")
        made = Datatype(library, name, params)
        try:
            check_facets(made)
        except ValueError as error:
            raise self._wrong(node, source, f"{name}: {error}") from None
        return made


def _children(node: etree._Element) -> Iterator[etree._Element]:
    """The children that belong to RELAX NG; annotations and parameters do not."""
    return (c for c in node.iterchildren(f"{_R}*") if c.tag not in (f"{_R}param", f"{_R}except") or node.tag in _NAMED)


_NAMED = (f"{_R}anyName", f"{_R}nsName")


def _defining(node: etree._Element) -> str:
    return "" if node.tag == f"{_R}start" else node.get("name", "").strip()


def _is_of_grammar(reference: etree._Element, definition: etree._Element) -> bool:
    """Whether a reference in a definition belongs to the same grammar, and not to one inside or to an annotation."""
    for outer in reference.iterancestors():
        if outer is definition:
            return True
        if outer.tag == f"{_R}grammar" or etree.QName(outer).namespace != RNG:
            return False
    return False


def _is_within(definition: etree._Element, include: etree._Element) -> bool:
    """Whether a definition stands in an include itself, or in a div of it."""
    outer = definition.getparent()
    while outer is not None and outer.tag == f"{_R}div":
        outer = outer.getparent()
    return outer is include


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
