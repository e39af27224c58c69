"""Cut phrases of capitalised words into what may be names: at «&», behind titles, behind the opening of a sentence."""

from collections.abc import Iterator
from dataclasses import replace

from edition.annotate.capitalised_phrases import FIRM, CapitalisedPhrase
from edition.annotate.head_nouns import Heads
from edition.annotate.name_guards import BlockContext
from edition.late_patterns import late_pattern

_NUMBER = late_pattern(r"\d|[IVXLC]+$|[A-Z]$")
_OF_CAPITALS = 3  # letters of a word that is set in capitals


def split_phrase(context: BlockContext, heads: Heads, phrase: CapitalisedPhrase) -> Iterator[CapitalisedPhrase]:
    """The parts of a phrase that may be names, from left to right."""
    for part in _without_titles(context, heads, _cut_at_firms(context, phrase)):
        made = _without_opener(context, heads, part)
        if made is not None and not _is_never_name(context, made):
            yield made


def _cut_at_firms(context: BlockContext, phrase: CapitalisedPhrase) -> Iterator[CapitalisedPhrase]:
    """The phrase in parts: «&» joins a firm before words such as Sons and Co; else it stands between two names."""
    words, firms = context.words, context.names.firms
    first = phrase.first
    for at in range(phrase.first, phrase.last):
        if words.after[at] == FIRM and firms and not set(words.texts[at + 1 : phrase.last + 1]) & set(firms):
            yield _part(phrase, first, at)
            first = at + 1
    yield _part(phrase, first, phrase.last)


def _part(phrase: CapitalisedPhrase, first: int, last: int) -> CapitalisedPhrase:
    """The words first..last of a phrase as a phrase of its own."""
    if (first, last) == (phrase.first, phrase.last):
        return phrase
    parts = tuple((max(a, first), min(b, last)) for a, b in phrase.parts if a <= last and first <= b)
    begins = phrase.begins_sentence and first == phrase.first
    return replace(phrase, first=first, last=last, begins_sentence=begins, parts=parts)


def _without_titles(
    context: BlockContext, heads: Heads, parts: Iterator[CapitalisedPhrase]
) -> Iterator[CapitalisedPhrase]:
    """The parts behind their last title; a part that is a title is none."""
    words, addresses = context.words, context.language.addresses
    for part in parts:
        titles = [i for i in range(part.first, part.last + 1) if words.texts[i] in addresses and words.after[i] != "-"]
        before = _is_behind_title(context, part.first)
        if part.first < part.last and not before and words.texts[part.first] in context.names.trades:
            part, before = _part(part, part.first + 1, part.last), True  # «Bäcker Immisch»
        if not titles or len(part.parts) > 1:
            yield replace(part, is_titled=before)
        elif titles[-1] < part.last:
            yield replace(_part(part, titles[-1] + 1, part.last), is_titled=True)
        elif titles[0] > part.first and _may_be_surname(context, part.first, titles[0]):  # «Petr Král»
            yield replace(part, is_titled=before)
        elif titles[0] > part.first:  # «Thomas Esquire»
            whole = " ".join(words.texts[part.first : titles[0]])
            yield replace(_part(part, part.first, titles[0] - 1), is_titled=not _is_known(heads, whole))


def _is_behind_title(context: BlockContext, at: int) -> bool:
    """Whether a title stands before a word, or before a particle that stands before it: «Landrat von Malsburg»."""
    words = context.words
    if at > 1 and words.texts[at - 1] in context.names.particles and words.after[at - 2] == words.after[at - 1] == " ":
        at -= 1
    return at > 0 and words.texts[at - 1] in context.language.addresses


def _may_be_surname(context: BlockContext, first: int, title: int) -> bool:
    """Whether a word that may be a title is a surname: behind a forename, where titles stand before the name."""
    return bool(context.names.nouns or context.names.ends) and context.is_forename(first) and title == first + 1


def _without_opener(context: BlockContext, heads: Heads, part: CapitalisedPhrase) -> CapitalisedPhrase | None:
    """The part without a word that has its capital from the beginning of the sentence; None where nothing is left."""
    if not part.begins_sentence or part.is_titled or context.life is None or context.names.nouns:
        return part
    word = context.words.texts[part.first]
    if context.is_forename(part.first) or word in context.language.titles or _is_known(heads, word):
        return part
    is_opener = context.life.is_opener(word, context.names)
    if part.first == part.last:
        return None if is_opener else part
    is_unknown = not context.names.openers and not context.life.inside[word]
    if not (is_opener or is_unknown or _stands_before_forename(context, part)):
        return part
    if context.words.after[part.first] not in (" ", ""):
        return part
    return _part(part, part.first + 1, part.last)


def _is_known(heads: Heads, word: str) -> bool:
    return word in heads.states or word in heads.capitals or word in heads.leading


def _stands_before_forename(context: BlockContext, part: CapitalisedPhrase) -> bool:
    """Whether an unknown word at the beginning of a sentence stands before a forename: «Met Tom Garden»."""
    word, life = context.words.texts[part.first], context.life
    if life is None or life.inside[word] or life.person[word]:
        return False
    return context.is_forename(part.first + 1) and context.words.after[part.first] == " "


def _is_never_name(context: BlockContext, part: CapitalisedPhrase) -> bool:
    """Whether a part is no name: «I», «Figure 3», words set in capitals, a people."""
    words, (first, last) = context.words, (part.first, part.last)
    texts = words.texts[first : last + 1]
    if texts == ("I",):
        return True
    if last + 1 < len(words) and texts[-1] in context.names.numbered and _NUMBER.match(words.texts[last + 1]):
        return True
    if len(texts) > 1 and all(len(t) >= _OF_CAPITALS and t.isupper() for t in texts):
        return True
    return first == last and not part.is_titled and is_people(context, first)


def is_people(context: BlockContext, at: int) -> bool:
    """Whether a word is that of a people or a language, by its end, and nothing shows a person of the name."""
    word = context.words.texts[at]
    ends = context.names.peoples
    if not ends or len(word) <= max(map(len, ends)) or not word.endswith(ends) or context.is_forename(at):
        return False
    return context.life is None or not context.life.titled[word]
