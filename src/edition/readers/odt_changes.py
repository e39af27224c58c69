"""Tracked changes of an OpenDocument text: deleted words stand apart, inserted ones between two marks."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from edition.model import Kind
from edition.readers.odt_styles import TEXT

_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_QUOTED = 40  # characters of the first place that are shown


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes by id: their kind, and of a deletion the element with the words. `joined`: as in `is_joined`."""

    kinds: dict[str, Kind]
    deleted: dict[str, etree._Element]
    joined: frozenset[etree._Element]

    def is_joined(self, paragraph: etree._Element, choice: str) -> bool:
        """Whether the end of a paragraph was inserted and is rejected, so that it goes on in the next one."""
        return choice == "reject" and paragraph in self.joined


def find_changes(text: etree._Element) -> Changes:
    """The changes of a text (office:text)."""
    kinds: dict[str, Kind] = {}
    deleted: dict[str, etree._Element] = {}
    for region in text.iter(f"{TEXT}changed-region"):
        for name in (f"{TEXT}id", "{http://www.w3.org/XML/1998/namespace}id"):
            if (found := region.find(f"{TEXT}deletion")) is not None:
                kinds[region.get(name, "")], deleted[region.get(name, "")] = Kind.DELETED, found
            elif region.find(f"{TEXT}insertion") is not None:
                kinds[region.get(name, "")] = Kind.ADDED
    kinds.pop("", None)
    return Changes(kinds, deleted, frozenset(_joined(text, kinds)))


def _joined(text: etree._Element, kinds: dict[str, Kind]) -> Iterator[etree._Element]:
    """The paragraphs whose end stands in an insertion."""
    inserting: set[str] = set()
    for event, one in etree.iterwalk(text, events=("start", "end")):
        change = one.get(f"{TEXT}change-id", "")
        if event == "end" and one.tag in _PARAGRAPHS and inserting:
            yield one
        elif one.tag == f"{TEXT}change-start" and event == "start" and kinds.get(change) is Kind.ADDED:
            inserting.add(change)
        elif one.tag == f"{TEXT}change-end":
            inserting.discard(change)


def describe_changes(text: etree._Element, changes: Changes, units: dict[etree._Element, int]) -> str:
    """The refusal of a text with changes nobody decided on; "" for one without."""
    marks = (f"{TEXT}change", f"{TEXT}change-start")
    used = [one for one in text.iter(*marks) if one.get(f"{TEXT}change-id") in changes.kinds]
    if not used:
        return ""
    kinds = [changes.kinds[one.get(f"{TEXT}change-id", "")] for one in used]
    counts = [(kinds.count(Kind.DELETED), "deletion"), (kinds.count(Kind.ADDED), "insertion")]
    said = " and ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in counts if count)
    paragraph = next(used[0].iterancestors(*_PARAGRAPHS), None)
    where = ""
    if paragraph is not None:
        words = " ".join("".join(str(t) for t in paragraph.itertext()).split())
        where = f" (paragraph {units[paragraph]} «{words[:_QUOTED]}{'…' if len(words) > _QUOTED else ''}»)"
    return (
        f"an OpenDocument text with {said} nobody accepted{where}; "
        'write changes = "accept", "reject" or "keep" for this witness'
    )
