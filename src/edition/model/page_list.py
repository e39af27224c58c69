"""The pages of a witness: where each begins, and its image."""

from collections.abc import Iterator
from dataclasses import dataclass

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
