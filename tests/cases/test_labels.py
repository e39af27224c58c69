"""A site in eight languages, two of them in files of the editor's: dates, counted words, lists, relations."""

import re
import shutil
from pathlib import Path

import pytest
from lxml import html

from edition.build import build

CASE = Path(__file__).parent / "labels"
LANGUAGES = ("en", "de", "fr", "it", "es", "he", "ru", "ar")
#: Of each event what readers of each language expect.
DATES = {
    "Wall of the Landing": (
        "15 March 44 BC", "15. März 44 v. Chr.", "15 mars 44 av. J.-C.", "15 marzo 44 a.C.", "15 de marzo de 44 a. C.",
        "15 במרץ 44 לפנה״ס", "15 марта 44 г. до н. э.", "15 مارس 44 ق.م",
    ),
    "First Crossing": ("812",) * 8,
    "Ferry Charter": (
        "November 1108", "November 1108", "novembre 1108", "novembre 1108", "noviembre de 1108",
        "נובמבר 1108", "ноябрь 1108 г.", "نوفمبر 1108",
    ),
    "Breaking of the Rope": (
        "8 May 1803", "8. Mai 1803", "8 mai 1803", "8 maggio 1803", "8 de mayo de 1803",
        "8 במאי 1803", "8 мая 1803 г.", "8 مايو 1803",
    ),
    "Winter Flood": (
        "30 January – 2 February 1803", "30. Januar – 2. Februar 1803", "30 janvier – 2 février 1803",
        "30 gennaio – 2 febbraio 1803", "30 de enero – 2 de febrero de 1803",
        "30 בינואר – 2 בפברואר 1803", "30 января – 2 февраля 1803 г.", "30 يناير – 2 فبراير 1803",
    ),
    "Repair of the Hull": (
        "1–11 June 1803", "1.–11. Juni 1803", "1er–11 juin 1803", "1º–11 giugno 1803", "1–11 de junio de 1803",
        "1–11 ביוני 1803", "1–11 июня 1803 г.", "1–11 يونيو 1803",
    ),
    "Strike of the Oarsmen": (
        "January–April 1804", "Januar–April 1804", "janvier–avril 1804", "gennaio–aprile 1804",
        "enero–abril de 1804", "ינואר–אפריל 1804", "январь–апрель 1804 г.", "يناير–أبريل 1804",
    ),
    "Long Lease": ("1805–1830",) * 8,
    "Ferry Toll": (
        "from 8 April 1806", "ab 8. April 1806", "depuis le 8 avril 1806", "dall’8 aprile 1806",
        "desde el 8 de abril de 1806", "מן ה־8 באפריל 1806", "с: 8 апреля 1806 г.", "منذ 8 أبريل 1806",
    ),
    "Survey of the River": (
        "between 1 and 8 September 1807", "zwischen 1. und 8. September 1807", "entre le 1er et le 8 septembre 1807",
        "tra il 1º e l’8 settembre 1807", "entre el 1 y el 8 de septiembre de 1807",
        "בין ה־1 ל־8 בספטמבר 1807", "между: 1 и 8 сентября 1807 г.", "بين 1 و8 سبتمبر 1807",
    ),
    "Casting of the Bell": (
        "after 1810", "nach 1810", "après 1810", "dopo il 1810", "después de 1810",
        "אחרי 1810", "позже: 1810", "بعد 1810",
    ),
    "Painting of the Ferry": (
        "before 11 November 1812", "vor 11. November 1812", "avant le 11 novembre 1812", "prima dell’11 novembre 1812",
        "antes del 11 de noviembre de 1812", "לפני ה־11 בנובמבר 1812", "ранее: 11 ноября 1812 г.", "قبل 11 نوفمبر 1812",
    ),
    "Closing of the Landing": (
        "until August 1831", "bis August 1831", "jusqu’en août 1831", "fino ad agosto 1831", "hasta agosto de 1831",
        "עד אוגוסט 1831", "до: август 1831 г.", "حتى أغسطس 1831",
    ),
    "Song of the Ferry": ("",) * 8,
}  # fmt: skip
#: How the edition is cited, and its fifteen events are counted.
CITED = {
    "en": "The Ferry, ed. by Ada Poll, Bert Quast, River Press 8 November 2026.",
    "de": "The Ferry, hg. von Ada Poll, Bert Quast, River Press 8. November 2026.",
    "it": "The Ferry, a cura di Ada Poll, Bert Quast, River Press 8 novembre 2026.",
    "ru": "The Ferry, ed. by Ada Poll, Bert Quast, River Press 8 ноября 2026 г.",
    "ar": "The Ferry، ed. by Ada Poll، Bert Quast، River Press 8 نوفمبر 2026.",
}
COUNTED = {"en": "15 events", "fr": "15 événements", "ru": "15 событий", "ar": "15 حدثًا"}
OF_ANNA = {
    "en": "parent of Emil Keller",
    "fr": "parent de\u00a0: Emil Keller",  # «parent de Emil» would want d’
    "de": "Elternteil von: Emil Keller",
    "ru": "parent of Emil Keller",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("labels") / "e"
    shutil.copytree(CASE, root)
    built = build(root, ("site",))
    assert not built.failed
    assert sorted({f.code for f in built.findings}) == ["E525"]
    return root / "build" / "site"


def page(site: Path, language: str, name: str) -> html.HtmlElement:
    return html.document_fromstring((site / ("" if language == "en" else language) / name).read_bytes())


def text(element: html.HtmlElement) -> str:
    return re.sub(r"[ \n]+", " ", element.text_content()).strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_events_are_dated_in_the_language_of_the_reader(site: Path, language: str) -> None:
    entries = page(site, language, "events.html").xpath("//details[@class='entry']/summary")
    said = {text(one.find_class("name")[0]): text(one.find_class("when")[0]) for one in entries}
    expected = {name: dates[LANGUAGES.index(language)] for name, dates in DATES.items()}
    assert {name: said[name] for name in expected} == expected


@pytest.mark.parametrize("language", sorted(COUNTED))
def test_events_are_counted_by_the_rules_of_the_language(site: Path, language: str) -> None:
    assert text(page(site, language, "events.html").find_class("lead")[0]).startswith(COUNTED[language])


@pytest.mark.parametrize("language", sorted(CITED))
def test_the_edition_is_cited_as_the_language_does(site: Path, language: str) -> None:
    assert text(page(site, language, "about.html").xpath("//h2[@id='cite']/following-sibling::p")[0]) == CITED[language]


@pytest.mark.parametrize("language", sorted(OF_ANNA))
def test_the_label_of_a_relation_does_not_bend_with_the_name(site: Path, language: str) -> None:
    facts = page(site, language, "persons.html").xpath("//*[@id='pers-anna']//ul[@class='facts']/li")
    assert any(text(one).startswith(OF_ANNA[language]) for one in facts)


@pytest.mark.parametrize("language", ["de", "fr", "it", "es", "he"])
def test_what_the_program_says_of_its_ways_is_in_the_language(site: Path, language: str) -> None:
    for name in ("about.html", "wit-C.html"):
        made = page(site, language, name)
        given = made.xpath("//dl[@class='principles']//dd")
        assert {one.get("lang") for one in given} <= {language}
        english = r"\b(the|is|of|were|and|which)\b"
        assert not [text(one) for one in given if re.search(english, text(one))]
    assert len(page(site, language, "about.html").xpath("//dl[@class='principles']//dd")) >= 9


def test_words_of_witnesses_say_their_language_where_labels_have_another(site: Path) -> None:
    of_mentions = {one.get("lang") for one in page(site, "fr", "persons.html").xpath("//ul[@class='mentions']/li")}
    assert of_mentions == {"en"}
    assert not page(site, "en", "persons.html").xpath("//ul[@class='mentions']/li[@lang]")


def test_what_is_said_of_a_witness_runs_as_the_labels_do(site: Path) -> None:
    """«Leaf» runs from left to right, what is said of it in Hebrew does not; as one run it is jumbled."""
    for given in page(site, "he", "about.html").xpath("//dl[@class='witnesses']//dd"):
        assert given.get("dir") == "ltr"
        assert {one.get("dir") for one in given.find_class("remark") if "הזכויות" in text(one)} == {"rtl"}


@pytest.mark.parametrize("language", ["he", "ar"])
def test_an_entry_runs_as_its_name_and_its_date_as_the_labels_do(site: Path, language: str) -> None:
    """Whatever the date: with more letters in the date than in the name the entry would turn round."""
    entries = page(site, language, "events.html").xpath("//details[@class='entry']/summary")
    assert {(one.get("dir") or one.getparent().get("dir")) for one in entries} == {"ltr"}
    dated = [one.find_class("when")[0] for one in entries]
    assert {one.get("dir") for one in dated if re.search(r"[\u0590-\u06ff]", text(one))} == {"rtl"}


def test_lists_have_the_signs_of_the_language(site: Path) -> None:
    birth = [text(one) for one in page(site, "ar", "persons.html").find_class("life")]
    assert birth[0] == "b. 1771، d. قبل 1830"
