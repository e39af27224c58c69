"""Find transposed passages: the same words at another place of two texts."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from edition.collation.align.chain import Passages
from edition.collation.align.pairing import Pairing
from edition.collation.arrays import Ints, prefix_sums
from edition.collation.thresholds import (
    CONTINUATION_EVIDENCE,
    MOST_CHANGED_WORDS,
    MOVE_EVIDENCE,
    MOVED_RUNS_OVERLAP,
    MOVED_RUNS_REACH,
    NEAR_MOVE,
    NEAR_MOVE_WORDS,
    OBSTACLE_SHARE,
    SHIFTED_WORDS,
    UNPAIRED_SHARE,
)

#: Nats that the words after such a change must exceed: more than the number of places where they could occur.
_CONTINUATION = 2 * math.log(MOST_CHANGED_WORDS + 1) + CONTINUATION_EVIDENCE


@dataclass(frozen=True, slots=True)
class Window:
    """A transposed passage: its ranges [start, end) on the left and on the right."""

    left: int
    left_end: int
    right: int
    right_end: int


def evidence_needed(distance: float, places: float) -> float:
    """The evidence in nats that a transposed passage needs: less for a small distance than for a large one."""
    return min(2 * math.log(distance + 2), math.log(max(places, 1.0))) + MOVE_EVIDENCE


def find_moved_windows(pairing: Pairing, rest: Passages, least: int) -> Iterator[Window]:
    """The transposed passages among shared runs outside the common order; pairs that conflict with them are undone."""
    for group, distance in _with_distance(pairing, rest):
        tokens = least if distance > NEAR_MOVE else min(least, NEAR_MOVE_WORDS)
        yield from _accept_windows(pairing, group, distance, tokens)


def find_shifted_windows(pairing: Pairing, rest: Passages) -> Iterator[Window]:
    """The passages that moved by a few words, among runs that occur once in their neighbourhood.

    Only small distances are accepted, because common phrases occur many times in a text.
    """
    for group, distance in _with_distance(pairing, rest):
        if distance <= MOVED_RUNS_REACH:
            yield from _accept_windows(pairing, group, distance, SHIFTED_WORDS)


def _with_distance(pairing: Pairing, rest: Passages) -> Iterator[tuple[Passages, int]]:
    """Groups of runs, and the distance of each on the right from the place that its left neighbours suggest."""
    line = np.flatnonzero(pairing.in_line())
    partners = pairing.right_of[line]
    for group in _group_runs(_select_unpaired(pairing, rest)):
        at = int(np.searchsorted(line, group.left[0]))
        neighbours = partners[max(at - 1, 0) : at + 1]
        yield group, int(np.abs(neighbours - group.right[0]).min()) if len(neighbours) else len(pairing.right)


def _accept_windows(pairing: Pairing, group: Passages, distance: int, tokens: int) -> Iterator[Window]:
    """The windows of a group that are long enough, have sufficient evidence, and conflict only with weak pairs.

    A group may contain runs on both sides of a passage that was moved before; it is split there.
    """
    places = float(len(pairing.left)) * len(pairing.right)
    for part in _split_at_moves(pairing, group):
        worth = float(part.worth(pairing.sums).sum())
        if part.length.sum() >= tokens and worth > evidence_needed(distance, places):
            window = _grow_window(pairing, part)
            if _clear_window(pairing, window, OBSTACLE_SHARE * worth):
                yield window


def _split_at_moves(pairing: Pairing, group: Passages) -> list[Passages]:
    """The group, split where a passage that was moved before is between its runs on either side.

    Only the tokens of the group are looked at, so that the time does not grow with the length of the texts.
    """
    parts, first = [], 0
    for run in range(1, len(group) + 1):
        if run < len(group):
            left = slice(int(group.left[first]), int(group.left[run] + group.length[run]))
            right = slice(int(group.right[first]), int(group.right[run] + group.length[run]))
            if not _has_move(pairing, left, right):
                continue
        parts.append(group.only(np.arange(first, run)))
        first = run
    return parts


def _has_move(pairing: Pairing, left: slice, right: slice) -> bool:
    """Whether a token of these stretches belongs to a passage that was moved before."""
    partners = pairing.left_of[right]
    return bool(pairing.moved[left].any() or pairing.moved[partners[partners >= 0]].any())


def _select_unpaired(pairing: Pairing, rest: Passages) -> Passages:
    """The runs most of whose tokens are unpaired on both sides."""
    left, right = prefix_sums(pairing.right_of < 0), prefix_sums(pairing.left_of < 0)
    share_left = (left[rest.left + rest.length] - left[rest.left]) / rest.length
    share_right = (right[rest.right + rest.length] - right[rest.right]) / rest.length
    return rest.only((share_left > UNPAIRED_SHARE) & (share_right > UNPAIRED_SHARE))


def _group_runs(runs: Passages) -> Iterator[Passages]:
    """Groups of runs that are close to each other on both sides."""
    left, right, length = runs.left.tolist(), runs.right.tolist(), runs.length.tolist()
    used = [False] * len(runs)
    for first in range(len(runs)):
        if used[first]:
            continue
        group = [first]
        for run in range(first + 1, len(runs)):
            last = group[-1]
            step_left = left[run] - left[last] - length[last]
            step_right = right[run] - right[last] - length[last]
            if step_left > MOVED_RUNS_REACH:
                break
            if (
                not used[run]
                and step_left > -MOVED_RUNS_OVERLAP
                and -MOVED_RUNS_OVERLAP < step_right <= MOVED_RUNS_REACH
            ):
                group.append(run)
                used[run] = True
        yield runs.only(np.asarray(group))


def _grow_window(pairing: Pairing, group: Passages) -> Window:
    """The window of a group, extended on both sides over equal unpaired tokens."""
    i, j = int(group.left[0]), int(group.right[0])
    i_end, j_end = int(group.left[-1] + group.length[-1]), int(group.right[-1] + group.length[-1])
    for _ in range(int(group.length[0]) - 1):  # a full stop may belong to the previous transposed passage
        if _moved_before(pairing, i, j):
            i, j = i + 1, j + 1
    for _ in range(int(group.length[-1]) - 1):
        if _moved_before(pairing, i_end - 1, j_end - 1):
            i_end, j_end = i_end - 1, j_end - 1
    i, j = _end(pairing, i - 1, j - 1, -1)
    i_end, j_end = _end(pairing, i_end, j_end, 1)
    return Window(i + 1, i_end, j + 1, j_end)


def _end(pairing: Pairing, i: int, j: int, step: int) -> tuple[int, int]:
    """The first two tokens after a passage, which continues over equal tokens and over a few different ones."""
    while True:
        run, _ = _equal_run(pairing, i, j, step)
        i, j = i + step * run, j + step * run
        beyond = _find_continuation(pairing, i, j, step)
        if beyond is None:
            return i, j
        i, j = beyond


def _find_continuation(pairing: Pairing, i: int, j: int, step: int) -> tuple[int, int] | None:
    """The place, at most `MOST_CHANGED_WORDS` further, where equal tokens continue with sufficient evidence, or
    None.
    """
    free_left, free_right = (_free_tokens(of, at, step) for of, at in ((pairing.right_of, i), (pairing.left_of, j)))
    places = ((x, y) for x in range(free_left + 1) for y in range(free_right + 1))
    for x, y in sorted(places, key=lambda place: (sum(place), place)):
        if _equal_run(pairing, i + step * x, j + step * y, step)[1] > _CONTINUATION:
            return i + step * x, j + step * y
    return None


def _free_tokens(partner_of: Ints, at: int, step: int) -> int:
    """The number of consecutive unpaired tokens, at most `MOST_CHANGED_WORDS`."""
    count = 0
    while count < MOST_CHANGED_WORDS and 0 <= at + step * count < len(partner_of) and partner_of[at + step * count] < 0:
        count += 1
    return count


def _equal_run(pairing: Pairing, i: int, j: int, step: int) -> tuple[int, float]:
    """The number of consecutive equal unpaired tokens from here, and their evidence in nats."""
    count, worth = 0, 0.0
    while 0 <= i < len(pairing.left) and 0 <= j < len(pairing.right) and _same_and_free(pairing, i, j):
        worth += float(pairing.worth[i])
        i, j, count = i + step, j + step, count + 1
    return count, worth


def _moved_before(pairing: Pairing, i: int, j: int) -> bool:
    """Whether one of two tokens belongs to another transposed passage."""
    partner = int(pairing.left_of[j])
    return bool(pairing.moved[i] or (partner >= 0 and pairing.moved[partner]))


def _same_and_free(pairing: Pairing, i: int, j: int) -> bool:
    return bool(pairing.left[i] == pairing.right[j] and pairing.right_of[i] < 0 and pairing.left_of[j] < 0)


def _clear_window(pairing: Pairing, window: Window, worth: float) -> bool:
    """Undo weak pairs that conflict with a transposed passage; return False if they are too strong."""
    on_left = np.flatnonzero(pairing.right_of[window.left : window.left_end] >= 0) + window.left
    on_right = pairing.left_of[window.right : window.right_end]
    stray = np.union1d(on_left, on_right[on_right >= 0])
    if pairing.moved[stray].any() or pairing.worth[stray].sum() > worth:
        return False
    pairing.unlink(stray)
    return True
