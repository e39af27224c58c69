"""The decisions that entries of an edition rest on, beside its text, for the pages of the site."""

from collections.abc import Mapping, Sequence
from copy import copy

from lxml import etree

from edition.xml.namespaces import NS, TEI

_NOTE, _STAND_OFF = (f"{{{TEI}}}{name}" for name in ("note", "standOff"))


def with_provenance(root: etree._Element, decided: Mapping[str, Sequence[str]]) -> etree._Element:
    """An edition that also says, by the ids of its entries, which decisions they rest on; as it is without any.

    `<standOff type="provenance"><note corresp="#app-…">decisions.toml:3 (AR): an older form</note></standOff>` stands
    before the text: it is no TEI, and stands in no file.
    """
    if not decided:
        return root
    held = etree.Element(_STAND_OFF, type="provenance")
    for name, rules in decided.items():
        for rule in rules:
            etree.SubElement(held, _NOTE, corresp=f"#{name}").text = _without_controls(rule)
    made = copy(root)
    text = made.find("tei:text", NS)
    if text is not None:
        made.insert(made.index(text), held)
    return made


def _without_controls(words: str) -> str:
    """Words without characters that XML cannot hold; a reason in a file of decisions may have any."""
    return "".join(c if c.isprintable() else " " for c in words)
