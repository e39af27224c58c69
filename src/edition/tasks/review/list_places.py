"""The places that an editor reviews: every entry of the apparatus, and the names and dates that are uncertain."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from edition.decide.find_entries import Entries, Unit, places_of, statement_of, words_of
from edition.model import BlockUnit, Kind, Mention, Passage, Siglum, VariationUnit, Witness
from edition.model.identify import Identified
from edition.model.layout import Container, Placed, PlacedBlock, PlacedUnit, walk

READING, STRUCTURE, NAME, DATE = "reading", "structure", "name", "date"
MATTERS = (READING, STRUCTURE, NAME, DATE)
#: How many characters of the running text are shown on either side.
AROUND = 280
#: Of an entry with more words than this, the first that name it alone are quoted.
_LONG = 8
_FEW = (4, 6, 8, 12, 20)


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch [start, end) of the text of a witness, in code points, that a decision quotes."""

    siglum: Siglum
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReviewPlace:
    """An entry of the apparatus, or a name or date, in the running text: `words` between `before` and `after`.

    `number`: its place in the order of the edition. `chapter`: the heading that it stands under. `block`: the id of
    the block that it stands in; entries of one block may be joined.
    """

    id: str
    matter: str
    number: int
    chapter: str = ""
    block: str = ""
    before: str = ""
    words: str = ""
    after: str = ""
    unit: Unit | None = None
    mention: Mention | None = None
    siglum: Siglum = ""  # of a name or date

    @property
    def statement(self) -> str:
        """The place in one line: «crossed] passed A; om. C»."""
        return statement_of(self.unit) if self.unit else f"{self.words} ({self.siglum})"

    @property
    def sigla(self) -> tuple[Siglum, ...]:
        """The witnesses that depart from the lemma, or the one that has the name."""
        match self.unit:
            case None:
                return (self.siglum,)
            case VariationUnit(readings=readings):
                return tuple(s for reading in readings for s in reading.witnesses)
            case BlockUnit(witnesses=sigla):
                return sigla
            case Passage(omitting=sigla):
                return sigla

    @property
    def kind(self) -> str:
        """How the readings depart from the lemma, or what is named."""
        match self.unit:
            case None:
                return self.mention.kind.value if self.mention else ""
            case VariationUnit(readings=readings):
                return " ".join(dict.fromkeys(r.kind.value for r in readings if r.kind))
            case BlockUnit():
                return "block"
            case Passage():
                return "om"


class PlaceList:
    """All places of an edition, in its order. `doubtful`: the ids of what is doubtful besides entries."""

    def __init__(self, edition: Identified, doubtful: Collection[str] = ()) -> None:
        self.edition = edition
        self.texts = {witness.siglum: witness.text for witness in edition.witnesses}
        self.entries = Entries(edition.apparatus, self.texts)
        of_units = (*_Units(edition).all(),)
        others = (*_names(edition, of_units, doubtful), *_parts(edition, of_units, doubtful))
        self.places = (*of_units, *(replace(one, number=len(of_units) + n) for n, one in enumerate(others)))
        self.by_id = {place.id: place for place in self.places}

    def of_unit(self, unit: Unit) -> ReviewPlace | None:
        """The place of an entry."""
        return self._by_unit.get(id(unit))

    @cached_property
    def _by_unit(self) -> Mapping[int, ReviewPlace]:
        return {id(place.unit): place for place in self.places if place.unit}

    def next_to(self, place: ReviewPlace) -> ReviewPlace | None:
        """The entry behind one in the same block, with which it could be joined."""
        if not isinstance(place.unit, VariationUnit):
            return None
        follows = (p for p in self.places[place.number + 1 :] if p.unit is not None)
        following = next(follows, None)
        is_near = following is not None and following.block == place.block
        return following if following and is_near and isinstance(following.unit, VariationUnit) else None

    def mentions_in(self, place: ReviewPlace) -> tuple[tuple[Siglum, Mention], ...]:
        """The names and dates in an entry, witness by witness."""
        if place.mention:
            return ((place.siglum, place.mention),)
        found = []
        for siglum in self.texts:
            stretches = places_of(place.unit, siglum) if place.unit else ()
            for mention in self.edition.mentions[siglum]:
                if any(start < mention.end and mention.start < end for start, end in stretches):
                    found.append((siglum, mention))
        return tuple(found)

    def quote(self, place: ReviewPlace, whole: bool = False) -> Quote | None:
        """The words that name a place alone: all of them, of a long one the first; None where there are none."""
        if place.mention:
            return Quote(place.siglum, place.mention.start, place.mention.end)
        for siglum in self._bearers(place.unit) if place.unit else ():
            stretches = places_of(place.unit, siglum) if place.unit else ()
            for start, end in stretches:
                full = self._trimmed(Quote(siglum, start, end))
                if full.start == full.end:
                    continue
                tried = [full] if whole else [*self._shorter(full), full]
                if found := next((one for one in tried if self._names(one, place.unit)), None):
                    return found
        return None

    def quote_both(self, place: ReviewPlace, following: ReviewPlace) -> Quote | None:
        """The words of two entries and those between them, of a witness that has words of both."""
        one, other = place.unit, following.unit
        if one is None or other is None:
            return None
        for siglum in self._bearers(one):
            first, last = places_of(one, siglum), places_of(other, siglum)
            if first and last and first[0][0] < last[-1][1]:
                return self._trimmed(Quote(siglum, first[0][0], last[-1][1]))
        return None

    def rank(self, siglum: Siglum, at: int) -> tuple[int, int]:
        """Where words of a witness stand: the number of their block in the edition, and how far behind its start."""
        starts = self._starts.get(siglum, [])
        number = bisect_right(starts, at, key=lambda start: start[0]) - 1
        return (starts[number][1], at - starts[number][0]) if number >= 0 else (-1, at)

    @cached_property
    def _starts(self) -> Mapping[Siglum, list[tuple[int, int]]]:
        """Of each witness where its words in each block of the edition begin, and the number of the block."""
        made: dict[Siglum, list[tuple[int, int]]] = {}
        blocks = [part.block for part in walk(self.edition.layout.parts) if isinstance(part, PlacedBlock)]
        for number, block in enumerate(blocks):
            for siglum, stretches in block.places.items():
                if stretches:
                    made.setdefault(siglum, []).append((stretches[0][0], number))
        return {siglum: sorted(starts) for siglum, starts in made.items()}

    def _bearers(self, unit: Unit) -> list[Siglum]:
        """The witnesses that have words of an entry: the base first, then those of the lemma."""
        first = [self.edition.apparatus.base]
        if isinstance(unit, VariationUnit):
            first += [s for r in (unit.lemma, *unit.readings) for s in r.witnesses]
        return [s for s in dict.fromkeys([*first, *self.texts]) if places_of(unit, s)]

    def _names(self, quote: Quote, unit: Unit | None) -> bool:
        found = self.entries.at(quote.siglum, quote.start, quote.end)
        return len(found) == 1 and found[0].unit is unit

    def _trimmed(self, quote: Quote) -> Quote:
        text = self.texts[quote.siglum][quote.start : quote.end]
        lead, rest = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
        return replace(quote, start=quote.start + lead, end=max(quote.start + lead, quote.end - rest))

    def _shorter(self, quote: Quote) -> Iterator[Quote]:
        ends = word_ends(self.texts[quote.siglum], quote.start, quote.end)
        if len(ends) > _LONG:
            yield from (replace(quote, end=ends[count - 1]) for count in _FEW if count < len(ends))


def word_ends(text: str, start: int, end: int) -> list[int]:
    """Where the words of a stretch of a text end, which are parted by white space."""
    return [n + 1 for n in range(start, end) if not text[n].isspace() and (n + 1 == end or text[n + 1].isspace())]


class _Units:
    """The entries with the running text around them, in the order of the edition."""

    def __init__(self, edition: Identified) -> None:
        self.edition = edition
        self.number = 0
        self.texts = [part.block.text for part in walk(edition.layout.parts) if isinstance(part, PlacedBlock)]
        self.at = 0  # blocks walked
        self.depth = _depth_of_chapters(edition.layout.parts)

    def all(self) -> Iterator[ReviewPlace]:
        yield from self._walk(self.edition.layout.parts, ())

    def _walk(self, parts: Sequence[Placed], path: tuple[str, ...]) -> Iterator[ReviewPlace]:
        for part in parts:
            match part:
                case Container():
                    is_section = part.node.kind is Kind.SECTION
                    yield from self._walk(part.parts, (*path, part.first) if is_section else path)
                case PlacedUnit():
                    before, after = self.texts[self.at - 1] if self.at else "", self._behind(part)
                    yield self._made(part.unit, path, (before, words_of(part.unit), after), "")
                    yield from self._walk(part.parts, path)
                case PlacedBlock():
                    yield from self._in_block(part, path)
                    self.at += 1

    def _behind(self, part: PlacedUnit) -> str:
        behind = self.at + sum(isinstance(one, PlacedBlock) for one in walk(part.parts))
        return self.texts[behind] if behind < len(self.texts) else ""

    def _in_block(self, part: PlacedBlock, path: tuple[str, ...]) -> Iterator[ReviewPlace]:
        texts = [one.text for one in part.block.parts]
        for n, one in enumerate(part.block.parts):
            before, after = "".join(texts[:n]), "".join(texts[n + 1 :])
            if isinstance(one, VariationUnit | Passage):
                yield self._made(one, path, (before, one.text, after), part.block.id)
            inner = one.parts if isinstance(one, Passage) else ()
            own = [p.text for p in inner]
            for m, unit in enumerate(inner):
                if isinstance(unit, VariationUnit):
                    around = (before + "".join(own[:m]), unit.text, "".join(own[m + 1 :]) + after)
                    yield self._made(unit, path, around, f"{part.block.id} {n}")

    def _made(self, unit: Unit, path: tuple[str, ...], around: tuple[str, str, str], block: str) -> ReviewPlace:
        before, words, after = around
        matter = READING if isinstance(unit, VariationUnit) else STRUCTURE
        chapter = path[min(self.depth, len(path) - 1)] if path else ""
        made = ReviewPlace(unit.id, matter, self.number, chapter, block, _end_of(before), words, _start_of(after), unit)
        self.number += 1
        return made


def _depth_of_chapters(parts: Sequence[Placed]) -> int:
    """The level of sections that are chapters: the first that has more than one."""
    sections = [part for part in parts if isinstance(part, Container) and part.node.kind is Kind.SECTION]
    return 0 if len(sections) != 1 else 1 + _depth_of_chapters(sections[0].parts)


def _names(edition: Identified, places: Sequence[ReviewPlace], doubtful: Collection[str]) -> Iterator[ReviewPlace]:
    """The names and dates that are doubtful."""
    chapters = _Chapters(places)
    for witness in edition.witnesses:
        for mention in edition.mentions[witness.siglum]:
            if mention.id in doubtful:
                matter = NAME if mention.value is None else DATE
                made = _stretch(witness, mention.id, matter, (mention.start, mention.end), chapters)
                yield replace(made, mention=mention)


def _parts(edition: Identified, places: Sequence[ReviewPlace], doubtful: Collection[str]) -> Iterator[ReviewPlace]:
    """The blocks of the edition and the parts of witnesses that are doubtful: how they were read, what corresponds."""
    chapters = _Chapters(places)
    witnesses = {witness.siglum: witness for witness in edition.witnesses}
    seen: set[str] = set()
    for part in walk(edition.layout.parts):
        if isinstance(part, PlacedBlock) and part.block.id in doubtful:
            witness, node = witnesses[part.block.siglum], part.source.node
            seen.add(part.block.id)
            yield _stretch(witness, part.block.id, STRUCTURE, (node.start, node.end), chapters)
    for witness in edition.witnesses:
        for node in witness.root.walk():
            if node.id in doubtful and node.id not in seen and node.end > node.start:
                seen.add(node.id)
                yield _stretch(witness, node.id, STRUCTURE, (node.start, node.end), chapters)


def _stretch(witness: Witness, name: str, matter: str, where: tuple[int, int], chapters: "_Chapters") -> ReviewPlace:
    """A place of one witness in its running text."""
    text, (start, end) = witness.text, where
    before, after = text[max(0, start - AROUND - 1) : start], text[end : end + AROUND + 1]
    words, chapter = _start_of(text[start:end], 3 * AROUND), chapters.of(witness.siglum, start)
    return ReviewPlace(
        name, matter, 0, chapter, "", _end_of(before), words, _start_of(after), None, None, witness.siglum
    )


class _Chapters:
    """The chapter of a place of a witness: that of the nearest entry before it."""

    def __init__(self, places: Sequence[ReviewPlace]) -> None:
        self.places = places
        self.known: dict[Siglum, list[tuple[int, str]]] = {}

    def of(self, siglum: Siglum, at: int) -> str:
        if siglum not in self.known:
            starts = [(places_of(p.unit, siglum), p.chapter) for p in self.places if p.unit]
            self.known[siglum] = sorted((found[0][0], chapter) for found, chapter in starts if found)
        known = self.known[siglum]
        number = bisect_right(known, at, key=lambda one: one[0]) - 1
        return known[max(0, number)][1] if known else ""


def _end_of(text: str) -> str:
    return text if len(text) <= AROUND else "…" + text[-AROUND:]


def _start_of(text: str, most: int = AROUND) -> str:
    return text if len(text) <= most else text[:most] + "…"
