"""Facts about a witness that a reader cannot see in the seed; the editor states them in edition.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """The options of one witness.

    `language`: language of the witness (BCP 47). `scripts`: script -> language of words in it (`[reading.scripts]`).
    `furniture`: patterns for text of the page around the witness, matched at the beginning of a line; the rest of the
    line is text. `captions`: patterns that are searched in a line; a line with a match is a caption.
    `lists`: whether lines of a plain text that begin with numbers or bullets may be lists.
    """

    language: str = ""
    scripts: Mapping[str, str] = field(default_factory=dict)
    furniture: tuple[re.Pattern[str], ...] = ()
    captions: tuple[re.Pattern[str], ...] = ()
    lists: bool = True
