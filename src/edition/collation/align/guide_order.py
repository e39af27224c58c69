"""How much two witnesses share, and in which order they are joined."""

from collections.abc import Sequence

import numpy as np

from edition.collation.align.kgrams import kgrams
from edition.collation.arrays import Cells, Floats, Hashes, distinct
from edition.collation.thresholds import SIMILARITY_RUN, SIMILARITY_SAMPLE


def similarity(keys: Sequence[Cells]) -> Floats:
    """Shared runs of every two witnesses, out of a sample (all whose number lies below one limit)."""
    runs = [distinct(kgrams(sequence, SIMILARITY_RUN)[0]) for sequence in keys]
    share = min(1.0, SIMILARITY_SAMPLE / max([1, *map(len, runs)]))
    samples: list[Hashes] = [numbers[numbers <= np.uint64(int((2**64 - 2048) * share))] for numbers in runs]
    shared = np.zeros((len(keys), len(keys)))
    for a, sample in enumerate(samples):
        for b in range(a):
            shared[a, b] = shared[b, a] = len(np.intersect1d(sample, samples[b], assume_unique=True))
    return shared


def guide_order(shared: Floats) -> list[int]:
    """The witness that shares most with all others first, then always the one most like one of those inside.

    Equal claims are decided by the number of the witness, which `align` gives out by text.
    """
    outside = list(range(len(shared)))
    claim = shared.sum(axis=1)
    order: list[int] = []
    while outside:
        chosen = max(outside, key=lambda w: (claim[w], -w))
        outside.remove(chosen)
        order.append(chosen)
        claim = shared[:, order].max(axis=1)
    return order
