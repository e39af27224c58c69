"""The concordance of the seeds: every paragraph of every witness stands in a section."""

from pathlib import Path

import pytest
from lxml import etree

from edition.project.assets import asset
from edition.project.messages import load_messages
from edition.xml.namespaces import NS, XML_ID, tei
from edition.xml.saxon import Sheet

PRINT = {"o": "urn:edition:print"}


@pytest.fixture(scope="module")
def edition(root: Path) -> bytes:
    return (root / "tei" / "edition.xml").read_bytes()


@pytest.fixture(scope="module")
def concordance(edition: bytes) -> etree._Element:
    book = Sheet(asset("xslt", "print.xsl")).text(edition, messages=load_messages("en"), base="W")
    return etree.fromstring(book.encode()).find("o:concordance", PRINT)


def numbers(ranges: str | None) -> set[int]:
    found: set[int] = set()
    for part in (ranges or "").split(", "):
        if part:
            first, _, last = part.partition("–")
            found |= set(range(int(first), int(last or first) + 1))
    return found


@pytest.mark.parametrize("siglum", ["E", "G", "F"])
def test_every_paragraph_of_a_witness_is_in_it(edition: bytes, concordance: etree._Element, siglum: str) -> None:
    """Counted another way: the beginnings of blocks that the edition notes for the witness."""
    column = [c.text for c in concordance.iterfind("o:column", PRINT)].index(siglum) - 1
    seen = [numbers(row[column].text) for row in concordance.iterfind("o:row", PRINT)]
    starts = [
        m
        for m in etree.fromstring(edition).find(".//tei:body", NS).iter(tei("milestone"))
        if m.get("unit") in ("paragraph", "item", "bibl", "caption") and f"#{siglum}" in m.get("ed", "").split()
    ]
    assert len(starts) > 5
    assert set().union(*seen) == set(range(1, len(starts) + 1))


def test_every_heading_of_the_base_has_a_row(edition: bytes, concordance: etree._Element) -> None:
    keys = {row.get("key") for row in concordance.iterfind("o:row", PRINT)}
    heads = etree.fromstring(edition).xpath(
        "//tei:body//tei:head[not(ancestor::tei:rdg)][not(parent::tei:figure)]", namespaces=NS
    )
    assert len(heads) > 15
    assert {head.get(XML_ID) for head in heads} <= keys
