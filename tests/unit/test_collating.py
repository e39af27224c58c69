"""Collating without an edition: every form that can be asked for, read again with a plain parser."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from edition.errors import InputError
from edition.export.graph import GRAPHML, KEYS
from edition.tasks.collate_files import FORMS, CollationOptions, collate_files
from edition.tei.encode.external import METHODS
from edition.xml.namespaces import tei

RIVER = "The ferry crossed the river twice a day, in the morning and at dusk, and nobody ever paid more than a penny."
MASONS = "Three masons died in the work, and their names were cut into the middle pier for all to read at low water."
MILLER = "In the winter of the flood the miller found a box of letters under the floor, tied with green ribbon."


@pytest.fixture
def texts(tmp_path: Path) -> list[Path]:
    return written(tmp_path, A="The ferry crossed at dawn.\n", B="The Ferry crossed at dusk.\n")


@pytest.fixture
def moved(tmp_path: Path) -> list[Path]:
    return written(tmp_path, A=f"{RIVER}\n\n{MASONS}\n\n{MILLER}\n", B=f"{MILLER}\n\n{RIVER}\n\n{MASONS}\n")


def written(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return [folder / f"{name}.txt" for name in texts]


def made(paths: list[Path], to: str = "json", base: str = "", method: str = "", joined: bool = True) -> bytes:
    return b"".join(collate_files(paths, CollationOptions(base, to, method, joined)).pieces)


def cells(data: bytes) -> list[list[list[str] | None]]:
    table: list[list[Any]] = json.loads(data)["table"]
    return [[[t["t"] for t in cell] if cell else None for cell in row] for row in table]


# -- forms


def test_csv_has_a_line_a_place(texts: list[Path]) -> None:
    rows = list(csv.reader(io.StringIO(made(texts, "csv").decode(), newline="")))
    assert rows[0] == ["place", "A", "B"]
    assert rows[-1][1:] == ["dawn", "dusk"]


def test_json_is_the_table_of_collatex(texts: list[Path]) -> None:
    assert json.loads(made(texts)) == {
        "witnesses": ["A", "B"],
        "table": [
            [
                [
                    {"t": "The ", "n": "the", "i": 0},
                    {"t": "ferry ", "n": "ferry", "i": 1},
                    {"t": "crossed ", "n": "crossed", "i": 2},
                    {"t": "at ", "n": "at", "i": 3},
                ],
                [{"t": "dawn", "n": "dawn", "i": 4}],
                [{"t": ".\n", "n": ".", "i": 5}],
            ],
            [
                [
                    {"t": "The ", "n": "the", "i": 0},
                    {"t": "Ferry ", "n": "ferry", "i": 1},
                    {"t": "crossed ", "n": "crossed", "i": 2},
                    {"t": "at ", "n": "at", "i": 3},
                ],
                [{"t": "dusk", "n": "dusk", "i": 4}],
                [{"t": ".\n", "n": ".", "i": 5}],
            ],
        ],
        "moves": [],
    }


def test_json_is_a_row_a_line(texts: list[Path]) -> None:
    assert len(made(texts).decode().splitlines()) == len(["sigla", "[", "A", "B", "]", "moves"])


def test_tokens_can_be_left_apart(texts: list[Path]) -> None:
    assert {len(cell or []) for row in cells(made(texts, joined=False)) for cell in row} == {1}


def test_what_differs_alike_is_one_cell(tmp_path: Path) -> None:
    paths = written(tmp_path, A="a black cat ran", B="a white dog ran", C="a black cat ran", D="a ran")
    assert cells(made(paths)) == [
        [["a "], ["black ", "cat "], ["ran"]],
        [["a "], ["white ", "dog "], ["ran"]],
        [["a "], ["black ", "cat "], ["ran"]],
        [["a "], None, ["ran"]],
    ]


def test_the_norm_that_was_given_decides(tmp_path: Path) -> None:
    path = tmp_path / "j.json"

    def table(norm: str) -> list[list[list[str] | None]]:
        tokens = [{"t": "x ", "n": "x"}, {"t": "unum ", "n": norm, "pos": "NUM"}, {"t": "y", "n": "y"}]
        other = [{"t": "x "}, {"t": "I "}, {"t": "y"}]
        path.write_text(json.dumps({"witnesses": [{"id": "A", "tokens": tokens}, {"id": "B", "tokens": other}]}))
        return cells(made([path]))

    assert len(table("i")[0]) == 1
    assert len(table("one")[0]) > 1
    assert '"pos": "NUM", "t": "unum "' in made([path]).decode()


def test_a_moved_passage_is_told(moved: list[Path]) -> None:
    data = json.loads(made(moved))
    (move,) = data["moves"]
    words = [t for cell in data["table"][1] if cell for t in cell if move["start"] <= t["i"] < move["end"]]
    assert "".join(t["t"] for t in words).strip().startswith("In the winter of the flood")
    assert (move["witness"], move["start"], move["column"]) == ("B", 0, 0)
    assert data["table"][0][-1] is not None, "the base is not in its own order"


def test_the_base_decides_the_order(moved: list[Path]) -> None:
    (move,) = json.loads(made(moved, base="B"))["moves"]
    assert move["witness"] == "A"


def test_tei_has_the_base_as_lemma(texts: list[Path]) -> None:
    for base, word in (("A", "dawn"), ("B", "dusk")):
        lemmas = etree.fromstring(made(texts, "tei", base)).iter(tei("lem"))
        assert word in [lemma.text for lemma in lemmas if lemma.get("wit") == f"#{base}"]


@pytest.mark.parametrize("to", FORMS)
def test_a_form_is_the_same_every_time(moved: list[Path], to: str) -> None:
    assert made(moved, to) == made(moved, to)
    assert made(moved, to)


DOCS = (Path(__file__).parents[2] / "docs" / "collate.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("method", METHODS)
def test_the_examples_of_tei_in_the_documentation(tmp_path: Path, method: str) -> None:
    (example,) = re.findall(rf"```xml {method}\n(.*?)```", DOCS, re.DOTALL)
    a, b = re.findall(r"printf '(The .*?)\\n' > [AB]\.txt", DOCS)
    found = made(written(tmp_path, A=a, B=b), "tei", method=method).decode().splitlines()
    for line in example.splitlines():
        pattern = ".*".join(map(re.escape, line.split("…")))
        assert any(re.fullmatch(pattern, one) for one in found), line


# -- the page


def page_of(paths: list[Path]) -> html.HtmlElement:
    return html.document_fromstring(made(paths, "html"))


def test_the_page_needs_nothing_else(moved: list[Path]) -> None:
    page = page_of(moved)
    assert page.get("lang") == "en"
    assert not page.xpath("//script | //link | //img | //iframe | //*[starts-with(@*, 'http')]")
    assert "url(" not in page.findtext(".//style", "")
    assert "@import" not in page.findtext(".//style", "")
    assert "prefers-color-scheme: dark" in page.findtext(".//style", "")
    assert page.xpath("//meta[@name='viewport']")


def test_every_table_scrolls_in_its_own_frame_and_names_its_rows(moved: list[Path]) -> None:
    page = page_of(moved)
    tables = page.findall(".//table")
    assert tables
    for table in tables:
        frame = table.getparent()
        assert frame is not None
        assert (frame.get("class"), frame.get("tabindex"), frame.get("role")) == ("scroll", "0", "region")
        assert frame.get("aria-label")
        assert [th.text for th in table.xpath(".//th[@scope='row']")] == ["A", "B"]


def test_variation_is_not_told_by_colour_alone(texts: list[Path]) -> None:
    page = page_of(texts)
    assert [c.text_content() for c in page.xpath("//td[@class='differs']")] == ["duskb"]
    assert [c.text_content() for c in page.xpath("//td[sup='a']")] == ["dawna"]
    assert [c.text_content() for c in page.xpath("//td[@class='spelling']")] == ["The Ferry crossed at"]


def test_a_gap_is_shown(tmp_path: Path) -> None:
    page = page_of(written(tmp_path, A="The old ferry", B="The ferry"))
    assert [c.text_content() for c in page.xpath("//td[@class='gap']")] == ["–"]


def test_moved_passages_are_marked_at_both_places(moved: list[Path]) -> None:
    page = page_of(moved)
    (place,) = page.xpath("//td/a[@href='#move-1']")
    (passage,) = page.xpath("//td/*[@id='move-1']")
    assert place.text == "↷"
    assert passage.text.strip() == "⇄"
    assert "In the winter" in passage.getparent().text_content()
    assert "moved" in passage.getparent().get("class").split()
    assert "1 moved passage." in page.text_content()


def test_long_texts_are_wrapped_into_blocks(tmp_path: Path) -> None:
    words = " ".join(f"w{i} same" for i in range(200))
    page = page_of(written(tmp_path, A=words, B=words.replace("w", "v")))
    tables = page.findall(".//table")
    assert len(tables) > 5
    numbers = [int(th.text or 0) for table in tables for th in table.xpath(".//th[@scope='col']")]
    assert numbers == list(range(1, len(numbers) + 1))


def test_markup_in_a_text_is_text(tmp_path: Path) -> None:
    page = page_of(written(tmp_path, A="A <script>x</script> & <b>", B="</td>"))
    assert not page.xpath("//script | //b")
    assert "<" in page.find(".//main").text_content()


# -- the graph


def test_the_graph_declares_its_keys(moved: list[Path]) -> None:
    root = etree.fromstring(made(moved, "graphml"))
    assert root.tag == f"{{{GRAPHML}}}graphml"
    declared = {k.get("id"): k.get("for") for k in root.iter(f"{{{GRAPHML}}}key")}
    assert declared == {name: owner for name, (owner, _) in KEYS.items()}
    used = {(d.get("key"), etree.QName(d.getparent()).localname) for d in root.iter(f"{{{GRAPHML}}}data")}
    assert used == set(declared.items())
    ids = [n.get("id") for n in root.iter(f"{{{GRAPHML}}}node")]
    assert len(ids) == len(set(ids))
    assert {e.get(a) for e in root.iter(f"{{{GRAPHML}}}edge") for a in ("source", "target")} <= set(ids)


def test_a_moved_passage_is_an_edge_of_its_own_kind(moved: list[Path]) -> None:
    root = etree.fromstring(made(moved, "graphml"))
    said = {n.get("id"): {d.get("key"): d.text for d in n} for n in root.iter(f"{{{GRAPHML}}}node")}
    edges = [
        (e.get("source"), e.get("target"), {d.get("key"): d.text for d in e}) for e in root.iter(f"{{{GRAPHML}}}edge")
    ]
    crossing = [(a, b) for a, b, d in edges if d == {"type": "transposition", "witnesses": "B"}]
    assert crossing
    for source, target in crossing:
        assert (said[source]["sigla"], said[target]["sigla"]) == ("A", "B")
        assert said[source]["norm"] == said[target]["norm"]


def test_witnesses_that_agree_share_a_node(texts: list[Path]) -> None:
    root = etree.fromstring(made(texts, "graphml"))
    nodes = [{d.get("key"): d.text or "" for d in n} for n in root.iter(f"{{{GRAPHML}}}node")]
    assert [(n["tokens"], n["sigla"]) for n in nodes] == [
        ("", ""), ("The ferry crossed at", "A, B"), ("dawn", "A"), ("dusk", "B"), (".", "A, B"), ("", "")
    ]  # fmt: skip
    assert json.loads(nodes[1]["forms"]) == {"A": "The ferry crossed at ", "B": "The Ferry crossed at "}


# -- what is refused and what is told


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"to": "xls"}, "there is no such form; there is tei, json, csv, html, graphml"),
        ({"method": "double-end-point"}, "--method is for --to tei; json has none"),
        (
            {"to": "tei", "method": "x"},
            "no such method; there is parallel-segmentation, double-end-point, location-ref",
        ),
        ({"to": "tei", "joined": False}, "--apart is for --to json, html, graphml"),
        ({"to": "csv", "joined": False}, "--apart is for"),
        ({"base": "X"}, "--base X is none of A, B"),
    ],
)
def test_wrong_options(texts: list[Path], options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        collate_files(texts, CollationOptions(**options))


def test_one_witness_is_too_few(texts: list[Path]) -> None:
    with pytest.raises(InputError, match="a collation needs two witnesses at least"):
        collate_files(texts[:1], CollationOptions())


@pytest.mark.parametrize("to", ["json", "csv"])
def test_what_could_not_be_aligned_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: str) -> None:
    monkeypatch.setattr("edition.collation.align.gaps.MOST_CELLS_ALIGNED", 10)
    paths = written(tmp_path, A="x a b a b a y", B="x b b a a b b y")
    collation = collate_files(paths, CollationOptions(to=to))
    assert {(f.code, f.position.path) for f in collation.findings} == {("E501", str(paths[0]))}
    assert set("ab") <= set(b"".join(collation.pieces).decode())


def test_the_stages_are_told(texts: list[Path]) -> None:
    said: list[str] = []
    collate_files(texts, CollationOptions(), said.append)
    assert said == ["reading", "aligning", "writing"]
