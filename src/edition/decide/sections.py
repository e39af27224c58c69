"""The sections of a witness: by their heading or number, or by a place in them."""

from collections.abc import Callable, Iterator

from edition.late_patterns import late_pattern
from edition.model import Kind, Node, Witness
from edition.model.anchor import fold

_BLANKS = late_pattern(r"\s+")


def section_at(witness: Witness, start: int, end: int) -> tuple[int, int] | None:
    """The innermost section that holds a stretch of the text."""
    around = [(n.start, n.end) for n in _sections(witness) if n.start <= start and end <= n.end]
    return min(around, key=lambda one: one[1] - one[0], default=None)


def sections_named(witness: Witness, name: str) -> tuple[tuple[int, int], ...]:
    """The sections with a heading or a number (2, or in another 1.2): as written; else those with this number in
    another; else those whose heading is so but for case, accents and marks."""
    pairs = list(_numbered(witness.root, ""))
    looks: tuple[Callable[[Node, str], bool], ...] = (
        lambda one, number: _plain(name) in (heading(witness, one), number),
        lambda one, number: _plain(name) == one.get("n"),
        lambda one, number: bool(_letters(name)) and _letters(name) == _letters(heading(witness, one)),
    )
    found = ([(one.start, one.end) for one, number in pairs if look(one, number)] for look in looks)
    return tuple(next(filter(None, found), ()))


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


def _numbered(node: Node, before: str) -> Iterator[tuple[Node, str]]:
    """The sections in a node, each with its number behind those of the sections around it."""
    for child in node.children:
        number = before
        if child.kind is Kind.SECTION:
            number = ".".join(filter(None, (before, child.get("n"))))
            yield child, number if child.get("n") else ""
        yield from _numbered(child, number)


def _sections(witness: Witness) -> Iterator[Node]:
    return (node for node in witness.root.walk() if node.kind is Kind.SECTION)


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())
