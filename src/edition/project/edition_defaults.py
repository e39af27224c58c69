"""What an edition takes over from the corpus that it is built in: keys laid under those of its `edition.toml`.

The file is written by the build of a corpus (tasks/corpus), never by an editor.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = "edition-defaults.json"
CORPUS = "corpus.toml"
_EDITION = "edition.toml"


def is_corpus(root: Path) -> bool:
    """Whether a folder is that of a corpus: it has a corpus.toml and no edition.toml."""
    return (root / CORPUS).is_file() and not (root / _EDITION).exists()


@dataclass(frozen=True, slots=True)
class CorpusLink:
    """`[corpus]`: the corpus that an edition is part of; `index` is the address of its first page from the site."""

    title: str = ""
    index: str = ""

    @property
    def settings(self) -> Mapping[str, str]:
        """What the pages are told of it; nothing where there is none."""
        return {"corpus": self.index, "corpus-title": self.title} if self.index else {}


def read_defaults(root: Path) -> Mapping[str, Any]:
    """The tables that stand under those of the edition in the folder `root`; empty for an edition on its own."""
    try:
        made = json.loads((root / FILE).read_bytes())
    except (OSError, ValueError):
        return {}
    return made if isinstance(made, dict) else {}


def lay_over(defaults: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of an edition with those keys of the defaults that it does not have itself.

    >>> lay_over({"edition": {"base": "A", "language": "de"}}, {"edition": {"language": "la"}})
    {'edition': {'base': 'A', 'language': 'la'}}
    """
    made = dict(defaults)
    for key, value in data.items():
        below = made.get(key)
        made[key] = lay_over(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return made
