"""From places of variation to the phrases an editor would quote: each rule takes units and gives units.

A unit is a stretch [start, end) of a line. Units may touch, but never overlap. The rules, in their order:

0. what some lack as a whole for many words is apart from the words beside it that answer each other;
   words side by side, on which other witnesses agree, are apart;
1. marks that close the words before a unit, or open the words behind it, are units of their own;
2. two units with hardly a word between them are one, if the same witnesses agree on both sides;
3. words left out at one place and found at another close by are one unit: another order of words;
4. a bracket is not cut from its mate;
5. a unit of marks alone, or one that begins with a mark, takes the word that the mark clings to;
6. a unit's edge never cuts a name or a date.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from edition.collation.apparatus.block_view import Line, Range
from edition.collation.tokens.normalize import is_word
from edition.collation.tokens.witness_tokens import CLOSING, OPENING, STRAIGHT, WEIGHTY

_LONG = 8  # words that some lack in a row, to be a unit of their own
_BETWEEN = 2  # slight words that do not keep two units apart
_REWRITTEN = 4  # words of two units that one word of weight does not keep apart either
_ORDER = 10  # places between words left out and found again
_NEAR_MOVE = 18  # places of a passage that moved within its sentence
_MATE = 40  # places between a bracket and its mate
_MATES = {"(": ")", "[": "]", "{": "}"}
_ROUNDS = 6


def phrases(line: Line) -> list[Range]:
    """The units of a line."""
    units = line.varying()
    for rule in (_absences_apart, _groupings_apart, _marks_apart, _joined, _in_one_order, _with_near_moves):
        units = rule(line, units)
    for _ in range(_ROUNDS):
        before = units
        for rule in (_with_mates, _quoted, _clung, _names_whole):
            units = rule(line, units)
        if units == before:
            break
    return units


def merged(units: Iterable[Range]) -> list[Range]:
    """Units that overlap, as one."""
    made: list[Range] = []
    for start, end in sorted(units):
        if made and start < made[-1][1]:
            made[-1] = made[-1][0], max(end, made[-1][1])
        else:
            made.append((start, end))
    return made


def _absences_apart(line: Line, units: Sequence[Range]) -> list[Range]:
    made: list[Range] = []
    for start, end in units:
        if end - start < _LONG:
            made.append((start, end))
            continue
        runs = [run for run in _absences(line, start, end) if _is_apart(line, run, start, end)]
        cut_start, cut_end = max(runs, key=lambda run: (run[1] - run[0], -run[0]), default=(start, start))
        parts = [(start, cut_start), (cut_start, cut_end), (cut_end, end)]
        made += [(a, b) for a, b in parts if a < b]
    return made


def _absences(line: Line, start: int, end: int) -> Iterator[Range]:
    """The long stretches of a unit that the same witnesses have, and others lack."""
    at = start
    for holders, places in groupby(range(start, end), key=lambda place: frozenset(w for w, _ in line.holders(place))):
        begin, at = at, at + len(list(places))
        if at - begin >= _LONG and len(holders) < len(line.present):
            yield begin, at


def _is_apart(line: Line, run: Range, start: int, end: int) -> bool:
    """Whether all that those have in the unit who lack a stretch of it stands beside words of those who have it."""
    having = {w for w, _ in line.holders(run[0])}
    rest = [place for place in range(start, end) if not run[0] <= place < run[1]]
    others = [{w for w, _ in line.holders(place)} for place in rest]
    return any(there - having for there in others) and all(there & having for there in others)


def _groupings_apart(line: Line, units: Sequence[Range]) -> list[Range]:
    made: list[Range] = []
    for start, end in units:
        groupings = [_grouping(line, place) for place in range(start, end)]
        cuts = [start + n for n in range(1, end - start) if groupings[n - 1] and groupings[n]]
        ends = [c for c in cuts if groupings[c - start - 1] != groupings[c - start]]
        made += pairwise([start, *ends, end])
    return made


def _grouping(line: Line, place: int) -> list[int]:
    """For each witness the first one that has the same word; nothing where one that runs here has no word."""
    holders = line.holders(place)
    if line.is_mark(place) or len(holders) + sum(_is_silent(line, w, place) for w in line.present) < len(line.present):
        return []
    texts = [line.words(w).text[t] for w, t in holders]
    return [texts.index(text) for text in texts]


def _marks_apart(line: Line, units: Sequence[Range]) -> list[Range]:
    made: list[Range] = []
    for start, end in units:
        cut = start
        while cut < end and line.is_mark(cut) and _clings(line, cut) < 0:
            cut += 1
        last = end
        while last > cut and line.is_mark(last - 1) and _clings(line, last - 1) > 0:
            last -= 1
        if _leaves_marks_alone(line, cut, last):
            cut, last = start, end
        parts = [(start, cut), (cut, last), (last, end)] if cut < last else [(start, end)]
        made += [(a, b) for a, b in parts if a < b]
    return made


def _leaves_marks_alone(line: Line, start: int, end: int) -> bool:
    """Whether a witness has nothing but marks at these places that would have to stand with the words before."""
    for w in line.present:
        tokens = line.tokens(w, start, end)
        if tokens and not any(is_word(line.words(w).norm[t]) for t in tokens) and line.words(w).clings(tokens[0]) < 0:
            return True
    return False


def _joined(line: Line, units: Sequence[Range]) -> list[Range]:
    def one(a: Range, b: Range) -> bool:
        between = range(a[1], b[0])
        if not between or not line.has_words(a) or not line.has_words(b) or line.ends_sentence(between):
            return False
        left, right = _grouping(line, a[1] - 1), _grouping(line, b[0])
        if left and right and left != right:
            return False
        weighty = [place for place in between if not line.is_slight(place)]
        if not weighty:
            return len(between) <= _BETWEEN
        return len(weighty) == 1 and len(between) <= _BETWEEN and min(a[1] - a[0], b[1] - b[0]) >= _REWRITTEN

    return _joined_where(units, one)


def _joined_where(units: Sequence[Range], one: Callable[[Range, Range], bool]) -> list[Range]:
    """Neighbours that a rule calls one unit, joined with what stands between them."""
    made: list[Range] = []
    for unit in units:
        if made and one(made[-1], unit):
            made[-1] = made[-1][0], unit[1]
        else:
            made.append(unit)
    return made


def _in_one_order(line: Line, units: Sequence[Range]) -> list[Range]:
    """Two units of which one lacks, in some witness, just what that witness has in the other."""
    made = list(units)
    for i, a in enumerate(units):
        for b in units[i + 1 :]:
            if b[0] - a[1] > _ORDER:
                break
            if any(_swapped(line, w, a, b) for w in line.present[1:]):
                made.append((a[0], b[1]))
    return merged(made)


def _swapped(line: Line, witness: int, a: Range, b: Range) -> bool:
    """Whether a witness has words of weight in one unit that the first witness has in the other instead."""
    first, least = line.present[0], 1 if b[0] - a[1] <= _BETWEEN else WEIGHTY
    here, there = (line.contents(first, *unit, least) for unit in (a, b))
    own_here, own_there = (line.contents(witness, *unit, least) for unit in (a, b))
    if not ((here or there) and (own_here or own_there)):
        return False
    pairs = (
        (_without(here, own_here), _without(own_there, there)),
        (_without(there, own_there), _without(own_here, here)),
    )
    near = least == 1 and max(a[1] - a[0], b[1] - b[0]) <= _REWRITTEN
    return any(
        gone and found and (gone == found or (near and (gone <= found or found <= gone))) for gone, found in pairs
    )


def _without(one: Sequence[str], other: Sequence[str]) -> set[str]:
    return set(one) - set(other)


def _with_near_moves(line: Line, units: Sequence[Range]) -> list[Range]:
    """A passage that moved by a few words is a unit with what it moved across."""
    made = list(units)
    for move in line.table.moves:
        places = line.at.get(move.witness, {})
        if move.start not in places or move.end - 1 not in places:
            continue
        own = [places[t] for t in range(move.start, move.end) if t in places]
        if len(own) < move.end - move.start:
            continue
        before, behind = places.get(move.start - 1, -1), places.get(move.end, len(line) + _NEAR_MOVE)
        if before > own[-1] and before - own[0] < _NEAR_MOVE:
            made.append((own[0], before + 1))
        elif behind < own[0] and own[-1] - behind < _NEAR_MOVE:
            made.append((behind, own[-1] + 1))
    return merged(made)


def _with_mates(line: Line, units: Sequence[Range]) -> list[Range]:
    """A unit with one half of a pair of brackets reaches to the other; a unit that stood there begins behind it."""
    made = list(units)
    for n, (start, end) in enumerate(units):
        if not line.has_words((start, end)):
            continue
        mates = [m for w in line.present if (m := _mate(line, w, start, end)) >= 0]
        if mates and max(mates) < end + _MATE:
            reach = max(mates) + 1
            made[n] = start, reach
            for k in range(n + 1, len(made)):
                made[k] = max(made[k][0], reach), max(made[k][1], reach)
            return _with_mates(line, [unit for unit in made if unit[0] < unit[1]])
    return made


def _mate(line: Line, witness: int, start: int, end: int) -> int:
    """The place, behind the unit, of the bracket that closes one opened and not closed in it; else -1."""
    words, open_ = line.words(witness), []
    places = line.at[witness]
    tokens = sorted(line.tokens(witness, start, end))
    for token in tokens:
        text = words.text[token]
        if text in _MATES:
            open_.append(_MATES[text])
        elif open_ and text == open_[-1]:
            open_.pop()
    if not open_:
        return -1
    depth = open_[-1]
    after = (t for t in range(tokens[-1] + 1, tokens[-1] + _MATE) if t in places and words.text[t] == depth)
    found = next(after, -1)
    return places[found] if found >= 0 and places[found] >= end else -1


def _quoted(line: Line, units: Sequence[Range]) -> list[Range]:
    """Marks that the same witnesses have before and behind a few words: one unit with the words."""

    def one(a: Range, b: Range) -> bool:
        if line.has_words(a) or line.has_words(b) or b[0] - a[1] > _ORDER:
            return False
        sides = ({w for place in range(*side) for w, _ in line.holders(place)} for side in (a, b))
        return next(sides) == next(sides) and _clings(line, a[0]) > 0 > _clings(line, b[0])

    return _joined_where(units, one)


def _clung(line: Line, units: Sequence[Range]) -> list[Range]:
    made = list(units)
    for n, unit in enumerate(units):
        if not line.has_words(unit):
            made[n] = _with_word(line, *unit)
        elif line.is_mark(unit[0]) and _clings(line, unit[0]) < 0:
            made[n] = max(_word_before(line, unit[0]), 0), unit[1]
    return merged(made)


def _word_before(line: Line, place: int) -> int:
    """The last place before that bears a word, or -1."""
    return next((i for i in range(place - 1, -1, -1) if not line.is_mark(i)), -1)


def _with_word(line: Line, start: int, end: int) -> Range:
    """Marks and the word they cling to."""
    if _is_dash_for_dash(line, start, end):
        return start, end
    clings = _clings(line, start)
    first, last = _word_before(line, start), end
    while last < len(line) and line.is_mark(last):
        last += 1
    if clings <= 0 and first >= 0:
        return first, end
    if last < len(line):
        return start, last + 1
    return (first, end) if first >= 0 else (start, end)


def _is_dash_for_dash(line: Line, start: int, end: int) -> bool:
    """Whether every witness has a mark here that neither closes nor opens: it reads well by itself."""
    if any(not line.tokens(w, start, end) for w in line.present if not _is_silent(line, w, start)):
        return False
    texts = {line.words(w).text[t] for place in range(start, end) for w, t in line.holders(place)}
    return not texts & (CLOSING | OPENING | STRAIGHT)


def _is_silent(line: Line, witness: int, place: int) -> bool:
    runs = line.table.runs.get(witness)
    return runs is not None and not line.nested and not runs[line.columns[place]]


def _clings(line: Line, place: int) -> int:
    """Which word the mark at a place clings to: -1 the one before, 1 the one behind, 0 neither."""
    w, token = line.holders(place)[0]
    return line.words(w).clings(token)


def _names_whole(line: Line, units: Sequence[Range]) -> list[Range]:
    made, names = list(units), line.names()
    changed = True
    while changed:
        changed = False
        for first, last in names:
            for n, (start, end) in enumerate(made):
                if start < last and first < end and (first < start or end < last):
                    made[n] = min(first, start), max(last, end)
                    changed = True
        made = merged(made)
    return made
