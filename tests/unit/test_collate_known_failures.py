"""Where other collators went wrong, each by a text of its own; numbers are those of issues at interedition/collatex."""

from itertools import permutations

import pytest
from tests.tables import aligned, lines, words_by_column

from edition.collation.align.align import align
from edition.collation.align.validity import check
from edition.collation.tokens.corpus import Corpus


def test_a_comma_does_not_pull_words_apart() -> None:
    """58, 69: marks were matched at the price of a word that all witnesses have."""
    assert lines("An old, brown, clumsy bear.", "An old, tame, brown bear:", "An old, brown, clumsy badger.") == [
        "An old , - - brown , clumsy bear .",
        "An old , tame , brown - - bear :",
        "An old , - - brown , clumsy badger .",
    ]


def test_frequent_words_do_not_bind_where_a_rare_one_can() -> None:
    """69: «and» and commas were matched too eagerly, and the verbs missed each other."""
    table = words_by_column(
        aligned("he came, and he saw, and he conquered.", "he came and saw, and then, and at last, conquered.")
    )
    for verb in ("came", "saw", "conquered", "."):
        assert [verb, verb] in table


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_an_addition_in_one_witness_moves_no_word_of_the_others(order: tuple[int, ...]) -> None:
    """66: «brown» fell under «bear» in one order of the witnesses and not in another."""
    texts = ["My brown bear.", "My large brown bear.", "My bear sleeps in a cave."]
    expected = ["My - brown bear - - - - .", "My large brown bear - - - - .", "My - - bear sleeps in a cave ."]
    assert lines(*(texts[n] for n in order)) == [expected[n] for n in order]


def test_two_near_words_stay_in_one_column() -> None:
    """41: a misspelt word became two nodes, in one run of it the omitted word before it as well."""
    texts = (
        "first second third fourth fifth sixth",
        "first second fifht sixth",
        "first second third fifth sixth",
        "first second fifht fourth sixth",
    )
    assert ["fifth", "fifht", "fifth", "fifht"] in words_by_column(aligned(*texts))
    assert ["third", "", "third", ""] in words_by_column(aligned(*texts))


def test_a_mark_that_comes_twice_is_one_column_for_all() -> None:
    """12: a mark repeated in one witness got two columns in the others."""
    texts = ("we saw him run ! and fall ! then rise", "we saw him run ! then rise", "we heard him run ! then rise")
    table = words_by_column(aligned(*texts))
    assert ["!", "!", "!"] in table
    assert sum("!" in row for row in table) == 2
    assert ["saw", "saw", "heard"] in table


def test_a_word_that_all_have_is_one_column_between_two_additions() -> None:
    """67: «bear», shared by all, stood twice in the apparatus."""
    assert lines("The big brown bear.", "The big brown bear.", "The brown clumsy bear sleeps in a cave.") == [
        "The big brown - bear - - - - .",
        "The big brown - bear - - - - .",
        "The - brown clumsy bear sleeps in a cave .",
    ]


def test_crossing_passages_end_in_every_order() -> None:
    """76, 22: a transposition among three witnesses raised an error in some orders of the witnesses."""
    one = "in the first year the consul went out against the pirates of the eastern islands"
    two = "in the second year a sickness came upon the flocks of all the northern provinces"
    three = "in the third year they built the long wall from the river mouth up to the hills"
    texts = {"A": f"{one}. {two}. {three}.", "B": f"{three}. {one}. {two}.", "C": f"{two}. {three}. {one}."}
    tables = []
    for order in permutations(texts):
        corpus = Corpus()
        for siglum in order:
            corpus.add_text(siglum, texts[siglum])
        alignment = align(corpus)
        check(alignment)
        tables.append(alignment.cells[:, [order.index(siglum) for siglum in texts]].tolist())
    assert all(table == tables[0] for table in tables)
    assert sum(all(token >= 0 for token in row) for row in tables[0]) > 40  # of 48: found wherever they stand


def test_tokens_with_one_norm_in_several_witnesses() -> None:
    """22: numerals made one by their norm broke the graph."""
    corpus = Corpus()
    corpus.add_tokens("A", ["id", "est", "sexaginta", "solidos"], ["", "", "[n]", ""])
    corpus.add_tokens("B", ["solidos", "triplo"])
    corpus.add_tokens("C", ["cogatur", "id", "xl", "solidos", "in"], ["", "", "[n]", "", ""])
    corpus.add_tokens("D", ["in", "triplo", ".", ".", "id", "lx"], ["", "", "", "", "", "[n]"])
    alignment = align(corpus)
    check(alignment)
    numerals = [row for row in words_by_column(alignment) if "sexaginta" in row]
    assert numerals == [["sexaginta", "", "xl", "lx"]]


def test_tokens_with_spaces_and_marks_stay_whole() -> None:
    """18: tokens made elsewhere were joined and cut again, and the table ran out of words."""
    corpus = Corpus()
    corpus.add_tokens("A", ["a", "field mouse, grey", "ran"])
    corpus.add_tokens("B", ["a", "field mouse", "ran"])
    table = words_by_column(align(corpus))
    assert table == [["a", "a"], ["field mouse, grey", "field mouse"], ["ran", "ran"]]


def test_no_token_is_lost_among_near_words() -> None:
    """94: with near matches and many witnesses a garbled word of a machine's reading vanished."""
    words = ["rmtBT", "rmtBBTT", "rntBBT", "rmt8BTT", "rmBT", "mtBBT"]
    texts = [f"quod {' '.join(words[n:] + words[:n][: n % 3])} dixit {words[n]} ad" for n in range(6)]
    table = words_by_column(aligned(*texts))
    for witness, text in enumerate(texts):
        assert [row[witness] for row in table if row[witness]] == text.split()
