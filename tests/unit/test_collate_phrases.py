"""Units as an editor would quote them: small texts, each with the rule it shows."""

from tests.entries import collated, lines

import edition

TAIL = " and so it stayed until the winter of the year in which the old ferryman died."
HEAD = "It is told in the village that "


def entry(one: str, other: str, names: dict[str, str] | None = None) -> list[str]:
    """The entries of two sentences in the same surroundings."""
    return lines(collated(names=names, A=f"{HEAD}{one}{TAIL}\n", B=f"{HEAD}{other}{TAIL}\n"))


def test_an_added_comma_stands_with_its_word() -> None:
    assert entry("the rope held", "the rope, held") == ["rope ] rope, B [punctuation]"]


def test_an_opening_mark_stands_with_the_word_behind_it() -> None:
    assert entry("the great rope held", "the (great rope held") == ["great ] (great B [punctuation]"]


def test_quotation_marks_around_a_few_words_are_one_unit() -> None:
    assert entry('the "great rope" held', "the great rope held") == ['"great rope" ] great rope B [punctuation]']


def test_a_comma_and_a_quotation_mark_that_changed_places_stand_with_their_word() -> None:
    assert entry('he said "never," and left', 'he said "never", and left') == ['never," ] never", B [punctuation]']


def test_commas_that_fall_with_their_phrase_are_no_entry() -> None:
    assert entry("the rope, which was old, held", "the rope held") == [", which was old, ] om. B [om]"]


def test_an_omission_between_commas_takes_the_one_behind_it() -> None:
    assert entry("the rope, so they say, held fast", "the rope, held fast") == ["so they say, ] om. B [om]"]


def test_a_sentence_left_out_begins_with_its_first_word() -> None:
    text = "The rope held. The ferry sank in the night. Nobody was ever found."
    assert entry(f"{text} Then", "The rope held. Nobody was ever found. Then") == [
        "The ferry sank in the night. ] om. B [om]"
    ]


def test_one_short_common_word_does_not_split_a_phrase() -> None:
    assert entry("he came at the break of day", "he came by the fall of night") == [
        "at the break of day ] by the fall of night B [substitution]"
    ]


def test_a_word_of_weight_splits_two_units() -> None:
    assert entry("an old ferry crossed a wide river", "one old ferry crossed the wide river") == [
        "an ] one B [substitution]",
        "a ] the B [substitution]",
    ]


def test_words_found_again_close_by_are_another_order() -> None:
    assert entry("In 1932 Anna and Bertha were found", "Anna and Bertha, in 1932, were found") == [
        "In 1932 Anna and Bertha ] Anna and Bertha, in 1932, B [wordOrder]"
    ]


def test_a_phrase_that_moved_by_a_few_words_is_another_order_and_no_move() -> None:
    apparatus = collated(
        A=f"{HEAD}the ferry crossed between dawn and dusk at the bidding of the old abbot{TAIL}\n",
        B=f"{HEAD}the ferry crossed at the bidding of the old abbot between dawn and dusk{TAIL}\n",
    )
    assert not apparatus.transpositions
    assert lines(apparatus) == [
        "between dawn and dusk at the bidding of the old abbot ] "
        "at the bidding of the old abbot between dawn and dusk B [wordOrder]"
    ]


def test_a_bracket_is_not_cut_from_its_mate() -> None:
    assert entry("the abbot of Lindau (an old man) came", "the abbot Lindau came") == [
        "of Lindau (an old man) ] Lindau B [substitution]"
    ] or entry("the abbot of Lindau (an old man) came", "the abbot Lindau came") == [
        "of ] om. B [om]",
        "(an old man) ] om. B [om]",
    ]


def test_names_are_whole() -> None:
    names = {"Anna Keller": "pers-anna", "Anne Keller": "pers-anna"}
    assert entry("then Anna Keller came", "then Anne Keller came", names) == ["Anna Keller ] Anne Keller B [spelling]"]


def test_another_form_of_a_name_is_no_substitution() -> None:
    names = {"Eduard Holtzman": "pers-h", "E. S. Goltsman": "pers-h"}
    assert entry("one Eduard Holtzman was accused", "one E. S. Goltsman was accused", names) == [
        "Eduard Holtzman ] E. S. Goltsman B [nameForm]"
    ]


def test_a_name_without_its_forename_is_a_form_of_it() -> None:
    names = {"Genrikh Yagoda": "pers-y", "Yagoda": "pers-y"}
    assert entry("that Genrikh Yagoda was there", "that Yagoda was there", names) == [
        "Genrikh Yagoda ] Yagoda B [nameForm]"
    ]


def test_spellings_of_one_reading_are_a_group() -> None:
    apparatus = collated(
        A=f"{HEAD}the rope held{TAIL}\n", B=f"{HEAD}the chayne held{TAIL}\n", C=f"{HEAD}the chaine held{TAIL}\n",
        D=f"{HEAD}the beam held{TAIL}\n",
    )  # fmt: skip
    (unit,) = apparatus.units()
    groups = {r.witnesses[0]: r.group for r in unit.readings}
    assert groups["B"] == groups["C"] != groups["D"]


def test_a_rewritten_sentence_is_not_word_against_word() -> None:
    one = "the readiness to seize the power of the state in order to bring back the old landlords"
    two = "a wish for the seizure of offices with the aim of restoring what those gentlemen had owned before"
    found = entry(f"they confessed {one}, all of them", f"they confessed {two}, all of them")
    assert len(found) <= 2
    assert all(len(line.split(" ] ")[0].split()) >= 4 for line in found)


def test_marks_alone_make_an_accidental_place() -> None:
    apparatus = collated(A=f"{HEAD}the rope — held{TAIL}\n", B=f"{HEAD}the rope held{TAIL}\n")
    assert all(unit.is_accidental for unit in apparatus.units())


def test_where_other_witnesses_agree_another_unit_begins() -> None:
    """Every word is spelt otherwise somewhere; as one reading the line would say nothing."""
    apparatus = collated(
        A=f"{HEAD}with his shoures soote the droghte of March hath perced to the roote{TAIL}\n",
        B=f"{HEAD}with hise shoures soote the droughte of Marche hath perced to the rote{TAIL}\n",
        C=f"{HEAD}with his showers sweet the drought of March hath pierced to the root{TAIL}\n",
    )
    assert lines(apparatus) == [
        "his ] hise B [substitution]",
        "shoures soote ] showers sweet C [substitution]",
        "droghte ] droughte B [substitution] ; drought C [substitution]",
        "March ] Marche B [spelling]",
        "perced ] pierced C [substitution]",
        "roote ] rote B [substitution] ; root C [spelling]",
    ]


def entries_of_three(one: str, other: str, third: str) -> list[str]:
    """The entries of three sentences in the same surroundings."""
    texts = {s: f"{HEAD}{text}{TAIL}\n" for s, text in zip("ABC", (one, other, third), strict=True)}
    return lines(collated(**texts))


def test_a_short_word_joins_two_places_only_where_the_witnesses_part_in_the_same_way() -> None:
    same = entries_of_three("at the break of day", "by the fall of night", "by the fall of night")
    assert same == ["at the break of day ] by the fall of night B C [substitution]"]
    crossed = entries_of_three("at break of day", "by fall of day", "at break of night")
    assert crossed == ["at break ] by fall B [substitution]", "day ] night C [substitution]"]


def test_two_words_on_which_the_witnesses_part_across_are_two_entries() -> None:
    assert entries_of_three("the dear king came", "the dear kings came", "the king came") == [
        "dear ] om. C [om]",
        "king ] kings B [substitution]",
    ]
    assert entries_of_three("at the end", "near end", "that end") == [
        "at the ] near B [substitution] ; that C [substitution]"
    ]


def test_a_place_of_spelling_is_not_joined_with_words_of_substance() -> None:
    assert entries_of_three("the colour of day", "the color of night", "the colour of day") == [
        "colour ] color B [spelling]",
        "day ] night B [substitution]",
    ]


def test_accents_are_a_spelling_beside_words_that_are_left_out() -> None:
    text = "ἐν ἀρχῇ ἦν ὁ λόγος {} καὶ ὁ λόγος ἦν πρὸς τὸν θεόν"
    made = edition.collate({"A": text.format("τὰ ζώα ὅτε θέλει ὁ θεὸς"), "B": text.format("τὰ ζῶα")}, language="grc")
    assert [(entry.lemma.text, *map(str, entry.kinds)) for entry in made] == [
        ("ζώα", "spelling"),
        ("ὅτε θέλει ὁ θεὸς", "om"),
    ]
