"""Names and dates over the published texts: every mention of the TEI, once, and at its words."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition.xml.namespaces import XML_ID

from .conftest import ids, words_of

Marked = Mapping[str, list[etree._Element]]
LABELS = {
    "persName": "PER",
    "placeName": "LOC",
    "orgName": "ORG",
    "eventName": "EVENT",
    "title": "WORK",
    "date": "DATE",
    "name": "LAW",
}


def label_of(mark: etree._Element) -> str:
    return LABELS[etree.QName(mark).localname]


def ref_of(mark: etree._Element) -> str:
    return mark.get("ref", "").rpartition("#")[2]


def test_the_corpus_is_what_these_tests_need(marked: Marked, texts: Mapping[str, str]) -> None:
    assert texts.keys() == {"W", "E", "G", "F", "notes/E", "notes/G"}
    assert {name: len(marks) > 0 for name, marks in marked.items()} == dict.fromkeys(texts, True)
    assert sum(len(marks) for marks in marked.values()) > 1500


def json_lines(exports: Path) -> Mapping[str, Any]:
    lines = (exports / "ner" / "texts.jsonl").read_text("utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


def test_jsonl_slices_to_every_mention(exports: Path, texts: Mapping[str, str], marked: Marked) -> None:
    records = json_lines(exports)
    assert records.keys() == texts.keys()
    for name, record in records.items():
        assert record["text"] == texts[name]
        by_id = {e["id"]: e for e in record["entities"]}
        assert len(by_id) == len(record["entities"])
        assert sorted(by_id) == sorted(ids(marked[name]))
        for mark in marked[name]:
            one = by_id[mark.get(XML_ID)]
            assert texts[name][one["start_offset"] : one["end_offset"]] == words_of(mark)
            assert (one["label"], one["ref"]) == (label_of(mark), ref_of(mark))


def test_the_table_of_mentions_slices_to_every_mention(exports: Path, texts: Mapping[str, str], marked: Marked) -> None:
    rows = list(csv.DictReader(io.StringIO((exports / "csv" / "mentions.csv").read_text("utf-8"))))
    assert len(rows) == sum(map(len, marked.values()))
    words = {(name, m.get(XML_ID)): words_of(m) for name, marks in marked.items() for m in marks}
    for row in rows:
        assert texts[row["text"]][int(row["start"]) : int(row["end"])] == words[row["text"], row["mention"]]


def test_web_annotations_point_to_every_mention(exports: Path, texts: Mapping[str, str], marked: Marked) -> None:
    for name, text in texts.items():
        path = exports / "annotations" / f"{name}.json"
        page = json.loads(path.read_text("utf-8"))
        assert [i["id"].partition("#")[2] for i in page["items"]] == [
            m["id"] for m in json_lines(exports)[name]["entities"]
        ]
        for item in page["items"]:
            quote, place = item["target"]["selector"]
            assert text[place["start"] : place["end"]] == quote["exact"]
            assert text[: place["start"]].endswith(quote["prefix"])
            assert text[place["end"] :].startswith(quote["suffix"])
            assert (path.parent / item["target"]["source"]).resolve() == (exports / "text" / f"{name}.txt").resolve()
        assert len(page["items"]) == len(marked[name])


def test_brat_lines_slice_to_every_mention(exports: Path, texts: Mapping[str, str], marked: Marked) -> None:
    for name, text in texts.items():
        assert (exports / "brat" / f"{name}.txt").read_bytes().decode("utf-8") == text
        lines = (exports / "brat" / f"{name}.ann").read_text("utf-8").splitlines()
        spans = [re.fullmatch(r"T\d+\t(\w+) (\d+) (\d+)\t(.+)", line) for line in lines if line.startswith("T")]
        assert all(s and text[int(s[2]) : int(s[3])] == s[4] for s in spans)
        assert sorted((s[1], s[4]) for s in spans if s) == sorted((label_of(m), words_of(m)) for m in marked[name])
        assert sum(line.startswith("N") for line in lines) == sum(bool(ref_of(m)) for m in marked[name])


def outermost(marks: list[etree._Element]) -> list[etree._Element]:
    return [m for m in marks if not any(a in marks for a in m.iterancestors())]


def conll(path: Path) -> Iterator[list[tuple[str, str]]]:
    for block in path.read_text("utf-8").strip().split("\n\n")[1:]:
        yield [(line.split(" ")[0], line.split(" ")[3]) for line in block.splitlines()]


def test_conll_has_every_word_and_every_outermost_mention(
    exports: Path, texts: Mapping[str, str], marked: Marked
) -> None:
    for name, text in texts.items():
        sentences = list(conll(exports / "ner" / f"{name}.conll"))
        assert "".join(word for sentence in sentences for word, _ in sentence) == "".join(text.split())
        begins = [label for sentence in sentences for _, label in sentence if label.startswith("B-")]
        assert sorted(begins) == sorted(f"B-{label_of(m)}" for m in outermost(marked[name]))
        for sentence in sentences:
            for (_, before), (_, label) in zip([("", "O"), *sentence], sentence, strict=False):
                assert not label.startswith("I-") or before[2:] == label[2:], "an I- follows its own kind"


def test_webanno_tsv_has_every_word_at_its_place(exports: Path, texts: Mapping[str, str], marked: Marked) -> None:
    for name, text in texts.items():
        lines = (exports / "webanno" / f"{name}.tsv").read_text("utf-8").splitlines()
        assert lines[0] == "#FORMAT=WebAnno TSV 3.3"
        units = text.encode("utf-16-le")
        found: dict[str, str] = {}
        for cells in (line.split("\t") for line in lines if re.match(r"\d+-\d+\t", line)):
            start, end = map(int, cells[1].split("-"))
            assert units[2 * start : 2 * end].decode("utf-16-le") == cells[2]
            if cells[4] != "_":
                found[cells[4].partition("[")[2]] = cells[4].partition("[")[0]
        assert sorted(found.values()) == sorted(label_of(m) for m in outermost(marked[name]))


@pytest.mark.parametrize("name", ["W", "notes/G"])
def test_the_plain_text_is_what_the_tei_says(exports: Path, witnesses: Mapping[str, Any], name: str) -> None:
    blocks = (exports / "text" / f"{name}.txt").read_text("utf-8").removesuffix("\n").split("\n\n")
    rows = list(csv.DictReader(io.StringIO((exports / "csv" / "paragraphs.csv").read_text("utf-8"))))
    mine = [row for row in rows if row["text"] == name]
    by_id = {e.get(XML_ID): e for e in witnesses[name[-1]].iter() if e.get(XML_ID)}
    assert [row["words"].removeprefix("'") for row in mine] == [block.removeprefix("'") for block in blocks]
    for row, block in zip(mine, blocks, strict=True):
        element = by_id[row["id"]]
        if name == "W":
            assert words_of(element) == block
        else:
            assert block in " ".join("".join(element.itertext()).split())
