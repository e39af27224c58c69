"""The data of languages: one file `edition/languages/<language>.toml` each, with an edition's own laid over it.

An edition names a folder of files of its own (`[edition] languages`). A key in such a file takes the place of the same
key of the program's file; a language that the program does not know is new.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_type_hints

from edition.errors import ConfigError
from edition.model.tokens import WordSigns
from edition.project.config import Config, TableReader
from edition.project.config_checks import check_language
from edition.project.date_word_checks import check_date_words
from edition.project.language_tables import DateWords, FactWords, Language, NameWords, SpellingRules, StructureWords
from edition.project.name_tables import check_names
from edition.project.own_spelling import NO_TABLE, OwnSpelling, check_rules, with_own
from edition.project.sources import read_bytes
from edition.project.suggestions import suggest_nearest
from edition.project.utf8 import decode_utf8

Tables = Mapping[str, Mapping[str, Any]]
_SIGNS = {"elisions": '"\'’"', "stops": '";·"'}  # examples
_TABLES: Mapping[str, Any] = {name: kind for name, kind in get_type_hints(Language).items() if name != "tag"}


@dataclass(frozen=True, slots=True)
class Languages:
    """The data of all languages for one edition.

    `own`: the tables of the edition's own files, by language.

    >>> Languages().of("en-GB").structure.divisions[0]
    ('volume', 'vol')
    >>> Languages().of("tlh").structure
    StructureWords(divisions=(), headings=(), numbers=(), articles=(), months=(), salutations=(), closings=(), cast=())
    """

    own: Mapping[str, Tables] = field(default_factory=dict)

    def of(self, tag: str) -> Language:
        """The data of a language, by the first part of its tag («en-GB» is English); empty without a file."""
        name = primary_subtag(tag)
        return _made(name, _with(_shipped(name), self.own[name])) if name in self.own else _shipped_language(name)

    def has(self, tag: str, table: str) -> bool:
        """Whether there is data of a language for a purpose, such as `dates`."""
        name = primary_subtag(tag)
        return bool(self.own.get(name, {}).get(table) or _shipped(name).get(table))

    @property
    def all(self) -> tuple[Language, ...]:
        """The data of every language that has a file."""
        return tuple(self.of(name) for name in sorted({*_names(), *self.own}))


def read_languages(config: Config) -> Languages:
    """The languages of an edition; ConfigError with line and column for a file of its own that is wrong."""
    folder = config.edition.languages
    if not folder:
        return Languages()
    if not (config.root / folder).is_dir():
        raise ConfigError(f"edition.toml: languages = {folder!r} is no folder; make it, or leave the key out")
    found = sorted((config.root / folder).glob("*.toml"))
    return Languages({path.stem.casefold(): _read_own(config.root, f"{folder}/{path.name}") for path in found})


def primary_subtag(tag: str) -> str:
    """The first part of a language tag, in small letters: `en` of «en-GB»."""
    return tag.replace("_", "-").split("-")[0].casefold()


def structure_words(language: str) -> StructureWords:
    """The words of structure of a language, from the program's own file."""
    return _shipped_language(primary_subtag(language)).structure


def date_words(language: str) -> DateWords:
    """The words of the dates of a language, from the program's own file."""
    return _shipped_language(primary_subtag(language)).dates


def fact_words(language: str) -> FactWords:
    """The words of contradictions in a language, from the program's own file."""
    return _shipped_language(primary_subtag(language)).facts


def word_signs(language: str) -> WordSigns:
    """The signs of words and sentences of a language, from the program's own file."""
    return _shipped_language(primary_subtag(language)).words


def _read_own(root: Path, path: str) -> Tables:
    stem = Path(path).stem
    if check_language(stem) or "-" in stem:
        problem = "the name of the file must be the tag of a language, such as la.toml or gsw.toml"
        raise ConfigError(f"{path}: {problem}")
    return _checked(TableReader(decode_utf8(read_bytes(root, path), path), path))


def spelling_of(languages: Languages, tag: str, own: Mapping[str, OwnSpelling]) -> tuple[SpellingRules, bool]:
    """The rules of spelling in a language, with those that the editor has written in `edition.toml`; and whether there
    are any, or she wants none.

    >>> rules, is_known = spelling_of(Languages(), "la", {"la": OwnSpelling(("ll=l",), spelling_table="none")})
    >>> rules.rules, is_known
    (('ll=l', 'll=l'), True)
    """
    hers = own.get(tag.casefold()) or own.get(primary_subtag(tag)) or OwnSpelling()
    if hers.spelling_table == NO_TABLE:
        return with_own(SpellingRules(), hers), True
    table = hers.spelling_table or tag
    is_known = languages.has(table, "spelling") or bool(hers.spelling or hers.words)
    return with_own(languages.of(table).spelling, hers), is_known


def _checked(reader: TableReader) -> Tables:
    for key in reader.data:
        if key not in _TABLES:
            raise reader.error(key, f"there is no table or key {key!r}{suggest_nearest(key, _TABLES)}")
    for name, table in reader.data.items():
        made = reader.read_options(_TABLES[name], table, name)
        for keys, problem in check_names(made) if isinstance(made, NameWords) else ():
            raise reader.error_at(keys, problem, name, 0)
        if isinstance(made, SpellingRules):
            check_rules(reader, name, {key: getattr(made, key) for key in ("rules", "unsure", "words", "apart")})
        if isinstance(made, WordSigns):
            _check_signs(reader, made)
    for key, problem in check_date_words(reader.data.get("dates", {})):
        raise reader.error(key, problem, "dates")
    return reader.data


def _check_signs(reader: TableReader, made: WordSigns) -> None:
    for key in ("elisions", "stops"):
        if bad := next((c for c in getattr(made, key) if c.isalnum() or c.isspace()), ""):
            said = f"{bad!r} is no sign: write the signs one behind the other, such as {_SIGNS[key]}"
            raise reader.error(key, said, "words")


@lru_cache
def _names() -> tuple[str, ...]:
    """The languages of which the program has a file."""
    return tuple(sorted(one.name.removesuffix(".toml") for one in (files("edition") / "languages").iterdir()))


@lru_cache
def _shipped(name: str) -> Tables:
    """The tables of the program's file of a language; none without a file."""
    file = files("edition") / "languages" / f"{name}.toml"
    if not (name.isalpha() and name.isascii() and file.is_file()):
        return {}
    return tomllib.loads(file.read_text("utf-8"))


@lru_cache
def _shipped_language(name: str) -> Language:
    return _made(name, _shipped(name))


def _with(below: Tables, above: Tables) -> Tables:
    """Tables with others laid over them, key by key; also the keys of the tables in them."""
    return {name: _laid_over(below.get(name, {}), above.get(name, {})) for name in {**below, **above}}


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = {k: {**below[k], **v} for k, v in above.items() if isinstance(v, dict) and isinstance(below.get(k), dict)}
    return {**below, **above, **inner}


def _made(name: str, tables: Tables) -> Language:
    reader = TableReader("", f"{name}.toml")
    made = {key: reader.read_options(_TABLES[key], dict(table), key) for key, table in tables.items()}
    return Language(name, **{one.name: made[one.name] for one in fields(Language) if one.name in made})
