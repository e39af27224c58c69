"""Whether the numbers of a witness mean the same as those of the base: asked of the words (NOTES: Otinel's do not)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from edition.collation.blocks.segments import Segments
from edition.collation.thresholds import (
    SAME_UNIT,
    SHIFTED_SHARE,
    SOUND_SHARE,
    SOUNDNESS_SAMPLE,
    UNSOUND_SHARE,
)
from edition.collation.tokens.reference_units import Unit


class Trust(Enum):
    """What the numbers of a witness are worth. SOUND: they decide; DOUBTFUL: where words agree; NONE: nothing."""

    SOUND = "sound"
    DOUBTFUL = "doubtful"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Soundness:
    """`share`: of the units of one number, those with like words. `shift`: what has to be added to its numbers."""

    trust: Trust
    share: float = 0.0
    shift: int = 0


def measure_soundness(segments: Segments, witness: int, units: Sequence[Unit]) -> Soundness:
    """Ask the words of a sample of units whether the same numbers mean the same."""
    numbered = [unit for unit in units if unit.keys]
    pairs = [(unit, number) for unit in numbered if (number := segments.found(unit.keys[0])) >= 0]
    if not numbered:
        return Soundness(Trust.NONE)
    sample = _sample(pairs)
    alike = sum(segments.like(witness, unit, number) >= SAME_UNIT for unit, number in sample)
    share = alike / len(sample) if sample else 0.0
    if share >= SOUND_SHARE:
        return Soundness(Trust.SOUND, share)
    by_words = segments.by_words(witness, _sample(numbered), range(len(segments.all)))
    if shift := _find_shift(segments, by_words):
        return Soundness(Trust.SOUND, share, shift)
    return Soundness(Trust.NONE if share < UNSOUND_SHARE else Trust.DOUBTFUL, share)


def shifted(unit: Unit, shift: int) -> Unit:
    """A unit whose numbers are those of the base."""
    if not shift or not unit.keys:
        return unit
    keys = tuple((*k[:-1], str(int(k[-1]) + shift)) if k[-1].isdigit() else k for k in unit.keys)
    return replace(unit, keys=keys)


_T = TypeVar("_T")


def _sample(items: Sequence[_T]) -> Sequence[_T]:
    return items[:: max(1, len(items) // SOUNDNESS_SAMPLE)]


def _find_shift(segments: Segments, by_words: Sequence[tuple[Unit, int]]) -> int:
    """The one difference of the numbers of units whose words are alike; 0 if there is none."""
    steps: Counter[int] = Counter()
    for unit, number in by_words:
        segment = segments.all[number]
        keys = segment.units[segment.leader][0].keys
        if keys and keys[0][:-1] == unit.keys[0][:-1] and keys[0][-1].isdigit() and unit.keys[0][-1].isdigit():
            steps[int(keys[0][-1]) - int(unit.keys[0][-1])] += 1
    shift, count = max(steps.items(), key=lambda item: item[1], default=(0, 0))
    return shift if count >= max(SHIFTED_SHARE * len(by_words), 3) else 0
