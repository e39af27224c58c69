"""The words of a language for names: those of the rules with those of its data file, and the genders of forenames."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from edition.annotate.bending import Bending
from edition.annotate.head_nouns import Heads
from edition.annotate.language import NONE, Language
from edition.project.language_tables import NameWords
from edition.project.languages import Languages


def with_names(language: Language, names: NameWords) -> Language:
    """The language with the words of its table `[names]` added."""
    genders = dict.fromkeys(_both_cases(names.men), "m") | dict.fromkeys(_both_cases(names.women), "f")
    titles = {*_both_cases(names.titles), *genders}
    return replace(
        language,
        titles=language.titles | titles,
        addresses=language.addresses | (titles if language is NONE or not language.addresses else frozenset(genders)),
        genders={**genders, **language.genders},
        locatives=(*language.locatives, *(w for w in names.at if w not in language.locatives)),
        articles=tuple(dict.fromkeys((*language.articles, *names.articles))),
        function_words=language.function_words.union(names.small, names.articles, names.at, names.of),
    )


def _both_cases(titles: Iterable[str]) -> Iterator[str]:
    """Titles, and those in small letters with a capital, as they begin a sentence."""
    for title in titles:
        yield title
        yield title[:1].upper() + title[1:]


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


def forenames_in_all_cases(forenames: Mapping[str, str], names: NameWords) -> Mapping[str, str]:
    """Forenames with their other shapes in a language that bends them."""
    bending = Bending(names)
    if not names.ends:
        return forenames
    made = dict(forenames)
    for name in (*names.men_named, *names.women_named):
        for shape in bending.shapes(name, bearer="person"):
            made.setdefault(shape, forenames[name])
    return made


def heads_with_names(heads: Heads, names: NameWords) -> Heads:
    """The nouns that make a name something, with those of the data file."""
    shapes = Bending(names).shapes
    return replace(
        heads,
        places=heads.places.union(names.places),
        capitals=heads.capitals.union(names.known_places, *(shapes(name) for name in names.known_places)),
        organisations=heads.organisations.union(names.organisations),
        events=heads.events.union(names.events),
        works=heads.works.union(names.works),
        locative=heads.locative.union(names.at) if not heads.locative else heads.locative,
        directive=heads.directive.union(names.toward) if not heads.directive else heads.directive,
    )
