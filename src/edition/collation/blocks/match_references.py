"""Which units of witnesses answer each other: by their references where these are sound, else by their words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from edition.collation.align.chain import find_heaviest_chain
from edition.collation.blocks.segments import Keys, Segments
from edition.collation.blocks.soundness import Soundness, Trust, measure_soundness, shifted
from edition.collation.thresholds import (
    HEADINGS_ALIKE,
    MEANT_UNIT,
    MOST_UNIT_PAIRS,
    SAME_UNIT,
    SLIP_REACH,
    STAGES_ALIKE,
    UNLIKE_UNIT,
    UNNUMBERED_ALIKE,
)
from edition.collation.tokens.likeness import Likeness
from edition.collation.tokens.reference_units import Unit
from edition.collation.tokens.witness_tokens import CLASSES
from edition.model import Kind

_SPEAKER, _STAGE, _HEADING = CLASSES[Kind.SPEAKER], CLASSES[Kind.STAGE], CLASSES[Kind.HEADING]
_TIE = 1e-6


@dataclass(slots=True)
class Slip:
    """A unit of a witness whose number contradicts its words: they answer another unit."""

    witness: int
    unit: Unit
    answers: Unit


@dataclass(slots=True)
class Matched:
    """The segments, the units that stand at another place in their witness, and what was found about the numbers."""

    segments: Segments
    moved: dict[int, list[Unit]] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)
    soundness: dict[int, Soundness] = field(default_factory=dict)


def match_references(keys: Sequence[Keys], likeness: Likeness, units: Sequence[list[Unit]], base: int) -> Matched:
    """Match the units of every witness whose references are sound; the others are not in the segments."""
    segments = Segments(keys, likeness)
    segments.begin(base, units[base])
    made = Matched(segments)
    others = [w for w in range(len(units)) if w != base]
    for witness in others:
        made.soundness[witness] = measure_soundness(segments, witness, units[witness])
    for witness in others:
        sound = made.soundness[witness]
        if sound.trust is not Trust.NONE:
            own = [shifted(unit, sound.shift) for unit in units[witness]]
            _Matcher(made, witness, own, sound.trust is Trust.SOUND).match()
    return made


class _Matcher:
    """Matches the units of one witness with the segments."""

    def __init__(self, made: Matched, witness: int, units: Sequence[Unit], is_sound: bool) -> None:
        self.made, self.segments, self.witness, self.units = made, made.segments, witness, units
        self.is_sound = is_sound
        self.order = self.segments.in_order()
        self.place = {number: place for place, number in enumerate(self.order)}
        self.match_of: list[int] = [-1] * len(units)  # of each unit the place of its segment

    def match(self) -> None:
        """Match all units; what answers nothing becomes a segment of its own."""
        for i, unit in enumerate(self.units):
            self.match_of[i] = self._by_reference(unit)
        self._drop_slips()
        chain = self._chain()
        moved = self._moved(chain)
        self._fill_gaps(chain, moved)
        self._record(moved)

    def _by_reference(self, unit: Unit) -> int:
        numbers = list(dict.fromkeys(n for key in unit.keys if (n := self.segments.found(key)) >= 0))
        if (
            not numbers
            or self.segments.all[numbers[0]].units[self.segments.all[numbers[0]].leader][0].group != unit.group
        ):
            return -1
        places = [self.place[n] for n in numbers]
        is_range = len(unit.keys) > 1 and places == list(range(places[0], places[0] + len(places)))
        if is_range and len(numbers) > 1:
            self.segments.join(numbers)
            for place in places[1:]:
                self.order[place] = numbers[0]
        return places[0]

    def _like(self, unit: Unit, place: int) -> float:
        return self.segments.like(self.witness, unit, self.order[place])

    def _drop_slips(self) -> None:
        """Give up matches that contradict the words, where these answer a unit near by."""
        for i, place in enumerate(self.match_of):
            if place < 0:
                continue
            unit = self.units[i]
            like = self._like(unit, place)
            if like >= SAME_UNIT:
                continue
            if not self.is_sound or (like < UNLIKE_UNIT and self._is_meant_near(unit, place)):
                self.match_of[i] = -1

    def _is_meant_near(self, unit: Unit, place: int) -> bool:
        near = range(max(0, place - SLIP_REACH), min(len(self.order), place + SLIP_REACH + 1))
        return any(p != place and self._like(unit, p) > MEANT_UNIT for p in near)

    def _chain(self) -> list[int]:
        """The units that stand in the order of the segments: as many as possible."""
        matched = [i for i, place in enumerate(self.match_of) if place >= 0]
        places = np.asarray([self.match_of[i] for i in matched], np.int64)
        weight = 1.0 + _TIE * np.arange(len(matched)) / max(len(matched), 1)
        steps = places * len(places) + np.arange(len(places))  # units of one segment keep their order
        weight += _TIE * places / max(len(self.order), 1)
        return [matched[i] for i in find_heaviest_chain(steps, weight).tolist()]

    def _moved(self, chain: Sequence[int]) -> set[int]:
        """The units at another place than their segment; a match that only the number says is given up there."""
        inside = set(chain)
        moved: set[int] = set()
        for i, place in enumerate(self.match_of):
            if place < 0 or i in inside:
                continue
            if self._like(self.units[i], place) >= SAME_UNIT:
                moved.add(i)
            else:
                self.match_of[i] = -1
        return moved

    # -- between references

    def _fill_gaps(self, chain: Sequence[int], moved: set[int]) -> None:
        taken = {self.match_of[i] for i in moved}
        before, place = -1, -1
        for i in (*chain, len(self.units)):
            end = self.match_of[i] if i < len(self.units) else len(self.order)
            own = [k for k in range(before + 1, i) if self.match_of[k] < 0]
            if own:
                self._pair(own, [p for p in range(place + 1, end) if p not in taken and self._is_alive(p)])
            before, place = i, end

    def _is_alive(self, place: int) -> bool:
        number = self.order[place]
        return number not in self.segments.joined and self.place[number] == place

    def _pair(self, own: Sequence[int], places: Sequence[int]) -> None:
        """Pair units of a gap with segments of it, in their order, so that they are as alike as possible."""
        if not places:
            return
        if len(own) * len(places) > MOST_UNIT_PAIRS:
            self._divide(own, places)
            return
        best = np.zeros((len(own) + 1, len(places) + 1))
        score = np.array([[self._score(self.units[i], p) for p in places] for i in own])
        for a in range(len(own) - 1, -1, -1):
            for b in range(len(places) - 1, -1, -1):
                best[a, b] = max(best[a + 1, b], best[a, b + 1], best[a + 1, b + 1] + score[a, b])
        a = b = 0
        while a < len(own) and b < len(places):
            if score[a, b] > 0 and best[a, b] == best[a + 1, b + 1] + score[a, b]:
                self._link(own[a], places[b])
                a, b = a + 1, b + 1
            elif best[a, b] == best[a, b + 1]:
                b += 1
            else:
                a += 1

    def _divide(self, own: Sequence[int], places: Sequence[int]) -> None:
        """Pair the units of a large gap that have rare words in common, then what is between them."""
        number_of = {id(self.units[i]): k for k, i in enumerate(own)}
        place_of = {self.order[p]: k for k, p in enumerate(places)}
        pairs = self.segments.by_words(self.witness, [self.units[i] for i in own], list(place_of))
        found = [(number_of[id(unit)], place_of[n]) for unit, n in pairs]
        if not found:
            return
        chain = find_heaviest_chain(np.asarray([p for _, p in found], np.int64), np.ones(len(found)))
        a = b = 0
        for k, p in [*(found[n] for n in chain.tolist()), (len(own), len(places))]:
            if k > a and p > b and (k - a) * (p - b) < len(own) * len(places):
                self._pair(own[a:k], places[b:p])
            if k < len(own) and p >= b:
                self._link(own[k], places[p])
            a, b = k + 1, p + 1

    def _link(self, i: int, place: int) -> None:
        unit = self.units[i]
        segment = self.segments.all[self.order[place]]
        answers = segment.units[segment.leader][0]
        if unit.keys and answers.keys:
            self.made.slips.append(Slip(self.witness, unit, answers))
        self.match_of[i] = place

    def _score(self, unit: Unit, place: int) -> float:
        """How well a unit answers a segment that its reference does not name; 0: not at all."""
        segment = self.segments.all[self.order[place]]
        other = segment.units[segment.leader][0]
        if other.group != unit.group:
            return 0.0
        like = self._like(unit, place)
        if unit.group == _SPEAKER:
            return 1.0 if like >= SAME_UNIT or (unit.who and unit.who == other.who) else 0.1
        if unit.group == _STAGE:
            return like if like >= STAGES_ALIKE else 0.0
        if unit.group == _HEADING:
            return like if like >= HEADINGS_ALIKE else 0.0
        needed = MEANT_UNIT if unit.keys and other.keys else UNNUMBERED_ALIKE
        return like if like >= needed else 0.0

    # -- the result

    def _record(self, moved: set[int]) -> None:
        after = -1  # the segment after which what answers nothing stands
        for i, unit in enumerate(self.units):
            if self.match_of[i] >= 0:
                number = self.order[self.match_of[i]]
                self.segments.put(self.witness, unit, number)
                after = after if i in moved else number
            else:
                after = self.segments.add(self.witness, unit, after)
        if moved:
            self.made.moved[self.witness] = [self.units[i] for i in sorted(moved)]


def contradictions(matched: Matched) -> Iterator[Slip]:
    """The slips, in the order of the witnesses."""
    yield from matched.slips
