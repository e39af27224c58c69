"""Read a RELAX NG schema in XML syntax as patterns; files that it includes are read from disk, never fetched.

The content of an element is built when it is first needed, so that a schema as large as tei_all loads quickly. The
methods of _SchemaReader with the name of a RELAX NG element are called by that name.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

from lxml import etree

from edition.late_patterns import late_pattern
from edition.model.finding import Position
from edition.validate.datatypes import Datatype, check_facets, is_known
from edition.validate.options import NO_OPTIONS, Options
from edition.validate.patterns import NameClass, Pattern, Patterns, content_of
from edition.validate.schema_errors import SchemaError, schema_error
from edition.validate.schema_files import (
    NO_SCHEMA,
    SchemaFile,
    check_syntax,
    find_inherited,
    namespace_of,
    parse_schema_file,
)
from edition.validate.syntax import PATTERNS, explain_wrong_name
from edition.xml.namespaces import RNG, XML
from edition.xml.parse import Document, parse_document

_R = f"{{{RNG}}}"
_DOCUMENTATION = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
_BUILTIN = ""
_CHAPTERS = late_pattern(r" \[\d+\.[^\[\]]*\]$")


@dataclass(slots=True)
class Scope:
    """The definitions of one grammar; a definition may have several parts, which are combined."""

    parent: "Scope | None" = None
    defined: dict[str, list[tuple[etree._Element, SchemaFile]]] = field(default_factory=dict)
    patterns_by_name: dict[str, Pattern] = field(default_factory=dict)
    in_progress: set[str] = field(default_factory=set)  # definitions that are being read


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema: its patterns, the start pattern, and the files from which it was read.

    `read_completely` reads also the definitions that nothing refers to. It raises SchemaError.
    """

    patterns: Patterns
    start: Pattern
    files: tuple[Document, ...] = ()
    read_completely: Callable[[], None] = lambda: None

    def position_of(self, element: Pattern | None) -> Position:
        """The position of the definition of an element; for None the position of the root of the schema."""
        origin = element.origin if element else None
        if not isinstance(origin, tuple):
            return self.files[0].position(self.files[0].root)
        node, source = origin
        position: Position = source.document.position(node)
        return position


def read_schema(path: Path, data: bytes | None = None, options: Options = NO_OPTIONS) -> Schema:
    """Read the schema in a file, or in `data`, which was compiled from that file. SchemaError with its position."""
    document = parse_schema_file(path.read_bytes(), path) if data is None else parse_document(data, str(path))
    source = SchemaFile(document, path, options=options)
    reader = _SchemaReader(source)
    try:
        start = reader.pattern(source.document.root, source, None)
    except SchemaError:
        check_syntax(reader.files.values())  # its message is better
        raise
    return Schema(reader.patterns, start, tuple(reader.files.values()), reader.read_completely)


class _RecursiveDefinitionError(SchemaError):
    """A definition refers to itself without an element between (section 4.19)."""


class _SchemaReader:
    """Reads the files of one schema."""

    def __init__(self, source: SchemaFile) -> None:
        self.patterns = Patterns()
        self.files = {source.path.resolve(): source.document}
        self.scopes: list[Scope] = []
        self.elements: list[Pattern] = []

    def read_completely(self) -> None:
        """Check the syntax of all files, and read every definition and the content of every element."""
        check_syntax(self.files.values())
        scopes = elements = 0
        while scopes < len(self.scopes) or elements < len(self.elements):
            for scope in self.scopes[scopes:]:
                scopes += 1
                for name in scope.defined:
                    with suppress(_RecursiveDefinitionError):  # an unused definition may be recursive
                        self._read_definition(name, scope)
                    scope.in_progress.clear()
            for element in self.elements[elements:]:
                elements += 1
                content_of(element)

    def pattern(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:
        """Read an element of the schema as a pattern."""
        name = etree.QName(node)
        rule = getattr(self, f"_{name.localname}", None) if name.namespace == RNG else None
        if rule is None or name.localname not in PATTERNS:
            raise self._error(node, source, f"{name.localname} is no pattern of RELAX NG")
        made: Pattern = rule(node, source, scope)
        return made

    def _error(self, node: etree._Element, source: SchemaFile, problem: str) -> SchemaError:
        return schema_error(source.document.position(node), f"{NO_SCHEMA}: {problem}")

    def _read_children(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> list[Pattern]:
        return [self.pattern(child, source, scope) for child in _children(node)]

    def _read_sequence(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:
        """The children as a group (a sequence)."""
        return reduce(self.patterns.group, self._read_children(node, source, scope), self.patterns.empty)

    def _open_part(self, node: etree._Element, source: SchemaFile) -> SchemaFile:
        part = source.open_part(node, namespace_of(node, source))
        self.files.setdefault(part.path.resolve(), part.document)
        return part

    # -- grammars

    def _grammar(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:
        inner = Scope(scope)
        self._collect(node, source, inner)
        if "" not in inner.defined:
            raise self._error(node, source, "the grammar has no start")
        self.scopes.append(inner)
        for name, places in inner.defined.items():
            self._check_definition(name, places, inner)
        return self._read_definition("", inner)

    def _check_definition(self, name: str, places: Sequence[tuple[etree._Element, SchemaFile]], scope: Scope) -> None:
        """Check that the parts of a definition say how they combine, and that all references exist."""
        combined = {combine.strip() for node, _ in places if (combine := node.get("combine")) is not None}
        alone = [place for place in places if place[0].get("combine") is None]
        if len(alone) > 1:
            raise self._error(*alone[1], f"{name or 'start'} is defined twice, and nothing says how to combine")
        if len(combined) > 1:
            raise self._error(*places[-1], f"{name or 'start'} is combined by choice and by interleave")
        for node, source in places:
            for reference in node.iter(f"{_R}ref", f"{_R}parentRef"):
                target = scope if reference.tag == f"{_R}ref" else scope.parent
                wanted = reference.get("name", "").strip()
                if (target is None or wanted not in target.defined) and _belongs_to_grammar(reference, node):
                    raise self._error(reference, source, f"there is no definition {wanted}")

    def _collect(self, node: etree._Element, source: SchemaFile, scope: Scope) -> None:
        """Collect the definitions of a grammar and of the files that it includes."""
        for child in _children(node):
            match etree.QName(child).localname:
                case "start" | "define":
                    scope.defined.setdefault(_definition_name(child), []).append((child, source))
                case "div":
                    self._collect(child, source, scope)
                case "include":
                    self._include(child, source, scope)
                case other:
                    raise self._error(child, source, f"{other} may not stand in a grammar")

    def _include(self, node: etree._Element, source: SchemaFile, scope: Scope) -> None:
        """Collect the definitions of another file, except those that the include replaces."""
        inner = Scope()
        part = self._open_part(node, source)
        if part.document.root.tag != f"{_R}grammar":
            raise self._error(part.document.root, part, "an included file must be a grammar")
        self._collect(part.document.root, part, inner)
        replaced = {_definition_name(d): d for d in node.iter(f"{_R}define", f"{_R}start") if _is_within(d, node)}
        for name, definition in replaced.items():
            if name not in inner.defined:
                problem = f"{node.get('href')} defines no {name or 'start'} that could be replaced"
                raise self._error(definition, source, problem)
        for name, places in inner.defined.items():
            if name not in replaced:
                scope.defined.setdefault(name, []).extend(places)
        self._collect(node, source, scope)

    def _read_definition(self, name: str, scope: Scope) -> Pattern:
        """The pattern of a definition, with its parts combined by choice or interleave."""
        if name not in scope.patterns_by_name:
            places = scope.defined[name]
            if name in scope.in_progress:
                raise _RecursiveDefinitionError(
                    *self._error(*places[0], f"the definition {name} holds itself").findings
                )
            scope.in_progress.add(name)
            parts = [self._read_sequence(node, source, scope) for node, source in places]
            together = any(node.get("combine", "").strip() == "interleave" for node, _ in places)
            made = reduce(self.patterns.interleave, parts) if together else self.patterns.choice(parts)
            scope.patterns_by_name[name] = parts[0] if len(parts) == 1 else made
            scope.in_progress.remove(name)
        return scope.patterns_by_name[name]

    def _ref(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:
        name = node.get("name", "").strip()
        if scope is None or name not in scope.defined:
            raise self._error(node, source, f"there is no definition {name}")
        return self._read_definition(name, scope)

    def _parentRef(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:  # noqa: N802
        return self._ref(node, source, scope.parent if scope else None)

    def _externalRef(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:  # noqa: N802
        part = self._open_part(node, source)
        return self.pattern(part.document.root, part, None)

    # -- elements and attributes

    def _element(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:
        names, rest = self._names(node, source, is_attribute=False)

        def content() -> Pattern:
            inner = [self.pattern(child, source, scope) for child in rest]
            return reduce(self.patterns.group, inner, self.patterns.empty)

        made = self.patterns.element(names, node, content, _documentation_of(node))
        made.origin = node, source
        self.elements.append(made)
        return made

    def _attribute(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:
        names, rest = self._names(node, source, is_attribute=True)
        value = self.pattern(rest[0], source, scope) if rest else self.patterns.text
        return self.patterns.attribute(names, value, _documentation_of(node))

    def _names(
        self, node: etree._Element, source: SchemaFile, is_attribute: bool
    ) -> tuple[NameClass, list[etree._Element]]:
        """The name class of an element or attribute, and the children that are patterns."""
        children = list(_children(node))
        if (name := node.get("name")) is not None:
            namespace = node.get("ns", "") if is_attribute else namespace_of(node, source)
            return self._check_name_class(node, source, is_attribute, _name_class_of(node, name, namespace)), children
        if not children:
            raise self._error(node, source, f"{etree.QName(node).localname} has no name")
        return self._name_class(children[0], source, is_attribute), children[1:]

    def _check_name_class(
        self, node: etree._Element, source: SchemaFile, is_attribute: bool, names: NameClass
    ) -> NameClass:
        if problem := explain_wrong_name(node, is_attribute, names.namespace, names.local):
            raise self._error(node, source, problem)
        return names

    def _name_class(self, node: etree._Element, source: SchemaFile, is_attribute: bool) -> NameClass:
        local = etree.QName(node).localname
        inner = list(_children(node))
        match local:
            case "name":
                names = _name_class_of(node, node.text or "", namespace_of(node, source))
            case "choice":
                return NameClass("choice", parts=tuple(self._name_class(c, source, is_attribute) for c in inner))
            case "anyName" | "nsName":
                without = tuple(self._name_class(c, source, is_attribute) for e in inner for c in _children(e))
                names = NameClass(local, namespace_of(node, source) if local == "nsName" else "", without=without)
            case _:
                raise self._error(node, source, f"{local} is no name")
        return self._check_name_class(node, source, is_attribute, names)

    # -- content

    def _group(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:
        return self._read_sequence(node, source, scope)

    def _choice(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:
        return self.patterns.choice(self._read_children(node, source, scope))

    def _interleave(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:
        return reduce(self.patterns.interleave, self._read_children(node, source, scope), self.patterns.empty)

    def _mixed(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:
        return self.patterns.interleave(self.patterns.text, self._read_sequence(node, source, scope))

    def _optional(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:
        return self.patterns.choice([self._read_sequence(node, source, scope), self.patterns.empty])

    def _oneOrMore(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:  # noqa: N802
        return self.patterns.more(self._read_sequence(node, source, scope))

    def _zeroOrMore(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:  # noqa: N802
        return self.patterns.choice([self._oneOrMore(node, source, scope), self.patterns.empty])

    def _empty(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:
        return self.patterns.empty

    def _text(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:
        return self.patterns.text

    def _notAllowed(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:  # noqa: N802
        return self.patterns.none

    def _list(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:
        return self.patterns.list_of(self._read_sequence(node, source, scope))

    def _data(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:
        params = tuple((p.get("name", ""), p.text or "") for p in node.iterchildren(f"{_R}param"))
        excepted = [self._choice(e, source, scope) for e in node.iterchildren(f"{_R}except")]
        return self.patterns.data(self._datatype(node, source, params), excepted[0] if excepted else None)

    def _value(self, node: etree._Element, source: SchemaFile, scope: Scope | None) -> Pattern:
        if node.get("type") is None:
            return self.patterns.value(Datatype(_BUILTIN, "token"), node.text or "")
        datatype, written = self._datatype(node, source, ()), node.text or ""
        namespaces = {**node.nsmap, None: namespace_of(node, source)}
        if not datatype.allows(written, namespaces):
            raise self._error(node, source, f"«{written}» is no value of the type {datatype.name}")
        return self.patterns.value(datatype, written, namespaces)

    def _datatype(self, node: etree._Element, source: SchemaFile, params: tuple[tuple[str, str], ...]) -> Datatype:
        library, name = find_inherited(node, "datatypeLibrary") or _BUILTIN, node.get("type", "").strip()
        if not is_known(library, name):
            raise self._error(node, source, f"the datatype {name} of «{library}» is unknown")
        made = Datatype(library, name, params)
        try:
            check_facets(made)
        except ValueError as error:
            raise self._error(node, source, f"{name}: {error}") from None
        return made


def _children(node: etree._Element) -> Iterator[etree._Element]:
    """The children in the namespace of RELAX NG, without `param` and `except` of a datatype."""
    return (
        c for c in node.iterchildren(f"{_R}*") if c.tag not in (f"{_R}param", f"{_R}except") or node.tag in _WILDCARDS
    )


_WILDCARDS = (f"{_R}anyName", f"{_R}nsName")


def _definition_name(node: etree._Element) -> str:
    return "" if node.tag == f"{_R}start" else node.get("name", "").strip()


def _belongs_to_grammar(reference: etree._Element, definition: etree._Element) -> bool:
    """Whether a reference belongs to the grammar of the definition, not to an inner grammar or an annotation."""
    for outer in reference.iterancestors():
        if outer is definition:
            return True
        if outer.tag == f"{_R}grammar" or etree.QName(outer).namespace != RNG:
            return False
    return False


def _is_within(definition: etree._Element, include: etree._Element) -> bool:
    """Whether a definition is a child of an include, or of a `div` in it."""
    outer = definition.getparent()
    while outer is not None and outer.tag == f"{_R}div":
        outer = outer.getparent()
    return outer is include


def _name_class_of(node: etree._Element, written: str, namespace: str) -> NameClass:
    """The name class of a name; a prefix is replaced by its namespace."""
    prefix, colon, local = written.strip().rpartition(":")
    if colon:
        namespace = XML if prefix == "xml" else node.nsmap.get(prefix, "")
    return NameClass("name", namespace, local)


def _documentation_of(node: etree._Element) -> str:
    """The documentation of an element or attribute in the schema, without the chapter numbers that TEI appends."""
    problem = " ".join(
        " ".join("".join(str(t) for t in note.itertext()).split()) for note in node.iterchildren(_DOCUMENTATION)
    )
    return _CHAPTERS.sub("", problem)
