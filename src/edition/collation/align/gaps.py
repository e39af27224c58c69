"""Align the gaps between pairs: first runs that occur once in the gap, then token by token."""

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
from rapidfuzz.distance import Indel

from edition.collation.align.affine import Pairs, find_best_path
from edition.collation.align.affine_batches import Gap, find_best_paths
from edition.collation.align.chain import Passages, find_heaviest_chain, join_runs
from edition.collation.align.kgrams import find_shared_once, hash_kgrams_at, scramble
from edition.collation.align.pairing import OpenGap, Pairing
from edition.collation.arrays import Floats, Hashes, Ints
from edition.collation.thresholds import (
    MOST_CELLS_ALIGNED,
    MOST_CELLS_SCORED,
    NEIGHBOURHOOD,
    RUN_EVIDENCE,
    SINGLE_WORD_EVIDENCE,
    SMALL_GAP,
    SUPPORT_DISTANCE,
)
from edition.collation.tokens.likeness import Likeness

_ONCE = {1: SINGLE_WORD_EVIDENCE}
_SIDES: tuple[Literal["left"], Literal["right"]] = ("left", "right")


def has_large_gap(pairing: Pairing) -> bool:
    """Whether a gap is too large to be aligned token by token with scores."""
    size_left, size_right = pairing.free_tokens().sizes()
    return bool((size_left * size_right > MOST_CELLS_SCORED).any())


def pair_unique_runs(pairing: Pairing, k: int) -> bool:
    """Pair runs of k tokens that occur once on both sides of a gap and exceed chance; return whether any was found.

    All gaps are searched at once, because the number of the gap is part of the hash of the run.
    """
    free = pairing.free_tokens()
    size_left, size_right = free.sizes()
    two_sided = (size_left > 0) & (size_right > 0)
    if not two_sided.any():
        return False
    on_left, on_right = two_sided[free.gap_left], two_sided[free.gap_right]
    runs = (
        _runs(pairing.scrambled[0], free.left[on_left], free.gap_left[on_left], k),
        _runs(pairing.scrambled[1], free.right[on_right], free.gap_right[on_right], k),
    )
    i, j = find_shared_once(*runs)
    gap_left, gap_right = np.searchsorted(free.line, i), np.searchsorted(free.partners, j)
    same = gap_left == gap_right
    found = join_runs(i[same], j[same], k)
    gap = np.searchsorted(free.line, found.left)
    chance = np.log(size_left[gap].astype(float) * size_right[gap])
    found = found.only(found.worth(pairing.sums) > chance + _ONCE.get(k, RUN_EVIDENCE))
    pairing.link_chain(found.only(find_heaviest_chain(found.right, found.worth(pairing.sums))))
    return len(found) > 0


def _runs(scrambled: Hashes, free: Ints, gap: Ints, k: int) -> tuple[Hashes, Ints]:
    """Hashes and positions of the runs of k unpaired tokens; the hash includes the number of the gap."""
    count = max(len(free) - k + 1, 0)
    first = np.flatnonzero(free[k - 1 :] - free[:count] == k - 1)
    starts = free[first]
    return hash_kgrams_at(scrambled, starts, k) ^ scramble(gap[first] + 7), starts


def find_unpaired_runs(pairing: Pairing, k: int, shift: int) -> Passages:
    """Runs of k tokens that occur once among the unpaired tokens of a neighbourhood on each side.

    Neighbourhoods are stretches of `NEIGHBOURHOOD` tokens of the left text, offset by `shift`. A token of the right
    text belongs to the neighbourhood of the last preceding pair in line.
    """
    free = pairing.free_tokens()
    last_pair = np.append(0, free.line)[free.gap_right]
    runs = (
        _runs(pairing.scrambled[0], free.left, (free.left + shift) // NEIGHBOURHOOD, k),
        _runs(pairing.scrambled[1], free.right, (last_pair + shift) // NEIGHBOURHOOD, k),
    )
    return join_runs(*find_shared_once(*runs), k)


def align_gaps(pairing: Pairing, likeness: Likeness, known: dict[Gap, Pairs]) -> list[tuple[int, int]]:
    """Align the unpaired tokens of every gap, near matches included; return the sizes of the gaps that were too
    large. `known`: the pairs of positions of short gaps that were aligned before.
    """
    free = pairing.free_tokens()
    left, right, gaps_left, gaps_right = free.left, free.right, free.gap_left, free.gap_right  # in ascending order
    both = gaps_left[np.isin(gaps_left, gaps_right, kind="sort")]
    both = both[np.diff(both, prepend=-1) > 0]
    a, a_end, b, b_end = (np.searchsorted(g, both, side) for g in (gaps_left, gaps_right) for side in _SIDES)
    single = (a_end - a == 1) & (b_end - b == 1)
    _substitute(pairing, left[a[single]], right[b[single]], likeness)
    too_large = []
    for start, end, other, other_end in np.stack([a, a_end, b, b_end], axis=1)[~single].tolist():
        i, j = left[start:end], right[other:other_end]
        if len(i) * len(j) <= MOST_CELLS_ALIGNED:
            keys = tuple(pairing.left[i].tolist()), tuple(pairing.right[j].tolist())
            pairing.gaps.append(OpenGap(i.tolist(), j.tolist(), keys))
        elif np.isin(pairing.left[i], pairing.right[j]).any():
            too_large.append((len(i), len(j)))
    _link_paths(pairing, _align_short(pairing, likeness, known))
    return too_large


def _align_short(pairing: Pairing, likeness: Likeness, known: dict[Gap, Pairs]) -> dict[Gap, Pairs]:
    """The pairs of positions of every gap; the short ones are aligned all at once."""
    distinct = {gap.keys for gap in pairing.gaps}
    short = {keys for keys in distinct if len(keys[0]) * len(keys[1]) <= SMALL_GAP}
    known.update(find_best_paths(list(short - known.keys()), likeness))
    long = {keys: align_short_sequences(*keys, pairing.surprise, likeness) for keys in distinct - short}
    return long | {keys: known[keys] for keys in short}


def _link_paths(pairing: Pairing, paths: dict[Gap, Pairs]) -> None:
    """Pair the tokens of every gap as its path says."""
    steps = [(gap.left[i], gap.right[j]) for gap in pairing.gaps for i, j in paths[gap.keys]]
    if steps:
        pairs = np.asarray(steps, np.int64)
        pairing.link(pairs[:, 0], pairs[:, 1])


def _substitute(pairing: Pairing, i: Ints, j: Ints, likeness: Likeness) -> None:
    """Pair the tokens of gaps with one token on each side, a word with a word and a mark with a mark."""
    same = likeness.is_word[pairing.left[i]] == likeness.is_word[pairing.right[j]]
    pairing.link(i[same], j[same])


def align_short_sequences(x: Sequence[int], y: Sequence[int], surprise: Floats, likeness: Likeness) -> Pairs:
    """The pairs of positions of two short sequences of keys, without pairs that chance explains."""
    if len(x) == len(y) == 1:
        return [(0, 0)] if likeness.words[x[0]] == likeness.words[y[0]] else []
    if len(x) * len(y) > MOST_CELLS_SCORED:
        equal = (o for o in Indel.opcodes(x, y) if o.tag == "equal")
        path = [(o.src_start + n, o.dest_start + n) for o in equal for n in range(o.src_end - o.src_start)]
    else:
        path = find_best_path(x, y, likeness)
    if len(x) * len(y) <= SMALL_GAP:
        return path
    return _drop_isolated_matches(path, x, y, surprise, likeness)


def _drop_isolated_matches(
    path: Pairs, x: Sequence[int], y: Sequence[int], surprise: Floats, likeness: Likeness
) -> Pairs:
    """The path without groups of matches that chance explains in a gap of this size.

    A pair of dissimilar tokens and a skipped token each subtract 1 from the evidence of a group.
    """
    needed = math.log(len(x) * len(y))
    kept: Pairs = []
    group: Pairs = []
    worth = 0.0
    for i, j in path:
        if group and (i - group[-1][0] > SUPPORT_DISTANCE or j - group[-1][1] > SUPPORT_DISTANCE):
            kept += group if worth > needed else []
            group, worth = [], 0.0
        if group:
            worth -= max(i - group[-1][0], j - group[-1][1]) - 1
        score = likeness.score(x[i], y[j])
        worth += min(score, 1.0) * surprise[x[i]] if score > 0 else -1.0
        group.append((i, j))
    return kept + (group if worth > needed else [])
