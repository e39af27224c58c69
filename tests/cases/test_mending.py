"""`edition decisions`: what became of every decision, and new words for those whose words were changed."""

from pathlib import Path

import pytest
from tests.decided import FERRY, made, write
from typer.testing import CliRunner

from edition.commands.app import app
from edition.errors import OutputError
from edition.tasks import mend_decisions
from edition.tasks.mend_decisions import list_decisions, mends_of, write_mends

DECISIONS = """# mine
[defaults]
by = "AR"   # me

[[lemma]]
exact = "passd"   # the verb
prefix = "ferry "
from = "B"

[[note]]
text = "two dyes"
exact = "Grey"

[[reviewed]]
exact = "with men"
result = "with men] gone B"

[[class]]
exact = "ninne"
as = "spelling"

[[class]]
exact = "wholly other words that nobody wrote"
as = "spelling"

[[class]]
exact = "lamp"
as = "spelling"

[[mention]]
exact = "harbor"
prefix = "northern "
reject = true

[[regularise]]
from = "grey"
to = "gray"
"""
MENDED = DECISIONS.replace('"passd"', '"passed"').replace('"Grey"', '"grey"').replace('"harbor"', '"harbour"')


def test_every_decision_is_listed_with_what_became_of_it(tmp_path: Path) -> None:
    listed = list_decisions(write(tmp_path, FERRY, DECISIONS))
    assert [(one.position.line, one.table, one.words, one.state) for one in listed] == [
        (5, "lemma", "passd", "stale"),
        (10, "note", "Grey", "carried out, though written in another way"),
        (14, "reviewed", "with men", "to be reviewed again"),
        (18, "class", "ninne", "stale"),
        (22, "class", "wholly other words that nobody wrote", "stale"),
        (26, "class", "lamp", "no entry there"),
        (30, "mention", "harbor", "stale"),
        (35, "regularise", "grey", "carried out"),
    ]
    assert {one.by for one in listed if one.table != "mention"} == {"AR"}


def test_what_is_sure_is_written_and_nothing_else_changes(tmp_path: Path) -> None:
    write(tmp_path, FERRY, DECISIONS)
    mends = mends_of(tmp_path)
    assert [(one.position.line, one.is_sure) for one in mends] == [(5, True), (10, True), (18, False), (30, True)]
    assert write_mends(tmp_path, [one for one in mends if one.is_sure]) == ()
    assert (tmp_path / "decisions.toml").read_text(encoding="utf-8") == MENDED
    assert sorted(p.name for p in tmp_path.glob("*.toml")) == ["decisions.toml", "edition.toml"]
    found = {one.position.line: one.state for one in list_decisions(tmp_path)}
    assert found[5] == found[10] == found[30] == "carried out"
    assert [one.position.line for one in mends_of(tmp_path)] == [18]


def test_line_ends_and_the_byte_order_mark_stay(tmp_path: Path) -> None:
    write(tmp_path, FERRY, "")
    (tmp_path / "decisions").mkdir()
    data = b"\xef\xbb\xbf" + DECISIONS.replace("\n", "\r\n").encode()
    (tmp_path / "decisions" / "ar.toml").write_bytes(data)
    write_mends(tmp_path, [one for one in mends_of(tmp_path) if one.is_sure])
    assert (tmp_path / "decisions" / "ar.toml").read_bytes() == b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()
    assert (tmp_path / "decisions.toml").read_bytes() == b""


def test_neighbours_that_no_longer_tell_the_place_are_replaced(tmp_path: Path) -> None:
    texts = {
        "A": "The old lamp and the new lamp stood by the lamps.",
        "B": "The old light and the new lamp stood by lamps.",
    }
    decision = '[[class]]\nexact = "lampp"\nprefix = "olde "\nas = "spelling"\n'
    write(tmp_path, texts, decision)
    (mend,) = mends_of(tmp_path)
    assert (mend.new.exact, mend.new.prefix.strip()) == ("lamp", "old")
    write_mends(tmp_path, [mend])
    written = (tmp_path / "decisions.toml").read_text(encoding="utf-8")
    assert made(tmp_path / "again", texts, written)[1] == []


def test_a_decision_on_a_name_does_not_come_to_be_about_other_places(tmp_path: Path) -> None:
    texts = {"A": "They saw old Brown there.", "B": "They saw young Brown there. Brown saw them, too."}
    write(tmp_path, texts, '[[mention]]\nexact = "Brown"\nprefix = "olld "\nreject = true\n')
    (mend,) = mends_of(tmp_path)
    write_mends(tmp_path, [mend])
    written = (tmp_path / "decisions.toml").read_text(encoding="utf-8")
    assert 'witness = "A"' in written
    assert [one.state for one in list_decisions(tmp_path)] == ["carried out"]


def test_a_file_that_changes_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, FERRY, DECISIONS)
    mends = mends_of(tmp_path)
    place = tmp_path / "decisions.toml"

    def change(text: str, *rest: object) -> str:
        place.write_text("# another editor was here\n", encoding="utf-8")
        return f"{text}# mended\n"

    monkeypatch.setattr(mend_decisions, "_mended", change)
    with pytest.raises(OutputError, match="changed by another program"):
        write_mends(tmp_path, mends)
    assert place.read_text(encoding="utf-8") == "# another editor was here\n"


def test_the_command_asks_for_each_and_takes_no_for_an_answer(tmp_path: Path) -> None:
    write(tmp_path, FERRY, DECISIONS)
    ran = CliRunner().invoke(app, ["decisions", "mend", "--in", str(tmp_path)], input="n\ny\nn\n")
    assert ran.exit_code == 0
    written = (tmp_path / "decisions.toml").read_text(encoding="utf-8")
    assert written == DECISIONS.replace('"Grey"', '"grey"')
    ran = CliRunner().invoke(app, ["decisions", "mend", "--yes", "--in", str(tmp_path)])
    assert ran.exit_code == 0
    assert (tmp_path / "decisions.toml").read_text(encoding="utf-8") == MENDED
