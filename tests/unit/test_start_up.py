"""What a command costs before its work begins, counted in modules and expressions, not by a clock."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from edition.late_patterns import late_pattern, late_regex

SOURCE = Path(__file__).parents[2] / "src" / "edition"
#: Libraries whose import takes longer than all else that `edition --version` does (rich reads Markdown for help).
HEAVY = {"bibtexparser", "lxml", "mwparserfromhell", "numpy", "rapidfuzz", "regex", "saxonche", "typst"}
#: Counts the expressions that modules of the program compile while they are imported.
COUNTING = """
import json, re, sys
counted = [0]
compiled = re._compiler.compile
def counting(*arguments, **named):
    frame = sys._getframe(1)
    while frame.f_code.co_filename == re.__file__:
        frame = frame.f_back
    counted[0] += frame.f_code.co_filename.startswith(sys.argv[1])
    return compiled(*arguments, **named)
re._compiler.compile = counting
"""


def run(code: str, *arguments: str) -> object:
    """What a program prints as JSON in a Python of its own."""
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def imported(code: str) -> set[str]:
    """The modules that are imported when a piece of code has run."""
    found = run(f"import json, sys\n{code}\nprint(json.dumps(sorted(sys.modules)))")
    assert isinstance(found, list)
    return set(found)


def heavy(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules} & HEAVY


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_what_says_the_version_imports_nothing_that_an_edition_needs(option: str) -> None:
    code = f"from edition.commands.app import app\napp([{option!r}], standalone_mode=False)"
    modules = imported(code)
    assert "edition.commands.app" in modules
    assert heavy(modules) == set()
    assert len([name for name in modules if name.startswith("edition")]) <= 32
    assert not any(name.startswith("edition.readers") for name in modules)


def test_a_build_imports_no_engine_that_only_other_editions_need() -> None:
    modules = imported("import edition.build")
    assert "numpy" in modules  # the list is of a build, after all
    assert heavy(modules) <= {"lxml", "numpy", "rapidfuzz", "regex", "saxonche", "typst"}
    unused = ("markdown_it", "edition.validate.odds", "edition.validate.compact", "edition.validate.tei_stylesheets")
    assert not [name for name in modules if name.startswith((*unused, "edition.edited_tei", "edition.tasks"))]


def test_expressions_are_compiled_when_they_are_first_used() -> None:
    code = f"{COUNTING}\nimport edition.build\nprint(json.dumps(counted[0]))"
    counted = run(code, str(SOURCE))
    assert isinstance(counted, int)
    assert counted <= 60, "late_pattern instead of re.compile at the level of a module"


def test_a_late_pattern_does_what_a_compiled_one_does() -> None:
    late = late_pattern(r"(?P<word>\w+)", re.ASCII)
    compiled = re.compile(r"(?P<word>\w+)", re.ASCII)
    for _ in range(2):
        assert late.findall("ein Wört") == compiled.findall("ein Wört") == ["ein", "W", "rt"]
    assert (late.pattern, late.flags, late.groupindex) == (compiled.pattern, compiled.flags, compiled.groupindex)
    assert late_pattern(rb"\d+").sub(b"#", b"a12b3") == b"a#b#"
    assert late_regex(r"\p{Lu}+").findall("aBCd") == ["BC"]


def test_a_late_pattern_that_is_wrong_says_so_when_it_is_used() -> None:
    late = late_pattern("(")
    with pytest.raises(re.error):
        late.match("")
