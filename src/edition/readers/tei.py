"""Extract the text of a TEI file that another program or person made: a paragraph for each block of `text`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree

from edition.model import Kind, Node
from edition.readers.structure import Refusal, make_body
from edition.xml.namespaces import TEI

_TEI = f"{{{TEI}}}"
#: Elements whose content is a paragraph of its own.
_BLOCK_NAMES = """
    ab argument back body byline castItem castList cell closer dateline div div1 div2 div3 div4 div5 div6 div7 docAuthor
    docDate docEdition docImprint docTitle epigraph figure floatingText front group head item l lg list listBibl opener
    p postscript row salute signed sp speaker stage table text titlePage titlePart trailer
"""
BLOCKS = frozenset(_TEI + name for name in _BLOCK_NAMES.split())
_BLOCKS_IN_LISTS = frozenset({f"{_TEI}bibl", f"{_TEI}label"})
_LISTS = frozenset({f"{_TEI}list", f"{_TEI}listBibl"})
#: Elements whose words do not belong to the text of the witness, or were deleted in it.
LEFT_OUT = frozenset(_TEI + name for name in ("teiHeader", "note", "noteGrp", "fw", "del", "figDesc", "metamark"))
_BREAKS = frozenset(_TEI + name for name in ("lb", "pb", "cb", "gb", "space"))
#: The preferred child of `choice` (what the witness itself has) and of `app` (the lemma).
PREFERRED = ("sic", "orig", "abbr", "lem")
_ALTERNATIVES = frozenset({f"{_TEI}choice", f"{_TEI}app", f"{_TEI}rdgGrp"})
_ELEMENTS_ONLY = _ALTERNATIVES | {f"{_TEI}subst"}  # white space in them is not text
#: Where a witness does not survive, or begins and ends (TEI P5, 11.3.3.1 and 13.1.5).
_GAPS = frozenset(_TEI + name for name in ("gap", "lacunaStart", "lacunaEnd", "witStart", "witEnd"))
_WORD_BREAK = "\x00"  # a break inside a word; XML cannot contain this character
_GAP = "\x01"  # a gap; XML cannot contain this character either
_AROUND_GAPS = re.compile(rf"\s*{_GAP}[{_GAP}\s]*")
_GAP_IN_WORD = re.compile(rf"(?<=\w)[{_GAP}]+|[{_GAP}]+(?=\w)")  # the rest of the word is lost
_AROUND_WORD_BREAKS = re.compile(rf"\s*{_WORD_BREAK}\s*")


@dataclass(frozen=True, slots=True)
class TeiText:
    """The extracted text, with an empty line between paragraphs, and its structure."""

    text: str
    root: Node


def read_tei(root: etree._Element) -> TeiText | Refusal:
    """Extract the first `text` element of a file; docs/collate.md says what is left out. Refusal if there is none."""
    found = next(root.iter(f"{_TEI}text"), None)
    if found is None:
        return Refusal(f"it has no text element of TEI (namespace {TEI})")
    collector = _TextCollector()
    collector.read(found, 0)
    collector.end_block(Kind.PARAGRAPH, 0)
    collector.finish()
    return _build_text(collector.blocks)


def _build_text(blocks: Sequence[tuple[Kind, int, str]]) -> TeiText:
    nodes, at = [], 0
    parts: list[str] = []
    for kind, level, words in blocks:
        attributes = (("level", str(level)),) if kind is Kind.HEADING else ()
        pieces = words.split(_GAP)
        ends = list(accumulate(map(len, pieces), initial=at))
        gaps = tuple(Node(Kind.GAP, end, end) for end in ends[1:-1])
        nodes.append(Node(kind, at, ends[-1], gaps, attributes))
        parts.append("".join(pieces))
        at = ends[-1] + 2
    text = "\n\n".join(parts)
    return TeiText(text, make_body(text, nodes))


@dataclass(slots=True)
class _TextCollector:
    """Collects (kind, level, words) of each block while it walks a tree; _GAP stands for a gap in the words."""

    blocks: list[tuple[Kind, int, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    has_pending_gap: bool = False  # whether a gap precedes the next block

    def read(self, element: etree._Element, depth: int) -> None:
        """Read an element and its content. `depth`: the number of divisions around it."""
        is_block = element.tag in BLOCKS or (element.tag in _BLOCKS_IN_LISTS and _is_in_list(element))
        if is_block:
            self.end_block(Kind.PARAGRAPH, depth)
        if element.tag not in _ELEMENTS_ONLY:
            self.words.append(element.text or "")
        for child in _children_to_read(element):
            self._read_child(child, depth + str(child.tag).startswith(f"{_TEI}div"))
        if is_block:
            self.end_block(Kind.HEADING if element.tag == f"{_TEI}head" else Kind.PARAGRAPH, depth)

    def _read_child(self, child: etree._Element, depth: int) -> None:
        if child.tag in _BREAKS:
            self.words.append(_WORD_BREAK if child.get("break") == "no" else " ")
        elif child.tag in _GAPS:
            self.words.append(_GAP)
        elif isinstance(child.tag, str) and child.tag not in LEFT_OUT:
            self.read(child, depth)
        parent = child.getparent()
        if parent is not None and parent.tag not in _ELEMENTS_ONLY:
            self.words.append(child.tail or "")

    def end_block(self, kind: Kind, depth: int) -> None:
        """End the block, if it has words. A gap between two blocks is put at the beginning of the next block."""
        words = " ".join(_AROUND_WORD_BREAKS.sub("", "".join(self.words)).split())
        self.words.clear()
        words = _GAP_IN_WORD.sub("[…]", words)
        words = _AROUND_GAPS.sub(_merge_gaps, words)
        if words.strip(f"{_GAP} "):
            lead = _GAP if self.has_pending_gap and not words.startswith(_GAP) else ""
            self.blocks.append((kind, min(max(depth, 1), 3), lead + words))
            self.has_pending_gap = False
        elif words:
            self.has_pending_gap = True

    def finish(self) -> None:
        """Put a gap after the last block at the end of that block."""
        if self.has_pending_gap and self.blocks:
            kind, depth, words = self.blocks[-1]
            self.blocks[-1] = kind, depth, words + _GAP


def _merge_gaps(found: re.Match[str]) -> str:
    """Consecutive gaps are one gap; white space around them becomes one blank before it."""
    inside = found.start() > 0 and found.end() < len(found.string)
    return f" {_GAP}" if inside and re.search(r"\s", found[0]) else _GAP


def _is_in_list(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in _LISTS


def _children_to_read(element: etree._Element) -> Sequence[etree._Element]:
    """The children of an element that are read: all, or one of several alternatives."""
    if element.tag not in _ALTERNATIVES:
        return list(element)
    children = [child for child in element if isinstance(child.tag, str)]
    preferred = [child for name in PREFERRED for child in children if child.tag == _TEI + name]
    return (preferred or children)[:1]
