"""Tracked changes of a Word file: which there are, and what the editor's word makes of them."""

from collections.abc import Iterable, Iterator

from lxml import etree

from edition.model import Kind, Rule
from edition.readers.docx_package import Part, W

_NAMES = {"del": "deletion", "ins": "insertion", "moveFrom": "move"}
_DELETING, _ADDING = ("del", "moveFrom"), ("ins", "moveTo")
CHANGES = {f"{W}{name}": Kind.DELETED for name in _DELETING} | {f"{W}{name}": Kind.ADDED for name in _ADDING}
_WORDS = (f"{W}t", f"{W}delText")
_QUOTED = 40  # characters of the first place that are shown


def change_rule(kind: Kind, choice: str) -> Rule | None:
    """Why words of a change are left out; None where they stay."""
    if (kind, choice) == (Kind.DELETED, "accept"):
        return Rule.DELETED
    return Rule.INSERTED if (kind, choice) == (Kind.ADDED, "reject") else None


def is_joined(paragraph: etree._Element, choice: str) -> bool:
    """Whether the end of a paragraph is gone, so that it goes on in the next one."""
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    names = {"accept": _DELETING, "reject": _ADDING}.get(choice, ())
    return marks is not None and any(marks.find(f"{W}{name}") is not None for name in names)


def describe_changes(parts: Iterable[Part]) -> str:
    """The refusal of a file with changes nobody decided on; "" for one without."""
    found = [(one, part) for part in parts for one in _changes(part)]
    if not found:
        return ""
    names = [_NAMES.get(etree.QName(one).localname, "") for one, _ in found]
    counts = {name: names.count(name) for name in _NAMES.values() if name in names}
    said = [f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts.items()]
    listed = " and ".join(filter(None, [", ".join(said[:-1]), said[-1]])) if said else "changes"
    return (
        f"a Word document with {listed} nobody accepted ({_first_place(*found[0])}); "
        'write changes = "accept", "reject" or "keep" for this witness'
    )


def _changes(part: Part) -> Iterator[etree._Element]:
    """The changes of words, and of ends of paragraphs where no words changed; those that follow each other are one."""
    paragraphs: set[etree._Element | None] = set()
    marks = []
    for one in part.root.iter(*CHANGES):
        holder = next(one.iterancestors(f"{W}p"), None)
        if any(node.text for node in one.iter(*_WORDS)) and holder is not None:
            paragraphs.add(holder)
            before = one.getprevious()
            if one.tag != f"{W}moveTo" and (before is None or before.tag != one.tag):
                yield one
        elif (parent := one.getparent()) is not None and parent.tag == f"{W}rPr":
            marks.append((one, holder))
    yield from (one for one, holder in marks if holder not in paragraphs and one.tag != f"{W}moveTo")


def _first_place(change: etree._Element, part: Part) -> str:
    paragraph = next(change.iterancestors(f"{W}p"), None)
    if paragraph is None:
        return part.name
    words = " ".join("".join(one.text or "" for one in paragraph.iter(*_WORDS)).split())
    where = f"paragraph {part.units[paragraph]}" + ("" if part.name.endswith("document.xml") else f" of {part.name}")
    return f"{where} «{words[:_QUOTED]}{'…' if len(words) > _QUOTED else ''}»" if words else where
