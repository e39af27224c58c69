"""The fonts of books and sites: which letters they have, in which order they come, and that they are shaped."""

import json
import re
import tomllib
import unicodedata
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import typst

from edition.model.scripts import SCRIPTS, script_of_letter
from edition.project.font_bundle import FOLDER, bundled_fonts, site_faces
from edition.publish.print.faces import TEXT, faces
from edition.publish.site.site_fonts import font_files

ROOT = Path(__file__).parent.parent.parent
#: Words in scripts that the bundle is for, each with the language of its text.
WORDS = {
    "am": "ኵሎ፡ዕለተ።",
    "ar": "ٱلْكِتَابَ هَٰذَا يَقْرَأُ",
    "chu": "ⰲⱐ ⱀⰰⱍⰰⰾⱑ",
    "cop": "ⲙ̄ⲙⲏⲛⲉ ϩⲛ ⲡϯⲙⲉ",
    "cu": "бз҃ѣ мꙋ́дрости є҆ди́нъ ѿ сꙋ́щїѧ",
    "enm": "ꝑ ꝓ ꝗ ⁊ ꝺ ꝛ ꝯ ƿ ⸗ ꝝ ꞇ ȝ Q̄ ᷓ",
    "got": "𐌰𐍄𐍄𐌰",
    "grc": "ᾧ Ἦν τῇ ϲοφίᾳ ͵αϡ",
    "he": "בְּרֵאשִׁ֖ית אֱלֹהִ֑ים",
    "hy": "քաղաքում",
    "ka": "ქალაქში ႠႡ",
    "sa": "धर्मज्ञः ब्राह्मणः क्ष ॥",
    "syr": "ܒܡܕܝܢܬܐ ܟ̈ܬܒܐ",
}


def measured(language: str, *texts: str) -> list[float]:
    """How wide a book sets each text, in points; TypstError where no font has a letter."""
    listed = json.dumps(faces(language, (), ()))
    common = (ROOT / "xslt" / "print" / "common.typ").read_text(encoding="utf-8")
    source = f"""{common}
#set text(font: faces, fallback: false, size: 10pt)
#context [#metadata(json(bytes(sys.inputs.texts)).map(it => measure(it).width.pt()))<widths>]
#for one in json(bytes(sys.inputs.texts)) [#one]
#set document(title: "T")
"""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "words.typ"
        path.write_text(source, encoding="utf-8")
        inputs = {"faces": listed, "texts": json.dumps(texts)}
        compiler = typst.Compiler(str(path), font_paths=[str(FOLDER)], ignore_system_fonts=True, sys_inputs=inputs)
        compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"])
        return list(json.loads(compiler.query("<widths>", field="value", one=True)))


@pytest.mark.parametrize("language", WORDS)
def test_our_fonts_have_the_letters_of_a_language(language: str) -> None:
    assert measured(language, WORDS[language])[0] > 5
    assert measured("en", WORDS[language])[0] > 5  # as words in a text of another language, too


@pytest.mark.parametrize(
    ("language", "joined", "apart"),
    [
        ("sa", "क्ष", "क ष"),
        ("sa", "स्म", "स म"),
        ("ar", "ببب", "ب ب ب"),
        ("syr", "ܒܒܒ", "ܒ ܒ ܒ"),
    ],
)
def test_letters_that_join_are_shaped(language: str, joined: str, apart: str) -> None:
    """A word is narrower than its letters with a visible virama, or in their forms alone."""
    whole, parts, blank = measured(language, joined, apart, " ")
    assert whole < (parts - apart.count(" ") * blank) * 0.9


@pytest.mark.parametrize(
    "letters", ["\u25cc\u0670", "the \u0670 sign", "a \u0483 b", "\u25cc\u0730", "\u25cc\u093f", "a\u05b8"]
)
def test_a_mark_is_set_alone(letters: str) -> None:
    assert measured("en", letters)[0] > 0


@pytest.mark.parametrize("letters", ["x\u0670", "\u0436\u0670", "x\u0730", "x\u05b8", "\u03b1\u0483", "x\ua8e0"])
def test_no_letter_is_lost_under_a_mark_that_its_font_lacks(letters: str) -> None:
    with suppress(typst.TypstError):  # which says so
        marked, plain = measured("en", f"the {letters} z", f"the {letters[0]} z")
        assert marked >= plain


def test_fonts_of_the_editor_lose_no_letter_either() -> None:
    (own,) = [face for face in faces("en", ("Own",), ()) if face["name"] == "Own"]
    assert not re.match(own["covers"], "x")
    assert all(re.match(own["covers"], letter) for letter in "\u0670\ua751\uf1a2\u4e00")


@pytest.mark.parametrize("letters", ["ধর্ম", "學而", "\uf1a2", "தமிழ்"])
def test_no_letter_falls_back_to_a_font_that_is_not_named(letters: str) -> None:
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        measured("en", letters)


def test_fonts_of_the_editor_come_before_ours_and_those_of_the_system_last() -> None:
    names = [face["name"] for face in faces("he", ("Own",), ("Noto Serif Hebrew", "Any"))]
    assert names[0] == TEXT
    assert names.index("Own") < names.index("Edition Hebrew") < names.index("Noto Serif Hebrew")
    assert names[-1] == "Any"


@pytest.mark.parametrize(("language", "first"), [("cu", "Own"), ("zh-Hant", "Own"), ("ru", TEXT), ("grc", TEXT)])
def test_a_text_of_one_script_is_in_one_font(language: str, first: str) -> None:
    assert faces(language, ("Own",), ())[0]["name"] == first


@pytest.mark.parametrize(
    ("language", "region"), [("zh", "SC"), ("zh-Hant", "TC"), ("lzh", "TC"), ("ja", "JP"), ("ko", "KR"), ("en", "SC")]
)
def test_han_characters_have_the_forms_of_their_language(language: str, region: str) -> None:
    families = tuple(f"Noto Serif CJK {one}" for one in ("HK", "JP", "KR", "SC", "TC"))
    for own, system in ((families, ()), ((), families)):
        names = [face["name"] for face in faces(language, own, system) if "CJK" in face["name"]]
        assert names[0] == f"Noto Serif CJK {region}"


def test_a_font_that_is_found_by_chance_sets_no_letters_that_join() -> None:
    covers = next(face["covers"] for face in faces("en", (), ("Any",)) if face["name"] == "Any")
    pattern = re.compile(re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: f"\\U{m[1]:0>8}", covers))
    assert pattern.match("學")
    assert not any(map(pattern.match, "धধبܒ"))


def test_every_bundled_font_is_named_with_its_licence() -> None:
    said = (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in said
    files = {path.name for path in FOLDER.iterdir() if path.is_file()} - {"OFL.txt", "fonts.toml"}
    assert files == {font.file for font in bundled_fonts()}
    assert all(Path(name).stem in said for name in files)
    faces = {path.name for path in (FOLDER / "site").iterdir()} - {"faces.toml"}
    assert faces == {face.file for face in site_faces()}
    assert {name.partition("-")[0] for name in faces} == {"text", "frame"}
    assert "Linux Libertine and Linux Biolinum): text, frame" in said
    assert "OFL-1.1" in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["license"]


def test_the_bundle_stays_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1_500_000
    assert sum(path.stat().st_size for path in (FOLDER / "site").iterdir()) < 500_000


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("Plain words, Москва, Ελλάδα, déjà vu – “so”.", []),
        ("שלום", ["hebrew.ttf"]),
        ("ꝑ", ["medieval.otf"]),
        ("ᾧ", ["serif.ttf"]),
        ("ѡ҆ धर्म", ["devanagari.ttf", "serif.ttf"]),
    ],
)
def test_a_site_brings_the_fonts_that_it_needs(text: str, files: list[str]) -> None:
    rules, found = font_files([text])
    of_pages = {f"fonts/{face.file}" for face in site_faces()}
    assert sorted(found.keys() - of_pages) == ["fonts/OFL.txt", *(f"fonts/{name}" for name in files)]
    asked = re.findall(r'url\("([^"]+)"\)', rules.decode())
    assert sorted(set(asked) - of_pages) == [f"fonts/{name}" for name in files]
    assert set(asked) == found.keys() - {"fonts/OFL.txt"}
    assert b"http" not in rules


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Plain words, déjà vu – “so”.", {"latin"}),
        ("Čapek † 1938", {"latin", "latin-ext"}),
        ("Москва", {"cyrillic"}),
        ("Ελλάδα in Hellas", {"greek", "latin"}),
        ("שלום", set()),
    ],
)
def test_of_its_own_faces_a_site_has_those_with_letters_of_its_pages(text: str, groups: set[str]) -> None:
    found = font_files([text.replace(" ", "") if not groups & {"latin"} else text])[1]
    faces = [face.file.removesuffix(".woff2").split("-", 2) for face in site_faces() if f"fonts/{face.file}" in found]
    assert {group for _, _, group in faces} == groups
    assert {kind for _, kind, group in faces if group != "latin"} <= {"regular", "italic"}


@pytest.mark.parametrize("script", [code for code in SCRIPTS if code not in ("Cyrs", "Jpan", "Kore")])
def test_a_script_is_known_by_its_letters(script: str) -> None:
    first = SCRIPTS[script].letters
    letter = chr(int(found[1], 16)) if (found := re.match(r"\\[uU]([0-9a-f]+)", first)) else first[0]
    known = next(chr(ord(letter) + n) for n in range(64) if unicodedata.category(chr(ord(letter) + n))[0] in "LSM")
    assert script_of_letter(known) == script
