"""Names of persons that no register has, as far as a sentence on somebody's end needs them: by their capitals.

«Captain Thorne», «Elias Thorne» and «Thorne» are one person where the text has one forename with the surname.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from edition.annotate.fact_language import FactLanguage
from edition.annotate.language import Language
from edition.annotate.told_sentences import Found, Sentence
from edition.late_patterns import late_pattern
from edition.model import MentionKind
from edition.model.disagreement import Claim

_NAME = late_pattern(r"(?<!\w)[^\W\d_a-zß-öø-ÿ][\w-]+(?:\s[^\W\d_a-zß-öø-ÿ][\w-]+)*")
PREFIX = "name:"  # before the key of a person whom no register has


class UnregisteredNames:
    """The names of the witnesses with two words or more, by their last word."""

    def __init__(self, sentences: Sequence[Sentence], language: Language, facts: FactLanguage) -> None:
        self.women = {t.casefold() for t, gender in language.genders.items() if gender == "f"}
        self.titles = {t.casefold() for t in language.titles} - self.women
        self.small = facts.small
        self.is_known = bool(facts.fates) and not language.dates.capital_nouns
        self.full: Mapping[str, set[str]] = {}
        if self.is_known:
            self.full = self._full_names(sentences)

    def _full_names(self, sentences: Sequence[Sentence]) -> dict[str, set[str]]:
        made: dict[str, set[str]] = {}
        for one in sentences:
            for _, words in self._names(one):
                made.setdefault(words[-1], set()).add(" ".join(words))
        return {last: {n for n in names if " " in n} for last, names in made.items()}

    def _names(self, one: Sentence) -> Iterator[tuple[re.Match[str], list[str]]]:
        """The names of a sentence that nothing marks, without titles and the small word that begins the sentence."""
        for found in _NAME.finditer(one.text):
            words = [w.casefold() for w in found[0].split()]
            has_title = words[0] in self.titles
            while words and (words[0] in self.titles or words[0] in self.small):
                words = words[1:]
            is_beginning = not re.search(r"\w", one.text[: found.start()])
            is_marked = any(f.start < found.end() and found.start() < f.end for f in one.found if f.claim.ref)
            if words and not is_marked and (not is_beginning or len(words) > 1 or has_title or words[0] in self.full):
                yield found, words

    def in_sentence(self, one: Sentence) -> list[Found]:
        """The persons of a sentence whom no register has; one whose surname several have is left out."""
        if not self.is_known:
            return []
        made = []
        for found, words in self._names(one):
            full = {n for n in self.full.get(words[-1], ()) if n.split()[0] not in self.women}
            if len(words) == 1 and len(full) > 1:
                continue
            key = " ".join(words) if len(words) > 1 else min(full, default=words[0])
            claim = Claim(MentionKind.PERSON, found[0], f"{PREFIX}{key}")
            made.append(Found(found.start(), found.end(), claim))
        return made
