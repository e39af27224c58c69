"""The Python face: collating what is at hand, tables and graphs, notebooks, refusals; opening an edition."""

from pathlib import Path

import networkx
import pytest
from lxml import etree

import edition as ed
from edition.commands.new import write_starter
from edition.display import MOST
from edition.project.sources import make_seed
from edition.readers.options import ReaderOptions
from edition.readers.registry import read

FOX = {"A": "The quick brown fox jumps.", "B": "The slow brown fox jumped.", "C": "The brown fox jumps!"}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> ed.Edition:
    folder = tmp_path_factory.mktemp("face") / "mytext"
    write_starter(folder)
    return ed.open(folder)


def test_strings_paths_and_witnesses_are_collated_alike(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(FOX["B"])
    seed = make_seed("C", "c.txt", FOX["C"].encode())
    reader, structure = read(seed, "text", ReaderOptions())
    witness = ed.Witness("C", "", seed, structure.root, reader)
    made = ed.collate({"A": FOX["A"], "B": tmp_path / "b.txt", "C": witness}, base="A")
    plain = ed.collate(FOX, base="A")
    assert made.to_csv() == plain.to_csv()
    assert [unit.id for unit in made] == [unit.id for unit in plain]


def test_paths_alone_are_named_by_their_files(tmp_path: Path) -> None:
    for siglum, text in FOX.items():
        (tmp_path / f"{siglum}.txt").write_text(text)
    made = ed.collate(sorted(tmp_path.glob("*.txt")))
    assert (made.sigla, made.base) == (("A", "B", "C"), "A")


def test_every_span_is_the_words_of_the_reading() -> None:
    made = ed.collate(FOX)
    seen = 0
    for unit in made:
        for one in unit:
            if one.span:
                start, end = one.span
                assert FOX[one.siglum][start:end] == one.text
                seen += 1
            else:
                assert (one.text, one.kind) == ("", "om")
    assert seen == 5


def test_a_passage_has_the_words_of_each_witness() -> None:
    made = ed.collate(
        {"A": "One two three four five six seven.", "B": "Zero. One two three for five six seven.", "C": "Zero."}
    )
    units = [unit for unit in made if "A" in unit and "B" in unit and unit["A"].text != unit["B"].text]
    outer = [unit for unit in units if any(inner.within == unit.id for inner in made)]
    for unit in outer:
        assert "four" in unit["A"].text
        assert "for five" in unit["B"].text


def test_units_are_found_by_id_and_by_place() -> None:
    made = ed.collate(FOX)
    assert made[made[1].id] is made[1]
    assert made[0].id in made
    assert "app-none" not in made
    with pytest.raises(KeyError):
        made["app-none"]
    with pytest.raises(KeyError):
        made[0]["Z"]
    assert len(made.units[:1]) == 1


@pytest.mark.parametrize(
    ("asked", "lemmas"),
    [
        ({"kind": "om"}, ["quick"]),
        ({"witness": "B"}, ["quick", "jumps."]),
        ({"witness": "A"}, []),
        ({"type": "accidental"}, []),
        ({"kind": "punctuation", "witness": "C"}, ["jumps."]),
        ({"kind": "punctuation", "witness": "B"}, []),
        ({}, ["quick", "jumps."]),
    ],
)
def test_units_are_selected(asked: dict[str, str], lemmas: list[str]) -> None:
    assert [unit.lemma.text for unit in ed.collate(FOX).where(**asked)] == lemmas


def test_the_table_has_every_word_in_its_row() -> None:
    table = ed.collate(FOX).table
    for siglum, text in FOX.items():
        assert "".join(table[siglum]) == text
    assert len(list(table)) == len(table)
    with pytest.raises(KeyError):
        table["Z"]


def test_a_data_frame_has_a_row_for_each_unit_and_witness() -> None:
    made = ed.collate(FOX)
    frame = made.to_pandas()
    assert len(frame) == 6
    row = frame[(frame.witness == "B") & (frame.unit == made[0].id)].iloc[0]
    assert (row.text, row.kind, row.start, row.end, row.lemma) == ("slow", "substitution", 4, 8, "quick")
    assert made.table.to_pandas().loc["C"].tolist() == made.table["C"]


def test_every_witness_is_a_path_through_the_graph() -> None:
    made = ed.collate(FOX)
    graph = made.to_networkx()
    assert isinstance(graph, networkx.MultiDiGraph)
    for siglum, text in FOX.items():
        way, at = [], 0
        while at != max(graph):
            at = next(end for _, end, data in graph.out_edges(at, data=True) if siglum in data["sigla"])
            way.append(graph.nodes[at]["text"])
        assert len(way) == 1 + sum(bool(cell) for cell in made.table[siglum])
        assert text.startswith("The")


def test_tei_is_written_by_three_methods_and_others_are_refused() -> None:
    made = ed.collate(FOX)
    for method in ("parallel-segmentation", "double-end-point", "location-referenced"):
        root = etree.fromstring(made.to_tei(method).encode())
        assert root.find(".//{*}variantEncoding").get("method") == method
        assert {app.get("{http://www.w3.org/XML/1998/namespace}id") for app in root.iter("{*}app")} == {
            unit.id for unit in made
        }
    with pytest.raises(ValueError, match="there is no method 'parallel'"):
        made.to_tei("parallel")


def test_notebooks_show_tables_of_escaped_words() -> None:
    made = ed.collate({"A": "x <b>one</b> y " * 2, "B": "x <i>two</i> y " * 2})
    for shown in (made, made.table, made.units, made[0]):
        root = etree.fromstring(f"<div>{shown._repr_html_()}</div>")
        assert root.find("table") is not None
        assert not list(root.iter("i"))
    assert len(repr(made)) < 100


def test_a_long_apparatus_is_cut_for_the_eye_alone() -> None:
    words = [f"w{n}" for n in range(5 * MOST)]
    other = [word if n % 2 else f"{word}xyz" for n, word in enumerate(words)]
    made = ed.collate({"A": " ".join(words), "B": " ".join(other)})
    assert len(made) > MOST
    assert f"{len(made) - MOST} more units are not shown" in made._repr_html_()


@pytest.mark.parametrize(
    ("texts", "base", "said"),
    [
        ({"A": "x"}, "", "two witnesses"),
        ({"A": "x", "B": "y"}, "C", "^base C is none of A, B"),
        ({"A": "x", "B": Path("/nowhere/b.txt")}, "", r"/nowhere/b\.txt"),
    ],
)
def test_what_cannot_be_collated_is_refused(texts: dict[str, str], base: str, said: str) -> None:
    with pytest.raises(ed.EditionError, match=said):
        ed.collate(texts, base=base)


def test_an_edition_gives_what_the_commands_give(opened: ed.Edition) -> None:
    built = opened.write("tei", "exports")
    assert not built.failed
    assert (opened.folder / "tei" / "edition.xml").exists()
    made = opened.export("csv")
    for path, data in made.items():
        assert (opened.folder / "build" / "exports" / path).read_bytes() == data
    assert all(check.holds is not False for check in opened.check().checks)
    for witness in opened.witnesses.values():
        assert opened.restore(witness.siglum) == (opened.folder / witness.witness.seed.path).read_bytes()


def test_mentions_know_their_entry_and_their_place(opened: ed.Edition) -> None:
    for mention in opened.mentions:
        start, end = mention.span
        assert opened.witnesses[mention.siglum].text[start:end] == mention.text
        assert f"[{mention.text}]" in mention.context(10)
        assert mention.entry is None or mention.id in [m.id for m in mention.entry.mentions]
    assert opened.mentions


def test_changed_files_are_read_after_a_refresh(opened: ed.Edition) -> None:
    place = opened.folder / "seeds" / "A.txt"
    before, count = place.read_bytes(), len(opened.witnesses["A"].blocks)
    try:
        place.write_bytes(before + b"\nA new paragraph.\n")
        assert len(opened.witnesses["A"].blocks) == count
        opened.refresh()
        assert len(opened.witnesses["A"].blocks) == count + 1
    finally:
        place.write_bytes(before)
        opened.refresh()


def test_an_edition_shows_itself(opened: ed.Edition) -> None:
    for shown in (opened, opened.register, opened.witnesses["A"], opened.apparatus):
        assert "<table" in shown._repr_html_()
        assert len(repr(shown)) < 200


@pytest.mark.parametrize(("call", "said"), [("write", "no such output"), ("export", "gexff"), ("why", "no file")])
def test_what_an_edition_lacks_is_refused(opened: ed.Edition, call: str, said: str) -> None:
    with pytest.raises(ed.EditionError, match=said):
        getattr(opened, call)("gexff")


def test_a_folder_without_an_edition_is_refused_when_opened(tmp_path: Path) -> None:
    with pytest.raises(ed.EditionError, match=r"edition\.toml"):
        ed.open(tmp_path)


def test_settings_of_the_collation_are_taken() -> None:
    texts = {"A": "He saw Mark there", "B": "He saw mark Mark there"}
    assert ed.collate(texts, ignore_case=False).table["B"] != ed.collate(texts).table["B"]
    with pytest.raises(ValueError, match="near_match"):
        ed.collate(texts, near_match=3)
    with pytest.raises(TypeError, match="near_mach"):
        ed.collate(texts, near_mach=0.7)
