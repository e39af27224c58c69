"""From the alignment to the apparatus an editor reads: blocks, agreements, variation units, block-sized units."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from edition.collation.apparatus.classify import Said, classify, is_like, said
from edition.collation.apparatus.events import Group, Printer, events_of
from edition.collation.apparatus.omissions_in_notes import note_with
from edition.collation.apparatus.reuse import reuses
from edition.collation.apparatus.transpositions import transpositions
from edition.collation.apparatus.units import Stretch, stretches
from edition.collation.blocks.columns import Columns
from edition.collation.blocks.place_blocks import Placed, place_columns
from edition.collation.tokens.witness_tokens import Words
from edition.model import (
    Agreement,
    Apparatus,
    Block,
    BlockUnit,
    Event,
    Move,
    Part,
    Passage,
    Reading,
    ReadingKind,
    Run,
    Siglum,
    VariationUnit,
)
from edition.model.apparatus import NotePlace, Places, Transposition

_OPENING = 8  # words of a moved passage that name it


def analyse(table: Columns) -> Apparatus:
    """The apparatus of a table whose columns are in the order of the base."""
    return _Analysis(table).apparatus()


@dataclass(frozen=True, slots=True)
class _Hand:
    """What one witness has at a unit: its tokens in the order in which they are printed."""

    witness: int
    tokens: tuple[int, ...]


class _Analysis:
    def __init__(self, table: Columns) -> None:
        self.all = tuple(range(len(table.words)))
        self.table = self.given = table  # without the moves that units show, and with them
        self.inner: dict[tuple[int, ...], list[Stretch]] = {}  # what stands within each passage
        self.placed = place_columns(table)
        self.members = [self._members(one) for one in self.placed]
        self.stretches = [
            list(stretches(table, one.columns, members or self.all, nested=bool(members)))
            for one, members in zip(self.placed, self.members, strict=True)
        ]
        self.table = replace(table, moves=self._far_moves())
        self.ends = _ends_by_others(table)
        self.running = {
            (w, r[w]) for w, on in table.runs.items() for r, here in zip(table.rows, on, strict=True) if here
        }
        self.moved = [set[int]() for _ in table.words]  # the tokens that stand elsewhere
        for move in self.table.moves:
            self.moved[move.witness].update(range(move.start, move.end))
        self.after = [words.after for words in table.words]
        self.transposed = transpositions(self.table.moves, self._places())
        events = events_of(self.table, self.transposed)
        self.printer = Printer(self.table, events)

    def apparatus(self) -> Apparatus:
        blocks: list[Block | BlockUnit] = []
        numbers = range(len(self.placed))
        for (members, after), group in groupby(numbers, key=lambda i: (self.members[i], self.placed[i].after)):
            run = list(group)
            if members:
                blocks.append(self._block_unit(run, members, after))
            else:
                blocks += [self._block(i) for i in run]
        sigla = self.table.sigla
        fragments = self._sigla(list(self.table.runs))
        moves, shared = self._transpositions(), reuses(self.table)
        return Apparatus(sigla, sigla[self.table.base], fragments, tuple(blocks), moves, shared)

    def _members(self, placed: Placed) -> tuple[int, ...]:
        """The witnesses that have words in a block that the base lacks; none for a block of the base."""
        if placed.is_base:
            return ()
        rows = (self.table.rows[c] for c in placed.columns)
        return tuple(sorted({w for row in rows for w, t in enumerate(row) if t >= 0}))

    def _places(self) -> list[list[int]]:
        """For every witness where each of its tokens stands in the edition."""
        made = [[0] * len(words) for words in self.table.words]
        for place, column in enumerate(c for one in self.placed for c in one.columns):
            for w, token in enumerate(self.table.rows[column]):
                if token >= 0:
                    made[w][token] = place
        return made

    def _far_moves(self) -> tuple[Move, ...]:
        """The moves but those within one unit: there the witness's words are printed in its own order."""
        by_start = {(m.witness, m.start): m for m in self.table.moves}
        witnesses = {m.witness for m in self.table.moves}
        pairs = ((c, by_start.get((w, row[w]))) for c, row in enumerate(self.table.rows) for w in witnesses)
        starting: dict[int, list[Move]] = {}
        for column, move in pairs:
            if move:
                starting.setdefault(column, []).append(move)
        near: set[Move] = set()
        for stretch in self._units_of_all() if starting else ():
            for move in (m for c in starting.keys() & set(stretch.columns) for m in starting[c]):
                tokens = _tokens(self.table, move.witness, stretch.columns)
                near |= {move} if self._is_reordered(move.witness, tokens) else set()
        return tuple(m for m in self.table.moves if m not in near)

    def _units_of_all(self) -> Iterator[Stretch]:
        """All stretches that become one place of variation each; a passage by what stands in it."""
        for stretch, present in (
            (s, m or self.all) for b, m in zip(self.stretches, self.members, strict=True) for s in b
        ):
            inside = self._within(stretch, present) if stretch.absent else [stretch]
            yield from (one for one in inside if one.is_unit)

    def _within(self, passage: Stretch, present: Sequence[int]) -> list[Stretch]:
        """The agreements and units inside a passage, of those who have it."""
        inside = self.inner.get(passage.columns)
        if inside is None:
            having = [w for w in present if w not in passage.absent]
            inside = self.inner[passage.columns] = list(stretches(self.given, passage.columns, having, nested=True))
        return inside

    def _is_reordered(self, w: int, tokens: Sequence[int]) -> bool:
        """Whether the words follow each other in the witness, in another order, some of them at their own place."""
        if len(tokens) < 2 or list(tokens) == sorted(tokens) or max(tokens) - min(tokens) + 1 != len(tokens):
            return False
        moves = [m for m in self.table.moves if m.witness == w and m.start <= max(tokens) and m.end > min(tokens)]
        inside = all(min(tokens) <= m.start and m.end - 1 <= max(tokens) for m in moves)
        return inside and sum(m.end - m.start for m in moves) < len(tokens)

    def _transpositions(self) -> tuple[Transposition, ...]:
        made = []
        for number, move in enumerate(self.transposed):
            words = self.table.words[move.witness]
            opening = range(move.start, min(move.end, move.start + _OPENING))
            text = "".join(words.text[t] + (" " if (space := words.after[t]) is None else space) for t in opening)
            made.append(Transposition(number, words.siglum, text.strip(), move.end - move.start))
        return tuple(made)

    def _block_unit(self, numbers: Sequence[int], members: Sequence[int], after: int) -> BlockUnit:
        columns = [c for i in numbers for c in self.placed[i].columns]
        silent = [w for w in self.all if w not in members and self._is_silent(w, columns)]
        omitting = [w for w in self.all if w not in members and w not in silent]
        blocks = tuple(self._block(i) for i in numbers)
        noted = self._noted([w for w in omitting if w != self.table.base], self._texts(members[0], columns))
        omitting = [w for w in omitting if w not in noted]
        return BlockUnit(
            blocks, self._sigla(members), self._sigla(omitting), self._sigla(silent), after, self._places_of(noted)
        )

    def _texts(self, w: int, columns: Sequence[int]) -> list[str]:
        """The words of a witness in columns, as written."""
        return [self.table.words[w].text[t] for t in _tokens(self.table, w, columns)]

    def _noted(self, omitting: Sequence[int], texts: Sequence[str]) -> dict[int, int]:
        """Those of the witnesses without words here that have them in a note, and the number of the note."""
        found = {w: note_with(self.table.words[w], texts) for w in omitting if self.table.words[w].notes}
        return {w: number for w, number in found.items() if number >= 0}

    def _places_of(self, noted: Mapping[int, int]) -> tuple[NotePlace, ...]:
        return tuple((self.table.sigla[w], number) for w, number in noted.items())

    def _sigla(self, numbers: Sequence[int]) -> tuple[Siglum, ...]:
        return tuple(self.table.sigla[w] for w in numbers)

    def _block(self, number: int) -> Block:
        parts: list[Part] = []
        placed, members = self.placed[number], self.members[number]
        self.printer.begin(self._sigla(members or self.all))
        for stretch in self.stretches[number]:
            if stretch.absent:
                parts.append(self._passage(stretch, placed.leader, members or self.all, nested=bool(members)))
            elif stretch.is_unit:
                parts.append(self._unit(stretch, placed.leader, members or self.all, nested=bool(members)))
            else:
                parts.append(self._agreement(stretch.columns, placed.leader))
        if rest := self.printer.take():
            parts.append(Agreement((Run("", events=rest),)))
        tokens = {w: found for w in members or self.all if (found := _tokens(self.table, w, placed.columns))}
        return Block(self.table.sigla[placed.leader], placed.number, tuple(parts), self._places_in(tokens))

    def _agreement(self, columns: Sequence[int], leader: int) -> Agreement:
        groups = [self._pairs(c, leader) for c in columns]
        spaces = [self._spaced(group) for group in groups]
        self.printer.open(groups[:1])
        runs = self.printer.runs(groups, spaces, self.printer.take())
        self.printer.close(groups[-1:])
        return Agreement(runs)

    def _pairs(self, column: int, leader: int) -> Group:
        """The words of a column, the leader's first."""
        pairs = [(w, t) for w, t in enumerate(self.table.rows[column]) if t >= 0]
        if pairs[0][0] != leader:
            pairs.sort(key=lambda pair: pair[0] != leader)
        return pairs

    def _spaced(self, group: Group) -> str:
        """The white space behind a word: the first witness's that says so; where all own blocks end, there is none.

        Each witness whose own white space is another than the printed one gets an event that says so.
        """
        after = [self.after[w][t] for w, t in group]
        if after[0] is not None and after.count(after[0]) == len(after):
            return after[0]
        printed = next((space for space in after if space is not None), "")
        for (w, t), own in zip(group, after, strict=True):
            if own is not None and own != printed:
                unit = "joined" if printed else "spaced"
                self.printer.events.behind[w].setdefault(t, []).insert(0, Event(unit, self.table.sigla[w]))
        return printed

    def _passage(self, stretch: Stretch, leader: int, present: Sequence[int], nested: bool) -> Passage:
        """A passage that some lack: those who have it are collated among themselves."""
        having = [w for w in present if w not in stretch.absent]
        first = [self._first_of(w, stretch.columns) for w in having]
        last = [self._first_of(w, stretch.columns[::-1]) for w in having]
        self.printer.open([pair] for pair in first)
        events = self.printer.take()
        self.printer.opened.update(first)
        self.printer.closed.update(last)
        parts: list[Agreement | VariationUnit] = []
        for inner in self._within(stretch, present):
            if inner.is_unit:
                parts.append(self._unit(inner, leader, having, nested=True))
            else:
                parts.append(self._agreement(inner.columns, leader))
        if rest := self.printer.take():
            parts.append(Agreement((Run("", events=rest),)))
        self.printer.closed.difference_update(last)
        self.printer.close([pair] for pair in last)
        silent = [w for w in stretch.absent if self._is_silent(w, stretch.columns, nested)]
        omitting = [w for w in stretch.absent if w not in silent]
        noted = {} if nested else self._noted(omitting, self._texts(having[0], stretch.columns))
        omitting = [w for w in omitting if w not in noted]
        places = self._places_of(noted)
        return Passage(
            tuple(parts),
            self._sigla(having),
            self._sigla(omitting),
            self._sigla(silent),
            events,
            places,
            self._places_in({w: _tokens(self.table, w, stretch.columns) for w in having}),
        )

    def _first_of(self, w: int, columns: Sequence[int]) -> tuple[int, int]:
        return w, next(self.table.rows[c][w] for c in columns if self.table.rows[c][w] >= 0)

    # -- one unit

    def _unit(self, stretch: Stretch, leader: int, present: Sequence[int], nested: bool) -> VariationUnit | Agreement:
        """The unit of a stretch; an agreement when, each witness in its own order, all have the same words."""
        hands = [_Hand(w, self._in_own_order(w, stretch.columns)) for w in present]
        silent = [h.witness for h in hands if not h.tokens and self._is_silent(h.witness, stretch.columns, nested)]
        lacking = [h.witness for h in hands if not h.tokens and h.witness not in silent]
        noted = {} if nested or leader in lacking else self._noted(lacking, self._texts(leader, stretch.columns))
        hands = [h for h in hands if h.witness not in silent and h.witness not in noted]
        space, ends = self._shared_space(hands, nested)
        found: dict[_Printed, list[_Hand]] = {}
        for hand in hands:
            found.setdefault(self._printed(hand, ends), []).append(hand)
        self.printer.open([(h.witness, h.tokens[0])] for h in hands if h.tokens)
        events = self.printer.take()
        ordered = sorted(found.items(), key=lambda item: all(h.witness != leader for h in item[1]))
        readings = [self._reading(words, same) for words, same in ordered]
        said = [self._said(same[0]) for _, same in ordered]
        self.printer.close([(h.witness, h.tokens[-1])] for h in hands if h.tokens)
        if leader in silent:  # the base has lost what others have
            lost = [w for w in silent if w == leader or self._has_lost(w, stretch.columns)]
            readings = [Reading(self._sigla(lost), is_lost=True), *readings]
            said, silent = [Said(), *said], [w for w in silent if w not in lost]
        if len(readings) == 1 and not noted and not any(w in self.table.lost for w in silent):
            runs = (Run("", events=events), *readings[0].runs, Run(space))
            return Agreement(tuple(run for run in runs if run.text or run.events))
        marked = self._classified(readings, said) + self._in_notes(noted, len(readings))
        return VariationUnit(readings[0], marked, self._sigla(silent), space, events)

    def _in_notes(self, noted: Mapping[int, int], group: int) -> tuple[Reading, ...]:
        """A reading of the witnesses that have the words in a note."""
        if not noted:
            return ()
        sigla, places = self._sigla(list(noted)), self._places_of(noted)
        return (Reading(sigla, kind=ReadingKind.TRANSPOSITION, group=group, notes=places),)

    def _said(self, hand: _Hand) -> Said:
        return said(self.table.words[hand.witness], hand.tokens)

    def _classified(self, readings: Sequence[Reading], meant: Sequence[Said]) -> tuple[Reading, ...]:
        """The readings that depart from the lemma, which comes first; spellings of the same words are a group."""
        made: list[Reading] = []
        groups: list[Said] = []
        for reading, one in zip(readings[1:], meant[1:], strict=True):
            kind, further = classify(meant[0], one)
            group = next((g for g, other in enumerate(groups) if is_like(other, one)), len(groups))
            if group == len(groups):
                groups.append(one)
            made.append(replace(reading, kind=kind, further=further, group=group))
        return tuple(made)

    def _in_own_order(self, w: int, columns: Sequence[int]) -> tuple[int, ...]:
        """The tokens of a witness in a unit, in its own order where they follow each other in it."""
        tokens = _tokens(self.table, w, columns)
        return tuple(sorted(tokens)) if self.moved[w].isdisjoint(tokens) else tokens

    def _has_lost(self, w: int, columns: Sequence[int]) -> bool:
        return not self.table.lost.get(w, frozenset()).isdisjoint(columns)

    def _is_silent(self, w: int, columns: Sequence[int], nested: bool = False) -> bool:
        """Whether a witness without words in the columns does not survive there: it has lost them, or is a fragment
        that does not run. A fragment that is collated in a nested block runs all along it."""
        if self._has_lost(w, columns):
            return True
        return not nested and w in self.table.runs and not any(self.table.runs[w][c] for c in columns)

    def _shared_space(self, hands: Sequence[_Hand], nested: bool) -> tuple[str, dict[int, str]]:
        """The white space behind the unit: shared, and so outside it, or each witness's own.

        A fragment that has words here but does not run on takes no part in what stands outside.
        """
        own = {h.witness: self.table.words[h.witness].after[h.tokens[-1]] for h in hands if h.tokens}
        said = sorted({s for s in own.values() if s is not None})
        runs_on = nested or all(
            (h.witness, h.tokens[-1]) in self.running for h in hands if h.tokens and h.witness in self.table.runs
        )
        if len(own) == len(hands) and runs_on:
            return self._spaced([(h.witness, h.tokens[-1]) for h in hands]), dict.fromkeys(own, "")
        default = said[-1] if said else ""
        return "", {w: default if s is None else s for w, s in own.items()}

    def _printed(self, hand: _Hand, ends: dict[int, str]) -> "_Printed":
        """The words of a hand with the white space behind each."""
        words = self.table.words[hand.witness]
        made = []
        for i, token in enumerate(hand.tokens):
            space = words.after[token]
            if space is None:
                space = self.ends[hand.witness, token]
            made.append((words.text[token], space if i + 1 < len(hand.tokens) else ends[hand.witness]))
        return tuple(made)

    def _reading(self, words: "_Printed", hands: Sequence[_Hand]) -> Reading:
        sigla = self._sigla([h.witness for h in hands])
        if not words:
            return Reading(sigla)
        groups = [[(h.witness, h.tokens[i]) for h in hands] for i in range(len(words))]
        places = self._places_in({h.witness: h.tokens for h in hands})
        return Reading(sigla, self.printer.runs(groups, [space for _, space in words]), places=places)

    def _places_in(self, tokens: Mapping[int, Sequence[int]]) -> Places:
        """Where the tokens of each witness are in its text; tokens that follow each other make one stretch."""
        return {self.table.sigla[w]: tuple(_stretches(self.table.words[w], one)) for w, one in tokens.items()}


_Printed = tuple[tuple[str, str], ...]  # words with the white space behind each


def _stretches(words: Words, tokens: Sequence[int]) -> Iterator[tuple[int, int]]:
    ordered = sorted(tokens)
    for _, group in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0]):
        run = [token for _, token in group]
        yield words.source[run[0]][0], words.source[run[-1]][1]


def _tokens(table: Columns, w: int, columns: Sequence[int]) -> tuple[int, ...]:
    rows = table.rows
    return tuple(token for c in columns if (token := rows[c][w]) >= 0)


def _ends_by_others(table: Columns) -> dict[tuple[int, int], str]:
    """Behind the last word of a witness's own block: the space that the others have there, or a blank."""
    made: dict[tuple[int, int], str] = {}
    for row in table.rows:
        if not any(t >= 0 and table.words[w].after[t] is None for w, t in enumerate(row)):
            continue
        spaces = {w: table.words[w].after[t] for w, t in enumerate(row) if t >= 0}
        said = sorted({s for s in spaces.values() if s is not None})
        for w, space in spaces.items():
            if space is None:
                made[w, row[w]] = said[0] if len(said) == 1 else " "
    return made
