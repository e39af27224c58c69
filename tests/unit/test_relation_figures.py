"""Drawings of the relations of witnesses: where lines and names stand, and what is left out."""

from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from edition.model.relations import Branch, Comparison, Relations, TreeNode
from edition.model.stemma import Stemma
from edition.project.stemma_file import read_stemma
from edition.publish.site.draw_agreements import clustered, draw_agreements
from edition.publish.site.draw_stemma import draw_stemma
from edition.publish.site.draw_tree import draw_tree
from edition.publish.site.relation_figures import WitnessRelations, relation_figures
from edition.publish.site.svg import SVG

S = {"s": SVG}
PAGES = {siglum: f"wit-{siglum}.html" for siglum in "ABCDE"}


def tree(*supports: float) -> Relations:
    """A, B and C beside the branch of D and E; with two supports B and C have a branch as well."""
    inner = [TreeNode("", 0.2, (TreeNode("D", 0.1), TreeNode("E", 0.3)), 1)]
    if len(supports) == 2:
        inner.insert(0, TreeNode("", 0.001, (TreeNode("B", 0.1), TreeNode("C", 0.1)), 2))
    tips = [TreeNode("A", 0.4)] if len(supports) == 2 else [TreeNode(s, 0.4) for s in "ABC"]
    branches = tuple(Branch(n, (), 0.1, support) for n, support in enumerate(supports, 1))
    return Relations(tuple("ABCDE"), 40, root=TreeNode("", 0.0, (*tips, *inner)), branches=branches)


def test_lines_are_as_long_as_the_tree_says() -> None:
    made = draw_tree(tree(0.9), PAGES)
    assert made is not None
    lines = [line for line in made.iterfind(".//s:line", S) if line.get("class") in ("line", "weak")]
    lengths = [round(float(line.get("x2")) - float(line.get("x1")), 1) for line in lines]
    assert [round(one / lengths[0], 2) for one in lengths] == [1, 1, 1, 0.5, 0.25, 0.75]
    rows = [float(text.get("y")) for text in made.iterfind(".//s:text[@class='siglum']", S)]
    assert all(b - a == 30 for a, b in pairwise(rows))
    assert len(rows) == 5


def test_the_scale_is_a_round_share() -> None:
    made = draw_tree(tree(0.9), PAGES)
    assert made is not None
    (bar,) = made.iterfind(".//s:line[@class='scale']", S)
    (said,) = made.iterfind(".//s:text[@class='scale']", S)
    lines = [line for line in made.iterfind(".//s:line", S) if line.get("class") == "line"]
    unit = (float(lines[0].get("x2")) - float(lines[0].get("x1"))) / 0.4
    share = (float(bar.get("x2")) - float(bar.get("x1"))) / unit
    assert said.text == f"{100 * share:.0f} %"


def test_a_weak_branch_is_pale_and_has_no_number() -> None:
    made = draw_tree(tree(0.4), PAGES)
    assert made is not None
    assert len(made.findall(".//s:line[@class='weak']", S)) == 1
    assert [a.get("href") for a in made.iterfind(".//s:a", S)] == [*PAGES.values()]


def test_numbers_do_not_lie_upon_each_other() -> None:
    deep = TreeNode("E", 0.5)
    for number, siglum in enumerate("DCB", 1):
        deep = TreeNode("", 0.001, (TreeNode(siglum, 0.5), deep), number)
    branches = tuple(Branch(n, (), 0.001, support) for n, support in ((1, 0.8), (2, 0.9), (3, 0.7)))
    made = draw_tree(
        Relations(tuple("ABCDE"), 40, root=TreeNode("", 0.0, (TreeNode("A", 0.5), deep)), branches=branches), PAGES
    )
    assert made is not None
    numbers = made.findall(".//s:text[@class='support']", S)
    assert "90" in [text.text for text in numbers]
    places = [(float(text.get("x")), float(text.get("y"))) for text in numbers]
    assert all(abs(x - u) > 20 or abs(y - v) > 14 for n, (x, y) in enumerate(places) for u, v in places[:n])


def test_no_tree_is_no_drawing() -> None:
    assert draw_tree(Relations(tuple("ABC"), 4), PAGES) is None


def test_fields_are_in_the_order_of_the_tree_and_shaded_by_share() -> None:
    shares = {("A", "B"): 10, ("A", "C"): 0, ("B", "C"): 5}
    pairs = {pair: Comparison(10, agreed) for pair, agreed in shares.items()} | {
        (s, "D"): Comparison(0, 0) for s in "ABC"
    }
    root = TreeNode("", 0, (TreeNode("C"), TreeNode("A"), TreeNode("B")))
    relations = Relations(tuple("ABCD"), 10, pairs=pairs, root=root)
    assert clustered(relations) == ("C", "A", "B", "D")
    made = draw_agreements(relations)
    assert made is not None
    shades = {g.find("s:title", S).text: g.get("class") for g in made.iterfind(".//s:g", S)}
    assert [shades[t] for t in ("A – B: 10 / 10", "C – A: 0 / 10", "B – C: 5 / 10")] == ["a4", "a0", "a2"]
    assert shades["A – D: 0 / 0"] == "silent"
    assert len(shades) == 12
    assert draw_agreements(Relations(tuple("AD"), 0, pairs={("A", "D"): Comparison(0, 0)})) is None


def stemma(folder: Path, text: str) -> Stemma:
    (folder / "s.dot").write_text(text, encoding="utf-8")
    made = read_stemma(folder, "s.dot")
    assert made is not None
    return made


def test_what_descends_stands_below_and_nothing_lies_upon_another(tmp_path: Path) -> None:
    made = draw_stemma(
        stemma(tmp_path, "digraph { ω -> {α β}; α -> {A B C}; β -> D; β -> x; x -> E; C -> E; A -> D [style=dashed] }"),
        PAGES,
    )
    at = {text.text: (float(text.get("x")), float(text.get("y"))) for text in made.iterfind(".//s:text", S)}
    assert at.keys() == {"ω", "α", "β", "A", "B", "C", "D", "x", "E"}
    assert at["ω"][1] < at["α"][1] == at["β"][1] < at["A"][1] == at["x"][1] < at["E"][1]
    assert at["A"][0] < at["B"][0] < at["C"][0] < at["D"][0] < at["x"][0]
    assert at["α"][0] == at["B"][0]
    assert all(
        abs(x - u) >= 40 or abs(y - v) >= 40 for n, (x, y) in enumerate(at.values()) for u, v in list(at.values())[:n]
    )
    assert len(made.findall(".//s:line[@class='descent']", S)) == 9
    box = [float(value) for value in made.get("viewBox").split()]
    assert all(0 <= x <= box[2] and 0 <= y <= box[3] for x, y in at.values())


@pytest.mark.parametrize("deep", [2000])
def test_a_deep_stemma_is_drawn(tmp_path: Path, deep: int) -> None:
    chain = " -> ".join(f"n{number}" for number in range(deep))
    made = draw_stemma(stemma(tmp_path, f"digraph {{ {chain} }}"), PAGES)
    assert len(made.findall(".//s:line", S)) == deep - 1


def test_a_fork_without_a_name_is_a_ring(tmp_path: Path) -> None:
    (tmp_path / "s.nwk").write_text("((A,B),C);", encoding="utf-8")
    made = read_stemma(tmp_path, "s.nwk")
    assert made is not None
    assert len(draw_stemma(made, PAGES).findall(".//s:circle[@class='lost']", S)) == 2


def test_nothing_to_show_is_nothing() -> None:
    assert relation_figures(WitnessRelations(), {}) is None


def test_a_witness_with_signs_of_markup_stays_text(tmp_path: Path) -> None:
    sign = 'A<b>&"'
    relations = Relations((sign, "B", "C"), 4, pairs={
        (sign, "B"): Comparison(4, 1), (sign, "C"): Comparison(4, 2), ("B", "C"): Comparison(4, 1)
    })  # fmt: skip
    root = relation_figures(WitnessRelations(relations), {sign: "A-b", "B": "B", "C": "C"})
    assert root is not None
    again = etree.fromstring(etree.tostring(root))
    assert sign in [text.text for text in again.iterfind(".//s:text", S)]
