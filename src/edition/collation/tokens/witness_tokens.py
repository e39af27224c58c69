"""The tokens of each witness for the apparatus, with their blocks, the white space after them, and events."""

import sys
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from edition.collation.thresholds import LEAST_ACCENT_SAMPLE, LOST_TAIL
from edition.collation.tokens.normalize import extract_accents, is_word, normalize
from edition.collation.tokens.places import Places
from edition.model import (
    Event,
    Kind,
    Mention,
    Node,
    ReadingBlock,
    Siglum,
    Witness,
    note_blocks,
    reading_blocks,
)
from edition.model.cited import Cited, cited_blocks
from edition.model.offsets import Offsets
from edition.model.tokens import CLOSERS, NO_SIGNS, STOPS, WordSigns, begins_sentence, token_spans
from edition.model.witness import BREAKS, OPENINGS, note_marks

#: Marks that close the words before them, open those after, do either.
CLOSING = frozenset(".,;:!?…)]}»”。．，、！？：；」』）》〉】")
OPENING = frozenset("([{«“„「『（《〈【")
STRAIGHT = frozenset("\"'’")
_MAY_END = CLOSING | STRAIGHT | STOPS | CLOSERS
_SKIPPED = _MAY_END - STOPS  # between the end of a sentence and the next sentence
#: Blocks of different classes never correspond: headings correspond to headings, entries to entries, speakers to
#: speakers, stage directions to stage directions. Verse and prose are one class.
CLASSES = {Kind.TITLE: 1, Kind.HEADING: 1, Kind.ENTRY: 2, Kind.CAPTION: 3, Kind.SPEAKER: 4, Kind.STAGE: 5}


Phrase = tuple[str, ...]
#: A token that another program made: its start and end in the witness's text, in code points, and its norm or nothing.
GivenToken = tuple[int, int, str]
_Places = Sequence[tuple[int, int, str]]  # the same in the text of a block


class Attachment(Enum):
    """The word that a punctuation mark attaches to."""

    PRECEDING = "preceding"
    FOLLOWING = "following"
    NONE = "none"


def kind_class(kind: Kind) -> int:
    """The class of a kind of block; blocks of different classes never correspond."""
    return CLASSES.get(kind, 0)


def entity_named_by(mark: Mention | Node) -> str:
    """The id of the entry of a name, or the value of a date, which is the same in every form; otherwise an empty
    string: a paraphrase is other words.
    """
    if isinstance(mark, Node) or mark.is_paraphrase:
        return ""
    value = mark.value
    if value is None:
        return mark.ref
    return "/".join((value.when, value.start, value.end, value.not_before, value.not_after))


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of the reading text of one witness, as parallel lists.

    `text` is in NFC, so that canonically equivalent letters are equal (Unicode Standard Annex 15). `after` is the white
    space after a token: a blank, an empty string, or None at the end of a block, where the reading text has none.
    `norm` is the form by which a word is compared; the surname of a registered person has the same norm in every form.
    `block` and `sentence` are the numbers of the block and sentence of a token. `spans` are the names and dates, by
    their first token; `inline` has the numbers of the stretches that a token is in and that say how it is written (in
    another language, italic); `marks` describes them. `same`: phrases that the editor treats as equal to others, as
    norms. `is_bare`: the witness writes no accents. `small_words`: its words that begin with a small letter;
    `inner_capitals`: those that have a capital within a sentence. `has_lemmata`: the norms are lemmata, which the
    source gives. `signs`: those of its language. `events_before` and `events_after`: events by token.
    """

    siglum: Siglum
    is_fragment: bool
    blocks: tuple[ReadingBlock, ...]
    marks: tuple[Mention | Node, ...] = ()
    same: Mapping[Phrase, Phrase] = field(default_factory=dict)
    is_bare: bool = False
    small_words: Set[str] = frozenset()
    inner_capitals: Set[str] = frozenset()
    has_lemmata: bool = False
    signs: WordSigns = NO_SIGNS
    text: list[str] = field(default_factory=list)
    norm: list[str] = field(default_factory=list)
    regular: dict[int, str] = field(default_factory=dict)  # token -> the norm that a rule of the editor's gives it
    after: list[str | None] = field(default_factory=list)
    block: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    source: Places = field(default_factory=Places)
    spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)  # first token -> (last token, span number)
    parts: dict[int, list[tuple[int, int]]] = field(
        default_factory=dict
    )  # spans that begin or end inside a token (Stalin's)
    inline: dict[int, tuple[int, ...]] = field(default_factory=dict)  # token -> span numbers
    decomposed: dict[int, str] = field(default_factory=dict)  # token -> its source, where that is not composed
    notes: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)  # (number of the note, norms of its words)
    unit: list[int] = field(default_factory=list)  # token -> number of its unit of reference; empty: that of its block
    cited: tuple[Cited, ...] = ()  # how each block is cited
    speakers: dict[int, str] = field(default_factory=dict)  # block of a speaker -> who it is, where the source says so
    gaps: set[int] = field(default_factory=set)  # tokens before which text is lost; len(self): at the end
    events_before: dict[int, list[Event]] = field(default_factory=dict)
    events_after: dict[int, list[Event]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.text)

    def is_inside(self, token: int) -> bool:
        """Whether the previous token is in the same block."""
        return token > 0 and self.block[token - 1] == self.block[token]

    def units_of_reference(self) -> Sequence[int]:
        """By token the number of its unit of reference, or of its block in a text without references."""
        return self.unit or self.block

    def replacement(self, norm: str) -> str:
        """The norm of the one word that the editor treats as equal to this norm; otherwise the norm itself."""
        other = self.same.get((norm,), ())
        return other[0] if len(other) == 1 else norm

    def named_at(self, token: int, inside: Set[int]) -> tuple[int, str]:
        """The last token of a name or date that begins at `token` and ends `inside`, and what it names; otherwise
        -1 and «».
        """
        for last, number in self.spans.get(token, ()):
            if last in inside and (named := entity_named_by(self.marks[number])):
                return last, named
        return -1, ""

    def spans_from(self, token: int) -> Iterator[tuple[int, int]]:
        """(last token, span number) of every span that begins in a token, including spans that begin or end inside
        a token.
        """
        yield from self.spans.get(token, ())
        yield from self.parts.get(token, ())

    def offset_in_first_token(self, token: int, number: int) -> int:
        """The number of code points of its first token that precede a span."""
        return self._in_text(token, max(0, self.marks[number].start - self.source[token][0]))

    def offset_in_last_token(self, token: int, number: int) -> int:
        """The number of code points of its last token that a span includes."""
        return min(len(self.text[token]), self._in_text(token, self.marks[number].end - self.source[token][0]))

    def _in_text(self, token: int, offset: int) -> int:
        """An offset in the source of a token as one in its text, which is composed."""
        given = self.decomposed.get(token)
        return offset if given is None else len(unicodedata.normalize("NFC", given[:offset]))

    def attachment(self, token: int) -> Attachment:
        """Which word a punctuation mark attaches to, by the mark itself or by the white space around it."""
        text = self.text[token]
        if text in CLOSING:
            return Attachment.PRECEDING
        if text in OPENING:
            return Attachment.FOLLOWING
        begins = not self.is_inside(token)
        left, right = not begins and self.after[token - 1] == "", self.after[token] == ""
        if text in STRAIGHT and right and (begins or not left or self.text[token - 1] in OPENING):
            return Attachment.FOLLOWING
        return Attachment.PRECEDING if left else Attachment.FOLLOWING if right else Attachment.NONE

    def tokens_of(self, block: int) -> range:
        """The numbers of the tokens of a block."""
        return range(bisect_left(self.block, block), bisect_right(self.block, block))


def make_words(
    witness: Witness,
    names: Sequence[Mention | Node],
    same: Mapping[str, str] | None = None,
    given: Sequence[GivenToken] | None = None,
    signs: WordSigns = NO_SIGNS,
) -> Words:
    """The tokens of a witness.

    `names`: names and dates, whose words the edge of a unit never divides, and stretches in another language, which it
    may divide. `same`: words or phrases that the editor treats as equal to others. `given`: the tokens of a text that
    another program has tokenised, none of which is in two blocks. `signs`: those of its language.
    """
    phrases = {phrase_of(one, signs): phrase_of(other, signs) for one, other in (same or {}).items()}
    blocks = reading_blocks(witness)
    cited = cited_blocks(witness, blocks)
    words = Words(witness.siglum, witness.is_fragment, blocks, tuple(names), phrases, signs=signs, cited=cited)
    marks = {id(m): i for i, m in enumerate(note_marks(witness))}
    for number, block in enumerate(words.blocks):
        first = len(words)
        _add_tokens(words, number, block, _places(block, given, signs))
        _add_openings(words, first, block)
        _name_speaker(words, number, first)
        _add_marks(words, first, block.node, marks)
        _add_gaps(words, first, block.node)
        _add_lost_event(words, first, block)
    _add_breaks(words, witness.root)
    _add_spans(words)
    numbers = {id(note): i for i, note in enumerate(witness.notes())}
    for block in note_blocks(witness):
        norms = (_cached_norm(block.text[start:end]) for start, end in token_spans(block.text, signs=signs))
        words.notes.append((numbers[id(block.node)], tuple(filter(is_word, norms))))
    forms = set(words.text)
    small = frozenset(form for form in forms if form[0].islower())
    is_bare = len(words) >= LEAST_ACCENT_SAMPLE and not any(map(extract_accents, forms))
    return replace(words, is_bare=is_bare, small_words=small, inner_capitals=frozenset(_inner_capitals(words)))


def _inner_capitals(words: Words) -> Iterator[str]:
    """The words that have a capital although no sentence begins with them."""
    for (before, number), text in zip(pairwise(words.sentence), words.text[1:], strict=False):
        if before == number and text[0].isupper():
            yield text


def _places(block: ReadingBlock, given: Sequence[GivenToken] | None, signs: WordSigns) -> _Places:
    """Start, end and given norm of every token of a block; offsets into the text of the block."""
    if given is None:
        return [(start, end, "") for start, end in token_spans(block.text, signs=signs)]
    offsets = block.offsets
    first = bisect_left(given, offsets[0], key=lambda one: one[0])
    last = bisect_right(given, offsets[-1], key=lambda one: one[0])
    return [(bisect_left(offsets, a), bisect_left(offsets, b - 1) + 1, norm) for a, b, norm in given[first:last]]


def _add_tokens(words: Words, number: int, block: ReadingBlock, places: _Places) -> None:
    text = block.text
    given = [text[start:end] for start, end, _ in places]
    forms = [_cached_form(one) for one in given]
    norms = [norm or _cached_norm(form) for form, (_, _, norm) in zip(forms, places, strict=True)]
    first = len(words.text)
    if not text.isascii():
        pairs = enumerate(zip(forms, given, strict=True), first)
        words.decomposed.update((token, one) for token, (form, one) in pairs if len(form) != len(one))
    words.text.extend(forms)
    words.norm.extend([words.replacement(norm) for norm in norms] if words.same else norms)
    words.after.extend([text[end:start] for (_, end, _), (start, _, _) in pairwise(places)])
    words.after.extend([None] * bool(places))
    words.block.extend([number] * len(places))
    _add_sources(words.source, block.offsets, places)
    _add_sentences(words, first)


def _add_sentences(words: Words, first: int) -> None:
    """Number the sentences of the tokens from `first`, a block; one can begin only after a sign that may end one."""
    stops, numbers = words.signs.stops, words.sentence
    signs = (token for token, form in enumerate(words.text[first:-1], first + 1) if form in _MAY_END or form in stops)
    for token in (first, *signs) if first < len(words.text) else ():
        numbers.extend(numbers[-1:] * (token - len(numbers)))
        numbers.append(_sentence(words, token))
    numbers.extend(numbers[-1:] * (len(words.text) - len(numbers)))


def _add_sources(source: Places, offsets: Offsets, places: _Places) -> None:
    """Where the tokens of a block stand in the text of their witness."""
    shift = offsets.shift
    if shift is not None:
        source.extend([start + shift for start, _, _ in places], [end + shift for _, end, _ in places])
    else:
        source.extend([offsets[start] for start, _, _ in places], [offsets[end - 1] + 1 for _, end, _ in places])


def phrase_of(text: str, signs: WordSigns) -> Phrase:
    """The norms of some words."""
    return tuple(_cached_norm(text[start:end]) for start, end in token_spans(text, signs=signs))


def _sentence(words: Words, token: int) -> int:
    """The number of the sentence that a token belongs to; the numbers of the tokens before it are known."""
    if not words.is_inside(token):
        return words.sentence[-1] + 1 if token else 0
    is_apart = words.after[token - 1] != ""
    begins = begins_sentence(words.text, token, _SKIPPED, is_apart=is_apart, stops=words.signs.stops)
    return words.sentence[-1] + begins


@lru_cache(maxsize=1 << 16)
def _cached_form(given: str) -> str:
    """A word as composed letters (NFC); one object for all places that have it."""
    return sys.intern(unicodedata.normalize("NFC", given))


@lru_cache(maxsize=1 << 16)
def _cached_norm(form: str) -> str:
    return normalize(form)


def _add_openings(words: Words, first: int, block: ReadingBlock) -> None:
    events = [Event(OPENINGS[name], words.siglum, detail) for name, detail in block.opens if name in OPENINGS]
    events.append(_block_event(block.kind, words.siglum))
    words.events_before.setdefault(first, []).extend(events)


@lru_cache(maxsize=1024)
def _block_event(kind: Kind, siglum: Siglum) -> Event:
    """The event that a block of a witness begins: one object for all of them."""
    return Event(kind.milestone, siglum)


def _name_speaker(words: Words, number: int, first: int) -> None:
    """Give the first word of a speaker the name by which the source knows who speaks: KELLER and KEL. are one."""
    if words.blocks[number].kind is not Kind.SPEAKER or not is_word(words.norm[first]):
        return
    speech = next((n for n in reversed(words.cited[number].path) if n.kind is Kind.SPEECH), None)
    who = speech.get("who").replace("#", " ").strip().casefold() if speech else ""
    if who:
        words.speakers[number] = who
        words.norm[first] = who


def _add_marks(words: Words, first: int, node: Node, numbers: dict[int, int]) -> None:
    at = first
    for mark in node.walk() if node.children else ():
        if mark.kind is not Kind.NOTE_MARK:
            continue
        event = Event("noteMark", words.siglum, str(numbers[id(mark)]))
        while at < len(words) and words.source[at][1] <= mark.start:
            at += 1
        if at > first:
            words.events_after.setdefault(at - 1, []).append(event)
        else:
            words.events_before.setdefault(first, []).append(event)


def _add_breaks(words: Words, node: Node) -> None:
    """Add the events of pages, columns and lines that begin; lines of a page are facts of the witness alone."""
    for one in node.children:
        if one.kind is Kind.BREAK:
            _add_break(words, one)
        elif one.kind is not Kind.NOTE:
            _add_breaks(words, one)


def _add_break(words: Words, node: Node) -> None:
    if not len(words) or (node.get("unit") == "line" and (node.get("of") == "page" or node.get("break") == "no")):
        return
    detail = f"{node.get('n')}\t{node.get('facs')}".rstrip("\t")
    event = Event(BREAKS[node.get("unit", "line")], words.siglum, detail)
    following = bisect_left(words.source, (node.start, 0))
    if following < len(words):
        words.events_before.setdefault(following, []).append(event)
    else:
        words.events_after.setdefault(len(words) - 1, []).append(event)


def _add_gaps(words: Words, first: int, node: Node) -> None:
    at = first
    for gap in (n for n in node.walk() if n.kind is Kind.GAP) if node.children else ():
        while at < len(words) and words.source[at][1] <= gap.start:
            at += 1
        if at == len(words) or gap.start <= words.source[at][0]:  # not within a word
            words.gaps.add(at)


def _add_lost_event(words: Words, first: int, block: ReadingBlock) -> None:
    """Add the event of a loss that the last word of a block announces."""
    if block.node.get("lost") and len(words) > first:
        event = Event("lost", words.siglum, block.text[-LOST_TAIL:])
        words.events_after.setdefault(len(words) - 1, []).append(event)


def _add_spans(words: Words) -> None:
    """Record which tokens each mark covers; marks that cover no token are omitted."""
    marks = words.marks
    at = 0
    for k in sorted(range(len(marks)), key=lambda k: (marks[k].start, marks[k].end)):
        start, end = marks[k].start, marks[k].end
        while at < len(words) and words.source[at][1] <= start:
            at += 1
        last = at
        while last < len(words) and words.source[last][0] < end:
            last += 1
        if last == at:
            continue
        if isinstance(marks[k], Node):
            for token in range(at, last):
                words.inline[token] = (*words.inline.get(token, ()), k)
            continue
        is_whole = start <= words.source[at][0] and words.source[last - 1][1] <= end
        (words.spans if is_whole else words.parts).setdefault(at, []).append((last - 1, k))
