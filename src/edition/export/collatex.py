"""CollateX JSON: the witnesses as tokens, as its programs take them."""

import json
from collections.abc import Mapping

from edition.export.source import ExportSource
from edition.model import Agreement, Apparatus, BlockUnit, Passage, Siglum, VariationUnit, reading_blocks

_MARKS = "\"'“”‘’«»„.,;:!?()[]{}–—-/…"


def export_collatex(source: ExportSource) -> Mapping[str, bytes]:
    """CollateX JSON: the witnesses as tokens, and the table of readings place by place."""
    witnesses = [
        {"id": w.siglum, "tokens": [t for block in reading_blocks(w) for t in tokens(block.text)]}
        for w in source.witnesses
    ]
    table = alignment_table(source.apparatus)
    return {
        "collatex/witnesses.json": _written({"witnesses": witnesses}),
        "collatex/table.json": _written({"witnesses": list(source.apparatus.sigla), "table": table}),
    }


def tokens(text: str) -> list[dict[str, str]]:
    """Words with the white space behind them (`t`) and as compared (`n`)."""
    parts = text.split(" ")
    return [
        {"t": part + (" " if i + 1 < len(parts) else ""), "n": part.strip(_MARKS).casefold() or part}
        for i, part in enumerate(parts)
        if part
    ]


def alignment_table(apparatus: Apparatus) -> list[list[list[dict[str, str]] | None]]:
    """One row a witness, one column an agreement or place of variation, in the order of the base; None is a gap."""
    columns: list[Mapping[Siglum, str]] = []
    for block in apparatus.blocks:
        inner = block.blocks if isinstance(block, BlockUnit) else (block,)
        present = block.witnesses if isinstance(block, BlockUnit) else apparatus.sigla
        runs = set(present) if isinstance(block, BlockUnit) else set(apparatus.sigla) - set(apparatus.fragments)
        for one in inner:
            for part in one.parts:
                inside = part.parts if isinstance(part, Passage) else (part,)
                having = set(part.witnesses) if isinstance(part, Passage) else runs
                columns += [_column(p, having) for p in inside]
    return [[tokens(c[s]) if c.get(s, "").strip() else None for c in columns] for s in apparatus.sigla]


def _column(part: Agreement | VariationUnit, runs: set[Siglum]) -> Mapping[Siglum, str]:
    if isinstance(part, VariationUnit):
        return {s: r.text + part.space for r in (part.lemma, *part.readings) for s in r.witnesses}
    return dict.fromkeys(runs, part.text)


def _written(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
