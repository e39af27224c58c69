"""Who is named beside whom: persons of one block, and a drawing of the closest of them.

The layout is that of Fruchterman and Reingold (1991), begun on a circle in the order of the ids, so that it is always
the same.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from math import cos, hypot, pi, sin, sqrt

from lxml import etree

from edition.publish.site.label_placement import Dot
from edition.publish.site.svg import add, add_dots, drawing

Pair = tuple[str, str]
WIDTH, HEIGHT, TYPE, EDGE = 1000.0, 760.0, 17.0, 90.0
MOST_PERSONS, MOST_PAIRS, ROUNDS = 44, 120, 320


@dataclass(frozen=True, slots=True)
class Network:
    """How many blocks name each person, and each two of them together; blocks of different witnesses count apart."""

    persons: Mapping[str, int]
    pairs: Mapping[Pair, int]


def network(blocks: Sequence[Sequence[str]]) -> Network:
    """The network of blocks, each the ids of the persons whom it names."""
    persons: Counter[str] = Counter()
    pairs: Counter[Pair] = Counter()
    for block in blocks:
        named = sorted(set(block))
        persons.update(named)
        pairs.update(combinations(named, 2))
    return Network(persons, pairs)


def drawn(whole: Network, names: Mapping[str, str]) -> etree._Element | None:
    """The persons with most companions, with the strongest of their ties; None when nobody is named beside another."""
    strongest = sorted(whole.pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    degree: Counter[str] = Counter()
    for (one, other), weight in strongest:
        degree.update({one: weight, other: weight})
    chosen = sorted(sorted(degree), key=lambda p: (-degree[p], p))[:MOST_PERSONS]
    pairs = [(pair, weight) for pair, weight in strongest if set(pair) <= set(chosen)][:MOST_PAIRS]
    met = sorted(_largest([pair for pair, _ in pairs]))
    if not met:
        return None
    pairs = [(pair, weight) for pair, weight in pairs if pair[0] in met]
    places = _fitted(_layout(met, dict(pairs)))
    made = drawing(WIDTH, HEIGHT, "network")
    most = max(weight for _, weight in pairs)
    lines = add(made, "g", class_="ties")
    for (one, other), weight in reversed(pairs):
        (ax, ay), (bx, by) = places[one], places[other]
        add(lines, "line", x1=ax, y1=ay, x2=bx, y2=by, stroke_width=0.6 + 4 * weight / most)
    top = max(whole.persons[p] for p in met)
    dots = [Dot(p, names[p], *places[p], 4 + 10 * sqrt(whole.persons[p] / top)) for p in met]
    add_dots(made, dots, "persons.html", TYPE, WIDTH, HEIGHT)
    return made


def _largest(pairs: Sequence[Pair]) -> set[str]:
    """The persons of the largest group that hangs together."""
    groups: list[set[str]] = []
    for pair in pairs:
        joined = set(pair).union(*(group for group in groups if group & set(pair)))
        groups = [group for group in groups if not group & joined] + [joined]
    return max(groups, key=lambda group: (len(group), sorted(group)), default=set())


def _layout(persons: Sequence[str], pairs: Mapping[Pair, int]) -> dict[str, tuple[float, float]]:
    count = len(persons)
    at = [[cos(2 * pi * i / count), sin(2 * pi * i / count)] for i in range(count)]
    index = {person: i for i, person in enumerate(persons)}
    ties = [(index[a], index[b], 1 + weight**0.5 / 3) for (a, b), weight in pairs.items()]
    ideal = 1.6 / sqrt(count)
    for step in range(ROUNDS):
        heat = 0.12 * (1 - step / ROUNDS) + 0.002
        push = [[-0.04 * x, -0.06 * y] for x, y in at]  # towards the middle, so that no group drifts away
        for i, j in combinations(range(count), 2):
            _force(at, push, i, j, lambda d: ideal * ideal / d)
        for i, j, weight in ties:
            _force(at, push, i, j, partial(_pull, ideal, weight))
        for place, (dx, dy) in zip(at, push, strict=True):
            far = max(hypot(dx, dy), 1e-9)
            place[0] += dx / far * min(far, heat)
            place[1] += dy / far * min(far, heat)
    return {person: (at[i][0], at[i][1]) for person, i in index.items()}


def _pull(ideal: float, weight: float, apart: float) -> float:
    return -apart * apart / ideal * weight * 0.1


def _force(at: list[list[float]], push: list[list[float]], i: int, j: int, strength: Callable[[float], float]) -> None:
    dx, dy = at[i][0] - at[j][0], at[i][1] - at[j][1]
    apart = max(hypot(dx, dy), 0.01)
    pull = strength(apart) / apart
    push[i][0] += dx * pull
    push[i][1] += dy * pull
    push[j][0] -= dx * pull
    push[j][1] -= dy * pull


def _fitted(places: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The places stretched to the drawing, with room for names at its edges."""
    spans: dict[int, tuple[float, float]] = {}
    for axis in (0, 1):
        values = [place[axis] for place in places.values()]
        spans[axis] = min(values), max(max(values) - min(values), 1e-9)
    sizes = (WIDTH - 2 * EDGE, HEIGHT - EDGE)
    left, top = EDGE, EDGE / 2
    return {
        person: (left + (x - spans[0][0]) / spans[0][1] * sizes[0], top + (y - spans[1][0]) / spans[1][1] * sizes[1])
        for person, (x, y) in places.items()
    }
