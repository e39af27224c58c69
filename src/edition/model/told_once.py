"""Omissions that an apparatus tells once: a missing list, all headings of a witness, the end or beginning of its text.

Each place stays an entry of its own; a statement names the entries that it tells.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count

from edition.model.apparatus import Block, Passage, ShownIn, VariationUnit
from edition.model.layout import Container, Layout, Placed, PlacedBlock, PlacedUnit
from edition.model.printed_words import Agreement
from edition.model.seed import Siglum
from edition.model.witness import Kind

#: A witness that lacks as large a share of the headings, and as many, has none: its description says so.
_HEADINGS_SHARE = 0.8
_LEAST_HEADINGS = 3

_Sections = tuple[int, ...]  # the numbers of the sections around a block, outermost first


class Omitted(StrEnum):
    """What a statement tells."""

    RUN = "run"  # neighbouring blocks
    START = "start"  # all blocks from the first one on
    END = "end"  # all blocks up to the last one
    HEADINGS = "headings"  # headings, of witnesses that have none


@dataclass(frozen=True, slots=True)
class Statement:
    """Entries that one statement tells, by their ids, in the order of the text, and the witnesses it is about."""

    kind: Omitted
    entries: tuple[str, ...]
    sigla: tuple[Siglum, ...]


@dataclass(frozen=True, slots=True)
class Headings:
    """How many of the headings a witness lacks, of all those in sections that it has, and the words of those it has."""

    lacking: int
    all: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """All statements of an edition; of each witness that has no headings, what it lacks."""

    statements: tuple[Statement, ...] = ()
    without_headings: Mapping[Siglum, Headings] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Row:
    """A block of the base, with the witnesses that lack it as a whole and the entry that says so; or a block-sized unit
    that the base lacks, with the witnesses that have it.
    """

    sections: _Sections = ()
    is_heading: bool = False
    words: str = ""
    lacking: frozenset[Siglum] = frozenset()
    entry: str = ""  # no id: another fact stands in the entry, too
    having: frozenset[Siglum] | None = None  # of a block-sized unit
    is_numbered: bool = False


def tell_once(layout: Layout) -> Told:
    """The statements of an edition."""
    rows = list(_rows(layout.parts, (), count()))
    without = _without_headings(rows, [s for s in layout.apparatus.sigla if s not in layout.apparatus.fragments])
    told = [row for row in rows if row.is_heading and row.entry and row.lacking <= set(without)]
    if len(told) < 2:
        without, told = {}, []
    sigla = layout.apparatus.sigla
    runs = sorted(_runs(rows, sigla, {row.entry for row in told}), key=lambda one: one[0])
    statements = [statement for _, statement in runs]
    if told:
        some = tuple(s for s in sigla if s in without)
        statements.insert(0, Statement(Omitted.HEADINGS, tuple(row.entry for row in told), some))
    return Told(tuple(statements), without)


def _rows(parts: Sequence[Placed], sections: _Sections, numbers: Iterator[int]) -> Iterator[_Row]:
    for part in parts:
        match part:
            case Container():
                inner = (*sections, next(numbers)) if part.node.kind is Kind.SECTION else sections
                yield from _rows(part.parts, inner, numbers)
            case PlacedUnit():
                yield _Row(sections, having=frozenset(part.unit.witnesses))
            case PlacedBlock():
                yield _row(part, sections)


def _row(placed: PlacedBlock, sections: _Sections) -> _Row:
    block = placed.block
    unit = _only_entry(block)
    lacking, is_plain = _lacking(unit)
    words = " ".join(block.text.split())
    is_heading = placed.source.kind is Kind.HEADING
    entry = unit.id if unit and is_plain else ""
    return _Row(sections, is_heading, words, lacking, entry, is_numbered=bool(block.n))


def _only_entry(block: Block) -> VariationUnit | Passage | None:
    """The one entry that is all of a block."""
    parts = [part for part in block.parts if part.text or not isinstance(part, Agreement)]
    only = parts[0] if len(parts) == 1 else None
    return None if isinstance(only, Agreement) else only


def _lacking(unit: VariationUnit | Passage | None) -> tuple[frozenset[Siglum], bool]:
    """Who lacks the words of an entry, and whether this is all that the entry says, and it is shown everywhere."""
    if unit is None:
        return frozenset(), False
    is_plain = not unit.remarks and unit.shown is ShownIn.ALL
    if isinstance(unit, Passage):
        return frozenset(unit.omitting), is_plain and bool(unit.omitting) and not unit.notes
    if unit.lemma.is_lost or unit.lemma.resp:
        return frozenset(), False
    lacking = frozenset(s for r in unit.readings if r.is_omission for s in r.witnesses)
    is_omission = all(r.is_omission and r.witnesses and not r.resp for r in unit.readings)
    return lacking, is_plain and bool(lacking) and is_omission and not unit.resp


def _without_headings(rows: Sequence[_Row], sigla: Sequence[Siglum]) -> dict[Siglum, Headings]:
    """The witnesses without headings: of each how many it lacks, of those in sections that it has in part."""
    made: dict[Siglum, Headings] = {}
    for siglum in sigla:
        inside = {s for row in rows if not row.is_heading and _has(row, siglum) for s in row.sections}
        heads = [row for row in rows if row.is_heading and (not row.sections or row.sections[-1] in inside)]
        had = [row.words for row in heads if siglum not in row.lacking]
        lacking = len(heads) - len(had)
        if lacking >= _LEAST_HEADINGS and lacking >= _HEADINGS_SHARE * len(heads):
            made[siglum] = Headings(lacking, len(heads), tuple(had))
    return made


def _has(row: _Row, siglum: Siglum) -> bool:
    return siglum not in row.lacking if row.having is None else False


def _runs(rows: Sequence[_Row], sigla: Sequence[Siglum], told: set[str]) -> Iterator[tuple[int, Statement]]:
    """The runs of neighbouring blocks that the same witnesses lack, each with the number of its first row."""
    sets = dict.fromkeys(row.lacking for row in rows if row.entry and row.entry not in told)
    last = max((n for n, row in enumerate(rows) if row.having is None), default=0)
    first = min((n for n, row in enumerate(rows) if row.having is None), default=0)
    for lacking in sets:
        some = tuple(s for s in sigla if s in lacking)
        for start, end in _segments(rows, lacking):
            members = [
                n
                for n in range(start, end)
                if rows[n].lacking == lacking and rows[n].entry and rows[n].entry not in told
            ]
            if len(members) > 1:
                kind = Omitted.END if last < end else Omitted.START if start <= first else Omitted.RUN
                yield members[0], Statement(kind, tuple(rows[n].entry for n in members), some)


def _segments(rows: Sequence[_Row], lacking: frozenset[Siglum]) -> Iterator[tuple[int, int]]:
    """The ranges [start, end) of rows all of whose blocks these witnesses lack.

    A range that goes on behind a section has the whole of that section, so that a statement tells one fact.
    """
    start = -1
    for n, row in enumerate((*rows, _Row(having=lacking))):
        if not _is_lacking(row, lacking):
            if start >= 0:
                yield start, n
            start = -1
        elif start < 0:
            start = n if row.having is None else -1
        elif not _has_whole_section(rows, start, n):
            yield start, n
            start = n if row.having is None else -1


def _is_lacking(row: _Row, lacking: frozenset[Siglum]) -> bool:
    if row.having is not None:
        return not row.having & lacking
    return lacking <= row.lacking and not row.is_numbered


def _has_whole_section(rows: Sequence[_Row], start: int, n: int) -> bool:
    """Whether the rows from `start` have all of each section that ends before row `n`."""
    before, here = rows[n - 1].sections, rows[n].sections
    left = [s for s in before if s not in here]
    return not left or start == 0 or left[0] not in rows[start - 1].sections
