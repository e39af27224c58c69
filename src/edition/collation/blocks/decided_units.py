"""What the editor decided on the bounds and lemmata of units, by tokens of the aligned table; and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from edition.collation.blocks.decided_pairs import DecidedPairs
from edition.collation.blocks.token_places import tokens_between
from edition.collation.tokens.normalize import is_word
from edition.collation.tokens.witness_tokens import Words
from edition.model.decision import (
    ConjectureDecision,
    JoinDecision,
    LemmaDecision,
    PlacedDecision,
    SignDecision,
    SplitDecision,
)


@dataclass(frozen=True, slots=True)
class DecidedWords:
    """Tokens [first, last] of a witness that decision `number` quotes; `cuts`: those behind which a unit is divided.

    `resp`, `rule`: the id of the editor who says so, and the decision, by file and line.
    """

    number: int
    witness: int
    first: int
    last: int
    cuts: tuple[int, ...] = ()
    resp: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class DecidedLemma:
    """The witness, by its number, whose reading is the lemma.

    `resp`, `cert`: the id of the editor who says so, and how surely. `rule`: the decision, by file and line.
    """

    number: int
    witness: int
    resp: str = ""
    cert: str = ""
    rule: str = ""


@dataclass(slots=True)
class DecidedUnits:
    """Decisions on units. While units are made, `effective` collects the numbers of those that change something, and
    `problems` why one cannot be carried out."""

    joins: tuple[DecidedWords, ...] = ()
    forced: tuple[DecidedWords, ...] = ()  # words that are a unit even where all agree
    splits: tuple[DecidedWords, ...] = ()
    lemmata: Mapping[tuple[int, int], DecidedLemma] = field(default_factory=dict)  # (witness, token) -> its lemma
    pairs: DecidedPairs = field(default_factory=DecidedPairs)
    effective: set[int] = field(default_factory=set)
    problems: dict[int, str] = field(default_factory=dict)


def find_decided_units(words: Sequence[Words], placed: Sequence[PlacedDecision]) -> DecidedUnits:
    """The tokens of the decisions on units; those of other kinds are left to others."""
    numbers = {one.siglum: w for w, one in enumerate(words)}
    joins: list[DecidedWords] = []
    splits: list[DecidedWords] = []
    forced: list[DecidedWords] = []
    lemmata: dict[tuple[int, int], DecidedLemma] = {}
    for number, one in enumerate(placed):
        w = numbers[one.decision.siglum]
        first, last = tokens_between(words[w], one.start, one.end)
        if first > last:
            continue
        match one.decision:
            case JoinDecision():
                joins.append(DecidedWords(number, w, first, last, (), one.decision.resp, one.decision.rule))
            case SplitDecision():
                ends = (tokens_between(words[w], one.start, cut)[1] for cut in one.cuts)
                cuts = tuple(token for token in ends if first <= token)  # behind markup alone there is no word
                splits.append(DecidedWords(number, w, first, last, cuts, one.decision.resp, one.decision.rule))
            case ConjectureDecision() | SignDecision():
                forced.append(DecidedWords(number, w, first, last))
            case LemmaDecision():
                said = (one.decision.resp, one.decision.cert, one.decision.rule)
                lemma = DecidedLemma(number, numbers[one.decision.source], *said)
                lemmata |= {(w, token): lemma for token in _words_of(words[w], first, last)}
            case _:
                pass
    return DecidedUnits(tuple(sorted(joins, key=_place)), tuple(forced), tuple(sorted(splits, key=_place)), lemmata)


def _words_of(words: Words, first: int, last: int) -> Sequence[int]:
    """The tokens that are words; all of them where none is: a mark beside a word may be of another unit."""
    tokens = range(first, last + 1)
    return [token for token in tokens if is_word(words.norm[token])] or tokens


def _place(words: DecidedWords) -> tuple[int, int, int, tuple[int, ...], str]:
    """What decisions are sorted by, so that their order in the editor's files is no matter."""
    return words.witness, words.first, words.last, words.cuts, words.rule
