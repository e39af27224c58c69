"""Places of text in an XML file: each text node has a number.

The text of the element number i (in document order, comments and processing instructions included, from 0) has the
number 2 i, what follows its end tag 2 i + 1.
"""

from typing import Any

from lxml import etree

from edition.readers.events import At


class XmlPlaces:
    """The places of the text nodes of one tree. `part`: as in `At`."""

    def __init__(self, root: etree._Element, part: str = "") -> None:
        self.part = part
        self.numbers = {node: number for number, node in enumerate(root.iter())}

    def text(self, node: etree._Element, unit: int = 0) -> At:
        """The place of the text before the first child of a node."""
        return At(self.part, 2 * self.numbers[node], 0, unit or _line(node))

    def tail(self, node: etree._Element, unit: int = 0) -> At:
        """The place of the text behind a node."""
        return At(self.part, 2 * self.numbers[node] + 1, 0, unit or _line(node))


def _line(node: etree._Element) -> int:
    line: Any = node.sourceline
    return line or 0
