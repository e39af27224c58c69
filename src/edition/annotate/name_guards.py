"""Guards that refuse a matching name form: neighbouring words that contradict it, and cues that a form requires."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from edition.annotate.candidate import Candidate
from edition.annotate.language import Language
from edition.annotate.lexicon import Lexicon
from edition.annotate.word_life import WordLife, begins_sentence, ends_sentence, has_opener_end
from edition.annotate.words import WordList
from edition.late_patterns import late_pattern
from edition.model import MentionKind
from edition.project.language_tables import NameWords

_CUE_DISTANCE = 12  # words on each side of a form in which a cue is searched
_HYPHENS = ("-", "\u2010", "\u2011")
_DASHES = ("–", "−")
_JOINING_SIGNS = (*_DASHES, "/", "=", "~", "+", "·", "⁄", "|")
_KINDS_IN_COMPOUNDS = frozenset({MentionKind.PERSON, MentionKind.PLACE})


@dataclass(frozen=True, slots=True)
class BlockContext:
    """The text and the words of a block, with the language, the lexicon, and facts about the whole witness."""

    text: str
    words: WordList
    language: Language
    lexicon: Lexicon
    lowercase: frozenset[str]  # words that the witness also has in lower case
    opens_entry: bool = False  # the block is a bibliography entry or a note
    capitalised: frozenset[str] = frozenset()  # words with a capital inside a sentence of the witness
    names: NameWords = field(default_factory=NameWords)
    life: WordLife | None = None  # of the words of the witness
    forenames: Mapping[str, str] = field(default_factory=dict)  # with their genders, m or f, or "" for both

    def text_of(self, first: int, last: int) -> str:
        """The words first..last as they are written."""
        return self.text[self.words.starts[first] : self.words.ends[last]]

    def find_nearby(self, first: int, last: int, phrases: Sequence[str]) -> str:
        """The first of the phrases that occurs near the words first..last, or ""."""
        start = self.words.starts[max(0, first - _CUE_DISTANCE)]
        end = self.words.ends[min(len(self.words) - 1, last + _CUE_DISTANCE)]
        return next((p for p in phrases if _phrase(p).search(self.text, start, end)), "")

    def is_common(self, at: int) -> bool:
        """Whether the witness also has a word in lower case, and never with a capital inside a sentence."""
        word = self.words.texts[at]
        return len(word) > 1 and word[0].lower() + word[1:] in self.lowercase and word not in self.capitalised

    def is_name_beside(self, at: int) -> bool:
        """Whether there is a word with this index that looks like a name."""
        return 0 <= at < len(self.words) and self.is_name_like(at)

    def is_forename(self, at: int) -> bool:
        """Whether a word is a forename of the register or of the language."""
        word = self.words.texts[at]
        return word in self.lexicon.forenames or word in self.forenames

    def is_mere_particle(self, at: int) -> bool:
        """Whether a word is a small part of surnames, and no other word of the language: English «von»."""
        word = self.words.texts[at].lower()
        return word in self.names.particles and word not in (*self.language.function_words, *self.names.toward)

    def has_given_name(self, at: int) -> bool:
        """Whether a word is a forename or an initial."""
        word = self.words.texts[at]
        return self.is_forename(at) or (len(word) == 1 and word.isupper() and self.words.after[at] == ".")

    def may_be_forename(self, at: int) -> bool:
        """Whether the word before a surname may be a forename that no register has.

        At the beginning of a sentence it must be known as a name, for there every word has a capital; where nouns have
        capitals, a noun is none.
        """
        word = self.words.texts[at]
        if word in self.lexicon.forenames:
            return True
        if not self.is_name_like(at) or self.life is None:
            return self.is_name_like(at)
        if self.is_forename(at):
            return True
        heads = begins_sentence(self.words, at) and not self.life.inside[word]
        if word in self.names.trades or (heads and self._may_open(word)):
            return False  # «Bäcker Keller», «Following Keller»
        if self.language.head_nouns:
            return True  # a language of which the rules have the small words
        return not self.life.is_noun(word) if self.names.nouns else not heads

    def _may_open(self, word: str) -> bool:
        """Whether a word is of those that sentences begin with."""
        return word.lower() in self.names.openers or has_opener_end(word, self.names)

    def is_name_like(self, at: int) -> bool:
        """Whether a word is capitalised and is no common word, function word or title."""
        word = self.words.texts[at]
        if not word[:1].isupper():
            return False
        small = word[0].lower() + word[1:]
        return (
            small not in self.lowercase
            and small not in self.language.function_words
            and word not in self.language.titles
        )


@lru_cache(maxsize=1024)
def _phrase(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")


def has_required_cue(candidate: Candidate, context: BlockContext, first: int, last: int) -> bool:
    """Whether one of the cues of the form is near, if it has any, and none of its excluding words (`never`)."""
    form = candidate.form
    if form.cue and not context.find_nearby(first, last, form.cue) and _requires_cue(candidate):
        return False
    return not (form.never and context.find_nearby(first, last, form.never))


def _requires_cue(candidate: Candidate) -> bool:
    """Whether a form needs its cue: the written form does; of the derived forms only the surname alone."""
    return not candidate.derived or candidate.is_bare


def is_part_of_longer_name(candidate: Candidate, context: BlockContext, first: int, last: int) -> bool:
    """Whether a head noun makes the name part of another name: Stalin Prize, Order of Lenin."""
    if candidate.kind not in _KINDS_IN_COMPOUNDS:
        return False
    words, language = context.words, context.language
    at = last
    while at + 1 < len(words) and words.after[at] == "-" and words.texts[at + 1][:1].isupper():
        at += 1
    if at + 1 < len(words) and words.after[at] == " " and words.texts[at + 1] in language.head_nouns:
        return True
    if candidate.is_bare and context.text.startswith(language.firms, words.ends[at] + 1):
        return True
    return (
        first > 1
        and words.texts[first - 1] == language.of
        and words.texts[first - 2] in language.heads_before
        and words.after[first - 2] == words.after[first - 1] == " "
    )


def find_compound_name(candidate: Candidate, context: BlockContext, first: int, last: int) -> str:
    """The compound name that contains the name of a person or place («Keller-Abt», «Keller-sur-Mer»), or "".

    A hyphen joins capitalised words, also with lower-case words between; for persons a dash or a slash does as well.
    Two names of the register remain two names («Marx–Engels»), but not behind a title, and with a hyphen not behind a
    forename («Anna Keller-Abt»). A forename before a hyphen belongs to what follows.
    """
    if candidate.kind not in _KINDS_IN_COMPOUNDS:
        return ""
    if whole := _with_small_words(context, first, last):
        return whole
    words = context.words
    signs = _HYPHENS + (_JOINING_SIGNS if candidate.kind is MentionKind.PERSON else ())
    start, end = first, last
    while (
        start > 0 and _is_joined(context, start - 1, signs) and words.texts[start - 1] not in context.language.prefixes
    ):
        start -= 1
    while _is_joined(context, end, signs):
        end += 1
    other_words = [i for i in range(start, end + 1) if not first <= i <= last]
    is_one = _is_one_bearer(context, candidate, start, end)
    if not other_words or (not is_one and all(_is_another_name(context, i) for i in other_words)):
        return ""
    if not is_one and _joins_two_names(context, start, end):
        return ""
    return context.text[words.starts[start] : words.ends[end]]


def _is_one_bearer(context: BlockContext, candidate: Candidate, start: int, end: int) -> bool:
    """Whether a title, or a forename and hyphens, show joined surnames to be those of one person."""
    words = context.words
    if start > 0 and words.texts[start - 1] in context.language.addresses:
        return True
    gaps = (context.text[words.ends[i] : words.starts[i + 1]] for i in range(start, end))
    if candidate.kind is not MentionKind.PERSON or any(gap not in (*_HYPHENS, " ") for gap in gaps):
        return False
    has_forename = start > 0 and words.after[start - 1] in (" ", ".") and context.has_given_name(start - 1)
    return has_forename or context.has_given_name(start)


def _joins_two_names(context: BlockContext, start: int, end: int) -> bool:
    """Whether a dash joins two names of different persons: «the Lind–Abt quarrel»."""
    words, language = context.words, context.language
    if start == 0 or end + 1 >= len(words) or words.texts[start - 1].lower() not in language.articles:
        return False
    gaps = {context.text[words.ends[i] : words.starts[i + 1]] for i in range(start, end)} - {" "}
    if not gaps.issubset(_DASHES):
        return False
    after = words.texts[end + 1]
    return words.after[end] == " " and after[:1].islower() and after not in language.function_words


def _is_another_name(context: BlockContext, at: int) -> bool:
    """Whether a word in a compound is a separate name in the register, and no forename."""
    word = context.words.texts[at]
    return context.lexicon.is_name(word) and word not in context.lexicon.forenames


_SMALL_WORDS_AFTER = late_pattern(r"[-‐‑](?:[^\W\d_A-Z]+[-‐‑'’])+[^\W\d_a-z][^\W\d_]*")
_SMALL_WORDS_BEFORE = late_pattern(r"[^\W\d_a-z][^\W\d_]*[-‐‑](?:[^\W\d_A-Z]+[-‐‑'’])+$")
_MAX_COMPOUND = 60  # characters


def _with_small_words(context: BlockContext, first: int, last: int) -> str:
    """The whole name with lower-case words («Keller-sur-Mer», «Neuf-sur-Keller»), or ""."""
    start, end = context.words.starts[first], context.words.ends[last]
    after = _SMALL_WORDS_AFTER.match(context.text, end)
    before = _SMALL_WORDS_BEFORE.search(context.text, max(0, start - _MAX_COMPOUND), start)
    if after is None and before is None:
        return ""
    return context.text[before.start() if before else start : after.end() if after else end]


def _is_joined(context: BlockContext, at: int, signs: Sequence[str]) -> bool:
    """Whether only one of the signs is between a capitalised word and the next capitalised word."""
    words = context.words
    if at + 1 >= len(words) or context.text[words.ends[at] : words.starts[at + 1]] not in signs:
        return False
    return words.texts[at][:1].isupper() and words.texts[at + 1][:1].isupper()


def is_of_another_kind(candidate: Candidate, context: BlockContext, first: int, last: int) -> bool:
    """Whether the neighbouring words show that the name is of another kind than the candidate.

    «Mr. Wells» is no place; a month beside a number is no person; a forename or initials alone are a person only
    where no other name is beside them.
    """
    words, language = context.words, context.language
    if candidate.kind is MentionKind.PLACE and first == last:
        return first > 0 and words.texts[first - 1] in language.addresses and not ends_sentence(words, first - 1)
    return candidate.kind is MentionKind.PERSON and (
        _is_common_noun_or_month(context, first, last)
        or _is_saint_or_origin(candidate, context, first, last)
        or _is_other_order(candidate, context, first, last)
        or (candidate.is_familiar and _is_beside_name(candidate, context, first, last))
    )


def _is_common_noun_or_month(context: BlockContext, first: int, last: int) -> bool:
    """Whether a word alone is «der Bauer», who is no Mr Bauer, or a month beside a number."""
    words = context.words
    before = words.texts[first - 1] if first else ""
    if first != last:
        return False
    if context.names.nouns and before.lower() in context.names.articles:
        return True
    return words.texts[first] in context.language.months and _is_beside_number(context, first)


def _is_other_order(candidate: Candidate, context: BlockContext, first: int, last: int) -> bool:
    """Whether a name with its surname first is rather two: «Keller, Anna Keller»; without comma it opens an entry."""
    if not candidate.derived.startswith("surname first"):
        return False
    if _is_followed_by(context, last, context.words.texts[first]):
        return True
    return candidate.derived == "surname first, without comma" and (first > 0 or not context.opens_entry)


def _is_beside_name(candidate: Candidate, context: BlockContext, first: int, last: int) -> bool:
    """Whether another name stands beside a forename or initials alone."""
    words = context.words
    if candidate.is_initials:
        return words.starts[first] > 0 and bool(first) and words.texts[first - 1][:1].isupper()
    return any(context.is_name_beside(i) for i in (first - 1, last + 1)) or _is_before_particle(context, last)


def _is_followed_by(context: BlockContext, last: int, word: str) -> bool:
    """Whether a word follows: «Keller, Anna Keller» are two names."""
    return last + 1 < len(context.words) and context.words.after[last] == " " and context.words.texts[last + 1] == word


def _is_before_particle(context: BlockContext, last: int) -> bool:
    """Whether a small part of a surname follows: «Otto von Keller»."""
    at = last + 1
    if at + 1 >= len(context.words) or context.words.after[last] != " " or not context.is_mere_particle(at):
        return False
    return context.words.after[at] == " " and context.words.texts[at + 1][:1].isupper()


def _is_saint_or_origin(candidate: Candidate, context: BlockContext, first: int, last: int) -> bool:
    """Whether a surname belongs to a saint («St Keller’s») or is a place of origin («Keller-born»)."""
    words, language = context.words, context.language
    if last + 1 < len(words) and words.after[last] in _HYPHENS and words.texts[last + 1] in language.made_of_places:
        return True
    return (
        candidate.is_bare
        and first > 0
        and words.after[first - 1] in (" ", ".")
        and (words.texts[first - 1] in language.saints)
    )


def _is_beside_number(context: BlockContext, at: int) -> bool:
    """Whether a number is beside a word (also with «of» between), or a preposition of time before it."""
    words, language = context.words, context.language
    near = [words.texts[i] for i in (at - 1, at + 1) if 0 <= i < len(words)]
    if at > 1 and words.texts[at - 1] == language.of:
        near.append(words.texts[at - 2])
    if any(word[:1].isdigit() for word in near):
        return True
    return at > 0 and words.texts[at - 1] in language.prepositions and words.texts[at - 1] not in language.locatives[1:]


def _is_particle_behind_name(context: BlockContext, at: int) -> bool:
    """Whether a word is a small part of a surname behind a forename or another particle: «Otto von Keller»."""
    if at == 0 or context.words.after[at - 1] != " " or not context.is_mere_particle(at):
        return False
    return context.words.texts[at - 1][:1].isupper() or context.is_mere_particle(at - 1)


def unknown_name_before(context: BlockContext, first: int, taken: int) -> str:
    """The unknown forename, initial or particle before a surname without forename, or "". `taken`: end of the last
    mention."""
    words = context.words
    if first == 0 or words.starts[first - 1] < taken:
        return ""
    before, gap = words.texts[first - 1], words.after[first - 1]
    if gap not in (" ", "."):
        return ""
    if gap == " " and _is_particle_behind_name(context, first - 1):
        return context.text_of(first - 2, first - 1)
    initial = len(before) == 1 and before.isupper()
    if initial and (gap == "." or before.lower() not in context.language.function_words):
        return before + "."
    if gap == " " and context.may_be_forename(first - 1):
        return before
    return ""


def unknown_name_after(candidate: Candidate, context: BlockContext, first: int, last: int) -> str:
    """The word after a surname that makes it another name: «Alexander Smith», «Davies, Peter» in a list; or ""."""
    words = context.words
    if last + 1 >= len(words) or not context.is_name_like(last + 1):
        return ""
    after, gap = words.texts[last + 1], words.after[last]
    if gap == " " and context.names.nouns:
        return ""  # «Vogels Schiff»: it may be any noun
    known = context.lexicon.begins_name(after)
    is_forename = candidate.form.surname in context.lexicon.forenames
    heads_entry = first == 0 and gap == "," and context.opens_entry
    return after if (gap == " " and (is_forename or not known)) or (heads_entry and not known) else ""
