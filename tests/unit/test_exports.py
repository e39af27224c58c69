"""Exports: what other programs read. Each is parsed again with a plain parser and compared with the model."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import pytest

from edition.built import Built
from edition.errors import InputError
from edition.export.collatex import tokens
from edition.export.csv_cells import written
from edition.export.downloads import exports, files_of
from edition.export.registry import GROUPS, exporters, known
from edition.model import reading_blocks, reading_text
from edition.results import export_source
from edition.stages import Documents, Sources, Stages, make_documents, read_sources
from edition.xml.namespaces import XML_ID, tei

TOML = """
[edition]
title = "T"
base = "α"
[[witness]]
siglum = "α"
seed = "a.txt"
name = "=HYPERLINK(1)"
[[witness]]
siglum = "A*"
seed = "b.txt"
[[witness]]
siglum = "C"
seed = "c.txt"
scope = "fragment"
"""
OPENING = "The ferry crossed the river twice a day, in the morning and at dusk, and nobody ever paid more than a penny."
MASONS = "Three masons died in the work, and their names were cut into the middle pier for all to read at low water."
MOVED = "In the winter of the flood the miller found a box of letters under the kitchen floor, tied with green ribbon."
SEEDS = {
    "a.txt": f"{OPENING}\n\n{MOVED}\n\n{MASONS}\n\nOn 4 May 1803 it broke; =SUM(A1) was the sum.\n",
    "b.txt": f'{OPENING}\n\n{MASONS}\n\nOn 14 May 1803 it broke; -SUM(A1) was, "so", the sum.\n\n{MOVED}\n\n@Anna.\n',
    "c.txt": f"{MASONS.replace('died', 'fell')}\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sources, Documents]:
    root = tmp_path_factory.mktemp("exports")
    (root / "edition.toml").write_text(TOML, encoding="utf-8")
    for name, text in SEEDS.items():
        (root / name).write_text(text, encoding="utf-8")
    sources = read_sources(root)
    return sources, make_documents(sources, Stages(Built(), lambda stage: None))


@pytest.fixture(scope="module")
def files(made: tuple[Sources, Documents]) -> Mapping[str, bytes]:
    return files_of(exports(export_source(*made)))


def rows(files: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    text = files[f"csv/{name}.csv"].decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


# -- tables


@pytest.mark.parametrize("name", ["witnesses", "apparatus", "readings", "mentions", "persons", "places", "works"])
def test_a_table_is_csv(files: Mapping[str, bytes], name: str) -> None:
    text = files[f"csv/{name}.csv"].decode("utf-8")
    table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len(set(table[0])) == len(table[0]) > 1
    assert {len(row) for row in table} == {len(table[0])}
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")


def test_no_cell_runs_as_a_formula(files: Mapping[str, bytes]) -> None:
    tables = [name for name in files if name.startswith("csv/") and name.endswith(".csv")]
    cells = [c for name in tables for row in rows(files, name[4:-4]) for c in row.values()]
    assert "'=HYPERLINK(1)" in cells
    assert any(c.startswith(("'-", "'@")) for c in cells)
    assert not [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", pytest.param(
        "\n=1")],
)  # fmt: skip
def test_a_formula_gets_an_apostrophe_and_nothing_else_does(cell: str) -> None:
    data = written(("a", "b", "c"), [(cell, f"x{cell}", -1)])
    (row,) = list(csv.reader(io.StringIO(data.decode(), newline="")))[1:]
    assert row == [f"'{cell}", f"x{cell}", "-1"]


def test_a_siglum_in_the_header_row_is_made_safe() -> None:
    assert written(("place", "=1+1"), []) == b"place,'=1+1\r\n"


def test_quotes_commas_and_lines_survive() -> None:
    cells = ['a "b", c', "x\ny", "", "ä„“\u2028"]
    data = written(("p", "q", "r", "s"), [cells])
    assert list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))[1] == cells


def test_the_tables_hold_every_place_of_the_edition(
    made: tuple[Sources, Documents], files: Mapping[str, bytes]
) -> None:
    edition = made[1].edition
    apps = [a.get(XML_ID) for a in edition.iter(tei("app"))]
    assert len(apps) >= 4
    assert [row["app"] for row in rows(files, "apparatus")] == apps
    assert len(rows(files, "readings")) == len(list(edition.iter(tei("rdg"))))
    assert {row["app"] for row in rows(files, "readings")} <= set(apps)
    readings = [(row["reading"].lstrip("'"), row["type"]) for row in rows(files, "readings")]
    assert ("14 May 1803", "factual") in readings
    assert ("fell", "substitution") in readings


def test_the_witness_table_is_what_was_received(made: tuple[Sources, Documents], files: Mapping[str, bytes]) -> None:
    table = rows(files, "witnesses")
    assert [row["siglum"] for row in table] == ["α", "A*", "C"]
    assert [row["scope"] for row in table] == ["whole", "whole", "fragment"]
    assert [row["sha256"] for row in table] == [w.seed.sha256 for w in made[0].witnesses]


@pytest.mark.parametrize("name", ["apparatus", "readings"])
def test_tables_can_be_joined_by_siglum(files: Mapping[str, bytes], name: str) -> None:
    sigla = {row["siglum"] for row in rows(files, "witnesses")}
    assert {s for row in rows(files, name) for s in row["witnesses"].split()} <= sigla


# -- CollateX


def parsed(files: Mapping[str, bytes], name: str) -> Any:
    return json.loads(files[f"collatex/{name}.json"].decode("utf-8"))


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_collatex_tokens_are_the_words_of_every_witness(
    made: tuple[Sources, Documents], files: Mapping[str, bytes]
) -> None:
    found = parsed(files, "witnesses")["witnesses"]
    assert [w["id"] for w in found] == ["α", "A*", "C"]
    for witness, one in zip(made[0].witnesses, found, strict=True):
        assert [t["t"].strip() for t in one["tokens"]] == reading_text(witness).split()
        assert all(t["n"] and t["t"].strip() for t in one["tokens"])


def test_collatex_tokens_joined_give_the_reading_text(
    made: tuple[Sources, Documents], files: Mapping[str, bytes]
) -> None:
    for witness, one in zip(made[0].witnesses, parsed(files, "witnesses")["witnesses"], strict=True):
        assert "".join(t["t"] for t in one["tokens"]).split() == reading_text(witness).split()


def test_collatex_table_has_a_row_a_witness_and_loses_no_word(
    made: tuple[Sources, Documents], files: Mapping[str, bytes]
) -> None:
    table = parsed(files, "table")
    assert table["witnesses"] == ["α", "A*", "C"]
    assert len({len(row) for row in table["table"]}) == 1
    for witness, row in zip(made[0].witnesses, table["table"], strict=True):
        letters = squeezed("".join(t["t"] for cell in row if cell for t in cell))
        assert sorted(letters) == sorted(squeezed(reading_text(witness)))
        assert all(cell is None or cell for cell in row)
    base, other, _ = table["table"]
    assert squeezed("".join(t["t"] for c in base if c for t in c)) == squeezed(SEEDS["a.txt"])
    assert squeezed("".join(t["t"] for c in other if c for t in c)) != squeezed(SEEDS["b.txt"]), "nothing was moved"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("One", [("One", "one")]),
        ("“One,” two", [("“One,” ", "one"), ("two", "two")]),
        ("a – b", [("a ", "a"), ("– ", "–"), ("b", "b")]),
    ],
)
def test_a_collatex_token_has_its_blank_and_a_norm(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(t["t"], t["n"]) for t in tokens(text)] == expected


# -- plain text


def test_the_text_export_is_one_block_a_line(made: tuple[Sources, Documents], files: Mapping[str, bytes]) -> None:
    for witness, slug in zip(made[0].witnesses, ("a", "Ax", "C"), strict=True):
        blocks = files[f"text/{slug}.txt"].decode("utf-8").removesuffix("\n").split("\n\n")
        assert blocks == [b.text for b in reading_blocks(witness)]
    assert files["text/edition.txt"] == files["text/a.txt"]


# -- names of exports


def test_every_exporter_says_what_it_writes() -> None:
    assert {"collatex", "csv", "text"} <= exporters().keys()
    assert all(e.description.endswith(".") and e.group in GROUPS for e in exporters().values())


@pytest.mark.parametrize(
    ("name", "said"),
    [("csvv", "did you mean 'csv'"), ("Collate", "did you mean 'collatex'"), ("zzz", "there is bibtex, brat, ")],
)
def test_an_unknown_export_names_the_nearest(name: str, said: str) -> None:
    with pytest.raises(InputError, match=f"there is no export '{name}'; {said}"):
        known(["csv", name])


def test_only_the_named_exports_are_made(made: tuple[Sources, Documents]) -> None:
    assert {path.split("/")[0] for path in files_of(exports(export_source(*made), ["text"]))} == {"text"}
