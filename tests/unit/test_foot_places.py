"""Where in a foot an entry stands, as far as a link needs to know."""

from edition.publish.print.foot_places import entry_heights
from edition.publish.print.plan import Entry, Foot, Metrics

METRICS = Metrics(height=500, measure=100, foot_line=10, separator=9, layer_gap=4, digit=4, space=2)


def heights(*layers: tuple[tuple[str, float, str], ...]) -> dict[str, float]:
    """The heights of entries, given by layer as name, width and the number that stands before them."""
    entries = {name: Entry(name, "variants", width, 0, 0) for layer in layers for name, width, _ in layer}
    foot = Foot(0, "a", 200, tuple(tuple((name, number) for name, _, number in layer) for layer in layers))
    return dict(entry_heights(foot, entries, METRICS))


def test_the_last_line_of_a_foot_stands_at_the_end_of_the_page() -> None:
    assert heights((("a", 50, "1"),)) == {"a": 490}


def test_entries_fill_lines_one_after_the_other() -> None:
    assert heights((("a", 60, "1"), ("b", 60, "2"), ("c", 60, "3"))) == {"a": 480, "b": 480, "c": 490}


def test_an_entry_without_a_number_is_no_wider_than_its_words() -> None:
    assert heights((("a", 50, ""), ("b", 50, ""), ("c", 50, "")))["c"] == 490


def test_layers_stand_below_each_other_with_a_gap() -> None:
    assert heights((("a", 150, "1"),), (("b", 20, "1"),)) == {"a": 466, "b": 490}


def test_an_entry_that_fills_its_layer_exactly_does_not_name_a_line_behind_it() -> None:
    assert heights(
        (("a", 100, ""), ("b", 0, "")),
    ) == {"a": 490, "b": 490}
