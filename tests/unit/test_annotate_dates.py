"""Calendar expressions: what is one, how far it reaches, and its value."""

import pytest

from edition.annotate.calendar import PartialDate
from edition.annotate.date_context import DateContext
from edition.annotate.dates import HIDDEN, FoundDate, find_dates
from edition.annotate.language import ENGLISH, NONE
from edition.model import DateValue


def found(text: str, running: DateContext | None = None) -> list[FoundDate]:
    return list(find_dates(text, ENGLISH.dates, running or DateContext()))


def value(text: str, running: DateContext | None = None) -> tuple[str, str]:
    """The words of the only date, and its value as one string."""
    (only,) = found(text, running)
    v = only.value or DateValue()
    parts = {"": v.when, "from": v.start, "to": v.end, "nb": v.not_before, "na": v.not_after}
    return text[only.start : only.end], " ".join(f"{k} {x}".strip() for k, x in parts.items() if x)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("on 6 July 2014.", "6 July 2014", "2014-07-06"),
        ("in 355 A.H. he", "355 A.H.", "nb 0966-01-02 na 0966-12-21"),
        ("the last of February 1936", "last of February 1936", "1936-02-29"),
        ("on May 18, 1928, the", "May 18, 1928", "1928-05-18"),
        ("in December 1934, Kirov", "December 1934", "1934-12"),
        ("In 1932 he", "1932", "1932"),
        ("in the 1930s, the", "1930s", "from 1930 to 1939"),
        ("the 1930's", "1930's", "from 1930 to 1939"),
        ("the nineteenth century", "nineteenth century", "from 1801 to 1900"),
        ("the late 18th century", "late 18th century", "nb 1767 na 1800"),
        ("crisis in 1928–1933, which", "1928–1933", "from 1928 to 1933"),
        ("in 1928-33, a", "1928-33", "from 1928 to 1933"),
        ("in 1937–38 as", "1937–38", "from 1937 to 1938"),
        ("from 19 to 24 August 1936 in", "19 to 24 August 1936", "from 1936-08-19 to 1936-08-24"),
        ("from August 19 to August 24, 1936", "August 19 to August 24, 1936", "from 1936-08-19 to 1936-08-24"),
        ("Moscow, August 19–24, 1936.", "August 19–24, 1936", "from 1936-08-19 to 1936-08-24"),
        ("November 25- December 7, 1930 in", "November 25- December 7, 1930", "from 1930-11-25 to 1930-12-07"),
        ("March–April 1958.", "March–April 1958", "from 1958-03 to 1958-04"),
        ("28 December 1936 to 3 January 1937", "28 December 1936 to 3 January 1937", "from 1936-12-28 to 1937-01-03"),
        ("between 1936 and 1938 at", "1936 and 1938", "from 1936 to 1938"),
        ("between 23 and 30 January 1937.", "23 and 30 January 1937", "from 1937-01-23 to 1937-01-30"),
        ("between January 23 and January 30, 1937", "January 23 and January 30, 1937", "from 1937-01-23 to 1937-01-30"),
        ("night of 11/12 June 1937", "11/12 June 1937", "from 1937-06-11 to 1937-06-12"),
        ("triumvirate in early 1923 after", "early 1923", "nb 1923-01 na 1923-04"),
        ("in mid-1936", "mid-1936", "nb 1936-05 na 1936-08"),
        ("late 1930s", "late 1930s", "nb 1937 na 1939"),
        ("early March 1938", "early March 1938", "nb 1938-03-01 na 1938-03-10"),
        ("Throughout spring and summer of 1936 the", "spring and summer of 1936", "nb 1936-03 na 1936-08"),
        ("in winter 1936", "winter 1936", "nb 1936-12 na 1937-02"),
        ("at the beginning of 1937", "beginning of 1937", "nb 1937-01 na 1937-04"),
        ("circa 1485 it", "circa 1485", "1485"),
        ("after 1918 and", "1918", "1918"),
        ("on 1936-08-19.", "1936-08-19", "1936-08-19"),
        ("for the March 1937 issue", "March 1937", "1937-03"),
        ("on 6 Sept. 2014 and", "6 Sept. 2014", "2014-09-06"),
        ("the 1917 October Revolution", "1917", "1917"),
    ],
)  # fmt: skip
def test_values(text: str, words: str, expected: str) -> None:
    assert value(text) == (words, expected)


@pytest.mark.parametrize(
    "text",
    [
        "ISBN 0-86151-1937-1 and ISBN 0195071328", "pp. 1936–1940", "p. 1936", "a 1966-page book", "Of 1,966 delegates",
        "25,000 persons", "1936 delegates came", "At 1:30 am", "in the October Hall", "May this trial be", "March on!",
        "room 1917", "24–25; cf. 376–379", "It cost $1936", f"{HIDDEN} 1305-1322.", "twenty years", "in 345–371",
        "see https://example.org/1936/08", "No. 1936", "the 1200 reasons", "1938–1936",
    ],
)  # fmt: skip
def test_not_dates(text: str) -> None:
    assert found(text) == []


def test_two_years_without_between_are_two_dates() -> None:
    assert [f.value and f.value.when for f in found("during 1937 and 1938 as")] == ["1937", "1938"]
    assert len(found("in August 1936, January 1937 and March 1938")) == 3


def test_a_day_without_year_takes_the_year_that_runs() -> None:
    running = DateContext()
    assert value("On May 18, 1928, it began.", running)[1] == "1928-05-18"
    (day,) = found("on July 7, Vyshinsky read", running)
    assert (day.value, day.cert) == (DateValue(when="1928-07-07"), "medium")
    assert "year 1928 from the context" in day.rule
    running.new_section()
    assert found("on July 8", running)[0].cert == "low"


def test_nights_and_seasons_take_it_too() -> None:
    running = DateContext(1937, 6, True)
    assert value("the night of June 11/12, after", running) == ("June 11/12", "from 1937-06-11 to 1937-06-12")
    assert value("of June 11/June 12, after", running) == ("June 11/June 12", "from 1937-06-11 to 1937-06-12")
    assert value("the beginning of the summer the", running) == ("beginning of the summer", "nb 1937-06 na 1937-06")


def test_a_year_named_in_passing_does_not_run_on() -> None:
    running = DateContext()
    found("On 3 May 1660 we spoke of King Richard, dead since 22 August 1485.", running)
    assert value("On 4 May it rained", running)[1] == "1660-05-04"
    found("In June 1936, as in 1917, he", running := DateContext())
    assert value("On July 2 he", running)[1] == "1936-07-02"


def test_without_any_year_the_date_has_no_value() -> None:
    (day,) = found("on July 7, he")
    assert (day.value, day.cert) == (None, "low")


def test_the_calendar_is_asked_for_the_weekday() -> None:
    (right,) = found("on Wednesday, 19 August 1936")
    (wrong,) = found("on Monday, 19 August 1936")
    assert right.fault == ""
    assert wrong.fault == "1936-08-19 is a Wednesday, the text says Monday"
    assert wrong.value == DateValue(when="1936-08-19")


def test_a_diary_weekday_finds_its_month() -> None:
    running = DateContext(1936, 8, True)
    assert value("Monday 31st", running)[1] == "1936-08-31"
    assert value("Tuesday 1st", running)[1] == "1936-09-01"
    (wrong,) = found("Monday 1st", running)
    assert "the text says Monday" in wrong.fault


@pytest.mark.parametrize(
    "text", ["on 31 April 1936", "February 30, 1936", "29 February 1937", "from 29 to 31 June 1937"]
)
def test_a_day_that_never_was_is_a_fault(text: str) -> None:
    (only,) = found(text)
    assert only.value is None
    assert "has no day" in only.fault


@pytest.mark.parametrize(
    "text", ["1936, 1937–38", "am 3. März 1848", "23 января 1937 г.", "le 12 mai 1936", "12/05/1936", "44 B.C."]
)
def test_a_language_without_words_has_iso_dates_alone(text: str) -> None:
    assert list(find_dates(text, NONE.dates, DateContext())) == []
    (only,) = find_dates(f"{text} 1848-03-03.", NONE.dates, DateContext())
    assert only.value == DateValue(when="1848-03-03")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("in 44 B.C. under", "44 B.C.", "-0044"),
        ("in 44 BC.", "44 BC", "-0044"),
        ("fell in 420 AD to", "420 AD", "0420"),
        ("in A.D. 79 the", "A.D. 79", "0079"),
        ("about 300 BCE", "about 300 BCE", "-0300"),
        ("in 1348 CE, the", "1348 CE", "1348"),
        ("from 58–50 BC", "58–50 BC", "from -0058 to -0050"),
        ("from 264 to 241 BC", "264 to 241 BC", "from -0264 to -0241"),
        ("between 58 and 50 BC", "58 and 50 BC", "from -0058 to -0050"),
        ("from 27 BC to AD 14", "27 BC to AD 14", "from -0027 to 0014"),
        ("AD 14–37", "AD 14–37", "from 0014 to 0037"),
        ("the 3rd century BC and", "3rd century BC", "from -0300 to -0201"),
        ("the 12th century and", "12th century", "from 1101 to 1200"),
        ("the fifth century AD", "fifth century AD", "from 0401 to 0500"),
        ("on 15 March 44 BC in", "15 March 44 BC", "-0044-03-15"),
        ("on the 2d May 1891 in", "2d May 1891", "1891-05-02"),
        ("on May 23d, 1891", "May 23d, 1891", "1891-05-23"),
        ("on May the 3d, 1709", "May the 3d, 1709", "1709-05-03"),
        ("on the second of May 1891", "second of May 1891", "1891-05-02"),
        ("on the Thirty-first of October, 1517", "Thirty-first of October, 1517", "1517-10-31"),
        ("dated 1936 May 3, the", "1936 May 3", "1936-05-03"),
        ("in 1936/37 he", "1936/37", "from 1936 to 1937"),
        ("in 1936–7 he", "1936–7", "from 1936 to 1937"),
        ("in 1914-18 he", "1914-18", "from 1914 to 1918"),
        ("in the 1936 elections", "1936", "1936"),
        ("In 1936 arrests began", "1936", "1936"),
        ("at least 16 men in 1936", "1936", "1936"),
        ("August the Tenth, 1792,", "August the Tenth, 1792", "1792-08-10"),
        ("the 2nd or 3rd century BC", "3rd century BC", "from -0300 to -0201"),
        ("the 19th and 20th century", "20th century", "from 1901 to 2000"),
        ("on the eve of the revolution in 1917", "1917", "1917"),
        ("the eve of the 1917 revolution", "1917", "1917"),
        ("issue 7, March 1938", "March 1938", "1938-03"),
        ("the Easter Rising of 1916", "1916", "1916"),
        ("Ḥasan, 1936", "1936", "1936"),
        ("killed 3 workers in May 1936", "May 1936", "1936-05"),
    ],
)  # fmt: skip
def test_eras_ordinals_and_years(text: str, words: str, expected: str) -> None:
    assert value(text) == (words, expected)


@pytest.mark.parametrize(
    "text",
    [
        "on 28 February/12 March 1917", "3/17 May 1801",
        "in 1708/9 he", "the 1200s BC",
        "they counted 1900 sheep", "in 1900 men", "bought 1850 old houses", "with 1700 good horses",
        "sold 1800 chairs", "am 3. März 1848 in", "23 января 1937 г.", "le 12 mai 1936 à", "el 2 de mayo de 1808",
        "il 1º maggio 1890", "1er août 1823", "die 5 mensis Octobris 1621", "März 3, 1848", "5 brumaire 1799",
        "3. 5. 1936", "3.V.1936", "3 V 1936", "3/5/1936", "3-mai-1936", "1936. május 3.", "в марте 1881 года",
        "on 11 (22) Juni 1709", "the 22) June 1709", "on 12. Juni 1936",
        "the feast of St John 1348",
        "on 29 February 5 BC",
        "15.iii.1936", "le premier mai 1936", "im März 1848",
        "a mayo de 1808", "10 Augusti 1508", "200 to 150 AD", "5000 AD", "50–58 BC",
    ],
)  # fmt: skip
def test_a_part_of_a_date_and_a_count_stay_unmarked(text: str) -> None:
    running = DateContext(1801, 4, True)
    assert [text[f.start : f.end] for f in found(text, running)] == []


def test_the_days_of_a_diary_follow_one_another() -> None:
    """Of every entry the words and the day; the month turns, and two months may be missing."""
    running = DateContext()
    entries = [
        ("1 Feb 1819. Rain.", "1819-02-01"), ("Sunday 28. Rain.", "1819-02-28"), ("Monday 1. Fair.", "1819-03-01"),
        ("Tuesday 2. Frost.", "1819-03-02"), ("Saturday 26 May 1821. Rain.", "1821-05-26"),
        ("Saturday 11th. Came home.", "1821-08-11"), ("Sunday 12th. Fair.", "1821-08-12"),
        ("28th. Wind.", "1821-08-28"),
        ("1st. Calm.", "1821-09-01"), ("Monday 31 Dec. 1821. Snow.", "1821-12-31"), ("2nd. Ice.", "1822-01-02"),
    ]  # fmt: skip
    assert [value(words, running)[1] for words, _ in entries] == [day for _, day in entries]
    assert [
        found(words, DateContext(1821, 5, True, PartialDate(1821, 5, 26)))[0].cert for words, _ in entries[5:6]
    ] == ["low"]


def test_two_centuries_in_a_row_are_both_dates() -> None:
    text = "in the 17th century and the 18th century"
    assert [text[f.start : f.end] for f in found(text)] == ["17th century", "18th century"]


def test_a_year_of_another_sentence_does_not_move_the_day_of_an_entry() -> None:
    """The entry is dated in May 1936; a year told of in passing is not the year of the day that follows it."""
    text = "in May 1936 he came. He wrote in 1850, and on the 14th he left"
    said = found(text, DateContext(1936, 5, True))
    assert [f.value.when for f in said] == ["1936-05", "1850", "1936-05-14"], said
