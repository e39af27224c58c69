"""Decisions of the editor: where they apply, that they win, and what is said when one no longer fits."""

from pathlib import Path

import pytest

from edition.build import build
from edition.commands.new import write_starter
from edition.edition import Edition
from edition.errors import ConfigError, InputError
from edition.model import DateValue, Entry, EntryKind, Form, Register
from edition.model.decision import Decision
from edition.project.decisions import read_decisions
from edition.tasks.check import check
from edition.xml.namespaces import NS, XML_ID
from edition.xml.parse import parse_document

REGISTER = Register.of([Entry("pers-keller", EntryKind.PERSON, (Form("Anna Keller", surname="Keller"),))])


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    write_starter(tmp_path / "e")
    return tmp_path / "e"


def written(edition: Path, text: str) -> tuple[Decision, ...]:
    (edition / "decisions.toml").write_text(text, encoding="utf-8")
    return read_decisions(edition, REGISTER, ["A", "B"]).mentions


def marks(edition: Path, siglum: str) -> list[tuple[str, str, str]]:
    data = (edition / "tei" / "witnesses" / f"{siglum}.xml").read_bytes()
    found = parse_document(data, "w").root.iterfind("tei:text//*[@resp]", NS)
    return [
        ("".join(m.itertext()), m.get("ref", "").rpartition("#")[2] or m.get("when", ""), m.get("resp")) for m in found
    ]


def test_what_a_decision_says(edition: Path) -> None:
    (one, two) = written(
        edition,
        """
[[mention]]
exact = "Keller"
prefix = "Anna "
witness = "A"
ref = "pers-keller"
note = "the bookkeeper"
[[mention]]
exact = "the day"
date = "1803-05-04/1803-05-05"
""",
    )
    assert (one.exact, one.prefix, one.witness, one.ref, one.line) == ("Keller", "Anna ", "A", "pers-keller", 2)
    assert two.value == DateValue(start="1803-05-04", end="1803-05-05")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[mention]]\nexact = "x"', "decisions.toml:2:1: a decision says one of ref, date, reject"),
        ('[[mention]]\nexact = ""\nreject = true', "decisions.toml:2:1: a decision quotes the words"),
        ('[[mention]]\nexact = "x"\nref = "pers-keler"', "decisions.toml:3:1: ref = 'pers-keler' is no entry"),
        ('[[mention]]\nexact = "x"\nref = "pers-keler"', "did you mean 'pers-keller'?"),
        ('[[mention]]\nexact = "x"\nreject = true\nwitness = "C"', "decisions.toml:4:1: witness = 'C' is no siglum"),
        ('[[mention]]\nexact = "x"\ndate = "4 May"', "decisions.toml:3:1: date = '4 May': write 1936"),
        ('[[mention]]\nexakt = "x"', "decisions.toml:2:1: [mention] has no key 'exakt'; did you mean 'exact'?"),
        ("[[mentions]]", "decisions.toml:1:1: there is no table or key 'mentions'"),
        ("mention = 1", "write each decision as [[mention]]"),
        ("[[mention", "decisions.toml:1"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_with_its_place(edition: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        written(edition, text)
    assert said in str(raised.value)


def test_a_decision_wins_over_the_rules_and_names_the_editor(edition: Path) -> None:
    build(edition, ["tei"])
    assert ("Anna Keller", "pers-keller", "#variorum") in marks(edition, "A")
    (edition / "decisions.toml").write_text(
        '[[mention]]\nexact = "Anna Keller"\nsuffix = " kept"\nwitness = "A"\nreject = true\n'
        '[[mention]]\nexact = "at dusk"\nprefix = "and\\n"\ndate = "1803"\nnote = "so the book"\n', encoding="utf-8"
    )  # fmt: skip
    assert not build(edition, ["tei"]).failed
    assert ("at dusk", "1803", "#editor") in marks(edition, "A")
    assert "Anna Keller" not in [words for words, *_ in marks(edition, "A")]
    assert "Anne Keller" in [words for words, *_ in marks(edition, "B")]
    assert check(edition).holds


def test_a_decision_whose_words_are_gone_is_told_and_fails_the_check(edition: Path) -> None:
    (edition / "decisions.toml").write_text('\n[[mention]]\nexact = "no such words"\nreject = true\n', encoding="utf-8")
    found = [f for f in build(edition, ["tei"]).findings if f.code == "E408"]
    assert [(f.position.path, f.position.line) for f in found] == [("decisions.toml", 2)]
    checked = check(edition)
    assert not checked.holds
    assert [c.name for c in checked.checks if c.holds is False] == ["decisions"]


def test_why_tells_the_rule_and_the_seed_of_a_mark_and_of_a_place(edition: Path) -> None:
    build(edition, ["tei"])
    root = parse_document((edition / "tei" / "edition.xml").read_bytes(), "e").root
    date = next(m.get(XML_ID) for m in root.iterfind("tei:text//tei:date", NS))
    told = Edition(edition).why(date)
    assert "rule: date: day month year" in told
    assert any(line.startswith("seeds/A.txt:5:4: …") and "[4 May 1803]" in line for line in told)
    app = next(a.get(XML_ID) for a in root.iterfind("tei:text//tei:app", NS) if "morning" in "".join(a.itertext()))
    told = Edition(edition).why(app)
    assert any(line.startswith("A: «in the morning»") for line in told)
    assert any(line.startswith("B: «at dawn»: has other words") for line in told)
    item = root.find("tei:standOff/tei:list/tei:item", NS).get(XML_ID)
    assert Edition(edition).why(item)[0].startswith(f"{item}: a disagreement on a date, at edition.xml#app-")
    paragraph = parse_document((edition / "tei" / "witnesses" / "B.xml").read_bytes(), "b").root.find(
        "tei:text//tei:p", NS
    )
    assert Edition(edition).why(paragraph.get(XML_ID))[1:] == (
        "found by the reader «text»", Edition(edition).why(paragraph.get(XML_ID))[2]
    )  # fmt: skip


def test_why_knows_the_nearest_id(edition: Path) -> None:
    build(edition, ["tei"])
    root = parse_document((edition / "tei" / "edition.xml").read_bytes(), "e").root
    app = next(a.get(XML_ID) for a in root.iterfind("tei:text//tei:app", NS))
    with pytest.raises(InputError, match=f"did you mean {app}"):
        Edition(edition).why(app[:-1] + "0")
