"""Where quoted words stand in a text: as written, or but for case, accents, quotation marks and dashes.

A quotation is found by its words and what stands right before and behind them, never by a position. Runs of white space
are one blank in every comparison.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import islice

from edition.late_patterns import late_pattern
from edition.model.offsets import Offsets
from edition.model.scripts import UNSPACED, script_of_letter

#: The most characters that the context of a proposed anchor has on a side; beyond, places are counted (`nth`).
_CONTEXT = 200
#: The most letters of one word that the context takes at a time: in a script without spaces, and in others.
_STEP_UNSPACED, _STEP = 4, 24
_RUN = late_pattern(r"(?P<words>\S+(?: \S+)*)|\s+")  # words with single blanks between them, or white space
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_QUOTES = {**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛‹›ʼ`´′", "'")}
_SAME = {**_DASHES, **_QUOTES}
#: Combining classes of marks that make another letter (nukta, kana voicing, virama), and of marks that are letters.
_LETTER_MARKS = frozenset({0, 7, 8, 9})


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words with what stands right before and behind them; `nth` counts from 1 where these are the same too, else 0."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch [start, end) of a text, in code points; `is_folded`: its words are not as quoted, letter for letter."""

    start: int
    end: int
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class _Sought:
    """The words of an anchor between their neighbours, as they are compared."""

    before: str
    words: str
    behind: str

    @property
    def whole(self) -> str:
        return self.before + self.words + self.behind


class SearchedText:
    """A text in which quoted words are looked up; each form in which it is compared is made once."""

    def __init__(self, text: str) -> None:
        self.text = text

    def exact(self, anchor: Anchor, most: int = 2) -> tuple[Place, ...]:
        """The places of the words as written, up to `most` of them; with `nth` that place alone."""
        return _chosen(self._exact(anchor), anchor.nth, most)

    def folded(self, anchor: Anchor, most: int = 2) -> tuple[Place, ...]:
        """The places of the words but for case, accents, quotation marks and dashes, as in `exact`."""
        return _chosen(self._folded(anchor), anchor.nth, most)

    def holds(self, anchor: Anchor) -> bool:
        """Whether the words stand between their neighbours anywhere, also inside of other words."""
        return _sought(anchor).whole in self._plain[0]

    def folded_form(self) -> tuple[str, Sequence[int]]:
        """The text as it is compared when folded, and of each letter its place in the text."""
        return self._folded_text[0], self._places_of_folded

    @cached_property
    def _plain(self) -> tuple[str, Offsets]:
        """The text with single blanks, and of each character its place in the text."""
        pieces: list[str] = []
        runs: list[tuple[int, int]] = []
        for run in _RUN.finditer(self.text):
            pieces.append(run["words"] or " ")
            runs.append(run.span() if run["words"] else (run.start(), run.start() + 1))
        return "".join(pieces), Offsets(runs)

    @cached_property
    def _folded_text(self) -> tuple[str, Sequence[int]]:
        """The folded text, and of each of its letters the number of the character of the plain text."""
        plain = self._plain[0]
        if plain.isascii():
            return "".join(_SAME.get(c, c) for c in plain.lower()), range(len(plain))
        folded = [_fold_character(c) for c in plain]
        back = array("L")
        for number, letters in enumerate(folded):
            back.extend([number] * len(letters))
        return "".join(folded), back

    @cached_property
    def _places_of_folded(self) -> Sequence[int]:
        places = self._plain[1]
        return [places[number] for number in self._folded_text[1]]

    def _exact(self, anchor: Anchor) -> Iterator[Place]:
        sought = _sought(anchor)
        for start, end in _find(self._plain[0], sought):
            place = self._place(start, end)
            if self._is_whole(place, sought):
                yield place

    def _folded(self, anchor: Anchor) -> Iterator[Place]:
        sought = _sought(anchor)
        folded = _Sought(*(fold(side) for side in (sought.before, sought.words, sought.behind)))
        letters, back = self._folded_text
        for start, end in _find(letters, folded) if folded.words else ():
            first, last = back[start], back[end - 1]
            if (start and back[start - 1] == first) or (end < len(back) and back[end] == last):
                continue  # a part of one letter, such as half of a ligature
            place = self._with_marks(self._place(first, last + 1))
            if self._is_whole(place, sought):
                yield replace(place, is_folded=True)

    def _place(self, start: int, end: int) -> Place:
        """The stretch of the text that characters of the plain text come from."""
        places = self._plain[1]
        return Place(places[start], places[end - 1] + 1)

    def _with_marks(self, place: Place) -> Place:
        """A place with the accents of its last letter, which folding leaves out."""
        end = place.end
        while end < len(self.text) and not _fold_character(self.text[end]):
            end += 1
        return replace(place, end=end)

    def _is_whole(self, place: Place, sought: _Sought) -> bool:
        """Whether no word is cut at an edge of a place, but where the quotation goes on with the rest of the word."""
        is_cut_before = not sought.before and _goes_on(self.text, place.start)
        return not (is_cut_before or (not sought.behind and _goes_on(self.text, place.end)))


def fold(text: str) -> str:
    """A text without case and accents, with straight quotation marks and plain dashes.

    >>> fold("“Ærø” — Straße")
    '"ærø" - strasse'
    """
    return "".join(map(_fold_character, text))


def shortest_anchor(searched: SearchedText, start: int, end: int) -> Anchor:
    """The shortest anchor that fits one place alone: context is taken word by word, on either side.

    >>> text = "The ferry was old. The ferry was new."
    >>> shortest_anchor(SearchedText(text), 23, 28)
    Anchor(exact='ferry', prefix='old. The ', suffix='', nth=0)
    """
    text = searched.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    wanted = Place(start, end)
    lefts, rights = [start, *_steps_back(text, start)], [end, *_steps_on(text, end)]
    for left, right in _by_length(len(lefts), len(rights)):
        made = _quoted(text, lefts[left], start, end, rights[right])
        if searched.exact(made) == (wanted,):
            return made
    made = _quoted(text, lefts[:2][-1], start, end, rights[:2][-1])
    found = searched.exact(made, most=len(text))
    starts = [place.start for place in found]
    return replace(made, nth=bisect_left(starts, start) + 1)


def toml_of(anchor: Anchor) -> str:
    """The keys of an anchor as lines of a table of decisions."""
    sides = (("exact", anchor.exact), ("prefix", anchor.prefix), ("suffix", anchor.suffix))
    lines = [f"{key} = {toml_string(words)}" for key, words in sides if words]
    return "\n".join([*lines, *([f"nth = {anchor.nth}"] if anchor.nth else [])])


def toml_string(words: str) -> str:
    """Words as a string of TOML.

    >>> print(toml_string('the "old" ferry'))
    'the "old" ferry'
    """
    if '"' in words and "'" not in words and words.isprintable():
        return f"'{words}'"
    made = words.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else _escaped(c) for c in made) + '"'


def _escaped(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04X}" if number <= 0xFFFF else f"\\U{number:08X}"


def _chosen(places: Iterator[Place], nth: int, most: int) -> tuple[Place, ...]:
    return tuple(islice(places, nth - 1, nth) if nth else islice(places, most))


def _find(text: str, sought: _Sought) -> Iterator[tuple[int, int]]:
    """Where the words stand between their neighbours; places may overlap."""
    whole, at = sought.whole, 0
    while sought.words and (at := text.find(whole, at)) >= 0:
        start = at + len(sought.before)
        yield start, start + len(sought.words)
        at += 1


def _sought(anchor: Anchor) -> _Sought:
    """The words and their neighbours with single blanks; blanks at the edges of the words belong to the neighbours."""
    words = anchor.exact.strip()
    lead = anchor.exact[: len(anchor.exact) - len(anchor.exact.lstrip())]
    rest = anchor.exact[len(anchor.exact.rstrip()) :] if words else ""
    return _Sought(_single(anchor.prefix + lead), _single(words), _single(rest + anchor.suffix))


def _single(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@cache
def _fold_character(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    if character.isspace():
        return " "
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFD", character).casefold())
    return "".join(c for c in letters if unicodedata.combining(c) in _LETTER_MARKS)


def _goes_on(text: str, at: int) -> bool:
    """Whether a word goes on across a place between two characters. Scripts without spaces have no such words."""
    if not 0 < at < len(text):
        return False
    before, behind = text[at - 1], text[at]
    if unicodedata.category(behind) in ("Mn", "Me", "Mc") and not before.isspace():
        return True
    if not (before.isalnum() or unicodedata.category(before)[0] == "M") or not behind.isalnum():
        return False
    return not {script_of_letter(before), script_of_letter(behind)} & UNSPACED


def _quoted(text: str, left: int, start: int, end: int, right: int) -> Anchor:
    return Anchor(_single(text[start:end]), _single(text[left:start]), _single(text[end:right]))


def _by_length(lefts: int, rights: int) -> Iterator[tuple[int, int]]:
    """How many steps of context to take on each side: the fewest first, at first in all ways, then on both sides."""
    for both in range(4):
        yield from ((both - n, n) for n in range(both + 1) if both - n < lefts and n < rights)
    for both in range(2, max(lefts, rights)):
        yield min(both, lefts - 1), min(both, rights - 1)


def _steps_back(text: str, at: int) -> Iterator[int]:
    """Where the context before a place may begin: word by word, in long words by some letters."""
    first = max(0, at - _CONTEXT)
    while at > first:
        while at > first and text[at - 1].isspace():
            at -= 1
        end = at
        while at > first and not text[at - 1].isspace() and end - at < _step(text[at - 1]):
            at -= 1
        yield at


def _steps_on(text: str, at: int) -> Iterator[int]:
    """Where the context behind a place may end: as before it."""
    last = min(len(text), at + _CONTEXT)
    while at < last:
        while at < last and text[at].isspace():
            at += 1
        start = at
        while at < last and not text[at].isspace() and at - start < _step(text[at]):
            at += 1
        yield at


def _step(letter: str) -> int:
    return _STEP_UNSPACED if script_of_letter(letter) in UNSPACED else _STEP
