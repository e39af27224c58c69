"""Verse on the site: what lines and entries are cited by, numbers in the margin, indents, addresses by reference."""

from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from edition.project.messages import load_messages
from edition.xml.saxon import Sheet

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>T</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><listWit>
<witness xml:id="A" n="A"/><witness xml:id="B" n="B"/>
<witness xml:id="C" n="C"/></listWit></sourceDesc></fileDesc></teiHeader>{stand_off}<text>
<body>{body}</body></text></TEI>"""


@cache
def sheet() -> Sheet:
    return Sheet(Path(__file__).with_name("verse.xsl"))


def made(body: str, stand_off: str = "") -> etree._Element:
    """What verse.xsl says of a body."""
    text = sheet().text(
        TEI.format(body=body, stand_off=stand_off).encode(),
        base="A",
        witnesses=b"<witnesses/>",
        registers=b"<registers/>",
        figures=b"<figures/>",
        pages=b"<pages/>",
        folios=b"<folios/>",
        settings=b"<settings/>",
        downloads=b"<downloads/>",
        messages=load_messages("en"),
    )
    root = etree.fromstring(text.encode())
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return root


def l(n: str, words: str = "words", **attributes: str) -> str:  # noqa: E743
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    number = f' n="{n}"' if n else ""
    return f'<l xml:id="l-{n}-{abs(len(words)) * 31 + sum(map(ord, words + said))}"{number}{said}>{words}</l>'


def app(name: str, lemma: str, *readings: str, loc: str = "") -> str:
    om = "" if lemma else ' type="om"'
    at = f' loc="{loc}"' if loc else ""
    return f'<app xml:id="{name}" type="substantive"{at}><lem wit="#A"{om}>{lemma}</lem>{"".join(readings)}</app>'


OM = '<rdg wit="#B" type="om"/>'
OTHER = '<rdg wit="#B" type="substitution">other</rdg>'


def said(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def entries(root: etree._Element) -> list[str]:
    """The entries as they read, without what is there for citing."""
    for cite in root.iterfind("app/li//a[@class='cite']"):
        cite.getparent().remove(cite)
    return [said(entry) for entry in root.iterfind("app/li")]


def numbers(root: etree._Element) -> list[str]:
    """What stands in the margin, line by line."""
    return [said(line.find("span")) if line.find("span") is not None else "" for line in root.iterfind("l")]


def test_every_fifth_verse_has_its_number() -> None:
    assert numbers(made("".join(l(str(n), f"words {n}") for n in range(1, 12)))) == [
        "", "", "", "", "5", "", "", "", "", "10", ""
    ]  # fmt: skip


def test_a_number_stands_after_a_jump_and_at_a_line_with_a_letter() -> None:
    lines = [l("3"), l("4", "a"), l("4a", "b"), l("5", "c"), l("8", "d"), l("9", "e")]
    assert numbers(made("".join(lines))) == ["3", "", "4a", "5", "8", ""]


def test_a_new_poem_begins_without_a_number() -> None:
    lines = f"<div xml:id='d1'>{l('1')}{l('2')}</div><div xml:id='d2'>{l('1', 'a')}{l('2', 'b')}</div>"
    assert numbers(made(lines)) == ["", "", "", ""]


def test_an_added_line_has_its_number_and_does_not_count() -> None:
    added = app("app-1", "", f'<rdg wit="#B" type="block">{l("3a")}</rdg>')
    assert numbers(made(l("1") + l("2", "b") + l("3", "c") + added + l("4", "d"))) == ["", "", "", "3a", ""]


def test_parts_of_a_verse_have_one_number_and_stand_behind_each_other() -> None:
    lines = [l("5", "What hour is it now?", part="I"), l("5", "Two.", part="M"), l("5", "It struck.", part="F"), l("6")]
    root = made("".join(f'<sp xml:id="sp-{n}">{line}</sp>' for n, line in enumerate(lines)))
    assert numbers(root) == ["5", "", "", ""]
    assert [said(line.find("classes")) for line in root.iterfind("l")] == ["l", "l after5", "l after6", "l"]
    assert [line.get("before") for line in root.iterfind("l")] == [
        None,
        "What hour is it now?",
        "What hour is it now? Two.",
        None,
    ]


@pytest.mark.parametrize(
    ("rend", "classes"),
    [("indent", "indent1"), ("indent2", "indent2"), ("indent(3)", "indent3"), ("indent-12", "indent9"),
     ("center", "center"), ("indent2 italic", "indent2 italic"), ('"&lt;x', "")],
)  # fmt: skip
def test_indents(rend: str, classes: str) -> None:
    root = made(f"<l xml:id='l-1' rend='{rend}'>words</l>")
    assert said(root.find("l/classes")) == f"l {classes}".strip()


def test_a_line_has_an_address_by_reference_once() -> None:
    root = made(l("3", f"a {app('app-1', 'b', OTHER, loc='1:3')}") + l("4") + l("4", "again"))
    assert [line.get("loc") for line in root.iterfind("l")] == ["1:3", "1:4", "1:4"]
    assert [e.get("id") for e in root.iterfind("text//span") if str(e.get("id")).startswith("ref-")] == [
        "ref-1.3",
        "ref-1.4",
    ]


def test_sections_have_prefixes_of_their_own() -> None:
    first = l("1", app("app-1", "a", OTHER, loc="I.1")) + l("2")
    second = l("1", "b") + l("2", app("app-2", "c", OTHER, loc="II.2"))
    root = made(f"<div xml:id='d1'>{first}</div><div xml:id='d2'>{second}</div>")
    assert [line.get("loc") for line in root.iterfind("l")] == ["I.1", "I.2", "II.1", "II.2"]


def test_an_entry_is_cited_by_its_verse() -> None:
    root = made(l("3", f"He {app('app-1', 'stood', OTHER)} here") + l("4", app("app-2", "x", OTHER, loc="4b")))
    assert entries(root) == ["3 stood] other B substitution", "4b x] other B substitution"]


def test_an_entry_of_prose_has_its_number() -> None:
    root = made(f'<p xml:id="p-1">He {app("app-1", "stood", OTHER)}</p>')
    assert root.find("app").get("loc") is None
    assert entries(root) == ["par. 1 stood] other B substitution"]


def test_the_second_of_two_like_words_has_a_raised_figure() -> None:
    twice = f"the tide, the {app('app-1', 'tide', OTHER)} and the {app('app-2', 'tonnage', OTHER)}"
    assert entries(made(l("1", twice))) == ["1 tide2] other B substitution", "1 tonnage] other B substitution"]


def test_lines_that_the_same_witnesses_lack_in_a_row_are_one_entry() -> None:
    inner = app("app-x", "x", '<rdg wit="#C" type="substitution">y</rdg>')
    lines = [
        l("1"),
        l("2", app("app-2", "two", OM)),
        l("3", app("app-3", f"three {inner}", OM)),
        l("4", app("app-4", "four", OM)),
        l("5"),
    ]
    root = made("".join(lines))
    assert entries(root) == ["2–4 two three x four] om. B", "3 x] y C substitution"]
    assert {e.get("id") for e in root.iterfind("app/li//span")} >= {"n-app-3", "n-app-4"}, "addresses of the others"


@pytest.mark.parametrize(
    "second",
    [
        app("app-3", "three", '<rdg wit="#C" type="om"/>'),
        app("app-3", "three", OM, '<rdg wit="#C" type="substitution">3</rdg>'),
        f"word {app('app-3', 'three', OM)}",
    ],
)
def test_other_lines_stay_entries_of_their_own(second: str) -> None:
    root = made(l("1") + l("2", app("app-2", "two", OM)) + l("3", second))
    assert [entry.get("loc") for entry in root.iterfind("app")] == ["2", "3"]
    assert len(entries(root)) == 2


def test_lines_of_two_poems_are_two_entries() -> None:
    one, two = l("9", app("app-1", "nine", OM)), l("1", app("app-2", "one", OM))
    root = made(f"<div xml:id='d1'>{one}</div><div xml:id='d2'>{two}</div>")
    assert entries(root) == ["9 nine] om. B", "1 one] om. B"]


def test_an_added_line_is_cited_whole_by_its_own_number() -> None:
    added = f'<rdg wit="#B #C" type="block">{l("2a", "a line more,")}</rdg>'
    root = made(l("1") + l("2", "b") + app("app-1", "", added) + l("3", "c"))
    assert entries(root) == ["2a add. a line more, B C"]


def test_a_moved_verse_is_told_by_numbers() -> None:
    link = '<link xml:id="m" n="2" target="#m-first #m-last #m-place"/>'
    stand_off = f'<standOff><linkGrp type="transposition">{link}</linkGrp></standOff>'
    moved = '<anchor xml:id="m-first"/>two words<anchor xml:id="m-last"/>'
    place = 'three<milestone xml:id="m-place" unit="moved" ed="#C" corresp="#m"/>'
    root = made(l("1") + l("2", moved) + l("3", place), stand_off)
    assert said(root.find("moves/li")).startswith("2 post 3 two words")


def test_a_section_without_entries_is_cited_like_the_others() -> None:
    first = f"<div xml:id='d1' n='1'>{l('1', app('app-1', 'a', OTHER, loc='1:1'))}</div>"
    root = made(f"<div xml:id='b' n='9'>{first}<div xml:id='d2' n='2'>{l('1', 'b')}{l('2', 'c')}</div></div>")
    assert [line.get("loc") for line in root.iterfind("l")] == ["1:1", "2:1", "2:2"]


def test_a_verse_of_the_bible_has_its_number_always() -> None:
    verses = [f'<ab xml:id="ab-{n}" n="{n}">word {app(f"app-{n}", n, OTHER, loc=f"1:{n}")}</ab>' for n in "12"]
    root = made("".join(verses))
    assert [said(span) for span in root.iterfind("text//span[@class='ln']")] == ["1", "2"]
    assert [span.get("id") for span in root.iterfind("text//span[@class='ln']")] == ["ref-1.1", "ref-1.2"]
    assert entries(root) == ["1:1 1] other B substitution", "1:2 2] other B substitution"]
