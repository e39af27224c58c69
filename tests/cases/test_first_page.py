"""The first page of a site, the way through it, and the pages that an editor writes besides."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree, html

from edition.build import build
from edition.errors import ConfigError, InputError
from edition.model import KINDS
from edition.project.config import parse_config
from edition.stages import read_sources
from edition.validate.document import validate_document
from edition.xml.namespaces import NS
from edition.xml.parse import parse_document

TEXT = "# The Ferry\n\n## Crossing\n\nThe ferry crossed on {} with nine men.\n\n## Return\n\nIt came back at noon.\n"
SEEDS = {"A": TEXT.format("3 May 1820"), "B": TEXT.format("9 June 1821")}
ABOUT = '''subtitle = "Two reports"
abstract = """
Two reports of *one* crossing,
which name [another day](#p1).

Both go back to a letter.
"""
doi = "https://doi.org/10.5281/zenodo.7"
editors = ["Ada Rowe"]
'''
PAGE = "# How it was found\n\nIn a chest[^1] of 1902.\n\n[^1]: Of oak.\n"


def write(root: Path, about: str = ABOUT, site: str = "", **files: str) -> Path:
    """An edition of two witnesses with what is said of it."""
    head = f'[edition]\ntitle = "The Ferry"\nlanguage = "en"\nbase = "A"\n{about}{site}'
    witnesses = (f'[[witness]]\nsiglum = "{s}"\nseed = "{s}.md"\nname = "Report {s}"\n' for s in SEEDS)
    (root / "edition.toml").write_text(head + "".join(witnesses), encoding="utf-8")
    for name, text in {**{f"{s}.md": text for s, text in SEEDS.items()}, **files}.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built edition that says all that it can of itself; tests only read it."""
    files = {
        "pages/found.md": f"{PAGE}\nSee [the day](#p1) and [the beginning](#introduction).\n",
        "in.md": "See [how](#page-found).",
    }
    about = f'{ABOUT}introduction = "in.md"\n'
    root = write(tmp_path_factory.mktemp("full"), about, '[site]\npages = ["pages/found.md"]\n', **files)
    result = build(root, ("tei", "site"))
    assert not result.failed, [str(finding) for finding in result.findings]
    return root


@pytest.fixture(scope="module")
def page(full: Path) -> Callable[[str], html.HtmlElement]:
    return lambda name: html.fromstring((full / "build" / "site" / name).read_bytes())


Page = Callable[[str], html.HtmlElement]


def words(element: etree._Element) -> str:
    return " ".join(element.text_content().split())


def test_the_first_page_says_what_the_edition_is_about(page: Page) -> None:
    main = page("index.html").xpath("//main")[0]
    assert [words(p) for p in main.xpath("p[@class='subtitle']")] == ["Two reports"]
    assert [words(p) for p in main.xpath("div[@class='abstract']/p")] == [
        "Two reports of one crossing, which name another day.",
        "Both go back to a letter.",
    ]
    (link,) = main.xpath("div[@class='abstract']//a/@href")
    assert re.fullmatch(r"read\.html#p-\w+", link)
    assert "ed. by Ada Rowe" in words(main)
    assert main.xpath("p[@class='ways']/a/@href") == ["read.html", "introduction.html", "compare.html"]


def test_the_first_page_tells_what_the_witnesses_contradict_each_other_in(page: Page) -> None:
    (told,) = page("index.html").xpath("//ul[@class='telling']/li")
    assert [words(side) for side in told.xpath(".//ul/li")] == ["A 3 May 1820", "B 9 June 1821"]
    assert told.xpath("a/@href")[0].startswith("disagreements.html#")


def test_the_first_page_has_the_contents_of_the_text(page: Page) -> None:
    assert [words(a) for a in page("index.html").xpath("//ol[@class='first-contents']/li/a")] == ["Crossing", "Return"]


def test_an_edition_that_says_nothing_of_itself_has_a_first_page_without_it(tmp_path: Path) -> None:
    root = write(tmp_path, about="")
    assert not build(root, ("tei", "site")).failed
    main = html.fromstring((root / "build" / "site" / "index.html").read_bytes()).xpath("//main")[0]
    assert not main.xpath("p[@class='subtitle'] | div[@class='abstract'] | p[@class='editors']")
    assert [words(p) for p in main.xpath("p[1]")] == [
        "2 witnesses of one text, transcribed in full and collated word by word."
    ]
    about = html.fromstring((root / "build" / "site" / "about.html").read_bytes())
    assert [words(a) for a in about.xpath("//ul[@class='within']//a")] == ["About", "Downloads"]


def test_six_links_lead_to_all_pages_and_say_where_one_is(page: Page) -> None:
    named = [words(a) for a in page("index.html").xpath("//nav[@class='site']/ul[@class='main']//a")]
    assert named == ["Read", "Compare", "Apparatus", "Search", "About"]  # no register has an entry
    assert not page("index.html").xpath("//nav[@class='site']//*[@aria-current]")
    about = page("about.html").xpath("//nav[@class='site']")[0]
    assert [words(a) for a in about.xpath(".//a[@aria-current='true']")] == ["About"]
    inner = about.xpath("ul[@class='within']//a")
    assert [(words(a), a.get("href"), a.get("aria-current")) for a in inner] == [
        ("About", "about.html", "page"),
        ("How it was found", "found.html", None),
        ("Downloads", "downloads.html", None),
    ]
    search = page("search.html").xpath("//nav[@class='site']")[0]
    assert [words(a) for a in search.xpath(".//a[@aria-current='page']")] == ["Search"]
    assert not search.xpath("ul[@class='within']")


def test_every_page_is_reached_by_the_links_of_its_group(full: Path, page: Page) -> None:
    empty = {f"{kind.kind.value}.html" for kind in KINDS}
    files = {p.name for p in (full / "build" / "site").glob("*.html")} - {"404.html"} - empty
    seen, todo = set[str](), ["index.html"]
    while todo:
        name = todo.pop()
        seen.add(name)
        links = page(name).xpath("//nav[@class='site']//a/@href")
        todo += [link for link in links if link not in seen and link not in todo]
    assert seen == files


def test_a_field_in_the_head_asks_the_page_of_the_search(page: Page) -> None:
    (form,) = page("read.html").xpath("//header//form")
    assert (form.get("action"), form.get("method")) == ("search.html", "get")
    assert form.xpath("input[@name='q']/@aria-label")
    assert not page("search.html").xpath("//header//form")


def test_a_page_of_the_editor_has_its_notes(page: Page) -> None:
    found = page("found.html")
    assert words(found.xpath("//h1")[0]) == "How it was found"
    assert "Of oak." in words(found.xpath("//section[@class='footnotes']")[0])


def test_links_lead_from_one_prose_to_another(page: Page) -> None:
    assert page("introduction.html").xpath("//article//a/@href") == ["found.html#page-found"]
    assert page("found.html").xpath("//article//a[not(@role)]/@href")[-1] == "introduction.html#introduction"


def test_what_is_said_of_the_edition_is_valid_tei(full: Path) -> None:
    document = parse_document((full / "tei" / "edition.xml").read_bytes(), "tei/edition.xml")
    assert validate_document(document) == ()
    assert [div.get("type") for div in document.root.iterfind("tei:text/tei:front/tei:div", NS)] == [
        "introduction",
        "page",
    ]
    titles = document.root.iterfind("tei:teiHeader//tei:titleStmt/tei:title", NS)
    assert [(t.get("type"), t.text) for t in titles] == [(None, "The Ferry"), ("sub", "Two reports")]
    assert document.root.findtext("tei:teiHeader//tei:publicationStmt/tei:idno", namespaces=NS) == "10.5281/zenodo.7"
    assert len(document.root.findall("tei:teiHeader/tei:profileDesc/tei:abstract/tei:p", NS)) == 2


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ('doi = "zenodo.7"', "edition.toml:5:1: doi = 'zenodo.7' is no DOI; it begins with 10."),
        ('subtitle = "a\\nb"', "subtitle holds a line end"),
    ],
)
def test_what_cannot_be_said_of_an_edition_is_told(about: str, said: str) -> None:
    text = f'[edition]\ntitle = "T"\nlanguage = "en"\nbase = "A"\n{about}\n[[witness]]\nsiglum = "A"\nseed = "a.txt"\n'
    with pytest.raises(ConfigError) as refused:
        parse_config(text, Path())
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ('["read.md"]', "the site has a page read.html of its own"),
        ('["wit-x.md"]', "the site has a page wit-x.html of its own"),
        ('["a.md", "b/A.md"]', "two files would be the page a.html"),
        ('["é.md"]', "the page is named as its file, which may have letters a–z"),
        ('["a.txt"]', "is no Markdown file"),
        ('["none.md"]', "none.md"),
        ('["folder"]', "the page is named as its file"),
    ],
)
def test_what_can_be_no_page_is_told(tmp_path: Path, pages: str, said: str) -> None:
    with pytest.raises((ConfigError, InputError)) as refused:
        read_sources(write(tmp_path, site=f"[site]\npages = {pages}\n", **{"a.txt": "x"}))
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("abstract", "said"),
    [
        ("# A heading", "[edition] abstract, line 1: has a heading; write paragraphs alone"),
        ("One.\\n\\n> quoted", "[edition] abstract, line 3: has a quotation"),
        ("See [there](#nowhere).", "leads nowhere"),
    ],
)
def test_an_abstract_is_paragraphs(tmp_path: Path, abstract: str, said: str) -> None:
    result = build(write(tmp_path, about=f'abstract = "{abstract}"\n'), ("tei",))
    assert result.failed
    assert any(said in finding.message for finding in result.findings)


def test_an_excerpt_is_no_witness_of_the_whole_text(tmp_path: Path) -> None:
    root = write(tmp_path, about="")
    toml = root / "edition.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + 'scope = "excerpt"\n', encoding="utf-8")
    assert not build(root, ("site",)).failed
    main = html.fromstring((root / "build" / "site" / "index.html").read_bytes()).xpath("//main")[0]
    assert words(main.xpath("p[1]")[0]).startswith("1 witness of one text and 1 witness with passages of it")
