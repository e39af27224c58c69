"""A TEI file with the places of everything in its bytes, and what is refused of it."""

import codecs

import pytest

from edition.xml.parse import RefusedError
from edition.xml.transcription import Transcription, parse_transcription

ENTITIES = '<!DOCTYPE a [<!ENTITY et "&#x204A;"><!ENTITY two "<c>x<d/>y</c>z">]>'


def pieces(file: Transcription) -> dict[str, list[str]]:
    """The characters of each text node, each with its bytes."""
    found: dict[str, list[str]] = {}
    for node in range(2 * len(file.parsed.nodes)):
        text = file.text_of(node)
        places = [file.place_of(node, i) for i in range(len(text))]
        assert file.length_of(node) == len(text)
        if text:
            found[text] = [file.data[a:b].decode() for a, b in places]
    return found


def test_every_character_has_its_bytes() -> None:
    data = f"{ENTITIES}<a>Fißh &amp; &et;é<!-- c -->k<b>&#xE7;</b><![CDATA[<&]]>\r\n&two;</a>"
    assert pieces(parse_transcription(data.encode(), "f")) == {
        "Fißh & ⁊é": ["F", "i", "ß", "h", " ", "&amp;", " ", "&et;", "é"],
        "k": ["k"],
        "ç": ["&#xE7;"],
        "<&\n": ["<![CDATA[<&]]>", "<![CDATA[<&]]>", "\r\n"],
        "x": ["&two;"],
        "y": ["&two;"],
        "z": ["&two;"],
    }


def test_a_long_line_and_many_lines_have_the_places_of_their_letters() -> None:
    words = "ä" * 9000 + "\nö\n" * 3000 + "z"
    file = parse_transcription(f"<a>{words}</a>".encode(), "f")
    for i in (0, 1, 4095, 4096, 8999, 9000, 9001, 12000, len(words) - 1):
        begin, end = file.place_of(0, i)
        assert file.data[begin:end].decode() == words[i]


def test_tags_have_their_bytes() -> None:
    data = b"<a x=\">\"><b/><c y='/>'></c><!-- <x> --><?pi > ?></a>\n<!-- behind -->"
    file = parse_transcription(data, "f")
    a, b, c, comment, instruction = file.parsed.nodes
    spans = [data[slice(*file.outside(node))] for node in (b, c, comment, instruction)]
    assert spans == [b"<b/>", b"<c y='/>'></c>", b"<!-- <x> -->", b"<?pi > ?>"]
    assert data[slice(*file.outside(a))] == data.split(b"\n")[0]
    assert [file.is_empty_tag(node) for node in (a, b, c)] == [False, True, False]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", codecs.BOM_UTF8), ("utf-8", b""), ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE),
     ("iso-8859-1", b""), ("windows-1252", b"")],
)  # fmt: skip
def test_a_file_comes_back_in_its_encoding(encoding: str, mark: bytes) -> None:
    declared = "utf-16" if encoding.startswith("utf-16") else encoding
    data = mark + f'<?xml version="1.0" encoding="{declared}"?>\r\n<a>«é»</a>'.encode(encoding)
    file = parse_transcription(data, "f")
    assert file.root.text == "«é»"
    assert file.encoding.from_utf8(file.data) == data


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_known_without_its_mark(encoding: str) -> None:
    assert parse_transcription("<a>é</a>".encode(encoding), "f").root.text == "é"


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("<a>\n&longs;</a>", "f:2:1: the entity longs is not declared in this file; put its declaration into a file "),
        ('<!DOCTYPE a SYSTEM "chars.dtd"><a>&longs;</a>', "the entity longs is not declared"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "x.txt">]><a>&x;</a>', "the entity x is in another file (x.txt)"),
        ('<!DOCTYPE a [<!ENTITY % x "y">]><a/>', "declares the parameter entity x"),
        ("<!DOCTYPE a [<!ATTLIST a b CDATA 'c'>]><a/>", "declares b of a"),
        ("<!DOCTYPE a [<!ELEMENT a ANY>]><a/>", "declares the element a"),
        (f'<!DOCTYPE a [<!ENTITY e0 "aaaaaaaaaa">{BOMB}]><a>&e8;</a>', "grows to more than 64 kilobytes"),
        (f'<!DOCTYPE a [<!ENTITY b "{"b" * 60000}">]><a>{"&b;" * 40}</a>', "grow to more than 10 times the file"),
        ('<!DOCTYPE a [<!ENTITY b "&c;"><!ENTITY c "&b;">]><a>&b;</a>', "contains itself"),
        ("<a>" * 257 + "</a>" * 257, "more than 256 deep"),
        ("<a><b></a>", "f:1:11: is not well-formed XML"),
        ("<a><x:b/></a>", "is not well-formed XML"),
        ('<a><include xmlns="http://www.w3.org/2001/XInclude" href="b.xml"/></a>', "f:1:4: XInclude"),
        ('<?xml version="1.0" encoding="utf-7"?><a/>', "cannot be read as XML"),
        ('<?xml version="1.0" encoding="klingon"?><a/>', "cannot be read as XML"),
        ("", "is not well-formed XML"),
    ],
)
def test_what_is_refused(data: str, said: str) -> None:
    with pytest.raises(RefusedError) as error:
        parse_transcription(data.encode(), "f")
    assert said in str(error.value)


def test_bytes_that_are_not_in_the_encoding_are_refused() -> None:
    with pytest.raises(RefusedError, match="f:2: byte 4 is not UTF-8"):
        parse_transcription(b"<a>\n\xff</a>", "f")


@pytest.mark.parametrize("doctype", ["", '<!DOCTYPE a SYSTEM "http://example.org/other.dtd">', "<!DOCTYPE a>"])
def test_a_local_file_declares_entities(doctype: str) -> None:
    declarations = "<!-- ſ --><!ENTITY longs '&#x17F;'><!ENTITY b '<c/>'>".encode()
    file = parse_transcription(f"{doctype}<a>&longs;o&b;</a>".encode(), "f", ("chars.dtd", declarations))
    assert (file.root.text, [node.tag for node in file.root]) == ("ſo", ["c"])


@pytest.mark.parametrize(
    ("declarations", "said"),
    [
        (b"<!ENTITY a 'b", "chars.dtd:1:12: is no list of entity declarations"),
        (b"<!ENTITY % a 'b'>", "parameter entity a"),
        (b"<!ENTITY c 'b'>", "the entity a is declared neither in this file nor in chars.dtd"),
    ],
)
def test_a_file_of_declarations_that_is_none(declarations: bytes, said: str) -> None:
    with pytest.raises(RefusedError) as error:
        parse_transcription(b"<a>&a;</a>", "f", ("chars.dtd", declarations))
    assert said in str(error.value)


def test_an_inclusion_in_the_header_stays_unread() -> None:
    data = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"><teiHeader>'
        '<xi:include href="taxonomy.xml"/></teiHeader></TEI>'
    )
    assert len(parse_transcription(data.encode(), "f").parsed.nodes) == 3


def test_in_a_lenient_parse_an_unknown_entity_is_one_character() -> None:
    file = parse_transcription(b"<a>b&c;d</a>", "f", is_lenient=True)
    assert (file.root.text, file.missing) == ("b\ufffdd", ("c",))
    assert file.data[slice(*file.place_of(0, 1))] == b"&c;"
