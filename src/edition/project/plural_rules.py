"""Which form of a message stands beside a number: the plural rules of a language, as its message file states them.

The forms and the notation of the rules are those of CLDR (Unicode Technical Standard 35, part 3, «Language Plural
Rules»), so that a rule can be copied from there: `n % 10 = 2..4 and n % 100 != 12..14`. Only whole numbers are counted:
`i` is the same as `n`, and what speaks of decimals (`v`, `w`, `f`, `t`, `c`, `e`) is 0. xslt/modules/plurals.xsl and
xslt/site/js/00-view.js read the same rules; a test compares the three.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from edition.late_patterns import late_pattern

FORMS = ("zero", "one", "two", "few", "many", "other")
REST = "other"  # the form of every number that no rule names
_RELATION = late_pattern(
    r"(?P<before>not\s+)?(?P<operand>[nivwftce])(?:\s*(?:%|mod)\s*(?P<mod>[1-9]\d{0,8}))?\s*"
    r"(?P<sign>!=|=|\bis\s+not\b|\bis\b|\bnot\s+in\b|\bin\b)\s*"
    r"(?P<ranges>\d{1,9}(?:\s*\.\.\s*\d{1,9})?(?:\s*,\s*\d{1,9}(?:\s*\.\.\s*\d{1,9})?)*)"
)
_NEGATIVE = late_pattern(r"!=|not")


@dataclass(frozen=True, slots=True)
class Relation:
    """`n % 10 = 2..4`: the remainder lies in one of the ranges, or, negated, in none. A modulus of 0: the number."""

    modulus: int
    is_negated: bool
    ranges: tuple[tuple[int, int], ...]

    def holds(self, number: int) -> bool:
        """Whether it is true of a number."""
        value = number % self.modulus if self.modulus else number
        return any(first <= value <= last for first, last in self.ranges) != self.is_negated


#: Any of these, each all of its relations.
Rule = tuple[tuple[Relation, ...], ...]


@dataclass(frozen=True, slots=True)
class PluralRules:
    """The forms of a language but `other`, in the order in which they are tried, each with its rule as written.

    >>> russian = PluralRules({"one": "n % 10 = 1 and n % 100 != 11"})
    >>> [russian.form_of(number) for number in (1, 2, 11, 21)]
    ['one', 'other', 'other', 'one']
    """

    written: Mapping[str, str]

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms that a counted message needs."""
        return (*self.written, REST)

    def form_of(self, number: int) -> str:
        """The form of the message that stands beside a number."""
        return next((form for form, rule in self.written.items() if _is_true(parse_rule(rule), number)), REST)

    def is_single(self, form: str) -> bool:
        """Whether a form stands for one number alone, so that its message may leave the number out («1 place»)."""
        rule = parse_rule(self.written[form]) if form in self.written else ()
        return len(rule) == 1 and _names_one_number(rule[0])


@cache
def parse_rule(words: str) -> Rule:
    """The rule that is written so; ValueError with the words that are no relation.

    >>> parse_rule("n = 1")
    ((Relation(modulus=0, is_negated=False, ranges=((1, 1),)),),)
    """
    return tuple(
        tuple(_parse_relation(relation) for relation in re.split(r"\s+and\s+", alternative))
        for alternative in re.split(r"\s+or\s+", words.strip())
    )


def _parse_relation(words: str) -> Relation:
    found = _RELATION.fullmatch(words.strip())
    if found is None:
        raise ValueError(words.strip())
    modulus = int(found["mod"] or 0) if found["operand"] in "ni" else 1
    is_negated = (found["before"] is not None) != (_NEGATIVE.search(found["sign"]) is not None)
    return Relation(modulus, is_negated, tuple(_parse_range(one) for one in found["ranges"].split(",")))


def _parse_range(words: str) -> tuple[int, int]:
    first, _, last = words.partition("..")
    return int(first), int(last or first)


def _is_true(rule: Rule, number: int) -> bool:
    return any(all(relation.holds(number) for relation in relations) for relations in rule)


def _names_one_number(relations: Sequence[Relation]) -> bool:
    """Whether relations can be true of one number alone, because one of them names it (`n = 1`)."""
    exact = (r for r in relations if not r.modulus and not r.is_negated and len(r.ranges) == 1)
    return any(first == last for relation in exact for first, last in relation.ranges)
