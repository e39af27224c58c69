"""Where marks may stand in a TEI file that is kept: stretches of a witness become stretches of its bytes.

A mark is one element where the editor's own elements let it be: around whole elements of hers, never around a part of
one. Where that cannot be, it is several parts. `edition.tei.encode.holders` says what TEI allows.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lxml import etree

from edition.late_patterns import late_pattern
from edition.model import Kind, Witness
from edition.model.transcribed import NAMING
from edition.model.witness import OUTSIDE_READING
from edition.tei.encode.holders import Holders, load_holders
from edition.xml.namespaces import TEI
from edition.xml.transcription import Span, Transcription

Element = etree._Element
#: Of several encodings of a place the one that is read stands for all.
_ALTERNATIVES = frozenset(("choice", "subst"))
#: Elements of which each witness of a file reads another part.
_CHANGES = frozenset(("subst", "app"))
_BREAKS = frozenset(("lb", "pb", "cb", "gb", "milestone", "anchor"))
#: What a mark never stands around, though TEI may allow it.
_BLOCK_NAMES = """
    ab argument bibl body castList cell closer dateline div epigraph figure floatingText front group head item l lg
    list listBibl opener p postscript quote row salute signed sp speaker stage table trailer
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
#: Names and dates of the editor.
HERS = frozenset(NAMING)
_MOST_PIECES = 60
#: Stretches of a witness that are in its file and its text, and in no reading of it.
_UNREAD = OUTSIDE_READING - {Kind.NOTE}
_WORD = late_pattern(r"\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of bytes directly in an element."""

    holder: Element
    begin: int
    end: int
    node: int = -1  # the text node that it ends in, while it is that of one text node


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a mark stand; with `is_apart`, no mark may stand there, but an anchor at each end."""

    parts: tuple[Piece, ...]
    is_apart: bool = False


@dataclass(slots=True, eq=False)
class Ground:
    """A file to be marked, and what is hers in it. `is_shared`: several witnesses are read from it, each its branch of
    a correction or an apparatus: what one reads stands for no other."""

    file: Transcription
    is_shared: bool = False
    holders: Holders = field(default_factory=load_holders)
    hers: list[Span] = field(default_factory=list)
    _children: dict[Element, tuple[list[Element], list[int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = (f"{{{TEI}}}{name}" for name in HERS)
        spans = (self.file.outside(node) for node in self.file.root.iter(*names))
        for span in spans:  # in document order, an outer one before those in it
            if not self.hers or span[0] >= self.hers[-1][1]:
                self.hers.append(span)

    def meets_hers(self, begin: int, end: int) -> bool:
        """Whether a name of hers stands in a stretch, around it, or across an end of it."""
        at = bisect_right(self.hers, begin, key=lambda span: span[1])
        return at < len(self.hers) and self.hers[at][0] < end

    def children_in(self, holder: Element, begin: int, end: int) -> Sequence[Element]:
        """The children of an element that stand in a stretch of its content."""
        if holder not in self._children:
            nodes = list(holder.iterchildren(etree.Element))
            self._children[holder] = nodes, [self.file.outside(node)[0] for node in nodes]
        nodes, starts = self._children[holder]
        return nodes[bisect_left(starts, begin) : bisect_left(starts, end)]

    def may_stand(self, piece: Piece, name: str) -> bool:
        """Whether TEI allows a mark of this name at a place."""
        if not self.holders.may_hold(tei_name(piece.holder), name):
            return False
        return all(self._may_wrap(name, child) for child in self.children_in(piece.holder, piece.begin, piece.end))

    @property
    def alternatives(self) -> frozenset[str]:
        """Elements of which the branch that is read stands for the whole."""
        return _ALTERNATIVES - _CHANGES if self.is_shared else _ALTERNATIVES

    def _may_wrap(self, name: str, child: Element) -> bool:
        inner = tei_name(child)
        if self.is_shared and any(tei_name(one) in _CHANGES for one in child.iter(etree.Element)):
            return False
        return inner not in _BLOCKS and self.holders.may_wrap(name, inner)

    def may_anchor(self, piece: Piece) -> bool:
        """Whether TEI allows an anchor there."""
        return tei_name(piece.holder) in self.holders.anchor


def tei_name(element: Element) -> str:
    """The name of an element of TEI; "" of any other."""
    name = etree.QName(element)
    return name.localname if name.namespace == TEI else ""


class Placer:
    """Finds places in a file for stretches of one witness that was read from it."""

    def __init__(self, ground: Ground, witness: Witness) -> None:
        self.ground, self.file, self.witness = ground, ground.file, witness
        account = witness.account
        self.nodes = account.nodes if account else None
        self._read: list[int] | None = None

    @property
    def read(self) -> list[int]:
        """The bytes at which the words begin that the reading text has of the file, sorted; found when asked for."""
        if self._read is None:
            self._read = self._starts_of_words()
        return self._read

    def _starts_of_words(self) -> list[int]:
        if self.nodes is None:
            return []
        unread = [(node.start, node.end) for node in self.witness.root.walk() if node.kind in _UNREAD]
        starts = [start for start, _ in unread]
        found = []
        ends = (*self.nodes.starts[1:], len(self.witness.text))
        for begin, end, node, offset in zip(self.nodes.starts, ends, self.nodes.nodes, self.nodes.offsets, strict=True):
            at = bisect_right(starts, begin) - 1
            if at >= 0 and begin < unread[at][1]:
                continue
            length = self.file.length_of(node)
            words = (offset + word.start() for word in _WORD.finditer(self.witness.text[begin:end]))
            found += [self.file.place_of(node, place)[0] for place in words if place < length]
        return sorted(found)

    def place(self, start: int, end: int, name: str) -> Places | None:
        """The places of a mark for a stretch of the witness's text; None where it cannot be marked."""
        pieces = self.pieces(start, end)
        if not pieces or len(pieces) > _MOST_PIECES:
            return None
        if self.ground.meets_hers(pieces[0].begin, pieces[-1].end):
            return None
        joined = self._joined(pieces, name)
        found = [self._allowed(piece, name) for piece in joined]
        parts = tuple(piece for piece in found if piece)
        if len(parts) == len(found):
            is_hers = any(self.ground.meets_hers(piece.begin, piece.end) for piece in parts)
            return None if is_hers else Places(parts)
        ends = pieces[0], pieces[-1]
        return Places(ends, is_apart=True) if all(map(self.ground.may_anchor, ends)) else None

    def anchor(self, start: int) -> Piece | None:
        """The place of an anchor at a character of the text, or at the first behind it that the file has."""
        pieces = self.pieces(start, len(self.witness.text), first_alone=True)
        return pieces[0] if pieces and self.ground.may_anchor(pieces[0]) else None

    # -- from the text to the file

    def pieces(self, start: int, end: int, first_alone: bool = False) -> list[Piece]:
        """The stretches of bytes in which the words of a stretch stand, in the order of the file."""
        found: list[Piece] = []
        for piece in self._words(start, end):
            if found and self._continues(found[-1], piece):
                found[-1] = replace(found[-1], end=piece.end, node=piece.node)
            elif first_alone and found:
                break
            else:
                found.append(piece)
        return found if all(a.end <= b.begin for a, b in pairwise(found)) else []

    def _continues(self, last: Piece, piece: Piece) -> bool:
        """Whether a piece goes on with the last one: in the same text node, or in the same entity."""
        if last.holder is not piece.holder or piece.begin < last.begin:
            return False
        return last.node == piece.node or last.end == piece.begin or last.end == piece.end

    def _words(self, start: int, end: int) -> Iterator[Piece]:
        if self.nodes is None:
            return
        text = self.witness.text
        for begin, behind, node, offset in self.nodes.between(start, end):
            length = min(len(text[begin:behind].rstrip()), self.file.length_of(node) - offset)
            if length > 0 and self._has(node, offset, text[begin : begin + length]):
                first = self.file.place_of(node, offset)
                last = self.file.place_of(node, offset + length - 1)
                yield Piece(self._home(node), first[0], last[1], node)

    def _has(self, node: int, offset: int, words: str) -> bool:
        return self.file.text_of(node)[offset : offset + len(words)] == words

    def _home(self, node: int) -> Element:
        """The element in which a text node stands in the file; of words from an entity, that of the reference."""
        holder = self.file.holder_of(node)
        while self.file.is_from_entity(holder) and (parent := holder.getparent()) is not None:
            holder = parent
        return holder

    # -- from pieces to parts

    def _joined(self, pieces: Sequence[Piece], name: str) -> list[Piece]:
        """The pieces with neighbours joined where a mark may stand around them, as many as possible at once."""
        found = list(pieces)
        width = len(found)
        while width > 1:
            for at in range(len(found) - width + 1):
                if one := self._join(found[at], found[at + width - 1], name):
                    found[at : at + width] = [one]
                    break
            else:
                width -= 1
                continue
            width = min(width, len(found))
        return found

    def _allowed(self, piece: Piece, name: str) -> Piece | None:
        """The place of one part: as it is, around the choice whose branch it is, or further out; None for nowhere."""
        around = self._alternatives(piece)
        one = self._lifted(piece, piece, around) if around is not None else None
        if one and self.ground.may_stand(one, name):
            return self._allowed(one, name)
        return piece if self.ground.may_stand(piece, name) else self._join(piece, piece, name)

    def _alternatives(self, piece: Piece) -> Element | None:
        """The element around a choice or substitution of which a branch holds the piece."""
        for around in (piece.holder, *piece.holder.iterancestors()):
            if tei_name(around) in _BLOCKS:
                return None
            if tei_name(around) in self.ground.alternatives:
                return around.getparent()
        return None

    def _join(self, first: Piece, last: Piece, name: str) -> Piece | None:
        """One part from the start of a piece to the end of another, in the innermost element that may hold it."""
        around = {first.holder, *first.holder.iterancestors()}
        holder: Element | None = next(one for one in (last.holder, *last.holder.iterancestors()) if one in around)
        while holder is not None:
            one = self._lifted(first, last, holder)
            if one is None:
                return None
            if self.ground.may_stand(one, name):
                return one
            holder = holder.getparent()
        return None

    def _lifted(self, first: Piece, last: Piece, holder: Element) -> Piece | None:
        """The stretch with its ends moved out of the elements in `holder`; None where it would take in other words."""
        begin, end = first.begin, last.end
        for element in (first.holder, *first.holder.iterancestors()):
            if element is holder:
                break
            if tei_name(element) in _BLOCKS or not self._is_empty(element, self.file.inside(element)[0], begin):
                return None
            begin = self.file.outside(element)[0]
        for element in (last.holder, *last.holder.iterancestors()):
            if element is holder:
                break
            if tei_name(element) in _BLOCKS or not self._is_empty(element, end, self.file.inside(element)[1]):
                return None
            end = self.file.outside(element)[1]
        return Piece(holder, begin, end)

    def _is_empty(self, element: Element, begin: int, end: int) -> bool:
        """Whether nothing stands between the edge of an element and a place in it but breaks, and what is not read of
        several encodings."""
        if begin >= end:
            return True
        at = bisect_left(self.read, begin)
        if at < len(self.read) and self.read[at] < end:
            return False
        if tei_name(element) in self.ground.alternatives:
            return True
        rest = self.file.data[begin:end]
        for child in reversed(self.ground.children_in(element, begin, end)):
            if not _is_break(child):
                return False
            inner = self.file.outside(child)
            rest = rest[: inner[0] - begin] + rest[inner[1] - begin :]
        return not rest.strip()


def _is_break(child: Element) -> bool:
    return tei_name(child) in _BREAKS
