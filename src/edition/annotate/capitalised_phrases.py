"""Find phrases that look like names: capitalised words and the words that join them; no register is used."""

from collections.abc import Iterator
from dataclasses import dataclass

from edition.annotate.head_nouns import Heads
from edition.annotate.name_guards import BlockContext

_STOPS = (".", "!", "?", ":", "…")
_DASH = "-"
FIRM = "&"


@dataclass(frozen=True, slots=True)
class CapitalisedPhrase:
    """The words first..last of a block; `before` is the word before them, or "".

    `parts`: the runs of capitalised words (first, last), separated by the words that join them.
    """

    first: int
    last: int
    begins_sentence: bool
    before: str
    parts: tuple[tuple[int, int], ...]


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
    while at + 1 < len(words) and _continues(context, at) and _is_capital(context, at + 1):
        at += 1
    return at


def _continues(context: BlockContext, at: int) -> bool:
    """Whether only a blank, a hyphen, «&», or the full stop of an initial follows a word."""
    words = context.words
    gap = words.after[at]
    if gap == "." and (len(words.texts[at]) <= 1 or words.texts[at] in context.language.addresses):
        return True
    if gap == FIRM:
        return True
    if gap == _DASH:
        return not any(c.isspace() for c in context.text[words.ends[at] : words.starts[at + 1]])
    return gap == " " or (gap == "" and at + 1 in words.seam_before)


def _is_capital(context: BlockContext, at: int) -> bool:
    word = context.words.texts[at]
    if not word[:1].isupper() or (word == "I" and context.words.after[at] != "."):
        return False
    lowercase = word.lower()
    language = context.language
    if len(word) > 1 and (lowercase in language.function_words or word in language.months or word in language.weekdays):
        return word in language.months and _is_before_capital(context, at) and not _begins_sentence(context, at)
    return not (
        _begins_sentence(context, at) and lowercase in context.lowercase and not _is_before_capital(context, at)
    )


def _is_before_capital(context: BlockContext, at: int) -> bool:
    return (
        at + 1 < len(context.words)
        and context.words.after[at] in (" ", _DASH)
        and context.words.texts[at + 1][:1].isupper()
    )


def _begins_sentence(context: BlockContext, at: int) -> bool:
    if at == 0:
        return True
    gap = context.words.after[at - 1]
    is_initial = len(context.words.texts[at - 1]) == 1
    return any(gap.startswith(stop) for stop in _STOPS) and not (gap == "." and is_initial)


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
