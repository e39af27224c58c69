"""Resolve `include` and `extends href` of Schematron: files of the same disk, beside the schema.

An included element brings its position, and the prefixes that its own file declares.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import NoReturn
from urllib.parse import urldefrag, urljoin

from lxml import etree

from edition.validate.rule_elements import (
    PREFIXES,
    WITH_FIXES,
    is_schematron,
    kind_of,
    mark_positions,
    position_of,
    qualified_names,
)
from edition.validate.schema_errors import SchemaError, rule_finding
from edition.validate.schema_files import find_file
from edition.xml.namespaces import XML
from edition.xml.parse import RefusedError, parse_document
from edition.xml.uris import is_uri

_MOST = 1000  # inclusions of one schema; files that include each other twice would be without number
_LINKS = qualified_names("include", "extends")


def resolve_inclusions(root: etree._Element) -> etree._Element:
    """The tree, or a copy of it in which everything that is included stands; SchemaError when it is not at hand."""
    if next(_find_links(root), None) is None:
        return root
    copied = deepcopy(root)
    _Inclusions().resolve(copied, ())
    return copied


def _find_links(root: etree._Element) -> Iterator[etree._Element]:
    for link in root.iter(*_LINKS):
        if kind_of(link) == "include" or link.get("href") is not None:
            yield link


@dataclass(slots=True)
class _Inclusions:
    """The files of one schema; each is parsed once."""

    roots: dict[Path, etree._Element] = field(default_factory=dict)
    count: int = 0

    def resolve(self, tree: etree._Element, above: tuple[tuple[Path, str], ...]) -> None:
        """Replace each link in a tree by what it names; `above` are the files and fragments that include the tree."""
        for link in [*_find_links(tree)]:
            self.count += 1
            if self.count > _MOST:
                _refuse(link, f"the schema includes more than {_MOST} parts")
            path, fragment = _find_target(link)
            if (path, fragment) in above:
                _refuse(link, f"{link.get('href')} includes itself")
            part = deepcopy(self._find_part(link, path, fragment))
            part.tail = None
            _check_place(link, part)
            outer = etree.Element("part")  # so that a part that is itself a link can be replaced
            outer.append(part)
            self.resolve(outer, (*above, (path, fragment)))
            _replace(link, outer)

    def _find_part(self, link: etree._Element, path: Path, fragment: str) -> etree._Element:
        if path not in self.roots:
            try:
                document = parse_document(path.read_bytes(), str(path))
            except (RefusedError, OSError) as error:
                _refuse(link, f"the file that is included cannot be read: {error}")
            mark_positions(document)
            _keep_prefixes(document.root)
            self.roots[path] = document.root
        root = self.roots[path]
        if not fragment:
            return root
        named = (e for e in root.iter(*WITH_FIXES) if fragment in (e.get(f"{{{XML}}}id"), e.get("id")))
        found = next(named, None)
        return found if found is not None else _refuse(link, f"{path.name} has no element with the id {fragment}")


def _refuse(link: etree._Element, message: str) -> NoReturn:
    raise SchemaError(rule_finding(position_of(link), message))


def _find_target(link: etree._Element) -> tuple[Path, str]:
    """The file and the fragment that a link names."""
    href = (link.get("href") or "").strip()
    if not href or not is_uri(href):
        _refuse(link, f"href=«{href}» is no address")
    own = Path(position_of(link).path)
    bases = [base for e in (link, *link.iterancestors()) if is_uri(base := e.get(f"{{{XML}}}base", ""))]
    address, fragment = urldefrag(reduce(urljoin, [*bases[::-1], href]))
    if "://" in address:
        _refuse(link, f"nothing is fetched: keep {address} beside the schema")
    path = find_file(own.parent, address) if address else own
    if path is None:
        _refuse(link, f"there is no file {address} in {own.parent}")
    return path.resolve(), fragment


def _check_place(link: etree._Element, part: etree._Element) -> None:
    if kind_of(link) == "extends" and kind_of(part) != "rule":
        _refuse(link, f"{link.get('href')} is {etree.QName(part).localname}; only a rule can be extended")
    if not (is_schematron(part) or kind_of(part)):
        _refuse(link, f"{link.get('href')} is {etree.QName(part).localname}, which is not Schematron")


def _keep_prefixes(root: etree._Element) -> None:
    """Store the prefixes that a file declares in the attributes of its elements, which are included apart."""
    declared = [f"{ns.get('prefix', '')} {ns.get('uri', '')}" for ns in root.iterchildren(*qualified_names("ns"))]
    if declared:
        for element in root.iter(*WITH_FIXES):
            element.set(PREFIXES, "\n".join(declared))


def _replace(link: etree._Element, outer: etree._Element) -> None:
    """Put what is included in the place of the link: of an extended rule, what it holds."""
    parent = link.getparent()
    assert parent is not None
    (first, *_) = parts = [*outer]
    if kind_of(link) == "extends":
        parts = [child for child in first if isinstance(child.tag, str)]
    for part in parts:
        link.addprevious(part)
    parent.remove(link)
