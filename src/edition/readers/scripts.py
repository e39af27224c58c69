"""The scripts of a text, and the words that are in another script than the text.

The ranges of the scripts are those of Unicode (Scripts.txt). The scripts of languages are those of CLDR
(likelySubtags), for the languages whose script is not Latin.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

#: Letters of the scripts whose words can be marked as foreign, as ranges of a character class.
LETTERS: Mapping[str, str] = {
    "Cyrl": r"\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "Grek": r"\u0370-\u03ff\u1f00-\u1fff",
    "Hebr": r"\u0590-\u05ff\ufb1d-\ufb4f",
    "Arab": r"\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
}
#: Script -> the languages that are written in it.
_LANGUAGES_BY_SCRIPT: Mapping[str, str] = {
    "Cyrl": "ab ady av ba be bg bua ce chm cu cv inh kbd kk koi kpv krc kum kv ky lbe lez mdf mk mn mrj myv orv os ru "
    "rue sah sr tab tg tt tyv udm uk xal",
    "Grek": "cpg ecg el gmy grc pnt tsd",
    "Hebr": "arc aij he hbo iw ji jpr lad yi",
    "Arab": "apc ar ara arb ary arz azb bal ckb fa glk haz ks lki lrc luz mzn ota pbu prs ps sd skr sus ug ur uzs",
}
_SCRIPT_SUBTAG = re.compile(r"[-_]([A-Za-z]{4})(?:[-_]|$)")


def script_of(language: str) -> str:
    """The script of a language tag, if it is one of LETTERS, else "" (Latin).

    >>> script_of("grc"), script_of("sr-Latn"), script_of("ru")
    ('Grek', 'Latn', 'Cyrl')
    """
    if subtag := _SCRIPT_SUBTAG.search(language):
        return subtag[1].title()
    primary = re.split(r"[-_]", language.casefold())[0]
    return next((script for script, languages in _LANGUAGES_BY_SCRIPT.items() if primary in languages.split()), "")


def scripts_of_text(text: str, language: str) -> frozenset[str]:
    """The scripts of a text: the script of its language, and the script of more than half of its letters."""
    counts = {script: _count_letters(script, text) for script in LETTERS}
    letters = sum(map(str.isalpha, text))
    most = next((script for script, count in counts.items() if 2 * count > letters), "")
    return frozenset({script_of(language), most} - {""})


@lru_cache
def foreign_words_pattern(script: str) -> re.Pattern[str]:
    """The pattern of one or more words in a script, with the punctuation and white space between them."""
    letters = LETTERS[script]
    run = rf"[{letters}][{letters}\u0300-\u036f'’-]*"
    return re.compile(rf"[«„“]?{run}(?:[\s,.;:«»„“”()-]+{run})*[»”]?")


def _count_letters(script: str, text: str) -> int:
    found = Counter(re.findall(rf"[{LETTERS[script]}]", text))
    return sum(count for letter, count in found.items() if letter.isalpha())
