"""Collation without an edition: any texts, compared and written in the form that is asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
    Position,
    Severity,
    Siglum,
    TokenTable,
    VariationUnit,
    Witness,
)
from edition.model.identify import Identified, identify
from edition.project.config_checks import check_language
from edition.project.languages import Languages, spelling_of, word_signs
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
    plain text; `language`: that of the texts, whose rules tell what is a spelling of the same words."""

    base: Siglum = ""
    to: str = "json"
    method: str = ""
    joined: bool = True
    as_text: bool = False
    language: str = ""

    def __post_init__(self) -> None:
        if self.language and (problem := check_language(self.language)):
            raise InputError(f"--language {self.language} {problem}")
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
    language: str = ""

    def identified(self) -> Identified:
        """Witnesses and apparatus with their ids."""
        sigla = [text.siglum for text in self.texts]
        rules = spelling_of(Languages(), self.language, {})[0] if self.language else None
        made = apparatus_of(self.columns, sigla, dict.fromkeys(sigla, rules) if rules else None)
        return identify(self.witnesses, {}, made)

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
    collated = collate_texts(texts, options.base, language=options.language)
    progress("writing")
    if options.to in _TABLES:
        return Collation(_TABLES[options.to](collated.table(options.joined)), collated.findings)
    model = collated.identified()
    made = write_csv(model.apparatus) if options.to == "csv" else write_tei(model, options.method, options.language)
    return Collation(iter((made,)), collated.findings)


def collate_texts(
    texts: Sequence[Text],
    base: Siglum = "",
    same: Mapping[str, str] | None = None,
    settings: CollationSettings | None = None,
    language: str = "",
) -> CollatedTexts:
    """Collate some texts. `base`: the siglum whose order the result follows; left out, the first.

    `same`: words or phrases that are taken for others. `settings`: how words are compared. `language`: that of the
    texts. InputError for fewer than two texts or an unknown base.
    """
    sigla = [text.siglum for text in texts]
    if len(texts) < 2:
        raise InputError("a collation needs two witnesses at least")
    if base and base not in sigla:
        raise InputError(f"base {base} is none of {', '.join(sigla)}")
    read = (witness(text) for text in texts)
    witnesses = tuple(replace(w, language=language) if language else w for w in read)
    columns, findings = columns_of_texts(texts, witnesses, base or sigla[0], same, settings, language)
    told = (f for text in texts for f in text.findings)
    unknown = _report_unknown(language, texts[0].path) if language else ()
    return CollatedTexts(tuple(texts), witnesses, columns, (*told, *unknown, *findings), language)


def _report_unknown(language: str, path: str) -> tuple[Finding, ...]:
    """E460 for a language without a table of spelling."""
    if spelling_of(Languages(), language, {})[1]:
        return ()
    said = (
        f"no spelling table for {language!r}: all differences in letters are of substance, but for case, long s and "
        "the like; a table can be written in an edition (docs/languages.md)"
    )
    return (Finding("E460", Severity.ADVICE, said, Position(path)),)


def columns_of_texts(
    texts: Sequence[Text],
    witnesses: Sequence[Witness],
    base: Siglum,
    same: Mapping[str, str] | None = None,
    settings: CollationSettings | None = None,
    language: str = "",
) -> tuple[AlignedTokens, tuple[Finding, ...]]:
    """The alignment of the texts, which are these witnesses, in the order of the base; what could not be aligned."""
    signs = dict.fromkeys((w.siglum for w in witnesses), word_signs(language)) if language else {}
    own = {text.siglum: tokens for text in texts if (tokens := text.given) is not None}
    given = {**given_tokens(witnesses, by_lemma=False, signs=signs), **own}
    return collated_columns(witnesses, base, {}, same, given, settings or CollationSettings(), signs=signs)


def table_of_columns(texts: Sequence[Text], columns: AlignedTokens, joined: bool) -> TokenTable:
    """As a table of tokens: every character of every text, and what another program said of its tokens."""
    places = {words.siglum: words.source for words in columns.words}
    made = [token_text(text, places[text.siglum]) for text in texts]
    numbers = {one.siglum: of_words for one, of_words in made}
    return tabulate(columns, [one for one, _ in made], numbers, joined)


def write_tei(edition: Identified, method: str = "", language: str = "") -> bytes:
    """The TEI document of a collation. `method`: one of METHODS; left out, parallel segmentation."""
    imprint = Imprint("Collation", language or "en", program=VERSION)
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
