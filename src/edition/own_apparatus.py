"""`apparatus = "hers"`: the entries of a TEI file are the apparatus of the edition; its witnesses are not collated."""

from collections.abc import Callable, Sequence
from functools import partial

from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.collation.blocks.own_entries import Placed, columns_of_entries
from edition.collation.tokens.witness_tokens import Words
from edition.errors import ConfigError
from edition.model import Siglum, Witness
from edition.project.config import FILE_NAME, Config
from edition.project.tei_options import tei_keys
from edition.readers.tei_own_entries import OwnEntries, own_entries
from edition.readers.tei_witnesses import layer_options
from edition.witnesses import read_source_file, reader_options


def own_columns(config: Config, witnesses: Sequence[Witness]) -> Callable[[Sequence[Words]], AlignedTokens] | None:
    """What makes the table of an edition that keeps the apparatus of its file; None for one that is collated.

    ConfigError where the witnesses are not all of one file.
    """
    keeping = [one for one in config.witnesses if tei_keys(one.tei, config.tei).apparatus == "hers"]
    if not keeping:
        return None
    others = [w.siglum for w in witnesses if w.source != keeping[0].siglum]
    if others or any(w.account is None or w.account.nodes is None for w in witnesses):
        listed = ", ".join(others) or "no TEI file"
        raise ConfigError(
            f'{FILE_NAME}: apparatus = "hers" keeps the entries of one file, and there are other witnesses ({listed}), '
            'which no entry names; write apparatus = "witnesses", so that all are collated'
        )
    options = layer_options(reader_options(config, keeping[0]))
    entries = own_entries(read_source_file(config, keeping[0]), options)
    return partial(_columns, entries, {w.siglum: w for w in witnesses})


def _columns(entries: OwnEntries, witnesses: dict[Siglum, Witness], words: Sequence[Words]) -> AlignedTokens:
    placed = [[_placed(entries, witnesses[one.siglum], span) for span in one.source] for one in words]
    return columns_of_entries(words, placed, entries.starts, 0)


def _placed(entries: OwnEntries, witness: Witness, span: tuple[int, int]) -> Placed:
    """Where a token begins in the file, and the entries around its first letter that stands in one."""
    nodes = witness.account.nodes if witness.account else None
    pieces = list(nodes.between(*span)) if nodes else []
    if not pieces:
        return (0, span[0]), ()
    paths = (entries.path(node, offset) for _, _, node, offset in pieces)
    return (pieces[0][2], pieces[0][3]), next((path for path in paths if path), ())
