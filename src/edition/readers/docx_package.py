"""The parts of a Word file and how they refer to each other (Open Packaging Conventions)."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from edition.errors import SeedError
from edition.readers.containers import Container
from edition.readers.structure import Refusal
from edition.readers.xml_places import XmlPlaces

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = {
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}": W,
    "{http://purl.oclc.org/ooxml/officeDocument/math}": M,
    "{http://purl.oclc.org/ooxml/drawingml/main}": A,
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}": R,
}
_OTHERS = {
    "workbook": "a spreadsheet (xlsx); save it as CSV (UTF-8)",
    "presentation": "a presentation (pptx); give its text",
}
_MACROS = "macroEnabled"
#: Elements that may stand in each other; Word itself makes no file that comes near.
MAX_DEPTH = 128


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to. `kind`: the last word of its type (footnotes). `target`: a part or an address."""

    kind: str
    target: str
    is_external: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is XML. `units`: the numbers of its paragraphs."""

    name: str
    root: etree._Element
    places: XmlPlaces
    units: Mapping[etree._Element, int]


class Package:
    """A Word file. `main`: the name of the part with the text."""

    def __init__(self, container: Container) -> None:
        self.container = container
        self.names = {name.casefold(): name for name in container.names}
        self._parts: dict[str, Part] = {}
        self.main = next((r.target for r in self.relations("").values() if r.kind == "officeDocument"), "")

    def relations(self, part: str) -> Mapping[str, Relation]:
        """What a part refers to, by id; `part` is "" for the whole file."""
        folder, name = posixpath.split(part)
        found = self.names.get(posixpath.join(folder, "_rels", f"{name}.rels").casefold())
        if not found:
            return {}
        return {one.get("Id", ""): self._relation(one, folder) for one in _elements(self.container.parse(found))}

    def _relation(self, one: etree._Element, folder: str) -> Relation:
        target, is_external = one.get("Target", ""), one.get("TargetMode") == "External"
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            target = self.names.get(target.casefold(), target)
        return Relation(one.get("Type", "").rpartition("/")[2], target, is_external)

    def related(self, kind: str) -> str:
        """The part of a kind that the main part refers to; "" when there is none."""
        found = (r.target for r in self.relations(self.main).values() if r.kind == kind and not r.is_external)
        return next((name for name in found if name in self.container.names), "")

    def part(self, name: str) -> Part:
        """A part by name. SeedError when it is no XML, or too deep."""
        if name not in self._parts:
            root = _without_strict(self.container.parse(name))
            if _depth(root) > MAX_DEPTH:
                where = f"{self.container.path} ({name})"
                raise SeedError(
                    f"{where}: elements stand more than {MAX_DEPTH} deep in each other; that is not accepted"
                )
            units = {p: number for number, p in enumerate(root.iter(f"{W}p"), 1)}
            self._parts[name] = Part(name, root, XmlPlaces(root, name), units)
        return self._parts[name]


def open_package(container: Container) -> Package | Refusal:
    """The Word file in an archive, or why it is none."""
    package = Package(container)
    if package.main not in container.names:
        return Refusal("it has no main document, as a Word file must")
    if _MACROS in _content_type(container, package.main):
        return Refusal("a Word file with macros; open it in Word or LibreOffice and save it as .docx")
    root = package.part(package.main).root
    if root.tag != f"{W}document":
        name = etree.QName(root).localname
        return Refusal(_OTHERS.get(name, f"its main part is no text of Word, but {name}"))
    return package


def _content_type(container: Container, part: str) -> str:
    if "[Content_Types].xml" not in container.names:
        return ""
    types = _elements(container.parse("[Content_Types].xml"))
    return next((one.get("ContentType", "") for one in types if one.get("PartName") == f"/{part}"), "")


def _elements(root: etree._Element) -> list[etree._Element]:
    return [one for one in root if isinstance(one.tag, str)]


def _without_strict(root: etree._Element) -> etree._Element:
    """The tree with the names of the transitional format, which most files have."""
    if not any(f"{{{uri}}}" in _STRICT for uri in root.nsmap.values()):
        return root
    for one in root.iter(etree.Element):
        one.tag = _renamed(str(one.tag))
        for name in list(one.attrib):
            if (new := _renamed(str(name))) != name:
                one.set(new, one.attrib.pop(name))
    return root


def _renamed(name: str) -> str:
    uri, end, local = name.partition("}")
    return _STRICT.get(uri + end, uri + end) + local


def _depth(root: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
