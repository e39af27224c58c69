"""Words in another script than the text, told by the script of its language and by its letters."""

import pytest

from edition.model import Kind
from edition.model.scripts import SCRIPTS, script_of_language
from edition.project.sources import make_seed
from edition.readers.foreign_words import find_foreign_words, own_scripts
from edition.readers.options import ReaderOptions
from edition.readers.registry import read


def foreign(text: str, language: str) -> list[tuple[str, str]]:
    own = own_scripts(text, language)
    return sorted((text[a:b], script) for a, b, script in find_foreign_words(text, 0, len(text), own))


#: Some words each in the script of its language, whatever the language of another tag would say.
OWN = {
    "ar": "رجل يكتب، ثم ذهب إلى البيت؟",
    "cop": "ⲟⲩⲣⲱⲙⲉ ϩⲛ ⲧⲡⲟⲗⲓⲥ ⲉϥⲥϩⲁⲓ",
    "cu": "Бѣ́ же человѣ́къ є҆ди́нъ ѡ҆ бз҃ѣ",
    "gez": "ብእሲ፡በሀገር፡ወይጽሕፍ።",
    "grc": "Ἦν δέ τις ἀνὴρ ἐν τῇ πόλει",
    "hy": "մի մարդ քաղաքում",
    "ja": "町に一人の男がいた。",
    "ka": "ერთი კაცი ქალაქში",
    "ko": "한 사람이 漢城에 살았다",
    "sa": "कश्चित् ब्राह्मणः वसति स्म।",
    "syr": "ܓܒܪܐ ܚܕ ܐܝܬ ܗܘܐ",
    "yi": "אַ מאַן אין שטאָט",
    "zh": "城中有一老人，每日讀書。",
}


@pytest.mark.parametrize("language", OWN)
def test_a_text_is_not_foreign_to_itself(language: str) -> None:
    assert foreign(OWN[language], language) == []
    assert foreign(OWN[language], "en") == []  # its letters say it, too


@pytest.mark.parametrize("language", [language for language in OWN if language != "cu"])
def test_words_of_every_script_are_foreign_in_an_english_text(language: str) -> None:
    text = f"They read it all aloud, and at the end of it somebody also wrote: {OWN[language]} That was the end of it."
    scripts = {script for _, script in foreign(text, "en")}
    assert scripts == {"Hebr" if language == "yi" else script_of_language(language)}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Some 5 μm of β-carotene, said the doctor.", "en", []),  # part of a word in two scripts
        ("He wrote: ἀλλ’ ἐγώ, and left.", "en", [("ἀλλ’ ἐγώ", "Grek")]),
        ('She said צה"ל and left.', "en", [('צה"ל', "Hebr")]),
        ("Он сказал: veni, vidi и ушёл домой.", "ru", [("veni, vidi", "Latn")]),
        ("В XIX веке рукопись A и рукопись Bc лежали в USA.", "ru", []),  # numerals, sigla
        ("城中有老人名曰Keller者，每日讀書於河邊。", "zh", [("Keller", "Latn")]),
        ("ⲟⲩⲣⲱⲙⲉ ϩⲛ ⲧⲡⲟⲗⲓⲥ λόγος ⲉϥⲥϩⲁⲓ", "cop", [("λόγος", "Grek")]),
        ("They said 東京のホテル and 論語 and 한국말 to us all.", "en",
         [("東京のホテル", "Jpan"), ("論語", "Hani"), ("한국말", "Kore")]),
        ("dharmakṣetre kurukṣetre samavetā yuyutsavaḥ", "sa", []),  # a text in transliteration
    ],
)  # fmt: skip
def test_what_is_foreign(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    assert foreign(text, language) == sorted(expected)


def test_the_language_of_a_script_is_told_by_the_editor() -> None:
    seed = make_seed("A", "a.txt", "Они сказали: veni, vidi, и потом все ушли домой.\n".encode())
    _, structure = read(seed, "", ReaderOptions("ru", {"Latn": "la"}))
    assert [n.get("lang") for n in structure.root.walk() if n.kind is Kind.FOREIGN] == ["la"]


def test_no_language_is_written_in_two_scripts() -> None:
    languages = [language for script in SCRIPTS.values() for language in script.languages.split()]
    assert len(languages) == len(set(languages))
