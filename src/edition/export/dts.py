"""Distributed Text Services 1.0 (dtsapi.org), Level 0: every answer as a file, for any server of static files.

A resource is a witness, a citable unit one of its blocks, named by its reference (`1.1.3`) or else by its id. A static
server cannot refuse a wrong parameter, nor say that it sends JSON-LD. The siblings of a unit (`down=0`) are not
answered for each, which would be a file as long as the whole list: they are `navigation/RESOURCE/1.json`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

from edition.export.archive import zipped
from edition.export.json_file import compact
from edition.export.published import PublishedText
from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.export.tei_copy import written
from edition.export.tei_texts import plain_documents
from edition.late_patterns import late_pattern
from edition.model.citing import own_references
from edition.xml.namespaces import NS, TEI, XML_ID, tei
from edition.xml.text_elements import BLOCKS

_CONTEXT, _VERSION = "https://dtsapi.org/context/v1.0.json", "1.0"
DTS = "https://dtsapi.org/v1.0#"
_ROOT = "edition"
_UNIT = "paragraph"
_DOWN = ("1", "-1")  # how far down a list of units goes: to the next level, to the last
_UNSAFE = late_pattern(r"[^\w.–-]+")  # what no address and no name of a file should have
_MATCH = "//body//*[self::p or self::head or self::item or self::bibl][@xml:id]"


@exporter("archive")
def export_dts(source: ExportSource) -> Mapping[str, bytes]:
    """DTS 1.0: collection, navigation and documents as static files, in a zip to unpack where the site stands."""
    return {"dts/dts.zip": zipped((f"dts/{path}", data) for path, data in _files(source))}


def _files(source: ExportSource) -> Iterator[tuple[str, bytes]]:
    made = _Answers(source)
    yield "index.json", compact(made.entry())
    yield "collection.json", compact(made.collection())
    yield f"collection/{_ROOT}.json", compact(made.collection())
    yield f"collection/{_ROOT}/children.json", compact(made.collection())
    yield f"collection/{_ROOT}/parents.json", compact({**made.collection(), "member": []})
    for name, document in plain_documents(source):
        if name in made.resources:
            yield from made.files_of(name, document)


class _Answers:
    """What the four endpoints say."""

    def __init__(self, source: ExportSource) -> None:
        self.source = source
        self.root = f"{source.about.url.rstrip('/')}/dts"
        self.titles = {source.slugs[w.siglum]: w.name or w.siglum for w in source.witnesses}
        self.resources: Mapping[str, PublishedText] = {t.name: t for t in source.texts if t.name in self.titles}

    def entry(self) -> Mapping[str, Any]:
        return {
            "@context": _CONTEXT,
            "dtsVersion": _VERSION,
            "@id": f"{self.root}/index.json",
            "@type": "EntryPoint",
            "collection": f"{self.root}/collection{{/id,nav}}.json",
            "navigation": f"{self.root}/navigation{{/resource,ref,down}}.json",
            "document": f"{self.root}/document{{/resource,ref}}.xml",
        }

    def collection(self) -> Mapping[str, Any]:
        return {
            "@context": _CONTEXT,
            "dtsVersion": _VERSION,
            "@id": _ROOT,
            "@type": "Collection",
            "title": self.source.title,
            "totalParents": 0,
            "totalChildren": len(self.resources),
            "collection": f"{self.root}/collection/{_ROOT}{{/nav}}.json",
            "member": [self.resource(name) for name in self.resources],
        }

    def resource(self, name: str) -> Mapping[str, Any]:
        return {
            "@id": name,
            "@type": "Resource",
            "title": self.titles[name],
            "totalParents": 1,
            "totalChildren": 0,
            "collection": f"{self.root}/collection/{name}{{/nav}}.json",
            "navigation": f"{self.root}/navigation/{name}{{/ref,down}}.json",
            "document": f"{self.root}/document/{name}{{/ref}}.xml",
            "citationTrees": [
                {"@type": "CitationTree", "citeStructure": [{"@type": "CiteStructure", "citeType": _UNIT}]}
            ],
        }

    def navigation(self, name: str, members: Sequence[str], ref: str = "") -> Mapping[str, Any]:
        path = f"navigation/{name}" + (f"/{ref}" if ref else "")
        made: dict[str, Any] = {
            "@context": _CONTEXT,
            "dtsVersion": _VERSION,
            "@id": f"{self.root}/{path}.json",
            "@type": "Navigation",
            "resource": self.resource(name),
        }
        if ref:
            made["ref"] = _unit(ref)
        return {**made, "member": [_unit(one) for one in members]}

    def references(self, name: str) -> Mapping[str, str]:
        """Id of a verse or numbered block of a witness -> its reference, as an address can hold it.

        What two blocks have, and `1`, which in an address is how far down a list goes, is no reference.
        """
        found = own_references(self.source.model.witness(self.resources[name].siglum))
        names = {own: _UNSAFE.sub(".", loc).replace("–", "-") for own, loc in found.items()}
        counts = Counter(names.values())
        return {own: ref for own, ref in names.items() if counts[ref] == 1 and ref not in _DOWN}

    def files_of(self, name: str, document: etree._Element) -> Iterator[tuple[str, bytes]]:
        """All answers on one resource."""
        head = {"@context": _CONTEXT, "dtsVersion": _VERSION, **self.resource(name)}
        yield f"collection/{name}.json", compact(head)
        yield f"collection/{name}/children.json", compact({**head, "member": []})
        yield f"collection/{name}/parents.json", compact({**head, "member": [self.collection()]})
        names = self.references(name)
        refs = [names.get(block.id, block.id) for block in self.resources[name].blocks if block.id]
        for down in _DOWN:
            yield f"navigation/{name}/{down}.json", compact(self.navigation(name, refs))
        if not names:
            _declare(document)
        yield f"document/{name}.xml", written(document)
        there = {names.get(own := e.get(XML_ID, ""), own): e for e in document.iter(*BLOCKS)}
        for ref in refs:
            alone = compact(self.navigation(name, (), ref))
            yield f"navigation/{name}/{ref}.json", alone
            yield from ((f"navigation/{name}/{ref}/{down}.json", alone) for down in _DOWN)
            yield f"document/{name}/{ref}.xml", _fragment(there[ref])


def _unit(ref: str) -> Mapping[str, Any]:
    return {"identifier": ref, "@type": "CitableUnit", "level": 1, "parent": None, "citeType": _UNIT}


def _declare(document: etree._Element) -> None:
    """How the document is cited: what the answers of navigation can be made of again."""
    described = document.find("tei:teiHeader/tei:encodingDesc", NS)
    if described is not None:
        declared = etree.SubElement(described, tei("refsDecl"))
        etree.SubElement(declared, tei("citeStructure"), {"unit": _UNIT, "match": _MATCH, "use": "@xml:id"})


def _fragment(block: etree._Element) -> bytes:
    """A block as DTS wraps it: in a `dts:wrapper`, in a TEI document of its own."""
    root = etree.Element(tei("TEI"), nsmap={None: TEI, "dts": DTS})  # type: ignore[dict-item]
    held = etree.SubElement(root, f"{{{DTS}}}wrapper")
    copied = deepcopy(block)
    copied.tail = None
    held.append(copied)
    return written(root)
