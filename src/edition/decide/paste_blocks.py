"""Blocks of decisions on a place, ready to paste into a file of decisions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from edition.decide.agreeing_words import Cut, cuts_where_words_agree
from edition.decide.find_entries import Entries, Unit, places_of, statement_of
from edition.decide.witness_text import WitnessText
from edition.model import (
    Agreement,
    Block,
    BlockUnit,
    Mention,
    Part,
    Passage,
    Reading,
    ReadingKind,
    Siglum,
    VariationUnit,
)
from edition.model.anchor import Anchor, toml_of, toml_string
from edition.model.apparatus import ACCIDENTAL_WEIGHT, SUBSTANTIVE_WEIGHT
from edition.model.identify import Identified
from edition.model.tokens import word_spans

#: Characters of an entry up to which all its words are quoted.
_LONGEST = 120
#: Words that are quoted of a longer one, and how many of its beginnings are tried.
_WINDOWS, _TRIES = (5, 9, 3, 1), 60
#: Words between two entries up to which a join is proposed.
_NEAR = 12
_YOURS = "write the note here"
Keys = Sequence[tuple[str, str | Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words [start, end) of a witness that find one entry, and their shortest anchor."""

    siglum: Siglum
    start: int
    end: int
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class PastedBlock:
    """A block of TOML, and what it decides, in words."""

    about: str
    text: str


def block_of(table: str, siglum: Siglum, anchor: Anchor, keys: Keys = ()) -> str:
    """The lines of a decision on words of a witness.

    >>> print(block_of("lemma", "A", Anchor("passed"), [("from", "B")]))
    [[lemma]]
    in = "A"
    exact = "passed"
    from = "B"
    """
    name = "witness" if table == "mention" else "in"
    lines = [f"[[{table}]]", f"{name} = {toml_string(siglum)}", toml_of(anchor)]
    return "\n".join([*lines, *(f"{key} = {_value(value)}" for key, value in keys)])


def _value(value: str | Sequence[str]) -> str:
    return toml_string(value) if isinstance(value, str) else f"[{', '.join(map(toml_string, value))}]"


class Paster:
    """Makes blocks for the places of an edition."""

    def __init__(self, model: Identified) -> None:
        self.model = model
        self._texts: dict[Siglum, WitnessText] = {}

    @cached_property
    def entries(self) -> Entries:
        """The entries by the words of the witnesses."""
        return Entries(self.model.apparatus, {w.siglum: w.text for w in self.model.witnesses})

    def text(self, siglum: Siglum) -> WitnessText:
        """The text of a witness."""
        if siglum not in self._texts:
            self._texts[siglum] = WitnessText(self.model.witness(siglum))
        return self._texts[siglum]

    # -- quoting

    def quote(self, unit: Unit, sigla: Sequence[Siglum] = ()) -> Quoted | None:
        """Words that find an entry and no other: those of the base, or else of the first witness that has any."""
        for siglum in sigla or self._sigla_of(unit):
            for start, end in self._stretches(unit, siglum):
                found = self.entries.at(siglum, start, end)
                if len(found) == 1 and found[0].unit is unit:
                    return self.quoted(siglum, start, end)
        return None

    def quoted(self, siglum: Siglum, start: int, end: int) -> Quoted:
        """Words of a witness with their shortest anchor."""
        return Quoted(siglum, start, end, self.text(siglum).propose(start, end).anchor)

    def _sigla_of(self, unit: Unit) -> list[Siglum]:
        """The witnesses with words in an entry: the base first, then in their order, the lemma's first."""
        if isinstance(unit, VariationUnit):
            having = [s for r in (unit.lemma, *unit.readings) if r.text for s in r.witnesses]
        else:
            having = list(unit.witnesses)
        return sorted(having, key=lambda s: s != self.model.apparatus.base)

    def _stretches(self, unit: Unit, siglum: Siglum) -> Iterator[tuple[int, int]]:
        """Stretches of words to try: all of an entry, of a long one some words."""
        own = places_of(unit, siglum)
        if not own:
            return
        first, last = own[0][0], own[-1][1]
        if first < last and last - first <= _LONGEST:
            yield first, last
        text = self.text(siglum).witness.text
        for size in _WINDOWS:
            for start, end in own:
                words = word_spans(text, start, end)[: _TRIES + size]
                yield from ((words[i][0], words[i + size - 1][1]) for i in range(len(words) - size + 1))
        yield from own
        if first < last:
            yield first, last

    # -- entries

    def of_unit(self, unit: Unit) -> tuple[PastedBlock, ...]:
        """What can be decided on an entry; nothing where no words find it alone."""
        quoted = self.quote(unit)
        if quoted is None:
            return ()
        made = list(self._of_variation(unit, quoted)) if isinstance(unit, VariationUnit) else []
        return (*made, self.note(quoted), self.reviewed(unit, quoted))

    def note(self, quoted: Quoted, text: str = _YOURS, of: Siglum = "") -> PastedBlock:
        """A note on an entry, or on the reading of a witness."""
        keys = [*([("of", of)] if of else []), ("text", text)]
        return PastedBlock("a note on the entry", block_of("note", quoted.siglum, quoted.anchor, keys))

    def reviewed(self, unit: Unit, quoted: Quoted) -> PastedBlock:
        """That the entry is accepted as it is."""
        result = [("result", statement_of(unit))]
        return PastedBlock("accept it as it is", block_of("reviewed", quoted.siglum, quoted.anchor, result))

    def classed(self, quoted: Quoted, of: Siglum, given: str) -> PastedBlock:
        """The class of the reading of a witness."""
        keys = [("of", of), ("as", given)]
        return PastedBlock(f"the class of what {of} has", block_of("class", quoted.siglum, quoted.anchor, keys))

    def lemma(self, quoted: Quoted, source: Siglum) -> PastedBlock:
        """The lemma is what a witness has."""
        keys = [("from", source)]
        return PastedBlock(f"print what {source} has", block_of("lemma", quoted.siglum, quoted.anchor, keys))

    def _of_variation(self, unit: VariationUnit, quoted: Quoted) -> Iterator[PastedBlock]:
        others = [r for r in unit.readings if r.witnesses and not (r.notes or r.is_lost)]
        for reading in others:
            yield self.classed(quoted, reading.witnesses[0], _other_weight(unit, reading))
        if (joined := self._join(unit, quoted)) is not None:
            yield joined
        if (split := self._split(unit, quoted)) is not None:
            yield split
        yield from (self.lemma(quoted, r.witnesses[0]) for r in others)

    def _join(self, unit: VariationUnit, quoted: Quoted) -> PastedBlock | None:
        """One entry of this and the next one."""
        parts = self._up_to_next(unit)
        following = parts[-1] if parts else None
        if not isinstance(following, VariationUnit):
            return None
        own, theirs = places_of(unit, quoted.siglum), places_of(following, quoted.siglum)
        if len(own) != 1 or len(theirs) != 1:
            return None
        start, end = own[0][0], theirs[0][1]
        if not _is_same(self.text(quoted.siglum).witness.text[start:end], [p.text_of(quoted.siglum) for p in parts]):
            return None  # other words of the witness stand between the two, or they are in another order
        anchor = self.quoted(quoted.siglum, start, end).anchor
        return PastedBlock("one entry with the next", block_of("join", quoted.siglum, anchor))

    def _up_to_next(self, unit: VariationUnit) -> Sequence[Part]:
        """An entry with all up to the next one in its block or passage; nothing where that is far, or a passage."""
        for parts in self._rows():
            at = next((n for n, part in enumerate(parts) if part is unit), -1)
            if at < 0:
                continue
            end = next((n for n in range(at + 1, len(parts)) if not isinstance(parts[n], Agreement)), at)
            between = sum(len(word_spans(part.text)) for part in parts[at + 1 : end])
            is_near = end > at and between <= _NEAR and isinstance(parts[end], VariationUnit)
            return parts[at : end + 1] if is_near else ()
        return ()

    def _rows(self) -> Iterator[Sequence[Part]]:
        """The parts of every block and passage."""
        for one in self.model.apparatus.blocks:
            for block in one.blocks if isinstance(one, BlockUnit) else (one,):
                yield from _rows_of(block)

    def _split(self, unit: VariationUnit, quoted: Quoted) -> PastedBlock | None:
        """The entry divided wherever all its words agree."""
        having = [r for r in (unit.lemma, *unit.readings) if r.text and r.witnesses]  # a conjecture has none
        sides = [(r.witnesses[0], places_of(unit, r.witnesses[0])) for r in having]
        others = [(s, own[0]) for s, own in sides if len(own) == 1 and s != quoted.siglum]
        own = places_of(unit, quoted.siglum)
        is_moved = any(r.kind in (ReadingKind.WORD_ORDER, ReadingKind.TRANSPOSITION) for r in unit.readings)
        if is_moved or len(own) != 1 or not others or any(len(places) != 1 for _, places in sides):
            return None
        cuts = cuts_where_words_agree(self._cut(quoted.siglum, own[0]), [self._cut(s, place) for s, place in others])
        text = self.text(quoted.siglum).witness.text
        after = list(_words_before(text, own[0][0], cuts))
        if not after:
            return None
        anchor = self.quoted(quoted.siglum, *own[0]).anchor
        keys: Keys = [("after", after[0] if len(after) == 1 else after)]
        return PastedBlock("divide it where words agree", block_of("split", quoted.siglum, anchor, keys))

    def _cut(self, siglum: Siglum, place: tuple[int, int]) -> Cut:
        names = [(m.start, m.end) for m in self.model.mentions[siglum]]
        return Cut(self.text(siglum).witness.text, *place, names)

    # -- names and dates

    def of_mention(self, siglum: Siglum, mention: Mention) -> tuple[PastedBlock, ...]:
        """What can be decided on a name or date that the program marked."""
        anchor = self.text(siglum).propose(mention.start, mention.end).anchor
        if mention.hers or anchor.nth:
            return ()  # the transcription says it; or words alone do not tell the place from another
        rejected = PastedBlock("it is no name and no date", f"{block_of('mention', siglum, anchor)}\nreject = true")
        date = mention.value.iso if mention.value else ""
        given = ("ref", mention.ref) if mention.ref else ("date", date)
        if not given[1] or ".." in date:
            return (rejected,)
        means = PastedBlock("what it means: put another one here", block_of("mention", siglum, anchor, [given]))
        return means, rejected


def _is_same(text: str, pieces: Sequence[str]) -> bool:
    """Whether a stretch of a witness is made of these words alone."""
    return "".join(text.split()) == "".join("".join(pieces).split())


def _rows_of(block: Block) -> Iterator[Sequence[Part]]:
    yield block.parts
    yield from (part.parts for part in block.parts if isinstance(part, Passage))


def _other_weight(unit: VariationUnit, reading: Reading) -> str:
    """What a reading is not: what an editor would decide against the rules."""
    is_accidental = replace(unit, readings=(reading,), lacunose=()).is_accidental
    return SUBSTANTIVE_WEIGHT if is_accidental else ACCIDENTAL_WEIGHT


def _words_before(text: str, start: int, cuts: Sequence[int]) -> Iterator[str]:
    """For each cut the words behind which it is: the last one, or so many that they stand there first."""
    for before, cut in pairwise((start, *cuts)):
        piece = text[before:cut]
        words = word_spans(piece)
        last = piece[words[-1][0] : words[-1][1]] if words else piece.strip()
        is_first = bool(words) and [piece[a:b] for a, b in words].index(last) == len(words) - 1 and last in piece
        yield " ".join((last if is_first and piece.find(last) == words[-1][0] else piece[: words[-1][1]]).split())
