"""From the TEI alone back to the seed, byte for byte (docs/design.md, I1)."""

import hashlib

from lxml import etree

from edition.errors import InputError
from edition.model.seed import LineEnd, Seed
from edition.xml.choices import CHOICE, is_unread
from edition.xml.namespaces import NS, TEI, XML_ID, tei


def text_of(root: etree._Element) -> str:
    """`string(/TEI/text)` with each `g` replaced by the character that the header declares."""
    characters = characters_of(root)
    text = root.find("tei:text", NS)
    if text is None:
        raise InputError("the file has no text element")
    if next(text.iter(CHOICE, _G), None) is None:  # nothing has another text than its own
        return "".join(map(str, text.itertext(etree.Element)))
    parts: list[str] = []
    walk = etree.iterwalk(text, events=("start", "end"))
    for event, element in walk:
        if event == "start" and is_unread(element):
            walk.skip_subtree()
        elif event == "start":
            parts.append(characters[element.get("ref", "")] if element.tag == _G else element.text or "")
        elif element is not text:
            parts.append(element.tail or "")
    return "".join(parts)


_G = tei("g")


def seed_of(root: etree._Element) -> Seed:
    """The seed that a witness file was made of; InputError when the header does not say how."""
    bibl = root.find("tei:teiHeader/tei:fileDesc/tei:sourceDesc/tei:bibl", NS)
    if bibl is None or root.tag != f"{{{TEI}}}TEI":
        raise InputError("this is no witness file of an edition: its header describes no seed")
    facts = {e.get("type", ""): str(e.xpath("string()")) for e in bibl.iter(tei("idno"), tei("note"))}
    try:
        ends = facts["lineEnds"].split()
        runs = (
            ()
            if ends == ["none"]
            else tuple((LineEnd[name], int(count)) for name, count in zip(ends[::2], ends[1::2], strict=True))
        )
        return Seed(
            facts["siglum"], facts["file"], text_of(root), facts["sha256"], facts["encoding"],
            facts["byteOrderMark"] == "yes", runs,
        )  # fmt: skip
    except (KeyError, ValueError) as error:
        raise InputError(f"the header does not say how the seed was encoded: {error}") from None


def is_intact(seed: Seed, data: bytes) -> bool:
    """Whether bytes are those the header's hash was taken from."""
    return hashlib.sha256(data).hexdigest() == seed.sha256


def characters_of(root: etree._Element) -> dict[str, str]:
    """Pointer of a `g` -> the character that the header declares for it."""
    return {f"#{char.get(XML_ID)}": _character(char) for char in root.iter(tei("char"))}


def _character(char: etree._Element) -> str:
    prop = char.find("tei:localProp", NS)
    if prop is None:
        raise InputError("a char of the header declares no code point")
    return chr(int(prop.get("value", "FFFD"), 16))
