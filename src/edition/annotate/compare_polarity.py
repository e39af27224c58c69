"""Compare how two accounts say one thing: whether one denies it, says it with less certainty, or of more or fewer."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from edition.annotate.compared_readings import is_one_sentence, sentence_around
from edition.annotate.fact_language import FactLanguage
from edition.annotate.match_sentences import Pair
from edition.annotate.told_sentences import Sentence
from edition.late_patterns import late_pattern
from edition.model import Matter
from edition.model.disagreement import Attestation, Place

_NEXT_WORDS = 3  # that say something, behind a negation or a hedge: what it is about
_WINDOW = 45  # characters of a side on each side of its word
_COMMA = late_pattern(r"[,;:]")
_SAME = 0.5  # of the remaining words, in a place of variation
Marks = Callable[[str], Sequence[re.Match[str]]]
#: What stands on each side, and where in the sentence: (matter, words of one, words of the other).
Opposed = tuple[Matter, str, str]


def oppose_readings(place: Place, facts: FactLanguage) -> Iterator[tuple[Matter, Attestation, Attestation]]:
    """The readings of a place of variation of which one denies, weakens or counts otherwise what the other says."""
    for one, other in combinations(place.attestations, 2):
        if is_one_sentence(one) and is_one_sentence(other):
            yield from ((matter, one, other) for matter in _matters(place, one, other, facts)[:1])


def _matters(place: Place, one: Attestation, other: Attestation, facts: FactLanguage) -> list[Matter]:
    """What two readings that say the same otherwise differ in."""
    made: list[Matter] = []
    whole = [_clause(place, t) for t in (one, other)]
    is_turned = len({len(facts.denials(words)) % 2 for words in whole}) > 1
    if is_turned and _differ_in(facts.denials, place, one, other, facts):
        made.append(Matter.NEGATION)
    if _differ_in(facts.hedges, place, one, other, facts):
        made.append(Matter.CERTAINTY)
    degrees = [[degree for _, degree in facts.shares(t.words)] for t in (one, other)]
    rests = [_rest(t.words, [m for m, _ in facts.shares(t.words)], facts) for t in (one, other)]
    if all(len(found) == 1 for found in degrees) and degrees[0] != degrees[1] and _are_same(*rests):
        made.append(Matter.SHARE)
    return made


def _clause(place: Place, one: Attestation) -> str:
    """A reading with its sentence as far as the next commas."""
    before, after = sentence_around(place, one)
    return " ".join((_COMMA.split(before)[-1], one.words, _COMMA.split(after)[0]))


def _differ_in(marks: Marks, place: Place, one: Attestation, other: Attestation, facts: FactLanguage) -> bool:
    """Whether one of two readings has such a word and the other has none, and they say the same apart from it.

    The other has the word that it is about, too.
    """
    found = [marks(t.words) for t in (one, other)]
    rests = [_rest(t.words, f, facts) for t, f in zip((one, other), found, strict=True)]
    if bool(found[0]) is bool(found[1]) or not _are_same(*rests):
        return False
    marked, plain = (one, other) if found[0] else (other, one)
    mark = (found[0] or found[1])[-1]
    said = f"{marked.words[mark.end() :]} {sentence_around(place, marked)[1]}"
    about = next((stems for w in re.findall(r"\w+", said) if (stems := facts.stems(w))), frozenset())
    return about <= facts.stems(f"{plain.words} {sentence_around(place, plain)[1]}")


def _rest(words: str, found: Sequence[re.Match[str]], facts: FactLanguage) -> frozenset[str]:
    for one in reversed(found):
        words = words[: one.start()] + " " * len(one[0]) + words[one.end() :]
    return facts.stems(words)


def _are_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the remaining words of two readings are the same for the greater part; both may have none."""
    return one == other or (bool(one & other) and len(one & other) >= _SAME * max(len(one), len(other)))


def oppose_sentences(pair: Pair, facts: FactLanguage) -> Iterator[Opposed]:
    """What one of two sentences on the same matter denies, weakens or excepts in what the other says."""
    one, other, _ = pair
    if any(facts.report.search(s.text) for s in (one, other)):
        return
    for a, b, turned in ((one, other, False), (other, one, True)):
        for matter, mine, theirs in _opposed(a, b, facts):
            yield (matter, theirs, mine) if turned else (matter, mine, theirs)


def _opposed(one: Sentence, other: Sentence, facts: FactLanguage) -> Iterator[Opposed]:
    """What the first sentence denies, weakens or excepts, and the second says without more ado."""
    marks: tuple[tuple[Matter, Marks], ...] = ((Matter.NEGATION, facts.denials), (Matter.CERTAINTY, facts.hedges))
    for matter, find in marks:
        found = find(one.text)
        if len(found) == 1 and not find(other.text) and (about := _about(one.text, found[0], other, facts)):
            yield matter, _window(one.text, found[0].start()), _window(other.text, about)
            return
    exception = facts.exception.search(one.text)
    if exception and not facts.exception.search(other.text):
        mine, theirs = (_whole(s.text, facts) for s in (one, other))
        if mine and theirs and mine.start() < exception.start() and other.stems <= one.stems:
            is_fate = all(facts.fate.search(s.text) for s in (one, other))
            yield (
                Matter.FATE if is_fate else Matter.SHARE,
                _window(one.text, exception.start()),
                _window(other.text, theirs.start()),
            )


def _whole(text: str, facts: FactLanguage) -> re.Match[str] | None:
    """The phrase that says «all» of something, or nothing."""
    last = len(facts.words.shares) - 1
    return next((found for found, degree in facts.shares(text) if degree == last), None)


def _about(text: str, mark: re.Match[str], other: Sentence, facts: FactLanguage) -> int | None:
    """Where the other sentence has the word that a negation or hedge is about; None where it has not."""
    following = list(re.finditer(r"\w+", text[mark.end() :]))
    said = [w for w in following if facts.stems(w[0])][:_NEXT_WORDS]
    for word in said[:1]:
        about = facts.stems(word[0])
        for found in re.finditer(r"\w+", other.text):
            if facts.stems(found[0]) == about:
                return found.start() + 1
    return None


def _window(text: str, at: int) -> str:
    """Some words around a place of a sentence."""
    start, end = max(0, at - _WINDOW), min(len(text), at + _WINDOW)
    before = text[start:at].partition(" ")[2] if start else text[:at]
    after = text[at:end].rpartition(" ")[0] if end < len(text) else text[at:]
    return f"{'… ' if start else ''}{before}{after}{' …' if end < len(text) else ''}"
