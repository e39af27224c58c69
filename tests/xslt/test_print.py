"""TEI to print XML: what stands at the foot, in the appendix, in the indexes."""

import re
from functools import cache

import pytest
from lxml import etree

from edition.errors import InternalError
from edition.project.assets import asset
from edition.project.messages import load_messages
from edition.xml.saxon import Sheet

NS = {"o": "urn:edition:print"}
LAC = '<rdg wit="#F" type="lac"><gap reason="fragment"/></rdg>'
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc>
<titleStmt><title>Twelve Lines</title><editor>A. Reader</editor></titleStmt>
<publicationStmt><authority>No publisher has been named.</authority><availability>
<licence target="https://example.org/free">https://example.org/free</licence><p>The text of witness F is excepted.</p>
</availability></publicationStmt>
<sourceDesc><listWit><witness xml:id="W" n="W"><abbr type="siglum">W</abbr> <title>One</title></witness>
<witness xml:id="b2" n="B²"><abbr type="siglum">B²</abbr> <title>Two</title></witness>
<witness xml:id="F" n="F"><abbr type="siglum">F</abbr> <title>Three</title><note
type="scope">A fragment.</note></witness>
</listWit></sourceDesc></fileDesc><encodingDesc><editorialDecl><correction><p>Nothing is corrected.</p></correction>
</editorialDecl><variantEncoding method="parallel-segmentation" location="internal"/></encodingDesc></teiHeader>
{stand_off}
<text xml:lang="en"><body><head type="title">Title</head>{body}</body>{back}</text></TEI>"""


@cache
def sheet() -> Sheet:
    return Sheet(asset("xslt", "print.xsl"))


def printed(
    body: str, *, stand_off: str = "", back: str = "", registers: str = "<registers/>", **more: bool | int | str
) -> etree._Element:
    source = TEI.format(body=body, stand_off=stand_off, back=back)
    text = sheet().text(
        source.encode(),
        registers=registers.encode(),
        messages=load_messages("en"),
        **{k.replace("_", "-"): v for k, v in more.items()},
    )
    return etree.fromstring(text.encode())


def app(lemma: str, *readings: str, kind: str = "substantive", name: str = "app-1", wit: str = "#W") -> str:
    om = "" if lemma else ' type="om"'
    return f'<app xml:id="{name}" type="{kind}"><lem wit="{wit}"{om}>{lemma}</lem>{"".join(readings)}</app>'


def rdg(words: str, kind: str = "substitution", wit: str = "#b2") -> str:
    return f'<rdg wit="{wit}" type="{kind}">{words}</rdg>'


RUSSIAN = 'c <foreign xml:lang="ru">Ольберг</foreign>'
GROUP = f'<rdgGrp type="spelling">{rdg("c")}{rdg("C", wit="#F")}</rdgGrp>'


def feet(book: etree._Element) -> list[str]:
    """The entries as they read: `lemma] reading sigla; …`."""
    made = []
    for entry in book.iterfind("o:entries/o:entry", NS):
        readings = [
            "".join(r.itertext())
            + f" {r.get('sigla')}"
            + "".join(f" App.{p.get('n')}" for p in r.iterfind("o:passage", NS))
            for r in entry.iterfind("o:reading", NS)
        ]
        note = "".join("".join(n.itertext()) for n in entry.iterfind("o:note", NS))
        made.append(f"{''.join(entry.find('o:lemma', NS).itertext())}] {'; '.join(readings)}{' '.join(note.split())}")
    return made


def text_of(book: etree._Element, flow: str = "text") -> str:
    return "|".join("".join(b.itertext()) for b in book.find(f"o:flow[@name='{flow}']", NS))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param(f"The {app('red', rdg('blue'))} book.", "red] blue B²", id="substitution"),
        pytest.param(f"The {app('red', rdg('', 'om'))} book.", "red] om. B²", id="omission"),
        pytest.param(f"The {app('', rdg('old ', 'addition'))}book.", "The] add. old B²", id="addition"),
        pytest.param(f"{app('', rdg('Old ', 'addition'))}book.", "book] prec. by Old B²", id="addition-at-the-start"),
        pytest.param(f"In 1936{app(';', rdg(','))} then", "1936;] 1936, B²", id="a-mark-is-cited-with-its-word"),
        pytest.param(f"In 1936{app(';', rdg('', 'om'))} then", "1936;] 1936 B²", id="a-mark-that-is-lacking"),
        pytest.param(
            f"a Trotskyite{app('–', rdg('-'))}Radek", "Trotskyite–Radek] Trotskyite-Radek B²", id="inside-a-word"
        ),
        pytest.param(f"the {app('end', rdg('close'))}.", "end] close B²", id="a-shared-mark-is-not-cited"),
        pytest.param(f"a {app('مَاءً', rdg('لَبَنًا'))}.", "مَاءً] لَبَنًا B²", id="nor-behind-a-letter-with-a-vowel-sign"),
        pytest.param(f"a {app('नदी', rdg('गिरि'))}।", "नदी] गिरि B²", id="nor-behind-an-indian-vowel"),
        pytest.param(
            f"gone{app('. Then came all the other books', rdg('', 'om'))}.", "Then … books] om. B²", id="long-lemma"
        ),
        pytest.param(f"a {app('b', rdg('c'), LAC)} d", "b] c B²", id="a-fragment-is-silent"),
        pytest.param(
            f"a {app('b', GROUP)} d",
            "b] c B²; C F",
            id="spellings-of-one-reading",
        ),
        pytest.param(f"a {app('b', rdg(RUSSIAN))} d", "b] c Ольберг B²", id="cyrillic"),
    ],
)
def test_entry(body: str, said: str) -> None:
    assert feet(printed(f"<p>{body}</p>")) == [said]


def test_where_only_a_fragment_is_silent_there_is_no_entry() -> None:
    book = printed(f"<p>a {app('b', LAC)} c</p>")
    assert feet(book) == []
    assert text_of(book) == "Title|a b c"


def test_accidental_variants_can_be_left_out() -> None:
    body = f"<p>The {app('Red', rdg('red'), kind='accidental')} book</p>"
    assert feet(printed(body)) == ["Red] red B²"]
    without = printed(body, accidentals=False)
    assert feet(without) == []
    assert text_of(without) == "Title|The Red book"


def test_anchors_stand_at_words() -> None:
    book = printed(f"<p>The {app('red big ', rdg('blue '))}book.</p>")
    words = [(w.text, dict(w.attrib)) for w in book.iter("{urn:edition:print}w")]
    assert words == [("red", {"from": "app-1"}), ("big", {"to": "app-1"})]


def test_a_short_block_of_another_witness_is_an_addition() -> None:
    book = printed(f"<p>End here.</p>{app('', rdg('<p>More of it.</p><p>And more.</p>', 'block'))}")
    assert feet(book) == ["here] add. More of it. | And more. B²"]
    assert text_of(book) == "Title|End here."


def test_a_long_block_stands_in_the_appendix() -> None:
    nested = app("good", rdg("bad", wit="#F"), name="app-2", wit="#b2")
    chapter = f"<div><head>Chapter</head><p>Many {nested} words.</p></div>"
    book = printed(f"<p>End here.</p>{app('', rdg(chapter, 'block'))}", longest_reading=3)
    assert feet(book) == ["here] add. Chapter Many good words. B² App.1", "good] bad F"]
    passage = book.find("o:flow[@name='appendix']/o:passage", NS)
    assert passage is not None
    assert dict(passage.attrib) == {"n": "1", "app": "app-1", "words": "4 words", "by": "Witness B²"}
    assert [(b.tag.split("}")[1], b.get("level")) for b in passage] == [("head", "3"), ("p", None)]


def test_an_item_the_base_lacks_is_not_printed_as_one() -> None:
    added = app("", rdg("third", "block"))
    book = printed(f'<list rend="ordered"><item n="1">first</item><item type="added">{added}</item></list>')
    assert feet(book) == ["first] add. third B²"]
    assert len(book.findall(".//o:item", NS)) == 1


def test_a_list_of_which_the_base_has_nothing_is_not_printed() -> None:
    book = printed(f"<p>Before.</p><list><item>{app('', rdg('third', 'block'))}</item></list>")
    assert feet(book) == ["Before] add. third B²"]
    assert book.find(".//o:list", NS) is None


def test_a_move_is_an_entry_at_its_first_word() -> None:
    stand_off = '<standOff><linkGrp type="transposition"><link xml:id="move-1" target="#a"/></linkGrp></standOff>'
    body = (
        '<p>One two. <anchor xml:id="move-1-first"/>Three four five.<anchor xml:id="move-1-last"/> Six.</p><p>Seven '
        'eight.<milestone xml:id="move-1-place" unit="moved" ed="#b2" corresp="#move-1"/></p>'
    )
    book = printed(body, stand_off=stand_off)
    assert feet(book) == ["Three … five.] transp. after Six. Seven eight. B²"]


def test_a_passage_of_several_witnesses_names_them_in_the_plural() -> None:
    long = rdg("<p>one two three four</p>", "block", "#b2 #F")
    book = printed(f"<p>The end.</p>{app('', long)}", longest_reading=3)
    assert [p.get("by") for p in book.iterfind("o:flow/o:passage", NS)] == ["Witnesses B², F"]


def test_moves_inside_readings_of_the_appendix_stay_in_the_text() -> None:
    stand_off = '<standOff><linkGrp type="transposition"><link xml:id="move-1" target="#a"/></linkGrp></standOff>'
    moved = 'x <anchor xml:id="move-1-first"/>y z<anchor xml:id="move-1-last"/>'
    place = '<milestone xml:id="move-1-place" unit="moved" ed="#b2" corresp="#move-1"/>'
    book = printed(f"<p>a {app('b', rdg(moved))} c{place}</p>", stand_off=stand_off, longest_reading=1)
    assert len(feet(book)) == 2
    assert "move-1" not in etree.tostring(book.find("o:flow[@name='appendix']", NS), encoding="unicode")


def test_mentions_and_note_marks_are_marks_of_words() -> None:
    name = '<persName ref="registers/persons.xml#pers-lenin">Vladimir Lenin</persName>'
    mark = '<milestone xml:id="r" unit="noteMark" ed="#b2" n="1" corresp="#note-1"/>'
    back = f'<back><div type="notes" n="B²"><note xml:id="note-1" n="1"><pc>1.</pc> See {name}.</note></div></back>'
    register = (
        '<registers><TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person xml:id="pers-lenin">'
        '<persName>Vladimir <surname>Lenin</surname></persName><birth when="1870"/><death when="1924-01-21"/>'
        "</person></listPerson></standOff></TEI></registers>"
    )
    book = printed(f"<p>When {name} spoke{mark} once</p>", back=back, registers=register)
    assert [(w.text, w.get("marks")) for w in book.iter("{urn:edition:print}w")] == [
        ("Vladimir", "pers-lenin"),
        ("spoke", "note-1"),
    ]
    assert book.findtext("o:index/o:name", namespaces=NS) == "Lenin, Vladimir (1870–1924)"
    assert book.findtext("o:notes/o:note", namespaces=NS) == "See Vladimir Lenin."


def test_front_matter_comes_from_the_header() -> None:
    book = printed("<p>a</p>")
    assert book.findtext("o:title", namespaces=NS) == "Twelve Lines"
    assert book.findtext("o:editors/o:name", namespaces=NS) == "A. Reader"
    assert [p.text for p in book.find("o:imprint", NS)] == [
        "Licence: https://example.org/free",
        "The text of witness F is excepted.",
    ]
    assert [w.get("siglum") for w in book.find("o:sigla", NS)] == ["W", "B²", "F"]


def test_the_guide_says_what_there_is_to_say() -> None:
    plain = printed("<p>a</p>")
    assert len(plain.find("o:guide", NS)) == 2  # lines, fragments
    assert plain.find("o:concordance", NS) is None
    varied = printed(f"<p>a {app('b', rdg('c'))}</p>", longest_reading=1)
    said = [p.text.split(":")[0].split(" ")[0] for p in varied.find("o:guide", NS)]
    assert said == ["The", "At", "*Variants", "F", "Differences"]
    longer = printed(f"<p>a {app('b', rdg('c d'))}</p>", longest_reading=1)
    assert len(longer.find("o:guide", NS)) == 6


def test_the_subtitle_names_the_witnesses_there_are() -> None:
    assert (
        printed("<p>a</p>").findtext("o:subtitle", namespaces=NS)
        == "The text of witness W with the variants of B² and F"
    )
    alone = re.sub(
        r'<witness xml:id="b2".*</witness>', "", TEI.format(body="<p>a</p>", stand_off="", back=""), flags=re.S
    )
    made = etree.fromstring(sheet().text(alone.encode(), messages=load_messages("en")).encode())
    assert made.findtext("o:subtitle", namespaces=NS) == "The text of witness W"


def test_an_element_nobody_thought_of_stops_the_build() -> None:
    with pytest.raises(InternalError, match=r"print\.xsl"):
        printed("<epigraph><p>1</p></epigraph>")


STATED = (
    '<registers><TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person xml:id="pers-x">'
    '<persName>Ann <surname>Other</surname></persName><birth when="1870"/><death when="1924"/>'
    '<occupation source="#W #b2 #checked">a judge</occupation><state type="fate"><desc>vanished</desc></state>'
    '<state type="sentence" source="#F"><desc>death</desc></state></person></listPerson><listBibl>'
    '<bibl xml:id="work-b"><title level="a">On Law</title></bibl>'
    '<bibl xml:id="work-a"><title level="m">The Case</title>'
    '<author ref="persons.xml#pers-x">A. Other</author><editor>E. Ditor</editor><pubPlace>Paris</pubPlace>'
    '<publisher>House</publisher><date>1936</date><idno type="ISBN">1-2</idno></bibl></listBibl></standOff></TEI>'
    "</registers>"
)
PERSON = '<persName ref="registers/persons.xml#pers-x">{}</persName>'
MARK = '<milestone xml:id="{}" unit="noteMark" ed="#b2" n="4" corresp="#note-1"/>'
NOTES = '<back><div type="notes" n="B²"><note xml:id="note-1" n="4"><pc>4.</pc> See a book.</note></div></back>'
CUT = "one two three four"


@pytest.mark.parametrize(
    ("layers", "said"),
    [
        ("variants", ["red] blue B²"]),
        ("moves", ["one two three four] om. B²"]),
        ("persons", ["Mrs Other] Ann Other (1870–1924): a judge W B²; sentence: death F"]),
        ("sources", ["book] B² n. 4: See a book.", "once] B² n. 4"]),
        ("", []),
    ],
)
def test_layers_can_be_left_out(layers: str, said: list[str]) -> None:
    body = (
        f"<p>{PERSON.format('Mrs Other')} had a {app('red', rdg('blue'))} book{MARK.format('r1')} and "
        f"{app(CUT, rdg('', 'om'), name='app-2')} and {PERSON.format('Ann')} spoke once{MARK.format('r2')}</p>"
    )
    book = printed(body, back=NOTES, registers=STATED, layers=layers, shortest_cut=4)
    assert feet(book) == said
    assert book.get("layers") == layers
    assert text_of(book) == f"Title|Mrs Other had a red book and {CUT} and Ann spoke once"


def test_a_shorter_omission_is_a_variant() -> None:
    book = printed(f"<p>a {app(CUT, rdg('', 'om'))} b</p>", shortest_cut=5)
    assert [e.get("layer") for e in book.iter("{urn:edition:print}entry")] == ["variants"]


def test_a_name_that_the_register_has_as_printed_is_not_said_twice() -> None:
    book = printed(f"<p>Once {PERSON.format('Ann Other')} came</p>", registers=STATED)
    assert feet(book) == ["Ann Other] 1870–1924: a judge W B²; sentence: death F"]


@pytest.mark.parametrize(
    ("lemma", "reading", "said"),
    [
        ("big red", "red big", "big red] transp. B²"),
        ("big old red", "old red big", "big old red] transp. old red big B²"),
        ("big red", "red and big", "big red] red and big B²"),
    ],
)
def test_words_in_another_order(lemma: str, reading: str, said: str) -> None:
    assert feet(printed(f"<p>a {app(lemma, rdg(reading, 'wordOrder'))} book</p>")) == [said]


def forms(book: etree._Element) -> list[tuple[str, str | None]]:
    return [("".join(w.itertext()), w.get("forms")) for w in book.iter("{urn:edition:print}w")]


def test_a_lemma_that_may_stand_again_in_its_line_is_known_by_its_form() -> None:
    book = printed(f"<p>the man, the {app('man', rdg('boy'))} and the men</p>")
    assert forms(book) == [("man,", "man"), ("man", "man")]
    assert [c.get("form") for c in book.find("o:entries/o:entry/o:lemma", NS)] == ["man"]
    far = printed(f"<p>the man {'x ' * 40} the {app('man', rdg('boy'))}</p>")
    assert forms(far) == [("man", None)]
    assert [c.get("form") for c in far.find("o:entries/o:entry/o:lemma", NS)] == [None]


def test_first_and_last_words_of_a_lemma_have_forms_of_their_own() -> None:
    book = printed(f"<p>the a b {app('the c d e f a', rdg('x'))} b</p>")
    assert forms(book) == [("the", "the"), ("a", "a"), ("the", "the"), ("a", "a")]


def test_the_margin_points_to_the_appendix() -> None:
    book = printed(f"<p>The {app('', rdg('very very old '))}end</p>", longest_reading=2)
    assert [(w.text, w.get("passages")) for w in book.iter("{urn:edition:print}w")] == [("The", "1")]


def test_the_bibliography_says_what_the_register_says() -> None:
    book = printed("<p>a</p>", registers=STATED)
    assert ["".join(w.itertext()) for w in book.find("o:bibliography", NS)] == [
        "“On Law”.",
        "Other, Ann: The Case, ed. E. Ditor. Paris: House, 1936, ISBN 1-2.",
    ]


def test_the_concordance_counts_the_paragraphs_of_each_witness_in_its_own_order() -> None:
    stand_off = (
        '<standOff><linkGrp type="transposition"><link xml:id="move-1" '
        'target="#move-1-first #move-1-last #move-1-place"/></linkGrp></standOff>'
    )
    head = '<milestone unit="heading" ed="#W #b2"/>'
    start = '<milestone unit="paragraph" ed="#W #b2"/>'
    place = '<milestone xml:id="move-1-place" unit="moved" ed="#b2" corresp="#move-1"/>'
    body = (
        f'<div type="section"><head xml:id="h1">{head}First {app("part", rdg("chapter"))}</head>'
        f'<p xml:id="p1"><anchor xml:id="move-1-first"/>{start}One.</p><p xml:id="p2">{start}Two.'
        f'<anchor xml:id="move-1-last"/></p></div><div type="section"><head xml:id="h2">{head}Second</head>'
        f'<p xml:id="p3">{start}Three.{place}</p></div>'
    )
    rows = printed(body, stand_off=stand_off).findall("o:concordance/o:row", NS)
    assert [(r.get("key"), r.get("title"), [(c.get("heading"), c.text) for c in r]) for r in rows] == [
        ("", "Title", [("", None), ("", None)]),
        ("h1", "First part", [("First chapter", "2–3"), ("", None)]),
        ("h2", "Second", [("", "1"), ("", None)]),
    ]


def test_a_passage_of_another_witness_does_not_end_the_section_around_it() -> None:
    start = '<milestone unit="paragraph" ed="{}"/>'
    inner = f'<div><head xml:id="h9">Other</head><p xml:id="p9">{start.format("#b2")}Nine.</p></div>'
    body = (
        f'<div type="section"><head xml:id="h1">First</head><p xml:id="p1">{start.format("#W #b2")}One.</p>'
        f"{app('', rdg(inner, 'block'))}"
        f'<p xml:id="p2">{start.format("#W #b2")}Two.</p></div>'
    )
    rows = printed(body).findall("o:concordance/o:row", NS)
    assert [(r.get("title"), r[0].text) for r in rows] == [("Title", None), ("First", "1, 3"), ("Other", "2")]


def test_labels_are_messages() -> None:
    source = TEI.format(body=f"<p>a {app('b', rdg('', 'om'))}</p>", stand_off="", back="")
    own = b'<messages lang="la"><m key="print.om">deest</m></messages>'
    with pytest.raises(InternalError, match="there is no message"):
        sheet().text(source.encode(), messages=own)
    said = etree.fromstring(load_messages("de"))
    assert said.find("m[@key='print.contents']").text == "Inhalt"
    book = etree.fromstring(sheet().text(source.encode(), messages=load_messages("de")).encode())
    assert book.find("o:labels", NS).get("contents") == "Inhalt"
    assert book.find("o:labels", NS).get("lang") == "de"


def verse(number: str, words: str, name: str = "", **attributes: str) -> str:
    said = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<l xml:id="l-{name or number}" n="{number}"{said}>{words}</l>'


def places(book: etree._Element) -> list[tuple[str | None, str]]:
    """The reference of each entry and what it says."""
    return [(e.get("loc"), said) for e, said in zip(book.iterfind("o:entries/o:entry", NS), feet(book), strict=True)]


def test_an_entry_in_a_verse_has_its_reference() -> None:
    book = printed(f"<lg>{verse('3', 'a ' + app('b', rdg('c')))}</lg>")
    assert book.get("verse") == "yes"
    assert places(book) == [("3", "b] c B²")]
    assert printed(f"<p>a {app('b', rdg('c'))}</p>").get("verse") is None


def test_verses_lacking_in_a_row_are_one_entry_over_them_all() -> None:
    om = '<rdg wit="#b2" type="om"/>'
    lines = [verse(n, app(f"words of {n}", om, name=f"app-{n}")) for n in ("2", "3", "4")]
    book = printed(verse("1", "one") + "".join(lines) + verse("5", "five"))
    assert places(book) == [("2–4", "] om. B²")]
    words = {kind: [w.text for w in book.iterfind(".//o:w", NS) if w.get(kind)] for kind in ("from", "to")}
    assert words == {"from": ["words"], "to": ["4"]}


def test_a_cut_of_several_verses_stands_with_the_cuts() -> None:
    om = '<rdg wit="#b2" type="om"/>'
    lines = [verse(n, app(f"four words of {n}", om, name=f"app-{n}")) for n in ("2", "3", "4")]
    assert printed("".join(lines)).find("o:entries/o:entry", NS).get("layer") == "moves"
    assert feet(printed("".join(lines), layers="variants")) == []


def test_a_variant_in_a_verse_that_is_lacking_stands_apart() -> None:
    inner = app("b", rdg("c", wit="#F"), name="app-x")
    book = printed(verse("2", app(f"a {inner}", '<rdg wit="#b2" type="om"/>', name="app-2")))
    assert places(book) == [("2", "] om. B²"), ("2", "b] c F")]


def test_an_added_verse_is_cited_by_its_own_number() -> None:
    added = app("", rdg(verse("2a", "a line more"), kind="block"), name="app-2a")
    assert places(printed(verse("2", "two") + added)) == [("2a", "] add. a line more B²")]


def test_a_part_of_a_verse_stands_behind_the_words_before_it() -> None:
    book = printed(f"<sp>{verse('8', 'What hour?', part='I')}</sp><sp>{verse('8', 'Two.', 'l2', part='F')}</sp>")
    first, second = book.iterfind(".//o:verse", NS)
    assert (first.get("before"), first.get("again")) == (None, None)
    assert (second.get("before"), second.get("again")) == ("What hour?", "yes")


def test_a_moved_verse_is_cited_by_number() -> None:
    link = '<link xml:id="m" n="2" target="#m-first #m-last #m-place"/>'
    moved = '<anchor xml:id="m-first"/>two words<anchor xml:id="m-last"/>'
    place = 'three<milestone xml:id="m-place" unit="moved" ed="#b2" corresp="#m"/>'
    stand_off = f'<standOff><linkGrp type="transposition">{link}</linkGrp></standOff>'
    assert feet(printed(verse("2", moved) + verse("3", place), stand_off=stand_off)) == ["] transp. after 3 B²"]
    part = f"and {moved}"
    assert feet(printed(verse("2", part) + verse("3", place), stand_off=stand_off)) == ["two words] transp. after 3 B²"]


def test_prose_with_references_is_cited_by_the_lines_of_its_page() -> None:
    one = app("b", rdg("c")).replace("<app ", '<app loc="1.3" ')
    book = printed(f'<p n="3">a {one}</p>')
    assert book.find("o:entries/o:entry", NS).get("loc") is None
    verse_of_bible = printed(f'<ab xml:id="ab-3" n="3">a {one}</ab>')
    assert places(verse_of_bible) == [("1.3", "b] c B²")]
    assert verse_of_bible.find(".//o:p[@loc]", NS).get("mark") == "yes"


@pytest.mark.parametrize(
    ("words", "ragged"),
    [
        ("ወወፅአ፡ዮሐንስ፡እምሀገረ፡አክሱም፡ወምስሌሁ፡ክልኤቱ፡ሰብእ። ወሖሩ፡ውስተ፡ደብር፡ወነበሩ፡ህየ።", True),
        ("ወወፅአ ዮሐንስ እምሀገረ አክሱም ወምስሌሁ ክልኤቱ ሰብእ", False),
        ("เขาเดินทางไปยังเมืองใหญ่ริมแม่น้ำ แล้วกลับมาบ้าน", True),
        ("山路很長，第二天下了大雨，他坐在松樹下等候。一位老人走過來。", False),
        ("Donaudampfschifffahrtsgesellschaftskapitän", False),
    ],
)
def test_lines_that_no_blank_could_widen_end_anywhere(words: str, ragged: bool) -> None:
    assert ("ragged" in printed(f"<p>{words}</p>").attrib) == ragged


HEBREW_NAME = STATED.replace("Ann ", "חנה ")


def test_a_book_keeps_parts_apart_when_a_siglum_a_name_or_a_label_runs_otherwise() -> None:
    body = f"<p>a {app('b', rdg('c'))} d</p>"
    assert "bidi" not in printed(body, registers=STATED).attrib
    assert "bidi" in printed(body, registers=HEBREW_NAME).attrib
    source = TEI.format(body=body, stand_off="", back="").replace('n="B²"', 'n="ב"')
    for messages, text in ((load_messages("en"), source), (load_messages("he"), source.replace("ב", "B"))):
        made = sheet().text(text.encode(), registers=b"<registers/>", messages=messages)
        assert "bidi" in etree.fromstring(made.encode()).attrib
