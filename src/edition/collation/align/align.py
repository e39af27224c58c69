"""Align several witnesses with each other, without a base."""

import hashlib
from dataclasses import dataclass, field

import numpy as np

from edition.collation.align.filter_moves import detach_cells, filter_moves
from edition.collation.align.pair import Pairer
from edition.collation.align.progressive import align_progressively
from edition.collation.align.refine import RealignedStretches, realign_variation
from edition.collation.align.unlink import unsupported_cells
from edition.collation.align.weak_tokens import WeakTokens
from edition.collation.arrays import Cells, Floats
from edition.collation.thresholds import SHORTEST_TRANSPOSITION
from edition.collation.tokens.corpus import Corpus, measure_surprise
from edition.collation.tokens.likeness import Likeness
from edition.model import Move
from edition.model.alignment import WeakToken


@dataclass(frozen=True, slots=True)
class AlignmentOptions:
    """How witnesses are aligned; ValueError for numbers out of range.

    moves: whether transposed passages are searched. least_move: the number of words of the shortest transposition (a
    passage that moved less than 100 words may have three). refine: how many times stretches of variation are aligned
    again with all witnesses at once.
    """

    moves: bool = True
    least_move: int = SHORTEST_TRANSPOSITION
    refine: int = 2

    def __post_init__(self) -> None:
        if self.least_move < 1 or self.refine < 0:
            raise ValueError("least_move is 1 or more, refine 0 or more")


@dataclass(frozen=True)
class Vocabulary:
    """The corpus in an order that depends only on its texts: witness `of[n]` has number n, keys are in alphabetical
    order.
    """

    corpus: Corpus
    of: list[int]
    keys: list[Cells]
    surprise: Floats
    likeness: Likeness

    @classmethod
    def from_corpus(cls, corpus: Corpus) -> "Vocabulary":
        """Number witnesses and keys by their content, so that the order in which they were added decides nothing."""
        by_name = np.asarray(sorted(range(len(corpus.key_names)), key=corpus.key_names.__getitem__), np.int64)
        number = np.empty(len(by_name), np.int32)
        number[by_name] = np.arange(len(by_name))
        keys = [number[sequence] for sequence in corpus.keys]
        names = [corpus.key_names[n] for n in by_name.tolist()]

        def sort_key(witness: int) -> tuple[int, bytes, str]:
            words = hashlib.sha256(keys[witness].tobytes())
            words.update(corpus.texts[witness].encode("utf-8", "surrogatepass"))
            return -len(keys[witness]), words.digest(), corpus.sigla[witness]

        of = sorted(range(len(keys)), key=sort_key)
        keys = [keys[w] for w in of]
        worth = measure_surprise(keys, names, corpus.mark_weight)
        return cls(corpus, of, keys, worth, Likeness(names, worth, corpus.settings.near_match))

    def to_corpus(self, cells: Cells, moves: tuple[Move, ...]) -> tuple[Cells, tuple[Move, ...]]:
        """The table and the moves, with the witnesses numbered as in the corpus."""
        back = np.argsort(np.asarray(self.of, np.int64))
        named = (Move(self.of[m.witness], m.start, m.end) for m in moves)
        return np.ascontiguousarray(cells[:, back]), tuple(sorted(named, key=lambda m: (m.witness, m.start)))


@dataclass(frozen=True)
class Alignment:
    """A table `cells[c, w]` with the number of the token of witness w in column c, or -1; the transpositions; and
    findings for the editor (a code and a sentence). `weak`: the tokens whose place is uncertain.
    """

    vocabulary: Vocabulary
    cells: Cells
    moves: tuple[Move, ...]
    findings: tuple[tuple[str, str], ...] = field(default=())
    options: AlignmentOptions = AlignmentOptions()
    weak: tuple[WeakToken, ...] = ()

    @property
    def corpus(self) -> Corpus:
        """The tokens of the witnesses, which the table numbers."""
        return self.vocabulary.corpus


def align(corpus: Corpus, options: AlignmentOptions = AlignmentOptions(), given: Cells | None = None) -> Alignment:
    """Align all witnesses; the table does not depend on the order in which they were added. ValueError without
    witnesses. `given`: the columns of some of them, to which the others are added.
    """
    if not corpus.sigla:
        raise ValueError("there is no witness to align")
    vocabulary = Vocabulary.from_corpus(corpus)
    keys, worth, likeness = vocabulary.keys, vocabulary.surprise, vocabulary.likeness
    pairer = Pairer(worth, likeness, options.least_move)
    given = None if given is None else given[:, vocabulary.of]
    weak = WeakTokens(likeness, [len(sequence) for sequence in keys])
    cells, order = align_progressively(keys, pairer, options.moves, weak, given)
    known: RealignedStretches = {}
    before = cells
    for _ in range(options.refine if len(keys) > 2 and given is None else 0):
        before, cells = cells, realign_variation(cells, keys, worth, likeness, known)
    weak.add_realigned(before, cells)
    del before
    out = unsupported_cells(cells, keys, worth, likeness)
    weak.add_unlinked(cells, out)
    cells = detach_cells(cells, out, order, [worth[sequence] for sequence in keys])
    cells, moves = filter_moves(cells, keys, worth, likeness, order, options.least_move)
    table = vocabulary.to_corpus(cells, moves)
    return Alignment(vocabulary, *table, _findings(pairer.too_large), options, weak.tokens(vocabulary.of))


def _findings(too_large: list[tuple[int, int]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        ("too-repetitive", f"a passage of {a} and {b} words in which no word occurs once was left unaligned")
        for a, b in too_large
    )
