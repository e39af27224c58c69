"""Witness relations: the places of variation as TEI, characters, distances and tables, and the tools that read them."""

import csv
import io
import json
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

from edition.xml.namespaces import NS, XML_ID, tei

from .conftest import ROOT, SLUGS, Read, ids, needed, program, ran

SIDES = (tei("lem"), tei("rdg"))


def apps(root: etree._Element) -> list[etree._Element]:
    return root.findall("tei:text/tei:body//tei:app", NS)


def sides(app: etree._Element) -> list[etree._Element]:
    return [s for s in app.iter(*SIDES) if next(s.iterancestors(tei("app"))) is app]


def states(app: etree._Element) -> dict[str, str]:
    """Of each witness its reading at a place: a number, `?` (silent) or `-` (lacks the passage), read from the TEI."""
    numbers: dict[etree._Element, int] = {}
    made = dict.fromkeys(SLUGS, "-")
    for outer in app.iterancestors(tei("app")):
        made |= {s: "?" for side in sides(outer) if side.get("type") == "lac" for s in wits(side)}
    for side in sides(app):
        if side.get("type") == "lac":
            made |= dict.fromkeys(wits(side), "?")
            continue
        parent = side.getparent()
        number = numbers.setdefault(parent if parent.tag == tei("rdgGrp") else side, len(numbers))
        made |= dict.fromkeys(wits(side), str(number))
    return made


def wits(side: etree._Element) -> list[str]:
    return [w.removeprefix("#") for w in side.get("wit", "").split()]


@pytest.fixture(scope="module")
def rows(edition: etree._Element) -> dict[str, str]:
    made = [states(app) for app in apps(edition)]
    assert len(made) > 300
    return {slug: "".join(state[slug] for state in made) for slug in SLUGS}


# -- TEI


def test_the_one_file_needs_no_other(exports: Path, edition: etree._Element, registers: Mapping[str, list]) -> None:
    root = etree.parse(exports / "tei" / "edition.xml").getroot()
    known = [e.get(XML_ID) for e in root.iter() if e.get(XML_ID)]
    assert len(known) == len(set(known))
    names = ("ref", "where", "active", "passive", "wit", "ed", "source", "target", "corresp")
    pointers = [p for e in root.iter() for name in names for p in e.get(name, "").split()]
    assert len(pointers) > 2000
    assert {p for p in pointers if p.startswith("#")} - {f"#{k}" for k in known} == set()
    assert not [p for p in pointers if "registers/" in p or ".xml#" in p]
    assert ids(apps(root)) == ids(apps(edition))
    assert {e.get(XML_ID) for entries in registers.values() for e in entries} <= set(known)


def test_the_flat_file_nests_nothing_and_keeps_every_word(exports: Path, edition: etree._Element) -> None:
    flat = etree.parse(exports / "tei" / "flat.xml").getroot()
    assert not [a for a in apps(flat) if any(p.tag == tei("app") for p in a.iterancestors())]
    assert not list(flat.iter(tei("rdgGrp")))
    assert [a for a in apps(edition) if any(p.tag == tei("app") for p in a.iterancestors())], "nothing was nested"
    for slug in SLUGS:
        assert read_by(flat, slug) == read_by(edition, slug)
    for app in apps(flat):
        assert sorted(w for s in sides(app) for w in wits(s)) == sorted(SLUGS), app.get(XML_ID)


def read_by(root: etree._Element, slug: str) -> str:
    """The words that a witness has, in the order of the edition."""
    parts: list[str] = []

    def walk(element: etree._Element) -> None:
        if element.tag in SIDES and slug not in wits(element):
            return
        parts.append(element.text or "")
        for child in element:
            walk(child)
            parts.append(child.tail or "" if element.tag not in (tei("app"), tei("rdgGrp")) else "")

    walk(root.find("tei:text/tei:body", NS))
    return "".join("".join(parts).split())


def test_the_places_alone_name_every_witness(exports: Path, edition: etree._Element) -> None:
    alone = etree.parse(exports / "tei" / "collation.xml").getroot()
    assert ids(apps(alone)) == ids(apps(edition))
    for app in apps(alone):
        assert sorted(w for s in sides(app) for w in wits(s)) == sorted(SLUGS)


# -- characters


def nexus_rows(path: Path) -> dict[str, str]:
    matrix = path.read_text("utf-8").partition("  MATRIX\n")[2].partition("  ;")[0]
    return dict(line.split() for line in matrix.splitlines())


def test_the_characters_are_the_places_of_the_tei(exports: Path, rows: Mapping[str, str]) -> None:
    assert nexus_rows(exports / "nexus" / "characters.nex") == rows
    lines = (exports / "phylip" / "characters.phy").read_text("utf-8").splitlines()
    assert lines[0] == f"4 {len(rows['W'])}"
    assert dict(line.split() for line in lines[1:]) == rows


def test_no_stemma_is_claimed_of_four(exports: Path) -> None:
    for name in ("characters", "distances"):
        said = (exports / "nexus" / f"{name}.nex").read_text("utf-8")
        assert "not a stemma" in said
        assert "BEGIN TREES" not in said.upper()


def test_distances_count_omissions_and_lacunae_apart(exports: Path, edition: etree._Element) -> None:
    table = list(csv.DictReader(io.StringIO((exports / "distances" / "pairs.csv").read_text("utf-8"))))
    assert len(table) == 3 * 6
    for row in table:
        counts = dict.fromkeys(("agree", "differ", "one_omits", "both_omit", "silent"), 0)
        for app in apps(edition):
            if row["units"] in (app.get("type"), "all"):
                counts[relation(app, row["a"], row["b"])] += 1
        assert {name: int(row[name]) for name in counts} == counts
        both = counts["agree"] + counts["differ"]
        assert row["distance"] == (str(round(counts["differ"] / both, 6)) if both else "")
    square = (exports / "nexus" / "distances.nex").read_text("utf-8").partition("  MATRIX\n")[2].partition("  ;")[0]
    matrix = {cells[0]: [float(c) for c in cells[1:]] for cells in map(str.split, square.splitlines())}
    substantive = {(r["a"], r["b"]): float(r["distance"]) for r in table if r["units"] == "substantive"}
    for (i, a), (j, b) in combinations(enumerate(SLUGS), 2):
        assert matrix[a][j] == matrix[b][i] == substantive[a, b]
    dist = [line.split() for line in (exports / "phylip" / "distances.dist").read_text("utf-8").splitlines()[1:]]
    assert {cells[0]: [float(c) for c in cells[1:]] for cells in dist} == matrix


def relation(app: etree._Element, a: str, b: str) -> str:
    here = states(app)
    if {here[a], here[b]} & {"?", "-"}:
        return "silent"
    texts = {w: "".join(s.itertext()).strip() for s in sides(app) for w in wits(s)}
    if not texts[a] or not texts[b]:
        return "one_omits" if texts[a] or texts[b] else "both_omit"
    return "agree" if here[a] == here[b] else "differ"


def test_splits_add_up_to_the_places(exports: Path, rows: Mapping[str, str]) -> None:
    table = list(csv.DictReader(io.StringIO((exports / "distances" / "splits.csv").read_text("utf-8"))))
    parted = sum(len({rows[s][n] for s in SLUGS} - {"?", "-"}) > 1 for n in range(len(rows["W"])))
    assert sum(int(r["readings"]) + int(r["omissions"]) for r in table) == parted
    for row in table:
        assert sorted([*row["groups"].replace("|", " ").split(), *row["silent"].split()]) == sorted(SLUGS)


@pytest.mark.tools
@pytest.mark.parametrize(("path", "schema"), [("nexus/characters.nex", "nexus"), ("phylip/characters.phy", "phylip")])
def test_dendropy_reads_the_characters(
    exports: Path, rows: Mapping[str, str], read: Read, path: str, schema: str
) -> None:
    assert read("characters", exports / path, schema) == rows


@pytest.mark.tools
def test_teiphy_makes_the_same_matrix_of_our_tei(
    exports: Path, rows: Mapping[str, str], tmp_path: Path, read: Read
) -> None:
    teiphy = needed(ROOT / ".venv-exports" / "bin" / "teiphy", "teiphy")
    made = tmp_path / "made.nex"
    ran(teiphy, "-m", "lac", "-m", "inapplicable", "-t", "sameReading", exports / "tei" / "collation.xml", made)
    found = read("characters", made, "nexus")
    assert found == {slug: states.replace("-", "?") for slug, states in rows.items()}


@pytest.mark.tools
@pytest.mark.parametrize(("path", "more"), [("nexus/characters.nex", ()), ("phylip/characters.phy", ("-st", "MORPH"))])
def test_iqtree_reads_the_characters(
    exports: Path, tmp_path: Path, rows: Mapping[str, str], path: str, more: tuple
) -> None:
    made = tmp_path / "run"
    ran(program("iqtree2"), "-s", exports / path, *more, "-m", "MK", "-pre", made, "-seed", "1", "-nt", "1")
    log = made.with_suffix(".log").read_text("utf-8")
    assert f"Alignment has 4 sequences with {len(rows['W'])} columns" in log
    tree = made.with_suffix(".treefile").read_text("utf-8")
    assert all(f"{slug}:" in tree for slug in SLUGS)


# -- CollateX


@pytest.mark.tools
def test_collatex_reads_the_tokens(exports: Path, texts: Mapping[str, str], read: Read) -> None:
    found, _ = read("collation", exports / "collatex" / "witnesses.json")
    assert {sigil: "".join(tokens).split() for sigil, tokens in found.items()} == {s: texts[s].split() for s in SLUGS}


@pytest.mark.tools
def test_collatex_collates_the_tokens_again(exports: Path, tmp_path: Path, read: Read) -> None:
    data = json.loads((exports / "collatex" / "witnesses.json").read_text("utf-8"))
    for witness in data["witnesses"]:
        witness["tokens"] = witness["tokens"][:120]
    path = tmp_path / "start.json"
    path.write_text(json.dumps(data), "utf-8")
    found, rows = read("collation", path, "again")
    assert rows is not None
    assert len({len(row) for row in rows.values()}) == 1
    for sigil, tokens in found.items():
        assert "".join(cell or "" for cell in rows[sigil]).split() == "".join(tokens).split()


def test_the_collation_table_has_every_word_once(exports: Path, texts: Mapping[str, str]) -> None:
    table = json.loads((exports / "collatex" / "table.json").read_text("utf-8"))
    assert table["witnesses"] == list(SLUGS)
    for slug, row in zip(SLUGS, table["table"], strict=True):
        letters = "".join(t["t"] for cell in row if cell for t in cell)
        assert sorted("".join(letters.split())) == sorted("".join(texts[slug].split()))
