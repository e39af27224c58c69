"""The works that the editor cites: a short form of each (Moorhouse 1881), and the full reference in its parts."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from string import ascii_lowercase

from edition.late_patterns import late_pattern

#: Of more names the short form has the first, and «et al.».
_MOST_NAMES = 3
OTHERS = "et al."  # in the place of names that the file does not give
_NOT_IN_ID = late_pattern(r"[^\w.\-]+")


@dataclass(frozen=True, slots=True)
class Scholar:
    """A person or body: the name under which it is listed, and what stands behind the comma."""

    family: str
    given: str = ""

    def __str__(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a reference: what it is (an element of TEI, "" for marks between parts), its words, its attributes."""

    words: str
    element: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Work:
    """A work, as the file of the editor names it: `key`. What is not known is "".

    `title` is that of the part where the work stands in another: in `journal`, or in the book `container`.
    """

    key: str
    title: str
    authors: tuple[Scholar, ...] = ()
    editors: tuple[Scholar, ...] = ()
    year: str = ""
    container: str = ""
    journal: str = ""
    series: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    edition: str = ""
    publisher: str = ""
    place: str = ""
    doi: str = ""
    isbn: str = ""
    url: str = ""
    note: str = ""
    label: str = ""  # the short form, where the file gives one

    @property
    def names(self) -> str:
        """Who wrote it, else who edited it, by family names; else the first words of the title."""
        people = [one.family for one in self.authors or self.editors]
        if not people:
            return " ".join(self.title.split()[:4])
        return f"{people[0]} {OTHERS}" if len(people) > _MOST_NAMES or OTHERS in people else " & ".join(people)

    @property
    def short(self) -> str:
        """Names and year; without a year, names and the first words of the title."""
        if self.label:
            return self.label
        if self.year or not (self.authors or self.editors):
            return f"{self.names} {self.year}".strip()
        return f"{self.names}, {' '.join(self.title.split()[:3])}"

    def pieces(self) -> Iterator[Piece]:
        """The full reference: parts with the marks between them; no full stop behind another."""
        before = ""
        for piece in self._pieces():
            if before.endswith((".", "?", "!")) and piece.words.startswith(".") and not piece.element:
                piece = replace(piece, words=piece.words[1:])
            if piece.words:
                yield piece
            before = piece.words or before

    def _pieces(self) -> Iterator[Piece]:
        if self.authors:
            yield from _people(self.authors, "author")
            yield Piece(". ")
        elif self.editors and not self.container:
            yield from _people(self.editors, "editor")
            yield Piece(" (ed.). ")
        yield Piece(self.title, "title", {"level": "a" if self.container or self.journal else "m"})
        yield from self._place_in_another()
        imprint = list(self._imprint())
        if imprint:
            yield Piece(", " if self.journal else ". ")
        yield from (*imprint[1:], *self._numbers(), Piece("."))

    def _place_in_another(self) -> Iterator[Piece]:
        """The journal or book that it stands in, with volume and editors; edition and series of a book."""
        if self.journal:
            yield from (Piece(". "), Piece(self.journal, "title", {"level": "j"}))
        elif self.container:
            yield from (Piece(". In: "), Piece(self.container, "title", {"level": "m"}))
            if self.editors:
                yield from (Piece(", ed. "), *_people(self.editors, "editor"))
        elif self.editors and self.authors:
            yield from (Piece(", ed. "), *_people(self.editors, "editor"))
        if self.volume or self.number:
            number = f"({self.number})" if self.volume and self.number else self.number
            yield from (Piece(" "), Piece(f"{self.volume}{number}", "biblScope", {"unit": "volume"}))
        if self.edition:
            yield Piece(f", {self.edition}")
        if self.series:
            yield from (Piece(" ("), Piece(self.series, "title", {"level": "s"}), Piece(")"))

    def _imprint(self) -> Iterator[Piece]:
        """Place, publisher, year and pages, each with the mark before it."""
        if self.place:
            yield from (Piece(", "), Piece(self.place, "pubPlace"))
        if self.publisher:
            yield from (Piece(": " if self.place else ", "), Piece(self.publisher, "publisher"))
        if self.year:
            when = self.year if re.fullmatch(r"[12]\d{3}", self.year) else ""
            yield from (Piece(", "), Piece(self.year, "date", {"when": when}))
        if self.pages:
            yield from (Piece(", "), Piece(self.pages, "biblScope", {"unit": "page"}))

    def _numbers(self) -> Iterator[Piece]:
        """A note, and by what it is found: ISBN, DOI, address."""
        if self.note:
            yield from (Piece(". "), Piece(self.note))
        for kind, number in (("ISBN", self.isbn), ("DOI", self.doi)):
            if number:
                yield from (Piece(f". {kind} "), Piece(number, "idno", {"type": kind}))
        if self.url and not self.doi:
            yield from (Piece(". "), Piece(self.url, "ref", {"target": self.url}))


def _people(people: Sequence[Scholar], element: str) -> Iterator[Piece]:
    for number, one in enumerate(people):
        if number:
            yield Piece("; ")
        yield Piece(str(one), element)


@dataclass(frozen=True)
class Bibliography:
    """The works by their keys, in the order of the list that is printed: by names, year and title.

    Called from elsewhere: `key in bibliography`, `id_of(key)` (the `xml:id` of its `bibl` in the edition), `short(key)`
    (Moorhouse 1881), `short(key, "12")` (Moorhouse 1881, 12), `full(key)` (the reference as plain words).
    """

    works: Mapping[str, Work] = field(default_factory=dict)
    path: str = ""  # of the file that they stand in

    @classmethod
    def of(cls, works: Sequence[Work], path: str = "") -> "Bibliography":
        """The works in the order of the list that is printed."""
        ordered = sorted(works, key=lambda w: (w.names.casefold(), w.year, w.title.casefold(), w.key))
        return cls({work.key: work for work in ordered}, path)

    def __contains__(self, key: object) -> bool:
        return key in self.works

    def id_of(self, key: str) -> str:
        """The `xml:id` that a work has in the edition: `bibl-moor1881`. KeyError for an unknown key."""
        return self._ids[key]

    def short(self, key: str, cited: str = "") -> str:
        """«Moorhouse 1881», with pages «Moorhouse 1881, 12». Of two that would be the same: 1881a, 1881b."""
        return f"{self._shorts[key]}, {cited}" if cited else self._shorts[key]

    def full(self, key: str) -> str:
        """The reference in plain words."""
        return "".join(piece.words for piece in self.works[key].pieces())

    @cached_property
    def _ids(self) -> Mapping[str, str]:
        made: dict[str, str] = {}
        used: set[str] = set()
        for key in sorted(self.works):
            name = first = f"bibl-{_NOT_IN_ID.sub('-', key).strip('-') or 'x'}"
            number = 2
            while name.casefold() in used:
                name, number = f"{first}-{number}", number + 1
            used.add(name.casefold())
            made[key] = name
        return made

    @cached_property
    def _shorts(self) -> Mapping[str, str]:
        said = {key: work.short for key, work in self.works.items()}
        several = {short for short, count in Counter(said.values()).items() if count > 1}
        met: Counter[str] = Counter()
        for key, short in said.items():
            if short in several:
                said[key] = f"{short}{_letters(met[short])}"
                met[short] += 1
        return said


def _letters(number: int) -> str:
    """a, b … z, aa, ab …

    >>> _letters(0), _letters(25), _letters(26)
    ('a', 'z', 'aa')
    """
    before, last = divmod(number, 26)
    return (_letters(before - 1) if before else "") + ascii_lowercase[last]
