"""The files of a RELAX NG schema: each knows where it stands, what it was reached through, and what it inherits."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from urllib.parse import unquote, urljoin

from lxml import etree

from edition.names import XML
from edition.parsing import Document, parse_document
from edition.validate.refusal import SchemaError, no_schema
from edition.validate.syntax import syntax_faults

NO_SCHEMA = "is not a RELAX NG schema"


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the schema, with the files that it was reached through."""

    document: Document
    path: Path
    above: tuple[Path, ...] = ()
    namespace: str = ""  # handed down by include and externalRef

    def part(self, node: etree._Element, namespace: str = "") -> "Source":
        """The file that an include or externalRef names. SchemaError when it is not there or would be fetched."""
        href = _based(node)
        where = self.document.position(node)
        if "://" in href:
            raise no_schema(where, f"nothing is fetched: keep {href} beside the schema")
        path = self.path.parent / href
        if not path.is_file() and not (path := self.path.parent / unquote(href)).is_file():
            raise no_schema(where, f"there is no file {path}")
        if path.resolve() in self.above or path.resolve() == self.path.resolve():
            raise no_schema(where, f"{href} includes itself")
        document = parse_document(path.read_bytes(), str(path))
        return Source(document, path, (*self.above, self.path.resolve()), namespace)


def check_syntax(documents: Iterable[Document]) -> None:
    """SchemaError with every place where the files of a schema are no RELAX NG."""
    faults = [
        no_schema(document.position(node), f"{NO_SCHEMA}: {said}").findings[0]
        for document in documents
        for node, said in syntax_faults(document.root)
    ]
    if faults:
        raise SchemaError(*faults)


def inherited(node: etree._Element, name: str) -> str | None:
    found: etree._Element | None = node
    while found is not None:
        if (value := found.get(name)) is not None:
            return value
        found = found.getparent()
    return None


def namespace_of(node: etree._Element, source: Source) -> str:
    own = inherited(node, "ns")
    return source.namespace if own is None else own


def _based(node: etree._Element) -> str:
    """The address in href, as every xml:base around it moves it."""
    bases = [base for e in (node, *node.iterancestors()) if (base := e.get(f"{{{XML}}}base"))]
    return reduce(urljoin, [*bases[::-1], node.get("href", "").strip()]) if bases else node.get("href", "").strip()
