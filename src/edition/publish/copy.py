"""The printer's copy: what a book is made of, and where in it stands what cannot be set."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from edition.errors import EditionError
from edition.publish.plan import TooHighError
from edition.publish.typeset import NoGlyphError

TEI_FILE = "tei/edition.xml"


@dataclass(frozen=True, slots=True)
class Copy:
    """What a book is made of: the edition and its registers (a bundle) as TEI, the messages, the siglum of the base."""

    edition: bytes
    registers: bytes
    messages: bytes
    base: str
    fonts: str = ""  # a folder with fonts of the editor's own


@contextmanager
def lines_named(copy: Copy) -> Iterator[None]:
    """Says in which line of the TEI that stands which cannot be set, and what to do."""
    try:
        yield
    except TooHighError as error:
        line = _line(copy.edition, [f'xml:id="{name}"' for name in error.entries])
        todo = "lower longest_reading, leave a layer out, or take a larger paper ([pdf] in edition.toml)"
        raise EditionError(f"{TEI_FILE}{line}: the PDF cannot be set: {error}; {todo}") from None
    except NoGlyphError as error:
        line = _line(copy.edition, error.letters)
        todo = "put a font that has them into a folder and name it ([pdf] fonts in edition.toml)"
        raise EditionError(f"{TEI_FILE}{line}: the PDF cannot be set: {error}; {todo}") from None


def _line(edition: bytes, sought: Sequence[str]) -> str:
    """«:214», the first line of the TEI that has one of these; nothing where none has."""
    for number, line in enumerate(edition.decode("utf-8").split("\n"), 1):
        if any(one in line for one in sought):
            return f":{number}"
    return ""
