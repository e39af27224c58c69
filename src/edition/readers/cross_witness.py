"""Infer structure that one witness has lost from the other witnesses: quotations and paragraph breaks.

A reader sees one seed only. Two facts need the other witnesses: words that one witness marks as a quotation are a
quotation in the other witnesses too; and a wide blank in a flattened text ends a paragraph only where another witness
has a paragraph break, not where the other witnesses continue.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from edition.late_patterns import late_pattern
from edition.model import Finding, Kind, Node, Severity, Witness
from edition.model.finding import position_in
from edition.model.tokens import word_spans
from edition.readers import quotes
from edition.readers.paragraph_breaks import fold_case, join_doubtful_paragraphs
from edition.readers.structure import absorb_stray_characters, rewrite_tree

_WORDS_AT_ENDS = 6  # words that must be equal at the beginning and at the end of a quotation
#: What may announce a quotation, and what may be one.
_ANNOUNCING = frozenset((Kind.PARAGRAPH, Kind.ITEM, Kind.ENTRY, Kind.HEADING, Kind.QUOTATION))
_ANNOUNCED = frozenset((Kind.VERSE, Kind.TABLE, Kind.SPEAKER))
_MIN_QUOTATION = 20  # words; shorter quotations are not searched for in other witnesses


def reconcile_structures(witnesses: Sequence[Witness]) -> tuple[Witness, ...]:
    """Return the witnesses with false paragraph breaks joined and with quotations marked.

    The text of a witness never changes, only its tree. E301 reports each paragraph that announces a quotation which the
    source has lost.
    """
    joined = [
        join_doubtful_paragraphs(w, [o for o in witnesses if o is not w]) if w.reader == "flat" else w
        for w in witnesses
    ]
    own = [_mark_own_quotations(w) for w in joined]
    quotations = [quotation for w in own for quotation in _quotations_of(w)]
    marked = [_mark_quotations_of_others(w, [p for p in quotations if p.siglum != w.siglum]) for w in own]
    return tuple(_report_lost_quotations(w) for w in marked)


# -- quotations that a witness marks itself


def _mark_own_quotations(witness: Witness) -> Witness:
    """Mark text in quotation marks: whole paragraphs after a colon as block quotations, the rest as inline ones."""
    text = witness.text

    def inside(node: Node) -> Node:
        if node.kind is not Kind.PARAGRAPH:
            return node
        for start, end in quotes.find_quoted_spans(text, node.start, node.end):
            node = _insert_inline(node, start, end)
        return node

    def blocks(node: Node) -> Node:
        return replace(node, children=_group_block_quotations(text, node.children))

    root = rewrite_tree(witness.root, inside)
    return replace(witness, root=blocks(rewrite_tree(root, lambda n: blocks(n) if n.kind is Kind.SECTION else n)))


def _group_block_quotations(text: str, nodes: Sequence[Node]) -> tuple[Node, ...]:
    made: list[Node] = []
    i = 0
    while i < len(nodes):
        length = _quotation_length(text, nodes, i)
        if length:
            inner = tuple(_unwrap_quoted(n) for n in nodes[i : i + length])
            made.append(Node(Kind.QUOTATION, inner[0].start, inner[-1].end, inner))
        else:
            made.append(nodes[i])
        i += max(1, length)
    return tuple(made)


def _quotation_length(text: str, nodes: Sequence[Node], i: int) -> int:
    """The number of blocks from nodes[i] on that form one block quotation, or 0.

    They follow a paragraph that ends with a colon, and quotation marks enclose them.
    """
    node = nodes[i]
    if node.kind is not Kind.PARAGRAPH or not i or not _ends_with_colon(text, nodes[i - 1]):
        return 0
    whole = [c for c in node.children if c.kind is Kind.QUOTED]
    rest = [c for c in node.children if c.kind not in (Kind.QUOTED, Kind.NOTE_MARK)]
    if len(whole) == 1 and whole[0].start == node.start and not rest:
        tail = "".join(text[a:b] for a, b in _spans_without_note_marks(node, whole[0].end))
        return 0 if tail.strip(" .") else 1
    if not quotes.opens_without_closing(text, node):
        return 0
    for j in range(i + 1, min(i + 4, len(nodes))):
        if quotes.closes_without_opening(text, nodes[j]):
            return j - i + 1
    return 0


def _spans_without_note_marks(node: Node, at: int) -> Iterator[tuple[int, int]]:
    for child in node.children:
        if child.start >= at and child.kind is Kind.NOTE_MARK:
            yield at, child.start
            at = child.end
    yield at, node.end


def _unwrap_quoted(node: Node) -> Node:
    return rewrite_tree(node, lambda n: n.children if n.kind is Kind.QUOTED else n)


#: Letters of Greek with breathings: in manuscripts of such texts two points are the sign of a full stop.
_POLYTONIC = late_pattern(r"[\u1f00-\u1fff\u0313\u0314]")


def _ends_with_colon(text: str, node: Node) -> bool:
    return node.kind is Kind.PARAGRAPH and text[node.start : node.end].rstrip().endswith(":")


def _insert_inline(node: Node, start: int, end: int, kind: Kind = Kind.QUOTED) -> Node:
    """The node with an inline node around [start, end); unchanged where that would cut another inline node."""
    inner = tuple(c for c in node.children if start <= c.start and c.end <= end)
    before = tuple(c for c in node.children if c.end <= start and c not in inner)
    after = tuple(c for c in node.children if c.start >= end and c not in inner)
    if len(before) + len(inner) + len(after) < len(node.children) or any(c.kind is kind for c in inner):
        return node
    return replace(node, children=(*before, Node(kind, start, end, inner), *after))


# -- quotations that another witness marks


@dataclass(frozen=True, slots=True)
class _Quotation:
    """A quotation that a witness marks: its siglum and the folded words."""

    siglum: str
    words: tuple[str, ...]


def _quotations_of(witness: Witness) -> Iterator[_Quotation]:
    for node in witness.root.walk():
        if node.kind in (Kind.QUOTED, Kind.QUOTATION):
            words = [w for w, _, _ in _words_with_offsets(witness, node)]
            if len(words) >= _MIN_QUOTATION:
                yield _Quotation(witness.siglum, tuple(words))


def _words_with_offsets(witness: Witness, node: Node) -> Iterator[tuple[str, int, int]]:
    """The folded words of a node with start and end offset, without the words of note marks and markers."""
    skipped = [(n.start, n.end) for n in node.walk() if n.kind in (Kind.NOTE_MARK, Kind.MARKER)]
    k = 0
    for start, end in word_spans(witness.text, node.start, node.end):
        while k < len(skipped) and skipped[k][1] <= start:
            k += 1
        if k == len(skipped) or end <= skipped[k][0]:
            yield fold_case(witness.text[start:end]), start, end


def _mark_quotations_of_others(witness: Witness, quotations: Sequence[_Quotation]) -> Witness:
    if not quotations:
        return witness
    words = list(_words_with_offsets(witness, witness.root))
    grams: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(words) - _WORDS_AT_ENDS + 1):
        grams.setdefault(tuple(w for w, _, _ in words[i : i + _WORDS_AT_ENDS]), []).append(i)
    for quotation in quotations:
        for i in grams.get(quotation.words[:_WORDS_AT_ENDS], ()):
            last = [
                j for j in grams.get(quotation.words[-_WORDS_AT_ENDS:], ()) if i <= j <= i + 1.5 * len(quotation.words)
            ]
            if last:
                stretch = words[i][1], words[last[0] + _WORDS_AT_ENDS - 1][2]
                witness = replace(witness, root=_mark_quotation(witness, witness.root, *stretch))
    return witness


def _mark_quotation(witness: Witness, node: Node, start: int, end: int) -> Node:
    """The tree with [start, end) marked as a quotation: as blocks where it covers whole blocks, else inline."""
    if any(n.kind in (Kind.QUOTED, Kind.QUOTATION) and n.start < end and start < n.end for n in node.walk()):
        return node
    touched = [c for c in node.children if c.start < end and start < c.end]
    if len(touched) == 1 and touched[0].kind is Kind.SECTION:
        inner = _mark_quotation(witness, touched[0], start, end)
        return replace(node, children=tuple(inner if c is touched[0] else c for c in node.children))
    paragraphs = [c for c in touched if c.kind is Kind.PARAGRAPH]
    if not paragraphs:
        return node
    filled = [c for c in paragraphs if _is_covered(witness.text, c, start, end)]
    if filled == touched:
        wrapped = Node(Kind.QUOTATION, touched[0].start, touched[-1].end, tuple(touched))
        at = node.children.index(touched[0])
        return replace(node, children=(*node.children[:at], wrapped, *node.children[at + len(touched) :]))
    new = _mark_in_paragraph(witness.text, paragraphs[0], start, end)
    return replace(node, children=tuple(x for c in node.children for x in (new if c is paragraphs[0] else (c,))))


def _is_covered(text: str, node: Node, start: int, end: int) -> bool:
    """Whether all words of the block are inside [start, end)."""
    return not word_spans(text, node.start, max(node.start, start)) and not word_spans(text, end, node.end)


def _mark_in_paragraph(text: str, node: Node, start: int, end: int) -> tuple[Node, ...]:
    """Mark a quotation inside a paragraph.

    Where no white space separates it from its neighbours, a line break was lost: it becomes a block of its own.
    """
    start, end = max(start, node.start), min(end, node.end)
    start = start - 1 if start > node.start and text[start - 1] in '"“„«' else start
    while end < node.end and text[end] in '.!?…"”»':
        end += 1
    glued = text[start - 1] == ":" or (end < node.end and text[end].isalpha())
    if not glued:
        return (_insert_inline(node, start, end),)
    quote = _slice_node(node, start, end)
    parts = (
        _slice_node(node, node.start, start),
        Node(Kind.QUOTATION, start, end, (quote,)),
        _slice_node(node, end, node.end),
    )
    return tuple(p for p in parts if p.start < p.end)


def _slice_node(node: Node, start: int, end: int) -> Node:
    inner = tuple(c for c in node.children if start <= c.start and c.end <= end)
    return replace(node, start=start, end=end, children=inner)


# -- quotations that were lost


def _report_lost_quotations(witness: Witness) -> Witness:
    """The witness with E301 for each lost quotation; the paragraphs that announce one have the attribute `lost`."""
    lost = list(_find_lost_quotations(witness))
    root = _flag_lost_quotations(witness.root, {id(node) for node, _ in lost})
    findings = (*witness.findings, *(finding for _, finding in lost))
    return replace(witness, root=absorb_stray_characters(root, witness.text), findings=findings)


def _flag_lost_quotations(node: Node, lost: set[int]) -> Node:
    children = tuple(_flag_lost_quotations(child, lost) for child in node.children)
    attributes = (*node.attributes, ("lost", "yes")) if id(node) in lost else node.attributes
    return (
        node
        if children == node.children and id(node) not in lost
        else replace(node, children=children, attributes=attributes)
    )


def _find_lost_quotations(witness: Witness) -> Iterator[tuple[Node, Finding]]:
    """The paragraphs that end with a colon although neither a list nor a quotation follows, each with its finding."""
    nodes = list(witness.root.walk())
    spoken = {id(inner) for node in nodes if node.kind is Kind.SPEECH for inner in node.walk()}  # it is interrupted
    blocks = [node for node in nodes if node.kind in _ANNOUNCING | _ANNOUNCED]
    for node, following in itertools.zip_longest(blocks, blocks[1:]):
        if node.kind not in _ANNOUNCING or id(node) in spoken or not _ends_with_colon(witness.text, node):
            continue
        if following and following.kind not in (Kind.PARAGRAPH, Kind.HEADING):
            continue
        if _POLYTONIC.search(witness.text[node.start : node.end]):
            continue
        words = " ".join(witness.text[node.start : node.end].split()[-6:])
        message = f"«… {words}» announces a quotation or a list, but none follows: it seems to be lost in the source"
        yield (
            node,
            Finding("E301", Severity.WARNING, message, position_in(witness.seed.path, witness.text, node.end - 1)),
        )
