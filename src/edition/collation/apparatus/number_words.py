"""Numbers in words: «two» and «three» contradict each other as «2» and «3» do, and «two» says what «2» says."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from edition.collation.apparatus.spelling_variants import ANY_END
from edition.collation.tokens.normalize import normalize
from edition.project.language_tables import SpellingRules

_LONGEST_END = 4
_Numbers = tuple[tuple[str, ...], ...]


def with_values(norms: Sequence[str], rules: SpellingRules, following: str = "") -> list[str]:
    """Words, with each number in words replaced by the number, but not before words that it does not count.

    `following`: the word behind them.
    """
    words, stems = _compiled(rules.numbers)
    behind = (*norms[1:], following)
    return [
        norm if after in rules.uncounted else _value_of(norm, words, stems) or norm
        for norm, after in zip(norms, behind, strict=False)
    ]


def are_same_numbers(one: Sequence[str], other: Sequence[str], rules: SpellingRules) -> bool:
    """Whether readings differ only in that one has figures where the other has the number in words."""
    pairs = list(zip(with_values(one, rules), with_values(other, rules), one, other, strict=False))
    if len(one) != len(other) or any(a != b for a, b, _, _ in pairs):
        return False
    different = [(p, q) for _, _, p, q in pairs if p != q]
    return bool(different) and all(p[:1].isdigit() != q[:1].isdigit() for p, q in different)


def _value_of(norm: str, words: Mapping[str, str], stems: Mapping[str, str]) -> str:
    found = words.get(norm, "")
    if found or not norm[:1].isalpha():
        return found
    if "-" in norm:
        parts = [words.get(part, "") for part in norm.split("-")]
        return str(sum(map(int, parts))) if all(part.isdecimal() for part in parts) else ""
    ends = range(1, min(_LONGEST_END, len(norm) - 1) + 1) if stems else ()
    return next((value for end in ends if (value := stems.get(norm[:-end], ""))), "")


@lru_cache(maxsize=32)
def _compiled(numbers: _Numbers) -> tuple[dict[str, str], dict[str, str]]:
    """The words by their norms, and the stems of words with any ending."""
    words: dict[str, str] = {}
    stems: dict[str, str] = {}
    for value, *forms in numbers:
        for form in forms:
            target = stems if form.endswith(ANY_END) else words
            target[normalize(form.rstrip(ANY_END))] = value
    return words, stems
