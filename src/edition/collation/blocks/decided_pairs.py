"""What the editor decided on words that correspond, or that do not, by tokens of the witnesses; and what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from edition.collation.blocks.token_places import tokens_between
from edition.collation.tokens.normalize import is_word
from edition.collation.tokens.witness_tokens import Words
from edition.model import Move
from edition.model.decision import AlignDecision, PlacedPair

_NO_WORDS = "there is no word in the quotation"


@dataclass(frozen=True, slots=True)
class QuotedTokens:
    """Tokens [first, last] of a witness."""

    witness: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class DecidedPair:
    """Words of several witnesses that correspond, or do not; `resp`, `rule`: who says so, by which decision."""

    number: int
    is_aligned: bool
    words: tuple[QuotedTokens, ...]
    resp: str = ""
    rule: str = ""

    def pairs(self) -> Iterator[tuple[QuotedTokens, QuotedTokens]]:
        """Each two of the witnesses; of words that correspond, the first with each other."""
        if self.is_aligned:
            yield from ((self.words[0], other) for other in self.words[1:])
        else:
            yield from combinations(self.words, 2)


@dataclass(slots=True)
class DecidedPairs:
    """Decisions on correspondence. By their numbers, `aligned`: those that aligned words anew in their order;
    `effective`: those that changed anything; `problems`: why one cannot be carried out."""

    pairs: tuple[DecidedPair, ...] = ()
    aligned: set[int] = field(default_factory=set)
    transposed: set[Move] = field(default_factory=set)
    effective: set[int] = field(default_factory=set)
    problems: dict[int, str] = field(default_factory=dict)


def find_decided_pairs(words: Sequence[Words], placed: Sequence[PlacedPair]) -> DecidedPairs:
    """The tokens of the decisions, those that align words first; their order in the editor's files is no matter."""
    numbers = {one.siglum: w for w, one in enumerate(words)}
    made = DecidedPairs()
    found: list[DecidedPair] = []
    for number, one in enumerate(placed):
        quoted = sorted((numbers[s], tokens_between(words[numbers[s]], *place)) for s, place in one.places.items())
        if any(first > last for _, (first, last) in quoted):
            made.problems[number] = _NO_WORDS
            continue
        is_aligned = isinstance(one.decision, AlignDecision)
        tokens = tuple(QuotedTokens(w, first, last) for w, (first, last) in quoted)
        tokens = tuple(_without_marks(words[q.witness], q) for q in tokens) if is_aligned else tokens
        found.append(DecidedPair(number, is_aligned, tokens, one.decision.resp, one.decision.rule))
    found.sort(key=lambda p: (not p.is_aligned, [(q.witness, q.first, q.last) for q in p.words], p.number))
    made.pairs = tuple(found)
    return made


def _without_marks(words: Words, quoted: QuotedTokens) -> QuotedTokens:
    """The quoted tokens without marks at their edges, which go with what is beside them; marks alone as they are."""
    own = [token for token in range(quoted.first, quoted.last + 1) if is_word(words.norm[token])]
    return replace(quoted, first=own[0], last=own[-1]) if own else quoted
