"""Check the pointers between files of the edition, such as from a name in a witness to a register entry."""

import posixpath
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from lxml import etree

from edition.model.finding import Finding, Severity
from edition.xml.namespaces import XML_ID
from edition.xml.parse import Document

ATTRIBUTES = ("ref", "target", "corresp", "source", "ana", "resp", "active", "passive", "where")
Trees = Mapping[str, etree._Element]  # path -> root


def find_dead_pointers(
    documents: Trees, registers: Trees, kept: Mapping[str, str] = MappingProxyType({})
) -> tuple[Finding, ...]:
    """Find pointers of documents and registers whose target in another file does not exist.

    E421: the file is not in the edition; E422: it has no such xml:id. Paths are compared as they are given. Rule R104
    checks pointers into the same file; web addresses are not checked. `kept`: files of the editor with our marks, by
    their paths, and what our ids begin with: only our elements are checked in them.
    """
    trees = {**documents, **registers}
    ids = {posixpath.normpath(path): _collect_ids(root) for path, root in trees.items()}
    return tuple(
        finding for path, root in trees.items() for finding in _check_file(path, root, ids, kept.get(path, ""))
    )


def _check_file(path: str, root: etree._Element, ids: Mapping[str, frozenset[str]], prefix: str) -> Iterator[Finding]:
    found = [
        (element, code, words)
        for element, pointer in _find_external_pointers(root)
        if element.get(XML_ID, "").startswith(prefix)
        for code, words in _check_pointer(pointer, posixpath.dirname(path), ids)
    ]
    if found:
        serialized = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)  # as the build writes
        document = Document(path, serialized, root)
        yield from (Finding(code, Severity.ERROR, words, document.position(element)) for element, code, words in found)


def _find_external_pointers(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for element in root.iter(etree.Element):
        given = element.keys()
        for attribute in ATTRIBUTES if given else ():
            if attribute not in given:
                continue
            for pointer in element.get(attribute, "").split():
                file, mark, _ = pointer.partition("#")
                if file and mark and ":" not in file:
                    yield element, pointer


def _check_pointer(pointer: str, folder: str, ids: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    file, _, name = pointer.partition("#")
    known = ids.get(posixpath.normpath(posixpath.join(folder, file)))
    if known is None:
        yield "E421", f"{pointer} points into a file that the edition does not have"
    elif name not in known:
        near = f"; did you mean {m[0]}?" if (m := get_close_matches(name, sorted(known), 1)) else ""
        yield "E422", f"{file} has no entry {name}{near}"


def _collect_ids(root: etree._Element) -> frozenset[str]:
    return frozenset(e.get(XML_ID, "") for e in root.iter(etree.Element)) - {""}
