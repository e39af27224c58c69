"""The shapes of the words of a name in a language that bends names, by the tables `[names]` of its data.

A word of a form in the register takes the class with the longest end that it has; its other shapes are its stem with
the ends of the class, each with the cases in which it stands. Case 0 is the word as the register has it.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from edition.project.language_tables import NameWords

#: Ends of names, each with its other ends by case.
Classes = tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
#: A set of cases, as bits; bit 0 is the case of the register.
Cases = int
AS_WRITTEN: Cases = 1
ANY: Cases = -1
NOMINATIVE = "nominative"
#: Whose a word of a name is, which says how it bends.
Bearer = Literal["thing", "person", "woman", "perhaps a woman"]
_UNCHANGED, _NO_END, _OTHER = "-", "0", "/"
_SHORTEST_STEM = 2  # letters
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ′`´‘", "'"))


@dataclass(slots=True, eq=False)
class Bending:
    """How the names of a language bend."""

    words: NameWords
    of_things: Classes = ()
    of_persons: Classes = ()
    pairs: tuple[tuple[str, str], ...] = ()
    governed: dict[str, Cases] = field(default_factory=dict)
    _shapes: dict[tuple[str, str, Bearer], dict[str, Cases]] = field(default_factory=dict)
    _folded: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        words = self.words
        self.of_things = _classes(words.ends)
        self.of_persons = _classes({**words.ends, **words.ends_of_persons})
        self.pairs = tuple((one, other) for one, _, other in (rule.partition("=") for rule in self.words.fold))
        self.governed = {self.fold(word).lower(): self.cases_of(said) for word, said in self.words.governs.items()}

    @property
    def is_active(self) -> bool:
        """Whether a name may stand in a text otherwise than in the register."""
        words = self.words
        return bool(words.ends or words.fold or words.fold_accents or words.silent or words.prefixes)

    @property
    def is_known(self) -> bool:
        """Whether the data say how names bend, or that they do not."""
        return bool(self.words.ends) or self.words.bend is False

    def fold(self, word: str) -> str:
        """A word for the comparison of names: a capital at its beginning stays one."""
        if (found := self._folded.get(word)) is None:
            found = self._folded[word] = self._fold(word)
        return found

    def _fold(self, word: str) -> str:
        made = self._plain(word)
        small = made.lower()
        for one, other in self.pairs:
            small = small.replace(one, other)
        if len(made) > 1 and made.isupper():
            return small.upper()
        return small[:1].upper() + small[1:] if made[:1].isupper() else small

    def _plain(self, word: str) -> str:
        """A word without what does not count: accents, silent letters at its end."""
        made = unicodedata.normalize("NFC", word.translate(_APOSTROPHES))
        if self.words.fold_accents:
            made = "".join(c for c in unicodedata.normalize("NFD", made) if not unicodedata.combining(c))
        for end in self.words.silent:
            made = made.removesuffix(end)
        return made

    def shapes(self, word: str, stem: str = "", bearer: Bearer = "thing") -> dict[str, Cases]:
        """The shapes of a word of a name, folded, with their cases. `stem`: its stem, if the register has one."""
        if (found := self._shapes.get((word, stem, bearer))) is None:
            found = self._shapes[word, stem, bearer] = self._make(word, stem, bearer)
        return found

    def _make(self, word: str, stem: str, bearer: Bearer) -> dict[str, Cases]:
        made = {self.fold(word): AS_WRITTEN}
        if not self.words.ends or not word[:1].isupper() or len(word) == 1:
            return dict.fromkeys(made, ANY)
        if (stays := self._stays(word, bearer)) and bearer == "woman":
            return dict.fromkeys(made, ANY)
        known = stem or self.words.stems.get(word, "")
        classes = self.of_things if bearer == "thing" else self.of_persons
        found = _class_of(self._plain(known or word), classes, self._plain, 0 if known else _SHORTEST_STEM)
        if found is None:
            return dict.fromkeys(made, ANY)
        root, cells = found
        for number, cell in enumerate(cells, 1):
            for end in cell:
                shape = self.fold(word if end == _UNCHANGED else root if end == _NO_END else root + end)
                made[shape] = made.get(shape, 0) | 1 << number
        return made | dict.fromkeys([self.fold(word)] if stays else [], ANY)

    def _stays(self, word: str, bearer: Bearer) -> bool:
        """Whether a surname keeps its form when a woman bears it."""
        is_woman = bearer in ("woman", "perhaps a woman") and bool(self.words.women_ends)
        return is_woman and not word.endswith(self.words.women_bend or ("\0",))

    def cases_of(self, words: str) -> Cases:
        """The cases of which a list of names has the bits; `nominative` is that of the register."""
        names = (NOMINATIVE, *self.words.cases)
        return sum(1 << n for n, name in enumerate(names) if name in words.split())

    def governed_by(self, word: str) -> Cases:
        """The cases that a word before a name asks for; 0 when it asks for none."""
        return self.governed.get(self.fold(word).lower(), 0)

    def says(self, cases: Cases) -> str:
        """The cases in words: «genitive or accusative»."""
        names = (NOMINATIVE, *self.words.cases)
        found = [name for n, name in enumerate(names) if cases & 1 << n]
        return " or ".join(found)


def _classes(ends: Mapping[str, str]) -> Classes:
    """The ends with their cells, the longest first."""
    return tuple((end, _cells(ends[end])) for end in sorted(ends, key=lambda end: (-len(end), end)))


def _cells(line: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell.split(_OTHER)) for cell in line.split())


def _class_of(
    word: str, classes: Classes, plain: Callable[[str], str], shortest: int
) -> tuple[str, tuple[tuple[str, ...], ...]] | None:
    """The stem of a word and the ends of its class; None for a word that does not bend."""
    for end, cells in classes:
        if word.lower().endswith(plain(end)) and len(word) >= len(end) + shortest:
            return word[: len(word) - len(end)], cells
    return None
