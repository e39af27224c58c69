"""A corpus of twelve letters: built together, in processes; what fails is told, what is unchanged is kept."""

import csv
import json
import re
from pathlib import Path

import pytest
from lxml import etree

from edition.errors import ConfigError, InputError
from edition.model import Severity
from edition.project.config import read_config
from edition.project.program_digest import program_digest
from edition.tasks.corpus.build_corpus import Where, build_corpus
from edition.tasks.corpus.build_here import build_here
from edition.tasks.corpus.build_one import EditionTask
from edition.tasks.corpus.corpus_config import read_corpus
from edition.tasks.corpus.inputs import inputs_of

PEOPLE = ("Anna Berger", "Paul Falk", "Clara Lindner")
CORPUS = """[corpus]
title = "Letters of the Falk Family"
editions = "letters/*"
registers = "registers"

[defaults.edition]
base = "A"
"""
REGISTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Persons</title></titleStmt>
<publicationStmt><p>Part of the letters.</p></publicationStmt>
<sourceDesc><listBibl><bibl xml:id="known">The family.</bibl></listBibl></sourceDesc></fileDesc></teiHeader>
<standOff><listPerson>{}</listPerson></standOff></TEI>
"""


def register(*names: str) -> str:
    entries = (f'<person xml:id="pers-{n.split()[-1].lower()}"><persName>{n}</persName></person>' for n in names)
    return REGISTER.format("".join(entries))


def letter(number: int) -> str:
    writer, reader, third = (PEOPLE[(number + n) % 3] for n in range(3))
    return (
        f"Dear {reader},\n\nThe ice on the river broke, and {third} walked to the mill with {reader}. "
        f"We counted {number} boats.\n\nYour {writer}\n"
    )


def made_corpus(root: Path, letters: int = 12) -> Path:
    (root / "registers").mkdir(parents=True)
    (root / "corpus.toml").write_text(CORPUS)
    (root / "registers/persons.xml").write_text(register(*PEOPLE))
    for number in range(1, letters + 1):
        seeds = root / f"letters/l{number:02}/seeds"
        seeds.mkdir(parents=True)
        (seeds / "a.txt").write_text(letter(number))
        (seeds / "b.txt").write_text(letter(number).replace("boats", "barges"))
        (seeds.parent / "edition.toml").write_text(
            f'[edition]\ntitle = "Letter {number}"\n[[witness]]\nsiglum = "A"\nseed = "seeds/a.txt"\n'
            f'date = "1871-03-{29 - number:02}"\n[[witness]]\nsiglum = "B"\nseed = "seeds/b.txt"\n'
        )
    return root


def files_in(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = made_corpus(tmp_path_factory.mktemp("corpus") / "falk")
    made = build_corpus(root, ("tei", "site"), Where(jobs=2))
    assert [f for f in made.findings if f.severity is Severity.ERROR] == []
    assert len(made.built) == 12
    return root


def test_the_index_has_the_editions_by_date_and_their_pages_exist(built: Path) -> None:
    page = (built / "build/site/index.html").read_text()
    assert re.findall(r'href="(l\d\d)/index\.html"', page) == [f"l{n:02}" for n in range(12, 0, -1)]
    for link in re.findall(r'href="([^"#?:]+)"', page):
        assert (built / "build/site" / link).exists() or link.startswith("data"), link


def test_the_common_register_counts_the_mentions_of_each_edition(built: Path) -> None:
    rows = list(csv.DictReader((built / "build/exports/corpus/mentions.csv").read_text().splitlines()))
    counts = {(row["Id"], row["Edition"]): int(row["Mentions"]) for row in rows}
    for number in range(1, 13):
        for name in PEOPLE:
            ref = f"pers-{name.split()[1].lower()}"
            assert counts[ref, f"l{number:02}"] == 2 * letter(number).count(name)  # of both witnesses
    page = (built / "build/site/persons.html").read_text()
    for found in re.findall(r'href="(l\d\d/persons\.html)#([\w-]+)"', page):
        assert f'id="{found[1]}"' in (built / "build/site" / found[0]).read_text()


def test_the_network_counts_the_editions_that_name_two_together(built: Path) -> None:
    graph = etree.parse(built / "build/exports/corpus/network.gexf")
    edges = graph.findall(".//{*}edge")
    assert len(edges) == 3
    assert sum(float(e.get("weight", 0)) for e in edges) == 24  # once in each of two witnesses of twelve letters


def test_each_edition_leads_back_to_the_corpus(built: Path) -> None:
    assert (
        '<a class="corpus" href="../index.html">Letters of the Falk Family</a>'
        in (built / "build/site/l03/read.html").read_text()
    )


def test_what_is_unchanged_is_kept_and_what_fails_leaves_its_last_output(built: Path) -> None:
    before = files_in(built / "build/site")
    seed = built / "letters/l02/seeds/a.txt"
    kept, config = seed.read_bytes(), built / "letters/l05/edition.toml"
    said = config.read_text()
    try:
        seed.write_bytes(kept.replace(b"river", b"lake"))
        config.write_text(said.replace("siglum", "sigil", 1))
        made = build_corpus(built, ("tei", "site"))
        assert (made.built, made.failed, len(made.kept)) == (["l02"], ["l05"], 10)
        assert [f.code for f in made.findings if f.severity is Severity.ERROR] == ["E481"]
        after = files_in(built / "build/site")
        assert {path.split("/")[0] for path in after if after[path] != before.get(path)} == {"l02"}
    finally:
        seed.write_bytes(kept)
        config.write_text(said)
    made = build_corpus(built, ("tei", "site"))
    assert (made.built, len(made.kept)) == (["l02"], 11)
    assert files_in(built / "build/site") == before


def test_a_file_of_others_in_the_output_is_not_replaced(tmp_path: Path) -> None:
    root = made_corpus(tmp_path / "falk", 1)
    mine = root / "build/site/l01/mine.html"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    made = build_corpus(root, ("tei", "site"))
    assert made.failed == ["l01"]
    assert "mine.html" in str(made.findings[-1])
    assert mine.read_text() == "mine"


def test_an_entry_of_an_edition_is_added_and_a_second_one_of_an_id_refused(tmp_path: Path) -> None:
    root = made_corpus(tmp_path / "falk", 1)
    own = root / "letters/l01/tei/registers/persons.xml"
    own.parent.mkdir(parents=True)
    own.write_text(register("Otto Stein"))
    data = inputs_of(read_corpus(root), "l01")["tei/registers/persons.xml"]
    assert re.findall(rb'xml:id="(pers-\w+)"', data) == [b"pers-berger", b"pers-falk", b"pers-lindner", b"pers-stein"]
    own.write_text(register("Paul Falk"))
    with pytest.raises(InputError, match=r"l01/tei/registers/persons.xml:4: .*pers-falk is in registers/persons.xml:4"):
        inputs_of(read_corpus(root), "l01")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (CORPUS.replace("title", "titel", 1), r"corpus.toml:2:1: .*no key 'titel'; did you mean 'title'"),
        (CORPUS.replace("letters/*", "poems/*"), r"corpus.toml:3:1: editions: 'poems/\*' is no folder"),
        (CORPUS.replace('"registers"', '"regs"'), r"corpus.toml:4:1: registers: there is no folder 'regs'"),
        (CORPUS.replace("base", "bse"), r"corpus.toml:7:1: \[defaults.edition\] has no key 'bse'"),
        (CORPUS.replace("defaults.edition", "defaults.pfd"), r"corpus.toml:6:1: .*did you mean 'pdf'"),
        (CORPUS.replace("letters/*", "../x"), r"corpus.toml:3:1: .*inside the corpus"),
        (CORPUS.replace('"letters/*"', '["letters/*", "more/*"]'), r"corpus.toml:3:1: .*have one name"),
    ],
)
def test_what_is_wrong_in_corpus_toml_is_said_with_its_place(tmp_path: Path, wrong: str, message: str) -> None:
    root = made_corpus(tmp_path / "falk", 1)
    (root / "more/l01").mkdir(parents=True)
    (root / "more/l01/edition.toml").write_text("")
    (root / "corpus.toml").write_text(wrong)
    with pytest.raises(ConfigError, match=message):
        read_corpus(root)


def test_a_command_on_one_edition_refuses_a_corpus(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is a corpus of editions"):
        read_config(made_corpus(tmp_path / "falk", 1))


def test_a_worker_with_another_program_refuses_to_build() -> None:
    task = EditionTask("l01", "letters/l01", {}, ("tei",), program_digest() + "x")
    (made,) = build_here([task], 1)
    assert made.failed
    assert "another version of the program" in json.dumps([str(f) for f in made.findings])
