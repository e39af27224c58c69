"""A dozen hard passages of the seeds, written out by hand before the program's apparatus was looked at."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest
from tests.entries import entries

from edition.collation.apparatus.witness_order import sort_sigla
from edition.collation.collate import collate
from edition.model import Apparatus, BlockUnit, Witness
from edition.model.identify import Marks
from edition.stages import make_documents, read_sources

ROOT = Path(__file__).parent.parent
FILE = ROOT / "tests" / "passages" / "seeds.txt"


@dataclass(frozen=True)
class Expected:
    title: str
    first: str
    last: str
    lines: tuple[str, ...]


def passages() -> list[Expected]:
    made: list[Expected] = []
    for part in FILE.read_text(encoding="utf-8").split("\n@ ")[1:]:
        title, *lines = part.splitlines()
        first, last = title.partition("  #")[0].strip().split(" … ")
        wanted = [re.sub(r"\s*#.*", "", line).strip() for line in lines]
        made.append(Expected(title, first, last, tuple(line for line in wanted if line)))
    return made


@cache
def seeds() -> tuple[tuple[Witness, ...], Marks]:
    """The witnesses of the seeds, and what is marked in them."""
    sources = read_sources(ROOT)
    return sources.witnesses, make_documents(sources).model.marks


@cache
def apparatus() -> Apparatus:
    return collate(seeds()[0], "W", seeds()[1])[0]


def found(expected: Expected) -> list[str]:
    """The entries of the program between the first and the last words."""
    made: list[str] = []
    is_inside = False
    for block in apparatus().blocks:
        if isinstance(block, BlockUnit):
            continue
        start = block.text.find(expected.first) if not is_inside else 0
        if start < 0:
            continue
        is_inside = True
        end = block.text.find(expected.last, start)
        stop = len(block.text) if end < 0 else end + len(expected.last)
        made += [entry for a, b, entry in entries(block) if (b > start and a < stop) or start <= a == b <= stop]
        if end >= 0:
            return made
    raise AssertionError(f"{expected.title}: not in the base")


def same(wanted: str, entry: str) -> bool:
    """Long lemmas are given by their first and last words."""
    if " … " in wanted:
        first, last = wanted.split(" … ")
        return entry.startswith(first) and entry.endswith(last)
    return wanted == entry


@pytest.mark.parametrize("expected", passages(), ids=lambda e: e.title[:40])
def test_the_apparatus_is_what_an_editor_wrote(expected: Expected) -> None:
    there = found(expected)
    wrong = [w for w in expected.lines if not any(same(w, e) for e in there)]
    more = [e for e in there if not any(same(w, e) for w in expected.lines)]
    assert (wrong, more) == ([], [])
    assert len(there) == len(expected.lines)


def test_all_orders_of_the_witnesses_give_one_apparatus() -> None:
    witnesses, marks = seeds()
    sigla = [w.siglum for w in witnesses]
    orders = list(permutations(witnesses))
    assert len(orders) == 24
    for order in orders[::4]:
        assert sort_sigla(collate(order, "W", marks)[0], sigla) == apparatus()


def test_there_are_a_dozen() -> None:
    assert len(passages()) >= 12
