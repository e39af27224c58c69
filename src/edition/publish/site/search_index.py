"""The data of the search page: every word of every witness with its places, read from disk by xslt/site/search.js.

Searched is the text of the witnesses: without markup of the source, furniture of the page and note marks.
"""

import json
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from edition.model import KINDS as REGISTERS
from edition.model import LABEL, STEM, Entry, EntryKind, Kind, Mention, MentionKind, Node, Register, Witness
from edition.model.identify import Identified
from edition.model.witness import BLOCKS as TEXT_BLOCKS
from edition.model.woven import Woven, weave
from edition.publish.site.page_parts import Parts
from edition.publish.site.search_shards import WHOLE, shards
from edition.publish.site.search_words import OUTSIDE, sign_of, words
from edition.xml.writer import NOT_XML

#: The kinds of names; each but the last has a register and a page of that name.
KINDS: Final = (*(row.kind.value for row in REGISTERS), "dates")
_NUMBERS: Final = {kind: number for number, kind in enumerate((*(row.mention for row in REGISTERS), MentionKind.DATE))}
BLOCKS: Final = TEXT_BLOCKS | {Kind.NOTE}
#: Markup of the source, furniture and note marks: shown on the page of the witness, but not its text.
_QUIET: Final = frozenset({Kind.MARKER, Kind.SURPLUS, Kind.NOTE_MARK, Kind.FURNITURE})
_BREAK: Final = "\0"  # in place of what is not the text of the block


@dataclass(frozen=True, slots=True)
class SearchBlock:
    """A block of the text or a note: its words in order, the mentions as ranges of words, the number of a verse."""

    id: str
    is_note: bool
    text: str
    words: tuple[str, ...]
    mentions: tuple[tuple[int, int, int], ...]  # number in KINDS, first word, word after the last
    verse: str = ""


@dataclass(slots=True)
class _Draft:
    """The characters of a block's own text, and where its mentions begin and end in them."""

    source: str
    parts: list[str] = field(default_factory=list)
    length: int = 0
    mentions: list[tuple[int, int, int]] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def walk(self, part: Woven) -> None:
        first, at = self.length, part.start
        for child in part.children:
            self.add(self.source[at : child.start])
            if isinstance(child.what, Node) and child.what.kind in _QUIET | BLOCKS:
                self.add(_BREAK)
            else:
                self.walk(child)
            at = child.end
        self.add(self.source[at : part.end])
        if isinstance(part.what, Mention) and part.what.kind in _NUMBERS:
            self.mentions.append((_NUMBERS[part.what.kind], first, self.length))

    @classmethod
    def of(cls, source: str, part: Woven) -> "_Draft":
        draft = cls(source)
        draft.walk(part)
        return draft

    @property
    def shown(self) -> str:
        """The text with single spaces; where something was taken out before a word, a space parts the words."""
        made = ""
        for part in "".join(self.parts).split(_BREAK):
            parted = bool(made and part) and not made[-1].isspace() and sign_of(part[0]) != OUTSIDE
            made += f" {part}" if parted else part
        return " ".join(made.split())


def blocks(witness: Witness, mentions: Sequence[Mention]) -> Iterator[tuple[str, SearchBlock]]:
    """The blocks of a witness in order, each with the heading of its section and with its own text alone."""
    source = NOT_XML.sub("\ufffd", witness.text)  # once, however many blocks there are
    yield from _in_part(source, weave(witness.root, mentions), "")


def _in_part(source: str, part: Woven, section: str) -> Iterator[tuple[str, SearchBlock]]:
    if isinstance(part.what, Node) and part.what.kind is Kind.SECTION:
        headings = (c for c in part.children if isinstance(c.what, Node) and c.what.kind in (Kind.TITLE, Kind.HEADING))
        if (heading := next(headings, None)) is not None:
            section = _Draft.of(source, heading).shown
    elif isinstance(part.what, Node) and part.what.kind in BLOCKS:
        yield section, _block(part.what, _Draft.of(source, part))
    for child in part.children:
        yield from _in_part(source, child, section)


def _block(node: Node, draft: _Draft) -> SearchBlock:
    found = words("".join(draft.parts))
    starts, ends = [s for _, s, _ in found], [e for _, _, e in found]
    ranges = ((kind, bisect_left(starts, a), bisect_right(ends, b)) for kind, a, b in draft.mentions)
    return SearchBlock(
        node.id,
        node.kind is Kind.NOTE,
        draft.shown,
        tuple(word for word, _, _ in found),
        tuple(sorted((kind, a, b) for kind, a, b in ranges if a < b)),
        node.get("n") if node.kind is Kind.VERSE else "",
    )


# -- the index


def search_data(edition: Identified, register: Register) -> bytes:
    """A script that sets EDITION_SEARCH: the blocks of the witnesses, all places of their words, register entries."""
    return f"window.EDITION_SEARCH = {_json(_index(edition, register, Parts()))};\n".encode()


def search_files(edition: Identified, register: Register, parts: Parts, most: int = WHOLE) -> dict[str, bytes]:
    """The data by its path in the site: one script, or, above `most` characters, a head and scripts that it asks for.

    `parts`: where the pages of witnesses are cut.
    """
    made = _index(edition, register, parts)
    data = _json(made)
    if len(data) > most:
        return shards(made, _json)
    return {"search-data.js": f"window.EDITION_SEARCH = {data};\n".encode()}


def _index(edition: Identified, register: Register, parts: Parts) -> dict[str, Any]:
    sections: dict[str, int] = {"": 0}
    rows: list[list[object]] = []
    places: dict[str, list[int]] = defaultdict(list)
    for number, witness in enumerate(edition.witnesses):
        for section, block in blocks(witness, edition.mentions[witness.siglum]):
            _post(places, len(rows), block.words)
            place = sections.setdefault(section, len(sections))
            mentions = [n for mention in block.mentions for n in mention]
            page = f"wit-{edition.slugs[witness.siglum]}.html"
            home = parts.page_of(page, block.id)
            more = [block.verse, home] if home != page else [block.verse] if block.verse else []
            rows.append([number, block.id, place, int(block.is_note), block.text, mentions, *more])
    terms = sorted(places)
    return {
        "kinds": KINDS,
        "witnesses": [_witness(edition, witness) for witness in edition.witnesses],
        "sections": list(sections),
        "blocks": rows,
        "terms": terms,
        "places": [places[term] for term in terms],
        "entries": list(_entries(edition, register)),
    }


def _witness(edition: Identified, witness: Witness) -> list[str]:
    name = witness.name or witness.seed.path
    return [witness.siglum, f"wit-{edition.slugs[witness.siglum]}.html", " ".join(name.split())]


def _post(places: Mapping[str, list[int]], block: int, found: Sequence[str]) -> None:
    """Adds the words of a block to the places: for each word the block, how many, and the positions."""
    positions: dict[str, list[int]] = defaultdict(list)
    for position, word in enumerate(found):
        positions[word].append(position)
    for word, ones in positions.items():
        places[word] += (block, len(ones), *ones)


def _entries(edition: Identified, register: Register) -> Iterator[list[object]]:
    """The entries that a witness names: kind, id, name, number of mentions, every word of their names.

    The year of a work counts as a word of its name.
    """
    counts = Counter(m.ref for mentions in edition.mentions.values() for m in mentions)
    for number, kind in enumerate(EntryKind):
        for entry in (one for one in register if one.kind is kind and counts[one.id]):
            names = [form.text for form in entry.forms if form.kind not in (LABEL, STEM)]
            dates = [s.words for s in entry.statements_of("date")] if kind is EntryKind.WORK else []
            spelt = sorted({word for name in (*names, *dates) for word, _, _ in words(name)})
            yield [number, entry.id, _heading(entry, names), counts[entry.id], " ".join(spelt)]


def _heading(entry: Entry, names: Sequence[str]) -> str:
    """The name as the index has it: a person's surname first."""
    name = names[0] if names else entry.name
    surname = next((form.surname for form in entry.forms if form.surname), "")
    rest = " ".join(name.replace(surname, "", 1).split()) if surname and surname in name else ""
    return f"{surname}, {rest}" if rest else name


def _json(made: object) -> str:
    """JSON that is safe in any script: nothing in it ends a script element or a line."""
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
