"""Letters that no font has: how they are named to the editor, which font has them, how she gets it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from edition.model.scripts import SCRIPTS, script_of_letter

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
#: The packages of Debian with these families; fonts-noto-core has the others.
_PACKAGES: Final = {"Noto Serif CJK": "fonts-noto-cjk", "Noto Emoji": "fonts-symbola"}
_EASTERN_SIGN: Final = re.compile("[\u3000-\u303f\ufe30-\ufe4f\uff00-\uffef]")
#: So many letters are named: of a text in a script that our fonts lack there are thousands.
MOST_NAMED: Final = 8
_FIRST_PICTURE: Final = 0x1F000
_SIGN_FAMILIES: Final = {"BYZANTINE": "Noto Music", "MUSICAL": "Noto Music", "MATHEMATICAL": "Noto Sans Math"}
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


def private_letters(text: str) -> tuple[str, ...]:
    """The private-use letters of a text, each once, in the order of their numbers."""
    return tuple(sorted(c for c in set(text) if unicodedata.category(c) == "Co"))


def describe(letter: str) -> str:
    """«漢 (U+6F22 CJK UNIFIED IDEOGRAPH-6F22)»; a combining mark stands on a circle."""
    name = unicodedata.name(letter, "a private-use letter" if unicodedata.category(letter) == "Co" else "")
    code = f"U+{ord(letter):04X} {name}".rstrip()
    if unicodedata.category(letter).startswith("M"):
        return f"\u25cc{letter} ({code})"
    return f"{letter} ({code})" if letter.isprintable() and not letter.isspace() else code


def describe_some(letters: Sequence[str]) -> str:
    """The first of some letters, and how many more there are."""
    more = f" and {len(letters) - MOST_NAMED} more" if len(letters) > MOST_NAMED else ""
    return ", ".join(map(describe, letters[:MOST_NAMED])) + more


def fonts_for(letters: Iterable[str]) -> tuple[str, ...]:
    """The free families that have these letters."""
    return tuple(dict.fromkeys(family for letter in letters for family in _families(letter)))


def say_how_to_get_fonts(letters: Iterable[str]) -> str:
    """Which scripts these letters are of, and what an editor does to have them printed.

    >>> say_how_to_get_fonts("學而")
    'put a font that has them (Noto Serif CJK) into a folder of the edition and name that folder: fonts = "fonts" in \
[pdf] of edition.toml; or install the Debian package fonts-noto-cjk and set system_fonts = true there (2 letters of \
the script Han)'
    """
    found = tuple(dict.fromkeys(letters))
    families = fonts_for(found)
    packages = tuple(dict.fromkeys(filter(None, map(_debian_package, families))))
    such = f" ({' or '.join(families)})" if families else ""
    put = f"put a font that has them{such} into a folder of the edition and name that folder"
    or_install = ""
    if packages:
        or_install = f"; or install the Debian package {_listed(packages)} and set system_fonts = true there"
    counts = Counter(map(_group, found))
    these = _listed(f"{n} {group if n > 1 else _one_of(group)}" for group, n in counts.items())
    return f'{put}: fonts = "fonts" in [pdf] of edition.toml{or_install} ({these})'


def _one_of(group: str) -> str:
    return group.replace("letters", "letter", 1).replace("signs", "sign", 1)


def _listed(parts: Iterable[str]) -> str:
    """«a, b and c»."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def _group(letter: str) -> str:
    """What a letter is one of: «letters of the script Han», «signs»."""
    if unicodedata.category(letter) == "Co":
        return "private-use letters"
    if unicodedata.category(letter) == "Cn":
        return "letters newer than this program"
    if script := "Hani" if _EASTERN_SIGN.match(letter) else script_of_letter(letter):
        return f"letters of the script {SCRIPTS[script].name}"
    words = unicodedata.name(letter, "").split()
    if unicodedata.category(letter).startswith(("L", "M")) and words:
        return f"letters of the script {' '.join(words[: 2 if words[0] in _OF_TWO_WORDS else 1]).title()}"
    return "signs"


def _debian_package(family: str) -> str:
    """The package of Debian that has a family."""
    if not family.startswith("Noto "):
        return ""
    return _PACKAGES.get(family, "fonts-noto-core")


def _families(letter: str) -> Iterator[str]:
    category, name = unicodedata.category(letter), unicodedata.name(letter, "")
    if category == "Co":
        yield "the font whose private-use letters the text has (for medieval texts Junicode)"
    elif category == "Cn":
        return  # a letter of a later Unicode: nobody here knows its script
    elif _EASTERN_SIGN.match(letter):
        yield "Noto Serif CJK"
    elif category.startswith(_SCRIPT_LETTERS) and name:
        yield _family_of_script(name)
    elif ord(letter) >= _FIRST_PICTURE:
        yield "Noto Emoji"
    else:
        yield _SIGN_FAMILIES.get(name.split(" ")[0], "Noto Sans Symbols 2")


def _family_of_script(name: str) -> str:
    words = name.replace("-", " ").split()
    first = words[0]
    if first in _FAMILIES:
        return _FAMILIES[first]
    script = " ".join(words[: 2 if first in _OF_TWO_WORDS else 1]).title()
    return f"Noto {'Serif' if first in _SERIF else 'Sans'} {script}"
