"""Where a gap is placed when several places align equally well; each test names one rule of the score."""

import pytest
from tests.entries import witnesses_of

from edition.collation.blocks.shift_gaps import shift_gaps
from edition.collation.tokens.witness_tokens import Words, make_words


def aligned(full: str, start: int, end: int) -> tuple[list[Words], list[list[int]]]:
    """Witness A has `full`; B lacks the tokens from `start` to `end` of it. One column for each token of A."""
    words_a = make_words(witnesses_of({"A": full})[0], ())
    kept = [t for t in range(len(words_a)) if not start <= t < end]
    pieces = [words_a.text[t] + (words_a.after[t] or "") for t in kept]
    words_b = make_words(witnesses_of({"B": "".join(pieces)})[0], ())
    numbers = {token: n for n, token in enumerate(kept)}
    return [words_a, words_b], [[t, numbers.get(t, -1)] for t in range(len(words_a))]


def shifted(full: str, start: int, end: int) -> str:
    """The words of A in the columns that B lacks after the shift."""
    words, columns = aligned(full, start, end)
    made = shift_gaps(words, columns)
    assert [c[0] for c in made] == [c[0] for c in columns]
    assert [c[1] for c in made if c[1] >= 0] == list(range(len(words[1])))
    return " ".join(words[0].text[a] for a, b in made if b < 0)


def test_a_gap_begins_after_the_end_of_a_sentence_rather_than_after_a_comma() -> None:
    assert shifted("so dog. cat, dog. cat, dog", 5, 9) == "cat , dog ."


@pytest.mark.parametrize("mark", list(".!?…"))
def test_the_end_of_a_sentence_outweighs_a_comma_even_without_a_space(mark: str) -> None:
    assert shifted(f"so dog{mark}cat, dog{mark}cat, dog", 5, 9) == f"cat , dog {mark}"


@pytest.mark.parametrize("mark", list(",;:)]–—"))
def test_a_gap_begins_after_the_end_of_a_clause_rather_than_after_a_word(mark: str) -> None:
    assert shifted(f"so dog{mark} cat dog{mark} cat dog", 4, 7) == f"cat dog {mark}"


def test_the_end_of_a_clause_outweighs_a_missing_space() -> None:
    assert shifted("so dog,cat dog,cat dog", 4, 7) == "cat dog ,"


def test_of_two_clauses_the_gap_begins_after_the_one_that_is_followed_by_a_space() -> None:
    assert shifted("so dog, cat;dog, cat;dog", 5, 9) == "cat ; dog ,"


def test_a_gap_does_not_begin_with_a_closing_mark_even_after_the_end_of_a_sentence() -> None:
    assert shifted("so dog. ) cat dog. ) cat dog. ) run", 3, 7) == "cat dog . )"


@pytest.mark.parametrize("mark", list(".,;:!?…)]}»”"))
def test_a_gap_does_not_begin_with_any_closing_mark(mark: str) -> None:
    assert not shifted(f"so dog {mark} cat dog {mark} cat dog {mark} run", 5, 8).startswith(mark)


@pytest.mark.parametrize("mark", list(".!?…,;:)]"))
def test_of_two_places_after_a_mark_the_gap_that_ends_with_a_closing_mark_is_better(mark: str) -> None:
    assert shifted(f"end{mark} dog{mark} cat dog{mark} cat run", 2, 5) == f"cat dog {mark}"


@pytest.mark.parametrize("mark", ["»", "”", "}"])
def test_a_closing_mark_at_the_end_counts_only_where_the_gap_begins_well(mark: str) -> None:
    assert shifted(f"so dog{mark} cat dog{mark} cat dog", 4, 7) == f"dog {mark} cat"


def test_the_beginning_of_a_block_is_as_good_as_the_end_of_a_sentence() -> None:
    assert shifted("dog, cat dog, cat run", 2, 5) == "dog , cat"


def test_of_equal_places_the_nearest_is_taken() -> None:
    assert shifted("so dog cat dog cat dog run", 3, 5) == "dog cat"


def test_a_gap_moves_only_over_words_that_are_equal() -> None:
    assert shifted("so. dog cat run", 3, 4) == "cat"


def test_a_gap_moves_no_farther_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "end. " + "dog cat " * 6 + "run"
    assert shifted(text, 10, 12) == "dog cat"
    words, columns = aligned(text, 10, 12)
    monkeypatch.setattr("edition.collation.blocks.shift_gaps.LONGEST_SHIFT", 4)
    assert [a for a, b in shift_gaps(words, columns) if b < 0] == [10, 11]
    monkeypatch.setattr("edition.collation.blocks.shift_gaps.LONGEST_SHIFT", 8)
    assert [a for a, b in shift_gaps(words, columns) if b < 0] == [2, 3]


def test_a_fragment_takes_no_part() -> None:
    texts = {"A": "so dog, cat dog, cat dog", "B": "so dog, cat dog", "C": "so"}
    words = [make_words(w, ()) for w in witnesses_of(texts, fragments=["C"])]
    columns = [[0, 0, 0], *([t, t, -1] for t in (1, 2, 3)), *([t, -1, -1] for t in (4, 5, 6)), [7, 4, -1]]
    made = shift_gaps(words, columns)
    assert [a for a, b, _ in made if b < 0] == [3, 4, 5]


def columns_lacked(texts: dict[str, str], columns: list[list[int]], fragments: tuple[str, ...] = ()) -> list[int]:
    """The numbers of the columns that witness B lacks after the shift."""
    words = [make_words(w, ()) for w in witnesses_of(texts, fragments=fragments)]
    made = shift_gaps(words, columns)
    assert sorted(c[1] for c in made) == sorted(c[1] for c in columns), "-1 is the only number for a missing token"
    return [c for c, column in enumerate(made) if column[1] < 0]


def test_a_closing_mark_after_a_sentence_begins_a_gap_better_than_a_word_after_another_mark() -> None:
    assert shifted("so dog. ” cat dog. ” cat run", 4, 8) == "” cat dog ."


@pytest.mark.parametrize(("limit", "expected"), [(7, [10, 11]), (8, [2, 3])])
def test_the_limit_to_the_left_is_the_number_of_columns(
    limit: int, expected: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edition.collation.blocks.shift_gaps.LONGEST_SHIFT", limit)
    words, columns = aligned("end. " + "dog cat " * 6 + "run", 10, 12)
    assert [a for a, b in shift_gaps(words, columns) if b < 0] == expected


@pytest.mark.parametrize(("limit", "first"), [(7, 2), (8, 10)])
def test_the_limit_to_the_right_is_the_number_of_columns(
    limit: int, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("edition.collation.blocks.shift_gaps.LONGEST_SHIFT", limit)
    words, columns = aligned("x a b c d e f g h. a b c d e f g h. a", 2, 11)
    assert [a for a, b in shift_gaps(words, columns) if b < 0] == list(range(first, first + 9))


def test_a_gap_at_the_start_of_the_text_can_be_shifted_to_the_right() -> None:
    assert shifted(") cat. ) cat. run", 0, 3) == "cat . )"


def test_columns_that_only_a_fragment_has_are_no_gap() -> None:
    texts = {"A": "dog run", "B": "dog run", "C": "dog cat run"}
    columns = [[0, 0, 0], [-1, -1, 1], [1, 1, 2]]
    assert columns_lacked(texts, columns, fragments=("C",)) == [1]


def test_a_gap_is_not_shifted_over_the_end_of_a_block_of_the_witness_that_lacks_it() -> None:
    columns = [[0, 0], [1, 1], [2, -1], [3, -1], [4, 2]]
    assert columns_lacked({"A": "dog cat dog cat run", "B": "dog cat run"}, columns) == [0, 1]
    assert columns_lacked({"A": "dog cat dog cat run", "B": "dog\n\ncat run"}, columns) == [2, 3]


def test_a_gap_may_be_shifted_over_the_end_of_a_block_of_the_other_witnesses() -> None:
    texts = {"A": "end. dog cat dog\n\ncat run", "B": "end. dog cat run"}
    columns = [*([t, t] for t in range(4)), [4, -1], [5, -1], [6, 4]]
    assert columns_lacked(texts, columns) == [2, 3]


def test_a_gap_is_not_shifted_over_a_transposed_word() -> None:
    texts = {"A": "end. dog cat dog cat run", "B": "end. dog cat run", "D": "end. cat dog dog cat run"}
    columns = [[0, 0, 0], [1, 1, 1], [2, 2, 3], [3, 3, 2], [4, -1, 4], [5, -1, 5], [6, 4, 6]]
    assert columns_lacked(texts, columns) == [4, 5]


def test_only_the_columns_of_the_shift_itself_must_be_in_order() -> None:
    texts = {"A": "end. dog cat dog cat run", "B": "end. dog cat run", "D": "run end. dog cat dog cat"}
    columns = [[0, 0, 1], [1, 1, 2], [2, 2, 3], [3, 3, 4], [4, -1, 5], [5, -1, 6], [6, 4, 0]]
    assert columns_lacked(texts, columns) == [2, 3]


def test_a_closing_mark_at_the_end_counts_even_where_the_gap_begins_with_one() -> None:
    assert shifted("so,A. ” B A. ” B x", 2, 6) == "” B A ."
