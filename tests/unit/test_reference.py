"""References: many forms of numbers, below divisions, compared, in order, in print."""

import pytest

from edition.model.reference import Reference, parse_reference


@pytest.mark.parametrize(
    ("n", "parts", "printed"),
    [
        ("3", ("3",), "3"),
        ("3a", ("3a",), "3a"),
        ("12", ("12",), "12"),
        ("1.1.3", ("1", "1", "3"), "1.1.3"),
        ("1.1.SD", ("1", "1", "SD"), "1.1.SD"),
        ("1:2", ("1", "2"), "1:2"),
        ("Matt 5:3", ("Matt", "5", "3"), "Matt 5:3"),
        ("Matt.5.3", ("Matt", "5", "3"), "Matt.5.3"),
        ("Gen 1,2", ("Gen", "1", "2"), "Gen.1.2"),
        ("B99K1V2", ("99", "1", "2"), "99 1:2"),
        ("B01K01V02", ("1", "1", "2"), "1 1:2"),
        ("1447a10", ("1447a", "10"), "1447a10"),
        ("1447a.10", ("1447a", "10"), "1447a10"),
        ("17a", ("17a",), "17a"),
        ("1034_frg8a", ("1034_frg8a",), "1034_frg8a"),
        ("iv", ("iv",), "iv"),
        ("Gen", ("Gen",), "Gen"),
        ("1-2", ("1",), "1–2"),
        ("159_160", ("159",), "159–160"),
        ("5:3–5", ("5", "3"), "5:3–5"),
    ],
)  # fmt: skip
def test_a_number_is_read_and_printed(n: str, parts: tuple[str, ...], printed: str) -> None:
    found = parse_reference(n)
    assert found is not None
    assert (found.parts, str(found)) == (parts, printed)


@pytest.mark.parametrize("n", ["", " ", "The first chapter of this book", "urn:cts:latinLit:phi0690.phi003", "--", "*"])
def test_other_words_are_no_reference(n: str) -> None:
    found = parse_reference(n)
    assert found is None or n == "*"


@pytest.mark.parametrize(
    ("above", "n", "printed"),
    [
        ("2", "3", "2.3"),
        ("2", "2.3", "2.3"),
        ("1.1", "1.1.3", "1.1.3"),
        ("1.1", "3", "1.1.3"),
        ("B99K1", "B99K1V2", "99 1:2"),
        ("Gen", "1:2", "Gen 1:2"),
        ("Gen 1", "1:2", "Gen 1:2"),
        ("I", "1.3", "1.3"),
        ("1447a", "1447a10", "1447a10"),
    ],
)
def test_a_number_stands_below_its_division(above: str, n: str, printed: str) -> None:
    assert str(parse_reference(n, parse_reference(above))) == printed


@pytest.mark.parametrize(("one", "other"), [("1", "01"), ("I", "1"), ("iv", "4"), ("Gen", "GEN"), ("xxxix", "39")])
def test_the_same_place_has_one_key(one: str, other: str) -> None:
    a, b = parse_reference(one), parse_reference(other)
    assert a is not None
    assert b is not None
    assert a.key == b.key


def test_references_are_in_order() -> None:
    forms = ["1", "2", "2a", "2b", "10", "10.1", "10.2", "10.11"]
    made = [parse_reference(form) for form in forms]
    ranks = [one.rank for one in made if one]
    assert len(ranks) == len(forms)
    assert ranks == sorted(ranks)


def test_a_range_covers_its_places() -> None:
    found = parse_reference("1:2-4")
    assert found is not None
    assert list(found.keys()) == [("1", "2"), ("1", "3"), ("1", "4")]
    far = parse_reference("1-99999")
    assert far is not None
    assert list(far.keys()) == [("1",)]


@pytest.mark.parametrize(
    ("reference", "known", "printed"),
    [
        (Reference(("1", "2", "3")), 1, "2.3"),
        (Reference(("1", "2", "3")), 9, "3"),
        (Reference(("1", "1", "3"), own=3), 2, "1.1.3"),
    ],
)
def test_what_is_known_is_not_printed(reference: Reference, known: int, printed: str) -> None:
    assert reference.printed(known) == printed


def test_a_place_is_in_its_division() -> None:
    chapter, verse = parse_reference("Gen 1"), parse_reference("Gen 1:2")
    assert chapter is not None
    assert verse is not None
    assert chapter.holds(verse)
    assert not verse.holds(chapter)
