"""The files that `edition collate` takes: what is read of each kind, and what is refused with which words."""

import json
from pathlib import Path

import pytest

from edition.collation.tokens.plain_text import tokens_of
from edition.collation.tokens.witness_tokens import make_words
from edition.errors import EditionError
from edition.model import Kind, Token, reading_blocks
from edition.tasks.collation_inputs import Text, read_texts, token_text, witness

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{}</TEI>'
OTHER = '{"witnesses": [{"id": "Z", "content": "z"}]}'


def read(folder: Path, **files: str) -> tuple[Text, ...]:
    """The witnesses of these files (`A_xml` is A.xml) and of one more, which is left out again."""
    paths = []
    for name, text in files.items():
        paths.append(folder / name.replace("_", "."))
        paths[-1].write_bytes(text.encode())
    (folder / "other.json").write_text(OTHER)
    return read_texts([*paths, folder / "other.json"])[:-1]


def said(folder: Path, **files: str) -> str:
    with pytest.raises(EditionError) as error:
        read(folder, **files)
    assert error.value.status == 2
    return str(error.value).replace(str(folder) + "/", "")


def words(text: Text) -> list[str]:
    return [str(token) for token in tokens(text)]


def tokens(text: Text) -> tuple[Token, ...]:
    return token_text(text, make_words(witness(text), (), given=text.given).source)[0].tokens


# -- kinds


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("A_txt", "A cat.", "text"),
        ("A_md", "A cat.", "text"),
        ("A_json", OTHER.replace("Z", "A"), "collatex"),
        ("A_JSON", OTHER.replace("Z", "A"), "collatex"),
        ("A_xml", TEI.format("<text><body><p>x</p></body></text>"), "tei"),
        ("A_tei", TEI.format("<text><body><p>x</p></body></text>"), "tei"),
        ("A_txt", '<?xml version="1.0"?>' + TEI.format("<text><body><p>x</p></body></text>"), "tei"),
        ("A_txt", "\n  " + TEI.format("<text><body><p>x</p></body></text>"), "tei"),
        ("A_txt", "\ufeff" + TEI.format("<text><body><p>x</p></body></text>"), "tei"),
        ("A_txt", '<t:TEI xmlns:t="http://www.tei-c.org/ns/1.0"><t:text>x</t:text></t:TEI>', "tei"),
        ("A_txt", "<TEIlike> is no element", "text"),
        ("A_txt", "{}", "text"),
    ],
)
def test_the_kind_of_a_file(tmp_path: Path, name: str, text: str, kind: str) -> None:
    (found,) = read(tmp_path, **{name: text})
    assert (found.siglum, found.kind) == ("A", kind)


def test_one_json_file_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    path.write_text('{"witnesses": [{"id": "α", "content": "a"}, {"id": "B*", "tokens": []}]}')
    assert [t.siglum for t in read_texts([path])] == ["α", "B*"]


# -- plain text


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", " The cat,\n\tand  the dog. \n", "don't – «x»", "日本語", "é\u0301 x"]
)
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(map(str, tokens_of(text))) == text


def test_a_token_has_the_white_space_behind_it_and_the_first_that_before_it() -> None:
    tokens = tokens_of("  The Cat,\n\nand ")
    assert [(t.text, t.norm, t.after) for t in tokens] == [
        ("  The", "the", " "),
        ("Cat", "cat", ""),
        (",", ",", "\n\n"),
        ("and", "and", " "),
    ]


def test_line_ends_are_one(tmp_path: Path) -> None:
    (text,) = read(tmp_path, A_txt="One\r\ntwo\rthree\n")
    assert words(text) == ["One\n", "two\n", "three\n"]


# -- CollateX


def test_tokens_are_kept_byte_for_byte_with_what_was_said_of_them(tmp_path: Path) -> None:
    given = [{"t": " A ", "n": "a", "pos": "DET", "at": [1, {"x": None}]}, {"t": "Cat,\n"}, {"t": ""}, {"t": " "}]
    (text,) = read(tmp_path, j_json=json.dumps({"witnesses": [{"id": "A", "tokens": given}]}))
    found = tokens(text)
    assert [str(t) for t in found] == [t["t"] for t in given]
    assert [t.norm for t in found] == ["a", "cat", "", ""]
    assert found[0].further == {"pos": "DET", "at": [1, {"x": None}]}


def test_an_empty_norm_was_not_given(tmp_path: Path) -> None:
    (text,) = read(tmp_path, j_json='{"witnesses": [{"id": "A", "tokens": [{"t": "Über ", "n": ""}]}]}')
    assert tokens(text)[0].norm == "uber"


def test_content_is_plain_text(tmp_path: Path) -> None:
    (text,) = read(
        tmp_path, j_json='{"witnesses": [{"id": "A", "content": "HEAD\\n\\nA cat.\\n\\nB"}], "algorithm": "x"}'
    )
    assert words(text) == ["HEAD\n\n", "A ", "cat", ".\n\n", "B"]
    assert [b.kind for b in reading_blocks(witness(text))] == [Kind.TITLE, Kind.PARAGRAPH, Kind.PARAGRAPH]


def test_given_tokens_are_paragraphs_in_which_nothing_is_left_out(tmp_path: Path) -> None:
    tokens = [{"t": t} for t in ("Head\n\n", "one [1] ", "two\n \n", "Jump to: navigation\n")]
    (text,) = read(tmp_path, j_json=json.dumps({"witnesses": [{"id": "A", "tokens": tokens}]}))
    assert [b.text for b in reading_blocks(witness(text))] == ["Head", "one [1] two", "Jump to: navigation"]


BAD = {
    '{"witnesses"\n []}': "2:2: this is not JSON: expecting",
    "": "1:1: this is not JSON: expecting value",
    "[]": '1:1: there must be an object with "witnesses"',
    "{}": '1:1: there must be an object with "witnesses"',
    '{"a": 1,\n "witnesses": {}}': '2:15: there must be an object with "witnesses"',
    '{"witnesses": ["A"], "table": []}': "1:16: a witness must be an object, not a string",
    '{"witnesses": [{"content": "x"}]}': '1:16: a witness needs an "id"',
    '{"witnesses": [{"id": 3, "content": "x"}]}': '1:23: a witness needs an "id"',
    '{"witnesses": [{"id": " ", "content": "x"}]}': '1:23: a witness needs an "id"',
    '{"witnesses": [{"id": "A"}]}': '1:16: witness "A" has neither "tokens" nor "content"',
    '{"witnesses": [{"id": "A", "content": "", "tokens": []}]}': '1:16: witness "A" has both "tokens" and "content"',
    '{"witnesses": [{"id": "A", "content": ["x"]}]}': '1:39: "content" must be a string, not a list',
    '{"witnesses": [{"id": "A", "tokens": "x"}]}': '1:38: "tokens" must be a list of objects',
    '{"witnesses": [{"id": "A", "tokens": ["x"]}]}': "1:39: a token must be an object",
    '{"witnesses": [{"id": "A", "tokens": [{"t": "x"},\n  {"n": "x"}]}]}': '2:3: a token needs "t"',
    '{"witnesses": [{"id": "A", "tokens": [{"t": null}]}]}': '1:45: "t" must be a string, not null',
    '{"witnesses": [{"id": "A", "tokens": [{"t": "x", "n": true}]}]}': '1:55: "n" must be a string, not true or false',
    '{"witnesses": [{"id": "A", "content": "x"},\n {"id": "A", "content": "y"}]}': '2:9: two witnesses have the id "A"',
    '{"witnesses": [{"id": "A", "id": "B", "content": "x"}]}': "1:28: this key stands twice in one object",
    '{"witnesses": [{"id": "A", "tokens": [{"t": "{", "x": {"a": 1,\n"\\u0061": 2}}]}]}': "2:1: this key stands twice",
    '{"witnesses": [{"id": "A", "content": "x\\u0000"}]}': "1:41: \\u0000 stands for no character",
    '{"witnesses": [{"id": "A", "content": "\\\\u0000 \\ud83d\\ude00 \\ud83d"}]}': "1:61: \\ud83d stands",
    '{"witnesses": [{"id": "A", "tokens": [{"t": "x", "p": 1e999}]}]}': "this JSON cannot be read: 1e999 is larger",
    '{"witnesses": [{"id": "A", "tokens": [{"t": "x", "p": NaN}]}]}': "this JSON cannot be read: NaN is no JSON number",
    "[" * 100_000: "nests too deeply",
}


@pytest.mark.parametrize(("text", "message"), BAD.items(), ids=[v[:45] for v in BAD.values()])
def test_json_that_is_refused(tmp_path: Path, text: str, message: str) -> None:
    found = said(tmp_path, j_json=text)
    assert found.startswith("j.json:")
    assert message in found
    assert "\n" not in found


def test_an_emoji_may_be_escaped(tmp_path: Path) -> None:
    (text,) = read(tmp_path, j_json='{"witnesses": [{"id": "A", "content": "\\ud83d\\ude00"}]}')
    assert words(text) == ["😀"]


# -- TEI

EXTRACTED = {
    "<p>One <hi>two</hi>\n  three.</p>": ["One two three."],
    "<head>Of cats</head><p>A</p>": ["Of cats", "A"],
    "<lg><l>One</l><l>two</l></lg>": ["One", "two"],
    "<list><label>1</label><item>One</item><item>two <p>three</p></item></list>": ["1", "One", "two three"],
    "<p>loose <list><item>x</item></list> ends</p>": ["loose", "x", "ends"],
    "<p>a <label>b</label> c <bibl>d</bibl></p>": ["a b c d"],
    "<listBibl><bibl>d</bibl><bibl>e</bibl></listBibl>": ["d", "e"],
    "<p>one<lb/>two<pb n='2'/>three <cb/> four</p>": ["one two three four"],
    "<p>fer\n<lb break='no'/>\nry, bo<pb break='no'/>at</p>": ["ferry, boat"],
    "<p>a<note>n</note>b <fw>f</fw>c<del>d</del><!-- e --><?f g?>h</p>": ["ab ch"],
    "<p>a <choice>\n <sic>tge</sic>\n <corr>the</corr></choice> b</p>": ["a tge b"],
    "<p><choice><corr>the</corr><sic>tge</sic></choice></p>": ["tge"],
    "<p><choice><reg>the</reg><orig>ye</orig></choice></p>": ["ye"],
    "<p><choice><expan>and</expan><abbr>&amp;</abbr></choice></p>": ["&"],
    "<p><choice><seg>x</seg><seg>y</seg></choice></p>": ["x"],
    "<p>at <app>\n <lem>dawn</lem>\n <rdg>dusk</rdg>\n</app>, then</p>": ["at dawn, then"],
    "<p>at <app><rdg>dusk</rdg><lem>dawn</lem></app></p>": ["at dawn"],
    "<p>at <app><rdgGrp><rdg>dusk</rdg><rdg>x</rdg></rdgGrp><rdg>y</rdg></app></p>": ["at dusk"],
    "<p>a <subst>\n <del>b</del>\n <add>c</add>\n</subst>d</p>": ["a cd"],
    "<p><w>a</w><pc>,</pc> <unclear>b</unclear><gap/></p>": ["a, b[…]"],
    "<div><div><head>x</head><ab>y</ab></div></div>": ["x", "y"],
    "<sp><speaker>Anna</speaker><p>Yes.</p></sp>": ["Anna", "Yes."],
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), EXTRACTED.items())
def test_what_is_read_of_tei(tmp_path: Path, body: str, expected: list[str]) -> None:
    (text,) = read(tmp_path, A_xml=TEI.format(f"<text><body>{body}</body></text>"))
    assert [b.text for b in reading_blocks(witness(text))] == expected
    assert "".join(words(text)) == text.seed.text


def test_the_header_is_no_text_and_heads_are_headings(tmp_path: Path) -> None:
    tei = TEI.replace("<teiHeader/>", "<teiHeader><p>No.</p></teiHeader>")
    (text,) = read(tmp_path, A_xml=tei.format("<text><body><div><head>Yes</head><p>a</p></div></body></text>"))
    assert [(b.kind, b.text) for b in reading_blocks(witness(text))] == [(Kind.HEADING, "Yes"), (Kind.PARAGRAPH, "a")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (TEI.format("<text><body><p>x</body></text>"), "A.xml:1:"),
        (
            '<!DOCTYPE TEI [<!ENTITY x SYSTEM "/etc/passwd">]>' + TEI.format("<text>&x;</text>"),
            "the entity x is in another",
        ),
        (TEI.format('<text><include xmlns="http://www.w3.org/2001/XInclude" href="/etc/passwd"/></text>'), "XInclude"),
        (TEI.format(""), "A.xml:1:1: it has a header, but no text element of TEI"),
        ("<letters><text>x</text></letters>", "A.xml: is XML with the root letters"),
        ("<TEI><text>x</text></TEI>", "A.xml: is TEI without its namespace"),
        ("", "A.xml:1:"),
    ],
)
def test_xml_that_is_refused(tmp_path: Path, data: str, message: str) -> None:
    found = said(tmp_path, A_xml=data)
    assert message in found
    assert "root:" not in found


# -- sigla


def test_doubled_sigla_are_refused_across_kinds(tmp_path: Path) -> None:
    found = said(tmp_path, A_txt="x", j_json=OTHER.replace("Z", "A"))
    assert found.startswith("two witnesses are called A (A.txt and j.json)")


@pytest.mark.parametrize("siglum", ["\\u0001", "A\\nB", "A\\u2028"])
def test_a_siglum_can_be_printed(tmp_path: Path, siglum: str) -> None:
    assert "cannot be part of a siglum" in said(tmp_path, j_json=OTHER.replace("Z", siglum))


def test_another_encoding_is_refused_with_advice_that_can_be_followed(tmp_path: Path) -> None:
    (tmp_path / "A.txt").write_bytes("müde\n".encode("latin-1"))
    with pytest.raises(EditionError, match=r"A\.txt:1:2: byte 1 is not UTF-8; save the file as UTF-8$"):
        read_texts([tmp_path / "A.txt"])


def test_a_missing_file_and_a_binary_one(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="cannot be read"):
        read_texts([tmp_path / "no.txt"])
    assert "binary" in said(tmp_path, A_txt="a\x00b")
    assert "binary" in said(tmp_path, A_json="a\x00b")
