"""Translations: read as texts of their own, aligned with the text, never collated."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.decided import ID, TEI, words

from edition.build import build
from edition.built import Built
from edition.errors import ConfigError
from edition.model.translated import Part, align_parts
from edition.tasks.check import check

TEXT = (
    "# The mill\n\nThe mill stood by the river.\n\nIts wheel turned all day, and men came.\n\n# The end\n\nIt fell.\n"
)
GERMAN = (
    "# Die Mühle\n\nDie Mühle stand am Fluss.\n\nIhr Rad lief den ganzen Tag, und Männer kamen.\n\n"
    "# Das Ende\n\nSie fiel.\n"
)


def write(folder: Path, translations: Mapping[str, str], text: str = TEXT, more: str = "", witness: str = "") -> Path:
    """An edition of one text in Markdown with these translations, by language."""
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    rows = ['[edition]\ntitle = "The Mill"\nbase = "A"\n']
    for siglum in "AB":
        (folder / "seeds" / f"{siglum}.md").write_text(text, encoding="utf-8")
        rows.append(f'[[witness]]\nsiglum = "{siglum}"\nseed = "seeds/{siglum}.md"\n{witness}\n')
    for language, words_of in translations.items():
        (folder / f"{language}.md").write_text(words_of, encoding="utf-8")
        rows.append(f'[[translation]]\nlanguage = "{language}"\nfile = "{language}.md"\n{more}')
    (folder / "edition.toml").write_text("\n".join(rows), encoding="utf-8")
    return folder


def told(built: Built) -> list[str]:
    return [f"{f.position} {f.severity} {f.code} {f.message}" for f in built.findings if f.code in ("E486", "E487")]


def pairs_of(folder: Path, name: str = "de") -> list[tuple[str, list[str]]]:
    """The blocks of a translation with those of the edition that they render, in words."""
    edition = etree.parse(folder / "tei" / "edition.xml").getroot()
    by_id = {e.get(ID): " ".join(words(e).split()) for e in edition.iter() if e.get(ID)}
    translation = etree.parse(folder / "tei" / "translations" / f"{name}.xml").getroot()
    blocks = list(translation.find(f"{TEI}text").iter(f"{TEI}head", f"{TEI}p", f"{TEI}l", f"{TEI}item"))
    return [
        (
            " ".join("".join(e.itertext()).replace("#", "").split()),
            [by_id[one.partition("#")[2]] for one in e.get("corresp", "").split()],
        )
        for e in blocks
    ]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("translated")
    write(folder, {"de": GERMAN}, more='title = "Die Mühle"\ntranslator = "Max Muster"\n')
    built = build(folder, ["tei", "site", "exports"])
    assert (built.failed, told(built)) == (False, [])
    return folder


def test_blocks_render_blocks(made: Path) -> None:
    assert pairs_of(made) == [
        ("Die Mühle", ["The mill"]),
        ("Die Mühle stand am Fluss.", ["The mill stood by the river."]),
        ("Ihr Rad lief den ganzen Tag, und Männer kamen.", ["Its wheel turned all day, and men came."]),
        ("Das Ende", ["The end"]),
        ("Sie fiel.", ["It fell."]),
    ]


def test_a_translation_is_no_witness(made: Path) -> None:
    edition = (made / "tei" / "edition.xml").read_text(encoding="utf-8")
    assert "Mühle" not in edition
    translation = etree.parse(made / "tei" / "translations" / "de.xml").getroot()
    assert words(translation.find(f".//{TEI}titleStmt/{TEI}title")) == "Die Mühle"
    assert "Max Muster" in [p.text for p in translation.iter(f"{TEI}persName")]
    assert not [i for i in translation.iter(f"{TEI}idno") if i.get("type") == "siglum"]
    assert not [f for f in check(made).findings if f.severity == "error"]


def test_the_site_shows_it_beside_the_text(made: Path) -> None:
    page = (made / "build" / "site" / "translation-de.html").read_text(encoding="utf-8")
    pairs = [re.sub(r"<[^>]+>", " ", pair).split() for pair in page.split('<div class="pair">')[1:]]
    assert len(pairs) == 5
    assert pairs[1][-5:] == ["Die", "Mühle", "stand", "am", "Fluss."]
    assert pairs[1][-14:-5] == ["¶", "Cite:", "paragraph", "1", "‖", "Compare", "the", "witnesses", "here"]
    assert 'lang="de"' in page
    assert "Translated by Max Muster." in page
    index = (made / "build" / "site" / "index.html").read_text(encoding="utf-8")
    assert 'href="translation-de.html">Translation (de)</a>' in index
    assert (made / "build" / "site" / "tei" / "translations" / "de.xml").exists()


def test_the_book_and_latex_have_it_behind_the_text(made: Path) -> None:
    tex = (made / "build" / "exports" / "latex" / "edition.tex").read_text(encoding="utf-8")
    assert tex.index("Ihr Rad lief") > tex.index("wheel") > 0
    assert [f.code for f in build(made, ["pdf"]).findings if f.code.startswith("E5")] == []


def test_a_translation_that_is_taken_out_takes_its_file_with_it(tmp_path: Path) -> None:
    build(write(tmp_path, {"de": GERMAN}), ["tei"])
    assert (tmp_path / "tei" / "translations" / "de.xml").exists()
    build(write(tmp_path, {}), ["tei"])
    assert not (tmp_path / "tei" / "translations" / "de.xml").exists()
    assert not [f for f in check(tmp_path).findings if f.severity == "error"]


def test_two_translations_in_one_language_have_files_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, {"de": GERMAN})
    config = tmp_path / "edition.toml"
    more = config.read_text(encoding="utf-8") + '[[translation]]\nlanguage = "de"\nfile = "de.md"\n'
    config.write_text(more, encoding="utf-8")
    assert not build(tmp_path, ["tei"]).failed
    assert pairs_of(tmp_path) == pairs_of(tmp_path, "de-2")


def test_verses_render_verses_by_their_numbers(tmp_path: Path) -> None:
    folder = tmp_path / "seeds"
    folder.mkdir()
    lines = "n,text\n1,The mill\n2,stood by\n3,the river\n"
    (folder / "a.csv").write_text(lines, encoding="utf-8")
    (tmp_path / "de.csv").write_text("n,text\n1,Die Mühle\n3,am Fluss\n", encoding="utf-8")
    table = 'reader = "csv"\n[{}.csv]\ntext = "text"\nn = "n"\n'
    (tmp_path / "edition.toml").write_text(
        '[edition]\ntitle = "Mill"\nbase = "A"\n[[witness]]\nsiglum = "A"\nseed = "seeds/a.csv"\n'
        + table.format("witness")
        + '[[translation]]\nlanguage = "de"\nfile = "de.csv"\nreader = "csv"\ncsv = { text = "text", n = "n" }\n',
        encoding="utf-8",
    )
    built = build(tmp_path, ["tei"])
    assert not built.failed
    assert pairs_of(tmp_path) == [("Die Mühle", ["The mill"]), ("am Fluss", ["the river"])]
    assert told(built)[0].startswith("de.csv advice E487 1 block of the text not translated, first «stood by»")


def test_what_is_not_translated_is_told_and_a_decision_joins(tmp_path: Path) -> None:
    short = GERMAN.replace("\n\nIhr Rad", " Ihr Rad").replace("# Das Ende\n\nSie fiel.\n", "")
    built = build(write(tmp_path / "1", {"de": short}), ["tei"])
    assert "2 blocks of the text not translated, first «The end»" in told(built)[0]
    align = 'align = [["stand am Fluss", "stood by"], ["Rad lief", "Its wheel"]]\n'
    built = build(write(tmp_path / "2", {"de": short}, more=align), ["tei"])
    assert pairs_of(tmp_path / "2")[1][1] == [
        "The mill stood by the river.",
        "Its wheel turned all day, and men came.",
    ]


@pytest.mark.parametrize(
    ("align", "said"),
    [
        ('[["stand am Flus", "stood by"]]', "«stand am Flus» stands in no blocks of the translation; nearest ("),
        ('[["Fluss", "stood bye"]]', "«stood bye» stands in no blocks of the text (A); nearest ("),
        ('[["Die", "stood by"]]', "«Die» stands in 2 blocks of the translation; quote words that stand in one alone"),
    ],
)
def test_words_of_an_alignment_that_stand_nowhere_are_told(tmp_path: Path, align: str, said: str) -> None:
    built = build(write(tmp_path, {"de": GERMAN}, more=f"align = {align}\n"), ["tei"])
    assert len(told(built)) == 1
    assert said in told(built)[0]
    assert told(built)[0].startswith("de.md warning E486 [[translation]] align: ")
    assert any(one.name == "decisions" and one.holds is False for one in check(tmp_path).checks)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('language = "de"\n', "lacks the key 'file'"),
        ('language = "de"\nfile = "none.md"\n', "[[translation]] 1: none.md: there is no such file"),
        ('language = "de_AT"\nfile = "de.md"\n', "edition.toml:15:1: language = 'de_AT' is no language tag"),
        ('language = "de"\nfile = "build/de.md"\n', "edition.toml:16:1: build/de.md stands in build"),
        ('language = "de"\nfile = "de.md"\ntranslater = "x"\n', "did you mean 'translator'?"),
        ('language = "de"\nfile = "de.md"\nalign = [["a"]]\n', "align is a list of pairs"),
    ],
)
def test_what_cannot_be_a_translation_is_told(tmp_path: Path, table: str, said: str) -> None:
    write(tmp_path, {})
    config = tmp_path / "edition.toml"
    config.write_text(config.read_text(encoding="utf-8") + f"[[translation]]\n{table}", encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(said)):
        build(tmp_path, ["tei"])


PARTS = st.lists(st.builds(Part, st.booleans(), st.integers(0, 400)), max_size=9)


@settings(deadline=None)
@given(PARTS, PARTS)
def test_an_alignment_keeps_the_order(own: Sequence[Part], text: Sequence[Part]) -> None:
    found = align_parts(own, text, {})
    firsts = [some[0] for _, some in sorted(found.items())]
    assert firsts == sorted(firsts)
    assert all(list(some) == list(range(some[0], some[-1] + 1)) for some in found.values())
    assert {n for some in found.values() for n in some} <= set(range(len(text)))


@settings(deadline=None)
@given(PARTS)
def test_texts_of_the_same_blocks_are_aligned_one_for_one(text: Sequence[Part]) -> None:
    assert align_parts(text, text, {}) == {n: (n,) for n in range(len(text))}
