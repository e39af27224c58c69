"""`edition why`: blocks that are ready to paste, and ids that are found by words."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html
from tests.decided import FERRY, ID, TEI, codes, edition_of, entries, made, of_decisions, write

from edition.build import build
from edition.edition import Edition
from edition.errors import InputError

BEFORE = "All of them waited until the ninth hour of that day. "
#: Texts in which anchors are hard: words that stand several times, marks, other scripts, passages that some lack.
HOSTILE: Mapping[str, Mapping[str, str]] = {
    "ferry": FERRY,
    "words that stand often": {
        "A": "the old men and the old men and the old dogs of the town and the old men",
        "B": "the old men and the new men and the old cats of the town and the olde men",
    },
    "quotation marks and slashes": {
        "A": "He said \"no\" to it; the C:\\path of 'old' things — gone.",
        "B": "He said “yes” to it; the C:\\way of 'new' things – lost.",
    },
    "Greek": {"A": "ἄνδρα μοι ἔννεπε, Μοῦσα, πολύτροπον", "B": "ἄνδρά μοι ἔνισπε Μοῦσα πολύκροτον"},
    "Chinese": {"A": "子曰學而時習之不亦說乎有朋", "B": "子曰學而常習之不亦悅乎有友"},
    "Hebrew": {"A": "בראשית ברא אלהים את השמים", "B": "בראשית עשה אלהים את הארץ"},
    "a paragraph that one lacks": {
        "A": f"{BEFORE}They left.\n\nThe second part is about a lamp in the harbour.\n\n{BEFORE}They came.",
        "B": f"{BEFORE}They left.\n\n{BEFORE}They went.",
        "C": f"{BEFORE}They left.\n\nThe second part is about a light in the harbour.\n\n{BEFORE}They came.",
    },
    "a paragraph of which all differs": {
        "A": f"{BEFORE}\n\nMoscow trials\n\n{BEFORE}",
        "B": f"{BEFORE}\n\nMoscow Trials\n\n{BEFORE}",
        "C": f"{BEFORE}\n\n{BEFORE}",
    },
    "words that the base lacks": {
        "A": "They came late.",
        "B": "They came very very late, alas.",
        "C": "They came late.",
    },
    "names and dates": {
        "A": "On 19 August 1936 they met in the old town and on 3 May 1937 in the new one.",
        "B": "On 20 August 1936 they met in an old town and on 3 May 1938 in a new one.",
    },
}


def blocks(edition: Edition, name: str) -> list[str]:
    """The blocks of an explanation, as an editor copies them."""
    told = "\n".join(edition.why(name))
    return re.findall(r"^(\[\[.*?)(?=\n\n|\Z)", told, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("case", HOSTILE)
def test_every_block_can_be_pasted_as_it_is(tmp_path: Path, case: str) -> None:
    edition = Edition(write(tmp_path, HOSTILE[case], ""))
    names = dict.fromkeys([*(m.id for m in edition.mentions), *(unit.id for unit in edition.apparatus)])
    found = [b for name in names for b in blocks(edition, name) if "reject" not in b]
    for table in ("note", "reviewed"):
        assert sum(b.startswith(f"[[{table}]]") for b in found) == len(edition.apparatus)
    for table in {b.split("]]")[0] for b in found}:
        some = {_what(b): b for b in found if b.startswith(f"{table}]]")}
        (tmp_path / "decisions.toml").write_text("\n\n".join(some.values()) + "\n", encoding="utf-8")
        edition.refresh()
        told = of_decisions(edition.documents)
        may_be_idle = table in ("[[join", "[[mention")  # as when three entries are joined by two blocks
        assert [f for f in told if f.code != "E472" or not may_be_idle] == []


def _what(block: str) -> tuple[object, ...]:
    """What a block decides on: a second lemma of one entry would contradict the first."""
    (rows,) = tomllib.loads(block).values()
    return tuple(rows[0].get(key) for key in ("in", "witness", "exact", "prefix", "suffix", "nth", "of"))


def test_a_pasted_block_does_what_it_says(tmp_path: Path) -> None:
    edition = Edition(write(tmp_path, FERRY, ""))
    first = edition.apparatus[0]
    by_table = {b.split("]]")[0][2:]: b for b in blocks(edition, first.id)}
    assert list(by_table) == ["class", "join", "lemma", "note", "reviewed"]
    assert by_table["lemma"] == '[[lemma]]\nin = "A"\nexact = "passed"\nfrom = "B"'
    assert by_table["reviewed"].endswith('result = "passed] crossed B C"')
    found, told = made(tmp_path / "lemma", FERRY, by_table["lemma"])
    assert found[0] == "crossed ] passed A [substitution]"
    assert told == []
    found, told = made(tmp_path / "class", FERRY, by_table["class"])
    assert found[0].endswith("[spelling]")
    assert codes(made(tmp_path / "reviewed", FERRY, by_table["reviewed"])[1]) == []


def test_an_entry_is_divided_wherever_all_its_words_agree(tmp_path: Path) -> None:
    join = '[[join]]\nexact = "passed the northern harbour after nine"\n'
    made(tmp_path, FERRY, join)
    edition = Edition(tmp_path)
    (split,) = [b for b in blocks(edition, edition.apparatus[0].id) if b.startswith("[[split]]")]
    assert tomllib.loads(split)["split"][0]["after"] == ["passed", "after"]
    (tmp_path / "decisions.toml").write_text(f"{join}\n{split}\n", encoding="utf-8")
    assert not build(tmp_path, ["tei"]).failed
    assert [one.split(" ] ")[0] for one in entries(tmp_path)][:2] == ["passed", "nine"]


def test_the_words_of_a_note_can_be_replaced_by_hers(tmp_path: Path) -> None:
    edition = Edition(write(tmp_path, FERRY, ""))
    (note,) = [b for b in blocks(edition, edition.apparatus[0].id) if b.startswith("[[note]]")]
    found, _ = made(tmp_path, FERRY, note.replace("write the note here", "so the roll"))
    assert found[0].endswith("(so the roll)")


def test_who_decided_when_and_why_is_told(tmp_path: Path) -> None:
    decision = '[[class]]\nexact = "grey"\nas = "substantive"\nby = "AR"\non = 2026-11-29\nwhy = "two dyes"\n'
    made(tmp_path, FERRY, decision)
    edition = Edition(tmp_path)
    assert "  so decided by the editor: decisions.toml:1 (AR, 2026-11-29): two dyes" in edition.why(
        edition.apparatus[-1].id
    )


def test_a_date_can_be_decided_and_rejected(tmp_path: Path) -> None:
    edition = Edition(write(tmp_path, HOSTILE["names and dates"], ""))
    (mention,) = [m for m in edition.mentions if m.siglum == "B" and m.date == "1936-08-20"]
    means, rejects = blocks(edition, mention.id)
    assert means == '[[mention]]\nwitness = "B"\nexact = "20 August 1936"\ndate = "1936-08-20"'
    assert rejects == '[[mention]]\nwitness = "B"\nexact = "20 August 1936"\nreject = true'


def test_an_id_is_found_by_the_words_of_its_place(tmp_path: Path) -> None:
    edition = Edition(write(tmp_path, FERRY, ""))
    (found,) = edition.find_words("passed")
    assert found.id == edition.apparatus[0].id
    assert str(found).startswith(f"{found.id} (entry) A seeds/A.txt:1:11: «…The ferry [passed] the")
    assert edition.find_words("CROSSED")[0].id == found.id
    assert {one.id for one in edition.find_words("northern harbour after nine", "A")} == {edition.apparatus[1].id}
    both = edition.find_words("nine weary summer nights with men")
    assert [one.id for one in both] == [unit.id for unit in list(edition.apparatus)[1:3]]
    (part,) = edition.find_words("northern harbour", "B")
    assert (part.kind, part.siglum) == ("paragraph", "B")


def test_words_that_stand_nowhere_are_refused_with_the_nearest(tmp_path: Path) -> None:
    edition = Edition(write(tmp_path, FERRY, ""))
    with pytest.raises(InputError, match=r"nearest: seeds/[A-C].txt:1:\d+ «.*\[.*northern harbour\]"):
        edition.find_words("the nothern harbor")
    with pytest.raises(InputError, match="there is no such witness"):
        edition.find_words("passed", "Q")
    with pytest.raises(InputError, match="quote the words"):
        edition.find_words("  ")


def test_the_site_says_of_an_entry_which_decision_it_rests_on(tmp_path: Path) -> None:
    lemma = '[[lemma]]\nexact = "passed"\nfrom = "B"\nby = "AR"\non = 2026-11-29\nwhy = "older <b> & \\u0001 better"\n'
    write(tmp_path, FERRY, lemma)
    assert not build(tmp_path, ["site"]).failed
    page = html.fromstring((tmp_path / "build" / "site" / "apparatus.html").read_bytes())
    (why,) = page.find_class("why")
    assert why.getparent().get("id") == f"n-{edition_of(tmp_path).find(f'.//{TEI}app').get(ID)}"
    assert why.text_content() == "why?Decided by the editor: decisions.toml:1 (AR, 2026-11-29): older <b> &   better"
    assert len(page.xpath("//ol[contains(@class, 'entries')]/li")) == 4
    assert "classed by rule" in page.text_content()
    read = html.fromstring((tmp_path / "build" / "site" / "read.html").read_bytes())
    assert len(read.find_class("why")) == 1
    assert b"provenance" not in (tmp_path / "tei" / "edition.xml").read_bytes()
