"""Carry out what the editor decided on the bounds of units: words joined to one entry, an entry divided.

It comes after every rule. Joins come first, then words that are a unit because a conjecture or a sign is on them, and
words that are aligned, so that a split divides what these made; words that are kept apart come last. The edge of a unit
never divides a name.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from edition.collation.apparatus.block_view import BlockView, Stretch
from edition.collation.blocks.decided_pairs import DecidedPair, QuotedTokens
from edition.collation.blocks.decided_units import DecidedUnits, DecidedWords
from edition.collation.tokens.witness_tokens import Attachment

Inside = Callable[[Stretch], Sequence[Stretch]]
Absent = Callable[[Sequence[int], Sequence[int]], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch at the places [start, end) of its block."""

    start: int
    end: int
    stretch: Stretch

    @property
    def is_passage(self) -> bool:
        return bool(self.stretch.absent)


def decide_stretches(
    view: BlockView, stretches: Sequence[Stretch], decided: DecidedUnits, inside: Inside, absent: Absent
) -> list[Stretch]:
    """The stretches of a block with the decisions on units carried out.

    `inside`: the stretches of a passage, among those who have it. `absent`: of columns and the witnesses that lack
    them, these if the others differ in the columns, else none.
    """
    decider = _Decider(view, decided, inside, absent)
    spans = list(_spans(stretches))
    for join in decided.joins:
        spans = decider.join(spans, join)
    for forced in decided.forced:
        spans = decider.force(spans, forced)
    for pair in decided.pairs.pairs:
        spans = decider.align(spans, pair) if pair.is_aligned else spans
    for split in decided.splits:
        spans = decider.split(spans, split)
    for pair in decided.pairs.pairs:
        for one, other in () if pair.is_aligned else pair.pairs():
            spans = decider.part(spans, pair, one, other)
    return [one.stretch for one in spans]


def _spans(stretches: Sequence[Stretch]) -> Iterator[_Span]:
    start = 0
    for one in stretches:
        yield _Span(start, start + len(one.columns), one)
        start += len(one.columns)


class _Decider:
    def __init__(self, view: BlockView, decided: DecidedUnits, inside: Inside, absent: Absent) -> None:
        self.view = view
        self.decided = decided
        self.inside = inside
        self.absent = absent

    def _places(self, words: DecidedWords) -> list[int]:
        """The places of the words of a decision in this block; none where it is about another block."""
        at = self.view.at.get(words.witness, {})
        found = [at[token] for token in range(words.first, words.last + 1) if token in at]
        if not found:
            return []
        if len(found) <= words.last - words.first:
            self.decided.problems[words.number] = "the words stand in two blocks or verses, and an entry in one"
            return []
        if found != sorted(found):
            self.decided.problems[words.number] = "some of the words are transposed, so that they are not side by side"
            return []
        return found

    def join(self, spans: Sequence[_Span], words: DecidedWords) -> list[_Span]:
        """The spans with all the words in one unit."""
        places = self._places(words)
        if not places:
            return list(spans)
        low, high = places[0], places[-1] + 1
        within = [one for one in spans if one.start <= low and high <= one.end]
        if any(one.stretch.is_unit for one in within) or not self._units_at(spans, low, high):
            return list(spans)  # it is one unit, or in a passage, or there is no unit
        self.decided.effective.add(words.number)
        return self._joined(spans, low, high, words)

    def force(self, spans: Sequence[_Span], words: DecidedWords) -> list[_Span]:
        """The spans with all the words in one unit, even where the witnesses agree on them."""
        places = self._places(words)
        if not places:
            return list(spans)
        low, high = places[0], places[-1] + 1
        if any(one.stretch.is_unit and one.start <= low and high <= one.end for one in spans):
            return list(spans)  # it is one unit, or in a passage
        return self._with_unit(spans, low, high, Stretch((), True, is_forced=True))

    def _joined(self, spans: Sequence[_Span], low: int, high: int, words: DecidedWords) -> list[_Span]:
        """The spans with the places, and what they would cut, in one unit."""
        return self._with_unit(spans, low, high, Stretch((), True, (), words.resp, words.rule))

    def _with_unit(self, spans: Sequence[_Span], low: int, high: int, kind: Stretch) -> list[_Span]:
        """The spans with one unit for the places [low, high), and for the units and names that they would cut."""
        low, high = self._widened(spans, low, high)
        made = [part for one in spans for part in self._outside(one, low, high)]
        unit = _Span(low, high, replace(kind, columns=tuple(self.view.columns[low:high])))
        return sorted([*made, unit], key=lambda one: one.start)

    def _units_at(self, spans: Sequence[_Span], low: int, high: int) -> list[_Span]:
        return [one for one in spans if one.stretch.is_unit and one.start < high and low < one.end]

    def _widened(self, spans: Sequence[_Span], low: int, high: int) -> tuple[int, int]:
        """The places with all units and names that they would cut."""
        while True:
            cut = [(one.start, one.end) for one in self._units_at(spans, low, high)]
            cut += [name for name in self.view.names() if name[0] < high and low < name[1]]
            wide = min([low, *(a for a, _ in cut)]), max([high, *(b for _, b in cut)])
            if wide == (low, high):
                return wide
            low, high = wide

    def _outside(self, span: _Span, low: int, high: int) -> Iterator[_Span]:
        """What is left of a span before and behind the joined places; only agreements are cut."""
        if span.end <= low or high <= span.start:
            yield span
            return
        for start, end in ((span.start, min(span.end, low)), (max(span.start, high), span.end)):
            if start < end:
                yield self._part(span, start, end)

    def _part(self, span: _Span, start: int, end: int) -> _Span:
        """A part of a span: an agreement where nobody differs, a passage where those who have it do."""
        columns = tuple(self.view.columns[start:end])
        is_unit = span.stretch.is_unit and not all(self.view.is_agreement(place) for place in range(start, end))
        absent = self.absent(columns, span.stretch.absent) if span.is_passage else ()
        return _Span(start, end, Stretch(columns, is_unit, absent))

    def split(self, spans: Sequence[_Span], words: DecidedWords) -> list[_Span]:
        """The spans with the unit of the words divided behind each of the words that the decision names."""
        places = self._places(words)
        made = list(spans)
        for token in words.cuts if places else ():
            cut = self._cut_behind(self.view.at[words.witness][token])
            made = [part for one in made for part in self._divided(one, cut, places, words)]
        return made

    def _cut_behind(self, place: int) -> int:
        """The place before which a unit is divided: behind the marks that belong to the word before."""
        cut = place + 1
        while cut < len(self.view) and self.view.is_mark(cut):
            w, token = self.view.tokens_at(cut)[0]
            if self.view.words(w).attachment(token) is not Attachment.PRECEDING:
                break
            cut += 1
        return cut

    def _divided(self, span: _Span, cut: int, places: Sequence[int], words: DecidedWords) -> list[_Span]:
        if not (span.stretch.is_unit and span.start < cut < span.end):
            return [span]
        is_of_words = places[0] <= span.start and span.end <= places[-1] + 1
        if span.is_passage and not (is_of_words and self._is_between(span, cut)):
            return [span]  # the cut is one of the units in the passage
        if any(first < cut < last for first, last in self.view.names()):
            self.decided.problems[words.number] = "the split would divide a name or date; no entry does"
            return [span]
        self.decided.effective.add(words.number)
        parts = [self._part(span, start, end) for start, end in pairwise((span.start, cut, span.end))]
        return [replace(one, stretch=replace(one.stretch, resp=words.resp, rule=words.rule)) for one in parts]

    def _is_between(self, span: _Span, cut: int) -> bool:
        """Whether a cut in a passage divides none of the units in it."""
        inner = list(_spans(self.inside(span.stretch)))
        return not any(one.stretch.is_unit and one.start < cut - span.start < one.end for one in inner)

    def align(self, spans: Sequence[_Span], pair: DecidedPair) -> list[_Span]:
        """The spans with the words of a pair in one unit, with nothing beside them if they were aligned anew."""
        places = [self._places_of(quoted) for quoted in pair.words]
        if not all(places):
            return list(spans)
        low, high = min(one[0] for one in places), max(one[-1] for one in places) + 1
        if any(one.is_passage and one.start <= low and high <= one.end for one in spans):
            return list(spans)  # the words are in one of the units in the passage
        made = list(spans)
        if not any(one.start <= low and high <= one.end for one in spans):
            words = DecidedWords(pair.number, 0, 0, 0, (), pair.resp, pair.rule)
            made = self._joined(spans, low, high, words)
            self.decided.pairs.effective.add(pair.number)
        before, behind = self._cut_before(low), self._cut_behind(high - 1)
        if self._is_edge(before - 1, pair):
            made = [part for one in made for part in self._cut(one, before, pair, (True, False))]
        if self._is_edge(behind, pair):
            made = [part for one in made for part in self._cut(one, behind, pair, (False, True))]
        return made

    def _is_edge(self, beside: int, pair: DecidedPair) -> bool:
        """Whether a unit ends with aligned words: they were aligned anew, or all agree on the place beside them."""
        if not 0 <= beside < len(self.view):
            return False
        return pair.number in self.decided.pairs.aligned or self.view.is_agreement(beside)

    def part(self, spans: Sequence[_Span], pair: DecidedPair, one: QuotedTokens, other: QuotedTokens) -> list[_Span]:
        """The spans without a unit that has words of both."""
        mine, others = self._places_of(one), self._places_of(other)
        if not (mine and others):
            return list(spans)
        first = mine if mine[0] < others[0] else others
        cut = self._cut_behind(first[-1])
        made: list[_Span] = []
        for span in spans:
            has_both = all(any(span.start <= place < span.end for place in some) for some in (mine, others))
            made += self._cut(span, cut, pair, (True, True)) if has_both else [span]
        return made

    def _places_of(self, quoted: QuotedTokens) -> list[int]:
        """The places of some words that are in this block, rising."""
        at = self.view.at.get(quoted.witness, {})
        return sorted(at[token] for token in range(quoted.first, quoted.last + 1) if token in at)

    def _cut_before(self, place: int) -> int:
        """The place before which a unit is divided so that it begins with a word: before the marks that open it."""
        cut = place
        while cut > 0 and self.view.is_mark(cut - 1):
            w, token = self.view.tokens_at(cut - 1)[0]
            if self.view.words(w).attachment(token) is not Attachment.FOLLOWING:
                break
            cut -= 1
        return cut

    def _cut(self, span: _Span, cut: int, pair: DecidedPair, loose: tuple[bool, bool]) -> Iterator[_Span]:
        """A unit divided before a place; where a name goes across, as it is. `loose`: whether what agrees before the
        place, and behind it, is left out."""
        is_named = any(first < cut < last for first, last in self.view.names())
        if is_named or span.is_passage or not (span.stretch.is_unit and span.start < cut < span.end):
            yield span
            return
        self.decided.pairs.effective.add(pair.number)
        left, right = cut, cut
        while loose[0] and left > span.start and self.view.is_agreement(left - 1):
            left -= 1
        while loose[1] and right < span.end and self.view.is_agreement(right):
            right += 1
        for start, end in ((span.start, left), (left, right), (right, span.end)):
            if start < end:
                part = self._part(span, start, end)
                is_unit = part.stretch.is_unit
                yield replace(part, stretch=replace(part.stretch, resp=pair.resp, rule=pair.rule)) if is_unit else part
