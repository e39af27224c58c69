"""The coastline of the maps, made once: `python -m bench.coast land-50m.json` (of the npm package world-atlas).

Natural Earth, 1:50 million, public domain: land alone, for borders change. What a map of a page's width cannot show is
left out: points nearer to the line than a tenth of a degree (Douglas and Peucker 1973), islands under 400 square
kilometres or so.
"""

import itertools
import json
import sys
from collections.abc import Iterator, Sequence
from math import hypot
from pathlib import Path

Point = tuple[float, float]
UNIT = 20  # parts of a degree
TOLERANCE = 0.1  # degrees
SMALLEST = 0.06  # square degrees
TARGET = Path(__file__).parent.parent / "xslt" / "atlas" / "coast.json"


def rings(topology: dict) -> Iterator[list[Point]]:
    """The rings of the land in longitude and latitude."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * sx + tx, y * sy + ty))
        arcs.append(arc)
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for polygon in polygons:
            for numbers in polygon:
                parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
                yield [point for part in parts for point in part[:-1]] + [parts[-1][-1]]


def simplified(line: Sequence[Point]) -> list[Point]:
    """The line without points that lie nearer than the tolerance to what is left."""
    keep, todo = {0, len(line) - 1}, [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        (ax, ay), (bx, by) = line[first], line[last]
        length = hypot(bx - ax, by - ay)
        far, at = 0.0, 0
        for i in range(first + 1, last):
            x, y = line[i]
            away = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else hypot(x - ax, y - ay)
            if away > far:
                far, at = away, i
        if far > TOLERANCE:
            keep.add(at)
            todo += [(first, at), (at, last)]
    return [line[i] for i in sorted(keep)]


def area(ring: Sequence[Point]) -> float:
    """Square degrees."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in itertools.pairwise(ring))) / 2


def main() -> None:
    """Write the file."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    made = []
    for ring in rings(topology):
        if area(ring) < SMALLEST:
            continue
        whole = [(round(x * UNIT), round(y * UNIT)) for x, y in simplified(ring)]
        flat = [*whole[0]]
        for (ax, ay), (bx, by) in itertools.pairwise(whole):
            flat += [bx - ax, by - ay]
        made.append(flat)
    rows = ",\n".join(json.dumps(ring, separators=(",", ":")) for ring in made)
    note = (
        "Natural Earth 1:50m land, public domain; simplified. Rings: the first point, then steps, in parts of a degree"
    )
    TARGET.write_text(f'{{"note": "{note}", "parts": {UNIT}, "rings": [\n{rows}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
