"""Find the passages that a fragment shares with other witnesses, the nearest witness of each, and how similar they
are.
"""

from collections.abc import Iterator

from edition.collation.apparatus.block_view import find_ranges
from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.collation.thresholds import CLOSE, VERBATIM
from edition.collation.tokens.normalize import is_word
from edition.model import Reuse, ReuseKind


def find_reuse(table: AlignedTokens) -> tuple[Reuse, ...]:
    """The passages of every fragment that another witness also has, in the order of the edition."""
    return tuple(one for fragment in table.runs for one in _reuse_of(table, fragment))


def _reuse_of(table: AlignedTokens, fragment: int) -> Iterator[Reuse]:
    words = table.words[fragment]
    for start, end in find_ranges(table.runs[fragment]):
        columns = table.columns[start:end]
        own = [column[fragment] for column in columns if column[fragment] >= 0]
        scores = {w: _score(table, fragment, w, start, end) for w in range(len(table.words)) if w not in table.runs}
        if not own or not scores:
            continue
        nearest = max(scores, key=lambda w: (scores[w], -w))
        score = round(scores[nearest], 3)
        kind = ReuseKind.VERBATIM if score >= VERBATIM else ReuseKind.CLOSE if score >= CLOSE else ReuseKind.LOOSE
        place = words.source[min(own)][0], words.source[max(own)][1]  # the edition may have the tokens in another order
        yield Reuse(words.siglum, place, len(own), table.words[nearest].siglum, score, kind)


def _score(table: AlignedTokens, one: int, other: int, start: int, end: int) -> float:
    """The share of words that two witnesses have in common in columns [start, end): twice the common words, divided
    by the words of both (L. R. Dice, 1945).
    """
    common = total = 0
    for column in table.columns[start:end]:
        norms = [table.words[w].norm[column[w]] for w in (one, other) if column[w] >= 0]
        here = [norm for norm in norms if is_word(norm)]
        total += len(here)
        common += 2 * (len(here) == 2 and here[0] == here[1])
    return common / total if total else 0.0
