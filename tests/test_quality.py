"""How well names and dates are marked, against annotations by hand: what is asked for, and the page that says so."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from bench.annotations import Annotated, Mark, annotated, compare, matched, within
from bench.quality import QUALITY, Condition, Tally, conditions, measured, page, seed_passages

from edition.model import MentionKind
from edition.stages import read_sources

ROOT = Path(__file__).parent.parent
#: What the correspondence misses, and why: docs/quality.md shows what names of the first half alone reach.
NOT_REACHED = {("letters", "persName"), ("letters", "placeName")}


@pytest.fixture(scope="module")
def results() -> Mapping[str, tuple[Condition, Tally]]:
    return {c.name: (c, c.run()) for c in conditions(read_sources(ROOT))}


@pytest.mark.parametrize("name", ["full", "canonical", "none", "letters", "diary"])
def test_what_is_asked_is_reached(results: Mapping[str, tuple[Condition, Tally]], name: str) -> None:
    condition, tally = results[name]
    figures = measured(condition, tally)
    assert condition.asked
    missed = {(name, kind) for kind, asked in condition.asked.items() if figures[kind] < asked}
    assert missed == {one for one in NOT_REACHED if one[0] == name}


def test_the_values_of_dates_are_right(results: Mapping[str, tuple[Condition, Tally]]) -> None:
    assert results["full"][1].f1(results["full"][1].right, "date") >= 0.97


def test_the_page_is_current(results: Mapping[str, tuple[Condition, Tally]]) -> None:
    assert page(list(results.values())) == (ROOT / "docs" / "quality.md").read_text("utf-8"), "run make quality"


def test_every_passage_stands_in_its_seed_and_every_witness_has_two() -> None:
    texts = {w.siglum: w.text for w in read_sources(ROOT).witnesses}
    passages = seed_passages()
    assert {s: sum(p.witness == s for p in passages) for s in texts} == {"W": 4, "E": 3, "G": 3, "F": 2}
    for passage in passages:
        assert within(passage, texts[passage.witness]) >= 0
        assert passage.marks


def test_every_entry_that_is_annotated_is_in_the_registers() -> None:
    register = read_sources(ROOT).register
    refs = {m.meaning for p in seed_passages() for m in p.marks if m.kind not in (MentionKind.DATE, MentionKind.LAW)}
    assert {r for r in refs if r and register.get(r) is None} == set()


def test_scores_notice_what_is_missed_moved_and_mistaken() -> None:
    passage = Annotated("W", "Anna in Rome, 1871.", (
        Mark(0, 4, MentionKind.PERSON, "a"), Mark(8, 12, MentionKind.PLACE, "r"), Mark(14, 18, MentionKind.DATE, "1871")
    ), ((5, 7),))  # fmt: skip
    made = [Mark(0, 4, MentionKind.PERSON, "b"), Mark(8, 13, MentionKind.PLACE, "r"), Mark(5, 7, MentionKind.WORK)]
    tally = compare([(passage, made)])
    assert (tally.f1(tally.exact), tally.f1(tally.overlap), tally.f1(tally.right)) == (0.4, 0.8, 0.4)
    assert len(tally.missed) == 3
    assert compare([(passage, passage.marks)]).f1(tally.exact) < 1
    whole = compare([(passage, passage.marks)])
    assert whole.f1(whole.exact) == 1


def test_two_ids_of_the_program_are_not_both_taken_for_one_entry() -> None:
    passage = Annotated("W", "Anna Anna Anna", tuple(Mark(i, i + 4, MentionKind.PERSON, "a") for i in (0, 5, 10)), ())
    made = [
        Mark(0, 4, MentionKind.PERSON, "x"),
        Mark(5, 9, MentionKind.PERSON, "x"),
        Mark(10, 14, MentionKind.PERSON, "y"),
    ]
    ((_, marks),) = matched([(passage, made)])
    assert [m.meaning for m in marks] == ["a", "a", "y"]


def test_the_wrong_weekdays_of_the_diary_are_findings() -> None:
    from bench.annotations import plain_witness

    from edition.annotate import annotate
    from edition.model import Register

    (diary,) = annotated(QUALITY / "diary.xml")
    _, findings = annotate(plain_witness(diary.text), Register())
    assert [f.code for f in findings if "the text says" in f.message] == ["E403", "E403"]
