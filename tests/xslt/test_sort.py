"""The order of names in every index, of the site and of the book."""

import random
from functools import cache
from pathlib import Path

import pytest

from edition.project.message_file import read_message_file
from edition.project.messages import make_labels
from edition.xml.saxon import Sheet

ROOT = Path(__file__).parents[2]
PERSON = "<person><persName>{}</persName></person>"
ORGANISATION = "<org><orgName>{}</orgName></org>"
#: In the order of the index: name as the register has it, name as the index has it, letter.
ORDER = [
    ("<surname>Åberg</surname>", "Åberg", "A"),
    ("<surname>Ångström</surname>", "Ångström", "A"),
    ("Johann <nameLink>von der</nameLink> <surname>Aue</surname>", "Aue, Johann von der", "A"),
    ("<surname>Çelik</surname>", "Çelik", "C"),
    ("Ann <surname>Đaković</surname>", "Đaković, Ann", "D"),
    ("<surname>d’Arcy</surname>", "d’Arcy", "D"),
    ("<surname>Daubeny</surname>", "Daubeny", "D"),
    ("<surname>Lane</surname>", "Lane", "L"),
    ("<surname>Łaski</surname>", "Łaski", "L"),
    ("Wei <surname>Li</surname>", "Li, Wei", "L"),
    ("Anna <surname>Li Bao</surname>", "Li Bao, Anna", "L"),
    ("<surname>Lzar</surname>", "Lzar", "L"),
    ("<surname>O'Brien</surname>", "O'Brien", "O"),
    ("<surname>Obst</surname>", "Obst", "O"),
    ("<surname>Ødegård</surname>", "Ødegård", "O"),
    ("<surname>O’Dowd</surname>", "O’Dowd", "O"),
    ("<surname>Öllinger</surname>", "Öllinger", "O"),
    ("<surname>Šimek</surname>", "Šimek", "S"),
    ("<surname>St. John</surname>", "St. John", "S"),
    ("Ida <surname>Strass</surname>", "Strass, Ida", "S"),
    ("Otto <surname>Straß</surname>", "Straß, Otto", "S"),
    ("<surname>Þórsson</surname>", "Þórsson", "T"),
    ("Ida <surname>von der Aue</surname>", "von der Aue, Ida", "V"),
    ("<surname>Ζήνων</surname>", "Ζήνων", "Ζ"),
    ("<surname>Ἡρόδοτος</surname>", "Ἡρόδοτος", "Η"),
    ("<surname>Ёлкин</surname>", "Ёлкин", "Е"),
    ("<surname>Єва</surname>", "Єва", "Є"),
    ("<surname>Иванов</surname>", "Иванов", "И"),
    ("<surname>Іван</surname>", "Іван", "І"),
    ("<surname>Яров</surname>", "Яров", "Я"),
    ("<surname>כהן</surname>", "כהן", "כ"),
    ("<surname>李</surname>", "李", "李"),
]


@cache
def sheet() -> Sheet:
    return Sheet(Path(__file__).parent / "sort.xsl")


def indexed(entries: list[str], language: str = "en", own: str = "") -> list[tuple[str, str]]:
    source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{"".join(entries)}</TEI>'.encode()
    labels = f'<messages lang="{language}">{own}</messages>'.encode()
    made = sheet().text(source, messages=make_labels(language, read_message_file(labels, "own.xml")).document)
    return [(name, letter) for name, _, letter in (line.partition("|") for line in made.strip().split("\n"))]


def test_names_stand_in_one_order_whatever_their_letters() -> None:
    expected = [(name, letter) for _, name, letter in ORDER]
    entries = [PERSON.format(name) for name, _, _ in ORDER]
    for seed in range(5):
        random.Random(seed).shuffle(entries)
        assert indexed(entries) == expected


@pytest.mark.parametrize(("language", "order"), [("en", ["Die Tat", "The Guild"]), ("de", ["The Guild", "Die Tat"])])
def test_articles_do_not_count(language: str, order: list[str]) -> None:
    names = ["The Guild", "Die Tat"]
    assert [name for name, _ in indexed([ORGANISATION.format(n) for n in names], language)] == order


def test_what_begins_with_no_letter_has_a_sign() -> None:
    assert indexed([ORGANISATION.format("1848 Club")]) == [("1848 Club", "#")]


def test_an_article_with_an_apostrophe_does_not_count() -> None:
    names = ["L’Humanité", "Le Figaro", "Légion"]
    made = indexed([ORGANISATION.format(n) for n in names], "fr")
    assert [name for name, _ in made] == ["Le Figaro", "L’Humanité", "Légion"]


@pytest.mark.parametrize(
    ("language", "letters", "order"),
    [
        ("es", "", [("Nuez", "N"), ("Nzema", "N"), ("Ñandú", "Ñ"), ("Oca", "O")]),
        ("en", "", [("Ñandú", "N"), ("Nuez", "N"), ("Nzema", "N"), ("Oca", "O")]),
        ("sv", "z &lt; å &lt; ä &lt; ö", [("Zorn", "Z"), ("Åberg", "Å"), ("Ärla", "Ä"), ("Öberg", "Ö")]),
        ("cs", "c &lt; č; h &lt; ch", [("Cyril", "C"), ("Čapek", "Č"), ("Hus", "H"), ("Cheb", "Ch"), ("Ilja", "I")]),
        (
            "hr",
            "d &lt; dž &lt; đ; z &lt; ž",
            [("Duro", "D"), ("Džaja", "Dž"), ("Đaković", "Đ"), ("Zec", "Z"), ("Žito", "Ž")],
        ),
        (
            "pl",
            "l &lt; ł; z &lt; ź &lt; ż",
            [("Lwów", "L"), ("Łódź", "Ł"), ("Zuzel", "Z"), ("Źródło", "Ź"), ("Żary", "Ż")],
        ),
    ],
)
def test_letters_of_a_language_have_their_own_place(language: str, letters: str, order: list[tuple[str, str]]) -> None:
    own = f'<m key="sort.letters">{letters}</m>' if letters else ""
    entries = [ORGANISATION.format(name) for name, _ in order]
    for seed in range(3):
        random.Random(seed).shuffle(entries)
        assert indexed(entries, language, own) == order


@pytest.mark.parametrize(
    ("articles", "order"),
    [("", ["A. Z.", "The Guild"]), ("a. the", ["The Guild", "A. Z."]), ("( [a", ["A. Z.", "The Guild"])],
)
def test_a_language_may_have_no_articles_or_odd_ones(articles: str, order: list[str]) -> None:
    made = indexed([ORGANISATION.format(n) for n in order], "en", f'<m key="sort.articles">{articles}</m>')
    assert [name for name, _ in made] == order
