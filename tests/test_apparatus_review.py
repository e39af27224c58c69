"""Verdicts on every place of the edition that ships (docs/apparatus-review.tsv), from two readings.

The first read three long passages, the second all of them anew; where they differ, both verdicts stay.

When the apparatus changes there, the new places are printed as lines of that table: read them, judge them, put them in.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from edition.xml.namespaces import NS, XML_ID, tei

REVIEW = Path(__file__).parent.parent / "docs" / "apparatus-review.tsv"
PASSAGES = {  # first and last words, each in a block of the base
    "1": ("Grigory Zinoviev, Lev Kamenev", "The full list of defendants"),
    "2": ("The Tukhachevsky Affair was", "sent to a labor camp, but she survived"),
    "3": ("Communist Party leaders in most", "execute the prisoners' families"),
}
REST = "–"  # outside of them
BLOCKS = {tei(name) for name in ("p", "head", "item", "bibl", "label")}
READINGS = (tei("lem"), tei("rdg"))
MOST = 12  # words of a reading that are cited whole
Place = tuple[str, str, str]


def verdicts() -> list[dict[str, str]]:
    with REVIEW.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def places(root: Path) -> Iterator[Place]:
    """Passage, id and entry of every place of variation."""
    edition = etree.parse(root / "tei" / "edition.xml").getroot()
    sigla = {f"#{w.get(XML_ID)}": w.get("n") for w in edition.iterfind(".//tei:listWit/tei:witness", NS)}
    passage = ""
    for element in edition.find(".//tei:body", NS).iter(*BLOCKS, tei("app")):
        if any(a.tag in BLOCKS or a.tag == tei("rdg") for a in element.iterancestors()):
            continue
        words = " ".join(words_of(element).split())
        passage = passage or next((n for n, (first, _) in PASSAGES.items() if first in words), "")
        yield from ((passage or REST, app.get(XML_ID), entry(app, sigla)) for app in element.iter(tei("app")))
        passage = "" if passage and PASSAGES[passage][1] in words else passage


def words_of(element: etree._Element) -> str:
    """The words of the base, or of a reading with the lemmata inside it."""
    parts = [element.text or ""]
    for child in element:
        parts.append(words_of(child) if child.tag != tei("rdg") and isinstance(child.tag, str) else "")
        parts.append("" if element.tag in (tei("app"), tei("rdgGrp")) else child.tail or "")
    return "".join(parts)


def entry(app: etree._Element, sigla: dict[str, str]) -> str:
    readings = [r for r in app.iter(*READINGS) if next(r.iterancestors(tei("app"))) is app and r.get("type") != "lac"]
    lemma, *others = [cited(r) for r in readings]
    said = [
        f"{words or 'om.'} {' '.join(sigla[p] for p in r.get('wit').split())} [{r.get('type')}]"
        for words, r in zip(others, readings[1:], strict=True)
    ]
    return f"{lemma or '—'} ] {' ; '.join(said)}"


def cited(reading: etree._Element) -> str:
    words = words_of(reading).split()
    return " ".join(words if len(words) <= MOST else [*words[:6], "…", *words[-5:]])


def test_every_place_has_a_verdict(root: Path) -> None:
    judged = {(row["passage"], row["unit"], row["entry"]) for row in verdicts()}
    there = list(places(root))
    open_ = ["\t".join((*place, "", "", "", "")) for place in there if place not in judged]
    assert not open_, "places without a verdict:\n" + "\n".join(open_)
    gone = judged - set(there)
    assert not gone, f"verdicts on places that are gone: {sorted(gone)}"


def test_a_verdict_has_a_reason() -> None:
    rows = verdicts()
    assert {row["second"] for row in rows} <= {"good", "acceptable", "poor"}
    assert {row["first"] for row in rows} <= {"good", "acceptable", "poor", ""}
    assert all(row["remark"].strip() and bool(row["reason"].strip()) == bool(row["first"]) for row in rows)


@pytest.mark.parametrize("reading", ["first", "second"])
def test_nineteen_in_twenty_are_at_least_acceptable(reading: str) -> None:
    rows = [row for row in verdicts() if row[reading]]
    assert len(rows) >= 100
    assert sum(row[reading] != "poor" for row in rows) >= 0.95 * len(rows)


@pytest.mark.parametrize("passage", PASSAGES)
def test_a_passage_is_long(root: Path, passage: str) -> None:
    assert sum(p == passage for p, _, _ in places(root)) >= 30
