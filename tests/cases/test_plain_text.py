"""What plain texts of other editors broke: words taken for furniture, scripts, formats, marks alone, headings."""

import io
import zipfile
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from lxml import etree

from edition.build import build
from edition.errors import EditionError
from edition.model import Kind
from edition.project.config import read_config
from edition.project.sources import make_seed
from edition.readers import registry
from edition.readers.detect import detect
from edition.readers.events import Close, Event, Open, Text
from edition.readers.options import ReaderOptions
from edition.readers.registry import load_readers, read, read_source
from edition.readers.source_file import SourceFile
from edition.xml.namespaces import NS


def edition_of(folder: Path, language: str = "en", reader: str = "", **texts: str) -> etree._Element:
    """The TEI of an edition of these texts; the first is the base."""
    (folder / "seeds").mkdir()
    lines = ["[edition]", 'title = "T"', f'base = "{next(iter(texts))}"', f'language = "{language}"']
    for siglum, text in texts.items():
        (folder / "seeds" / f"{siglum}.txt").write_text(text, encoding="utf-8")
        lines += ["[[witness]]", f'siglum = "{siglum}"', f'seed = "seeds/{siglum}.txt"']
        lines += [f'reader = "{reader}"'] if reader else []
    (folder / "edition.toml").write_text("\n".join(lines), encoding="utf-8")
    built = build(folder, ("tei",))
    assert not built.failed, built.findings
    return etree.parse(folder / "tei" / "edition.xml").getroot()


def texts_of(folder: Path, siglum: str) -> list[str]:
    """The words of each block in a witness file, whatever its element."""
    root = etree.parse(folder / "tei" / "witnesses" / f"{siglum}.xml").getroot()
    blocks = root.xpath("//tei:text//*[self::tei:head or self::tei:p or self::tei:item]", namespaces=NS)
    return ["".join(block.itertext()).strip() for block in blocks]


def places(edition: etree._Element) -> list[tuple[str, str, str]]:
    """Lemma, reading and type of each place of variation."""
    return [
        ("".join(app[0].itertext()).strip(), "".join(app[1].itertext()).strip(), app.get("type", ""))
        for app in edition.iterfind(".//tei:app", NS)
    ]


@pytest.mark.parametrize(
    "title", ["Bell", "I", "Über", "Ἄρατος", "The"], ids=["word", "numeral", "umlaut", "greek", "article"]
)
def test_a_paragraph_that_begins_with_the_title_keeps_it(tmp_path: Path, title: str) -> None:
    text = f"{title}\n\n{title} rang at noon.\n\nNobody heard.\n\n{title}s rang again.\n\n{title}\n\nThe end came.\n"
    edition_of(tmp_path, A=text, B=text)
    assert texts_of(tmp_path, "A") == [line for line in text.split("\n") if line]


def test_words_of_web_pages_are_words_in_a_plain_text(tmp_path: Path) -> None:
    lines = [
        "Diary", "Anna pictured the sea.", "From Riga: the cold harbour", "He sat (right) and slept.",
        "Jump to: the last page", "Skip to content", "Retrieved from the sea, it dried.", "The end.",
    ]  # fmt: skip
    edition_of(tmp_path, reader="text", A="\n\n".join(lines), B="\n\n".join(lines))
    assert texts_of(tmp_path, "A") == lines


def test_a_number_or_hyphen_at_the_head_of_a_line_is_no_list_by_itself(tmp_path: Path) -> None:
    text = "12. Mai 1850 kam er. Er blieb bis zum\n3. Juni und ging.\n\n- Wohin? fragte sie.\n\nEr schwieg [4].\n"
    edition_of(tmp_path, language="de", A=text, B=text)
    wanted = ["12. Mai 1850 kam er. Er blieb bis zum 3. Juni und ging.", "- Wohin? fragte sie.", "Er schwieg [4]."]
    assert [" ".join(t.split()) for t in texts_of(tmp_path, "A")] == wanted
    root = etree.parse(tmp_path / "tei" / "witnesses" / "A.xml").getroot()
    assert root.findtext(".//tei:note[@type='exclusions']", namespaces=NS) == "none"
    assert not root.xpath("//tei:text//tei:pc | //tei:text//tei:ref", namespaces=NS)


@pytest.mark.parametrize("marks", ["***", "* * *", "-----", "⁂", "· · ·", "—"])
def test_a_block_of_marks_that_one_witness_lacks_is_accidental(tmp_path: Path, marks: str) -> None:
    edition = edition_of(tmp_path, A="Day broke.\n\nNight fell.\n", B=f"Day broke.\n\n{marks}\n\nNight fell.\n")
    assert [kind for _, _, kind in places(edition)] == ["accidental"]


def test_a_level_1_heading_of_a_wiki_may_stand_anywhere(tmp_path: Path) -> None:
    edition_of(tmp_path, A="Lead.\n\n= One =\n\nWords.\n\n== Two ==\n\nMore.\n\n= Three =\n\nLast.\n", B="Lead.\n")
    heads = etree.parse(tmp_path / "tei" / "witnesses" / "A.xml").findall(".//tei:text//tei:div/tei:head", NS)
    assert ["".join(h.itertext()).strip() for h in heads] == ["= One =", "== Two ==", "= Three ="]


@pytest.mark.parametrize("text", ["= Heading =\n", "[[\n", "…\n", "§\n"])
def test_a_text_that_is_a_title_or_a_mark_builds(tmp_path: Path, text: str) -> None:
    edition_of(tmp_path, A=text, B="Some words here.\n")


@pytest.mark.parametrize(
    ("language", "one", "other", "expected"),
    [
        ("ru", "Паром отошёл на рассвете.", "Паром отошёл на закате.", ("рассвете", "закате")),
        ("grc", "καλὸς ἦν ὁ ποταμός", "κακὸς ἦν ὁ ποταμός", ("καλὸς", "κακὸς")),
        ("he", "הספינה הגיעה אל החוף בבוקר", "הספינה הגיעה אל החוף בערב", ("בבוקר", "בערב")),
        ("ar", "وصلت السفينة في الصباح", "وصلت السفينة في المساء", ("الصباح", "المساء")),
        ("zh", "渡船在黎明过河。", "渡船在黄昏过河。", ("黎明", "黄昏")),
        ("en", "Паром отошёл на рассвете.", "Паром отошёл на закате.", ("рассвете", "закате")),
    ],
)
def test_texts_in_any_script_differ_in_words(
    tmp_path: Path, language: str, one: str, other: str, expected: tuple[str, str]
) -> None:
    edition = edition_of(tmp_path, language, A=f"{one}\n", B=f"{other}\n")
    assert [(a, b) for a, b, _ in places(edition)] == [expected]
    assert {kind for _, _, kind in places(edition)} == {"substantive"}
    assert not edition.findall(".//tei:foreign", NS)


def test_words_in_another_script_are_marked_and_widen_no_place(tmp_path: Path) -> None:
    words = "He wrote καλὸς ὁ {} καὶ μέγας on the wall of the old house."
    edition = edition_of(tmp_path, A=f"{words.format('λόγος')}\n", B=f"{words.format('νόμος')}\n")
    assert [(a, b) for a, b, _ in places(edition)] == [("λόγος", "νόμος")]
    pieces = ["".join(f.itertext()) for f in edition.iterfind(".//tei:foreign", NS)]
    assert pieces == ["καλὸς ὁ", "λόγος", "νόμος", "καὶ μέγας"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mu\u0308ller", "Müller"),
        ("\u1f71", "\u03ac"),
        ("\ufb2a", "\u05e9\u05c1"),
        ("ש\u05bcָ", "שָ\u05bc"),
        ("\u212b", "Å"),
    ],
    ids=["umlaut", "oxia and tonos", "shin", "order of points", "angstrom"],
)
def test_canonically_equivalent_letters_are_no_variants(tmp_path: Path, one: str, other: str) -> None:
    assert places(edition_of(tmp_path, A=f"Here {one} stood.\n", B=f"Here {other} stood.\n")) == []


def archive(**members: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (archive(word__document="x"), "Word document"),
        (archive(mimetype="application/epub+zip"), "EPUB"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument"),
        (archive(xl__workbook="x"), "spreadsheet"),
        (archive(a="x", b="y"), "zip archive of 2 files"),
        (b"PK\x03\x04 and nothing more", "zip archive that cannot be opened"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xef\xbb\xbf\n%PDF-1.4\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"version https://git-lfs.github.com/spec/v1\noid", "Git LFS"),
    ],
)
def test_a_container_is_refused_by_its_name(data: bytes, named: str) -> None:
    with pytest.raises(EditionError, match=f"a.txt: is .*{named}") as refused:
        read_source(SourceFile("A", "a.txt", data), "text", ReaderOptions())
    assert refused.value.status == 2
    assert "UTF-8 " not in str(refused.value)
    if not detect("a.txt", data).reader:
        with pytest.raises(EditionError, match=f"a.txt: is .*{named}"):
            read_source(SourceFile("A", "a.txt", data), "", ReaderOptions())


MARKED = {
    "TEI": '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>x</p></body></text></TEI>',
    "TEI ": '<?xml version="1.0"?>\n<!-- c --><teiCorpus><TEI/></teiCorpus>',
    "HTML": "<!DOCTYPE html>\n<title>x</title>",
    "HTML ": "\n  <html lang='en'><body>x</body></html>",
    "HTML  ": "<p>One paragraph.</p>\n<p>Two.</p>",
    "XML with the root letters": "<?xml version='1.0'?><letters><letter/></letters>",
    "XML without a root": "<?xml version='1.0'?>\n",
    "RTF": "{\\rtf1\\ansi\\deff0 words}",
    "LaTeX": "% a comment\n\\documentclass{article}\n\\begin{document}x\\end{document}",
    "LaTeX ": "\\section{One}\n\nWords.",
    "JSON": '{"witnesses": [{"id": "A", "content": "x"}]}',
    "JSON ": '[{"t": "x"}]',
    "Markdown": "# One\n\nWords with a [link](there.html).\n",
    "HTML   ": "<p>Hello <b>x</b>\n<p>Second",
    "HTML    ": "<p class=x>Word</p>",
    "HTML     ": "A <i>word</i> and more.<br>\nSecond line.",
    "HTML      ": "<HTML><BODY>Words",
    "TEI  ": "<TEI><text><body><p>Cut",
    "XML with the root a:b": '<a:b xmlns:a="http://example.org/a"><a:c/></a:b>',
    "LaTeX  ": "Hello \\emph{x}.\n\\section{A}\nMore\\footnote{x}.",
    "LaTeX   ": "\\noindent Words.",
    "JSON  ": '{"text": "a"}\n{"text": "b"}\n',
    "BibTeX": "@book{key,\n title = {A}\n}",
    "Markdown ": "---\ntitle: A\n---\n\nWords.\n",
    "Markdown  ": "Title\n=====\n\nSome **bold** words.\n",
    "source of a wiki": "{{Infobox}}\n\n'''Bold''' and [[a|link]] and [[other]].\n",
}


@pytest.mark.parametrize(("named", "text"), MARKED.items())
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_text_in_a_format_of_its_own_is_refused_by_name_unless_the_editor_says_text(
    monkeypatch: pytest.MonkeyPatch, named: str, text: str, mark: str
) -> None:
    monkeypatch.setattr(registry, "FORMATS", {})
    seed = make_seed("A", "a.txt", f"{mark}{text}".encode())
    with pytest.raises(EditionError, match=named.strip()) as refused:
        read(seed, "", ReaderOptions())
    assert 'reader = "text"' in str(refused.value)
    name, structure = read(seed, "text", ReaderOptions())
    assert (name, [f.code for f in structure.findings]) == ("text", ["E305"])


@pytest.mark.parametrize(
    "text",
    [
        "<lost> The first words are gone.\n", "[sic] He wrote so.\n", "{He} is meant.\n", "[1]\n\nWords.\n",
        "#1 stood first.\n", "* * *\n\nWords.\n", "=bold= words\n", "% of the sum\n", "[[deleted]] words\n",
        "\\ a stroke\n",
        "5 < 6 and 7 > 3\n", "{\n", "[\n", "PKW und LKW\n", "# One mark\n",
        "# 5 Elm Street\n\n# 7 Elm Street\n", "\\begin at the beginning\n", "<?xml is a word>\n",
        "BZh was his name.\n", "GIF8 is\n", "%PDF- he wrote\n", "%!PS-like\n", "One\n---\n\nTwo\n---\n",
        "a <b and c> d\n",
    ],
)  # fmt: skip
def test_signs_that_authors_use_are_plain_text(text: str) -> None:
    assert read(make_seed("A", "a.txt", text.encode()), "", ReaderOptions())[0] == "text"


def test_the_name_of_a_file_counts_where_the_text_has_a_sign_of_the_format() -> None:
    assert detect("a.md", b"Some *stressed* words.\n").reader == "markdown"
    assert detect("a.txt", b"Some *stressed* words.\n").reader == "text"
    assert read(make_seed("A", "a.md", b"Some words.\n"), "", ReaderOptions())[0] == "text"


def broken_point(load: Callable[[], object]) -> EntryPoint:
    class Broken:
        name, value, group = "broken", "toy.nothing:nothing", "edition.readers"

        @staticmethod
        def load() -> object:
            return load()

    return Broken()  # type: ignore[return-value]


def fails() -> object:
    raise ModuleNotFoundError("No module named 'toy'")


def test_a_reader_plug_in_that_cannot_be_loaded_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda group: [broken_point(fails)])
    readers = load_readers()
    assert [(f.code, "toy" in f.message) for f in readers.findings] == [("E304", True)]
    seed = make_seed("A", "a.txt", b"Words.\n")
    assert read(seed, "", ReaderOptions(), readers)[0] == "text"
    with pytest.raises(EditionError, match="No module named 'toy'"):
        read(seed, "broken", ReaderOptions(), readers)


def test_a_reader_plug_in_that_fails_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda group: [broken_point(lambda: lambda seed, options: 1 // 0)])
    seed = make_seed("A", "a.txt", b"Words.\n")
    assert read(seed, "", ReaderOptions(), load_readers())[0] == "text"
    with pytest.raises(EditionError, match="the plug-in failed: ZeroDivisionError"):
        read(seed, "broken", ReaderOptions(), load_readers())


def test_a_reader_plug_in_whose_rule_for_leaving_out_is_unknown_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def banner(source: SourceFile, options: ReaderOptions) -> list[Event]:
        return [Open(Kind.FURNITURE, rule="banner"), Text("Words"), Close()]

    monkeypatch.setattr(registry, "entry_points", lambda group: [broken_point(lambda: banner)])
    with pytest.raises(EditionError, match=r"the plug-in failed: ValueError.*banner"):
        read(make_seed("A", "a.txt", b"Words and more words.\n"), "broken", ReaderOptions(), load_readers())


def test_a_pattern_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "A.txt").write_text("x\n")
    (tmp_path / "edition.toml").write_text(
        "[edition]\ntitle = 'T'\nbase = 'A'\n[[witness]]\nsiglum = 'A'\nseed = 'seeds/A.txt'\nfurniture = ['(']\n"
    )
    with pytest.raises(EditionError, match=r"edition\.toml:7:1: '\(' is no regular expression"):
        read_config(tmp_path)


def test_a_diary_of_days_is_no_list_and_a_list_may_be_none(tmp_path: Path) -> None:
    text = "12. Mai 1936\n\nWir fuhren.\n\n13. Mai 1936\n\nWir blieben.\n\n- Ja.\n\nEr ging.\n\n- Nein.\n"
    edition_of(tmp_path, language="de", A=text, B=text)
    assert texts_of(tmp_path, "A") == [line for line in text.split("\n") if line]
    root = etree.parse(tmp_path / "tei" / "witnesses" / "A.xml").getroot()
    assert root.findtext(".//tei:note[@type='exclusions']", namespaces=NS) == "none"


def test_without_lists_every_number_and_bullet_is_a_word() -> None:
    seed = make_seed("A", "a.txt", b"1. One\n2. Two\n\n- Oui.\n- Non.\n")
    _, structure = read(seed, "text", ReaderOptions(lists=False))
    assert {node.kind.value for node in structure.root.walk()} == {"body", "paragraph"}


def test_notes_may_begin_again_in_every_chapter() -> None:
    chapter = "Chapter {0}\n\nText.[1] More.[2]\n\n1. Note one of {0}.\n2. Note two of {0}.\n\n"
    seed = make_seed("A", "a.txt", (chapter.format("I") + chapter.format("II")).encode())
    nodes = list(read(seed, "text", ReaderOptions())[1].root.walk())
    keys = {n.get("id"): seed.text[n.start : n.end] for n in nodes if n.kind.value == "note"}
    said = [keys[n.get("target")] for n in nodes if n.kind.value == "noteMark"]
    assert said == ["1. Note one of I.", "2. Note two of I.", "1. Note one of II.", "2. Note two of II."]


def test_markup_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "A.txt").write_bytes("<?xml version='1.0' encoding='latin-1'?><letter>é</letter>".encode("latin-1"))
    (tmp_path / "edition.toml").write_text("[edition]\ntitle='T'\nbase='A'\n[[witness]]\nsiglum='A'\nseed='A.txt'\n")
    with pytest.raises(EditionError, match="XML with the root letter"):
        build(tmp_path, ("tei",))


@pytest.mark.parametrize("sign", ["=\u0338", "<\u0338", "\u2260", "a\u0301\u0323"])
def test_a_sign_with_a_mark_builds(tmp_path: Path, sign: str) -> None:
    edition_of(tmp_path, A=f"Here a {sign} b.\n", B="Here a b.\n")
