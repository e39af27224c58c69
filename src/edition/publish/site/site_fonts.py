"""The fonts that a site brings along: those that its pages are set in, and those for scripts that few readers have.

Of each family it has the files whose letters its pages have. Nothing is fetched.
"""

from collections.abc import Iterable, Mapping

from edition.project.font_bundle import BundledFont, SiteFace, bundled_fonts, font_licence, site_faces

#: The family that all styles of the site name first; it has the letters of the fonts below and no others.
FAMILY = "Edition Scripts"
FOLDER = "fonts"


def font_files(pages: Iterable[str]) -> tuple[bytes, Mapping[str, bytes]]:
    """The rules of the stylesheet for the letters of these pages, and the files of the fonts by their path."""
    letters = frozenset().union(*map(frozenset, pages))
    known: list[SiteFace | BundledFont] = [*site_faces(), *bundled_fonts()]
    fonts = [font for font in known if font.is_needed(letters)]
    files = {f"{FOLDER}/{font.file.rpartition('/')[2]}": font.data() for font in fonts}
    return "".join(map(_rule, fonts)).encode(), files | {f"{FOLDER}/OFL.txt": font_licence()}


#: A font that comes late is for the next page: lines never move while somebody reads.
_WHEN = "optional"


def _rule(font: BundledFont | SiteFace) -> str:
    source = f'src: url("{FOLDER}/{font.file.rpartition("/")[2]}"); font-display: {_WHEN};'
    if isinstance(font, SiteFace):
        kind = f"font-style: {font.style}; font-weight: {font.weight};"
        return f'@font-face {{ font-family: "{font.family}"; {kind} {source} unicode-range: {font.letters}; }}\n'
    return f'@font-face {{ font-family: "{FAMILY}"; {source} unicode-range: {font.site or font.letters}; }}\n'
