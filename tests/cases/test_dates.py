"""Sentences in sixteen languages: the words of each date and its value, and numbers that are no dates."""

import re
from pathlib import Path

import pytest

from edition.annotate.date_context import DateContext
from edition.annotate.dates import FoundDate, find_dates
from edition.model import DateValue
from edition.project.languages import Languages

CASES = Path(__file__).parent / "dates"
LANGUAGES = Languages()


def rows(name: str) -> list[list[str]]:
    """The rows of a table, without its comments."""
    lines = (CASES / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def written(value: DateValue | None) -> str:
    """A value as the tables have it."""
    if value is None:
        return ""
    if value.when:
        return value.when
    return f"{value.start}..{value.end}" if value.start else f"?{value.not_before}..{value.not_after}"


def found(language: str, text: str) -> list[FoundDate]:
    return list(find_dates(text, LANGUAGES.of(language).dates, DateContext()))


@pytest.mark.parametrize(("language", "marked", "values"), rows("dates.tsv"))
def test_the_words_and_the_value_of_a_date(language: str, marked: str, values: str) -> None:
    text = re.sub("[‹›]", "", marked)
    dates = found(language, text)
    assert [written(date.value) for date in dates] == values.split(" | ")
    assert [text[date.start : date.end] for date in dates] == re.findall("‹(.*?)›", marked)


@pytest.mark.parametrize(("language", "text"), rows("numbers.tsv"))
def test_numbers_that_are_no_dates(language: str, text: str) -> None:
    assert found(language, text) == []


@pytest.mark.parametrize("name", ["diary-en", "journey-en", "diary-de", "diary-fr"])
def test_the_entries_of_a_diary_are_dated(name: str) -> None:
    """The month stands in few entries; the others state a day, or a weekday and a day."""
    context = DateContext()
    right = wrong = 0
    for text, values in rows(f"{name}.tsv"):
        wanted = values.split(" | ")
        made = [written(d.value) for d in find_dates(text, LANGUAGES.of(name[-2:]).dates, context)]
        right += sum(value in made for value in wanted)
        wrong += len(wanted) - sum(value in made for value in wanted) + len(set(made) - set(wanted))
    assert right >= 24
    assert right / (right + wrong) >= 0.93


def test_there_are_sentences_in_every_language_that_has_dates() -> None:
    languages = {row[0] for row in rows("dates.tsv")}
    assert languages >= {"en", "de", "fr", "it", "es", "pt", "nl", "la", "el", "ru", "pl", "cs", "he", "ar", "zh"}
    assert len(rows("dates.tsv")) >= 180
    assert len(rows("numbers.tsv")) >= 60
