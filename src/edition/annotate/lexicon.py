"""The lexicon: every form of every register entry, and the forms derived from it, in one tree of words.

Derived from the name of a person: surname first («Koestler, Arthur»), without second forenames, with initials («E. S.
Goltsman»), the surname alone; the forename alone and the initials alone, which are used only where nothing else can be
meant. A surname that is a form of its own («Kamanev») also counts as a surname alone. Derived from other names: a place
without its region («Princeton, New Jersey»), the acronym of an organisation («CPSU»), its last word in lower case
(«Bolshevik party»), a title without its article.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from edition.annotate.bending import Bending
from edition.annotate.bent_forms import BentForms, stems_of
from edition.annotate.candidate import FORENAME_ALONE, INITIALS_ALONE, SURNAME_ALONE, Candidate
from edition.annotate.genders import women_of
from edition.annotate.language import Language
from edition.annotate.words import fold_separator, split_words
from edition.model import LABEL, STEM, Entry, EntryKind, Form, Register
from edition.project.language_tables import NameWords

_SHORTEST_ACRONYM = 3  # letters
_SHORTEST_TITLE = 2  # words that a title keeps without its article


@dataclass(slots=True)
class Lexicon:
    """The tree: word → separator → word → …; the key `CANDIDATES` has the candidates of a sequence that ends there.

    `forenames`: all forenames. `first_words`: the first word of every form. `bent`: the tree of the forms in their
    other shapes, in a language that bends names.
    """

    language: Language
    bent: BentForms | None = None
    root: dict[str, Any] = field(default_factory=dict)
    forenames: set[str] = field(default_factory=set)
    first_words: set[str] = field(default_factory=set)

    def add(self, text: str, candidate: Candidate, stems: Mapping[str, str] | None = None) -> None:
        """Add a form; a form that an entry already has is not added again. `stems`: words with a stem of their own."""
        words = split_words(text)
        if not words:
            return
        if self.bent is not None and not candidate.form.lang:
            self.bent.add(text, candidate, stems or {})
        node = self.root
        for number, word in enumerate(words.texts):
            node = node.setdefault(word, {})
            if number + 1 < len(words):
                node = node.setdefault(words.after[number], {})
        ends: list[Candidate] = node.setdefault(CANDIDATES, [])
        if all(c.entry.id != candidate.entry.id for c in ends):
            ends.append(candidate)
        self.first_words.add(words.texts[0])

    def begins_name(self, word: str) -> bool:
        """Whether a form begins with a word, in any of its shapes."""
        return word in self.first_words or (self.bent is not None and self.bent.begins(word))

    def is_name(self, word: str) -> bool:
        """Whether a word alone names an entry."""
        return CANDIDATES in self.root.get(word, {})


CANDIDATES = "\0"


def build_lexicon(register: Register, language: Language, names: NameWords | None = None) -> Lexicon:
    """Build the lexicon of a register for texts in a language; written forms precede derived ones.

    `names`: how names bend in the language.
    """
    bending = Bending(names or NameWords())
    women = women_of(register, bending.words)
    lexicon = Lexicon(language, BentForms(bending, women) if bending.is_active else None)
    forms = [(entry, form) for entry in register for form in entry.forms if form.kind not in (LABEL, STEM)]
    stems = {entry.id: made for entry in register if (made := stems_of(entry.forms))}
    for entry, form in forms:
        lexicon.add(form.text, _candidate_as_written(entry, form), stems.get(entry.id))
    for derive in (_derive_person_forms, _derive_short_forms, _derive_familiar_forms):
        for entry, form in forms:
            for text, how in derive(entry, form, language):
                lexicon.add(text, Candidate(entry, form, how, _final_punctuation(text)), stems.get(entry.id))
    given = (name for entry, form in forms if _is_person(entry, form) for name in _given_names(form, language))
    lexicon.forenames.update(word for name in given for word in split_words(name).texts if len(word) > 1)
    return lexicon


def _is_person(entry: Entry, form: Form) -> bool:
    """Whether the form is the name of a person with a marked surname."""
    return entry.kind is EntryKind.PERSON and bool(form.surname)


def _derive_short_forms(entry: Entry, form: Form, language: Language) -> Iterator[tuple[str, str]]:
    """Short forms of a name that is not a person. A form with a cue has none."""
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


def _derive_familiar_forms(entry: Entry, form: Form, language: Language) -> Iterator[tuple[str, str]]:
    """The forename alone, and the initials alone."""
    given = _given_names(form, language) if _is_person(entry, form) else []
    if given and not _is_initial(given[0]):
        yield given[0], FORENAME_ALONE
        yield " ".join(f"{name[0]}." for name in (*given, form.surname)), INITIALS_ALONE


def _candidate_as_written(entry: Entry, form: Form) -> Candidate:
    alone = entry.kind is EntryKind.PERSON and form.text == form.surname
    return Candidate(entry, form, SURNAME_ALONE if alone else "", _final_punctuation(form.text))


def _final_punctuation(text: str) -> str:
    words = split_words(text)
    return fold_separator(text[words.ends[-1] :]) if words else ""


def _given_names(form: Form, language: Language) -> list[str]:
    """The forenames and initials in order, with their full stops, without titles and particles.

    The list is empty when the form is the surname alone.
    """
    before, _, after = form.text.partition(form.surname)
    parts: list[str] = []
    for piece in (before or after.lstrip(" ,")).split():
        if not piece[:1].islower() and piece.rstrip(".") not in language.addresses:
            parts += _split_initials(piece)
    return parts


def _surname_with_particle(form: Form) -> str:
    """The surname with the lower-case words before it: «von der Aue»."""
    before = form.text.partition(form.surname)[0].split()
    small = list(takewhile(lambda word: word[:1].islower(), reversed(before)))
    return " ".join((*reversed(small), form.surname))


def _split_initials(piece: str) -> Iterable[str]:
    """`E.S.` gives E. and S.; anything else gives itself."""
    letters = piece.split(".")
    if len(letters) > 2 and all(len(letter) == 1 for letter in letters[:-1]) and not letters[-1]:
        return [f"{letter}." for letter in letters[:-1]]
    return [piece]


def _derive_person_forms(entry: Entry, form: Form, language: Language) -> Iterator[tuple[str, str]]:
    """The name of a person in other orders, with fewer forenames, with initials, and without forenames."""
    if not _is_person(entry, form):
        return
    given, surname = _given_names(form, language), _surname_with_particle(form)
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
        yield alone, SURNAME_ALONE
        if alone[:1].islower():
            yield alone[0].upper() + alone[1:], SURNAME_ALONE  # where it begins a sentence: «Von der Aue»


def _is_initial(given: str) -> bool:
    return len(given.rstrip(".")) == 1
