"""Choose the reader of a file that no one has named: the detected one, or a refusal with the line that decides it."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath

from edition.errors import NoReaderError
from edition.model import Finding, Position, Severity
from edition.readers.delimited import proposed_columns
from edition.readers.detected import Detected

#: Readers for plain text of some habit: what they do not know is still text.
_PLAIN = frozenset({"text", "wiki", "gutenberg"})
#: The format that a suffix promises, by its reader.
_SUFFIXES = {
    **dict.fromkeys((".md", ".markdown", ".mkd"), "markdown"),
    **dict.fromkeys((".wiki", ".mediawiki", ".wikitext"), "wikitext"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".tex", ".latex", ".ltx"), "latex"),
    **dict.fromkeys((".csv", ".tsv", ".tab"), "csv"),
    **{f".{one}": one for one in ("docx", "odt", "epub", "rtf")},
    ".fodt": "odt",
    ".docm": "docx",
    ".dotx": "docx",
    ".ott": "odt",
    ".hocr": "hocr",
    ".json": "collatex",
    ".tei": "tei",
    ".txt": "text",
    ".text": "text",
}
_READER_OF_XML = frozenset({"tei", "page-xml", "alto", "html", "hocr", "odt"})


@dataclass(frozen=True, slots=True)
class Means:
    """How a user says what a file is: in edition.toml, or on the command line.

    `text`: that it is plain text. `reader`: that it is what it looks like ({0} the reader), "" where it cannot be said.
    """

    text: str
    reader: str
    table: str

    def of_table(self, detected: Detected) -> str:
        """How to say which columns of a table are what."""
        keys = ", ".join(f'{key} = "{column}"' for key, column in proposed_columns(detected.columns).items())
        return self.table.format(keys)


IN_EDITION_TOML = Means(
    text='write reader = "text"',
    reader='write reader = "{0}"',
    table='write reader = "csv" and csv = {{ {0} }}, with the columns as they are',
)
ON_COMMAND_LINE = Means(
    text="give --text",
    reader="give its name the ending {1}",
    table='make an edition of it (reader = "csv", csv = {{ {0} }})',
)
_SUFFIX_OF = {"markdown": ".md", "wikitext": ".wiki", "html": ".html", "latex": ".tex"}


def choose_reader(
    path: str, detected: Detected, known: Collection[str], has_columns: bool = True, means: Means = IN_EDITION_TOML
) -> str:
    """The name of the reader for a file of which nobody said how to read it.

    `known`: the readers that there are. `has_columns`: whether the editor says which columns of a table are what.
    NoReaderError for a format that no reader takes, for one that is not sure, and for a table without columns.
    """
    reader = detected.reader
    if reader in _PLAIN:
        return reader if reader in known else "text"
    if not reader or reader not in known:
        raise NoReaderError(f"{path}: {refusal(detected, means)}")
    if not detected.is_sure:
        raise NoReaderError(f"{path}: looks like {_described(detected)}; {_in_doubt(detected, means)}")
    if reader == "csv" and not has_columns:
        raise NoReaderError(f"{path}: is {detected.name}; {means.of_table(detected)}, or {_as_text(means)}")
    return reader


def refusal(detected: Detected, means: Means = IN_EDITION_TOML) -> str:
    """Why a file of a format without a reader is not read, and what to do: the end of a sentence."""
    looks = "is" if detected.is_sure else "looks like"
    said = f"{looks} {_described(detected)}; {detected.advice}"
    return said if detected.is_container else f"{said}, or {_as_text(means)}"


def _as_text(means: Means) -> str:
    return f"{means.text} if these signs are the text itself"


def _in_doubt(detected: Detected, means: Means) -> str:
    if detected.reader == "typed":
        return f"{detected.advice}, or {_as_text(means)}"
    said = means.reader.format(detected.reader, _SUFFIX_OF.get(detected.reader, ""))
    return f"{said}, or {means.text} if these signs are the author's"


def _described(detected: Detected) -> str:
    evidence = ", ".join(detected.evidence)
    return f"{detected.name} ({evidence})" if evidence else detected.name


def report_choice(path: str, detected: Detected, reader: str) -> Finding | None:
    """E306: which reader was chosen, and why; None for plain text."""
    if reader == "text":
        return None
    message = f"read as {_described(detected)}{_contradiction(path, detected.reader)}"
    return Finding("E306", Severity.ADVICE, message, Position(path))


def report_text(path: str, detected: Detected) -> Finding | None:
    """E305: a file with the signs of another format is read as plain text because the editor says so."""
    if detected.reader in _PLAIN:
        return None
    looks = "is" if detected.is_sure else "looks like"
    message = f"this file {looks} {_described(detected)}; it is read as plain text because edition.toml says so"
    return Finding("E305", Severity.ADVICE, message, Position(path))


def _contradiction(path: str, reader: str) -> str:
    """What the name of the file says where it is another format than the bytes say."""
    suffix = PurePath(path).suffix.casefold()
    promised = _SUFFIXES.get(suffix, reader)
    if suffix == ".xml" and reader not in _READER_OF_XML:
        promised = "xml"
    is_plain = promised == "text" and reader in (*_PLAIN, "typed")
    return "" if promised == reader or is_plain else f", although its name ends in {suffix}"
