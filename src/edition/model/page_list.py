"""The pages of a witness: where each begins, and its image."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from edition.model.identify import Identified
from edition.model.seed import Siglum
from edition.model.variation import units_of
from edition.model.witness import Kind, Node, Witness


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a witness, as a break in its text names it.

    `n`: its number or folio. `facs`: its image as the source names it. `image`: the file of the image in the project,
    "" where there is none. `link`: the address of the image or of the page at a library. `label`: what a manifest
    calls it. Of the image: `suffix` of its format, `sha256` of its bytes, `width` and `height` in pixels (0 where they
    are not known).
    """

    n: str
    facs: str = ""
    image: str = ""
    link: str = ""
    label: str = ""
    suffix: str = ""
    sha256: str = ""
    width: int = 0
    height: int = 0

    @property
    def name(self) -> str:
        """What the page is called: its number, else the label that a manifest gives it."""
        return self.n or self.label


def page_breaks(witness: Witness) -> Iterator[Node]:
    """The places where pages of a witness begin, in the order of its text."""
    return (node for node in witness.root.walk() if node.kind is Kind.BREAK and node.get("unit") == "page")


@dataclass(frozen=True, slots=True)
class Folio:
    """The page on which words of a witness begin: its name, and its number in the list of pages, from 1."""

    name: str
    number: int


class PageFinder:
    """Finds the page of a place in the text of a witness."""

    def __init__(self, witness: Witness) -> None:
        self.pages = tuple((node.start, node.get("n")) for node in page_breaks(witness))
        self.starts = [start for start, _ in self.pages]

    def page_at(self, offset: int) -> Folio | None:
        """The page on which a character stands; None before the first page and on one without a number."""
        number = bisect_right(self.starts, offset)
        name = self.pages[number - 1][1] if number else ""
        return Folio(name, number) if name else None


def folios_of(edition: Identified, sigla: Collection[Siglum]) -> Mapping[str, Mapping[Siglum, Folio]]:
    """The pages of the readings of some witnesses, by the id of the variation unit and the siglum.

    A witness that lacks the words has no page there.
    """
    finders = {w.siglum: PageFinder(w) for w in edition.witnesses if w.siglum in sigla}
    made: dict[str, dict[Siglum, Folio]] = {}
    for unit in units_of(edition) if any(finder.pages for finder in finders.values()) else ():
        for reading in unit.readings:
            for siglum in reading.witnesses:
                span = reading.span(siglum) if siglum in finders else None
                if span and (folio := finders[siglum].page_at(span[0])):
                    made.setdefault(unit.id, {})[siglum] = folio
    return made
