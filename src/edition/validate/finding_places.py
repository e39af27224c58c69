"""Where findings are, in words that stay true when lines move: the path of the element, and its line."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from edition.late_patterns import late_pattern
from edition.model.finding import Finding, Position
from edition.xml.parse import Document

_LINE_END = late_pattern(b"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a finding: an XPath of its element («/TEI/text/body/p[2]»), and its line."""

    path: str
    line: str

    @property
    def names(self) -> str:
        """The names of the path without the numbers."""
        return re.sub(r"\[\d+\]", "", self.path)


def find_places(document: Document, findings: Iterable[Finding]) -> dict[Position, Place]:
    """The places of findings in a file; those of the whole file are left out."""
    wanted = {f.position for f in findings if f.position.line and f.position.path == document.path}
    if not wanted:
        return {}
    elements = {document.position(element): element for element in document.root.iter(etree.Element)}
    starts = sorted(elements)  # an attribute or text is told by the element that begins before it
    lines = _LINE_END.split(document.data)
    return {
        position: Place(
            _path_of(elements[starts[bisect_right(starts, position) - 1]]) if starts[0] <= position else "",
            lines[position.line - 1].decode("utf-8", "replace").strip() if position.line <= len(lines) else "",
        )
        for position in wanted
    }


def _path_of(element: etree._Element) -> str:
    """The path from the root; a number stands where several children of a parent have the name."""
    steps: list[str] = []
    step: etree._Element | None = element
    while step is not None:
        name = etree.QName(step).localname
        before = sum(1 for _ in step.itersiblings(step.tag, preceding=True))
        is_one = before == 0 and next(step.itersiblings(step.tag), None) is None
        steps.append(name if is_one else f"{name}[{before + 1}]")
        step = step.getparent()
    return "/" + "/".join(reversed(steps))
