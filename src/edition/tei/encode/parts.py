"""The parts of a text as TEI elements: the same in a witness and in the edition."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from edition.model import Kind, Node
from edition.project.config_checks import is_address
from edition.xml.choices import LAYERS
from edition.xml.uris import to_uri
from edition.xml.writer import Writer

#: The element for each kind of part.
ELEMENTS: Mapping[Kind, str] = {
    Kind.BODY: "body",
    Kind.SECTION: "div",
    Kind.TITLE: "head",
    Kind.HEADING: "head",
    Kind.PARAGRAPH: "p",
    Kind.LIST: "list",
    Kind.ITEM: "item",
    Kind.QUOTATION: "quote",
    Kind.QUOTED: "quote",
    Kind.BIBLIOGRAPHY: "listBibl",
    Kind.ENTRY: "bibl",
    Kind.FURNITURE: "fw",
    Kind.NOTE: "note",
    Kind.MARKER: "pc",
    Kind.NOTE_MARK: "ref",
    Kind.STANZA: "lg",
    Kind.VERSE: "l",
    Kind.ANONYMOUS: "ab",
    Kind.SPEECH: "sp",
    Kind.SPEAKER: "speaker",
    Kind.STAGE: "stage",
    Kind.TABLE: "table",
    Kind.ROW: "row",
    Kind.CELL: "cell",
    Kind.OPENER: "opener",
    Kind.CLOSER: "closer",
    Kind.DATELINE: "dateline",
    Kind.SALUTE: "salute",
    Kind.SIGNED: "signed",
    Kind.LINE: "seg",
    Kind.FOREIGN: "foreign",
    Kind.EMPHASIS: "hi",
    Kind.LINK: "ref",
    Kind.ADDED: "add",
    Kind.DELETED: "del",
    Kind.UNCLEAR: "unclear",
    Kind.SUPPLIED: "supplied",
    Kind.EXPANDED: "ex",
    Kind.SURPLUS: "surplus",
    Kind.GAP: "gap",
    Kind.CITATION: "bibl",
    Kind.AUTHOR: "author",
    Kind.EDITOR: "editor",
    Kind.PUBLISHER: "publisher",
    Kind.PUBLICATION_PLACE: "pubPlace",
    Kind.ISBN: "idno",
    Kind.EXTENT: "biblScope",
}


def part_attributes(node: Node) -> Mapping[str, str]:
    """The attributes that the element of a part has for its kind alone."""
    rule = _ATTRIBUTES.get(node.kind)
    return rule(node) if rule else {}


def break_attributes(n: str, facs: str, is_inside_word: bool = False) -> Mapping[str, str]:
    """The attributes of `lb`, `cb` or `pb`: its number, the image of the page."""
    return {"n": n, "facs": to_uri(facs), "break": "no" if is_inside_word else ""}


@contextmanager
def choice_of(out: Writer, node: Node, attributes: Mapping[str, str], is_continued: bool = False) -> Iterator[None]:
    """Write a choice: the words of the other layer, then an element for those of the text, with the cursor in it.

    `is_continued`: its first part is written already, with the words of the other layer.
    """
    diplomatic, normalised = LAYERS[node.get("type")]
    names = (diplomatic, normalised) if node.get("layer") == "normalised" else (normalised, diplomatic)
    with out.element("choice", attributes):
        out.leaf(names[0], "" if is_continued else node.get("other"))
        with out.element(names[1]):
            yield


def _link(node: Node) -> Mapping[str, str]:
    """A link; an address that leads nowhere from here (a file beside the source, a place in it) is left out."""
    target = node.get("target")
    return {"type": "link", "target": target if is_address(target) else ""}


def _item(node: Node) -> Mapping[str, str]:
    return {"rend": f"level{node.get('level')}"} if node.get("level") else {}


def _rend(node: Node) -> Mapping[str, str]:
    return {"rend": node.get("rend")}


def _lang(node: Node) -> Mapping[str, str]:
    return {"xml_lang": node.get("lang")}


def _hand(node: Node) -> str:
    """The id of a hand; its description stands in the file of the witness."""
    return node.get("hand").rpartition("#")[2]


def _kind(node: Node) -> Mapping[str, str]:
    return {"type": node.get("rule") or node.kind.value}


_ATTRIBUTES: Mapping[Kind, Callable[[Node], Mapping[str, str]]] = {
    Kind.SECTION: lambda node: {"type": node.get("type") or "section"},
    Kind.TITLE: _kind,
    Kind.FURNITURE: _kind,
    Kind.MARKER: lambda node: {"type": node.get("rule")},
    Kind.LIST: lambda node: {"rend": node.get("type")},
    Kind.BIBLIOGRAPHY: lambda node: {"rend": node.get("type")},
    Kind.ITEM: lambda node: {**_item(node), **_lang(node)},
    Kind.ANONYMOUS: _lang,
    Kind.ROW: lambda node: {"role": node.get("role")},
    Kind.PARAGRAPH: lambda node: {**_rend(node), **_lang(node)},
    Kind.VERSE: lambda node: {"rend": node.get("rend"), "part": node.get("part"), **_lang(node)},
    Kind.EMPHASIS: _rend,
    Kind.ADDED: lambda node: {**_rend(node), "n": _hand(node), "place": node.get("place")},
    Kind.DELETED: lambda node: {**_rend(node), "n": _hand(node)},
    Kind.LINK: _link,
    Kind.NOTE: lambda node: {"type": node.get("type")},
    Kind.NOTE_MARK: lambda _: {"type": "noteMark"},
    Kind.FOREIGN: _lang,
    Kind.GAP: lambda node: {"reason": "lost", "extent": node.get("extent")},
}
