"""The order of readings, and where entries are shown, as the editor decides: in the TEI, on the site, in LaTeX."""

import re
from pathlib import Path

import pytest
from lxml import etree
from tests.decided import FERRY, ID, TEI, edition_of, entries, made, of_decisions, words, write

from edition.build import build
from edition.edition import Edition
from edition.tasks.check import check

LAMPS = {
    siglum: f"The {word} lamp burned." for siglum, word in zip("ABCD", ("old", "new", "grey", "gray"), strict=True)
}


@pytest.mark.parametrize(
    ("readings", "right"),
    [
        ('["C", "D", "B"]', "old ] grey C [substitution]; gray D [substitution]; new B [substitution]"),
        ('[["D"], ["C"]]', "old ] gray D [substitution]; grey C [substitution]; new B [substitution]"),
    ],
)
def test_readings_stand_in_the_order_of_the_editor(tmp_path: Path, readings: str, right: str) -> None:
    found, told = made(tmp_path, LAMPS, f'[[order]]\nexact = "old"\nreadings = {readings}\n')
    assert found == [right]
    assert told == []
    (group,) = edition_of(tmp_path).iter(f"{TEI}rdgGrp")
    assert len(group) == 2


def test_the_order_is_that_of_the_site_and_of_latex(tmp_path: Path) -> None:
    write(tmp_path, FERRY, '[[order]]\nexact = "men"\nreadings = ["C", "B"]\n')
    assert not build(tmp_path, ["tei", "site", "exports"]).failed
    assert entries(tmp_path)[2] == "with men ] om. C [om]; with hands B [substitution]"
    page = (tmp_path / "build" / "site" / "apparatus.html").read_text(encoding="utf-8")
    item = next(i for i in re.split("<li ", page) if ">with men<" in i)
    assert item.index("om.") < item.index("with hands")
    latex = (tmp_path / "build" / "exports" / "latex" / "edition.tex").read_text(encoding="utf-8")
    assert re.search(r"\\lemma\{with men\}\\Afootnote\{[^}]*om\.\}.*with hands", latex)
    app = list(edition_of(tmp_path).iter(f"{TEI}app"))[2]
    assert any("the order of its readings: decisions.toml:1" in line for line in Edition(tmp_path).why(app.get(ID)))


@pytest.mark.parametrize(
    ("readings", "code", "said"),
    [
        ('["B", "C", "D"]', "E472", "the readings stand in this order"),
        ('["A", "B"]', "E474", "A has the lemma"),
        ('[["B", "C"]]', "E474", "have different readings: «new» (B) and «grey» (C)"),
        ('["C", "B", "D"]', "E474", "C D have spellings of the same words, which stand together"),
        ('["B", ["B"]]', "E474", "the reading of B is named twice"),
    ],
)
def test_an_order_that_does_not_fit_is_told(tmp_path: Path, readings: str, code: str, said: str) -> None:
    built = build(write(tmp_path, LAMPS, f'\n[[order]]\nexact = "old"\nreadings = {readings}\n'), ["tei"])
    (told,) = of_decisions(built)
    assert (told.code, told.position.line) == (code, 2)
    assert said in told.message


def test_orders_that_contradict_each_other_are_an_error(tmp_path: Path) -> None:
    one = '[[order]]\nexact = "old"\nreadings = ["C", "D"]\n'
    told = of_decisions(build(write(tmp_path, LAMPS, one + one.replace('"C", "D"', '"D", "C"')), ["tei"]))
    assert [(f.code, f.position.line) for f in told] == [("E419", 1), ("E419", 4)]


@pytest.mark.parametrize(
    ("places", "rend"),
    [
        ('from = "print"\n', "site"),
        ('from = ["site"]\n', "print"),
        ('from = ["print", "site"]\n', "none"),
        ('from = "both"\n', "none"),
        ("", "none"),
    ],
)
def test_where_an_entry_is_shown_is_its_rend(tmp_path: Path, places: str, rend: str) -> None:
    found, told = made(tmp_path, FERRY, f'[[hide]]\nexact = "passed"\n{places}')
    assert found[0] == "passed ] crossed B C [substitution]"
    assert told == []
    assert [app.get("rend") for app in edition_of(tmp_path).iter(f"{TEI}app")] == [rend, None, None, None]


def test_hidden_entries_are_left_out_and_no_word_changes(tmp_path: Path) -> None:
    passage = "Of the long and weary road that went on over the far blue hills and down they told."
    texts = {"A": f"{FERRY['A']} {passage}", "B": f"{FERRY['B']} {passage.replace('blue', 'dim')}", "C": FERRY["C"]}
    hide = '[[hide]]\nexact = "{}"\nfrom = "{}"\n'
    places = (("passed", "print"), ("nine", "site"), ("grey", "both"), (passage, "site"))
    write(tmp_path, texts, "".join(hide.format(*place) for place in places))
    built = build(tmp_path, ["tei", "site", "exports"])
    assert not built.failed
    assert of_decisions(built) == []
    root = edition_of(tmp_path)
    said = words(next(root.iter(f"{TEI}interpretation")))
    assert "The editor does not show 2 places in print and 3 places on the site." in said
    assert [app.get("rend") for app in root.iter(f"{TEI}app")] == ["site", "print", None, "none", "print", None]
    ids = [app.get(ID) for app in root.iter(f"{TEI}app")]
    site = tmp_path / "build" / "site"
    items = {e.get("id") for e in etree.HTML((site / "apparatus.html").read_bytes()).iter("li")}
    assert [f"n-{one}" in items for one in ids] == [True, False, True, False, False, True]
    page = etree.HTML((site / "read.html").read_bytes())
    for span in list(page.iter("span")):
        if span.get("class") == "vh":
            span.clear(keep_tail=True)
    paragraph = next(p for p in page.iter("p") if (p.get("id") or "").startswith("p-"))
    assert texts["A"] in "".join(paragraph.itertext()).replace("⁎", "")
    latex = (tmp_path / "build" / "exports" / "latex" / "edition.tex").read_text(encoding="utf-8")
    assert [rf"\lemma{{{word}}}" in latex for word in ("passed", "nine", "grey")] == [False, True, False]
    assert all(word in latex for word in ("passed", "grey"))
    assert check(tmp_path).holds


def test_blocks_that_the_base_lacks_are_not_hidden(tmp_path: Path) -> None:
    texts = {"A": "One.\n\nTwo.", "B": "One.\n\nNew here.\n\nTwo."}
    (told,) = of_decisions(build(write(tmp_path, texts, '[[hide]]\nin = "B"\nexact = "New here."\n'), ["tei"]))
    assert told.code == "E474"
    assert "whole blocks that the base lacks" in told.message


def test_a_siglum_that_is_none_is_refused(tmp_path: Path) -> None:
    write(tmp_path, LAMPS, '[[order]]\nexact = "old"\nreadings = ["B", ["Z"]]\n')
    with pytest.raises(Exception, match=r"decisions.toml:3:1: readings: 'Z' is no siglum"):
        build(tmp_path, ["tei"])
