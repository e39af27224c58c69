"""Look up tokens of one witness in the aligned table, their spans in its text, and the white space after them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.collation.tokens.witness_tokens import Words


def spans_of(words: Words, tokens: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The spans [start, end) of the tokens in the text of their witness, in code points, one per unbroken run."""
    ordered = sorted(tokens)
    if ordered and ordered[-1] - ordered[0] + 1 == len(ordered):  # one run
        yield words.source[ordered[0]][0], words.source[ordered[-1]][1]
        return
    for _, group in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0]):
        run = [token for _, token in group]
        yield words.source[run[0]][0], words.source[run[-1]][1]


def tokens_in(table: AlignedTokens, w: int, columns: Sequence[int]) -> tuple[int, ...]:
    """The tokens of witness `w` in the columns with these numbers, in the order of the columns."""
    cells = table.columns
    return tuple(token for c in columns if (token := cells[c][w]) >= 0)


def infer_block_ends(table: AlignedTokens) -> dict[tuple[int, int], str]:
    """The white space to print after the last token of each block, by (witness, token).

    A witness has no white space after the last token of its block. The other witnesses in the column supply it if they
    agree; otherwise it is one blank.
    """
    made: dict[tuple[int, int], str] = {}
    ends = [{t for t, space in enumerate(words.after) if space is None} for words in table.words]
    for column in table.columns:
        if all(t not in own for t, own in zip(column, ends, strict=True)):
            continue
        spaces = {w: table.words[w].after[t] for w, t in enumerate(column) if t >= 0}
        known_spaces = sorted({s for s in spaces.values() if s is not None})
        for w, space in spaces.items():
            if space is None:
                made[w, column[w]] = known_spaces[0] if len(known_spaces) == 1 else " "
    return made
