"""False statements that the program once made of names, dates and disagreements, each in its smallest text."""

from pathlib import Path

from lxml import etree
from tests.cases.conftest import Write

from edition.names import NS
from edition.pipeline import build

TEI = ("tei",)


def tree(folder: Path, name: str) -> etree._Element:
    return etree.parse(folder / "tei" / name).getroot()


def test_a_month_whose_year_the_context_gives_is_no_disagreement(write: Write) -> None:
    """The years before differ, and are one; «June» is the same word in both."""
    folder = write(
        {
            "A": "They met in 1817.\n\nThey sail in June: it is late.",
            "B": "They met in 1816.\n\nThey sail in June; it is late.",
        }
    )
    built = build(folder, TEI)
    assert not built.failed
    matters = tree(folder, "edition.xml").findall(".//tei:list[@type='disagreements']/tei:item", NS)
    assert [[side.text for side in matter.iterfind("tei:date", NS)] for matter in matters] == [["1817", "1816"]]
