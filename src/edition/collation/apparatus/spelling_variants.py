"""Whether two words are spellings of one word, by the rules of their language (docs/languages.md).

Two words are spellings of one another when the rules bring both to the same letters, their skeleton. Every other
difference of letters is of substance, inflection among them: no rule joins «uidit» and «uidet». In a language without
rules only letter case, compatibility forms (ſ, ﬁ) and invisible signs make no difference.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from edition.collation.thresholds import NAME_SIMILARITY
from edition.model.letters import JOINERS
from edition.model.tokens import APOSTROPHES, WRITTEN_SPACES, is_accent
from edition.project.language_tables import SpellingRules
from edition.project.spelling_rules import compile_rule, split_pair

#: Where no language is said: what writers of many languages interchange.
GENERAL = SpellingRules(
    rules=(
        *("our(?=$|s$|ed$|ing$|able$|ite$)=or", "(?<=[^aeiou])re$=er", "(?<=.{4})ll(?=ed$|ing$|er$)=l"),
        *("ß=ss", "[yj]=i", "v=u", "k=c", "z=s", "æ=e", "œ=e", "ð=d", "þ=th"),
        *("ae=e", "oe=e", "ph=f", "ck=c", "cc=c", "ii=i", "uu=w"),
        # A mute e, but not one that changes the vowel: «not», «hop», «her» are other words than «note», «hope», «here».
        "(?<=[aeiou])e$=|(?<=[aeiouy][^aeiouy][^aeiouy])e$=|(?<=[aeiouy][aeiouy][^aeiouy])e$=",
    ),
    free_names=True,
    numbers=(
        *(("1", "one"), ("2", "two"), ("3", "three"), ("4", "four"), ("5", "five"), ("6", "six"), ("7", "seven")),
        *(("8", "eight"), ("9", "nine"), ("10", "ten"), ("11", "eleven"), ("12", "twelve")),
    ),
    uncounted=("the", "a", "an", "this", "that", "his", "her", "its", "their", "he", "she", "it", "they", "we", "i"),
)
_NUMBER = re.compile(r"\d")
_ELISIONS = APOSTROPHES + "᾽᾿"
_GRAVE, _ACUTE = "\u0300", "\u0301"
_VOWELS = "aeiouyαειουωη"
#: Never a difference of letters: the tatweel, which only draws out a line; the wasla; forms of sigma at the end.
_FOLDED = (
    {ord(c): "" for c in "ـ" + JOINERS}
    | {ord(c): "'" for c in _ELISIONS + "׳"}
    | {ord("״"): '"', ord("ٱ"): "ا", ord("ς"): "σ"}
)
#: Signs of editors within words, the hyphen, and spaces that are written.
_SIGNS = {ord(c): "" for c in WRITTEN_SPACES + "[](){}<>⟨⟩⟦⟧‹›|¬⸗-‐‑·*"}
_SILENT, _EXCHANGED = frozenset("aeiouyhszcxgltdpbnm"), tuple(map(frozenset, ("eiy", "ae", "ou", "szcx")))
_LEAST_LOOSE = 5
ANY_END = "~"
_LETTERS = re.compile(r"\w|\[\w+\]")  # the written side of a rule for letters wherever they stand


class Sameness(IntEnum):
    """Whether two words are spellings of one word; UNSURE: by a rule that may join other words too."""

    NO = 0
    UNSURE = 1
    YES = 2


class Spelling:
    """The rules of spelling of one language, ready to compare words."""

    def __init__(self, rules: SpellingRules) -> None:
        self.options = rules
        self._rules = tuple(map(compile_rule, rules.rules))
        self._of_letters = tuple(
            rule for rule in self._rules if _LETTERS.fullmatch(rule[0].pattern) and len(rule[1]) == 1
        )
        self._unsure = tuple(map(compile_rule, rules.unsure))
        self._keeps_all = rules.letters == "*"
        self._letters = frozenset(_clusters(unicodedata.normalize("NFD", rules.letters)))
        self._known: dict[str, str] = {}
        words = [tuple(map(self._plain, split_pair(pair, "="))) for pair in rules.words]
        self._words = dict[str, str]((one, other) for one, other in words)
        self._words_by_skeleton = {self._by_rules(one): self._by_rules(other) for one, other in words}
        apart = [split_pair(pair, "/") for pair in rules.apart]
        self._apart = frozenset(self._key(*pair) for pair in apart if not any(word.endswith(ANY_END) for word in pair))
        stems = [tuple(map(self._letters_of, pair)) for pair in apart if all(word.endswith(ANY_END) for word in pair)]
        self._apart_stems = frozenset(frozenset(word.rstrip(ANY_END) for word in pair) for pair in stems)

    def compare(self, one: str, other: str) -> Sameness:
        """Whether two words, as written, are spellings of one word."""
        a, b = self.skeleton(one), self.skeleton(other)
        if self._are_apart(one, other):
            return Sameness.NO
        if a == b or self._is_elision(one, other):
            return Sameness.YES
        is_unsure = bool(self._unsure) and _apply(self._unsure, a) == _apply(self._unsure, b)
        return Sameness.UNSURE if is_unsure or (self.options.loose and _is_loosely_same(a, b)) else Sameness.NO

    def skeleton(self, word: str) -> str:
        """The letters of a word in which all its spellings agree."""
        known = self._known.get(word)
        if known is None:
            plain = self._plain(word)
            made = self._by_rules(self._words.get(plain, plain))
            known = self._known[word] = self._words_by_skeleton.get(made, made)
        return known

    def _are_apart(self, one: str, other: str) -> bool:
        if self._apart and self._key(one, other) in self._apart:
            return True
        if not self._apart_stems:
            return False
        a, b = self._letters_of(one), self._letters_of(other)
        ends = range(_shared(a[::-1], b[::-1]) + 1)
        return any(frozenset((a[: len(a) - end], b[: len(b) - end])) in self._apart_stems for end in ends)

    def _key(self, one: str, other: str) -> frozenset[str]:
        """Two words as a pair of `apart`, in whatever letters that count as one (u, v) they are written; as they are,
        where only such letters differ, and with all their accents where only these do.
        """
        forms = (frozenset(map(form, (one, other))) for form in (self._letters_of, self._plain, _accented))
        return next((pair for pair in forms if len(pair) > 1), frozenset())

    def _letters_of(self, word: str) -> str:
        return _apply(self._of_letters, self._plain(word))

    def _by_rules(self, plain: str) -> str:
        return _apply(self._rules, plain)

    def _plain(self, word: str) -> str:
        """A word in small letters without the marks that are no part of a letter in this language."""
        given = word.translate(_FOLDED)  # first, as the compatibility form of a koronis is a blank with a mark
        folded = unicodedata.normalize("NFKC", given).lower().translate(_FOLDED)
        bare = folded.translate(_SIGNS).rstrip("'") or folded
        if bare.isascii() or self._keeps_all:
            return bare
        kept = (self._kept(cluster) for cluster in _clusters(unicodedata.normalize("NFD", bare)))
        return unicodedata.normalize("NFC", "".join(kept))

    def _kept(self, cluster: str) -> str:
        if len(cluster) == 1:
            return cluster
        base = cluster[0]
        return base + "".join(c for c in cluster[1:] if not is_accent(c) or {base + c, c} & self._letters)

    def _is_elision(self, one: str, other: str) -> bool:
        """Whether one word has an apostrophe for the last vowel of the other: ἀλλ’ and ἀλλά."""
        short, long = sorted((one, other), key=lambda word: word[-1:] not in _ELISIONS)
        if short[-1:] not in _ELISIONS or long[-1:] in _ELISIONS:
            return False
        a, b = self._plain(short), _without_marks(self._plain(long))
        return bool(a) and b[:-1] == _unaspirated(_without_marks(a), b) and b[-1:] in _VOWELS


def is_spelling_of_name(one: str, other: str, spelling: Spelling) -> bool:
    """Whether two normal forms are spellings of one name: names are spelt more freely, by ear and by alphabet.

    Where words have endings, what differs must stand in the stem: «Ciceronem» and «Ciceronis» are two cases.
    """
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if _NUMBER.search(one + other) or (long.startswith(short) and long != f"{short}e"):
        return False
    if not spelling.options.free_names and spelling.skeleton(one)[-2:] != spelling.skeleton(other)[-2:]:
        return False
    return one[:1] == other[:1] and Levenshtein.normalized_similarity(one, other) >= NAME_SIMILARITY


@lru_cache(maxsize=64)
def spelling_by(rules: SpellingRules) -> Spelling:
    """The spelling of these rules; one for all who ask."""
    return Spelling(rules)


def without_accents(word: str) -> str:
    """A word without accents and points."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not is_accent(c))


def are_points_compatible(one: str, other: str) -> bool:
    """Whether two pointed words differ only in points that one of them leaves out."""
    sides = [_clusters(unicodedata.normalize("NFD", word.translate(_FOLDED))) for word in (one, other)]
    if [cluster[0] for cluster in sides[0]] != [cluster[0] for cluster in sides[1]]:
        return False
    marks = [[frozenset(cluster[1:]) for cluster in side] for side in sides]
    return any(all(a <= b for a, b in zip(*pair, strict=True)) for pair in (marks, marks[::-1]))


def _accented(word: str) -> str:
    """A word in small letters with its accents; a grave is an acute, and signs of editors are none of its letters."""
    plain = unicodedata.normalize("NFD", word.translate(_FOLDED).lower()).translate(_SIGNS)
    return unicodedata.normalize("NFC", plain.replace(_GRAVE, _ACUTE)).translate(_FOLDED)


def _apply(rules: tuple[tuple[re.Pattern[str], str], ...], word: str) -> str:
    for written, counted in rules:
        word = written.sub(counted, word)
    return word


def _clusters(decomposed: str) -> list[str]:
    """The letters of a decomposed text, each with its marks; a blank between letters is none of them."""
    return re.findall(r"\S[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670\u1dc0-\u1dff]*", decomposed)


def _without_marks(word: str) -> str:
    return word if word.isascii() else unicodedata.normalize("NFC", without_accents(word))


#: Before a rough breathing an elided word ends in an aspirate: ἐφ’ is ἐπί, καθ’ is κατά.
_ASPIRATES: Mapping[str, str] = {"φ": "π", "θ": "τ", "χ": "κ"}


def _unaspirated(short: str, long: str) -> str:
    """An elided word with its last letter as the whole word has it."""
    plain = _ASPIRATES.get(short[-1:], "")
    return short[:-1] + plain if plain and long[len(short) - 1 : len(short)] == plain else short


def _is_loosely_same(one: str, other: str) -> bool:
    """Whether two skeletons agree but for doubled letters, or but for one silent or exchanged letter within the stem,
    while the first letter and the last two agree.
    """
    a, b = (re.sub(r"([^\W\d_])\1", r"\1", word) for word in (one, other))
    if a == b:
        return True
    if min(len(a), len(b)) < _LEAST_LOOSE or a[0] != b[0] or a[-2:] != b[-2:]:
        return False
    shared = _shared(a, b)
    tail = _shared(a[shared:][::-1], b[shared:][::-1])
    p, q = a[shared : len(a) - tail], b[shared : len(b) - tail]
    if len(p) == len(q) == 1:
        return any({p, q} <= letters for letters in _EXCHANGED)
    return len(p + q) == 1 and p + q in _SILENT


def _shared(one: str, other: str) -> int:
    """The number of letters with which both begin."""
    return next((i for i, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))
