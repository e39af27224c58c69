"""What a suggester gives: names it finds in a text, or the dictionary forms of words.

A suggester is a program of others (an analyser of a language, a model) behind the entry-point group
`edition.suggesters`; docs/extending.md tells how to write one. Its answers go into the drafts of `edition suggest`,
which the editor reads and imports: a build never asks it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from edition.annotate.words import split_words
from edition.model import Entry, EntryKind, Form, Register, Source, Witness


@dataclass(frozen=True, slots=True)
class SuggestedName:
    """A name [start, end) of a text, in code points. `kind`: the name of a register (persons, places …). `why`: its
    label or its score, for the editor."""

    start: int
    end: int
    kind: str
    why: str = ""


class Suggester(Protocol):
    """A suggester has one of these methods, or both."""

    def names(self, text: str, language: str) -> Iterable[SuggestedName]:
        """The names in a text."""
        ...

    def lemmas(self, word: str, language: str) -> Iterable[str]:
        """The dictionary forms that a word may have: `Iovis` gives `Iuppiter`."""
        ...


@dataclass(slots=True)
class BentWords:
    """The words that a suggester takes for forms of entries: entry -> words -> the witnesses that have them."""

    by_entry: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def entries(self, register: Register) -> Iterator[Entry]:
        """The entries with these words as new forms of type `bent`, in the order of the register."""
        for entry in register:
            if found := self.by_entry.get(entry.id):
                main = next((f for f in entry.forms if len(split_words(f.text)) == 1), entry.forms[0])
                forms = (
                    Form(word, "bent", surname=word if main.surname else "", source=Source(tuple(sorted(sigla)), False))
                    for word, sigla in sorted(found.items())
                )
                yield Entry(entry.id, entry.kind, (entry.forms[0], *forms), level=entry.level)


def find_bent_words(
    witnesses: Iterable[Witness], register: Register, lemmas: Mapping[tuple[str, str], frozenset[str]]
) -> BentWords:
    """The capitalised words that no form has and whose dictionary form is a form of one word of one entry alone.

    `lemmas`: the dictionary forms of a word in a language.
    """
    names = _names_of_one_word(register)
    found = BentWords()
    for witness in witnesses:
        for word in dict.fromkeys(capitalised_words(witness)):
            said = lemmas.get((word, witness.language), frozenset()) if word not in names else ()
            meant = set[str]().union(*(names.get(_named(lemma, word), ()) for lemma in said))
            if len(meant) == 1:
                found.by_entry.setdefault(meant.pop(), {}).setdefault(word, set()).add(witness.siglum)
    return found


def _names_of_one_word(register: Register) -> Mapping[str, set[str]]:
    """The names of persons and places of one word, surnames among them, with the entries that bear them."""
    names: dict[str, set[str]] = {}
    for entry in register:
        if entry.kind in (EntryKind.PERSON, EntryKind.PLACE):
            alone = (name for form in entry.forms for name in (form.text, form.surname) if len(split_words(name)) == 1)
            for name in alone:
                names.setdefault(name, set()).add(entry.id)
    return names


def capitalised_words(witness: Witness) -> Iterator[str]:
    """The words of a witness that begin with a capital."""
    return (word for word in split_words(witness.text).texts if word[:1].isupper() and len(word) > 1)


def _named(lemma: str, word: str) -> str:
    """A dictionary form with the capital of the word: many dictionaries write names with small letters."""
    return lemma[:1].upper() + lemma[1:] if word[:1].isupper() else lemma


def kind_named(name: str) -> EntryKind | None:
    """The kind of a register by its name, or None."""
    return next((kind for kind in EntryKind if kind.value == name), None)
