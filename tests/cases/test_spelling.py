"""Classes of variants by language: pairs of words, and whole editions with the editor's own rules."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from edition.build import build
from edition.collation.apparatus.spelling_variants import Sameness, spelling_by
from edition.errors import ConfigError, InputError
from edition.model import Finding
from edition.project.config import read_config
from edition.project.language_tables import SpellingRules
from edition.project.languages import Languages, read_languages
from edition.tasks.collate_files import CollationOptions, collate_files

PAIRS = Path(__file__).parent / "spelling-pairs" / "pairs.tsv"
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def rows() -> list[tuple[str, str, str, str]]:
    return [tuple(line.split("\t")) for line in PAIRS.read_text("utf-8").splitlines()[1:]]


def test_pairs_of_words_are_told_apart_in_each_language() -> None:
    wrong = Counter[str]()
    found = {lang: spelling_by(Languages().of(lang).spelling) for lang, *_ in rows()}
    for lang, one, other, kind in rows():
        if bool(found[lang].compare(one, other)) != (kind == "spelling"):
            wrong[f"{lang} {one} {other}"] += 1
    assert not wrong


@pytest.mark.parametrize("lang", sorted({lang for lang, *_ in rows()}))
def test_it_makes_no_difference_which_word_comes_first(lang: str) -> None:
    spelling = spelling_by(Languages().of(lang).spelling)
    pairs = [(one, other) for tag, one, other, _ in rows() if tag == lang]
    assert [spelling.compare(a, b) for a, b in pairs] == [spelling.compare(b, a) for a, b in pairs]


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("fro", "maison", "meson"),
        ("fro", "seigneur", "seignneur"),
        ("enm", "book", "bok"),
        ("la", "nullus", "nulus"),
        ("es", "rápido", "rapido"),
        ("he", "נביאים", "נבאים"),
        ("ar", "مسؤول", "مسوول"),
    ],
)
def test_rules_that_may_join_other_words_are_of_low_certainty(lang: str, one: str, other: str) -> None:
    assert spelling_by(Languages().of(lang).spelling).compare(one, other) is Sameness.UNSURE


@pytest.mark.parametrize(
    ("one", "other"),
    [("мой", "мои"), ("año", "ano"), ("Mütter", "Mutter"), ("här", "har"), ("być", "byc"), ("uidit", "vidit")],
)
def test_without_a_table_all_letters_are_of_substance(one: str, other: str) -> None:
    assert not spelling_by(SpellingRules()).compare(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ſeed", "Seed"), ("ﬁn", "fin"), ("كتـاب", "كتاب"), ("ٱلله", "الله"), ("λόγοϲ", "λόγος"), ("wo[r]d", "word")],
)
def test_without_a_table_signs_and_forms_of_letters_make_no_difference(one: str, other: str) -> None:
    assert spelling_by(SpellingRules()).compare(one, other) is Sameness.YES


Made = tuple[dict[str, tuple[str, str]], tuple[Finding, ...]]


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Made]:
    """A maker of an edition of two witnesses: the kind and the certainty of each reading, and the findings."""

    def made(one: str, other: str, settings: str = "", language: str = "la", of_b: str = "") -> Made:
        (tmp_path / "a.txt").write_text(one, encoding="utf-8")
        (tmp_path / "b.txt").write_text(other, encoding="utf-8")
        witnesses = "".join(
            f'[[witness]]\nsiglum = "{s.upper()}"\nseed = "{s}.txt"\n{more}' for s, more in (("a", ""), ("b", of_b))
        )
        head = f'[edition]\ntitle = "T"\nlanguage = "{language}"\nbase = "A"\n'
        (tmp_path / "edition.toml").write_text(f"{head}{witnesses}{settings}", encoding="utf-8")
        findings = build(tmp_path, only=["tei"]).findings
        tree = etree.parse(tmp_path / "tei" / "edition.xml")
        readings = tree.iter(f"{TEI}rdg")
        return {"".join(r.itertext()).strip(): (r.get("type", ""), r.get("cert", "")) for r in readings}, findings

    return made


OWN = '[language.la]\nspelling = ["ll=l"]\nwords = ["quum=cum"]\napart = ["primis/primus"]\n'
LATIN = (
    "Quum ad urbem primus fuit, multi milles in una uilla cum eo nihil per noctem uidit.",
    "Cum ad urbem primis fuit, multi miles in una uila cum eo nichil per noctem uidet.",
)


def test_the_editors_own_rules_stand_beside_those_of_the_language(make: Callable[..., Made]) -> None:
    kinds, _ = make(*LATIN, OWN)
    assert kinds == {
        "Cum": ("spelling", ""),
        "primis": ("substitution", ""),
        "miles": ("spelling", ""),
        "uila": ("spelling", ""),
        "nichil": ("spelling", ""),
        "uidet": ("substitution", ""),
    }


def test_no_table_may_be_asked_for(make: Callable[..., Made]) -> None:
    kinds, findings = make("uenit nihil uidit", "uenit nichil uidit", '[language.la]\nspelling_table = "none"\n')
    assert kinds == {"nichil": ("substitution", "")}
    assert not [f for f in findings if f.code == "E460"]


def test_a_table_for_nothing_is_told(make: Callable[..., Made]) -> None:
    _, findings = make("uenit", "uenit", '[language.lat]\nspelling = ["ll=l"]\n')
    assert [f.message for f in findings if f.code == "E461"] == [
        "[language.lat] is the table of no witness; `language` in [edition] or [[witness]] says which they are in"
    ]
    assert not [f for f in make("uenit", "uenit", OWN, "la-x-medieval")[1] if f.code == "E461"]


def test_the_table_of_another_language_may_be_asked_for(make: Callable[..., Made]) -> None:
    table = '[language.gmh]\nspelling_table = "de"\n'
    kinds, findings = make("der vnd theil ward", "der und Teil ward", table, "gmh")
    assert {kind for kind, _ in kinds.values()} == {"spelling"}
    assert not [f for f in findings if f.code == "E460"]


def test_a_language_without_a_table_is_told_once(make: Callable[..., Made]) -> None:
    kinds, findings = make("bat colour hiru", "bat color hiru", "", "eu")
    assert kinds == {"color": ("substitution", "")}
    (found,) = [f for f in findings if f.code == "E460"]
    assert "no spelling table for 'eu'" in found.message


def test_each_witness_is_read_in_its_own_language(make: Callable[..., Made]) -> None:
    kinds, _ = make("magna quaestio sita", "magna questio sita", "", "en", 'language = "la"\n')
    assert kinds == {"questio": ("spelling", "")}


def test_a_doubtful_spelling_says_so(make: Callable[..., Made]) -> None:
    assert make("hic nullus erat", "hic nulus erat")[0] == {"nulus": ("spelling", "low")}


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            '[language.la]\nspelling = [\n  "e=i",\n  "(=e",\n]\n',
            "edition.toml:14:3: [language.la] spelling: '(=e' is",
        ),
        ('[language.la]\nspelling = ["ll"]\n', "edition.toml:12:13: [language.la] spelling: 'll' must be"),
        ('[language.la]\nwords = ["quum"]\n', "edition.toml:12:10: [language.la] words: 'quum' must be two words"),
        ('[language.la]\napart = ["primis"]\n', "edition.toml:12:10: [language.la] apart: 'primis' must be two words"),
        ('[language.la]\nspeling = ["a=b"]\n', "edition.toml:12:1: [language.la] has no key 'speling'"),
        ('[language.la]\nspelling = ["a=\\\\2"]\n', "edition.toml:12:13: [language.la] spelling: 'a=\\\\2' is"),
        ("[language.latin words]\n", "edition.toml:"),
        ('[language.la]\nspelling_table = "klingon words"\n', "edition.toml:12:1: spelling_table"),
    ],
)
def test_a_wrong_rule_is_told_with_its_place(make: Callable[..., Made], table: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        make("a", "b", table)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("language", "one", "other", "kinds"),
    [
        ("grc", "ἀλλ’ ἐγὼ λέγω", "ἀλλὰ ἐγὼ λέγω", {"ἀλλὰ": "spelling"}),
        ("grc", "δι᾿ αὐτοῦ ἦν", "διὰ αὐτοῦ ἦν", {"διὰ": "spelling"}),
        ("el", "απ’ τον κήπο", "από τον κήπο", {"από": "spelling"}),
        ("fr", "l’ homme vient", "le homme vient", {"le": "spelling"}),
        ("it", "un po' di vino", "un poco di vino", {"poco": "substitution"}),
        ("he", "חיילי צה״ל באו העירה", "חיילי צהל באו העירה", {"צהל": "punctuation"}),
        ("gez", "በቀዳሚሁ፡ቃል፡ውእቱ፡እግዚአብሔር።", "በቀዳሚሁ ቃል፡ውእቱ፡እግዚእ።", {"በቀዳሚሁ": "punctuation", "እግዚእ": "substitution"}),
        ("gez", "በሀገር፡ቆመ፡ንጉሥ።", "በገዳም፡ቆመ፡ንጉሥ።", {"በገዳም": "substitution"}),
        ("gez", "ንጉሥ፡ውእቱ፡", "ንጉሥ፡ውእቱ።", {"ውእቱ።": "punctuation"}),
        ("bo", "བཀྲ་ཤིས་ཡིན།", "བཀྲ་ཤིས་རེད།", {"རེད": "substitution"}),
        ("th", "ภาษาไทย", "ภาษีไทย", {"ษี": "substitution"}),
    ],
)
def test_words_of_other_scripts_are_whole(
    make: Callable[..., Made], language: str, one: str, other: str, kinds: dict[str, str]
) -> None:
    """The build proves by itself that the edition holds the words of each witness, sign by sign (I2)."""
    made, findings = make(one, other, "", language)
    assert {text: kind for text, (kind, _) in made.items()} == kinds
    assert not [f for f in findings if f.code.startswith("E2")]


@pytest.mark.parametrize("mark", ["\u2019", "\u1fbd", "\u1fbf", "\u02bc", "'"])
def test_an_elided_word_is_a_spelling_of_the_whole_one(tmp_path: Path, mark: str) -> None:
    tree, _ = collated(tmp_path, f"ἀλλ{mark} ἐγὼ λέγω ὑμῖν", "ἀλλὰ ἐγὼ λέγω ὑμῖν", language="grc")
    assert [(one.text, one.get("type")) for one in tree.iter(f"{TEI}lem", f"{TEI}rdg")] == [
        (f"ἀλλ{mark}", None),
        ("ἀλλὰ", "spelling"),
    ]


def test_stems_are_kept_apart_with_any_end() -> None:
    spelling = spelling_by(SpellingRules(rules=("ll=l",), apart=("call~/cal~",), letters=""))
    pairs = [("callidus", "calidus"), ("callido", "calido"), ("call", "cal"), ("callidus", "calida"), ("villa", "vila")]
    assert [bool(spelling.compare(one, other)) for one, other in pairs] == [False, False, False, False, True]


def test_words_kept_apart_may_be_written_in_letters_that_count_as_one() -> None:
    spelling = spelling_by(SpellingRules(("v=u", "nn=n", "ll=l"), apart=("vellem/velem", "vann~/van~"), letters=""))
    assert not spelling.compare("uellem", "velem")
    assert not spelling.compare("uanni", "vani")
    assert spelling.compare("vellem", "uellem")


def collated(folder: Path, one: str, other: str, **options: str) -> tuple[etree._Element, tuple[Finding, ...]]:
    for name, text in (("A", one), ("B", other)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    made = collate_files([folder / "A.txt", folder / "B.txt"], CollationOptions(to="tei", **options))
    return etree.fromstring(b"".join(made.pieces)), made.findings


def test_files_are_collated_in_their_language(tmp_path: Path) -> None:
    texts = "nihil facit et uidit", "nichil facit et uidet"
    kinds = {}
    for language in ("", "la", "eu"):
        tree, findings = collated(tmp_path, *texts, language=language)
        kinds[language] = [one.get("type") for one in tree.iter(f"{TEI}rdg")]
        assert [f.code for f in findings] == (["E460"] if language == "eu" else [])
        assert tree.find(f".//{TEI}text").get(XML_LANG) == (language or "en")
    assert kinds["la"] == ["spelling", "substitution"]
    assert kinds["eu"] == ["substitution", "substitution"]


def test_the_signs_of_the_language_cut_the_words_of_files(tmp_path: Path) -> None:
    tree, _ = collated(tmp_path, "un po' di vino", "un poco di vino", language="it")
    assert [one.text for one in tree.iter(f"{TEI}lem")] == ["po'"]


def test_a_language_that_is_no_tag_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--language latin_ is no language tag"):
        CollationOptions(language="latin_")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('[words]\nstops = "; ·"\n', "languages/la.toml:2:1: ' ' is no sign"),
        ('[words]\nelisions = "’a"\n', "languages/la.toml:2:1: 'a' is no sign"),
        ('[words]\nstop = ";"\n', "languages/la.toml:2:1: [words] has no key 'stop'"),
        ('[spelling]\napart = ["call~/cal"]\n', "languages/la.toml:2:10: [spelling] apart: 'call~/cal' has ~"),
        ('[spelling]\nrules = [\n  "a=b", "[a=b"]\n', "languages/la.toml:3:10: [spelling] rules: '[a=b'"),
    ],
)
def test_a_wrong_value_in_the_file_of_a_language_is_told(tmp_path: Path, table: str, message: str) -> None:
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "la.toml").write_text(table, encoding="utf-8")
    head = '[edition]\ntitle = "T"\nlanguage = "la"\nbase = "A"\nlanguages = "languages"\n'
    (tmp_path / "edition.toml").write_text(f'{head}[[witness]]\nsiglum = "A"\nseed = "a.txt"\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read_languages(read_config(tmp_path))
    assert message in str(error.value)
