"""Pages filled line by line."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.errors import EditionError
from edition.publish.print.line_numbering import longest_number, number_pages
from edition.publish.print.plan import (
    Entry,
    Flow,
    Line,
    Metrics,
    Page,
    foot_height,
    line_numbers,
    plan_feet,
    plan_pages,
)

LAYERS = ("variants", "moves")
METRICS = Metrics(height=100, measure=200, foot_line=10, separator=9, layer_gap=3, digit=4, space=2)


def lines(count: int) -> tuple[Line, ...]:
    return tuple(Line(10 * i, 10 * i + 7) for i in range(count))


def entry(name: str, first: int, last: int = -1, width: float = 50, layer: str = "variants") -> Entry:
    return Entry(name, layer, width, first, max(first, last))


def flow(count: int, *entries: Entry) -> Flow:
    by_line: dict[int, tuple[Entry, ...]] = {}
    for one in entries:
        by_line[one.first] = (*by_line.get(one.first, ()), one)
    return Flow(lines(count), by_line)


def extents(*flows: Flow) -> list[tuple[int, int, int]]:
    return [(p.flow, p.start, p.stop) for p in plan_pages(flows, METRICS, {}, LAYERS)]


def test_a_page_without_entries_is_full() -> None:
    assert extents(flow(25)) == [(0, 0, 10), (0, 10, 20), (0, 20, 25)]


def test_an_apparatus_takes_room_from_the_text() -> None:
    assert extents(flow(12, entry("a", 0))) == [(0, 0, 8), (0, 8, 12)]


def test_every_flow_starts_a_page() -> None:
    assert extents(flow(3), flow(4)) == [(0, 0, 3), (1, 0, 4)]


def test_a_page_ends_early_rather_than_leave_a_line_alone() -> None:
    whole = flow(12, entry("a", 0))
    bad = replace(whole.lines[7], may_end_page=False)
    assert extents(Flow((*whole.lines[:7], bad, *whole.lines[8:]), whole.entries)) == [(0, 0, 7), (0, 7, 12)]


def test_only_a_foot_can_end_a_page_early() -> None:
    whole = flow(12)
    bad = replace(whole.lines[9], may_end_page=False)
    assert extents(Flow((*whole.lines[:9], bad, *whole.lines[10:]), {})) == [(0, 0, 10), (0, 10, 12)]


def test_where_a_block_begins_a_page_without_entries_can_end_early() -> None:
    whole = flow(12)
    bad = replace(whole.lines[9], may_end_page=False)
    begun = Flow((*whole.lines[:9], bad, *whole.lines[10:]), {}, {3: "p-1", 7: "p-2"})
    pages = plan_pages([begun], METRICS, {}, LAYERS)
    assert [(p.start, p.stop) for p in pages] == [(0, 9), (9, 12)]
    (foot,) = plan_feet([begun], pages, METRICS, LAYERS)
    assert (foot.carrier, foot.layers) == ("p-1", ())
    full = Flow(whole.lines, {}, {3: "p-1"})
    assert plan_feet([full], plan_pages([full], METRICS, {}, LAYERS), METRICS, LAYERS) == ()


def test_a_heading_goes_with_what_follows() -> None:
    whole = flow(12)
    heading = replace(whole.lines[9], may_end_page=False, is_heading=True)
    assert extents(Flow((*whole.lines[:9], heading, *whole.lines[10:]), {})) == [(0, 0, 9), (0, 9, 12)]


def test_a_heading_longer_than_a_page_breaks_over_pages() -> None:
    whole = flow(25)
    heads = [replace(line, may_end_page=False, is_heading=True) for line in whole.lines[:22]]
    assert extents(Flow((*heads, *whole.lines[22:]), {})) == [(0, 0, 10), (0, 10, 20), (0, 20, 25)]


def test_an_apparatus_higher_than_a_page_is_refused_by_name() -> None:
    with pytest.raises(EditionError, match="app-x"):
        plan_pages([flow(3, entry("app-x", 1, width=9999))], METRICS, {}, LAYERS)


def test_a_foot_fills_what_the_text_leaves() -> None:
    whole = flow(12, entry("a", 0), entry("b", 2))
    pages = plan_pages([whole], METRICS, {}, LAYERS)
    (foot,) = plan_feet([whole], pages, METRICS, LAYERS)
    assert foot.carrier == "a"
    assert foot.page == 0
    assert foot.height == METRICS.height - whole.lines[pages[0].stop - 1].baseline - METRICS.separator - 1


def test_a_heading_does_not_carry_the_foot() -> None:
    whole = flow(12, entry("a", 0), entry("b", 1))
    headed = Flow((replace(whole.lines[0], is_heading=True), *whole.lines[1:]), whole.entries)
    assert [f.carrier for f in plan_feet([headed], plan_pages([headed], METRICS, {}, LAYERS), METRICS, LAYERS)] == ["b"]
    alone = Flow(headed.lines, {0: whole.entries[0]})
    assert [f.carrier for f in plan_feet([alone], plan_pages([alone], METRICS, {}, LAYERS), METRICS, LAYERS)] == ["a"]


def test_a_number_stands_once_for_entries_of_the_same_lines() -> None:
    whole = flow(8, entry("a", 0), entry("b", 0), entry("c", 0, 1), entry("d", 2))
    (foot,) = plan_feet([whole], plan_pages([whole], METRICS, {}, LAYERS), METRICS, LAYERS)
    assert foot.layers == ((("a", "1"), ("b", ""), ("c", "1–2"), ("d", "3")),)


def test_each_layer_is_a_paragraph() -> None:
    whole = flow(4, entry("a", 0), entry("m", 0, layer="moves"))
    (foot,) = plan_feet([whole], plan_pages([whole], METRICS, {}, LAYERS), METRICS, LAYERS)
    assert foot.layers == ((("a", "1"),), (("m", "1"),))
    assert foot_height([*whole.entries[0]], METRICS, LAYERS) == 9 + 10 + 10 + 3


def test_numbers_count_from_the_first_line_of_the_page() -> None:
    pages = [Page(0, 0, 10), Page(0, 10, 20), Page(0, 20, 26), Page(0, 26, 30)]
    assert line_numbers(10, 10, 1, pages) == "1"
    assert line_numbers(14, 16, 1, pages) == "5–7"


def test_words_that_run_on_to_another_page_are_given_with_their_pages() -> None:
    pages = [Page(0, 0, 10), Page(0, 10, 20), Page(0, 20, 26), Page(0, 26, 30)]
    assert line_numbers(19, 20, 1, pages) == "2,10–3,1"
    assert line_numbers(18, 28, 1, pages) == "2,9–4,3"


def test_lines_may_be_counted_through_the_text_or_by_section() -> None:
    opened = tuple(replace(line, opens_section=i in (0, 12)) for i, line in enumerate(lines(20)))
    flows = [Flow(opened, {}), flow(3)]
    pages = [Page(0, 0, 10), Page(0, 10, 20), Page(1, 0, 3)]
    assert number_pages(pages, flows, "page") == tuple(pages)
    through = number_pages(pages, flows, "continuous")
    assert [page.number_of(page.start) for page in through] == [1, 11, 1]
    by_section = number_pages(pages, flows, "section")
    assert [by_section[1].number_of(line) for line in range(10, 20)] == [11, 12, 1, 2, 3, 4, 5, 6, 7, 8]
    assert (longest_number(flows, "page"), longest_number([flow(1200)], "continuous")) == (2, 4)


def test_words_that_run_on_need_no_pages_where_the_count_goes_on() -> None:
    flows = [flow(30)]
    pages = number_pages([Page(0, 0, 10), Page(0, 10, 20), Page(0, 20, 30)], flows, "continuous")
    assert line_numbers(8, 12, 0, pages) == "9–13"
    opened = [Flow(tuple(replace(line, opens_section=i == 12) for i, line in enumerate(lines(30))), {})]
    pages = number_pages(pages, opened, "section")
    assert line_numbers(8, 11, 0, pages) == "9–12"
    assert line_numbers(8, 14, 0, pages) == "1,9–2,3"


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 3)), min_size=1, max_size=80),
    st.integers(20, 400),
)
def test_no_line_is_lost_and_every_foot_fits(made: list[tuple[bool, int]], width: int) -> None:
    entries = {i: tuple(entry(f"{i}-{k}", i, width=width) for k in range(n)) for i, (_, n) in enumerate(made) if n}
    whole = Flow(tuple(Line(10 * i, 10 * i + 7, may) for i, (may, _) in enumerate(made)), entries)
    try:
        pages = plan_pages([whole], METRICS, {}, LAYERS)
    except EditionError:
        assert any(7 + foot_height(found, METRICS, LAYERS) > METRICS.height for found in entries.values())
        return
    assert [line for p in pages for line in range(p.start, p.stop)] == list(range(len(made)))
    for page in pages:
        found = [e for line in range(page.start, page.stop) for e in entries.get(line, ())]
        used = whole.lines[page.stop - 1].baseline - whole.lines[page.start].top
        assert used + foot_height(found, METRICS, LAYERS) <= METRICS.height
