"""What a chunk of capitalised words is: a person, a place, an organisation, an event, a work, or no name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from edition.annotate.capitalised import FIRM, Chunk
from edition.annotate.guards import Context
from edition.annotate.heads import Heads
from edition.model import EntryKind

_SHORTEST_ACRONYM = 3
_LONGEST_PERSON = 4  # words
_SHORT_PLACE = 2  # words
_SHORTEST_PLACE = 2  # letters


@dataclass(frozen=True, slots=True)
class Sorted:
    """A candidate name: words first..last of its block, its kind, why, and how sure."""

    first: int
    last: int
    kind: EntryKind
    why: str
    cert: str = "medium"
    alone_at_start: bool = False  # a single word that may owe its capital to the beginning of a sentence


def sort_chunk(context: Context, heads: Heads, chunk: Chunk) -> Iterator[Sorted]:
    """The names in a chunk: none, one, or a state and the person behind it («ambassador to Russia Joseph Davies»)."""
    first, last = _trimmed(context, heads, chunk)
    if first > last or _is_of_office(context, heads, first):
        return
    if state := _state_before(context, heads, first, last):
        yield state
        first = state.last + 1
    if found := _sorted(context, heads, first, last):
        yield replace(found, alone_at_start=chunk.opens and first == last and first == chunk.first)


def _state_before(context: Context, heads: Heads, first: int, last: int) -> Sorted | None:
    """A state or capital of one or two words that a name of two words at least follows."""
    if _head_of(context, heads, first, last):
        return None
    for cut in (first, first + 1):
        state = _by_knowledge(heads, context.words.texts[first : cut + 1], first, cut)
        if cut + 1 < last and context.words.after[cut] == " " and state and state.kind is EntryKind.PLACE:
            return state
    return None


def _sorted(context: Context, heads: Heads, first: int, last: int) -> Sorted | None:
    texts = context.words.texts[first : last + 1]
    if FIRM in context.words.after[first:last]:
        return Sorted(first, last, EntryKind.ORGANISATION, "a firm", "high")
    return (
        _by_knowledge(heads, texts, first, last)
        or _by_head(context, heads, first, last)
        or _by_place(context, heads, first, last)
        or _as_person(context, heads, first, last)
    )


def _is_of_office(context: Context, heads: Heads, first: int) -> bool:
    """«Commissar for Finance»: what an office is for."""
    words = context.words.texts
    return (
        first > 1
        and words[first - 1] in ("for", "of", "and")
        and bool({words[first - 2], words[max(0, first - 4)]} & heads.offices)
    )


def _trimmed(context: Context, heads: Heads, chunk: Chunk) -> tuple[int, int]:
    """The chunk without titles and offices before a name, and without adherents and peoples at its ends."""
    first, last = chunk.first, chunk.last
    words, single = context.words, len(chunk.parts) == 1
    if " ".join(words.texts[first : last + 1]) in heads.states or _head_of(context, heads, first, last):
        return first, last
    if chunk.opens and first < last and first == chunk.first and context.is_common(first):
        first += 1  # «Heard Mary»: the first word owes its capital to the sentence
    addresses = [i for i in range(first, last) if words.texts[i] in context.language.addresses]
    first = addresses[-1] + 1 if addresses and single else first
    while first < last and (words.texts[first] in context.language.titles or is_no_name(heads, words.texts[first])):
        first += 1
    while single and first <= last and is_no_name(heads, words.texts[last]):
        last -= 1
    while first < last and words.texts[last] in context.language.addresses:
        last -= 1
    return (first + 1, first) if first == last and _is_no_name_alone(context, heads, first) else (first, last)


def _is_no_name_alone(context: Context, heads: Heads, at: int) -> bool:
    word, language = context.words.texts[at], context.language
    return is_no_name(heads, word) or word in language.titles or word in language.addresses


def is_no_name(heads: Heads, word: str) -> bool:
    """Whether a capitalised word names a people, a party's adherents, a doctrine."""
    return word in heads.no_names or (len(word) > 6 and word.endswith(heads.endings))


_ORDER = (
    ("events", EntryKind.EVENT),
    ("organisations", EntryKind.ORGANISATION),
    ("works", EntryKind.WORK),
    ("places", EntryKind.PLACE),
)


def _head_of(context: Context, heads: Heads, first: int, last: int) -> tuple[EntryKind, str] | None:
    """The noun that says what the name is: its last word, or the last before the first «of»."""
    words = context.words.texts
    small = next((i for i in range(first, last + 1) if words[i][:1].islower()), None)
    at = last if small is None else small - 1
    for table, kind in _ORDER:
        if words[at] in getattr(heads, table) and (at > first or last > at or words[at] in heads.named_alone):
            return kind, words[at]
    return None


def _by_head(context: Context, heads: Heads, first: int, last: int) -> Sorted | None:
    texts = context.words.texts
    if texts[first] in heads.leading and last > first:
        return Sorted(first, last, EntryKind.PLACE, f"the noun {texts[first]}", "high")
    found = _head_of(context, heads, first, last)
    if found is None:
        return _by_small_head(context, heads, first, last)
    kind, head = found
    alone = [t for t in texts[first : last + 1] if t[:1].isupper() and t != head]
    if not alone and head not in heads.named_alone:
        return None
    return Sorted(first, last, kind, f"the noun {head}", "high")


def _by_small_head(context: Context, heads: Heads, first: int, last: int) -> Sorted | None:
    """«Zinoviev–Kamenev trial», «great purge»: the noun with a small letter behind capitalised words."""
    words = context.words
    if last + 1 < len(words) and words.after[last] == " ":
        noun = words.texts[last + 1].capitalize()
        if words.texts[last + 1].islower() and noun in heads.small:
            kind = EntryKind.ORGANISATION if noun in heads.organisations else EntryKind.EVENT
            if not all(is_no_name(heads, t) for t in words.texts[first : last + 1]) or kind is EntryKind.ORGANISATION:
                return Sorted(first, last + 1, kind, f"the noun {noun.lower()}")
    return None


def _by_knowledge(heads: Heads, texts: Sequence[str], first: int, last: int) -> Sorted | None:
    name = " ".join(texts)
    if name in heads.states or (len(texts) == 1 and name in heads.capitals):
        return Sorted(first, last, EntryKind.PLACE, "a state or capital", "high")
    if all(len(t) == 1 for t in texts) and len(texts) > 1 and "".join(f"{t}." for t in texts) in heads.states:
        return Sorted(first, last, EntryKind.PLACE, "a state", "high")
    if len(texts) == 1 and name in heads.named_alone:
        return Sorted(first, last, EntryKind.ORGANISATION, "a name of its own", "high")
    if len(texts) == 1 and name.isupper() and len(name) >= _SHORTEST_ACRONYM:
        return Sorted(first, last, EntryKind.ORGANISATION, "letters for a name")
    return None


def titles_in(context: Context, heads: Heads) -> Iterator[Sorted]:
    """Titles that a word announces: the novel «Darkness at Noon», the newspaper «Forward»."""
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
            behind = words.texts[last + 1]
            small = behind in heads.inside_titles and last + 2 < len(words) and words.after[last + 1] == " "
            if not (behind[:1].isupper() or (small and words.texts[last + 2][:1].isupper())):
                break
            last += 1
        begins_small = words.texts[first].lower() in context.language.function_words
        if not begins_small or (first < last and words.after[first - 1] == " "):  # «the novel, I and Anna»
            yield Sorted(first, last, EntryKind.WORK, f"behind «{words.texts[at]}»", "high")
        at = last


def _by_place(context: Context, heads: Heads, first: int, last: int) -> Sorted | None:
    """A single word or two behind «in» or «at», with nothing that makes it a person."""
    words = context.words
    before = words.texts[first - 1].lower() if first else ""
    if last - first >= _SHORT_PLACE or len(words.texts[first]) < _SHORTEST_PLACE:
        return None
    if before in heads.locative:
        return Sorted(first, last, EntryKind.PLACE, f"behind «{before}»", "medium")
    is_residence = before == context.language.of and first > 1 and words.after[first - 2] == ","
    if before in heads.directive or (is_residence and first == last):
        return Sorted(first, last, EntryKind.PLACE, f"behind «{before}»", "low")
    return None


def _as_person(context: Context, heads: Heads, first: int, last: int) -> Sorted | None:
    texts = context.words.texts[first : last + 1]
    if len(texts) == 1 and first and context.words.texts[first - 1].lower() == context.language.the:
        return None
    if len(texts) > _LONGEST_PERSON or any(not t[:1].isupper() for t in texts):
        return None
    if any(t in heads.forenames_end or is_no_name(heads, t) or t.isdigit() for t in texts):
        return None
    if len(texts) > 1 and re.fullmatch(r"[IVX]+", texts[-1]):
        return Sorted(first, last, EntryKind.PERSON, "a ruler's number", "high")
    if any(len(t) > 1 and t.isupper() for t in texts) or (len(texts) == 1 and len(texts[0]) < 3):
        return None
    return Sorted(
        first,
        last,
        EntryKind.PERSON,
        "forename and surname" if len(texts) > 1 else "a lone name",
        "medium" if len(texts) > 1 else "low",
    )
