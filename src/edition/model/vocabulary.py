"""Words that one edition's texts have and the language's tables lack: data of the editor's."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by which names are told from other words and sorted, besides those of the language."""

    titles: tuple[str, ...] = ()  # before a surname: Comrade
    head_nouns: tuple[str, ...] = ()  # behind a name that is a part of a longer one: Prize
    offices: tuple[str, ...] = ()  # before «of» or «for» and what the office is for: Commissar
    no_names: tuple[str, ...] = ()  # with a capital, but nobody's name: Rightists
    capitals: tuple[str, ...] = ()  # places that are a name without more: Kremlin
    named_alone: tuple[str, ...] = ()  # organisations that are a name without more: Comintern
    organisations: tuple[str, ...] = ()  # nouns that make a name one of an organisation: Commissariat
    events: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
