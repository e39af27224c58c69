"""Exports of editions nobody has thought of: no word is lost, no id stands twice, every file is well-formed."""

import csv
import io
import json

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.encoding import encoded, identified
from tests.families import families
from tests.properties.test_edition import BREAKS, WORDS, witnesses_of

from edition.export.registry import exporters
from edition.export.source import ExportSource
from edition.invariants import prove
from edition.model import Register
from edition.project.config import PdfOptions
from edition.project.edition_options import EditionOptions
from edition.project.messages import load_messages
from edition.publish.print.pdf import print_xml
from edition.publish.print.print_source import Copy
from edition.xml.namespaces import NS, XML_ID, tei
from edition.xml.writer import serialize

EXPORTERS = exporters([name for name in exporters() if name not in ("reledmac", "rocrate")])  # these repeat others


def source_of(texts: list[str], fragment: bool) -> ExportSource:
    witnesses = witnesses_of(texts, fragment)
    model = identified(witnesses)
    trees, edition = encoded(model)
    files = {f"tei/witnesses/{s}.xml": etree.fromstring(serialize(tree)) for s, tree in trees.items()}
    assume(not list(prove(witnesses, {"tei/edition.xml": edition, **files})))
    copy = Copy(serialize(edition), b"<registers/>", load_messages("en"), "A")
    about = EditionOptions("Made up", "A")
    return ExportSource(about, model, Register(), edition, trees, book=lambda: print_xml(copy, PdfOptions()))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families(WORDS, BREAKS), st.booleans())
def test_no_export_loses_a_word(made: list[str], fragment: bool) -> None:
    source = source_of(made, fragment)
    files = {path: data for exporter in EXPORTERS.values() for path, data in exporter(source).items()}
    for path, data in files.items():
        if path.endswith((".xml", ".xmi", ".gexf", ".graphml", ".kml")):
            assert_ids_are_unique(etree.fromstring(data))
        elif path.endswith((".json", ".geojson")):
            json.loads(data)
        elif path.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
            assert {len(row) for row in rows} == {len(rows[0])}
    flat = etree.fromstring(files["tei/flat.xml"])
    for text in (t for t in source.texts if "/" not in t.name):
        words = text.text.split()
        plain = etree.fromstring(files[f"tei-texts/{text.name}.xml"])
        assert "".join("".join(plain.find(tei("text")).itertext()).split()) == "".join(words)
        assert read_by(flat, text.name) == read_by(source.edition, text.name)


def assert_ids_are_unique(root: etree._Element) -> None:
    ids = [e.get(XML_ID) for e in root.iter() if e.get(XML_ID)]
    assert len(ids) == len(set(ids))


def read_by(root: etree._Element, slug: str) -> str:
    """The words that a witness has, in the order of the edition."""
    parts: list[str] = []

    def walk(element: etree._Element) -> None:
        if element.tag in (tei("lem"), tei("rdg")) and f"#{slug}" not in element.get("wit", "").split():
            return
        parts.append(element.text or "")
        for child in element:
            walk(child)
            parts.append(child.tail or "" if element.tag not in (tei("app"), tei("rdgGrp")) else "")

    walk(root.find("tei:text/tei:body", NS))
    return "".join("".join(parts).split())
