"""The form of a message beside a number, in languages of every kind: in Python, on pages, and in their script."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from edition.project.plural_rules import PluralRules, parse_rule
from edition.xml.saxon import Sheet

ROOT = Path(__file__).parents[2]
#: Rules as CLDR or a reader of its rules writes them, and the first numbers of each form, counted by hand.
RULES: Mapping[str, tuple[Mapping[str, str], Mapping[str, list[int]]]] = {
    "English": ({"one": "i = 1 and v = 0"}, {"one": [1], "other": [0, 2, 11, 21, 101]}),
    "French": ({"one": "n = 0,1"}, {"one": [0, 1], "other": [2, 10, 11, 100, 101]}),
    "Latin, of a book": ({}, {"other": [0, 1, 2, 11, 101]}),
    "Hebrew": ({"one": "n = 1", "two": "n = 2"}, {"one": [1], "two": [2], "other": [0, 3, 12, 22, 102]}),
    "Russian": (
        {
            "one": "v = 0 and i % 10 = 1 and i % 100 != 11",
            "few": "n % 10 in 2..4 and not n % 100 in 12..14",
            "many": "n mod 10 is 0 or n mod 10 in 5..9 or n mod 100 in 11..14",
        },
        {
            "one": [1, 21, 31, 101, 121],
            "few": [2, 3, 4, 22, 24, 102, 134],
            "many": [0, 5, 9, 10, 11, 12, 13, 14, 20, 25, 100, 111, 112, 114],
        },
    ),
    "Polish": (
        {"one": "i = 1 and v = 0", "few": "v = 0 and i % 10 = 2..4 and i % 100 != 12..14"},
        {"one": [1], "few": [2, 4, 22, 104], "other": [0, 5, 12, 14, 21, 112]},
    ),
    "Arabic": (
        {"zero": "n = 0", "one": "n = 1", "two": "n = 2", "few": "n % 100 = 3..10", "many": "n % 100 = 11..99"},
        {
            "zero": [0],
            "one": [1],
            "two": [2],
            "few": [3, 10, 103, 110],
            "many": [11, 99, 111, 199],
            "other": [100, 101, 102, 200],
        },
    ),
    "Lithuanian": (
        {
            "one": "n % 10 = 1 and n % 100 != 11..19",
            "few": "n % 10 = 2..9 and n % 100 != 11..19",
            "many": "f != 0",
        },
        {"one": [1, 21, 101], "few": [2, 9, 22, 102], "other": [0, 10, 11, 19, 20, 111]},
    ),
    "Breton": (
        {
            "one": "n % 10 = 1 and n % 100 != 11,71,91",
            "few": "n % 10 = 3..4,9 and n % 100 is not 13 and n % 100 not in 10..19,70..79,90..99",
        },
        {"one": [1, 21, 81, 101], "few": [3, 4, 9, 23, 63], "other": [0, 2, 11, 13, 71, 73, 91, 94]},
    ),
}
LANGUAGES = sorted(RULES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_beside_a_number(language: str) -> None:
    written, expected = RULES[language]
    rules = PluralRules(written)
    assert {form: [n for n in numbers if rules.form_of(n) == form] for form, numbers in expected.items()} == expected


@cache
def on_pages(language: str) -> tuple[list[str], str]:
    plurals = "".join(f'<plural form="{form}" when="{when}"/>' for form, when in RULES[language][0].items())
    messages = f'<messages>{plurals}<plural form="other"/></messages>'.encode()
    forms, data = Sheet(Path(__file__).parent / "plurals.xsl").text(b"<x/>", messages=messages).split("\n")
    return forms.split(" "), data


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_choose_the_same_form(language: str) -> None:
    rules = PluralRules(RULES[language][0])
    assert on_pages(language)[0] == [rules.form_of(number) for number in range(201)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_of_pages_chooses_the_same_form(language: str) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js on this machine")
    forms, data = on_pages(language)
    page = (
        "var localStorage = { getItem: function () { return null; } }, location = { search: '' }, document = {"
        "documentElement: { getAttribute: function () {}, setAttribute: function () {} },"
        "getElementById: function () { return { textContent: said }; } };"
    )
    said = json.dumps({"plurals": json.loads(data), "number": "#.##0"})
    names = json.dumps({f"x.{form}": form for form in (*RULES[language][0], "other")})
    asked = f"var made = []; for (var n = 0; n <= 200; n++) {{ made.push(edition.form({names}, 'x', n)); }}"
    script = (ROOT / "xslt" / "site" / "js" / "00-view.js").read_text(encoding="utf-8")
    whole = f"var said = {json.dumps(said)}; {page}\n{script}\n{asked} made.push(edition.figure(1234567));"
    out = subprocess.run(
        [node, "-e", f"{whole} console.log(made.join(' '))"], capture_output=True, text=True, check=True
    )
    assert out.stdout.split() == [*forms, "1.234.567"]


@pytest.mark.parametrize("words", ["n", "n = ", "x = 1", "n % 0 = 1", "n = 1 or x", "n = 1.5", "n = 2...4", "n = 1)"])
def test_what_is_no_rule_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words.rsplit(" or ")[-1].strip())):
        parse_rule(words)


def test_a_form_for_one_number_alone() -> None:
    rules = PluralRules({"one": "n = 1", "two": "n % 10 = 2", "few": "n = 3,4", "many": "v = 0 and i = 7"})
    assert [form for form in rules.forms if rules.is_single(form)] == ["one", "many"]
