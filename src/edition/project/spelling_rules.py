"""The form of a rule of spelling: what is written, and what it counts as."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from edition.late_patterns import late_pattern

_IN_BRACKETS = late_pattern(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]")  # an escaped sign, a class of letters
_IN_GROUP = late_pattern(r"\([^()]*\)")


def split_rule(rule: str) -> tuple[str, str]:
    r"""What is written and what it counts as: the sides of the last `=` that stands outside of brackets.

    ValueError for a rule without one, and for a left side that is empty.

    >>> split_rule("ti(?=[aeou])=ci"), split_rule("h="), split_rule(r"(a|e)\1=\1")
    (('ti(?=[aeou])', 'ci'), ('h', ''), ('(a|e)\\1', '\\1'))
    """
    bare = _IN_BRACKETS.sub(lambda found: "x" * len(found[0]), rule)
    while (inner := _IN_GROUP.sub(lambda found: "x" * len(found[0]), bare)) != bare:
        bare = inner
    cut = bare.rfind("=")
    written = rule[: max(cut, 0)].strip()
    if not written:
        raise ValueError('must be "written=counted as", such as "ae=e"; nothing behind = leaves the letters out')
    return written, rule[cut + 1 :].strip()


def compile_rule(rule: str) -> tuple[re.Pattern[str], str]:
    """The pattern of a rule and what takes its place; ValueError with what is wrong and what to write."""
    written, counted = split_rule(rule)
    try:
        pattern = re.compile(written)
        re.compile(f"{written}|").sub(counted, "")  # whether the groups that the other side names are there
    except (re.error, IndexError) as error:
        problem = f"is no regular expression ({error}); write signs such as ( as \\\\("
        raise ValueError(problem) from None
    return pattern, counted


def split_pair(pair: str, sign: str) -> tuple[str, str]:
    """Two words with a sign between them; ValueError where they are not two."""
    one, _, other = pair.partition(sign)
    if not one.strip() or not other.strip() or sign in other:
        example = "quum=cum" if sign == "=" else "primis/primus"
        raise ValueError(f'must be two words with {sign} between them, such as "{example}"')
    return one.strip(), other.strip()


def _split_apart(pair: str) -> tuple[str, str]:
    one, other = split_pair(pair, "/")
    if one.endswith("~") is not other.endswith("~"):
        raise ValueError('has ~, for any end of a word, on one side alone; write it on both, as in "call~/cal~"')
    return one, other


def find_problems(values: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, str]]:
    """(key, value, what is wrong with it) of every value that cannot be used; `values`: rules or pairs by their key."""
    for key, listed in values.items():
        for value in listed:
            try:
                _PAIRS[key](value) if key in _PAIRS else compile_rule(value)
            except ValueError as error:
                yield key, value, f"{value!r} {error}"


_PAIRS: Mapping[str, Callable[[str], tuple[str, str]]] = {
    "words": lambda pair: split_pair(pair, "="),
    "apart": lambda pair: _split_apart(pair),
}
