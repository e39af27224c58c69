"""The marking of names and dates: words a second, growth with the length, and a plain search as a peer."""

import math
import tempfile
from pathlib import Path

from bench.collation import Section
from bench.measure import ROOT, Target, cost

TIMES = (4, 16)  # how often the four seeds are repeated; once takes too short a time to be measured


def marking() -> Section:
    """The seeds, repeated, marked with their registers."""
    text = "\n\n".join(path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
    rows, costs = [], []
    with tempfile.TemporaryDirectory() as folder:
        for times in TIMES:
            path = Path(folder) / f"{times}.txt"
            path.write_text("\n\n".join([text] * times), encoding="utf-8")
            ours, peer = cost("mark", [ROOT, path], times=3), cost("alternation", [ROOT, path], times=3)
            words = len(text.split()) * times
            costs.append(ours.seconds)
            rows.append(f"| {words:,} | {ours.seconds:.2f} | {words / ours.seconds:,.0f} | {ours.own_memory:.0f} | "
                        f"{peer.seconds:.2f} | {ours.seconds / peer.seconds:.1f} |")  # fmt: skip
    speed = len(text.split()) * TIMES[-1] / costs[-1]
    growth = math.log(costs[-1] / costs[0]) / math.log(TIMES[-1] / TIMES[0])
    head = """## Names and dates

The four seeds one after the other, several times, marked with all registers of the edition. The peer finds every form
as it is written, and years, by one regular expression: no derived forms, no context, no dates.

| words | CPU s | words a second | MB | a plain search, CPU s | times that |
|---|---|---|---|---|---|
"""
    return Section(head + "\n".join(rows), (
        Target("names and dates, words a second", speed, 50_000, at_least=True),
        Target("the same, growth with the length, exponent", growth, 1.1),
    ))  # fmt: skip
