"""Footnotes, endnotes and comments of a Word file: their words by id, and their marks in the order of the text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.readers.docx_numbering import format_number
from edition.readers.docx_package import Package, Part, W
from edition.readers.runs import is_number

#: The element of a reference -> the part it leads to, and the element of a note there.
REFERENCES = {
    f"{W}footnoteReference": ("footnotes", "footnote"),
    f"{W}endnoteReference": ("endnotes", "endnote"),
    f"{W}commentReference": ("comments", "comment"),
}
_FORMATS = {"footnotes": "decimal", "endnotes": "lowerRoman"}  # what Word takes where nothing is said
_KEYS = {"footnotes": "fn", "endnotes": "en", "comments": "comment"}


@dataclass(slots=True)
class Notes:
    """The notes of one part, and how far they are counted. `used`: the ids of those that the text refers to."""

    kind: str
    part: Part
    by_id: dict[str, etree._Element]
    format: str = "decimal"
    count: int = 0
    used: set[str] = field(default_factory=set)

    def next_number(self) -> str:
        """The automatic number of the next note."""
        number = format_number(self.count, self.format)
        self.count += 1
        return number

    def key(self, id: str) -> str:
        """What a note and its marks share."""
        return f"{_KEYS[self.kind]}{id}"


def find_notes(package: Package, settings: etree._Element | None) -> Iterator[tuple[str, Notes]]:
    """The parts with notes, by the element that refers to them."""
    for reference, (kind, element) in REFERENCES.items():
        if not (name := package.related(kind)):
            continue
        part = package.part(name)
        notes = [one for one in part.root.findall(f"{W}{element}") if one.get(f"{W}type", "normal") == "normal"]
        by_id = {one.get(f"{W}id", ""): one for one in notes}
        main = package.part(package.main).root
        found, start = _numbering(kind, settings, main)
        yield reference, Notes(kind, part, by_id, found, start)


def _numbering(kind: str, settings: etree._Element | None, main: etree._Element) -> tuple[str, int]:
    """The format and the first number of notes: what the first section says, else the settings."""
    name, start = _FORMATS.get(kind, "decimal"), 1
    properties = f"{kind.removesuffix('s')}Pr"
    for holder in (settings, next(main.iter(f"{W}sectPr"), None)):
        found = None if holder is None else holder.find(f"{W}{properties}")
        if found is None:
            continue
        name = _value(found, "numFmt") or name
        start = int(_value(found, "numStart")) if is_number(_value(found, "numStart")) else start
    return name, start


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")
