"""Signs that an entry may not be what an editor would make of it; each gives a reason and a weight up to 1.

The weights are reasoned, and rounded to steps of .05: too few entries have been judged to fit them (docs/deciding.md).
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from edition.decide.entry_sequence import PlacedEntry, count_words, words_around
from edition.decide.find_entries import Unit, places_of
from edition.model import Passage, Reading, ReadingKind, Siglum, VariationUnit
from edition.model.alignment import Weakness, WeakPlace
from edition.model.anchor import fold
from edition.model.tokens import is_unspaced, word_spans

#: A word that one witness lacks here and has in an entry near by: that two entries may be one change.
LOST_NEAR, LOST_NEAR_SEVERAL = 0.55, 0.75
#: Entries with few words between them: that they may be one.
CROWDED = 0.1
#: What the aligner says of the words.
_WEAK = {Weakness.CLOSE_CALL: 0.2, Weakness.REALIGNED: 0.25, Weakness.UNLINKED: 0.15}
#: The class of a reading is nearly another.
NEAR_CLASS = 0.3
_CERTAINTY = {"low": 0.4, "medium": 0.2}
_FEW_WORDS, _NEIGHBOURS = 3, 3
#: Entries and words up to which a word that is lost is looked for.
_REACH, _FAR = 3, 25
_LEAST_LETTERS = 4  # of a word that carries weight
_COMMON = 0.002  # of all words; more frequent ones carry no weight
_OFTEN = 3  # however short the text is, a word that stands so often carries weight
_LEAST_ALIKE, _MOST_ALIKE = 0.6, 0.8  # of the letters: between them spelling and substitution are hard to tell apart
_TELLING = (ReadingKind.SPELLING, ReadingKind.NAME_FORM, ReadingKind.SUBSTITUTION, ReadingKind.MORPHOLOGICAL)


@dataclass(frozen=True, slots=True, order=True)
class Sign:
    """A reason to doubt an entry, by its number in the order of the text; of one `sort` the strongest counts."""

    number: int
    reason: str
    weight: float
    sort: str


def signs_of_entries(entries: Sequence[PlacedEntry], weak: Sequence[WeakPlace]) -> Iterator[Sign]:
    """All signs on entries."""
    yield from lost_near(entries)
    yield from crowded(entries)
    yield from near_classes(entries)
    yield from weakly_aligned(entries, weak)


# -- a word that stands in an entry near by


def lost_near(entries: Sequence[PlacedEntry]) -> Iterator[Sign]:
    """Entries in which a witness lacks a weighty word of the lemma that it has, against the lemma, in one near by."""
    weighty = _Weighty(entries)
    changes = [_changes(one, weighty) for one in entries]
    for number in range(len(entries)):
        for other, between in words_around(entries, number, _REACH):
            if between > _FAR or _is_inside(entries[number].unit, entries[other].unit):
                continue
            for here, there in ((number, other), (other, number)):
                yield from _shared(entries, changes, here, there)


def _shared(entries: Sequence[PlacedEntry], changes: "Sequence[_Changes]", here: int, there: int) -> Iterator[Sign]:
    """Signs for two entries where words that are lost in one are added in the other."""
    lost, added = changes[here][0], changes[there][1]
    for siglum in lost.keys() & added.keys():
        if shared := lost[siglum].keys() & added[siglum].keys():
            weight = LOST_NEAR if len(shared) == 1 else LOST_NEAR_SEVERAL
            word = lost[siglum][max(shared, key=lambda w: (len(w), w))]
            yield Sign(
                here, f"«{word}», which {siglum} lacks here, stands in an entry near by in {siglum}", weight, "near"
            )
            yield Sign(
                there, f"«{word}», which {siglum} has here, is lacking in an entry near by in {siglum}", weight, "near"
            )


_Found = dict[Siglum, dict[str, str]]  # by witness, the words as they are compared and as they are written
_Changes = tuple[_Found, _Found]


@dataclass(slots=True)
class _Weighty:
    """Which words of an edition carry weight: long ones and numbers that are not frequent."""

    entries: Sequence[PlacedEntry]
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        for one in self.entries:
            for siglum in one.sigla[:1]:
                self.counts.update(words_of(one.text_of(siglum)).keys())

    def of(self, text: str) -> dict[str, str]:
        """The weighty words of a text, as they are compared and as they are written."""
        most = max(_OFTEN, _COMMON * sum(self.counts.values()))
        return {w: written for w, written in words_of(text).items() if _is_long(w) and self.counts[w] <= most}


def _is_long(word: str) -> bool:
    return len(word) >= _LEAST_LETTERS or any(map(str.isdigit, word)) or (len(word) > 1 and is_unspaced(word[0]))


@lru_cache(maxsize=4096)
def words_of(text: str) -> Mapping[str, str]:
    """The words of a text without case and accents, each with how it is written there."""
    written = (text[a:b] for a, b in word_spans(text))
    return {fold(word): word for word in written}


def _changes(entry: PlacedEntry, weighty: _Weighty) -> _Changes:
    """By witness, the words of the lemma that it lacks, and those that it has and the lemma has not."""
    first, *others = entry.sigla or ("",)
    lemma = weighty.of(entry.text_of(first)) if first else {}
    lost: _Found = {}
    added: _Found = {}
    for siglum in others:
        own = weighty.of(entry.text_of(siglum))
        lost[siglum] = {w: written for w, written in lemma.items() if w not in own}
        added[siglum] = {w: written for w, written in own.items() if w not in lemma}
    return lost, added


def _is_inside(outer: Unit, inner: Unit) -> bool:
    return isinstance(outer, Passage) and any(part is inner for part in outer.parts)


# -- entries that stand together


def crowded(entries: Sequence[PlacedEntry]) -> Iterator[Sign]:
    """Entries with others close to them, up to three on each side."""
    near = [0] * len(entries)
    for number in range(len(entries)):
        last = 0
        for other, between in words_around(entries, number, _NEIGHBOURS):
            if between - last > _FEW_WORDS:
                break
            last = between
            near[number] += 1
            near[other] += 1
    for number, count in enumerate(near):
        if count > 1:
            said = f"{count} entries stand near it with {_FEW_WORDS} words or fewer between; some may be one change"
            yield Sign(number, said, min(0.5, CROWDED * count), "crowded")


# -- classes


def near_classes(entries: Sequence[PlacedEntry]) -> Iterator[Sign]:
    """Entries with a reading whose class is uncertain, and was not decided by an editor."""
    for number, entry in enumerate(entries):
        if not isinstance(entry.unit, VariationUnit):
            continue
        for reading in entry.unit.readings:
            if reading.resp or not (reading.text and reading.witnesses):
                continue
            if weight := _CERTAINTY.get(reading.cert, 0):
                yield Sign(number, f"its class ({reading.kind}) is of {reading.cert} certainty", weight, "class")
            elif weight := _nearness(entry.unit.lemma, reading):
                said = f"«{' '.join(reading.text.split())}» is nearly a spelling of the lemma, or nearly another word"
                yield Sign(number, said, weight, "class")


def _nearness(lemma: Reading, reading: Reading) -> float:
    """How near a reading of one word is to the bound between spellings and other words."""
    if reading.kind not in _TELLING or count_words(lemma.text) != 1 or count_words(reading.text) != 1:
        return 0
    one, other = (next(iter(words_of(r.text))) for r in (lemma, reading))
    alike = Levenshtein.normalized_similarity(one, other)
    return NEAR_CLASS if one != other and _LEAST_ALIKE <= alike <= _MOST_ALIKE else 0


# -- the alignment


def weakly_aligned(entries: Sequence[PlacedEntry], weak: Sequence[WeakPlace]) -> Iterator[Sign]:
    """Entries with words whose alignment is uncertain."""
    by_siglum: dict[Siglum, list[WeakPlace]] = defaultdict(list)
    for place in weak:
        by_siglum[place.siglum].append(place)
    for some in by_siglum.values():
        some.sort(key=lambda p: p.start)
    for number, entry in enumerate(entries):
        found = [place for siglum, some in by_siglum.items() for place in _inside(entry.unit, siglum, some)]
        for weakness, most in _WEAK.items():
            weights = [place.weight for place in found if place.weakness is weakness]
            if weights:
                yield Sign(number, f"the alignment is uncertain: {weakness.value}", most * max(weights), weakness.name)


def _inside(unit: Unit, siglum: Siglum, some: Sequence[WeakPlace]) -> Iterator[WeakPlace]:
    for start, end in places_of(unit, siglum) if isinstance(unit, VariationUnit) else ():
        at = bisect_left(some, start, key=lambda p: p.start)
        while at < len(some) and some[at].start < end:
            yield some[at]
            at += 1
