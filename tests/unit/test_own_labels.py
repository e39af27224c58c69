"""Labels of an editor: a language of her own, its plural rules, what falls back, and what is refused with its line."""

import re
from pathlib import Path

import pytest
from lxml import etree

from edition.errors import EditionError, InputError
from edition.model import Severity
from edition.project.config import parse_config
from edition.project.message_file import read_message_file
from edition.project.messages import make_labels
from edition.project.site_labels import SiteLabels, read_site_labels

RULES = """<plural form="one" when="n % 10 = 1 and n % 100 != 11"/>
<plural form="few" when="n % 10 = 2..4 and n % 100 != 12..14"/>
<plural form="other"/>"""
HEAD = '[edition]\ntitle = "T"\nbase = "A"\nlanguage = "LANGUAGE"\n[[witness]]\nsiglum = "A"\nseed = "a.txt"\n'


def said(document: bytes) -> dict[str, str]:
    return {str(m.get("key")): m.text or "" for m in etree.fromstring(document).iter("m")}


def labels_of(root: Path, tables: str, language: str = "en", **files: str) -> SiteLabels:
    for name, text in files.items():
        place = root / (name.replace("__", "/") + ".xml")
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return read_site_labels(parse_config(HEAD.replace("LANGUAGE", language) + tables, root))


def test_what_a_language_lacks_stands_in_english_with_one_finding() -> None:
    own = b'<messages lang="la">\n<m key="nav.read">Textus</m>\n<m key="place.other">{1} loci</m></messages>'
    made = make_labels("la", read_message_file(own, "la.xml"))
    found = made.findings
    assert [(f.code, f.severity, f.position.path) for f in found] == [("E525", Severity.WARNING, "la.xml")]
    english = said(make_labels("en").document)
    count = sum(not (key.endswith(".one") and f"{key.removesuffix('one')}other" in english) for key in english)
    assert found[0].message.startswith(f"{count - 2} of {count} messages have no words in 'la' and stand in English")
    assert (said(made.document)["nav.read"], said(made.document)["nav.persons"]) == ("Textus", "Persons")
    assert said(made.document)["place.one"] == "{1} loci"  # its own words before those of another language


@pytest.mark.parametrize("language", ["en", "de", "fr", "it", "es", "he"])
def test_our_own_languages_lack_nothing(language: str) -> None:
    assert make_labels(language).findings == ()


POLISH = """<plural form="one" when="i = 1 and v = 0"/>
<plural form="few" when="i % 10 = 2..4 and i % 100 != 12..14"/>
<plural form="many" when="i % 10 = 0..1,5..9 or i % 100 = 12..14"/>"""


def test_a_copy_of_the_english_file_is_not_yet_a_translation() -> None:
    """Its sentences and counted words count as lacking, and ask for no forms; a word that is changed is there."""
    english = (Path(__file__).parents[2] / "xslt" / "messages" / "en.xml").read_text(encoding="utf-8")
    copy = english.replace('lang="en" name="English"', 'lang="pl" name="polski"')
    copy = re.sub(r"<plural [^>]*/>", "", copy).replace('<m key="skip">', POLISH + '<m key="skip">')
    translated = copy.replace(">To the text<", ">Do tekstu<").replace(">Places<", ">Miejsca<")
    made = make_labels("pl", read_message_file(translated.encode(), "pl.xml"))
    assert [f.code for f in made.findings] == ["E525"]
    lacking, whole = map(int, re.findall(r"\d+", made.findings[0].message)[:2])
    assert 200 < lacking < whole
    texts = said(made.document)
    assert (texts["skip"], texts["nav.places"], texts["place.few"]) == ("Do tekstu", "Miejsca", "{1} places")


def test_english_words_in_a_language_of_ours_are_meant() -> None:
    own = read_message_file(b'<messages lang="de"><m key="witness.back">Back to the text</m></messages>', "de.xml")
    assert said(make_labels("de", own).document)["witness.back"] == "Back to the text"


def test_another_english_lacks_nothing() -> None:
    own = read_message_file(b'<messages lang="en-US"><m key="date.day">{2} {1}, {3}</m></messages>', "us.xml")
    made = make_labels("en-US", own)
    assert (made.language, made.findings) == ("en-US", ())


def test_english_beside_a_number_keeps_the_number() -> None:
    """«1 place» would stand for 21, too, where the rule of «one» is that of Russian."""
    own = read_message_file(f'<messages lang="ru">{RULES}</messages>'.encode(), "ru.xml")
    texts = said(make_labels("ru", own).document)
    assert {texts[f"place.{form}"] for form in ("one", "few", "other")} == {"{1} places"}


def test_a_message_without_forms_is_that_of_all_numbers() -> None:
    own = read_message_file(f'<messages lang="ru">{RULES}<m key="place">мест: {{1}}</m></messages>'.encode(), "ru.xml")
    texts = said(make_labels("ru", own).document)
    assert {texts[f"place.{form}"] for form in ("one", "few", "other")} == {"мест: {1}"}


def test_a_form_of_one_number_may_be_written_out() -> None:
    own = read_message_file(b'<messages lang="en"><m key="place.one">a single place</m></messages>', "own.xml")
    assert said(make_labels("en", own).document)["place.one"] == "a single place"


def test_a_message_may_be_empty_and_keeps_its_no_break_spaces() -> None:
    own = '<messages><m key="skip"/><m key="cite">Voir\u00a0:\n {1}</m></messages>'
    texts = said(make_labels("en", read_message_file(own.encode(), "own.xml")).document)
    assert (texts["skip"], texts["cite"]) == ("", "Voir\u00a0: {1}")


@pytest.mark.parametrize(
    ("messages", "place", "words"),
    [
        (
            RULES + '\n<m key="place.one">{1} место</m><m key="place.other">{1} мест</m>',
            "5:1",
            "'place' has no form 'few'",
        ),
        (
            '<m key="place.few">{1} x</m>',
            "2:1",
            "has a form 'few', for which the file has no rule; there is one, other",
        ),
        (RULES + '\n<m key="place.many">{1} x</m>', "5:1", "has a form 'many'"),
        ('<plural form="few" when="n % 10 in"/>', "2:1", "«n % 10 in» is no rule; write it as CLDR does"),
        ('<plural form="paucal" when="n = 3"/>', "2:1", "there is no plural form 'paucal'; there is zero, one, two"),
        ('<plural form="few"/>', "2:1", "needs its rule"),
        ('<plural form="other" when="n = 3"/>', "2:1", "it has no rule"),
        ('<plural form="one" when="n = 1"/>\n<plural form="one" when="n = 2"/>', "3:1", "stands twice"),
        ('<m key="skip">a</m>\n<m key="skip">b</m>', "3:1", "the message 'skip' stands twice"),
        (
            '<m key="date.after.week">after {1}</m>',
            "2:1",
            "there is no message 'date.after.week'; did you mean date.after",
        ),
        ('<m key="date.after.day">after</m>', "2:1", "{1} stands for what is put in"),
        ('<m key="place.other">places</m>', "2:1", "{1} stands for what is put in: '{1} places'"),
        ('<message key="skip">a</message>', "2:1", "'message' has no place here; in <messages> stand <m> and <plural>"),
        ('<m key="skip">a <b>b</b></m>', "2:17", "'b' has no place here; a message holds words alone"),
        ('<m key="number">1,000</m>', "2:1", "'1,000' is no pattern of numbers; write #,##0"),
        ('<m key="number">#,###0</m>', "2:1", "is no pattern of numbers"),
        ('<m key="number.short"></m>', "2:1", "is no pattern of numbers"),
        ('<m key="date.elisions">il 8 : l’8</m>', "2:1", "«il 8 : l’8» is no pair of words; write: il 8* = l’8*"),
        ('<m key="date.elisions">il 8* = l’8</m>', "2:1", "is no pair of words"),
        ('<m key="date.elisions">il (8 = l’8</m>', "2:1", "is no pair of words"),
        ('<m key="date.elisions">il 8 = l’8 = x</m>', "2:1", "is no pair of words"),
        (
            '<m key="sort.letters">n ñ</m>',
            "2:1",
            "'n ñ' is no order of letters; write each behind the one that it follows",
        ),
        ('<m key="sort.letters">n &lt; ñ;</m>', "2:1", "is no order of letters"),
        ('<m key="list">{1}, </m>', "2:1", "{2} stands for what is put in: '{1}, {2}'"),
        ('<m key="relation.teacherOf">{1} x</m>\n<m key="nav.raed">x</m>', "3:1", "did you mean nav.read?"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(messages: str, place: str, words: str) -> None:
    with pytest.raises(InputError) as raised:
        read_message_file(f'<messages lang="xx">\n{messages}</messages>'.encode(), "own.xml")
    assert str(raised.value).startswith(f"own.xml:{place}: ")
    assert words in str(raised.value)


def test_the_language_of_a_file_is_a_tag() -> None:
    with pytest.raises(InputError, match=r"own\.xml:1:1: lang = 'Latin!' is no language tag"):
        read_message_file(b'<messages lang="Latin!"/>', "own.xml")


def test_a_file_of_labels_is_one_of_messages() -> None:
    with pytest.raises(InputError, match=r"own\.xml:1:1: 'labels' has no place here; a file of labels is <messages>"):
        read_message_file(b"<labels/>", "own.xml")


# -- which file speaks for which language

LATIN = '<messages lang="la" name="Latine"><m key="nav.read">Textus</m></messages>'
FOLDER = {"l__la": LATIN, "l__de": "<messages/>"}


@pytest.mark.parametrize(
    ("language", "tables", "files", "pages", "book"),
    [
        ("en", "", {}, ["en"], "en"),
        ("de", "", {}, ["de"], "de"),
        ("de-AT", "", {}, ["de"], "de"),
        ("DE", "", {}, ["de"], "de"),
        ("grc", "", {}, ["en"], "en"),
        ("grc", '[site]\nlanguage = "it"', {}, ["it"], "it"),
        ("en", '[site]\nlanguages = ["fr", "de"]', {}, ["fr", "de"], "fr"),
        ("en", '[pdf]\nlanguage = "es"\n[site]\nlanguages = ["fr", "de"]', {}, ["fr", "de"], "es"),
        ("en", '[site]\nmessages = "our.xml"', {"our": LATIN}, ["la"], "la"),
        ("grc", '[site]\nmessages = "our.xml"', {"our": "<messages/>"}, ["en"], "en"),
        ("en", '[site]\nlanguage = "la"\nmessages = "our.xml"', {"our": "<messages/>"}, ["la"], "la"),
        ("en", '[site]\nlanguage = "de"\nmessages = "our.xml"', {"our": "<messages/>"}, ["de"], "de"),
        ("en", '[pdf]\nlanguage = "la"\n[site]\nlanguage = "de"\nmessages = "our.xml"', {"our": LATIN}, ["de"], "la"),
        ("en", '[site]\nlanguages = ["de", "la"]\nmessages = "l"', FOLDER, ["de", "la"], "de"),
        ("la", '[site]\nmessages = "l"', FOLDER, ["la"], "la"),
        ("en", '[site]\nmessages = "l"', FOLDER, ["en"], "en"),
    ],
)  # fmt: skip
def test_which_language_pages_and_book_have(
    tmp_path: Path, language: str, tables: str, files: dict[str, str], pages: list[str], book: str
) -> None:
    made = labels_of(tmp_path, tables, language, **files)
    assert ([one.language for one in made.pages], made.book.language) == (pages, book)
    texts = [said(one.document)["nav.read"] for one in made.pages if one.language == "la"]
    assert set(texts) <= {"Textus", "Text"}


def test_one_finding_for_pages_and_book(tmp_path: Path) -> None:
    made = labels_of(tmp_path, '[site]\nmessages = "our.xml"', our=LATIN)
    assert [f.code for f in made.findings] == ["E525"]


@pytest.mark.parametrize(
    ("tables", "files", "words"),
    [
        ('[site]\nlanguage = "tlh"', {}, "edition.toml:9:1: there are no labels in 'tlh'"),
        ('[pdf]\nlanguage = "tlh"', {}, "edition.toml:9:1: there are no labels in 'tlh'"),
        ('[site]\nlanguages = ["de", "tlh"]', {}, "edition.toml:9:1: there are no labels in 'tlh'"),
        ('[site]\nlanguages = ["de", "de"]', {}, "edition.toml:9:1: languages names 'de' twice"),
        ('[site]\nlanguages = ["de", "not a tag"]', {}, "languages holds 'not a tag', which is no language tag"),
        ('[site]\nlanguage = "de"\nlanguages = ["de"]', {}, "has both language and languages"),
        ('[site]\nlanguages = "de"', {}, "languages must be a list of texts"),
        ('[site]\nlanguages = ["de", "tei"]\nmessages = "l"', {"l__tei": LATIN}, "would stand in the folder tei"),
        ('[site]\nlanguage = "tlh"\nmessages = "our.xml"', {"our": LATIN}, "[site] there are no labels in 'tlh'"),
        ('[pdf]\nlanguage = "tlh"\n[site]\nmessages = "our.xml"', {"our": LATIN}, "[pdf] there are no labels in 'tlh'"),
        ('[site]\nmessages = "none.xml"', {}, "none.xml"),
        ('[site]\nmessages = "../our.xml"', {}, "our.xml"),
        ('[site]\nmessages = "l"', {"l__not a tag": LATIN}, "must be the tag of a language"),
        (
            '[site]\nmessages = "l"',
            {"l__ru": LATIN},
            "l/ru.xml: the file states lang = 'la', and its name that of 'ru'",
        ),
        (
            '[site]\nmessages = "l"',
            {"l__la": LATIN, "l__LA": LATIN},
            "l/la.xml: LA.xml is the file of the same language",
        ),
        ('[site]\nlanguages = ["de", "de-AT"]', {}, "'de' and 'de-AT', which are both called 'Deutsch'"),
        (
            '[site]\nlanguages = ["en", "zh-Hans", "zh-Hant"]\nmessages = "l"',
            {"l__zh": "<messages/>"},
            "both called 'zh'",
        ),
    ],
)
def test_languages_without_labels_are_refused(tmp_path: Path, tables: str, files: dict[str, str], words: str) -> None:
    with pytest.raises(EditionError) as raised:
        labels_of(tmp_path, tables, **files)
    assert words in str(raised.value)
