"""One fact is told once: a missing list, all headings, the beginning or end of a witness (rules A, B and K)."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from edition.build import build
from edition.model import Apparatus, Block, BlockUnit, Kind, Node, Reading, Run, VariationUnit
from edition.model.layout import Layout, PlacedBlock, PlacedUnit
from edition.model.offsets import Offsets
from edition.model.told_once import tell_once
from edition.model.witness import ReadingBlock
from edition.xml.namespaces import NS, XML_ID
from edition.xml.parse import parse_document

GOLDEN = Path(__file__).parents[1] / "golden"
INTRO, END = "The crew of the lugger met at night.", "They sailed before the sun was up."
LIST = "- Anna the cook\n- Karl the smith\n- Peter his brother\n- Maria the widow"


class Made:
    """An edition of Markdown texts by siglum; the first is the base."""

    def __init__(self, folder: Path, texts: Mapping[str, str], more: str = "", decisions: str = "") -> None:
        (folder / "seeds").mkdir()
        settings = "[edition]\ntitle = 'T'\nbase = 'A'\n"
        for siglum, text in texts.items():
            (folder / "seeds" / f"{siglum}.md").write_text(text + "\n", encoding="utf-8")
            settings += f"[[witness]]\nsiglum = '{siglum}'\nseed = 'seeds/{siglum}.md'\n"
            settings += "scope = 'fragment'\n" if siglum in more else ""
        (folder / "edition.toml").write_text(settings, encoding="utf-8")
        if decisions:
            (folder / "decisions.toml").write_text(decisions, encoding="utf-8")
        assert not build(folder, ("tei",)).failed
        self.root = parse_document((folder / "tei" / "edition.xml").read_bytes(), "edition.xml").root

    def told(self) -> list[tuple[str, int]]:
        """What each statement tells, and of how many entries."""
        links = self.root.iterfind(".//tei:linkGrp[@type='omission']/tei:link", NS)
        return [(link.get("type", ""), len(link.get("target", "").split())) for link in links]

    def entries(self) -> dict[str, etree._Element]:
        return {f"#{app.get(XML_ID)}": app for app in self.root.iter("{*}app")}

    def notes(self, siglum: str) -> list[str]:
        notes = self.root.iterfind(f".//tei:witness[@n='{siglum}']/tei:note[@type='headings']", NS)
        return [str(note.xpath("string()")) for note in notes]


def paragraphs(*texts: str) -> str:
    return "\n\n".join(texts)


WHOLE = paragraphs(INTRO, LIST, END)


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        (WHOLE, paragraphs(INTRO, END), [("run", 4)]),
        (paragraphs(INTRO, "One stayed.", "One wept.", END), paragraphs(INTRO, END), [("run", 2)]),
        (paragraphs("Some days went by.", "It rained.", INTRO, END), paragraphs(INTRO, END), [("start", 2)]),
        (paragraphs(INTRO, END, "Nobody came back.", "The house was sold."), paragraphs(INTRO, END), [("end", 2)]),
        # one missing block is told by its entry
        (paragraphs(INTRO, "One stayed.", END), paragraphs(INTRO, END), []),
        # the witness has what is between
        (WHOLE, paragraphs(INTRO, "- Anna the cook\n- Peter his brother", END), []),
        (WHOLE, paragraphs(INTRO, "- Anna the cook", END), [("run", 3)]),
    ],
)
def test_neighbouring_blocks_that_a_witness_lacks(tmp_path: Path, a: str, b: str, told: list[tuple[str, int]]) -> None:
    made = Made(tmp_path, {"A": a, "B": b})
    assert made.told() == told
    assert all(made.entries()[t].find("tei:rdg[@type='om']", NS) is not None for t in targets(made))


def targets(made: Made) -> list[str]:
    links = made.root.iterfind(".//tei:linkGrp[@type='omission']/tei:link", NS)
    return [target for link in links for target in link.get("target", "").split()]


def place(number: int, unit: VariationUnit) -> PlacedBlock:
    source = ReadingBlock(Kind.PARAGRAPH, unit.text, Offsets(), Node(Kind.PARAGRAPH, 0, 1))
    return PlacedBlock(Block("A", number, (unit,), id=f"p{number}"), source)


@pytest.mark.parametrize(("has", "told"), [("B", 0), ("C", 1)])
def test_words_of_the_witness_in_between_are_another_fact(has: str, told: int) -> None:
    """B lacks two blocks; between them stands a block that the base lacks."""
    lacking = [
        VariationUnit(Reading(("A", "C"), (Run(words),)), (Reading(("B",)),), id=words) for words in ("one", "two")
    ]
    others = tuple({"B", "C"} - {has})
    between = BlockUnit((), (has,), ("A", *others), (), 0)
    parts = (place(0, lacking[0]), PlacedUnit(between, ()), place(1, lacking[1]))
    apparatus = Apparatus(("A", "B", "C"), "A", (), ())
    assert len(tell_once(Layout(apparatus, parts, {})).statements) == told


def test_two_witnesses_that_lack_other_blocks_are_two_facts(tmp_path: Path) -> None:
    texts = {"A": WHOLE, "B": paragraphs(INTRO, END), "C": paragraphs(INTRO, "- Anna the cook\n- Karl the smith", END)}
    made = Made(tmp_path, texts)
    assert made.told() == [("run", 2), ("run", 2)]


def test_a_fragment_is_silent_and_lacks_nothing(tmp_path: Path) -> None:
    assert Made(tmp_path, {"A": WHOLE, "B": INTRO}, more="B").told() == []


def test_the_end_of_one_section_and_the_beginning_of_the_next_are_two_facts(tmp_path: Path) -> None:
    """The witness has no headings, so nothing of it stands between; others have."""
    one, two = ["The first day they rowed.", "The wind rose."], ["At night it fell.", "They slept on deck."]
    a = paragraphs("# Day", *one, "# Night", *two, "# Morning", INTRO, END)
    b = paragraphs(one[0], two[1], INTRO, END)
    assert [kind for kind, _ in Made(tmp_path, {"A": a, "B": b}).told()] == ["headings"]


def test_whole_sections_are_one_fact(tmp_path: Path) -> None:
    a = paragraphs(
        "# Day", INTRO, END, "# Night", "At night it fell.", "# Dawn", "They slept on deck.", "# Noon", "It was hot."
    )
    b = paragraphs("# Day", INTRO, END, "# Noon", "It was hot.")
    assert Made(tmp_path, {"A": a, "B": b}).told() == [("run", 4)]


SECTIONS = [("Day", INTRO), ("Night", "At night the wind fell."), ("Dawn", "They slept on deck."), ("Noon", END)]


def sections(*heads: str, some: list[tuple[str, str]] = SECTIONS) -> str:
    """The sections, with these headings only."""
    return paragraphs(*(paragraphs(f"# {head}", text) if head in heads else text for head, text in some))


def test_a_witness_without_headings_has_a_sentence_in_its_description(tmp_path: Path) -> None:
    made = Made(tmp_path, {"A": sections("Day", "Night", "Dawn", "Noon"), "B": sections()})
    assert made.told() == [("headings", 4)]
    assert made.notes("B") == ["It lacks headings (4/4); the apparatus does not tell each of them."]
    assert made.notes("A") == []


def test_missing_headings_break_no_run(tmp_path: Path) -> None:
    """B lacks two sections; C lacks all headings and one section."""
    some = paragraphs("# Day", INTRO, "# Noon", END)
    made = Made(tmp_path, {"A": sections("Day", "Night", "Dawn", "Noon"), "B": some, "C": sections()})
    assert made.told() == [("headings", 2), ("run", 2)]


@pytest.mark.parametrize(
    "b",
    [
        sections("Day", "Night"),  # half of them
        paragraphs("# Day", INTRO),  # three sections are lacking, with their headings: the one that it has has its own
    ],
)
def test_a_witness_that_lacks_some_headings_or_whole_sections_has_headings(tmp_path: Path, b: str) -> None:
    made = Made(tmp_path, {"A": sections("Day", "Night", "Dawn", "Noon"), "B": b})
    assert made.notes("B") == []


def test_an_entry_with_a_note_is_told_by_itself(tmp_path: Path) -> None:
    note = "[[note]]\nexact = 'Karl the smith'\nby = 'AR'\ntext = 'He is in the roll.'\n"
    made = Made(tmp_path, {"A": WHOLE, "B": paragraphs(INTRO, END)}, decisions=note)
    assert made.told() == [("run", 3)]


def test_pages_print_a_statement_once_and_lead_to_every_entry(tmp_path: Path) -> None:
    made = Made(tmp_path, {"A": sections("Day", "Night", "Dawn", "Noon") + "\n\n" + LIST, "B": sections()})
    assert not build(tmp_path, ("site",)).failed
    page = (tmp_path / "build" / "site" / "apparatus.html").read_text(encoding="utf-8")
    shown = etree.HTML(page).findall(".//ol[@class='entries full']/li")
    assert [kind for kind, _ in made.told()] == ["headings", "end"]
    assert len(shown) == 2
    assert "Anna the cook" in str(shown[1].xpath("string()"))
    assert "om. usque ad finem" in str(shown[1].xpath("string()"))
    ids = {element.get("id") for element in etree.HTML(page).iter() if element.get("id")}
    assert {f"n-{name.removeprefix('#')}" for name in made.entries()} <= ids
    assert "2 entries" in page


def entries_on_site(folder: Path, case: str) -> list[etree._Element]:
    """The entries on the page of the apparatus of a golden edition."""
    shutil.copytree(GOLDEN / case / "seeds", folder / "seeds")
    shutil.copy(GOLDEN / case / "edition.toml", folder)
    assert not build(folder, ("site",)).failed
    page = (folder / "build" / "site" / "apparatus.html").read_text(encoding="utf-8")
    return list(etree.HTML(page).findall(".//ol[@class='entries full']/li"))


def test_a_move_is_numbered_at_its_place_with_the_words_moved(tmp_path: Path) -> None:
    shown = entries_on_site(tmp_path, "moved-paragraph")
    (move,) = [li for li in shown if "k-transposition" in li.get("class", "")]
    numbers = [int(li.get("value", "")) for li in shown]
    assert numbers == sorted(set(numbers))
    lemma = str(move.find(".//span[@class='lemma']").xpath("string()"))
    seed = " ".join((tmp_path / "seeds" / "A.txt").read_text(encoding="utf-8").split())
    first, last = lemma.split(" … ")
    assert first in seed
    assert last in seed
    assert "transp. after" in str(move.xpath("string()"))
    assert shown.index(move) not in (0, len(shown))


def test_where_a_fragment_begins_and_ends_is_told_without_a_number(tmp_path: Path) -> None:
    edges = [li for li in entries_on_site(tmp_path, "fragment") if li.get("class") == "edge"]
    said = [" ".join(str(li.xpath("string()")).split()) for li in edges]
    assert any("hic incipit" in one for one in said)
    assert any("hic desinit" in one for one in said)
    assert all(li.get("value") is None for li in edges)


def test_a_hidden_entry_is_told_by_itself(tmp_path: Path) -> None:
    hide = "[[hide]]\nexact = 'Karl the smith'\nby = 'AR'\nfrom = 'site'\n"
    made = Made(tmp_path, {"A": WHOLE, "B": paragraphs(INTRO, END)}, decisions=hide)
    assert made.told() == [("run", 3)]
