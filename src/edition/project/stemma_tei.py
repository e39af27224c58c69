"""Read a stemma in TEI: `eTree` and `eLeaf` with labels; a `ptr` in a node leads to another source of it."""

from lxml import etree

from edition.errors import ConfigError
from edition.model.stemma import Descent, StemmaNode
from edition.project.stemma_parts import Drafted, StemmaText, survival_of
from edition.xml.namespaces import XML_ID, tei
from edition.xml.parse import Document, parse_document

_NODES = (tei("eTree"), tei("eLeaf"))
_TYPES = "hypothetical, lost, extant"


def read_tei_stemma(data: bytes, path: str) -> Drafted:
    """The nodes and descents of the one tree of a file; ConfigError with line and column where it is wrong."""
    document = parse_document(data, path)
    trees = [one for one in document.root.iter(tei("eTree")) if not any(a.tag in _NODES for a in one.iterancestors())]
    if len(trees) != 1:
        found = f"has {len(trees)} trees (eTree)" if trees else "has no tree (eTree)"
        raise ConfigError(f"{path}:1:1: {found}; one file is one stemma")
    reader = _Reader(document)
    reader.read(trees[0])
    return reader.made


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.source = StemmaText(document.path, "")
        self.made = Drafted()
        self.ids: dict[etree._Element, str] = {}
        self.targets: dict[str, str] = {}

    def error(self, element: etree._Element, problem: str) -> ConfigError:
        return ConfigError(f"{self.document.position(element)}: {problem}")

    def read(self, top: etree._Element) -> None:
        for element in top.iter(etree.Element):
            if element.tag in _NODES:
                self.node(element)
            elif element.tag == tei("triangle"):
                raise self.error(element, "a triangle leaves out what is in it; write eTree and eLeaf")
        for element in [*self.ids]:
            for pointer in element.iterchildren(tei("ptr"), tei("ref")):
                self.made.descents.append(self.contamination(pointer, self.ids[element]))

    def node(self, element: etree._Element) -> None:
        label = element.find(tei("label"))
        words = " ".join(str(label.xpath("string()")).split()) if label is not None else ""
        name = element.get(XML_ID, "")
        if not words and element.tag == tei("eLeaf"):
            raise self.error(element, "a leaf needs a label, the siglum of a witness")
        survival = survival_of(element.get("type", ""))
        if survival is None:
            raise self.error(element, f"type = {element.get('type')!r} is unknown; there are {_TYPES}")
        id_ = words or name or f"fork {len(self.made.nodes) + 1}"
        if id_ in self.made.nodes:
            raise self.error(element, f"{id_!r} stands twice in the tree; a node has one place")
        self.made.add(self.source, StemmaNode(id_, words, survival), 0)
        self.ids[element] = id_
        if name:
            self.targets[f"#{name}"] = id_
        parent = element.getparent()
        if parent is not None and parent in self.ids:
            self.made.descents.append(Descent(self.ids[parent], id_))

    def contamination(self, pointer: etree._Element, below: str) -> Descent:
        target = pointer.get("target", "")
        if pointer.get("type") != "contamination":
            raise self.error(pointer, 'a pointer in a stemma needs type="contamination"; it leads to the other source')
        if target not in self.targets:
            raise self.error(pointer, f"target = {target!r} leads to no node of the tree; give that node an xml:id")
        return Descent(self.targets[target], below, True)
