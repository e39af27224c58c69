"""Lines whose apparatus no page can hold give of it to the appendix, as much as needed and no more."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from edition.publish.print.plan import Entry, Flow, Line, Metrics, foot_height, plan_pages
from edition.publish.print.spill import Spill, spill_line, with_pointers

LAYERS = ("variants", "moves")
METRICS = Metrics(height=100, measure=200, foot_line=10, separator=9, layer_gap=3, digit=4, space=2, pointer=40)


def flow_of(*widths: float) -> Flow:
    entries = tuple(Entry(f"e{i}", LAYERS[i % 2], width, 1, 1) for i, width in enumerate(widths))
    return Flow(tuple(Line(10 * i, 10 * i + 7) for i in range(3)), {1: entries})


def spilled(flow: Flow, *before: Spill) -> tuple[Spill, ...] | None:
    return spill_line([flow], (0, 1), before, METRICS, LAYERS)


def test_the_long_entry_goes_and_short_ones_stay() -> None:
    assert spilled(flow_of(50, 9999, 50)) == (Spill(0, 1, ("e1",)),)


def test_of_many_short_entries_the_last_go() -> None:
    (spill,) = spilled(flow_of(*[50] * 200)) or ()
    assert spill.entries == tuple(f"e{i}" for i in range(200 - len(spill.entries), 200))
    assert 0 < len(spill.entries) < 200


def test_each_time_more_goes_until_nothing_is_left() -> None:
    flow, spills, counts = flow_of(50, 50, 50), (), []
    while (more := spilled(flow, *spills)) is not None:
        spills = more
        counts.append(len(spills[0].entries))
    assert counts == [1, 2, 3]


def test_other_lines_keep_what_they_gave() -> None:
    other = Spill(0, 0, ("x",))
    assert spilled(flow_of(9999), other) == (other, Spill(0, 1, ("e0",)))


def test_a_pointer_stands_in_the_place_of_the_first() -> None:
    left = with_pointers(flow_of(50, 9999, 70, 9999), [Spill(0, 1, ("e1", "e3"))], METRICS)
    assert [(e.id, e.width) for e in left.entries[1]] == [("e0", 50), ("e1", 40), ("e2", 70)]


@given(st.lists(st.floats(1, 20000), min_size=1, max_size=300))
def test_what_is_left_fits_a_page(widths: list[float]) -> None:
    flow = flow_of(*widths)
    (spill,) = spilled(flow) or ()
    left = with_pointers(flow, [spill], METRICS)
    assert 7 + foot_height(left.entries[1], METRICS, LAYERS) <= METRICS.height
    assert {e.id for e in left.entries[1]} | set(spill.entries) == {e.id for e in flow.entries[1]}
    assert plan_pages([left], METRICS, {}, LAYERS)
    assert replace(left, entries=flow.entries) == flow
