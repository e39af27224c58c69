"""`edition validate` where people work: folders, patterns, standard input, settings, baselines, reports."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from edition.commands.app import app
from edition.commands.sarif import sarif
from edition.commands.tell_findings import annotation
from edition.errors import OutputError
from edition.model import Finding, Position, Severity
from edition.project.file_patterns import find_files, matches
from edition.project.finding_codes import finding_codes

ROOT = Path(__file__).parents[2]
GRAMMAR = """<element name="log" xmlns="http://relaxng.org/ns/structure/1.0">
<zeroOrMore><element name="{}"><text/></element></zeroOrMore></element>"""
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `edition validate` in a folder with schemas, and no settings of a user."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "settings"))
    monkeypatch.delenv("XML_CATALOG_FILES", raising=False)
    Path("day.rng").write_text(GRAMMAR.format("day"), "utf-8")
    Path("hour.rng").write_text(GRAMMAR.format("hour"), "utf-8")

    def validate(*words: str, stdin: str = "") -> Result:
        return CliRunner().invoke(app, ["validate", *words], input=stdin)

    return validate


def write(name: str, content: str = "<log><day/></log>") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return path


def lines(result: Result) -> list[str]:
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output.splitlines()


def told(result: Result) -> list[str]:
    """The files of the findings, without folders, and their codes."""
    found = (re.match(r"(.+?)(?::\d+)*: \w+ (\w+) ", line) for line in lines(result))
    return [f"{m[1]} {m[2]}" for m in found if m]


BAD = "<log><dya/></log>"


# -- which files


@pytest.fixture
def tree(run: Run) -> None:
    for name in ("a.xml", "b.TEI", "notes.txt", "in/c.xml", "in/deep/d.xml", ".hidden/e.xml", "node_modules/f.xml",
                 "build/g.xml", "env/pyvenv.cfg", "env/h.xml", "in/.i.xml", "x[1].xml"):  # fmt: skip
        write(name)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (".", ["a.xml", "b.TEI", "in/.i.xml", "in/c.xml", "in/deep/d.xml", "x[1].xml"]),
        ("in", ["in/.i.xml", "in/c.xml", "in/deep/d.xml"]),
        ("build", ["build/g.xml"]),
        ("*.xml", ["a.xml", "x[1].xml"]),
        ("**/*.xml", ["a.xml", "in/c.xml", "in/deep/d.xml", "x[1].xml"]),
        ("in/**", ["in/c.xml", "in/deep/d.xml"]),
        ("*/?.xml", ["in/c.xml"]),
        ("[!b]*/*.xml", ["in/c.xml"]),
        (".hidden/*", [".hidden/e.xml"]),
        ("node_modules/*.xml", ["node_modules/f.xml"]),
        ("in/**/deep/**/d.xml", ["in/deep/d.xml"]),
        ("none/*.xml", []),
        ("a.xml/*", []),
    ],
)
def test_folders_and_patterns_name_files(tree: None, name: str, found: list[str]) -> None:
    assert [path.as_posix() for path in find_files(name)] == found
    if "*" in name:
        absolute = (Path.cwd() / name).as_posix()
        assert [path.relative_to(Path.cwd()).as_posix() for path in find_files(absolute)] == found


def test_a_circle_of_links_is_walked_once(tree: None) -> None:
    Path("in/deep/up").symlink_to(Path("in").resolve(), target_is_directory=True)
    Path("in/broken.xml").symlink_to("nowhere.xml")
    assert [path.name for path in find_files("in")] == [".i.xml", "broken.xml", "c.xml", "d.xml"]


@pytest.mark.parametrize(
    ("pattern", "path", "is_match"),
    [
        ("drafts", "a/drafts/b/c.xml", True),
        ("drafts/", "a/drafts/c.xml", True),
        ("/drafts", "a/drafts/c.xml", False),
        ("a/drafts", "a/drafts/c.xml", True),
        ("drafts/c.xml", "a/drafts/c.xml", False),
        ("./a/*.xml", "a/c.xml", True),
        ("*.bak.xml", "a/c.bak.xml", True),
        ("a/**/c.xml", "a/c.xml", True),
        ("a/*", "a/b/c.xml", True),
        ("a/*.xml", "a/b/c.xml", False),
        ("**", "a/b/c.xml", True),
        ("a\\b", "a/b/c.xml", True),
        ("**/*.xml", ".a/.b.xml", True),
        ("A", "a/c.xml", False),
    ],
)
def test_a_pattern_is_that_of_a_file_or_of_a_folder_around_it(pattern: str, path: str, is_match: bool) -> None:
    assert matches(pattern, path) is is_match


def test_a_pattern_with_many_stars_ends(run: Run) -> None:
    assert not matches("/".join(["**", "a*"] * 15) + "/z", "/".join(["aa"] * 40))


def test_files_are_judged_once_in_the_order_of_their_names(run: Run) -> None:
    for name in ("b/2.xml", "b/1.xml", "a.xml"):
        write(name, BAD)
    assert told(run("--schema", "day.rng", "b", "a.xml", "b/*.xml", "./a.xml")) == [
        f"{os.path.normpath(name)} E411" for name in ("b/1.xml", "b/2.xml", "a.xml")
    ]
    assert lines(run("--schema", "hour.rng", "b", "--summary"))[0] == "2 findings in 2 of 2 files: 2 errors"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none/*.xml", "no file matches this pattern"),
        ("empty", "no file in this folder ends in .xml or .tei; write a pattern"),
        ("full", "nothing is left to validate: 1 file excluded"),
        ("none.xml", "cannot be read"),
    ],
)
def test_a_name_without_files_is_an_error_and_the_others_are_judged(run: Run, name: str, said: str) -> None:
    Path("empty").mkdir()
    write("full/a.xml")
    write("bad.xml", BAD)
    result = run("--schema", "day.rng", name, "bad.xml", "--exclude", "full/")
    assert result.exit_code == 2
    assert sorted(told(result)) == sorted([f"{name} E400", "bad.xml E411"])
    assert said in result.output


def test_what_is_excluded_is_not_judged(run: Run) -> None:
    for name in ("a.xml", "drafts/b.xml", "c.bak.xml"):
        write(name, BAD)
    assert told(run("--schema", "day.rng", ".", "--exclude", "drafts", "--exclude", "*.bak.xml")) == ["a.xml E411"]
    result = run("--schema", "day.rng", "c.bak.xml", "--exclude", "*.bak.xml")
    assert (result.exit_code, lines(result)) == (0, ["Valid: 0 files"])


def test_standard_input_has_a_name_and_finds_its_schema_by_it(run: Run) -> None:
    document = '<?xml-model href="../day.rng"?><log><dya/></log>'
    assert told(run("-", "--schema", "day.rng", stdin=BAD)) == ["- E411"]
    Path("in").mkdir()
    assert told(run("-", "--stdin-name", "in/a.xml", stdin=document)) == ["in/a.xml E411"]
    assert run("-", "--schema", "day.rng", stdin="").exit_code == 2


def test_without_a_file_it_is_said_what_to_write(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert "name a file, a folder, or a pattern" in result.output


# -- the settings of a project

SETTINGS = """
[{0}]
exclude = "drafts"
catalog = ["https://example.org/day.rng=../day.rng"]
limit = 1

[[{0}.schema]]
files = ["hours/**/*.xml", "clock.xml"]
schema = "../hour.rng"

[[{0}.schema]]
files = "**/days/*.xml"
schema = "https://example.org/day.rng"
"""


@pytest.mark.parametrize(
    ("file", "table"), [("pyproject.toml", "tool.variorum.validate"), ("edition.toml", "validate")]
)
def test_the_settings_of_the_nearest_file_say_which_schema_which_files_have(
    run: Run, monkeypatch: pytest.MonkeyPatch, file: str, table: str
) -> None:
    write(f"work/{file}", SETTINGS.format(table))
    for name in ("hours/a.xml", "hours/in/b.xml", "days/c.xml", "drafts/d.xml", "in/days/e.xml"):
        write(f"work/{name}")
    for folder, prefix in (("work", ""), ("in", "../")):
        monkeypatch.chdir(folder)
        result = run(prefix or ".", "--limit", "9")
        assert told(result) == [f"{prefix}hours/a.xml E411", f"{prefix}hours/in/b.xml E411"]
    assert told(run("..")) == ["../hours/a.xml E411"]
    assert "… and 1 more: 1 E411" in lines(run(".."))
    assert told(run("../days", "--schema", "../../hour.rng")) == ["../days/c.xml E411"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("excluded = 'a'", ":2:1: error E400 [validate] has no key 'excluded'; did you mean 'exclude'?"),
        ("limit = -1", ":2:1: error E400 limit must be 0"),
        ("limit = 'x'", "limit must be a whole number"),
        ("schema = 3", "schema is one file in quotes, or tables [[validate.schema]]"),
        ("schema = [3]", "schema is one file in quotes, or tables [[validate.schema]]"),
        (
            "[[validate.schema]]\nfile = 'a'\nschema = 'b'",
            ":3:1: error E400 [validate.schema] has no key 'file'; did you",
        ),
        ("[[validate.schema]]\nfiles = 'a'", ":2:1: error E400 [validate.schema] lacks the key 'schema'"),
        ("[[validate.schema]]\nfiles = []\nschema = 'a'", "needs a file in schema and a pattern in files"),
        ("limit = ", ":2:9: error E400 not valid TOML"),
    ],
)
def test_settings_that_cannot_be_are_refused_with_their_place(run: Run, settings: str, said: str) -> None:
    write("edition.toml", f"[validate]\n{settings}\n")
    result = run(str(write("a.xml")))
    assert result.exit_code == 2
    assert said in result.output
    assert json.loads(run("a.xml", "--format", "json").output)["findings"][0]["code"] == "E400"


def test_one_schema_may_be_that_of_all_files(run: Run) -> None:
    write("pyproject.toml", "[tool.variorum.validate]\nschema = 'hour.rng'")
    assert told(run(str(write("in/a.xml")))) == ["in/a.xml E411"]


def test_other_tables_of_a_nearer_file_are_no_settings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("pyproject.toml", "[tool.variorum.validate]\nschema = 'hour.rng'")
    write("in/pyproject.toml", "[tool.other]\nvalidate = what is no TOML")
    write("in/a.xml")
    monkeypatch.chdir("in")
    assert told(run("a.xml")) == ["a.xml E411"]


def test_a_copy_that_is_remembered_is_used_from_then_on(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.xml", f'<?xml-model href="https://example.org/day.rng"?>{BAD}')
    advice = run("a.xml")
    assert advice.exit_code == 2
    assert "edition validate --remember https://example.org/day.rng=day.rng" in advice.output
    assert run("--remember", "https://example.org/day.rng=hour.rng").exit_code == 0
    assert run("--remember", "https://example.org/day.rng=day.rng", "--remember", "http://e.org/s/=.").exit_code == 0
    assert told(run("a.xml")) == ["a.xml E411"]
    write("a.xml", f'<?xml-model href="http://e.org/s/hour.rng"?>{BAD}')
    assert told(run("a.xml")) == ["a.xml E411"]
    (kept,) = Path("settings").rglob("catalog.xml")
    assert kept.read_text("utf-8").count("https://example.org/day.rng") == 1
    for pair in ("day.rng", "https://example.org/=none.rng", "https://example.org/day=."):
        assert run("--remember", pair).exit_code != 0
    kept.unlink()
    monkeypatch.setenv("XML_CATALOG_FILES", f"none.xml {write('mine.xml', _CATALOG).resolve().as_uri()}")
    assert told(run("a.xml")) == ["a.xml E411"]


_CATALOG = """<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
<rewriteURI uriStartString="http://e.org/s/" rewritePrefix="./"/></catalog>"""


# -- what is told


def test_a_limit_tells_errors_first_and_what_is_left_out(run: Run) -> None:
    write("a.xml", "<log>" + "<x/>" * 30 + "<day n=''/></log>")
    result = run("--schema", "day.rng", "a.xml", "--limit", "2")
    said = lines(result)
    assert len(told(result)) == 2
    assert said[2] == "… and 29 more: 28 E411, 1 E415"
    assert said[3] == "31 findings in 1 of 1 file: 31 errors"
    assert said[4].split()[:8] == ["30", "E411", "the", "schema", "has", "no", "element", "x;"]
    assert run("--schema", "day.rng", "a.xml", "--limit", "0").output.count("error E411 the schema") == 30
    assert (
        len(json.loads(run("--schema", "day.rng", "a.xml", "--limit", "2", "--format", "json").output)["findings"])
        == 31
    )


def test_only_new_findings_are_told_though_lines_moved(run: Run) -> None:
    write("a.xml", "<log>\n<dya/>\n<day/><dya/>\n</log>")
    write("b.xml", BAD)
    known = ("--schema", "day.rng", "--baseline", "in/known.json")
    Path("in").mkdir()
    assert run(*known, "a.xml", "b.xml").exit_code == 2
    assert run(*known, "a.xml", "b.xml", "--write-baseline").exit_code == 0
    assert lines(run(*known, "a.xml", "b.xml")) == ["Valid: 2 files; 3 findings known"]
    write("a.xml", "<log>\n<!-- a remark -->\n<dya/>\n<dya>new</dya>\n<day/><dya/>\n</log>")
    result = run(*known, "a.xml")
    assert result.exit_code == 1
    assert [line.partition(" error")[0] for line in lines(result)] == ["a.xml:4:1:"]
    write("a.xml", "<log/>")
    assert told(run(*known, "a.xml")) == ["in/known.json E459"]
    assert run(*known, "a.xml", "--write-baseline").exit_code == 0
    assert lines(run(*known, "a.xml", "b.xml")) == ["Valid: 2 files; 1 finding known"]
    write("b.xml", "<log>")
    assert run(*known, "b.xml", "--write-baseline").exit_code == 2
    assert told(run("--schema", "none.rng", "b.xml", "--baseline", "new.json", "--write-baseline")) == ["none.rng E400"]
    assert not Path("new.json").exists()


@pytest.mark.parametrize("content", ["", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [{}]}'])
def test_a_baseline_that_is_none_is_refused(run: Run, content: str) -> None:
    write("known.json", content)
    result = run("--schema", "day.rng", str(write("a.xml", BAD)), "--baseline", "known.json")
    assert (result.exit_code, told(result)) == (2, ["known.json E400"])


def test_annotations_are_workflow_commands() -> None:
    finding = Finding("E411", Severity.ERROR, "100 %\nof: a,b", Position("a,b:c.xml", 3, 5))
    assert annotation(finding) == "::error file=a%2Cb%3Ac.xml,line=3,col=5,title=E411::100 %25%0Aof: a,b"
    whole = Finding("E458", Severity.WARNING, "x", Position(str(Path("in/a.xml").absolute())))
    assert annotation(whole) == "::warning file=in/a.xml,title=E458::x"
    assert annotation(Finding("R1", Severity.ADVICE, "x", Position("a"))).startswith("::notice ")


def test_annotations_stand_on_standard_output(run: Run) -> None:
    result = run("--schema", "day.rng", str(write("a.xml", BAD)), "--format", "github")
    assert (result.exit_code, result.stdout.count("::error file=a.xml,line=1,col=6,title=E411::")) == (1, 1)


@pytest.mark.parametrize("schema", ["none.rng", "https://x.example/y.rng", "broken.rng", "a.xml"])
@pytest.mark.parametrize("form", ["json", "sarif"])
def test_a_report_is_one_though_the_schema_is_of_no_use(run: Run, schema: str, form: str) -> None:
    write("broken.rng", "<x")
    result = run("--schema", schema, str(write("a.xml")), "--format", form)
    made = json.loads(result.stdout)
    assert result.exit_code == 2
    if form == "json":
        assert [(f["code"], f["file"].endswith(schema)) for f in made["findings"]] == [("E400", True)]
    else:
        (invocation,) = made["runs"][0]["invocations"]
        assert invocation["executionSuccessful"] is False
        assert invocation["toolExecutionNotifications"][0]["descriptor"] == {"id": "E400"}


def test_a_report_gives_the_path_of_the_element(run: Run) -> None:
    write("a.xml", "<log><day/><day n=''/></log>")
    made = json.loads(run("--schema", "day.rng", "a.xml", "--format", "json").stdout)
    assert [f["path"] for f in made["findings"]] == ["/log/day[2]"]


def test_fingerprints_stay_when_lines_move(run: Run) -> None:
    def fingerprints() -> list[str]:
        made = json.loads(run("--schema", "day.rng", "a.xml", "--format", "sarif").stdout)
        return [result["partialFingerprints"]["variorum/v1"] for result in made["runs"][0]["results"]]

    write("a.xml", "<log>\n<dya/>\n<dya/>\n</log>")
    first = fingerprints()
    assert len(set(first)) == 2
    write("a.xml", "<log>\n\n<day/>\n<dya/>\n<dya/>\n</log>")
    assert fingerprints() == first


def test_names_that_are_no_text_are_told_in_every_form(run: Run) -> None:
    name = os.fsdecode(b"b\xe9d\n.xml")
    try:
        write(name, BAD)
    except OSError:
        pytest.skip("the file system takes no such names")
    made = json.loads(run("--schema", "day.rng", name, "--format", "sarif").stdout)
    place = made["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "b%E9d%0A.xml"
    assert json.loads(run("--schema", "day.rng", ".", "--format", "json").stdout)["findings"][0]["file"] == name
    assert "%0A.xml,line=1" in run("--schema", "day.rng", ".", "--format", "github").stdout
    known = ("--schema", "day.rng", ".", "--baseline", "known.json")
    assert run(*known, "--write-baseline").exit_code == 0
    assert run(*known).exit_code == 0


def test_an_empty_name_is_no_folder(run: Run) -> None:
    write("a.xml", BAD)
    result = run("--schema", "day.rng", "")
    assert (result.exit_code, told(result)) == (2, ["'' E400"])


def test_a_baseline_that_cannot_be_written_ends_the_command(run: Run) -> None:
    write("in", "a file")
    result = run("--schema", "day.rng", str(write("a.xml", BAD)), "--baseline", "in/known.json", "--write-baseline")
    assert isinstance(result.exception, OutputError)


def test_every_code_of_validation_has_its_texts_in_a_report() -> None:
    page = (ROOT / "docs" / "findings.md").read_text("utf-8")
    rows = {
        code for cell in re.findall(r"(?m)^\| ([A-Z]\d[^|]*) \|", page) for code in cell.split(", ") if "…" not in code
    }
    assert rows == set(finding_codes())
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src/edition/validate").glob("*.py"))
    codes = {*re.findall(r'"(E\d{3})"', source), "E400", "E458", "E459"}
    assert len(codes) > 12
    made = sarif([Finding(code, Severity.ERROR, "x", Position("a.xml")) for code in codes], {})
    rules = made["runs"][0]["tool"]["driver"]["rules"]  # type: ignore[index]
    for rule in rules:
        assert rule["shortDescription"]["text"] == finding_codes()[rule["id"]].says
        assert len(rule["help"]["text"]) > 3
        assert rule["helpUri"] == f"urn:variorum:finding:{rule['id']}"


def test_the_number_of_processes_is_a_number(run: Run) -> None:
    for jobs in ("0", "-1", "many", "1.5"):
        result = run("--schema", "day.rng", str(write("a.xml")), "--jobs", jobs)
        assert result.exit_code == 2
        assert "--jobs" in result.output
