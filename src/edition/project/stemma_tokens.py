"""Read a stemma word by word: what stands next, and what should."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

from edition.errors import ConfigError
from edition.project.stemma_parts import Drafted, StemmaText

#: The kinds of tokens that are no signs.
NAME, END = "name", "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A sign, a name or the end: its kind (of a sign the sign itself), its words, its offset. `label`: what a name is
    called where that is another word; `is_quoted`: whether it stands between quotation marks."""

    kind: str
    word: str
    start: int
    label: str = ""
    is_quoted: bool = False


class TokenReader(ABC):
    """Goes through the tokens of a text; what is read becomes a stemma (`made`)."""

    def __init__(self, source: StemmaText) -> None:
        self.source = source
        self.tokens = list(self.scan())
        self.at = 0
        self.made = Drafted()

    @abstractmethod
    def scan(self) -> Iterator[Token]:
        """The tokens, of which the last is the end."""

    def end_of_text(self) -> Token:
        """The last token."""
        return Token(END, "the end of the file", len(self.source.text.rstrip()))

    @property
    def next(self) -> Token:
        """What stands next."""
        return self.tokens[self.at]

    def take(self) -> Token:
        """What stands next, which is then read."""
        self.at += 1
        return self.tokens[self.at - 1]

    def is_at(self, *kinds: str) -> bool:
        """Whether what stands next is of one of these kinds."""
        return self.next.kind in kinds

    def wanted(self, what: str) -> ConfigError:
        """That something else is expected where the reader is."""
        said = self.next.word if self.is_at(END) else repr(self.next.word)
        return self.source.error(self.next.start, f"{what} is expected here, not {said}")
