"""Collation without an edition: any texts, compared and written in the form that is asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from edition.collation.apparatus.make_token_table import tabulate
from edition.collation.blocks.aligned_tokens import AlignedTokens
from edition.collation.collate import apparatus_of, collated_columns
from edition.collation.settings import CollationSettings
from edition.collation.tokens.marked_words import given_tokens
from edition.errors import InputError
from edition.export.collatex import write_table
from edition.export.collation_page import write_page
from edition.export.csv_cells import written
from edition.export.graph import write_graph
from edition.model import (
    Apparatus,
    BlockUnit,
    Finding,
    Passage,
    Siglum,
    TokenTable,
    VariationUnit,
    Witness,
)
from edition.model.identify import Identified, identify
from edition.tasks.collation_inputs import Text, read_texts, token_text, witness
from edition.tei.encode.edition import encode_edition
from edition.tei.encode.external import METHODS, encode_external
from edition.tei.encode.header import Imprint
from edition.tei.encode.witness import encode_witness
from edition.version import VERSION
from edition.xml.writer import serialize

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class CollationOptions:
    """What is to be written. `base`: whose order the result follows (left out: the first); `method`: TEI's method of
    linking apparatus and text; `joined`: what agrees and differs alike stands in one cell; `as_text`: every file is
    plain text."""

    base: Siglum = ""
    to: str = "json"
    method: str = ""
    joined: bool = True
    as_text: bool = False

    def __post_init__(self) -> None:
        if self.to not in FORMS:
            raise InputError(f"--to {self.to}: there is no such form; there is {', '.join(FORMS)}")
        if self.method and self.to != "tei":
            raise InputError(f"--method is for --to tei; {self.to} has none")
        if self.method and self.method not in METHODS:
            raise InputError(f"--method {self.method}: there is no such method; there is {', '.join(METHODS)}")
        if not self.joined and self.to not in _TABLES:
            raise InputError(f"--apart is for --to {', '.join(_TABLES)}; {self.to} has no cells")


@dataclass(frozen=True, slots=True)
class Collation:
    """The bytes to write, piece by piece, and what the editor must know."""

    pieces: Iterator[bytes]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CollatedTexts:
    """Texts in columns, in the order of the base; every form of a collation is made of these columns."""

    texts: tuple[Text, ...]
    witnesses: tuple[Witness, ...]
    columns: AlignedTokens
    findings: tuple[Finding, ...]

    def identified(self) -> Identified:
        """Witnesses and apparatus with their ids."""
        return identify(self.witnesses, {}, apparatus_of(self.columns, [text.siglum for text in self.texts]))

    def table(self, joined: bool = True) -> TokenTable:
        """The alignment; `joined`: neighbouring columns in which the same witnesses agree and differ are one."""
        return table_of_columns(self.texts, self.columns, joined)


def collate_files(
    paths: Sequence[Path], options: CollationOptions, progress: Progress = lambda stage: None
) -> Collation:
    """The collation of the files in the form that is asked for. InputError for files that cannot be taken, fewer than
    two witnesses, doubled sigla, an unknown base."""
    progress("reading")
    texts = read_texts(paths, options.as_text)
    sigla = [text.siglum for text in texts]
    if options.base and options.base not in sigla:
        raise InputError(f"--base {options.base} is none of {', '.join(sigla)}")
    progress("aligning")
    collated = collate_texts(texts, options.base)
    progress("writing")
    if options.to in _TABLES:
        return Collation(_TABLES[options.to](collated.table(options.joined)), collated.findings)
    model = collated.identified()
    made = write_csv(model.apparatus) if options.to == "csv" else write_tei(model, options.method)
    return Collation(iter((made,)), collated.findings)


def collate_texts(
    texts: Sequence[Text],
    base: Siglum = "",
    same: Mapping[str, str] | None = None,
    settings: CollationSettings | None = None,
) -> CollatedTexts:
    """Collate some texts. `base`: the siglum whose order the result follows; left out, the first.

    `same`: words or phrases that are taken for others. `settings`: how words are compared. InputError for fewer than
    two texts or an unknown base.
    """
    sigla = [text.siglum for text in texts]
    if len(texts) < 2:
        raise InputError("a collation needs two witnesses at least")
    if base and base not in sigla:
        raise InputError(f"base {base} is none of {', '.join(sigla)}")
    witnesses = tuple(witness(text) for text in texts)
    columns, findings = columns_of_texts(texts, witnesses, base or sigla[0], same, settings)
    told = (f for text in texts for f in text.findings)
    return CollatedTexts(tuple(texts), witnesses, columns, (*told, *findings))


def columns_of_texts(
    texts: Sequence[Text],
    witnesses: Sequence[Witness],
    base: Siglum,
    same: Mapping[str, str] | None = None,
    settings: CollationSettings | None = None,
) -> tuple[AlignedTokens, tuple[Finding, ...]]:
    """The alignment of the texts, which are these witnesses, in the order of the base; what could not be aligned."""
    own = {text.siglum: tokens for text in texts if (tokens := text.given) is not None}
    given = {**given_tokens(witnesses, by_lemma=False), **own}
    return collated_columns(witnesses, base, {}, same, given, settings or CollationSettings())


def table_of_columns(texts: Sequence[Text], columns: AlignedTokens, joined: bool) -> TokenTable:
    """As a table of tokens: every character of every text, and what another program said of its tokens."""
    places = {words.siglum: words.source for words in columns.words}
    made = [token_text(text, places[text.siglum]) for text in texts]
    numbers = {one.siglum: of_words for one, of_words in made}
    return tabulate(columns, [one for one, _ in made], numbers, joined)


def write_tei(edition: Identified, method: str = "") -> bytes:
    """The TEI document of a collation. `method`: one of METHODS; left out, parallel segmentation."""
    imprint = Imprint("Collation", "en", program=VERSION)
    trees = {w.siglum: encode_witness(w, edition.mentions[w.siglum], imprint) for w in edition.witnesses}
    if method in ("", METHODS[0]):
        return serialize(encode_edition(edition, trees, imprint))
    return serialize(encode_external(edition, trees, imprint, method))


def write_csv(apparatus: Apparatus) -> bytes:
    """CSV: a row a variation unit, a column a witness."""
    rows: list[list[str | int]] = []
    for number, unit in enumerate(apparatus.units(), 1):
        said = _readings(unit)
        rows.append([number, *(said.get(s, "") for s in apparatus.sigla)])
    return written(("place", *apparatus.sigla), rows)


def _readings(unit: VariationUnit | Passage | BlockUnit) -> Mapping[str, str]:
    """What each witness has at a place: its own words."""
    match unit:
        case VariationUnit():
            return {s: r.text for r in (unit.lemma, *unit.readings) for s in r.witnesses}
        case Passage():
            return {s: unit.text_of(s) for s in unit.witnesses}
        case BlockUnit():
            return {s: " ¶ ".join(block.text_of(s) for block in unit.blocks) for s in unit.witnesses}


_TABLES: Mapping[str, Callable[[TokenTable], Iterator[bytes]]] = {
    "json": lambda table: (piece.encode("utf-8") for piece in write_table(table)),
    "html": lambda table: iter((write_page(table),)),
    "graphml": lambda table: iter((write_graph(table),)),
}
FORMS = ("tei", "json", "csv", "html", "graphml")
