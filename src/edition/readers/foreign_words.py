"""The words of a text that are in another script than the text."""

import re
from collections import Counter
from collections.abc import Iterator, Set
from functools import cache

from edition.late_patterns import late_pattern
from edition.model.letters import JOINERS, MARKS
from edition.model.scripts import LATIN, SCRIPTS, UNSPACED, script_of_language, script_of_letter, scripts_of_text

#: Scripts that share letters: words in these are found together, and a text in the first has words in the second.
_GROUPS = (("Cyrl", "Cyrs"), ("Hani", "Jpan", "Kore"))
_OWNED = {"Cyrl": {"Cyrs"}, "Cyrs": {"Cyrl"}, "Jpan": {"Hani"}, "Kore": {"Hani"}}
_UNSPACED_LETTERS = "".join(SCRIPTS[code].letters for code in sorted(UNSPACED))
#: What may stand inside a word, and between two words of one stretch.
_INSIDE = {"Hebr": "'’\"-", **dict.fromkeys(UNSPACED, "")}
_BETWEEN = r"[\s,.;:·«»„“”()'’、。，「」『』-]+"
#: A word of Latin letters in a text of another script: sigla, symbols, initials and Roman numerals are none.
_LATIN_WORD = late_pattern(r"(?![IVXLCDM]+\b)(?:[^\W\d_]{4}|(?=\w*[a-zß-öø-ÿ])[^\W\d_]{3})")


def own_scripts(text: str, language: str) -> frozenset[str]:
    """The scripts of a text: the script of its language, and the script of more than half of its letters.

    >>> sorted(own_scripts("Паром отошёл на рассвете.", "en"))
    ['Cyrl', 'Cyrs', 'Latn']
    """
    counts: Counter[str] = Counter()
    for letter, count in Counter(text).items():
        if letter.isalpha():
            counts[script_of_letter(letter)] += count
    own = {script_of_language(language)}
    for group in (*_GROUPS, *((code,) for code in counts)):
        if 2 * sum(counts[code] for code in group) > counts.total():
            own |= {code for code in group if 10 * counts[code] > counts.total()} - {""}
    return frozenset(own.union(*(_OWNED.get(code, ()) for code in own)))


def find_foreign_words(text: str, start: int, end: int, own: Set[str]) -> Iterator[tuple[int, int, str]]:
    """The stretches of words in other scripts than these in text[start:end], each with the code of its script.

    >>> text = "He read λόγος καὶ ἔργον, then слово."
    >>> [(text[a:b], script) for a, b, script in find_foreign_words(text, 0, len(text), {"Latn"})]
    [('слово', 'Cyrl'), ('λόγος καὶ ἔργον', 'Grek')]
    """
    present = scripts_of_text(text[start:end])
    for codes in _foreign_groups(frozenset(own)):
        if present.isdisjoint(codes):
            continue
        for found in _pattern(codes, frozenset(own)).finditer(text, start, end):
            if codes != (LATIN,) or _LATIN_WORD.search(found[0]):
                yield found.start(), found.end(), _script_of_words(found[0], codes)


@cache
def _foreign_groups(own: Set[str]) -> tuple[tuple[str, ...], ...]:
    grouped = {code for group in _GROUPS for code in group}
    groups = (*_GROUPS, *((code,) for code in SCRIPTS if code not in grouped))
    left = (tuple(code for code in group if code not in own) for group in groups)
    return tuple(group for group in left if group)


def _script_of_words(words: str, codes: tuple[str, ...]) -> str:
    """Of scripts that share Han characters, the one whose other letters are among these; else the first."""
    found = {script_of_letter(letter) for letter in words} & set(codes)
    return next((code for code in ("Jpan", "Kore") if code in found), codes[0])


@cache
def _pattern(codes: tuple[str, ...], own: Set[str]) -> re.Pattern[str]:
    """One or more words in these scripts, with what stands between them; never a part of a word in two scripts."""
    known = "".join(SCRIPTS[code].letters for code in sorted(own) if codes[0] in ("Jpan", "Kore") and code in SCRIPTS)
    letter = (f"(?![{known}])" if known else "") + f"[{''.join(SCRIPTS[code].letters for code in codes)}]"
    marked = f"{letter}[{MARKS}{JOINERS}]*"
    if codes[0] in UNSPACED or codes[0] == "Kore":
        word = f"(?:{marked})+"
    else:
        inside = re.escape(_INSIDE.get(codes[0], "'’-"))
        other = rf"[^\W\d_{_UNSPACED_LETTERS}]"
        word = (
            rf"(?<!{other})(?<!{other}[{inside}])(?<![{MARKS}]){marked}(?:[{inside}]?{marked})*(?![{inside}]?{other})"
        )
    return re.compile(rf"[«„“]?{word}(?:{_BETWEEN}{word})*[»”]?")
