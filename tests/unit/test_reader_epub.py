"""Books (EPUB): the order of the text, what is left out, and that every character is accounted for."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.errors import SeedError
from edition.model import Kind, Rule
from edition.readers.epub import read_epub
from edition.readers.extract import Extraction, extract
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal

CASE = Path(__file__).parent.parent / "cases" / "readers" / "epub-spine-order" / "A.epub"
CONTAINER = '<container xmlns="urn:c"><rootfiles><rootfile full-path="O/c.opf"/></rootfiles></container>'


def pack(documents: dict[str, str], spine: str = "", guide: str = "", nav: str = "", **more: str) -> bytes:
    """A book. `spine`: names with blanks between; a `-` before one means linear="no"."""
    items = "".join(
        f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml" properties="{"nav" if n == nav else ""}"/>'
        for n in documents
    )
    names = spine.split() or list(documents)
    refs = "".join(f'<itemref idref="{n.lstrip("-")}" linear="{"no" if n.startswith("-") else "yes"}"/>' for n in names)
    opf = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><metadata><t>Data</t></metadata><manifest>{items}</manifest>'
        f"<spine>{refs}</spine><guide>{guide}</guide></package>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("O/c.opf", opf)
        for name, body in documents.items():
            page = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body>{body}</body></html>'
            archive.writestr(f"O/{name}.xhtml", page)
        for name, text in more.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return data.getvalue()


def read(data: bytes, **options: str) -> Extraction:
    made = read_epub(SourceFile("A", "A.epub", data), ReaderOptions(**options))
    assert not isinstance(made, Refusal), made
    return extract(made)


def refusal(data: bytes, **options: str) -> str:
    made = read_epub(SourceFile("A", "A.epub", data), ReaderOptions(**options))
    assert isinstance(made, Refusal)
    return made.why


def left_out(made: Extraction, rule: Rule) -> list[str]:
    return [one.source for one in made.left_out if one.rule is rule]


def is_covered(made: Extraction, data: bytes) -> bool:
    found: dict[tuple[str, int], str] = {}
    for at, text in sorted(made.covered):
        assert at.offset == len(found.get((at.part, at.carrier), ""))
        found[at.part, at.carrier] = found.get((at.part, at.carrier), "") + text
    wanted = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                wanted[name, 0] = archive.read(name).decode()
            elif name.endswith((".opf", "container.xml")):
                for number, node in enumerate(etree.fromstring(archive.read(name)).iter()):
                    wanted[name, 2 * number], wanted[name, 2 * number + 1] = node.text or "", node.tail or ""
    return {k: v for k, v in found.items() if v} == {k: v for k, v in wanted.items() if v}


def test_the_case_of_the_order_of_the_spine() -> None:
    made = read(CASE.read_bytes())
    assert made.text == "First\n\nThe oar was wet.\n\nSecond\n\nThe mill was dry.\n"
    assert left_out(made, Rule.GENERATED) == ["First", "Second"]
    assert left_out(made, Rule.METADATA) == ["no text"] * 3
    assert is_covered(made, CASE.read_bytes())


def test_notes_in_another_file_stand_at_their_marks() -> None:
    text = '<p>A<a epub:type="noteref" href="notes.xhtml#n1">1</a> b<a id="r2" href="notes.xhtml#n2">2</a>.</p>'
    notes = '<aside id="n1">One.</aside><p id="n2"><a href="text.xhtml#r2">2.</a> Two.</p>'
    data = pack({"text": text, "notes": notes})
    made = read(data)
    assert made.text == "A b.\n\nOne.\nTwo.\n"
    assert [n.get("n") for n in made.root.walk() if n.kind is Kind.NOTE] == ["1", "2"]
    assert is_covered(made, data)
    assert read(pack({"text": text, "notes": notes}, spine="text -notes")).text == made.text


def test_covers_title_pages_and_contents_are_left_out() -> None:
    data = pack(
        {
            "cover": "<p>Cover</p>",
            "title": '<section epub:type="titlepage"><p>Title</p></section>',
            "nav": '<nav epub:type="landmarks"><a epub:type="imprint" href="imprint.xhtml">I</a></nav>',
            "imprint": "<p>Imprint</p>",
            "text": "<p>Text</p>",
            "extra": "<p>Extra</p>",
        },
        spine="cover title nav imprint text -extra",
        guide='<reference type="cover" href="cover.xhtml"/><reference type="toc" href="text.xhtml#toc"/>',
        nav="nav",
    )
    made = read(data)
    assert made.text == "Text\n"
    assert left_out(made, Rule.NAVIGATION) == ["Cover", "Title", "Imprint", "Extra"]
    assert left_out(made, Rule.GENERATED) == ["I"]
    assert left_out(made, Rule.METADATA)[0] == "t"
    assert [f.code for f in made.findings] == ["E344"]
    assert is_covered(made, data)


def test_a_book_whose_only_document_is_called_its_contents() -> None:
    assert read(pack({"a": "<p>A</p>"}, guide='<reference type="toc" href="a.xhtml"/>')).text == "A\n"


def test_the_part_that_the_editor_names() -> None:
    data = pack({"a": "<p>x</p><div id='t'>A</div>", "b": "<p>B</p>"})
    made = read(data, part="#t")
    assert (made.text, left_out(made, Rule.NAVIGATION)) == ("A\n", ["x", "B"])
    assert 'no document of the book has one part = "#u"' in refusal(data, part="#u")


def test_page_breaks_and_language() -> None:
    made = read(pack({"a": '<p>a <span epub:type="pagebreak" title="7"/>b <i xml:lang="la">c</i></p>'}), language="en")
    assert [n.get("n") for n in made.root.walk() if n.kind is Kind.BREAK] == ["7"]
    assert [n.get("lang") for n in made.root.walk() if n.kind is Kind.FOREIGN] == ["la"]


def protected(uri: str, method: str = "aes") -> str:
    return (
        f'<e xmlns="urn:e"><EncryptedData><EncryptionMethod Algorithm="{method}"/><CipherReference URI="{uri}"/>'
        "</EncryptedData></e>"
    )


def test_what_cannot_be_read_is_refused_with_the_reason() -> None:
    pages = {"a": "<p>A</p>"}
    assert "protected against copying" in refusal(pack(pages, **{"META-INF__encryption": protected("O/a.xhtml")}))
    fonts = protected("O/a.xhtml", "http://www.idpf.org/2008/embedding")
    assert read(pack(pages, **{"META-INF__encryption": fonts})).text == "A\n"
    assert "no zip archive" in refusal(b"PK")
    assert "damaged" in refusal(CASE.read_bytes()[:300])
    assert "no text documents" in refusal(pack(pages, spine="b"))
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("META-INF/container.xml", "<container>")
    with pytest.raises(SeedError, match="not well-formed"):
        refusal(broken.getvalue())


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text("ab<>/&;p\"'= \n", max_size=20), min_size=1, max_size=3))
def test_every_character_is_accounted_for(bodies: list[str]) -> None:
    data = pack({f"d{n}": f"<p>x</p>{body}" for n, body in enumerate(bodies)})
    assert is_covered(read(data), data)
