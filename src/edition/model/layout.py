"""The layout of an edition: in which sections, lists and quotations its blocks and block-sized units are placed.

The blocks of the base are placed in the structure of the base. Blocks that the base lacks follow the block of the base
after which they come: inside a list of the base they are entries of it, elsewhere they bring their own sections, lists
and quotations with them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.model.apparatus import Apparatus, Block, BlockUnit
from edition.model.reading import reading_blocks
from edition.model.seed import Siglum
from edition.model.witness import CONTAINERS, Kind, Node, ReadingBlock, Witness

LISTS = frozenset({Kind.LIST, Kind.BIBLIOGRAPHY})
#: Structures of the base in which what it lacks is an entry of its own: TEI has no `app` around their parts.
ENTRY_HOLDERS = LISTS | {Kind.TABLE, Kind.ROW}
#: Structures that are not opened again for what another witness adds to one of the base.
_SHARED = frozenset({Kind.STANZA, Kind.SPEECH, Kind.OPENER, Kind.CLOSER})
#: Structures that stand at the edges of sections alone, so what another witness adds is not in one.
_AT_EDGES = frozenset({Kind.OPENER, Kind.CLOSER})
_Path = tuple[Node, ...]  # the containers around a block, outermost first


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block of the edition at its place.

    `source` is the block of the witness that it shows. `is_top`: whether it is a block of a block-sized unit outside
    all containers that the unit opens, or outside its own.
    """

    block: Block
    source: ReadingBlock
    is_top: bool = False


@dataclass(frozen=True, slots=True)
class Container:
    """A section, list or quotation of a witness, opened in the edition; `first` is the text of its first block."""

    siglum: Siglum
    node: Node
    first: str
    parts: "tuple[Placed, ...]"
    id: str = ""


@dataclass(frozen=True, slots=True)
class PlacedUnit:
    """A block-sized unit at its place. `entry_of` is the kind of the list of the base in which it is an entry."""

    unit: BlockUnit
    parts: "tuple[Placed, ...]"
    entry_of: Kind | None = None


Placed = PlacedBlock | Container | PlacedUnit


@dataclass(frozen=True, slots=True)
class Layout:
    """The apparatus with its parts at their places; `parts` hold the same blocks and units as `apparatus`.

    `blocks` are the blocks of each witness's reading text, in its order.
    """

    apparatus: Apparatus
    parts: tuple[Placed, ...]
    blocks: Mapping[Siglum, tuple[ReadingBlock, ...]]


Reading = Mapping[Siglum, tuple[ReadingBlock, ...]]  # of every witness the blocks of its reading text


def lay_out(apparatus: Apparatus, witnesses: Sequence[Witness], reading: Reading | None = None) -> Layout:
    """Place every block and unit. A unit of several entries of one list becomes one unit for each entry."""
    maker = _LayoutMaker(apparatus, witnesses, reading or {w.siglum: reading_blocks(w) for w in witnesses})
    parts = maker.parts()
    blocks = [maker.placed.get(id(one), [one]) for one in apparatus.blocks]
    return Layout(replace(apparatus, blocks=tuple(one for some in blocks for one in some)), parts, maker.reading)


def walk(parts: Sequence[Placed]) -> Iterator[Placed]:
    """Every part and the parts in it, in the order of the edition."""
    for part in parts:
        yield part
        if not isinstance(part, PlacedBlock):
            yield from walk(part.parts)


class _LayoutMaker:
    def __init__(self, apparatus: Apparatus, witnesses: Sequence[Witness], reading: Reading) -> None:
        self.base = apparatus.base
        self.root = {w.siglum: w.root for w in witnesses}
        self.reading = reading
        self.blocks = {b.number: b for b in apparatus.blocks if isinstance(b, Block)}
        self.paths = {s: _paths(self.root[s], self.reading[s]) for s in self.root}
        self.numbers = {s: {id(b.node): i for i, b in enumerate(r)} for s, r in self.reading.items()}
        self.units: dict[tuple[int, int], list[BlockUnit]] = {}  # (container of the base, block before) -> units
        self.placed: dict[int, list[Block | BlockUnit]] = {}  # id() of a unit -> the units that were made of it
        sectioned: set[int] = set()
        for unit in apparatus.blocks:
            if isinstance(unit, BlockUnit):
                if unit.after in sectioned or self._opens_section(unit.blocks[0]):
                    sectioned.add(unit.after)
                home = self._home(unit.after, unit.after in sectioned)
                self.units.setdefault((id(home), unit.after), []).append(unit)

    def parts(self) -> tuple[Placed, ...]:
        root = self.root[self.base]
        return (*self._units_after(root, -1), *self._parts_of(root))

    def _home(self, after: int, is_section: bool) -> Node:
        """The container of the base in which units after block `after` are placed."""
        paths = self.paths[self.base]
        if after < 0:
            return self.root[self.base]
        before = paths[after]
        following = paths[after + 1] if after + 1 < len(paths) else paths[after][:1]
        common = [a for a, b in zip(before, following, strict=False) if a is b]
        if is_section or common[-1].kind in CONTAINERS - {Kind.SECTION}:
            return common[-1]
        return next(n for n in reversed(before) if n.kind in (Kind.BODY, Kind.SECTION))

    def _parts_of(self, node: Node) -> Iterator[Placed]:
        """The parts of a container of the base, and after each of them the units that are placed there."""
        numbers = self.numbers[self.base]
        for child in node.children:
            inside = [numbers[id(n)] for n in child.walk() if id(n) in numbers]
            if not inside:
                continue
            if child.kind in CONTAINERS:
                yield Container(self.base, child, self.reading[self.base][inside[0]].text, tuple(self._parts_of(child)))
            else:
                yield PlacedBlock(self.blocks[inside[0]], self.reading[self.base][inside[0]])
            yield from self._units_after(node, inside[-1])

    def _units_after(self, node: Node, after: int) -> Iterator[Placed]:
        for unit in self.units.get((id(node), after), ()):
            if node.kind not in ENTRY_HOLDERS:
                yield PlacedUnit(unit, tuple(self._added(list(unit.blocks), 0, node.kind)))
                continue
            for block in unit.blocks:
                entry = replace(unit, blocks=(block,))
                self.placed.setdefault(id(unit), []).append(entry)
                yield PlacedUnit(entry, (PlacedBlock(block, self._source(block)),), node.kind)

    def _added(self, blocks: list[Block], depth: int, home: Kind) -> Iterator[Placed]:
        """Blocks of other witnesses in their own sections, lists and quotations, inside one of the base (`home`).

        A section is opened only where its first block is among them; else its paragraphs stand by themselves.
        """
        while blocks:
            container = self._container_of(blocks, depth, home)
            if container is None:
                is_top = depth == 0 or self._path(blocks[0])[-1].kind in _AT_EDGES
                yield PlacedBlock(blocks[0], self._source(blocks[0]), is_top)
                blocks.pop(0)
                continue
            siglum = blocks[0].siglum
            inside = []
            while blocks and blocks[0].siglum == siglum and any(n is container for n in self._path(blocks[0])):
                inside.append(blocks.pop(0))
            inner = next(i for i, n in enumerate(self._path(inside[0])) if n is container)
            first = self.reading[siglum][self._first_block(siglum, container)].text
            yield Container(siglum, container, first, tuple(self._added(inside, inner, container.kind)))

    def _source(self, block: Block) -> ReadingBlock:
        return self.reading[block.siglum][block.number]

    def _path(self, block: Block) -> _Path:
        return self.paths[block.siglum][block.number]

    def _container_of(self, blocks: Sequence[Block], depth: int, home: Kind) -> Node | None:
        """The outermost container below `depth` that is to be opened for the first block in a container of a kind."""
        block = blocks[0]
        for node in self._path(block)[depth + 1 :]:
            if node.kind in _AT_EDGES or (node.kind is home and home in _SHARED) or self._lacks_verse(node, blocks):
                continue
            if node.kind is not Kind.SECTION or self._first_block(block.siglum, node) == block.number:
                return node
        return None

    def _lacks_verse(self, node: Node, blocks: Sequence[Block]) -> bool:
        """Whether a node is a stanza of which only stage directions are among blocks: TEI asks a verse of it."""
        if node.kind is not Kind.STANZA:
            return False
        return all(self._source(b).kind is not Kind.VERSE for b in blocks if any(n is node for n in self._path(b)))

    def _first_block(self, siglum: Siglum, node: Node) -> int:
        return next(self.numbers[siglum][id(n)] for n in node.walk() if id(n) in self.numbers[siglum])

    def _opens_section(self, block: Block) -> bool:
        return any(
            n.kind is Kind.SECTION and self._first_block(block.siglum, n) == block.number for n in self._path(block)
        )


def _paths(root: Node, blocks: Sequence[ReadingBlock]) -> tuple[_Path, ...]:
    """For each reading block the containers around it, outermost first."""
    found: dict[int, _Path] = {}

    def search(node: Node, path: _Path) -> None:
        for child in node.children:
            if child.kind in CONTAINERS:
                search(child, (*path, child))
            else:
                found[id(child)] = path

    search(root, (root,))
    return tuple(found[id(b.node)] for b in blocks)
