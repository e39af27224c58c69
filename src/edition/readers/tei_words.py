"""Words that a TEI file marks one by one (`w`, `pc`): where blanks belong between them, if the file has none."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from edition.readers.events import Event, Text
from edition.readers.tei_layer import local_name
from edition.xml.namespaces import TEI

_TOKENS = (f"{{{TEI}}}w", f"{{{TEI}}}pc")
_OPENING = frozenset("([{«“„‘‚¿¡")


@dataclass(frozen=True, slots=True)
class TokenSpaces:
    """The blanks between words of a file that has none: most of its words follow each other directly."""

    is_needed: bool = False

    @classmethod
    def of(cls, text: etree._Element) -> "TokenSpaces":
        """Whether the words of a text stand without white space between them."""
        followed = [e for e in text.iter(*_TOKENS) if (after := e.getnext()) is not None and after.tag in _TOKENS]
        direct = sum(not (e.tail or "") for e in followed)
        return cls(direct > len(followed) / 2)

    def before(self, element: etree._Element) -> Iterator[Event]:
        """The blank before a word, where one belongs there; `join` decides (TEI P5, 18.1), else what the marks are."""
        if not self.is_needed or element.tag not in _TOKENS:
            return
        previous = element.getprevious()
        if previous is None or previous.tag not in _TOKENS or previous.tail:
            return
        if element.get("join") in ("left", "both") or previous.get("join") in ("right", "both"):
            return
        is_closing = local_name(element) == "pc" and _words(element)[:1] not in _OPENING
        is_opening = local_name(previous) == "pc" and _words(previous)[:1] in _OPENING
        if not (is_closing or is_opening):
            yield Text(" ")


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext())).strip()
