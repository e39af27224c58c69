"""The data of a language: one file `edition/languages/<language>.toml`, without code."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class StructureWords:
    """`[structure]`: the words by which plain texts of a language show how they are divided.

    `divisions`: words that stand with a number, the largest division first. `headings`: headings without a number.
    `numbers`: numbers in words. `articles`: what may stand before either. `months`: in datelines. `salutations` and
    `closings`: how letters begin and end. `cast`: headings of the list of persons of a play.
    """

    divisions: tuple[tuple[str, ...], ...] = ()
    headings: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    salutations: tuple[str, ...] = ()
    closings: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()


@lru_cache
def structure_words(language: str) -> StructureWords:
    """The words of a language, by the first part of its tag («en-GB» is English); none for a language without a file.

    >>> structure_words("en-GB").divisions[0]
    ('volume', 'vol')
    """
    name = language.replace("_", "-").split("-")[0].casefold()
    file = files("edition") / "languages" / f"{name}.toml"
    if not (name.isalpha() and file.is_file()):
        return StructureWords()
    table: Mapping[str, Any] = tomllib.loads(file.read_text("utf-8")).get("structure", {})
    known = {one.name for one in fields(StructureWords)}
    return StructureWords(**{key: _frozen(value) for key, value in table.items() if key in known})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
