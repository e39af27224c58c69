"""What is said of a file that is not well-formed: the fault, its place, and what to write."""

import pytest

from edition.xml.parse import RefusedError, parse_document


def refusal(data: bytes) -> str:
    with pytest.raises(RefusedError) as raised:
        parse_document(data, "a.xml")
    position = raised.value.finding.position
    assert str(raised.value) == f"{position}: {raised.value.finding.message}"
    return f"{position.line}:{position.column} {raised.value.finding.message.removeprefix('is not well-formed XML: ')}"


AMPERSAND = "a bare & begins an entity; where it is text, write &amp;"
LESS = "the sign < begins a tag; where it is text, write &lt;"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<a>\n <p>Tom & Jerry</p>\n</a>", f"2:9 {AMPERSAND}"),
        ("<a>AT&T</a>", f"1:6 {AMPERSAND}"),
        ('<a n="x & y"/>', f"1:9 {AMPERSAND}"),
        ("<a>R&D; x</a>", "1:5 the entity &D; is not declared; where it is text, write &amp;D;"),
        ("<a>x&nbsp;y</a>", "1:5 XML does not know the entity &nbsp; of HTML; write &#160;"),
        (
            "<a>x&mdash;y</a>",
            "1:5 XML does not know the entity &mdash; of HTML; write &#8212; or the character — itself",
        ),
        ("<a>3 < 4</a>", f"1:6 {LESS}"),
        ("<a>x <3</a>", f"1:6 {LESS}"),
        ('<a n="x<y"/>', "1:8 a value may not hold <: write &lt;, or close the quotation mark of the value before it"),
        ("<a n=x>y</a>", '1:6 a value needs quotation marks: write n="x"'),
        ("<a n=“x”/>", '1:6 the quotation mark “ is none of XML; write n="x" with " or \''),
        ("<a checked>y</a>", '1:4 the attribute checked has no value; write checked="…"'),
        ('<a n="1" n="2"/>', "1:10 the attribute n stands twice in one tag; take one away, or join their values"),
        ('<a n="1"m="2"/>', "1:9 a blank is missing between two attributes"),
        ('<a>\n <p n="x"\n</a>', "3:1 the start tag before this < has no end: write > before it"),
    ],
)
def test_signs_of_markup_and_attributes(text: str, sentence: str) -> None:
    assert refusal(text.encode()) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<a>\n <p><hi>x</p>\n</a>", "2:14 hi (line 2, column 5) is not closed before </p>: write </hi>"),
        ("<a>\n <p>x\n</a>", "3:5 p (line 2, column 2) is not closed before </a>: write </p>"),
        ("<a><b><i>x</b></i></a>", "1:15 i (line 1, column 7) is not closed before </b>: write </i>"),
        ("<a><p>x<br>y</p></a>", "1:17 br (line 1, column 8) has no end: write <br/>"),
        ("<a><Hi>x</hi></a>", "1:14 </hi> does not close Hi (line 1, column 4): capitals count; write </Hi>"),
        ("<a>x</p></a>", "1:9 </p> closes nothing, for no p is open here; the innermost open element is a (line 1, "
                         "column 1)"),
        ("<a>\n <p>x\n", "3:1 the file ends before p (line 2, column 2) is closed: it is cut off, or </p></a> is "
                          "missing"),
        ("<a/>\n<b/>", "2:1 a file has one root, and b stands behind its end; put both into one element"),
        ("<a/>\nmore words", "2:1 nothing may stand behind the end of the root: «more words»"),
        ("<a><x:p/></a>", '1:5 the prefix of x:p is not declared: put xmlns:x="…" on the root, or take the prefix '
                          "away"),
        ('<a xlink:href="x"/>', '1:4 the prefix of xlink:href is not declared: put '
                                'xmlns:xlink="http://www.w3.org/1999/xlink" on the root, or take the prefix away'),
    ],
)  # fmt: skip
def test_tags_that_do_not_fit(text: str, sentence: str) -> None:
    assert refusal(text.encode()) == sentence


CUT = 'save the file as UTF-8, or begin it with <?xml version="1.0" encoding="windows-1252"?> if that is its encoding'


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "1:1 the file is empty"),
        (b" \n ", "2:2 the file is empty"),
        (b"words\n<a/>", "1:1 the file must begin with a tag, and «words» stands before it"),
        (b"\xef\xbb\xbf\xef\xbb\xbf<a/>", "1:1 the file begins with more than one byte-order mark"),
        (b"PK\x03\x04rest", "1:1 this is an archive, such as a document of Word, OpenDocument or EPUB, not XML"),
        (b"%PDF-1.7", "1:1 this is a PDF, not XML"),
        (b"<a>\n caf\xe9</a>", f"2:5 the byte E9 is not UTF-8 (é in Windows-1252?): {CUT}"),
        (b"<a>\xc3\xa9\x93x</a>", f"1:5 the byte 93 is not UTF-8 (“ in Windows-1252?): {CUT}"),
        (b'<?xml version="1.0" encoding="latin-9x"?><a/>', "1:40 the encoding latin-9x is unknown; save the file as "
                                                           "UTF-8"),
        (b"<a>x\x0b</a>", "1:5 XML does not allow the character U+000B: take it out"),
        (b"<a>&#11;</a>", "1:9 XML does not allow the character U+000B: take it out"),
        (b"<a>&#xZZ;</a>", "1:4 «&#xZZ;» is no number of a character; write &#8212; or &#x2014; for instance"),
        (b'\n<?xml version="1.0"?><a/>', "2:1 the XML declaration must be the first of the file: take away what stands "
                                         "before it"),
        (b"<a><!-- x </a>", "1:4 this comment has no end: write -->"),
        (b"<a><!-- x -- y --></a>", "1:11 -- may not stand inside a comment: write - -"),
        (b"<a>x ]]> y</a>", "1:6 ]]> may not stand in text: write ]]&gt;"),
    ],
)  # fmt: skip
def test_bytes_characters_and_the_beginning(data: bytes, sentence: str) -> None:
    assert refusal(data) == sentence
