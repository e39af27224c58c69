"""What must hold of every text, whichever words the editor aligns or keeps apart.

No witness loses a word (I2), every one is accounted for (I3), aligned words are one entry or agree, and words that are
kept apart are in no common entry.
"""

from collections.abc import Iterator, Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.encoding import encoded
from tests.families import families
from tests.properties.test_edition import BREAKS, OWN, WORDS, assert_apps_account_for_everybody, witnesses_of

from edition.collation.blocks.align_decided import align_decided
from edition.collation.blocks.decided_pairs import find_decided_pairs
from edition.collation.blocks.decided_units import DecidedUnits
from edition.collation.collate import apparatus_of, collated_columns
from edition.decide.apply import Outcome
from edition.decide.check_pairs import check_pairs
from edition.decide.place_pairs import without_conflicts
from edition.invariants import prove
from edition.model import Agreement, Apparatus, Block, BlockUnit, Passage, Position, VariationUnit, Witness
from edition.model.anchor import Anchor
from edition.model.decision import AlignDecision, ApartDecision, PlacedPair
from edition.model.identify import identify
from edition.xml.writer import serialize


@st.composite
def pairs(draw: st.DrawFn, witnesses: Sequence[Witness]) -> PlacedPair:
    """A decision on any words of two or three witnesses."""
    some = draw(st.lists(st.sampled_from(witnesses), min_size=2, max_size=3, unique_by=lambda w: w.siglum))
    places = {}
    for witness in some:
        start = draw(st.integers(0, len(witness.text) - 1))
        places[witness.siglum] = start, draw(st.integers(start + 1, min(len(witness.text), start + 30)))
    quotes = {w.siglum: Anchor(w.text[slice(*places[w.siglum])]) for w in some}
    made = draw(st.sampled_from([AlignDecision, ApartDecision]))
    return PlacedPair(made(quotes=quotes, position=Position("d", len(quotes), 1)), places)


def atoms(apparatus: Apparatus) -> Iterator[Agreement | VariationUnit]:
    """The entries that hold no other, and the agreements between them."""
    for one in apparatus.blocks:
        for block in one.blocks if isinstance(one, BlockUnit) else [one]:
            yield from atoms_of(block)


def atoms_of(block: Block) -> Iterator[Agreement | VariationUnit]:
    for part in block.parts:
        yield from part.parts if isinstance(part, Passage) else [part]


def holders(apparatus: Apparatus, siglum: str, place: tuple[int, int], text: str) -> set[int]:
    """The numbers of the entries with words of a witness at a place, as the runs of the apparatus have them; -1 stands
    for words on which all agree."""
    found = set()
    wanted = {i for i in range(*place) if text[i].isalnum()}
    for number, atom in enumerate(atoms(apparatus)):
        if isinstance(atom, VariationUnit):
            for reading in (atom.lemma, *atom.readings):
                own = {i for start, end in reading.places.get(siglum, ()) for i in range(start, end)}
                if own & wanted:
                    found.add(number)
                    wanted -= own
    return found | ({-1} if wanted else set())


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(families(WORDS, BREAKS), st.booleans(), st.data())
def test_words_are_aligned_and_kept_apart_and_none_is_lost(
    made: list[str], fragment: bool, data: st.DataObject
) -> None:
    witnesses = witnesses_of(made, fragment)
    if sum(bool(w.text.strip()) for w in witnesses) < 2:
        return
    drawn = data.draw(st.lists(pairs([w for w in witnesses if w.text.strip()]), min_size=1, max_size=3))
    placed, _ = without_conflicts(drawn)
    columns, _ = collated_columns(witnesses, "A", {})
    decided = find_decided_pairs(columns.words, placed)
    columns = align_decided(columns, decided)
    apparatus = apparatus_of(columns, [w.siglum for w in witnesses], decided=DecidedUnits(pairs=decided))
    texts = {w.siglum: w.text for w in witnesses}
    told = list(check_pairs(apparatus, texts, placed, Outcome(decided.effective, decided.problems)))
    impossible = {id(f.position) for f in told if f.code == "E474"}
    for one in placed:
        if id(one.decision.position) not in impossible:
            assert_carried_out(apparatus, one, texts)
    model = identify(witnesses, {}, apparatus)
    trees, edition = encoded(model)
    files = {f"tei/witnesses/{s}.xml": etree.fromstring(serialize(tree)) for s, tree in trees.items()}
    assert list(prove(witnesses, {"tei/edition.xml": edition, **files})) == []
    assert_apps_account_for_everybody(edition)
    assert OWN.validate(edition), OWN.error_log


def assert_carried_out(apparatus: Apparatus, pair: PlacedPair, texts: dict[str, str]) -> None:
    found = [holders(apparatus, siglum, place, texts[siglum]) for siglum, place in pair.places.items()]
    found = [some for some in found if some]  # marks alone are no words
    if isinstance(pair.decision, AlignDecision):
        assert len(set().union(*found)) < 2, found
    else:
        assert not any(some & others - {-1} for n, some in enumerate(found) for others in found[n + 1 :]), found
