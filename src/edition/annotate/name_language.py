"""The words of a language for names: those of the rules with those of its data file, and the genders of forenames."""

from collections.abc import Mapping
from dataclasses import replace

from edition.annotate.language import NONE, Language
from edition.project.language_tables import NameWords
from edition.project.languages import Languages


def with_names(language: Language, names: NameWords) -> Language:
    """The language with the words of its table `[names]` added."""
    genders = dict.fromkeys(names.men, "m") | dict.fromkeys(names.women, "f")
    titles = {*names.titles, *genders}
    return replace(
        language,
        titles=language.titles | titles,
        addresses=language.addresses | (titles if language is NONE or not language.addresses else frozenset(genders)),
        genders={**genders, **language.genders},
        locatives=(*language.locatives, *(w for w in names.at if w not in language.locatives)),
        articles=tuple(dict.fromkeys((*language.articles, *names.articles))),
        function_words=language.function_words.union(names.small, names.articles, names.at, names.of),
    )


def forenames_of(languages: Languages, tag: str) -> Mapping[str, str]:
    """The forenames of all languages with their genders: that of the language of the text, else the one of the others.

    >>> found = forenames_of(Languages(), "it")
    >>> found["Andrea"], found["Johann"], found["Camille"]
    ('m', 'm', '')
    """
    made: dict[str, str] = {}
    for names in (*(one.names for one in languages.all), languages.of(tag).names):
        own = names is languages.of(tag).names
        for gender, listed in (("m", names.men_named), ("f", names.women_named)):
            for name in listed:
                made[name] = gender if own or made.get(name, gender) == gender else ""
    for name in {*languages.of(tag).names.men_named} & {*languages.of(tag).names.women_named}:
        made[name] = ""
    return made
