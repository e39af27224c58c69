"""The print edition at several lengths, against the bare setting of its words, and against LaTeX with reledmac."""

import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.collation import Section
from bench.measure import ROOT, Target
from bench.process import Spent, spend

SHORT, MIDDLE, LONG, BOOK = 18, 72, 288, 720  # paragraphs
LATEX = "lualatex"
RUNS = 3  # of LaTeX: reledmac knows the lines of a page from the run before, and its own pages say three
SET = """import json, sys
from edition.project.config import PdfOptions
from edition.publish.print.pdf import set_book
from tests.books import long_book
made = set_book(long_book(int(sys.argv[1])), PdfOptions())
print(json.dumps({"pages": len(made.pages), "size": len(made.pdf) / 1e6}))"""
WRITE = """import sys
from pathlib import Path
from edition.project.assets import asset
from edition.project.config import PdfOptions
from edition.publish.print.pdf import print_xml
from edition.xml.saxon import Sheet
from tests.books import long_book
book = print_xml(long_book(int(sys.argv[1])), PdfOptions())
Path(sys.argv[2]).write_text(Sheet(asset("xslt", "latex.xsl")).text(book.encode("utf-8")), encoding="utf-8")"""
PLAIN = """import sys, typst
from lxml import etree
from tests.books import long_book
text = etree.fromstring(long_book(int(sys.argv[1])).edition).find("{http://www.tei-c.org/ns/1.0}text")
paragraphs = [" ".join("".join(p.itertext()).split()) for p in text.iter("{http://www.tei-c.org/ns/1.0}p")]
style = '#set document(title: "x")\\n#set text(lang: "en", hyphenate: true)\\n#set par(justify: true)\\n'
with open(sys.argv[2], "w", encoding="utf-8") as file:
    file.write(style + "\\n\\n".join(p.replace("[", "").replace("]", "") for p in paragraphs))
typst.compile(sys.argv[2], output=sys.argv[2] + ".pdf", pdf_standards=["ua-1"])"""


@dataclass(frozen=True, slots=True)
class Book:
    """A book as it was set: pages of text, megabytes of the PDF, the cost with all processes."""

    paragraphs: int
    pages: int
    size: float
    spent: Spent


def printing(*, full: bool) -> list[Section]:
    """A made-up book with about ten entries a page, at several lengths; `full`: one of 500 pages, and in LaTeX."""
    made = [_set(paragraphs) for paragraphs in (SHORT, MIDDLE, LONG, *([BOOK] if full else []))]
    rows = [
        f"| {b.pages} | {b.spent.seconds:.1f} | {b.spent.seconds / b.pages:.3f} | {b.spent.memory:.0f} | {b.size:.1f} |"
        for b in made
    ]
    growth = _further_page(made[1:3]) / _further_page(made[:2])
    plain, latex = (_set_plain(made[-1]), _set_latex(made[-1])) if full else (None, None)
    text = f"""## The print edition at several lengths

CPU seconds with all processes, and the most memory of any one.

| pages of text | CPU s | a page | peak MB | PDF, MB |
|---|---|---|---|---|
{chr(10).join(rows)}

{_compared(made[-1], plain, latex)}"""
    book = made[-1] if full else None
    targets = (
        Target("print: what a further page costs, long against short", growth, 1.5),
        Target(f"print: {made[0].pages} pages, CPU seconds", made[0].spent.seconds, 10),
        Target(f"print: {book.pages if book else 500} pages, CPU", book and book.spent.seconds, 30, " s"),
        Target("the same, peak memory", book and book.spent.memory, 1200, " MB"),
        Target(
            "the same, LaTeX's time, times ours", latex and latex.seconds / made[-1].spent.seconds, 1, at_least=True
        ),
    )
    return [Section(text, targets)]


def _compared(book: Book, plain: Spent | None, latex: Spent | None) -> str:
    """The book beside what sets the same text otherwise."""
    if plain is None:
        return "The bare setting of the same words and LaTeX with reledmac: not measured (`make bench FULL=1`)."
    rows = [("this program", book.spent), ("its engine, the words alone as plain paragraphs", plain)]
    if latex is not None:
        rows.append((f"LuaLaTeX with reledmac, {RUNS} runs", latex))
    absent = "" if latex else f"\n\nLaTeX with reledmac: not measured, there is no {LATEX} or no reledmac here."
    table = "\n".join(f"| {name} | {one.seconds:.1f} | {one.memory:.0f} |" for name, one in rows)
    return f"| the book of {book.pages} pages | CPU s | peak MB |\n|---|---|---|\n{table}{absent}"


def _further_page(pair: Sequence[Book]) -> float:
    short, long = pair
    return (long.spent.seconds - short.spent.seconds) / (long.pages - short.pages)


def _python(script: str, *arguments: object) -> Spent:
    return spend(
        [sys.executable, "-c", script, *map(str, arguments)], environment={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    )


def _set(paragraphs: int) -> Book:
    spent = _python(SET, paragraphs)
    found = json.loads(spent.output)
    return Book(paragraphs, found["pages"], found["size"], spent)


def _set_plain(book: Book) -> Spent:
    with tempfile.TemporaryDirectory() as folder:
        return _python(PLAIN, book.paragraphs, Path(folder) / "plain.typ")


def _set_latex(book: Book) -> Spent | None:
    """What LaTeX takes for our own export of the same book; None where it is not installed."""
    finder = shutil.which("kpsewhich")
    if not (shutil.which(LATEX) and finder and spend([finder, "reledmac.sty"], may_fail=True).output.strip()):
        return None
    with tempfile.TemporaryDirectory() as folder:
        _python(WRITE, book.paragraphs, Path(folder) / "book.tex")
        command = [LATEX, "-interaction=batchmode", f"-output-directory={folder}", f"{folder}/book.tex"]
        runs = [spend(command, may_fail=True) for _ in range(RUNS)]
        if not (Path(folder) / "book.pdf").exists():
            return None
    return Spent(sum(r.seconds for r in runs), sum(r.clock for r in runs), max(r.memory for r in runs), "")
