"""What Transkribus and eScriptorium write into the attribute `custom` of PAGE: reading order, types, tags of words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.late_patterns import late_pattern
from edition.model import Kind
from edition.readers.events import At, Open, Point
from edition.readers.scan_pages import Piece

_TAG = late_pattern(r"([\w.:-]+)\s*\{([^{}]*)\}")
_FIELD = late_pattern(r"\s*([\w.:-]+)\s*:\s*([^;]*)(?:;|$)")
#: The name of a tag -> what the words in it are. Other tags (person, place, abbrev …) change nothing.
_KINDS = {
    "unclear": Kind.UNCLEAR,
    "supplied": Kind.SUPPLIED,
    "add": Kind.ADDED,
    "addition": Kind.ADDED,
    "del": Kind.DELETED,
    "deletion": Kind.DELETED,
}
_STYLES = {
    "italic": "italic",
    "bold": "bold",
    "smallCaps": "smallCaps",
    "superscript": "superscript",
    "subscript": "subscript",
    "underlined": "underline",
    "letterSpaced": "spaced",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of `custom` with its fields."""

    name: str
    fields: Mapping[str, str]

    def number(self, key: str) -> int | None:
        """A field that is a number."""
        value = self.fields.get(key, "").strip()
        return int(value) if value.isdecimal() and len(value) < 9 else None


def tags_of(custom: str) -> tuple[Tag, ...]:
    """The tags of an attribute.

    >>> tags_of("readingOrder {index:2;} structure {type:heading;}")[1].fields
    {'type': 'heading'}
    """
    return tuple(Tag(m[1], {f[1]: f[2].strip() for f in _FIELD.finditer(m[2])}) for m in _TAG.finditer(custom))


def structure_type(custom: str) -> str:
    """The type of a region or line, if it has one."""
    return next((tag.fields.get("type", "") for tag in tags_of(custom) if tag.name == "structure"), "")


def order_index(custom: str) -> int | None:
    """The place in the reading order, from 0, if it has one."""
    return next((tag.number("index") for tag in tags_of(custom) if tag.name == "readingOrder"), None)


def tagged_pieces(words: str, at: At, custom: str) -> tuple[Piece, ...]:
    """The words of a line in pieces, each with what the tags say of it."""
    marks: list[tuple[int, int, Open]] = []
    gaps: set[int] = set()
    for tag in tags_of(custom):
        start, length = tag.number("offset"), tag.number("length")
        if start is None or length is None:
            continue
        first, last = _code_point(words, start), _code_point(words, start + length)
        if tag.name == "gap":
            gaps.add(first)
        marks += [(first, last, mark) for mark in _marks(tag) if last > first]
    return tuple(_cut(words, at, marks, gaps))


def _marks(tag: Tag) -> Iterator[Open]:
    if tag.name in _KINDS:
        yield Open(_KINDS[tag.name])
    elif tag.name == "textStyle":
        if tag.fields.get("strikethrough") == "true":
            yield Open(Kind.DELETED)
        if rend := " ".join(rend for key, rend in _STYLES.items() if tag.fields.get(key) == "true"):
            yield Open(Kind.EMPHASIS, rend=rend)


def _code_point(words: str, unit: int) -> int:
    """The offset in code points of an offset in units of UTF-16, as Java counts."""
    if words.isascii() or max(words) < "\U00010000":
        return min(unit, len(words))
    return len(words.encode("utf-16-le")[: 2 * unit].decode("utf-16-le", "ignore"))


def _cut(words: str, at: At, marks: Sequence[tuple[int, int, Open]], gaps: set[int]) -> Iterator[Piece]:
    cuts = sorted({0, len(words), *gaps, *(edge for start, end, _ in marks for edge in (start, end))})
    for start, end in zip(cuts, [*cuts[1:], len(words)], strict=True):
        around = sorted((one for one in marks if one[0] <= start < one[1]), key=lambda one: (one[0], -one[1]))
        piece = Piece(words[start:end], at.moved(start), None, tuple(mark for _, _, mark in around))
        if start in gaps:
            piece = replace(piece, point=Point(Kind.GAP))
        if piece.words or piece.point:
            yield piece
