"""The tree of the witnesses against that of another program."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from edition.relate.neighbour_joining import join_neighbours

Read = Callable[..., Any]


@pytest.mark.tools
@pytest.mark.parametrize("size", [4, 7, 12])
def test_dendropy_joins_the_same_tree(tmp_path: Path, read: Read, size: int) -> None:
    """Distances that are nearly those of a tree, so that no length is below 0, where programs differ on purpose."""
    rng = np.random.default_rng(size)
    points = np.cumsum(rng.integers(20, 60, size))
    given = (
        np.abs(points[:, None] - points[None, :])
        + 64.0 * (1 - np.eye(size))
        + np.triu(rng.integers(0, 3, (size, size)), 1)
    )
    given = np.triu(given, 1) + np.triu(given, 1).T
    names = [f"t{n:02}" for n in range(size)]
    rows = [",".join(["", *names]), *(",".join([n, *map(str, row)]) for n, row in zip(names, given, strict=True))]
    (tmp_path / "distances.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    theirs = read("joined", tmp_path / "distances.csv")
    found = join_neighbours(given[None])
    sides = [frozenset([name]) for name in names]
    for one, other in found.children[0]:
        sides.append(sides[one] | sides[other])
    everyone = frozenset(names)
    ours = {
        " ".join(sorted(everyone - s if names[0] in s else s)): x for s, x in zip(sides, found.lengths[0], strict=True)
    }
    assert ours.keys() == theirs.keys()
    assert all(ours[side] == pytest.approx(theirs[side], abs=1e-9) for side in ours)
