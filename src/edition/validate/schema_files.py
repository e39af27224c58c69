"""The files of a RELAX NG schema: includes, inherited namespaces, and syntax."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from urllib.parse import unquote, urljoin

from lxml import etree

from edition.validate.catalogs import find_copy
from edition.validate.options import NO_OPTIONS, Options
from edition.validate.schema_errors import SchemaError, schema_error
from edition.validate.syntax import find_syntax_faults
from edition.xml.namespaces import XML
from edition.xml.parse import Document, parse_document
from edition.xml.uris import is_uri

COMPACT = ".rnc"
NO_SCHEMA = "is not a RELAX NG schema"


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """A file of the schema; `above` are the files that include it."""

    document: Document
    path: Path
    above: tuple[Path, ...] = ()
    namespace: str = ""  # inherited through include and externalRef
    options: Options = NO_OPTIONS

    def open_part(self, node: etree._Element, namespace: str = "") -> "SchemaFile":
        """Open the file that an include or externalRef names; SchemaError when it is missing or not local."""
        where = self.document.position(node)
        if not is_uri(href := node.get("href", "").strip()):
            raise schema_error(where, f"href=«{href}» is no address")
        href = _apply_xml_base(node, href)
        copy, why = find_copy(href, self.options.catalogs)
        if why or (copy is None and "://" in href):
            said = why or "and nothing is fetched: keep it beside the schema, or say where it is (--catalog URL=FILE)"
            raise schema_error(where, f"the schema names {href}, {said}")
        path = copy.path if copy else find_file(self.path.parent, href)
        if path is None:
            raise schema_error(where, f"there is no file {href} in {self.path.parent}")
        if path.resolve() in self.above or path.resolve() == self.path.resolve():
            raise schema_error(where, f"{href} includes itself")
        document = parse_schema_file(path.read_bytes(), path)
        return SchemaFile(document, path, (*self.above, self.path.resolve()), namespace, self.options)


def parse_schema_file(data: bytes, path: Path) -> Document:
    """Parse a file of a schema, in compact syntax (.rnc) or in XML."""
    if path.suffix != COMPACT:
        return parse_document(data, str(path))
    from edition.validate.compact_syntax import parse_compact  # a parser of its own; a build has no such schema

    return parse_compact(data, str(path))


def check_syntax(documents: Iterable[Document]) -> None:
    """Raise SchemaError with every syntax error in the files of a schema."""
    faults = [
        schema_error(document.position(node), f"{NO_SCHEMA}: {message}").findings[0]
        for document in documents
        for node, message in find_syntax_faults(document.root)
    ]
    if faults:
        raise SchemaError(*faults)


def find_inherited(node: etree._Element, name: str) -> str | None:
    """The value of an attribute on the element or its nearest ancestor that has it, or None."""
    found: etree._Element | None = node
    while found is not None:
        if (value := found.get(name)) is not None:
            return value
        found = found.getparent()
    return None


def namespace_of(node: etree._Element, source: SchemaFile) -> str:
    """The namespace (`ns`) in effect for an element of a schema file."""
    own = find_inherited(node, "ns")
    return source.namespace if own is None else own


def find_file(folder: Path, href: str) -> Path | None:
    """The file of a relative address, taken literally or with its escapes (`%20`) decoded; None if there is none."""
    for name in (href, unquote(href)):
        with suppress(OSError, ValueError):  # a name that is too long or contains NUL
            if (path := folder / name).is_file():
                return path
    return None


def _apply_xml_base(node: etree._Element, href: str) -> str:
    """The address in `href`, resolved against every xml:base around it."""
    bases = [base for e in (node, *node.iterancestors()) if is_uri(base := e.get(f"{{{XML}}}base", ""))]
    return reduce(urljoin, [*bases[::-1], href])
