"""Adapters to analysers of others, as suggesters: spaCy, simplemma, pymorphy3. Each is loaded only when it is named."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from edition.annotate.suggesters import SuggestedName
from edition.errors import InputError
from edition.model import KINDS
from edition.project.languages import primary_subtag

#: The kind that each label of a spaCy pipeline means.
_SPACY = {label: row.kind for row in KINDS for label in row.labels}


def _load(module: str, option: str, install: str) -> Any:
    """A module of others. InputError when it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        raise InputError(f"{option}: {module} is not installed; `pip install {install}`") from None


class SpacyNames:
    """What an installed spaCy pipeline takes for names."""

    def __init__(self, pipeline: str) -> None:
        spacy = _load("spacy", f"--spacy {pipeline}", "variorum[spacy]")
        if not pipeline:
            raise InputError("--spacy: name an installed pipeline, such as en_core_web_sm")
        self.pipeline = pipeline
        try:
            self.nlp = spacy.load(pipeline)
        except (OSError, ValueError) as error:
            raise InputError(f"--spacy {pipeline}: {str(error).partition(chr(10))[0]}") from None

    def names(self, text: str, language: str) -> Iterator[SuggestedName]:
        """The names whose label means a register."""
        self.nlp.max_length = max(self.nlp.max_length, len(text) + 1)
        for found in self.nlp(text).ents:
            if kind := _SPACY.get(found.label_):
                yield SuggestedName(found.start_char, found.end_char, kind.value, f"{self.pipeline}: {found.label_}")


class SimplemmaForms:
    """The dictionary forms of simplemma, for the languages that it has."""

    def __init__(self, language: str) -> None:
        self.simplemma = _load("simplemma", "--with simplemma", "variorum[lemmas]")
        self.language = language

    def lemmas(self, word: str, language: str) -> Iterable[str]:
        """The dictionary form of a word; none in a language that simplemma does not have."""
        try:
            return (str(self.simplemma.lemmatize(word, lang=self.language or primary_subtag(language))),)
        except ValueError:
            return ()


class PymorphyForms:
    """The dictionary forms of pymorphy3 for Russian or Ukrainian; of nouns and adjectives alone."""

    _PARTS = frozenset({"NOUN", "ADJF"})

    def __init__(self, language: str) -> None:
        pymorphy3 = _load("pymorphy3", "--with pymorphy3", "variorum[ru]")
        self.language = language or "ru"
        self.analyser = pymorphy3.MorphAnalyzer(lang=self.language)

    def lemmas(self, word: str, language: str) -> Iterable[str]:
        """All dictionary forms that the word may have."""
        if primary_subtag(language) != self.language:
            return ()
        return {str(one.normal_form) for one in self.analyser.parse(word) if one.tag.POS in self._PARTS}
