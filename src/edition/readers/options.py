"""What the editor says of a witness that no reader can see in its bytes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """The options of one witness.

    `language`: of the witness (BCP 47). `scripts`: script -> language of words in it (`[reading.scripts]`).
    `furniture`: patterns for what the page shows around the text, matched at the beginning of a line; where a pattern
    matches a part of the line, the rest of the line is text. `captions`: patterns that are found in captions.
    `lists`: whether lines that begin with numbers or bullets may be lists (plain text).
    """

    language: str = ""
    scripts: Mapping[str, str] = field(default_factory=dict)
    furniture: tuple[re.Pattern[str], ...] = ()
    captions: tuple[re.Pattern[str], ...] = ()
    lists: bool = True
