"""Files of stemmata: what each format says, and where a file is wrong."""

from pathlib import Path

import pytest

from edition.errors import EditionError
from edition.model.stemma import Descent, Stemma, StemmaNode, Survival, find_circle
from edition.project.stemma_file import read_stemma, report_absent

TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'


def read(folder: Path, name: str, text: str) -> Stemma:
    (folder / name).write_text(text, encoding="utf-8")
    made = read_stemma(folder, name)
    assert made is not None
    return made


def lines(stemma: Stemma) -> list[str]:
    return [f"{d.above}{'~' if d.is_contamination else '>'}{d.below}" for d in stemma.descents]


def test_newick(tmp_path: Path) -> None:
    made = read(tmp_path, "s.nwk", "((A:1,B_2:.5)β,('C''s D',E)[a note])α:0;\n")
    assert lines(made) == ["β>A", "β>B_2", "fork 6>C's D", "fork 6>E", "α>β", "α>fork 6"]
    assert [node.label for node in made.nodes] == ["A", "B 2", "β", "C's D", "E", "", "α"]
    assert made.siglum_of(made.nodes[1], ["B_2"]) == "B_2"
    assert made.siglum_of(made.nodes[1], ["B 2"]) == "B 2"
    assert dict(made.depths) == {"α": 0, "β": 1, "A": 2, "B_2": 2, "fork 6": 1, "C's D": 2, "E": 2}


def test_newick_as_deep_as_it_may_be(tmp_path: Path) -> None:
    made = read(tmp_path, "s.nwk", "(" * 3000 + "A" + ")" * 3000 + ";")
    assert len(made.nodes) == 3001
    assert max(made.depths.values()) == 3000


def test_dot(tmp_path: Path) -> None:
    text = """// as Stemmaweb writes it
    digraph "stemma" { node [shape=plain]; rankdir=TB
      ω [class=hypothetical, label="Ω"]; x [class="lost"]; ω -> {A x}; x -> B -> "C*" [color=red]
      subgraph mixed { edge [style=dotted]; A -> B; }
      A -> "C*" [style=dashed]; {rank=same; A; x} }"""
    made = read(tmp_path, "s.dot", text)
    assert lines(made) == ["ω>A", "ω>x", "x>B", "B>C*", "A~B", "A~C*"]
    assert [(n.label, n.survival) for n in made.nodes[:2]] == [("Ω", "hypothetical"), ("x", "lost")]
    assert (list(made.parents["B"]), list(made.sources["B"])) == (["x"], ["A"])


def test_tei(tmp_path: Path) -> None:
    text = f"""<TEI {TEI}><standOff><listForest><forest><eTree type="hypothetical"><label>α</label><eTree>
      <label>β</label><eLeaf type="extant"><label>A</label><ptr type="contamination" target="#g"/></eLeaf></eTree>
      <eTree xml:id="g" type="lost"><label>γ</label><eLeaf><label>B</label></eLeaf></eTree>
    </eTree></forest></listForest></standOff></TEI>"""
    made = read(tmp_path, "s.xml", text)
    assert lines(made) == ["α>β", "β>A", "α>γ", "γ>B", "γ~A"]
    assert [n.survival for n in made.nodes] == ["hypothetical", "", "extant", "lost", ""]


WRONG = [
    ("s.nwk", "", "s.nwk:1:1: the name of a witness is expected here, not the end of the file"),
    ("s.nwk", "(A,B\n,(C,);", "s.nwk:2:5: the name of a witness is expected here, not ')'"),
    ("s.nwk", "(A,B", "s.nwk:1:5: a comma or a closing bracket ) is expected here"),
    ("s.nwk", "(A,B);;", "s.nwk:1:7: more stands behind the tree"),
    ("s.nwk", "(A,B)", "s.nwk:1:6: the semicolon that ends the tree is expected here"),
    ("s.nwk", "(A,B))x;", "s.nwk:1:6: this bracket closes none"),
    ("s.nwk", "A,B;", "s.nwk:1:2: a comma outside all brackets"),
    ("s.nwk", "(A,A);", "s.nwk:1:4: 'A' stands twice in the tree"),
    ("s.nwk", "(A,'B);", "s.nwk:1:4: a name is not closed"),
    ("s.nwk", "(A,[B);", "s.nwk:1:4: a comment is not closed"),
    ("s.nwk", "(A:x,B);", "s.nwk:1:4: the length of a branch, a number, is expected here, not 'x'"),
    ("s.nwk", "(A,'\u0007');", "s.nwk:1:4: the name '\\x07' holds a control character"),
    ("s.dot", "graph { A -- B }", "s.dot:1:1: a stemma has a direction; write digraph"),
    ("s.dot", "tree {}", "s.dot:1:1: a stemma in DOT begins with digraph"),
    ("s.dot", "digraph { A -- B }", "s.dot:1:13: a stemma has a direction; write -> in the place of --"),
    ("s.dot", "digraph { A -> }", "s.dot:1:16: the name of a node, or a closing brace } is expected here, not '}'"),
    ("s.dot", "digraph {\n A -> B", "s.dot:2:8: the name of a node, or a closing brace } is expected here, not the"),
    ("s.dot", "digraph { A* -> B }", "s.dot:1:12: '*' cannot stand here; put names"),
    ("s.dot", 'digraph { "A }', "s.dot:1:11: a name is not closed"),
    ("s.dot", "digraph { A [label=<b>] }", "s.dot:1:20: a name in HTML is not read"),
    ("s.dot", "digraph { A [label] }", "s.dot:1:19: an equals sign is expected here, not ']'"),
    ("s.dot", "digraph { A:n -> B }", "s.dot:1:12: the side of a node says nothing"),
    ("s.dot", "digraph { } digraph { }", "s.dot:1:13: more stands behind the graph"),
    ("s.dot", "digraph { }", "s.dot:1:1: the stemma has no node"),
    ("s.dot", "digraph { A -> B; B -> C; C -> A }", "s.dot:1:11: 'A' descends from itself (A → B → C → A)"),
    ("s.dot", "digraph { A -> A [style=dashed] }", "s.dot:1:11: 'A' is its own source"),
    ("s.dot", "digraph " + "{" * 60, "s.dot:1:61: groups stand more than 50 deep"),
    ("s.xml", f"<TEI {TEI}/>", "s.xml:1:1: has no tree (eTree)"),
    ("s.xml", f"<forest {TEI}><eTree/><eTree/></forest>", "s.xml:1:1: has 2 trees (eTree)"),
    ("s.xml", f"<eTree {TEI}>\n <eLeaf/></eTree>", "s.xml:2:2: a leaf needs a label"),
    ("s.xml", f"<eTree {TEI}>\n <triangle/></eTree>", "s.xml:2:2: a triangle leaves out"),
    ("s.xml", f'<eTree {TEI} type="copy"/>', "s.xml:1:1: type = 'copy' is unknown; there are hypothetical"),
    ("s.xml", f'<eTree {TEI}>\n<ptr target="#x"/></eTree>', 's.xml:2:1: a pointer in a stemma needs type='),
    ("s.xml", f'<eTree {TEI}>\n<ptr type="contamination" target="#x"/></eTree>', "s.xml:2:1: target = '#x' leads"),
    ("s.xml", f"<eTree {TEI}><label>A</label>\n<eLeaf><label>A</label></eLeaf></eTree>", "s.xml:2:1: 'A' stands twice"),
    ("s.xml", "<eTree", "s.xml:1:7: is not well-formed"),
    ("s.txt", "A", "s.txt: a stemma is a file of Newick (.nwk), DOT (.dot) or TEI (.xml)"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "said"), WRONG, ids=[f"{n}: {t[:30]}" for n, t, _ in WRONG])
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(EditionError) as refused:
        read(tmp_path, name, text)
    assert str(refused.value).startswith(said)
    assert refused.value.status == 2


def test_no_file_is_no_stemma(tmp_path: Path) -> None:
    assert read_stemma(tmp_path, "") is None
    with pytest.raises(EditionError, match=r"no\.nwk: there is no such file"):
        read_stemma(tmp_path, "no.nwk")


def test_witnesses_that_it_does_not_have_are_told(tmp_path: Path) -> None:
    made = read(tmp_path, "s.nwk", "(A,B)α;")
    assert [str(f) for f in report_absent(made, "s.nwk", ["A", "B", "C", "D"])] == [
        "s.nwk: advice E496 the stemma does not have C, D; name the node by the siglum, or leave it so"
    ]
    assert list(report_absent(made, "s.nwk", ["A", "B"])) == []


def test_contamination_makes_no_circle() -> None:
    down, back = Descent("A", "B"), Descent("B", "A")
    assert find_circle([down, Descent("B", "A", True)]) == ()
    assert find_circle([down, back]) == ("A", "B")


def test_depth_counts_the_longest_way_down() -> None:
    nodes = tuple(StemmaNode(name, name, Survival.UNSAID) for name in "ABCD")
    made = Stemma(nodes, (Descent("A", "B"), Descent("B", "C"), Descent("A", "C"), Descent("D", "B", True)))
    assert dict(made.depths) == {"A": 0, "B": 1, "C": 2, "D": 0}
