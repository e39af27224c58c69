"""Classify how a reading differs from the lemma: the first kind that applies (docs/design.md §4), then further
kinds.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import Levenshtein

from edition.collation.apparatus.number_words import are_same_numbers, with_values
from edition.collation.apparatus.spelling_variants import (
    GENERAL,
    Sameness,
    Spelling,
    are_points_compatible,
    is_spelling_of_name,
    spelling_by,
    without_accents,
)
from edition.collation.thresholds import CONTENT_LENGTH, NAME_LENGTH, NAME_SIMILARITY
from edition.collation.tokens.normalize import extract_accents, has_points, is_word, normalize
from edition.collation.tokens.witness_tokens import Phrase, Words
from edition.late_patterns import late_pattern
from edition.model import Kind, ReadingKind
from edition.model.apparatus import WRITING

_NUMBER = late_pattern(r"\d")
_NUMERAL = late_pattern(r"\d+|m*(?:cm|cd|d?c*)(?:xc|xl|l?x*)(?:ix|iv|v?i*j?)(?<=.)")
_NAME = "\0"  # prefix of the identity of a name or date; no norm begins with it
_GENERAL = spelling_by(GENERAL)
Kinds = tuple[ReadingKind, tuple[ReadingKind, ...]]


class Capital(IntEnum):
    """What the capital of a word says: that it is a name, or that a sentence may begin with it."""

    NO_NAME = 0
    OPENING = 1
    NAME = 2


@dataclass(frozen=True, slots=True)
class Content:
    """What a witness has in a unit.

    `texts`: words and marks as written. `norms`: the norms of the words. `identities`: the same, but a name is replaced
    by the id of its entry and a date by its value, which are the same in every form. `forms`: the words as written,
    but the norms of those that the editor treats as equal to others, or of which letters are lost. `is_bare`: the
    witness writes no accents. `capitals`: what those of the forms say.
    """

    texts: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()
    is_bare: bool = False  # whether the witness writes no accents at all
    lemmata: tuple[str, ...] = ()  # of the words, where the words are compared by their lemmata
    speaker: str = ""  # who speaks, where these words say so before a speech
    forms: tuple[str, ...] = ()
    capitals: tuple["Capital", ...] = ()
    following: str = ""  # the norm of what stands behind these words


def read_content(words: Words, tokens: Sequence[int]) -> Content:
    """The content of tokens of a witness, in the order given."""
    inside, until = set(tokens), -1
    norms: list[str] = []
    identities: list[str] = []
    forms: list[str] = []
    capitals: list[Capital] = []
    for t in tokens:
        is_broken = "[" in words.text[t]  # letters of it are lost, and it has the norm of the word that fits
        natural = normalize(words.text[t])
        norm = words.norm[t] if is_broken or t in words.regular else words.replacement(natural)
        is_a_word = is_word(norm)
        norms += [norm] if is_a_word else []
        forms += [words.text[t] if norm == natural else norm] if is_a_word else []
        capitals += [_capital(words, t)] if is_a_word else []
        if t <= until:
            continue
        last, name = words.named_at(t, inside)
        if name:
            identities.append(_NAME + name)
            until = last
        elif is_a_word:
            identities.append(norm)
    texts = tuple(words.text[t] for t in tokens)
    same = words.same
    replaced = _replace_phrases(norms, same)
    lemmata = tuple(words.norm[t] for t in tokens if is_word(words.norm[t])) if words.has_lemmata else ()
    return Content(
        texts,
        replaced,
        _replace_phrases(identities, same),
        words.is_bare,
        lemmata,
        _speaker(words, tokens),
        tuple(forms) if replaced == tuple(norms) else replaced,
        tuple(capitals),
        _norm_behind(words, tokens),
    )


def _norm_behind(words: Words, tokens: Sequence[int]) -> str:
    """The norm of the token behind these; nothing at the end of a block."""
    behind = max(tokens, default=-1) + 1
    return words.norm[behind] if 0 < behind < len(words) and words.is_inside(behind) else ""


def _speaker(words: Words, tokens: Sequence[int]) -> str:
    """The norm that all forms of the name of a speaker share; nothing for other words."""
    block = words.block[tokens[0]] if tokens else -1
    if block < 0 or words.blocks[block].kind is not Kind.SPEAKER or words.is_inside(tokens[0]):
        return ""
    return words.norm[tokens[0]]


def _replace_phrases(norms: Sequence[str], same: Mapping[Phrase, Phrase]) -> Phrase:
    """The norms, with every phrase replaced that the editor treats as equal to another."""
    if not same:
        return tuple(norms)
    made: list[str] = []
    at = 0
    while at < len(norms):
        found = [phrase for phrase in same if tuple(norms[at : at + len(phrase)]) == phrase]
        phrase = max(found, key=len, default=())
        made += same[phrase] if phrase else norms[at : at + 1]
        at += len(phrase) or 1
    return tuple(made)


def classify(lemma: Content, reading: Content, spelling: Spelling = _GENERAL) -> Kinds:
    """The main kind of a reading compared with the lemma, and the further kinds; `spelling`: that of the language."""
    if not reading.texts:
        return ReadingKind.OMISSION, ()
    if not lemma.texts:
        return ReadingKind.ADDITION, ()
    if kinds := _accidental_kinds(lemma.texts, reading.texts):
        return kinds[0], tuple(kinds[1:])
    more = tuple(_name_form_kinds(lemma, reading))
    is_same_speaker = lemma.speaker and lemma.speaker == reading.speaker
    if is_same_speaker or compare_spelling(lemma, reading, spelling):
        return ReadingKind.SPELLING, (*_punctuation_kinds(lemma.texts, reading.texts), *more)
    if lemma.lemmata and lemma.lemmata == reading.lemmata:
        return _kind_of_form(lemma, reading), (*_punctuation_kinds(lemma.texts, reading.texts), *more)
    kind, further = _substantive_kinds(lemma, reading, spelling)
    return kind, tuple(dict.fromkeys(k for k in (*further, *more) if k is not kind))


def are_spellings(one: Content, other: Content, spelling: Spelling = _GENERAL) -> bool:
    """Whether two readings are spellings of the same words."""
    return bool(one.texts and other.texts) and classify(one, other, spelling)[0] in WRITING


def is_unsure_spelling(one: Content, other: Content, spelling: Spelling) -> bool:
    """Whether only rules that may join other words too make two readings spellings of one another."""
    is_sure = bool(_accidental_kinds(one.texts, other.texts)) or (one.speaker and one.speaker == other.speaker)
    return not is_sure and compare_spelling(one, other, spelling) is Sameness.UNSURE


def _accidental_kinds(lemma: Sequence[str], reading: Sequence[str]) -> list[ReadingKind]:
    """The kinds of a reading with the same letters in the same order, where only case, marks or word division
    differ.
    """
    a, b = _letters(lemma), _letters(reading)
    if a.lower() != b.lower() or _amounts(lemma) != _amounts(reading):
        return []
    found = _punctuation_kinds(lemma, reading)
    if a != b:
        found.append(ReadingKind.CAPITALISATION)
    return found or [ReadingKind.SPELLING]  # only the word division differs


def _punctuation_kinds(lemma: Sequence[str], reading: Sequence[str]) -> list[ReadingKind]:
    if "".join((*lemma, *reading)).isalnum():
        return []
    marks = ["".join(c for t in side for c in t if not c.isalnum()) for side in (lemma, reading)]
    return [ReadingKind.PUNCTUATION] if marks[0] != marks[1] else []


def _letters(tokens: Sequence[str]) -> str:
    """Letters with their diacritics, digits, and signs of currencies and mathematics."""
    whole = "".join(tokens)
    if whole.isalnum():
        return whole
    # A hyphen of manuscripts is one of the signs of mathematics.
    return "".join(c for c in whole if c.isalnum() or (unicodedata.category(c) in _MEANINGFUL and c != "¬"))


def _signs(tokens: Sequence[str]) -> list[str]:
    if "".join(tokens).isalnum():
        return []
    return [c for t in tokens for c in t if unicodedata.category(c) in ("Sc", "Sm")]


_MEANINGFUL = frozenset({"Mn", "Mc", "Me", "Sc", "Sm"})
_AMOUNT = late_pattern(r"(?:(?<![\w)\]])[-−+])?(?<!\w)\d+(?:[.,:/٫]\d+)*[%‰]?")
_THOUSANDS = late_pattern(r"(?<=\d)[.,](?=\d{3}(?!\d))")


def _amounts(tokens: Sequence[str]) -> list[str]:
    """The numbers of a reading. «10.5» and «105» differ, as «-5» and «5» do; a thousands separator makes no
    difference.
    """
    whole = "".join(tokens)
    return [] if whole.isalpha() else [_THOUSANDS.sub("", found) for found in _AMOUNT.findall(whole)]


def compare_spelling(lemma: Content, reading: Content, spelling: Spelling) -> Sameness:
    """Whether both have the same words in different spellings; names of two different entries are never spellings."""
    names = [[m for m in one.identities if m.startswith(_NAME)] for one in (lemma, reading)]
    if all(names) and names[0] != names[1]:
        return Sameness.NO
    if _amounts(lemma.texts) != _amounts(reading.texts) or _signs(lemma.texts) != _signs(reading.texts):
        return Sameness.NO
    if len(lemma.forms) != len(reading.forms):  # words are divided elsewhere, or a bracket stands within one
        return _compare_words("".join(lemma.forms), "".join(reading.forms), lemma, reading, spelling)
    are_names = _are_names(lemma, reading, spelling)
    found = Sameness.YES
    for i, (one, other) in enumerate(zip(lemma.forms, reading.forms, strict=True)):
        same = _compare_words(one, other, lemma, reading, spelling)
        if not same and are_names and is_spelling_of_name(lemma.norms[i], reading.norms[i], spelling):
            same = Sameness.YES if lemma.norms[i] != reading.norms[i] else Sameness.NO
        found = min(found, same)
    return found


def _compare_words(one: str, other: str, lemma: Content, reading: Content, spelling: Spelling) -> Sameness:
    """Whether two words are spellings of one. A witness without any accents writes none, and a Hebrew or Arabic word
    may lack points.
    """
    if one == other:
        return Sameness.YES
    if _NUMBER.search(one + other) and normalize(one) != normalize(other):
        return Sameness.NO
    found = spelling.compare(one, other)
    if found is Sameness.YES or (one + other).isascii():
        return found
    sides = [side for side, word in ((lemma, one), (reading, other)) if not extract_accents(word)]
    is_pointed = has_points(one + other) and (len(sides) == 1 or are_points_compatible(one, other))
    lacks_accents = is_pointed or any(side.is_bare for side in sides)
    return max(found, spelling.compare(without_accents(one), without_accents(other))) if lacks_accents else found


def _kind_of_form(lemma: Content, reading: Content) -> ReadingKind:
    """Of words with equal lemmata: spelling where the letters are alike or one is a number, else another form."""
    pairs = list(zip(lemma.norms, reading.norms, strict=False))
    is_spelt = len(lemma.norms) == len(reading.norms) and all(_is_alike(a, b) for a, b in pairs)
    return ReadingKind.SPELLING if is_spelt else ReadingKind.MORPHOLOGICAL


def _is_alike(one: str, other: str) -> bool:
    is_number = any(_NUMERAL.fullmatch(word.strip(".·")) for word in (one, other))
    return is_number or Levenshtein.normalized_similarity(one, other) >= NAME_SIMILARITY


def _are_names(lemma: Content, reading: Content, spelling: Spelling) -> bool:
    """Whether the words that differ are names: of the same entry of a register, or capitalised as names in both."""
    if any(m.startswith(_NAME) for m in lemma.identities) and lemma.identities == reading.identities:
        return True
    if spelling.options.noun_capitals or not len(lemma.capitals) == len(reading.capitals) == len(lemma.forms):
        return False
    # Where sentences begin, a capital says little; the endings of the language must not be taken for letters of names.
    least = Capital.OPENING if spelling.options.free_names else Capital.NAME
    sides = zip(lemma.forms, lemma.capitals, reading.forms, reading.capitals, strict=True)
    return all(min(p, q) >= least for a, p, b, q in sides if a != b)


def _capital(words: Words, token: int) -> "Capital":
    """What the capital of a word says; nothing where the witness has the word with a small letter too."""
    text = words.text[token]
    is_name = len(text) >= NAME_LENGTH and text[:1].isupper() and not text.isupper()
    if not is_name or text[:1].lower() + text[1:] in words.small_words:
        return Capital.NO_NAME
    return Capital.NAME if text in words.inner_capitals else Capital.OPENING


def _name_form_kinds(lemma: Content, reading: Content) -> list[ReadingKind]:
    """One kind if both readings have the same name or date in different forms; otherwise empty."""
    shared = {m for m in lemma.identities if m.startswith(_NAME)} & set(reading.identities)
    if not shared or lemma.norms == reading.norms:
        return []
    both = (lemma, reading), (reading, lemma)
    rest = [(Counter(one.norms) - Counter(other.norms)).total() for one, other in both]
    others = [(Counter(one.identities) - Counter(other.identities)).total() for one, other in both]
    return [] if rest == others else [_form_kind(shared)]  # the words that differ are those of other names, if equal


def _form_kind(names: Iterable[str]) -> ReadingKind:
    """The kind of a reading in which names or dates have another form: `DATE_FORM` if all are dates."""
    return ReadingKind.DATE_FORM if all(map(_is_value, names)) else ReadingKind.NAME_FORM


def _substantive_kinds(lemma: Content, reading: Content, spelling: Spelling) -> Kinds:
    a, b = lemma.identities, reading.identities
    if a == b:
        return _same_identity_kind(lemma, reading), ()
    if are_same_numbers(a, b, spelling.options):
        return ReadingKind.SPELLING, ()
    if _is_factual(*(with_values(one.identities, spelling.options, one.following) for one in (lemma, reading))):
        return ReadingKind.FACTUAL, ()
    if _is_word_order(a, b):
        return ReadingKind.WORD_ORDER, ()
    if _is_within(a, b) or _is_within(lemma.norms, reading.norms):
        return ReadingKind.ADDITION, ()
    if _is_within(b, a) or _is_within(reading.norms, lemma.norms):
        return ReadingKind.SUBSTITUTION, (ReadingKind.OMISSION,)
    return ReadingKind.SUBSTITUTION, ()


def _same_identity_kind(lemma: Content, reading: Content) -> ReadingKind:
    """The kind of a reading with equal identities: another form of a name, another amount, other accents or signs."""
    if names := [m for m in lemma.identities if m.startswith(_NAME)]:
        return _form_kind(names)
    amounts = _amounts(lemma.texts), _amounts(reading.texts)
    return ReadingKind.FACTUAL if all(amounts) and amounts[0] != amounts[1] else ReadingKind.SUBSTITUTION


def _is_factual(lemma: Sequence[str], reading: Sequence[str]) -> bool:
    """Whether each reading has a number or date that contradicts the other, or only numbers and dates differ."""
    values = [[m for m in side if _is_value(m)] for side in (lemma, reading)]
    contradicts = [
        any(not any(_values_agree(x, y) for y in others) for x in side) for side, others in (values, values[::-1])
    ]
    rest = [[m for m in side if not _is_value(m)] for side in (lemma, reading)]
    return all(contradicts) or (all(values) and any(contradicts) and rest[0] == rest[1])


def _is_value(identities: str) -> bool:
    return bool(_NUMBER.search(identities)) and (not identities.startswith(_NAME) or "/" in identities)


def _values_agree(one: str, other: str) -> bool:
    """Whether two values are equal or one is less exact: «1936» and «August 1936». «two» and «third» say nothing of
    each other.
    """
    if one.endswith(".") != other.endswith("."):
        return True
    if one == other or "/" not in one + other:
        return one == other
    parts = [{p for p in value.lstrip(_NAME).split("/") if p} for value in (one, other)]
    return any(_covers(coarse, fine) for coarse, fine in (parts, parts[::-1]))


def _covers(coarse: Set[str], fine: Set[str]) -> bool:
    """Whether every date of one contains a date of the other, and all of those are covered."""
    pairs = [(c, f) for c in coarse for f in fine if f.startswith(c)]
    return {c for c, _ in pairs} == coarse and {f for _, f in pairs} == fine


def _is_word_order(lemma: Sequence[str], reading: Sequence[str]) -> bool:
    """Whether both have the same words in another order; words below `CONTENT_LENGTH` letters may differ."""
    a, b = (Counter(m for m in side if len(m) >= CONTENT_LENGTH or _NUMBER.search(m)) for side in (lemma, reading))
    if Counter(lemma) == Counter(reading):
        return True
    return bool(a) and a == b and [m for m in lemma if m in a] != [m for m in reading if m in a]


def _is_within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether all words of one reading occur in the other in the same order."""
    rest = iter(long)
    return all(word in rest for word in short)
