"""What holds of every table that `edition collate` writes, whatever the texts and their tokens."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.collation.align.align import Alignment
from edition.collation.align.order import Divisions
from edition.collation.align.reorder import reorder
from edition.collation.tokens.normalize import normalize
from edition.collation.tokens.plain_text import tokens_of
from edition.export.collatex import write_table
from edition.export.collation_page import write_page
from edition.export.graph import GRAPHML, write_graph
from edition.model import Move, Token, TokenTable, TokenText
from edition.readers.collatex import CollatexWitness
from edition.tasks.collate_files import columns_of_texts, table_of_columns
from edition.tasks.collation_inputs import from_collatex, witness

WORDS = [
    "the ",
    "of ",
    "and ",
    "king ",
    "Queen ",
    "queen ",
    "castle",
    "Castel ",
    "old ",
    ". ",
    ",",
    " gold",
    "\n",
    "",
    "\x01",
]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(tuple)


def token(written: str, chance: int) -> Token:
    """A token, now and then with a norm that hides a difference, and with something of its own."""
    text = written.rstrip()
    norm = "royal" if chance == 0 and text.casefold() in ("king", "queen") else normalize(text.strip()) or written
    return Token(text, norm, written[len(text) :], {"p": chance} if chance else {})


@st.composite
def families(draw: st.DrawFn) -> tuple[TokenText, ...]:
    """Texts that share sentences: in another order, left out, doubled, with words changed; or nothing but moves."""
    pool = draw(
        st.lists(SENTENCES, min_size=1, max_size=8) | st.just([tuple(f"w{i}-{n} " for n in range(9)) for i in range(6)])
    )
    made = []
    for siglum in "ABCD"[: draw(st.integers(1, 4))]:
        chosen = draw(st.lists(st.sampled_from(pool), max_size=10))
        text = [word for sentence in chosen for word in sentence]
        for place in draw(st.lists(st.integers(0, 80), max_size=4)):
            text[place : place + 1] = draw(st.lists(st.sampled_from(WORDS), max_size=2))
        made.append(TokenText(siglum, tuple(token(w, draw(st.integers(0, 2))) for w in text)))
    return tuple(made)


def table_of(texts: tuple[TokenText, ...], base: str = "A", joined: bool = True) -> TokenTable:
    made = [from_collatex(CollatexWitness(t.siglum, t.tokens), f"{t.siglum}.json") for t in texts]
    columns, _ = columns_of_texts(made, [witness(text) for text in made], base)
    return table_of_columns(made, columns, joined)


def parsed(table: TokenTable) -> dict[str, Any]:
    return json.loads("".join(write_table(table)).encode("utf-8"))  # type: ignore[no-any-return]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families(), st.booleans())
def test_every_token_stands_once_and_its_row_sorted_is_the_witness(texts: tuple[TokenText, ...], joined: bool) -> None:
    made = parsed(table_of(texts, joined=joined))
    assert made["witnesses"] == [t.siglum for t in texts]
    assert len({len(row) for row in made["table"]}) == 1
    assert all(any(row[c] for row in made["table"]) for c in range(len(made["table"][0])))
    for text, row in zip(texts, made["table"], strict=True):
        assert [] not in row
        cells = [cell for cell in row if cell is not None]
        for cell in cells:
            assert [t["i"] for t in cell] == list(range(cell[0]["i"], cell[0]["i"] + len(cell)))
            assert joined or len(cell) == 1
        found = sorted((t for cell in cells for t in cell), key=lambda t: t["i"])
        assert found == [{**t.further, "t": t.text + t.after, "n": t.norm, "i": i} for i, t in enumerate(text.tokens)]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families(), st.booleans())
def test_the_moves_give_the_order_of_every_witness(texts: tuple[TokenText, ...], joined: bool) -> None:
    """Rows read from left to right, each moved passage put before its column: that is the witness."""
    made = parsed(table_of(texts, joined=joined))
    assert all(m["witness"] != "A" for m in made["moves"])
    for siglum, row in zip(made["witnesses"], made["table"], strict=True):
        moves = [m for m in made["moves"] if m["witness"] == siglum]
        gone = {i for m in moves for i in range(m["start"], m["end"])}
        order: list[int] = []
        for column in range(len(row) + 1):
            for move in moves:
                order += range(move["start"], move["end"]) if move["column"] == column else ()
            cell = row[column] or [] if column < len(row) else []
            order += [t["i"] for t in cell if t["i"] not in gone]
            assert len({t["i"] in gone for t in cell}) < 2, "a cell is moved whole or not at all"
        assert order == list(range(len(order)))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families(), st.randoms(use_true_random=False))
def test_the_order_of_files_decides_nothing_but_that_of_rows(texts: tuple[TokenText, ...], chance: Any) -> None:
    other = list(texts)
    chance.shuffle(other)
    one, two = parsed(table_of(texts)), parsed(table_of(tuple(other)))
    assert dict(zip(one["witnesses"], one["table"], strict=True)) == dict(
        zip(two["witnesses"], two["table"], strict=True)
    )
    assert one["moves"] == two["moves"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families())
def test_joining_changes_no_column_and_joins_all_it_can(texts: tuple[TokenText, ...]) -> None:
    """Columns apart are those joined, cut; two neighbours are apart only for a reason."""
    joined, apart = table_of(texts), table_of(texts, joined=False)
    cut = [
        tuple((c[0] + k, c[0] + k + 1) if c else None for c in column)
        for column in joined.columns
        for k in range(max(c[1] - c[0] for c in column if c))
    ]
    assert cut == list(apart.columns)
    edges = {(m.siglum, i) for m in joined.moves for i in (m.start, m.end)}
    for number, (left, right) in enumerate(zip(joined.columns, joined.columns[1:], strict=False)):
        pairs = [(a, b) for a, b in zip(left, right, strict=True) if a or b]
        follow = all(a and b and a[1] == b[0] for a, b in pairs)
        at_edge = any(b and (joined.sigla[w], b[0]) in edges for w, b in enumerate(right))
        alike = single(joined, number, -1) == single(joined, number + 1, 0)
        assert not (follow and alike and not at_edge), number


def single(table: TokenTable, column: int, at: int) -> list[list[bool]]:
    """Which witnesses agree in the first or last token of a column."""
    norms = [cell and table.tokens(row, cell)[at].norm for row, cell in enumerate(table.columns[column])]
    return [[a == b for a in norms] for b in norms]


# -- the variant graph


def paths(data: bytes) -> dict[str, list[str]]:
    """What each witness reads on its way from the start to the end of a graph."""
    graph = etree.fromstring(data).find(f"{{{GRAPHML}}}graph")
    assert graph is not None

    def said(element: etree._Element) -> dict[str, str]:
        return {d.get("key", ""): d.text or "" for d in element}

    nodes = {n.get("id", ""): said(n) for n in graph.iter(f"{{{GRAPHML}}}node")}
    first, last = next(iter(nodes)), list(nodes)[-1]
    steps: dict[str, dict[str, str]] = {}
    for edge in graph.iter(f"{{{GRAPHML}}}edge"):
        if said(edge)["type"] == "path":
            for siglum in said(edge)["witnesses"].split(", "):
                assert edge.get("source") not in steps.setdefault(siglum, {}), f"{siglum} goes two ways"
                steps[siglum][edge.get("source", "")] = edge.get("target", "")
    made: dict[str, list[str]] = {}
    for siglum, step in steps.items():
        at, words = step.pop(first), []
        while at != last:
            words.append(json.loads(nodes[at]["forms"])[siglum])
            assert siglum in nodes[at]["sigla"].split(", ")
            at = step.pop(at)
        assert not step, f"{siglum} has steps off its way"
        made[siglum] = words
    return made


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families(), st.booleans())
def test_every_way_through_the_graph_is_a_witness(texts: tuple[TokenText, ...], joined: bool) -> None:
    table = table_of(texts, joined=joined)
    data = write_graph(table)
    assert {s: "".join("".join(words).split()) for s, words in paths(data).items()} == {
        t.siglum: "".join("".join(map(str, t.tokens)).split()) for t in texts
    }
    edges = [e for e in etree.fromstring(data).iter(f"{{{GRAPHML}}}edge") if e[0].text == "path"]
    assert_has_no_circle([(e.get("source", ""), e.get("target", "")) for e in edges])


def assert_has_no_circle(edges: list[tuple[str, str]]) -> None:
    while edges:
        targets = {target for _, target in edges}
        left = [edge for edge in edges if edge[0] in targets]
        assert len(left) < len(edges), "the graph runs in a circle"
        edges = left


# -- the page


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=50)
@given(families())
def test_the_page_shows_every_word_of_every_witness(texts: tuple[TokenText, ...]) -> None:
    table = table_of(texts)
    page = etree.fromstring(write_page(table), etree.HTMLParser())
    for row, text in enumerate(texts):
        shown = [
            (cell.findtext("span[last()]") or "")
            for body in page.iter("tbody")
            for cell in list(body)[row].findall("td")
        ]
        expected = [
            "".join("".join(map(str, table.tokens(row, c))).split()).replace("\x01", "\u2401") or "–"
            for c in table.cells(row)
        ]
        assert ["".join(words.split()) for words in shown] == expected, text.siglum


def test_tokens_of_a_text_make_a_table() -> None:
    texts = (TokenText("A", tokens_of("The cat, here.\n")), TokenText("B", tokens_of("The dog, here.\n")))
    table = table_of(texts)
    assert table.columns == (((0, 1), (0, 1)), ((1, 2), (1, 2)), ((2, 5), (2, 5)))


def test_a_moved_passage_is_never_joined_with_what_stands_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def moved(alignment: Alignment, base: int, divisions: Sequence[Divisions]) -> Alignment:
        return replace(reorder(alignment, base, divisions), moves=(Move(1, 1, 3),))

    monkeypatch.setattr("edition.collation.collate.reorder", moved)
    texts = tuple(TokenText(s, tokens_of("one two three four")) for s in "AB")
    assert table_of(texts).columns == (((0, 1), (0, 1)), ((1, 3), (1, 3)), ((3, 4), (3, 4)))


@pytest.mark.parametrize("count", [1, 2])
def test_texts_without_a_word_give_an_empty_table(count: int) -> None:
    table = table_of(tuple(TokenText(s, ()) for s in "AB"[:count]))
    assert parsed(table) == {"witnesses": list("AB"[:count]), "table": [[]] * count, "moves": []}


@pytest.mark.parametrize(
    ("words", "runs"), [("בשנת 1842 יצא האיש", "rtl"), ("In 1842 the man said שלום", None), ("1842", None)]
)
def test_the_columns_of_the_page_run_as_the_text(words: str, runs: str | None) -> None:
    table = table_of((TokenText("A", tokens_of(f"{words}\n")), TokenText("B", tokens_of(f"{words} A\n"))))
    page = etree.fromstring(write_page(table), etree.HTMLParser())
    assert [t.get("dir") for t in page.iter("table")] == [runs]
    assert page.get("dir") is None
