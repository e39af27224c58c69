"""Check the values of `[names]` in the data of a language."""

from collections.abc import Iterator, Sequence

from edition.project.language_tables import NameWords
from edition.project.suggestions import suggest_nearest

_NOMINATIVE = "nominative"


def check_names(names: NameWords) -> Iterator[tuple[Sequence[str], str]]:
    """The keys with a value that cannot be used, and the end of a sentence that says why.

    >>> list(check_names(NameWords(cases=("genitive",), ends={"us": "i o"})))
    [(('ends', 'us'), "'us' has 2 columns, but there is 1 name in cases")]
    """
    yield from _check_ends(names)
    yield from _check_cases(names)
    for end, gender in names.subjects.items():
        if gender not in ("m", "f"):
            yield ("subjects", end), f"{end!r} = {gender!r} is no gender; write m or f"
    for rule in names.fold:
        if not rule.partition("=")[0] or "=" not in rule:
            yield ("fold",), f"{rule!r} is no pair of letters; write «v=u»"


def _check_ends(names: NameWords) -> Iterator[tuple[Sequence[str], str]]:
    for table in ("ends", "ends_of_persons"):
        for end, line in getattr(names, table).items():
            if names.cases and len(line.split()) > len(names.cases):
                columns, named = len(line.split()), len(names.cases)
                there = f"is {named} name" if named == 1 else f"are {named} names"
                yield (table, end), f"{end!r} has {columns} columns, but there {there} in cases"


def _check_cases(names: NameWords) -> Iterator[tuple[Sequence[str], str]]:
    known = (_NOMINATIVE, *names.cases)
    for word, cases in names.governs.items():
        for case in cases.split():
            if names.cases and case not in known:
                yield ("governs", word), f"there is no case {case!r}{suggest_nearest(case, known)}"
