"""Stretches of a block that look like names: capitalised words, and what joins them (no register is asked)."""

from collections.abc import Iterator
from dataclasses import dataclass

from edition.annotate.guards import Context
from edition.annotate.heads import Heads

_SENTENCE = (".", "!", "?", ":", "…")
_DASH = "-"
FIRM = "&"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words first..last of a block, capitalised; whether they begin a sentence; the word before them."""

    first: int
    last: int
    opens: bool
    before: str
    parts: tuple[tuple[int, int], ...]  # the runs of capitalised words, parted by what joins them


def chunks_in(context: Context, heads: Heads) -> Iterator[Chunk]:
    """The chunks of a block, from left to right, without overlap."""
    at = 0
    while at < len(context.words):
        run = _run(context, at)
        if run is None:
            at += 1
            continue
        start = at
        parts, at = [(at, run)], run + 1
        while (joined := _joined(context, heads, parts)) is not None:
            parts.append(joined)
            at = joined[1] + 1
        before = context.words.texts[start - 1] if start and context.words.after[start - 1] in (" ", "") else ""
        yield Chunk(start, at - 1, _opens_sentence(context, start), before, tuple(parts))


def _run(context: Context, at: int) -> int | None:
    """The last word of the capitalised words that begin at a word; None when none does."""
    if not _is_capital(context, at):
        return None
    words = context.words
    while at + 1 < len(words) and _goes_on(context, at) and _is_capital(context, at + 1):
        at += 1
    return at


def _goes_on(context: Context, at: int) -> bool:
    """Whether nothing but a blank, a hyphen, or the full stop of an initial stands behind a word."""
    words = context.words
    gap = words.after[at]
    if gap == "." and (len(words.texts[at]) <= 1 or words.texts[at] in context.language.addresses):
        return True
    if gap == FIRM:
        return True
    if gap == _DASH:
        return not any(c.isspace() for c in context.text[words.ends[at] : words.starts[at + 1]])
    return gap == " " or (gap == "" and at + 1 in words.seam_before)


def _is_capital(context: Context, at: int) -> bool:
    word = context.words.texts[at]
    if not word[:1].isupper() or (word == "I" and context.words.after[at] != "."):
        return False
    small = word.lower()
    language = context.language
    if len(word) > 1 and (small in language.function_words or word in language.months or word in language.weekdays):
        return word in language.months and _before_capital(context, at) and not _opens_sentence(context, at)
    return not (_opens_sentence(context, at) and small in context.small and not _before_capital(context, at))


def _before_capital(context: Context, at: int) -> bool:
    return (
        at + 1 < len(context.words)
        and context.words.after[at] in (" ", _DASH)
        and context.words.texts[at + 1][:1].isupper()
    )


def _opens_sentence(context: Context, at: int) -> bool:
    if at == 0:
        return True
    gap = context.words.after[at - 1]
    is_initial = len(context.words.texts[at - 1]) == 1
    return any(gap.startswith(mark) for mark in _SENTENCE) and not (gap == "." and is_initial)


def _joined(context: Context, heads: Heads, parts: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The run behind «of the», «for» … when the run before it ends in a noun that asks for one; behind «and» when a run
    behind «of» goes on in the plural."""
    words, (first, last) = context.words, parts[-1]
    if words.after[last] != " ":
        return None
    head = words.texts[last]
    asks = head in heads.asking or (head in heads.places and first == last)
    if asks or len(parts) > 1:
        for joint in heads.joining:
            pieces = joint.split()
            run = _behind(context, last + 1, pieces)
            if run is not None and (asks or pieces[0] == heads.joining[-1]):
                return run
    pair = _behind(context, last + 1, [heads.pairing]) if len(parts) > 1 else None
    return pair if pair and head.endswith("s") and words.texts[pair[1]].endswith("s") else None


def _behind(context: Context, at: int, pieces: list[str]) -> tuple[int, int] | None:
    """The run of capitals behind these small words."""
    words, start = context.words, at + len(pieces)
    if start >= len(words) or list(words.texts[at:start]) != pieces:
        return None
    run = _run(context, start) if all(words.after[i] == " " for i in range(at, start)) else None
    return None if run is None else (start, run)
