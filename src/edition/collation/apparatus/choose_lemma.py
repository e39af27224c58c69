"""Which witness has the lemma of a unit, where the editor decided it."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from edition.collation.blocks.decided_units import DecidedLemma, DecidedUnits


def choose_lemma(
    decided: DecidedUnits | None,
    tokens: Mapping[int, Sequence[int]],
    readings: Iterable[Collection[int]],
    leader: int,
    silent: Collection[int],
) -> DecidedLemma | None:
    """The lemma that a decision gives a unit; None where there is none, or where it would be the same.

    `tokens`: of each witness that has or omits the words; `readings`: these witnesses by what they have. `leader`:
    whose reading is the lemma by rule. `silent`: the witnesses that neither have nor omit the words.
    """
    found = _decision_on(decided, tokens) if decided and decided.lemmata else None
    if decided is None or found is None:
        return None
    if found.witness not in tokens:
        why = "has not survived here, or has the words in a note" if found.witness in silent else "lacks the passage"
        decided.problems[found.number] = f"the witness of the lemma {why}"
        return None
    if any(leader in some and found.witness in some for some in readings):
        return None
    decided.effective.add(found.number)
    return found


def _decision_on(decided: DecidedUnits, tokens: Mapping[int, Sequence[int]]) -> DecidedLemma | None:
    pairs = ((w, token) for w, own in tokens.items() for token in own)
    return next((decided.lemmata[pair] for pair in pairs if pair in decided.lemmata), None)
