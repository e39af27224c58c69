"""Words of which a transcription has two layers, as `choice` (TEI P5, 3.5.1): the last child is the text that is read.

<choice><abbr>om̄s</abbr><expan>omnes</expan></choice>   the normalised layer is compared
<choice><expan>omnes</expan><abbr>om̄s</abbr></choice>   the diplomatic one is
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from edition.xml.namespaces import TEI

CHOICE = f"{{{TEI}}}choice"
_DONE = "done"  # the tag of a choice of which the words alone stay
#: type of a choice -> the elements of its diplomatic and its normalised layer
LAYERS: Mapping[str, tuple[str, str]] = {"abbr": ("abbr", "expan"), "sic": ("sic", "corr"), "orig": ("orig", "reg")}
_DIPLOMATIC = frozenset(f"{{{TEI}}}{pair[0]}" for pair in LAYERS.values())
_MARKS = frozenset(f"{{{TEI}}}{name}" for name in ("lb", "pb", "cb", "milestone", "anchor", "ref"))


def is_unread(element: etree._Element) -> bool:
    """Whether an element is the layer of a choice that is not the text."""
    parent = element.getparent()
    return parent is not None and parent.tag == CHOICE and element is not parent[-1]


def with_layers(root: etree._Element) -> etree._Element:
    """A copy in which each choice has the words of the text, and both layers as attributes.

    For stylesheets of pages, which show either: `<choice layer="normalised" diplomatic="om̄s" normalised="omnes">omnes
    </choice>`. It is no TEI. `layer`: which one the text is. A tree without choices is given back as it is.
    """
    return _map_choices(root, _with_attributes)


def with_printed_layer(
    root: etree._Element, printed: str, by_witness: Mapping[str, str] | None = None
) -> etree._Element:
    """A copy with the words of the printed layer alone in the place of each choice; names inside the other are lost.

    `printed`: diplomatic or normalised. `by_witness`: the same for the words of single witnesses, by their pointers.
    """
    return _map_choices(root, lambda choice: _print(choice, _printed_of(choice, printed, by_witness or {})))


def with_text_layer(root: etree._Element) -> etree._Element:
    """A copy with the words of the text alone in the place of each choice; a tree without choices as it is."""
    return _map_choices(root, lambda choice: _print(choice, _layer_of_text(choice)))


def _map_choices(root: etree._Element, change: Callable[[etree._Element], None]) -> etree._Element:
    if next(root.iter(CHOICE), None) is None:
        return root
    copy = deepcopy(root)
    for choice in list(copy.iter(CHOICE)):
        change(choice)
    etree.strip_tags(copy, _DONE)
    return copy


def _layer_of_text(choice: etree._Element) -> str:
    return "normalised" if choice[0].tag in _DIPLOMATIC else "diplomatic"


def _printed_of(choice: etree._Element, printed: str, by_witness: Mapping[str, str]) -> str:
    source = choice.get("source", "").split()
    return by_witness.get(source[0], printed) if source else printed


def _with_attributes(choice: etree._Element) -> None:
    layer = _layer_of_text(choice)
    other = "diplomatic" if layer == "normalised" else "normalised"
    said = {"layer": layer, layer: _words(choice[-1]), other: _words(choice[0])}
    _fill(choice, choice[-1].text, list(choice[-1]))
    for name, value in said.items():
        choice.set(name, value)


def _print(choice: etree._Element, layer: str) -> None:
    if layer == _layer_of_text(choice):
        _fill(choice, choice[-1].text, list(choice[-1]))
    else:
        marks = [mark for mark in choice[-1].iter() if mark.tag in _MARKS]
        words = _words(choice[0])
        for mark in marks:
            mark.tail = None
        _fill(choice, words, marks)
    choice.tag = _DONE


def _fill(choice: etree._Element, text: str | None, inside: Sequence[etree._Element]) -> None:
    for child in list(choice):
        choice.remove(child)
    choice.text = text
    choice.extend(inside)


def _words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))
