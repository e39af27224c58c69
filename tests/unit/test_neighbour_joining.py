"""Neighbour joining against trees that are known: published examples, and trees that give their own distances."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from edition.relate.neighbour_joining import JoinedTrees, join_neighbours
from edition.relate.support import SHORTEST
from edition.relate.witness_tree import centre, drawn_from, links_of

#: Saitou and Nei 1987, table 1: eight units; units 1 and 2, 5 and 6, 7 and 8 are neighbours.
SAITOU = [
    [7],
    [8, 5],
    [11, 8, 5],
    [13, 10, 7, 8],
    [16, 13, 10, 11, 5],
    [13, 10, 7, 8, 6, 9],
    [17, 14, 11, 12, 10, 13, 8],
]
#: The example of most textbooks: five tips at 2, 3, 4, 2 and 1 from their forks.
FIVE = [[5], [9, 10], [9, 10, 8], [8, 9, 7, 3]]


def square(lower: Sequence[Sequence[float]]) -> np.ndarray:
    size = len(lower) + 1
    made = np.zeros((1, size, size))
    for row, values in enumerate(lower, 1):
        for column, value in enumerate(values):
            made[0, row, column] = made[0, column, row] = value
    return made


def ways(trees: JoinedTrees, size: int) -> np.ndarray:
    """How far the tips of the first tree are from each other, along its branches."""
    above = {int(c): size + step for step, pair in enumerate(trees.children[0]) for c in pair}
    above |= {int(node): 2 * size - 3 for node in trees.last[0]}
    roots: list[dict[int, float]] = []
    for tip in range(size):
        node, far, found = tip, 0.0, {tip: 0.0}
        while node in above:
            far += float(trees.lengths[0, node])
            node = above[node]
            found[node] = far
        roots.append(found)
    made = np.zeros((size, size))
    for a in range(size):
        for b in range(size):
            made[a, b] = min(roots[a][n] + roots[b][n] for n in roots[a].keys() & roots[b].keys()) if a != b else 0
    return made


@pytest.mark.parametrize("example", [SAITOU, FIVE])
def test_a_published_example_gives_back_its_distances(example: Sequence[Sequence[float]]) -> None:
    given = square(example)
    assert ways(join_neighbours(given), len(given[0])) == pytest.approx(given[0], abs=1e-9)


def test_the_lengths_of_the_textbook() -> None:
    trees = join_neighbours(square(FIVE))
    assert trees.lengths[0].tolist() == [2, 3, 4, 2, 1, 3, 2]
    assert trees.children[0].tolist() == [[0, 1], [5, 2]]


def test_the_neighbours_of_the_first_paper() -> None:
    trees = join_neighbours(square(SAITOU))
    assert trees.lengths[0, :8].tolist() == [5, 2, 1, 3, 1, 4, 2, 6]
    tree = drawn(SAITOU)
    assert {"1 2", "5 6", "7 8"} <= {" ".join(side) for side in tree}


def drawn(example: Sequence[Sequence[float]]) -> list[tuple[str, ...]]:
    """The witnesses behind each inner branch of the drawing, sorted."""
    size = len(example) + 1
    sigla = [str(n + 1) for n in range(size)]
    links = links_of(join_neighbours(square(example)), size)
    root = drawn_from(links, centre(links, size), sigla, {s: n for n, s in enumerate(sigla)})
    found, waiting = [], list(root.children)
    while waiting:
        node = waiting.pop()
        waiting += node.children
        found += [tuple(sorted(node.sigla))] if node.branch else []
    return found


def test_many_squares_at_once_are_each_joined_alone() -> None:
    rng = np.random.default_rng(3)
    given = rng.random((20, 7, 7))
    given += given.transpose(0, 2, 1)
    given[:, range(7), range(7)] = 0
    together = join_neighbours(given)
    for number in range(20):
        alone = join_neighbours(given[number : number + 1])
        assert alone.children.tolist() == together.children[number : number + 1].tolist()
        assert alone.lengths.tolist() == together.lengths[number : number + 1].tolist()


def test_no_length_is_below_nought() -> None:
    rng = np.random.default_rng(5)
    given = rng.random((50, 9, 9))
    given += given.transpose(0, 2, 1)
    given[:, range(9), range(9)] = 0
    assert join_neighbours(given).lengths.min() >= 0


def test_equal_distances_make_a_star_without_branches() -> None:
    star = [[2.0] * n for n in range(1, 6)]
    assert join_neighbours(square(star)).lengths[0, 6:].max() <= SHORTEST
    assert drawn(star) == []


def test_three_meet_in_one_fork() -> None:
    trees = join_neighbours(square([[3], [4, 5]]))
    assert trees.lengths[0].tolist() == [1, 2, 3]
    assert trees.children.shape == (1, 0, 2)


def test_the_input_is_left_as_it_was() -> None:
    given = square(FIVE)
    before: Mapping[str, object] = {"given": given.copy()}
    join_neighbours(given)
    assert (given == before["given"]).all()
