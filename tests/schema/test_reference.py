"""schema/edition.html is what the ODD compiles to, says all that the ODD says, and leads nowhere in vain."""

from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree, html

from edition.validate.schema import compile_schema, reference_page
from edition.xml.namespaces import NS, RNG

SCHEMA = Path(__file__).parents[2] / "schema"
ODD = etree.parse(SCHEMA / "edition.odd")
PAGE = (SCHEMA / "edition.html").read_bytes()
EXAMPLES = "http://www.tei-c.org/ns/Examples"
SCH = "http://purl.oclc.org/dsdl/schematron"

SMALL = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron" xml:lang="fr">
  <teiHeader><fileDesc><titleStmt><title>Un petit schéma</title></titleStmt>
    <publicationStmt><authority>Personne</authority></publicationStmt><sourceDesc><p>Rien</p></sourceDesc>
  </fileDesc></teiHeader>
  <text><body>
    <div><head>Pourquoi</head><p>Pour <gi>verse</gi> et <gi>autre</gi>.</p></div>
    <schemaSpec ident="petit" start="poem">
      <moduleRef key="verse" include="poem"/>
      <classSpec ident="att.metre" type="atts" mode="add">
        <desc>What has a metre.</desc>
        <attList><attDef ident="met">
          <desc>the metre</desc><datatype><dataRef name="token" restriction="[-+|]+"/></datatype>
        </attDef></attList>
      </classSpec>
      <elementSpec ident="poem" mode="add">
        <desc>A poem where a &lt; b &amp; c.</desc>
        <classes mode="replace"/>
        <content><elementRef key="verse" maxOccurs="unbounded"/></content>
        <exemplum><egXML xmlns="http://www.tei-c.org/ns/Examples">
          <poem>
            <verse met="-+|-+">x &lt; y &amp;amp; <unknown n='"'/>z</verse>
          </poem>
        </egXML></exemplum>
      </elementSpec>
      <elementSpec ident="verse" mode="add">
        <desc>A verse.</desc>
        <classes mode="replace"><memberOf key="att.metre"/></classes>
        <content><textNode/></content>
        <constraintSpec ident="X1" scheme="schematron">
          <desc>A verse has words.</desc>
          <constraint><sch:rule context="t:verse[@met]">
            <sch:assert test="string(.) &gt; '' and 1 &lt; 2"
              >the verse «<sch:value-of select="@met"/>» is <sch:name/></sch:assert>
          </sch:rule></constraint>
        </constraintSpec>
      </elementSpec>
    </schemaSpec>
  </body></text>
</TEI>"""


def parsed(page: bytes) -> etree._Element:
    return html.document_fromstring(page)


def specs(kind: str) -> list[etree._Element]:
    found = ODD.findall(f".//tei:{kind}", NS)
    assert found
    return found


def rules() -> list[etree._Element]:
    return [c for c in specs("constraintSpec") if c.find(f"tei:constraint//{{{SCH}}}rule", NS) is not None]


def entry(page: etree._Element, anchor: str) -> etree._Element:
    (found,) = page.xpath("//section[@id = $id]", id=anchor)
    return found


def fact(section: etree._Element, label: str) -> etree._Element | None:
    found = section.xpath("dl/div[dt = $label]/dd", label=label)
    return found[0] if found else None


def names(place: etree._Element | None) -> list[str]:
    """What the links of a place lead to."""
    return [] if place is None else [str(h).split("-", 1)[1] for h in place.xpath(".//a/@href")]


def dead_links(page: etree._Element) -> list[str]:
    ids = set(page.xpath("//@id"))
    return [h for h in page.xpath("//a/@href") if h.startswith("#") and unquote(h[1:]) not in ids]


@pytest.fixture(scope="module")
def page() -> etree._Element:
    return parsed(PAGE)


def test_the_page_is_current() -> None:
    assert reference_page((SCHEMA / "edition.odd").read_bytes()) == PAGE


def test_everything_has_its_anchor(page: etree._Element) -> None:
    for kind, prefix in (("elementSpec", "el-"), ("classSpec", "class-"), ("macroSpec", "macro-")):
        for spec in specs(kind):
            section = entry(page, f"{prefix}{spec.get('ident')}")
            assert section.findtext("h3/a") == spec.get("ident")
            assert (
                " ".join(spec.findtext("tei:desc", "", NS).split()) == section.find("p[@class='desc']").text_content()
            )
    assert [r.get("ident") for r in sorted(rules(), key=lambda r: str(r.get("ident")))] == page.xpath(
        "//section[@id = 'part-rules']/section/@id"
    )


def test_every_link_leads_somewhere_and_no_anchor_stands_twice(page: etree._Element) -> None:
    assert len(page.xpath("//a[starts-with(@href, '#')]")) > 1000
    assert dead_links(page) == []
    assert [i for i, n in Counter(page.xpath("//@id")).items() if n > 1] == []
    outside = [h for h in page.xpath("//a/@href") if not h.startswith("#")]
    assert len([h for h in outside if h.startswith("examples/")]) == 2 * len(rules())
    assert all((SCHEMA / h).is_file() or h.startswith("https://www.apache.org/") for h in outside)


def test_a_dead_link_is_noticed() -> None:
    assert "#el-app" in dead_links(parsed(PAGE.replace(b'id="el-app"', b'id="el-ap"', 1)))


def test_every_name_in_a_content_is_a_link(page: etree._Element) -> None:
    for kind, prefix in (("elementSpec", "el-"), ("macroSpec", "macro-")):
        for spec in specs(kind):
            content = spec.find("tei:content", NS)
            asked = [r.get("key") for r in content.iter() if etree.QName(r).localname in ("elementRef", "macroRef")]
            shown = fact(entry(page, f"{prefix}{spec.get('ident')}"), "Content")
            assert names(next(iter(shown.findall("p[@class='signs']")), None)) == asked, spec.get("ident")
            assert sorted(names(shown.find("div[@class='told']"))) == sorted(asked), spec.get("ident")


@pytest.fixture(scope="module")
def defined() -> dict[str, etree._Element]:
    rng = etree.parse(SCHEMA / "edition.rng")
    return {str(d.get("name")): d for d in rng.iter(f"{{{RNG}}}define")}


def reached(
    node: etree._Element, defined: dict[str, etree._Element], kind: str, optional: bool = False
) -> Counter[str]:
    """The attributes or elements below a node of edition.rng; of attributes `optional` ones count as 0."""
    found: Counter[str] = Counter()
    for child in node.iterchildren(etree.Element):
        tag, name = etree.QName(child).localname, str(child.get("name"))
        if tag == "attribute":
            found.update({name: 0 if optional else 1} if kind == tag else {})
        elif tag == "ref" and defined[name].find(f"{{{RNG}}}element") is not None:
            found.update({name: 1} if kind == "element" else {})
        else:
            below = defined[name] if tag == "ref" else child
            found.update(reached(below, defined, kind, optional or tag == "optional"))
    return found


def test_attributes_are_those_of_the_compiled_schema(page: etree._Element, defined: dict[str, etree._Element]) -> None:
    required = 0
    for spec in specs("elementSpec"):
        name = str(spec.get("ident"))
        expected = reached(defined[name].find(f"{{{RNG}}}element"), defined, "attribute")
        heads = entry(page, f"el-{name}").xpath(".//tbody/tr/th")
        shown = {h.findtext("code"): len(h.findall("span[@class='required']")) for h in heads}
        assert shown == dict(expected), name
        assert [h.getparent().get("id") for h in heads] == [f"el-{name}@{h.findtext('code')}" for h in heads]
        required += sum(shown.values())
    assert required > 20


def test_who_holds_whom_is_told_from_both_sides(page: etree._Element, defined: dict[str, etree._Element]) -> None:
    held = {n: set(reached(d[0], defined, "element")) for n, d in defined.items() if d[0].tag == f"{{{RNG}}}element"}
    assert sum(map(len, held.values())) > 300
    for name, inside in held.items():
        assert set(names(fact(entry(page, f"el-{name}"), "May hold"))) == inside, name
        holders = {n for n, some in held.items() if name in some}
        assert set(names(fact(entry(page, f"el-{name}"), "May stand in"))) == holders, name


def test_closed_lists_and_types_are_told(page: etree._Element) -> None:
    for spec in (*specs("elementSpec"), *specs("classSpec")):
        prefix = "el-" if spec.tag.endswith("elementSpec") else "class-"
        for definition in spec.iterfind("tei:attList/tei:attDef", NS):
            if definition.get("mode") == "delete":
                continue  # an attribute of TEI that is not there
            name = ("xml:" if definition.get("ns") else "") + str(definition.get("ident"))
            (row,) = page.xpath("//tr[@id = $id]", id=f"{prefix}{spec.get('ident')}@{name}")
            values = [v.get("ident") for v in definition.iterfind("tei:valList/tei:valItem", NS)]
            assert row.xpath(".//dt/code/text()") == values
            if definition.find("tei:valList[@type='closed']", NS) is None:
                data = definition.find("tei:datatype/tei:dataRef", NS)
                exact = row.xpath(".//span[@class='exact']/code/text()")
                assert exact == [v for v in (data.get("name"), data.get("restriction")) if v]


def without_blanks(element: etree._Element) -> bytes:
    for node in element.iter():
        node.text = "".join((node.text or "").split())
        node.tail = "".join((node.tail or "").split()) if node is not element else None
    return etree.tostring(element, method="c14n")


def test_an_example_is_shown_as_it_is_written(page: etree._Element) -> None:
    for spec in specs("elementSpec"):
        (written,) = spec.find(f"tei:exemplum/{{{EXAMPLES}}}egXML", NS)
        text = fact(entry(page, f"el-{spec.get('ident')}"), "Example").find("pre").text_content()
        assert not text.startswith((" ", "\n"))
        shown = etree.fromstring(f'<egXML xmlns="{EXAMPLES}">{text}</egXML>')
        alone = etree.fromstring(f'<egXML xmlns="{EXAMPLES}"/>')
        alone.append(written.__copy__())
        assert without_blanks(shown) == without_blanks(alone), spec.get("ident")


def without_quotes(words: str) -> str:
    return " ".join(words.replace("«", "").replace("»", "").split())


def test_a_rule_tells_its_messages_and_shows_its_source(page: etree._Element) -> None:
    for rule in rules():
        section = entry(page, str(rule.get("ident")))
        (constraint,) = rule.findall("tei:constraint", NS)
        said = [m.text_content() for m in fact(section, "Says").iter("li")]
        asserts = list(constraint.iter(f"{{{SCH}}}assert", f"{{{SCH}}}report"))
        assert len(said) == len(asserts)
        for words, told in zip(said, asserts, strict=True):
            role = f"{told.get('role')}: " if told.get("role") else ""
            written = role + (told.text or "") + "".join("…" + (part.tail or "") for part in told)
            assert without_quotes(words) == without_quotes(written)
            assert "««" not in words
        source = section.find(".//details/pre").text_content()
        shown = etree.fromstring(f'<constraint xmlns="{NS["tei"]}" xmlns:sch="{SCH}">{source}</constraint>')
        assert [dict(e.attrib) for e in shown.iter()] == [dict(e.attrib) for e in constraint.iter()]


def test_a_rule_is_listed_with_the_elements_it_names(page: etree._Element) -> None:
    listed = {str(s.get("ident")): names_of_rules(page, str(s.get("ident"))) for s in specs("elementSpec")}
    assert {"R101", "R102", "R124"} <= listed["app"]
    assert "R107" in listed["rdg"]
    assert "R110" in listed["date"], "a rule of a class holds for its elements"
    assert "R117" not in listed["teiHeader"], "a name in a condition is not what a rule is about"


def names_of_rules(page: etree._Element, name: str) -> set[str]:
    place = fact(entry(page, f"el-{name}"), "Rules")
    return set() if place is None else {str(h)[1:] for h in place.xpath("ul/li/a[1]/@href")}


class Nesting(HTMLParser):
    """Reads a page and notes every end tag that is missing or too much."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.find_faults: list[str] = []
        self.feed(page.decode())
        self.find_faults += self.open

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.find_faults.append(f"</{tag}> at {self.getpos()}")


def test_a_missing_end_tag_is_noticed() -> None:
    assert Nesting(PAGE.replace(b"</nav>", b"")).find_faults
    assert Nesting(PAGE.replace(b"</dl>", b"</dl></dl>", 1)).find_faults


def test_the_page_is_whole_and_needs_nothing(page: etree._Element) -> None:
    assert Nesting(PAGE).find_faults == []
    assert page.xpath("//script | //img | //iframe | //link[not(starts-with(@href, 'data:'))] | //@onclick") == []
    assert b"@import" not in PAGE
    assert b"url(" not in PAGE
    assert page.get("lang") == "en"
    assert page.findtext("head/title")
    assert page.xpath("//body/a[1]/@href") == ["#content"]
    assert page.xpath("//table//th[not(@scope)]") == []


def test_headings_are_in_order(page: etree._Element) -> None:
    levels = [int(h.tag[1]) for h in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_entry_is_in_contents_and_index(page: etree._Element) -> None:
    anchors = {f"#{i}" for i in page.xpath("//section[@class = 'entry']/@id")}
    assert anchors <= set(page.xpath("//nav//a/@href"))
    assert {a for a in anchors if a.startswith("#el-")} <= set(page.xpath("//section[@id = 'part-index']//a/@href"))


def test_another_odd_has_its_own_page() -> None:
    page = parsed(reference_page(SMALL.encode(), examples=False))
    assert page.get("lang") == "fr"
    assert page.findtext(".//h1") == "Un petit schéma"
    assert page.xpath("//section[@class = 'entry']/@id") == ["el-poem", "el-verse", "class-att.metre", "X1"]
    assert page.xpath("//h2/text()") == [
        "Introduction",
        "Verse",
        "Further elements",
        "Shared attributes",
        "Rules",
        "Index",
    ]
    assert names(fact(entry(page, "el-verse"), "May stand in")) == ["poem"]
    assert fact(entry(page, "el-poem"), "Content").text_content().split() == ["verse+one", "or", "more", "verse"]
    assert fact(entry(page, "X1"), "Examples") is None
    assert dead_links(page) == []
    assert b"variorum.example" not in reference_page(SMALL.encode())


def test_what_is_markup_in_a_text_is_escaped() -> None:
    page = parsed(reference_page(SMALL.encode()))
    assert entry(page, "el-poem").find("p[@class='desc']").text_content() == "A poem where a < b & c."
    assert fact(entry(page, "el-poem"), "Example").text_content() == (
        '<poem>\n  <verse met="-+|-+">x &lt; y &amp;amp; <unknown n="&quot;"/>z</verse>\n</poem>'
    )
    assert "test=\"string(.) > '' and 1 &lt; 2\"" in entry(page, "X1").find(".//pre").text_content()
    assert fact(entry(page, "X1"), "Says").text_content() == "the verse «…» is «…»"


def test_the_small_odd_is_one_that_we_compile() -> None:
    rng, sch = compile_schema(SMALL.encode())
    assert b"poem" in rng
    assert b"X1" in sch


def test_prose_that_the_page_does_not_know_is_shown_as_words() -> None:
    page = reference_page(SMALL.replace("<gi>autre</gi>", "<blink>autrefois</blink>").encode())
    assert b"autrefois" in page
    assert b"blink" not in page
