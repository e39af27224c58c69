"""What the lines of a printed page leave in a plain text: hyphens at line ends, page numbers, page breaks."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.late_patterns import late_pattern
from edition.model import Finding, Kind, Node, Rule, Severity
from edition.model.finding import position_in
from edition.model.witness import BLOCKS
from edition.readers.options import ReaderOptions
from edition.readers.structure import TextLine, rewrite_tree

_HYPHEN = late_pattern(
    r"(?P<head>[^\W\d_]+(?:-[^\W\d_]+)*)(?P<sign>[-\u00ad\u2010¬⸗])[ \t]*\n[ \t]*(?P<rest>[^\W\d_]+)"
)
_WORD = late_pattern(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_SOFT = "\u00ad¬⸗"  # signs that stand only where a word is broken
_LONE_NUMBER = late_pattern(
    r"\s*(?:[-–—\[(]\s*)?(?:(?:p|pp|pg|page)\.?\s*)?(\d{1,4})(?:\s*[-–—\])])?\s*", re.IGNORECASE
)
_MAX_STEP = 3  # from one page number to the next
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class LineEnds:
    """What is found at line ends: nodes to place inside the blocks, and what the editor is told."""

    nodes: tuple[Node, ...] = ()
    findings: tuple[Finding, ...] = ()


def find_hyphens(path: str, text: str, options: ReaderOptions) -> LineEnds:
    """The hyphens that break a word at a line end, as markers where they are joined; E331 tells of the others.

    With `hyphens = "join"` a word is joined when the joined form occurs elsewhere in the text and the hyphenated form
    does not. A soft hyphen never belongs to a word.
    """
    found = [m for m in _HYPHEN.finditer(text) if m["rest"][0].islower()]
    if not found:
        return LineEnds()
    known = (
        Counter(m[0].casefold().replace("\u2010", "-") for m in _WORD.finditer(text)) if options.hyphens else Counter()
    )
    joined = [m for m in found if options.hyphens == "join" and _has_evidence(m, known)]
    kept = [m for m in found if m not in joined]
    nodes = tuple(
        Node(Kind.MARKER, m.start("sign"), m.start("rest"), attributes=(("rule", Rule.HYPHEN.value),)) for m in joined
    )
    return LineEnds(nodes, tuple(_report_hyphens(path, text, kept, len(joined), options)))


def _has_evidence(found: re.Match[str], known: Counter[str]) -> bool:
    head, rest = found["head"].casefold(), found["rest"].casefold()
    return found["sign"] in _SOFT or (bool(known[head + rest]) and not known[f"{head}-{rest}"])


def _report_hyphens(
    path: str, text: str, kept: Sequence[re.Match[str]], joined: int, options: ReaderOptions
) -> Iterator[Finding]:
    if not kept:
        return
    words = ", ".join(dict.fromkeys(f"«{m['head']}{m['sign']}|{m['rest']}»" for m in kept[:_SHOWN]))
    more = ", …" if len(kept) > _SHOWN else ""
    if options.hyphens == "join":
        message = (
            f"{joined} hyphens at line ends are left out and their words joined; {len(kept)} are doubtful and stay: "
            f"{words}{more}; the joined word is not elsewhere in the text, or the hyphenated one is"
        )
    else:
        how = "line ends" if len(kept) > 1 else "line end"
        stay = (
            ""
            if options.hyphens == "keep"
            else '; hyphens = "join" joins words whose joined form is elsewhere in the text'
        )
        message = f"{len(kept)} {how} with a hyphen inside a word, which stays: {words}{more}{stay}"
    if options.hyphens != "keep":
        yield Finding("E331", Severity.ADVICE, message, position_in(path, text, kept[0].start("sign")))


def find_page_numbers(lines: Sequence[TextLine], options: ReaderOptions) -> dict[int, Node]:
    """With `page_numbers`, the lines that are a number and nothing else, where the numbers rise, by their starts."""
    if not options.page_numbers:
        return {}
    found = [(line, int(m[1])) for line in lines if (m := _LONE_NUMBER.fullmatch(line.text))]
    values = [None, *(value for _, value in found), None]
    made = {}
    for (line, value), before, after in zip(found, values, values[2:], strict=False):
        rises = (before is not None and 0 < value - before <= _MAX_STEP) or (
            after is not None and 0 < after - value <= _MAX_STEP
        )
        if rises:
            made[line.start] = Node(Kind.FURNITURE, *line.stripped, attributes=(("rule", Rule.NUMBER.value),))
    return made


def find_page_breaks(text: str) -> tuple[Node, ...]:
    """A page begins behind each form feed; the character itself stays in the block that it stands in."""
    return tuple(Node(Kind.BREAK, m.end(), m.end(), attributes=(("unit", "page"),)) for m in re.finditer("\f", text))


def place_inside(root: Node, nodes: Sequence[Node]) -> Node:
    """The tree with nodes inside its blocks; without a node that no block holds whole, or that cuts a part of one."""
    if not nodes:
        return root
    ordered = sorted(nodes, key=lambda n: (n.start, -n.end))
    starts = [node.start for node in ordered]
    placed: set[int] = set()  # numbers of nodes: what stands between two blocks belongs to the first

    def place(block: Node) -> Node:
        if block.kind not in _HOLDERS:
            return block
        for i in range(bisect_left(starts, block.start), bisect_right(starts, block.end)):
            if i not in placed and ordered[i].end <= block.end:
                block = _placed(block, ordered[i])
                placed.add(i)
        return block

    return rewrite_tree(root, place)


_HOLDERS = BLOCKS | {Kind.NOTE}


def _placed(block: Node, node: Node) -> Node:
    try:
        return block.holding([node])
    except ValueError:
        return block
