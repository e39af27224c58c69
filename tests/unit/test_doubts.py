"""Which places are doubtful, why, and in which order."""

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import numpy as np
from tests.decided import FERRY, write

from edition.collation.align.affine import find_best_path, find_scores_through
from edition.collation.tokens.likeness import Likeness
from edition.decide.doubts import DoubtfulPlace, doubtful_places
from edition.edition import Edition
from edition.model.alignment import Weakness


def ranked(folder: Path, texts: Mapping[str, str]) -> tuple[Edition, dict[str, DoubtfulPlace]]:
    """The doubtful places by their lemmata."""
    edition = Edition(write(folder, texts, ""))
    lemmata = {unit.id: unit.lemma.text for unit in edition.apparatus}
    return edition, {lemmata.get(one.id, one.id): one for one in doubtful_places(edition.documents)}


BEFORE = "The boats lay in the harbour for nine days, and the captain told everybody that the weather would turn. "
BEHIND = " Then the boats went out to sea again, and nobody spoke about the matter until the following spring."


def test_a_word_that_is_lost_here_and_stands_near_by_makes_both_entries_doubtful(tmp_path: Path) -> None:
    texts = {
        "A": f"{BEFORE}Georgy the pilot played a leading part in the search.{BEHIND.replace('spoke', 'spake')}",
        "B": f"{BEFORE}A leading part in searching played Georgy the pilot.{BEHIND}",
    }
    _, places = ranked(tmp_path, texts)
    one, other = list(places)[:2]
    assert {one, other} == {"Georgy the pilot played a", "the search"}
    assert places[one].reasons[0] == "«played», which B lacks here, stands in an entry near by in B"
    assert places[other].reasons[0] == "«played», which B has here, is lacking in an entry near by in B"
    assert places[one].weight == places[other].weight > 0.5
    assert places["spake"].weight < 0.5


def test_a_word_that_all_have_near_by_is_no_doubt(tmp_path: Path) -> None:
    texts = {
        "A": f"{BEFORE}The captain saw the captain of the sloop at noon.{BEHIND}",
        "B": f"{BEFORE}The captain saw the master of the sloop at noon.{BEHIND}",
    }
    _, places = ranked(tmp_path, texts)
    assert not any("near by" in reason for one in places.values() for reason in one.reasons)


def test_places_come_in_the_order_of_their_weight(tmp_path: Path) -> None:
    _, places = ranked(tmp_path, FERRY)
    weights = [one.weight for one in places.values()]
    assert weights == sorted(weights, reverse=True)
    assert all(0 < w < 1 for w in weights)
    assert all(one.reasons for one in places.values())


def test_entries_that_stand_together_are_more_doubtful_than_a_lone_one(tmp_path: Path) -> None:
    texts = {
        "A": "One red boat came by two green lights at three old piers. All the others slept until late in the morning "
        "and nobody noticed what had become of the seven sailors in the bay.",
        "B": "One blue boat came by six green lamps at three new piers. All the others slept until late in the morning "
        "and nobody noticed what had become of the nine sailors in the bay.",
    }
    _, places = ranked(tmp_path, texts)
    assert any("stand near it" in reason for reason in places["lights"].reasons)
    assert "seven" not in places or not any("stand near it" in reason for reason in places["seven"].reasons)


def test_a_class_near_the_bound_is_doubtful_until_an_editor_decides_it(tmp_path: Path) -> None:
    texts = {
        "A": "They passed the monstrousness of it in silence.",
        "B": "They passed the monotonousness of it in silence.",
    }
    edition, places = ranked(tmp_path, texts)
    assert any("another word" in reason for reason in places["monstrousness"].reasons)
    decided = '[[class]]\nexact = "monstrousness"\nas = "nameForm"\n'
    (tmp_path / "decisions.toml").write_text(decided, encoding="utf-8")
    edition.refresh()
    told = [reason for one in doubtful_places(edition.documents) for reason in one.reasons]
    assert not any("another word" in reason for reason in told)


def test_a_date_that_is_completed_from_the_context_is_doubtful(tmp_path: Path) -> None:
    texts = {"A": "It began in May 1936. On 19 August they met.", "B": "It began in May 1936. On 19 August they came."}
    edition, places = ranked(tmp_path, texts)
    dates = [one for one in places.values() if one.kind == "date"]
    known = {m.id: m for m in edition.mentions if m.cert != "high"}
    assert known
    assert {one.id for one in dates} == known.keys()


def test_a_finding_on_structure_is_at_the_part_where_it_is(tmp_path: Path) -> None:
    text = "A first paragraph of some words.\n\nHe said this to them all:\n\nAnd then they left for good."
    edition, places = ranked(tmp_path, {"A": text})
    (finding,) = [f for f in edition.findings if f.code == "E301"]
    (place,) = [one for one in places.values() if one.kind == "structure"]
    assert place.reasons == (f"{finding.message} (E301)",)
    assert "found by the reader" in edition.why(place.id)[1]
    assert "[He said this to them all:]" in edition.why(place.id)[2]


def test_a_block_of_which_a_witness_has_few_words_is_doubtful(tmp_path: Path) -> None:
    texts = {
        "A": "The harbourmaster went home early that evening because a storm was expected from the north.",
        "B": "The harbourmaster went home early; his wife, who had waited long, told him news that nobody liked.",
    }
    _, places = ranked(tmp_path, texts)
    (place,) = [one for one in places.values() if one.kind == "structure"]
    assert place.reasons[0].startswith("the words of B that correspond are few (")


def test_the_best_score_through_each_pair_is_that_of_all_alignments() -> None:
    """Compared with a search through all alignments of short sequences."""
    names = ["a", "lamp", "lamps", "of", "old", "sea", "the", "town"]
    likeness = Likeness(names, np.full(len(names), 4.0))
    x, y = [6, 4, 1, 3], [6, 2, 3, 6, 5]
    through, best = find_scores_through(x, y, likeness)
    expected = np.full((len(x), len(y)), -np.inf)
    for size in range(min(len(x), len(y)) + 1):
        for left in combinations(range(len(x)), size):
            for right in combinations(range(len(y)), size):
                pairs = list(zip(left, right, strict=True))
                score = sum(likeness.score(x[i], y[j]) for i, j in pairs) - gaps(pairs, len(x), len(y))
                for i, j in pairs:
                    expected[i, j] = max(expected[i, j], score)
    assert np.allclose(through, expected)
    assert np.isclose(best, expected.max())
    assert all(abs(through[i, j] - best) < 1e-6 for i, j in find_best_path(x, y, likeness))


def gaps(pairs: list[tuple[int, int]], p: int, q: int) -> float:
    """The cost of the tokens that are left alone: a gap on each side between two pairs."""
    cost = 0.0
    for (i, j), (k, n) in zip([(-1, -1), *pairs], [*pairs, (p, q)], strict=True):
        cost += sum(0.35 + 0.08 * length for length in (k - i - 1, n - j - 1) if length)
    return cost


def test_the_aligner_tells_of_words_for_which_another_alignment_is_nearly_as_good(tmp_path: Path) -> None:
    texts = {
        "A": "They met the old harbourmaster in town on the third day of the week and saw nobody.",
        "B": "They met in town on the third day of the old harbourmaster and saw nobody.",
    }
    edition, _ = ranked(tmp_path, texts)
    found = [one for one in edition.documents.weak if one.weakness is Weakness.CLOSE_CALL]
    assert {edition.witnesses[one.siglum].text[one.start : one.end] for one in found} == {"week", "old"}
    assert all(0 < one.weight <= 1 for one in edition.documents.weak)


def test_what_is_told_of_the_alignment_does_not_depend_on_the_order_of_the_witnesses(tmp_path: Path) -> None:
    texts = {"A": FERRY["A"], "B": FERRY["B"], "C": FERRY["C"].replace("weary summer", "long and weary")}
    found = []
    for number, sigla in enumerate(("ABC", "ACB")):
        edition = Edition(write(tmp_path / str(number), {s: texts[s] for s in sigla}, ""))
        found.append({(w.siglum, w.start, w.weakness, w.weight) for w in edition.documents.weak})
    assert found[0] == found[1]
