"""Find names with one longest-match pass over the words of a block, and decide whom a surname alone means."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from edition.annotate.bearers import choose, decide_by_title, doubt, gender_of, refuse_by_title, unknown_name
from edition.annotate.bent_forms import merge_candidates
from edition.annotate.candidate import Candidate
from edition.annotate.fit_case import fit_case, mixes_shapes
from edition.annotate.found_names import DoubtfulName, FoundName, NamesSeen
from edition.annotate.lexicon import CANDIDATES, Lexicon
from edition.annotate.longer_names import find_longer_name, is_common_word
from edition.annotate.name_guards import (
    BlockContext,
    find_compound_name,
    has_required_cue,
    is_of_another_kind,
    is_part_of_longer_name,
    unknown_name_after,
    unknown_name_before,
)
from edition.annotate.words import WordList
from edition.model import MentionKind

_CLOSING_MARKS = {'"': '"', "“": "”", "„": "“", "«": "»", "‘": "’", "'": "'", "(": ")", "[": "]"}


def find_names(context: BlockContext, seen: NamesSeen) -> tuple[list[FoundName], list[DoubtfulName]]:
    """The names in a block, in order, and the doubtful ones."""
    names: list[FoundName] = []
    doubts: list[DoubtfulName] = []
    at, taken = 0, 0
    seen.block.clear()
    while at < len(context.words):
        step = 1
        for last, candidates in _matches(context, at):
            found = _decide(context, seen, candidates, at, last, taken)
            if isinstance(found, FoundName):
                found = replace(found, start=found.start + found.candidate.skip)
                names.append(found)
                seen.record(found.candidate)
                _record_title(context, seen, found.candidate, at)
                taken, step = found.end, last - at + 1
                break
            if isinstance(found, DoubtfulName):
                doubts.append(found)
                step = last - at + 1
                break
        at += step
    return names, doubts


def _record_title(context: BlockContext, seen: NamesSeen, candidate: Candidate, at: int) -> None:
    """Record the gender that the title before a full name states: «Miss Anna Keller»."""
    before = context.words.texts[at - 1] if at and context.words.after[at - 1] in (" ", ".") else ""
    if candidate.kind is MentionKind.PERSON and not candidate.is_bare and before in context.language.genders:
        seen.genders.setdefault(candidate.entry.id, context.language.genders[before])


def _matches(context: BlockContext, at: int) -> Iterator[tuple[int, Sequence[Candidate]]]:
    """All forms of the lexicon that begin at a word: (index of the last word, candidates), the longest first."""
    found = dict(_exact_matches(context.lexicon, context.words, at))
    if context.lexicon.bent is not None:
        for match in context.lexicon.bent.matches(context.text, context.words, at):
            if _is_whole(context.words, at, match.last):
                found[match.last] = merge_candidates(found.get(match.last, ()), match.candidates)
    yield from sorted(found.items(), key=lambda one: -one[0])


def _exact_matches(lexicon: Lexicon, words: WordList, at: int) -> Iterator[tuple[int, Sequence[Candidate]]]:
    node: dict[str, Any] | None = lexicon.root.get(words.texts[at])
    last = at
    while node is not None:
        if CANDIDATES in node and _is_whole(words, at, last):
            yield last, node[CANDIDATES]
        if last + 1 == len(words):
            break
        gap = node.get(words.after[last])
        node = gap.get(words.texts[last + 1]) if gap is not None else None
        last += 1


def _is_whole(words: WordList, first: int, last: int) -> bool:
    """Whether the words may be a name: a single word must not begin or end at a seam inside a run of letters."""
    return last > first or (first not in words.seam_before and first + 1 not in words.seam_before)


def _decide(
    context: BlockContext, seen: NamesSeen, candidates: Sequence[Candidate], first: int, last: int, taken: int
) -> FoundName | DoubtfulName | None:
    fitting = [c for c in candidates if has_required_cue(c, context, first, last)]
    fitting = [c for c in fitting if not is_part_of_longer_name(c, context, first, last)]
    fitting = [c for c in fitting if not is_of_another_kind(c, context, first, last)]
    fitting = [c for c in fitting if not is_common_word(c, context, first, last)]
    fitting = _prefer_place_or_person(fitting, context, first, seen)
    if not fitting:
        return None
    near, fitting = fitting, fit_case(context, fitting, [gender_of(c, seen, context) for c in fitting], first, last)
    if not fitting:
        return unknown_name(context, first, last, context.text_of(first, last), near)
    if mixes_shapes(fitting):
        return _decide_shape(context, seen, fitting, first, last)
    compound = find_compound_name(fitting[0], context, first, last)
    if compound := compound or find_longer_name(fitting[0], context, first, last):
        return unknown_name(context, first, last, compound, fitting)
    if all(c.is_familiar for c in fitting):
        return _decide_familiar(context, seen, fitting, first, last)
    fitting = [c for c in fitting if not c.is_familiar]
    bare = (
        _decide_by_neighbours(context, seen, fitting, first, last, taken) if all(c.is_bare for c in fitting) else None
    )
    refused = bare or refuse_by_title(context, seen, fitting, first, last)
    return refused if refused is not None else _resolve(context, seen, fitting, first, last)


def _decide_shape(
    context: BlockContext, seen: NamesSeen, fitting: Sequence[Candidate], first: int, last: int
) -> FoundName | DoubtfulName:
    """Decide between an entry whose form stands there as it is written, and another whose form is bent.

    Of several words the form as written is meant; one word alone means the entry that was named in this section.
    """
    written = [c for c in fitting if not c.bent]
    here = [c for c in fitting if c.entry.id in seen.here.values()]
    kept = written if last > first else here
    if len({c.entry.id for c in kept}) == 1:
        return _resolve(context, seen, kept, first, last)
    return doubt(context, first, last, fitting)


def _decide_familiar(
    context: BlockContext, seen: NamesSeen, fitting: Sequence[Candidate], first: int, last: int
) -> FoundName | None:
    """A forename or initials alone mean the only bearer who was named before."""
    known = [c for c in fitting if c.entry.id in seen.named]
    start, end = context.words.starts[first], context.words.ends[last]
    return (
        FoundName(start, _end_with_punctuation(context.text, start, end, known[0].tail), known[0], "", "low")
        if len(known) == 1
        else None
    )


def _decide_by_neighbours(
    context: BlockContext, seen: NamesSeen, fitting: Sequence[Candidate], first: int, last: int, taken: int
) -> FoundName | DoubtfulName | None:
    """Decide a surname alone by an unknown forename or a title beside it; None when there is neither."""
    name = context.text[context.words.starts[first] : context.words.ends[last]]
    if unknown := unknown_name_before(context, first, taken):
        return unknown_name(context, first, last, f"{unknown} {name}", fitting)
    if unknown := unknown_name_after(fitting[0], context, first, last):
        return unknown_name(context, first, last, f"{name} {unknown}", fitting)
    return decide_by_title(context, seen, fitting, first, last)


def _resolve(
    context: BlockContext, seen: NamesSeen, fitting: Sequence[Candidate], first: int, last: int
) -> FoundName | DoubtfulName:
    """The name with the chosen candidate, or a doubtful name with all of them."""
    start, end = context.words.starts[first], context.words.ends[last]
    chosen = choose(fitting, seen)
    if chosen is None:
        return doubt(context, first, last, fitting)
    candidate, why, cert = chosen
    cert = "medium" if candidate.bent and first == last else cert
    end = context.words.ends[_last_forename(candidate, context, first, last)]
    return FoundName(start, _end_with_punctuation(context.text, start, end, candidate.tail), candidate, why, cert)


def _prefer_place_or_person(
    fitting: list[Candidate], context: BlockContext, first: int, seen: NamesSeen
) -> list[Candidate]:
    """Of places and persons with the same name keep the places after «at» or «in», else the persons named before."""
    places = [c for c in fitting if c.kind is MentionKind.PLACE and not c.form.cue]
    persons = [c for c in fitting if c.is_bare and not c.form.cue and c.entry.id in seen.named]
    if not (places and persons):
        return fitting
    before = context.words.texts[first - 1] if first else ""
    keep = persons if before not in context.language.locatives else places
    return [c for c in fitting if c in keep or c not in (*places, *persons)]


def _last_forename(candidate: Candidate, context: BlockContext, first: int, last: int) -> int:
    """The index of the last word of an author's name at the beginning of a bibliography entry, surname first.

    It may have more forenames than the register: «Wolfe, Bertram David (1990)».
    """
    words, at = context.words, last
    if first or not context.opens_entry or not candidate.derived.startswith("surname first"):
        return last
    while at + 1 < len(words) and words.after[at] == " " and words.texts[at + 1][:1].isupper():
        at += 1
    return at if words.after[at].startswith(("(", ",", ".")) else last


def _end_with_punctuation(text: str, start: int, end: int, tail: str) -> int:
    """The end of a name, including the final punctuation of the form and a mark that closes one opened inside."""
    if tail and text.startswith(tail, end):
        end += len(tail)
    while end < len(text) and _closes(text[start:end], text[end]):
        end += 1
    return end


def _closes(inside: str, mark: str) -> bool:
    openers = [o for o, c in _CLOSING_MARKS.items() if c == mark]
    if not openers or mark in "'’":
        return bool(openers) and _has_open_single_quote(inside, openers)
    if mark == '"':
        return inside.count('"') % 2 == 1
    return sum(inside.count(o) for o in openers) > inside.count(mark)


def _has_open_single_quote(inside: str, openers: Sequence[str]) -> bool:
    """Whether a single quotation mark is open inside: it begins a word, which an apostrophe does not."""
    return any(o in openers and i > 0 and inside[i - 1].isspace() for i, o in enumerate(inside))
