"""The tokens of the distinct stretches of all texts, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from edition.collation.arrays import Cells, Ints, expand_ranges


def _no_cells() -> Cells:
    return np.zeros(0, np.int32)


@dataclass
class StretchTokens:
    """The tokens of numbered stretches: the form of each token and its offset in its stretch, one stretch after the
    other; by stretch the number of its tokens and where they begin.
    """

    forms: Cells = field(default_factory=_no_cells)
    offsets: Cells = field(default_factory=_no_cells)
    counts: Cells = field(default_factory=_no_cells)
    first: Cells = field(default_factory=_no_cells)

    def add(self, forms: Cells, tokens: Sequence[Sequence[str]]) -> None:
        """Add the tokens of stretches; `forms`: the numbers of their forms, one stretch after the other."""
        counts = np.fromiter(map(len, tokens), np.int32, len(tokens))
        length = np.fromiter((len(token) for stretch in tokens for token in stretch), np.int64, len(forms))
        begins = np.cumsum(counts) - counts
        offset = np.cumsum(length) - length
        inside = offset - np.repeat(offset[np.minimum(begins, max(len(forms) - 1, 0))], counts)
        self.first = np.concatenate([self.first, begins + len(self.forms)]).astype(np.int32)
        self.forms = np.concatenate([self.forms, forms])
        self.offsets = np.concatenate([self.offsets, inside.astype(np.int32)])
        self.counts = np.concatenate([self.counts, counts])

    def of(self, at: Ints, places: Ints) -> tuple[Cells, Cells]:
        """The form and the place of every token of a text: `at` are the numbers of its stretches, `places` theirs."""
        counts, first = self.counts[at], self.first[at]
        if len(at) and int(counts.min()) == int(counts.max()) == 1:
            return self.forms[first], places.astype(np.int32)
        which = expand_ranges(first.astype(np.int64), counts.astype(np.int64))
        return self.forms[which], (np.repeat(places, counts) + self.offsets[which]).astype(np.int32)
