"""Neighbour joining gives back any tree whose distances it gets (Saitou and Nei 1987): branches and lengths."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from edition.relate.neighbour_joining import JoinedTrees, join_neighbours

Side = frozenset[int]


@st.composite
def trees(draw: st.DrawFn) -> tuple[int, dict[Side, float]]:
    """A tree of tips 0 to n-1 without a root: of each branch the tips on that side where 0 is not, and its length."""
    size = draw(st.integers(4, 9))
    groups = [frozenset([tip]) for tip in range(1, size)]
    sides = list(groups)
    while len(groups) > 2:
        one = groups.pop(draw(st.integers(0, len(groups) - 1)))
        other = groups.pop(draw(st.integers(0, len(groups) - 1)))
        groups.append(one | other)
        sides.append(one | other)
    sides.append(frozenset(range(1, size)))  # the branch of tip 0
    lengths = draw(st.lists(st.integers(1, 300), min_size=len(sides), max_size=len(sides)))
    return size, {side: length / 64 for side, length in zip(sides, lengths, strict=True)}


def distances_of(size: int, tree: dict[Side, float]) -> np.ndarray:
    made = np.zeros((1, size, size))
    for side, length in tree.items():
        for a in side:
            for b in set(range(size)) - side:
                made[0, a, b] += length
                made[0, b, a] += length
    return made


def tree_of(found: JoinedTrees, size: int) -> dict[Side, float]:
    tips = [frozenset([tip]) for tip in range(size)]
    for one, other in found.children[0]:
        tips.append(tips[one] | tips[other])
    everyone = frozenset(range(size))
    sides = [side if 0 not in side else everyone - side for side in tips]
    return dict(zip(sides, found.lengths[0].tolist(), strict=True))


@given(trees())
def test_a_tree_comes_back_from_its_distances(drawn: tuple[int, dict[Side, float]]) -> None:
    size, tree = drawn
    found = tree_of(join_neighbours(distances_of(size, tree)), size)
    assert found.keys() == tree.keys()
    assert all(abs(found[side] - length) < 1e-9 for side, length in tree.items())


@given(trees(), st.randoms())
def test_the_order_of_the_tips_changes_nothing(drawn: tuple[int, dict[Side, float]], chance: object) -> None:
    size, tree = drawn
    order = [0, *sorted(range(1, size), key=lambda _: chance.random())]  # type: ignore[attr-defined]
    given_ = distances_of(size, tree)[:, order][:, :, order]
    found = tree_of(join_neighbours(given_), size)
    back = {frozenset(order[tip] for tip in side): length for side, length in found.items()}
    assert back.keys() == tree.keys()
