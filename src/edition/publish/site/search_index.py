"""The data of the search page: every word of every witness with its places, read from disk by xslt/site/search.js.

Searched is the text of the witnesses: without markup of the source, furniture of the page and note marks.
"""

import json
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from lxml import etree

from edition.publish.site.search_words import OUTSIDE, sign_of, words
from edition.xml.namespaces import NS, XML_ID, tei

Tree = etree._Element

#: The kinds of names; each but the last has a register and a page of that name.
KINDS: Final = ("persons", "places", "organisations", "events", "works", "dates")
_MENTIONS: Final = {
    tei(name): kind
    for kind, name in enumerate(("persName", "placeName", "orgName", "eventName", "title", "date"))
}  # fmt: skip
_ENTRIES: Final = (
    ".//tei:listPerson/tei:person",
    ".//tei:listPlace/tei:place",
    ".//tei:listOrg/tei:org",
    ".//tei:listEvent/tei:event",
    ".//tei:standOff/tei:listBibl/tei:bibl",
)
_BLOCKS: Final = frozenset(map(tei, ("p", "head", "item", "note")))
#: Markup of the source, furniture and note marks: shown on the page of the witness, but not its text.
_QUIET: Final = frozenset(map(tei, ("pc", "surplus", "ref", "fw")))
_BREAK: Final = "\0"  # in place of what is not the text of the block


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, item, entry, caption or note: its words in order, and the mentions as ranges of words."""

    id: str
    is_note: bool
    text: str
    words: tuple[str, ...]
    mentions: tuple[tuple[int, int, int], ...]  # number in KINDS, first word, word behind the last


@dataclass(slots=True)
class _Draft:
    """The characters of a block's own text, and where its mentions begin and end in them."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    mentions: list[tuple[int, int, int]] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        self.parts.append(text or "")
        self.length += len(text or "")

    def walk(self, node: Tree) -> None:
        start = self.length
        self.add("\ufffd" if node.tag == tei("g") else node.text)
        for child in node:
            if child.tag in _QUIET or _is_block(child):
                self.add(_BREAK)
            elif isinstance(child.tag, str):
                self.walk(child)
            self.add(child.tail)
        if (kind := _MENTIONS.get(str(node.tag))) is not None:
            self.mentions.append((kind, start, self.length))

    @classmethod
    def of(cls, node: Tree) -> "_Draft":
        draft = cls()
        draft.walk(node)
        return draft

    @property
    def shown(self) -> str:
        """The text with single spaces; where something was taken out before a word, a space parts the words."""
        made = ""
        for is_break, run in groupby("".join(self.parts), _BREAK.__eq__):
            part = "" if is_break else "".join(run)
            parted = bool(made and part) and not made[-1].isspace() and sign_of(part[0]) != OUTSIDE
            made += f" {part}" if parted else part
        return " ".join(made.split())


def blocks(witness: Tree) -> Iterator[tuple[Tree, Block]]:
    """The blocks of a witness that have an id on its page, in order, each with its own text alone."""
    for node in witness.iterfind("tei:text//*", NS):
        if _is_block(node):
            yield node, _block(node, _Draft.of(node))


def _is_block(node: Tree) -> bool:
    parent = node.getparent()
    is_entry = node.tag == tei("bibl") and parent is not None and parent.tag == tei("listBibl")
    return XML_ID in node.attrib and (is_entry or node.tag in _BLOCKS)


def _block(node: Tree, draft: _Draft) -> Block:
    found = words("".join(draft.parts))
    starts, ends = [s for _, s, _ in found], [e for _, _, e in found]
    ranges = ((kind, bisect_left(starts, a), bisect_right(ends, b)) for kind, a, b in draft.mentions)
    return Block(
        node.get(XML_ID, ""),
        node.tag == tei("note"),
        draft.shown,
        tuple(word for word, _, _ in found),
        tuple(sorted((kind, a, b) for kind, a, b in ranges if a < b)),
    )


def _section(node: Tree) -> str:
    """The heading of the section that a block stands in."""
    for section in node.iterancestors(tei("div")):
        if (head := section.find("tei:head", NS)) is not None:
            return _Draft.of(head).shown
    return ""


# -- the index


def search_data(edition: Tree, witnesses: Sequence[Tree], registers: Sequence[Tree]) -> bytes:
    """A script that sets EDITION_SEARCH: the blocks of the witnesses, all places of their words, register entries."""
    trees = {_siglum(one): one for one in witnesses}
    listed = edition.findall(".//tei:listWit/tei:witness", NS)
    sections: dict[str, int] = {"": 0}
    rows: list[list[object]] = []
    places: dict[str, list[int]] = defaultdict(list)
    for number, witness in enumerate(listed):
        for node, block in blocks(trees[witness.get("n", "")]):
            _post(places, len(rows), block.words)
            section = sections.setdefault(_section(node), len(sections))
            mentions = [n for mention in block.mentions for n in mention]
            rows.append([number, block.id, section, int(block.is_note), block.text, mentions])
    terms = sorted(places)
    made = {
        "kinds": KINDS,
        "witnesses": [[w.get("n"), f"wit-{w.get(XML_ID)}.html", _plain(w.find("tei:title", NS))] for w in listed],
        "sections": list(sections),
        "blocks": rows,
        "terms": terms,
        "places": [places[term] for term in terms],
        "entries": list(_entries(witnesses, registers)),
    }
    return f"window.EDITION_SEARCH = {_json(made)};\n".encode()


def _post(places: Mapping[str, list[int]], block: int, found: Sequence[str]) -> None:
    """Adds the words of a block to the places: for each word the block, how many, and the positions."""
    positions: dict[str, list[int]] = defaultdict(list)
    for position, word in enumerate(found):
        positions[word].append(position)
    for word, ones in positions.items():
        places[word] += (block, len(ones), *ones)


def _entries(witnesses: Sequence[Tree], registers: Sequence[Tree]) -> Iterator[list[object]]:
    """The entries that a witness names: kind, id, name, number of mentions, and every word of their names."""
    mentions = (node.get("ref", "") for one in witnesses for node in one.iterfind("tei:text//*[@ref]", NS))
    counts = Counter(ref.partition("#")[2] for ref in mentions)
    for kind, path in enumerate(_ENTRIES):
        for entry in (found for register in registers for found in register.iterfind(path, NS)):
            if number := counts[entry.get(XML_ID, "")]:
                names = [_plain(name) for name in entry if name.tag in _MENTIONS]
                spelt = sorted({word for name in names for word, _, _ in words(name)})
                yield [kind, entry.get(XML_ID), _heading(entry, names), number, " ".join(spelt)]


def _heading(entry: Tree, names: Sequence[str]) -> str:
    """The name as the index has it: a person's surname first."""
    name = names[0] if names else _plain(entry.find("tei:label", NS))
    surname = _plain(entry.find("tei:persName/tei:surname", NS))
    rest = " ".join(name.replace(surname, "", 1).split()) if surname and surname in name else ""
    return f"{surname}, {rest}" if rest else name


def _siglum(witness: Tree) -> str:
    return _plain(witness.find(".//tei:sourceDesc/tei:bibl/tei:idno[@type='siglum']", NS))


def _plain(node: Tree | None) -> str:
    return "" if node is None else " ".join("".join(map(str, node.itertext())).split())


def _json(made: object) -> str:
    """JSON that is safe in any script: nothing in it ends a script element or a line."""
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
