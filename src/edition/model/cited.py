"""By what the sources cite their places: the numbers of blocks and of divisions around them, and milestones in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from edition.model.offsets import Offsets
from edition.model.reference import Reference, Style, parse_reference
from edition.model.witness import CONTAINERS, Kind, Node, ReadingBlock, Witness

#: Units of milestones that make one path, the outermost first; others are no references.
UNITS: Mapping[str, int] = {
    name: rank
    for rank, names in enumerate(
        (
            "volume work",
            "book testament",
            "part canto poem psalm act",
            "chapter scene",
            "section paragraph para",
            "verse",
        )
    )
    for name in names.split()
}
#: Units that count the pages, lines or letters of a standard edition: each is a reference of its own.
STANDARD_UNITS = frozenset(("stephpage", "stephanus", "bekker", "tln", "ftln", "stephanuspage", "bekkerpage"))
_BIBLICAL_UNITS = frozenset(("verse", "chapter"))
_NOWHERE = Offsets()
NUMBERED = frozenset({Kind.VERSE, Kind.PARAGRAPH, Kind.ANONYMOUS, Kind.STANZA})


@dataclass(frozen=True, slots=True)
class Cited:
    """How a reading block is cited. `reference`: its number, or None. `points`: where milestones in it begin units of
    reference: (offset in the text of the witness, reference). `division`: the reference of the division around it;
    `path`: the numbered containers around it.
    """

    block: ReadingBlock
    reference: Reference | None
    points: tuple[tuple[int, Reference], ...] = ()
    division: Reference | None = None
    path: tuple[Node, ...] = ()


def cited_blocks(witness: Witness, blocks: Sequence[ReadingBlock]) -> tuple[Cited, ...]:
    """The reading blocks of a witness, each with its own numbers (nothing is counted)."""
    found = _Finder()
    found.search(witness.root, None, (witness.root,))
    nothing = Cited(blocks[0], None) if blocks else None
    given = ((b, found.made.get(id(b.node), nothing)) for b in blocks)
    return tuple(Cited(b, c.reference, c.points, c.division, c.path) if c else Cited(b, None) for b, c in given)


class _Finder:
    def __init__(self) -> None:
        self.made: dict[int, Cited] = {}  # id() of a node -> how it is cited
        self.units: dict[int, str] = {}  # rank of a unit -> its number, as milestones gave them
        self.alone: Reference | None = None  # the last reference of a standard edition
        self.is_biblical = False

    def search(self, node: Node, division: Reference | None, path: tuple[Node, ...]) -> None:
        for child in node.children:
            if child.kind in CONTAINERS:
                own = parse_reference(child.get("n"), division) if child.kind in (Kind.SECTION, Kind.STANZA) else None
                if own and child.get("unit") in _BIBLICAL_UNITS and len(own.parts) > 1:
                    own = replace(own, style=Style.BIBLICAL)
                if child.kind is Kind.STANZA and own and not _counts_in(child):
                    own = None  # its lines are numbered through
                self.search(child, own or division, (*path, child) if own or child.kind is Kind.SPEECH else path)
            else:
                self._block(child, division, path)

    def _block(self, node: Node, division: Reference | None, path: tuple[Node, ...]) -> None:
        before = self._unit()
        points = tuple(
            (one.start, found)
            for one in (node.walk() if node.children else ())
            if one.kind is Kind.MILESTONE and (found := self._point(one))
        )
        own = parse_reference(node.get("n"), division) if node.kind in NUMBERED else None
        if own is None and before and node.kind in (Kind.PARAGRAPH, Kind.ANONYMOUS):
            points = ((node.start, before), *points) if not points or points[0][0] > node.start else points
        if node.kind is Kind.VERSE and own is not None:
            points, self.alone = (), None
        block = ReadingBlock(node.kind, "", _NOWHERE, node)
        self.made[id(node)] = Cited(block, own, points, division, path)

    def _point(self, milestone: Node) -> Reference | None:
        unit, n = milestone.get("unit"), milestone.get("n")
        if unit in STANDARD_UNITS:
            self.alone = parse_reference(n)
            return self.alone
        rank = UNITS.get(unit)
        if rank is None:
            return None
        self.units = {r: number for r, number in self.units.items() if r < rank} | {rank: n}
        self.is_biblical = self.is_biblical or unit in _BIBLICAL_UNITS
        return self._unit()

    def _unit(self) -> Reference | None:
        if not self.units:
            return self.alone
        made: Reference | None = None
        for rank in sorted(self.units):
            made = parse_reference(self.units[rank], made) or made
        return replace(made, style=Style.BIBLICAL) if made and self.is_biblical and len(made.parts) > 1 else made


def _counts_in(stanza: Node) -> bool:
    """Whether the lines of a stanza are counted from 1 in it: a stanza of several lines whose first is its own 1."""
    lines = [child.get("n") for child in stanza.children if child.kind is Kind.VERSE]
    return len(lines) > 1 and lines[0] == "1"
