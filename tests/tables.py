"""Small texts aligned, and the table as words."""

from edition.collation.align.align import Alignment, AlignmentOptions, align
from edition.collation.align.reorder import reorder
from edition.collation.align.validity import check
from edition.collation.tokens.corpus import Corpus


def aligned(*texts: str, moves: bool = True) -> Alignment:
    """The alignment of texts; whatever base its order follows, it is checked."""
    corpus = Corpus()
    for number, text in enumerate(texts):
        corpus.add_text("ABCDEFGH"[number], text)
    alignment = align(corpus, AlignmentOptions(moves=moves))
    check(alignment)
    for base in range(len(texts)):
        check(reorder(alignment, base), base)
    return alignment


def words_by_column(alignment: Alignment) -> list[list[str]]:
    """The word of every witness in every column."""
    corpus = alignment.corpus
    return [
        [corpus.form_names[corpus.forms[w][token]] if token >= 0 else "" for w, token in enumerate(row)]
        for row in alignment.cells.tolist()
    ]


def lines(*texts: str) -> list[str]:
    """The table in the order of the first text, a line for every witness, «-» where it has no word."""
    table = words_by_column(reorder(aligned(*texts), 0))
    return [" ".join(word or "-" for word in witness) for witness in zip(*table, strict=True)]
