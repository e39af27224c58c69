"""The page on the relations of the witnesses, as it is built: what it says, where it leads, and when there is none."""

from pathlib import Path

import pytest
from lxml import etree, html
from tests.decided import Texts, write

from edition.build import build
from edition.errors import EditionError
from edition.publish.site.link_check import dead_links

WORDS = (
    "red",
    "blue",
    "green",
    "black",
    "white",
    "brown",
    "grey",
    "pink",
    "gold",
    "mauve",
    "teal",
    "lime",
    "plum",
    "rust",
)


def family(**changed: str) -> Texts:
    """Texts of thirteen sentences; a witness has the other word in those whose letter (a to m) is given."""
    made = {}
    for siglum, letters in changed.items():
        words = [f"no{word}" if chr(97 + n) in letters else word for n, word in enumerate(WORDS)]
        made[siglum] = "\n\n".join(f"There was a {w} boat number {n} in the harbour." for n, w in enumerate(words))
    return made


FOUR = family(A="abcdefgh", B="abcdefgi", C="j", D="k")


def page(folder: Path, texts: Texts, head: str = "", decisions: str = "") -> html.HtmlElement | None:
    write(folder, texts, decisions, f'language = "en"\n{head}')
    built = build(folder, ("site",))
    assert not built.failed
    path = folder / "build" / "site" / "relations.html"
    return html.parse(path).getroot() if path.exists() else None


def said(root: html.HtmlElement | None) -> str:
    assert root is not None
    return " ".join(root.find(".//main").text_content().split())


def test_four_witnesses_have_a_tree_and_its_branch_leads_to_the_entries(tmp_path: Path) -> None:
    root = page(tmp_path, FOUR)
    words = said(root)
    assert root is not None
    assert "11 substantive entries of the apparatus are counted." in words
    assert "Four witnesses can be joined in three ways only." in words
    (branch,) = root.findall(".//details[@id]")
    assert branch.get("id") == "branch-1"
    assert "7 entries part the witnesses exactly so." in " ".join(branch.text_content().split())
    links = [a.get("href") for a in branch.findall(".//ol/li/a")]
    assert len(links) == 7
    apparatus = html.parse(tmp_path / "build" / "site" / "apparatus.html").getroot()
    for link in links:
        file, _, anchor = link.partition("#")
        assert file == "apparatus.html"
        assert apparatus.get_element_by_id(anchor).get("class", "").startswith("substantive")
    tree = root.find(".//svg[@class='witness-tree']")
    assert {a.get("href") for a in tree.iter("a")} == {*(f"wit-{s}.html" for s in "ABCD"), "#branch-1"}
    site = tmp_path / "build" / "site"
    files = {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()}
    assert dead_links({"relations.html": (site / "relations.html").read_bytes()}, files) == ()


def test_the_table_has_what_the_shades_say(tmp_path: Path) -> None:
    root = page(tmp_path, FOUR)
    assert root is not None
    rows = [[c.text_content().strip() for c in tr] for tr in root.findall(".//table[@class='numbers']/tbody/tr")]
    assert rows[0] == ["A – B", "82 %", "9", "0", "11"]
    assert rows[1] == ["C – D", "82 %", "9", "0", "11"]
    square = root.find(".//svg[@class='agreements']")
    assert square.get("aria-hidden") == "true"
    titles = {t.text for t in square.iter("title")}
    assert {"A – B: 9 / 11", "C – D: 9 / 11"} <= titles


def test_three_witnesses_say_who_agrees_against_the_third(tmp_path: Path) -> None:
    root = page(tmp_path, family(A="abc", B="abd", C=""))
    words = said(root)
    assert "With fewer than four witnesses nothing can be concluded on groups" in words
    assert "witness-tree" not in etree.tostring(root, encoding="unicode")


def test_too_few_places_make_no_tree(tmp_path: Path) -> None:
    assert "No tree is made" in said(page(tmp_path, family(A="ab", B="ab", C="", D="")))


@pytest.mark.parametrize("setting", ["", '[site]\nrelations = "none"\n'])
def test_there_is_no_page_where_nothing_is_to_be_said(tmp_path: Path, setting: str) -> None:
    texts = family(A="abc", B="") if not setting else FOUR
    assert page(tmp_path, texts, setting) is None
    site = tmp_path / "build" / "site"
    assert not [p.name for p in site.glob("*.html") if "relations.html" in p.read_text(encoding="utf-8")]


def test_the_page_is_linked_where_witnesses_are_told(tmp_path: Path) -> None:
    page(tmp_path, FOUR)
    for name in ("about.html", "variants.html"):
        assert 'href="relations.html"' in (tmp_path / "build" / "site" / name).read_text(encoding="utf-8")


def test_only_decided_entries_are_counted_where_the_editor_wants_it(tmp_path: Path) -> None:
    decision = '[[class]]\nexact = "nored"\nas = "factual"\n'
    words = said(page(tmp_path, FOUR, '[site]\nrelations = "decided"\n', decision))
    assert "1 substantive entry of the apparatus is counted. On 1 of them the editors took a decision" in words


def test_the_stemma_is_drawn_with_links_and_in_words(tmp_path: Path) -> None:
    (tmp_path / "s.dot").write_text(
        "digraph { α [class=hypothetical]; α -> A; α -> β; β -> B; A -> B [style=dashed] }", encoding="utf-8"
    )
    root = page(tmp_path, family(A="abc", B=""), 'stemma = "s.dot"\n')
    words = said(root)
    assert root is not None
    assert "Agreements" not in words
    assert [li.text_content() for li in root.findall(".//ul[@class='descents']/li")] == [
        "α (inferred): the beginning", "A: from α", "β: from α", "B: from β; readings also from A"
    ]  # fmt: skip
    drawn = root.find(".//svg[@class='stemma']")
    assert [a.get("href") for a in drawn.iter("a")] == ["wit-A.html", "wit-B.html"]
    assert len(drawn.findall(".//line")) == 3
    assert len(drawn.findall(".//g[@class='contamination']")) == 1
    assert [t.text for t in drawn.iter("text")] == ["α", "A", "β", "B"]


def test_a_wrong_stemma_ends_the_build_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "s.nwk").write_text("(A,\n B", encoding="utf-8")
    with pytest.raises(EditionError, match=r"^s\.nwk:2:3: a comma or a closing bracket"):
        page(tmp_path, FOUR, 'stemma = "s.nwk"\n')


def test_a_witness_that_the_stemma_lacks_is_told(tmp_path: Path) -> None:
    (tmp_path / "s.nwk").write_text("(A,B,C)x;", encoding="utf-8")
    write(tmp_path, FOUR, "", 'stemma = "s.nwk"\n')
    told = [str(f) for f in build(tmp_path, ("tei",)).findings if f.code == "E496"]
    assert told == ["s.nwk: advice E496 the stemma does not have D; name the node by the siglum, or leave it so"]
