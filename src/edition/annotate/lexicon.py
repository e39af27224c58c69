"""Every form of every entry, and the forms derived from it, as one tree of words.

Derived of a person's name: surname first («Koestler, Arthur»), without second forenames, initials («E. S. Goltsman»),
the surname alone; the forename alone and the initials alone, which count only where nothing else can be meant. A
surname that is written out as a form of its own («Kamanev») is a bare surname too. Derived of other names: a place
without its region («Princeton, New Jersey»), the letters of an organisation («CPSU»), its last word with a small
letter («Bolshevik party»), a title without its article.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from edition.annotate.language import Language
from edition.annotate.words import fold_gap, words_of
from edition.model import LABEL, Entry, EntryKind, Form, MentionKind, Register

_SURNAME_ALONE = "the surname alone"
_FORENAME_ALONE = "the forename alone"
_INITIALS_ALONE = "the initials alone"
_SHORTEST_ACRONYM = 3  # letters
_SHORTEST_TITLE = 2  # words that a title keeps without its article


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a sequence of words may name: an entry, the form it rests on, and how it was derived ("" if as written)."""

    entry: Entry
    form: Form
    derived: str = ""
    tail: str = ""  # punctuation that ends the form: the full stop of an abbreviation

    @property
    def kind(self) -> MentionKind:
        """The element that marks it."""
        return self.entry.kind.row.mention

    @property
    def is_bare(self) -> bool:
        """Whether it is a surname without forename."""
        return self.derived == _SURNAME_ALONE

    @property
    def is_familiar(self) -> bool:
        """Whether it is a forename, or initials, without surname."""
        return self.derived in (_FORENAME_ALONE, _INITIALS_ALONE)

    @property
    def is_initials(self) -> bool:
        """Whether it is nothing but initials."""
        return self.derived == _INITIALS_ALONE

    @property
    def rule(self) -> str:
        """The rule in words, for `edition why`."""
        how = f", {self.derived}" if self.derived else ""
        return f"form «{self.form.text}» ({self.form.kind}) of {self.entry.id}{how}"


@dataclass(slots=True)
class Lexicon:
    """The tree: word → gap → word → …; `ENDS` holds the candidates of a sequence that ends there."""

    language: Language
    root: dict[str, Any] = field(default_factory=dict)
    forenames: set[str] = field(default_factory=set)
    first_words: set[str] = field(default_factory=set)

    def add(self, text: str, candidate: Candidate) -> None:
        """Enter a form; the same form of the same entry is entered once, the written one before a derived one."""
        words = words_of(text)
        if not words:
            return
        node = self.root
        for number, word in enumerate(words.texts):
            node = node.setdefault(word, {})
            if number + 1 < len(words):
                node = node.setdefault(words.after[number], {})
        ends: list[Candidate] = node.setdefault(ENDS, [])
        if all(c.entry.id != candidate.entry.id for c in ends):
            ends.append(candidate)
        self.first_words.add(words.texts[0])

    def is_name(self, word: str) -> bool:
        """Whether a word alone names an entry."""
        return ENDS in self.root.get(word, {})


ENDS = "\0"


def lexicon_of(register: Register, language: Language) -> Lexicon:
    """The tree of a register for texts in a language."""
    lexicon = Lexicon(language)
    written = [(entry, form) for entry in register for form in entry.forms if form.kind != LABEL]
    for entry, form in written:
        lexicon.add(form.text, _written(entry, form))
    for derive in (_derived, _shortened, _familiar):
        for entry, form in written:
            for text, how in derive(entry, form, language):
                lexicon.add(text, Candidate(entry, form, how, _tail(text)))
    given = (name for entry, form in written if _is_person(entry, form) for name in _given(form, language))
    lexicon.forenames.update(word for name in given for word in words_of(name).texts if len(word) > 1)
    return lexicon


def _is_person(entry: Entry, form: Form) -> bool:
    """Whether the form is a person's name with a surname."""
    return entry.kind is EntryKind.PERSON and bool(form.surname)


def _shortened(entry: Entry, form: Form, language: Language) -> Iterator[tuple[str, str]]:
    """Short forms of a name that is no person's. A form with a cue stands for itself."""
    words = form.text.split()
    if form.cue or form.lang or len(words) < 2:
        return
    if entry.kind is EntryKind.PLACE and ", " in form.text:
        yield form.text.partition(", ")[0], "without the region"
    if entry.kind in (EntryKind.ORGANISATION, EntryKind.EVENT) and words[-1].istitle():
        yield f"{form.text[: -len(words[-1])]}{words[-1].lower()}", "its last word with a small letter"
    if entry.kind is EntryKind.ORGANISATION:
        letters = "".join(w[0] for w in words if w[0].isupper())
        small = [w for w in words if not w[0].isupper()]
        if len(letters) >= _SHORTEST_ACRONYM and all(w in language.function_words for w in small):
            yield letters, "its letters"
    if entry.kind is EntryKind.WORK and words[0].lower() in language.articles and len(words) > _SHORTEST_TITLE:
        yield form.text.partition(" ")[2], "without its article"


def _familiar(entry: Entry, form: Form, language: Language) -> Iterator[tuple[str, str]]:
    """The forename, and the initials, without the surname."""
    given = _given(form, language) if _is_person(entry, form) else []
    if given and not _is_initial(given[0]):
        yield given[0], _FORENAME_ALONE
        yield " ".join(f"{name[0]}." for name in (*given, form.surname)), _INITIALS_ALONE


def _written(entry: Entry, form: Form) -> Candidate:
    alone = entry.kind is EntryKind.PERSON and form.text == form.surname
    return Candidate(entry, form, _SURNAME_ALONE if alone else "", _tail(form.text))


def _tail(text: str) -> str:
    words = words_of(text)
    return fold_gap(text[words.ends[-1] :]) if words else ""


def _given(form: Form, language: Language) -> list[str]:
    """The forenames and initials, in order, with their full stops, without titles and particles; empty when the form is
    nothing but the surname."""
    before, _, behind = form.text.partition(form.surname)
    parts: list[str] = []
    for piece in (before or behind.lstrip(" ,")).split():
        if not piece[:1].islower() and piece.rstrip(".") not in language.addresses:
            parts += _initials(piece)
    return parts


def _with_particle(form: Form) -> str:
    """The surname with the small words before it: «von der Aue»."""
    before = form.text.partition(form.surname)[0].split()
    small = list(takewhile(lambda word: word[:1].islower(), reversed(before)))
    return " ".join((*reversed(small), form.surname))


def _initials(piece: str) -> Iterable[str]:
    """`E.S.` is E. and S.; anything else is itself."""
    letters = piece.split(".")
    if len(letters) > 2 and all(len(letter) == 1 for letter in letters[:-1]) and not letters[-1]:
        return [f"{letter}." for letter in letters[:-1]]
    return [piece]


def _derived(entry: Entry, form: Form, language: Language) -> Iterator[tuple[str, str]]:
    """A person's name in other orders, with fewer forenames, with initials, without any."""
    if not _is_person(entry, form):
        return
    given, surname = _given(form, language), _with_particle(form)
    if given:
        whole = " ".join(given)
        yield f"{whole} {surname}", "forename first"
        yield f"{surname}, {whole}", "surname first"
        if surname != form.surname:
            particle = surname.removesuffix(form.surname).strip()
            yield f"{form.surname}, {whole} {particle}", "surname first, particle last"
        yield f"{surname} {whole}", "surname first, without comma"
        if not any(_is_initial(g) for g in given[:1]):
            yield f"{given[0]} {surname}", "without second forename"
            yield f"{surname}, {given[0]}", "surname first, without second forename"
            initials = " ".join(f"{g[0]}." for g in given)
            yield f"{initials} {surname}", "initials"
            yield f"{surname}, {initials}", "surname first, initials"
            yield f"{given[0][0]}. {surname}", "first initial"
            yield f"{surname}, {given[0][0]}.", "surname first, first initial"
    for alone in dict.fromkeys((surname, form.surname)):
        yield alone, _SURNAME_ALONE


def _is_initial(given: str) -> bool:
    return len(given.rstrip(".")) == 1
