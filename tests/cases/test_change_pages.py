"""What changed from one state of a text to the next.

Without what is new a page is the earlier state; without what was taken out, the later one.
"""

from pathlib import Path

import pytest
from lxml import etree, html

from edition.build import build
from edition.errors import ConfigError
from edition.model import reading_text
from edition.stages import read_sources

STATES = {
    "A": "# Ferry\n\nThe old ferry crossed the river at noon with nine men.\n\nNobody waited on the bank that day.\n\n"
    "Long after, the ferryman told the whole story to his daughter.\n",
    "B": "# Ferry\n\nThe grey ferry crossed the wide river with nine men.\n\nA second paragraph is new here.\n\n"
    "Long after the ferryman told the whole story to his daughter.\n",
    "C": "# The Ferry\n\nLong after the ferryman told the whole story to his daughter.\n\nThe grey ferry crossed the "
    "wide river with ten men.\n\nA second paragraph is new here.\n",
}
HEAD = '[edition]\ntitle = "Ferry"\nbase = "C"\nlanguage = "en"\n[site]\nstates = {}\n'
#: What a page says to those who read it, besides the words.
SAID = ("vh", "n", "move", "break")


def write(root: Path, states: str, more: str = "") -> Path:
    witnesses = "".join(f'[[witness]]\nsiglum = "{s}"\nseed = "{s}.md"\n' for s in STATES)
    for siglum, text in STATES.items():
        (root / f"{siglum}.md").write_text(text, encoding="utf-8")
    (root / "edition.toml").write_text(HEAD.format(states) + witnesses + more, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = write(tmp_path_factory.mktemp("states"), '["A", "B", "C"]')
    assert not build(made, ("site",)).failed
    return made


def letters(element: etree._Element, without: str) -> str:
    """The letters of the changes, without what is in elements of a name."""
    if element.tag == without or set(element.get("class", "").split()) & set(SAID):
        return ""
    return "".join(((element.text or ""), *(letters(child, without) + (child.tail or "") for child in element)))


def changes(root: Path, name: str) -> etree._Element:
    (article,) = html.fromstring((root / "build" / "site" / name).read_bytes()).xpath("//article[@class = 'changes']")
    return article


@pytest.mark.parametrize(("name", "old", "new"), [("changes.html", "A", "B"), ("changes-2.html", "B", "C")])
def test_a_page_of_changes_is_both_states(root: Path, name: str, old: str, new: str) -> None:
    article = changes(root, name)
    texts = {w.siglum: "".join(reading_text(w).split()) for w in read_sources(root).witnesses}
    assert "".join(letters(article, "ins").split()) == texts[old]
    assert "".join(letters(article, "del").split()) == texts[new]


def test_every_change_leads_to_its_entry(root: Path) -> None:
    entries = html.fromstring((root / "build" / "site" / "apparatus.html").read_bytes()).xpath("//li/@id")
    links = changes(root, "changes.html").xpath(".//a[starts-with(@href, 'apparatus.html#')]/@href")
    assert links
    assert {link.partition("#")[2] for link in links} <= set(entries)


def test_moved_words_lead_to_their_other_place(root: Path) -> None:
    article = changes(root, "changes-2.html")
    ids = set(article.xpath(".//a[@class = 'move']/@id"))
    assert ids
    assert {link.partition("#")[2] for link in article.xpath(".//a[@class = 'move']/@href")} == ids


def test_the_steps_are_reached_from_each_other_and_from_the_head(root: Path) -> None:
    page = html.fromstring((root / "build" / "site" / "changes-2.html").read_bytes())
    assert page.xpath("//nav[@class = 'steps']//a/@href") == ["changes.html", "changes-2.html"]
    inner = page.xpath("//nav[@class = 'site']/ul[@class = 'within']//a/@href")
    assert {"compare.html", "changes.html", "changes-2.html"} <= set(inner)


@pytest.mark.parametrize(
    ("states", "more", "said"),
    [
        ('["A", "X"]', "", "states: 'X' is no siglum of a witness"),
        ('["A"]', "", "states: name two witnesses or more"),
        ('["A", "A"]', "", "states: name two witnesses or more"),
        ('["A", "C"]', 'scope = "excerpt"\n', "states: C is a fragment or an excerpt"),
    ],
)
def test_what_can_be_no_order_of_states_is_told(tmp_path: Path, states: str, more: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read_sources(write(tmp_path, states, more))
    assert said in str(refused.value)
