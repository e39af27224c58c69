"""The edition that ships: the invariants of docs/design.md §3 on the four seeds, and what is committed."""

import hashlib
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from edition.checking import check, restore
from edition.names import NS, XML_ID, tei
from edition.pipeline import read_sources
from edition.tei.recover import recover_text, witness_ids
from edition.tei.restore import text_of

SEEDS = {
    "W": ("000_250cdfb6c15043c2.txt", "e76219b57cc9c825c50391706ce66b174ac332b960009d7de7ad1afede97c47f"),
    "E": ("001_2342599aba9fd329.txt", "c768acbd29c6f8c238f13347afba1a4a37168de94dcf63474714e24892eb7285"),
    "G": ("002_ca465ff2284e04ee.txt", "5ab5304ce97c0777c8d673e2c3069446efa0de32d698347f5692a9f2b14c4a6a"),
    "F": ("003_e69fce6b6df805df.txt", "e485eda88ad3210696296a430e995e2fb7486ac4fa4671a9f487484572a0f029"),
}


@pytest.fixture(scope="module")
def edition(root: Path) -> etree._Element:
    return etree.parse(root / "tei" / "edition.xml").getroot()


@pytest.mark.parametrize("siglum", SEEDS)
def test_a_seed_is_as_it_was_received(root: Path, siglum: str) -> None:
    name, digest = SEEDS[siglum]
    assert hashlib.sha256((root / "seeds" / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("siglum", SEEDS)
def test_i1_the_text_of_the_witness_file_is_the_seed(root: Path, siglum: str) -> None:
    data = (root / "seeds" / SEEDS[siglum][0]).read_bytes()
    tree = etree.parse(root / "tei" / "witnesses" / f"{siglum}.xml").getroot()
    assert text_of(tree) == data.decode("utf-8")
    assert restore(root, siglum) == data


@pytest.mark.parametrize("siglum", SEEDS)
def test_i2_the_edition_holds_the_words_of_every_witness(root: Path, edition: etree._Element, siglum: str) -> None:
    """Counted another way than the build does: words by a plain split, in the witness file without its markup."""
    tree = etree.parse(root / "tei" / "witnesses" / f"{siglum}.xml").getroot()
    for element in list(tree.iter(tei("pc"), tei("fw"), tei("ref"), tei("note"), tei("surplus"))):
        if element.getparent() is not None and tree.find("tei:text", NS) in element.iterancestors():
            replace_with_blank(element)
    words = " ".join(tree.find("tei:text", NS).itertext()).split()
    held = recover_text(edition, witness_ids(edition)[siglum]).split()
    assert Counter("".join(held)) == Counter("".join(words))
    assert "".join(held) == "".join(words)


def replace_with_blank(element: etree._Element) -> None:
    tail = element.tail or ""
    for child in list(element):
        element.remove(child)
    element.text, element.tail = "", tail


def test_i3_every_app_accounts_for_every_witness(edition: etree._Element) -> None:
    everyone = sorted(f"#{i}" for i in witness_ids(edition).values())
    for app in edition.iter(tei("app")):
        outer = next((r for r in app.iterancestors(tei("lem"), tei("rdg"))), None)
        expected = everyone if outer is None else sorted(outer.get("wit").split())
        readings = [r for r in app.iter(tei("lem"), tei("rdg")) if next(r.iterancestors(tei("app"))) is app]
        assert sorted(w for r in readings for w in r.get("wit").split()) == expected, app.get(XML_ID)


def test_i4_ids_are_unique(root: Path) -> None:
    for path in sorted((root / "tei").rglob("*.xml")):
        counts = Counter(e.get(XML_ID) for e in etree.parse(path).getroot().iter() if XML_ID in e.attrib)
        assert [name for name, n in counts.items() if n > 1] == [], path


def test_i7_every_mark_of_the_program_says_so(root: Path) -> None:
    marks = 0
    for path in sorted((root / "tei" / "witnesses").glob("*.xml")):
        for name in ("persName", "placeName", "orgName", "eventName", "date", "title"):
            for mark in etree.parse(path).getroot().iterfind(f"tei:text//tei:{name}", NS):
                marks += 1
                assert mark.get("resp") == "#variorum"
                assert mark.get("cert") in {"high", "medium", "low"}
                assert mark.get(XML_ID)
    assert marks > 1500


def test_what_is_committed_is_what_the_build_writes(root: Path, built: Path) -> None:
    written = {p.relative_to(built) for p in (built / "tei").rglob("*.xml")}
    assert written == {p.relative_to(root) for p in (root / "tei").rglob("*.xml")}
    for path in written:
        assert (built / path).read_bytes() == (root / path).read_bytes(), f"{path}: run make edition and commit"


def test_edition_check_holds(built: Path) -> None:
    result = check(built)
    assert result.holds, [str(f) for f in result.findings]


# -- facts of the seeds, counted by reading them


def test_the_structure_that_a_reader_sees(root: Path) -> None:
    def count(siglum: str, path: str) -> int:
        return len(etree.parse(root / "tei" / "witnesses" / f"{siglum}.xml").findall(f"tei:text//{path}", NS))

    assert count("W", "tei:head[tei:pc]") == 20
    assert count("W", "tei:list[@rend='ordered']/tei:item") == 3 + 16 + 21
    assert count("W", "tei:listBibl/tei:bibl") == 6 + 5 + 8
    assert count("W", "tei:quote[tei:p]") == 2
    assert count("G", "tei:div[@type='notes']/tei:note") == 44
    assert count("G", "tei:listBibl/tei:bibl") == 4 + 5 + 11 + 2
    assert count("G", "tei:figure") == 2
    assert count("E", "tei:head") == 0
    assert count("E", "tei:note") == 1
    assert count("F", "tei:fw") == 2


def test_every_note_mark_of_g_leads_to_its_note_and_back(root: Path) -> None:
    tree = etree.parse(root / "tei" / "witnesses" / "G.xml").getroot()
    notes = {f"#{n.get(XML_ID)}": n for n in tree.iterfind("tei:text//tei:note", NS)}
    marks = [r for r in tree.iterfind("tei:text//tei:ref[@type='noteMark']", NS) if r.get("target")]
    assert len({m.get("target") for m in marks}) == len(notes) == 45
    for mark in marks:
        assert f"#{mark.get(XML_ID)}" in notes[mark.get("target")].get("target").split()


def test_quotations_that_w_lost_are_findings(root: Path) -> None:
    found = [f for w in read_sources(root).witnesses if w.siglum == "W" for f in w.findings]
    assert [f.code for f in found] == ["E301", "E301"]
    assert "Communist Party of the Soviet Union" in found[1].message


def test_the_sections_that_g_moved_are_moved(edition: etree._Element) -> None:
    moves = edition.findall("tei:standOff/tei:linkGrp[@type='transposition']/tei:link", NS)
    assert sum(int(m.get("n")) > 100 for m in moves) == 2
