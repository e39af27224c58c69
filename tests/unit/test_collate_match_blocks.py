"""Corresponding blocks: headings with headings, entries of the same work, sentences that share words."""

from itertools import permutations

import pytest
from tests.entries import collated, lines, persons, witnesses_of

from edition.collation.apparatus.witness_order import sort_sigla
from edition.collation.collate import collate
from edition.model import BlockUnit, ReuseKind

ONE = """== Background ==

The ferry crossed the river twice a day and the abbot of the monastery paid for the rope.

== The flood ==

In the spring of that year the water rose above the church door and nobody crossed for a month.

== Bibliography ==

- Keller, Anna. 1901. The Ferry of Lindau. Bregenz: Abbey Press.
- Moser, Karl. 1888. Floods and their Dates: A Register. Vienna: Braun.
"""
OTHER = """== Background to the events of 1803 ==

The ferry crossed the river twice a day and the abbot of the monastery paid for the rope.

== High water ==

In the spring of that year the water rose above the church door and nobody crossed for a month.

== Literature ==

- Moser, Karl (1888). Floods and their Dates: A Register. Vienna: Braun.
- Adler, Paul (1950). Bells. Graz: Styria.
- Keller, Anna (1901). The Ferry of Lindau. Bregenz: Abbey Press.
"""


def test_headings_of_corresponding_blocks_correspond() -> None:
    found = lines(collated(reader="wiki", A=ONE, B=OTHER))
    assert found[:2] == ["— ] to the events of 1803 B [addition]", "The flood ] High water B [substitution]"]
    assert "Bibliography ] Literature B [substitution]" in found


def test_entries_pair_by_work_and_not_by_position() -> None:
    apparatus = collated(reader="wiki", A=ONE, B=OTHER)
    found = lines(apparatus)
    assert found[-3:] == [
        "Anna. 1901 ] Anna (1901) B [punctuation]",
        "Karl. 1888 ] Karl (1888) B [punctuation]",
        "++ Adler, Paul (1950). Bells. Graz: Styria. B",
    ]
    assert len(apparatus.transpositions) == 1


def test_a_sentence_that_shares_almost_no_word_does_not_correspond() -> None:
    """«charges» at the end of a long addition is not the «charges» of the base."""
    plot = "Bukharin and others had plotted the overthrow of the state, among other"
    more = "Even friendly observers found it hard to swallow the new charges, as absurd as ever."
    last = "The preparation took long."
    one, two = f"{plot} charges.\n\n{last}\n", f"{plot} preposterous charges.\n\n{more}\n\n{last}\n"
    assert lines(collated(A=one, B=two)) == [
        "— ] preposterous B [addition]",
        f"++ {more} B",
    ]


def test_what_begins_a_moved_sentence_moves_with_it() -> None:
    """The engine finds «in the small October Hall …» elsewhere; «The trial was held from …» before it differs more."""
    place = "in the small October Hall of the House of the Unions, chosen instead of the larger Hall of Columns."
    middle = "Stalin received reports that letters were found among the possessions of one of those arrested.\n\n"
    more = "Consequently he stressed the importance of the investigation and ordered another to take over.\n\n"
    one = f"{middle}{more}The trial (officially known by another name) was held from 19 to 24 August 1936 {place}\n"
    two = f"The trial was held from August 19 to August 24, 1936 {place}\n\n{middle}{more}"
    apparatus = collated(A=one, B=two)
    assert not any(isinstance(block, BlockUnit) for block in apparatus.blocks)
    assert "(officially known by another name) ] om. B [om]" in lines(apparatus)
    assert len(apparatus.transpositions) == 1


def test_a_quotation_in_its_own_paragraph_is_a_block_where_another_witness_continues() -> None:
    quote = "The commission has become acquainted with a large quantity of papers and has established many facts."
    base = "He repudiated the trials in a speech to the Congress:\n\nIt is now known how they confessed.\n"
    runs_on = f"He repudiated the trials in a speech to the Congress: {quote} It is now known how they confessed.\n"
    apart = f"He repudiated the trials in a speech to the Congress:\n\n{quote}\n\nIt is now known how they confessed.\n"
    assert lines(collated(A=base, B=runs_on, C=apart)) == [f"++ {quote} B C"]


def test_a_moved_passage_with_another_order_inside_is_one_move_with_one_within() -> None:
    first = "The trial was held in the small hall of the house of the unions before many foreign observers. "
    second = "They were tried by the military collegium of the supreme court with Ulrikh presiding over it. "
    third = "The main charge was that of forming a terror organisation with the purpose of killing the leaders. "
    away = "\n\n".join(
        f"Paragraph number {n} tells of other things such as item{n} and place{n} and time{n}." for n in range(9)
    )
    one = f"{away}\n\n{first}{second}{third}\n"
    two = f"{first}{third}{second}\n\n{away}\n"
    moves = collated(A=one, B=two).transpositions
    assert len(moves) == 2
    assert moves[0].length > moves[1].length


LAST = "The rope of the ferry broke in the spring of that year, and nobody crossed for a month after that. "
FAMILY = {
    "W": "The ferry crossed the river twice a day. Anna kept the book of the ferry until 1803. The rope broke.\n",
    "E": "Anna kept the book of the ferry until 1830. The ferry crossed the river twice each day. The rope broke.\n",
    "G": "The ferry crossed the river. The rope, so they say, broke. Anna Keller kept the great book of the ferry.\n",
    "F": "It is told that Anna kept the book of the ferry until 1803, and that the old rope broke in the night.\n",
}


def test_no_order_of_the_witnesses_changes_the_apparatus() -> None:
    sigla = tuple(FAMILY)
    found = []
    for order in permutations(sigla):
        witnesses = witnesses_of({s: FAMILY[s] for s in order}, fragments=("F",))
        names = persons(witnesses, {"Anna Keller": "pers-anna", "Anna": "pers-anna"})
        found.append(sort_sigla(collate(witnesses, "W", names)[0], sigla))
    assert all(one == found[0] for one in found)


def test_the_reuse_of_a_fragment_names_the_nearest_witness() -> None:
    witnesses = witnesses_of(FAMILY, fragments=("F",))
    (reuse,) = collate(witnesses, "W", {})[0].reuses
    assert reuse.siglum == "F"
    assert reuse.nearest == "W"
    assert FAMILY["F"][slice(*reuse.source)].startswith("Anna kept the book of the ferry until 1803")
    assert reuse.kind in (ReuseKind.CLOSE, ReuseKind.VERBATIM)
    assert 0.7 <= reuse.score <= 1


def test_the_reuse_of_a_fragment_is_listed_in_the_order_of_the_fragment() -> None:
    one = "The ferry crossed the river twice a day in all weathers of that year."
    two = "Anna kept the great book of the ferry until the war of 1803 began."
    texts = {"W": f"{one} {two}\n", "F": f"{two} {one}\n"}
    (reuse,) = collate(witnesses_of(texts, fragments=("F",)), "W", {})[0].reuses
    assert texts["F"][slice(*reuse.source)] == f"{two} {one}"


@pytest.mark.parametrize("copies", [2, 4])
def test_copies_have_no_variants(copies: int) -> None:
    apparatus = collated(**{"ABCD"[n]: ONE for n in range(copies)})
    assert lines(apparatus) == []
    assert not apparatus.transpositions


def test_a_phrase_that_moved_inside_a_passage_another_lacks_is_read_in_its_own_order() -> None:
    apparatus = collated(
        A=f"{LAST}It is told that the ferry crossed between dawn and dusk at the bidding of the old abbot, who paid.\n",
        B=f"{LAST}It is told that the ferry crossed at the bidding of the old abbot between dawn and dusk, who paid.\n",
        C=f"{LAST}\n",
    )
    assert (
        "between dawn and dusk at the bidding of the old abbot ] "
        "at the bidding of the old abbot between dawn and dusk B [wordOrder]"
    ) in lines(apparatus)
    assert not apparatus.transpositions
