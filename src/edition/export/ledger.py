"""The ledger of each witness: what its text or its reading text leaves out, by rule and place (docs/design.md, I0)."""

from collections.abc import Iterator, Mapping, Sequence

from edition.export.csv_cells import Row, written
from edition.model import Siglum, Witness, exclusions
from edition.model.finding import LineIndex

_CONTEXT = 40  # code points
_HEADER = ("rule", "place", "characters", "words", "begins", "named by the editor")


def ledger_files(witnesses: Sequence[Witness], slugs: Mapping[Siglum, str]) -> Mapping[str, bytes]:
    """A table a witness, by the name of its file.

    Rows: the rule, the place in the source (line and column, or part and paragraph), how many code points and words,
    the first of them, and whether edition.toml names them. What the TEI holds but nobody reads comes first.
    """
    return {f"{slugs[w.siglum]}.csv": written(_HEADER, _rows(w)) for w in witnesses}


def _rows(witness: Witness) -> Iterator[Row]:
    where = "in the text, " if witness.account else ""
    lines = LineIndex(witness.text)
    for one in exclusions(witness.root):
        line, column = lines.position(one.start)
        yield one.rule.value, f"{where}{line}:{column}", *_measured(witness.text[one.start : one.end]), ""
    for out in witness.account.left_out if witness.account else ():
        yield out.rule.value, out.place, *_measured(out.text), "yes" if out.is_named else ""


def _measured(words: str) -> tuple[int, int, str]:
    return len(words), len(words.split()), " ".join(words.split())[:_CONTEXT]
