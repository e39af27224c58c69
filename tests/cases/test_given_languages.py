"""Sentences, pairs and decisions that were given with their answers before the program could read them."""

import tomllib
from pathlib import Path
from shutil import copytree

import pytest
from tests.decided import TEI, edition_of, made, of_decisions, write

from edition.annotate.date_context import DateContext
from edition.annotate.dates import find_dates
from edition.build import build
from edition.model import DateValue, Severity
from edition.project.languages import Languages

CASES = Path(__file__).parent
LANGUAGES = Languages()
PARTS = {"when": "when", "from": "start", "to": "end", "notBefore": "not_before", "notAfter": "not_after"}


def rows(name: str) -> list[list[str]]:
    """The rows of a table below its head."""
    lines = (CASES / "languages" / f"{name}.tsv").read_text("utf-8").splitlines()[1:]
    return [[*line.split("\t"), "", ""][:4] for line in lines if line.strip()]


def values(language: str, sentence: str) -> list[DateValue | None]:
    return [found.value for found in find_dates(sentence, LANGUAGES.of(language).dates, DateContext())]


@pytest.mark.parametrize("name", ["dates-60", "dates-40", "dates-ar-zh"])
def test_every_sentence_has_its_date(name: str) -> None:
    wrong = []
    for language, sentence, _, said in rows(name):
        parts = dict(part.split("=") for part in said.split(";"))
        if DateValue(**{PARTS[key]: value for key, value in parts.items()}) not in values(language, sentence):
            wrong.append((language, sentence, said))
    assert wrong == []


def test_numbers_are_no_dates() -> None:
    assert [row for row in rows("dates-none") if values(row[0], row[1])] == []


BUILT = (
    "01-class-substantive", "02-split-two-words", "04-regularise-everywhere", "05-regularise-one-witness",
    "07-apart", "13-note-not-a-witness", "17-curly-quotes", "20-comma-and-phrase", "22-comma-kept",
    "23-omission-beside-name",
)  # fmt: skip


@pytest.mark.parametrize("name", BUILT)
def test_a_decision_gives_the_entries_that_an_editor_expects(name: str, tmp_path: Path) -> None:
    case = tomllib.loads((CASES / "decisions" / f"{name}.toml").read_text("utf-8"))
    entries, _ = made(tmp_path, case["witnesses"], case.get("decisions", ""))
    assert entries == [line.replace("(note: ", "(").replace(" ; ", "; ") for line in case["right"]]


#: What is right in them is told in another way than the entry: whose idea it is stands in attributes, what is told
#: together in a link; of `align`, B lacks the words behind those that correspond.
OTHERWISE = {
    "08-align": ["the wide water ] the flood B [substitution]", "by the flood gate ] om. B [om]"],
    "10-emendation-all-agree": ["crossed ] crost A B [substitution]"],
    "11-supply": ["still ] om. A B [om]"],
}


@pytest.mark.parametrize("name", OTHERWISE)
def test_what_no_witness_has_and_words_that_correspond_are_entries(name: str, tmp_path: Path) -> None:
    case = tomllib.loads((CASES / "decisions" / f"{name}.toml").read_text("utf-8"))
    entries, _ = made(tmp_path, case["witnesses"], case["decisions"])
    assert entries == OTHERWISE[name]


def test_case_19_list_missing_is_one_statement(tmp_path: Path) -> None:
    case = tomllib.loads((CASES / "decisions" / "19-list-missing.toml").read_text("utf-8"))
    entries, _ = made(tmp_path, case["witnesses"], "")
    assert [entry.split(" ] ")[1] for entry in entries] == ["om. B [om]"] * 4
    links = edition_of(tmp_path).findall(f".//{TEI}linkGrp[@type='omission']/{TEI}link")
    assert [(link.get("type"), len(link.get("target", "").split())) for link in links] == [("run", 4)]


def test_case_25_in_a_note_is_no_omission(tmp_path: Path) -> None:
    case = tomllib.loads((CASES / "decisions" / "25-in-a-note.toml").read_text("utf-8"))
    folder = write(tmp_path, case["witnesses"], "")
    settings = folder / "edition.toml"
    text = settings.read_text("utf-8").replace('seed = "seeds/B.txt"', 'seed = "seeds/B.txt"\nreader = "page"')
    settings.write_text(text, encoding="utf-8")
    assert not build(folder, ["tei"]).failed
    (reading,) = (r for r in edition_of(folder).iter(f"{TEI}rdg") if r.get("type") == "transposition")
    assert (reading.get("wit"), (reading.get("corresp") or "")[:6]) == ("#B", "#note-")


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("number-words", ["two ] three B [factual]"]),
        ("short-omission-swallows", ["verbum B [spelling]", "om. C [om]"]),
    ],
)
def test_an_apparatus_says_what_an_editor_would(name: str, right: list[str], tmp_path: Path) -> None:
    """The cases apparatus/number-words and apparatus/short-omission-swallows."""
    texts = {file.stem: file.read_text("utf-8").strip() for file in sorted((CASES / name).glob("*.txt"))}
    entries, _ = made(tmp_path, texts, "")
    assert all(any(said in entry for entry in entries) for said in right), entries


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [("14-stale-near", "E408", "the harbour pilot"), ("16-conflict", "E419", "decisions.toml:1")],
)
def test_a_decision_that_does_not_fit_is_told(name: str, code: str, said: str, tmp_path: Path) -> None:
    case = tomllib.loads((CASES / "decisions" / f"{name}.toml").read_text("utf-8"))
    built = build(write(tmp_path, case["witnesses"], case["decisions"]), ["tei"])
    told = of_decisions(built)
    assert {found.code for found in told} == {code}
    assert all(said in str(found) for found in told)


def test_chinese_without_a_font_has_all_but_the_book(tmp_path: Path) -> None:
    root = copytree(CASES / "chinese-no-font", tmp_path / "chinese-no-font")
    built = build(root)
    assert [f.code for f in built.findings if f.severity is Severity.WARNING and f.code.startswith("E5")] == ["E502"]
    assert "fonts-noto-cjk" in next(f.message for f in built.findings if f.code == "E502")
    assert (root / "tei" / "edition.xml").exists()
    assert (root / "build" / "site" / "read.html").exists()
    assert list((root / "build" / "exports").iterdir())
    assert not (root / "build" / "edition.pdf").exists()
