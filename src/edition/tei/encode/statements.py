"""Where the witnesses say what a register quotes: links from entries to the blocks that hold the words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from edition.model import Entry, Register, Siglum
from edition.tei.encode.marks import register_address
from edition.xml.namespaces import NS, XML_ID, tei
from edition.xml.writer import Writer

_BLOCKS = ("p", "item", "head", "bibl", "note", "fw")
_OUTSIDE = frozenset(tei(name) for name in ("ref", "pc", "surplus"))


@dataclass(frozen=True, slots=True)
class Unfounded:
    """A quotation of a register that does not stand in a witness it names."""

    entry: str
    siglum: Siglum
    words: str


def statement_links(
    register: Register, trees: Mapping[Siglum, etree._Element], files: Mapping[Siglum, str]
) -> tuple[etree._Element | None, tuple[Unfounded, ...]]:
    """Links from the entries to the blocks of the witness files whose words they quote, and quotations that are wrong.

    Blanks count as one, note marks and markup of the source as nothing.
    """
    texts = {files[siglum]: list(_blocks(tree)) for siglum, tree in trees.items()}
    names = {file: siglum for siglum, file in files.items()}
    out = Writer("TEI")
    unfounded: list[Unfounded] = []
    with out.element("linkGrp", {"type": "statement"}) as group:
        for entry in register:
            for words, file in _quoted(entry, texts):
                block = next((name for name, text in texts[file] if words in text), "")
                if block:
                    target = f"{register_address(entry.id, 'registers/')} witnesses/{file}.xml#{block}"
                    out.empty("link", {"target": target})
                else:
                    unfounded.append(Unfounded(entry.id, names[file], words))
    return (group if len(group) else None), tuple(unfounded)


def _quoted(entry: Entry, known: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """(words, witness) of every quotation of an entry."""
    for statement in entry.statements:
        if statement.is_quotation:
            yield from ((statement.words, w) for w in statement.source.witnesses if w in known)


def _blocks(tree: etree._Element) -> Iterator[tuple[str, str]]:
    """(id, words) of every block of a witness."""
    for name in _BLOCKS:
        for block in tree.iterfind(f"tei:text//tei:{name}", NS):
            if block.get(XML_ID):
                yield block.get(XML_ID, ""), " ".join("".join(_words(block)).split())


def _words(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in _OUTSIDE:
            yield from _words(child)
        yield child.tail or ""
