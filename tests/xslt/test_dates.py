"""Dates as readers see them: on pages and, in the same words, in exports."""

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from edition.export.date_words import date_words, stated_date
from edition.model import DateValue
from edition.project.message_file import read_message_file
from edition.project.messages import load_messages, make_labels
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


#: What a reader of each language expects, by the attributes of the date.
READERS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        'from="1936-08-19" to="1936-08-24"': "19–24 août 1936",
        'from="1936-08-01" to="1936-08-05"': "1er–5 août 1936",
        'when="1936-08-01"': "1er août 1936",
        'notBefore="1936-08"': "après août 1936",
        'notBefore="1936-08-01"': "après le 1er août 1936",
        'to="1936-08-19"': "jusqu’au 19 août 1936",
        'to="1936"': "jusqu’en 1936",
        'notBefore="1938-03-01" notAfter="1938-03-10"': "entre le 1er et le 10 mars 1938",
        'when="-0044-03-15"': "15 mars 44 av. J.-C.",
        'when="1936" precision="low"': "vers 1936",
        'when="1936-08-01" precision="medium"': "vers le 1er août 1936",
    },
    "it": {
        'from="1936-08-19" to="1936-08-24"': "19–24 agosto 1936",
        'when="1936-08-01"': "1º agosto 1936",
        'notBefore="1936-08"': "dopo agosto 1936",
        'notAfter="1932"': "prima del 1932",
        'from="1936-08-30" to="1936-09-02"': "30 agosto – 2 settembre 1936",
    },
    "es": {
        'from="1936-08-19" to="1936-08-24"': "19–24 de agosto de 1936",
        'when="1936-08"': "agosto de 1936",
        'notBefore="1936-08-19"': "después del 19 de agosto de 1936",
        'from="1936-12-30" to="1937-01-02"': "30 de diciembre de 1936 – 2 de enero de 1937",
        'when="-0044"': "44 a. C.",
    },
    "he": {
        'from="1936-08-19" to="1936-08-24"': "19–24 באוגוסט 1936",
        'when="1936-08"': "אוגוסט 1936",
        'notBefore="1923" notAfter="1925"': "בין 1923 ל־1925",
    },
    "en": {'when="1936" precision="low"': "about 1936", 'when="1936-08-01"': "1 August 1936"},
    "de": {'when="1936" precision="low"': "um 1936", 'when="1936-08-01"': "1. August 1936"},
    #: A language that bends its months (ru.xml beside this file).
    "ru": {
        'from="1936-08-19" to="1936-08-24"': "19–24 августа 1936 г.",
        'when="1881-03"': "март 1881 г.",
        'from="1923-01" to="1923-04"': "январь–апрель 1923 г.",
        'from="1936-08-30" to="1936-09-02"': "30 августа – 2 сентября 1936 г.",
        'when="-0044"': "44 г. до н. э.",
        'when="-0044-03-15"': "15 марта 44 г. до н. э.",
        'notBefore="1936-08"': "позже: август 1936 г.",
    },
}


@pytest.mark.parametrize("language", sorted(READERS))
def test_dates_in_the_language_of_the_reader(language: str) -> None:
    events = "".join(f"<event {attributes}/>" for attributes in READERS[language])
    source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{events}</TEI>'.encode()
    own = Path(__file__).parent / f"{language}.xml"
    made = sheet().text(source, messages=load_messages(language, own if own.exists() else None)).split("\n")
    assert made[:-1] == list(READERS[language].values())


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "he", "it"])
def test_exports_write_the_same_dates(language: str) -> None:
    said = {k: v for k, v in READERS[language].items() if "precision" not in k}
    values = [re.findall(r'(\w+)="([^"]+)"', attributes) for attributes in said]
    dates = [DateValue(**{FIELDS[name]: iso for name, iso in value}) for value in values]
    assert [date_words(date, language) for date in dates] == list(said.values())


FIGURES = [
    ('<date from="1936-08-19" to="1936-08-24">1936-08-19 to 1936-08-24</date>', "19–24 August 1936"),
    ('<date when="1936-08">1936-08</date>', "August 1936"),
    ('<date notBefore="1936-07" notAfter="1936-08-19">between July 1936 and the trial</date>',
     "between July 1936 and the trial"),
    ('<date when="1936-08-01"/>', "1 August 1936"),
    ('in custody <date from="1936" to="1938">1936 – 1938</date>', "in custody 1936–1938"),
]  # fmt: skip


def test_statements_of_registers_have_no_bare_figures() -> None:
    notes = "".join(f"<note>{words}</note>" for words, _ in FIGURES)
    source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{notes}</TEI>'.encode()
    made = sheet().text(source, messages=load_messages("en")).split("\n")
    assert made[:-1] == [said for _, said in FIGURES]


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


@pytest.mark.parametrize(
    ("language", "date", "said"),
    [
        ("en", "2026-01-02", "accessed 2 January 2026"),
        ("de", "2026-01-02", "abgerufen am 2. Januar 2026"),
        ("fr", "2026-01-01", "consulté le 1er janvier 2026"),
        ("fr", "2026-05", "consulté en mai 2026"),
        ("it", "2026-11-08", "consultato l’8 novembre 2026"),
        ("it", "2026-11-18", "consultato il 18 novembre 2026"),
        ("es", "2026", "consultado en 2026"),
        ("en", "in spring", "accessed in spring"),
    ],
)
def test_when_a_source_was_consulted(language: str, date: str, said: str) -> None:
    source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><bibl><date type="accessed">{date}</date></bibl></TEI>'
    assert sheet().text(source.encode(), messages=load_messages(language)).split("\n")[0] == said


@pytest.mark.parametrize(
    ("language", "date", "said"),
    [
        ("en", "2026-11-08", "8 November 2026"),
        ("fr", "2026-08-01", "1er août 2026"),
        ("es", "2026-08", "agosto de 2026"),
        ("de", "2026", "2026"),
        ("de", "2026-13-01", "2026-13-01"),
        ("en", "spring 2026", "spring 2026"),
        ("en", "", ""),
    ],
)
def test_the_date_of_an_edition_is_put_into_words(language: str, date: str, said: str) -> None:
    source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><bibl><date type="issued">{date}</date></bibl></TEI>'
    assert sheet().text(source.encode(), messages=load_messages(language)).split("\n")[0] == said
    assert stated_date(date, language) == said


ELISIONS = {
    "notBefore='1936-03-08'": "dopo l’8 marzo 1936",
    "notBefore='1936-03-18'": "dopo il 18 marzo 1936",
    "from='0800'": "dall’800",
    "from='1100'": "dal 1100",
    "to='1936-08-11'": "fino all’11 agosto 1936",
    "notAfter='1936-10-08'": "prima dell’8 ottobre 1936",
    "notBefore='1936-08-08' notAfter='1936-08-11'": "tra l’8 e l’11 agosto 1936",
    "when='1936-08-08'": "8 agosto 1936",
    "when='0081' precision='low'": "intorno all’81",
    "notBefore='0081' precision='low'": "dopo l’81",
}


def test_an_article_runs_together_with_a_number_that_begins_with_a_vowel() -> None:
    events = "".join(f"<event {attributes}/>" for attributes in ELISIONS)
    source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{events}</TEI>'.encode()
    assert sheet().text(source, messages=load_messages("it")).split("\n")[:-1] == list(ELISIONS.values())


def test_own_labels_may_state_what_runs_together() -> None:
    own = (
        '<messages lang="ca"><m key="date.day">{1} de {2} de {3}</m><m key="date.month.8">agost</m>'
        '<m key="date.month.1">gener</m><m key="date.elisions">de agost = d’agost</m></messages>'
    )
    labels = make_labels("ca", read_message_file(own.encode(), "ca.xml")).document
    events = '<event when="1714-08-11"/><event from="1714-01-03" to="1714-08-11"/>'
    source = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{events}</TEI>'.encode()
    said = sheet().text(source, messages=labels).split("\n")[:-1]
    assert said == ["11 d’agost de 1714", "3 gener – 11 d’agost de 1714"]


def test_the_script_of_pages_writes_today_as_pages_do() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js on this machine")
    script = (ROOT / "xslt" / "site" / "js" / "30-cite.js").read_text(encoding="utf-8")
    functions = re.findall(r"  function (?:inWords|elided)\(.*?\n  }\n", script, re.DOTALL)
    assert len(functions) == 2
    put = "edition = { put: function (m, a, b, c) { return m.replace('{1}', a).replace('{2}', b).replace('{3}', c); } }"
    found = [{"found": r"(^|[^\p{L}\p{N}])il 8(\d*)($|[^\p{L}\p{N}])", "put": "$1l’8$2$3"}]
    dates = {"day": "{1} {2} {3}", "first": "1º", "months": ["gennaio"] * 12, "elisions": found}
    days = "['2026-01-08', '2026-01-18', '2026-01-01']"
    asked = f"{days}.map(function (d) {{ return elided('il ' + inWords(d)); }}).join('|')"
    whole = f"var {put}, said = {{ dates: {json.dumps(dates)} }};\n{''.join(functions)}\nconsole.log({asked});"
    out = subprocess.run([node, "-e", whole], capture_output=True, text=True, check=True).stdout.strip()
    assert out == "l’8 gennaio 2026|il 18 gennaio 2026|il 1º gennaio 2026"
