"""Names that bend: sentences of our own in eleven languages, with every mention, and traps of kindred words."""

import re
import tomllib
from pathlib import Path

import pytest

from edition.annotate import annotate
from edition.model import Entry, EntryKind, Finding, Form, Kind, Mention, Node, Register, Seed, Witness
from edition.project.languages import Languages

CASES = tomllib.loads((Path(__file__).parent / "bent-names" / "names.toml").read_text("utf-8"))
SIBLINGS = tomllib.loads((Path(__file__).parent / "bent-names" / "siblings.toml").read_text("utf-8"))
MENTION = re.compile(r"\[(\w+)\|([^\]]+)\]")


def witness(text: str, language: str) -> Witness:
    root = Node(Kind.BODY, 0, len(text), (Node(Kind.PARAGRAPH, 0, len(text)),))
    return Witness("A", "A", Seed("A", "seeds/a.txt", text, ""), root, "text", language=language)


def register(**entries: list[str]) -> Register:
    """Entries by id: those with p are persons, whose surname is the last word."""
    made = []
    for name, forms in entries.items():
        is_person = name.startswith("p")
        kind = EntryKind.PERSON if is_person else EntryKind.PLACE
        surnames = [form.split()[-1] if is_person else "" for form in forms]
        stems = (Form(form.removeprefix("stem "), "stem") for form in forms if form.startswith("stem "))
        whole = (Form(f, surname=s) for f, s in zip(forms, surnames, strict=True) if not f.startswith("stem "))
        made.append(Entry(f"{kind.prefix}-{name}", kind, (*whole, *stems)))
    return Register.of(made)


def read(
    text: str, language: str, entries: Register, data: Languages | None = None
) -> tuple[list[Mention], list[Finding]]:
    mentions, findings = annotate(witness(text, language), entries, languages=data or Languages())
    return [m for m in mentions if m.ref], list(findings)


def words(text: str, language: str, entries: Register) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.ref.split("-", 1)[1]) for m in read(text, language, entries)[0]]


def annotated(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A text without the marks of its mentions, and these."""
    text, mentions, at = "", [], 0
    for found in MENTION.finditer(marked):
        text += marked[at : found.start()]
        mentions.append((len(text), len(text) + len(found[2]), found[1]))
        text += found[2]
        at = found.end()
    return text + marked[at:], mentions


SETS = {"cases": CASES, **SIBLINGS}


@pytest.mark.parametrize(("name", "language"), [(name, tag) for name in SETS for tag in sorted(SETS[name])])
def test_every_mention_is_found_in_its_case_and_no_kindred_word(name: str, language: str) -> None:
    case = SETS[name][language]
    text, expected = annotated(" ".join(case["text"].split()))
    found = read(text, language, register(**case["register"]))[0]
    made = [(m.start, m.end, m.ref.split("-", 1)[1]) for m in found]
    assert [(text[a:b], name) for a, b, name in made] == [(text[a:b], name) for a, b, name in expected]
    assert made == expected


def test_there_are_sentences_of_every_language_that_bends_names() -> None:
    folder = Path(__file__).parents[2] / "src" / "edition" / "languages"
    bending = {path.stem for path in folder.glob("*.toml") if Languages().of(path.stem).names.ends}
    assert bending == {"de", "la", "grc", "el", "ru", "pl", "cs"}
    assert bending <= CASES.keys()


BELOVS = register(p1=["Павел Белов", "Белов"], p2=["Вера Белова", "Белова"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Все знали, что дом Белова сгорел.", []),
        ("Все знали, что у Белова был дом.", [("Белова", "p1")]),
        ("Белова молчала весь день.", [("Белова", "p2")]),
        ("Павел Белов ушёл. Все знали, что дом Белова сгорел.", [("Павел Белов", "p1"), ("Белова", "p1")]),
        ("Вера Белова ушла. Все знали, что дом Белова сгорел.", [("Вера Белова", "p2"), ("Белова", "p2")]),
        ("Все видели госпожу Белову и письмо Веры Беловой.", [("Белову", "p2"), ("Веры Беловой", "p2")]),
        ("Все видели Сергея Белова.", []),
    ],
)
def test_a_word_that_is_one_name_as_written_and_another_bent_is_decided_by_what_stands_beside_it(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert words(text, "ru", BELOVS) == expected


def test_where_nothing_decides_the_name_is_a_doubt() -> None:
    findings = read("Все знали, что дом Белова сгорел.", "ru", BELOVS)[1]
    assert [f.code for f in findings] == ["E401"]
    assert "pers-p1 (Павел Белов) or pers-p2 (Вера Белова)" in findings[0].message


def test_she_is_not_her_brother() -> None:
    only = register(p1=["Павел Белов", "Белов"])
    assert words("Белова молчала. Белов ушёл.", "ru", only) == [("Белов", "p1")]
    assert words("Zawadzka przyszła.", "pl", register(p1=["Tadeusz Zawadzki", "Zawadzki"])) == []


def test_why_says_by_which_case_a_name_was_matched() -> None:
    (found,) = read("Письмо Павла Белова пришло.", "ru", register(p1=["Павел Белов"]))[0]
    assert (found.rule, found.cert) == (
        "form «Павел Белов» (main) of pers-p1, bent: genitive or accusative",
        "high",
    )
    (alone,) = read("Мы были у Белова.", "ru", register(p1=["Павел Белов", "Белов"]))[0]
    assert alone.cert == "medium"
    (exact,) = read("Там Павел Белов жил.", "ru", register(p1=["Павел Белов"]))[0]
    assert exact.rule == "form «Павел Белов» (main) of pers-p1"


def test_words_of_a_name_agree() -> None:
    both = register(p1=["Павел Белов"])
    assert words("Павлом Белова звали.", "ru", both) == [("Белова", "p1")] or words("Павлом Белова", "ru", both) == []
    assert words("Мы с Павлом Беловым шли.", "ru", both) == [("Павлом Беловым", "p1")]


@pytest.mark.parametrize(
    ("text", "forms", "expected"),
    [
        ("Для Анны Шмидт и про Анну Шмидт.", ["Анна Шмидт", "Шмидт"], ["Анны Шмидт", "Анну Шмидт"]),
        ("Мы видели Шмидта и Шмидт.", ["Анна Шмидт", "Шмидт"], ["Шмидт"]),
        ("Для Анны Беловой.", ["Анна Белова", "Белова"], ["Анны Беловой"]),
        ("Для Фёдора Шмидта и Фёдора Шмидт.", ["Фёдор Шмидт"], ["Фёдора Шмидта"]),
        ("Для Гликерии Шмидт и Гликерии Шмидта.", ["Гликерия Шмидт"], ["Гликерии Шмидт", "Гликерии Шмидта"]),
    ],
)
def test_the_surname_of_a_woman_may_stay_as_it_is(text: str, forms: list[str], expected: list[str]) -> None:
    """A man's never does; where her forename is in no list and only ends as those of women do, both are possible."""
    assert [word for word, _ in words(text, "ru", register(p1=forms))] == expected


@pytest.mark.parametrize(
    ("text", "language", "forms", "expected"),
    [
        ("Вороны кричали. Для Вороны нет.", "ru", ["Иван Ворона", "Ворона"], ["Вороны"]),
        ("Вороны никто не видел.", "ru", ["Иван Ворона", "Ворона"], ["Вороны"]),
        ("Wrony kraczą. Wrony nie ma.", "pl", ["Jan Wrona", "Wrona"], ["Wrony"]),
        ("Lupi currunt. Lupi domus.", "la", ["Lupus"], ["Lupi"]),
    ],
)
def test_a_word_for_several_before_a_verb_of_several_is_no_name(
    text: str, language: str, forms: list[str], expected: list[str]
) -> None:
    assert [word for word, _ in words(text, language, register(p1=forms))] == expected


def test_a_register_says_a_stem() -> None:
    entries = register(p1=["Styx", "stem Styg"])
    assert words("Stygis unda, Stygem timet; Styx atra.", "la", entries) == [
        ("Stygis", "p1"), ("Stygem", "p1"), ("Styx", "p1"),
    ]  # fmt: skip
    assert words("Styg unda.", "la", entries) == []


def test_a_language_without_ends_is_told_once_and_has_the_exact_forms() -> None:
    mentions, findings = read("Kovács Annát láttam, Kovács Anna elment.", "hu", register(p1=["Kovács Anna"]))
    assert len(mentions) == 1
    (told,) = findings
    assert told.code == "E409"
    assert "if names bend in the language «hu», no ends are known" in told.message
    assert "docs/languages.md" in told.message


def test_a_language_whose_dates_are_read_has_a_finding_for_its_names() -> None:
    months = [[name] for name in ["január", "február", "március", "április", "május", "június", "július"]] + [["x"]] * 5
    own = Languages({"hu": {"dates": {"months": months}}})
    (told,) = read("Kovács Annát láttam.", "hu", register(p1=["Kovács Anna"]), own)[1]
    assert told.code == "E455"
    assert "bend = false" in told.message


@pytest.mark.parametrize(
    "language", ["en", "fr", "es", "it", "pt", "nl", "zh", "he", "ar", "enm", "fro", "la", "und", ""]
)
def test_a_language_that_is_known_is_not_told(language: str) -> None:
    assert "E455" not in [f.code for f in read("Anna.", language, register(p1=["Anna"]))[1]]


def test_nothing_is_told_where_there_is_no_register() -> None:
    assert [f.code for f in read("Anna.", "hu", Register())[1]] == ["E409"], "of dates alone"


def test_an_edition_teaches_a_language() -> None:
    own = Languages({"hu": {"names": {"cases": ["accusative"], "last_only": True, "ends": {"a": "át", "": "t/et/ot"}}}})
    mentions, findings = read("Kovács Annát láttam.", "hu", register(p1=["Kovács Anna"]), own)
    assert [m.rule for m in mentions] == ["form «Kovács Anna» (main) of pers-p1, bent: accusative"]
    assert [f.code for f in findings] == ["E409"], "of dates alone"


def test_the_example_of_the_page_works() -> None:
    page = (Path(__file__).parents[2] / "docs" / "languages.md").read_text("utf-8")
    (example,) = (e for e in re.findall(r"^```toml\n(.*?)^```$", page, re.M | re.S) if "[names.ends]" in e)
    own = Languages({"hsb": tomllib.loads(example)})
    entries = register(p1=["Hana Nowak", "Nowak"], p2=["Pawoł Nowak"], c1=["Budyšin"])
    text = "Dom Hany Nowak w Budyšinje. Pawła Nowaka bě pola Nowakoweje."
    found = read(text, "hsb", entries, own)[0]
    assert [text[m.start : m.end] for m in found] == ["Hany Nowak", "Budyšinje", "Pawła Nowaka"]


def test_an_edition_adds_an_end_to_those_of_the_program() -> None:
    own = Languages({"la": {"names": {"ends": {"yx": "ygis ygi ygem yge"}}}})
    entries = register(p1=["Styx"], c1=["Roma"])
    found = read("Stygem Romae timet.", "la", entries, own)[0]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Hof „Hans’ Ruh“ lag dort.", [("Hans’", "p1")]),
        ("Er rief ‚Hans‘ und ging.", [("Hans", "p1")]),
        ("Hans' Hut und Hansens Stock.", [("Hans'", "p1"), ("Hansens", "p1")]),
        ("HANS KAM.", []),
    ],
)
def test_an_apostrophe_is_of_the_name_where_it_stands_for_an_end(text: str, expected: list[tuple[str, str]]) -> None:
    assert words(text, "de", register(p1=["Hans"])) == expected


def test_vowel_signs_and_an_article_behind_a_prefix_do_not_hide_a_name() -> None:
    assert words("בְּיִרוּשָׁלַיִם גר.", "he", register(c1=["ירושלים"])) == [("יִרוּשָׁלַיִם", "c1")]
    assert words("للقاهرة", "ar", register(c1=["القاهرة"])) == [("لقاهرة", "c1")]
    assert words("לב טוב.", "he", register(p1=["ב"])) == [], "too short behind a prefix"
