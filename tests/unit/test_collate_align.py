import random
from pathlib import Path

import pytest
from tests.tables import aligned, words_by_column

from edition.collation.align.align import Alignment, AlignmentOptions, align
from edition.collation.align.reorder import reorder
from edition.collation.align.validity import check
from edition.collation.tokens.corpus import Corpus

GENESIS = (
    "In the beginning God created the heaven and the earth. And the earth was without form, and void; and darkness was "
    "upon the face of the deep. And the Spirit of God moved upon the face of the waters. And God said, Let there be "
    "light: and there was light. And God saw the light, that it was good: and God divided the light from the darkness."
)


def words(alignment: Alignment) -> list[tuple[str, str]]:
    corpus = alignment.corpus
    return [
        (
            corpus.sigla[m.witness],
            corpus.texts[m.witness][corpus.starts[m.witness][m.start] : corpus.ends[m.witness][m.end - 1]],
        )
        for m in alignment.moves
    ]


def test_one_word_stands_for_another_between_two_that_agree() -> None:
    assert words_by_column(aligned("the grey cat sat", "the black cat sat"))[1] == ["grey", "black"]


def test_forms_of_one_name_stand_together() -> None:
    alignment = aligned("he met Piatakov and others there", "Pyatakov and others he met")
    assert ["Piatakov", "Pyatakov"] in words_by_column(alignment)


def test_a_word_does_not_stand_for_a_mark() -> None:
    assert not any({"well", ","} <= set(row) for row in words_by_column(aligned("it was well done", "it was , done")))


def test_unlike_phrases_do_not_meet() -> None:
    table = words_by_column(aligned("he spoke of many old things at home", "he spoke never again at home"))
    assert ["of", "never"] not in table
    assert ["home", "home"] in table


def test_a_long_addition_takes_no_words_from_its_neighbours() -> None:
    addition = " ".join(f"and the other{n} of the thing{n}" for n in range(60))
    head, tail = GENESIS[:190], GENESIS[190:]
    table = words_by_column(aligned(GENESIS, f"{head} {addition}. {tail}"))
    assert all(a == b for a, b in table if a)


def test_sentences_that_changed_places_are_one_move() -> None:
    first, second, third = (s + "." for s in GENESIS.split(".")[:3])
    alignment = reorder(aligned(first + second + third, first + third + second), 0)
    assert len(alignment.moves) == 1
    assert words(alignment)[0][0] == "B"
    assert all(a == b for a, b in words_by_column(alignment))


def test_without_moves_nothing_moves() -> None:
    first, second, third = (s + "." for s in GENESIS.split(".")[:3])
    assert not aligned(first + second + third, first + third + second, moves=False).moves


def test_a_repeated_passage_is_no_move() -> None:
    assert not aligned(GENESIS, f"{GENESIS} Amen. {GENESIS}").moves


def test_two_words_that_changed_places_are_no_move() -> None:
    assert not aligned("so they ate bread and wine in peace", "so they ate wine and bread in peace").moves


def test_an_addition_stays_with_the_moved_passage_it_stands_in() -> None:
    start, middle = GENESIS.index("And the Spirit"), GENESIS.index("And God said")
    one, two, three = GENESIS[:start], GENESIS[start:middle], GENESIS[middle:]
    added = three.replace("light: and there was", "light: hic liber scriptus est: and there was")
    alignment = reorder(aligned(one + two + three, f"{one} {added} {two}"), 0)
    assert len(alignment.moves) == 1
    table = words_by_column(alignment)
    at = table.index(["", "hic"])
    assert table[at - 2 : at] == [["light", "light"], [":", ":"]]
    assert table[at + 5] == ["and", "and"]


def test_an_own_paragraph_stays_whole_between_its_neighbours() -> None:
    own = "Hic liber ab alio scriptus est atque postea deperditus."
    first, second, third = (s + "." for s in GENESIS.split(".")[:3])
    base, other = first + second + third, f"{first} {own} {second}{third}"
    table = [b for _, b in words_by_column(reorder(aligned(base, other), 0))]
    at = table.index("Hic")
    assert table[at : at + 10] == [
        "Hic",
        "liber",
        "ab",
        "alio",
        "scriptus",
        "est",
        "atque",
        "postea",
        "deperditus",
        ".",
    ]


def test_the_order_of_witnesses_decides_nothing() -> None:
    texts = {"A": GENESIS, "B": GENESIS.replace("God", "the Lord"), "C": GENESIS[90:] + GENESIS[:90], "D": GENESIS[:50]}
    tables = []
    for seed in range(6):
        sigla = sorted(texts)
        random.Random(seed).shuffle(sigla)
        corpus = Corpus()
        for siglum in sigla:
            corpus.add_text(siglum, texts[siglum])
        alignment = align(corpus)
        tables.append(alignment.cells[:, [sigla.index(s) for s in sorted(texts)]].tolist())
    assert all(table == tables[0] for table in tables)


def test_chinese_is_aligned_letter_by_letter() -> None:
    table = words_by_column(aligned("道可道非常道名可名非常名", "道可道也非恒道也名可名也非恒名也"))
    assert table.count(["常", "恒"]) == 2
    assert table.count(["", "也"]) == 4


def test_what_had_to_be_left_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edition.collation.align.gaps.MOST_CELLS_ALIGNED", 10)
    findings = aligned("x a b a b a y", "x b b a a b b y").findings
    assert findings == (
        ("too-repetitive", "a passage of 6 and 5 words in which no word occurs once was left unaligned"),
    )


def test_options_check_themselves() -> None:
    with pytest.raises(ValueError, match="least_move"):
        AlignmentOptions(least_move=0)
    with pytest.raises(ValueError, match="no witness"):
        align(Corpus())


@pytest.mark.parametrize(
    ("damage", "message"),
    [(lambda cells: cells[1:], "stands not once"), (lambda cells: cells[::-1], "out of order")],
)
def test_the_check_sees_damage(damage, message: str) -> None:  # type: ignore[no-untyped-def]
    alignment = aligned("the cat sat", "the cat sat")
    with pytest.raises(ValueError, match=message):
        check(Alignment(alignment.vocabulary, damage(alignment.cells), ()))


def test_the_passages_that_moved_in_the_seeds_are_found() -> None:
    corpus = Corpus()
    for siglum, path in zip("WEGF", sorted((Path(__file__).parents[2] / "seeds").glob("*.txt")), strict=True):
        corpus.add_text(siglum, path.read_text(encoding="utf-8"))
    alignment = reorder(align(corpus), 0)
    check(alignment, 0)
    long = [(siglum, text) for siglum, text in words(alignment) if len(text) > 600]
    assert [siglum for siglum, _ in long] == ["G", "G"]
    assert long[0][1].startswith("Defendant Ivan Nikitich Smirnov was blamed by his co")
    assert any("1936 in the small October Hall" in text for siglum, text in words(alignment) if siglum == "G")
    assert long[1][1].endswith("Pyotr Kryuchkov")
    fragment = alignment.cells[:, 3] >= 0
    assert (fragment & (alignment.cells[:, :3] >= 0).any(axis=1)).sum() < 200  # of 425: it is not spread over the table
