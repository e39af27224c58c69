"""What tests ask of an extraction."""

from edition.model import Kind, Node
from edition.readers.extract import Extraction


def of_kind(made: Extraction, kind: Kind) -> list[Node]:
    """The nodes of a kind, in the order of the text."""
    return [n for n in made.root.walk() if n.kind is kind]


def words(made: Extraction, kind: Kind) -> list[str]:
    """The text of each node of a kind."""
    return [made.text[n.start : n.end] for n in of_kind(made, kind)]
