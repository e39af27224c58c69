"""What the editor notes on a place of variation."""

from dataclasses import dataclass

from edition.model.seed import Siglum


@dataclass(frozen=True, slots=True)
class Remark:
    """A note of the editor's on a place of variation, or on the reading of one witness there.

    `resp` is the id of the editor, `rule` the decision, by file and line.
    """

    text: str
    resp: str = ""
    siglum: Siglum = ""
    rule: str = ""
