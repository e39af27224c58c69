"""The name of a language in headers, by its tag: from the Unicode CLDR (tools/language_names.py)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path


def language_name(tag: str) -> str:
    """The English name of a language with what its tag adds; a tag that nobody knows stands for itself.

    >>> language_name("grc"), language_name("en-GB"), language_name("ru-Latn-x-gost"), language_name("qtx")
    ('Ancient Greek', 'British English', 'Russian (Latin, x-gost)', 'qtx')
    """
    names = _names()
    parts = tag.split("-")
    known = next((n for n in range(len(parts), 0, -1) if "-".join(parts[:n]) in names), 0)
    if not known:
        return tag
    rest = [names.get(part, part) if _is_script(part) else part for part in parts[known:]]
    private = rest.index("x") if "x" in rest else len(rest)
    said = [*rest[:private], *(["-".join(rest[private:])] if rest[private:] else [])]
    name = names["-".join(parts[:known])]
    return f"{name} ({', '.join(said)})" if said else name


def _is_script(part: str) -> bool:
    return len(part) == 4 and part.isalpha()


@cache
def _names() -> Mapping[str, str]:
    table = (Path(__file__).parent / "language_names.tsv").read_text("utf-8").splitlines()
    return dict(row.split("\t") for row in table if not row.startswith("#"))
