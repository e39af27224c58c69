"""The sentences about faults: what is wrong, where, and what to write; by a small schema with names of TEI."""

from pathlib import Path

import pytest

from edition.validate.document import validate, validate_document
from edition.validate.validated_file import parse_validated
from edition.xml.parse import RefusedError

SCHEMA = Path(__file__).parents[1] / "cases" / "validation-sentences" / "letters.rng"
NAMESPACE = "http://www.tei-c.org/ns/1.0"
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><p>-</p></publicationStmt>"
    "<sourceDesc><p>-</p></sourceDesc></fileDesc></teiHeader>"
)


def letter(body: str) -> str:
    """A document whose second line begins with `body`."""
    return f'<TEI xmlns="{NAMESPACE}">{HEADER}<text><body>\n{body}</body></text></TEI>'


def sentences(document: str) -> list[str]:
    """The findings about a document as line:column CODE sentence."""
    found = validate(document.encode(), "a.xml", SCHEMA)
    return [f"{f.position.line}:{f.position.column} {f.code} {f.message}" for f in found]


def test_a_letter_without_fault_has_none() -> None:
    words = 'On <date when="1803-05-04">4 May</date> <hi rend="bold">we</hi> <ref target="#x">met</ref><lb/>.'
    assert sentences(letter(f"<head>To Anna</head><p>{words}</p><div type='letter'><p>-</p></div>")) == []


DATE = "a date such as 1936-08-19, 1936-08 or 1936 or a time such as 12:30:00"


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("4 May 1803", "; write «1803-05-04»"),
        ("May 4, 1803", "; write «1803-05-04»"),
        ("4th of May 1803", "; write «1803-05-04»"),
        ("4. Mai 1803", "; write «1803-05-04»"),
        ("4 de mayo de 1803", "; write «1803-05-04»"),
        ("août 1803", "; write «1803-08»"),
        ("1803-5-4", "; write «1803-05-04»"),
        ("1803-5", "; write «1803-05»"),
        ("1803/05/04", "; write «1803-05-04»"),
        ("1803–05–04", "; write «1803-05-04»"),
        ("04.05.1803", "; write «1803-05-04» (4 May) or «1803-04-05» (5 April)"),
        ("24/5/1803", "; write «1803-05-24»"),
        ("5.5.1803", "; write «1803-05-05»"),
        ("803", "; write «0803»"),
        ("-44", "; write «-0044»"),
        ("44 BC", "; write «-0044»"),
        ("1803.", "; write «1803»"),
        ("#1803", "; write «1803»"),
        ("12:30", "; write «12:30:00»"),
        ("1803-05-04 9:30", "; write «1803-05-04T09:30:00»"),
        ("1803-02-30", "; February has no 30th"),
        ("1803-04-31", "; April has no 31st"),
        ("1803-02-29", "; 1803 is no leap year, so February has no 29th"),
        ("1803-05-32", "; no month has 32 days"),
        ("1803-13-04", "; there is no month 13; write «1803-04-13»"),
        ("1803-00-04", "; there is no month 00"),
        ("1803-05-00", "; there is no day 00"),
        ("0000", ""),
        ("0000-01-01", "; there is no year 0 (the year before 0001 is -0001)"),
        ("24:61:00", "; there is no minute 61"),
        ("25:00:00", "; there is no hour 25"),
        ("1803-05-04T24:30:00", "; the last moment of a day is 24:00:00"),
        ("1803-1805", "; it is a span: write notBefore=«1803» notAfter=«1805»"),
        ("ca. 1803", "; write «1803», and cert=«low»"),
        ("", "; it is empty"),
        ("in spring", ""),
        ("31 June 1803", ""),
    ],
)
def test_what_to_write_for_a_wrong_date(written: str, advice: str) -> None:
    (said,) = sentences(letter(f'<p><date when="{written}">-</date></p>'))
    assert said == f"2:4 E417 when=«{written}» on date must be {DATE}{advice} (gives the date in a standard form)"


@pytest.mark.parametrize(
    ("element", "sentence"),
    [
        ('<p xml:id="2"/>', "xml:id=«2» on p must be a name of letters, digits and hyphens without blanks, which no "
                            "other element has; write «p2»"),
        ('<p xml:id="my id"/>', "; write «my-id»"),
        ('<p xml:id="#a"/>', "; write «a»"),
        ('<p xml:id="a:b"/>', "; write «a-b»"),
        ('<p xml:lang="de_AT"/>', "xml:lang=«de_AT» on p must be a language tag such as en or de-AT; write «de-AT»"),
        ('<p n="two words"/>', "n=«two words» on p must be a word without blanks; write «two-words»"),
        ('<p ana="#A#B"/>', "must be an address without blanks, with one # at most, or several with blanks between; "
                            "write «#A #B»"),
        ('<p ana="#A#B#C"/>', "; write «#A #B #C»"),
        ('<p ana="##A"/>', "; write «#A»"),
        ('<p ana="50%.html"/>', "; write «50%25.html»"),
        ('<div type="leter"><p/></div>', "type=«leter» on div must be letter or postscript; did you mean letter?"),
        ('<div type="Letter"><p/></div>', "must be letter or postscript; write «letter»"),
        ('<table><row><cell cols="2,5"/></row></table>', "cols=«2,5» on cell must be a value of the type "
                                                         "nonNegativeInteger; write «2»"),
        ('<p><lb break="no"/></p>', "break=«no» on lb must be true or false; write «false»"),
        ('<p><date day="4.5.1803"/></p>', "day=«4.5.1803» on date must be a day, such as 1936-08-19; "
                                          "write «1803-05-04» (4 May) or «1803-04-05» (5 April)"),
        ('<p><date day="1803"/></p>', "day=«1803» on date must be a day, such as 1936-08-19"),
    ],
)  # fmt: skip
def test_what_to_write_for_another_wrong_value(element: str, sentence: str) -> None:
    (said,) = sentences(letter(element))
    assert " E417 " in said
    assert said.endswith(sentence)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<p>a<p>b</p></p>", "2:5 E412 p may not stand in p; it may stand in body: does p end too late? Close p "
                             "before it"),
        ("<p><seg><p/></seg></p>", "2:9 E412 p may not stand in seg; it may stand in body, outside this p"),
        ("<p/><head/>", "2:5 E412 head must come before the first p in body"),
        ("<div><p/></div><p/>", "2:16 E412 p must come before the first div in body"),
        ("<head/><head/><p/>", "2:8 E412 body may hold one head here, and has one already (line 2)"),
        ("<p><app><rdg/><lem/></app></p>", "2:15 E412 lem must come before the first rdg in app"),
        ("<p><item/></p>", "2:4 E412 item may not stand in p; it may stand in list"),
        ("<item/>", "2:1 E412 item may not stand in body; put it into list"),
        ("<p><cell/></p>", "2:4 E412 cell may not stand in p; it may stand in row"),
        ("<row><cell/></row>", "2:1 E412 row may not stand in body; put it into table"),
        ("<p><lb><hi/></lb></p>", "2:8 E412 hi may not stand in lb; it may stand in p: does lb end too late? Close lb "
                                  "before it"),
        ("<div><head/></div>", "2:1 E413 div is incomplete: lg, list, p or table is missing at its end"),
        ("<p><app><lem/></app></p>", "2:4 E413 app is incomplete: rdg is missing at its end"),
    ],
)  # fmt: skip
def test_why_an_element_may_not_stand_where_it_stands(body: str, sentence: str) -> None:
    assert sentences(letter(body)) == [sentence]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("<publicationStmt><p>-</p></publicationStmt>", "", "E413 sourceDesc comes too early in fileDesc: "
                                                            "publicationStmt is missing before it"),
        ("<titleStmt><title>T</title></titleStmt><publicationStmt><p>-</p></publicationStmt>",
         "<publicationStmt><p>-</p></publicationStmt><titleStmt><title>T</title></titleStmt>",
         "E412 publicationStmt must come after titleStmt in fileDesc"),
        ("<p>-</p></publicationStmt>", "<p>-</p><publisher/></publicationStmt>",
         "E412 publisher may not stand beside p in publicationStmt"),
        ("<p>-</p></publicationStmt>", "</publicationStmt>",
         "E413 publicationStmt is incomplete: p or publisher is missing at its end"),
        ("<p>-</p></publicationStmt>", "<publisher/><publisher/></publicationStmt>",
         "E412 publicationStmt may hold one publisher here, and has one already (line 1)"),
    ],
)  # fmt: skip
def test_the_order_of_the_header(old: str, new: str, sentence: str) -> None:
    document = letter("<p/>")
    assert document.count(old) == 1
    (said,) = sentences(document.replace(old, new))
    assert said.partition(" ")[2] == sentence


def test_an_element_that_was_announced_is_looked_at() -> None:
    document = letter("<p/>").replace("<titleStmt><title>T</title></titleStmt>", "")
    document = document.replace("</publicationStmt>", "</publicationStmt><titleStmt/>")
    assert [said.split(" ", 1)[1] for said in sentences(document)] == [
        "E412 publicationStmt must come after titleStmt in fileDesc",
        "E413 titleStmt is incomplete: title is missing at its end",
    ]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("stray words<p/>", "2:1 E414 in body no words may stand outside its elements: «stray words»; put them into p"),
        ("<div><p/>\n é <!-- c --> stray <p/></div>", "3:2 E414 in div no words may stand outside its elements: «é»; "
                                                    "put them into p"),
        ("<div>\n\n\t<p/><?x y?>&#8212; &lt;<p/></div>", "4:13 E414 in div no words may stand outside its elements: "
                                                        "«— <»; put them into p"),
        ("<p>12<lb>1</lb></p>", "2:10 E414 lb is always empty (<lb/>): «1» may not stand in it"),
        ("<list>one</list>", "2:7 E414 in list no words may stand outside its elements: «one»; put them into item"),
        ("<p><app>\n at noon<rdg/></app></p>", "3:2 E414 in app no words may stand outside its elements: «at noon»; "
                                              "put them into lem"),
        ("<table><row><![CDATA[x]]><cell/></row></table>", "2:22 E414 in row no words may stand outside its elements: "
                                                          "«x»; put them into cell"),
    ],
)  # fmt: skip
def test_stray_words_are_told_at_their_own_place(body: str, sentence: str) -> None:
    assert sentences(letter(body))[0] == sentence


@pytest.mark.parametrize(
    ("body", "near"),
    [
        ("<p><i>x</i></p>", "i; did you mean <hi rend=\"italic\">?"),
        ("<p><b>x</b></p>", "b; did you mean <hi rend=\"bold\">?"),
        ("<p><strong>x</strong></p>", "strong; did you mean <hi rend=\"bold\">?"),
        ("<p><em>x</em></p>", "em; did you mean <hi rend=\"italic\">?"),
        ("<p><u>x</u></p>", "u; did you mean <hi rend=\"underline\">?"),
        ("<p>x<br/>y</p>", "br; did you mean lb?"),
        ("<p><span>x</span></p>", "span; did you mean seg?"),
        ("<p><a>x</a></p>", "a; did you mean ref?"),
        ('<p><img url="a.png"/></p>', "img; did you mean graphic?"),
        ("<ul><item/></ul>", "ul; did you mean <list rend=\"bulleted\">?"),
        ("<list><li/></list>", "li; did you mean item?"),
        ("<h1>x</h1><p/>", "h1; did you mean head?"),
        ("<table><tr><cell/></tr></table>", "tr; did you mean row?"),
        ("<table><row><td/></row></table>", "td; did you mean cell?"),
        ("<p><blockquote/></p>", "blockquote; did you mean quote?"),
        ("<section><p/></section>", "section; did you mean div?"),
        ("<para>x</para>", "para; did you mean p?"),
        ("<p><persname/></p>", "persname; did you mean persName?"),
        ("<p><PERSNAME/></p>", "PERSNAME; did you mean persName?"),
        ("<p><persNames/></p>", "persNames; did you mean persName?"),
        ("<p><lemma/></p>", "lemma; did you mean lem?"),
        ("<list><li/><item/></list>", "li; did you mean item?"),
        ("<p>x<li/></p>", "li; did you mean item?"),
    ],
)  # fmt: skip
def test_what_is_meant_by_an_unknown_element(body: str, near: str) -> None:
    assert [said.partition(" ")[2] for said in sentences(letter(body))] == [f"E411 the schema has no element {near}"]


def test_an_unknown_element_without_a_near_name_is_told_what_may_stand() -> None:
    (said,) = sentences(letter("<lg><xyzzy/><l/></lg>"))
    assert said == "2:5 E411 the schema has no element xyzzy; here may stand l"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ('<p class="x"/>', "p has no attribute class; did you mean rend or ana?"),
        ('<list class="x"><item/></list>', "list has no attribute class; did you mean rend or type?"),
        ('<p><ref href="#x"/></p>', "ref has no attribute href; did you mean target?"),
        ('<p id="x"/>', "p has no attribute id; did you mean xml:id?"),
        ('<p lang="de"/>', "p has no attribute lang; did you mean xml:lang?"),
        ('<p Rend="x"/>', "p has no attribute Rend; did you mean rend?"),
        ('<p><date whn="1803"/></p>', "date has no attribute whn; did you mean when?"),
        ('<table><row><cell colspan="2"/></row></table>', "cell has no attribute colspan; did you mean cols?"),
        ('<p><lb xyz=""/></p>', "lb has no attribute xyz; it has break"),
        ('<p><graphic url="a" src="b"/></p>', "graphic has no attribute src; did you mean url? (indicates the location "
                                              "of a picture)"),
        (f'<p xmlns:t="{NAMESPACE}" t:n="1"/>', "p has no attribute {" + NAMESPACE + "}n; write n without a prefix: "
                                                "TEI's attributes are in no namespace"),
        ('<p><graphic/></p>', "graphic needs the attribute url (indicates the location of a picture)"),
        ('<p><relation mutual="#a" active="#b"/></p>', "active may not stand on relation beside mutual"),
    ],
)  # fmt: skip
def test_a_wrong_attribute_is_told_with_what_is_meant(body: str, sentence: str) -> None:
    (said,) = sentences(letter(body))
    assert said.partition(" ")[2].partition(" ")[2] == sentence


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (f' xmlns="{NAMESPACE}"', "", "1:1 E412 the document's root TEI is in no namespace; put "
                                      f'xmlns="{NAMESPACE}" on it'),
        (NAMESPACE, f"{NAMESPACE}/", f"1:1 E412 the document's root TEI is in the namespace {NAMESPACE}/ instead of "
                                     f"{NAMESPACE}; mend its xmlns"),
        ("<p>x</p>", '<p xmlns="">x<hi/></p>', f'2:1 E411 p is in no namespace; put xmlns="{NAMESPACE}" on it'),
        ("<p>x</p>", '<p><hi xmlns="http://www.w3.org/1999/xhtml">x</hi></p>', "2:4 E411 hi is in the namespace "
         f"http://www.w3.org/1999/xhtml instead of {NAMESPACE}; mend its xmlns"),
        ("<p>x</p>", '<p><svg xmlns="http://www.w3.org/2000/svg"/></p>', "2:4 E411 the schema has no element svg in "
         "the namespace http://www.w3.org/2000/svg, and none else in it"),
    ],
)  # fmt: skip
def test_a_wrong_namespace_is_told_once(old: str, new: str, sentence: str) -> None:
    assert sentences(letter("<p>x</p>").replace(old, new)) == [sentence]


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("<html><body/></html>", "the document begins with html; it must begin with TEI: this is a page of HTML, not "
                                 "TEI"),
        ("<TEI.2/>", "the document begins with TEI.2; it must begin with TEI: this is TEI P4, which P5 replaced in "
                     "2007; convert it (p4top5.xsl of the TEI Consortium)"),
        (f'<tei xmlns="{NAMESPACE}"/>', "the document begins with tei; it must begin with TEI; did you mean TEI?"),
        (f'<text xmlns="{NAMESPACE}"/>', "the document begins with text; it must begin with TEI"),
    ],
)  # fmt: skip
def test_a_wrong_root(document: str, sentence: str) -> None:
    assert sentences(document) == [f"1:1 E412 {sentence}"]


def expanded(document: str) -> list[str]:
    parsed, _ = parse_validated(document.encode(), "a.xml")
    return [str(finding.position) for finding in validate_document(parsed, SCHEMA)]


def test_stray_words_keep_their_place_behind_a_doctype_and_entities() -> None:
    doctype = '<!DOCTYPE TEI [<!ENTITY e "words">]>'
    assert expanded(doctype + letter("<p>&e;</p>\n<div>\n <p/>stray</div>")) == ["a.xml:4:6"]
    assert expanded(doctype + letter("<p/>\n<div>\n <p/>&e;</div>")) == ["a.xml:4:6"]


def test_a_file_with_a_doctype_that_is_not_well_formed_is_told_so_in_a_sentence() -> None:
    with pytest.raises(RefusedError, match=r"^a\.xml:2:\d: is not well-formed XML: a bare & begins an entity"):
        expanded("<!DOCTYPE TEI>" + letter("<p>Tom & Anna</p>"))
