"""Texts, books and corpora: the same words as the TEI, in every form."""

import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from edition.xml.namespaces import NS, TEI, XML_ID, tei

from .conftest import ROOT, SLUGS, Read, ids, needed, program, ran, words_of

TEI_ALL = ROOT.parent / "shared" / "tei" / "tei_all.rng"


def words(text: str) -> list[str]:
    return text.split()


def test_tei_texts_have_the_words_of_the_plain_texts(exports: Path, texts: Mapping[str, str]) -> None:
    for slug in SLUGS:
        root = etree.parse(exports / "tei-texts" / f"{slug}.xml").getroot()
        assert words("".join(root.find(tei("text")).itertext())) == words(texts[slug])
        assert not [
            e for e in root.iter(tei("app"), tei("pc"), tei("fw"), tei("note")) if e.getroottree() and in_text(e)
        ]
    edition = etree.parse(exports / "tei-texts" / "edition.xml").getroot()
    assert words("".join(edition.find(tei("text")).itertext())) == words(texts["W"])


def in_text(element: etree._Element) -> bool:
    return any(a.tag == tei("text") for a in element.iterancestors())


def test_one_paragraph_of_the_tei_texts_is_one_line(exports: Path, texts: Mapping[str, str]) -> None:
    for slug in SLUGS:
        root = etree.parse(exports / "tei-texts" / f"{slug}.xml").getroot()
        blocks = [
            e for e in root.find(tei("text")).iter(tei("p"), tei("head"), tei("item"), tei("bibl")) if e.get(XML_ID)
        ]
        outer = [e for e in blocks if not any(a in blocks for a in e.iterancestors())]
        assert ["".join(e.itertext()) for e in outer] == texts[slug].removesuffix("\n").split("\n\n")


def test_marks_of_the_tei_texts_name_their_entries(exports: Path, built: Path, marked: Mapping[str, list]) -> None:
    known = {e.get(XML_ID) for p in (built / "tei" / "registers").glob("*.xml") for e in etree.parse(p).iter()}
    for slug in SLUGS:
        root = etree.parse(exports / "tei-texts" / f"{slug}.xml").getroot()
        keys = {e.get(XML_ID): e.get("key") for e in root.find(tei("text")).iter() if e.get("key")}
        assert keys == {m.get(XML_ID): m.get("ref").rpartition("#")[2] for m in marked[slug] if m.get("ref")}
        assert set(keys.values()) <= known


@pytest.mark.tools
def test_all_tei_is_valid_in_the_whole_of_tei(exports: Path) -> None:
    if not TEI_ALL.exists():
        pytest.skip(f"the reference schema {TEI_ALL} is not here (it is not part of this repository)")
    files = [*(exports / "tei").glob("*.xml"), *(exports / "tei-texts").glob("*.xml")]
    assert len(files) == 8
    said = ran(ROOT / ".venv" / "bin" / "edition", "validate", *files, "--schema", TEI_ALL)
    assert "Valid: 8 files" in said


@pytest.mark.tools
def test_epubcheck_finds_nothing(exports: Path, read: Read) -> None:
    program("java")
    assert read("book", exports / "epub" / "edition.epub") == [True, []]


@pytest.mark.tools
def test_epubcheck_would_notice_a_broken_note(exports: Path, tmp_path: Path, read: Read) -> None:
    program("java")
    broken = tmp_path / "broken.epub"
    with zipfile.ZipFile(exports / "epub" / "edition.epub") as book, zipfile.ZipFile(broken, "w") as made:
        for entry in book.infolist():
            made.writestr(entry, book.read(entry).replace(b'href="#n1"', b'href="#nowhere"'))
    valid, said = read("book", broken)
    assert not valid
    assert any("RSC-012" in message for message in said)


def test_the_book_has_the_text_and_a_note_for_every_difference_of_substance(
    exports: Path, edition: etree._Element, texts: Mapping[str, str]
) -> None:
    with zipfile.ZipFile(exports / "epub" / "edition.epub") as book:
        assert book.infolist()[0].filename == "mimetype"
        assert {entry.date_time[0] for entry in book.infolist()} == {1980}
        stored = [entry.filename for entry in book.infolist() if entry.compress_type == zipfile.ZIP_STORED]
        assert stored == ["mimetype"]  # OCF 3.3, §4.2
        pages = {n: etree.fromstring(book.read(n)) for n in book.namelist() if n.startswith("EPUB/text-")}
        witness = etree.fromstring(book.read("EPUB/wit-G.xhtml"))
    h = "{http://www.w3.org/1999/xhtml}"
    assert len(pages) == 1 + len(edition.findall("tei:text/tei:body/tei:div", NS))
    notes = [aside for page in pages.values() for aside in page.iter(f"{h}aside")]
    marks = [a for page in pages.values() for a in page.iter(f"{h}a") if a.get("class") == "note"]
    assert [f"#{aside.get('id')}" for aside in notes] == [a.get("href") for a in marks]
    base_has = [
        a for a in edition.iterfind("tei:text/tei:body//tei:app[@type='substantive']", NS)
        if not any(r.tag == tei("rdg") and "#W" not in r.get("wit", "") for r in a.iterancestors()) and has_others(a)
    ]  # fmt: skip
    assert len(notes) == len(base_has)
    said = []
    for page in pages.values():
        for gone in [*page.iter(f"{h}section"), *(a for a in page.iter(f"{h}a") if a.get("class") == "note")]:
            keep_tail(gone)
        said += words(
            " ".join("".join(e.itertext()) for e in page.iter(f"{h}h1", f"{h}h2", f"{h}h3", f"{h}p", f"{h}li"))
        )
    assert said == words(texts["W"])
    told = " ".join("".join(e.itertext()) for e in witness.find(f"{h}body"))
    assert words(told) == ["G:", *words("Fork of the article (Infogalactic)"), *words(texts["G"])]


def has_others(app: etree._Element) -> bool:
    return any(r.get("type") != "lac" for r in app.iter(tei("rdg")) if next(r.iterancestors(tei("app"))) is app)


def keep_tail(element: etree._Element) -> None:
    before, parent = element.getprevious(), element.getparent()
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    parent.remove(element)


@pytest.mark.tools
@pytest.mark.parametrize(("path", "form"), [("markdown/edition.md", "markdown"), ("docx/edition.docx", "docx")])
def test_pandoc_reads_the_words_and_the_notes(exports: Path, texts: Mapping[str, str], path: str, form: str) -> None:
    read_by_pandoc = json.loads(ran(program("pandoc"), "-f", form, "-t", "json", exports / path))
    notes: list[object] = []
    text = spoken(read_by_pandoc["blocks"], notes)
    meta = spoken(read_by_pandoc["meta"].get("title", {}).get("c", []), notes)
    expected = [w for w in words(texts["W"]) if w not in MARKS]
    assert [w for w in words(f"{meta} {text}") if w not in MARKS] == expected
    book = zipfile.ZipFile(exports / "epub" / "edition.epub")
    count = sum(book.read(n).count(b"<aside") for n in book.namelist() if "text-" in n)
    assert len(notes) == count > 200


#: pandoc takes the mark of an item for its own.
MARKS = frozenset(["•", *(f"{n}." for n in range(30))])


def spoken(node: object, notes: list[object]) -> str:
    """The words of pandoc's tree, its notes apart."""
    if isinstance(node, list):
        return "".join(spoken(one, notes) for one in node)
    if not isinstance(node, dict):
        return ""
    kind, content = node.get("t"), node.get("c")
    match kind:
        case "Str":
            return str(content)
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Note":
            notes.append(content)
            return ""
        case "Quoted":
            sign = '"' if content[0]["t"] == "DoubleQuote" else "'"
            return f"{sign}{spoken(content[1], notes)}{sign}"
    ends = " " if kind in ("Para", "Plain", "Header") else ""
    return spoken(content, notes) + ends


@pytest.mark.tools
def test_python_docx_reads_the_blocks_of_the_base(exports: Path, texts: Mapping[str, str], read: Read) -> None:
    title, paragraphs = read("paragraphs", exports / "docx" / "edition.docx")
    assert title == "The Moscow Trials in Four Accounts"
    blocks = texts["W"].removesuffix("\n").split("\n\n")
    assert [
        re.sub(r"^(•|\d+\.) ", "", text) if style == "List Paragraph" else text for style, text in paragraphs
    ] == blocks
    assert {"Title", "List Paragraph", "Quote", "Normal"} <= {style for style, _ in paragraphs}


@pytest.mark.tools
def test_text_fabric_reads_all_texts(
    exports: Path, texts: Mapping[str, str], marked: Mapping[str, list], edition: etree._Element, read: Read
) -> None:
    counts, hits, found, mentions, section, aligned = read("corpus", exports / "tf", "Stalin", "W")
    assert found == texts
    marks = [m for name in found for m in marked[name]]
    assert (counts["text"], counts["mention"]) == (len(texts), len(marks))
    assert counts["block"] == sum(len(t.split("\n\n")) for t in texts.values())
    columns = "".join(p.read_text("utf-8") for p in sorted((exports / "ner").rglob("*.conll")))
    assert hits == columns.count("\nStalin -X-")
    assert sorted((i, " ".join(t.split())) for i, t, _ in mentions) == sorted(
        (m.get(XML_ID), words_of(m)) for m in marks
    )
    assert section.strip() == texts["W"].split("\n\n")[0]
    assert set(aligned) <= set(ids(list(edition.iter(tei("app")))))
    assert len(aligned) > 300
    app = next(
        a for a in edition.iter(tei("app")) if "Trotskyists" in "".join(a.itertext()) and not list(a.iter(tei("seg")))
    )
    assert app.get(XML_ID) in aligned


def test_the_place_of_a_reading_has_its_words(
    exports: Path, edition: etree._Element, built: Path, texts: Mapping[str, str]
) -> None:
    """Text-Fabric's readings against the TEI: words of an app without nested places, witness by witness."""
    folder = exports / "tf"
    app_of = feature(folder / "app.tf")
    text_of = feature(folder / "text.tf")
    slots = edge(folder / "oslots.tf")
    tokens, after = feature(folder / "str.tf"), feature(folder / "after.tf")
    spans = {text: set(slots[node]) for node, text in text_of.items()}
    compared = 0
    for app in edition.iter(tei("app")):
        if list(app.iterdescendants(tei("app"))) or any(a.tag == tei("app") for a in app.iterancestors()):
            continue
        nodes = [n for n, name in app_of.items() if name == app.get(XML_ID)]
        for node in nodes:
            slug = next(text for text, span in spans.items() if slots[node][0] in span)
            side = next(r for r in app.iter(tei("lem"), tei("rdg")) if f"#{slug}" in r.get("wit", "").split())
            said = "".join(tokens[s] + after.get(s, "") for s in slots[node])
            assert "".join(said.split()) == "".join("".join(side.itertext()).split())
            compared += 1
    assert compared > 400


def feature(path: Path) -> dict[int, str]:
    lines = path.read_text("utf-8").partition("\n\n")[2].removesuffix("\n").split("\n")
    return {int(n): v.replace("\\n", "\n").replace("\\t", "\t") for n, _, v in (line.partition("\t") for line in lines)}


def edge(path: Path) -> dict[int, list[int]]:
    """The slots of each node: `3-5,9`."""
    made: dict[int, list[int]] = {}
    for node, said in feature(path).items():
        ends = [part.split("-") for part in said.split(",")]
        made[node] = [slot for part in ends for slot in range(int(part[0]), int(part[-1]) + 1)]
    return made


@pytest.mark.tools
def test_dapytains_cites_what_the_static_answers_say(
    exports: Path, tmp_path: Path, texts: Mapping[str, str], read_pinned: Read
) -> None:
    zipfile.ZipFile(exports / "dts" / "dts.zip").extractall(tmp_path)
    root = tmp_path / "dts"
    entry = json.loads((root / "index.json").read_text("utf-8"))
    assert (entry["@type"], entry["dtsVersion"]) == ("EntryPoint", "1.0")
    members = json.loads((root / "collection.json").read_text("utf-8"))["member"]
    assert [m["@id"] for m in members] == list(SLUGS)
    for slug in SLUGS:
        told = json.loads((root / "navigation" / slug / "-1.json").read_text("utf-8"))
        refs = [unit["identifier"] for unit in told["member"]]
        blocks = texts[slug].removesuffix("\n").split("\n\n")
        assert len(refs) == len(blocks)
        chosen = refs[:: max(1, len(refs) // 12)]
        found, passages = read_pinned("passages", root / "document" / f"{slug}.xml", *chosen)
        assert found == refs
        for ref in chosen:
            wrapped = etree.parse(root / "document" / slug / f"{ref}.xml").getroot()
            assert wrapped.tag == f"{{{TEI}}}TEI"
            assert wrapped[0].tag == "{https://dtsapi.org/v1.0#}wrapper"
            assert "".join(wrapped.itertext()).strip() == blocks[refs.index(ref)] == passages[ref]
            assert (
                json.loads((root / "navigation" / slug / f"{ref}.json").read_text("utf-8"))["ref"]["identifier"] == ref
            )


def test_every_address_of_dts_leads_to_a_file(exports: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(exports / "dts" / "dts.zip").extractall(tmp_path)
    entry = json.loads((tmp_path / "dts" / "index.json").read_text("utf-8"))
    for resource in json.loads((tmp_path / "dts" / "collection.json").read_text("utf-8"))["member"]:
        for name, expansions in {
            "navigation": ("/1", "/-1"),
            "collection": ("", "/parents"),
            "document": ("",),
        }.items():
            for expansion in expansions:
                path = re.sub(r"\{[^}]*\}", expansion, resource[name])
                assert (tmp_path / path.removeprefix("/")).exists(), path
    assert all(entry[name].startswith("/dts/") for name in ("collection", "navigation", "document"))


def test_needed_names_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(pytest.skip.Exception, match="make test-tools installs the moon"):
        needed(tmp_path / "none", "the moon")
