"""Apache Parquet (parquet.apache.org/docs/file-format): the tables of `csv` with their types, one file a table.

One row group, PLAIN encoding, no compression, every column OPTIONAL: bytes that no version of a library changes. The
metadata are Thrift structures in the compact protocol.
"""

import struct
from collections.abc import Iterator, Sequence

from edition.export.csv_cells import Cell
from edition.export.dataset import INTEGER, NUMBER, Table, tables
from edition.export.registry import exporter
from edition.export.source import ExportSource

_MAGIC = b"PAR1"
_INT64, _DOUBLE, _BYTE_ARRAY = 2, 5, 6  # parquet.thrift, Type
_TYPES = {INTEGER: _INT64, NUMBER: _DOUBLE}
_OPTIONAL, _UTF8, _PLAIN, _RLE, _UNCOMPRESSED, _DATA_PAGE = 1, 0, 0, 3, 0, 0


@exporter("tables")
def export_parquet(source: ExportSource) -> Iterator[tuple[str, bytes]]:
    """Parquet: the tables of csv with their types (pandas, polars, DuckDB, R arrow)."""
    yield from ((f"parquet/{table.name}.parquet", written(table)) for table in tables(source))


def written(table: Table) -> bytes:
    """A table as a Parquet file; None is null."""
    data = bytearray(_MAGIC)
    chunks = []
    for number, (name, kind) in enumerate(table.columns.items()):
        cells = [row[number] for row in table.rows]
        offset = len(data)
        page = _page(cells, kind)
        data += page
        chunks.append(_chunk(name, kind, len(cells), offset, len(page)))
    footer = _metadata(table, chunks, len(data) - len(_MAGIC))
    return bytes(data) + footer + struct.pack("<I", len(footer)) + _MAGIC


def _page(cells: Sequence[Cell], kind: str) -> bytes:
    """A data page: its header, the definition levels, the values."""
    levels = _bits([cell is not None for cell in cells])
    values = _values([cell for cell in cells if cell is not None], kind)
    body = struct.pack("<I", len(levels)) + levels + values
    header = _struct(
        (1, _I32, _DATA_PAGE),
        (2, _I32, len(body)),
        (3, _I32, len(body)),
        (5, _STRUCT, _struct((1, _I32, len(cells)), (2, _I32, _PLAIN), (3, _I32, _RLE), (4, _I32, _RLE))),
    )
    return header + body


def _bits(there: Sequence[bool]) -> bytes:
    """Definition levels of one bit, bit-packed in groups of eight (the hybrid encoding of RLE)."""
    if not there:
        return b""
    groups = -(-len(there) // 8)
    bits = "".join("1" if is_there else "0" for is_there in reversed(there))
    return _varint(groups << 1 | 1) + int(bits, 2).to_bytes(groups, "little")


def _values(cells: Sequence[Cell], kind: str) -> bytes:
    """The values one after the other, each word with its length before it."""
    if kind in _TYPES:
        return struct.pack(f"<{len(cells)}{'q' if kind == INTEGER else 'd'}", *cells)
    known = {cell: _sized(str(cell).encode("utf-8")) for cell in set(cells)}
    return b"".join([known[cell] for cell in cells])


def _sized(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data


def _metadata(table: Table, chunks: Sequence[bytes], size: int) -> bytes:
    root = _struct((4, _BINARY, "schema"), (5, _I32, len(table.columns)))
    leaves = (_leaf(name, kind) for name, kind in table.columns.items())
    group = _struct((1, _LIST, chunks), (2, _I64, size), (3, _I64, len(table.rows)))
    return _struct(
        (1, _I32, 1),
        (2, _LIST, [root, *leaves]),
        (3, _I64, len(table.rows)),
        (4, _LIST, [group]),
        (6, _BINARY, "variorum"),
    )


def _leaf(name: str, kind: str) -> bytes:
    fields: list[Field] = [(1, _I32, _TYPES.get(kind, _BYTE_ARRAY)), (3, _I32, _OPTIONAL), (4, _BINARY, name)]
    return _struct(*fields) if kind in _TYPES else _struct(*fields, (6, _I32, _UTF8))


def _chunk(name: str, kind: str, count: int, offset: int, size: int) -> bytes:
    inside = _struct(
        (1, _I32, _TYPES.get(kind, _BYTE_ARRAY)),
        (2, _INTEGERS, [_PLAIN, _RLE]),
        (3, _NAMES, [name]),
        (4, _I32, _UNCOMPRESSED),
        (5, _I64, count),
        (6, _I64, size),
        (7, _I64, size),
        (9, _I64, offset),
    )
    return _struct((2, _I64, offset), (3, _STRUCT, inside))


# -- Thrift, compact protocol: a field is (id, type, value)

_I32, _I64, _BINARY, _LIST, _STRUCT = 5, 6, 8, 9, 12
_INTEGERS, _NAMES = 9 << 8, 9 << 8 | 1  # lists of numbers and of words
Value = int | str | bytes | Sequence[bytes] | Sequence[int] | Sequence[str]
Field = tuple[int, int, Value]


def _struct(*fields: Field) -> bytes:
    made, last = bytearray(), 0
    for number, kind, value in fields:
        made.append((number - last) << 4 | (kind >> 8 or kind))
        made += _field(kind, value)
        last = number
    return bytes(made) + b"\0"


def _field(kind: int, value: Value) -> bytes:
    match value:
        case int():
            return _varint(value << 1 ^ value >> 63)
        case str():
            return _word(value)
        case bytes():
            return value
    if kind == _INTEGERS:
        return _listed(_I32, [_field(_I32, one) for one in value])
    if kind == _NAMES:
        return _listed(_BINARY, [_field(_BINARY, one) for one in value])
    return _listed(_STRUCT, [_field(_STRUCT, one) for one in value])


def _listed(kind: int, items: Sequence[bytes]) -> bytes:
    head = bytes([len(items) << 4 | kind]) if len(items) < 15 else bytes([0xF0 | kind]) + _varint(len(items))
    return head + b"".join(items)


def _word(text: str) -> bytes:
    data = text.encode("utf-8")
    return _varint(len(data)) + data


def _varint(number: int) -> bytes:
    made = bytearray()
    while number > 0x7F:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    made.append(number)
    return bytes(made)
