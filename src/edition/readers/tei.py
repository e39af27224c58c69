"""The text of a TEI file that another program or person made: the words of `text`, a paragraph for each block."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree

from edition.model import Kind, Node
from edition.readers.structure import Refusal, body
from edition.xml.namespaces import TEI

_Q = f"{{{TEI}}}"
#: Elements that begin and end a paragraph of their own.
_BLOCK_NAMES = """
    ab argument back body byline castItem castList cell closer dateline div div1 div2 div3 div4 div5 div6 div7 docAuthor
    docDate docEdition docImprint docTitle epigraph figure floatingText front group head item l lg list listBibl opener
    p postscript row salute signed sp speaker stage table text titlePage titlePart trailer
"""
BLOCKS = frozenset(_Q + name for name in _BLOCK_NAMES.split())
_OWN_IN_LISTS = frozenset({f"{_Q}bibl", f"{_Q}label"})
_LISTS = frozenset({f"{_Q}list", f"{_Q}listBibl"})
#: Elements whose words are not the witness's text, or no longer.
LEFT_OUT = frozenset(_Q + name for name in ("teiHeader", "note", "noteGrp", "fw", "del", "figDesc", "metamark"))
_BREAKS = frozenset(_Q + name for name in ("lb", "pb", "cb", "gb", "space"))
#: Of `choice` what the witness itself has; of `app` the lemma.
PREFERRED = ("sic", "orig", "abbr", "lem")
_ONE_OF = frozenset({f"{_Q}choice", f"{_Q}app", f"{_Q}rdgGrp"})
_ELEMENTS_ONLY = _ONE_OF | {f"{_Q}subst"}  # white space in them is no text
#: Where a witness does not survive, or begins and ends (TEI P5, 11.3.3.1 and 13.1.5).
_GAPS = frozenset(_Q + name for name in ("gap", "lacunaStart", "lacunaEnd", "witStart", "witEnd"))
_JOIN = "\x00"  # a break inside a word; no XML holds this character
_GAP = "\x01"  # a gap; nor this
_AROUND_GAPS = re.compile(rf"\s*{_GAP}[{_GAP}\s]*")
_IN_WORD = re.compile(rf"(?<=\w)[{_GAP}]+|[{_GAP}]+(?=\w)")  # a part of a word is lost: no other word is made of it
_JOINED = re.compile(rf"\s*{_JOIN}\s*")


@dataclass(frozen=True, slots=True)
class TeiText:
    """The extracted text, paragraphs parted by an empty line, and its structure."""

    text: str
    root: Node


def read_tei(root: etree._Element) -> TeiText | Refusal:
    """The words of the first `text` of a file; what is left out and chosen: docs/collate.md."""
    found = next(root.iter(f"{_Q}text"), None)
    if found is None:
        return Refusal(f"it has no text element of TEI (namespace {TEI})")
    walker = _Walker()
    walker.walk(found, 0)
    walker.close(Kind.PARAGRAPH, 0)
    walker.end()
    return _laid_out(walker.blocks)


def _laid_out(blocks: Sequence[tuple[Kind, int, str]]) -> TeiText:
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
    return TeiText(text, body(text, nodes))


@dataclass(slots=True)
class _Walker:
    """Collects words and cuts them at the borders of blocks."""

    blocks: list[tuple[Kind, int, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    lost: bool = False  # whether a gap stands between the last block and the next

    def walk(self, element: etree._Element, depth: int) -> None:
        """`depth`: how many divisions stand around the element."""
        is_block = element.tag in BLOCKS or (element.tag in _OWN_IN_LISTS and _is_in_list(element))
        if is_block:
            self.close(Kind.PARAGRAPH, depth)
        if element.tag not in _ELEMENTS_ONLY:
            self.words.append(element.text or "")
        for child in _chosen(element):
            self._child(child, depth + str(child.tag).startswith(f"{_Q}div"))
        if is_block:
            self.close(Kind.HEADING if element.tag == f"{_Q}head" else Kind.PARAGRAPH, depth)

    def _child(self, child: etree._Element, depth: int) -> None:
        if child.tag in _BREAKS:
            self.words.append(_JOIN if child.get("break") == "no" else " ")
        elif child.tag in _GAPS:
            self.words.append(_GAP)
        elif isinstance(child.tag, str) and child.tag not in LEFT_OUT:
            self.walk(child, depth)
        parent = child.getparent()
        if parent is not None and parent.tag not in _ELEMENTS_ONLY:
            self.words.append(child.tail or "")

    def close(self, kind: Kind, depth: int) -> None:
        """End the block, if it has words; a gap without words before it stands at the head of the next block, or at
        the end of the last."""
        words = " ".join(_JOINED.sub("", "".join(self.words)).split())
        self.words.clear()
        words = _IN_WORD.sub("[…]", words)
        words = _AROUND_GAPS.sub(_one_gap, words)
        if words.strip(f"{_GAP} "):
            lead = _GAP if self.lost and not words.startswith(_GAP) else ""
            self.blocks.append((kind, min(max(depth, 1), 3), lead + words))
            self.lost = False
        elif words:
            self.lost = True

    def end(self) -> None:
        """After the last block: a gap that no block followed."""
        if self.lost and self.blocks:
            kind, depth, words = self.blocks[-1]
            self.blocks[-1] = kind, depth, words + _GAP


def _one_gap(found: re.Match[str]) -> str:
    """Gaps in a row are one; the white space around them is one blank before it."""
    inside = found.start() > 0 and found.end() < len(found.string)
    return f" {_GAP}" if inside and re.search(r"\s", found[0]) else _GAP


def _is_in_list(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in _LISTS


def _chosen(element: etree._Element) -> Sequence[etree._Element]:
    """The children that are read: of alternatives one."""
    if element.tag not in _ONE_OF:
        return list(element)
    children = [child for child in element if isinstance(child.tag, str)]
    preferred = [child for name in PREFERRED for child in children if child.tag == _Q + name]
    return (preferred or children)[:1]
