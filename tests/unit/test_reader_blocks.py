"""What the builder of blocks makes of events that stand where no block is."""

from edition.model import Kind
from edition.readers.events import At, Close, Event, Open, Text
from edition.readers.extract import extract


def made_of(*events: Event) -> list[tuple[str, int, int]]:
    return [(node.kind.value, node.start, node.end) for node in extract(events).root.walk()][1:]


def test_words_directly_in_a_row_are_a_cell_of_that_row() -> None:
    cell = (Open(Kind.CELL), Close())
    words = Text("ab", At())
    assert made_of(Open(Kind.TABLE), Open(Kind.ROW), *cell, words, Close(), Close()) == [
        ("table", 0, 2),
        ("row", 0, 2),
        ("cell", 0, 0),
        ("cell", 0, 2),
    ]


def test_words_directly_in_a_table_are_a_row_of_that_table() -> None:
    row = (Open(Kind.ROW), Open(Kind.CELL), Text("a", At()), Close(), Close())
    assert made_of(Open(Kind.TABLE), *row, Text("b", At(offset=1)), Close()) == [
        ("table", 0, 4),
        ("row", 0, 1),
        ("cell", 0, 1),
        ("row", 3, 4),
        ("cell", 3, 4),
    ]
