"""Collation without an edition: any text files, compared and written in the form that is asked for."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from edition import __version__
from edition.collate.engine import collate
from edition.errors import InputError
from edition.export.collatex import alignment_table
from edition.export.tables import written
from edition.model import Apparatus, BlockUnit, Kind, Node, Passage, VariationUnit, Witness
from edition.readers.page import read_text
from edition.readers.structure import Refusal, absorbed
from edition.sources import make_seed, read_input
from edition.tei.edition import encode_edition
from edition.tei.header import Imprint
from edition.tei.witness import encode_witness
from edition.tei.writer import serialize


def collate_files(paths: Sequence[Path], base: str, to: str) -> str:
    """The collation of text files as TEI, CollateX JSON or CSV. Sigla are the file names without ending.

    InputError for fewer than two files, doubled sigla, an unknown base or form.
    """
    if to not in _FORMS:
        raise InputError(f"--to {to}: there is no such form; there is {', '.join(_FORMS)}")
    if len(paths) < 2:
        raise InputError("a collation needs two files at least")
    sigla = [path.stem for path in paths]
    if doubled := {s for s in sigla if sigla.count(s) > 1}:
        raise InputError(f"two files are called {doubled.pop()}; a siglum is the file's name without its ending")
    if base and base not in sigla:
        raise InputError(f"--base {base} is none of {', '.join(sigla)}")
    witnesses = tuple(_witness(path) for path in paths)
    apparatus, _ = collate(witnesses, base or sigla[0], {})
    return _FORMS[to](witnesses, apparatus)


def _witness(path: Path) -> Witness:
    seed = make_seed(path.stem, str(path), read_input(path))
    structure = read_text(seed, {})
    empty = Node(Kind.BODY, 0, len(seed.text))
    root = absorbed(empty if isinstance(structure, Refusal) else structure.root, seed.text)
    return Witness(path.stem, path.name, seed, root, "text")


def _as_tei(witnesses: Sequence[Witness], apparatus: Apparatus) -> str:
    imprint = Imprint("Collation", "en", program=__version__)
    trees = {w.siglum: encode_witness(w, (), imprint) for w in witnesses}
    return serialize(encode_edition(apparatus, witnesses, trees, {}, imprint)).decode("utf-8")


def _as_json(witnesses: Sequence[Witness], apparatus: Apparatus) -> str:
    moves = [{"witness": m.siglum, "words": m.words, "length": m.length} for m in apparatus.transpositions]
    table = {"witnesses": list(apparatus.sigla), "table": alignment_table(apparatus), "moves": moves}
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def _as_csv(witnesses: Sequence[Witness], apparatus: Apparatus) -> str:
    rows: list[list[str | int]] = []
    for number, unit in enumerate(apparatus.units(), 1):
        said = _readings(unit)
        rows.append([number, *(said.get(s, "") for s in apparatus.sigla)])
    return written(("place", *apparatus.sigla), rows).decode("utf-8")


def _readings(unit: VariationUnit | Passage | BlockUnit) -> Mapping[str, str]:
    match unit:
        case VariationUnit():
            return {s: r.text for r in (unit.lemma, *unit.readings) for s in r.witnesses}
        case Passage():
            return dict.fromkeys(unit.witnesses, unit.text)
        case BlockUnit():
            return dict.fromkeys(unit.witnesses, " ¶ ".join(block.text for block in unit.blocks))


_FORMS: Mapping[str, Callable[[Sequence[Witness], Apparatus], str]] = {
    "tei": _as_tei,
    "json": _as_json,
    "csv": _as_csv,
}
