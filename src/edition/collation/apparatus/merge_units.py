"""From the places where witnesses differ to the units an editor would cite: each rule takes units and returns units.

A unit is a range [start, end) of places. Units may touch, but never overlap. The rules, in their order:

0. words of one lemma are separated from others, where the sources give lemmata, and spellings of one word from words
that are of substance; a long passage that some witnesses
lack is separated from words that correspond; adjacent words are separated if the witnesses group differently on
them;

1. marks that close the words before a unit, or open the words after it, become units of their own;

2. two units with only light words between them are merged, if the same witnesses agree on both sides and not each of
them is one word for one word; so are two with one word between that is put into another construction;

3. words that are omitted at one place and occur at another nearby are one unit of changed word order;

4. a unit that contains one bracket of a pair contains both;

5. a unit of marks only, or one that begins with a mark, includes the word that the mark attaches to;

6. the edge of a unit never divides a name, a date or a number; what some lack beside a name that all have is a unit of
its own;

7. what a witness has lost is never one unit with words that it has.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise

from edition.collation.apparatus.absence_beside_name import separate_absences_beside_names
from edition.collation.apparatus.block_view import BlockView, Range
from edition.collation.apparatus.rewordings import is_reworded_around, is_word_for_word
from edition.collation.apparatus.separate_losses import separate_losses
from edition.collation.apparatus.unit_marks import attach_marks, attachment_at, merge_overlapping, separate_marks
from edition.collation.apparatus.whole_numbers import find_numbers
from edition.collation.thresholds import (
    BRACKET_REACH,
    CONTENT_LENGTH,
    LIGHT_WORDS,
    LONG_ABSENCE,
    NEAR_MOVE_PLACES,
    REORDER_REACH,
    REWRITTEN,
    UNIT_ROUNDS,
)
from edition.collation.tokens.witness_tokens import Attachment

_BRACKETS = {"(": ")", "[": "]", "{": "}"}


def find_units(view: BlockView) -> list[Range]:
    """The variation units of a block."""
    units = view.find_variation()
    if not units and not view.table.moves:
        return units
    for rule in (
        _separate_lemmata,
        _separate_spellings,
        _separate_absences,
        _separate_groupings,
        separate_marks,
        _merge_close_units,
        _merge_reordered,
        _merge_near_moves,
    ):
        units = rule(view, units)
    for _ in range(UNIT_ROUNDS):
        before = units
        for rule in (
            _close_brackets,
            _merge_quotations,
            attach_marks,
            _keep_names_whole,
            separate_absences_beside_names,
        ):
            units = rule(view, units)
        if units == before:
            break
    return separate_losses(view, units)


def _separate_lemmata(view: BlockView, units: Sequence[Range]) -> list[Range]:
    """Rule 0, before all: separate words that are forms of one word by their lemmata, each a unit of its own."""
    if not all(view.words(w).has_lemmata for w in view.present):
        return list(units)
    made: list[Range] = []
    for start, end in units:
        whole = [place for place in range(start, end) if _is_one_lemma(view, place)]
        cuts = sorted({start, end, *whole, *(place + 1 for place in whole)})
        made += pairwise(cuts)
    return made


def _separate_spellings(view: BlockView, units: Sequence[Range]) -> list[Range]:
    """Rule 0 for spellings: a word that differs in spelling alone is no unit with words of substance beside it."""
    made: list[Range] = []
    for start, end in units:
        kinds = [view.is_spelling(place) for place in range(start, end)]
        cuts = [start + n for n in range(1, end - start) if kinds[n - 1] != kinds[n]]
        made += pairwise([start, *cuts, end])
    return made


def _is_one_lemma(view: BlockView, place: int) -> bool:
    tokens = view.tokens_at(place)
    return len(tokens) == len(view.present) and len({view.words(w).norm[t] for w, t in tokens}) == 1


def _separate_absences(view: BlockView, units: Sequence[Range]) -> list[Range]:
    """Rule 0, first part: separate long passages that some witnesses lack."""
    made: list[Range] = []
    for start, end in units:
        if end - start < LONG_ABSENCE:
            made.append((start, end))
            continue
        runs = [run for run in _find_absences(view, start, end) if _is_separable(view, run, start, end)]
        cut_start, cut_end = max(runs, key=lambda run: (run[1] - run[0], -run[0]), default=(start, start))
        parts = [(start, cut_start), (cut_start, cut_end), (cut_end, end)]
        made += [(a, b) for a, b in parts if a < b]
    return made


def _find_absences(view: BlockView, start: int, end: int) -> Iterator[Range]:
    """The long ranges of a unit that the same witnesses have and others lack."""
    at = start
    for tokens_at, places in groupby(
        range(start, end), key=lambda place: frozenset(w for w, _ in view.tokens_at(place))
    ):
        begin, at = at, at + len(list(places))
        if at - begin >= LONG_ABSENCE and len(tokens_at) < len(view.present):
            yield begin, at


def _is_separable(view: BlockView, run: Range, start: int, end: int) -> bool:
    """Whether all other words of the witnesses that lack a range correspond to words of the witnesses that have it."""
    extant = {w for w, _ in view.tokens_at(run[0])}
    rest = [place for place in range(start, end) if not run[0] <= place < run[1]]
    others = [{w for w, _ in view.tokens_at(place)} for place in rest]
    return any(there - extant for there in others) and all(there & extant for there in others)


def _separate_groupings(view: BlockView, units: Sequence[Range]) -> list[Range]:
    """Rule 0, second part: separate adjacent words on which the witnesses group differently."""
    made: list[Range] = []
    for start, end in units:
        groupings = [_grouping(view, place) for place in range(start, end)]
        ends = [
            start + n
            for n in range(1, end - start)
            if (groupings[n - 1] != groupings[n] if groupings[n - 1] and groupings[n] else view.parts_across(start + n))
        ]
        made += pairwise([start, *ends, end])
    return made


def _grouping(view: BlockView, place: int) -> list[int]:
    """For each witness, the first one that has the same word; empty if an extant witness has no word at the place."""
    tokens_at = view.tokens_at(place)
    if view.is_mark(place) or len(tokens_at) + sum(view.is_lacunose(w, place) for w in view.present) < len(
        view.present
    ):
        return []
    texts = [view.words(w).text[t] for w, t in tokens_at]
    return [texts.index(text) for text in texts]


def _merge_close_units(view: BlockView, units: Sequence[Range]) -> list[Range]:
    """Rule 2: merge units that are separated by light words only."""

    def is_one_unit(a: Range, b: Range) -> bool:
        between = range(a[1], b[0])
        if not between or not view.has_words(a) or not view.has_words(b) or view.ends_sentence(between):
            return False
        if view.is_spelling(a[1] - 1) or view.is_spelling(b[0]):
            return False
        left, right = view.group_by_words(a), view.group_by_words(b)
        if len(set(left.values())) < 2 or any(left[w] != right[w] for w in left.keys() & right.keys()):
            return False
        content = [place for place in between if not view.is_light(place)]
        if len(content) > 1 or len(between) > LIGHT_WORDS:
            return False
        if not content:
            return not (is_word_for_word(view, a) and is_word_for_word(view, b))
        return min(a[1] - a[0], b[1] - b[0]) >= REWRITTEN or is_reworded_around(view, a, content[0], b)

    return _merge_where(units, is_one_unit)


def _merge_where(units: Sequence[Range], is_one_unit: Callable[[Range, Range], bool]) -> list[Range]:
    """Merge neighbouring units, with what is between them, where the rule says that they are one."""
    made: list[Range] = []
    for unit in units:
        if made and is_one_unit(made[-1], unit):
            made[-1] = made[-1][0], unit[1]
        else:
            made.append(unit)
    return made


def _merge_reordered(view: BlockView, units: Sequence[Range]) -> list[Range]:
    """Rule 3: merge two units if a witness has in one of them what it lacks in the other."""
    made = list(units)
    for i, a in enumerate(units):
        for b in units[i + 1 :]:
            if b[0] - a[1] > REORDER_REACH:
                break
            if any(_is_reordered(view, w, a, b) for w in view.present[1:]):
                made.append((a[0], b[1]))
    return merge_overlapping(made)


def _is_reordered(view: BlockView, witness: int, a: Range, b: Range) -> bool:
    """Whether a witness has content words in one unit that the first witness has in the other unit instead."""
    first, least = view.present[0], 1 if b[0] - a[1] <= LIGHT_WORDS else CONTENT_LENGTH
    here, there = (view.content_words(first, *unit, least) for unit in (a, b))
    own_here, own_there = (view.content_words(witness, *unit, least) for unit in (a, b))
    if not ((here or there) and (own_here or own_there)):
        return False
    pairs = (
        (_difference(here, own_here), _difference(own_there, there)),
        (_difference(there, own_there), _difference(own_here, here)),
    )
    near = least == 1 and max(a[1] - a[0], b[1] - b[0]) <= REWRITTEN
    return any(
        omitted and found and (omitted == found or (near and (omitted <= found or found <= omitted)))
        for omitted, found in pairs
    )


def _difference(is_one_unit: Sequence[str], other: Sequence[str]) -> set[str]:
    return set(is_one_unit) - set(other)


def _merge_near_moves(view: BlockView, units: Sequence[Range]) -> list[Range]:
    """Rule 3 for moves: merge a passage that moved by a few words with the words that it moved across."""
    made = list(units)
    decided = view.table.decided.pairs.transposed if view.table.decided else ()
    for move in view.table.moves:
        if move.witness not in view.present or move in decided:
            continue
        places = view.at.get(move.witness, {})
        if move.start not in places or move.end - 1 not in places:
            continue
        own = [places[t] for t in range(move.start, move.end) if t in places]
        if len(own) < move.end - move.start:
            continue
        before, following = places.get(move.start - 1, -1), places.get(move.end, len(view) + NEAR_MOVE_PLACES)
        if before > own[-1] and before - own[0] < NEAR_MOVE_PLACES:
            made.append((own[0], before + 1))
        elif following < own[0] and own[-1] - following < NEAR_MOVE_PLACES:
            made.append((following, own[-1] + 1))
    return merge_overlapping(made)


def _close_brackets(view: BlockView, units: Sequence[Range]) -> list[Range]:
    """Rule 4: extend a unit with an opening bracket to the closing one; a unit in between begins after it."""
    made = list(units)
    for n, (start, end) in enumerate(units):
        if not view.has_words((start, end)):
            continue
        closing = [m for w in view.present if (m := _closing_bracket(view, w, start, end)) >= 0]
        if closing and max(closing) < end + BRACKET_REACH:
            reach = max(closing) + 1
            made[n] = start, reach
            for k in range(n + 1, len(made)):
                made[k] = max(made[k][0], reach), max(made[k][1], reach)
            return _close_brackets(view, [unit for unit in made if unit[0] < unit[1]])
    return made


def _closing_bracket(view: BlockView, witness: int, start: int, end: int) -> int:
    """The place, after the unit, of the bracket that closes one opened inside the unit; -1 if there is none."""
    words, open_ = view.words(witness), []
    places = view.at[witness]
    tokens = sorted(view.tokens(witness, start, end))
    for token in tokens:
        text = words.text[token]
        if text in _BRACKETS:
            open_.append(_BRACKETS[text])
        elif open_ and text == open_[-1]:
            open_.pop()
    if not open_:
        return -1
    depth = open_[-1]
    after = (t for t in range(tokens[-1] + 1, tokens[-1] + BRACKET_REACH) if t in places and words.text[t] == depth)
    found = next(after, -1)
    return places[found] if found >= 0 and places[found] >= end else -1


def _merge_quotations(view: BlockView, units: Sequence[Range]) -> list[Range]:
    """Merge marks before and after a few words with the words, if the same witnesses have both marks."""

    def is_one_unit(a: Range, b: Range) -> bool:
        if view.has_words(a) or view.has_words(b) or b[0] - a[1] > REORDER_REACH:
            return False
        sides = ({w for place in range(*side) for w, _ in view.tokens_at(place)} for side in (a, b))
        return (
            next(sides) == next(sides)
            and attachment_at(view, a[0]) is Attachment.FOLLOWING
            and attachment_at(view, b[0]) is Attachment.PRECEDING
        )

    return _merge_where(units, is_one_unit)


def _keep_names_whole(view: BlockView, units: Sequence[Range]) -> list[Range]:
    """Rule 6: extend units that would divide a name."""
    made, names = list(units), [*view.names(), *find_numbers(view, units)]
    changed = True
    while changed:
        changed = False
        for first, last in names:
            for n, (start, end) in enumerate(made):
                if start < last and first < end and (first < start or end < last):
                    made[n] = min(first, start), max(last, end)
                    changed = True
        made = merge_overlapping(made)
    return made
