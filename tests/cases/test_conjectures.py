"""Conjectures and signs, from the file to the TEI, the pages, the book and the exports."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree
from tests.decided import ID, TEI, codes, edition_of, entries, made, of_decisions, write

from edition.build import build
from edition.edition import Edition
from edition.project.works_file import read_bibliography
from edition.tasks.check import check
from edition.tei.decode.edition import recover_own_text

WORKS = (
    "@book{quay, author={Quay, Ida}, title={Tar}, year=1904}\n@book{row, author={Row, Max}, title={Oars}, year=1911}\n"
)
HEAD = 'bibliography = "works.bib"\n[[editor]]\ninitials = "AR"\nname = "Ann Rae"\n'
BOAT = {"A": "The ferry crost at dawn. Nobody was lost.", "B": "The ferry crost at dawn. Nobody was lost."}
#: Two witnesses that differ before and behind, and one that lacks a long passage.
PASSAGE = {
    "A": "One.\n\nThe lamp of the whole long harbour street burned on all night and day.\n\nTwo.",
    "B": "One.\n\nThe lamp of the whole long harbour street burned on every night and day.\n\nTwo.",
    "C": "One.\n\nTwo.",
}


def built(folder: Path, texts: dict[str, str], decisions: str) -> Sequence[str]:
    """The entries of an edition with a bibliography; every witness is proved to come back."""
    folder.mkdir(exist_ok=True)
    (folder / "works.bib").write_text(WORKS, encoding="utf-8")
    return made_with(folder, texts, decisions)


def made_with(folder: Path, texts: dict[str, str], decisions: str) -> Sequence[str]:
    write(folder, texts, decisions, HEAD)
    found = build(folder, ["tei"])
    assert not found.failed, [str(f) for f in found.findings]
    assert check(folder).holds
    return entries(folder)


def own_text(folder: Path) -> str:
    return " ".join(recover_own_text(edition_of(folder), "A").split())


def conjecture(exact: str, read: str, **more: str) -> str:
    rows = "".join(f"{key} = {value}\n" for key, value in more.items())
    return f'[[conjecture]]\nexact = "{exact}"\nread = "{read}"\n{rows}'


def test_an_emendation_is_the_lemma_and_all_witnesses_are_readings(tmp_path: Path) -> None:
    decision = conjecture("crost", "crossed", of='"quay"', cited='"p. 2"', adopt="true", approved='["row", "AR"]')
    assert built(tmp_path, BOAT, decision) == ["crossed ] crost A B [substitution] (p. 2) (Row 1911, AR)"]
    (app,) = edition_of(tmp_path).iter(f"{TEI}app")
    lem = app.find(f"{TEI}lem")
    assert {k: v for k, v in lem.attrib.items() if k != ID} == {
        "type": "emendation", "source": "#bibl-quay", "resp": "#editor"}  # fmt: skip
    cited, approved = app.iterchildren(f"{TEI}note")
    assert cited.get("target") == approved.get("target") == f"#{lem.get(ID)}"
    assert approved.get("source") == "#bibl-row #ed-ar"
    assert own_text(tmp_path) == "The ferry crossed at dawn. Nobody was lost."


def test_a_conjecture_that_is_not_printed_stands_behind_the_readings(tmp_path: Path) -> None:
    texts = {**BOAT, "B": "The ferry went at dawn. Nobody was lost."}
    decisions = conjecture("crost", "crossed", of='"row"', cert='"low"') + conjecture("crost", "crept", of='"AR"')
    assert built(tmp_path, texts, decisions) == [
        "crost ] went B [substitution]; crossed  [conjecture]; crept  [conjecture]"
    ]
    readings = [r for r in edition_of(tmp_path).iter(f"{TEI}rdg") if r.get("type") == "conjecture"]
    assert [(r.get("source"), r.get("resp"), r.get("cert")) for r in readings] == [
        ("#bibl-row", None, "low"), (None, "#ed-ar", None)]  # fmt: skip
    assert own_text(tmp_path) == "The ferry crost at dawn. Nobody was lost."


@pytest.mark.parametrize(
    ("decision", "entry", "text"),
    [
        (conjecture("ferry", "old", insert='"before"', adopt="true"), "old ] om. A B [om]",
         "The old ferry crost at dawn. Nobody was lost."),
        (conjecture("dawn", "again", insert='"after"', adopt="true"), "again ] om. A B [om]",
         "The ferry crost at dawn again. Nobody was lost."),
        (conjecture("dawn", "again", insert='"after"'), "— ] again  [conjecture]",
         "The ferry crost at dawn. Nobody was lost."),
        (conjecture("The ferry", "Then", insert='"before"', adopt="true"), "Then ] om. A B [om]",
         "Then The ferry crost at dawn. Nobody was lost."),
        (conjecture("lost.", "Amen.", insert='"after"', adopt="true"), "Amen. ] om. A B [om]",
         "The ferry crost at dawn. Nobody was lost. Amen."),
        (conjecture("at dawn", "", adopt="true"), "— ] at dawn A B [addition]",
         "The ferry crost . Nobody was lost."),
        (conjecture("Nobody", ""), "Nobody ] om.  [conjecture]", "The ferry crost at dawn. Nobody was lost."),
        (conjecture("cro", "swe", suffix='"st"', adopt="true"), "swest ] crost A B [substitution]",
         "The ferry swest at dawn. Nobody was lost."),
    ],
)  # fmt: skip
def test_words_are_added_and_taken_out(tmp_path: Path, decision: str, entry: str, text: str) -> None:
    assert built(tmp_path, BOAT, decision) == [entry]
    assert own_text(tmp_path) == text


def test_several_ideas_on_one_place_are_one_entry(tmp_path: Path) -> None:
    decisions = "".join(
        conjecture("ferry", word, insert='"after"', of=f'"{who}"', adopt=adopt)
        for word, who, adopt in (("still", "quay", "true"), ("soon", "row", "false"))
    )
    assert built(tmp_path, BOAT, decisions) == ["still ] om. A B [om]; soon  [conjecture]"]


def test_a_conjecture_over_words_of_several_entries_makes_them_one(tmp_path: Path) -> None:
    texts = {"A": "The old boat left in the early light.", "B": "The new boat left at the early light."}
    decision = conjecture("old boat left in the", "ships went with the", of='"row"')
    assert built(tmp_path, texts, decision) == [
        "old boat left in the ] new boat left at the B [substitution]; ships went with the  [conjecture]"
    ]


def test_a_conjecture_in_a_passage_that_a_witness_lacks_is_nested(tmp_path: Path) -> None:
    decision = conjecture("harbour street", "quay", adopt="true", of='"quay"')
    found = built(tmp_path, PASSAGE, decision)
    assert "quay ] harbour street A B [substitution]" in found
    (app,) = (a for a in edition_of(tmp_path).iter(f"{TEI}app") if a.find(f"{TEI}lem").get("type") == "emendation")
    assert app.getparent().tag == f"{TEI}lem"
    assert "whole long quay burned" in own_text(tmp_path)


def test_a_conjecture_inside_a_name_is_on_the_name(tmp_path: Path) -> None:
    register = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>P</title></titleStmt>
<publicationStmt><authority>x</authority></publicationStmt><sourceDesc><listWit><witness xml:id="A"/></listWit>
</sourceDesc></fileDesc></teiHeader><standOff><listPerson><person xml:id="pers-lund"><persName>Peter Lund</persName>
</person></listPerson>
</standOff></TEI>"""
    (tmp_path / "tei" / "registers").mkdir(parents=True)
    (tmp_path / "tei" / "registers" / "persons.xml").write_text(register, encoding="utf-8")
    texts = {"A": "We saw Peter Lund come.", "B": "We saw Peter Lund come."}
    assert built(tmp_path, texts, conjecture("Lund", "Lunt", adopt="true")) == [
        "Peter Lunt ] Peter Lund A B [substitution]"
    ]
    (rdg,) = edition_of(tmp_path).iter(f"{TEI}rdg")
    assert [child.tag for child in rdg] == [f"{TEI}persName"]


@pytest.mark.parametrize(
    ("decisions", "code", "said"),
    [
        (conjecture("crost", "crossed", of='"quai"'), "E478", "'quai' is no work of works.bib"),
        (conjecture("crost", "crossed", approved='["XY"]'), "E478", "approved = 'XY' is no work"),
        (conjecture("crost", "crost"), "E472", "A has «ferry crost»"),
        (conjecture("crost", "crossed", adopt="true") + conjecture("crost", "crept", adopt="true"), "E419",
         "each is to be printed"),
        ('[[sign]]\nexact = "crost at"\nas = "crux"\n[[sign]]\nexact = "at dawn"\nas = "delete"\n', "E419", "overlap"),
        ('[[split]]\nexact = "ferry crost"\nafter = "ferry"\n' + conjecture("ferry crost", "boat went"), "E474",
         "more than one entry"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(tmp_path: Path, decisions: str, code: str, said: str) -> None:
    tmp_path.joinpath("works.bib").write_text(WORKS, encoding="utf-8")
    write(tmp_path, {**BOAT, "B": BOAT["B"].replace("ferry crost", "boat crept")}, decisions, HEAD)
    told = of_decisions(build(tmp_path, ["tei"]))
    assert code in codes(told) or code == "E478"
    found = [str(f) for f in build(tmp_path, ["tei"]).findings if f.code == code]
    assert any(said in one for one in found), found


def test_a_chosen_lemma_and_an_emendation_of_one_entry_do_not_go_together(tmp_path: Path) -> None:
    tmp_path.joinpath("works.bib").write_text(WORKS, encoding="utf-8")
    texts = {**BOAT, "B": "The ferry went at dawn. Nobody was lost."}
    decisions = '[[lemma]]\nexact = "crost"\nfrom = "B"\n' + conjecture("crost", "crossed", adopt="true")
    write(tmp_path, texts, decisions, HEAD)
    found = build(tmp_path, ["tei"])
    assert found.failed
    assert codes(of_decisions(found)) == ["E474"]


def test_signs_stand_around_words_of_the_lemma(tmp_path: Path) -> None:
    decisions = (
        '[[sign]]\nexact = "crost"\nas = "crux"\nby = "AR"\n[[sign]]\nexact = "at"\nas = "delete"\nof = "quay"\n'
        '[[sign]]\nexact = "Nobody"\nas = "lacuna"\nextent = "one line"\n[[sign]]\nexact = "lost"\nas = "unclear"\n'
    )
    built(tmp_path, BOAT, decisions)
    lemmata = list(edition_of(tmp_path).iter(f"{TEI}lem"))
    inside = [(lem[0].tag.removeprefix(TEI), lem[0].text, lem.get("wit"), lem[0].get("extent")) for lem in lemmata]
    assert inside == [("sic", "crost", "#A #B", None), ("surplus", "at", "#A #B", None),
                      ("gap", None, None, "one line"), ("unclear", "lost", "#A #B", None)]  # fmt: skip
    assert lemmata[0].get("resp") == "#ed-ar"
    assert lemmata[1].get("source") == "#bibl-quay"
    assert own_text(tmp_path) == BOAT["A"]


def test_an_emendation_retires_no_id(tmp_path: Path) -> None:
    texts = {**BOAT, "B": "The ferry went at dawn. Nobody was lost."}
    built(tmp_path / "a", texts, "")
    built(tmp_path / "b", texts, conjecture("crost", "crossed", adopt="true") + conjecture("lost", "seen"))
    before, after = ({a.get(ID) for a in edition_of(tmp_path / n).iter(f"{TEI}app")} for n in "ab")
    assert before < after


def test_pages_book_and_exports_show_what_no_witness_has(tmp_path: Path) -> None:
    decisions = (
        conjecture("crost", "crossed", of='"quay"', cited='"p. 2"', adopt="true", approved='"row"')
        + conjecture("dawn", "noon", of='"row"', cert='"low"')
        + conjecture("was", "", of='"row"')
        + '[[sign]]\nexact = "Nobody"\nas = "crux"\n'
        + conjecture("lost", "yet", insert='"after"', adopt="true", by='"AR"')
    )
    tmp_path.joinpath("works.bib").write_text(WORKS, encoding="utf-8")
    write(tmp_path, BOAT, decisions, HEAD + '[apparatus]\nsigns = { supply = "< >" }\n')
    found = build(tmp_path, ["tei", "site", "exports"])
    assert not found.failed, [str(f) for f in found.findings]
    assert check(tmp_path).holds
    site = tmp_path / "build" / "site"
    entries_said = [" ".join("".join(_without_details(li)).split("¶")[0].split())
                    for li in _entries(site / "apparatus.html")]  # fmt: skip
    assert entries_said == [
        "par. 1 crossed] Quay 1904 (p. 2), prob. Row 1911: crost A B substitution",
        "par. 1 dawn] noon Row 1911, dub. conjecture",
        "par. 1 †Nobody†]",
        "par. 1 was] del. Row 1911 conjecture",
        "par. 1 <yet>] Ann Rae: om. A B",
    ]
    page = etree.HTML((site / "read.html").read_bytes())
    (article,) = page.iter("article")
    for span in article.xpath(".//span[@class='vh'] | .//details"):
        span.getparent().replace(span, _nothing(span))
    assert "The ferry crossed at dawn. †Nobody† was lost <yet>." in " ".join("".join(article.itertext()).split())
    assert "bibl-quay" in (site / "bibliography.html").read_text(encoding="utf-8")
    exports = tmp_path / "build" / "exports"
    assert "Quay 1904 (p. 2), prob. Row 1911" in (exports / "latex" / "edition.tex").read_text(encoding="utf-8")
    assert "ferry crossed at" in (exports / "text" / "edition.txt").read_text(encoding="utf-8")
    assert "ferry crost at" in (exports / "text" / "A.txt").read_text(encoding="utf-8")
    table = (exports / "csv" / "conjectures.csv").read_text(encoding="utf-8").splitlines()
    assert [row.split(",", 1)[1] for row in table[1:3]] == [
        "0,crossed,emendation,Quay 1904,bibl-quay,p. 2,,Row 1911,editor",
        "1,noon,conjecture,Row 1911,bibl-row,,low,,editor",
    ]
    for path in ("tei/collation.xml", "tei-texts/A.xml"):
        tree = etree.parse(exports / path)
        assert not [e for e in tree.iter(f"{TEI}lem", f"{TEI}rdg") if not e.get("wit")], path
        assert not list(tree.iter(f"{TEI}sic")), path


def _entries(page: Path) -> list[etree._Element]:
    found = etree.HTML(page.read_bytes())
    return list(found.xpath("//ol[contains(@class, 'entries')]/li[starts-with(@id, 'n-app')]"))


def _without_details(entry: etree._Element) -> list[str]:
    return list(entry.xpath(".//text()[not(ancestor::details)]"))


def _nothing(element: etree._Element) -> etree._Element:
    made = etree.Element("i")
    made.tail = element.tail
    return made


def test_the_python_face_names_whose_idea_a_reading_is(tmp_path: Path) -> None:
    built(tmp_path, BOAT, conjecture("crost", "crossed", of='"quay"', adopt="true") + conjecture("lost", "seen"))
    apparatus = Edition(tmp_path).apparatus
    one, other = apparatus.units
    assert (one.lemma.text, one.lemma.witnesses, one.lemma.type, one.lemma.source) == (
        "crossed", (), "emendation", "Quay 1904")  # fmt: skip
    assert [(r.text, r.type, r.source) for r in other.readings] == [
        ("lost", "", ""), ("seen", "conjecture", "ed.")]  # fmt: skip
    assert (one["A"].text, "A" in one, [r.siglum for r in one]) == ("crost", True, ["A", "B"])
    for said in (apparatus.to_tei(), repr(one)):
        assert "crossed" in said


def test_a_note_and_a_class_are_on_the_emended_entry(tmp_path: Path) -> None:
    decisions = conjecture("crost", "crossed", adopt="true", of='"quay"') + (
        '[[class]]\nexact = "crost"\nas = "accidental"\n[[note]]\nexact = "crost"\ntext = "so all"\nof = "A"\n'
    )
    assert built(tmp_path, BOAT, decisions) == ["crossed ] crost A B [spelling] (so all)"]


def test_a_conjecture_needs_no_bibliography(tmp_path: Path) -> None:
    found, told = made(tmp_path, {"A": "The wharf lay in mist.", "B": "The wharf lay in mist."},
                       conjecture("lay", "still", insert='"after"', of='"AR"', adopt="true"))  # fmt: skip
    assert (found, told) == (["still ] om. A B [om]"], [])
    (lem,) = edition_of(tmp_path).iter(f"{TEI}lem")
    assert (lem.get("resp"), lem.find(f"{TEI}supplied").get("reason")) == ("#ed-ar", "omitted-in-original")


def test_the_works_cited_come_back_from_the_exports(tmp_path: Path) -> None:
    tmp_path.joinpath("works.bib").write_text(
        WORKS + "@article{tow, author={Ann Towe and Max von Rhein}, title={Barges \\& \"Tar\"}, journal={Boats},"
        " volume={3}, number={2}, pages={1--9}, year={1911}, doi={10.1/a_b}}\n", encoding="utf-8")  # fmt: skip
    write(tmp_path, BOAT, "", HEAD)
    assert not build(tmp_path, ["exports"]).failed
    given = read_bibliography(tmp_path, "works.bib")
    for name in ("references.bib", "references.json"):
        exported = read_bibliography(tmp_path, f"build/exports/references/{name}")
        assert {given.id_of(key): given.full(key) for key in given.works}.items() <= {
            key: exported.full(key) for key in exported.works
        }.items()


def test_without_a_bibliography_the_words_are_the_work(tmp_path: Path) -> None:
    write(tmp_path, BOAT, conjecture("crost", "crossed", of='"Moorhouse 1881"', adopt="true"))
    (told,) = (str(f) for f in build(tmp_path, ["tei"]).findings if f.code == "E478")
    assert "advice" in told
    assert "«Moorhouse 1881»" in told
    root = edition_of(tmp_path)
    assert [one.get("source") for one in root.iter(f"{TEI}lem")] == ["#bibl-Moorhouse-1881"]
    assert [one.get(ID) for one in root.iter(f"{TEI}bibl") if one.get(ID)] == ["bibl-Moorhouse-1881"]
    assert check(tmp_path).holds
