"""Exports of an edition that is hard to write: letters beyond 16 bits, signs that XML cannot hold, signs of formats."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from edition.built import Built
from edition.export.cas import utf16
from edition.export.downloads import exports, files_of
from edition.results import export_source
from edition.stages import Stages, make_documents, read_sources

TOML = """
[edition]
title = "A & B <i>\\"] | \\\\ 😀"
base = "α"
editors = ["Weil, Anna & Co"]
date = "2024-05"
[[witness]]
siglum = "α"
seed = "a.txt"
reader = "text"
name = "=cmd|' /C calc'!A0"
[[witness]]
siglum = "A*"
seed = "b.txt"
reader = "text"
licence = "https://example.org/l"
[[witness]]
siglum = "+1"
seed = "c.txt"
reader = "text"
scope = "fragment"
"""
A = (
    "😀 The \x01ferry & the <b>bridge</b> of 1803: [a] {b} *c* _d_ `e` \\f | g; #h ~i ^j $k %l @m.\n\n"
    "-> +1 ; = x\t\"q\" 'r'.\n"
)
B = A.replace("ferry", "ferries 𝔸").replace("1803", "1804") + "\n@Anna — «Ж» \u202eabc\u202c e\u0301 \u2028 end.\n"
C = "The bridge.\n"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    root = tmp_path_factory.mktemp("hostile")
    for name, text in {"edition.toml": TOML, "a.txt": A, "b.txt": B, "c.txt": C}.items():
        (root / name).write_bytes(text.encode("utf-8"))
    sources = read_sources(root)
    source = export_source(sources, make_documents(sources, Stages(Built(), lambda stage: None)))
    return files_of(exports(source))


def ending(files: Mapping[str, bytes], *endings: str) -> list[str]:
    found = [path for path in files if path.endswith(endings)]
    assert found
    return found


def test_every_xml_file_is_well_formed(files: Mapping[str, bytes]) -> None:
    for path in ending(files, ".xml", ".gexf", ".graphml", ".kml", ".xmi"):
        etree.fromstring(files[path])
    for path in ending(files, ".epub", ".docx", ".crate.zip", "dts.zip"):
        with zipfile.ZipFile(io.BytesIO(files[path])) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".xhtml", ".opf", ".rels")):
                    etree.fromstring(archive.read(name))


def test_every_json_file_is_json(files: Mapping[str, bytes]) -> None:
    for path in ending(files, ".json", ".geojson"):
        json.loads(files[path])
    for path in ending(files, ".jsonl"):
        assert [json.loads(line) for line in files[path].decode("utf-8").removesuffix("\n").split("\n")]


def test_every_table_has_rows_of_one_length(files: Mapping[str, bytes]) -> None:
    for path in ending(files, ".csv"):
        rows = list(csv.reader(io.StringIO(files[path].decode("utf-8"), newline=""), strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}, path
        assert not [c for row in rows for c in row if c.startswith(("=", "+", "@", "\t"))], path


def test_words_are_those_of_the_seed_to_the_letter(files: Mapping[str, bytes]) -> None:
    text = files["text/a.txt"].decode("utf-8")
    assert "".join(text.split()) == "".join(A.split())
    record = json.loads(files["ner/texts.jsonl"].decode("utf-8").split("\n")[0])
    assert record["text"] == text
    assert [text[e["start_offset"] : e["end_offset"]] for e in record["entities"]] == ["1803"]


def test_offsets_of_java_count_pairs(files: Mapping[str, bytes]) -> None:
    text = files["text/a.txt"].decode("utf-8")
    entity = next(e for e in etree.fromstring(files["cas/a.xmi"]) if etree.QName(e).localname == "NamedEntity")
    units = text.encode("utf-16-le")
    assert units[2 * int(entity.get("begin")) : 2 * int(entity.get("end"))].decode("utf-16-le") == "1803"
    assert [utf16("a😀b")(n) for n in range(4)] == [0, 1, 3, 4]


def test_a_formula_is_made_safe_in_tables_and_nowhere_else(files: Mapping[str, bytes]) -> None:
    assert b"'=cmd|" in files["csv/witnesses.csv"]
    others = [p for p in files if b"'=cmd|" in files[p] and not p.endswith((".csv", ".crate.zip"))]
    assert others == []
    assert b"=cmd|" in files["references/references.json"]


def test_nothing_bears_a_clock_or_a_path(files: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    here = str(Path(tmp_path_factory.getbasetemp())).encode()
    assert not [path for path, data in files.items() if here in data]
    for path in ending(files, ".zip", ".epub", ".docx"):
        with zipfile.ZipFile(io.BytesIO(files[path])) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_taxa_and_names_are_plain_words(files: Mapping[str, bytes]) -> None:
    nexus = files["nexus/characters.nex"].decode("utf-8")
    rows = [line.split() for line in nexus.partition("  MATRIX\n")[2].partition("  ;")[0].splitlines()]
    assert [row[0] for row in rows] == ["a", "Ax", "w1"]
    assert len({len(row[1]) for row in rows}) == 1
