"""Dates as readers see them: on pages and, in the same words, in exports."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from edition.export.date_words import date_words
from edition.model import DateValue
from edition.xml.saxon import Sheet

ROOT = Path(__file__).parents[2]
FIELDS = {"when": "when", "from": "start", "to": "end", "notBefore": "not_before", "notAfter": "not_after"}
SAID: list[tuple[Mapping[str, str], str, str]] = [
    ({"when": "1936"}, "1936", "1936"),
    ({"when": "1936-08"}, "August 1936", "August 1936"),
    ({"when": "1936-03-09"}, "9 March 1936", "9. März 1936"),
    ({"when": "-0044"}, "44 BC", "44 v. Chr."),
    ({"when": "-0044-03-15"}, "15 March 44 BC", "15. März 44 v. Chr."),
    ({"from": "1936-08-19", "to": "1936-08-24"}, "19–24 August 1936", "19.–24. August 1936"),
    ({"from": "1936-08-19", "to": "1936-09-02"}, "19 August – 2 September 1936", "19. August – 2. September 1936"),
    ({"from": "1936-12-30", "to": "1937-01-02"},
     "30 December 1936 – 2 January 1937", "30. Dezember 1936 – 2. Januar 1937"),
    ({"from": "1923-01", "to": "1923-04"}, "January–April 1923", "Januar–April 1923"),
    ({"from": "1936", "to": "1938"}, "1936–1938", "1936–1938"),
    ({"from": "1936", "to": "1936"}, "1936", "1936"),
    ({"from": "1936-08-19", "to": "1936-08-19"}, "19 August 1936", "19. August 1936"),
    ({"from": "1936", "to": "1936-08"}, "1936 – August 1936", "1936 – August 1936"),
    ({"from": "-0058", "to": "-0050"}, "58 BC – 50 BC", "58 v. Chr. – 50 v. Chr."),
    ({"from": "1936"}, "from 1936", "ab 1936"),
    ({"to": "1936-08"}, "until August 1936", "bis August 1936"),
    ({"notBefore": "1936-08"}, "after August 1936", "nach August 1936"),
    ({"notAfter": "1932"}, "before 1932", "vor 1932"),
    ({"notBefore": "1923-01", "notAfter": "1923-04"},
     "between January and April 1923", "zwischen Januar und April 1923"),
    ({"notBefore": "1938-03-01", "notAfter": "1938-03-10"},
     "between 1 and 10 March 1938", "zwischen 1. und 10. März 1938"),
    ({"notBefore": "1923", "notAfter": "1925"}, "between 1923 and 1925", "zwischen 1923 und 1925"),
    ({"notBefore": "1936-06", "notAfter": "1936-06"}, "June 1936", "Juni 1936"),
    ({"from": "1936", "notAfter": "1938"}, "from 1936, before 1938", "ab 1936, vor 1938"),
    ({}, "", ""),
]  # fmt: skip
LIVES = [
    ('<birth when="1879-12-18"/><death when="1953"/>', "1879–1953", "1879–1953"),
    ('<birth when="1969"/>', "b. 1969", "geb. 1969"),
    ('<death when="0031"/>', "d. 31", "gest. 31"),
    ('<birth when="-0019"/><death when="0031"/>', "19 BC–31", "19 v. Chr.–31"),
    ('<birth notBefore="1880"/><death when="1936"/>', "b. after 1880, d. 1936", "geb. nach 1880, gest. 1936"),
    ("", "", ""),
]


@cache
def sheet() -> Sheet:
    return Sheet(Path(__file__).parent / "dates.xsl")


@pytest.mark.parametrize(("language", "column"), [("en", 1), ("de", 2)])
def test_pages_and_exports_write_dates_in_the_same_words(language: str, column: int) -> None:
    dated = (" ".join(f'{name}="{value}"' for name, value in said[0].items()) for said in SAID)
    events = "".join(f"<event {attributes}/>" for attributes in dated)
    persons = "".join(f"<person>{life[0]}</person>" for life in LIVES)
    source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{events}{persons}</TEI>'.encode()
    messages = (ROOT / "xslt" / "messages" / f"{language}.xml").read_bytes()
    made = sheet().text(source, messages=messages).split("\n")
    assert made[: len(SAID)] == [said[column] for said in SAID]
    assert made[len(SAID) : -1] == [life[column] for life in LIVES]
    values = [DateValue(**{FIELDS[k]: v for k, v in said[0].items()}) for said in SAID]
    assert [date_words(value, language) for value in values] == [said[column] for said in SAID]


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (DateValue(not_before="1936-08"), "1936-08/.."),
        (DateValue(end="1936"), "../1936"),
        (DateValue(not_before="1923", not_after="1925"), "1923/1925"),
        (DateValue(), ""),
    ],
)
def test_a_limit_is_an_open_span_where_one_word_stands_for_a_date(value: DateValue, iso: str) -> None:
    assert value.iso == iso
