"""Guards for a name that is a part of a longer one, or of no name: «d'Urberville», «Wing-tak», «Mary Anna Keller»."""

from edition.annotate.candidate import Candidate
from edition.annotate.name_guards import BlockContext
from edition.annotate.word_life import begins_sentence
from edition.model import MentionKind

_APOSTROPHES = ("'", "’", "ʼ")
_HYPHENS = ("-", "\u2010", "\u2011")
_LONGEST_PREFIX = 3  # letters before an apostrophe: d', De', Mac'
_ADJECTIVE_ENDS = ("ed", "ing", "like", "ish", "less", "most")
_SHORTEST_STEM = 3  # letters of an adjective before its end
_MIN_SMALL_SHARE = 0.4  # of the words of a block; below it capitals are those of a title


def find_longer_name(candidate: Candidate, context: BlockContext, first: int, last: int) -> str:
    """The longer name of which the words are a part, or ""."""
    if candidate.kind not in (MentionKind.PERSON, MentionKind.PLACE):
        return ""
    if has_joined_prefix(context, first) and not candidate.skip:
        return context.text_of(first - 1, last)
    if has_joined_small(context, last) and (first == last or candidate.kind is MentionKind.PERSON):
        return context.text_of(first, last + 1)
    if candidate.kind is MentionKind.PERSON and not (candidate.is_bare or candidate.is_familiar or candidate.bent):
        return _around_full_name(candidate, context, first, last)
    return ""


def has_joined_prefix(context: BlockContext, at: int) -> bool:
    """Whether an apostrophe joins the word before to a capital: «d'Urberville», «O'Neil».

    What a language joins so without making it a part of a name is none: French «l'Angleterre».
    """
    words = context.words
    if at == 0 or not joins_by_apostrophe(context, at - 1):
        return False
    prefix = words.texts[at - 1]
    begins = words.starts[at - 1] == 0 or context.text[words.starts[at - 1] - 1] not in _APOSTROPHES
    return begins and len(prefix) <= _LONGEST_PREFIX and prefix.lower() not in context.names.elisions


def joins_by_apostrophe(context: BlockContext, at: int) -> bool:
    """Whether an apostrophe alone stands between a word and a capitalised one behind it."""
    words = context.words
    if at + 1 >= len(words) or not words.texts[at + 1][:1].isupper():
        return False
    return context.text[words.ends[at] : words.starts[at + 1]] in _APOSTROPHES


def has_joined_small(context: BlockContext, at: int) -> bool:
    """Whether a hyphen joins a word in small letters that is a part of the name: «Wing-tak», but not «Orme-led».

    It is none where the text has it as a word of its own, or where it is an adjective.
    """
    words = context.words
    if at + 1 >= len(words) or context.text[words.ends[at] : words.starts[at + 1]] not in _HYPHENS:
        return False
    small = words.texts[at + 1]
    if not small.islower() or small in context.names.joined_small:
        return False
    if any(small.endswith(end) and len(small) >= len(end) + _SHORTEST_STEM for end in _ADJECTIVE_ENDS):
        return False
    if at + 2 < len(words) and context.text[words.ends[at + 1] : words.starts[at + 2]] in _HYPHENS:
        return False
    return context.life is not None and not context.life.small[small] and not context.names.ends


def _around_full_name(candidate: Candidate, context: BlockContext, first: int, last: int) -> str:
    """The whole of «Mary Anna Keller» and «Anna Keller Abt», of which the register has «Anna Keller»."""
    words = context.words
    if last == first or candidate.form.surname == "" or "," in words.after[first:last]:
        return ""
    if first and words.after[first - 1] == " " and context.is_forename(first - 1):
        before = first > 1 and words.after[first - 2] == " " and context.is_name_like(first - 2)
        return "" if before else context.text_of(first - 1, last)
    if last + 1 < len(words) and words.after[last] == " " and _continues(context, last + 1):
        return context.text_of(first, last + 1)
    return ""


def _continues(context: BlockContext, at: int) -> bool:
    """Whether a word behind a full name is another surname."""
    word, life = context.words.texts[at], context.life
    if life is None or context.names.nouns or context.names.ends or not context.is_name_like(at):
        return False
    if (
        context.lexicon.begins_name(word)
        or word.isupper()
        or life.stands_small(word)
        or word in context.language.months
    ):
        return False
    small = sum(text[:1].islower() for text in context.words.texts)
    return small > _MIN_SMALL_SHARE * len(context.words)


def is_common_word(candidate: Candidate, context: BlockContext, first: int, last: int) -> bool:
    """Whether a surname or forename alone is rather the common word: «Long before noon», «the Miller».

    It is one of the small words of the language; or the text has it in small letters too, and it begins a sentence
    without a verb of a person behind it, or stands behind an article.
    """
    words = context.words
    if first == last and begins_sentence(words, first) and words.texts[first].lower() in context.names.small:
        return True  # «Oder er ging»
    if first != last or not (candidate.is_bare or candidate.is_familiar) or context.life is None:
        return False
    word, before = words.texts[first], words.texts[first - 1].lower() if first else ""
    is_small = context.life.stands_small(word)
    if first and words.after[first - 1] == " " and before in context.language.articles:
        return is_small or word in context.language.titles
    if not is_small or not begins_sentence(words, first):
        return False
    behind = words.texts[first + 1] if first + 1 < len(words) and words.after[first] == " " else ""
    return behind not in context.names.says and not context.text.startswith(("'s", "’s"), words.ends[first])
