"""The message files of the site: the same keys in every language, each asked for; an editor's own put in."""

import re
from pathlib import Path

import pytest
from lxml import etree

from edition.errors import InputError
from edition.export.registry import exporters, plugins
from edition.project.label_languages import LANGUAGES
from edition.project.message_file import OPTIONAL_KEYS
from edition.project.messages import load_messages
from edition.tei.encode.decided import EDITION_PRINCIPLES
from edition.tei.encode.header import WITNESS_PRINCIPLES

ROOT = Path(__file__).parents[2]
XSLT = ROOT / "xslt"


FORMS = ("zero", "one", "two", "few", "many", "other")


def tree(language: str) -> etree._Element:
    return etree.parse(XSLT / "messages" / f"{language}.xml").getroot()


def keys(language: str) -> dict[str, str]:
    root = tree(language)
    found = [(str(m.get("key")), m.text or "") for m in root.iter("m")]
    assert len(dict(found)) == len(found)
    assert root.get("lang") == language
    return dict(found)


def stems(said: dict[str, str]) -> set[str]:
    """What is counted: the keys that have a form for the rest, and another."""
    ends = {key.removesuffix(".other") for key in said if key.endswith(".other")}
    return {stem for stem in ends if any(f"{stem}.{form}" in said for form in FORMS[:-1])}


def expected(language: str) -> set[str]:
    """The keys of English, with the forms of the language in the place of its forms."""
    english = keys("en")
    counted = {f"{stem}.{form}" for stem in stems(english) for form in FORMS}
    forms = {str(plural.get("form")) for plural in tree(language).iter("plural")} | {"other"}
    return {key for key in english if key not in counted} | {f"{s}.{form}" for s in stems(english) for form in forms}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things(language: str) -> None:
    ours, english = keys(language), keys("en")
    assert sorted(expected(language) - ours.keys()) == []  # lacking
    assert sorted(ours.keys() - expected(language) - OPTIONAL_KEYS.keys()) == []  # of no use
    for key, words in ours.items():
        assert words.strip(), key
        stem, _, form = key.rpartition(".")
        same = f"{stem}.other" if form in FORMS and stem in stems(english) else OPTIONAL_KEYS.get(key, key)
        assert sorted(re.findall(r"\{\d\}", english[same])) == sorted(re.findall(r"\{\d\}", words)), key
        assert sorted(re.findall(r"\]\([^)]*\)", english[same])) == sorted(re.findall(r"\]\([^)]*\)", words)), key
        assert len(re.findall(r"\*", english[same])) % 2 == len(re.findall(r"\*", words)) % 2, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_a_draft_until_somebody_signs(language: str) -> None:
    root = tree(language)
    assert root.get("name")
    assert language == "en" or root.get("status") == "draft" or (root.get("status") == "signed" and root.get("by"))


def test_the_languages_are_the_files_of_the_folder() -> None:
    assert set(LANGUAGES) == {path.stem for path in (XSLT / "messages").glob("*.xml")}
    assert LANGUAGES[0] == "en"


#: Names that are the same in every language.
NAMES = {"SHA-256", ", ISBN", "Wikidata", "GeoNames"}
XSL = "{http://www.w3.org/1999/XSL/Transform}"


@pytest.mark.parametrize("sheet", sorted(p.name for p in (XSLT / "modules").glob("*.xsl") if "latex" not in p.name))
def test_no_words_of_ours_stand_in_a_stylesheet(sheet: str) -> None:
    """What a reader sees is a message; text of a template is signs, or an expression in braces."""
    found: list[str] = []
    for element in etree.parse(XSLT / "modules" / sheet).getroot().iter(f"{XSL}*", "{http://www.w3.org/1999/xhtml}*"):
        texts = [element.text, *(child.tail for child in element)]
        texts += [element.get(name) for name in ("title", "aria-label", "alt", "placeholder")]
        bare = (re.sub(r"\{(?:[^{}]|\{[^{}]*\})*\}", "", text).strip() for text in texts if text)
        found += [text for text in bare if re.search(r"[^\W\d_]{2}", text) and text not in NAMES]
    assert found == []


def test_exports_have_a_title_in_every_language() -> None:
    """English titles are the descriptions of the exporters; a new exporter needs one in each language."""
    ours = {name: one.description for name, one in exporters().items() if name not in plugins()}
    english = {k.removeprefix("downloads.title."): v for k, v in keys("en").items() if k.startswith("downloads.title.")}
    assert english == ours


MODULES = ("header", "list_witnesses", "told_statements")  # that write the header


def test_sentences_of_the_header_are_those_that_pages_translate() -> None:
    """Whatever the header says is a message; with a sentence that was changed there, pages would be in English."""
    modules = (ROOT / "src" / "edition" / "tei" / "encode" / f"{name}.py" for name in MODULES)
    header = "".join(module.read_text(encoding="utf-8") for module in modules)
    english = keys("en")
    said = {key: words for key, words in english.items() if key.startswith("header.")}
    principles = {f"header.witness.{key}": words for key, words in WITNESS_PRINCIPLES.items()}
    principles |= {f"header.edition.{key}": words for key, words in EDITION_PRINCIPLES.items()}
    assert {key: words for key, words in said.items() if key in principles} == principles
    joined = re.sub(r'"\n\s*f?"', "", header)
    joined = re.sub(r"\{(witness\.reader|lost|share|words)\}", "{1}", joined)
    for key in said.keys() - principles.keys() | {"about.rights.unknown", "about.fragment"}:
        assert all(part in joined for part in re.split(r"(?<=the end of a line )", english[key])), key
    module = (XSLT / "modules" / "header-words.xsl").read_text(encoding="utf-8")
    excepted = re.search(r"'(\^The text.*?\$)'", module)
    assert excepted
    for form in ("one", "other"):
        found = re.fullmatch(excepted[1], english[f"about.rights.excepted.{form}"].replace("{1}", "A, B"))
        assert found
        assert found[2] == "A, B"
    assert 'f"The text of {_and(excepted)} is excepted: its rights are unknown."' in header


def test_what_pages_ask_for_is_there() -> None:
    sheets = "".join(p.read_text(encoding="utf-8") for p in sorted((XSLT / "modules").glob("*.xsl")))
    sheets += (XSLT / "html.xsl").read_text(encoding="utf-8")
    asked = set(re.findall(r"f:say\('([\w.-]+)'", sheets))
    counted = set(re.findall(r"f:count-of\([^()]*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)[^()]*)*, '([\w.-]+)'\)", sheets))
    assert len(asked) > 10
    assert counted
    there = keys("en").keys()
    whole, begun = {key for key in asked if not key.endswith(".")}, {key for key in asked if key.endswith(".")}
    assert whole <= there
    assert all(any(key.startswith(start) for key in there) for start in begun)
    assert {f"{key}.{form}" for key in counted for form in ("one", "other")} <= set(there)
    assert counted <= stems(keys("en"))


def test_own_messages_win(tmp_path: Path) -> None:
    own = tmp_path / "own.xml"
    own.write_text('<messages lang="la"><m key="nav.read">Textus</m></messages>', encoding="utf-8")
    root = etree.fromstring(load_messages("en", own))
    said = {m.get("key"): m.text for m in root.iter("m")}
    assert (root.get("lang"), said["nav.read"], said["nav.persons"]) == ("la", "Textus", "Persons")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ('<m key="nav.raed">x</m>', "own.xml:2:1: there is no message 'nav.raed'; did you mean nav.read?"),
        ('<m key="cite">x</m>', "{1} stands for what is put in"),
        ('<m key="skip">{1}</m>', "{1} stands for what is put in"),
    ],
)
def test_own_messages_that_no_page_asks_for_are_refused(tmp_path: Path, message: str, said: str) -> None:
    own = tmp_path / "own.xml"
    own.write_text(f"<messages>\n{message}</messages>", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        load_messages("en", own)
    assert said in str(raised.value)


def test_kinds_of_an_edition_have_labels_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.xml"
    own.write_text('<messages><m key="relation.teacherOf">taught</m><m key="event.siege">siege</m></messages>', "utf-8")
    said = {m.get("key"): m.text for m in etree.fromstring(load_messages("en", own)).iter("m")}
    assert (said["relation.teacherOf"], said["event.siege"]) == ("taught", "siege")
    assert said["relation.memberOf"] == "member of"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_a_link_in_a_message_leads_to_a_page(tmp_path: Path, address: str) -> None:
    own = tmp_path / "own.xml"
    own.write_text(f'<messages>\n<m key="nav.persons">[here]({address})</m></messages>', encoding="utf-8")
    with pytest.raises(InputError, match=r"own\.xml:2:1: the link to .* begins with \w+:"):
        load_messages("en", own)
