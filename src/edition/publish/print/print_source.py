"""The printer's copy: what a book is made of, and where in it stands what cannot be set."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from edition.errors import EditionError
from edition.model import Position
from edition.model.finding import position_in
from edition.project.pdf_options import PdfOptions
from edition.publish.print.glyphs import say_how_to_get_fonts
from edition.publish.print.press import Fonts
from edition.publish.print.typeset import NoGlyphError, TypesetterError
from edition.xml.namespaces import NS, XML_LANG
from edition.xml.parse import parse_document

TEI_FILE = "tei/edition.xml"


@dataclass(frozen=True, slots=True)
class Copy:
    """What a book is made of: the edition and its registers (a bundle) as TEI, the messages, the siglum of the base.

    `transformed` has the print XML that was made of it, by the options; the PDF and LaTeX are made of the same.
    """

    edition: bytes
    registers: bytes
    messages: bytes
    base: str
    fonts: str = ""  # a folder with fonts of the editor's own
    folios: bytes = b"<folios/>"  # the pages of readings, and whether the margin names those of the base
    printing: bytes = b"<printing/>"  # how entries are printed
    translations: bytes = b"<translations/>"  # a bundle of their documents
    pictures: Mapping[str, bytes] = field(default_factory=dict)  # of introduction and commentary, by their paths
    unreadable_fonts: tuple[tuple[str, str], ...] = ()  # files of that folder with what is wrong with them
    transformed: dict[PdfOptions, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def documents(self) -> tuple[str | bytes, ...]:
        """What the stylesheets read of it."""
        return (
            self.edition,
            self.registers,
            self.messages,
            self.base,
            self.folios,
            self.printing,
            self.translations,
        )


def fonts_of(copy: Copy, options: PdfOptions) -> Fonts:
    """The fonts that a book may have."""
    text = parse_document(copy.edition, TEI_FILE).root.find("tei:text", NS)
    return Fonts(copy.fonts, options.system_fonts, "" if text is None else text.get(XML_LANG, ""))


class UnprintableError(EditionError):
    """A book that cannot be set: why, where in the TEI the cause stands, the letters that it lacks, if any."""

    def __init__(self, said: str, position: Position, letters: tuple[str, ...] = ()) -> None:
        super().__init__(f"{position}: the PDF cannot be set: {said}")
        self.said = said
        self.position = position
        self.letters = letters


@contextmanager
def lines_named(copy: Copy) -> Iterator[None]:
    """Names the line of the TEI in which that stands which cannot be set, and says what to do."""
    try:
        yield
    except NoGlyphError as error:
        raise lack_of(copy, error.letters) from None
    except TypesetterError as error:
        raise UnprintableError(str(error), Position(TEI_FILE)) from None


def lack_of(copy: Copy, letters: tuple[str, ...]) -> UnprintableError:
    """That no font has these letters: the first of them with its line, and what to do."""
    unread = "".join(f"; {why}" for _, why in copy.unreadable_fonts)
    said = f"{NoGlyphError(letters)}{unread}; {say_how_to_get_fonts(letters)}"
    return UnprintableError(said, place_of(copy, *letters), letters)


def place_of(copy: Copy, *sought: str) -> Position:
    """Where in the TEI the first of these stands; the file alone where none does."""
    text = copy.edition.decode("utf-8")
    offsets = [offset for one in sought if (offset := text.find(one)) >= 0]
    return position_in(TEI_FILE, text, min(offsets)) if offsets else Position(TEI_FILE)
