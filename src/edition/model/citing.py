"""By what the edition cites its places.

A verse without a number is counted: through the text, and from 1 in each numbered division. What the base lacks is
cited by the verse before it: 3a, 3b, or 0a before the first. A stage direction is cited by the verse before it (1 sd),
a speaker by the verse or number that follows (1 sp), prose in a play by its speech (sp. 3), a heading by its division
(2 tit.).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from edition.model.apparatus import Apparatus, Block, BlockUnit, Part, Passage, VariationUnit
from edition.model.cited import NUMBERED, Cited, cited_blocks
from edition.model.printed_words import Agreement, Places, Run
from edition.model.reading import reading_blocks
from edition.model.reference import Reference, parse_reference
from edition.model.seed import Siglum
from edition.model.witness import Kind, ReadingBlock, Witness

_HEADINGS = frozenset({Kind.TITLE, Kind.HEADING})


@dataclass(frozen=True, slots=True)
class _Loc:
    """The citation of a block (`loc`), its own number, and the citations of the units of reference that begin in it."""

    loc: str
    n: str = ""
    points: tuple[tuple[int, str], ...] = ()


def cite(apparatus: Apparatus, base: Witness, reading: Mapping[Siglum, Sequence[ReadingBlock]]) -> Apparatus:
    """The apparatus with the citation of every block and unit; as it is if the base has no references.

    `reading`: the reading blocks of every witness.
    """
    cited = cited_blocks(base, reading[base.siglum])
    if not _has_references(cited):
        return apparatus
    locs = _Locator(cited).locs()
    return replace(apparatus, blocks=tuple(_Citer(locs, cited, reading, apparatus.base).blocks(apparatus.blocks)))


def _has_references(cited: Sequence[Cited]) -> bool:
    return any(c.reference or c.points or c.block.kind is Kind.VERSE for c in cited) or any(
        node.kind is Kind.SPEECH for c in cited for node in c.path
    )


class _Locator:
    """Cites the blocks of the base."""

    def __init__(self, cited: Sequence[Cited]) -> None:
        self.cited = cited
        paths = {c.division.key for c in cited if c.division and (c.reference or c.block.kind is Kind.VERSE)}
        full = [c.reference for c in cited if c.reference] or [r for c in cited for _, r in c.points]
        self.known = _shared(list(paths) if len(paths) > 1 or not full else [r.key[:-1] for r in full])
        self.verses = self._count_verses()

    def locs(self) -> list[_Loc]:
        """The citation of every block."""
        speeches: dict[int, int] = {}
        numbers = count(1)
        before, made = "", list[_Loc]()
        division: Reference | None = None
        follows = self._following()
        for i, c in enumerate(self.cited):
            speech = next((n for n in reversed(c.path) if n.kind is Kind.SPEECH), None)
            if (c.division.key if c.division else None) != (division.key if division else None):
                division, before, numbers = c.division, "", count(1)
            if speech is not None and id(speech) not in speeches:
                speeches[id(speech)] = next(numbers)
            spoken = f"sp. {speeches[id(speech)]}" if speech is not None else ""
            loc = self._loc(c, i, before, follows[i], spoken)
            if c.block.kind is Kind.VERSE:
                before = loc.loc
            made.append(loc)
        return made

    def _loc(self, c: Cited, i: int, before: str, following: str, spoken: str) -> _Loc:
        kind = c.block.kind
        if kind is Kind.VERSE:
            return _Loc(self.verses[i].printed(self.known), self.verses[i].number)
        points = tuple((offset, r.printed(self.known)) for offset, r in c.points)
        if c.reference is not None:
            return _Loc(c.reference.printed(self.known), c.reference.number, points)
        if kind is Kind.STAGE:
            return _Loc(f"{before} sd" if before else self._below(c, "0 sd"))
        if kind is Kind.SPEAKER:
            return _Loc(f"{following} sp" if following else self._below(c, spoken))
        if kind in _HEADINGS:
            return _Loc(self._below(c, "tit.", " "))
        if points:
            return _Loc(points[0][1], "", points)
        return _Loc(self._below(c, spoken, " ") if spoken and kind in NUMBERED else "")

    def _below(self, c: Cited, what: str, join: str = "") -> str:
        if c.division is None or self.known >= len(c.division.parts):
            return what
        parts = c.division.parts[self.known :]
        return f"{'.'.join(parts)}{join or c.division.style.value or '.'}{what}"

    def _following(self) -> list[str]:
        """For each block the citation of the next verse of its speech, or nothing."""
        made, number = [""] * len(self.cited), ""
        for i in range(len(self.cited) - 1, -1, -1):
            c = self.cited[i]
            if c.block.kind is Kind.VERSE:
                number = self.verses[i].printed(self.known)
            elif c.block.kind in (Kind.PARAGRAPH, Kind.ANONYMOUS, *_HEADINGS):
                first = c.reference or next((reference for _, reference in c.points), None)
                number = first.printed(self.known) if first else ""
            made[i] = number
        return made

    def _count_verses(self) -> dict[int, Reference]:
        """The reference of every verse: its own, or its place among the verses of its numbered division."""
        made: dict[int, Reference] = {}
        group: list[int] = []
        for i, c in enumerate([*self.cited, None]):
            if group and (c is None or self._key(c) != self._key(self.cited[group[-1]])):
                made |= self._count(group)
                group = []
            if c is not None and c.block.kind is Kind.VERSE:
                group.append(i)
        return made

    def _key(self, c: Cited) -> tuple[str, ...] | None:
        return c.division.key if c.division else None

    def _count(self, group: Sequence[int]) -> Iterator[tuple[int, Reference]]:
        first = next((k for k, i in enumerate(group) if self._own_number(i) > 0), None)
        starts = [k for k, i in enumerate(group) if not self._goes_on(i)]
        number = 0
        if first is not None:
            number = self._own_number(group[first]) - sum(1 for k in starts if k <= first)
        number = max(number, 0)
        for i in group:
            c = self.cited[i]
            own = self._own_number(i)
            number = own if own > 0 else number + (not self._goes_on(i) and c.reference is None)
            yield i, c.reference or self._counted(c, max(number, 1))

    def _counted(self, c: Cited, number: int) -> Reference:
        made = parse_reference(str(number), c.division)
        return made or Reference((str(number),))

    def _own_number(self, i: int) -> int:
        reference = self.cited[i].reference
        return int(reference.parts[-1]) if reference and reference.parts[-1].isdecimal() else 0

    def _goes_on(self, i: int) -> bool:
        """Whether a verse continues the one before it, in another speech."""
        return self.cited[i].block.node.get("part") in ("M", "F")


def _shared(paths: Sequence[tuple[str, ...]]) -> int:
    """How many first parts all paths have in common."""
    if not paths:
        return 0
    least, greatest = min(paths), max(paths)
    return next(
        (i for i, (a, b) in enumerate(zip(least, greatest, strict=False)) if a != b), min(len(least), len(greatest))
    )


class _Citer:
    """Gives blocks and units their citations, in the order of the edition."""

    def __init__(
        self, locs: Sequence[_Loc], cited: Sequence[Cited], own: Mapping[Siglum, Sequence[ReadingBlock]], base: Siglum
    ) -> None:
        self.locs, self.cited, self.own, self.base = locs, cited, own, base
        self.extra: dict[int, int] = {}  # block of the base -> verses that follow it and that it lacks

    def blocks(self, blocks: Sequence[Block | BlockUnit]) -> Iterator[Block | BlockUnit]:
        for one in blocks:
            if isinstance(one, Block):
                yield self._block(one, self.locs[one.number])
            else:
                inner = self._unit_blocks(one)
                numbered = [b.loc for b in inner if b.n]  # a range of verses is not cited by who speaks them
                locs = list(dict.fromkeys(numbered or [b.loc for b in inner if b.loc]))
                yield replace(one, blocks=inner, loc=_range(locs))

    def _unit_blocks(self, unit: BlockUnit) -> tuple[Block, ...]:
        """The blocks of a unit; who speaks is cited by the verse that follows, in the unit or else in the base."""
        locs = [self._added(block, unit.after) for block in unit.blocks]
        kinds = [self.own[block.siglum][block.number].kind for block in unit.blocks]
        following = self._verse_after(unit.after)
        for i in range(len(locs) - 1, -1, -1):
            if kinds[i] is Kind.VERSE:
                following = locs[i].loc
            elif kinds[i] is Kind.SPEAKER and following:
                locs[i] = _Loc(f"{following} sp")
        return tuple(self._block(block, loc) for block, loc in zip(unit.blocks, locs, strict=True))

    def _verse_after(self, after: int) -> str:
        """The citation of the verse of the base that follows a block before anything else is said; "" for none."""
        for i in range(after + 1, len(self.cited)):
            kind = self.cited[i].block.kind
            if kind is not Kind.STAGE:
                return self.locs[i].loc if kind is Kind.VERSE else ""
        return ""

    def _added(self, block: Block, after: int) -> _Loc:
        """The citation of a block that the base lacks, by the verse of the base before it."""
        source = self.own[block.siglum][block.number]
        anchor, division = self._anchor(after)
        number, prefix = (self.locs[anchor].n, self.locs[anchor].loc) if anchor >= 0 else ("0", "0")
        prefix = prefix[: len(prefix) - len(number)] if anchor >= 0 else self._prefix(division)
        if source.kind is Kind.STAGE:
            return _Loc(f"{prefix}{number} sd")
        if source.kind is Kind.SPEAKER:
            return _Loc(f"{prefix}{number} sp")
        if source.kind not in NUMBERED:
            return _Loc("")
        hers = source.node.get("n")
        if hers[-1:].isalpha() and (hers[:-1] == number or (hers[:-1] == number[:-1] and number < hers)):
            return _Loc(prefix + hers, hers)
        own = parse_reference(hers) if source.kind is not Kind.VERSE else None
        if own is not None:
            return _Loc(own.printed(max(len(own.parts) - own.least, 0)), own.number)
        if source.kind is not Kind.VERSE and (anchor < 0 or self.cited[anchor].block.kind is Kind.VERSE):
            return _Loc(prefix + number)
        place = self.extra[anchor] = self.extra.get(anchor, 0) + 1
        n = f"{number}{_letters(place)}"
        return _Loc(prefix + n, n)

    def _anchor(self, after: int) -> tuple[int, Cited | None]:
        """The last verse or numbered block of the base up to a block, in its division; -1 if there is none."""
        here = self.cited[min(after + 1, len(self.cited) - 1)] if after < 0 else self.cited[after]
        for i in range(after, -1, -1):
            c = self.cited[i]
            if (c.division and c.division.key) != (here.division and here.division.key):
                break
            if self.locs[i].n:
                return i, here
        return -1, here

    def _prefix(self, here: Cited | None) -> str:
        following = next(
            (
                loc
                for c, loc in zip(self.cited, self.locs, strict=True)
                if loc.n and c.division is (here and here.division)
            ),
            None,
        )
        return following.loc[: len(following.loc) - len(following.n)] if following else ""

    def _block(self, block: Block, loc: _Loc) -> Block:
        parts = self._parts(block.parts, loc, block.places.get(self.base, ((0, 0),))[0][0]) if loc.loc else block.parts
        return replace(block, loc=loc.loc, n=loc.n, parts=tuple(parts))

    def _parts(self, parts: Sequence[Part], loc: _Loc, at: int) -> Iterator[Part]:
        for part in parts:
            places = part.lemma.places if isinstance(part, VariationUnit) else getattr(part, "places", {})
            at = self._start(part, places, at)
            here = next((name for offset, name in reversed(loc.points) if offset <= at), loc.loc)
            match part:
                case VariationUnit():
                    yield replace(part, loc=here)
                case Passage():
                    inner = [p for p in self._parts(part.parts, loc, at) if not isinstance(p, Passage)]
                    yield replace(part, parts=tuple(inner), loc=here)
                case Agreement():
                    yield part

    def _start(self, part: Part, places: Places, at: int) -> int:
        if isinstance(part, Agreement):
            ends = [run.source[1] for run in part.runs if run.siglum == self.base and run.source[1]]
            return max([at, *ends])
        return places[self.base][0][0] if places.get(self.base) else at


def _letters(place: int) -> str:
    """a, b … z, aa, ab …"""
    letters = ""
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters


def _range(locs: Sequence[str]) -> str:
    if len(locs) < 2:
        return "".join(locs)
    first, last = locs[0], locs[-1]
    shared = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
    cut = max(first[:shared].rfind("."), first[:shared].rfind(":")) + 1
    return f"{first}–{last[cut:]}"


# -- asked by others


def own_references(witness: Witness) -> Mapping[str, str]:
    """Id of a verse or numbered block of a witness -> its reference in that witness: 1.1.3.

    Only references that one block has; none for a text without.
    """
    cited = cited_blocks(witness, reading_blocks(witness))
    if not _has_references(cited):
        return {}
    locs = [loc.loc if loc.n else "" for loc in _Locator(cited).locs()]
    had = Counter(locs)
    return {c.block.node.id: loc for c, loc in zip(cited, locs, strict=True) if loc and had[loc] == 1}


def citations(apparatus: Apparatus) -> Mapping[str, str]:
    """Id of a block, a place of variation or a mention of the edition -> by what it is cited."""
    made: dict[str, str] = {}
    for one in apparatus.blocks:
        if isinstance(one, BlockUnit):
            made[one.id] = one.loc
        for block in one.blocks if isinstance(one, BlockUnit) else (one,):
            made[block.id] = block.loc
            made |= {unit.id: unit.loc or block.loc for unit in block.units()}
            made |= {span.id: block.loc for run in runs_in(block.parts) for span in run.spans}
    return {name: loc for name, loc in made.items() if name and loc}


def runs_in(parts: Sequence[Part]) -> Iterator[Run]:
    for part in parts:
        match part:
            case Agreement():
                yield from part.runs
            case VariationUnit():
                yield from (run for reading in (part.lemma, *part.readings) for run in reading.runs)
            case Passage():
                yield from runs_in(part.parts)
