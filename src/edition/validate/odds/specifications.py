"""Specifications of elements, classes, macros and datatypes, by name and by module."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from lxml import etree

from edition.validate.options import NO_OPTIONS, Options
from edition.validate.rule_elements import POSITION, mark_positions
from edition.validate.validated_file import parse_validated
from edition.xml.namespaces import NS, TEI, tei
from edition.xml.parse import Document

ELEMENT, CLASS, MACRO, DATA = map(tei, ("elementSpec", "classSpec", "macroSpec", "dataSpec"))
SPECIFICATIONS = (ELEMENT, CLASS, MACRO, DATA)
_ADDED = (None, "add")
_EXCEPTIONS = ".//tei:elementSpec[@ident='schemaSpec']//tei:attDef[@ident='defaultExceptions']/tei:defaultVal"

Name = tuple[str, str, str]  # the kind of a specification, its namespace and its name


@dataclass(slots=True)
class Specifications:
    """What a source defines; a source is TEI, or an ODD that others take from."""

    by_name: dict[str, list[etree._Element]] = field(default_factory=dict)
    by_module: dict[str, list[etree._Element]] = field(default_factory=dict)
    exceptions: str = ""  # names that anyElement leaves out, where TEI says so

    def add(self, roots: Iterable[etree._Element]) -> "Specifications":
        """Add the specifications in these trees; those that change or delete others are left out."""
        for root in roots:
            for spec in root.iter(*SPECIFICATIONS):
                if spec.get("mode") in _ADDED:
                    self.by_name.setdefault(spec.get("ident", ""), []).append(spec)
                    self.by_module.setdefault(spec.get("module", ""), []).append(spec)
            self.exceptions = self.exceptions or root.findtext(_EXCEPTIONS, "", NS)
        return self

    def of_module(self, module: str) -> Iterator[etree._Element]:
        """The specifications of a module; the elements come last."""
        found = self.by_module.get(module, [])
        yield from (spec for spec in found if spec.tag != ELEMENT)
        yield from (spec for spec in found if spec.tag == ELEMENT)


@lru_cache(maxsize=4)
def read_tei(path: Path, _changed: int) -> Specifications:
    """TEI's specifications: a file (p5subset.xml), or a folder with a file for each."""
    files = sorted(path.rglob("*.xml")) if path.is_dir() else [path]
    return Specifications().add(read_marked(file).root for file in files)


def read_marked(path: Path, everything: bool = False, options: Options = NO_OPTIONS) -> Document:
    """Read a file and store the positions of its Schematron, or of everything, in the elements."""
    document = parse_validated(path.read_bytes(), str(path), options, Path.cwd())[0]
    mark_positions(document)
    if everything:
        for element in document.root.iter(f"{{{TEI}}}*"):
            position = document.position(element)
            element.set(POSITION, f"{position.line}:{position.column}:{position.path}")
    return document


def name_of(spec: etree._Element, namespace: str) -> Name:
    """What tells a specification from others; `namespace` is that of the schema."""
    own = spec.get("ns") or (namespace if spec.tag == ELEMENT else "")
    return spec.tag, own, spec.get("ident", "")


def words_of(spec: etree._Element, language: str = "en") -> str:
    """The gloss and the description of a specification in one language."""
    gloss = _in_language(spec, "gloss", language)
    return " ".join(filter(None, (f"({gloss})" if gloss else "", _in_language(spec, "desc", language))))


def _in_language(spec: etree._Element, name: str, language: str) -> str:
    for child in spec.iterchildren(tei(name)):
        if (child.get("{http://www.w3.org/XML/1998/namespace}lang") or language).split("-")[0] == language:
            return " ".join("".join(map(str, child.itertext())).split())
    return ""


def without_children(node: etree._Element) -> etree._Element:
    """An element with the name, the attributes and the prefixes of another."""
    made = etree.Element(node.tag, nsmap=cast(Any, node.nsmap))
    for name, value in node.attrib.items():
        made.set(name, value)
    return made


def drop_attribute(node: etree._Element, name: str) -> None:
    """Drop an attribute, if it is there."""
    if name in node.attrib:
        del node.attrib[name]
