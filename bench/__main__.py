"""What a build costs, stage by stage, against one XSLT pass and one typesetting of the same text in the same run; and
what collation costs, against other programs (`collation.py`).

CPU seconds of this process and its children; the machine's load does not count. Writes docs/benchmarks.md. With `full`,
comparisons that take minutes are made too.
"""

import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from bench.builds import builds, copy_seeds_edition
from bench.collation import Section, sections
from bench.corpus import corpus_builds
from bench.dating import dating
from bench.first_answer import first_answer
from bench.many_files import many_files
from bench.marking import marking
from bench.measure import Target
from bench.printing import printing
from bench.short_blocks import short_blocks
from bench.validation import validation
from bench.verses import verses
from edition.build import build
from edition.project.config import PdfOptions
from edition.project.messages import load_messages
from edition.publish.print.pdf import print_xml
from edition.publish.print.print_source import Copy

ROOT = Path(__file__).parent.parent
IDENTITY = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:mode on-no-match="shallow-copy"/></xsl:stylesheet>"""
TRANSFORM = """import sys
from saxonche import PySaxonProcessor
with PySaxonProcessor(license=False) as saxon:
    sheet = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=sys.argv[1])
    sheet.transform_to_string(source_file=sys.argv[2])"""
TYPESET = """import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], pdf_standards=["ua-1"])"""
STYLE = '#set document(title: "x")\n#set text(lang: "en", hyphenate: true)\n#set par(justify: true)\n'


def cpu() -> float:
    """CPU seconds of this process and of its ended children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def cost(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = cpu()
    work()
    return cpu() - start


def one_xslt_pass(edition: bytes) -> float:
    """One identity transformation of the edition, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        sheet, source = Path(folder) / "identity.xsl", Path(folder) / "edition.xml"
        sheet.write_text(IDENTITY, encoding="utf-8")
        source.write_bytes(edition)
        return cost(
            lambda: subprocess.run([sys.executable, "-c", TRANSFORM, sheet, source], check=True, capture_output=True)
        )


def one_typesetting(edition: bytes) -> float:
    """The words of the edition, apparatus included, set once as justified paragraphs, in a process of its own."""
    text = etree.fromstring(edition).find("{http://www.tei-c.org/ns/1.0}text")
    words = "\n\n".join(" ".join(part.split()) for part in "".join(text.itertext()).split("\n") if part.strip())
    safe = "".join(f"\\{c}" if c in "\\#$*_`<>@[]=+-/~'\"" else c for c in words)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "text.typ").write_text(STYLE + safe, encoding="utf-8")
        script = [sys.executable, "-c", TYPESET, f"{folder}/text.typ", f"{folder}/text.pdf"]
        return cost(lambda: subprocess.run(script, check=True, capture_output=True))


def building() -> Section:
    """The build of the seeds."""
    with tempfile.TemporaryDirectory() as folder:
        target = copy_seeds_edition(Path(folder))
        config = target / "edition.toml"
        config.write_bytes(config.read_bytes().replace(b"\nparallel", b"\n# parallel"))  # one book is set, not two
        start = cpu()
        built = build(target)
        whole = cpu() - start
        edition = (target / "tei" / "edition.xml").read_bytes()
    xslt, setting = one_xslt_pass(edition), one_typesetting(edition)
    transforming = cost(lambda: print_xml(Copy(edition, b"<registers/>", load_messages("en"), ""), PdfOptions()))
    peak = max(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    stages = built.seconds
    own_pass, own_setting = stages["writing pages"], whole - sum(stages.values())
    peer = own_pass + own_setting / 2
    floor = xslt + setting
    rows = [f"| {name} | {seconds:.2f} |" for name, seconds in built.seconds.items()]
    text = f"""## The four seeds, whole build

| stage (this process only) | CPU s |
|---|---|
{chr(10).join(rows)}
| **whole build, children included** | **{whole:.2f}** |

| peer, same text, same run | CPU s |
|---|---|
| one XSLT pass: html.xsl, compiling included | {own_pass:.2f} |
| one typesetting: half of what the two compiles of the print edition cost | {own_setting / 2:.2f} |
| the bare minimum of the first: an identity pass in a process of its own | {xslt:.2f} |
| the bare minimum of the second: the words alone, set as plain paragraphs | {setting:.2f} |
| one pass of print.xsl | {transforming:.2f} |

The whole build costs **{whole / peer:.1f} times** one XSLT pass plus one typesetting of the same text, and
{whole / floor:.1f} times the bare minimum. Peak memory of the largest process: {peak} MB."""
    return Section(text, (Target("the build: times one XSLT pass and one typesetting", whole / peer, 10),))


def main() -> None:
    """Measure, write the page, and end badly if a target is missed."""
    full = "full" in sys.argv[1:]
    parts = [
        building(),
        *builds(full=full),
        corpus_builds(full=full),
        short_blocks(),
        verses(full=full),
        marking(),
        dating(),
        *validation(),
        *many_files(),
        *printing(full=full),
        first_answer(full=full),
        *sections(full=full),
    ]
    targets = [target for part in parts for target in part.targets]
    head = f"""# Benchmarks

Made by `make bench` (`make bench FULL=1` adds what takes minutes); CPU seconds of one core, everything in one run.
Compare ratios, not seconds.

| target | limit | measured |
|---|---|---|
{chr(10).join(target.row() for target in targets)}"""
    page = "\n\n".join([head, *(part.text for part in parts)]) + "\n"
    (ROOT / "docs" / "benchmarks.md").write_text(page, encoding="utf-8")
    print(page)
    if missed := [target.name for target in targets if not target.met]:
        sys.exit(f"missed: {'; '.join(missed)}")


if __name__ == "__main__":
    main()
