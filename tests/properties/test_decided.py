"""What must hold of every text, whatever the editor decides: no witness loses a word, every one is accounted for (I2,
I3), and the TEI is valid."""

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.encoding import encoded
from tests.families import families
from tests.properties.test_edition import BREAKS, OWN, WORDS, assert_apps_account_for_everybody, witnesses_of

from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.collation.blocks.decided_units import find_decided_units
from edition.collation.collate import apparatus_of, collated_columns
from edition.decide.apply import Outcome, apply_to_entries
from edition.invariants import prove
from edition.model import Apparatus, Position, Severity, Witness
from edition.model.anchor import Anchor
from edition.model.decision import (
    ClassDecision,
    HideDecision,
    JoinDecision,
    LemmaDecision,
    NoteDecision,
    OrderDecision,
    PlacedDecision,
    ReadingDecision,
    ReviewedDecision,
    SplitDecision,
)
from edition.model.identify import Identified, identify
from edition.tei.decode.edition import recover_own_text, recover_text
from edition.xml.namespaces import XML_ID, tei
from edition.xml.writer import serialize

KINDS = ("substantive", "accidental", "spelling", "factual", "addition", "nameForm")


@st.composite
def placed(draw: st.DrawFn, witnesses: Sequence[Witness], lemmata_alone: bool) -> PlacedDecision:
    """A decision on any words of a witness."""
    witness = draw(st.sampled_from([w for w in witnesses if w.text.strip()]))
    start = draw(st.integers(0, len(witness.text) - 1))
    end = draw(st.integers(start + 1, min(len(witness.text), start + 60)))
    siglum = st.sampled_from([w.siglum for w in witnesses])
    common = {
        "anchor": Anchor(witness.text[start:end]),
        "siglum": witness.siglum,
        "position": Position("d", start, end),
    }
    makers = [lambda: LemmaDecision(**common, source=draw(siglum), cert="low")]
    if not lemmata_alone:
        makers += [
            lambda: JoinDecision(**common),
            lambda: SplitDecision(**common, after=("x",)),
            lambda: ClassDecision(**common, given=draw(st.sampled_from(KINDS)), of=draw(siglum | st.just(""))),
            lambda: NoteDecision(**common, text="a note", of=draw(siglum | st.just(""))),
            lambda: ReviewedDecision(**common, result="x] y B"),
            lambda: OrderDecision(
                **common, readings=tuple((s,) for s in draw(st.lists(siglum, min_size=1, max_size=3)))
            ),
            lambda: HideDecision(**common, places=draw(st.sampled_from([("print",), ("site",), ("print", "site")]))),
        ]
    decision: ReadingDecision = draw(st.sampled_from(makers))()
    cuts = draw(st.lists(st.integers(start + 1, end), max_size=2)) if isinstance(decision, SplitDecision) else []
    return PlacedDecision(decision, start, end, tuple(sorted(cuts)))


def decided_edition(witnesses: Sequence[Witness], decisions: Sequence[PlacedDecision]) -> tuple[Identified, bool]:
    """The edition with the decisions, and whether one of them could not be carried out."""
    columns, _ = collated_columns(witnesses, "A", {})
    decided = find_decided_units(columns.words, decisions)
    apparatus = apparatus_of(columns, [w.siglum for w in witnesses], decided=decided)
    outcome = Outcome(decided.effective, decided.problems)
    made, told = apply_to_entries(apparatus, {w.siglum: w.text for w in witnesses}, decisions, outcome)
    return identify(witnesses, {}, made), any(f.severity is Severity.ERROR for f in told)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(families(WORDS, BREAKS), st.booleans(), st.data())
def test_no_decision_changes_a_word_of_a_witness(made: list[str], fragment: bool, data: st.DataObject) -> None:
    witnesses = witnesses_of(made, fragment)
    if not any(w.text.strip() for w in witnesses):
        return
    decisions = data.draw(st.lists(placed(witnesses, False), max_size=6))
    model, _ = decided_edition(witnesses, decisions)
    trees, edition = encoded(model)
    files = {f"tei/witnesses/{s}.xml": etree.fromstring(serialize(tree)) for s, tree in trees.items()}
    assert list(prove(witnesses, {"tei/edition.xml": edition, **files})) == []
    assert_apps_account_for_everybody(edition)
    assert OWN.validate(edition), OWN.error_log


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(families(WORDS, BREAKS), st.data())
def test_a_chosen_lemma_changes_no_id_and_without_one_the_edition_is_the_base(
    made: list[str], data: st.DataObject
) -> None:
    witnesses = witnesses_of(made, False)
    if not any(w.text.strip() for w in witnesses):
        return
    decisions = data.draw(st.lists(placed(witnesses, True), max_size=4))
    both = [decided_edition(witnesses, some)[0] for some in ((), decisions)]
    root = encoded(both[0])[1]
    assert recover_own_text(root, "A") == recover_text(root, "A")
    before, after = ([e.get(XML_ID) for e in encoded(model)[1].iter(tei("app"), tei("p"))] for model in both)
    assert before == after


def apparatus_with(columns: AlignedTokens, witnesses: Sequence[Witness], some: Sequence[PlacedDecision]) -> Apparatus:
    """The apparatus of an alignment with decisions."""
    decided = find_decided_units(columns.words, some)
    made = apparatus_of(columns, [w.siglum for w in witnesses], decided=decided)
    return decide(made, witnesses, some, Outcome(decided.effective, decided.problems))


def decide(
    made: Apparatus, witnesses: Sequence[Witness], some: Sequence[PlacedDecision], outcome: Outcome
) -> Apparatus:
    return apply_to_entries(made, {w.siglum: w.text for w in witnesses}, some, outcome)[0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(families(WORDS, BREAKS), st.data())
def test_decisions_commute(made: list[str], data: st.DataObject) -> None:
    witnesses = witnesses_of(made, False)
    if not any(w.text.strip() for w in witnesses):
        return
    some = data.draw(st.lists(placed(witnesses, False), max_size=6))
    columns, _ = collated_columns(witnesses, "A", {})
    at_once = apparatus_with(columns, witnesses, some)
    assert apparatus_with(columns, witnesses, data.draw(st.permutations(some))) == at_once
    bounds = (JoinDecision, SplitDecision, LemmaDecision)
    on_units = [one for one in some if isinstance(one.decision, bounds)]
    late = [one for one in some if not isinstance(one.decision, bounds)]
    built = apparatus_with(columns, witnesses, on_units)
    assert decide(built, witnesses, late, Outcome()) == at_once
