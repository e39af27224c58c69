"""Maps of the places: land alone (borders change), each map a region that holds as many places as possible.

A map is a Lambert azimuthal equal-area projection about its middle (Snyder, Map Projections, 1987, pp. 182 to 190).
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import asin, atan2, cos, degrees, pi, radians, sin, sqrt

from lxml import etree

from edition.project.assets import asset
from edition.publish.site.label_placement import Dot
from edition.publish.site.svg import add, add_dots, drawing, path

Point = tuple[float, float]  # longitude and latitude in degrees, or x and y of a drawing
Projection = Callable[[Point], Point]
WIDTH = 1000.0
TYPE = 21.0
WIDEST, HIGHEST = 62.0, 34.0  # degrees of longitude and latitude that one map shows at most
MARGIN = 0.14
MOST = 4  # maps


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its coordinates in degrees, and how often it is named."""

    id: str
    name: str
    latitude: float
    longitude: float
    mentions: int = 1


def maps(spots: Sequence[Spot]) -> list[etree._Element]:
    """As few maps as hold all places (four at most), the one with most places first."""
    left = sorted(spots, key=lambda s: s.id)
    made: list[etree._Element] = []
    while left and len(made) < MOST:
        region = _fullest(left)
        made.append(_map(region))
        left = [spot for spot in left if spot not in region]
    return made


def _fullest(spots: Sequence[Spot]) -> list[Spot]:
    """Places that fit on one map, as many as possible: some place is the westernmost, some the southernmost."""
    best: list[Spot] = []
    for west in spots:
        for south in spots:
            inside = [
                s for s in spots
                if 0 <= (s.longitude - west.longitude) % 360 <= WIDEST and 0 <= s.latitude - south.latitude <= HIGHEST
            ]  # fmt: skip
            if len(inside) > len(best):
                best = inside
    return best


def _map(spots: Sequence[Spot]) -> etree._Element:
    project = _projection(spots)
    seen = [project((s.longitude, s.latitude)) for s in spots]
    left, right = min(x for x, _ in seen), max(x for x, _ in seen)
    top, bottom = min(y for _, y in seen), max(y for _, y in seen)
    span = max(right - left, (bottom - top) * 1.6, 0.05)
    scale = WIDTH * (1 - 2 * MARGIN) / span
    height = min(max((bottom - top) * scale + WIDTH * 2 * MARGIN, WIDTH * 0.45), WIDTH * 0.8)
    middle = (left + right) / 2, (top + bottom) / 2

    def place(point: Point) -> Point:
        x, y = project(point)
        return (x - middle[0]) * scale + WIDTH / 2, (y - middle[1]) * scale + height / 2

    made = drawing(WIDTH, height, "map")
    add(made, "title", ", ".join(s.name for s in sorted(spots, key=lambda s: (-s.mentions, s.name))))
    add(made, "path", class_="land", d="".join(path(r) for r in _land(place, spots, height)))
    most = max(s.mentions for s in spots)
    dots = [
        Dot(s.id, s.name, *place((s.longitude, s.latitude)), 5 + 9 * sqrt(s.mentions / most)) for s in spots
    ]  # fmt: skip
    add_dots(made, dots, "places.html", TYPE, WIDTH, height)
    return made


def _projection(spots: Sequence[Spot]) -> Projection:
    """Degrees to the plane, north up, y downwards; one unit is the radius of the earth."""
    west = min(spots, key=lambda s: sum((o.longitude - s.longitude) % 360 for o in spots)).longitude
    middle = west + max((s.longitude - west) % 360 for s in spots) / 2
    latitudes = [s.latitude for s in spots]
    lat0 = radians((min(latitudes) + max(latitudes)) / 2)

    def project(point: Point) -> Point:
        lon, lat = radians((point[0] - middle + 180) % 360 - 180), radians(point[1])
        k = sqrt(2 / max(1 + sin(lat0) * sin(lat) + cos(lat0) * cos(lat) * cos(lon), 1e-6))
        return k * cos(lat) * sin(lon), -k * (cos(lat0) * sin(lat) - sin(lat0) * cos(lat) * cos(lon))

    return project


def _land(place: Projection, spots: Sequence[Spot], height: float) -> Iterator[list[Point]]:
    """The coasts that the map shows, cut at its edges; what lies on the other side of the earth is not projected."""
    x, y, z = (sum(v) for v in zip(*(_vector(s.longitude, s.latitude) for s in spots), strict=True))
    centre = _vector(degrees(atan2(y, x)), degrees(asin(z / max(sqrt(x * x + y * y + z * z), 1e-9))))
    for ring in coast():
        near = [p for p in ring if sum(a * b for a, b in zip(_vector(*p), centre, strict=True)) > cos(0.45 * pi)]
        cut = _cut([place(p) for p in near], height)
        if len(cut) > 2:
            yield cut


def _vector(longitude: float, latitude: float) -> tuple[float, float, float]:
    lon, lat = radians(longitude), radians(latitude)
    return cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)


def _cut(ring: list[Point], height: float) -> list[Point]:
    """A ring within the edges of the map and a little beyond (Sutherland and Hodgman 1974)."""
    beyond = 6.0
    for axis, edge, sign in ((0, -beyond, 1), (0, WIDTH + beyond, -1), (1, -beyond, 1), (1, height + beyond, -1)):
        ring = list(_half(ring, axis, edge, sign))
    return ring


def _half(ring: list[Point], axis: int, edge: float, sign: int) -> Iterator[Point]:
    for one, other in zip(ring, ring[1:] + ring[:1], strict=True):
        here, there = sign * (one[axis] - edge), sign * (other[axis] - edge)
        if here >= 0:
            yield one
        if (here >= 0) != (there >= 0):
            part = here / (here - there)
            yield one[0] + part * (other[0] - one[0]), one[1] + part * (other[1] - one[1])


@cache
def coast() -> tuple[tuple[Point, ...], ...]:
    """The coasts of the earth: rings in longitude and latitude (Natural Earth, public domain)."""
    data = json.loads(asset("xslt", "atlas", "coast.json").read_text(encoding="utf-8"))
    made = []
    for flat in data["rings"]:
        x = y = 0
        ring = []
        for dx, dy in zip(flat[::2], flat[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x / data["parts"], y / data["parts"]))
        made.append(tuple(ring))
    return tuple(made)
