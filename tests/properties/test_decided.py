"""What must hold of every text, whatever the editor decides: no witness loses a word, every one is accounted for (I2,
I3), and the TEI is valid."""

import re
from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.encoding import encoded
from tests.families import families
from tests.properties.test_edition import BREAKS, OWN, WORDS, assert_apps_account_for_everybody, witnesses_of

from edition.collation.apparatus.reclassify import Reclassifier
from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.collation.blocks.decided_units import find_decided_units
from edition.collation.collate import apparatus_of, collated_columns
from edition.decide.apply import Outcome, apply_to_entries
from edition.decide.conjectures import apply_conjectures
from edition.invariants import prove
from edition.model import Apparatus, Position, Severity, Witness
from edition.model.anchor import Anchor
from edition.model.conjecture import Idea, SignKind
from edition.model.decision import (
    ClassDecision,
    ConjectureDecision,
    HideDecision,
    JoinDecision,
    LemmaDecision,
    NoteDecision,
    OrderDecision,
    PlacedDecision,
    ReadingDecision,
    ReviewedDecision,
    SignDecision,
    SplitDecision,
)
from edition.model.identify import Identified, identify
from edition.tei.decode.edition import recover_own_text, recover_text
from edition.xml.namespaces import XML_ID, tei
from edition.xml.writer import serialize

SIDES = st.sampled_from(("", "before", "after"))
WORK = Idea("bibl-quay", "Quay 1904", True, "p. 2", (("bibl-row", "Row 1911"),))
CONJECTURES = st.fixed_dictionaries(
    {
        "read": st.sampled_from(("", "zz", "zz yy", ",", "的", "the")),
        "idea": st.sampled_from((WORK, Idea("editor", "ed."))),
        "insert": SIDES,
        "adopt": st.booleans(),
        "cert": st.sampled_from(("", "low")),
    }
).filter(lambda made: made["read"] or not made["insert"])
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
            lambda: ConjectureDecision(**common, **draw(CONJECTURES)),
            lambda: SignDecision(**common, kind=draw(st.sampled_from(SignKind)), insert=draw(SIDES), extent="a line"),
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
    texts = {w.siglum: w.text for w in witnesses}
    classify = Reclassifier(columns.words, {}).against
    apparatus, _ = apply_conjectures(apparatus, texts, decisions, outcome.problems, classify)
    made, told = apply_to_entries(apparatus, texts, decisions, outcome)
    return identify(witnesses, {}, made), any(f.severity is Severity.ERROR for f in told)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(families(WORDS, BREAKS), st.data())
def test_the_text_is_the_base_but_for_what_is_emended(made: list[str], data: st.DataObject) -> None:
    witnesses = witnesses_of(made, False)
    base = next(w for w in witnesses if w.siglum == "A")
    found = [m.span() for m in re.finditer(r"[^\W\d_]+", base.text)]
    if not found:
        return
    start, end = data.draw(st.sampled_from(found))
    read, insert = data.draw(st.sampled_from((("zz", ""), ("", ""), ("zz", "before"), ("zz", "after"))))
    anchor, position = Anchor(base.text[start:end]), Position("d", 1, 1)
    given_words = {"anchor": anchor, "siglum": "A", "position": position, "read": read, "insert": insert}
    decision = PlacedDecision(ConjectureDecision(**given_words, idea=WORK, adopt=True), start, end)
    model, failed = decided_edition(witnesses, [decision])
    root = encoded(model)[1]
    emended = [lem for lem in root.iter(tei("lem")) if lem.get("type") == "emendation"]
    if failed or not emended or read_as_wiki(base):
        return  # the words are no entry, such as words of a heading's markup
    before, words, behind = base.text[:start], base.text[start:end], base.text[end:]
    expected = {"": f"{read}", "before": f"zz {words}", "after": f"{words} zz"}[insert]
    assert letters(recover_own_text(root, "A")) == letters(before + expected + behind)
    assert letters(recover_text(root, "A")) == letters(base.text)


def read_as_wiki(witness: Witness) -> bool:
    """Whether some of the text is markup, which the edition has not."""
    return witness.reader == "wiki"


def letters(text: str) -> str:
    return "".join(c for c in text if not c.isspace())


def apparatus_with(columns: AlignedTokens, witnesses: Sequence[Witness], some: Sequence[PlacedDecision]) -> Apparatus:
    """The apparatus of an alignment with decisions."""
    decided = find_decided_units(columns.words, some)
    made = apparatus_of(columns, [w.siglum for w in witnesses], decided=decided)
    texts, classify = {w.siglum: w.text for w in witnesses}, Reclassifier(columns.words, {}).against
    made, _ = apply_conjectures(made, texts, some, decided.problems, classify)
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
    bounds = (JoinDecision, SplitDecision, LemmaDecision, ConjectureDecision, SignDecision)
    on_units = [one for one in some if isinstance(one.decision, bounds)]
    late = [one for one in some if not isinstance(one.decision, bounds)]
    built = apparatus_with(columns, witnesses, on_units)
    assert decide(built, witnesses, late, Outcome()) == at_once
