"""The words of dates of every language: each is read in a sentence that is built from it, and numbers alone are not."""

from collections.abc import Iterator

import pytest
from tests.cases.test_dates import written

from edition.annotate.calendar import season, third_of_year
from edition.annotate.date_context import DateContext
from edition.annotate.dates import find_dates
from edition.annotate.word_patterns import spelled_out
from edition.project.language_tables import DateWords
from edition.project.languages import Languages

LANGUAGES = Languages()
TAGS = ["ar", "cs", "de", "el", "en", "es", "fr", "he", "it", "la", "nl", "pl", "pt", "ru"]


def table(tag: str) -> DateWords:
    return LANGUAGES.of(tag).dates


def values(tag: str, text: str) -> list[str]:
    return [written(date.value) for date in find_dates(text, table(tag), DateContext())]


def forms(tag: str, lists: tuple[tuple[str, ...], ...]) -> Iterator[tuple[int, str]]:
    """Each word with the number of its list; a word of two lists is what the first one says."""
    seen: set[str] = set()
    for number, words in enumerate(lists):
        for word in words:
            for form in spelled_out(word, table(tag).endings, exact=True):
                if form not in seen:
                    seen.add(form)
                    yield number, form


@pytest.mark.parametrize("tag", TAGS)
def test_every_month_is_read_beside_a_day_and_a_year(tag: str) -> None:
    words = table(tag)
    wrong = []
    for lists in (words.months, words.other_months):
        for month, form in forms(tag, lists):
            text = f"7 {form} 1848"
            if values(tag, text) != [f"1848-{month + 1:02d}-07"]:
                wrong.append((text, values(tag, text)))
    assert wrong == []


@pytest.mark.parametrize("tag", TAGS)
def test_every_season_is_read_before_a_year(tag: str) -> None:
    months = ((3, 5), (6, 8), (9, 11), (12, 2))
    read = [(form, values(tag, f"{form} 1848")) for _, form in forms(tag, table(tag).seasons)]
    assert read == [(form, [written(season(1848, months[n]))]) for n, form in forms(tag, table(tag).seasons)]


@pytest.mark.parametrize("tag", TAGS)
def test_every_third_is_read_before_a_year(tag: str) -> None:
    words = [one for one in forms(tag, table(tag).thirds) if not one[1].endswith(".")]
    read = [(form, values(tag, f"{form} 1848")) for _, form in words]
    assert read == [(form, [written(third_of_year(1848, third))]) for third, form in words]


@pytest.mark.parametrize("tag", TAGS)
def test_every_word_of_a_range_is_read_between_two_years(tag: str) -> None:
    read = [(word, values(tag, f"1848 {word.removesuffix('+')}{'' if word.endswith('+') else ' '}1852"))
            for word in table(tag).to if not word.endswith("'")]  # fmt: skip
    assert read == [(word, ["1848..1852"]) for word, _ in read]


@pytest.mark.parametrize("tag", TAGS)
def test_every_era_is_read_behind_a_year(tag: str) -> None:
    words = table(tag)
    eras = ((words.eras or ((), ()))[0], words.before_christ)
    read = [(era, values(tag, f"44 {era}")) for found in eras for era in found]
    assert read == [(era, ["-0044"]) for era, _ in read]


@pytest.mark.parametrize("tag", TAGS)
def test_every_feast_of_a_fixed_day_is_read_before_a_year(tag: str) -> None:
    words = table(tag)
    before = f"{words.to_saints[0]} " if words.to_saints else ""
    wrong, seen = [], set()
    for key, names in words.feasts.items():
        for name in names:
            form = name.replace("~", "")
            if form not in seen and "-" in key[1:] and values(tag, f"{before}{form} 1648") != [f"1648-{key}"]:
                wrong.append((key, form, values(tag, f"{before}{form} 1648")))
            seen.add(form)
    assert wrong == []


@pytest.mark.parametrize("tag", TAGS)
def test_a_word_that_counts_makes_a_number_no_year(tag: str) -> None:
    words = table(tag)
    sentences = [f"1500 {word}." for word in words.counted] + [f"{word} 1848." for word in words.numbered]
    assert [(text, values(tag, text)) for text in sentences if values(tag, text)] == []


@pytest.mark.parametrize("tag", ["eu", "xx", "hu"])
def test_a_language_without_a_file_reads_whole_dates_in_figures_alone(tag: str) -> None:
    text = "3 May 1848, 1848-05-03, 1848an, im Mai 1848, 5/1848, anno 1848, MDCCC"
    assert values(tag, text) == ["1848-05-03"]
