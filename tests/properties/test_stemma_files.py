"""Whatever stands in a file of a stemma: it is a stemma without circles, or it is refused with line and column."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given
from hypothesis import strategies as st

from edition.errors import EditionError
from edition.model.stemma import find_circle
from edition.project.stemma_file import read_stemma

SIGNS = [
    "(",
    ")",
    ",",
    ":",
    ";",
    "'",
    "A",
    "B",
    "α",
    "1.5",
    " ",
    "\n",
    "_",
    "[",
    "]",
    "{",
    "}",
    "->",
    "--",
    "digraph ",
    "=",
]
SIGNS += [
    '"',
    "style",
    "dashed",
    "label",
    "class",
    "lost",
    "subgraph ",
    "node ",
    "edge ",
    "//",
    "/*",
    "*/",
    "#",
    "\\",
    "<",
]
TAGS = ["<eTree>", "</eTree>", "<eLeaf>", "</eLeaf>", "<label>A</label>", "<label>B</label>", "<label/>", "<triangle/>"]
TAGS += ['<ptr type="contamination" target="#x"/>', '<eTree xml:id="x" type="lost">', "&amp;", "<ref/>", "text"]


def hold(name: str, text: str) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / name).write_text(text, encoding="utf-8", newline="")
        made, said = None, ""
        try:
            made = read_stemma(Path(folder), name)
        except EditionError as refused:
            said = str(refused)
    if made is None:
        assert re.match(rf"{re.escape(name)}:\d+:\d+: ", said), said
        return
    assert find_circle(made.descents) == ()
    known = {node.id for node in made.nodes}
    assert {end for one in made.descents for end in (one.above, one.below)} <= known
    assert made.depths.keys() == known


@given(st.lists(st.sampled_from(SIGNS), max_size=20).map("".join))
@example("((A,B)α,(1.5)B);")
def test_newick(text: str) -> None:
    hold("s.nwk", text)
    hold("s.nwk", f"({text});")


@given(st.lists(st.sampled_from(SIGNS), max_size=20).map("".join))
@example("A -> {B; C -> A}")
def test_dot(text: str) -> None:
    hold("s.dot", text)
    hold("s.dot", f"digraph {{ {text} }}")


@given(st.lists(st.sampled_from(TAGS), max_size=12).map("".join))
def test_tei(text: str) -> None:
    hold("s.xml", f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{text}</TEI>')
    hold("s.xml", f'<eTree xmlns="http://www.tei-c.org/ns/1.0">{text}</eTree>')
