"""Measure the similarity of witnesses, and find the guide order of the progressive alignment."""

from collections.abc import Sequence

import numpy as np

from edition.collation.align.kgrams import hash_kgrams
from edition.collation.arrays import Cells, Floats, Hashes, sort_unique
from edition.collation.thresholds import SIMILARITY_RUN, SIMILARITY_SAMPLE


def similarity(keys: Sequence[Cells]) -> Floats:
    """The number of runs that every two witnesses share, in a sample of runs with small hash values."""
    runs = [sort_unique(hash_kgrams(sequence, SIMILARITY_RUN)[0]) for sequence in keys]
    share = min(1.0, SIMILARITY_SAMPLE / max([1, *map(len, runs)]))
    samples: list[Hashes] = [numbers[numbers <= np.uint64(int((2**64 - 2048) * share))] for numbers in runs]
    shared = np.zeros((len(keys), len(keys)))
    for a, sample in enumerate(samples):
        for b in range(a):
            shared[a, b] = shared[b, a] = len(np.intersect1d(sample, samples[b], assume_unique=True))
    return shared


def guide_order(shared: Floats) -> list[int]:
    """The witness most similar to all others first, then always the one most similar to a witness already chosen.

    Equal similarity is decided by the number of the witness, which `align` assigns by text.
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
