"""`[[translation]]`: a translation of the text, which is no witness: it is never collated."""

from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from edition.errors import ConfigError
from edition.project.reading_options import CsvOptions, ReadingKeys
from edition.project.tei_options import TeiKeys

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TranslationOptions(ReadingKeys):
    """One `[[translation]]`; its file is read as that of a witness is.

    `align`: pairs of words, of the translation and of the text, whose blocks render each other.
    """

    language: str
    file: str
    title: str = ""
    translator: str = ""
    reader: str = ""
    encoding: str = ""
    source: str = ""
    date: str = ""
    licence: str = ""
    align: tuple[tuple[str, ...], ...] = ()
    csv: CsvOptions = field(default_factory=CsvOptions)
    tei: TeiKeys = field(default_factory=TeiKeys)


class Tables(Protocol):
    """What is needed of `edition.toml` (TableReader)."""

    data: dict[str, Any]

    def read_options(self, kind: type[T], table: Any, name: str, number: int = 0) -> T:
        """A table as options of a kind."""

    def error(self, key: str, problem: str, table: str = "", number: int = 0) -> ConfigError:
        """The error at a key."""

    def check_reading(self, keys: ReadingKeys, table: str, number: int = 0) -> None:
        """Raise ConfigError for a value that is none of the words of its key."""


def read_translation_options(file: Tables) -> tuple[TranslationOptions, ...]:
    """The tables `[[translation]]`; ConfigError for a value that cannot be."""
    tables = file.data.get("translation", [])
    if not isinstance(tables, list):
        raise file.error("translation", "each translation is a table [[translation]] with language and file", "")
    made = []
    for number, table in enumerate(tables):
        one = file.read_options(TranslationOptions, table, "translation", number)
        file.check_reading(one, "translation", number)
        if any(len(pair) != 2 or not all(words.strip() for words in pair) for pair in one.align):
            said = 'align is a list of pairs, of words of the translation and of the text: [["Die Fähre", "The ferry"]]'
            raise file.error("align", said, "translation", number)
        made.append(one)
    return tuple(made)


def file_names(translations: tuple[TranslationOptions, ...]) -> tuple[str, ...]:
    """The names of their files in `tei/translations`, and of their pages: `de`, and of a second one `de-2`."""
    made: list[str] = []
    for one in translations:
        name, number = one.language.lower(), 2
        while name in made:
            name, number = f"{one.language.lower()}-{number}", number + 1
        made.append(name)
    return tuple(made)
