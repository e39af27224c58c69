"""Measure the similarity of witnesses, and find the guide order of the progressive alignment."""

from collections.abc import Sequence

import numpy as np

from edition.collation.align.kgrams import hash_kgrams
from edition.collation.arrays import Cells, Floats, Hashes, sort_unique
from edition.collation.thresholds import SIMILARITY_RUN, SIMILARITY_SAMPLE

_AT_ONCE = 1 << 14  # hashes: a table of them has so many columns


def similarity(keys: Sequence[Cells]) -> Floats:
    """The number of runs that every two witnesses share, in a sample of runs with small hash values."""
    runs = [sort_unique(hash_kgrams(sequence, SIMILARITY_RUN)[0]) for sequence in keys]
    share = min(1.0, SIMILARITY_SAMPLE / max([1, *map(len, runs)]))
    samples: list[Hashes] = [numbers[numbers <= np.uint64(int((2**64 - 2048) * share))] for numbers in runs]
    return _count_shared(samples)


def _count_shared(samples: Sequence[Hashes]) -> Floats:
    """The number of hashes that every two samples share; 0 for a sample and itself."""
    witness = np.repeat(np.arange(len(samples)), [len(sample) for sample in samples])
    hashes, of = np.unique(np.concatenate(samples), return_inverse=True)
    shared = np.zeros((len(samples), len(samples)))
    by_hash = np.argsort(of, kind="stable")
    for first in range(0, len(hashes), _AT_ONCE):
        some = by_hash[slice(*np.searchsorted(of[by_hash], [first, first + _AT_ONCE]))]
        has = np.zeros((len(samples), _AT_ONCE), np.float32)  # sums of ones are exact
        has[witness[some], of[some] - first] = 1.0
        shared += has @ has.T
    np.fill_diagonal(shared, 0.0)
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
