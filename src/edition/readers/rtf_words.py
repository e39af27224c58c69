"""Tables of RTF: what its control words stand for, destinations and the rules that leave them out, code pages."""

import codecs
from collections.abc import Mapping
from locale import windows_locale

from edition.model import Rule

#: Control words and symbols that are characters.
CHARACTERS: Mapping[str, str] = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": "\t",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "~": "\u00a0",
    "_": "\u2011",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "zwbo": "\u200b",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
    "\\": "\\",
    "{": "{",
    "}": "}",
}
#: Control words that a 0 turns off -> renditions.
TOGGLES: Mapping[str, str] = {
    "b": "bold",
    "i": "italic",
    "scaps": "smallCaps",
    "super": "superscript",
    "sub": "subscript",
    "strike": "strike",
    "striked": "strike",
    **dict.fromkeys(
        """ul uld uldash uldashd uldashdd uldb ulhwave ulldash ulth ulthd ulthdash ulthdashd ulthdashdd ulthldash
        ululdbwave ulw ulwave""".split(),  # noqa: SIM905 - a list of names is read more easily
        "underline",
    ),
}
#: Control words that turn renditions off.
RESETS: Mapping[str, frozenset[str]] = {
    "ulnone": frozenset({"underline"}),
    "nosupersub": frozenset({"superscript", "subscript"}),
}
_METADATA = """
    fonttbl colortbl stylesheet info generator listtable listoverridetable rsidtbl xmlnstbl filetbl revtbl themedata
    colorschememapping latentstyles datastore mmathPr pgdsctbl userprops passwordhash docvar wgrffmtfilter defchp defpap
    background panose falt company operator template bkmkstart bkmkend atrfstart atrfend pn pgptbl listtag pntxta pntxtb
    pnseclvl
    listname listpicture leveltext levelnumbers ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn objclass objname objalias
    objsect protusertbl private keycode fchars lchars htmltag mhtmltag atnid atnauthor atndate atntime atnparent
    atnref atnicn ffname ffdeftext ffstattext ffhelptext formfield datafield picprop blipuid xmlattrname
    xmlattrvalue xmlopen xmlclose factoidname oldcprops oldpprops oldtprops oldsprops ebcstart ebcend gridtbl
    fontemb fontfile hlinkbase hlfr hlloc hlsrc nextfile mailmerge expandedcolortbl
    msmail protstart protend
"""
#: Destinations that are left out -> the rule.
LEFT_OUT: Mapping[str, Rule] = {
    **dict.fromkeys(_METADATA.split(), Rule.METADATA),
    **dict.fromkeys("header headerl headerr headerf footer footerl footerr footerf".split(), Rule.RUNNING_HEAD),  # noqa: SIM905
    **dict.fromkeys("pict shppict objdata sp mmathPict NeXTGraphic".split(), Rule.PICTURE),  # noqa: SIM905
    **dict.fromkeys("nonshppict shprslt nonesttables".split(), Rule.TWIN),  # noqa: SIM905
    **dict.fromkeys(("fldinst", "xe", "tc", "tcn", "rxe", "txe"), Rule.FIELD_CODE),
}
#: Destinations whose words are text, though programs that do not know them shall leave them out.
TRANSPARENT = frozenset("nesttableprops shpinst do ud objattph result fldrslt shp shpgrp".split())  # noqa: SIM905
#: Destinations with the number or the bullet of an item.
LABELS = frozenset({"listtext", "pntext"})
#: Destinations with the words of a text box.
BOXES = frozenset({"shptxt", "dptxbxtext"})

#: Numbers of character sets (`\\fcharset`) -> code pages; 0 and 1 are those of the file.
CHARSETS: Mapping[int, str] = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
#: The character set of fonts with signs of their own.
SYMBOLS = 2
_PAGES = {
    936: "gbk",
    950: "big5",
    1361: "johab",
    10000: "mac_roman",
    10006: "mac_greek",
    10007: "mac_cyrillic",
    10029: "mac_latin2",
    10081: "mac_turkish",
    20866: "koi8_r",
    28591: "latin_1",
    65001: "utf_8",
}


_LANGUAGES = {**windows_locale, 0x0476: "la"}


def language_of(number: int) -> str:
    """The language of a number of Windows (BCP 47, without the country); "" for one that says none.

    >>> language_of(1036), language_of(1024)
    ('fr', '')
    """
    return _LANGUAGES.get(number, "").partition("_")[0]


def code_page(number: int) -> str:
    """The encoding of a code page; "" for one that Python does not know.

    >>> code_page(1251), code_page(9)
    ('cp1251', '')
    """
    name = _PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return ""
    return name
