"""From the TEI alone back to the seed, byte for byte (docs/design.md, I1)."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from tests.encoding import encoded, identified, witness_tree

from edition.errors import EditionError, InputError
from edition.invariants import prove
from edition.model import Kind, Node, Seed, Witness
from edition.model.seed import LineEnd
from edition.project.sources import encode_text, make_seed
from edition.readers.options import ReaderOptions
from edition.readers.registry import read
from edition.tasks.check import restore
from edition.tei.decode.witness import is_intact, seed_of, text_of
from edition.xml.namespaces import NS, tei
from edition.xml.writer import serialize


def witness_file(seed: Seed) -> bytes:
    """The TEI of a seed, as it is written; an empty text has no reader."""
    root = read(seed, "text", ReaderOptions())[1].root if seed.text.strip() else Node(Kind.BODY, 0, len(seed.text))
    return serialize(witness_tree(Witness(seed.siglum, "", seed, root, "text")))


SEEDS = {
    "nothing": b"",
    "white space alone": b" \r\n\t\n",
    "no line end": b"One line",
    "line ends of all kinds": b"One.\r\n\r\nTwo.\r\rThree.\n\nFour.\r\n",
    "form feed and its kind": b"One.\x0c\n\n\x01Two\x1f.\x0b\n\n\x0cThree\x08.\n\n\x0c",
    "UTF-8 with a mark": b"\xef\xbb\xbfOne.\n",
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbfOne.\n",
    "UTF-16": "\ufeffOne — 𝄞.\r\nTwo.\r\n".encode("utf-16-be"),
    "what XML would take for markup": b"<p>One & ]]> <!-- --> &amp; &#13;\n\n<?two?>\n",
    "separators that are no line ends": "One\x85two\u2028three\u2029.\n".encode(),
    "odd but allowed": "\ufffd\u200f\u202e\ue000e\u0301\u00ad\x7f\x80\ufdd0\n".encode(),
    "blanks that count": b"  One  two \t three   \n   \n\n\n  four\n ",
}


@pytest.mark.parametrize("data", SEEDS.values(), ids=SEEDS)
def test_the_bytes_come_back(data: bytes) -> None:
    seed = make_seed("A*", "seeds/ä & b.txt", data)
    root = etree.fromstring(witness_file(seed))
    assert text_of(root) == seed.text
    assert seed_of(root) == seed
    assert encode_text(seed_of(root)) == data
    assert is_intact(seed_of(root), data)


def test_a_declared_encoding_comes_back() -> None:
    data = b"M\xfcller \x97 x.\r\n"
    root = etree.fromstring(witness_file(make_seed("A", "a.txt", data, "windows-1252")))
    assert encode_text(seed_of(root)) == data


def test_every_character_comes_back() -> None:
    """All of the first three blocks of 4,096, but those that are refused or end a line."""
    text = "".join(chr(c) for c in range(1, 0x3000) if c != 0x0D)
    seed = make_seed("A", "a.txt", text.encode())
    assert text_of(etree.fromstring(witness_file(seed))) == text


def test_characters_that_xml_cannot_hold_are_declared_once() -> None:
    root = etree.fromstring(witness_file(make_seed("A", "a.txt", b"a\x0cb\x0cc\x01\n")))
    assert [g.get("ref") for g in root.iter(tei("g"))] == ["#U000C", "#U000C", "#U0001"]
    assert [p.get("value") for p in root.iterfind(".//tei:charDecl/tei:char/tei:localProp", NS)] == ["0001", "000C"]


def test_one_changed_letter_is_noticed() -> None:
    data = witness_file(make_seed("A", "a.txt", b"One two.\n"))
    seed = seed_of(etree.fromstring(data.replace(b"two", b"tow")))
    assert not is_intact(seed, encode_text(seed))


@pytest.mark.parametrize("fact", ["lineEnds", "encoding", "byteOrderMark", "sha256", "siglum", "file"])
def test_a_header_that_does_not_say_how_is_refused(fact: str) -> None:
    root = etree.fromstring(witness_file(make_seed("A", "a.txt", b"One.\n")))
    (element,) = root.xpath("//tei:sourceDesc//*[@type = $fact]", namespaces=NS, fact=fact)
    element.getparent().remove(element)
    with pytest.raises(InputError, match="does not say how the seed was encoded"):
        seed_of(root)


@pytest.mark.parametrize("said", ["LF", "LF one", "XX 3", "LF 1 CR"])
def test_line_ends_that_make_no_sense_are_refused(said: str) -> None:
    root = etree.fromstring(witness_file(make_seed("A", "a.txt", b"One.\n")))
    root.xpath("//tei:note[@type = 'lineEnds']", namespaces=NS)[0].text = said
    with pytest.raises(InputError, match="does not say how the seed was encoded"):
        seed_of(root)


def test_what_is_no_witness_file_is_refused() -> None:
    with pytest.raises(InputError, match="no witness file of an edition"):
        seed_of(etree.fromstring(b"<TEI/>"))
    with pytest.raises(InputError, match="no text element"):
        text_of(etree.fromstring(b"<TEI/>"))


# -- `edition restore`


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "tei" / "witnesses"
    folder.mkdir(parents=True)
    for name, siglum, data in (("a", "α", b"One.\r\n"), ("Ax", "A*", b"Two.\n")):
        (folder / f"{name}.xml").write_bytes(witness_file(make_seed(siglum, f"seeds/{name}.txt", data)))
    return tmp_path


def test_a_siglum_is_restored_and_not_a_file_name(project: Path) -> None:
    assert restore(project, "α") == b"One.\r\n"
    assert restore(project, "A*") == b"Two.\n"
    with pytest.raises(InputError, match=r"no witness 'a' in .*; there is A\*, α"):
        restore(project, "a")


def test_without_a_build_there_is_nothing_to_restore(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is none: build first"):
        restore(tmp_path, "A")


def test_a_file_that_somebody_changed_is_not_passed_off_as_the_seed(project: Path) -> None:
    place = project / "tei" / "witnesses" / "a.xml"
    place.write_bytes(place.read_bytes().replace(b"One.", b"Not."))
    with pytest.raises(EditionError, match=r"tei/witnesses/a\.xml: .* the file was changed"):
        restore(project, "α")
    assert restore(project, "A*") == b"Two.\n"


def test_a_line_added_by_an_editor_is_told_by_restore(project: Path) -> None:
    place = project / "tei" / "witnesses" / "a.xml"
    place.write_bytes(place.read_bytes().replace(b"One.", b"One.\n"))
    with pytest.raises(EditionError):
        restore(project, "α")


def test_a_line_added_by_an_editor_is_told_by_the_proof_of_i1() -> None:
    seed = make_seed("A", "a.txt", b"One.\n")
    witness = Witness("A", "", seed, read(seed, "text", ReaderOptions())[1].root, "text")
    trees, edition = encoded(identified([witness]))
    changed = etree.fromstring(serialize(trees["A"]).replace(b"One.", b"One.\n"))
    found = list(prove([witness], {"tei/edition.xml": edition, "tei/witnesses/A.xml": changed}))
    assert {f.code for f in found} == {"I1"}


def test_a_file_that_somebody_changed_is_no_fault_of_the_program(project: Path) -> None:
    place = project / "tei" / "witnesses" / "a.xml"
    place.write_bytes(place.read_bytes().replace(b"One.", b"Not."))
    with pytest.raises(EditionError) as told:
        restore(project, "α")
    assert told.value.status in (1, 2)


def test_a_seed_of_the_model_restores_without_a_file() -> None:
    seed = Seed("A", "a", "a\nb", hashlib.sha256(b"a\rb").hexdigest(), line_ends=((LineEnd.CR, 1),))
    assert is_intact(seed, encode_text(seed))
    assert not is_intact(seed, encode_text(replace(seed, line_ends=((LineEnd.LF, 1),))))
