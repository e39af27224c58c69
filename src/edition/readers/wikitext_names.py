"""Tables of wikitext: what its tags are, and what the names of its spaces and the words of its images mean."""

import re
from collections.abc import Mapping

from edition.late_patterns import late_pattern
from edition.model import Kind, Rule
from edition.readers.events import Open


def _emphasis(**names: str) -> Mapping[str, Open]:
    return {name: Open(Kind.EMPHASIS, rend=rend) for rend, given in names.items() for name in given.split()}


#: Tags around words -> the part that they make.
INLINE: Mapping[str, Open] = {
    **_emphasis(
        italic="i em cite var dfn",
        bold="b strong",
        underline="u",
        strike="s strike",
        superscript="sup",
        subscript="sub",
        small="small",
        large="big",
    ),
    "del": Open(Kind.DELETED),
    "ins": Open(Kind.ADDED),
}
#: Tags that end the line before them and behind them.
BOUNDARIES = frozenset(["p", "div", "center", "dl", "ul", "ol", "dd", "dt", "section", "article", "hr"])
_PLAIN_TAGS = """
    span font tt code kbd samp abbr time data bdi bdo ruby rb rp q mark nobr onlyinclude tbody thead tfoot wbr
    translate languages tvar templatestyles indicator
"""
#: Tags that say nothing of their words.
TRANSPARENT = frozenset(_PLAIN_TAGS.split())
#: Tags whose contents are taken letter for letter; their lines are lines.
VERBATIM = frozenset({"pre", "source", "syntaxhighlight"})
#: Tags that are left out with their contents.
LEFT_OUT: Mapping[str, Rule] = {
    **dict.fromkeys(("math", "chem", "ce"), Rule.FIELD_CODE),
    **dict.fromkeys(("timeline", "graph", "score", "hiero", "imagemap", "mapframe", "maplink"), Rule.PICTURE),
    **dict.fromkeys(("categorytree", "inputbox", "templatedata", "pagequality", "rt"), Rule.METADATA),
    "noinclude": Rule.RUNNING_HEAD,
    "includeonly": Rule.HIDDEN,
}
#: Structures and blocks that tags make.
BLOCKS: Mapping[str, Open] = {
    "blockquote": Open(Kind.QUOTATION),
    "poem": Open(Kind.STANZA),
    "table": Open(Kind.TABLE),
    "tr": Open(Kind.ROW),
    "td": Open(Kind.CELL),
    "th": Open(Kind.CELL),
    "caption": Open(Kind.CAPTION),
    **{f"h{level}": Open(Kind.HEADING, level=str(level)) for level in range(1, 7)},
}

_CATEGORIES = """
    category kategorie kategoria kategori kategorija catégorie categoría categoria categorie luokka
    категория категорія kategória κατηγορία קטגוריה تصنيف 分类 分類 カテゴリ 분류 thể_loại
"""
_FILES = """
    file image datei bild fichier archivo imagen immagine ficheiro imagem bestand afbeelding fil plik
    grafika soubor tiedosto kuva файл изображение файл_ зображення fájl kép αρχείο εικόνα קובץ ملف 文件
    ファイル 파일 media
"""
_LANGUAGE = late_pattern(r"[a-z]{2,3}(?:-[a-z]{2,10})?|simple")
_IMAGE_WORD = late_pattern(
    r"""(?:thumb|thumbnail|mini|miniatur|miniatura|vignette|min|frame|framed|gerahmt|cadre|frameless|rahmenlos|border
    |left|right|center|none|links|rechts|zentriert|ohne|gauche|droite|centré|néant|izquierda|derecha|sinistra|destra
    |upright|hochkant|redresse|baseline|middle|sub|super|text-top|text-bottom|top|bottom|\d*x?\d+\s*px
    |(?:upright|hochkant|redresse|alt|link|lang|page|seite|class|verweis|alternativtext|thumb|lossy)\s*=.*)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_SHOWS_CAPTION = late_pattern(
    r"thumb|thumbnail|mini|miniatur|miniatura|vignette|frame|framed|gerahmt|cadre|thumb\s*=.*", re.IGNORECASE
)
_REDIRECT = late_pattern(
    r"#\s*(?:redirect(?:ion)?|weiterleitung|redirección|redireccion|rinvia|redirecionamento|doorverwijzing|patrz"
    r"|перенаправление|перенаправлення|omdirigering|omdirigering|ohjaus|přesměruj|重定向|転送)\s*:?\s*\[\[([^\]|]*)",
    re.IGNORECASE,
)


def redirect_target(text: str) -> str:
    """The page that a page without words of its own leads to; "" for any other page.

    >>> redirect_target("#REDIRECT [[Ann (rower)]]")
    'Ann (rower)'
    """
    found = _REDIRECT.match(text.lstrip("\ufeff \n\t"))
    return found[1].strip() if found else ""


def link_rule(title: str) -> Rule | None:
    """Why a link without a label is left out: a category, a picture, the same page in another language; else None."""
    space, colon, rest = title.strip().partition(":")
    name = space.strip().casefold().replace(" ", "_")
    if not colon or not name or not rest.strip():
        return None
    if name in _CATEGORIES.split():
        return Rule.CATEGORY
    if name in _FILES.split():
        return Rule.PICTURE
    return Rule.LINK_TARGET if _LANGUAGE.fullmatch(space.strip()) else None


def shows_caption(parts: list[str]) -> bool:
    """Whether a picture with these words between `|` shows a caption on the page."""
    return any(_SHOWS_CAPTION.fullmatch(one.strip()) for one in parts)


def is_image_word(part: str) -> bool:
    """Whether what stands between two `|` of a picture says how to show it, and is no caption."""
    return not part.strip() or _IMAGE_WORD.fullmatch(part.strip()) is not None


def template_name(name: str) -> str:
    """A name of a template as names are compared: `Lang_la` and `lang la` are one.

    >>> template_name(" Lang_la ")
    'lang la'
    """
    return " ".join(name.replace("_", " ").split()).casefold()
