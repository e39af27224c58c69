"""The files of a RELAX NG schema: each knows where it stands, what it was reached through, and what it inherits."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from urllib.parse import unquote, urljoin

from lxml import etree

from edition.validate.refusal import SchemaError, no_schema
from edition.validate.syntax import syntax_faults
from edition.xml.namespaces import XML
from edition.xml.parse import Document, parse_document
from edition.xml.uris import is_uri

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
        where = self.document.position(node)
        if not is_uri(href := node.get("href", "").strip()):
            raise no_schema(where, f"href=«{href}» is no address")
        href = _based(node, href)
        if "://" in href:
            raise no_schema(where, f"nothing is fetched: keep {href} beside the schema")
        path = file_at(self.path.parent, href)
        if path is None:
            raise no_schema(where, f"there is no file {href} in {self.path.parent}")
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


def file_at(folder: Path, href: str) -> Path | None:
    """The file that a relative address means, read as it stands or with its escapes (`%20`) undone."""
    for name in (href, unquote(href)):
        with suppress(OSError, ValueError):  # a name too long, or with NUL in it
            if (path := folder / name).is_file():
                return path
    return None


def _based(node: etree._Element, href: str) -> str:
    """The address in href, as every xml:base around it moves it."""
    bases = [base for e in (node, *node.iterancestors()) if is_uri(base := e.get(f"{{{XML}}}base", ""))]
    return reduce(urljoin, [*bases[::-1], href])
