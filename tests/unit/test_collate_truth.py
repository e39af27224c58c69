"""What is true of an alignment is known: of texts made up from one original, and of sentences a reader can judge."""

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from tests.made_up import Tradition, score, score_differing, score_moves, score_omissions, tradition
from tests.tables import aligned, lines, words_by_column

from edition.collation.align.align import Alignment, align
from edition.collation.align.reorder import reorder
from edition.collation.align.validity import check
from edition.collation.tokens.corpus import Corpus

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def collated(made: Tradition) -> Alignment:
    corpus = Corpus()
    for number, tokens in enumerate(made.words):
        corpus.add_tokens(str(number), tokens)
    return align(corpus)


def f1(precision_and_recall: tuple[float, float]) -> float:
    precision, recall = precision_and_recall
    return 2 * precision * recall / (precision + recall)


@pytest.mark.parametrize("witnesses", [2, 3, 6])
def test_made_up_traditions_are_found_again(witnesses: int) -> None:
    made = tradition(10_000, witnesses)
    alignment = collated(made)
    restated = reorder(alignment, 0)
    for found in (alignment, restated):
        precision, recall = score(found.cells, made.origin)
        assert precision > 0.999
        assert recall > 0.996
    check(restated, 0)


@pytest.mark.parametrize("witnesses", [2, 3, 6])
def test_words_that_differ_meet_their_counterparts(witnesses: int) -> None:
    made = tradition(10_000, witnesses)
    precision, recall = score_differing(collated(made).cells, made)
    assert precision > 0.98
    assert recall > 0.93


def test_a_tradition_with_much_variation_is_found_again() -> None:
    made = tradition(10_000, 3, changed=0.15, dropped=0.05)
    alignment = collated(made)
    assert f1(score(alignment.cells, made.origin)) > 0.96
    assert f1(score_differing(alignment.cells, made)) > 0.84


@pytest.mark.parametrize("witnesses", [2, 4])
def test_every_moved_passage_is_one_move(witnesses: int) -> None:
    spans, made = [], []
    for seed in (1, 2, 3):
        one = tradition(10_000, witnesses, seed, moves=6, first_moves=0, apart=True)
        made.append(one)
        spans.append([(m.witness, m.start, m.end) for m in reorder(collated(one), 0).moves])
    scores = [score_moves(found, one) for found, one in zip(spans, made, strict=True)]
    precision, recall = np.mean(scores, axis=0)
    assert precision > 0.9
    assert recall > 0.9


def test_without_moved_passages_there_are_no_moves() -> None:
    made = tradition(10_000, 3, moves=0)
    assert not reorder(collated(made), 0).moves


def test_long_omissions_stay_empty() -> None:
    made = tradition(10_000, 3, moves=0, omissions=8)
    precision, recall = score_omissions(collated(made).cells, made)
    assert precision > 0.97
    assert recall > 0.99


def test_all_orders_of_the_seeds_give_one_table() -> None:
    texts = dict(zip("WEGF", (path.read_text(encoding="utf-8") for path in SEEDS), strict=True))
    tables = set()
    for order in permutations("WEGF"):
        corpus = Corpus()
        for siglum in order:
            corpus.add_text(siglum, texts[siglum])
        alignment = reorder(align(corpus), order.index("W"))
        moves = sorted((order[m.witness], m.start, m.end) for m in alignment.moves)
        tables.add((alignment.cells[:, [order.index(s) for s in "WEGF"]].tobytes(), str(moves)))
    assert len(tables) == 1


def test_a_rewritten_sentence_shares_no_stop_word_with_the_old_one() -> None:
    table = words_by_column(
        aligned(
            "The treaty was signed. The envoys of the king left by night for the coast. Nothing more was heard.",
            "The treaty was signed. Every house of that town burned down to ashes. Nothing more was heard.",
        )
    )
    together = [a for a, b in table if a and b]
    assert together == ["The", "treaty", "was", "signed", ".", ".", "Nothing", "more", "was", "heard", "."]


def test_stop_words_of_a_long_addition_stay_with_it() -> None:
    head, tail = "The king came to the city before noon.", "Then the people of the city saw him."
    addition = " ".join(f"and the other{n} of the thing{n} to a place" for n in range(60))
    assert all(a == b for a, b in words_by_column(aligned(f"{head} {tail}", f"{head} {addition}. {tail}")) if a)


def test_words_at_the_same_distance_are_no_substitution() -> None:
    table = words_by_column(aligned("peace came early that year to all", "peace seemed far from sight to all"))
    assert not any(a and b and a != b for a, b in table)


def test_a_content_word_wins_over_a_mark_and_an_article() -> None:
    assert ["gamma", "gamma"] in words_by_column(aligned("Alpha beta, gamma delta", "Alpha gamma, beta delta"))
    table = words_by_column(aligned("and the house of the man", "of the ship and the man"))
    assert table[-2:] == [["the", "the"], ["man", "man"]]


def test_the_ends_of_two_texts_stand_together() -> None:
    assert lines("He sleeps.", "He sleeps in a cave by the sea.") == [
        "He sleeps - - - - - - .",
        "He sleeps in a cave by the sea .",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("he met ZinovievKamenev and others", "he met Zinoviev – Kamenev and others"),
        ("we went to day into the city", "we went today into the city"),
        ("there was Smith aka Jones in town", "there was Smith also known as Jones in town"),
        ("inasmuch as he could do it", "in as much as he could do it"),
    ],
)
def test_one_word_against_several_keeps_its_neighbours(one: str, other: str) -> None:
    table = words_by_column(aligned(one, other))
    whole = [n for n, (a, b) in enumerate(table) if a and b and a == b]
    apart = [n for n in range(len(table)) if n not in whole]
    assert len(whole) == len(set(one.split()) & set(other.split()))
    assert apart == list(range(apart[0], apart[-1] + 1))  # beside each other, nothing between them


def test_a_moved_passage_takes_the_changed_words_at_its_ends_along() -> None:
    passage = "Seven tall ships out of the western harbour carried grain and timber for the poor of Syracuse"
    changed = "Seven tall galleys out of the western harbour carried grain and timber for the needy of Syracuse"
    before = "When the winter had gone they opened every gate and the market stood full of strangers again."
    after = "An old soldier told his grandsons how the bridge had fallen under the weight of the elephants."
    alignment = reorder(aligned(f"{passage}. {before} {after}", f"{before} {after} {changed}."), 0)
    table = words_by_column(alignment)
    assert ["Seven", "Seven"] in table
    assert ["Syracuse", "Syracuse"] in table
    assert len(alignment.moves) == 1
