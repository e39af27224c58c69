"""Regular expressions for the words of a language: tables of words with values, and the small words between them.

In the data of a language `~` at the end of a word stands for any of its `endings`, and `+` at the end of a small word
says that it is written together with the next one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

NEVER = "(?!)"
_APOSTROPHES = "'’ʼ‘"
_GLUE = "[-־‐‑]?"
_Node = dict[str, "_Node"]


def word_pattern(words: Iterable[str]) -> str:
    """A regular expression for one of the words, the longest first; without words it matches nothing.

    >>> word_pattern(["May", "March", "Mar"])
    'Ma(?:r(?:ch)?|y)'
    """
    root: _Node = {}
    for word in words:
        node = root
        for sign in _signs(word):
            node = node.setdefault(sign, {})
        if word:
            node[""] = {}
    return _alternatives(root) if root else NEVER


def _signs(word: str) -> Iterator[str]:
    for sign in " ".join(word.split()):
        yield r"\s+" if sign == " " else f"[{_APOSTROPHES}]" if sign in _APOSTROPHES else re.escape(sign)


def _alternatives(node: _Node) -> str:
    """The pattern of a tree of signs; what may end here is optional, and signs with the same rest are one class."""
    rests: dict[str, list[str]] = {}
    for sign, below in node.items():
        if sign:
            rests.setdefault(_alternatives(below) if below.keys() - {""} else "", []).append(sign)
    branches = [branch for rest, signs in rests.items() for branch in _with_rest(signs, rest)]
    if len(branches) == 1 and "" not in node:
        return branches[0]
    group = f"(?:{'|'.join(sorted(branches))})"
    return f"{group}?" if "" in node else group


def _with_rest(signs: list[str], rest: str) -> Iterator[str]:
    single = [sign for sign in signs if len(sign) == 1]
    yield from (sign + rest for sign in signs if len(sign) > 1)
    if single:
        yield (f"[{''.join(sorted(single))}]" if len(single) > 1 else single[0]) + rest


def small_words(words: Sequence[str]) -> str:
    """A pattern for one small word with the blank behind it; none is needed after an apostrophe (`d'`)."""
    apart = [w for w in words if not w.endswith(("+", *_APOSTROPHES))]
    elided = [w for w in words if w.endswith(tuple(_APOSTROPHES))]
    glued = [w.removesuffix("+") for w in words if w.endswith("+")]
    made = [rf"(?:{word_pattern(apart)})\s+"] if apart else []
    made += [rf"(?:{word_pattern(elided)})\s?"] if elided else []
    made += [f"(?:{word_pattern(glued)}){_GLUE}"] if glued else []
    return f"(?:{'|'.join(made)})" if made else NEVER


@dataclass(frozen=True, slots=True)
class WordTable:
    """Words with the number that they mean, and one pattern for all of them."""

    values: Mapping[str, int] = field(default_factory=dict)

    @property
    def pattern(self) -> str:
        """Without a group of its own; the words as they are in `values`."""
        return word_pattern(self.values)

    def __bool__(self) -> bool:
        return bool(self.values)

    def __getitem__(self, word: str) -> int:
        return self.values[normal_word(word)]

    def __contains__(self, word: str) -> bool:
        return normal_word(word) in self.values


def normal_word(word: str) -> str:
    """A word as a table has it: one blank, one kind of apostrophe."""
    return " ".join(word.split()).translate({ord(sign): "'" for sign in _APOSTROPHES})


def word_table(
    lists: Iterable[tuple[int, Iterable[str]]], endings: Sequence[str] = (), exact: bool = False
) -> WordTable:
    """A table of lists of words. Unless `exact`, a word may begin with a capital or a small letter.

    >>> word_table([(1, ["Ianuari~"])], ["us", "i"]).values
    {'Ianuari': 1, 'ianuari': 1, 'Ianuarius': 1, 'ianuarius': 1, 'Ianuarii': 1, 'ianuarii': 1}
    """
    values: dict[str, int] = {}
    for value, words in lists:
        for word in words:
            for one in spelled_out(word, endings, exact):
                values.setdefault(one, value)
    return WordTable(values)


def spelled_out(word: str, endings: Sequence[str] = (), exact: bool = False) -> Iterator[str]:
    """Every form of a word of the data."""
    first, *rest = normal_word(word).split(" ")
    forms = _with_endings(first, endings)
    for one in rest:
        forms = [f"{form} {form_of}" for form in forms for form_of in _with_endings(one, endings)]
    for form in forms:
        yield form
        other = form[:1].swapcase()
        if not exact and len(other) == 1 and other != form[:1]:
            yield other + form[1:]


def _with_endings(word: str, endings: Sequence[str]) -> list[str]:
    return [word[:-1] + ending for ending in ("", *endings)] if word.endswith("~") else [word]
