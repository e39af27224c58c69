"""Hard texts end well: right, or honestly unaligned. At full size: tests/soak."""

import pytest
from tests.hard import HARD, aligned


@pytest.mark.parametrize("name", HARD)
def test_hard_texts_end_well(name: str) -> None:
    assert HARD[name].holds(aligned(name, 5_000))
