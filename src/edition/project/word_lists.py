"""The editor's file of words (`[annotation] words`), read and checked key by key."""

from pathlib import Path

from edition.model.vocabulary import Vocabulary
from edition.project.config import Config, TableReader, nearest
from edition.project.sources import read_bytes
from edition.project.utf8 import decoded

_TABLE = "names"


def read_vocabulary(root: Path, config: Config) -> Vocabulary:
    """The words that `edition.toml` names; none where it names no file. ConfigError with line and column."""
    path = config.annotation.words
    return parse_vocabulary(decoded(read_bytes(root, path), path), path) if path else Vocabulary()


def parse_vocabulary(source: str, path: str) -> Vocabulary:
    """The words of a file: one table of lists."""
    reader = TableReader(source, path)
    for key in reader.data:
        if key != _TABLE:
            raise reader.wrong(key, f"there is no table or key {key!r}{nearest(key, (_TABLE,))}")
    made = reader.options(Vocabulary, reader.data.get(_TABLE, {}), _TABLE)
    for name in Vocabulary.__slots__:
        if blank := [word for word in getattr(made, name) if not word.strip() or len(word.split()) > 1]:
            raise reader.wrong(name, f"{name} has {blank[0]!r}: write single words, without blanks", _TABLE)
    return made
