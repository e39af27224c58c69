"""The sections of a witness: by their heading or number, or by a place in them."""

import re
from collections.abc import Iterator

from edition.model import Kind, Node, Witness
from edition.model.anchor import fold

_BLANKS = re.compile(r"\s+")


def section_at(witness: Witness, start: int, end: int) -> tuple[int, int] | None:
    """The innermost section that holds a stretch of the text."""
    around = [(n.start, n.end) for n in _sections(witness) if n.start <= start and end <= n.end]
    return min(around, key=lambda one: one[1] - one[0], default=None)


def sections_named(witness: Witness, name: str) -> tuple[tuple[int, int], ...]:
    """The sections with a heading or a number: as written, or but for case, accents and marks."""
    pairs = [(one, [heading(witness, one), one.get("n")]) for one in _sections(witness)]
    exact = [(one.start, one.end) for one, names in pairs if _plain(name) in names]
    folded = [(one.start, one.end) for one, names in pairs if _letters(name) in map(_letters, names)]
    return tuple(exact or (folded if _letters(name) else ()))


def heading(witness: Witness, section: Node) -> str:
    """The words of the heading of a section; "" where it has none."""
    found = next((child for child in section.children if child.kind is Kind.HEADING), None)
    if found is None:
        return ""
    markup = [child for child in found.walk() if child.kind in (Kind.MARKER, Kind.NOTE_MARK, Kind.SURPLUS)]
    letters = list(witness.text[found.start : found.end])
    for one in markup:
        letters[one.start - found.start : one.end - found.start] = [""] * (one.end - one.start)
    return _plain("".join(letters))


def headings(witness: Witness) -> list[str]:
    """The headings of the sections of a witness, each once, in their order."""
    return list(dict.fromkeys(made for one in _sections(witness) if (made := heading(witness, one))))


def _sections(witness: Witness) -> Iterator[Node]:
    return (node for node in witness.root.walk() if node.kind is Kind.SECTION)


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())
