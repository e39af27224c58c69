"""Segments: units of reference of several witnesses that answer each other, in the order of the base."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from edition.collation.thresholds import RARE_IN_UNITS, SAME_UNIT
from edition.collation.tokens.likeness import Likeness
from edition.collation.tokens.reference_units import Key, Unit

Keys = list[int]  # what is compared of each token


@dataclass(slots=True)
class Segment:
    """Units that answer each other: by witness, in its order. `leader` is the witness whose unit was the first."""

    leader: int
    units: dict[int, list[Unit]]
    added: list[int] = field(default_factory=list)  # segments that follow it and that the base lacks


class Segments:
    """The segments so far, and how alike units are."""

    def __init__(self, keys: Sequence[Keys], likeness: Likeness) -> None:
        self.keys, self.likeness = keys, likeness
        self.all: list[Segment] = []
        self.first: list[int] = []  # segments before the first of the base
        self.of_key: dict[Key, int] = {}
        self.joined: dict[int, int] = {}  # a segment that became part of another -> the other

    def begin(self, base: int, units: Sequence[Unit]) -> None:
        """Make a segment of every unit of the base."""
        for unit in units:
            self._new(base, unit)
        self.count = len(self.all)

    def _new(self, witness: int, unit: Unit) -> int:
        number = len(self.all)
        self.all.append(Segment(witness, {witness: [unit]}))
        for key in unit.keys:
            self.of_key.setdefault(key, number)
        return number

    def add(self, witness: int, unit: Unit, after: int) -> int:
        """A segment of a unit that the others lack, after another segment (-1: before all)."""
        number = self._new(witness, unit)
        (self.all[after].added if after >= 0 else self.first).append(number)
        return number

    def put(self, witness: int, unit: Unit, number: int) -> None:
        """Add a unit of a witness to a segment."""
        self.all[number].units.setdefault(witness, []).append(unit)

    def join(self, numbers: Sequence[int]) -> int:
        """Make one segment of several that follow each other: a range answers all of them."""
        host = self.all[numbers[0]]
        for number in numbers[1:]:
            other = self.all[number]
            for witness, units in other.units.items():
                host.units.setdefault(witness, []).extend(units)
            host.added += other.added
            other.units, other.added = {}, []
            self.joined[number] = numbers[0]
        return numbers[0]

    def found(self, key: Key) -> int:
        """The segment of a reference; -1 if there is none."""
        number = self.of_key.get(key, -1)
        return self.joined.get(number, number)

    def in_order(self) -> list[int]:
        """The numbers of all segments, in the order of the base."""
        made: list[int] = []
        waiting = [*range(self.count - 1, -1, -1), *reversed(self.first)]
        while waiting:
            number = waiting.pop()
            if self.all[number].units:
                made.append(number)
            waiting += reversed(self.all[number].added)
        return made

    def rare_words(self, numbers: Sequence[int]) -> Mapping[int, Sequence[int]]:
        """Key -> those of the segments that have it, of keys that few of them have."""
        places: dict[int, list[int]] = {}
        for number in numbers:
            segment = self.all[number]
            for unit in segment.units.get(segment.leader, ()):
                for key in set(self.keys[segment.leader][unit.first : unit.end]):
                    if self.likeness.words[key]:
                        places.setdefault(key, []).append(number)
        return {key: found for key, found in places.items() if len(found) <= RARE_IN_UNITS}

    def by_words(self, witness: int, units: Sequence[Unit], numbers: Sequence[int]) -> list[tuple[Unit, int]]:
        """For units of a witness the one of these segments that has their rare words, where the words are alike."""
        places = self.rare_words(numbers)
        found: list[tuple[Unit, int]] = []
        for unit in units:
            votes = Counter(n for key in set(self.keys[witness][unit.first : unit.end]) for n in places.get(key, ()))
            ranked = votes.most_common(2)
            is_one = ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])  # a refrain says nothing
            if is_one and self.like(witness, unit, ranked[0][0]) >= SAME_UNIT:
                found.append((unit, ranked[0][0]))
        return found

    def like(self, witness: int, unit: Unit, number: int) -> float:
        """How alike a unit is to a segment, from 0 to 1: the share of words that both have."""
        segment = self.all[number]
        one = self.keys[witness][unit.first : unit.end]
        other: Keys = []
        for there in segment.units[segment.leader]:
            other += self.keys[segment.leader][there.first : there.end]
        return self.compared(one, other)

    def compared(self, one: Keys, other: Keys) -> float:
        """The share of words that two sequences of keys have in common, spellings of one word included."""
        if one == other:
            return 1.0
        is_word = self.likeness.words
        left, right = [k for k in one if is_word[k]], [k for k in other if is_word[k]]
        if not left or not right:
            return 0.0
        count = len(left) + len(right)
        for key in list(left):
            if key in right:
                right.remove(key)
                left.remove(key)
        for key in list(left):
            like = next((k for k in right if self.likeness.are_similar(key, k)), None)
            if like is not None:
                right.remove(like)
                left.remove(key)
        return 1.0 - (len(left) + len(right)) / count
