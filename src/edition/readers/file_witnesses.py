"""The witnesses of one file that holds several: an apparatus, a collation of another program, a table.

`witnesses = "all"` in `[[witness]]` asks for all of them, a list of sigla for some.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from edition.errors import ConfigError, NoReaderError
from edition.model import Finding
from edition.readers.binary_formats import detect_binary
from edition.readers.choice import refusal
from edition.readers.collatex_seed import collatex_sigla
from edition.readers.csv_rows import find_form, rows_of
from edition.readers.detect import detect
from edition.readers.latex_entries import LatexApparatus
from edition.readers.latex_witness import entry_findings
from edition.readers.options import ReaderOptions, TableColumns
from edition.readers.source_file import SourceFile
from edition.readers.tei_witnesses import READER as TEI_READER
from edition.readers.tei_witnesses import Part, divide

Division = tuple[tuple[Part, ...], tuple[Finding, ...]]
_ALL = ("all",)
_TOKENS_SHARE = 0.2  # of cells with several words: below it a row of a table is a token, else a verse
_NO_SIGLA = frozenset(["", "n", "no", "nr", "loc", "ref", "line", "verse", "rank", "id", "#"])


def divide_file(source: SourceFile, name: str, options: ReaderOptions, wanted: Sequence[str]) -> tuple[str, Division]:
    """The reader of a file and its witnesses. `name`: the reader, if the editor names one. `wanted`: all, or sigla.

    NoReaderError for a format of which one file is one witness; ConfigError for sigla that the file does not have.
    """
    is_json = source.data.lstrip()[:1] == b"{"
    reader = name or detect(*source.files[0], source.encoding).reader or ("collatex" if is_json else "")
    divider = _DIVIDERS.get(reader)
    if divider is None and (binary := detect_binary(source.path, source.data)):
        raise NoReaderError(f"{source.path}: {refusal(binary)}")
    if divider is None or source.pages:
        there = ", ".join(_DIVIDERS)
        raise NoReaderError(
            f"{source.path}: several witnesses are read of one file of {there}; it is {reader or 'none'}"
        )
    named = () if tuple(wanted) == _ALL else tuple(wanted)
    parts, found = divider(source, replace(options, sigla=named))
    if not parts:
        raise NoReaderError(f"{source.path}: {reader}: it holds no apparatus and no table of several witnesses")
    sigla = [part.siglum for part in parts]
    if tuple(wanted) != _ALL and (missing := [s for s in wanted if s not in sigla]):
        raise ConfigError(f"edition.toml: witnesses names {', '.join(missing)}; {source.path} has {', '.join(sigla)}")
    chosen = tuple(part for part in parts if tuple(wanted) == _ALL or part.siglum in wanted)
    return reader, (chosen, found)


def _of_tei(source: SourceFile, options: ReaderOptions) -> Division:
    return divide(source, replace(options, tei=replace(options.tei, apparatus="witnesses")))


def _of_collatex(source: SourceFile, options: ReaderOptions) -> Division:
    return tuple(Part(s, "", options) for s in collatex_sigla(source.text, source.path)), ()


def _of_table(source: SourceFile, options: ReaderOptions) -> Division:
    """A column of sigla, or a column for each witness."""
    columns = options.csv
    rows = list(rows_of(source.text, find_form(source.text, [n for n in (columns.text, columns.witness) if n])))
    rows = [row for row in rows if not all(cell.is_blank for cell in row)]
    heads = [cell.value.strip() for cell in rows[0]] if rows else []
    if columns.text and columns.witness in heads:
        at = heads.index(columns.witness)
        sigla = dict.fromkeys(row[at].value.strip() for row in rows[1:] if len(row) > at)
        return tuple(Part(s, "", options) for s in sigla if s), ()
    if len(set(heads)) < len(heads):
        raise NoReaderError(
            f"{source.path}: the first row does not name each witness once; give the table with a column for each "
            "witness, its siglum above it"
        )
    cells = [cell.value.split() for row in rows[1:] for cell in row]
    is_token = sum(len(words) > 1 for words in cells) <= _TOKENS_SHARE * max(1, len(cells))
    row = "token" if is_token else "verse"
    return tuple(
        Part(head, "", replace(options, csv=TableColumns(text=head, n=columns.n, row=row)))
        for head in heads
        if head != columns.n and head.casefold() not in _NO_SIGLA
    ), ()


def _of_latex(source: SourceFile, options: ReaderOptions) -> Division:
    """The witnesses that the notes of reledmac name, or those that the editor names."""
    apparatus = LatexApparatus.of(source.text, options.sigla)
    if not (apparatus.entries or options.sigla):
        return (), ()
    parts = tuple(Part(s, "", replace(options, pointer=s)) for s in apparatus.sigla)
    return parts, tuple(entry_findings(source.path, source.text, apparatus))


_DIVIDERS: Mapping[str, Callable[[SourceFile, ReaderOptions], Division]] = {
    TEI_READER: _of_tei,
    "collatex": _of_collatex,
    "csv": _of_table,
    "latex": _of_latex,
}
