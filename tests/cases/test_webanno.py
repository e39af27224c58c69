"""WebAnno TSV as an importer takes it in: the lines of the sentences are the text, in which every offset counts."""

import re
from pathlib import Path

import pytest
from tests.cases.conftest import Write

from edition.build import build

GOLDEN = Path(__file__).parents[1] / "golden"
#: What stands behind a backslash in the line of a sentence, and what it means.
MEANS = {"\\": "\\", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "b": "\b"}


def imported(path: Path) -> tuple[bytearray, list[tuple[int, int, str]]]:
    """The document in UTF-16 that an importer makes of a file, and its tokens. Each sentence stands where its first
    token begins; between sentences stand line feeds."""
    document, tokens, line_of = bytearray(), [], ""
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith("#Text="):
            line_of = re.sub(r"\\(.)", lambda m: MEANS.get(m[1], m[1]), line.removeprefix("#Text="), flags=re.DOTALL)
        elif found := re.match(r"\d+-(\d+)\t(\d+)-(\d+)\t", line):
            number, start, end = map(int, found.groups())
            if number == 1:
                document += "\n".encode("utf-16-le") * (start - len(document) // 2) + line_of.encode("utf-16-le")
            tokens.append((start, end, line.split("\t")[2]))
    return document, tokens


def assert_offsets_hold(file: Path, text: str) -> None:
    document, tokens = imported(file)
    words = document.decode("utf-16-le")
    assert words.split() == text.split()
    assert tokens
    assert [document[2 * a : 2 * b].decode("utf-16-le") for a, b, _ in tokens] == [word for _, _, word in tokens]


@pytest.mark.parametrize("name", sorted(p.parents[3].name for p in GOLDEN.glob("*/expected/build/exports/webanno")))
def test_every_offset_of_a_golden_edition_slices_its_word(name: str) -> None:
    exports = GOLDEN / name / "expected" / "build" / "exports"
    files = sorted((exports / "webanno").rglob("*.tsv"))
    assert files
    for file in files:
        text = exports / "text" / file.relative_to(exports / "webanno").with_suffix(".txt")
        assert_offsets_hold(file, text.read_text("utf-8"))


def test_every_offset_of_signs_that_mean_something_slices_its_word(write: Write) -> None:
    strange = "The rate; a|b [c] d_e f->g *h* i\\j \\n k\\\\l 𝔐𝔑 m\tn, o=p. \\t Anna \\; [1] *.\n\nNext ->;|[]_*\\ end"
    folder = write({"A": strange, "B": strange.replace("end", "ends")})
    built = build(folder, ("exports",))
    assert not built.failed, built.findings
    exports = folder / "build" / "exports"
    for name in "AB":
        assert_offsets_hold(exports / "webanno" / f"{name}.tsv", (exports / "text" / f"{name}.txt").read_text("utf-8"))
