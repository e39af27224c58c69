"""Drawings of the site: names that do not lie upon each other, maps, years, the network of persons."""

import random
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

from edition.publish.site.cooccurrence import drawn, network
from edition.publish.site.figures import figures, years
from edition.publish.site.label_placement import LETTER, Dot, place_names
from edition.publish.site.maps import Spot, coast, maps
from edition.publish.site.svg import SVG
from edition.stages import make_documents, read_sources
from edition.xml.namespaces import NS, XML_ID, tei

ROOT = Path(__file__).parents[2]
S = {"s": SVG}


def dots_of(drawing: etree._Element) -> dict[str, tuple[float, float]]:
    return {
        link.get("href", "").partition("#")[2]: (float(c.get("cx")), float(c.get("cy")))
        for link in drawing.iterfind(".//s:a", S)
        for c in link.iterfind("s:circle", S)
    }


def boxes(drawing: etree._Element) -> list[tuple[float, float, float, float]]:
    made = []
    for text in drawing.iterfind(".//s:a/s:text", S):
        size, wide = float(text.get("font-size")), len(text.text) * float(text.get("font-size")) * LETTER
        x = float(text.get("x")) - {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor")]
        y = float(text.get("y"))
        made.append((x, y - size * 0.85, x + wide, y + size * 0.25))
    return made


def test_no_name_lies_upon_another_or_upon_a_dot() -> None:
    chance = random.Random(1)
    dots = [
        Dot(f"d{i}", "x" * chance.randint(2, 14), chance.uniform(0, 500), chance.uniform(0, 400), 6) for i in range(60)
    ]
    placed = place_names(dots, 16, 500, 400)
    assert 20 < len(placed) < 60
    assert placed == place_names(dots, 16, 500, 400)
    by_id = {d.id: d for d in dots}
    taken = []
    for name, at in placed.items():
        wide = len(by_id[name].name) * 16 * LETTER
        x = at.x - {"start": 0, "middle": wide / 2, "end": wide}[at.anchor]
        taken.append((x, at.y - 16 * 0.85, x + wide, at.y + 16 * 0.25))
    for one, other in combinations(taken, 2):
        assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


MOSCOW = Spot("plac-moscow", "Moscow", 55.75, 37.62, 9)
PARIS = Spot("plac-paris", "Paris", 48.85, 2.35)
OSLO = Spot("plac-oslo", "Oslo", 59.91, 10.75)
MEXICO = Spot("plac-mexico", "Mexico City", 19.43, -99.13)


def test_every_place_is_on_a_map_and_lies_as_on_the_earth() -> None:
    first, second = maps([MEXICO, MOSCOW, PARIS, OSLO])
    at = dots_of(first)
    assert set(at) == {MOSCOW.id, PARIS.id, OSLO.id}
    assert at[PARIS.id][0] < at[OSLO.id][0] < at[MOSCOW.id][0]
    assert at[OSLO.id][1] < at[MOSCOW.id][1] < at[PARIS.id][1]
    assert set(dots_of(second)) == {MEXICO.id}
    assert len(boxes(first)) == 3


def test_land_is_where_a_city_is_and_water_where_a_sea_is() -> None:
    (drawing,) = maps([MOSCOW, PARIS, OSLO, Spot("plac-sea", "North Sea", 56.5, 3.0)])
    at = dots_of(drawing)
    (land,) = drawing.iterfind("s:path", S)
    rings = [
        [tuple(map(float, p.split())) for p in ring.strip("MZ").split("L")] for ring in land.get("d").split("Z") if ring
    ]

    def inside(x: float, y: float) -> bool:
        crossed = 0
        for ring in rings:
            for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
                crossed += (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax)
        return crossed % 2 == 1

    assert inside(*at[MOSCOW.id])
    assert inside(*at[PARIS.id])
    assert not inside(*at["plac-sea"])


@pytest.mark.parametrize(
    "spots",
    [
        [MOSCOW],
        [Spot("plac-a", "Fiji", -17.8, 178.0), Spot("plac-b", "Samoa", -13.8, -171.8)],
        [Spot("plac-a", "North Pole", 90.0, 0.0), Spot("plac-b", "Nord", 81.6, -16.7)],
        [Spot("plac-a", "One", 10.0, 10.0), Spot("plac-b", "Two", 10.0, 10.0)],
    ],
    ids=["one place", "the date line", "the pole", "the same place"],
)
def test_odd_places(spots: list[Spot]) -> None:
    (drawing,) = maps(spots)
    width, height = map(float, drawing.get("viewBox").split()[2:])
    assert set(dots_of(drawing)) == {s.id for s in spots}
    assert all(0 <= x <= width and 0 <= y <= height for x, y in dots_of(drawing).values())


def test_the_coast_is_that_of_the_earth() -> None:
    points = [point for ring in coast() for point in ring]
    assert len(coast()) > 200
    assert min(x for x, _ in points) >= -180.1
    assert max(x for x, _ in points) <= 180.1
    assert all(-90.1 <= y <= 90.1 for _, y in points)


def test_who_is_named_beside_whom() -> None:
    whole = network([["b", "a", "a"], ["a", "b", "c"], ["d"], ["e", "f"]])
    assert whole.persons == {"a": 2, "b": 2, "c": 1, "d": 1, "e": 1, "f": 1}
    assert whole.pairs == {("a", "b"): 2, ("a", "c"): 1, ("b", "c"): 1, ("e", "f"): 1}
    names = {p: p.upper() for p in "abcdef"}
    drawing = drawn(whole, names)
    assert drawing is not None
    assert set(dots_of(drawing)) == {"a", "b", "c"}  # the largest group that hangs together
    assert etree.tostring(drawing) == etree.tostring(drawn(whole, names))
    assert drawn(network([["a"], ["b"]]), names) is None


def test_a_strip_of_years() -> None:
    strip = years(Counter({1936: 4, 1938: 2}))
    assert strip is not None
    bars = {a.get("href"): float(a.find("s:rect", S).get("height")) for a in strip.iterfind("s:a", S)}
    assert list(bars) == ["#y1936", "#y1938"]
    assert bars["#y1936"] > bars["#y1938"]
    assert years(Counter({1936: 4})) is None


def test_the_drawings_of_the_edition_count_what_the_tei_has() -> None:
    sources = read_sources(ROOT)
    root = etree.fromstring(figures(make_documents(sources).model, sources.register))
    registers = [etree.parse(p).getroot() for p in sorted((ROOT / "tei" / "registers").glob("*.xml"))]
    witnesses = [etree.parse(p).getroot() for p in sorted((ROOT / "tei" / "witnesses").glob("*.xml"))]
    refs = [e.get("ref", "").partition("#")[2] for w in witnesses for e in w.iter(etree.Element)]
    with_place = {
        p.get(XML_ID) for r in registers for p in r.iter(tei("place")) if p.find("tei:location/tei:geo", NS) is not None
    }
    drawn_places = {name for one in root.iterfind("map") for name in dots_of(one[0])}
    assert drawn_places == with_place & set(refs)
    first = root.find("pair")
    together = 0
    for witness in witnesses:
        for block in witness.iter(tei("p"), tei("item"), tei("head"), tei("note")):
            inner = {e for b in block.iterdescendants(tei("p"), tei("item"), tei("note")) for e in b.iter()}
            named = {e.get("ref", "").partition("#")[2] for e in block.iter(tei("persName")) if e not in inner}
            together += {first.get("one"), first.get("other")} <= named
    assert together == int(first.get("count")) > 10
