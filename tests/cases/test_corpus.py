"""A corpus of letters: built, checked, released and served together; what fails is told, what is unchanged is kept."""

import csv
import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import typer
from lxml import etree

from edition.built import Built, HowToBuild
from edition.commands.corpus_build import run_build_folders
from edition.commands.live_corpus import LiveCorpus
from edition.commands.serve import serving
from edition.errors import ConfigError, InputError, OutputError
from edition.model import Severity
from edition.project.config import read_config
from edition.project.program_digest import program_digest
from edition.tasks.corpus.build_corpus import Where, build_corpus
from edition.tasks.corpus.build_folders import build_folders
from edition.tasks.corpus.build_one import build_one
from edition.tasks.corpus.check_corpus import check_corpus
from edition.tasks.corpus.corpus_config import read_corpus
from edition.tasks.corpus.edition_task import EditionTask
from edition.tasks.corpus.inputs import inputs_of
from edition.tasks.corpus.published_editions import holds
from edition.tasks.corpus.release_corpus import release_corpus
from edition.tasks.release import verify

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


HERE = Where(jobs=0)  # in this process, which is warm
OUTPUTS = ("tei", "site")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = made_corpus(tmp_path_factory.mktemp("corpus") / "falk", 4)
    made = build_corpus(root, OUTPUTS, HERE)
    assert [f for f in made.findings if f.severity is Severity.ERROR] == []
    assert made.built == ["l01", "l02", "l03", "l04"]
    return root


def test_other_processes_make_the_same_bytes(built: Path, tmp_path: Path) -> None:
    root = made_corpus(tmp_path / "falk", 2)
    assert build_corpus(root, OUTPUTS, Where(jobs=2)).built == ["l01", "l02"]
    for folder in (f"{place}/l{number:02}" for place in ("tei", "build/site") for number in (1, 2)):
        assert files_in(root / folder) == files_in(built / folder)


def test_the_index_has_the_editions_by_date_and_their_pages_exist(built: Path) -> None:
    page = (built / "build/site/index.html").read_text()
    assert re.findall(r'href="(l\d\d)/index\.html"', page) == ["l04", "l03", "l02", "l01"]
    for link in re.findall(r'href="([^"#?:]+)"', page):
        assert (built / "build/site" / link).exists() or link.startswith("data"), link


def test_the_common_register_counts_the_mentions_of_each_edition(built: Path) -> None:
    rows = list(csv.DictReader((built / "build/exports/corpus/mentions.csv").read_text().splitlines()))
    counts = {(row["Id"], row["Edition"]): int(row["Mentions"]) for row in rows}
    for number in range(1, 5):
        for name in PEOPLE:
            ref = f"pers-{name.split()[1].lower()}"
            assert counts[ref, f"l{number:02}"] == 2 * letter(number).count(name)  # of both witnesses
    page = (built / "build/site/persons.html").read_text()
    found = re.findall(r'href="(l\d\d/persons\.html)#([\w-]+)"', page)
    assert len(found) == 12
    for path, ref in found:
        assert f'id="{ref}"' in (built / "build/site" / path).read_text()


def test_the_network_counts_the_editions_that_name_two_together(built: Path) -> None:
    graph = etree.parse(built / "build/exports/corpus/network.gexf")
    edges = graph.findall(".//{*}edge")
    assert len(edges) == 3
    assert sum(float(e.get("weight", 0)) for e in edges) == 8  # once in each of two witnesses of four letters


def test_each_edition_leads_back_to_the_corpus(built: Path) -> None:
    assert (
        '<a class="corpus" href="../index.html">Letters of the Falk Family</a>'
        in (built / "build/site/l03/read.html").read_text()
    )


@contextmanager
def changed(place: Path, old: str, new: str) -> Iterator[None]:
    """A file in which something else stands for a while."""
    before = place.read_bytes()
    assert old.encode() in before
    place.write_bytes(before.replace(old.encode(), new.encode(), 1))
    try:
        yield
    finally:
        place.write_bytes(before)


def test_what_is_unchanged_is_kept_and_what_fails_leaves_its_last_output(built: Path) -> None:
    before = files_in(built / "build/site")
    seed, config = built / "letters/l02/seeds/a.txt", built / "letters/l03/edition.toml"
    with changed(seed, "river", "lake"), changed(config, "siglum", "sigil"):
        made = build_corpus(built, OUTPUTS, HERE)
        assert (made.built, made.failed, made.kept) == (["l02"], ["l03"], ["l01", "l04"])
        assert [f.code for f in made.findings if f.severity is Severity.ERROR] == ["E481"]
        after = files_in(built / "build/site")
        assert {path.split("/")[0] for path in after if after[path] != before.get(path)} == {"l02"}
    made = build_corpus(built, OUTPUTS, HERE)
    assert (made.built, len(made.kept)) == (["l02"], 3)
    assert files_in(built / "build/site") == before


def test_fewer_outputs_are_there_and_more_are_not(built: Path) -> None:
    assert len(build_corpus(built, ("tei",), HERE).kept) == 4
    assert (built / "build/site/index.html").exists()
    record = json.loads((built / ".edition-cache/corpus/l01.json").read_text())
    assert holds(record, record["key"], OUTPUTS)
    assert not holds(record, record["key"], ("tei", "site", "pdf"))


def test_common_files_are_made_again_when_one_is_gone_and_loaded_libraries_are_few_when_none_is(built: Path) -> None:
    index, table = built / "build/site/index.html", built / "build/exports/corpus/mentions.csv"
    for place in (index, table):
        before = place.read_bytes()
        place.unlink()
        assert build_corpus(built, OUTPUTS, HERE).built == []
        assert place.read_bytes() == before
    code = (
        "import sys; from pathlib import Path; from edition.tasks.corpus.build_corpus import build_corpus; "
        "made = build_corpus(Path(sys.argv[1]), ('tei', 'site')); assert len(made.kept) == 4; "
        "print([name for name in ('numpy', 'saxonche', 'typst', 'rapidfuzz') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(built)], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    with changed(index, "Letters", "Notes"), pytest.raises(OutputError, match=r"index\.html: was not written so"):
        build_corpus(built, OUTPUTS, HERE)


def test_a_file_of_others_in_the_output_is_not_replaced(tmp_path: Path) -> None:
    root = made_corpus(tmp_path / "falk", 1)
    mine = root / "build/site/l01/mine.html"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    made = build_corpus(root, OUTPUTS, HERE)
    assert made.failed == ["l01"]
    assert "mine.html" in str(made.findings[-1])
    assert mine.read_text() == "mine"


def test_a_check_of_all_says_which_edition_and_where(built: Path) -> None:
    whole = check_corpus(built, jobs=0)
    assert all(check.holds for check in whole.checks)
    assert {name: [account.siglum for account in one.accounts] for name, one in whole.editions.items()} == {
        f"l{number:02}": ["A", "B"] for number in range(1, 5)
    }
    with (
        changed(built / "tei/l02/edition.xml", "river", "lake"),
        changed(built / "tei/l04/registers/persons.xml", "Falk", "Folk"),
        changed(built / "build/site/l03/read.html", 'href="../index.html"', 'href="../none.html"'),
        changed(built / "letters/l01/edition.toml", "siglum", "sigil"),
    ):
        broken = check_corpus(built, jobs=0)
    assert (broken.unchecked, broken.broken("I5"), broken.broken("I2")) == (("l01",), ("l02", "l04"), ("l02",))
    found = {(f.code, f.position.path) for f in broken.findings if f.severity is Severity.ERROR}
    assert {("E481", "letters/l01"), ("I5", "tei/l02/edition.xml"), ("I5", "tei/l04/registers/persons.xml")} <= found
    assert ("E431", "build/site/l03/read.html") in found
    assert [check.name for check in broken.checks if not check.holds] == ["I0", "I2", "I5", "links"]


def test_a_release_has_all_editions_and_is_verified(built: Path, tmp_path: Path) -> None:
    site = files_in(built / "build/site")
    told = build_corpus(built, OUTPUTS, HERE).findings
    assert release_corpus(built, tmp_path / "r", outputs=OUTPUTS, where=HERE) == tuple(told)
    data = files_in(tmp_path / "r/data")
    crate = json.loads(data.pop("ro-crate-metadata.json"))
    assert data == {path: content for path, content in site.items() if not path.endswith(".edition-output")}
    assert verify(tmp_path / "r").findings == ()
    parts = {one["@id"]: {part["@id"] for part in one.get("hasPart", ())} for one in crate["@graph"]}
    editions = {f"l{number:02}/" for number in range(1, 5)}
    assert parts["./"] == editions | {path for path in data if path.split("/")[0] + "/" not in editions}
    assert set().union(*(parts[name] for name in editions)) | parts["./"] == data.keys() | editions
    with changed(built / "letters/l01/edition.toml", "siglum", "sigil"):
        assert "E481" in [f.code for f in release_corpus(built, tmp_path / "s", outputs=OUTPUTS, where=HERE)]
    assert not (tmp_path / "s").exists()
    with (
        changed(built / "build/site/l02/read.html", "river", "brook"),
        pytest.raises(OutputError, match=r"l02/read\.html"),
    ):
        release_corpus(built, tmp_path / "s", outputs=OUTPUTS, where=HERE)
    with pytest.raises(OutputError, match="not empty"):
        release_corpus(built, tmp_path / "r")


def test_a_corpus_is_served_and_a_changed_edition_alone_is_built(built: Path) -> None:
    with serving(built, 0) as (site, address):
        assert isinstance(site, LiveCorpus)
        first = site.step()
        assert isinstance(first, Built)
        assert first.is_unchanged
        assert site.step() is None
        with changed(built / "letters/l02/seeds/a.txt", "river", "lake"):
            made = site.step()
            assert isinstance(made, Built)
            assert (made.published, site.version) == (("l02",), 2)
            with urllib.request.urlopen(address.replace("index.html", "l02/read.html")) as answer:
                page = answer.read()
            assert b"lake" in page
            assert b"edition-version.js" in page
        with changed(built / "corpus.toml", "title", "titel"):
            assert isinstance(site.step(), ConfigError)
        assert site.step().published == ("l02",)  # type: ignore[union-attr]


def test_several_folders_are_built_each_by_itself(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    corpus = made_corpus(tmp_path / "falk", 3)
    folders = [corpus / f"letters/l{number:02}" for number in (1, 2, 3)]
    for folder in folders[:2]:
        config = folder / "edition.toml"
        config.write_text(config.read_text().replace("[[witness]]", 'base = "A"\n[[witness]]', 1))
    how, named = HowToBuild(jobs=0), [*folders, corpus, folders[0] / ".." / "l01"]
    made = build_folders(named, ("tei",), how)
    assert [(one.folder, one.built.failed) for one in made.folders] == [
        (folders[0], False),
        (folders[1], False),
        (folders[2], True),
        (corpus, True),
    ]
    told = [str(f) for one in made.folders for f in one.built.findings if f.severity is Severity.ERROR]
    assert told[0].startswith(f"{folders[2]}: error E481 edition.toml:1:1: [edition] lacks the key 'base'")
    assert told[1].startswith(f"{corpus}: error E481 is a corpus; build it by itself: edition build ")
    assert (folders[0] / "tei/edition.xml").exists()
    assert [one.built.is_unchanged for one in build_folders(folders[:2], ("tei",), how).folders] == [True, True]
    with pytest.raises(typer.Exit) as ended:
        run_build_folders(named, ("tei",), HowToBuild(jobs=1))
    assert ended.value.exit_code == 1
    out, err = capfd.readouterr()
    assert out == "  0 built, 2 unchanged, 2 failed\n"
    assert f"Not built: {folders[2]}, {corpus}." in err


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
    made = build_one(task)
    assert made.failed
    assert "another version of the program" in json.dumps([str(f) for f in made.findings])
