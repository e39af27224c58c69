"""Whole builds from the command line: cold, unchanged and with one word changed; growth in words and in witnesses."""

import json
import math
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.collation import Section
from bench.made_editions import write_edition
from bench.measure import ROOT, Target
from bench.process import Spent, edition_command, spend
from edition.stages import read_sources

WORDS, WITNESSES = (2_000, 8_000, 32_000), (3, 6, 12, 20)
WIDE, LARGE = 2_000, 10_000  # words of each witness where these grow in number; of the largest, with `full`
_COPIED = ("edition.toml", "decisions.toml", "docs/quality.tsv", "docs/moscow-trials/introduction.md")


@dataclass(frozen=True, slots=True)
class Build:
    """One build from the command line: what it cost, and the CPU seconds of its stages, its own process alone."""

    spent: Spent
    stages: Mapping[str, float]


def builds(*, full: bool) -> list[Section]:
    """All measurements; with `full` also twenty witnesses of 10,000 words."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [_seeds(folder / "seeds"), _growth(folder, full)]


def copy_seeds_edition(target: Path) -> Path:
    """The sources of the edition of the seeds, without anything built."""
    sources = read_sources(ROOT)
    seeds = (w.seed.path for w in sources.witnesses)
    paths: Iterable[str] = (*_COPIED, sources.config.annotation.words, *seeds, *(r.path for r in sources.registers))
    for path in paths:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, target / path)
    return target


def run_build(folder: Path) -> Build:
    """`edition build` with all outputs."""
    spent = spend(edition_command("--json", "build", folder))
    return Build(spent, json.loads(spent.output).get("seconds", {}))


def change_one_word(folder: Path) -> None:
    """A word in the middle of the base text becomes another."""
    place = min((folder / "seeds").glob("*.txt"))
    text = place.read_text(encoding="utf-8")
    found = next(m for m in re.finditer(r"(?<= )[a-z]{5,9}(?= )", text[len(text) // 2 :]))
    at = len(text) // 2 + found.start()
    place.write_text(f"{text[:at]}otherwise{text[at + len(found[0]) :]}", encoding="utf-8")


def _seeds(folder: Path) -> Section:
    copy_seeds_edition(folder)
    start = min((spend(edition_command("--version")) for _ in range(3)), key=lambda one: one.seconds)
    cold = run_build(folder)
    unchanged = min((run_build(folder) for _ in range(2)), key=lambda one: one.spent.seconds)
    change_one_word(folder)
    changed = run_build(folder)
    rows = [
        ("`edition --version`", start),
        ("first build, nothing kept", cold.spent),
        ("the same again", unchanged.spent),
        ("one word of the base text changed", changed.spent),
    ]
    stages = [
        f"| {name} | {seconds:.2f} | {changed.stages.get(name, 0.0):.2f} |" for name, seconds in cold.stages.items()
    ]
    text = f"""## The four seeds: whole builds from the command line

TEI, site, both books and all exports; CPU seconds with all child processes, and the most memory of any one process.

| | CPU s | by the clock | peak MB |
|---|---|---|---|
{chr(10).join(_cells(name, one) for name, one in rows)}

| stage (the main process) | first build, CPU s | one word changed |
|---|---|---|
{chr(10).join(stages)}"""
    return Section(
        text,
        (
            Target("start of the command", start.seconds, 0.2, " s"),
            Target("four seeds, whole build, cold", cold.spent.seconds, 8, " s"),
            Target("the same unchanged, beyond the start", unchanged.spent.seconds - start.seconds, 0.5, " s"),
            Target(
                "the same with one word changed: part of a cold build",
                changed.spent.seconds / cold.spent.seconds,
                1 / 3,
            ),
        ),
    )


def _cells(name: str, one: Spent) -> str:
    return f"| {name} | {one.seconds:.2f} | {one.clock:.2f} | {one.memory:.0f} |"


def _growth(folder: Path, full: bool) -> Section:
    long = {count: run_build(write_edition(folder / f"long{count}", 3, count)) for count in WORDS}
    wide = {count: run_build(write_edition(folder / f"wide{count}", count, WIDE)) for count in WITNESSES}
    rows = [_row(f"{count:,} × 3", one) for count, one in long.items()]
    rows += [_row(f"{WIDE:,} × {count}", one) for count, one in wide.items()]
    large = run_build(write_edition(folder / "large", 20, LARGE)) if full else None
    rows += [_row(f"{LARGE:,} × 20", large)] if large else []
    names = list(long[WORDS[0]].stages)
    stages = [
        f"| {name} | {_exponent([one.stages[name] for one in long.values()], WORDS)} | "
        f"{_exponent([one.stages[name] for one in wide.values()], WITNESSES)} |"
        for name in names
    ]
    whole = [[one.spent.seconds for one in runs.values()] for runs in (long, wide)]
    text = f"""## Whole builds of made-up editions

Chapters, sixty persons, dates, five words in a hundred varied, two passages of each witness elsewhere or absent.

| words × witnesses | CPU s | by the clock | peak MB |
|---|---|---|---|
{chr(10).join(rows)}

Exponents of growth, stage by stage (the main process; the last, with children):

| stage | in words, {WORDS[0]:,} to {WORDS[-1]:,} | in witnesses, {WITNESSES[0]} to {WITNESSES[-1]} |
|---|---|---|
{chr(10).join(stages)}
| **whole build** | {_exponent(whole[0], WORDS)} | {_exponent(whole[1], WITNESSES)} |"""
    return Section(
        text,
        (
            Target("whole build, growth in words, exponent", _slope(whole[0], WORDS), 1.1),
            Target("whole build, growth in witnesses, exponent", _slope(whole[1], WITNESSES), 1.2),
            Target("20 × 10,000 words, whole build, CPU", large and large.spent.seconds, 60, " s"),
            Target("the same, peak memory", large and large.spent.memory, 800, " MB"),
        ),
    )


def _row(name: str, one: Build) -> str:
    return _cells(name, one.spent)


def _exponent(costs: Sequence[float], sizes: Sequence[int]) -> str:
    """The slope as text; costs below a twentieth of a second say nothing of growth."""
    return f"{_slope(costs, sizes):.2f}" if min(costs) > 0.02 and max(costs) > 0.1 else "–"


def _slope(costs: Sequence[float], sizes: Sequence[int]) -> float:
    """The slope of the logarithm of the cost over the logarithm of the size."""
    return float(np.polyfit([math.log(size) for size in sizes], [math.log(max(one, 1e-9)) for one in costs], 1)[0])
