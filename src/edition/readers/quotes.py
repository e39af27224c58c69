"""Double quotation marks: which open and which close, and the spans between them."""

from collections.abc import Iterator

from edition.late_patterns import late_pattern
from edition.model import Kind, Node

_MARK = late_pattern(r"[\"“”„«»]")
_OPENS_AFTER = late_pattern(r"[\s(\[—–:]$")
MIN_QUOTED_WORDS = 12  # fewer words in quotation marks are a phrase, not a quotation


def is_opening_mark(text: str, at: int) -> bool:
    """Whether the quotation mark at this offset opens a quotation: by its shape, or because white space precedes it."""
    if text[at] in "“„«":
        return True
    if text[at] in "”»":
        return False
    return at == 0 or bool(_OPENS_AFTER.search(text[max(0, at - 1) : at]))


def find_quoted_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The (start, end) of spans in quotation marks, the marks included, with at least MIN_QUOTED_WORDS words."""
    begin = -1
    for found in _MARK.finditer(text, start, end):
        at = found.start()
        if is_opening_mark(text, at) or at == start:
            begin = at
        elif begin >= 0:
            if len(text[begin:at].split()) >= MIN_QUOTED_WORDS:
                yield begin, at + 1
            begin = -1


def opens_without_closing(text: str, node: Node) -> bool:
    """Whether the block begins with a quotation mark that is not closed in the block."""
    start = next((c.end for c in node.children if c.kind is Kind.MARKER and c.start == node.start), node.start)
    if not _MARK.match(text, start):
        return False
    return not any(not is_opening_mark(text, m.start()) for m in _MARK.finditer(text, start + 1, node.end))


def closes_without_opening(text: str, node: Node) -> bool:
    """Whether the block has a closing quotation mark that is not opened in the block."""
    depth = 0
    for found in _MARK.finditer(text, node.start, node.end):
        depth += 1 if is_opening_mark(text, found.start()) else -1
        if depth < 0:
            return True
    return False
