"""The sentences of the witnesses, with the names, dates and numbers in them, and the words that say something."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from edition.annotate.fact_language import FactLanguage
from edition.annotate.hide_numbers import HIDDEN, hide_numbering
from edition.annotate.language import Language
from edition.annotate.numbers import find_numbers
from edition.late_patterns import late_pattern
from edition.model import Kind, Mention, MentionKind, Siglum, Witness
from edition.model.disagreement import Claim
from edition.model.identify import Identified
from edition.model.reading import note_blocks, reading_blocks
from edition.model.witness import ReadingBlock

_END = late_pattern(r"(?P<word>\w*)(?P<stop>[.!?…;]+)[\"”»’')\]]*(?:\s+|$)(?=(?P<next>\W*\w)?)|[.!?]?(?P<line>\n)")
#: What a full stop ends no sentence behind: an initial, or letters without a vowel, as in «Mrs.».
_ABBREVIATED = late_pattern(r"[^\W\d_]|[B-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{0,2}")
_MIN_WORDS = 3
_CAPITALISED = late_pattern(r"(?<!\w)[^\W\d_a-z]\w+")
_HEADS = frozenset({Kind.TITLE, Kind.HEADING})
#: Entries of bibliographies are compared as works.
_TOLD = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTATION, Kind.CAPTION, Kind.ANONYMOUS, Kind.NOTE}) | _HEADS


@dataclass(frozen=True, slots=True)
class Found:
    """A name, date or number at [start, end) of a sentence."""

    start: int
    end: int
    claim: Claim


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence of a witness. `address`: that of its block in `tei/`; `section`: a number a heading."""

    witness: Siglum
    address: str
    text: str
    found: tuple[Found, ...]
    stems: frozenset[str]
    section: int = 0
    is_heading: bool = False
    also: tuple[tuple[Siglum, str], ...] = field(default=())  # other witnesses that have it, and where

    @property
    def witnesses(self) -> tuple[Siglum, ...]:
        """All that have the sentence."""
        return tuple(dict.fromkeys((self.witness, *(s for s, _ in self.also))))

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where each of them has it."""
        return tuple(dict.fromkeys((self.address, *(a for _, a in self.also))))


@lru_cache(maxsize=4096)
def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The [start, end) of each sentence; a semicolon ends one, a full stop behind an initial or a title none.

    The last texts are remembered: the words around a place are asked for with every pair of its readings.

    >>> text = "Mr. E. S. Wray left. He saw 5.3 miles."
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['Mr. E. S. Wray left.', 'He saw 5.3 miles.']
    """
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _END.finditer(text):
        end = found.start("next") if found["next"] else found.end()
        if not _ends_sentence(found):
            continue
        if stripped := text[start:end].rstrip():
            yield start, start + len(stripped)
        start = end
    if stripped := text[start:].rstrip():
        yield start, start + len(stripped)


def _ends_sentence(found: re.Match[str]) -> bool:
    if found["line"] or found["next"] is None or ";" in found["stop"]:
        return True
    word = found["word"]
    is_abbreviated = found["stop"] == "." and word[:1].isupper() and _ABBREVIATED.fullmatch(word) is not None
    return not is_abbreviated and not found["next"][-1].islower()


def tell_sentences(edition: Identified, language: Language, facts: FactLanguage) -> list[Sentence]:
    """The sentences of all witnesses, in the order of the witnesses and of their texts, notes last."""
    made: list[Sentence] = []
    for witness in edition.witnesses:
        file = f"witnesses/{edition.slugs[witness.siglum]}.xml"
        teller = _Teller(witness, edition.mentions[witness.siglum], file, language, facts)
        made += teller.sentences()
    return made


class _Teller:
    """Cuts one witness into sentences."""

    def __init__(
        self, witness: Witness, mentions: Sequence[Mention], file: str, language: Language, facts: FactLanguage
    ) -> None:
        self.witness, self.file, self.language, self.facts = witness, file, language, facts
        self.mentions = sorted(mentions, key=lambda m: (m.start, -m.end))
        self.starts = [m.start for m in self.mentions]

    def sentences(self) -> Iterator[Sentence]:
        section = 0
        for block in (*reading_blocks(self.witness), *note_blocks(self.witness)):
            section += block.kind in _HEADS
            if block.kind in _TOLD and block.node.id:
                yield from self.in_block(block, section)

    def in_block(self, block: ReadingBlock, section: int) -> Iterator[Sentence]:
        found = list(self.claims(block))
        hidden = list(block.text)
        for one in found:
            hidden[one.start : one.end] = HIDDEN * (one.end - one.start)
        bare = hide_numbering("".join(hidden), self.language.dates)
        numbers = find_numbers(bare, self.language)
        found += [Found(a, b, Claim(None, block.text[a:b], number=value)) for a, b, value in numbers]
        found.sort(key=lambda one: (one.start, -one.end))
        for start, end in sentence_spans(block.text):
            text = block.text[start:end]
            if text.count(" ") + 1 < _MIN_WORDS:
                continue
            inside = tuple(Found(f.start - start, f.end - start, f.claim) for f in found if start <= f.start < end)
            address = f"{self.file}#{block.node.id}"
            is_heading = block.kind in _HEADS
            yield Sentence(
                self.witness.siglum, address, text, inside, self.facts.stems(text), section, is_heading
            )  # fmt: skip

    def claims(self, block: ReadingBlock) -> Iterator[Found]:
        """The mentions in a block, by their places in its reading text."""
        offsets = block.offsets
        if not offsets:
            return
        first = bisect_left(self.starts, offsets[0])
        for mention in self.mentions[first : bisect_right(self.starts, offsets[-1])]:
            start, end = bisect_left(offsets, mention.start), bisect_left(offsets, mention.end)
            if words := block.text[start:end].strip():
                yield Found(start, end, Claim(mention.kind, words, mention.ref, mention.value, id=mention.id))


def names_in(one: Sentence, capital_nouns: bool) -> Iterator[str]:
    """The words with a capital that are no part of a date; the first word only before another one. None where every
    noun has a capital.
    """
    dates = [f for f in one.found if f.claim.kind is MentionKind.DATE]
    for found in () if capital_nouns else _CAPITALISED.finditer(one.text):
        is_first = not re.search(r"\w", one.text[: found.start()])
        is_name = not is_first or one.text[found.end() + 1 : found.end() + 2].isupper()
        if is_name and not any(d.start <= found.start() < d.end for d in dates):
            yield found[0].casefold()


def merge_sentences(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, each of which several witnesses have in the same words once."""
    groups: dict[str, list[Sentence]] = {}
    for one in sentences:
        groups.setdefault(" ".join(re.findall(r"\w+", one.text.casefold())), []).append(one)
    return [_with_others(same) for same in groups.values()]


def _with_others(same: Sequence[Sentence]) -> Sentence:
    first, *others = same
    also = tuple(dict.fromkeys((o.witness, o.address) for o in others))
    return Sentence(
        first.witness, first.address, first.text, first.found, first.stems, first.section, first.is_heading, also
    )  # fmt: skip


def by_witness(sentences: Sequence[Sentence]) -> Mapping[Siglum, list[Sentence]]:
    """The sentences of each witness."""
    made: dict[Siglum, list[Sentence]] = {}
    for one in sentences:
        made.setdefault(one.witness, []).append(one)
    return made
