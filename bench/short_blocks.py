"""Building texts that are made of many short parts: lines, dates, marks of notes, entries. Time must grow with them."""

import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from bench.collation import Section
from bench.measure import ROOT, Target

SHORT, LONG = 2_000, 8_000  # parts
WORK = """import json, resource, sys
from pathlib import Path
from edition.build import build
build(Path(sys.argv[1]), ("tei",))
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"seconds": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024}))"""
SETTINGS = """[edition]
title = "T"
base = "A"
"""
WITNESS = """[[witness]]
siglum = "{0}"
seed = "{0}.txt"
reader = "text"
"""
#: What a text of so many parts looks like.
TEXTS: Mapping[str, Callable[[int], str]] = {
    "lines in one paragraph": lambda n: "\n".join(f"The boat {i} lies on the water" for i in range(n)),
    "lines that are paragraphs": lambda n: "\n\n".join(f"The boat {i} lies on the water." for i in range(n)),
    "headings": lambda n: "\n\n".join(f"Day {i}\n\nThe boat lies on the water." for i in range(n // 2)),
    "dates in one paragraph": lambda n: " ".join(f"On {i % 28 + 1} May 18{i % 90 + 10} it rained." for i in range(n)),
    "marks of notes": lambda n: " ".join(f"w{i}[1]" for i in range(n)) + "\n\n1. One.\n2. Two.",
    "entries of a bibliography": lambda n: "\n".join(
        f"- Doe, Jane {i}. 19{i % 90 + 10}. A Book. London: Press. ISBN 0-19-505580-2." for i in range(n // 4)
    ),
}


def short_blocks() -> Section:
    """Two witnesses that differ in one word, each text at two lengths, in processes of their own."""
    rows, targets = [], []
    for name, text in TEXTS.items():
        short, long = (_built(text(count)) for count in (SHORT, LONG))
        growth = math.log(long["seconds"] / short["seconds"]) / math.log(LONG / SHORT)
        rows.append(
            f"| {name} | {short['seconds']:.1f} | {long['seconds']:.1f} | {growth:.2f} | {long['memory']:.0f} |"
        )
        targets.append(Target(f"many short parts: {name}, growth, exponent", growth, 1.2))
    text = f"""## Texts of many short parts

CPU seconds of `edition build --only tei` for two witnesses of {SHORT:,} and of {LONG:,} parts (entries: a quarter).

| parts | {SHORT:,} | {LONG:,} | exponent | peak MB |
|---|---|---|---|---|
{chr(10).join(rows)}"""
    return Section(text, tuple(targets))


def _built(text: str) -> Mapping[str, float]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "A.txt").write_text(f"{text}\n\nThe end came.\n", encoding="utf-8")
        (folder / "B.txt").write_text(f"{text}\n\nThe end went.\n", encoding="utf-8")
        settings = SETTINGS + "".join(WITNESS.format(siglum) for siglum in "AB")
        (folder / "edition.toml").write_text(settings, encoding="utf-8")
        end = subprocess.run([sys.executable, "-c", WORK, name], cwd=ROOT, capture_output=True, text=True, check=True)
        found: Mapping[str, float] = json.loads(end.stdout)
        return found
