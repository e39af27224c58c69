"""When a form that fits is no mention: words that follow or go before it, and the cues that a form asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from edition.annotate.language import Language
from edition.annotate.lexicon import Candidate, Lexicon
from edition.annotate.words import WordList
from edition.model import MentionKind

_NEAR = 12  # words on each side in which a cue counts
_HYPHENS = ("-", "\u2010", "\u2011")
_DASHES = ("–", "−")
_JOINING = (*_DASHES, "/", "=", "~", "+", "·", "⁄", "|")
_GUARDED = frozenset({MentionKind.PERSON, MentionKind.PLACE})


@dataclass(frozen=True, slots=True)
class Context:
    """A block's text and words, and what the rules know of the language and of the whole witness."""

    text: str
    words: WordList
    language: Language
    lexicon: Lexicon
    small: frozenset[str]  # words that the witness also writes with a small letter
    opens_entry: bool = False  # the block is a bibliography entry or a note
    inside: frozenset[str] = frozenset()  # words that the witness writes with a capital within a sentence

    def near(self, first: int, last: int, phrases: Sequence[str]) -> str:
        """The first of the phrases that stands near the words first..last, or ""."""
        start = self.words.starts[max(0, first - _NEAR)]
        end = self.words.ends[min(len(self.words) - 1, last + _NEAR)]
        return next((p for p in phrases if _phrase(p).search(self.text, start, end)), "")

    def is_common(self, at: int) -> bool:
        """Whether a word is also written small in the witness, and never with a capital within a sentence."""
        word = self.words.texts[at]
        return len(word) > 1 and word[0].lower() + word[1:] in self.small and word not in self.inside

    def is_name_beside(self, at: int) -> bool:
        """Whether a word that is like a name stands there, with nothing but a blank between."""
        return 0 <= at < len(self.words) and self.is_name_like(at)

    def is_name_like(self, at: int) -> bool:
        """Whether a word is capitalised and is no common, function or title word that only stands at a beginning."""
        word = self.words.texts[at]
        if not word[:1].isupper():
            return False
        small = word[0].lower() + word[1:]
        return (
            small not in self.small and small not in self.language.function_words and word not in self.language.titles
        )


@lru_cache(maxsize=1024)
def _phrase(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)")


def cue_holds(candidate: Candidate, context: Context, first: int, last: int) -> bool:
    """Whether one of the form's cues stands near, and none of the words that must not."""
    form = candidate.form
    if form.cue and not context.near(first, last, form.cue) and _asks_cue(candidate):
        return False
    return not (form.never and context.near(first, last, form.never))


def _asks_cue(candidate: Candidate) -> bool:
    """A cue belongs to the form as written; of the forms derived from it only the surname alone asks for it."""
    return not candidate.derived or candidate.is_bare


def part_of_longer_name(candidate: Candidate, context: Context, first: int, last: int) -> bool:
    """Whether a head noun makes the person or place a part of another name: Stalin Prize, Order of Lenin."""
    if candidate.kind not in _GUARDED:
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


def double_name(candidate: Candidate, context: Context, first: int, last: int) -> str:
    """The compound name that a person's or place's name is a part of («Keller-Abt», «Keller-sur-Mer»), or "".

    A hyphen makes one, between capitalised words or with small ones between; of a person's name also a dash or a slash.
    Where the register has both names and no title says that they are one, they are two («Marx–Engels»); a
    forename before a hyphen is a part of what follows.
    """
    if candidate.kind not in _GUARDED:
        return ""
    if whole := _with_small_words(context, first, last):
        return whole
    words = context.words
    signs = _HYPHENS + (_JOINING if candidate.kind is MentionKind.PERSON else ())
    start, end = first, last
    while (
        start > 0 and _is_joined(context, start - 1, signs) and words.texts[start - 1] not in context.language.prefixes
    ):
        start -= 1
    while _is_joined(context, end, signs):
        end += 1
    others = [i for i in range(start, end + 1) if not first <= i <= last]
    titled = start > 0 and words.texts[start - 1] in context.language.addresses
    if not others or (not titled and all(_is_another_name(context, i) for i in others)):
        return ""
    if not titled and _are_between_two(context, start, end):
        return ""
    return context.text[words.starts[start] : words.ends[end]]


def _are_between_two(context: Context, start: int, end: int) -> bool:
    """Whether a dash stands between two who have something together: «the Lind–Abt quarrel»."""
    words, language = context.words, context.language
    if start == 0 or end + 1 >= len(words) or words.texts[start - 1].lower() not in language.articles:
        return False
    gaps = {context.text[words.ends[i] : words.starts[i + 1]] for i in range(start, end)} - {" "}
    if not gaps.issubset(_DASHES):
        return False
    behind = words.texts[end + 1]
    return words.after[end] == " " and behind[:1].islower() and behind not in language.function_words


def _is_another_name(context: Context, at: int) -> bool:
    """Whether a word in a compound is a name of its own in the register, and no forename."""
    word = context.words.texts[at]
    return context.lexicon.is_name(word) and word not in context.lexicon.forenames


_SMALL_BEHIND = re.compile(r"[-‐‑](?:[^\W\d_A-Z]+[-‐‑'’])+[^\W\d_a-z][^\W\d_]*")
_SMALL_BEFORE = re.compile(r"[^\W\d_a-z][^\W\d_]*[-‐‑](?:[^\W\d_A-Z]+[-‐‑'’])+$")
_LONGEST_COMPOUND = 60  # characters


def _with_small_words(context: Context, first: int, last: int) -> str:
    """«Keller-sur-Mer», «Neuf-sur-Keller»: the whole name, or ""."""
    start, end = context.words.starts[first], context.words.ends[last]
    behind = _SMALL_BEHIND.match(context.text, end)
    before = _SMALL_BEFORE.search(context.text, max(0, start - _LONGEST_COMPOUND), start)
    if behind is None and before is None:
        return ""
    return context.text[before.start() if before else start : behind.end() if behind else end]


def _is_joined(context: Context, at: int, signs: Sequence[str]) -> bool:
    """Whether one of the signs joins a capitalised word and the next one, with nothing else between."""
    words = context.words
    if at + 1 >= len(words) or context.text[words.ends[at] : words.starts[at + 1]] not in signs:
        return False
    return words.texts[at][:1].isupper() and words.texts[at + 1][:1].isupper()


def is_another_sort(candidate: Candidate, context: Context, first: int, last: int) -> bool:
    """Whether what stands before says that the name is not of this sort: «Mr. Wells» is no place, «at Wells» nobody;
    a month beside a number is no person; a forename or initials alone are somebody only where no other name is near."""
    words, language = context.words, context.language
    before = words.texts[first - 1] if first else ""
    if candidate.kind is MentionKind.PLACE and first == last:
        return before in language.addresses
    if candidate.kind is not MentionKind.PERSON:
        return False
    if first == last and words.texts[first] in language.months and _beside_number(context, first):
        return True
    if _is_saint_or_origin(candidate, context, first, last):
        return True
    if candidate.is_initials:
        return words.starts[first] > 0 and before[:1].isupper()
    if candidate.derived == "surname first, without comma":
        return first > 0 or not context.opens_entry
    return candidate.is_familiar and (context.is_name_beside(first - 1) or context.is_name_beside(last + 1))


def _is_saint_or_origin(candidate: Candidate, context: Context, first: int, last: int) -> bool:
    """Whether a surname is that of a saint («St Keller’s») or a place where somebody comes from («Keller-born»)."""
    words, language = context.words, context.language
    if last + 1 < len(words) and words.after[last] in _HYPHENS and words.texts[last + 1] in language.made_of_places:
        return True
    return (
        candidate.is_bare
        and first > 0
        and words.after[first - 1] in (" ", ".")
        and (words.texts[first - 1] in language.saints)
    )


def _beside_number(context: Context, at: int) -> bool:
    """Whether a number stands beside a word, also with «of» between, or a preposition of time before it."""
    words, language = context.words, context.language
    near = [words.texts[i] for i in (at - 1, at + 1) if 0 <= i < len(words)]
    if at > 1 and words.texts[at - 1] == language.of:
        near.append(words.texts[at - 2])
    if any(word[:1].isdigit() for word in near):
        return True
    return at > 0 and words.texts[at - 1] in language.prepositions and words.texts[at - 1] not in language.locatives[1:]


def stranger_before(context: Context, first: int, taken: int) -> str:
    """The unknown forename or initial before a bare surname, or "". `taken`: where the last mention ended."""
    words = context.words
    if first == 0 or words.starts[first - 1] < taken:
        return ""
    before, gap = words.texts[first - 1], words.after[first - 1]
    if gap not in (" ", "."):
        return ""
    initial = len(before) == 1 and before.isupper()
    if initial and (gap == "." or before.lower() not in context.language.function_words):
        return before + "."
    if gap == " " and (before in context.lexicon.forenames or context.is_name_like(first - 1)):
        return before
    return ""


def stranger_behind(candidate: Candidate, context: Context, first: int, last: int) -> str:
    """The word behind a bare surname that makes it another name: «Alexander Smith», «Davies, Peter» in a list."""
    words = context.words
    if last + 1 >= len(words) or not context.is_name_like(last + 1):
        return ""
    behind, gap = words.texts[last + 1], words.after[last]
    known = behind in context.lexicon.first_words
    is_forename = candidate.form.surname in context.lexicon.forenames
    heads_entry = first == 0 and gap == "," and context.opens_entry
    return behind if (gap == " " and (is_forename or not known)) or (heads_entry and not known) else ""
