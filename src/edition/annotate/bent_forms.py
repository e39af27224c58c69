"""The forms of a register in a tree in which every word is found in all its shapes, with one case in all of a name.

The words of the name of a person agree in one case; of other names the first word bends, and the others agree with it
or stay as they are («Universität Leipzig»); before a hyphen the first may stay, too («Санкт-Петербурга»). Behind a
small word that is no particle of a surname nothing bends («Ростов-на-Дону»). In a language in which only the last word
bends the others stay.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from edition.annotate.bending import ANY, AS_WRITTEN, Bearer, Bending, Cases
from edition.annotate.candidate import Candidate
from edition.annotate.words import WordList, split_words
from edition.model import STEM, EntryKind, Form

_APOSTROPHES = "'’ʼ′"
_OPENING = "'‘‚‛›‹"
_HYPHEN = "-"
_SHORTEST_BEHIND_PREFIX = 3  # letters of a name


@dataclass(slots=True, eq=False)
class _Word:
    """A word of a form at its place, what may follow it, and the candidates of the forms that end with it."""

    following: dict[str, "_Place"] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Place:
    """A place in forms: the words that may stand there, by their shapes."""

    by_shape: dict[str, list[tuple[Cases, _Word]]] = field(default_factory=dict)
    words: dict[tuple[str, str, bool, bool, Bearer], _Word] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BentMatch:
    """Words up to `last` that are a form of the candidates, in one of the cases."""

    last: int
    candidates: tuple[Candidate, ...]


@dataclass(slots=True, eq=False)
class BentForms:
    """The tree of the forms, in a language that bends names.

    `women`: the entries of women, and whether they surely are of such.
    """

    bending: Bending
    women: Mapping[str, bool] = field(default_factory=dict)
    root: _Place = field(default_factory=_Place)
    contracted: _Place = field(default_factory=_Place)

    def add(self, text: str, candidate: Candidate, stems: Mapping[str, str]) -> None:
        """Add a form, with the stems of its words where the register has them."""
        words = split_words(text)
        self._add(self.root, words, candidate, stems)
        for begin, other in self.bending.words.contracted.items():
            if text.startswith(begin):
                self._add(self.contracted, split_words(other + text.removeprefix(begin)), candidate, stems)

    def _add(self, place: _Place, words: WordList, candidate: Candidate, stems: Mapping[str, str]) -> None:
        agrees = candidate.entry.kind is EntryKind.PERSON
        for number, text in enumerate(words.texts):
            is_last = number + 1 == len(words)
            stays = self._stays(words, number, is_last)
            bearer = self._bearer(candidate, text)
            is_free = not agrees and (number > 0 or words.after[number] == _HYPHEN)
            key = (text, stems.get(text, ""), stays, not is_free, bearer)
            if key not in place.words:
                word = place.words[key] = _Word()
                for shape, cases in self._shapes(*key).items():
                    place.by_shape.setdefault(shape, []).append((cases, word))
            word = place.words[key]
            if is_last:
                if all(c.entry.id != candidate.entry.id for c in word.candidates):
                    word.candidates.append(candidate)
            else:
                place = word.following.setdefault(words.after[number], _Place())

    def _stays(self, words: WordList, number: int, is_last: bool) -> bool:
        """Whether a word of a name does not bend."""
        if self.bending.words.last_only and not is_last:
            return True
        before = [w for w in words.texts[:number] if w[:1].islower()]
        return any(w not in self.bending.words.particles for w in before)

    def _bearer(self, candidate: Candidate, word: str) -> Bearer:
        """Whose a word of a form is: the forename of a woman bends as those of all persons do."""
        if candidate.entry.kind is not EntryKind.PERSON:
            return "thing"
        is_sure = self.women.get(candidate.entry.id)
        if is_sure is None or word not in split_words(candidate.form.surname).texts:
            return "person"
        return "woman" if is_sure else "perhaps a woman"

    def _shapes(self, text: str, stem: str, stays: bool, agrees: bool, bearer: Bearer) -> dict[str, Cases]:
        if stays:
            return {self.bending.fold(text): ANY}
        shapes = self.bending.shapes(text, stem, bearer)
        return shapes if agrees else {**shapes, self.bending.fold(text): ANY}

    def begins(self, word: str) -> bool:
        """Whether a form begins with a word, in any of its shapes."""
        return self.bending.fold(word) in self.root.by_shape

    def matches(self, text: str, words: WordList, at: int) -> Iterator[BentMatch]:
        """The forms that begin at a word, and those behind a prefix that is written with it."""
        yield from self._walk(text, words, at, self.root, 0)
        for length in self._prefixes(text, words, at):
            for root in (self.root, self.contracted):
                for match in self._walk(text, words, at, root, length):
                    if sum(map(len, words.texts[at : match.last + 1])) - length >= _SHORTEST_BEHIND_PREFIX:
                        yield match

    def _prefixes(self, text: str, words: WordList, at: int) -> Iterator[int]:
        """The lengths of what may be prefixes of a word, the shortest first."""
        if not self.bending.words.prefixes:
            return
        raw = text[words.starts[at] : words.ends[at]]
        lengths = {0}
        for choices in self.bending.words.prefixes:
            lengths |= {end for start in lengths for one in choices if (end := _behind(raw, start, one))}
        yield from sorted(lengths - {0})

    def _walk(self, text: str, words: WordList, at: int, root: _Place, skip: int) -> Iterator[BentMatch]:
        is_quoted = words.starts[at] > 0 and text[words.starts[at] - 1] in _OPENING
        todo = [(at, root, ANY)]
        while todo:
            number, place, allowed = todo.pop()
            for last, tail, shape in self._spellings(text, words, number, skip if number == at else 0, is_quoted):
                for cases, word in place.by_shape.get(self.bending.fold(shape), ()):
                    if not (common := cases & allowed):
                        continue
                    if word.candidates:
                        found = (self._bent(c, common, tail, skip) for c in word.candidates)
                        yield BentMatch(last, tuple(found))
                    following = word.following.get(words.after[last]) if last + 1 < len(words) else None
                    if following is not None and not tail:
                        todo.append((last + 1, following, common))

    def _bent(self, candidate: Candidate, cases: Cases, tail: str, skip: int) -> Candidate:
        tail = tail or candidate.tail
        is_bent = not cases & AS_WRITTEN
        bent = self.bending.says(cases) if is_bent else ""
        return replace(candidate, tail=tail, cases=cases, bent=bent, skip=skip)

    @staticmethod
    def _spellings(text: str, words: WordList, at: int, skip: int, is_quoted: bool) -> Iterator[tuple[int, str, str]]:
        """A word, and it with an apostrophe at its end (Hans’) or before its ending (Goethe’s): the last of its words,
        the apostrophe as a tail, and how it is written."""
        end = words.ends[at]
        shape = text[words.starts[at] + skip : end] if skip else words.texts[at]
        yield at, "", shape
        if is_quoted or text[end : end + 1] not in _APOSTROPHES or end == len(text):
            return
        yield at, text[end], f"{shape}'"
        if at + 1 < len(words) and words.starts[at + 1] == end + 1:
            yield at + 1, "", f"{shape}'{words.texts[at + 1]}"


def merge_candidates(exact: Sequence[Candidate], found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of the same words by their exact form and by their shape: one of each entry, and none behind a
    prefix where others have the whole word."""
    merged = {c.entry.id: c for c in exact}
    for one in found:
        other = merged.get(one.entry.id)
        if other is None:
            merged[one.entry.id] = one
        elif not one.bent and not one.skip:
            merged[one.entry.id] = replace(other, cases=one.cases)
        elif one.tail and not other.tail:
            merged[one.entry.id] = one
    whole = [c for c in merged.values() if not c.skip]
    return whole or list(merged.values())


def stems_of(forms: Sequence[Form]) -> Mapping[str, str]:
    """The words of an entry's forms that have a stem of their own, by its forms of type `stem`.

    A stem of one word belongs to the words that begin with its first letter, or to a name of one word; a longer one
    has a word for each of the name.

    >>> stems_of((Form("Iuppiter Stator"), Form("Iov", STEM)))
    {'Iuppiter': 'Iov'}
    >>> stems_of((Form("Iuppiter"), Form("Iov", STEM)))
    {'Iuppiter': 'Iov'}
    """
    made: dict[str, str] = {}
    names = [split_words(form.text).texts for form in forms if form.kind != STEM]
    for stem in (split_words(form.text).texts for form in forms if form.kind == STEM):
        for name in names:
            if len(stem) == len(name):
                made |= zip(name, stem, strict=True)
            elif len(stem) == 1:
                made |= {word: stem[0] for word in name if _initial(word) == _initial(stem[0])}
    return made


def _initial(word: str) -> str:
    return unicodedata.normalize("NFD", word)[:1]


def _behind(word: str, start: int, prefix: str) -> int:
    """The place in a word behind a prefix that stands at a place, with vowel signs between its letters; 0 without."""
    at = start
    for letter in prefix:
        if word[at : at + 1] != letter:
            return 0
        at += 1
        while at < len(word) and unicodedata.combining(word[at]):
            at += 1
    return at
