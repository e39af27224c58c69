"""What no witness has, as pages and books print it: signs around words, and whose idea a lemma or reading is.

Stylesheets are given a tree in which the signs of the editor's are characters, and in which a lemma or reading that no
witness has says in `said` what stands in the place of sigla: «Moorhouse 1881 (p. 12), prob. Lund 1902».
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from edition.model.conjecture import SignKind
from edition.xml.namespaces import NS, TEI, XML_ID

#: After West, Textual Criticism and Editorial Technique; the parts before and behind words are parted by a blank.
DEFAULT_SIGNS: Mapping[SignKind, str] = {
    SignKind.CRUX: "† †",
    SignKind.DELETE: "{ }",
    SignKind.SUPPLY: "⟨ ⟩",
    SignKind.LACUNA: "⟨***⟩",
    SignKind.UNCLEAR: " (?)",
}
_ELEMENTS: Mapping[str, SignKind] = {
    f"{{{TEI}}}{name}": kind
    for name, kind in (
        ("sic", SignKind.CRUX),
        ("surplus", SignKind.DELETE),
        ("supplied", SignKind.SUPPLY),
        ("gap", SignKind.LACUNA),
        ("unclear", SignKind.UNCLEAR),
    )
}
_APP, _LEM, _RDG, _NOTE = (f"{{{TEI}}}{name}" for name in ("app", "lem", "rdg", "note"))
_PLAIN = "plain"  # the tag of a sign of which the characters alone stay


def with_printed_signs(root: etree._Element, signs: Mapping[str, str] | None = None) -> etree._Element:
    """A copy as it is printed: it is no TEI. `signs`: by kind, the characters that the edition sets for others.

    A tree without what no witness has is given back as it is.
    """
    if not any(is_of_nobody(entry) for entry in root.iter(_LEM, _RDG)) and next(signs_in(root), None) is None:
        return root
    copy = deepcopy(root)
    said = _Said(copy)
    for entry in copy.iter(_LEM, _RDG):
        said.say(entry)
    for app in copy.iter(_APP):
        for note in [one for one in app.iterchildren(_NOTE) if one.get("type") in ("cited", "approved")]:
            app.remove(note)
    for element in list(signs_in(copy)):
        kind = _ELEMENTS[element.tag]
        _print(element, (signs or {}).get(kind) or DEFAULT_SIGNS[kind])
    etree.strip_tags(copy, _PLAIN)
    return copy


def is_of_nobody(entry: etree._Element) -> bool:
    """Whether no witness has a lemma or reading."""
    return not entry.get("wit")


def signs_in(root: etree._Element) -> Iterator[etree._Element]:
    """The signs of the editor's on words of lemmata."""
    return (one for lem in root.iter(_LEM) for one in lem.iter(*_ELEMENTS) if one.get("resp"))


def _print(element: etree._Element, sign: str) -> None:
    """Put characters around the words of an element, and let the words alone stand."""
    before, _, behind = sign.partition(" ")
    if element.tag.endswith("}gap"):
        before, behind = sign, ""
    element.text = before + (element.text or "")
    last = next(element.iterchildren(reversed=True), None)
    if last is not None:
        last.tail = (last.tail or "") + _spaced(sign, behind)
    else:
        element.text += _spaced(sign, behind)
    element.attrib.clear()
    element.tag = _PLAIN


def _spaced(sign: str, behind: str) -> str:
    """What stands behind words; of a sign that begins with a blank, with this blank."""
    return f" {behind}" if sign.startswith(" ") else behind


@dataclass
class _Said:
    """What is said of entries; the names of works and editors come from the header."""

    root: etree._Element
    notes: dict[str, dict[str, etree._Element]] = field(default_factory=lambda: defaultdict(dict))
    names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for work in self.root.iterfind("tei:teiHeader//tei:sourceDesc/tei:listBibl/tei:bibl", NS):
            self.names[f"#{work.get(XML_ID)}"] = work.get("n", "")
        for person in self.root.iterfind("tei:teiHeader//tei:titleStmt/tei:respStmt", NS):
            found = [name.text or "" for name in person.iterfind("tei:persName", NS)]
            self.names[f"#{person.get(XML_ID)}"] = ", ".join(found)
        for note in self.root.iterfind(".//tei:app/tei:note", NS):
            self.notes[note.get("target", "")][note.get("type", "")] = note

    def say(self, entry: etree._Element) -> None:
        """Write what is said of a lemma or reading that no witness has, or of whose words somebody takes some out."""
        names = self._named(entry.get("source", "") or entry.get("resp", ""))
        if not is_of_nobody(entry):
            if entry.tag == _LEM and entry.get("source"):
                entry.set("said", names)
            return
        notes = self.notes.get(f"#{entry.get(XML_ID)}", {})
        if "cited" in notes:
            names += f" ({notes['cited'].text})"
        if entry.get("cert") == "low":
            names += ", dub."
        if "approved" in notes:
            names += f", prob. {self._named(notes['approved'].get('source', ''))}"
        entry.set("said", names)

    def _named(self, pointers: str) -> str:
        return ", ".join(self.names.get(one, "") or one[1:] for one in pointers.split())
