"""The print edition at several lengths: seconds and memory must grow with the pages, and no faster."""

import json
import subprocess
import sys
from collections.abc import Mapping

from bench.collation import Section
from bench.measure import ROOT, Target

SHORT, MIDDLE, LONG, BOOK = 18, 72, 288, 720  # paragraphs
WORK = """import json, resource, sys
from edition.project.config import PdfOptions
from edition.publish.print.pdf import set_book
from tests.books import long_book
made = set_book(long_book(int(sys.argv[1])), PdfOptions())
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({"pages": len(made.pages), "seconds": sum(u.ru_utime + u.ru_stime for u in used),
    "memory": max(u.ru_maxrss for u in used) / 1024, "size": len(made.pdf) / 1e6}))"""


def printing(*, full: bool) -> list[Section]:
    """A made-up book with about ten entries a page, set in processes of their own; with `full`, one of 500 pages."""
    made = [_set(paragraphs) for paragraphs in (SHORT, MIDDLE, LONG, *([BOOK] if full else []))]
    rows = [
        f"| {m['pages']} | {m['seconds']:.1f} | {m['seconds'] / m['pages']:.3f} | {m['memory']:.0f} | {m['size']:.1f} |"
        for m in made
    ]
    growth = (made[2]["seconds"] - made[1]["seconds"]) / (made[2]["pages"] - made[1]["pages"])
    growth /= (made[1]["seconds"] - made[0]["seconds"]) / (made[1]["pages"] - made[0]["pages"])
    text = f"""## The print edition at several lengths

| pages of text | CPU s | a page | peak MB | PDF, MB |
|---|---|---|---|---|
{chr(10).join(rows)}"""
    targets = [
        Target("print: what a further page costs, long against short", growth, 1.5),
        Target(f"print: {made[0]['pages']:.0f} pages, CPU seconds", made[0]["seconds"], 10),
    ]
    if full:
        targets.append(Target(f"print: {made[-1]['pages']:.0f} pages, CPU minutes", made[-1]["seconds"] / 60, 5))
    return [Section(text, tuple(targets))]


def _set(paragraphs: int) -> Mapping[str, float]:
    command = [sys.executable, "-c", WORK, str(paragraphs)]
    path = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    end = subprocess.run(command, cwd=ROOT, env=path, capture_output=True, text=True, check=True)
    found: Mapping[str, float] = json.loads(end.stdout)
    return found
