"""Retired ids: the table, where its rows lead, and each fault that it can have."""

import pytest

from edition.project.retired_ids import HEADER, append_rows, find_dead_ends, read_successors

PATH = "tei/ids.tsv"


def table(*rows: str) -> str:
    return HEADER + "".join(f"{row}\n" for row in rows)


def faults(text: str, **ids: set[str]) -> list[tuple[str, int]]:
    """Code and line of every fault; `edition_xml={"p-1"}` are the ids of edition.xml."""
    there = {name.replace("_", "."): found for name, found in ids.items()}
    return [(f.code, f.position.line) for f in find_dead_ends(text, there, PATH)]


def test_a_row_is_known_by_file_and_id() -> None:
    """The same id in another file is another id; the same id with another successor is the same."""
    text = append_rows("", [("e.xml", "p-1", "top")])
    assert append_rows(text, [("w.xml", "p-1", "top")]) == f"{text}w.xml\tp-1\ttop\n"
    assert append_rows(text, [("e.xml", "p-1", "other")]) == text


def test_a_successor_that_is_retired_leads_on_to_the_last() -> None:
    assert read_successors(table("e.xml\ta\tb", "e.xml\tb\tc", "e.xml\tc\td")) == {"a": "d", "b": "d", "c": "d"}
    assert read_successors(table("e.xml\ta\t")) == {"a": ""}


def test_a_circle_ends_where_it_began() -> None:
    assert set(read_successors(table("e.xml\ta\tb", "e.xml\tb\ta"))) == {"a", "b"}


def test_a_table_that_leads_to_living_ids_has_no_fault() -> None:
    text = table("edition.xml\ta\tb", "edition.xml\tb\tc", "edition.xml\tx\t")
    assert faults(text, edition_xml={"c"}) == []


def test_an_id_that_came_back_needs_no_successor() -> None:
    assert faults(table("edition.xml\ta\tnowhere"), edition_xml={"a"}) == []


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("edition.xml\ta", [("E423", 2)]),
        ("edition.xml\t\tb", [("E423", 2)]),
        ("\ta\tb", [("E423", 2)]),
        ("edition.xml\ta\tb\tc", [("E423", 2)]),
        ("edition.xml\ta\tgone", [("E422", 2)]),
        ("lost.xml\ta\tb", [("E421", 2)]),
        ("edition.xml\ta\ta", [("E422", 2)]),
    ],
)
def test_each_fault_has_its_code_and_line(row: str, found: list[tuple[str, int]]) -> None:
    assert faults(table(row), edition_xml={"b"}) == found


def test_a_table_without_its_first_line_is_told() -> None:
    assert faults("edition.xml\ta\tb\n", edition_xml={"b"}) == [("E423", 1)]
    assert faults("", edition_xml={"b"}) == [("E423", 1)]


def test_lines_are_counted_from_the_header() -> None:
    text = table("edition.xml\ta\tb", "edition.xml\tc\tgone", "edition.xml\td\tb", "edition.xml\te\tgone")
    assert faults(text, edition_xml={"b"}) == [("E422", 3), ("E422", 5)]


def test_a_circle_is_told_once_where_it_begins() -> None:
    """An id that leads into the circle is no second one, and a way that ends is none."""
    rows = [("a", "b"), ("b", "c"), ("c", "a"), ("x", "a"), ("y", "z"), ("z", "live")]
    text = table(*(f"edition.xml\t{name}\t{successor}" for name, successor in rows))
    assert faults(text, edition_xml={"live"}) == [("E422", 2)]
    found = next(find_dead_ends(text, {"edition.xml": {"live"}}, PATH))
    assert "a leads in a circle back to itself" in found.message


def test_two_circles_are_two_faults() -> None:
    text = table("edition.xml\ta\tb", "edition.xml\tb\ta", "edition.xml\tc\td", "edition.xml\td\tc")
    assert faults(text, edition_xml=set()) == [("E422", 2), ("E422", 4)]


def test_a_circle_stays_within_its_file() -> None:
    text = table("edition.xml\ta\tb", "w.xml\tb\ta")
    assert faults(text, edition_xml={"b"}, w_xml={"a"}) == []


@pytest.mark.parametrize(
    ("count", "shown"), [(1, "(lines 2)"), (5, "(lines 2, 3, 4, 5, 6)"), (6, "(lines 2, 3, 4, 5, 6 …)")]
)
def test_a_file_that_is_gone_is_told_once_with_its_first_lines(count: int, shown: str) -> None:
    rows = [f"lost.xml\tp-{n}\ttop" for n in range(count)]
    (found,) = find_dead_ends(table(*rows), {"edition.xml": {"top"}}, PATH)
    assert (found.code, found.position.path, found.position.line) == ("E421", PATH, 2)
    assert shown in found.message


def test_an_id_marked_as_gone_needs_neither_file_nor_successor() -> None:
    assert faults(table("lost.xml\ta\t"), edition_xml={"b"}) == []


def test_of_two_rows_for_one_id_the_first_counts() -> None:
    assert faults(table("edition.xml\ta\tb", "edition.xml\ta\tgone"), edition_xml={"b"}) == []
