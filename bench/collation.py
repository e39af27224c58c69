"""Collation measured side by side with other programs, and on made-up texts whose alignment is known."""

import math
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tests.made_up import Tradition, score, score_differing, score_moves, tradition

from bench.measure import ROOT, Cost, Target, cost
from bench.natural_texts import write_prose

COLLATEX = str(ROOT / ".venv-collatex" / "bin" / "python")
W, G = sorted((ROOT / "seeds").glob("*.txt"))[0:3:2]
PAIRS, LONGEST_PAIR = (500, 1000, 2000), 4000  # tokens; the last takes CollateX minutes and gigabytes
LENGTHS, WITNESSES = (10_000, 30_000, 100_000, 300_000, 1_000_000), (12, 25, 50)
MOST_WITNESSES = 200  # of 20,000 tokens, measured in full runs only
TRANSPOSED = 200  # passages of each of two witnesses
FEW_MOVES = 2  # moved passages of each of many witnesses
REPEAT = 20_000  # tokens; shorter works are measured five times, for the clock's sake


@dataclass(frozen=True)
class Section:
    """A part of the page, and the targets that belong to it."""

    text: str
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True)
class Run:
    """Made-up texts collated: the bare minimum, the cost, and how much was found."""

    floor: Cost
    ours: Cost
    all_pairs: tuple[float, float]
    differing: tuple[float, float]
    moves: tuple[float, float]


def sections(full: bool) -> list[Section]:
    """All measurements, one after the other; `full`: with the comparison that takes minutes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [_seeds(), _collatex(folder, full), _diff_tools(folder), *_made_up(folder), *_many(folder, full)]


def f1(found: tuple[float, float]) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * found[0] * found[1] / max(sum(found), 1e-9)


# -- the seeds


def _seeds() -> Section:
    alone, units = cost("nothing", []), cost("units", [ROOT], times=5)
    table = cost("table", sorted((ROOT / "seeds").glob("*.txt")), times=5)
    text = f"""## Collation: the four seeds

Every measurement in a process of its own: CPU seconds of the work, imports and reading of files not counted; peak
memory of the process. The interpreter with what alignment imports takes {alone.memory:.0f} MB alone.

| work | CPU s | peak MB | of it the work |
|---|---|---|---|
| text to aligned tokens, in the order of the base | {table.seconds:.2f} | {table.memory:.0f} | {table.own_memory:.0f} |
| text to variation units | {units.seconds:.2f} | {units.memory:.0f} | {units.own_memory:.0f} |"""
    return Section(
        text,
        (
            Target("four seeds, text to units", units.seconds, 0.5, " s"),
            Target("the same, memory of the work", units.own_memory, 100, " MB"),
        ),
    )


# -- other programs


def _collatex(folder: Path, full: bool) -> Section:
    """Pairs of seeds W and G, first n tokens, against CollateX."""
    rows, targets = [], []
    for count in (*PAIRS, LONGEST_PAIR) if full else PAIRS:
        pair = [_first_tokens(path, count, folder) for path in (W, G)]
        theirs, ours = cost("collatex", pair, COLLATEX), cost("table", pair, times=5)
        faster, smaller = theirs.seconds / ours.seconds, theirs.own_memory / ours.own_memory
        rows.append(
            f"| {count:,} | {theirs.seconds:.2f} | {theirs.own_memory:.0f} | {ours.seconds:.3f} | "
            f"{ours.own_memory:.1f} | {faster:,.0f} | {smaller:,.0f} |"
        )
        if count == LONGEST_PAIR:
            targets += [
                Target("CollateX on a pair of 4,000 tokens: times our CPU", faster, 1000, at_least=True),
                Target("the same, times our memory", smaller, 30, at_least=True),
            ]
    left_out = "" if full else f"\n\nThe pair of {LONGEST_PAIR:,} tokens is measured by `make bench FULL=1` only."
    text = f"""## Collation: against CollateX

CollateX 2.3 (Python), segmentation off, on the same lower-cased tokens of seeds W and G; memory above that of the
interpreter with imports and tokens.

| tokens each | its CPU s | its MB | our CPU s | our MB | times the CPU | times the memory |
|---|---|---|---|---|---|---|
{chr(10).join(rows)}{left_out}"""
    return Section(text, tuple(targets))


def _first_tokens(path: Path, count: int, folder: Path) -> Path:
    tokens = re.findall(r"\w+|[^\w\s]", path.read_text(encoding="utf-8").lower())[:count]
    target = folder / f"{path.stem}-{count}.txt"
    target.write_text(" ".join(tokens), encoding="utf-8")
    return target


def _diff_tools(folder: Path) -> Section:
    """Pairs of made-up texts against tools that compare sequences."""
    rows, targets = [], []
    for count, others in (
        (10_000, ("rapidfuzz", "difflib", "difflib_junk")),
        (30_000, ("rapidfuzz", "difflib", "difflib_junk")),
        (100_000, ("rapidfuzz",)),
    ):
        pair = _written(tradition(count, 2), folder / f"pair{count}")
        ours = cost("alignment", pair, times=3)
        rows.append(f"| {count:,} | this program | {ours.seconds:.2f} | {ours.own_memory:.0f} | |")
        for name in others:
            theirs = cost(name, pair, times=3 if name == "rapidfuzz" else 1)
            faster, smaller = theirs.seconds / ours.seconds, theirs.own_memory / ours.own_memory
            rows.append(
                f"| {count:,} | {_NAMES[name]} | {theirs.seconds:.2f} | {theirs.own_memory:.0f} | {faster:.1f} |"
            )
    targets = (
        Target("rapidfuzz on a pair of 100,000 tokens: times our CPU", faster, 5, at_least=True),
        Target("the same, times our memory", smaller, 10, at_least=True),
    )
    text = f"""## Collation: against tools that compare sequences

Pairs of made-up texts (below), as tokens that have been read. The tools find neither moved passages nor near words;
this program finds both and puts the table into the order of the first text.

| tokens each | tool | CPU s | MB | times our CPU |
|---|---|---|---|---|
{chr(10).join(rows)}"""
    return Section(text, targets)


_NAMES = {
    "rapidfuzz": "rapidfuzz `Indel.opcodes`",
    "difflib": "difflib, autojunk off",
    "difflib_junk": "difflib, autojunk on",
}


# -- made-up texts


def _made_up(folder: Path) -> Iterator[Section]:
    long = {count: _run(tradition(count), folder / f"long{count}") for count in LENGTHS}
    wide = {count: _run(tradition(20_000, count, moves=FEW_MOVES), folder / f"wide{count}") for count in WITNESSES}
    apart = tradition(100_000, 3, moves=30, first_moves=0, apart=True)
    moves = _run(apart, folder / "moves")
    rows = [_row(f"{count:,} × 3", run) for count, run in long.items()]
    rows += [_row(f"20,000 × {count}", run) for count, run in wide.items()]
    text = f"""## Collation: made-up texts whose alignment is known

Witnesses of one original (`tests/made_up.py`): 2 % of the words changed, 0.8 % left out and as many added, three moved
passages ({FEW_MOVES} where there are many witnesses) and three long omissions in each. «Bare minimum»: one regular
expression over the same texts and a hash of every token. «Table»: text to aligned tokens in the order of the first
witness. Precision and recall over the pairs of tokens in one column, and over those that differ.

| tokens × witnesses | bare minimum CPU s | table CPU s | times | peak MB | precision | recall | F1 | differing F1 |
|---|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}

Growth with the length, {LENGTHS[1]:,} to {LENGTHS[-1]:,} tokens: exponent **{_exponent(long, LENGTHS[1:]):.2f}**.
Growth with the number of witnesses, {WITNESSES[0]} to {WITNESSES[-1]}: exponent {_exponent(wide, WITNESSES):.2f}.

Moved passages that keep clear of each other, 100,000 tokens × 3, thirty in each of two witnesses: precision
{moves.moves[0]:.3f}, recall {moves.moves[1]:.3f} (a move is right if it says the whole passage and nothing but it)."""
    longest, judged = long[LENGTHS[-1]], long[100_000]
    yield Section(
        text,
        (
            Target("1,000,000 × 3: times the bare minimum", longest.ours.seconds / longest.floor.seconds, 5),
            Target("the same, peak memory", longest.ours.memory, 750, " MB"),
            Target("20,000 × 50", wide[50].ours.seconds, 15, " s"),
            Target("growth with the length, exponent", _exponent(long, LENGTHS[1:]), 1.1),
            Target("growth with the witnesses, exponent", _exponent(wide, WITNESSES), 1.2),
            Target("100,000 × 3: pair F1", f1(judged.all_pairs), 0.998, at_least=True),
        ),
    )


def _many(folder: Path, full: bool) -> Iterator[Section]:
    """Prose, transposed passages down to the variation units, and very many witnesses."""
    prose = write_prose(LENGTHS[-1], 3, folder / "prose")
    floor, ours = cost("floor", prose, times=3), cost("table", prose)
    moved = _written(tradition(100_000, 3, moves=TRANSPOSED, first_moves=0), folder / "transposed")
    units = cost("apparatus", moved)
    targets = [
        Target("prose, 1,000,000 × 3: times the bare minimum", ours.seconds / floor.seconds, 5),
        Target("the same, peak memory", ours.memory, 750, " MB"),
        Target(f"100,000 × 3 with {TRANSPOSED} transpositions, to units", units.seconds, 10, " s"),
    ]
    rows = [
        f"| prose, 1,000,000 × 3, text to aligned tokens | {ours.seconds:.2f} | {ours.memory:.0f} |",
        f"| 100,000 × 3, {TRANSPOSED} transpositions in two witnesses each, text to units | {units.seconds:.2f} | "
        f"{units.memory:.0f} |",
    ]
    name = f"20,000 × {MOST_WITNESSES}, text to aligned tokens"
    if full:
        texts = _written(tradition(20_000, MOST_WITNESSES, moves=FEW_MOVES), folder / "most")
        most = cost("table", texts)
        targets += [Target(name, most.seconds, 600, " s"), Target("the same, peak memory", most.memory, 4096, " MB")]
        rows.append(f"| {name} | {most.seconds:.0f} | {most.memory:.0f} |")
    else:
        rows.append(f"| {name} | not measured (`make bench FULL=1`) | |")
    text = f"""## Collation: prose, transpositions, many witnesses

Prose (`bench/natural_texts.py`): sentences with capitals and marks; 3 % of the words changed, 1 % left out, 1 % added,
two paragraphs moved in each witness; its bare minimum takes {floor.seconds:.2f} s. Memory is that of the process.

| work | CPU s | peak MB |
|---|---|---|
{chr(10).join(rows)}"""
    yield Section(text, tuple(targets))


def _run(made: Tradition, folder: Path) -> Run:
    texts = _written(made, folder)
    kept = folder / "table.npz"
    times = 5 if len(made.words[0]) * len(texts) <= 5 * REPEAT else 1
    floor, ours = cost("floor", texts, times=5 if times > 1 else 3), cost("table", texts, keep=kept, times=times)
    with np.load(kept) as table:
        cells, moves = table["cells"], [tuple(move) for move in table["moves"].tolist()]
    return Run(floor, ours, score(cells, made.origin), score_differing(cells, made), score_moves(moves, made))


def _written(made: Tradition, folder: Path) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"{number}.txt" for number in range(len(made.words))]
    for path, words in zip(paths, made.words, strict=True):
        path.write_text(" ".join(words), encoding="utf-8")
    return paths


def _row(name: str, run: Run) -> str:
    times = run.ours.seconds / run.floor.seconds
    return (
        f"| {name} | {run.floor.seconds:.2f} | {run.ours.seconds:.2f} | {times:.1f} | {run.ours.memory:.0f} | "
        f"{run.all_pairs[0]:.4f} | {run.all_pairs[1]:.4f} | {f1(run.all_pairs):.4f} | {f1(run.differing):.3f} |"
    )


def _exponent(runs: dict[int, Run], sizes: Sequence[int]) -> float:
    """The slope of the logarithm of the cost over the logarithm of the size."""
    x, y = [math.log(size) for size in sizes], [math.log(runs[size].ours.seconds) for size in sizes]
    return float(np.polyfit(x, y, 1)[0])
