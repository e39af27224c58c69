"""The invariants of every alignment."""

import numpy as np

from edition.collation.align.align import Alignment
from edition.collation.align.order import find_columns


def check(alignment: Alignment, base: int | None = None) -> None:
    """Raise ValueError unless every token is in one column, every text can be rebuilt, and the moves explain the order.

    `base`: that witness must not have moves.
    """
    corpus, cells = alignment.corpus, alignment.cells
    _require((cells >= 0).any(axis=1).all() if len(cells) else True, "a column is empty")
    for witness, siglum in enumerate(corpus.sigla):
        tokens = np.sort(cells[:, witness][cells[:, witness] >= 0])
        _require(np.array_equal(tokens, np.arange(len(corpus.keys[witness]))), f"{siglum}: a token stands not once")
        _require(rebuild_text(alignment, witness) == corpus.texts[witness], f"{siglum}: the text is not the same")
        _check_moves(alignment, witness)
    _require(base is None or all(m.witness != base for m in alignment.moves), "the base has moves")


def rebuild_text(alignment: Alignment, witness: int) -> str:
    """The text of a witness, rebuilt from its forms and the characters between them."""
    corpus = alignment.corpus
    text, parts, at = corpus.texts[witness], [], 0
    spans = zip(corpus.starts[witness].tolist(), corpus.ends[witness].tolist(), strict=True)
    for (start, end), form in zip(spans, corpus.forms[witness].tolist(), strict=True):
        parts += [text[at:start], corpus.form_names[form]]
        at = end
    return "".join([*parts, text[at:]])


def _check_moves(alignment: Alignment, witness: int) -> None:
    siglum = alignment.corpus.sigla[witness]
    columns = find_columns(alignment.cells, witness)
    stays = np.ones(len(columns), bool)
    for move in (m for m in alignment.moves if m.witness == witness):
        _require(move.end <= len(columns) and stays[move.start : move.end].all(), f"{siglum}: {move} overlaps")
        stays[move.start : move.end] = False
        own = columns[move.start : move.end]
        tokens_between = alignment.cells[own[0] : own[-1] + 1, witness]
        _require(
            np.array_equal(tokens_between[tokens_between >= 0], np.arange(move.start, move.end)),
            f"{siglum}: {move} is not unbroken",
        )
    _require(bool(np.all(np.diff(columns[stays]) > 0)), f"{siglum}: tokens out of order are in no move")


def _require(is_true: object, message: str) -> None:
    if not is_true:
        raise ValueError(message)
