"""Find what may be names in a witness: in its bibliography, and the capitalised phrases outside of marked text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from edition.annotate.annotation import Annotation
from edition.annotate.capitalised_phrases import find_capitalised_phrases
from edition.annotate.classify_names import NameCandidate, classify_phrase, find_titles
from edition.annotate.head_nouns import Heads, heads_of
from edition.annotate.language import Language, language_of
from edition.annotate.lexicon import Lexicon
from edition.annotate.name_guards import BlockContext
from edition.annotate.name_language import forenames_in_all_cases, forenames_of, heads_with_names, with_names
from edition.annotate.phrase_parts import split_phrase
from edition.annotate.word_life import WordLife, is_shouted, word_life
from edition.annotate.words import split_words
from edition.late_patterns import late_pattern
from edition.model import EntryKind, Kind, MentionKind, ReadingBlock, Siglum, Witness, note_blocks, reading_blocks
from edition.model.vocabulary import Vocabulary
from edition.project.language_tables import NameWords
from edition.project.languages import Languages, primary_subtag

_CAPITAL_IN_SENTENCE = late_pattern(
    r"(?<=[^\W\d_A-Z][ ,;])\s?([A-ZÀ-Þ]\w+)"
)  # a capitalised word after a lower-case word or a comma
_CONTEXT = 40  # characters of context on each side
_KINDS_BY_FIELD = {
    Kind.AUTHOR: EntryKind.PERSON,
    Kind.EDITOR: EntryKind.PERSON,
    Kind.PUBLISHER: EntryKind.ORGANISATION,
    Kind.PUBLICATION_PLACE: EntryKind.PLACE,
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """An occurrence of a form: [start, end) of the text of the witness, kind, reason, certainty, words and context.

    `kind`: None where nothing beside a name says what it is.
    """

    siglum: Siglum
    start: int
    end: int
    kind: EntryKind | None
    why: str
    cert: str
    words: str
    before: str
    after: str
    level: str = ""
    alone_at_start: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TextsOfLanguage:
    """What is known of the texts in one language: its words, and the life of all words in all of them."""

    language: Language
    heads: Heads
    names: NameWords
    forenames: Mapping[str, str]
    life: WordLife
    small: frozenset[str]
    capitalised: frozenset[str]


def texts_by_language(
    witnesses: Sequence[Witness], words: Vocabulary, languages: Languages
) -> Mapping[str, TextsOfLanguage]:
    """What is known of the texts of each language, by its primary tag: a word is judged by its life in all of them."""
    by_tag: dict[str, list[Witness]] = {}
    for witness in witnesses:
        by_tag.setdefault(primary_subtag(witness.language), []).append(witness)
    return {tag: _texts_of(tag, several, words, languages) for tag, several in by_tag.items()}


def _texts_of(tag: str, witnesses: Sequence[Witness], words: Vocabulary, languages: Languages) -> TextsOfLanguage:
    names = languages.of(tag).names
    language = with_names(language_of(tag, words), names)
    blocks = (chain(reading_blocks(w), note_blocks(w)) for w in witnesses)
    texts = (b.text for b in chain.from_iterable(blocks) if b.kind not in (Kind.HEADING, Kind.TITLE))
    small = frozenset(w for one in witnesses for w in re.findall(r"\w+", one.text) if w[0].islower())
    inside = frozenset(found for one in witnesses for found in _CAPITAL_IN_SENTENCE.findall(one.text))
    forenames = forenames_in_all_cases(forenames_of(languages, tag), names)
    heads = heads_with_names(heads_of(tag, words), names)
    return TextsOfLanguage(language, heads, names, forenames, word_life(texts, language, names), small, inside)


class TakenSpans:
    """The characters of a text that belong to something."""

    def __init__(self, length: int) -> None:
        self.marks = bytearray(length)

    def take(self, start: int, end: int) -> bool:
        """Take a span if it is free; whether it was."""
        if any(self.marks[start:end]):
            return False
        self.marks[start:end] = b"\1" * (end - start)
        return True

    def free(self, sightings: Iterable[Sighting]) -> Iterator[Sighting]:
        """Those of the sightings whose places are free, which they take."""
        return (one for one in sightings if self.take(one.start, one.end))


def find_sightings(annotation: Annotation, texts: TextsOfLanguage) -> Iterator[Sighting]:
    """The sightings in the bibliography, then the capitalised phrases, outside of marked text."""
    witness = annotation.witness
    taken = TakenSpans(len(witness.text))
    for mention in annotation.mentions:
        if mention.ref or mention.kind in (MentionKind.DATE, MentionKind.LAW):
            taken.take(mention.start, mention.end)
    yield from taken.free(_find_in_bibliography(annotation))
    for node in witness.root.walk():
        if node.kind in (Kind.ISBN, Kind.EXTENT):
            taken.take(node.start, node.end)
    lexicon = Lexicon(texts.language)
    for block in (*reading_blocks(witness), *note_blocks(witness)):
        if block.kind not in (Kind.HEADING, Kind.TITLE):
            yield from taken.free(_find_in_block(witness.siglum, block, texts, lexicon))


def _find_in_block(siglum: Siglum, block: ReadingBlock, texts: TextsOfLanguage, lexicon: Lexicon) -> Iterator[Sighting]:
    words = split_words(block.text)
    if len(words) > 1 and is_shouted(block.text):
        return
    context = BlockContext(
        block.text,
        words,
        texts.language,
        lexicon,
        texts.small,
        capitalised=texts.capitalised,
        names=texts.names,
        life=texts.life,
        forenames=texts.forenames,
    )
    for found in find_titles(context, texts.heads):
        yield _sighting_of(siglum, block, context, found)
    for phrase in find_capitalised_phrases(context, texts.heads):
        for part in split_phrase(context, texts.heads, phrase):
            for one in classify_phrase(context, texts.heads, part):
                yield _sighting_of(siglum, block, context, one)


def _sighting_of(siglum: Siglum, block: ReadingBlock, context: BlockContext, found: NameCandidate) -> Sighting:
    start, end = context.words.starts[found.first], context.words.ends[found.last]
    end += context.text.startswith(".", end) and bool(re.search(r"(?:\b[A-Z]\.){1,}[A-Z]$", context.text[start:end]))
    end += _closing_mark_length(context.text, start, end)
    seen = make_sighting(siglum, block.text, block.offsets, start, end, found.kind, found.why, found.cert)
    return replace(seen, alone_at_start=found.alone_at_start, level="m" if found.kind is EntryKind.WORK else "")


def _closing_mark_length(text: str, start: int, end: int) -> int:
    """1 when the character after the span closes a quotation that opens inside it, else 0."""
    return int(text[end : end + 1] == '"' and text[start:end].count('"') % 2 == 1)


def make_sighting(
    siglum: Siglum,
    text: str,
    offsets: Sequence[int],
    start: int,
    end: int,
    kind: EntryKind | None,
    why: str,
    cert: str,
    level: str = "",
) -> Sighting:
    """The sighting of [start, end) of a text, of which `offsets` are the places in the witness."""
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return Sighting(
        siglum, offsets[start], offsets[end - 1] + 1, kind, why, cert, text[start:end], before, after, level
    )


def _find_in_bibliography(annotation: Annotation) -> Iterator[Sighting]:
    """The authors, publishers, places and titles of entries and notes."""
    siglum = annotation.witness.siglum
    for work in annotation.cited.works:
        for part in work.parsed.parts:
            kind = EntryKind.WORK if part.kind is MentionKind.WORK else _KINDS_BY_FIELD.get(part.kind)  # type: ignore[arg-type]
            if kind is None:
                continue
            level = (part.level or "m") if kind is EntryKind.WORK else ""
            yield make_sighting(
                siglum, work.block.text, work.block.offsets, part.start, part.end, kind, "bibliography", "high", level
            )
