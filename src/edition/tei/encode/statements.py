"""Where the witnesses say what a register quotes: links from entries to the blocks that hold the words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from edition.model import Entry, Kind, Node, Register, Siglum, Witness
from edition.model.identify import Identified
from edition.tei.encode.marks import register_address
from edition.xml.writer import Writer

#: The kinds of blocks in which a quotation is looked for, in this order.
_KINDS = (
    (Kind.PARAGRAPH,),
    (Kind.ITEM,),
    (Kind.TITLE, Kind.HEADING, Kind.CAPTION),
    (Kind.ENTRY, Kind.CITATION),
    (Kind.NOTE,),
)
_OUTSIDE = frozenset({Kind.NOTE_MARK, Kind.MARKER, Kind.SURPLUS})


@dataclass(frozen=True, slots=True)
class UnmatchedQuotation:
    """A quotation of a register that does not stand in a witness it names."""

    entry: str
    siglum: Siglum
    words: str


def statement_links(
    register: Register, edition: Identified
) -> tuple[etree._Element | None, tuple[UnmatchedQuotation, ...]]:
    """Links from the entries to the blocks of the witness files whose words they quote, and quotations that are wrong.

    Blanks count as one; note marks and markup of the source count as nothing.
    """
    names = {file: siglum for siglum, file in edition.slugs.items()}
    has_quotations = any(statement.is_quotation for entry in register for statement in entry.statements)
    quoted = names if has_quotations else {}
    texts = {file: list(_blocks(edition.witness(siglum))) for file, siglum in quoted.items()}
    out = Writer("TEI")
    unmatched: list[UnmatchedQuotation] = []
    with out.element("linkGrp", {"type": "statement"}) as group:
        for entry in register:
            for words, file in _quoted(entry, texts):
                block = next((name for name, text in texts[file] if words in text), "")
                if block:
                    target = f"{register_address(entry.id, 'registers/')} witnesses/{file}.xml#{block}"
                    out.empty("link", {"target": target})
                else:
                    unmatched.append(UnmatchedQuotation(entry.id, names[file], words))
    return (group if len(group) else None), tuple(unmatched)


def _quoted(entry: Entry, known: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """(words, witness) of every quotation of an entry."""
    for statement in entry.statements:
        if statement.is_quotation:
            yield from ((statement.words, w) for w in statement.source.witnesses if w in known)


def _blocks(witness: Witness) -> Iterator[tuple[str, str]]:
    """(id, words) of every block of a witness."""
    for kinds in _KINDS:
        for node in witness.root.walk():
            if node.kind in kinds and node.id:
                yield node.id, " ".join("".join(_words(witness.text, node)).split())


def _words(text: str, node: Node) -> Iterator[str]:
    at = node.start
    for child in node.children:
        yield text[at : child.start]
        if child.kind not in _OUTSIDE:
            yield from _words(text, child)
        at = child.end
    yield text[at : node.end]
