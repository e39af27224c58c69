"""Rules of the apparatus, each with what it changes and what it must leave alone (docs/decisions/0092)."""

import pytest
from tests.entries import collated, lines, witnesses_of

from edition.collation.collate import collate

TAIL = " and so it stayed until the winter of the year in which the old ferryman died."
HEAD = "It is told in the village that "


def entries(*texts: str, names: dict[str, str] | None = None) -> list[str]:
    """The entries of sentences in the same surroundings; their witnesses are A, B, C."""
    wrapped = {siglum: f"{HEAD}{text}{TAIL}\n" for siglum, text in zip("ABC", texts, strict=False)}
    return lines(collated(names=names, **wrapped))


@pytest.mark.parametrize(
    ("texts", "right"),
    [
        # a comma falls with its phrase, or stands where others have words
        (("in 1919, at the gate", "in 1919 and 1923 at the gate"), ["1919, ] 1919 and 1923 B [addition]"]),
        (("he kept pigs, hens and geese", "he kept pigs and geese"), [", hens ] om. B [om]"]),
        (("the smith, who was lame, came", "the smith came"), [", who was lame, ] om. B [om]"]),
        (
            ("they met Anna, Berta and Clara there", "they met Anna and Berta there"),
            ["Anna, Berta and Clara ] Anna and Berta B [substitution]"],
        ),
        # marks that somebody changes are another fact than words that somebody lacks
        (("in the era of leaders then", "in the era, then"), ["era ] era, B [punctuation]", "of leaders ] om. B [om]"]),
        (
            ("he kept pigs, hens and geese", "he kept pigs hens and geese", "he kept pigs and geese"),
            ["pigs, ] pigs B C [punctuation]", "hens ] om. C [om]"],
        ),
        (
            ("they left the town; nobody saw it", "they left the town, somebody heard it"),
            ["town; ] town, B [punctuation]", "nobody saw ] somebody heard B [substitution]"],
        ),
        (("it was in August 1936, they say", "it was in August 1937. they say"), ["1936, ] 1937. B [factual]"]),
    ],
)
def test_a_comma_that_falls_with_its_phrase_is_no_entry(texts: tuple[str, ...], right: list[str]) -> None:
    assert entries(*texts) == right


@pytest.mark.parametrize(
    ("texts", "right"),
    [
        (
            ("the mill (August 1836); it burned", "the mill (1836), it burned"),
            ["August ] om. B [om]", "); ] ), B [punctuation]"],
        ),
        # nothing differs in the word before
        (("the mill (old); it burned", "the mill (old), it burned"), ["old); ] old), B [punctuation]"]),
        # no mark on which all agree is between
        (("it was 1936; then", "it was 1937, then"), ["1936; ] 1937, B [factual]"]),
    ],
)
def test_marks_behind_a_common_mark_are_apart_from_words(texts: tuple[str, ...], right: list[str]) -> None:
    named = {"August 1836": "plac-a", "1836": "plac-a"} if "August 1836" in texts[0] else None
    found = entries(*texts, names=named)
    if named:  # the name is whole, and the marks are apart from it
        right = ["August 1836 ] 1836 B [nameForm]", right[1]]
    assert found == right


@pytest.mark.parametrize(
    ("texts", "names", "right"),
    [
        (
            ("the fair, known as the great fair, Old Harwick, was", "the fair, Harwick, was"),
            {"Old Harwick": "plac-h", "Harwick": "plac-h"},
            ["known as the great fair, ] om. B [om]", "Old Harwick ] Harwick B [nameForm]"],
        ),
        (
            ("Jan Wald, the brother of the priest, came", "old Jan Wald came"),
            {"Jan Wald": "pers-w", "old Jan Wald": "pers-w"},
            ["Jan Wald ] old Jan Wald B [nameForm]", ", the brother of the priest, ] om. B [om]"],
        ),
        # what the witness lacks here it says behind the name
        (
            ("known as the great fair, Old Harwick was", "Harwick, known as the fair, was"),
            {"Old Harwick": "plac-h", "Harwick": "plac-h"},
            None,
        ),
        # too short
        (
            ("the great Old Harwick was", "the Harwick was"),
            {"Old Harwick": "plac-h", "Harwick": "plac-h"},
            ["great Old Harwick ] Harwick B [substitution]"],
        ),
    ],
)
def test_an_omission_beside_a_name_in_another_form(
    texts: tuple[str, ...], names: dict[str, str], right: list[str] | None
) -> None:
    found = entries(*texts, names=names)
    assert found == right if right is not None else not any(line.endswith("om. B [om]") for line in found)


@pytest.mark.parametrize(
    ("one", "other", "right"),
    [
        ("they asked for the arrest of all men", "they asked to arrest all men", ["for the arrest of ] to arrest B"]),
        ("on the advice of the judge", "as advice to the judge", ["on the advice of ] as advice to B"]),
        ("it was in the autumn of that year", "it was the autumn that year", ["in ] om. B [om]", "of ] om. B [om]"]),
        ("at nine the prima lamp burns", "at ten the primus lamp burns", ["nine ] ten B", "prima ] primus B"]),
        ("the cover of the old book fell", "the cover in the new book fell", ["of the old ] in the new B"]),
        ("the large hall of the abbey", "the small hall in the abbey", ["large ] small B", "of ] in B"]),
    ],
)
def test_a_rewording_is_one_entry_and_words_for_words_are_several(one: str, other: str, right: list[str]) -> None:
    found = entries(one, other)
    assert [line.startswith(begun) for line, begun in zip(found, right, strict=True)] == [True] * len(right)


@pytest.mark.parametrize(
    ("one", "other", "right"),
    [
        ("it cost 40,000 pounds then", "it cost 45,000 pounds then", "40,000 ] 45,000 B [factual]"),
        ("the height is 10.5 feet there", "the height is 10.7 feet there", "10.5 ] 10.7 B [factual]"),
        ("of 10,000, they kept few", "of 10,000 they kept few", "10,000, ] 10,000 B [punctuation]"),
        ("in 1936, 40 men came", "in 1936, 50 men came", "40 ] 50 B [factual]"),
    ],
)
def test_an_entry_has_whole_numbers(one: str, other: str, right: str) -> None:
    assert entries(one, other) == [right]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("two sailors drowned", "three sailors drowned", "factual"),
        ("twelve sailors drowned", "11 sailors drowned", "factual"),
        ("two sailors drowned", "2 sailors drowned", "spelling"),
        ("two sailors drowned", "many sailors drowned", "substitution"),
        ("at nine the lamp burned", "at ten the lamp burned", "substitution"),  # it counts nothing
        ("there were nine, they say", "there were ten, they say", "factual"),
        ("these sailors drowned", "those sailors drowned", "substitution"),
    ],
)
def test_another_number_in_words_is_a_difference_of_fact(one: str, other: str, kind: str) -> None:
    (entry,) = entries(one, other)
    assert entry.endswith(f"[{kind}]")


@pytest.mark.parametrize(
    ("texts", "right"),
    [
        (
            ("under the old rope they stood", "under the new rope they stood", "they stood"),
            ["passage under the old rope om. C", "old ] new B [substitution]"],
        ),
        (
            ("In principio erat uerbum et uerbum erat", "In principio erat verbum et uerbum erat", "Et uerbum erat"),
            ["passage In principio erat uerbum om. C", "uerbum ] verbum B [spelling]", "et ] Et C [capitalisation]"],
        ),
        # they agree in no more words than they differ in
        (
            ("he stood with men there", "he stood with hands there", "he stood there"),
            ["with men ] with hands B [substitution] ; om. C [om]"],
        ),
        # the witness has other words in place of it
        (
            ("he had come from the north then", "he had come from a north then", "he left then"),
            ["had come from the north ] had come from a north B [substitution] ; left C [substitution]"],
        ),
    ],
)
def test_what_one_lacks_and_others_have_in_two_forms_is_nested(texts: tuple[str, ...], right: list[str]) -> None:
    assert entries(*texts) == right


def test_the_last_stop_of_a_fragment_stands_with_those_of_the_others() -> None:
    """The fragment ends where the base does; another witness goes on with a paragraph of its own."""
    common = "He took the long ladder and carried it slowly down."
    witnesses = witnesses_of(
        {
            "A": f"He was told that there was nothing to do. {common}\n",
            "B": f"He was told that there was nothing to do. {common}\n\nYet every night the children heard him.\n",
            "C": f"He was told at noon that his work was done. {common}\n",
        },
        fragments=["C"],
    )
    found = lines(collate(witnesses, "A", {})[0])
    assert not [line for line in found if line.startswith("down")]


def test_the_last_stop_of_a_fragment_is_no_other_mark() -> None:
    """Where the others go on behind a comma, the stop of the fragment is its own."""
    common = "He took the long ladder and carried it slowly down"
    witnesses = witnesses_of(
        {"A": f"{common}, as he was told by the old keeper.\n", "C": f"{common}.\n"}, fragments=["C"]
    )
    found = lines(collate(witnesses, "A", {})[0])
    assert [line for line in found if line.startswith("down") and line.endswith("C [punctuation]")]
