"""What the readings of a place of variation have around them, and whether they speak of one matter at all."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from edition.annotate.compare_numbers import Count, count_in
from edition.annotate.fact_language import FactLanguage
from edition.annotate.told_sentences import sentence_spans
from edition.model import Matter
from edition.model.disagreement import Attestation, Disagreement, Place, Side

_FEW = 3  # words that say something: with fewer a sentence is too short to compare
_COMMON = 0.4  # of the words of the shorter sentence
_LEAST = 2  # words that say something: fewer are no sentence
_ALIKE = 0.7  # of the words of the longer one: it says the same in other words
_BEFORE, _AFTER = 2, 4  # words shown on each side of a reading

#: What finds the disagreements at a place of variation, in words for `edition why`.
RULES: Mapping[Matter, str] = {
    Matter.DATE: "the readings give dates that cannot both be right",
    Matter.NUMBER: "the readings give other numbers of the same",
    Matter.NEGATION: "one reading denies what the other says",
    Matter.CERTAINTY: "one reading says as certain what the other does not",
    Matter.SHARE: "the readings say it of more or fewer",
    Matter.NAME: "the forms of one name are spellings of each other",
    Matter.WORDING: "the readings have other words that share no root and are not known to say the same",
}
NAMED = "the readings name other entries of the registers"


def around(place: Place, one: Attestation) -> tuple[str, str]:
    """What stands before and after a reading in its witness, as far as is known."""
    return one.around or (place.before, place.after)


def sentence_around(place: Place, one: Attestation) -> tuple[str, str]:
    """The part of its own sentence before and after a reading."""
    before, after = around(place, one)
    first = [before[a:b] for a, b in sentence_spans(before)[-1:]]
    if re.search(r"[.!?…][\"”»’')\]]*$", before.rstrip()) and one.words[:1].isupper():
        first = []
    if one.words.rstrip().endswith((".", "!", "?")):
        return "".join(first), ""
    return "".join(first), "".join(after[a:b] for a, b in sentence_spans(after)[:1])


def is_one_sentence(one: Attestation) -> bool:
    """Whether a reading goes over no end of a sentence."""
    return len(sentence_spans(one.words)) < 2


def are_on_one_matter(place: Place, readings: Sequence[Attestation], facts: FactLanguage) -> bool:
    """Whether the readings stand in sentences that speak of one matter, none of them over the end of a sentence."""
    if not all(map(is_one_sentence, readings)):
        return False
    told = [_stems_around(place, one, facts) for one in readings]
    return all(_have_in_common(a, b) for a, b in combinations(told, 2))


def are_statements(place: Place, readings: Sequence[Attestation], facts: FactLanguage) -> bool:
    """Whether the readings are part of sentences, not of the lines of a bibliography."""
    return any(facts.is_statement(" ".join((*sentence_around(place, one), one.words))) for one in readings)


def are_told_alike(place: Place, readings: Sequence[Attestation], facts: FactLanguage) -> bool:
    """Whether the readings stand in sentences that are the same for the greater part."""
    told = [_stems_around(place, one, facts) for one in readings]
    return all(len(a & b) >= max(_LEAST, _ALIKE * max(len(a), len(b))) for a, b in combinations(told, 2))


def _stems_around(place: Place, one: Attestation, facts: FactLanguage) -> frozenset[str]:
    before, after = sentence_around(place, one)
    return facts.stems(f"{before} {after}")


def _have_in_common(one: frozenset[str], other: frozenset[str]) -> bool:
    least = min(len(one), len(other))
    return least < _FEW or len(one & other) >= _COMMON * least


def words_with_neighbours(place: Place, one: Attestation) -> str:
    """A reading with some words of its sentence on each side."""
    before, after = sentence_around(place, one)
    first, last = before.split()[-_BEFORE:], after.split()[:_AFTER]
    return " ".join((*(w for w in first if w != "…"), *one.words.split(), *(w for w in last if w != "…")))


def counts_of(place: Place, one: Attestation, facts: FactLanguage) -> Iterator[Count]:
    """The numbers of a reading, with what stands around them."""
    before, after = around(place, one)
    text, at = f"{before} {one.words} {after}", len(before) + 1
    for claim in one.claims:
        if claim.number.isdigit():
            start = max(at, text.find(claim.words, at))
            at = start + len(claim.words)
            yield count_in(text, start, at, claim.number, facts)


def is_told_by(one: Disagreement, other: Disagreement) -> bool:
    """Whether another disagreement has each side of this one: the same witnesses with the same words.

    What became of a person is not told again as other words.
    """
    matters = (one.matter, other.matter)
    if one.matter is not other.matter and matters != (Matter.WORDING, Matter.FATE):
        return False
    if one.entry and other.entry and one.entry != other.entry:
        return False
    return all(any(_is_part_of(side, known) for known in other.sides) for side in one.sides)


def _is_part_of(side: Side, known: Side) -> bool:
    if set(side.witnesses).isdisjoint(known.witnesses):
        return False
    a, b = (" ".join(re.findall(r"\w+", s.words.casefold())) for s in (side, known))
    return a in b or b in a
