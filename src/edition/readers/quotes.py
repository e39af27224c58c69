"""Quotation marks: which open, which close, and the stretches between them."""

import re
from collections.abc import Iterator

from edition.model import Kind, Node

_MARK = re.compile(r"[\"“”„«»]")
_OPENS_AFTER = re.compile(r"[\s(\[—–:]$")
LONG = 12  # words; shorter quotations are phrases, not quotations


def opens(text: str, at: int) -> bool:
    """Whether the quotation mark at this offset opens a quotation: by its shape, or by the blank before it."""
    if text[at] in "“„«":
        return True
    if text[at] in "”»":
        return False
    return at == 0 or bool(_OPENS_AFTER.search(text[max(0, at - 1) : at]))


def quoted_stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches in double quotation marks, marks included, of at least LONG words."""
    begin = -1
    for found in _MARK.finditer(text, start, end):
        at = found.start()
        if opens(text, at) or at == start:
            begin = at
        elif begin >= 0:
            if len(text[begin:at].split()) >= LONG:
                yield begin, at + 1
            begin = -1


def unclosed_start(text: str, node: Node) -> bool:
    """Whether the block begins with a quotation mark that nothing in it closes."""
    start = next((c.end for c in node.children if c.kind is Kind.MARKER and c.start == node.start), node.start)
    if not _MARK.match(text, start):
        return False
    return not any(not opens(text, m.start()) for m in _MARK.finditer(text, start + 1, node.end))


def closes_only(text: str, node: Node) -> bool:
    """Whether the block holds a closing mark that nothing in it opens."""
    depth = 0
    for found in _MARK.finditer(text, node.start, node.end):
        depth += 1 if opens(text, found.start()) else -1
        if depth < 0:
            return True
    return False
