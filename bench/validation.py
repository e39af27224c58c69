"""Validation by the whole of TEI: loading the schema and judging a file, against libxml2 (lxml) and jing."""

import os
import resource
import shutil
import subprocess
import tempfile
from copy import deepcopy
from pathlib import Path

from lxml import etree

from bench.collation import Section
from bench.measure import ROOT, Cost, Target, cost

TEI_ALL = ROOT.parent / "shared" / "tei" / "tei_all.rng"
JING = ROOT / ".venv-validators" / "bin" / "pyjing"
BYTES = 700_000
_ID = "{http://www.w3.org/XML/1998/namespace}id"


def validation() -> list[Section]:
    """The edition's file, made long enough, judged by `tei_all`; told where that schema is not at hand."""
    if not TEI_ALL.exists():
        said = "Not measured: the schema of the whole of TEI is not beside this folder (`../shared/tei/tei_all.rng`)."
        return [Section(f"## Validation by the whole of TEI\n\n{said}", _targets(None, None))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.xml"
        path.write_bytes(_long())
        size = path.stat().st_size / 1e6
        ours = [cost(work, [TEI_ALL, path], times=5) for work in ("load_schema", "judge_first", "judge_again")]
        peer = [cost("load_libxml2", [TEI_ALL, path]), *[cost("judge_libxml2", [TEI_ALL, path])] * 2]
        rows = [_row("our engine", *ours), _row("libxml2 (lxml)", *peer)]
        if JING.exists() and shutil.which("java"):
            rows.append(f"| jing, which loads it each time | | {_jing(path):.2f} | | |")
    text = f"""## Validation by the whole of TEI

The schema ({_elements()} elements) and a file of {size:.2f} MB. A schema is read without the contents of its elements,
which are made when an element is first met; so the first file of a run pays for what it uses.

| | load the schema, CPU s | judge the first file | judge the next | peak MB |
|---|---|---|---|---|
{chr(10).join(rows)}"""
    return [Section(text, _targets(peer[0].seconds / ours[0].seconds, ours[1].seconds / peer[1].seconds))]


def _targets(loading: float | None, judging: float | None) -> tuple[Target, ...]:
    return (
        Target("tei_all: libxml2's time to load it, times ours", loading, 100, at_least=True),
        Target(f"{BYTES / 1e6:.1f} MB by tei_all, first file: times libxml2", judging, 2),
    )


def _row(name: str, load: Cost, first: Cost, again: Cost) -> str:
    return (f"| {name} | {load.seconds:.3f} | {first.seconds:.2f} | {again.seconds:.2f} | "
            f"{max(load.memory, first.memory):.0f} |")  # fmt: skip


def _elements() -> int:
    return len({e.get("name") for e in etree.parse(TEI_ALL).iter("{http://relaxng.org/ns/structure/1.0}element")})


def _long() -> bytes:
    """The edition with the blocks of its body repeated, each time with other ids."""
    root = etree.parse(ROOT / "tei" / "edition.xml").getroot()
    body = next(root.iter("{http://www.tei-c.org/ns/1.0}body"))
    sections = [child for child in body if etree.QName(child).localname == "div"]
    times = 0
    while len(data := etree.tostring(root, encoding="UTF-8")) < BYTES:
        times += 1
        for section in sections:
            body.append(again := deepcopy(section))
            for element in again.iter(etree.Element):
                if _ID in element.attrib:
                    element.set(_ID, f"{element.get(_ID)}.{times}")
    return data


def _jing(path: Path) -> float:
    """CPU seconds of one run of jing, Java's start included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([JING, TEI_ALL, path], check=True, env=os.environ, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
