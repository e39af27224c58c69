"""From the alignment to the apparatus an editor reads: blocks, agreements, variation units, block-sized units."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from edition.collation.apparatus.block_view import Stretch
from edition.collation.apparatus.choose_lemma import choose_lemma
from edition.collation.apparatus.classify import Content, read_content
from edition.collation.apparatus.near_moves import moves_beyond_units
from edition.collation.apparatus.omissions_in_notes import find_in_notes
from edition.collation.apparatus.print_runs import Group, RunBuilder, collect_events
from edition.collation.apparatus.reading_kinds import classify_readings
from edition.collation.apparatus.reuse import find_reuse
from edition.collation.apparatus.token_lookup import infer_block_ends, spans_of, tokens_in
from edition.collation.apparatus.transpositions import describe_transpositions, find_transpositions
from edition.collation.apparatus.uncertain import find_doubts
from edition.collation.apparatus.units import split_block, split_placed
from edition.collation.apparatus.written_spaces import share_written_space
from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.collation.blocks.place_blocks import PlacedBlock, place_columns
from edition.model import (
    Agreement,
    Apparatus,
    Block,
    BlockUnit,
    Event,
    Part,
    Passage,
    Reading,
    ReadingKind,
    Run,
    Siglum,
    VariationUnit,
)
from edition.model.printed_words import NotePlace, Places


def analyse(table: AlignedTokens) -> Apparatus:
    """Make the apparatus of a table whose columns are in the order of the base."""
    return _Analysis(table).apparatus()


@dataclass(frozen=True, slots=True)
class _OwnTokens:
    """The tokens of one witness in a unit, in the order in which they are printed."""

    witness: int
    tokens: tuple[int, ...]


class _Analysis:
    """One analysis of a table: the blocks of the edition, their units, and the events printed in them."""

    def __init__(self, table: AlignedTokens) -> None:
        self.all = tuple(range(len(table.words)))
        self.sigla = table.sigla
        self.table = self.table_with_all_moves = table  # `table` excludes the moves that units show
        self.passage_stretches: dict[tuple[int, ...], list[Stretch]] = {}  # of the columns of a passage
        self.placed = place_columns(table)
        self.members = [self._witnesses_of(one) for one in self.placed]
        self.split_block = [
            list(split_placed(table, one, members or self.all, nested=bool(members)))
            for one, members in zip(self.placed, self.members, strict=True)
        ]
        self.table = replace(table, moves=moves_beyond_units(table, self._all_units))
        self.inferred_spaces = infer_block_ends(table)
        self.running_tokens = {
            (w, r[w]) for w, on in table.runs.items() for r, here in zip(table.columns, on, strict=True) if here
        }
        self.moved = [set[int]() for _ in table.words]  # by witness, its transposed tokens
        for move in self.table.moves:
            self.moved[move.witness].update(range(move.start, move.end))
        self.after = [words.after for words in table.words]
        self.transposed = find_transpositions(self.table.moves, self._token_positions())
        events = collect_events(self.table, self.transposed)
        self.builder = RunBuilder(self.table, events)

    def apparatus(self) -> Apparatus:
        blocks: list[Block | BlockUnit] = []
        numbers = range(len(self.placed))
        for (members, after), group in groupby(numbers, key=lambda i: (self.members[i], self.placed[i].after)):
            run = list(group)
            if members:
                blocks.append(self._block_unit(run, members, after))
            else:
                blocks += [self._block(i) for i in run]
        sigla = self.sigla
        fragments = self._sigla(list(self.table.runs))
        moves, shared = describe_transpositions(self.table.words, self.transposed), find_reuse(self.table)
        return Apparatus(sigla, sigla[self.table.base], fragments, tuple(blocks), moves, shared)

    def _witnesses_of(self, placed: PlacedBlock) -> tuple[int, ...]:
        """The witnesses that have words in a block that the base lacks; empty for a block of the base."""
        if placed.is_base:
            return ()
        cells = (self.table.columns[c] for c in placed.columns)
        return tuple(sorted({w for column in cells for w, t in enumerate(column) if t >= 0}))

    def _token_positions(self) -> list[list[int]]:
        """By witness and token, the position of the token's column in the printed order of the edition."""
        made = [[0] * len(words) for words in self.table.words]
        for place, column in enumerate(c for one in self.placed for c in one.columns):
            for w, token in enumerate(self.table.columns[column]):
                if token >= 0:
                    made[w][token] = place
        return made

    def _all_units(self) -> Iterator[Stretch]:
        """All stretches that become a variation unit, including those inside passages."""
        for stretch, present in (
            (s, m or self.all) for b, m in zip(self.split_block, self.members, strict=True) for s in b
        ):
            inside = self._split_passage(stretch, present) if stretch.absent else [stretch]
            yield from (one for one in inside if one.is_unit)

    def _split_passage(self, passage: Stretch, present: Sequence[int]) -> list[Stretch]:
        """The agreements and units inside a passage, among the witnesses that have the passage."""
        inside = self.passage_stretches.get(passage.columns)
        if inside is None:
            extant = [w for w in present if w not in passage.absent]
            inside = self.passage_stretches[passage.columns] = list(
                split_block(self.table_with_all_moves, passage.columns, extant, nested=True)
            )
        return inside

    def _block_unit(self, numbers: Sequence[int], members: Sequence[int], after: int) -> BlockUnit:
        columns = [c for i in numbers for c in self.placed[i].columns]
        lacunose = [w for w in self.all if w not in members and self._is_lacunose(w, columns)]
        omitting = [w for w in self.all if w not in members and w not in lacunose]
        blocks = tuple(self._block(i) for i in numbers)
        in_notes = find_in_notes(
            self.table.words, [w for w in omitting if w != self.table.base], self._texts(members[0], columns)
        )
        omitting = [w for w in omitting if w not in in_notes]
        return BlockUnit(
            blocks,
            self._sigla(members),
            self._sigla(omitting),
            self._sigla(lacunose),
            after,
            self._note_places(in_notes),
        )

    def _texts(self, w: int, columns: Sequence[int]) -> list[str]:
        """The tokens of a witness in these columns, as written."""
        return [self.table.words[w].text[t] for t in tokens_in(self.table, w, columns)]

    def _note_places(self, in_notes: Mapping[int, int]) -> tuple[NotePlace, ...]:
        return tuple((self.sigla[w], number) for w, number in in_notes.items())

    def _sigla(self, numbers: Sequence[int]) -> tuple[Siglum, ...]:
        return tuple(self.sigla[w] for w in numbers)

    def _block(self, number: int) -> Block:
        parts: list[Part] = []
        placed, members = self.placed[number], self.members[number]
        self.builder.begin(self._sigla(members or self.all))
        for stretch in self.split_block[number]:
            if stretch.absent:
                parts.append(self._passage(stretch, placed.leader, members or self.all, nested=bool(members)))
            elif stretch.is_unit:
                parts.append(self._unit(stretch, placed.leader, members or self.all, nested=bool(members)))
            else:
                parts.append(self._agreement(stretch.columns, placed.leader))
        if rest := self.builder.take():
            parts.append(Agreement((Run("", events=rest),)))
        tokens = {w: found for w in members or self.all if (found := tokens_in(self.table, w, placed.columns))}
        return Block(self.sigla[placed.leader], placed.number, tuple(parts), self._spans_by_siglum(tokens))

    def _agreement(self, columns: Sequence[int], leader: int) -> Agreement:
        groups = [self._tokens_of_column(c, leader) for c in columns]
        spaces = [self._space_after(group) for group in groups]
        self.builder.open(groups[:1])
        runs = self.builder.runs(groups, spaces, self.builder.take())
        self.builder.close(groups[-1:])
        return Agreement(runs)

    def _tokens_of_column(self, column: int, leader: int) -> Group:
        """The (witness, token) pairs of a column, the leader's first."""
        pairs = [(w, t) for w, t in enumerate(self.table.columns[column]) if t >= 0]
        if pairs[0][0] != leader:
            pairs.sort(key=lambda pair: pair[0] != leader)
        return pairs

    def _space_after(self, group: Group) -> str:
        """The white space to print after the tokens of a group: that of the first witness that has one.

        A witness has none after the last token of its block. Each witness whose white space differs from what is
        printed gets an event «joined» or «spaced».
        """
        after = [self.after[w][t] for w, t in group]
        if after[0] is not None and after.count(after[0]) == len(after):
            return after[0]
        printed = next((space for space in after if space is not None), "")
        for (w, t), own in zip(group, after, strict=True):
            if own is not None and own != printed:
                unit = "joined" if printed else "spaced"
                self.builder.events.after[w].setdefault(t, []).insert(0, Event(unit, self.sigla[w]))
        return printed

    def _passage(self, stretch: Stretch, leader: int, present: Sequence[int], nested: bool) -> Passage:
        """A passage that some witnesses lack; the witnesses that have it are collated among themselves."""
        extant = [w for w in present if w not in stretch.absent]
        first = [self._first_token(w, stretch.columns) for w in extant]
        last = [self._first_token(w, stretch.columns[::-1]) for w in extant]
        self.builder.open([pair] for pair in first)
        events = self.builder.take()
        self.builder.opened.update(first)
        self.builder.closed.update(last)
        parts: list[Agreement | VariationUnit] = []
        for inner in self._split_passage(stretch, present):
            if inner.is_unit:
                parts.append(self._unit(inner, leader, extant, nested=True))
            else:
                parts.append(self._agreement(inner.columns, leader))
        if rest := self.builder.take():
            parts.append(Agreement((Run("", events=rest),)))
        self.builder.closed.difference_update(last)
        self.builder.close([pair] for pair in last)
        lacunose = [w for w in stretch.absent if self._is_lacunose(w, stretch.columns, nested)]
        omitting = [w for w in stretch.absent if w not in lacunose]
        in_notes = {} if nested else find_in_notes(self.table.words, omitting, self._texts(extant[0], stretch.columns))
        omitting = [w for w in omitting if w not in in_notes]
        places = self._note_places(in_notes)
        return Passage(
            tuple(parts),
            self._sigla(extant),
            self._sigla(omitting),
            self._sigla(lacunose),
            events,
            places,
            self._spans_by_siglum({w: tokens_in(self.table, w, stretch.columns) for w in extant}),
        )

    def _first_token(self, w: int, columns: Sequence[int]) -> tuple[int, int]:
        return w, next(self.table.columns[c][w] for c in columns if self.table.columns[c][w] >= 0)

    # -- one unit

    def _unit(self, stretch: Stretch, leader: int, present: Sequence[int], nested: bool) -> VariationUnit | Agreement:
        """The variation unit of a stretch, or an agreement if all witnesses have the same words in their own order."""
        all_own = [_OwnTokens(w, self._in_own_order(w, stretch.columns)) for w in present]
        lacunose = [
            h.witness for h in all_own if not h.tokens and self._is_lacunose(h.witness, stretch.columns, nested)
        ]
        lacking = [h.witness for h in all_own if not h.tokens and h.witness not in lacunose]
        in_notes = (
            {}
            if nested or leader in lacking
            else find_in_notes(self.table.words, lacking, self._texts(leader, stretch.columns))
        )
        all_own = [h for h in all_own if h.witness not in lacunose and h.witness not in in_notes]
        space, ends = self._shared_space(all_own, nested)
        found: dict[_SpacedWords, list[_OwnTokens]] = {}
        for own in all_own:
            found.setdefault(self._spaced_words(own, ends), []).append(own)
        self.builder.open([(h.witness, h.tokens[0])] for h in all_own if h.tokens)
        events = self.builder.take()
        tokens, groups = {h.witness: h.tokens for h in all_own}, [{h.witness for h in same} for same in found.values()]
        chosen = choose_lemma(self.table.decided, tokens, groups, leader, [*lacunose, *in_notes])
        first = chosen.witness if chosen else leader
        ordered = sorted(found.items(), key=lambda item: all(h.witness != first for h in item[1]))
        readings = [self._reading(words, same) for words, same in ordered]
        lemma = [word for word, _ in ordered[0][0]]
        for number, (_, same) in enumerate(ordered[1:], 1):
            doubts = find_doubts(self.table.words, {h.witness: h.tokens for h in same}, lemma)
            readings[number] = replace(readings[number], doubts=doubts) if doubts else readings[number]
        contents = [self._content(same[0]) for _, same in ordered]
        self.builder.close([(h.witness, h.tokens[-1])] for h in all_own if h.tokens)
        if chosen:
            readings[0] = replace(readings[0], resp=chosen.resp, cert=chosen.cert, rule=chosen.rule)
        elif leader in lacunose:  # the base is not extant, but others are
            lost = [w for w in lacunose if w == leader or self._has_lost(w, stretch.columns)]
            readings = [Reading(self._sigla(lost), is_lost=True), *readings]
            contents, lacunose = [Content(), *contents], [w for w in lacunose if w not in lost]
        has_one = len(readings) == 1 and not in_notes and not any(w in self.table.lost for w in lacunose)
        if has_one and not stretch.is_forced:
            runs = (Run("", events=events), *readings[0].runs, Run(space))
            return Agreement(tuple(run for run in runs if run.text or run.events))
        marked = classify_readings(readings, contents, self.table.spelling) + self._note_readings(
            in_notes, len(readings)
        )
        unit = VariationUnit(readings[0], marked, self._sigla(lacunose), space, events, is_agreed=has_one)
        unit = replace(unit, resp=stretch.resp, rule=stretch.rule) if stretch.resp else unit
        return share_written_space(unit, self._sigla(list(self.table.runs)))

    def _note_readings(self, in_notes: Mapping[int, int], group: int) -> tuple[Reading, ...]:
        """The reading of the witnesses that have the words in a note, if there are any."""
        if not in_notes:
            return ()
        sigla, places = self._sigla(list(in_notes)), self._note_places(in_notes)
        return (Reading(sigla, kind=ReadingKind.TRANSPOSITION, group=group, notes=places),)

    def _content(self, own: _OwnTokens) -> Content:
        return read_content(self.table.words[own.witness], own.tokens)

    def _in_own_order(self, w: int, columns: Sequence[int]) -> tuple[int, ...]:
        """The tokens of a witness in a unit, in the order of the witness unless one of them is part of a
        transposition.
        """
        tokens = tokens_in(self.table, w, columns)
        return tuple(sorted(tokens)) if self.moved[w].isdisjoint(tokens) else tokens

    def _has_lost(self, w: int, columns: Sequence[int]) -> bool:
        return not self.table.lost.get(w, frozenset()).isdisjoint(columns)

    def _is_lacunose(self, w: int, columns: Sequence[int], nested: bool = False) -> bool:
        """Whether a witness without words in the columns is not extant there: the words were lost, or the witness
        is a fragment that has no passage there. In a nested block a fragment is extant throughout.
        """
        if self._has_lost(w, columns):
            return True
        return not nested and w in self.table.runs and not any(self.table.runs[w][c] for c in columns)

    def _shared_space(self, all_own: Sequence[_OwnTokens], nested: bool) -> tuple[str, dict[int, str]]:
        """The white space after the unit, and by witness the white space inside the reading.

        If all witnesses share the white space, it is printed after the unit and the second value is empty strings. A
        fragment that has words here but ends with them does not share it.
        """
        own = {h.witness: self.table.words[h.witness].after[h.tokens[-1]] for h in all_own if h.tokens}
        spaces = sorted({s for s in own.values() if s is not None})
        runs_on = nested or all(
            (h.witness, h.tokens[-1]) in self.running_tokens
            for h in all_own
            if h.tokens and h.witness in self.table.runs
        )
        if len(own) == len(all_own) and runs_on:
            return self._space_after([(h.witness, h.tokens[-1]) for h in all_own]), dict.fromkeys(own, "")
        return "", {w: (spaces or [""])[-1] if s is None else s for w, s in own.items()}

    def _spaced_words(self, own: _OwnTokens, ends: dict[int, str]) -> "_SpacedWords":
        """The tokens of a witness, each with the white space after it."""
        words = self.table.words[own.witness]
        made = []
        for i, token in enumerate(own.tokens):
            own_space = words.after[token]
            space = self.inferred_spaces[own.witness, token] if own_space is None else own_space
            made.append((words.text[token], space if i + 1 < len(own.tokens) else ends[own.witness]))
        return tuple(made)

    def _reading(self, words: "_SpacedWords", all_own: Sequence[_OwnTokens]) -> Reading:
        sigla = self._sigla([h.witness for h in all_own])
        if not words:
            return Reading(sigla)
        groups = [[(h.witness, h.tokens[i]) for h in all_own] for i in range(len(words))]
        places = self._spans_by_siglum({h.witness: h.tokens for h in all_own})
        return Reading(sigla, self.builder.runs(groups, [space for _, space in words]), places=places)

    def _spans_by_siglum(self, tokens: Mapping[int, Sequence[int]]) -> Places:
        """By siglum, the spans of tokens in the text of the witness, in code points; consecutive ones are one span."""
        return {self.sigla[w]: tuple(spans_of(self.table.words[w], one)) for w, one in tokens.items()}


_SpacedWords = tuple[tuple[str, str], ...]  # (word, white space after it) pairs
