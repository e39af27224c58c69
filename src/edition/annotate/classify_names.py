"""Classify a phrase of capitalised words as person, place, organisation, event, work, or no name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from edition.annotate.capitalised_phrases import FIRM, CapitalisedPhrase
from edition.annotate.head_nouns import Heads
from edition.annotate.longer_names import has_joined_small, joins_by_apostrophe
from edition.annotate.name_guards import BlockContext
from edition.annotate.word_life import has_opener_end
from edition.model import EntryKind

#: Why words are a person for want of a better reason.
SEVERAL_CAPITALS = "several capitals"
_MIN_ACRONYM = 3
_MAX_PERSON = 4  # words
_MAX_PLACE = 2  # words
_MAX_TITLED = 3  # words behind a title
_MIN_PLACE = 2  # letters
_MIN_PLACES = 4  # what the words beside all places of a word must say, where it could be any noun


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """A possible name: the words first..last of its block, its kind, the reason, and the certainty.

    `kind`: None for a name alone of which nothing beside it says what it is.
    """

    first: int
    last: int
    kind: EntryKind | None
    why: str
    cert: str = "medium"
    alone_at_start: bool = False  # a single word at the beginning of a sentence, where every word has a capital


def classify_phrase(context: BlockContext, heads: Heads, phrase: CapitalisedPhrase) -> Iterator[NameCandidate]:
    """The names in a phrase: none, one, or a state and a person («ambassador to Russia Joseph Davies»)."""
    first, last = _trim_phrase(context, heads, phrase)
    if first > last or _follows_office(context, heads, first):
        return
    if state := _leading_state(context, heads, first, last):
        yield state
        first = state.last + 1
    if found := _classify(context, heads, first, last, phrase.is_titled):
        yield replace(found, alone_at_start=phrase.begins_sentence and first == last and first == phrase.first)


def _leading_state(context: BlockContext, heads: Heads, first: int, last: int) -> NameCandidate | None:
    """A state or capital of one or two words before a name of at least two words, or None."""
    if _find_head(context, heads, first, last):
        return None
    for cut in (first, first + 1):
        state = _classify_known(heads, context.words.texts[first : cut + 1], first, cut)
        if cut + 1 < last and context.words.after[cut] == " " and state and state.kind is EntryKind.PLACE:
            return state
    return None


def _classify(context: BlockContext, heads: Heads, first: int, last: int, is_titled: bool) -> NameCandidate | None:
    texts = context.words.texts[first : last + 1]
    if FIRM in context.words.after[first:last]:
        return NameCandidate(first, last, EntryKind.ORGANISATION, "a firm", "high")
    is_person = is_titled and last - first < _MAX_TITLED and not _find_institution(context, heads, first, last)
    if is_person and not _is_of_realm(context, heads, first, last):
        return NameCandidate(first, last, EntryKind.PERSON, "behind a title", "high")
    before = context.words.texts[first - 1] if first and context.words.after[first - 1] == " " else ""
    if before in context.names.places and (before.islower() or context.names.nouns):
        return NameCandidate(first, last, EntryKind.PLACE, f"behind the noun {before}", "high")
    if _is_forename_before_place(context, first, last):
        return NameCandidate(first, last, EntryKind.PERSON, "a forename before a noun of places", "medium")
    return (
        _classify_known(heads, texts, first, last)
        or _classify_letters(context, first, last)
        or _classify_by_head(context, heads, first, last)
        or _classify_after_preposition(context, heads, first, last)
        or _classify_person(context, heads, first, last)
    )


def _is_of_realm(context: BlockContext, heads: Heads, first: int, last: int) -> bool:
    """Whether a title is that of a place: «König von Preußen»."""
    is_behind_particle = first > 0 and context.words.texts[first - 1] in context.names.particles
    return is_behind_particle and _classify_known(heads, context.words.texts[first : last + 1], first, last) is not None


def _find_institution(context: BlockContext, heads: Heads, first: int, last: int) -> bool:
    """Whether a noun makes words behind a title something else than a person: «Sir Orme Society»."""
    found = _find_head(context, heads, first, last)
    return found is not None and found[0] is not EntryKind.PLACE


def _is_forename_before_place(context: BlockContext, first: int, last: int) -> bool:
    """Whether a noun of places is a surname behind a forename: «Eliza Wells», but not «in Albert Hall»."""
    words, names = context.words, context.names
    if last != first + 1 or words.texts[last] not in names.surnames or not context.is_forename(first):
        return False
    before = words.texts[first - 1].lower() if first and words.after[first - 1] == " " else ""
    return before not in names.at and before not in context.language.articles


def _follows_office(context: BlockContext, heads: Heads, first: int) -> bool:
    """Whether the words say what an office is for: «Commissar for Finance»."""
    words = context.words.texts
    return (
        first > 1
        and words[first - 1] in ("for", "of", "and")
        and bool({words[first - 2], words[max(0, first - 4)]} & heads.offices)
    )


def _trim_phrase(context: BlockContext, heads: Heads, phrase: CapitalisedPhrase) -> tuple[int, int]:
    """The phrase without titles and offices before the name, and without peoples and adherents at its ends."""
    first, last = phrase.first, phrase.last
    words, single = context.words, len(phrase.parts) == 1
    if " ".join(words.texts[first : last + 1]) in heads.states or _find_head(context, heads, first, last):
        return first, last
    if phrase.begins_sentence and first < last and first == phrase.first and _is_mere_opener(context, heads, first):
        first += 1  # «Heard Mary»: the first word has its capital from the sentence
    addresses = [
        i for i in range(first, last) if words.texts[i] in context.language.addresses and words.after[i] != "-"
    ]
    first = addresses[-1] + 1 if addresses and single else first
    while first < last and words.after[first] != "-" and _is_before_name(context, heads, first):
        first += 1
    while single and first <= last and _is_no_name_at(context, heads, last):
        last -= 1
    while first < last and words.texts[last] in context.language.addresses and not _is_surname(context, last):
        last -= 1
    return (first + 1, first) if first == last and _is_no_name_alone(context, heads, first) else (first, last)


def _is_surname(context: BlockContext, at: int) -> bool:
    """Whether a word that may be a title is a surname: behind a forename, where titles stand before the name."""
    return bool(context.names.nouns or context.names.ends) and context.is_forename(at - 1)


def _is_mere_opener(context: BlockContext, heads: Heads, at: int) -> bool:
    """Whether a word is no part of the name behind it: «Heard Mary», but not «Lake Orme»."""
    return context.is_common(at) and context.words.texts[at] not in heads.leading


def _is_before_name(context: BlockContext, heads: Heads, at: int) -> bool:
    return context.words.texts[at] in context.language.titles or _is_no_name_at(context, heads, at)


def _is_no_name_at(context: BlockContext, heads: Heads, at: int) -> bool:
    """Whether a word is a people, an adherent or a doctrine, and no forename that ends so («Marguerite»)."""
    word = context.words.texts[at]
    return is_no_name(heads, word) and (word in heads.no_names or not context.is_forename(at))


def _is_no_name_alone(context: BlockContext, heads: Heads, at: int) -> bool:
    word, language = context.words.texts[at], context.language
    return _is_no_name_at(context, heads, at) or word in language.titles or word in language.addresses


def is_no_name(heads: Heads, word: str) -> bool:
    """Whether a capitalised word is a people, the adherents of a party, or a doctrine."""
    return word in heads.no_names or (len(word) > 6 and word.endswith(heads.endings))


_KINDS_BY_HEAD = (
    ("events", EntryKind.EVENT),
    ("organisations", EntryKind.ORGANISATION),
    ("works", EntryKind.WORK),
    ("places", EntryKind.PLACE),
)


def _find_head(context: BlockContext, heads: Heads, first: int, last: int) -> tuple[EntryKind, str] | None:
    """The kind and the noun that determines it: the last word of the name, or the last before the first «of»."""
    words = context.words.texts
    small = next((i for i in range(first, last + 1) if not _is_of_name(context, i, first, last)), None)
    at = last if small is None else small - 1
    for table, kind in _KINDS_BY_HEAD:
        if words[at] in getattr(heads, table) and (at > first or last > at or words[at] in heads.named_alone):
            return kind, words[at]
    return None


def _classify_by_head(context: BlockContext, heads: Heads, first: int, last: int) -> NameCandidate | None:
    texts = context.words.texts
    if texts[first] in heads.leading and last > first:
        return NameCandidate(first, last, EntryKind.PLACE, f"the noun {texts[first]}", "high")
    found = _find_head(context, heads, first, last)
    if found is None:
        return _classify_by_lowercase_head(context, heads, first, last)
    kind, head = found
    alone = [t for t in texts[first : last + 1] if t[:1].isupper() and t != head]
    if not alone and head not in heads.named_alone:
        return None
    return NameCandidate(first, last, kind, f"the noun {head}", "high")


def _classify_by_lowercase_head(context: BlockContext, heads: Heads, first: int, last: int) -> NameCandidate | None:
    """Classify by a lower-case noun after the capitalised words: «Zinoviev–Kamenev trial»."""
    words = context.words
    if last + 1 < len(words) and words.after[last] == " ":
        noun = words.texts[last + 1].capitalize()
        if words.texts[last + 1].islower() and noun in heads.small:
            kind = EntryKind.ORGANISATION if noun in heads.organisations else EntryKind.EVENT
            if not all(is_no_name(heads, t) for t in words.texts[first : last + 1]) or kind is EntryKind.ORGANISATION:
                return NameCandidate(first, last + 1, kind, f"the noun {noun.lower()}")
    return None


def _classify_known(heads: Heads, texts: Sequence[str], first: int, last: int) -> NameCandidate | None:
    name = " ".join(texts)
    if name in heads.states or (len(texts) == 1 and name in heads.capitals):
        return NameCandidate(first, last, EntryKind.PLACE, "a state or capital", "high")
    if all(len(t) == 1 for t in texts) and len(texts) > 1 and "".join(f"{t}." for t in texts) in heads.states:
        return NameCandidate(first, last, EntryKind.PLACE, "a state", "high")
    if len(texts) == 1 and name in heads.named_alone:
        return NameCandidate(first, last, EntryKind.ORGANISATION, "a name of its own", "high")
    return None


def _classify_letters(context: BlockContext, first: int, last: int) -> NameCandidate | None:
    """Letters for a name, such as «the NKVD»: an organisation where an article stands before it, else nothing is known.

    A word that the text also has in small letters is no such name.
    """
    word, life = context.words.texts[first], context.life
    if first != last or not word.isupper() or len(word) < _MIN_ACRONYM or _is_among_capitals(context, first):
        return None
    if life is not None and (life.inside[word.capitalize()] or life.stands_small(word.lower())):
        return None
    kind = EntryKind.ORGANISATION if life is None or life.behind_article[word] else None
    return NameCandidate(first, last, kind, "letters for a name")


def _is_among_capitals(context: BlockContext, at: int) -> bool:
    """Whether a word beside it is set in capitals, too: «THE END OF THE LINE»."""
    words = context.words
    near = [i for i in (at - 1, at + 1) if 0 <= i < len(words) and words.after[min(i, at)] == " "]
    return any(len(words.texts[i]) > 1 and words.texts[i].isupper() for i in near)


def find_titles(context: BlockContext, heads: Heads) -> Iterator[NameCandidate]:
    """Titles after a word that announces them: the novel «Darkness at Noon», the newspaper «Forward»."""
    words, at = context.words, 0
    while at + 1 < len(words):
        if (
            words.texts[at] not in heads.cues
            or words.after[at] not in (" ", ",")
            or not words.texts[at + 1][:1].isupper()
        ):
            at += 1
            continue
        first = last = at + 1
        while last + 1 < len(words) and words.after[last] in (" ", "-"):
            after = words.texts[last + 1]
            small = after in heads.inside_titles and last + 2 < len(words) and words.after[last + 1] == " "
            if not (after[:1].isupper() or (small and words.texts[last + 2][:1].isupper())):
                break
            last += 1
        begins_small = words.texts[first].lower() in context.language.function_words
        if not begins_small or (first < last and words.after[first - 1] == " "):  # «the novel, I and Anna»
            yield NameCandidate(first, last, EntryKind.WORK, f"behind «{words.texts[at]}»", "high")
        at = last


def _classify_after_preposition(context: BlockContext, heads: Heads, first: int, last: int) -> NameCandidate | None:
    """One or two words after «in» or «at» are a place."""
    words = context.words
    before = words.texts[first - 1].lower() if first else ""
    if last - first >= _MAX_PLACE or len(words.texts[first]) < _MIN_PLACE:
        return None
    if last > first and context.is_forename(first):
        return None  # «near Anna Keller»
    if first > 1 and words.texts[first - 2].lower() in context.names.tells:
        return None  # «received from Callum Reid»
    if context.names.nouns and not _may_be_place(context, first):
        return None
    if before in heads.locative:
        return NameCandidate(first, last, EntryKind.PLACE, f"behind «{before}»", "medium")
    is_residence = before == context.language.of and first > 1 and words.after[first - 2] == ","
    if before in heads.directive or (is_residence and first == last):
        return NameCandidate(first, last, EntryKind.PLACE, f"behind «{before}»", "low")
    return None


def _may_be_place(context: BlockContext, at: int) -> bool:
    """Whether a word may be a place where it could be any noun: by its end, or by other places of the text."""
    word, life = context.words.texts[at], context.life
    return word.endswith(context.names.place_ends or ("\0",)) or (life is not None and life.place[word] >= _MIN_PLACES)


def _classify_person(context: BlockContext, heads: Heads, first: int, last: int) -> NameCandidate | None:
    texts = context.words.texts[first : last + 1]
    if len(texts) == 1 and first and context.words.texts[first - 1].lower() == context.language.the:
        return None
    if len(texts) > _MAX_PERSON or any(not _is_of_name(context, i, first, last) for i in range(first, last + 1)):
        return None
    if any(t in heads.forenames_end or t.isdigit() for t in texts):
        return None
    if any(_is_no_name_at(context, heads, i) for i in range(first, last + 1)):
        return None
    if len(texts) > 1 and re.fullmatch(r"[IVX]+", texts[-1]):
        return NameCandidate(first, last, EntryKind.PERSON, "a ruler's number", "high")
    if any(len(t) > 1 and t.isupper() for t in texts) or (len(texts) == 1 and len(texts[0]) < 3):
        return None
    if len(texts) == 1:
        before = context.words.texts[first - 1] if first and context.words.after[first - 1] == " " else ""
        is_titled = before in context.language.titles and not is_no_name(heads, before)
        kind = EntryKind.PERSON if is_titled else None
        return NameCandidate(first, last, kind, "behind a title" if is_titled else "a lone name", "low")
    return _classify_full_name(context, first, last)


def _classify_full_name(context: BlockContext, first: int, last: int) -> NameCandidate | None:
    """Several words without a noun that says what they name: a person, most surely behind a forename or an initial."""
    words, life = context.words, context.life
    if context.is_forename(first) or (len(words.texts[first]) == 1 and words.after[first] == "."):
        return NameCandidate(first, last, EntryKind.PERSON, "forename and surname", "medium")
    if first and words.texts[first - 1].lower() == context.language.the and words.after[first - 1] == " ":
        return None  # «the Red Cross»
    head = last - 1 if words.texts[last].islower() else last
    if life is not None and not life.person[words.texts[head]] and _is_noun_like(context, head):
        return None
    return NameCandidate(first, last, EntryKind.PERSON, SEVERAL_CAPITALS, "low")


def _is_noun_like(context: BlockContext, at: int) -> bool:
    """Whether a word behind another that is no known forename is rather a common noun: «Harrow Line»."""
    word, life = context.words.texts[at], context.life
    if context.names.nouns or (life is not None and life.stands_small(word)):
        return True
    return has_opener_end(word, context.names)


def _is_of_name(context: BlockContext, at: int, first: int, last: int) -> bool:
    """Whether a word of a phrase is capitalised, or a small part of a name: «Jean d'Orval», «Wing-tak», «von»."""
    if context.words.texts[at][:1].isupper():
        return True
    if at < last and joins_by_apostrophe(context, at):
        return True
    return (at > first and has_joined_small(context, at - 1)) or context.words.texts[at] in context.names.particles
