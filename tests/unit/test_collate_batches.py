"""What the alignment computes for many places at once is what it would compute for each alone."""

from collections import Counter

import numpy as np
import pytest

from edition.collation.align.affine import find_best_path, find_scores_through
from edition.collation.align.affine_batches import Gap, find_all_scores_through, find_best_paths
from edition.collation.align.guide_order import similarity
from edition.collation.align.kgrams import find_shared_once, hash_kgrams
from edition.collation.align.order import find_runs
from edition.collation.align.pairing import Pairing
from edition.collation.align.profile import Problem, align_places, align_readings
from edition.collation.align.variant_keys import find_kinds
from edition.collation.arrays import find_stretches
from edition.collation.tokens.corpus import Corpus
from edition.collation.tokens.likeness import Likeness
from edition.model.tokens import TOKEN

NAMES = ["a", "boat", "boats", "cat", "cats", "water", "waters", "the", "1803", "1804", ".", ",", "lake", "lakes"]
SEEDS = range(12)


def _likeness() -> Likeness:
    return Likeness(NAMES, np.linspace(0.7, 8.0, len(NAMES)))


def _sequence(random: np.random.Generator, most: int) -> tuple[int, ...]:
    return tuple(random.integers(0, len(NAMES), int(random.integers(1, most))).tolist())


def _gaps(seed: int) -> list[Gap]:
    random = np.random.default_rng(seed)
    return list({(_sequence(random, 6), _sequence(random, 14)) for _ in range(300)})


@pytest.mark.parametrize("seed", SEEDS)
def test_paths_of_many_gaps_are_those_of_each(seed: int) -> None:
    gaps, likeness = _gaps(seed), _likeness()
    assert dict(find_best_paths(gaps, likeness)) == {gap: find_best_path(*gap, likeness) for gap in gaps}


@pytest.mark.parametrize("seed", SEEDS)
def test_scores_through_many_gaps_are_those_of_each(seed: int) -> None:
    likeness, count = _likeness(), 0
    for group, through, best in find_all_scores_through(_gaps(seed), likeness):
        for gap, of_gap, best_of_gap in zip(group, through, best, strict=True):
            alone, best_alone = find_scores_through(*gap, likeness)
            assert np.array_equal(of_gap, alone)
            assert best_of_gap == best_alone
            count += 1
    assert count == len(_gaps(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_places_aligned_together_are_as_each_alone(seed: int) -> None:
    random, likeness = np.random.default_rng(seed), _likeness()
    places: list[Problem] = []
    for _ in range(40):
        readings = sorted({_sequence(random, 12) for _ in range(int(random.integers(2, 7)))})
        places.append(tuple((reading, int(random.integers(1, 9))) for reading in readings))
    together = dict(align_places(places, likeness))
    assert together.keys() == set(places)
    for place, (columns, count) in together.items():
        alone, count_alone = align_readings([r for r, _ in place], [n for _, n in place], likeness)
        assert count == count_alone
        assert [c.tolist() for c in columns] == [c.tolist() for c in alone]
        assert all((np.diff(c) > 0).all() for c in columns)
        assert {c for of_one in columns for c in of_one.tolist()} == set(range(count))


@pytest.mark.parametrize("seed", SEEDS)
def test_scores_of_pairs_are_those_of_each(seed: int) -> None:
    x, y = np.random.default_rng(seed).integers(0, len(NAMES), (2, 200))
    likeness = _likeness()
    expected = [likeness.score(a, b) for a, b in zip(x.tolist(), y.tolist(), strict=True)]
    assert likeness.score_pairs(x, y).tolist() == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_runs_shared_once_are_counted(seed: int) -> None:
    random = np.random.default_rng(seed)
    left, right = (random.integers(0, 9, int(random.integers(0, 200))).astype(np.int32) for _ in range(2))
    i, j = find_shared_once(hash_kgrams(left, 3), hash_kgrams(right, 3))
    runs = [[tuple(side[n : n + 3].tolist()) for n in range(len(side) - 2)] for side in (left, right)]
    counts = [Counter(side) for side in runs]
    once = [n for n, run in enumerate(runs[0]) if counts[0][run] == counts[1][run] == 1]
    assert i.tolist() == once
    assert j.tolist() == [runs[1].index(runs[0][n]) for n in once]


@pytest.mark.parametrize("seed", SEEDS)
def test_kinds_are_the_keys_of_each_column(seed: int) -> None:
    random = np.random.default_rng(seed)
    keys = random.integers(-1, 5, (60, 7)).astype(np.int32)
    columns = np.flatnonzero(random.random(60) < 0.5)
    kinds = find_kinds(keys, columns)
    expected = [
        (column, key, count)
        for column in columns.tolist()
        for key, count in sorted(Counter(keys[column][keys[column] >= 0].tolist()).items())
    ]
    assert list(zip(kinds.column.tolist(), kinds.key.tolist(), kinds.count.tolist(), strict=True)) == expected
    assert (keys[kinds.cell] == kinds.key[kinds.of]).all()
    assert (kinds.cell[0] == kinds.column[kinds.of]).all()
    assert len(kinds.of) == (keys[columns] >= 0).sum()
    assert all(kinds.size[n] == (kinds.column == kinds.column[n]).sum() for n in range(len(kinds.key)))
    assert all(kinds.column[first] == kinds.column[n] for n, first in enumerate(kinds.first.tolist()))


@pytest.mark.parametrize("seed", SEEDS)
def test_runs_are_cut_where_another_token_stands_between(seed: int) -> None:
    random = np.random.default_rng(seed)
    columns = np.sort(random.choice(300, 100, replace=False))
    for _ in range(seed % 4):  # seed 0, 4, 8: in order
        start, size, to = (int(n) for n in random.integers(1, 30, 3))
        columns = np.insert(np.delete(columns, np.s_[start : start + size]), to, columns[start : start + size])
    rank = np.searchsorted(np.sort(columns), columns)
    starts = [n for n in range(100) if not n or rank[n] != rank[n - 1] + 1]
    runs = find_runs(columns, np.ones(100))
    assert runs.start.tolist() == starts
    assert runs.end.tolist() == [*starts[1:], 100]
    assert runs.rank.tolist() == rank[starts].tolist()
    assert runs.worth.tolist() == (runs.end - runs.start).tolist()


def test_no_token_is_no_run() -> None:
    assert len(find_runs(np.zeros(0, np.int64), np.zeros(0)).start) == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_gaps_are_numbered_by_the_pairs_before_them(seed: int) -> None:
    random = np.random.default_rng(seed)
    pairing = Pairing(*(random.integers(0, 5, 80).astype(np.int32) for _ in range(2)), np.ones(5))
    i, j = (np.sort(random.choice(80, 30, replace=False)) for _ in range(2))
    pairing.link(i, j)
    pairing.moved[i[:: seed + 2]] = True
    line = ~pairing.moved[i]
    free = pairing.free_tokens()
    assert free.left.tolist() == sorted(set(range(80)) - set(i.tolist()))
    assert free.gap_left.tolist() == [int((i[line] < n).sum()) for n in free.left]
    assert free.gap_right.tolist() == [int((j[line] < n).sum()) for n in free.right]


@pytest.mark.parametrize("seed", SEEDS)
def test_similarity_counts_the_runs_two_witnesses_share(seed: int) -> None:
    random = np.random.default_rng(seed)
    keys = [random.integers(0, 6, int(random.integers(3, 90))).astype(np.int32) for _ in range(5)]
    runs = [{tuple(one[n : n + 3].tolist()) for n in range(len(one) - 2)} for one in keys]
    expected = [[len(a & b) if a is not b else 0 for b in runs] for a in runs]
    assert similarity(keys).tolist() == expected


@pytest.mark.parametrize("mask", [[], [0], [1], [1, 1, 0, 1], [0, 1, 0], [0, 0, 1, 1]])
def test_stretches_of_true(mask: list[int]) -> None:
    start, end = find_stretches(np.array(mask, bool))
    covered = [n for a, b in zip(start.tolist(), end.tolist(), strict=True) for n in range(a, b)]
    assert covered == [n for n, one in enumerate(mask) if one]
    assert all(a > b for a, b in zip(start[1:].tolist(), end[:-1].tolist(), strict=True))


TEXTS = (
    "The boat, the boat. «Boat»  the\tend",
    "the boat ἀλλ’ ἐγώ\u2003boat, 水上の舟 the",
    "",
    " .\u00a0boat's\n\nthe end.",
    "one word each time",
    "水上の舟 the boat,",
)


@pytest.mark.parametrize("texts", [TEXTS, TEXTS[::-1], TEXTS[4:5] * 1, TEXTS[2:3]])
def test_tokens_of_texts_that_share_words_are_those_of_each(texts: tuple[str, ...]) -> None:
    corpus = Corpus()
    for number, text in enumerate(texts):
        corpus.add_text(str(number), text)
        found = zip(corpus.starts[number].tolist(), corpus.ends[number].tolist(), strict=True)
        assert list(found) == [match.span() for match in TOKEN.finditer(text)]
        forms = [corpus.form_names[form] for form in corpus.forms[number].tolist()]
        assert forms == TOKEN.findall(text)
