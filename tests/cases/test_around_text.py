"""An introduction and a commentary in Markdown: in the TEI, on the site, in the book; and what cannot be in them."""

import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree
from tests.decided import ID, TEI, words

from edition.build import build
from edition.built import Built
from edition.errors import ConfigError, InputError
from edition.model.prose import PieceKind
from edition.readers.editor_markdown import read_prose
from edition.tasks.check import check
from edition.tei.decode.edition import recover_text, witness_ids

TEXTS = {
    "A": "The barge passed the old weir after nine nights.\n\nA lamp stood on the weir, and men saw it.",
    "B": "The barge crossed the old weir after ten nights.\n\nA lamp hung on the weir, and men saw it.",
}
INTRODUCTION = """---
lang: en-GB
---
# The two reports

They differ in *one* word, see [entry 1](#app-1) and [the second paragraph](#p2).[^1]

![A weir](pictures/old weir.png "The weir")

## How they were compared

| report | year |
|---|---|
| A | 1802 |

> A quotation[^1].

1. one
2. two

<!-- a comment is not printed -->
[^1]: Both are copies, says [the society](https://example.org/a?b=1&c=2).
"""
COMMENTARY = """# On the weir

Before the first place.

## «old weir»

It was built in 1702.

## B: «hung»

Lamps hang.

## § 2 «weir» in «on the weir»

The same weir.
"""


def picture() -> bytes:
    """A PNG of one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


def write(folder: Path, files: Mapping[str, str], texts: Mapping[str, str] = TEXTS) -> Path:
    """An edition of plain texts with files of prose: those in a folder `commentary` are its commentary."""
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    head = f'[edition]\ntitle = "Weir"\nbase = "{next(iter(texts))}"\n'
    if "introduction.md" in files:
        head += 'introduction = "introduction.md"\n'
    if any(name.startswith("commentary") for name in files):
        head += f'commentary = "{"commentary.md" if "commentary.md" in files else "commentary"}"\n'
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    for siglum, text in texts.items():
        (folder / "seeds" / f"{siglum}.txt").write_text(f"{text}\n", encoding="utf-8")
        head += f'[[witness]]\nsiglum = "{siglum}"\nseed = "seeds/{siglum}.txt"\n'
    (folder / "edition.toml").write_text(head, encoding="utf-8")
    (folder / "pictures").mkdir(exist_ok=True)
    (folder / "pictures" / "old weir.png").write_bytes(picture())
    return folder


def root_of(folder: Path) -> etree._Element:
    return etree.parse(folder / "tei" / "edition.xml").getroot()


def told(built: Built) -> list[str]:
    return [f"{f.position} {f.code} {f.message}" for f in built.findings if f.code in ("E484", "E485")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("around")
    escaped = INTRODUCTION.replace("old weir.png", "old%20weir.png")
    write(folder, {"introduction.md": escaped, "commentary/2.md": COMMENTARY, "commentary/10.md": "## «lamp»\n\nOil."})
    built = build(folder, ["tei", "site", "exports"])
    assert (built.failed, told(built)) == (False, [])
    return folder


def test_no_word_of_the_editor_becomes_a_word_of_a_witness(made: Path) -> None:
    root = root_of(made)
    for siglum, name in witness_ids(root).items():
        assert recover_text(root, name).split() == TEXTS[siglum].split()
    assert not [f for f in check(made).findings if f.severity == "error"]


def test_the_introduction_is_the_front_of_the_text(made: Path) -> None:
    (front,) = root_of(made).iter(f"{TEI}front")
    division = front[0]
    assert (division.get("type"), division.get("{http://www.w3.org/XML/1998/namespace}lang")) == (
        "introduction",
        "en-GB",
    )
    assert [words(h) for h in division.iter(f"{TEI}head")] == [
        "The two reports",
        "The weir",
        "How they were compared",
    ]
    assert [words(c) for c in division.iter(f"{TEI}cell")] == ["report", "year", "A", "1802"]
    assert division.find(f".//{TEI}graphic").get("url") == "../pictures/old%20weir.png"
    assert words(division.find(f".//{TEI}figDesc")) == "A weir"
    assert words(division.find(f".//{TEI}hi")) == "one"
    assert "a comment" not in "".join(division.itertext())


def test_links_lead_to_entries_and_paragraphs_by_their_numbers(made: Path) -> None:
    root = root_of(made)
    first = next(root.iter(f"{TEI}app")).get(ID)
    second = [p for p in root.iter(f"{TEI}p") if p.get(ID)][1].get(ID)
    links = [r.get("target") for r in root.iter(f"{TEI}ref") if r.get("type") == "link"]
    assert links == [f"#{first}", f"#{second}", "https://example.org/a?b=1&c=2"]


def test_a_note_that_is_marked_twice_stands_once(made: Path) -> None:
    division = next(root_of(made).iter(f"{TEI}front"))[0]
    marks = [r for r in division.iter(f"{TEI}ref") if r.get("type") == "noteMark"]
    (note,) = division.iter(f"{TEI}note")
    assert [m.text for m in marks] == ["1", "1"]
    assert note.get("target").split() == [f"#{m.get(ID)}" for m in marks]


def test_a_comment_names_the_blocks_of_its_words(made: Path) -> None:
    root = root_of(made)
    first, second = [p.get(ID) for p in next(root.iter(f"{TEI}body")).iter(f"{TEI}p")]
    notes = list(next(root.iter(f"{TEI}back")).iter(f"{TEI}note"))
    found = [(words(n.find(f"{TEI}label")), n.get("target"), n.get("source")) for n in notes]
    assert found == [
        ("old weir", f"#{first}", None),
        ("hung", f"#{second}", "#B"),
        ("weir", f"#{second}", None),
        ("lamp", f"#{second}", None),
    ]


def test_the_site_has_a_page_for_each_and_links_both_ways(made: Path) -> None:
    site = made / "build" / "site"
    introduction, commentary, read = (
        (site / f"{name}.html").read_text(encoding="utf-8") for name in ("introduction", "commentary", "read")
    )
    (image,) = re.findall(r"<img [^>]+>", introduction)
    assert 'src="pictures/pictures/old%20weir.png"' in image
    assert 'alt="A weir"' in image
    assert (site / "pictures" / "pictures" / "old weir.png").read_bytes() == picture()
    assert "<h1>The two reports</h1>" in introduction
    comments = re.findall(r'<section class="comment" id="([^"]+)"', commentary)
    assert len(comments) == 4
    assert re.findall(r'href="commentary.html#([^"]+)"', read) == comments
    assert all(f'href="{name}.html"' in read for name in ("introduction", "commentary"))


def test_latex_has_the_prose(made: Path) -> None:
    tex = (made / "build" / "exports" / "latex" / "edition.tex").read_text(encoding="utf-8")
    assert r"\chapter{The two reports}" in tex
    assert r"\footnote{Both are copies, says the society.}" in tex
    assert r"\textit{old weir}" in tex


def test_the_e_book_has_a_page_for_each(made: Path) -> None:
    with zipfile.ZipFile(made / "build" / "exports" / "epub" / "edition.epub") as book:
        names = [name for name in book.namelist() if name.endswith(".xhtml")]
        pages = {name: etree.fromstring(book.read(name)) for name in names}
        package = book.read("EPUB/package.opf").decode()
    order = [package.index(name) for name in ("introduction.xhtml", "text-1.xhtml", "commentary.xhtml", "wit-A.xhtml")]
    assert order == sorted(order)
    introduction = pages["EPUB/introduction.xhtml"]
    assert "They differ in one word, see entry 1 and the second paragraph.1" in "".join(introduction.itertext())
    for page in pages.values():
        ids = {e.get("id") for e in page.iter()}
        assert {h[1:] for e in page.iter() if (h := e.get("href", "")).startswith("#")} <= ids


def test_the_book_is_set_with_prose_and_picture(made: Path) -> None:
    built = build(made, ["pdf"])
    assert [f.code for f in built.findings] == []
    assert (made / "build" / "edition.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (("introduction.md", "See [x](#app-99)."), "introduction.md:1 E484 the link [x](#app-99) leads nowhere"),
        (("introduction.md", "x\n\nSee [x](weir.html)."), "introduction.md:3 E484 the link [x](weir.html) is neither"),
        (("introduction.md", "See [x](javascript:alert)."), None),
        (("introduction.md", "A ![w](pictures/none.png)"), "md:1 E484 the picture cannot be shown: pictures/none"),
        (("introduction.md", "A ![w](../out.png)"), "introduction.md:1 E484 the picture ../out.png stands outside"),
        (("introduction.md", "A ![w](seeds/A.txt)"), "is no picture, which pages cannot show"),
        (("introduction.md", "- ![w](pictures/old%20weir.png)"), "must stand in a paragraph of its own"),
        (("introduction.md", "A word.[^x]"), "introduction.md:1 E484 the note [^x] has no words"),
        (("introduction.md", "A word.\n\n[^x]: never"), "introduction.md:3 E484 the note [^x] stands nowhere"),
        (("introduction.md", "A word.[^x]\n\n[^x]: so[^x]"), "md:3 E484 the note [^x] stands in itself"),
        (("introduction.md", "x\n\nA\x01 word."), "introduction.md:3 E484 holds a control character (U+0001)"),
        (("introduction.md", "See [here](#introduction), [A](#A)."), None),
        (("introduction.md", "<div>\n\nA word.\n\n</div>"), "introduction.md:1 E484 HTML is not read here"),
        (("introduction.md", "A <b>word</b>."), "introduction.md:1 E484 HTML is not read here"),
        (("introduction.md", "---\nauthor: me\n---\nA word."), "introduction.md:2 E484 'author: me' is not read"),
        (("commentary.md", "x\n\n## «old wier»\n\nA."), 'commentary.md:3 E485 the section "«old wier»": «old wier»'),
        (("commentary.md", "## «weir»\n\nA."), 'commentary.md:1 E485 the section "«weir»": «weir» stands at 2 places'),
        (("commentary.md", "## X: «weir»\n\nA."), "'X' is no siglum of a witness; there is A, B"),
        (("commentary.md", "## 7.3\n\nA."), "the text has no 7.3"),
        (("commentary.md", "## «old weir»\n"), "has nothing below it"),
        (("commentary.md", "## «barge» in «the weir»\n\nA."), "«barge» stands nowhere in «the weir»"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_file_and_line(tmp_path: Path, file: tuple[str, str], said: str | None) -> None:
    built = build(write(tmp_path, dict([file])), ["tei"])
    assert len(told(built)) == (0 if said is None else 1)
    assert said is None or said in told(built)[0]
    assert built.failed == ("E484" in "".join(told(built)))


def test_a_stale_comment_names_the_nearest_words_and_fails_the_check(tmp_path: Path) -> None:
    built = build(write(tmp_path, {"commentary.md": "## «old wier»\n\nIt was built."}), ["tei"])
    assert "nearest (88 of 100): «old weir»" in told(built)[0]
    (note,) = next(root_of(tmp_path).iter(f"{TEI}back")).iter(f"{TEI}note")
    assert (words(note), note.get("target")) == ("«old wier»It was built.", None)
    assert any(one.name == "decisions" and one.holds is False for one in check(tmp_path).checks)


@pytest.mark.parametrize(
    ("setting", "kind", "said"),
    [
        ('introduction = "none.md"', InputError, "introduction: none.md: there is no such file"),
        ('introduction = "seeds/A.txt"', InputError, "is no Markdown file"),
        ('commentary = "seeds"', InputError, "is a folder without Markdown files"),
        ('introduction = "build/x.md"', ConfigError, "edition.toml:4:1: build/x.md stands in build"),
        ('introducton = "x.md"', ConfigError, "did you mean 'introduction'?"),
    ],
)
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, setting: str, kind: type, said: str) -> None:
    write(tmp_path, {})
    config = tmp_path / "edition.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("[[wit", f"{setting}\n[[wit", 1), encoding="utf-8")
    with pytest.raises(kind, match=re.escape(said)):
        build(tmp_path, ["tei"])


WORKS = "@book{moor1881, author={Moor, Anna}, title={The Weir}, year={1881}}\n"


@pytest.mark.parametrize(
    ("cited", "works", "said"),
    [
        ("[see @moor1881, p. 12]", WORKS, None),
        ("[@moor]", WORKS, "introduction.md:1 E484 [@moor] cites a work that works.bib does not have; did you mean"),
        ("[@moor1881]", "", "cites a work, but there is no bibliography"),
    ],
)
def test_works_are_cited_by_their_keys(tmp_path: Path, cited: str, works: str, said: str | None) -> None:
    write(tmp_path, {"introduction.md": f"So {cited} says."})
    if works:
        (tmp_path / "works.bib").write_text(works, encoding="utf-8")
        config = tmp_path / "edition.toml"
        more = config.read_text(encoding="utf-8").replace("[[wit", 'bibliography = "works.bib"\n[[wit', 1)
        config.write_text(more, encoding="utf-8")
    built = build(tmp_path, ["tei"])
    if said is not None:
        assert said in told(built)[0]
        return
    (paragraph,) = next(root_of(tmp_path).iter(f"{TEI}front")).iter(f"{TEI}p")
    assert "".join(paragraph.itertext()) == "So see Moor 1881, p. 12 says."
    assert [r.get("target") for r in paragraph.iter(f"{TEI}ref")] == ["#bibl-moor1881"]


def test_verses_are_named_by_their_references(tmp_path: Path) -> None:
    texts = {"A": "A barge went by\nunder the weir\n", "B": "A barge went past\nunder the weir\n"}
    write(tmp_path, {"commentary.md": "## 2\n\nThe weir.\n\n## 1–2\n\nBoth."}, texts)
    config = tmp_path / "edition.toml"
    poem = config.read_text(encoding="utf-8").replace('.txt"', '.txt"\ngenre = "verse"')
    config.write_text(poem, encoding="utf-8")
    built = build(tmp_path, ["tei"])
    lines = [one.get(ID) for one in root_of(tmp_path).iter(f"{TEI}l")]
    notes = [n.get("target") for n in root_of(tmp_path).iter(f"{TEI}note") if n.get("type") == "commentary"]
    assert told(built) == []
    assert notes == [f"#{lines[1]}", f"#{lines[0]} #{lines[1]}"]


def test_prose_is_read_with_the_lines_of_its_file() -> None:
    prose = read_prose(
        "---\ntitle: Weir\n---\n\nOne *two*[^a] [@moor, p. 3; cf. @lund].\n\n[^a]: Three.\n    Four.\n", "i.md"
    )
    assert (prose.title, prose.faults) == ("Weir", ())
    found = {one.kind: (one.line, one.value, one.detail) for one in prose.walk()}
    assert found[PieceKind.EMPHASIS] == (5, "", "")
    assert found[PieceKind.NOTE] == (5, "a", "")
    cited = [(one.value, one.detail) for one in prose.walk() if one.kind is PieceKind.CITATION]
    assert cited == [("moor", "\np. 3"), ("lund", "cf.\n")]
    assert "Three. Four." in [one.words for one in prose.walk() if one.kind is PieceKind.PARAGRAPH]


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "---\n---\n", "# \n", "[^a]: x[^a]\n\nA[^a]", "*" * 500, "> " * 300 + "x", "[@]", "|a|\n|-|"],
)
def test_any_text_is_read(text: str) -> None:
    assert isinstance(read_prose(text, "i.md").pieces, tuple)


def test_an_ampersand_in_a_verse_does_not_end_the_stanza_in_latex(tmp_path: Path) -> None:
    texts = {"A": "bread & butter\nand more\n", "B": "bread & honey\nand more\n"}
    config = write(tmp_path, {"commentary.md": "## 2\n\nMore & more."}, texts) / "edition.toml"
    config.write_text(config.read_text(encoding="utf-8").replace('.txt"', '.txt"\ngenre = "verse"'), encoding="utf-8")
    assert not build(tmp_path, ["exports"]).failed
    tex = (tmp_path / "build" / "exports" / "latex" / "edition.tex").read_text(encoding="utf-8")
    stanza = tex.partition("\\stanza\n")[2].partition("\\endnumbering")[0]
    assert (stanza.count("\\char38"), stanza.count("\\&"), stanza.rstrip()[-2:]) == (1, 1, "\\&")
    assert r"More \& more." in tex
