"""Letters that no font has: how they are named to the editor, and which font has them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

#: By the first words of a letter's Unicode name, the free family that has it. The rest of a script's name follows Noto.
_FAMILIES: Final = {
    "ARABIC": "Noto Naskh Arabic",
    "BOPOMOFO": "Noto Serif CJK",
    "CANADIAN": "Noto Sans Canadian Aboriginal",
    "CJK": "Noto Serif CJK",
    "COMBINING": "Noto Serif",
    "CYRILLIC": "Noto Serif",
    "EGYPTIAN": "Noto Sans Egyptian Hieroglyphs",
    "FULLWIDTH": "Noto Serif CJK",
    "GREEK": "Noto Serif",
    "HALFWIDTH": "Noto Serif CJK",
    "HANGUL": "Noto Serif CJK",
    "HIRAGANA": "Noto Serif CJK",
    "IDEOGRAPHIC": "Noto Serif CJK",
    "KATAKANA": "Noto Serif CJK",
    "LATIN": "Noto Serif",
    "MATHEMATICAL": "Noto Sans Math",
    "MUSICAL": "Noto Music",
    "NKO": "Noto Sans NKo",
}
#: Scripts that have a Noto Serif; of all others there is a Noto Sans.
_SERIF: Final = frozenset(
    [
        "ARMENIAN",
        "BALINESE",
        "BENGALI",
        "DEVANAGARI",
        "ETHIOPIC",
        "GEORGIAN",
        "GUJARATI",
        "GURMUKHI",
        "HEBREW",
        "KANNADA",
        "KHMER",
        "LAO",
        "MALAYALAM",
        "MYANMAR",
        "SINHALA",
        "TAMIL",
        "TANGUT",
        "TELUGU",
        "THAI",
        "TIBETAN",
    ]
)
_OF_TWO_WORDS: Final = frozenset({"LINEAR", "MEETEI", "OL", "OLD", "PHAGS", "SORA", "SYLOTI", "TAI", "WARANG"})
_SCRIPT_LETTERS: Final = ("L", "M", "N", "P")
_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


def unescape(literal: str) -> str:
    r"""The text that a Rust literal stands for: `\u{e670}` is one letter, `\"` a quotation mark."""

    def letter(found: re.Match[str]) -> str:
        return chr(int(found[1], 16)) if found[1] else _ESCAPES.get(found[2], found[2])

    return re.sub(r"\\(?:u\{([0-9a-fA-F]+)\}|(.))", letter, literal)


def letters_of(clusters: Iterable[str]) -> tuple[str, ...]:
    """Every letter of some clusters once; blanks and joiners only where nothing else is left."""
    letters = dict.fromkeys("".join(clusters))
    unseen = ("Zs", "Cc", "Cf")
    seen = [c for c in letters if not c.isascii() and unicodedata.category(c) not in unseen]
    return tuple(seen or letters)


def describe(letter: str) -> str:
    """«漢 (U+6F22 CJK UNIFIED IDEOGRAPH-6F22)»; a combining mark stands on a circle."""
    name = unicodedata.name(letter, "a private-use letter" if unicodedata.category(letter) == "Co" else "")
    code = f"U+{ord(letter):04X} {name}".rstrip()
    if unicodedata.category(letter).startswith("M"):
        return f"\u25cc{letter} ({code})"
    return f"{letter} ({code})" if letter.isprintable() and not letter.isspace() else code


def fonts_for(letters: Iterable[str]) -> tuple[str, ...]:
    """The free families that have these letters."""
    return tuple(dict.fromkeys(family for letter in letters for family in _families(letter)))


def _families(letter: str) -> Iterator[str]:
    category, name = unicodedata.category(letter), unicodedata.name(letter, "")
    if category == "Co":
        yield "the font whose private-use letters the text has (for medieval texts Junicode)"
    elif category.startswith(_SCRIPT_LETTERS) and name:
        yield _family_of_script(name)
    elif category == "So" and ord(letter) >= 0x1F000:
        yield "Noto Emoji"
    else:
        yield "Noto Sans Symbols 2"


def _family_of_script(name: str) -> str:
    words = name.replace("-", " ").split()
    first = words[0]
    if first in _FAMILIES:
        return _FAMILIES[first]
    script = " ".join(words[: 2 if first in _OF_TWO_WORDS else 1]).title()
    return f"Noto {'Serif' if first in _SERIF else 'Sans'} {script}"
