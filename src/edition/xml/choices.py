"""Words of which a transcription has two layers, as `choice` (TEI P5, 3.5.1): the last child is the text that is read.

<choice><abbr>om̄s</abbr><expan>omnes</expan></choice>   the normalised layer is compared
<choice><expan>omnes</expan><abbr>om̄s</abbr></choice>   the diplomatic one is
"""

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from edition.xml.namespaces import TEI

CHOICE = f"{{{TEI}}}choice"
#: type of a choice -> the elements of its diplomatic and its normalised layer
LAYERS: Mapping[str, tuple[str, str]] = {"abbr": ("abbr", "expan"), "sic": ("sic", "corr"), "orig": ("orig", "reg")}
_DIPLOMATIC = frozenset(f"{{{TEI}}}{pair[0]}" for pair in LAYERS.values())
_MARKS = frozenset(f"{{{TEI}}}{name}" for name in ("lb", "pb", "cb", "milestone", "anchor", "ref"))


def is_unread(element: etree._Element) -> bool:
    """Whether an element is the layer of a choice that is not the text."""
    parent = element.getparent()
    return parent is not None and parent.tag == CHOICE and element is not parent[-1]


def with_printed_layer(
    root: etree._Element, printed: str, by_witness: Mapping[str, str] | None = None
) -> etree._Element:
    """A copy in which each choice has the words of the printed layer, and both layers as attributes.

    For stylesheets, which then see one text: `<choice diplomatic="om̄s" normalised="omnes">om̄s</choice>`. It is no TEI.
    `printed`: diplomatic or normalised. `by_witness`: the same for the words of single witnesses, by their pointers.
    A tree without choices is given back as it is.
    """
    if next(root.iter(CHOICE), None) is None:
        return root
    copy = deepcopy(root)
    for choice in list(copy.iter(CHOICE)):
        source = choice.get("source", "").split()
        _resolve(choice, (by_witness or {}).get(source[0], printed) if source else printed)
    return copy


def with_text_layer(root: etree._Element) -> etree._Element:
    """A copy with the words of the text alone in the place of each choice; a tree without choices as it is."""
    if next(root.iter(CHOICE), None) is None:
        return root
    copy = deepcopy(root)
    for choice in list(copy.iter(CHOICE)):
        text = choice[-1]
        inside, first = list(text), text.text
        for child in list(choice):
            choice.remove(child)
        choice.text = first
        choice.extend(inside)
    etree.strip_tags(copy, CHOICE)
    return copy


def _resolve(choice: etree._Element, printed: str) -> None:
    other, text = choice[0], choice[-1]
    words = (
        {"diplomatic": other, "normalised": text}
        if other.tag in _DIPLOMATIC
        else {"diplomatic": text, "normalised": other}
    )
    said = {name: "".join(map(str, one.itertext())) for name, one in words.items()}
    inside, first = list(text), text.text
    if words[printed] is not text:
        inside = [e for e in text.iter() if e.tag in _MARKS]
        first = said[printed]
    for child in list(choice):
        choice.remove(child)
    choice.text = first
    for name, value in said.items():
        choice.set(name, value)
    for child in inside:
        if words[printed] is not text:
            child.tail = None
        choice.append(child)
