"""Pages say in which direction their words run: the frame as its labels, text and citations as their letters."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from lxml import etree, html

from edition.build import build

CASES = Path(__file__).parent
CSS = CASES.parent.parent / "xslt" / "site" / "css"
RTL = re.compile("[\u0590-\u08ff]")
LATIN = re.compile("[A-Za-z]")
OURS = "@class = 'vh' or @class = 'cite' or @class = 'kind'"
FRAME = ("header", "footer", "head", "nav", "script", "style", "title")


def site_of(name: str, folder: Path) -> dict[str, etree._Element]:
    root = copytree(CASES / name, folder / name)
    build(root, ("site",))
    pages = sorted((root / "build" / "site").glob("*.html"))
    return {p.name: html.fromstring(p.read_text(encoding="utf-8")) for p in pages}


@pytest.fixture(scope="module")
def hebrew(tmp_path_factory: pytest.TempPathFactory) -> dict[str, etree._Element]:
    return site_of("right-to-left", tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, etree._Element]:
    """A Hebrew text, with headings, English words and an omission, among English labels."""
    return site_of("hebrew-with-english", tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def quoted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, etree._Element]:
    return site_of("hebrew-quoted", tmp_path_factory.mktemp("site"))


def direction(element: etree._Element) -> str:
    """What a browser takes: the nearest `dir`."""
    return next((a.get("dir") for a in (element, *element.iterancestors()) if a.get("dir")), "ltr")


def blocks(page: etree._Element) -> Iterator[etree._Element]:
    """The innermost blocks and cited parts of a page that have words, without its frame."""
    for element in page.iter("p", "li", "td", "th", "h1", "h2", "h3", "h4", "figcaption", "span"):
        is_part = element.tag != "span" or {"lemma", "reading"} & set(element.get("class", "").split())
        is_frame = any(a.tag in FRAME for a in element.iterancestors())
        is_entry = any("entries" in a.get("class", "").split() for a in element.iterancestors())
        if is_part and not is_frame and not (is_entry and element.tag == "li"):
            yield element


def test_a_text_in_hebrew_runs_from_right_to_left_in_a_frame_that_does_not(hebrew: dict[str, etree._Element]) -> None:
    page = hebrew["read.html"]
    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")
    article = page.find(".//article")
    assert (article.get("lang"), article.get("dir")) == ("he", "rtl")
    assert direction(page.find(".//header//p")) == "ltr"
    assert direction(hebrew["wit-B.html"].find(".//article/p")) == "rtl"


@pytest.mark.parametrize("case", ["hebrew", "labelled", "quoted"])
def test_whatever_is_mostly_hebrew_runs_from_right_to_left(case: str, request: pytest.FixtureRequest) -> None:
    seen = 0
    for name, page in request.getfixturevalue(case).items():
        for element in blocks(page):
            text = "".join(element.xpath(f".//text()[not(ancestor::*[{OURS}])]"))
            right, left = len(RTL.findall(text)), len(LATIN.findall(text))
            if right > 3 * left:
                assert direction(element) == "rtl", (name, etree.tostring(element, encoding="unicode")[:200])
                seen += 1
            elif left > 3 * right:
                assert direction(element) == "ltr", (name, etree.tostring(element, encoding="unicode")[:200])
    assert seen > 3


def test_lemma_and_reading_stand_apart(quoted: dict[str, etree._Element]) -> None:
    (entry,) = quoted["apparatus.html"].xpath("//ol[contains(@class, 'entries')]/li")
    lemma, reading = (entry.xpath(f".//span[@class='{name}']")[0] for name in ("lemma", "reading"))
    assert [direction(part) for part in (entry, lemma, reading)] == ["ltr", "rtl", "rtl"]
    rule = re.search(r"^:is\(([^)]*)\) \{ unicode-bidi: isolate; \}", (CSS / "20-text.css").read_text("utf-8"), re.M)
    assert rule is not None
    assert {".lemma", ".reading", ".sigla"} <= {part.strip() for part in rule[1].split(",")}


def test_entries_of_a_hebrew_text_run_from_right_to_left(hebrew: dict[str, etree._Element]) -> None:
    entries = hebrew["apparatus.html"].xpath("//ol[contains(@class, 'entries')]/li")
    assert entries
    assert {direction(entry) for entry in entries} == {"rtl"}


def test_cells_run_as_their_words(hebrew: dict[str, etree._Element]) -> None:
    cells = hebrew["compare.html"].xpath("//tr[@id]/td")
    assert cells
    assert {direction(cell) for cell in cells} == {"rtl"}


def test_a_page_without_such_letters_says_nothing_of_directions(quoted: dict[str, etree._Element]) -> None:
    assert quoted["downloads.html"].xpath("//main//@dir") == []
    assert quoted["search.html"].xpath("//@dir") == ["auto"]  # of the field


def test_no_tag_of_a_language_is_und_alone(
    hebrew: dict[str, etree._Element], quoted: dict[str, etree._Element]
) -> None:
    tags = {tag for site in (hebrew, quoted) for page in site.values() for tag in page.xpath("//@lang")}
    assert "he" in tags
    assert "und" not in tags


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_sides_are_where_lines_begin_and_end(path: Path) -> None:
    """No left and right, but for the margin of a wide screen, which is where the contents are not."""
    text = "\n".join(line for line in path.read_text("utf-8").split("\n") if ".has-margin .margin {" not in line)
    found = re.findall(r"(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right)\s*:|: (?:left|right);", text)
    assert found == []
    values = re.findall(r"(?:margin|padding)\s*:([^;}]*)", re.sub(r"\([^()]*\)", "", text))
    assert [four for four in map(str.split, values) if len(four) == 4 and four[1] != four[3]] == []


def test_the_margin_stands_where_the_contents_do_not() -> None:
    rules = [
        line.strip()
        for line in (CSS / "30-apparatus.css").read_text("utf-8").split("\n")
        if ".has-margin .margin {" in line
    ]
    assert [rule.split(" {")[0] for rule in rules] == [".has-margin .margin", ':root[dir="rtl"] .has-margin .margin']
    assert re.search(r"left: calc\(100% .*\)", rules[0])
    assert "left: auto; right: calc(100% " in rules[1]


def test_links_of_the_contents_run_as_their_words_and_their_list_as_the_frame(
    labelled: dict[str, etree._Element],
) -> None:
    (contents,) = labelled["read.html"].xpath("//nav[@class = 'contents']")
    links = [link for link in contents.iter("a") if RTL.search("".join(link.itertext()))]
    assert links
    assert [link.xpath("string(bdi[@dir = 'rtl'])") for link in links] == ["".join(a.itertext()) for a in links]
    assert {direction(item) for item in contents.iter("ol", "li")} == {"ltr"}


def test_the_numbers_of_disagreements_stand_with_their_labels(labelled: dict[str, etree._Element]) -> None:
    lists = labelled["disagreements.html"].xpath("//ol[@class = 'disagreements']")
    assert lists
    assert {direction(item) for found in lists for item in (found, *found)} == {"ltr"}


def test_formulas_of_an_entry_stand_apart(labelled: dict[str, etree._Element]) -> None:
    entries = labelled["apparatus.html"].xpath("//ol[contains(@class, 'entries')]/li")
    formulas = [i for entry in entries for i in entry.iter("i")]
    assert {"".join(i.itertext()) for i in formulas} >= {"om."}
    assert {i.xpath("string(bdi[@dir = 'ltr'])") for i in formulas} == {"".join(i.itertext()) for i in formulas}
