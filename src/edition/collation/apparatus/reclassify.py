"""The kinds of readings against a lemma that no witness has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from edition.collation.apparatus.classify import Content, read_content
from edition.collation.apparatus.reading_kinds import classify_readings
from edition.collation.blocks.token_places import tokens_between
from edition.collation.tokens.normalize import is_word, normalize
from edition.collation.tokens.witness_tokens import Words
from edition.model import Reading, Siglum
from edition.model.tokens import token_spans
from edition.project.language_tables import SpellingRules


@dataclass(frozen=True, slots=True)
class Reclassifier:
    """Classifies readings anew; `words`: the tokens of the witnesses, `rules`: of spelling, by witness."""

    words: Sequence[Words]
    rules: Mapping[Siglum, SpellingRules]

    def against(self, lemma: Reading, readings: Sequence[Reading]) -> tuple[Reading, ...]:
        """The readings with their kinds against another lemma, and those that are spellings of one another grouped."""
        contents = [_content_of(lemma.text), *map(self._content, readings)]
        return classify_readings([lemma, *readings], contents, self.rules)

    def _content(self, reading: Reading) -> Content:
        siglum = next((s for s in reading.witnesses if s in reading.places), "")
        words = next((one for one in self.words if one.siglum == siglum), None)
        if words is None:
            return _content_of(reading.text)
        spans = (tokens_between(words, start, end) for start, end in reading.places[siglum])
        return read_content(words, [token for first, last in spans for token in range(first, last + 1)])


def _content_of(text: str) -> Content:
    """The content of words that are in no witness."""
    texts = tuple(text[start:end] for start, end in token_spans(text))
    norms = tuple(norm for one in texts if is_word(norm := normalize(one)))
    return Content(texts, norms, norms, forms=tuple(one for one in texts if is_word(normalize(one))))
