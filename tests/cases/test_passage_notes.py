"""Notes of the editor's on passages, from decisions.toml to the commentary."""

from pathlib import Path

import pytest
from lxml import etree
from tests.decided import ID, TEI, codes, edition_of, of_decisions, write

from edition.build import build
from edition.errors import ConfigError, EditionError
from edition.tasks.check import check

WORKS = "@book{quay, author={Quay, Ida}, title={Tar}, year=1904}\n"
HEAD = 'bibliography = "works.bib"'
TEXTS = {"A": "The ferry left.\n\nThe wharf lay in mist.\n\nNobody was lost.",
         "B": "The ferry left.\n\nThe wharf lay in mist.\n\nNobody was found."}  # fmt: skip


def prepared(folder: Path, decisions: str) -> Path:
    (folder / "works.bib").write_text(WORKS, encoding="utf-8")
    (folder / "notes").mkdir()
    (folder / "notes" / "w.md").write_text("One *word*.\n\nTwo [@quay, 3].\n", encoding="utf-8")
    return write(folder, TEXTS, decisions, HEAD)


def test_notes_on_passages_stand_in_the_commentary_in_the_order_of_the_text(tmp_path: Path) -> None:
    decisions = (
        '[[note]]\nexact = "wharf"\nfile = "notes/w.md"\n'
        '[[note]]\nexact = "The ferry"\nto = { exact = "mist" }\nkind = "source"\ntext = "Of [@quay, 12]."\n'
        '[[note]]\nin = "B"\nexact = "found"\nkind = "parallel"\ntext = "So another."\n'
    )
    prepared(tmp_path, decisions)
    found = build(tmp_path, ["tei", "site", "exports"])
    assert (found.failed, of_decisions(found)) == (False, [])
    assert check(tmp_path).holds
    root = edition_of(tmp_path)
    blocks = [p.get(ID) for p in root.iter(f"{TEI}p") if next(p.iterancestors(f"{TEI}body"), None) is not None]
    notes = list(root.iterfind(f".//{TEI}back//{TEI}note"))
    assert [(n.get("subtype"), n.get("target"), n.findtext(f"{TEI}label"), n.get("source")) for n in notes] == [
        ("source", f"#{blocks[0]} #{blocks[1]}", "The ferry … mist", None),
        (None, f"#{blocks[1]}", "wharf", None),
        ("parallel", f"#{blocks[2]}", "found", "#B"),
    ]
    said = [" ".join("".join(p.itertext()).split()) for n in notes for p in n.iterfind(f"{TEI}p")]
    assert said == ["Of Quay 1904, 12.", "One word.", "Two Quay 1904, 3.", "So another."]
    assert {r.get("target") for n in notes for r in n.iter(f"{TEI}ref")} == {"#bibl-quay"}
    page = "".join(etree.HTML((tmp_path / "build/site/commentary.html").read_bytes()).itertext())
    assert "Of Quay 1904, 12." in page
    assert "Quay 1904, 12" in (tmp_path / "build/exports/latex/edition.tex").read_text(encoding="utf-8")


def test_a_note_in_an_entry_cites_works_in_short(tmp_path: Path) -> None:
    prepared(tmp_path, '[[note]]\nexact = "lost"\ntext = "so [@quay, 14] and [@quay]"\n')
    assert not build(tmp_path, ["tei"]).failed
    (note,) = edition_of(tmp_path).iterfind(f".//{TEI}app/{TEI}note")
    assert (note.get("type"), note.text) == ("critical", "so Quay 1904, 14 and Quay 1904")


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        ('exact = "nowhere at all"\nkind = "source"\ntext = "x"\n', "E408"),
        ('exact = "The"\nkind = "source"\ntext = "x"\n', "E410"),
        ('exact = "mist"\nto = { exact = "ferry" }\ntext = "x"\n', "E474"),
        ('exact = "ferry"\nto = { exact = "not there" }\ntext = "x"\n', "E408"),
    ],
)
def test_a_note_whose_words_stand_nowhere_or_twice_is_told(tmp_path: Path, decision: str, code: str) -> None:
    prepared(tmp_path, f"[[note]]\n{decision}")
    assert codes(of_decisions(build(tmp_path, ["tei"]))) == [code]


def test_an_unknown_work_in_a_note_is_told_with_its_place(tmp_path: Path) -> None:
    prepared(tmp_path, '[[note]]\nexact = "lost"\ntext = "so [@quai]"\n')
    found = [str(f) for f in build(tmp_path, ["tei"]).findings]
    assert any(one.startswith("decisions.toml:3:1: error E478") and "'quai'" in one for one in found), found


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ('exact = "lost"\nkind = "critical"\nto = { exact = "x" }\ntext = "y"\n', "3:1: a critical note stands in an"),
        ('exact = "lost"\nof = "B"\nkind = "source"\ntext = "y"\n', "3:1: a note on a passage is on no reading"),
        ('exact = "lost"\nfile = "notes/none.md"\n', "notes/none.md: there is no such file"),
        ('exact = "lost"\nfile = "../x.md"\n', "sources stand in the edition's own folder"),
    ],
)
def test_keys_that_do_not_go_together_are_refused(tmp_path: Path, decision: str, said: str) -> None:
    prepared(tmp_path, f"[[note]]\n{decision}")
    with pytest.raises(EditionError) as raised:
        build(tmp_path, ["tei"])
    assert said in str(raised.value)
    assert isinstance(raised.value, ConfigError) or "file" in str(raised.value)
