"""Names, networks and events: what tools find in them is what the TEI says."""

import csv
import io
import json
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

from edition.xml.namespaces import NS, XML_ID, tei

from .conftest import READERS, Read, ids, marks_of, words_of
from .test_offsets import Marked, label_of, outermost, ref_of

BLOCKS = (tei("p"), tei("head"), tei("item"), tei("bibl"), tei("note"))


def block_of(mark: etree._Element) -> etree._Element:
    """The block in which a mark is: the note, or the outermost of paragraph, heading, item and entry."""
    around = list(mark.iterancestors(*BLOCKS))
    return next((a for a in around if a.tag == tei("note")), around[-1])


@pytest.fixture(scope="module")
def network(witnesses: Mapping[str, etree._Element]) -> tuple[dict[str, int], dict[frozenset[str], int]]:
    """How often each entry is named, and in how many blocks each two of them are, counted from the TEI."""
    counts: dict[str, int] = {}
    ties: dict[frozenset[str], int] = {}
    for tree in witnesses.values():
        blocks: dict[etree._Element, set[str]] = {}
        for mark in marks_of(tree):
            ref = ref_of(mark)
            if ref and not ref.startswith("work-"):
                counts[ref] = counts.get(ref, 0) + 1
                blocks.setdefault(block_of(mark), set()).add(ref)
        for named in blocks.values():
            for pair in combinations(sorted(named), 2):
                ties[frozenset(pair)] = ties.get(frozenset(pair), 0) + 1
    return counts, ties


def test_the_tables_of_the_network_are_those_of_the_tei(exports: Path, network: tuple) -> None:
    counts, ties = network
    nodes = table(exports / "network" / "nodes.csv")
    assert {n["Id"]: int(n["Mentions"]) for n in nodes} == counts
    edges = table(exports / "network" / "edges.csv")
    assert {frozenset((e["Source"], e["Target"])): int(e["Weight"]) for e in edges} == ties
    assert len(edges) == len(ties) > 1000


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""), strict=True))


@pytest.mark.tools
@pytest.mark.parametrize("ending", ["gexf", "graphml"])
def test_networkx_reads_the_network(exports: Path, network: tuple, read: Read, ending: str) -> None:
    counts, ties = network
    nodes, edges, weight, node, directed = read("graphs", exports / "network" / f"names.{ending}", "pers-stalin")
    assert (nodes, edges, weight, directed) == (len(counts), len(ties), sum(ties.values()), False)
    assert node == {"label": "Joseph Stalin", "kind": "persons", "mentions": counts["pers-stalin"], "wikidata": "Q855"}


@pytest.mark.tools
@pytest.mark.parametrize("ending", ["gexf", "graphml"])
def test_networkx_reads_the_witnesses(exports: Path, read: Read, ending: str) -> None:
    nodes, edges, weight, node, _ = read("graphs", exports / "network" / f"witnesses.{ending}", "F")
    pairs = [r for r in table(exports / "distances" / "pairs.csv") if r["units"] == "all"]
    assert (nodes, edges) == (4, len(pairs))
    assert weight == pytest.approx(sum(1 - float(r["distance"]) for r in pairs))
    assert (node["label"], node["scope"]) == ("F", "excerpt")


@pytest.mark.tools
def test_graphology_reads_the_network(exports: Path, network: tuple, read_in_node: Read) -> None:
    counts, ties = network
    nodes, edges, weight, node = read_in_node("graphology.cjs", exports / "network" / "names.gexf", "pers-stalin")
    assert (nodes, edges, weight) == (len(counts), len(ties), sum(ties.values()))
    assert (node["label"], node["mentions"]) == ("Joseph Stalin", counts["pers-stalin"])


@pytest.mark.tools
def test_spacy_reads_every_mention(exports: Path, texts: Mapping[str, str], marked: Marked, read: Read) -> None:
    for name, text in texts.items():
        docs, entities, sentences, kept = read("docbin", exports / "ner" / f"{name}.spacy")
        assert docs == text.removesuffix("\n").split("\n\n")
        wanted = [[words_of(m), label_of(m), ref_of(m), m.get(XML_ID)] for m in outermost(marked[name])]
        assert sorted(entities) == sorted(wanted)
        assert kept, "spaCy writes and reads the same entities again"
        assert sentences >= len(docs)


@pytest.mark.tools
def test_spacy_converts_the_conll_columns(exports: Path, texts: Mapping[str, str], marked: Marked, read: Read) -> None:
    for name in texts:
        _, entities, *_ = read("docbin", exports / "ner" / f"{name}.conll")
        assert sorted(label for _, label, *_ in entities) == sorted(label_of(m) for m in outermost(marked[name]))


@pytest.mark.tools
def test_words_have_the_numbers_that_spacy_gives_them(tmp_path: Path, read: Read) -> None:
    from edition.export.docbin import _symbols, key_of

    words = [
        "",
        "a",
        "Moscow",
        "mark",
        "number",
        "det",
        "ORG",
        "PERSON",
        "Сталин",
        "eightchr",
        "ninechars",
        "—",
        "😀",
        "x" * 99,
    ]
    path = tmp_path / "words.json"
    path.write_text(json.dumps(words), "utf-8")
    numbers, names = read("strings", path)
    assert {word: key_of(word) for word in words} == numbers
    assert list(_symbols()) == names


@pytest.mark.tools
def test_cassis_reads_every_mention(exports: Path, texts: Mapping[str, str], marked: Marked, read: Read) -> None:
    tokens = table(exports / "csv" / "tokens.csv")
    for name, text in texts.items():
        said, sizes, entities = read("cas", exports / "cas" / "TypeSystem.xml", exports / "cas" / f"{name}.xmi")
        assert said == text
        mine = [t for t in tokens if t["text"] == name]
        assert sizes == [len({t["sentence"] for t in mine}), len(mine)]
        assert all(text[begin:end] == covered for begin, end, covered, *_ in entities)
        found = [(covered, value, identifier or "") for *_, covered, value, identifier in entities]
        assert sorted(found) == sorted((words_of(m), label_of(m), ref_of(m)) for m in marked[name])


@pytest.mark.tools
def test_bratly_reads_every_mention(exports: Path, texts: Mapping[str, str], marked: Marked, read: Read) -> None:
    found = read("standoff", exports / "brat") | read("standoff", exports / "brat" / "notes")
    assert len(found) == len(texts)
    for path, (entities, others) in found.items():
        name = next(n for n in sorted(texts, key=len, reverse=True) if path.removesuffix(".txt").endswith(n))
        assert all(texts[name][start:end] == words for start, end, words, _ in entities)
        assert sorted((w, label) for *_, w, label in entities) == sorted(
            (words_of(m), label_of(m)) for m in marked[name]
        )
        assert others["NormalizationAnnotation"] == sum(bool(ref_of(m)) for m in marked[name])


@pytest.mark.tools
def test_recogito_reads_every_annotation(exports: Path, texts: Mapping[str, str], read_in_node: Read) -> None:
    for name, text in texts.items():
        path = exports / "annotations" / f"{name}.json"
        items = json.loads(path.read_text("utf-8"))["items"]
        told = read_in_node("recogito.mjs", path)
        assert [one[0] for one in told] == [item["id"] for item in items]
        assert all(text[start:end] == quote for _, start, end, quote, _ in told)
        assert all("tagging" in purposes for *_, purposes in told)


@pytest.mark.tools
def test_the_graph_conforms_and_counts_what_the_tei_has(
    exports: Path, registers: Mapping[str, list[etree._Element]], read: Read
) -> None:
    shapes = READERS.parent / "shapes.ttl"
    conforms, said, classes, properties, blank = read(
        "triples", exports / "rdf" / "edition.ttl", shapes, "https://example.org/"
    )
    assert conforms, said
    assert blank == 0
    wanted = {"E21_Person": "persons", "E53_Place": "places", "E74_Group": "organisations", "E7_Activity": "events"}
    assert {kind: classes[kind] for kind in wanted} == {kind: len(registers[name]) for kind, name in wanted.items()}
    assert classes["E73_Information_Object"] == len(registers["works"]) + 5
    dated = [e for e in registers["events"] if date_of(e)]
    assert classes["E52_Time-Span"] == len(dated)
    assert properties["P4_has_time-span"] == len(dated)
    same = [i for entries in registers.values() for e in entries for i in e.iterfind("tei:idno", NS) if authority(i)]
    assert properties["sameAs"] == 2 * len(same)


def authority(idno: etree._Element) -> bool:
    return idno.get("type") in ("wikidata", "geonames", "gnd", "viaf")


def date_of(event: etree._Element) -> bool:
    names = ("when", "from", "to", "notBefore", "notAfter")
    holders = [
        event,
        *event.iterfind("tei:note[@type='date']", NS),
        *event.iterfind("tei:note[@type='date']/tei:date", NS),
    ]
    return any(h.get(n) for h in holders for n in names)


@pytest.mark.tools
def test_a_graph_with_a_fault_does_not_conform(exports: Path, tmp_path: Path, read: Read) -> None:
    broken = tmp_path / "broken.ttl"
    text = (exports / "rdf" / "edition.ttl").read_text("utf-8")
    wrong = "\n<events.html#even-moscow-trials> crm:P7_took_place_at <persons.html#pers-stalin> .\n"
    broken.write_text(text + wrong, "utf-8")
    assert not read("triples", broken, READERS.parent / "shapes.ttl", "https://example.org/")[0]


def _is_open(event: etree._Element) -> bool:
    """Whether an event is only before or after something: a line would show it at a day."""
    begins, ends = ("from", "notBefore"), ("to", "notAfter")
    return not event.get("when") and any(map(event.get, begins)) is not any(map(event.get, ends))


def test_the_timeline_has_every_event_whose_date_is_no_open_end(
    exports: Path, registers: Mapping[str, list[etree._Element]]
) -> None:
    told = json.loads((exports / "timeline" / "timeline.json").read_text("utf-8"))
    dated = [e for e in registers["events"] if date_of(e) and not _is_open(e)]
    assert sorted(e["unique_id"] for e in told["events"]) == sorted(ids(dated))
    by_id = {e["unique_id"]: e for e in told["events"]}
    assert by_id["even-trial-of-the-sixteen"]["start_date"] == {"year": 1936, "month": 8, "day": 19}
    assert by_id["even-trial-of-the-sixteen"]["end_date"] == {"year": 1936, "month": 8, "day": 24}
    quoted = {e.get(XML_ID): len(e.findall(".//tei:quote", NS)) for e in dated}
    assert {name: by_id[name]["text"]["text"].count("<p>") for name in quoted} == quoted
