"""From the TEI of a witness alone: what is read, what stands in notes, and what is left out, by rule (I0)."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from edition.tei.decode.witness import characters_of
from edition.xml.choices import CHOICE
from edition.xml.namespaces import NS, tei

_PC = tei("pc")
_RULE_OF = {_PC: "markup", tei("surplus"): "surplus", tei("del"): "deleted"}
_NOTE, _REF, _FW, _G = tei("note"), tei("ref"), tei("fw"), tei("g")
_MAY_BE_OUT = frozenset({*_RULE_OF, _REF, _FW})
Counts = Mapping[str, tuple[int, int]]  # rule -> places, characters (code points)


@dataclass(slots=True)
class Ledger:
    """Every character of a witness's text in one of three places. `excluded`: the stretches left out, each with its
    rule."""

    read: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    excluded: list[tuple[str, str]] = field(default_factory=list)

    @property
    def counts(self) -> Counts:
        """How often each rule left something out, and how many characters in all."""
        made: dict[str, tuple[int, int]] = {}
        for rule, text in self.excluded:
            places, characters = made.get(rule, (0, 0))
            made[rule] = places + 1, characters + len(text)
        return dict(sorted(made.items()))

    @property
    def read_letters(self) -> str:
        """The reading text without white space, composed (NFC)."""
        return letters("".join(self.read))

    @property
    def size(self) -> int:
        """The characters in all three places."""
        return sum(map(len, (*self.read, *self.noted, *(text for _, text in self.excluded))))


def ledger_of(root: etree._Element) -> Ledger:
    """The ledger of a witness file, read from its elements: `fw`, `pc`, `surplus` and marks of notes are left out."""
    made = Ledger()
    text = root.find("tei:text", NS)
    if text is not None:
        _walk(text, characters_of(root), made, made.read)
    return made


def ledger_of_note(note: etree._Element, root: etree._Element) -> list[str]:
    """What a note says without its own mark and those of other notes; `root` declares the characters."""
    made = Ledger()
    _walk(note, characters_of(root), made, made.noted)
    return made.noted


def _walk(element: etree._Element, characters: Mapping[str, str], made: Ledger, into: list[str]) -> None:
    into.append(element.text or "")
    is_choice = element.tag == CHOICE
    for child in element:
        tag = child.tag
        if tag == _G:
            into.append(characters[child.get("ref", "")])
        elif tag in _MAY_BE_OUT and (rule := _rule(child)):
            if text := "".join(_text(child, characters)):
                made.excluded.append((rule, text))
        elif tag == _NOTE:
            _walk(child, characters, made, made.noted)
        elif not is_choice or child is element[-1]:  # of a choice the layer that is read
            _walk(child, characters, made, into)
        into.append(child.tail or "")


def _rule(element: etree._Element) -> str:
    if element.tag == _FW:
        return element.get("type", "furniture")
    if element.tag == _PC and element.get("type"):
        return element.get("type", "")
    if element.tag == _REF and element.get("type") == "noteMark":
        return "noteMark"
    return _RULE_OF.get(element.tag, "")


def _text(element: etree._Element, characters: Mapping[str, str]) -> Iterator[str]:
    if element.tag == _G:
        yield characters[element.get("ref", "")]
        return
    yield element.text or ""
    for child in element:
        yield from _text(child, characters)
        yield child.tail or ""


def stated_exclusions(root: etree._Element) -> Counts:
    """What the header says is left out."""
    note = root.find("tei:teiHeader/tei:fileDesc/tei:sourceDesc/tei:bibl/tei:note[@type='exclusions']", NS)
    words = (note.text or "").split() if note is not None else []
    if words in ([], ["none"]):
        return {}
    triples = zip(words[::3], words[1::3], words[2::3], strict=True)
    return {rule: (int(places), int(characters)) for rule, places, characters in triples}


def stated_extraction(root: etree._Element) -> tuple[int, Counts]:
    """What the header says of a source whose text was taken out of it: its characters, and what is left out."""
    note = root.find("tei:teiHeader/tei:fileDesc/tei:sourceDesc/tei:bibl/tei:note[@type='extraction']", NS)
    words = (note.text or "").split() if note is not None else []
    triples = zip(words[1::3], words[2::3], words[3::3], strict=True)
    counts = {rule: (int(places), int(characters)) for rule, places, characters in triples}
    return (int(words[0]) if words else 0), counts


def letters(text: str) -> str:
    """A text without white space, composed (NFC)."""
    return unicodedata.normalize("NFC", "".join(text.split()))
