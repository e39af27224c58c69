"""The scripts of letters and of languages.

Codes and names are those of ISO 15924, the blocks those of Unicode (Blocks.txt, Scripts.txt), the script of a language
that of CLDR (likelySubtags.xml, Unicode-3.0). A language that no row names is written in Latin letters.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from edition.late_patterns import late_pattern

LATIN = "Latn"
_SUBTAG = late_pattern(r"[-_]([A-Za-z]{4})(?:[-_]|$)")


@dataclass(frozen=True, slots=True)
class Script:
    """A script: its code and English name, its letters with their marks as part of a character class, its languages."""

    code: str
    name: str
    letters: str
    languages: str = ""


_HAN = r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = r"\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HANGUL = r"\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
#: In this order a letter is looked for. Signs of one script that stand in the block of another come before that block.
SCRIPTS: Mapping[str, Script] = {
    code: Script(code, name, letters, languages)
    for code, name, letters, languages in (
        (LATIN, "Latin", r"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u02e0-\u02e4\u1d00-\u1dbf\u1e00-"
         r"\u1eff\u2071\u207f\u2090-\u209c\u212a-\u212b\u2c60-\u2c7f\ua722-\ua7ff\uab30-\uab6f\ufb00-\ufb06", ""),
        ("Cyrs", "Old Church Slavonic Cyrillic", r"\u0460-\u0489\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f\ufe2e-\ufe2f",
         "cu orv"),
        ("Cyrl", "Cyrillic", r"\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f\ufe2e-\ufe2f", "ab ady av ba be bg "
         "bua ce chm cv inh kbd kk koi kpv krc kum kv ky lbe lez mdf mk mn mrj myv os ru rue sah sr tab tg tt tyv udm "
         "uk xal"),
        ("Copt", "Coptic", r"\u03e2-\u03ef\u2c80-\u2cff\U000102e0-\U000102ff", "cop"),
        ("Grek", "Greek", r"\u0370-\u03e1\u03f0-\u03ff\u1f00-\u1fff\U00010140-\U0001018f", "cpg ecg el gmy grc "
         "pnt tsd"),
        ("Hebr", "Hebrew", r"\u0590-\u05ff\ufb1d-\ufb4f", "aij arc he hbo iw ji jpr jrb lad lsd yi"),
        ("Arab", "Arabic", r"\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc", "apc ar ara arb ary "
         "arz azb bal bqi ckb fa glk haz khw ks lki lrc luz mzn ota pbu pnb prs ps sd skr ug ur uzs"),
        ("Syrc", "Syriac", r"\u0700-\u074f\u0860-\u086f", "aii cld syc syr tru"),
        ("Thaa", "Thaana", r"\u0780-\u07bf", "dv"),
        ("Nkoo", "N’Ko", r"\u07c0-\u07ff", "nqo"),
        ("Samr", "Samaritan", r"\u0800-\u083f", "sam smp"),
        ("Mand", "Mandaic", r"\u0840-\u085f", "mid myz"),
        ("Armn", "Armenian", r"\u0530-\u058f\ufb13-\ufb17", "axm hy xcl"),
        ("Geor", "Georgian", r"\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f", "ka lzz oge sva xmf"),
        ("Ethi", "Ethiopic", r"\u1200-\u139f\u2d80-\u2ddf\uab01-\uab2f", "am byn gez ti tig wal"),
        ("Deva", "Devanagari", r"\u0900-\u097f\u1cd0-\u1cff\ua8e0-\ua8ff", "anp awa bap bgc bho brx doi gom hi kfy kok "
         "mag mai mr mwr ne new sa srx xnr"),
        ("Beng", "Bengali", r"\u0980-\u09ff", "as bn bpy"),
        ("Guru", "Gurmukhi", r"\u0a00-\u0a7f", "pa"),
        ("Gujr", "Gujarati", r"\u0a80-\u0aff", "gu"),
        ("Orya", "Odia", r"\u0b00-\u0b7f", "or"),
        ("Taml", "Tamil", r"\u0b80-\u0bff", "bfq ta"),
        ("Telu", "Telugu", r"\u0c00-\u0c7f", "te"),
        ("Knda", "Kannada", r"\u0c80-\u0cff", "kn tcy"),
        ("Mlym", "Malayalam", r"\u0d00-\u0d7f", "ml"),
        ("Sinh", "Sinhala", r"\u0d80-\u0dff", "pi si"),
        ("Thai", "Thai", r"\u0e00-\u0e7f", "kxm nod sou th tts"),
        ("Laoo", "Lao", r"\u0e80-\u0eff", "lo"),
        ("Tibt", "Tibetan", r"\u0f00-\u0fff", "adx bft bo dz xct"),
        ("Mymr", "Myanmar", r"\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f", "ksw mnw my shn"),
        ("Khmr", "Khmer", r"\u1780-\u17ff\u19e0-\u19ff", "km"),
        ("Mong", "Mongolian", r"\u1800-\u18af", "mnc mvf"),
        ("Cher", "Cherokee", r"\u13a0-\u13ff\uab70-\uabbf", "chr"),
        ("Cans", "Canadian Aboriginal", r"\u1400-\u167f\u18b0-\u18ff", "chp cr csw iu oj"),
        ("Ogam", "Ogham", r"\u1680-\u169f", "pgl"),
        ("Runr", "Runic", r"\u16a0-\u16ff", ""),
        ("Glag", "Glagolitic", r"\u2c00-\u2c5f\U0001e000-\U0001e02f", ""),
        ("Jpan", "Japanese", rf"{_KANA}{_HAN}", "ja ojp"),
        ("Kore", "Korean", rf"{_HANGUL}{_HAN}", "ko oko"),
        ("Hani", "Han", _HAN, "cdo cjy cpx gan hak hsn lzh nan wuu yue zh zho"),
        ("Goth", "Gothic", r"\U00010330-\U0001034f", "got"),
        ("Phnx", "Phoenician", r"\U00010900-\U0001091f", "phn"),
        ("Ugar", "Ugaritic", r"\U00010380-\U0001039f", "uga"),
        ("Xpeo", "Old Persian", r"\U000103a0-\U000103df", "peo"),
        ("Armi", "Imperial Aramaic", r"\U00010840-\U0001085f", ""),
        ("Avst", "Avestan", r"\U00010b00-\U00010b3f", "ae"),
        ("Xsux", "Cuneiform", r"\U00012000-\U0001254f", "akk hit sux"),
        ("Egyp", "Egyptian hieroglyphs", r"\U00013000-\U0001345f", "egy"),
    )
}  # fmt: skip
#: Scripts that are written without spaces between words.
UNSPACED = frozenset({"Thai", "Laoo", "Mymr", "Khmr", "Tibt", "Jpan", "Hani"})
#: Codes of ISO 15924 for a variety of a script, or for several scripts: the code by which the script is known here.
_VARIETIES = {"Hans": "Hani", "Hant": "Hani", "Hanb": "Hani", "Hira": "Jpan", "Kana": "Jpan", "Hrkt": "Jpan",
              "Hang": "Kore", "Latf": LATIN, "Latg": LATIN, "Aran": "Arab", "Syre": "Syrc", "Syrj": "Syrc",
              "Syrn": "Syrc"}  # fmt: skip


def script_of_language(language: str) -> str:
    """The code of the script that a language tag says, or that its language is written in.

    >>> [script_of_language(tag) for tag in ("grc", "sr-Latn", "ru", "ru-petr1708", "zh-Hant-TW", "en", "cu")]
    ['Grek', 'Latn', 'Cyrl', 'Cyrl', 'Hani', 'Latn', 'Cyrs']
    """
    if subtag := _SUBTAG.search(language):
        code = subtag[1].title()
        if not code[0].isdigit():
            return _VARIETIES.get(code, code)
    primary = re.split(r"[-_]", language.casefold())[0]
    return next((one.code for one in SCRIPTS.values() if primary in one.languages.split()), LATIN)


def script_of_letter(letter: str) -> str:
    """The code of the script of a letter or of a mark; "" for what many scripts share, such as digits and signs.

    >>> [script_of_letter(one) for one in "aжѫω語ひ7."]
    ['Latn', 'Cyrl', 'Cyrs', 'Grek', 'Hani', 'Jpan', '', '']
    """
    if _pattern(LATIN).match(letter):
        return LATIN
    if _pattern("Hani").match(letter):
        return "Hani"  # the characters that Japanese and Korean share
    return next((code for code in SCRIPTS if _pattern(code).match(letter)), "")


def scripts_of_text(text: str) -> frozenset[str]:
    """The codes of the scripts that have a letter in a text; a Han character counts for each script that uses it.

    >>> sorted(scripts_of_text("λόγος 語"))
    ['Grek', 'Hani', 'Jpan', 'Kore']
    """
    return frozenset().union(*map(_scripts_of_letter, set(text)))


@cache
def _scripts_of_letter(letter: str) -> frozenset[str]:
    if letter.isascii():
        return frozenset({LATIN} if letter.isalpha() else ())
    return frozenset(code for code in SCRIPTS if _pattern(code).match(letter))


def names_of(code: str) -> str:
    """The English name of a script."""
    return SCRIPTS[code].name if code in SCRIPTS else code


@cache
def _pattern(code: str) -> re.Pattern[str]:
    return re.compile(f"[{SCRIPTS[code].letters}]")
