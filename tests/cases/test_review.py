"""`edition review` without a browser: what a key writes, where in the file, and what is refused."""

import signal
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from tests.decided import FERRY, entries, of_decisions, write

from edition.build import build
from edition.commands.review import initials_of_editor
from edition.commands.review_routes import action_of, routes_of
from edition.commands.review_server import BadRequestError
from edition.errors import EditionError, InputError, OutputError
from edition.tasks.review.make_decision import Action
from edition.tasks.review.session import ReviewSession

FILE = "decisions/ar.toml"
LISTED = {
    "A": "At nine the slow grey barge left the old harbour. Its grey lamp was lit. Nobody saw the grey man.",
    "B": "At ten the slow gray barge left the new harbour. Its gray lamp was lit. Nobody saw the gray man.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, FERRY, "")


def session_of(folder: Path, by: str = "AR", **more: bool) -> ReviewSession:
    return ReviewSession(folder, by, **more)


def named(session: ReviewSession, words: str) -> str:
    """The id of the one place whose statement begins so."""
    (found,) = [p.id for p in session.view.places.places if p.statement.startswith(words)]
    return found


def rows(folder: Path, path: str = FILE) -> dict[str, list[dict[str, object]]]:
    data = tomllib.loads((folder / path).read_text("utf-8"))
    return {table: [{k: v for k, v in row.items() if k != "on"} for row in some]
            for table, some in data.items() if table != "defaults"}  # fmt: skip


def pressed(session: ReviewSession, key: str, words: str, **more: object) -> None:
    session.decide(Action(key, named(session, words), **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "words", "more", "table", "right"),
    [
        ("a", "passed]", {}, "reviewed", {"exact": "passed", "result": "passed] crossed B C"}),
        ("s", "grey]", {}, "class", {"exact": "grey", "as": "substantive"}),
        ("c", "passed]", {"reading": "B"}, "class", {"exact": "passed", "of": "B", "as": "accidental"}),
        ("j", "passed]", {}, "join", {"exact": "passed the northern harbour after nine"}),
        ("x", "with men]", {"cuts": (1,)}, "split", {"exact": "with men", "after": ["with"]}),
        ("l", "passed]", {"value": "C"}, "lemma", {"exact": "passed", "from": "C"}),
        ("n", "with men]", {"reading": "C", "value": " so\n the roll "}, "note",
         {"exact": "with men", "of": "C", "text": "so the roll"}),
        ("r", "grey]", {"reading": "C", "scope": "here"}, "regularise",
         {"from": "gray", "to": "grey", "in": "C", "scope": "here"}),
        ("r", "grey]", {"reading": "C", "scope": "witness"}, "regularise", {"from": "gray", "to": "grey", "in": "C"}),
        ("r", "grey]", {"scope": "everywhere"}, "regularise", {"from": "gray", "to": "grey"}),
    ],
)  # fmt: skip
def test_a_key_writes_its_block(
    folder: Path, key: str, words: str, more: dict[str, object], table: str, right: dict[str, object]
) -> None:
    session = session_of(folder)
    shown = session.preview(Action(key, named(session, words), **more))["block"]  # type: ignore[arg-type]
    pressed(session, key, words, **more)
    assert rows(folder) == {table: [right]}
    assert shown in (folder / FILE).read_text("utf-8")
    assert tomllib.loads((folder / FILE).read_text("utf-8"))["defaults"] == {"by": "AR"}
    built = build(folder, ["tei"])
    assert (built.failed, of_decisions(built)) == (False, [])


def test_what_the_review_shows_is_what_a_build_makes(folder: Path) -> None:
    session = session_of(folder)
    pressed(session, "j", "passed]")
    pressed(session, "x", "passed the", cuts=(1, 2))
    pressed(session, "l", "northern", value="B")
    pressed(session, "s", "grey]")
    shown = [p.statement for p in session.view.places.places]
    build(folder, ["tei"])
    made = [entry.partition(" [")[0] for entry in entries(folder)]
    assert [line.partition("]")[0].strip() for line in shown] == [line.partition(" ]")[0] for line in made]
    assert made[1].startswith("northern harbour after ten ] northern harbour after nine A")


def test_blocks_stand_in_the_order_of_the_text_and_nothing_else_changes(folder: Path) -> None:
    (folder / "decisions").mkdir()
    own = (
        "# my decisions\r\n\r\n[defaults]\r\nby = \"AR\" # me\r\n\r\n# on the hour\r\n[[class]]\r\nexact = 'nine'\r\n"
        'as = "substantive"\r\nwhy = """\r\n[[class]]\r\nexact = "grey"\r\n"""\r\n\r\n'
        '  [[ note ]]   # the lamp\r\nexact = "lamp was"\r\ntext = "x"'
    )
    own = own.replace('exact = "lamp was"', 'exact = "grey"')
    (folder / FILE).write_bytes(b"\xef\xbb\xbf" + own.encode())
    session = session_of(folder)
    pressed(session, "a", "with men]")
    pressed(session, "a", "passed]")
    pressed(session, "s", "grey]")
    text = (folder / FILE).read_bytes().decode("utf-8")
    heads = [
        line.split("#")[0].strip().replace(" ", "") for line in text.split("\r\n") if line.strip().startswith("[[")
    ]
    assert heads == ["[[reviewed]]", "[[class]]", "[[class]]", "[[reviewed]]", "[[note]]", "[[class]]"]
    assert text.startswith('\ufeff# my decisions\r\n\r\n[defaults]\r\nby = "AR" # me\r\n\r\n[[reviewed]]\r\n')
    assert "\r\n\r\n# on the hour\r\n[[class]]\r\nexact = 'nine'\r\n" in text
    assert "\n" not in text.replace("\r\n", "")
    for _ in range(3):
        session.undo()
    assert (folder / FILE).read_bytes() == b"\xef\xbb\xbf" + own.encode()
    with pytest.raises(InputError, match="nothing was written"):
        session.undo()


def test_undo_takes_a_new_file_away_and_refuses_where_somebody_wrote(folder: Path) -> None:
    session = session_of(folder)
    pressed(session, "s", "grey]")
    session.undo()
    assert not (folder / FILE).exists()
    pressed(session, "s", "grey]")
    with (folder / FILE).open("a", encoding="utf-8") as file:
        file.write("# mine\n")
    with pytest.raises(OutputError, match="by another program"):
        session.undo()
    assert (folder / FILE).read_text("utf-8").endswith("# mine\n")
    pressed(session, "a", "passed]")
    assert "# mine\n" in (folder / FILE).read_text("utf-8")


def test_what_others_decided_in_between_is_read(folder: Path) -> None:
    session = session_of(folder)
    (folder / "decisions").mkdir()
    other = folder / "decisions" / "bb.toml"
    other.write_text('[[class]]\nexact = "grey"\nas = "accidental"\nby = "BB"\n', "utf-8")
    with pytest.raises(InputError, match=r"contradict each other.*bb.toml"):
        pressed(session, "s", "grey]")
    assert not (folder / FILE).exists()


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ("[[class]\n", "not valid TOML"),
        ('[[clas]]\nexact = "grey"\n', "clas"),
        ('class = [{ exact = "nine", as = "substantive" }]\n', "cannot be added"),
        ('[[class]]\nexact = "nine"\nas = "substantive"\nby = "AR"\n[class.more]\nx = 1\n', "more"),
    ],
)
def test_a_file_that_cannot_take_a_block_stays_as_it_is(folder: Path, before: str, why: str) -> None:
    session = session_of(folder)
    (folder / "decisions").mkdir()
    (folder / FILE).write_text(before, "utf-8")
    with pytest.raises(EditionError, match=why):
        pressed(session, "s", "grey]")
    assert (folder / FILE).read_text("utf-8") == before


@pytest.mark.parametrize(
    ("key", "words", "more", "why"),
    [
        ("l", "passed]", {"value": "Z"}, "no witness 'Z'"),
        ("x", "with men]", {"cuts": (2,)}, "between two words"),
        ("x", "with men]", {}, "between two words"),
        ("n", "passed]", {"value": " \n"}, "empty"),
        ("j", "grey]", {}, "no entry follows"),
        ("r", "with men]", {"reading": "C", "scope": "here"}, "on both sides"),
        ("r", "grey]", {"scope": "nowhere"}, "no scope"),
        ("m", "grey]", {"mention": "m-x"}, "no such name"),
        ("s", "passed]", {}, "substantive already; press a"),
        ("c", "grey]", {}, "accidental already; press a"),
        ("l", "passed]", {"value": "A"}, "the lemma is what A has; press a"),
        ("q", "grey]", {}, "no key"),
        ("n", "passed]", {"reading": "A", "value": "\x07"}, "control"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_written(
    folder: Path, key: str, words: str, more: dict[str, object], why: str
) -> None:
    session = session_of(folder)
    with pytest.raises(EditionError, match=why):
        pressed(session, key, words, **more)
    assert not (folder / "decisions").exists()
    with pytest.raises(InputError, match="no place app-none"):
        session.decide(Action("a", "app-none"))


def test_links_out_of_the_edition_are_not_written_through(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    session = session_of(folder)
    (folder / "decisions").symlink_to(outside)
    with pytest.raises(EditionError, match="out of the edition"):
        pressed(session, "s", "grey]")
    assert list(outside.iterdir()) == []
    (folder / "decisions").unlink()
    (folder / "decisions").mkdir()
    (outside / "x.toml").write_text("", "utf-8")
    (folder / FILE).symlink_to(outside / "x.toml")
    with pytest.raises(EditionError, match="out of the edition"):
        pressed(session, "s", "grey]")
    assert (outside / "x.toml").read_text("utf-8") == ""


def test_one_key_for_all_that_are_alike(tmp_path: Path) -> None:
    session = session_of(write(tmp_path, LISTED, ""))
    grey = [p for p in session.view.places.places if p.statement == "grey] gray B"]
    assert len(grey) == 3
    assert session.detail(grey[1].id)["like"] == 2
    told = session.decide(Action("s", grey[1].id, "B", with_like=True))
    assert told["places"] == 3
    found = rows(tmp_path)["class"]
    assert [row["as"] for row in found] == ["substantive"] * 3
    assert all(row["exact"] == "grey" and row["of"] == "B" for row in found)
    assert len({str(row) for row in found}) == 3
    assert {p["state"] for p in session.summary()["places"]} == {"open", "decided"}
    assert of_decisions(build(tmp_path, ["tei"])) == []
    session.undo()
    assert not (tmp_path / FILE).exists()


def test_a_rule_says_how_many_places_it_would_change(tmp_path: Path) -> None:
    session = session_of(write(tmp_path, {**LISTED, "C": LISTED["B"] + " So gray, so gray."}, ""))
    first = next(p for p in session.view.places.places if p.statement == "grey] gray B C")
    made = session.preview(Action("r", first.id, "C"))
    assert made["counts"] == {"here": 1, "witness": 5, "everywhere": 8}
    assert (
        made["block"] == f'[[regularise]]\nfrom = "gray"\nto = "grey"\nin = "C"\nprefix = "slow "\non = {_day(made)}\n'
    )
    assert not (tmp_path / "decisions").exists()
    session.decide(Action("r", first.id, "C", scope="witness"))
    assert session.summary()["unseen"] == 1
    assert session.detail(first.id)["decided"] == ["regularise AR: seen after the next build"]
    session.rebuild()
    assert session.summary()["unseen"] == 0
    counted = session.preview(Action("r", first.id, "B"))["counts"]
    assert counted == {"here": 1, "witness": 3, "everywhere": 3}


def test_a_rule_may_be_for_a_section(tmp_path: Path) -> None:
    text = "CHAPTER I\n\nThe grey barge and the grey boat.\n\nCHAPTER II\n\nThe grey lamp.\n"
    write(tmp_path, {"A": text, "B": text.replace("grey", "gray")}, "")
    config = tmp_path / "edition.toml"
    config.write_text(config.read_text("utf-8") + '\n[reading]\nheadings = "keywords"\n', "utf-8")
    session = session_of(tmp_path)
    place = next(p for p in session.view.places.places if p.statement == "grey] gray B")
    made = session.preview(Action("r", place.id, "B", scope="section"))
    assert made["counts"] == {"here": 1, "section": 2, "witness": 3, "everywhere": 3}
    assert 'section = "CHAPTER I"\n' in made["block"]
    session.decide(Action("r", place.id, "B", scope="section"))
    assert of_decisions(build(tmp_path, ["tei"])) == []


def _day(made: dict[str, object]) -> str:
    return str(made["block"]).rpartition("on = ")[2].strip()


def test_the_day_is_that_of_the_surroundings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    session = session_of(folder)
    pressed(session, "a", "grey]")
    assert "on = 1970-01-02\n" in (folder / FILE).read_text("utf-8")


def test_words_of_another_witness_say_so_and_defaults_are_heeded(tmp_path: Path) -> None:
    texts = {"A": "The barge left.", "B": "The old barge left.", "C": "The barge left."}
    write(tmp_path, texts, "")
    (tmp_path / "decisions").mkdir()
    (tmp_path / FILE).write_text('[defaults]\nin = "C"\nby = "XY"\n', "utf-8")
    session = session_of(tmp_path)
    pressed(session, "a", "om.]")
    assert rows(tmp_path) == {
        "reviewed": [{"in": "B", "exact": "old", "result": "om.] old B", "by": "AR"}],
    }
    assert of_decisions(build(tmp_path, ["tei"])) == []


def test_a_passage_is_named_by_its_first_words(tmp_path: Path) -> None:
    long = "There the pilot told them of the reef and of the three wrecks that lie on it since the storm."
    texts = {"A": f"The barge left. {long} Night fell.", "B": "The barge left. Night fell."}
    texts["C"] = texts["A"].replace("wrecks", "hulls")
    session = session_of(write(tmp_path, texts, ""))
    place = session.view.places.places[0]
    assert (place.matter, place.kind) == ("structure", "om")
    pressed(session, "a", "There the pilot")
    pressed(session, "n", "There the pilot", value="lost with a leaf")
    assert rows(tmp_path)["note"] == [{"exact": "There the pilot told", "text": "lost with a leaf"}]
    with pytest.raises(InputError, match="whole passage"):
        pressed(session, "s", "There the pilot")
    assert of_decisions(build(tmp_path, ["tei"])) == []


NAMES = """<?xml version="1.0"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>P</title></titleStmt><publicationStmt><p>p</p>
</publicationStmt><sourceDesc><listBibl><bibl>b</bibl></listBibl></sourceDesc></fileDesc></teiHeader><standOff><listPerson>
<person xml:id="pers-webb"><persName>Anna <surname>Webb</surname></persName></person>
<person xml:id="pers-webb-2"><persName>Ruth <surname>Webb</surname></persName></person>
</listPerson></standOff></TEI>"""


@pytest.fixture
def with_names(tmp_path: Path) -> ReviewSession:
    texts = {
        "A": "Anna Webb came on 4 May 1803. Then Webb left.",
        "B": "Anna Webb came on 4 May 1803. Then Ruth Webb left.",
    }
    write(tmp_path, texts, "")
    (tmp_path / "tei" / "registers").mkdir(parents=True)
    (tmp_path / "tei" / "registers" / "persons.xml").write_text(NAMES, "utf-8")
    return session_of(tmp_path)


@pytest.mark.parametrize(
    ("value", "right"),
    [("pers-webb-2", {"ref": "pers-webb-2"}), ("", {"reject": True}), ("1803-05", {"date": "1803-05"})],
)
def test_a_name_is_linked_anew_or_is_none(with_names: ReviewSession, value: str, right: dict[str, object]) -> None:
    place = next(p for p in with_names.view.places.places if with_names.view.places.mentions_in(p))
    siglum, mention = with_names.view.places.mentions_in(place)[0]
    with_names.decide(Action("m", place.id, mention=mention.id, value=value))
    (row,) = rows(with_names.root)["mention"]
    assert {k: row[k] for k in row if k in ("ref", "reject", "date")} == right
    assert row["witness"] == siglum
    built = build(with_names.root, ["tei"])
    assert (built.failed, of_decisions(built)) == (False, [])


@pytest.mark.parametrize(("value", "why"), [("pers-nobody", "neither an entry"), ("1803-13", "1803-13")])
def test_a_name_cannot_mean_what_is_not_there(with_names: ReviewSession, value: str, why: str) -> None:
    place = next(p for p in with_names.view.places.places if with_names.view.places.mentions_in(p))
    mention = with_names.view.places.mentions_in(place)[0][1]
    with pytest.raises(EditionError, match=why):
        with_names.decide(Action("m", place.id, mention=mention.id, value=value))
    assert not (with_names.root / "decisions").exists()


def test_entries_are_found_by_their_names(with_names: ReviewSession) -> None:
    assert [one["id"] for one in with_names.entries("webb")] == ["pers-webb", "pers-webb-2"]
    assert [one["id"] for one in with_names.entries("RUTH")] == ["pers-webb-2"]
    assert with_names.entries("nobody") == []


def test_who_decides_anew_changes_her_decision_in_its_place(folder: Path) -> None:
    (folder / "decisions").mkdir()
    own = '# of the lamp\n[[class]]\nexact = "grey"\nas = "substantive"\nby = "AR"\n\n# end\n'
    (folder / FILE).write_text(own, "utf-8")
    session = session_of(folder)
    pressed(session, "c", "grey]")
    text = (folder / FILE).read_text("utf-8")
    assert text.startswith('# of the lamp\n[[class]]\nexact = "grey"\nas = "accidental"\nby = "AR"\non = ')
    assert text.endswith("\n\n# end\n")
    assert rows(folder) == {"class": [{"exact": "grey", "as": "accidental", "by": "AR"}]}
    pressed(session, "c", "passed]")
    assert len(rows(folder)["class"]) == 2
    session.undo()
    session.undo()
    assert (folder / FILE).read_text("utf-8") == own


def test_what_she_changes_after_her_review_is_reviewed_so(folder: Path) -> None:
    session = session_of(folder)
    pressed(session, "a", "passed]")
    pressed(session, "j", "passed]")
    (row,) = rows(folder)["reviewed"]
    assert row["result"] == "passed the northern harbour after nine] crossed the northern harbour after ten B C"
    assert of_decisions(build(folder, ["tei"])) == []


def test_marks_that_are_parts_of_words_stay_in_a_rule(tmp_path: Path) -> None:
    session = session_of(write(tmp_path, {"A": "नगरे जनाः सन्ति।", "B": "नगरं जनाः सन्ति।"}, ""))
    (place,) = [p for p in session.view.places.places if p.matter == "reading"]
    session.decide(Action("r", place.id, "B", scope="witness"))
    assert rows(tmp_path)["regularise"] == [{"from": "नगरं", "to": "नगरे", "in": "B"}]


def test_entries_with_words_of_no_witness_are_reviewed_too(tmp_path: Path) -> None:
    made = '[[conjecture]]\nof = "AR"\nexact = '
    decisions = f'{made}"passed"\nread = "passes"\nadopt = true\n{made}"weary"\nread = ""\n'
    write(tmp_path, FERRY, decisions, 'editors = []\n[[editor]]\ninitials = "AR"\nname = "Ann Rae"')
    assert initials_of_editor(tmp_path) == "AR"
    session = session_of(tmp_path)
    shown = session.detail(named(session, "passes]"))["readings"]
    assert [(r["text"], r["sigla"]) for r in shown] == [("passes", []), ("passed", ["A"]), ("crossed", ["B", "C"])]
    pressed(session, "a", "passes]")
    pressed(session, "a", "weary]")
    with pytest.raises(InputError, match="choose a reading"):
        pressed(session, "r", "weary]", scope="here")
    built = build(tmp_path, ["tei"])
    assert (built.failed, of_decisions(built)) == (False, [])


def test_later_and_progress_are_shown(folder: Path) -> None:
    session = session_of(folder)
    session.put_off(named(session, "passed]"))
    pressed(session, "a", "grey]")
    states = [p["state"] for p in session.summary()["places"]]
    assert sorted(states) == ["decided", "later", "open", "open"]
    assert session.summary()["canUndo"] is True


def test_blind_decisions_stand_apart_from_the_build(folder: Path) -> None:
    (folder / "decisions").mkdir()
    (folder / "decisions" / "cd.toml").write_text('[[class]]\nexact = "nine"\nas = "accidental"\n', "utf-8")
    blind = session_of(folder, is_blind=True)
    pressed(blind, "s", "grey]")
    assert rows(folder, "decisions/blind/ar.toml") == {"class": [{"exact": "grey", "as": "substantive"}]}
    build(folder, ["tei"])
    assert entries(folder)[-1] == "grey ] gray B C [spelling]"


@pytest.mark.parametrize(
    ("editors", "right"), [('["Ann Rae"]', "AR"), ('["Łucja van den Berg-Zimt"]', "ŁVDBZ"), ('["1"]', "ED")]
)
def test_the_only_editor_decides(folder: Path, editors: str, right: str) -> None:
    write(folder, FERRY, "", f"editors = {editors}")
    assert initials_of_editor(folder) == right


@pytest.mark.parametrize("editors", ["[]", '["Ann Rae", "Ben Cole"]'])
def test_of_no_or_several_editors_one_must_be_named(folder: Path, editors: str) -> None:
    write(folder, FERRY, "", f"editors = {editors}")
    with pytest.raises(InputError, match="--as"):
        initials_of_editor(folder)


@pytest.mark.parametrize(
    "said", [{"cuts": "1"}, {"cuts": [True]}, {"cuts": [1.5]}, {"id": 4}, {"value": "x" * 5000}, {"key": ["a"]}]
)
def test_a_request_of_another_form_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(BadRequestError):
        action_of(said)


def test_the_routes_are_those_of_the_page(folder: Path) -> None:
    routes: dict[str, Callable[..., object]] = dict(routes_of(session_of(folder)))
    script = Path(__file__).parents[2] / "src" / "edition" / "commands" / "review_page" / "page.js"
    text = script.read_text("utf-8")
    asked: Sequence[str] = sorted(routes)
    assert [name for name in asked if f'ask("{name}"' not in text] == []


def test_the_command_prints_its_address_and_ends_by_an_interrupt(folder: Path) -> None:
    command = [sys.executable, "-m", "edition", "review", str(folder), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        assert running.stdout is not None
        address = running.stdout.readline().removeprefix("The review: ").strip()
        assert running.stdout.readline() == "Decisions go to decisions/ar.toml; `edition build` carries them out.\n"
        with urllib.request.urlopen(address) as page:
            assert b"<title>Review</title>" in page.read()
        running.send_signal(signal.SIGINT)
        assert running.stdout.read() == "Ended. What was decided is in decisions/ar.toml.\n"
    assert running.returncode == 0


def test_the_command_refuses_an_id_that_is_no_place(folder: Path) -> None:
    command = [sys.executable, "-m", "edition", "review", str(folder), "--no-browser", "--id", "app-none"]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "there is no place app-none" in ran.stderr
