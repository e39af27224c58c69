"""Punctuation marks in units: which mark is a unit with the words before or behind it, and which with a phrase.

A comma that falls together with a phrase is no fact of its own: one entry tells both. A mark that differs behind a word
of another unit is a unit of marks alone, if all agree on the mark between them.
"""

from collections.abc import Iterable, Sequence

from edition.collation.apparatus.block_view import BlockView, Range
from edition.collation.tokens.normalize import is_word
from edition.collation.tokens.witness_tokens import CLOSING, OPENING, STRAIGHT, Attachment

#: Marks that separate the members of a list, or a phrase from the words around it.
COMMAS = frozenset(",،、，;；؛")


def merge_overlapping(units: Iterable[Range]) -> list[Range]:
    """Merge units that overlap."""
    made: list[Range] = []
    for start, end in sorted(units):
        if made and start < made[-1][1]:
            made[-1] = made[-1][0], max(end, made[-1][1])
        else:
            made.append((start, end))
    return made


def separate_marks(view: BlockView, units: Sequence[Range]) -> list[Range]:
    """Rule 1: separate marks that belong to the words around a unit."""
    made: list[Range] = []
    for start, end in units:
        cut = start
        while cut < end and view.is_mark(cut) and attachment_at(view, cut) is Attachment.PRECEDING:
            cut += 1
        last = end
        while last > cut and view.is_mark(last - 1) and attachment_at(view, last - 1) is Attachment.FOLLOWING:
            last -= 1
        if _leaves_marks_alone(view, cut, last) or _falls_with_phrase(view, start, cut, last):
            cut, last = start, end
        parts = [(start, cut), (cut, last), (last, end)] if cut < last else [(start, end)]
        made += [(a, b) for a, b in parts if a < b]
    return made


def _leaves_marks_alone(view: BlockView, start: int, end: int) -> bool:
    """Whether a witness has only marks at these places, and they attach to the word before them."""
    for w in view.present:
        tokens = view.tokens(w, start, end)
        if (
            tokens
            and not any(is_word(view.words(w).norm[t]) for t in tokens)
            and view.words(w).attachment(tokens[0]) is Attachment.PRECEDING
        ):
            return True
    return False


def _falls_with_phrase(view: BlockView, start: int, cut: int, end: int) -> bool:
    """Whether commas of the first witness differ together with the words behind them: those who lack the commas are
    those who lack the words, or have others in place of them.

    Commas that another witness adds where words are lacking are a fact of their own, and so are marks of another kind
    and commas before words that were rewritten.
    """
    if not start < cut < end:
        return False
    extant = [w for w in view.present if not any(view.is_lacunose(w, place) for place in range(start, end))]
    marks = {w: view.tokens(w, start, cut) for w in extant}
    words = {w: _words_of(view, w, cut, end) for w in extant}
    first = view.present[0]
    if not marks.get(first) or any(view.words(w).text[t] not in COMMAS for w in extant for t in marks[w]):
        return False
    having = {w for w in extant if marks[w]}
    if len(having) == len(extant) or any((words[w] == words[first]) != (w in having) for w in extant):
        return False
    others = [words[w] for w in extant if w not in having]
    return not words[first] or all(not other or set(other) & set(words[first]) for other in others)


def _words_of(view: BlockView, witness: int, start: int, end: int) -> list[str]:
    words = view.words(witness)
    return [words.norm[t] for t in view.tokens(witness, start, end) if is_word(words.norm[t])]


def attach_marks(view: BlockView, units: Sequence[Range]) -> list[Range]:
    """Rule 5: extend units of marks by the word that the marks attach to."""
    made = list(units)
    for n, unit in enumerate(units):
        if not view.has_words(unit):
            made[n] = _apart_from_words(view, units, n) or _add_word(view, *unit)
        elif _begins_with_mark_of_word_before(view, unit) and not _is_absence(view, *unit):
            made[n] = max(_word_before(view, unit[0]), 0), unit[1]
    return merge_overlapping(made)


def _begins_with_mark_of_word_before(view: BlockView, unit: Range) -> bool:
    return view.is_mark(unit[0]) and attachment_at(view, unit[0]) is Attachment.PRECEDING


def _is_absence(view: BlockView, start: int, end: int) -> bool:
    """Whether some have all the words and marks, and the others nothing; the first witness is one of those who have."""
    having = {frozenset(w for w, _ in view.tokens_at(place)) for place in range(start, end)}
    return len(having) == 1 and view.present[0] in next(iter(having))


def _apart_from_words(view: BlockView, units: Sequence[Range], n: int) -> Range | None:
    """The places of closing marks behind a mark on which all agree, where the word before it is in another unit: they
    are no part of that unit.
    """
    start, end = units[n]
    before = _word_before(view, start)
    if before < 0 or attachment_at(view, start) is Attachment.FOLLOWING:
        return None
    if not all(view.is_agreement(place) for place in range(before + 1, max(start, before + 2))):
        return None
    first = min((a for a, b in view.names() if a <= before < b), default=before)
    others = (unit for k, unit in enumerate(units) if k != n and view.has_words(unit))
    return (before + 1, end) if any(a <= before and first < b <= before + 1 for a, b in others) else None


def _word_before(view: BlockView, place: int) -> int:
    """The last place before `place` that has a word, or -1."""
    return next((i for i in range(place - 1, -1, -1) if not view.is_mark(i)), -1)


def _add_word(view: BlockView, start: int, end: int) -> Range:
    """The range of marks and the word that they attach to."""
    if _is_dash_for_dash(view, start, end):
        return start, end
    attachment = attachment_at(view, start)
    first, last = _word_before(view, start), end
    while last < len(view) and view.is_mark(last):
        last += 1
    if attachment is not Attachment.FOLLOWING and first >= 0:
        return first, end
    if last < len(view):
        return start, last + 1
    return (first, end) if first >= 0 else (start, end)


def _is_dash_for_dash(view: BlockView, start: int, end: int) -> bool:
    """Whether every extant witness has a mark here that neither opens nor closes; such a unit needs no word."""
    if any(not view.tokens(w, start, end) for w in view.present if not view.is_lacunose(w, start)):
        return False
    texts = {view.words(w).text[t] for place in range(start, end) for w, t in view.tokens_at(place)}
    return not texts & (CLOSING | OPENING | STRAIGHT)


def attachment_at(view: BlockView, place: int) -> Attachment:
    """Which word the mark at a place attaches to."""
    w, token = view.tokens_at(place)[0]
    return view.words(w).attachment(token)
