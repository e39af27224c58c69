"""Tables: rows and values against the TEI, keys that join, types that hold."""

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from edition.xml.namespaces import XML_ID, tei

from .conftest import REGISTERS, SLUGS, Read, ids
from .test_apparatus import apps, sides, wits


def rows(exports: Path, name: str) -> list[dict[str, str]]:
    text = (exports / "csv" / f"{name}.csv").read_bytes().decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def package(exports: Path) -> dict:
    return json.loads((exports / "csv" / "datapackage.json").read_text("utf-8"))


def test_the_package_describes_every_table(exports: Path) -> None:
    described = {r["path"]: [f["name"] for f in r["schema"]["fields"]] for r in package(exports)["resources"]}
    assert described.keys() == {p.name for p in (exports / "csv").glob("*.csv")}
    for path, columns in described.items():
        with (exports / "csv" / path).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == columns


def test_places_and_readings_are_those_of_the_tei(exports: Path, edition: etree._Element) -> None:
    places = rows(exports, "apparatus")
    assert [r["app"] for r in places] == ids(apps(edition))
    assert [r["type"] for r in places] == [a.get("type") for a in apps(edition)]
    attested = rows(exports, "attestations")
    found = {(r["app"], r["witness"]): r["state"] for r in attested}
    assert len(found) == len(attested)
    for app in apps(edition):
        for side in sides(app):
            state = (
                "lacuna" if side.get("type") == "lac" else "reading" if "".join(side.itertext()).strip() else "omission"
            )
            assert {found[app.get(XML_ID), w] for w in wits(side)} == {state}
    readings = [s for a in apps(edition) for s in sides(a) if s.tag == tei("rdg")]
    assert len(rows(exports, "readings")) == len(readings) > 400


def test_registers_are_those_of_the_tei(exports: Path, registers: Mapping[str, list[etree._Element]]) -> None:
    for name in REGISTERS:
        table = rows(exports, name)
        assert [r["id"] for r in table] == ids(registers[name])
        for row, entry in zip(table, registers[name], strict=True):
            idno = entry.find(tei("idno") + "[@type='wikidata']")
            assert row["wikidata"] == ("" if idno is None else idno.text.strip())
            geo = entry.find(f"{tei('location')}/{tei('geo')}")
            said = [float(row["latitude"]), float(row["longitude"])] if row["latitude"] else None
            assert said == (None if geo is None else [float(x) for x in geo.text.split()])
    assert len(rows(exports, "entries")) == sum(map(len, registers.values()))


def test_tokens_cover_the_texts(exports: Path, texts: Mapping[str, str]) -> None:
    table = rows(exports, "tokens")
    for name, text in texts.items():
        mine = [r for r in table if r["text"] == name]
        assert "".join(text[int(r["start"]) : int(r["end"])] for r in mine) == "".join(text.split())
        assert [int(r["n"]) for r in mine] == list(range(len(mine)))


def test_cells_that_run_as_formulas_are_made_safe_here_alone(exports: Path) -> None:
    cells = [c for p in sorted((exports / "csv").glob("*.csv")) for r in rows(exports, p.stem) for c in r.values()]
    assert len(cells) > 100_000
    risky = [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert all(re.fullmatch(r"-\d+\.\d+", c) for c in risky), "a number is no formula, anything else would be"
    assert "'-" in cells, "no cell was in danger"
    elsewhere = (exports / "ner" / "W.conll").read_text("utf-8")
    assert "\n- -X- -X- O\n" in elsewhere


@pytest.mark.tools
def test_frictionless_finds_nothing(exports: Path, read: Read) -> None:
    valid, errors, counts = read("package", exports / "csv" / "datapackage.json")
    assert (valid, errors) == (True, [])
    assert counts == {p.stem: len(rows(exports, p.stem)) for p in (exports / "csv").glob("*.csv")}


@pytest.mark.tools
def test_frictionless_would_notice_a_broken_link(exports: Path, tmp_path: Path, read: Read) -> None:
    for path in (exports / "csv").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    table = tmp_path / "readings.csv"
    table.write_bytes(table.read_bytes() + b"app-none,1,x,W,om\r\n")
    valid, errors, _ = read("package", tmp_path / "datapackage.json")
    assert not valid
    assert errors[0][0] == "foreign-key"


@pytest.mark.tools
@pytest.mark.parametrize("name", ["tokens", "places", "attestations", "alignment", "witnesses"])
def test_pyarrow_reads_the_same_tables(exports: Path, read: Read, name: str) -> None:
    types, found = read("columns", exports / "parquet" / f"{name}.parquet")
    schema = next(r for r in package(exports)["resources"] if r["name"] == name)["schema"]["fields"]
    kinds = {"string": "string", "integer": "int64", "number": "double"}
    assert types == {f["name"]: kinds[f["type"]] for f in schema}
    read_csv = [list(r.values()) for r in rows(exports, name)]
    assert len(found) == len(read_csv) > 0
    for mine, theirs in zip(found, read_csv, strict=True):
        assert ["" if c is None else str(c) for c in mine] == [unescaped(c) for c in theirs]


def unescaped(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def test_every_table_is_there_as_parquet(exports: Path) -> None:
    assert {p.stem for p in (exports / "parquet").iterdir()} == {p.stem for p in (exports / "csv").glob("*.csv")}
    assert rows(exports, "witnesses")[0].keys() >= {"siglum", "sha256", "licence"}
    assert [r["siglum"] for r in rows(exports, "witnesses")] == list(SLUGS)
