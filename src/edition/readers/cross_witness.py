"""What one witness shows of another: lost quotation marks, and blanks that end a paragraph or do not.

Readers see one seed each. Some things can be known only by looking at the other witnesses: words that one of them
quotes are a quotation in the others, too; a wide blank in a flattened text is a paragraph's end where another witness
has one, and an accident where the others run on.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from edition.model import Finding, Kind, Node, Severity, Witness, reading_blocks
from edition.model.finding import position_in
from edition.readers import quotes
from edition.readers.structure import absorbed, rebuilt

_WORD = re.compile(r"\w+")
_NEAR = 3  # words on each side of a break
_EDGE = 6  # words that must be the same at both ends of a quotation
_SHORTEST = 20  # words of a quotation that is looked for in other witnesses


def concord(witnesses: Sequence[Witness]) -> tuple[Witness, ...]:
    """The witnesses with doubtful breaks weighed and quotations marked; lost quotations are findings."""
    settled = [_settle_breaks(w, [o for o in witnesses if o is not w]) if w.reader == "flat" else w for w in witnesses]
    own = [_mark_own(w) for w in settled]
    passages = [passage for w in own for passage in _passages(w)]
    marked = [_mark_borrowed(w, [p for p in passages if p.siglum != w.siglum]) for w in own]
    return tuple(_with_lost(w) for w in marked)


def _words(text: str) -> list[str]:
    return [m[0].casefold() for m in _WORD.finditer(text)]


# -- breaks in a flattened text


def _settle_breaks(witness: Witness, others: Sequence[Witness]) -> Witness:
    """Join paragraphs whose break no other witness shows, while some other witness runs on there."""
    runs_on: set[tuple[str, ...]] = set()
    breaks: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    for other in others:
        blocks = [_words(block.text) for block in reading_blocks(other)]
        for words in blocks:
            runs_on |= {tuple(words[i : i + 2 * _NEAR]) for i in range(len(words) - 2 * _NEAR + 1)}
        breaks |= {(tuple(a[-_NEAR:]), tuple(b[:_NEAR])) for a, b in itertools.pairwise(blocks)}
    made: list[Node] = []
    for node in witness.root.children:
        if made and made[-1].kind is node.kind is Kind.PARAGRAPH:
            before = tuple(_words(witness.text[made[-1].start : made[-1].end])[-_NEAR:])
            after = tuple(_words(witness.text[node.start : node.end])[:_NEAR])
            if (*before, *after) in runs_on and (before, after) not in breaks:
                made[-1] = replace(made[-1], end=node.end, children=(*made[-1].children, *node.children))
                continue
        made.append(node)
    return replace(witness, root=replace(witness.root, children=tuple(made)))


# -- quotations a witness marks itself


def _mark_own(witness: Witness) -> Witness:
    """Mark what stands in quotation marks: whole paragraphs after a colon as blocks, the rest inside its paragraph."""
    text = witness.text

    def inside(node: Node) -> Node:
        if node.kind is not Kind.PARAGRAPH:
            return node
        for start, end in quotes.quoted_stretches(text, node.start, node.end):
            node = _with_inline(node, start, end)
        return node

    def blocks(node: Node) -> Node:
        return replace(node, children=_own_blocks(text, node.children))

    root = rebuilt(witness.root, inside)
    return replace(witness, root=blocks(rebuilt(root, lambda n: blocks(n) if n.kind is Kind.SECTION else n)))


def _own_blocks(text: str, nodes: Sequence[Node]) -> tuple[Node, ...]:
    made: list[Node] = []
    i = 0
    while i < len(nodes):
        length = _quotation_length(text, nodes, i)
        if length:
            inner = tuple(_without_quoted(n) for n in nodes[i : i + length])
            made.append(Node(Kind.QUOTATION, inner[0].start, inner[-1].end, inner))
        else:
            made.append(nodes[i])
        i += max(1, length)
    return tuple(made)


def _quotation_length(text: str, nodes: Sequence[Node], i: int) -> int:
    """How many blocks from nodes[i] on are one block quotation: they follow a colon and stand in quotation marks."""
    node = nodes[i]
    if node.kind is not Kind.PARAGRAPH or not i or not _ends_in_colon(text, nodes[i - 1]):
        return 0
    whole = [c for c in node.children if c.kind is Kind.QUOTED]
    rest = [c for c in node.children if c.kind not in (Kind.QUOTED, Kind.NOTE_MARK)]
    if len(whole) == 1 and whole[0].start == node.start and not rest:
        tail = "".join(text[a:b] for a, b in _outside_marks(node, whole[0].end))
        return 0 if tail.strip(" .") else 1
    if not quotes.unclosed_start(text, node):
        return 0
    for j in range(i + 1, min(i + 4, len(nodes))):
        if quotes.closes_only(text, nodes[j]):
            return j - i + 1
    return 0


def _outside_marks(node: Node, at: int) -> Iterator[tuple[int, int]]:
    for child in node.children:
        if child.start >= at and child.kind is Kind.NOTE_MARK:
            yield at, child.start
            at = child.end
    yield at, node.end


def _without_quoted(node: Node) -> Node:
    return rebuilt(node, lambda n: n.children if n.kind is Kind.QUOTED else n)


def _ends_in_colon(text: str, node: Node) -> bool:
    return node.kind is Kind.PARAGRAPH and text[node.start : node.end].rstrip().endswith(":")


def _with_inline(node: Node, start: int, end: int, kind: Kind = Kind.QUOTED) -> Node:
    """The node with an inline node around what stands in [start, end); unchanged where it would cut another."""
    inner = tuple(c for c in node.children if start <= c.start and c.end <= end)
    before = tuple(c for c in node.children if c.end <= start)
    after = tuple(c for c in node.children if c.start >= end)
    if len(before) + len(inner) + len(after) < len(node.children) or any(c.kind is kind for c in inner):
        return node
    return replace(node, children=(*before, Node(kind, start, end, inner), *after))


# -- quotations another witness marks


@dataclass(frozen=True, slots=True)
class _Passage:
    siglum: str
    words: tuple[str, ...]


def _passages(witness: Witness) -> Iterator[_Passage]:
    for node in witness.root.walk():
        if node.kind in (Kind.QUOTED, Kind.QUOTATION):
            words = [w for w, _, _ in _word_places(witness, node)]
            if len(words) >= _SHORTEST:
                yield _Passage(witness.siglum, tuple(words))


def _word_places(witness: Witness, node: Node) -> Iterator[tuple[str, int, int]]:
    """The words of a node with their offsets, without those of note marks and markers."""
    skipped = [(n.start, n.end) for n in node.walk() if n.kind in (Kind.NOTE_MARK, Kind.MARKER)]
    k = 0
    for found in _WORD.finditer(witness.text, node.start, node.end):
        while k < len(skipped) and skipped[k][1] <= found.start():
            k += 1
        if k == len(skipped) or found.end() <= skipped[k][0]:
            yield found[0].casefold(), found.start(), found.end()


def _mark_borrowed(witness: Witness, passages: Sequence[_Passage]) -> Witness:
    if not passages:
        return witness
    places = list(_word_places(witness, witness.root))
    grams: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(places) - _EDGE + 1):
        grams.setdefault(tuple(w for w, _, _ in places[i : i + _EDGE]), []).append(i)
    for passage in passages:
        for i in grams.get(passage.words[:_EDGE], ()):
            last = [j for j in grams.get(passage.words[-_EDGE:], ()) if i <= j <= i + 1.5 * len(passage.words)]
            if last:
                stretch = places[i][1], places[last[0] + _EDGE - 1][2]
                witness = replace(witness, root=_quote_here(witness, witness.root, *stretch))
    return witness


def _quote_here(witness: Witness, node: Node, start: int, end: int) -> Node:
    """The tree with the words of [start, end) marked as a quotation: as blocks where they fill blocks, else inline."""
    if any(n.kind in (Kind.QUOTED, Kind.QUOTATION) and n.start < end and start < n.end for n in node.walk()):
        return node
    touched = [c for c in node.children if c.start < end and start < c.end]
    if len(touched) == 1 and touched[0].kind is Kind.SECTION:
        inner = _quote_here(witness, touched[0], start, end)
        return replace(node, children=tuple(inner if c is touched[0] else c for c in node.children))
    paragraphs = [c for c in touched if c.kind is Kind.PARAGRAPH]
    if not paragraphs:
        return node
    filled = [c for c in paragraphs if _fills(witness.text, c, start, end)]
    if filled == touched:
        wrapped = Node(Kind.QUOTATION, touched[0].start, touched[-1].end, tuple(touched))
        at = node.children.index(touched[0])
        return replace(node, children=(*node.children[:at], wrapped, *node.children[at + len(touched) :]))
    new = _quote_inside(witness.text, paragraphs[0], start, end)
    return replace(node, children=tuple(x for c in node.children for x in (new if c is paragraphs[0] else (c,))))


def _fills(text: str, node: Node, start: int, end: int) -> bool:
    """Whether no word of the block stands outside [start, end)."""
    return not _WORD.search(text[node.start : max(node.start, start)]) and not _WORD.search(text[end : node.end])


def _quote_inside(text: str, node: Node, start: int, end: int) -> tuple[Node, ...]:
    """A quotation within a paragraph; where it is glued to its neighbours, lost line breaks: blocks of its own."""
    end = min(end, node.end)
    start = start - 1 if start > node.start and text[start - 1] in '"“„«' else start
    while end < node.end and text[end] in '.!?…"”»':
        end += 1
    glued = text[start - 1] == ":" or (end < node.end and text[end].isalpha())
    if not glued:
        return (_with_inline(node, start, end),)
    quote = _part(node, start, end)
    parts = (_part(node, node.start, start), Node(Kind.QUOTATION, start, end, (quote,)), _part(node, end, node.end))
    return tuple(p for p in parts if p.start < p.end)


def _part(node: Node, start: int, end: int) -> Node:
    inner = tuple(c for c in node.children if start <= c.start and c.end <= end)
    return replace(node, start=start, end=end, children=inner)


# -- quotations that were lost


def _with_lost(witness: Witness) -> Witness:
    """The witness with what it lost told, and the paragraphs that announce it marked."""
    lost = list(_lost_quotations(witness))
    root = _marked_lost(witness.root, {id(node) for node, _ in lost})
    findings = (*witness.findings, *(finding for _, finding in lost))
    return replace(witness, root=absorbed(root, witness.text), findings=findings)


def _marked_lost(node: Node, lost: set[int]) -> Node:
    children = tuple(_marked_lost(child, lost) for child in node.children)
    attributes = (*node.attributes, ("lost", "yes")) if id(node) in lost else node.attributes
    return (
        node
        if children == node.children and id(node) not in lost
        else replace(node, children=children, attributes=attributes)
    )


def _lost_quotations(witness: Witness) -> Iterator[tuple[Node, Finding]]:
    """A paragraph that ends in a colon announces a list or a quotation; where neither follows, it was lost."""
    blocks = [
        n
        for n in witness.root.walk()
        if n.kind in (Kind.PARAGRAPH, Kind.ITEM, Kind.ENTRY, Kind.HEADING, Kind.QUOTATION)
    ]
    for node, following in itertools.zip_longest(blocks, blocks[1:]):
        if not _ends_in_colon(witness.text, node) or (
            following and following.kind not in (Kind.PARAGRAPH, Kind.HEADING)
        ):
            continue
        words = " ".join(witness.text[node.start : node.end].split()[-6:])
        message = f"«… {words}» announces a quotation or a list, but none follows: it seems to be lost in the source"
        yield (
            node,
            Finding("E301", Severity.WARNING, message, position_in(witness.seed.path, witness.text, node.end - 1)),
        )
