"""CollateX JSON: the witnesses as tokens, as its programs take them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from edition.export.json_file import json_file
from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.model import (
    Agreement,
    Apparatus,
    BlockUnit,
    Event,
    Part,
    Passage,
    Siglum,
    TokenTable,
    VariationUnit,
    reading_blocks,
)

_written_value = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_AT_ONCE = 500  # cells that are encoded together: to begin costs more than a cell
_MARKS = "\"'“”‘’«»„.,;:!?()[]{}–—-/…"


@exporter("apparatus")
def export_collatex(source: ExportSource) -> Mapping[str, bytes]:
    """CollateX JSON: the witnesses as tokens, and the table of readings place by place."""
    witnesses = [
        {"id": w.siglum, "tokens": [t for block in reading_blocks(w) for t in tokens(block.text + " ")]}
        for w in source.witnesses
    ]
    table = alignment_table(source.apparatus)
    return {
        "collatex/witnesses.json": json_file({"witnesses": witnesses}),
        "collatex/table.json": "".join(written_table(source.apparatus.sigla, table)).encode("utf-8"),
    }


def tokens(text: str) -> list[dict[str, str]]:
    """Words with the white space behind them (`t`) and as compared (`n`)."""
    *parts, last = text.split(" ")
    made = [{"t": f"{part} ", "n": _compared(part)} for part in parts if part]
    return [*made, {"t": last, "n": _compared(last)}] if last else made


@lru_cache(maxsize=1 << 16)
def _compared(word: str) -> str:
    return word.strip(_MARKS).casefold() or word


def alignment_table(apparatus: Apparatus) -> list[list[list[dict[str, str]] | None]]:
    """One row a witness, one column an agreement or place of variation, in the order of the base; None is a gap."""
    columns = list(columns_of(apparatus))
    return [[tokens(c[s]) if c.get(s, "").strip() else None for c in columns] for s in apparatus.sigla]


def columns_of(apparatus: Apparatus) -> Iterator[Mapping[Siglum, str]]:
    """What each witness has, column by column: an agreement or place of variation, in the order of the base."""
    return _Columns(apparatus).all()


def write_table(table: TokenTable) -> Iterator[str]:
    """The table of a collation as CollateX JSON with the moved passages, piece by piece."""
    rows = (_row(table, row) for row in range(len(table.sigla)))
    moves = [{"witness": m.siglum, "start": m.start, "end": m.end, "column": m.column} for m in table.moves]
    return written_table(table.sigla, rows, moves)


def _row(table: TokenTable, row: int) -> Iterator[list[dict[str, Any]] | None]:
    for cell in table.cells(row):
        first = cell[0] if cell else 0
        tokens = enumerate(table.tokens(row, cell), first)
        yield [{**t.further, "t": str(t), "n": t.norm, "i": i} for i, t in tokens] or None


Cells = Iterable[Sequence[Mapping[str, Any]] | None]


def written_table(
    sigla: Sequence[Siglum], rows: Iterable[Cells], moves: Sequence[Mapping[str, Any]] | None = None
) -> Iterator[str]:
    """CollateX's table, a row a line: what a witness has in each column, or null."""
    yield f'{{"witnesses": {_written_value(list(sigla))},\n "table": ['
    for number, row in enumerate(rows):
        yield ",\n  [" if number else "\n  ["
        cells = iter(row)
        comma = ""
        while some := list(islice(cells, _AT_ONCE)):
            yield comma + _written_value(some)[1:-1]
            comma = ", "
        yield "]"
    yield "\n ]"
    if moves is not None:
        yield ',\n "moves": [' + ",".join(f"\n  {_written_value(move)}" for move in moves) + "]"
    yield "}\n"


class _Columns:
    """Walks the apparatus and knows which fragments run."""

    def __init__(self, apparatus: Apparatus) -> None:
        self.apparatus = apparatus
        self.running = set(apparatus.sigla) - set(apparatus.fragments)

    def all(self) -> Iterator[Mapping[Siglum, str]]:
        """What each witness has, column by column."""
        for block in self.apparatus.blocks:
            if isinstance(block, BlockUnit):
                for inner in block.blocks:
                    yield from self._parts(inner.parts, block.witnesses)
            else:
                yield from self._parts(block.parts, None)

    def _parts(self, parts: Sequence[Part], having: Sequence[Siglum] | None) -> Iterator[Mapping[Siglum, str]]:
        """`having`: the witnesses of a block-sized reading or a passage; None where all that run have the text."""
        for part in parts:
            match part:
                case Agreement():
                    for run in part.runs:
                        self._apply_events(run.events)
                        if run.text:
                            yield dict.fromkeys(having or self.running, run.text)
                case VariationUnit():
                    readings = (part.lemma, *part.readings)
                    yield {s: r.text + part.space for r in readings for s in r.witnesses}
                    self._apply_events(part.events)
                    for run in (run for reading in readings for run in reading.runs):
                        self._apply_events(run.events)
                case Passage():
                    self._apply_events(part.events)
                    yield from self._parts(part.parts, part.witnesses)

    def _apply_events(self, events: Sequence[Event]) -> None:
        for event in events:
            if event.unit == "lacunaEnd":
                self.running.add(event.siglum)
            elif event.unit == "lacunaStart":
                self.running.discard(event.siglum)
