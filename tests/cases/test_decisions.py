"""Decisions of the editor on readings, from the file to the TEI: what each kind does."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree
from tests.decided import FERRY, ID, TEI, edition_of, made, of_decisions, words, write

from edition.build import build
from edition.edition import Edition
from edition.tasks.check import check
from edition.tei.decode.edition import recover_own_text


def test_without_decisions_the_places_are_these(tmp_path: Path) -> None:
    assert made(tmp_path, FERRY, "") == (
        [
            "passed ] crossed B C [substitution]",
            "nine ] ten B C [factual]",
            "with men ] with hands B [substitution]; om. C [om]",
            "grey ] gray B C [spelling]",
        ],
        [],
    )


@pytest.mark.parametrize(
    ("texts", "decision", "right"),
    [
        (("A grey boat.", "A gray boat."), '[[class]]\nexact = "grey"\nof = "B"\nas = "substantive"',
         ["grey ] gray B [substitution]"]),
        (("A old boat.", "A auld boat."), '[[class]]\nexact = "old"\nas = "spelling"', ["old ] auld B [spelling]"]),
        (("A old boat.", "A auld boat."), '[[class]]\nexact = "auld"\nin = "B"\nas = "accidental"',
         ["old ] auld B [spelling]"]),
        (("A slow old boat.", "A old boat."), '[[class]]\nexact = "slow"\nas = "accidental"', ["slow ] om. B [om]"]),
        (("A — boat.", "A boat."), '[[class]]\nexact = "—"\nas = "substantive"', ["A — ] A B [substitution]"]),
    ],
)  # fmt: skip
def test_a_class_is_what_the_editor_says(tmp_path: Path, texts: Sequence[str], decision: str, right: list[str]) -> None:
    found, told = made(tmp_path, dict(zip("AB", texts, strict=True)), decision)
    assert found == right
    assert told == []
    (app,) = edition_of(tmp_path).iter(f"{TEI}app")
    assert app.get("type") == ("substantive" if '"substantive"' in decision else "accidental")
    assert app.find(f"{TEI}rdg").get("resp") == "#editor"


def test_a_class_of_one_witness_comes_before_that_of_all(tmp_path: Path) -> None:
    texts = {"A": "A grey boat.", "B": "A gray boat.", "C": "A graye boat."}
    one = '[[class]]\nexact = "grey"\nof = "C"\nas = "nameForm"\n'
    every = '[[class]]\nexact = "grey"\nas = "factual"\n'
    for number, decisions in enumerate((one + every, every + one)):
        found, told = made(tmp_path / str(number), texts, decisions)
        assert found == ["grey ] gray B [factual]; graye C [nameForm]"]
        assert told == []


def test_a_split_divides_an_entry_and_what_agrees_is_none(tmp_path: Path) -> None:
    texts = {"A": "At nine, slow men came.", "B": "At ten, quick hands came."}
    found, told = made(tmp_path, texts, '[[split]]\nexact = "slow men"\nafter = "slow"\n')
    assert found == ["nine, slow ] ten, quick B [factual]", "men ] hands B [substitution]"]
    assert told == []


def test_a_join_makes_one_entry_of_the_words(tmp_path: Path) -> None:
    found, told = made(tmp_path, FERRY, '[[join]]\nexact = "passed the northern harbour after nine"\n')
    assert found[0] == ("passed the northern harbour after nine ] crossed the northern harbour after ten B C [factual]")
    assert len(found) == 3
    root = edition_of(tmp_path)
    assert [app.get("resp") for app in root.iter(f"{TEI}app")] == ["#editor", None, None]
    assert "The editor decided the bounds of 1 place." in words(next(root.iter(f"{TEI}interpretation")))
    assert Edition(tmp_path).why(next(root.iter(f"{TEI}app")).get(ID))[1].endswith("the editor: decisions.toml:1")
    assert told == []


def test_a_split_divides_what_a_join_made(tmp_path: Path) -> None:
    join = '[[join]]\nexact = "passed the northern harbour after nine"\n'
    split = '[[split]]\nexact = "passed the northern harbour"\nafter = ["passed", "northern"]\n'
    for number, decisions in enumerate((join + split, split + join)):
        found, told = made(tmp_path / str(number), FERRY, decisions)
        assert found[:3] == [
            "passed ] crossed B C [substitution]",
            "harbour after nine ] harbour after ten B C [factual]",
            "with men ] with hands B [substitution]; om. C [om]",
        ]
        assert told == []


def test_a_join_goes_through_the_edge_of_a_passage_that_one_lacks(tmp_path: Path) -> None:
    passage = "of the long and weary road that went on over the far blue hills and down"
    texts = {"A": f"He told {passage} again.", "B": f"He spoke {passage.replace('blue', 'grey')} again.",
             "C": "He told again."}  # fmt: skip
    rule = made(tmp_path / "0", texts, "")[0]
    assert any("om. C" in one and "hills" in one for one in rule)
    found, told = made(tmp_path / "1", texts, '[[join]]\nexact = "told of the long and weary road"\n')
    assert len(found) == 1
    assert told == []
    assert found[0].startswith(f"told {passage} ] spoke ")


def test_a_split_of_a_passage_that_one_lacks_makes_two(tmp_path: Path) -> None:
    passage = "of the long road and of the far blue hills"
    texts = {"A": f"He told {passage} again.", "B": f"He told {passage} again.", "C": "He told again."}
    found, told = made(tmp_path, texts, f'[[split]]\nexact = "{passage}"\nafter = "road"\n')
    assert found == ["of the long road ] om. C [om]", "and of the far blue hills ] om. C [om]"]
    assert told == []


def test_a_lemma_is_that_of_another_witness_and_no_id_changes(tmp_path: Path) -> None:
    write(tmp_path, FERRY, "")
    build(tmp_path, ["tei"])
    before = [app.get(ID) for app in edition_of(tmp_path).iter(f"{TEI}app")]
    decisions = '[[lemma]]\nexact = "passed"\nfrom = "B"\nby = "AR"\ncert = "medium"\n'
    decisions += '[[lemma]]\nexact = "with men"\nfrom = "C"\n'
    found, told = made(tmp_path, FERRY, decisions)
    assert found[0] == "crossed ] passed A [substitution]"
    assert found[2] == "— ] with men A [addition]; with hands B [addition]"
    assert told == []
    root = edition_of(tmp_path)
    assert [app.get(ID) for app in root.iter(f"{TEI}app")] == before
    lemma = next(root.iter(f"{TEI}lem"))
    assert (lemma.get("wit"), lemma.get("resp"), lemma.get("cert")) == ("#B #C", "#ed-ar", "medium")
    statement = next(s for s in root.iter(f"{TEI}respStmt") if s.get(ID) == "ed-ar")
    assert words(statement.find(f"{TEI}persName")) == "Ann Rae"
    assert "at 2 places where the editor chose" in words(next(root.iter(f"{TEI}correction")))
    assert not (tmp_path / "tei" / "ids.tsv").exists()


def test_where_the_base_lacks_words_the_lemma_is_what_another_has(tmp_path: Path) -> None:
    texts = {"A": "The boat lay there.", "B": "The boat lay still there.", "C": "The boat lay quiet there."}
    found, told = made(tmp_path, texts, '[[lemma]]\nexact = "still"\nin = "B"\nfrom = "C"\n')
    assert found == ["quiet ] om. A [om]; still B [substitution]"]
    assert told == []


def test_a_note_is_in_the_entry_and_no_witness_has_it(tmp_path: Path) -> None:
    decisions = '[[note]]\nexact = "passed"\nof = "B"\nby = "X. Y."\ntext = """so the\n roll & <book>"""\n'
    decisions += '[[note]]\nexact = "passed"\ntext = "see the next page"\n'
    found, told = made(tmp_path, FERRY, decisions)
    assert found[0] == "passed ] crossed B C [substitution] (see the next page) (so the roll & <book>)"
    root = edition_of(tmp_path)
    reading = next(root.iter(f"{TEI}rdg"))
    notes = [(n.get("resp"), n.get("target")) for n in root.iter(f"{TEI}note") if n.get("type") == "critical"]
    assert notes == [("#editor", None), ("#ed-x-y", f"#{reading.get(ID)}")]
    assert told == []
    assert check(tmp_path).holds


def test_notes_on_passages_and_added_blocks_stand_in_all_outputs(tmp_path: Path) -> None:
    passage = "The lamp of the whole long harbour street burned on all night and day"
    other = passage.replace("all", "every")
    texts = {"A": f"One.\n\n{passage}.\n\nTwo.", "B": f"One.\n\n{other}.\n\nNew here.\n\nTwo.",
             "C": "One.\n\nTwo."}  # fmt: skip
    note = '[[note]]\nin = "{}"\nexact = "{}"\ntext = "REMARK{}"\n'
    rows = (("A", passage, 1), ("A", "all", 2), ("B", "New here.", 3))
    write(tmp_path, texts, "".join(note.format(*row) for row in rows))
    built = build(tmp_path, ["tei", "site", "exports"])
    assert not built.failed
    assert of_decisions(built) == []
    for path in ("tei/edition.xml", "build/site/apparatus.html", "build/exports/latex/edition.tex"):
        text = (tmp_path / path).read_text(encoding="utf-8")
        assert all(f"REMARK{n}" in text for n in (1, 2, 3)), path
    for path in (tmp_path / "build" / "exports").rglob("*.txt"):
        assert "REMARK" not in path.read_text(encoding="utf-8"), path
    page = etree.HTML((tmp_path / "build" / "site" / "apparatus.html").read_bytes())
    lemmata = ["".join(span.itertext()) for span in page.iter("span") if span.get("class") == "lemma"]
    assert lemmata
    assert not any("REMARK" in lemma for lemma in lemmata)
    assert check(tmp_path).holds


def test_a_review_is_checked(tmp_path: Path) -> None:
    right = '[[reviewed]]\nexact = "passed"\nresult = "passed] crossed B C"\n'
    assert made(tmp_path, FERRY, right)[1] == []
    (changed,) = made(tmp_path, FERRY, right.replace("crossed B C", "came B; om. C"))[1]
    assert (changed.code, changed.position.line) == ("E475", 1)
    assert 'write result = "passed] crossed B C"' in changed.message
    assert not check(tmp_path).holds
    (silent,) = made(tmp_path, FERRY, '[[reviewed]]\nexact = "passed"\n')[1]
    assert silent.code == "E472"
    assert 'result = "passed] crossed B C"' in silent.message


def test_the_text_of_the_edition_is_its_lemmata(tmp_path: Path) -> None:
    texts = {s: f"Once.\n\n{text}\n\nThe end." for s, text in FERRY.items()}
    lemmata = '[[lemma]]\nexact = "passed"\nfrom = "B"\n[[lemma]]\nexact = "with men"\nfrom = "C"\n'
    write(tmp_path, texts, lemmata)
    assert not build(tmp_path, ["tei", "exports"]).failed
    right = texts["A"].replace("passed", "crossed").replace(" with men", "")
    assert recover_own_text(edition_of(tmp_path), "A").split("\n") == [*right.split("\n\n"), ""]
    exports = tmp_path / "build" / "exports"
    assert (exports / "text" / "edition.txt").read_text(encoding="utf-8") == f"{right}\n"
    assert (exports / "text" / "A.txt").read_text(encoding="utf-8") == f"{texts['A']}\n"
    (body,) = etree.parse(exports / "tei-texts" / "edition.xml").getroot().iter(f"{TEI}body")
    assert "".join(body.itertext()).split() == right.split()


def test_why_names_the_decision(tmp_path: Path) -> None:
    decisions = '\n[[lemma]]\nexact = "passed"\nfrom = "B"\nwhy = "a slip"\n[[note]]\nexact = "passed"\ntext = "x"\n'
    write(tmp_path, FERRY, f'{decisions}[[class]]\nexact = "grey"\nas = "factual"\n')
    edition = Edition(tmp_path)
    first, *_, last = (unit.id for unit in edition.apparatus)
    assert "  so decided by the editor: decisions.toml:2: a slip" in edition.why(first)
    assert "note of the editor: «x» (decisions.toml:6)" in edition.why(first)
    assert "  so decided by the editor: decisions.toml:9" in edition.why(last)


def test_the_decisions_of_an_edition_are_seen_in_python(tmp_path: Path) -> None:
    write(tmp_path, FERRY, '[[lemma]]\nexact = "passed"\nfrom = "B"\n')
    assert Edition(tmp_path).apparatus[0].lemma.text == "crossed"
