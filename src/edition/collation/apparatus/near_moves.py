"""Moves that stay within one unit: its words are printed in the order of each witness, so nothing else tells them."""

from collections.abc import Callable, Iterable, Sequence

from edition.collation.apparatus.block_view import Stretch
from edition.collation.apparatus.token_lookup import tokens_in
from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.model import Move


def moves_beyond_units(table: AlignedTokens, units: Callable[[], Iterable[Stretch]]) -> tuple[Move, ...]:
    """The moves that leave their unit; `units` gives the stretches that become units, and is called if need be."""
    by_start = {(m.witness, m.start): m for m in table.moves}
    witnesses = {m.witness for m in table.moves}
    pairs = ((c, by_start.get((w, column[w]))) for c, column in enumerate(table.columns) for w in witnesses)
    starting: dict[int, list[Move]] = {}
    for column, move in pairs:
        if move:
            starting.setdefault(column, []).append(move)
    near: set[Move] = set()
    for stretch in units() if starting else ():
        for move in (m for c in starting.keys() & set(stretch.columns) for m in starting[c]):
            tokens = tokens_in(table, move.witness, stretch.columns)
            near |= {move} if _is_reordered(table.moves, move.witness, tokens) else set()
    return tuple(m for m in table.moves if m not in near)


def _is_reordered(moves: Sequence[Move], w: int, tokens: Sequence[int]) -> bool:
    """Whether the tokens are consecutive in the witness, but in another order here, with at least one token that did
    not move."""
    if len(tokens) < 2 or list(tokens) == sorted(tokens) or max(tokens) - min(tokens) + 1 != len(tokens):
        return False
    own = [m for m in moves if m.witness == w and m.start <= max(tokens) and m.end > min(tokens)]
    inside = all(min(tokens) <= m.start and m.end - 1 <= max(tokens) for m in own)
    return inside and sum(m.end - m.start for m in own) < len(tokens)
