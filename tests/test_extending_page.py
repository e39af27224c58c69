"""The examples of docs/extending.md, installed as somebody would install them."""

import re
import sys
import types
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from lxml import etree

from edition.commands.new import write_starter
from edition.edition import Edition
from edition.export import registry as exports
from edition.model import Kind
from edition.project.sources import read_bytes
from edition.readers import registry as readers
from edition.readers.events import Close, Event, Open, Text, leave_out
from edition.readers.extract import extract
from edition.readers.options import ReaderOptions
from edition.readers.registry import load_readers, read_source
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.tasks import ask_suggesters
from edition.tasks.registers import suggest_names

PAGE = Path(__file__).parent.parent / "docs" / "extending.md"
SRT = "1\n00:00:01,000 --> 00:00:02,500\nThe ferry left\nat dawn.\n\n2\n00:00:03,000 --> 00:00:04,000\nIt rained.\n"


def examples(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def installed(name: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The code as the module `mypackage.NAME`."""
    module = types.ModuleType(f"mypackage.{name}")
    exec(compile(code, f"{name}.py", "exec"), module.__dict__)
    package = types.ModuleType("mypackage")
    setattr(package, name, module)
    monkeypatch.setitem(sys.modules, "mypackage", package)
    monkeypatch.setitem(sys.modules, f"mypackage.{name}", module)


def announced(group: str) -> EntryPoint:
    """The entry point as the page writes it."""
    (line,) = (e for e in examples("toml") if group in e)
    name, value = re.search(r"^(\w+) = \"(.*)\"$", line, re.MULTILINE).groups()
    return EntryPoint(name, value, group)


@pytest.fixture
def srt(monkeypatch: pytest.MonkeyPatch) -> None:
    installed("srt", examples("python")[0], monkeypatch)
    monkeypatch.setattr(readers, "entry_points", lambda group: [announced("edition.readers")])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_starter(tmp_path / "e")
    return tmp_path / "e"


def with_seed(folder: Path, name: str, data: bytes) -> None:
    """Witness B of the starter is this file."""
    (folder / "seeds" / name).write_bytes(data)
    place = folder / "edition.toml"
    place.write_text(place.read_text("utf-8").replace('"seeds/B.txt"', f'"seeds/{name}"'), "utf-8")


@pytest.mark.usefixtures("srt")
def test_the_reader_of_the_page_reads_subtitles(folder: Path) -> None:
    with_seed(folder, "b.srt", SRT.encode())
    edition = Edition(folder)
    witness = edition.witnesses["B"]
    assert (witness.witness.reader, witness.reading_text) == ("srt", "The ferry left at dawn.\nIt rained.\n")
    assert edition.witnesses["A"].witness.reader == "text"
    assert not edition.write("tei").failed
    assert all(check.holds is not False for check in edition.check().checks)
    assert edition.restore("B") == SRT.encode()
    counts = {account.siglum: account.excluded for account in edition.check().accounts}["B"]
    assert counts["furniture"][0] == 2


@pytest.mark.usefixtures("srt")
def test_what_a_plug_in_leaves_out_unasked_is_a_finding(folder: Path) -> None:
    """The editor did not name the reader: I0 wants to be told what is not in the reading text."""
    with_seed(folder, "b.srt", SRT.encode())
    assert [f.code for f in Edition(folder).findings if "read as srt" in f.message] == ["E302"]
    place = folder / "edition.toml"
    place.write_text(place.read_text("utf-8").replace('"seeds/b.srt"', '"seeds/b.srt"\nreader = "srt"'), "utf-8")
    assert [f for f in Edition(folder).findings if f.code == "E302"] == []


@pytest.mark.usefixtures("srt")
def test_the_stored_file_is_given_back_while_its_hash_is_the_recorded_one(folder: Path) -> None:
    with_seed(folder, "b.srt", SRT.encode())
    Edition(folder).write("tei")
    (folder / "seeds" / "b.srt").write_text("other")
    with pytest.raises(Exception, match="not those whose hash"):
        Edition(folder).restore("B")


def test_the_export_of_the_page_lists_omissions(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed("omissions", examples("python")[1], monkeypatch)
    ours = exports._points()
    monkeypatch.setattr(exports, "_points", lambda: ours | {"omissions": announced("edition.exporters")})
    edition = Edition(folder)
    (data,) = edition.export("omissions").values()
    rows = [line.split("\t") for line in data.decode().splitlines()]
    omitting = [(u.id, one.siglum) for u in edition.apparatus for one in u if one.kind == "om"]
    assert omitting
    assert [tuple(row[:2]) for row in rows[1:]] == omitting
    assert exports.exporters(["omissions"])["omissions"].description == "Omissions: which witness lacks which words."


def test_the_page_of_the_page_is_made(folder: Path) -> None:
    (folder / "own.xsl").write_text(examples("xml")[0], "utf-8")
    place = folder / "edition.toml"
    place.write_text(f'{place.read_text("utf-8")}\n[site]\nmodule = "own.xsl"\n', "utf-8")
    assert not Edition(folder).write("site").failed
    page = etree.HTML((folder / "build" / "site" / "lengths.html").read_bytes())
    cells = dict(zip(page.xpath("//main//th/text()"), map(int, page.xpath("//main//td/text()")), strict=True))
    assert cells == {
        siglum: len(" ".join(witness.text.split())) for siglum, witness in Edition(folder).witnesses.items()
    }


# -- what readers yield


def read_zip(source: SourceFile, options: ReaderOptions) -> object:
    """A reader of a binary format: it needs no decoded text."""
    if not source.data.startswith(b"PK"):
        return Refusal("is no zip")
    return [Open(Kind.PARAGRAPH), Text(f"{len(source.data)} bytes."), Close()]


def plugged(reader: Callable[..., object], monkeypatch: pytest.MonkeyPatch, name: str = "toy") -> None:
    class Point:
        value, group = "toy:read", "edition.readers"

        @staticmethod
        def load() -> object:
            return reader

    Point.name = name
    monkeypatch.setattr(readers, "entry_points", lambda group: [Point()])


def test_a_binary_file_is_read_by_its_plug_in_and_restored_from_disk(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugged(read_zip, monkeypatch)
    data = b"PK\x03\x04" + bytes(range(256))
    with_seed(folder, "b.zip", data)
    edition = Edition(folder)
    assert edition.witnesses["B"].reading_text == "260 bytes.\n"
    assert not edition.write("tei").failed
    assert all(check.holds is not False for check in edition.check().checks)
    assert edition.restore("B") == data == read_bytes(folder, "seeds/b.zip")


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([Open(Kind.PARAGRAPH), Text("x")], "a paragraph is never closed"),
        ([Close()], r"Close\(\) without Open\(\)"),
        ([Open(Kind.FURNITURE, rule="banner"), Text("x"), Close()], "banner"),
        (["words"], "yields Open, Text, Close, Point, Out and Report"),
        ([Open(Kind.PARAGRAPH), Text("a\x00b"), Close()], "U.0000 cannot stand in a text"),
        ([], "it found no text"),
        ("", "it found no text"),
        (None, "TypeError"),
    ],
)
def test_events_that_do_not_fit_are_refused(events: object, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plugged(lambda source, options: events, monkeypatch)
    source = SourceFile("A", "a.toy", b"Words.\n")
    with pytest.raises(Exception, match=said):
        read_source(source, "toy", ReaderOptions(), load_readers())
    assert read_source(source, "", ReaderOptions(), load_readers()).reader == "text"


def test_white_space_between_blocks_is_added_where_it_is_missing() -> None:
    events: list[Event] = [
        *leave_out("Page 1"), Open(Kind.TITLE), Text("On "), Open(Kind.FOREIGN, lang="la"), Text("navibus"), Close(),
        Close(),
        Open(Kind.LIST), Open(Kind.ITEM), Text("oil\r\n"), Close(), Open(Kind.ITEM), Text("salt"), Close(), Close(),
    ]  # fmt: skip
    made = extract(events)
    assert made.text == "Page 1\n\nOn navibus\n\noil\nsalt\n"
    words = {node.kind.value: made.text[node.start : node.end] for node in made.root.walk()}
    assert words["title"] == "On navibus"
    assert words["foreign"] == "navibus"
    assert words["list"] == "oil\nsalt"


def test_headings_make_sections() -> None:
    events = [e for level in "121" for e in (Open(Kind.HEADING, level=level), Text(level), Close())]
    made = extract(events)
    shape = [(n.kind.value, n.get("level"), made.text[n.start : n.end]) for n in made.root.walk()]
    assert [s for s in shape if s[0] == "section"] == [
        ("section", "1", "1\n\n2"), ("section", "2", "2"), ("section", "1", "1")
    ]  # fmt: skip


def test_a_plug_in_by_the_name_of_ours_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    plugged(lambda source, options: [Open(Kind.PARAGRAPH), Text("theirs"), Close()], monkeypatch, "text")
    source = SourceFile("A", "a.txt", b"ours\n")
    assert read_source(source, "text", ReaderOptions(), load_readers()).seed.text == "theirs\n"


def test_the_suggester_of_the_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed("ferries", examples("python")[2], monkeypatch)
    monkeypatch.setattr(ask_suggesters, "entry_points", lambda group: [announced(group)])
    made = suggest_names(folder, suggesters=["ferries"])
    assert made.findings == ()
    assert b"ferries: a ferry" in made.files["suggestions.tsv"]
    assert b"<placeName" in made.files["places.xml"]
