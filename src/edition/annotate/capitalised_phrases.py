"""Find phrases that look like names: capitalised words and the words that join them; no register is used."""

from collections.abc import Iterator
from dataclasses import dataclass

from edition.annotate.head_nouns import Heads
from edition.annotate.longer_names import has_joined_prefix, has_joined_small, joins_by_apostrophe
from edition.annotate.name_guards import BlockContext
from edition.annotate.word_life import begins_sentence, has_opener_end, heads_sentence
from edition.project.language_tables import NameWords

_DASH = "-"
FIRM = "&"


@dataclass(frozen=True, slots=True)
class CapitalisedPhrase:
    """The words first..last of a block; `before` is the word before them, or "".

    `parts`: the runs of capitalised words (first, last), separated by the words that join them. `is_titled`: a title of
    a person stands before it.
    """

    first: int
    last: int
    begins_sentence: bool
    before: str
    parts: tuple[tuple[int, int], ...]
    is_titled: bool = False


def find_capitalised_phrases(context: BlockContext, heads: Heads) -> Iterator[CapitalisedPhrase]:
    """The capitalised phrases of a block, from left to right, without overlap."""
    at = 0
    while at < len(context.words):
        end = _run_end(context, at)
        if end is None:
            at += 1
            continue
        start = at
        parts, at = [(at, end)], end + 1
        while (part := _next_part(context, heads, parts)) is not None:
            parts.append(part)
            at = part[1] + 1
        before = context.words.texts[start - 1] if start and context.words.after[start - 1] in (" ", "") else ""
        yield CapitalisedPhrase(start, at - 1, _begins_sentence(context, start), before, tuple(parts))


def _run_end(context: BlockContext, at: int) -> int | None:
    """The last of the capitalised words that begin at a word; None when that word is not capitalised."""
    if not _is_capital(context, at):
        return None
    words = context.words
    while True:
        if has_joined_small(context, at):
            at += 1
        after = _behind_particles(context, at) if at + 1 < len(words) else 0
        if not after or not _is_capital(context, after):
            return at
        at = after


def _behind_particles(context: BlockContext, at: int) -> int:
    """The index of the word that may continue a name behind a word, or 0: the next one, or the one behind particles
    («Heinrich von der Aue») or behind a small prefix («Jean d'Orval»)."""
    words = context.words
    if not _continues(context, at):
        return 0
    after = at + 1
    if after + 1 < len(words) and has_joined_prefix(context, after + 1):
        return after + 1
    if words.texts[after][:1].islower() and (context.is_forename(at) or _is_titled(context, at)):
        while after + 1 < len(words) and _is_particle(context, after):
            after += 1
    return after


def _is_particle(context: BlockContext, at: int) -> bool:
    """Whether a word is a small part of a surname: «de La Rivière», «d'Aubigny», «dell'Orto»."""
    words = context.words
    word = words.texts[at].lower()
    return (word in context.names.particles and words.after[at] == " ") or joins_by_apostrophe(context, at)


def _is_titled(context: BlockContext, at: int) -> bool:
    return at > 0 and context.words.texts[at - 1] in context.language.addresses


def _continues(context: BlockContext, at: int) -> bool:
    """Whether only a blank, a hyphen, «&», or the full stop of an initial follows a word."""
    words = context.words
    gap = words.after[at]
    if gap == "." and (len(words.texts[at]) <= 1 or words.texts[at] in context.language.addresses):
        return not _opens_sentence(context, at + 1)  # «Wind E. Walked home»
    if gap == FIRM:
        return True
    if gap == _DASH:
        return not any(c.isspace() for c in context.text[words.ends[at] : words.starts[at + 1]])
    return gap == " " or (gap == "" and (at + 1 in words.seam_before or has_joined_prefix(context, at + 1)))


def _opens_sentence(context: BlockContext, at: int) -> bool:
    """Whether a word is of those that sentences begin with, and never has its capital inside one."""
    word, life = context.words.texts[at], context.life
    if life is None or life.person[word] or context.is_forename(at):
        return False
    is_opener = word.lower() in context.names.openers or has_opener_end(word, context.names)
    return is_opener and life.inside[word] == 0


def _is_capital(context: BlockContext, at: int) -> bool:
    word = context.words.texts[at]
    if at + 1 < len(context.words) and len(word) <= 2 and has_joined_prefix(context, at + 1):
        return True  # «d'Orval», «L'Aubin»
    if not word[:1].isupper() or (word == "I" and context.words.after[at] != "."):
        return False
    lowercase = word.lower()
    language = context.language
    if len(word) > 1 and (lowercase in language.function_words or word in language.months or word in language.weekdays):
        return word in language.months and _is_before_capital(context, at) and not _begins_sentence(context, at)
    if context.names.nouns and _is_noun(context, at):
        return False
    if lowercase in context.names.openers and _is_mere_opener(context, at):
        return False
    return not (
        _begins_sentence(context, at) and lowercase in context.lowercase and not _is_before_capital(context, at)
    )


def _is_mere_opener(context: BlockContext, at: int) -> bool:
    """Whether a word that is also a forename («Rose early») is none: it begins sentences alone, before small words."""
    life, word = context.life, context.words.texts[at]
    if life is None or life.person[word] or _is_before_capital(context, at):
        return False
    if begins_sentence(context.words, at):
        return not life.inside[word]
    return at > 0 and context.words.after[at - 1] == ","  # «Dear Anna, Thank you»


def _is_noun(context: BlockContext, at: int) -> bool:
    """Whether a word is a common noun, in a language in which nouns have capitals."""
    word, life = context.words.texts[at], context.life
    before = context.words.texts[at - 1] if at and context.words.after[at - 1] in (" ", ".") else ""
    is_titled = before in context.language.addresses or before in context.names.trades
    if life is None or is_titled or context.is_forename(at):
        return False
    if word in context.language.titles or (at and context.is_forename(at - 1) and not _is_genitive(context, at - 1)):
        return False
    if _names_a_kind(context.names, word):
        return False
    if word.lower() in context.names.openers:
        return True
    has_end = word.endswith(context.names.noun_ends or ("\0",)) and not life.person[word]
    return life.is_noun(word) or life.stands_small(word) or has_end


def _is_genitive(context: BlockContext, at: int) -> bool:
    """Whether a forename stands in another shape than in the lists: behind it stands what is his («Annas Brief»)."""
    word, names = context.words.texts[at], context.names
    return word not in names.men_named and word not in names.women_named and word.endswith("s")


def _names_a_kind(names: NameWords, word: str) -> bool:
    return any(word in listed for listed in (names.places, names.organisations, names.events, names.works))


def _is_before_capital(context: BlockContext, at: int) -> bool:
    return (
        at + 1 < len(context.words)
        and context.words.after[at] in (" ", _DASH)
        and context.words.texts[at + 1][:1].isupper()
    )


def _begins_sentence(context: BlockContext, at: int) -> bool:
    return heads_sentence(context.words, at, context.names)


def _next_part(context: BlockContext, heads: Heads, parts: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The run after a joining word such as «of the» or «for», when the run before it ends with a noun that takes one.

    Also the run after «and» when both the run before it, which follows a joining word, and this one are plurals.
    """
    words, (first, last) = context.words, parts[-1]
    if words.after[last] != " ":
        return None
    head = words.texts[last]
    takes_complement = head in heads.asking or (head in heads.places and first == last)
    if takes_complement or len(parts) > 1:
        for connector in heads.joining:
            pieces = connector.split()
            end = _part_after(context, last + 1, pieces)
            if end is not None and (takes_complement or pieces[0] == heads.joining[-1]):
                return end
    pair = _part_after(context, last + 1, [heads.pairing]) if len(parts) > 1 else None
    return pair if pair and head.endswith("s") and words.texts[pair[1]].endswith("s") else None


def _part_after(context: BlockContext, at: int, pieces: list[str]) -> tuple[int, int] | None:
    """The run of capitalised words that follows these words, or None."""
    words, start = context.words, at + len(pieces)
    if start >= len(words) or list(words.texts[at:start]) != pieces:
        return None
    end = _run_end(context, start) if all(words.after[i] == " " for i in range(at, start)) else None
    return None if end is None else (start, end)
