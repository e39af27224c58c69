"""Places and times: coordinates, names and links of the register, in the formats of maps and gazetteers."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from lxml import etree

from edition.xml.namespaces import NS, XML_ID

from .conftest import READERS, ROOT, Read, ids, needed, program

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def coordinates(place: etree._Element) -> list[float] | None:
    """Longitude and latitude, as maps have them."""
    geo = place.find("tei:location/tei:geo", NS)
    return None if geo is None else [float(x) for x in reversed(geo.text.split())]


def name_of(place: etree._Element) -> str:
    return " ".join("".join(place.find("tei:placeName", NS).itertext()).split())


@pytest.mark.tools
def test_maps_have_every_place_where_the_register_puts_it(
    exports: Path, registers: Mapping[str, list[etree._Element]], read: Read
) -> None:
    folder = exports / "maps"
    wanted = {name_of(p): coordinates(p) for p in registers["places"]}
    assert len([c for c in wanted.values() if c]) > 10
    found, linked, marks = read("places", folder / "places.geojson", folder / "places.lpf.json", folder / "places.kml")
    assert found == linked == wanted
    assert marks == {name: place for name, place in wanted.items() if place}


@pytest.mark.tools
def test_linked_places_keep_the_rules_of_the_gazetteer(exports: Path, tmp_path: Path, read: Read) -> None:
    schema = READERS.parent / "linked-places.schema.json"
    path = exports / "maps" / "places.lpf.json"
    assert read("conforms", path, schema) == []
    data = json.loads(path.read_text("utf-8"))
    data["features"][0]["geometry"] = {"type": "Point", "coordinates": [37.6, 255.7]}
    del data["features"][1]["names"]
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(data), "utf-8")
    assert len(read("conforms", broken, schema)) == 2


def test_linked_places_have_names_links_and_years(exports: Path, registers: Mapping[str, list[etree._Element]]) -> None:
    features = json.loads((exports / "maps" / "places.lpf.json").read_text("utf-8"))["features"]
    prefixes = {"wikidata": "wd", "geonames": "gn", "gnd": "gnd", "viaf": "viaf"}
    for feature, place in zip(features, registers["places"], strict=True):
        assert feature["@id"] == f"edition:{place.get(XML_ID)}"
        assert len(feature["names"]) == len(place.findall("tei:placeName", NS))
        links = {f"{prefixes[i.get('type')]}:{i.text.strip()}" for i in place.iterfind("tei:idno", NS)}
        assert {link["identifier"] for link in feature.get("links", [])} == links
    hall = next(f for f in features if f["@id"] == "edition:plac-october-hall")
    assert hall["when"]["timespans"][0]["start"] == {"in": "1936"}


def test_the_table_for_the_gazetteer_has_a_row_a_place(
    exports: Path, registers: Mapping[str, list[etree._Element]]
) -> None:
    header, *rows = [line.split("\t") for line in (exports / "maps" / "places.lp.tsv").read_text("utf-8").splitlines()]
    assert {len(row) for row in rows} == {len(header)}
    assert [row[0] for row in rows] == ids(registers["places"])
    at = header.index("lon")
    assert [[float(x) for x in row[at : at + 2]] if row[at] else None for row in rows] == [
        coordinates(p) for p in registers["places"]
    ]


@pytest.fixture
def page() -> Iterator[object]:
    playwright = pytest.importorskip("playwright.sync_api", reason="make test-tools installs Playwright")
    with playwright.sync_playwright() as tool:
        browser = tool.chromium.launch(
            executable_path=program("chromium"), args=[*QUIET, "--allow-file-access-from-files"]
        )
        yield browser.new_page()
        browser.close()


@pytest.mark.tools
def test_timelinejs_shows_every_event(exports: Path, tmp_path: Path, page: object) -> None:
    """A slide for each event and one for the title, in a real browser, with nothing asked of the network."""
    package = needed(
        ROOT / ".venv-exports" / "npm" / "node_modules" / "@knight-lab" / "timelinejs" / "dist", "TimelineJS"
    )
    told = json.loads((exports / "timeline" / "timeline.json").read_text("utf-8"))
    path = tmp_path / "timeline.html"
    style, script = (package / "css" / "timeline.css").as_uri(), (package / "js" / "timeline.js").as_uri()
    options = f"{{script_path: '{(package / 'js').as_uri()}', font: null, language: 'en'}}"
    path.write_text(
        f'<link rel="stylesheet" href="{style}"><div id="line" style="width:1200px;height:700px"></div>'
        f'<script src="{script}"></script>'
        f"<script>window.line = new TL.Timeline('line', {json.dumps(told)}, {options});</script>",
        "utf-8",
    )
    asked: list[str] = []
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else asked.append(r.url))
    page.goto(path.as_uri())
    page.wait_for_function("document.querySelectorAll('.tl-slide').length > 0")
    assert page.locator(".tl-slide").count() == len(told["events"]) + 1
    shown = set(page.locator(".tl-timemarker .tl-headline").all_inner_texts())
    assert len(page.locator(".tl-timemarker").all()) == len(told["events"])
    assert "Trial of the Sixteen" in shown
    assert asked == []
