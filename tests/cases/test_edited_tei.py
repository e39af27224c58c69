"""TEI that was edited by hand: the refusal to replace it gives the decisions that say the same."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from tests.decided import FERRY, ID, TEI, edition_of, entries, of_decisions, write

from edition.build import build
from edition.built import HowToBuild
from edition.errors import InputError

TEXTS = {s: text.replace("northern harbour", "harbour of Paris on 3 May 1937") for s, text in FERRY.items()}
PLACES = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Places</title></titleStmt>
<publicationStmt><p>With the edition.</p></publicationStmt>
<sourceDesc><listBibl><bibl xml:id="checked">An atlas</bibl></listBibl></sourceDesc></fileDesc></teiHeader>
<standOff><listPlace>
<place xml:id="plac-paris"><placeName xml:lang="en">Paris</placeName></place>
<place xml:id="plac-paris-texas"><placeName xml:lang="en">Paris, Texas</placeName></place>
</listPlace></standOff></TEI>
"""
Edit = Callable[[etree._Element], None]


def app_of(root: etree._Element, lemma: str) -> etree._Element:
    return next(app for app in root.iter(f"{TEI}app") if "".join(app.find(f"{TEI}lem").itertext()).strip() == lemma)


def refused(folder: Path, edit: Edit, path: str = "tei/edition.xml") -> str:
    """What is said when a file was edited in this way."""
    write(folder, TEXTS, "")
    (folder / "tei" / "registers").mkdir(parents=True, exist_ok=True)
    (folder / "tei" / "registers" / "places.xml").write_text(PLACES, encoding="utf-8")
    assert not build(folder, ["tei"]).failed
    place = folder / path
    tree = etree.parse(place)
    edit(tree.getroot())
    tree.write(place, encoding="UTF-8", xml_declaration=True)
    before = place.read_bytes()
    with pytest.raises(InputError) as refusal:
        build(folder, ["tei"])
    assert place.read_bytes() == before
    return str(refusal.value)


def blocks(said: str) -> str:
    """The blocks of a message, as an editor pastes them."""
    lines = [line.removeprefix("    ") for line in said.splitlines() if line.startswith("    ")]
    return "\n".join(lines).replace("[[", "\n[[") + "\n"


def with_decisions(folder: Path, said: str) -> list[str]:
    """The entries when the edit is let go and the blocks are pasted."""
    (folder / "decisions.toml").write_text(blocks(said), encoding="utf-8")
    done = build(folder, ["tei"], how=HowToBuild(discard_edits=True, uses_cache=False))
    assert not done.failed, [str(f) for f in done.findings]
    assert of_decisions(done) == []
    return entries(folder)


def test_another_lemma_that_a_witness_has(tmp_path: Path) -> None:
    def edit(root: etree._Element) -> None:
        app_of(root, "passed").find(f"{TEI}lem").text = "crossed"

    said = refused(tmp_path, edit)
    assert said.startswith(
        "tei/edition.xml: was edited by hand since the build wrote it; say the same in decisions.toml"
    )
    assert re.search(r"\ntei/edition.xml:\d+: the lemma «passed» became «crossed», which B has:\n", said)
    assert blocks(said) == '\n[[lemma]]\nin = "A"\nexact = "passed"\nfrom = "B"\n'
    assert with_decisions(tmp_path, said)[0] == "crossed ] passed A [substitution]"


def test_a_lemma_and_a_reading_that_changed_places(tmp_path: Path) -> None:
    def edit(root: etree._Element) -> None:
        app = app_of(root, "passed")
        lemma, reading = app.find(f"{TEI}lem"), app.find(f"{TEI}rdg")
        lemma.text, reading.text = "crossed", "passed"
        (a, b) = lemma.get("wit"), reading.get("wit")
        lemma.set("wit", b)
        reading.set("wit", a)

    assert blocks(refused(tmp_path, edit)) == '\n[[lemma]]\nin = "A"\nexact = "passed"\nfrom = "B"\n'


def test_an_edit_inside_a_passage_is_told_once(tmp_path: Path) -> None:
    more = " All went home in the dark of a long evening."
    texts = {"A": f"{FERRY['A']}{more}", "B": f"{FERRY['B']}{more.replace('dark', 'night')}", "C": FERRY["C"]}
    write(tmp_path, texts, "")
    build(tmp_path, ["tei"])
    place = tmp_path / "tei" / "edition.xml"
    tree = etree.parse(place)
    app_of(tree.getroot(), "dark").find(f"{TEI}lem").text = "night"
    tree.write(place)
    with pytest.raises(InputError) as refusal:
        build(tmp_path, ["tei"])
    told = str(refusal.value).splitlines()[1:]
    assert len([line for line in told if line.startswith("tei/")]) == 1
    assert 'from = "B"' in told[-1]


def test_a_lemma_that_no_witness_has(tmp_path: Path) -> None:
    def edit(root: etree._Element) -> None:
        lemma = app_of(root, "passed").find(f"{TEI}lem")
        lemma.text = "reached"
        del lemma.attrib["wit"]

    said = refused(tmp_path, edit)
    assert "which no witness has:\n" in said
    assert blocks(said) == '\n[[conjecture]]\nin = "A"\nexact = "passed"\nread = "reached"\nadopt = true\n'
    assert with_decisions(tmp_path, said)[0].startswith("reached ] ")


def test_another_class(tmp_path: Path) -> None:
    def edit(root: etree._Element) -> None:
        app_of(root, "grey").find(f"{TEI}rdg").set("type", "substitution")

    said = refused(tmp_path, edit)
    assert blocks(said).count("[[class]]") == 1
    assert with_decisions(tmp_path, said)[-1] == "grey ] gray B C [substitution]"


def test_an_entry_that_matters_less(tmp_path: Path) -> None:
    def edit(root: etree._Element) -> None:
        app_of(root, "passed").set("type", "accidental")

    said = refused(tmp_path, edit)
    assert 'as = "accidental"' in blocks(said)
    with_decisions(tmp_path, said)
    assert next(edition_of(tmp_path).iter(f"{TEI}app")).get("type") == "accidental"


def test_a_class_that_there_is_not_is_told(tmp_path: Path) -> None:
    def edit(root: etree._Element) -> None:
        app_of(root, "grey").find(f"{TEI}rdg").set("type", "orthography")

    said = refused(tmp_path, edit)
    assert "which is no class; there is punctuation, " in said
    assert "[[" not in said.split("decisions.toml can say")[0].split("\n", 1)[1]


def test_a_note(tmp_path: Path) -> None:
    def edit(root: etree._Element) -> None:
        etree.SubElement(app_of(root, "grey"), f"{TEI}note", type="critical").text = 'Two dyes,  as "A" says.'

    said = refused(tmp_path, edit)
    assert "a note was added:\n" in said
    assert with_decisions(tmp_path, said)[-1].endswith('(Two dyes, as "A" says.)')


@pytest.mark.parametrize("path", ["tei/edition.xml", "tei/witnesses/B.xml"])
def test_a_name_that_means_another_entry(tmp_path: Path, path: str) -> None:
    def edit(root: etree._Element) -> None:
        name = next(root.iter(f"{TEI}placeName"))
        name.set("ref", f"{name.get('ref')}-texas")

    said = refused(tmp_path, edit, path)
    siglum = "A" if path.endswith("edition.xml") else "B"
    assert blocks(said) == f'\n[[mention]]\nwitness = "{siglum}"\nexact = "Paris"\nref = "plac-paris-texas"\n'


def test_a_date_with_another_value(tmp_path: Path) -> None:
    def edit(root: etree._Element) -> None:
        next(date for date in root.iter(f"{TEI}date") if date.get(ID, "").startswith("m-")).set("when", "1937-05-04")

    said = refused(tmp_path, edit, "tei/witnesses/A.xml")
    assert blocks(said) == '\n[[mention]]\nwitness = "A"\nexact = "3 May 1937"\ndate = "1937-05-04"\n'


@pytest.mark.parametrize(
    ("words", "told"),
    [("crossed", "the words of B were changed: correct them in its source"), ("lamp was lit", "outside of entries")],
)
def test_words_of_a_witness_are_corrected_in_its_source(tmp_path: Path, words: str, told: str) -> None:
    def edit(root: etree._Element) -> None:
        body = root.find(f"{TEI}text")
        for element in body.iter():
            for part in ("text", "tail"):
                if words in (getattr(element, part) or ""):
                    setattr(element, part, getattr(element, part).replace(words, "wholly other"))

    said = refused(tmp_path, edit)
    assert re.search(rf"\ntei/edition.xml:\d+: .*{told}", said)
    assert said.splitlines()[-1].startswith("decisions.toml can say the class of a reading")


def test_the_header_is_said_in_the_configuration(tmp_path: Path) -> None:
    def edit(root: etree._Element) -> None:
        next(root.iter(f"{TEI}title")).text = "Another"

    said = refused(tmp_path, edit)
    assert "the header was changed" in said
    assert "the header in edition.toml" in said


def test_a_file_that_is_no_xml_any_more_is_told(tmp_path: Path) -> None:
    write(tmp_path, TEXTS, "")
    build(tmp_path, ["tei"])
    place = tmp_path / "tei" / "edition.xml"
    place.write_bytes(place.read_bytes().replace(b"</body>", b""))
    with pytest.raises(InputError, match=r"edited by hand since(.|\n)*tei/edition.xml:\d+"):
        build(tmp_path, ["tei"])


def test_white_space_alone_is_told(tmp_path: Path) -> None:
    said = refused(tmp_path, lambda root: setattr(root, "text", "\n\n" + (root.text or "")))
    assert "no change that a decision could say" in said
