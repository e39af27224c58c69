"""The aligned table in the order of the base, in which headings, entries and captions align only with their own
class.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import zip_longest

from edition.collation.blocks.attach_punctuation import attach_punctuation
from edition.collation.blocks.decided_units import DecidedUnits
from edition.collation.blocks.editable_table import Column
from edition.collation.blocks.justify_losses import justify_losses
from edition.collation.blocks.match_speakers import match_speakers
from edition.collation.blocks.shift_gaps import shift_gaps
from edition.collation.thresholds import FRAGMENT_GAP, FRAGMENT_PASSAGE, FRAGMENT_REACH
from edition.collation.tokens.normalize import is_word
from edition.collation.tokens.witness_tokens import Words, kind_class
from edition.model import Move, Siglum
from edition.model.alignment import WeakPlace, WeakToken
from edition.project.language_tables import SpellingRules


@dataclass(frozen=True, slots=True)
class AlignedTokens:
    """The result of the alignment, in the order of the base.

    `columns[c][w]` is the number of the token of witness w in column c, or -1. `moves` are the transposed passages.
    `runs`: by fragment and column, whether the fragment is extant there. `lost`: by witness with gaps, the columns that
    it has lost. `spelling`: by witness, the rules of its language. `weak`: the tokens whose place is uncertain.
    """

    words: tuple[Words, ...]
    base: int
    columns: list[Column]
    moves: tuple[Move, ...]
    runs: dict[int, list[bool]]  # fragment -> for each column, whether it is extant there
    lost: Mapping[int, frozenset[int]] = field(default_factory=dict)  # witness with gaps -> columns that it lost
    entries: Sequence[tuple[int, ...]] = ()  # by column, the entries of the file's own apparatus, from outside in
    spelling: Mapping[Siglum, SpellingRules] = field(default_factory=dict)
    decided: DecidedUnits | None = None  # what the editor decided on units
    weak: Sequence[WeakToken] = ()

    @property
    def sigla(self) -> tuple[str, ...]:
        """The sigla in the order of the witnesses."""
        return tuple(w.siglum for w in self.words)

    def weak_places(self) -> tuple[WeakPlace, ...]:
        """Where the uncertain tokens stand in the texts of the witnesses."""
        return tuple(
            WeakPlace(
                self.words[one.witness].siglum, *self.words[one.witness].source[one.token], one.weakness, one.weight
            )
            for one in self.weak
        )


def align_tokens_of_base(
    words: Sequence[Words], base: int, columns: list[Column], moves: Sequence[Move], sure: Set[int] = frozenset()
) -> AlignedTokens:
    """Make the table from columns that are in the order of the base: shift gaps, attach punctuation, find lacunae.

    `sure`: witnesses that references aligned; of a fragment among them, short passages are kept, too.
    """
    for fragment, one in enumerate(words):
        if one.is_fragment and fragment not in sure:
            columns, moves = _keep_shared_passages(words, fragment, columns, moves)
    columns = match_speakers(words, base, columns, moves)
    columns = justify_losses(words, shift_gaps(words, columns), moves)
    columns = attach_punctuation(words, _gather_single_witness_stretches(words, columns, moves))
    runs = {w: find_extant_columns(words, w, columns) for w, one in enumerate(words) if one.is_fragment}
    lost = {w: find_lost_columns(one, w, columns) for w, one in enumerate(words) if one.gaps}
    return AlignedTokens(tuple(words), base, columns, tuple(moves), runs, lost)


def _gather_single_witness_stretches(
    words: Sequence[Words], columns: list[Column], moves: Sequence[Move]
) -> list[Column]:
    """Put the columns of a stretch that one witness alone has in one block next to each other."""
    edges = {(m.witness, t) for m in moves for t in (m.start, m.end)}
    chain: dict[
        tuple[int, int], int
    ] = {}  # (witness, last token) of a stretch that only it has -> number of the stretch
    stretches: list[list[Column]] = []
    for column in columns:
        tokens = [(w, t) for w, t in enumerate(column) if t >= 0]
        w, token = tokens[0]
        before = (w, token - 1)
        alone = len(tokens) == 1
        joins = alone and before in chain and (w, token) not in edges
        if joins and words[w].block[token] == words[w].block[token - 1]:
            number = chain.pop(before)
            stretches[number].append(column)
        else:
            number = len(stretches)
            stretches.append([column])
        if alone:
            chain[w, token] = number
    return [column for stretch in stretches for column in stretch]


def split_classes(words: Sequence[Words], base: int, columns: list[Column]) -> list[Column]:
    """Split columns whose tokens are in different classes of blocks; the split tokens follow in columns of their
    own.
    """
    kinds = [[kind_class(one.blocks[number].kind) for number in one.block] for one in words]
    if not any(map(any, kinds)):
        return columns
    made: list[Column] = []
    deferred: list[Column] = []
    deferred_witnesses: set[int] = set()  # witnesses with deferred tokens
    for column in columns:
        others = _find_other_class(kinds, base, column)
        if not others and not deferred:
            made.append(column)
            continue
        kept_tokens = [t if w not in others else -1 for w, t in enumerate(column)]
        if deferred and (not others or any(t >= 0 and w in deferred_witnesses for w, t in enumerate(kept_tokens))):
            made += deferred
            deferred, deferred_witnesses = [], set()
        if any(t >= 0 for t in kept_tokens):
            made.append(kept_tokens)
        if others:
            deferred.append([t if w in others else -1 for w, t in enumerate(column)])
            deferred_witnesses |= others
    return made + deferred


def _find_other_class(kinds: Sequence[Sequence[int]], base: int, column: Column) -> set[int]:
    """The witnesses whose token is in a block of another class than that of the base, or of the lowest class
    without base.
    """
    if len({kinds[w][t] for w, t in enumerate(column) if t >= 0}) < 2:
        return set()
    classes = {w: kinds[w][t] for w, t in enumerate(column) if t >= 0}
    kept = classes[base] if base in classes else min(classes.values())
    return {w for w, kind in classes.items() if kind != kept}


def _keep_shared_passages(
    words: Sequence[Words], fragment: int, columns: list[Column], moves: Sequence[Move]
) -> tuple[list[Column], list[Move]]:
    """Keep only whole passages of a fragment aligned; single matches get columns of their own in the order of the
    fragment.
    """
    kept = _shared_passages(words, fragment, columns)
    moves = [m for m in moves if m.witness != fragment or kept & set(range(m.start, m.end))]
    moved = {t for m in moves if m.witness == fragment for t in range(m.start, m.end)}
    kept_tokens = kept | moved
    own: dict[int, list[Column]] = {}  # token of the fragment -> its own columns that follow it
    before: dict[int, list[Column]] = {}  # token of the fragment -> those that precede it in its sentence
    fixed = sorted(kept_tokens - moved)
    sentence = words[fragment].sentence
    for token in range(len(words[fragment])):
        if token not in kept_tokens:
            k = bisect_left(fixed, token)
            column = [token if w == fragment else -1 for w in range(len(words))]
            goes_on = k > 0 and sentence[fixed[k - 1]] == sentence[token]
            if k < len(fixed) and not goes_on and sentence[fixed[k]] == sentence[token]:
                before.setdefault(fixed[k], []).append(column)
            else:
                own.setdefault(fixed[k - 1] if k else -1, []).append(column)
    made: list[Column] = []
    for column in columns:
        token = column[fragment]
        if token >= 0 and token not in kept_tokens:
            column = [t if w != fragment else -1 for w, t in enumerate(column)]
        if fixed and token == fixed[0]:
            made += own.pop(-1, [])
        made += before.pop(token, []) if token >= 0 else []
        if max(column) >= 0:
            made.append(column)
        made += own.pop(token, []) if token >= 0 else []
    return made + [column for rest in own.values() for column in rest], moves


def _shared_passages(words: Sequence[Words], fragment: int, columns: list[Column]) -> set[int]:
    """The tokens of a fragment that are in passages that another witness also has."""
    shared = {column[fragment]: c for c, column in enumerate(columns) if _is_shared(words, fragment, column)}
    kept: set[int] = set()
    passage: list[int] = []
    for token in [*sorted(shared), -1]:
        if (
            passage
            and 0 < token - passage[-1] <= FRAGMENT_GAP
            and abs(shared[token] - shared[passage[-1]]) <= FRAGMENT_REACH
        ):
            passage.append(token)
            continue
        if sum(words[fragment].text[t].isalnum() for t in passage) >= FRAGMENT_PASSAGE:
            kept.update(range(passage[0], passage[-1] + 1))
        passage = [token]
    return kept


def _is_shared(words: Sequence[Words], fragment: int, column: Column) -> bool:
    """Whether another witness has the same norm as the fragment in this column."""
    if column[fragment] < 0:
        return False
    own = words[fragment].norm[column[fragment]]
    return any(t >= 0 and w != fragment and words[w].norm[t] == own for w, t in enumerate(column))


def find_extant_columns(words: Sequence[Words], fragment: int, columns: list[Column]) -> list[bool]:
    """By column, whether a fragment is extant: from the first to the last shared token of a passage, with short
    gaps.
    """
    shared = [c for c, column in enumerate(columns) if _is_shared(words, fragment, column)]
    runs = [False] * len(columns)
    for c, following in zip_longest(shared, shared[1:], fillvalue=-1):
        last = following if 0 <= following - c <= FRAGMENT_REACH else c
        for x in range(c, last + 1):
            runs[x] = True
    return runs


def find_lost_columns(words: Words, witness: int, columns: list[Column]) -> frozenset[int]:
    """The columns between the two words around each gap of a witness; empty if the following word is transposed before
    it.

    Punctuation marks next to the gap are not considered, because they may be aligned with any other mark.
    """
    column_of = [-1] * len(words)
    for c, column in enumerate(columns):
        if column[witness] >= 0:
            column_of[column[witness]] = c
    lost: set[int] = set()
    for gap in words.gaps:
        last = next((t for t in range(gap - 1, -1, -1) if is_word(words.norm[t])), -1)
        following = next((t for t in range(gap, len(words)) if is_word(words.norm[t])), -1)
        start = column_of[last] + 1 if last >= 0 else 0
        lost.update(range(start, column_of[following] if following >= 0 else len(columns)))
    return frozenset(lost)
