"""What a TEI file says of the references of its parts: numbers of divisions, of blocks, and milestones.

The reader keeps the numbers as they stand; `edition.model.reference` makes references of them.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from edition.late_patterns import late_pattern
from edition.model import Kind
from edition.readers.events import Point
from edition.readers.xml_rest import local_name

#: Attributes of an element that its block keeps.
_KEPT: Mapping[str, tuple[str, ...]] = {
    "l": ("n", "part", "met"),
    "sp": ("n", "who"),
    **dict.fromkeys(("ab", "lg", "p", "note", "item", "cell", "row", "stage", "speaker", "add", "unclear"), ("n",)),
}
_PARTS = frozenset("IMFY")
_BLOCKS = frozenset(("ab", "argument", "byline", "docDate", "epigraph", "item", "l", "p", "trailer"))
_WHOLE = frozenset(("teiCorpus", "TEI", "text", "group", "front", "body", "back"))
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_INDENT = late_pattern(r"indent\D{0,4}(\d*)", re.IGNORECASE)
_MOST_INDENT = 9


def reference_attributes(element: etree._Element, name: str) -> Mapping[str, str]:
    """What the block that an element opens keeps: its number, speaker, indent, part of a split verse, language."""
    lang = block_language(element) if name in _BLOCKS else ""
    if not element.keys():
        return {"lang": lang} if lang else {}
    made = {key: value for key in _KEPT.get(name, ()) if (value := element.get(key, "").strip())}
    if made.get("part", "I") not in _PARTS:
        del made["part"]
    if name == "l" and (found := _INDENT.search(element.get("rend", ""))):
        made["rend"] = f"indent{min(int(found[1] or 1), _MOST_INDENT) or 1}"
    return made | ({"lang": lang} if lang else {})


def block_language(element: etree._Element) -> str:
    """The language that an element, or a division around it, has for itself; "" where it is that of the text."""
    found, main = "", ""
    for one in (element, *element.iterancestors()):
        language = one.get(_LANG, "").strip()
        if local_name(one) in _WHOLE:
            main = main or language
        else:
            found = found or language
    return "" if found.partition("-")[0] == main.partition("-")[0] else found


def is_numbered(element: etree._Element | None) -> bool:
    """Whether an element has a number of its own; the name of a whole text is none."""
    n = "" if element is None else element.get("n", "").strip()
    return bool(n) and not n.startswith("urn:")


def division(element: etree._Element, name: str, level: int, has_divisions: bool) -> Point | None:
    """The beginning of a numbered division, or of one after a numbered one; of anything else, nothing."""
    if not name.startswith("div") or not (is_numbered(element) or has_divisions):
        return None
    n = element.get("n", "").strip() if is_numbered(element) else ""
    kind = element.get("subtype", "") or element.get("type", "")
    return Point(Kind.MILESTONE, unit="div", n=n, level=str(level), type=kind)


def reference_point(element: etree._Element) -> Point | None:
    """A unit of reference that begins with a milestone; of one without a number, nothing."""
    n, unit = element.get("n", "").strip(), element.get("unit", "").strip().casefold()
    return Point(Kind.MILESTONE, unit=unit, n=n) if n and unit and unit != "div" else None


_WHOLE_REFERENCE = late_pattern(r"\w+(?:\.\w+)+")


def line_reference(element: etree._Element, name: str) -> Iterator[Point]:
    """The reference of a line that has a number of several parts (act, scene, line); a bare one counts a page."""
    n = element.get("n", "").strip()
    if name == "lb" and _WHOLE_REFERENCE.fullmatch(n):
        yield Point(Kind.MILESTONE, unit="tln", n=n)
