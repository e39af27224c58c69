"""A misreading is corrected in the source of a witness, its former state is kept, and decisions follow."""

import tomllib
from pathlib import Path

import pytest
from tests.decided import entries, of_decisions, write

from edition.build import build
from edition.errors import InputError
from edition.tasks.review.make_decision import Action
from edition.tasks.review.session import ReviewSession
from edition.tasks.review.source_session import correct_source, list_sources

TEXTS = {
    "A": "The grey ferry crosed the wide harbour. The grey lamp was lit before the ferry crossed.",
    "B": "The grey ferry crossed the broad harbour. The gray lamp was lit before the ferry crossed.",
    "C": "The grey ferry passed the broad harbour. The gray lamp was lit before the ferry passed.",
}
DECISIONS = """# mine
[[class]]
exact = "crosed"  # a slip?
of = "C"
as = "accidental"

[[note]]
exact = "wide"
prefix = "crosed the "
text = "so all"

[[note]]
exact = "grey"
prefix = "harbour. The "
text = "a lamp"
"""


def session_of(folder: Path, decisions: str = DECISIONS, texts: dict[str, str] = TEXTS) -> ReviewSession:
    write(folder, texts, decisions)
    return ReviewSession(folder, "AR")


def place_of(session: ReviewSession, words: str) -> str:
    return next(p.id for p in session.view.places.places if p.statement.startswith(words))


def files_of(folder: Path) -> dict[str, bytes]:
    names = [
        p
        for p in folder.rglob("*")
        if p.is_file() and p.parts[len(folder.parts)] in ("seeds", "decisions", "decisions.toml")
    ]
    return {str(p.relative_to(folder)): p.read_bytes() for p in names}


def test_the_bytes_of_the_word_alone_change_and_the_former_file_is_kept(tmp_path: Path) -> None:
    session = session_of(tmp_path)
    old = (tmp_path / "seeds" / "A.txt").read_bytes()
    name = place_of(session, "crosed]")
    assert [one["words"] for one in list_sources(session, name)] == ["crosed", "crossed", "passed"]
    assert list_sources(session, name)[0]["place"] == "seeds/A.txt:1:16"
    told = correct_source(session, name, "A", "crossed")
    assert told["said"] == "Corrected at seeds/A.txt:1:16; the former file is kept."
    assert (tmp_path / "seeds" / "A.txt").read_bytes() == old.replace(b"crosed", b"crossed")
    kept = [p for p in (tmp_path / "seeds" / ".versions").iterdir() if p.suffix == ".txt"]
    assert [p.read_bytes() for p in kept] == [old]
    table = (tmp_path / "seeds" / ".versions" / "corrections.tsv").read_text("utf-8").splitlines()
    assert table[0].split("\t") == ["date", "by", "file", "place", "was", "is", "former"]
    assert table[1].split("\t")[1:3] == ["AR", "A.txt"]
    assert table[1].split("\t")[4:] == ["crosed", "crossed", kept[0].name]
    decisions = (tmp_path / "decisions.toml").read_text("utf-8")
    changed = DECISIONS.replace('exact = "crosed"  # a slip?', 'exact = "crossed"  # a slip?\nsuffix = " the"')
    assert decisions == changed.replace('exact = "wide"\nprefix = "crosed the "', 'exact = "wide"')
    built = build(tmp_path, ["tei"])
    assert (built.failed, of_decisions(built)) == (False, [])
    assert entries(tmp_path)[0] == "crossed ] passed C [spelling]"


def test_undo_puts_everything_back(tmp_path: Path) -> None:
    session = session_of(tmp_path)
    before = files_of(tmp_path)
    shown = [p.statement for p in session.view.places.places]
    correct_source(session, place_of(session, "crosed]"), "A", "crossed")
    assert [p.statement for p in session.view.places.places] != shown
    session.undo()
    assert files_of(tmp_path) == before
    assert [p.statement for p in session.view.places.places] == shown


@pytest.mark.parametrize(
    ("encoding", "mark", "end"),
    [("utf-8", b"\xef\xbb\xbf", "\r\n"), ("utf-16-le", b"\xff\xfe", "\r"), ("cp1252", b"", "\n")],
)
def test_encoding_mark_and_line_ends_stay(tmp_path: Path, encoding: str, mark: bytes, end: str) -> None:
    texts = {
        "A": "Der Fährmann kam.\n\nEr sah das alte Bot am Ufer.",
        "B": "Der Fährmann kam.\n\nEr sah das alte Boot am Ufer.",
    }
    write(tmp_path, texts, "")
    raw = mark + (texts["A"] + "\n").replace("\n", end).encode(encoding)
    (tmp_path / "seeds" / "A.txt").write_bytes(raw)
    config = tmp_path / "edition.toml"
    if encoding == "cp1252":
        config.write_text(config.read_text("utf-8").replace('A.txt"', 'A.txt"\nencoding = "windows-1252"'), "utf-8")
    session = ReviewSession(tmp_path, "AR")
    correct_source(session, place_of(session, "Bot]"), "A", "Böt")
    new = mark + (texts["A"] + "\n").replace("\n", end).replace("Bot", "Böt").encode(encoding)
    assert (tmp_path / "seeds" / "A.txt").read_bytes() == new
    if encoding == "cp1252":
        with pytest.raises(InputError, match="cannot stand in this file"):
            correct_source(session, place_of(session, "Böt]"), "A", "Bọt")
        assert (tmp_path / "seeds" / "A.txt").read_bytes() == new


@pytest.mark.parametrize(
    ("words", "why"), [("crosed", "already"), (" \n ", "in truth"), ("", "in truth"), ("\x00", "NUL|cannot|U\\+0000")]
)
def test_what_is_no_correction_is_refused(tmp_path: Path, words: str, why: str) -> None:
    session = session_of(tmp_path)
    before = files_of(tmp_path)
    with pytest.raises(InputError, match=why):
        correct_source(session, place_of(session, "crosed]"), "A", words)
    assert files_of(tmp_path) == before


def test_words_that_would_be_read_as_markup_are_refused(tmp_path: Path) -> None:
    write(tmp_path, {"A": "x", "B": "The ferry crossed here."}, "")
    (tmp_path / "seeds" / "A.md").write_text("# Ferry\n\nThe *ferry* crosed here.\n", "utf-8")
    config = tmp_path / "edition.toml"
    config.write_text(config.read_text("utf-8").replace("A.txt", "A.md"), "utf-8")
    session = ReviewSession(tmp_path, "AR")
    name = place_of(session, "crosed]")
    before = files_of(tmp_path)
    with pytest.raises(InputError, match="read in another way"):
        correct_source(session, name, "A", "*crossed*")
    assert files_of(tmp_path) == before
    correct_source(session, name, "A", "crossed")
    assert (tmp_path / "seeds" / "A.md").read_text("utf-8") == "# Ferry\n\nThe *ferry* crossed here.\n"
    assert not build(tmp_path, ["tei"]).failed


def test_a_file_of_another_format_is_shown_and_not_written(tmp_path: Path) -> None:
    write(tmp_path, {"A": "x", "B": "The ferry crossed here."}, "")
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A</title></titleStmt>'
        "<publicationStmt><p>p</p></publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>\n"
        "<text><body>\n<p>The ferry crosed here.</p></body></text></TEI>"
    )
    (tmp_path / "seeds" / "A.xml").write_text(tei, "utf-8")
    config = tmp_path / "edition.toml"
    config.write_text(config.read_text("utf-8").replace("A.txt", "A.xml"), "utf-8")
    session = ReviewSession(tmp_path, "AR")
    name = place_of(session, "crosed]")
    (first, _) = list_sources(session, name)
    assert (first["words"], first["isText"]) == ("crosed", False)
    assert "seeds/A.xml" in first["place"]
    assert "3" in first["place"]
    with pytest.raises(InputError, match="its own program"):
        correct_source(session, name, "A", "crossed")
    assert (tmp_path / "seeds" / "A.xml").read_text("utf-8") == tei


def test_her_own_reviews_follow_and_those_of_others_are_told(tmp_path: Path) -> None:
    other = '[[reviewed]]\nby = "BB"\nexact = "crosed"\nresult = "crosed] crossed B; passed C"\n'
    session = session_of(tmp_path, other)
    session.decide(Action("a", place_of(session, "wide]")))
    session.decide(Action("a", place_of(session, "crosed]")))
    told = correct_source(session, place_of(session, "crosed]"), "A", "crossed")
    assert "decisions.toml:1:1: the entry was reviewed as «crosed] crossed B; passed C»" in told["block"]
    rows = tomllib.loads((tmp_path / "decisions" / "ar.toml").read_text("utf-8"))["reviewed"]
    assert [row["result"] for row in rows] == ["crossed] passed C", "wide] broad B C"]
    assert [f.code for f in of_decisions(build(tmp_path, ["tei"]))] == ["E475"]


def test_a_decision_written_in_another_form_stops_the_correction(tmp_path: Path) -> None:
    session = session_of(tmp_path, '[[note]]\n"exact" = "crosed"\ntext = "x"\n')
    before = files_of(tmp_path)
    with pytest.raises(InputError, match=r"decisions.toml:1: this decision quotes the words in a form"):
        correct_source(session, place_of(session, "crosed]"), "A", "crossed")
    assert files_of(tmp_path) == before


@pytest.mark.parametrize("value", ['"""crosed"""', "'crosed'", "'''crosed'''", '"cro\\u0073ed"'])
def test_strings_of_every_form_follow(tmp_path: Path, value: str) -> None:
    session = session_of(tmp_path, f"[[note]]\r\n  exact = {value}\r\n  text = 'exact = \"crosed\"'\r\n")
    correct_source(session, place_of(session, "crosed]"), "A", "crossed")
    made = (tmp_path / "decisions.toml").read_bytes().decode("utf-8")
    assert made == '[[note]]\r\n  exact = "crossed"\r\n  suffix = " the"\r\n  text = \'exact = "crosed"\'\r\n'
    assert of_decisions(build(tmp_path, ["tei"])) == []


def test_names_and_blind_decisions_follow_too(tmp_path: Path) -> None:
    (tmp_path / "decisions" / "blind").mkdir(parents=True)
    (tmp_path / "decisions" / "blind" / "bb.toml").write_text(
        '[[class]]\nin = "A"\nexact = "crosed"\nas = "accidental"\n', "utf-8"
    )
    session = session_of(tmp_path, '[[mention]]\nwitness = "A"\nexact = "crosed"\nreject = true\n')
    correct_source(session, place_of(session, "crosed]"), "A", "crossed over")
    assert 'exact = "crossed over"' in (tmp_path / "decisions" / "blind" / "bb.toml").read_text("utf-8")
    assert 'exact = "crossed over"' in (tmp_path / "decisions.toml").read_text("utf-8")
