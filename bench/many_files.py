"""Validation of many files, of long ones and of one full of faults by the whole of TEI, against libxml2 and jing."""

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.collation import Section
from bench.measure import Target, cost
from bench.validation import JING, TEI_ALL

FAULTS = 1773
NAMES = ("1,000 files of 5 KB", "40 files of 0.5 MB", "one of 1.7 MB with 1,773 faults")
_HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Letter {0}</title></titleStmt>'
    "<publicationStmt><p>Not published</p></publicationStmt><sourceDesc><p>Made up</p></sourceDesc></fileDesc>"
    '</teiHeader><text><body><div type="letter"><head>Letter {0}</head>\n'
)
_END = "</div></body></text></TEI>\n"
_WRONG = ("<i>night</i>", '<date when="1803-02-30">then</date>', "<persname>Anna</persname>", '<hi class="b">we</hi>')


def many_files() -> list[Section]:
    """Three sets of files with the schema loaded each time; told where `tei_all` or jing is not at hand."""
    if not (TEI_ALL.exists() and JING.exists() and shutil.which("java")):
        said = "Not measured: the schema of the whole of TEI, jing or Java is not at hand."
        return [Section(f"## Validation of many files\n\n{said}", tuple(_targets(dict.fromkeys(NAMES, (None, None)))))]
    with tempfile.TemporaryDirectory() as folder:
        sets = {
            NAMES[0]: _write(Path(folder) / "many", 1000, 5_000, 60),
            NAMES[1]: _write(Path(folder) / "long", 40, 500_000, 40),
            NAMES[2]: _write(Path(folder) / "faulty", 1, 1_700_000, FAULTS),
        }
        costs = {name: _measure(paths) for name, paths in sets.items()}
    rows = "\n".join(
        f"| {name} | {ours:.2f} | {peer:.2f} | {jing:.2f} | {jing / ours:.1f} | {ours / peer:.2f} |"
        for name, (ours, peer, jing) in costs.items()
    )
    text = f"""## Validation of many files

CPU seconds of one process that loads `tei_all`, parses and judges the files and places the faults; jing with its start
of Java. The files are made up: paragraphs with names, dates, ids and breaks, and some faults.

| files | our engine | libxml2 (lxml) | jing | jing's time, times ours | ours, times libxml2 |
|---|---|---|---|---|---|
{rows}"""
    ratios = {name: (ours / jing, ours / peer) for name, (ours, peer, jing) in costs.items()}
    return [Section(text, tuple(_targets(ratios)))]


def _targets(ratios: Mapping[str, tuple[float | None, float | None]]) -> Iterator[Target]:
    """Our time as times that of jing, then of libxml2, for each set of files."""
    yield from (Target(f"{name}: times jing", jing, 1) for name, (jing, _) in ratios.items())
    yield from (Target(f"{name}: times libxml2", peer, 3) for name, (_, peer) in ratios.items())


def _measure(paths: Sequence[Path]) -> tuple[float, float, float]:
    works = (cost(work, [TEI_ALL, *paths], times=2).seconds for work in ("judge_files", "judge_files_libxml2"))
    ours, peer = works
    return ours, peer, _run_jing(paths)


def _run_jing(paths: Sequence[Path]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([JING, TEI_ALL, *paths], check=False, env=os.environ, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _write(folder: Path, count: int, size: int, faults: int) -> list[Path]:
    """Files of about a size, with some faults in all of them together."""
    folder.mkdir()
    paths = []
    paragraphs = size // 330
    every = max(1, count * paragraphs // faults)
    for number in range(count):
        inner = "".join(_paragraph(number * paragraphs + n, every) for n in range(paragraphs))
        paths.append(folder / f"{number}.xml")
        paths[-1].write_text(_HEAD.format(number) + inner + _END, encoding="utf-8")
    return paths


def _paragraph(number: int, every: int) -> str:
    wrong = _WRONG[number // every % len(_WRONG)] if number % every == every - 1 else "by night"
    day = f"1803-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return (
        f'<p xml:id="p{number}">On <date when="{day}">a day</date> the <hi rend="italic">ferry</hi> went over '
        f'<placeName ref="#place{number % 40}">the river</placeName><lb n="{number % 60}"/> {wrong}, and '
        f'<persName ref="#person{number % 90}">the pilot</persName> <choice><sic>sayd</sic><corr>said</corr></choice> '
        "that nothing had been seen of the other boat since the morning.</p>\n"
    )
