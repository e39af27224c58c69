"""Read the vocabulary of the edition (`[annotation] words`) and check every key."""

from pathlib import Path

from edition.model.vocabulary import Vocabulary
from edition.project.config import Config, TableReader
from edition.project.sources import read_bytes
from edition.project.suggestions import suggest_nearest
from edition.project.utf8 import decode_utf8

_TABLE = "names"


def read_vocabulary(root: Path, config: Config) -> Vocabulary:
    """Read the file that `edition.toml` names; an empty vocabulary without one. ConfigError with line and column."""
    path = config.annotation.words
    return parse_vocabulary(decode_utf8(read_bytes(root, path), path), path) if path else Vocabulary()


def parse_vocabulary(source: str, path: str) -> Vocabulary:
    """Parse the text of a vocabulary: one table of lists."""
    reader = TableReader(source, path)
    for key in reader.data:
        if key != _TABLE:
            raise reader.error(key, f"there is no table or key {key!r}{suggest_nearest(key, (_TABLE,))}")
    made = reader.read_options(Vocabulary, reader.data.get(_TABLE, {}), _TABLE)
    for name in Vocabulary.__slots__:
        if blank := [word for word in getattr(made, name) if not word.strip() or len(word.split()) > 1]:
            raise reader.error(name, f"{name} has {blank[0]!r}: write single words, without blanks", _TABLE)
    return made
