"""NEXUS (Maddison, Swofford and Maddison 1997) and PHYLIP: witnesses for programs that compute trees and networks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from edition.export.csv_cells import Row, written
from edition.export.matrix import FEW, INAPPLICABLE, MISSING, NO_STEMMA, SYMBOLS, Matrix, Pair, matrix, pairs, splits
from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.model import Siglum
from edition.model.variation import Unit

_PAIRS = ("units", "a", "b", "agree", "differ", "one_omits", "both_omit", "silent", "distance", "with_omissions")
_SPLITS = ("units", "groups", "silent", "readings", "omissions")
_LABEL = 40  # characters of a reading in a label


@exporter("apparatus")
def export_nexus(source: ExportSource) -> Mapping[str, bytes]:
    """NEXUS: one character a place of variation (PAUP*, IQ-TREE, MrBayes), and distances with splits (SplitsTree)."""
    made = matrix(source)
    return {
        "nexus/characters.nex": "".join(f"{line}\n" for line in _characters(made)).encode("utf-8"),
        "nexus/distances.nex": "".join(f"{line}\n" for line in _relations(source)).encode("utf-8"),
    }


@exporter("apparatus")
def export_phylip(source: ExportSource) -> Mapping[str, bytes]:
    """PHYLIP: the same characters, and the matrix of distances."""
    made = matrix(source)
    rows = "".join(f"{name.ljust(10)} {states}\n" for name, states in made.rows.items())
    return {
        "phylip/characters.phy": f"{len(made.rows)} {len(made.units)}\n{rows}".encode(),
        "phylip/distances.dist": f"{len(made.rows)}\n{_square(source, pad=10)}".encode(),
    }


@exporter("apparatus")
def export_distances(source: ExportSource) -> Mapping[str, bytes]:
    """CSV tables of how far any two witnesses depart and how places part them; omissions and lacunae counted apart."""
    return {
        "distances/pairs.csv": written(_PAIRS, _pair_rows(source)),
        "distances/splits.csv": written(_SPLITS, _split_rows(source)),
    }


def _of_type(source: ExportSource, kind: str) -> Sequence[Unit]:
    return [u for u in source.units if kind in (u.type, "all")]


@lru_cache(maxsize=3)
def _pairs(source: ExportSource, kind: str) -> Sequence[Pair]:
    return tuple(pairs(_of_type(source, kind), source.apparatus.sigla))


def _pair_rows(source: ExportSource) -> Iterator[Row]:
    for kind in ("substantive", "accidental", "all"):
        for p in _pairs(source, kind):
            counts = (p.agree, p.differ, p.one_omits, p.both_omit, p.silent)
            yield kind, *p.witnesses, *counts, p.distance, p.distance_with_omissions


def _split_rows(source: ExportSource) -> Iterator[Row]:
    for kind in ("substantive", "accidental"):
        for split in splits(_of_type(source, kind), source.apparatus.sigla):
            groups = " | ".join(" ".join(group) for group in split.groups)
            yield kind, groups, " ".join(split.silent), split.readings, split.omissions


def _characters(made: Matrix) -> Iterator[str]:
    used = sorted(set("".join(made.rows.values())) - {MISSING, INAPPLICABLE}, key=SYMBOLS.index)
    yield "#NEXUS"
    yield "[A reading is a state, an omission too; ? a lacuna; - the witness lacks the passage of a nested place.]"
    if len(made.rows) <= FEW:
        yield f"[{NO_STEMMA}]"
    yield from ("BEGIN DATA;", f"  DIMENSIONS NTAX={len(made.rows)} NCHAR={len(made.units)};")
    yield f'  FORMAT DATATYPE=STANDARD MISSING={MISSING} GAP={INAPPLICABLE} SYMBOLS="{"".join(used)}";'
    yield "  CHARSTATELABELS"
    yield ",\n".join(f"    {number} {_name(u.id)} / {_states(u)}" for number, u in enumerate(made.units, 1)) + ";"
    yield "  MATRIX"
    width = max(map(len, made.rows), default=0)
    yield from (f"    {name.ljust(width)} {states}" for name, states in made.rows.items())
    yield from ("  ;", "END;", "BEGIN SETS;")
    for kind in ("substantive", "accidental"):
        if numbers := made.numbers(kind):
            yield f"  CHARSET {kind} = {' '.join(map(str, numbers))};"
    yield "END;"


def _states(unit: Unit) -> str:
    first = {reading.group: reading.text for reading in reversed(unit.readings)}
    return " ".join(_name(first[group] or "omits") for group in sorted(first))


def _name(text: str) -> str:
    """A word as NEXUS takes it without quotes."""
    return re.sub(r"\W+", "_", text).strip("_")[:_LABEL] or "mark"


def _relations(source: ExportSource) -> Iterator[str]:
    """Taxa, distances and splits of the substantive places."""
    units, sigla = _of_type(source, "substantive"), source.apparatus.sigla
    yield from ("#NEXUS", "BEGIN TAXA;", f"  DIMENSIONS NTAX={len(sigla)};")
    yield from (f"  TAXLABELS {' '.join(source.slugs[s] for s in sigla)};", "END;")
    yield "[The share of the substantive places where both witnesses have words at which the words differ.]"
    yield from ("BEGIN DISTANCES;", "  FORMAT TRIANGLE=BOTH DIAGONAL LABELS MISSING=?;", "  MATRIX")
    yield _square(source, pad=1, start="    ").rstrip("\n")
    yield from ("  ;", "END;")
    if len(sigla) <= FEW:
        yield f"[{NO_STEMMA}]"
    found = [s for s in splits(units, sigla) if len(s.groups) == 2 and not s.silent]
    yield "[Splits: the places at which every witness is there and there are two readings, by their number.]"
    yield from ("BEGIN SPLITS;", f"  DIMENSIONS NTAX={len(sigla)} NSPLITS={len(found)};")
    yield from ("  FORMAT LABELS=NO WEIGHTS=YES;", "  MATRIX")
    for split in found:
        side = next(group for group in split.groups if sigla[0] in group)
        yield f"    {split.readings + split.omissions} {' '.join(str(sigla.index(s) + 1) for s in side)},"
    yield from ("  ;", "END;")


def _square(source: ExportSource, pad: int, start: str = "") -> str:
    """The distances as a square. Where two witnesses have no place in common stands `?` in NEXUS, -1 in PHYLIP."""
    sigla = source.apparatus.sigla
    found = {frozenset(p.witnesses): p for p in _pairs(source, "substantive")}
    unknown = MISSING if start else "-1"
    rows = []
    for a in sigla:
        cells = (_cell(found, a, b, unknown) for b in sigla)
        rows.append(f"{start}{source.slugs[a].ljust(pad)} {' '.join(cells)}\n")
    return "".join(rows)


def _cell(found: Mapping[frozenset[Siglum], Pair], a: Siglum, b: Siglum, unknown: str) -> str:
    distance = 0.0 if a == b else found[frozenset((a, b))].distance
    return unknown if distance is None else f"{distance:.6f}"
