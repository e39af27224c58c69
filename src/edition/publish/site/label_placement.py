"""Names beside dots, so that none lies upon another name or dot (greedy point-feature labelling; Christensen, Marks and
Shieber 1995 compare better and slower ways)."""

from collections.abc import Sequence
from dataclasses import dataclass

#: How wide a letter is on average, in parts of the height of the type.
LETTER = 0.54


@dataclass(frozen=True, slots=True)
class Dot:
    """What a drawing shows at a point: its id, its name, its size."""

    id: str
    name: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a name stands: the point at which it begins, ends or is centred."""

    x: float
    y: float
    anchor: str  # start, middle, end


Box = tuple[float, float, float, float]  # left, top, right, bottom


def place_names(dots: Sequence[Dot], size: float, width: float, height: float) -> dict[str, Placed]:
    """A place for the name of each dot, larger dots first; a name that finds none is left out."""
    taken: list[Box] = [(d.x - d.radius, d.y - d.radius, d.x + d.radius, d.y + d.radius) for d in dots]
    made: dict[str, Placed] = {}
    for number, dot in sorted(enumerate(dots), key=lambda pair: (-pair[1].radius, pair[1].id)):
        others = taken[:number] + taken[number + 1 :]
        for placed, box in _candidates(dot, size):
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
            if inside and not any(_meet(box, other) for other in others):
                made[dot.id] = placed
                taken.append(box)
                break
    return made


def _candidates(dot: Dot, size: float) -> list[tuple[Placed, Box]]:
    wide, gap = len(dot.name) * size * LETTER, dot.radius + size * 0.3
    up, down = dot.y - gap - size * 0.1, dot.y + gap + size * 0.8
    left, right, middle = dot.x - gap, dot.x + gap, dot.y + size * 0.35
    spots = [
        (Placed(right, middle, "start"), right), (Placed(left, middle, "end"), left - wide),
        (Placed(dot.x, up, "middle"), dot.x - wide / 2), (Placed(dot.x, down, "middle"), dot.x - wide / 2),
        (Placed(dot.x + gap * 0.7, up, "start"), dot.x + gap * 0.7),
        (Placed(dot.x + gap * 0.7, down, "start"), dot.x + gap * 0.7),
        (Placed(dot.x - gap * 0.7, up, "end"), dot.x - gap * 0.7 - wide),
        (Placed(dot.x - gap * 0.7, down, "end"), dot.x - gap * 0.7 - wide),
    ]  # fmt: skip
    return [(at, (x, at.y - size * 0.85, x + wide, at.y + size * 0.25)) for at, x in spots]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
