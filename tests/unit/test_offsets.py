"""The offsets of a reading text in the text of its witness: runs that count as a sequence of numbers."""

from edition.model.offsets import Offsets


def test_runs_that_follow_each_other_are_one() -> None:
    split, whole = Offsets([(2, 4), (4, 4), (4, 6), (9, 10)]), Offsets([(2, 6), (9, 10)])
    assert split == whole
    assert hash(split) == hash(whole)
    assert list(split) == [2, 3, 4, 5, 9]


def test_offsets_equal_offsets_alone() -> None:
    assert Offsets([(2, 4)]) != (2, 3)
    assert Offsets([(2, 4)]) != Offsets([(2, 5)])


def test_one_run_says_what_its_numbers_are_more_than_their_indices() -> None:
    assert Offsets.of_run(5, 9) == Offsets([(5, 9)])
    assert (Offsets.of_run(5, 9)[-1], len(Offsets.of_run(5, 9)), Offsets.of_run(5, 9).shift) == (8, 4, 5)
    assert Offsets([(2, 4), (9, 10)]).shift is None
