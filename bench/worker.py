"""One piece of work in a process of its own: `python worker.py WORK FILE…` prints what it cost, as JSON.

It needs nothing but the program it measures, so that any Python environment can run it. CPU seconds of the work alone;
peak memory of the process, and the memory it had before (interpreter, imports, the texts read).
"""

import json
import re
import resource
import sys
from collections.abc import Callable
from pathlib import Path

Work = Callable[[], object]


def nothing(_: list[Path]) -> Work:
    """An interpreter with what alignment imports."""
    import edition.collation.align.reorder  # noqa: F401

    return lambda: None


def floor(paths: list[Path]) -> Work:
    """One regular expression over the texts, and a hash of every token."""
    texts, pattern = [_text(path) for path in paths], re.compile(r"\w+|[^\w\s]")
    return lambda: [list(map(hash, pattern.findall(text))) for text in texts]


def table(paths: list[Path]) -> Work:
    """Texts to the table in the order of the first of them; it is kept beside the first for the judge."""
    from edition.collation.align.align import align
    from edition.collation.align.reorder import reorder
    from edition.collation.tokens.corpus import Corpus

    def collated(texts: list[str]) -> object:
        corpus = Corpus()
        for number, text in enumerate(texts):
            corpus.add_text(str(number), text)
        return reorder(align(corpus), 0)

    collated(["grey cats, old dogs", "gray cats; dogs"])  # what is imported at first use is no work
    texts = [_text(path) for path in paths]
    return lambda: collated(texts)


def alignment(paths: list[Path]) -> Work:
    """Tokens that have been read to the table: the tools that compare sequences are given tokens too."""
    from edition.collation.align.align import align
    from edition.collation.align.reorder import reorder
    from edition.collation.tokens.corpus import Corpus

    table([])
    corpus = Corpus()
    for number, path in enumerate(paths):
        corpus.add_text(str(number), _text(path))
    return lambda: reorder(align(corpus), 0)


def units(paths: list[Path]) -> Work:
    """The witnesses of an edition to its variation units."""
    from edition.collation.collate import collate
    from edition.stages import read_sources

    table([])
    sources = read_sources(paths[0])
    return lambda: collate(sources.witnesses, sources.config.edition.base, {})


def apparatus(paths: list[Path]) -> Work:
    """Texts to variation units; blank lines divide paragraphs."""
    from edition.collation.collate import collate

    table([])
    witnesses = [_paragraphs(_text(path), str(number)) for number, path in enumerate(paths)]
    return lambda: collate(witnesses, "0", {})


def load_schema(paths: list[Path]) -> Work:
    """A schema into patterns."""
    import edition.validate.validator  # noqa: F401
    from edition.validate.schema_reader import read_schema

    return lambda: read_schema(paths[0])


def judge_first(paths: list[Path]) -> Work:
    """A parsed file judged by a schema that was just read: what it uses of it is made on the way."""
    from lxml import etree

    from edition.validate.schema_reader import read_schema
    from edition.validate.validator import Validator

    judge, root = Validator(read_schema(paths[0])), etree.parse(paths[1]).getroot()
    return lambda: _valid(judge.find_faults(root) == ())


def judge_again(paths: list[Path]) -> Work:
    """The same a second time."""
    work = judge_first(paths)
    work()
    return work


def judge_files(paths: list[Path]) -> Work:
    """A schema loaded, and files parsed and judged by it; the faults have their places."""
    from edition.validate.relaxng import load_validator, make_findings
    from edition.xml.parse import parse_document

    def work() -> int:
        judge, count = load_validator(paths[0]), 0
        for path in paths[1:]:
            document = parse_document(path.read_bytes(), str(path))
            count += len(make_findings(judge.find_faults(document.root), document))
        return count

    return work


def judge_files_libxml2(paths: list[Path]) -> Work:
    """The same by libxml2."""
    from lxml import etree

    def work() -> int:
        schema, count = etree.RelaxNG(etree.parse(paths[0])), 0
        for path in paths[1:]:
            schema.validate(etree.parse(path))
            count += len(schema.error_log)
        return count

    return work


def load_libxml2(paths: list[Path]) -> Work:
    """A schema, by libxml2."""
    from lxml import etree

    return lambda: etree.RelaxNG(etree.parse(paths[0]))


def judge_libxml2(paths: list[Path]) -> Work:
    """A parsed file judged by a schema that was read before, by libxml2."""
    from lxml import etree

    schema, tree = etree.RelaxNG(etree.parse(paths[0])), etree.parse(paths[1])
    return lambda: _valid(schema.validate(tree))


def _valid(verdict: bool) -> None:
    if not verdict:
        raise ValueError("the file that is measured must be valid")


def mark(paths: list[Path]) -> Work:
    """Names and dates of a text marked with the registers of an edition: its folder, then the text."""
    from edition.annotate import annotate
    from edition.stages import read_sources

    register = read_sources(paths[0]).register
    witness = _paragraphs(_text(paths[1]))
    annotate(_paragraphs("On 4 May 1803 it was."), register)  # patterns are compiled at first use
    return lambda: annotate(witness, register)


def dates(paths: list[Path]) -> Work:
    """The dates of a text whose name says its language, block by block."""
    from edition.annotate.date_context import DateContext
    from edition.annotate.dates import find_dates
    from edition.project.languages import Languages

    words = Languages().of(paths[0].name.partition(".")[0]).dates
    blocks = _text(paths[0]).split("\n\n")
    for block in blocks[:200]:  # patterns are compiled at first use
        list(find_dates(block, words, DateContext()))

    def work() -> list[object]:
        context = DateContext()
        return [date for block in blocks for date in find_dates(block, words, context)]

    return work


def alternation(paths: list[Path]) -> Work:
    """The same text searched for every form of the registers and every year, as one compiled regular expression."""
    from edition.stages import read_sources

    register, text = read_sources(paths[0]).register, _text(paths[1])
    forms = sorted({form.text for entry in register for form in entry.forms}, key=len, reverse=True)
    look = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + r"|[12]\d{3})(?!\w)")
    return lambda: [match.span() for match in look.finditer(text)]


def _paragraphs(text: str, siglum: str = "A") -> "Witness":  # type: ignore[name-defined]  # noqa: F821
    from edition.model import Kind, Node, Seed, Witness

    blocks = [Node(Kind.PARAGRAPH, *m.span()) for m in re.finditer(r"\S(?:.|\n(?!\n))*", text)]
    return Witness(siglum, "", Seed(siglum, "a", text, ""), Node(Kind.BODY, 0, len(text), tuple(blocks)), "bench")


def collatex(paths: list[Path]) -> Work:
    """CollateX (Python) on tokens made elsewhere."""
    import collatex

    texts = [[{"t": f"{token} ", "n": token} for token in _tokens(path)] for path in paths]
    witnesses = {"witnesses": [{"id": str(n), "tokens": tokens} for n, tokens in enumerate(texts)]}
    return lambda: collatex.collate(witnesses, segmentation=False)


def rapidfuzz(paths: list[Path]) -> Work:
    """The shortest edits by insertion and deletion, bit-parallel."""
    from rapidfuzz.distance import Indel

    one, other = _numbers(paths)
    return lambda: list(Indel.opcodes(one, other))


def difflib(paths: list[Path]) -> Work:
    """The matching blocks of the standard library, frequent words included."""
    from difflib import SequenceMatcher

    one, other = _numbers(paths)
    return lambda: SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()


def difflib_junk(paths: list[Path]) -> Work:
    """The same with its default, which passes frequent words over."""
    from difflib import SequenceMatcher

    one, other = _numbers(paths)
    return lambda: SequenceMatcher(None, one, other).get_matching_blocks()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _tokens(path: Path) -> list[str]:
    return _text(path).split()


def _numbers(paths: list[Path]) -> list[list[int]]:
    number: dict[str, int] = {}
    return [[number.setdefault(token, len(number)) for token in _tokens(path)] for path in paths]


def peak() -> float:
    """The most memory this process had, in megabytes.

    Linux keeps the peak of the process that started this one in `ru_maxrss`, so its own is asked for where it is told.
    """
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return _status("VmHWM", used)


def now() -> float:
    """The memory this process has; where the system does not tell, the most it had."""
    return _status("VmRSS", peak())


def _status(name: str, otherwise: float) -> float:
    status = Path("/proc/self/status")
    if not status.exists():
        return otherwise
    return int(re.findall(rf"{name}:\s+(\d+) kB", status.read_text(encoding="utf-8"))[0]) / 1024


def cpu() -> float:
    """CPU seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


WORKS = {work.__name__: work for work in (
    nothing, floor, table, alignment, units, apparatus, mark, dates, alternation, collatex, rapidfuzz, difflib,
    difflib_junk, load_schema, judge_first, judge_again, judge_files, load_libxml2, judge_libxml2, judge_files_libxml2,
)}  # fmt: skip


def main() -> None:
    """Do the work, keep a table for the judge, print the cost."""
    name, kept, *paths = sys.argv[1:]
    work = WORKS[name]([Path(path) for path in paths])
    before, start = now(), cpu()
    made = work()
    seconds, memory = cpu() - start, peak()
    if kept != "-":
        _keep(made, Path(kept))
    print(json.dumps({"seconds": seconds, "memory": memory, "before": before}))


def _keep(made: object, path: Path) -> None:
    import numpy as np

    moves = [(m.witness, m.start, m.end) for m in made.moves]  # type: ignore[attr-defined]
    np.savez(path, cells=made.cells, moves=np.asarray(moves, np.int64).reshape(-1, 3))  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
