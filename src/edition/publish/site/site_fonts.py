"""The fonts that a site brings along: for the scripts in it that few readers have a font for. Nothing is fetched."""

from collections.abc import Iterable, Mapping

from edition.project.font_bundle import BundledFont, bundled_fonts, font_licence

#: The family that all styles of the site name first; it has the letters of the fonts below and no others.
FAMILY = "Edition Scripts"
FOLDER = "fonts"


def font_files(pages: Iterable[str]) -> tuple[bytes, Mapping[str, bytes]]:
    """The rules of the stylesheet for the letters of these pages, and the files of the fonts by their path."""
    letters = frozenset().union(*map(frozenset, pages))
    fonts = [font for font in bundled_fonts() if font.is_needed(letters)]
    if not fonts:
        return b"", {}
    files = {f"{FOLDER}/{font.file}": font.data() for font in fonts}
    return "".join(map(_rule, fonts)).encode(), files | {f"{FOLDER}/OFL.txt": font_licence()}


def _rule(font: BundledFont) -> str:
    source = f'src: url("{FOLDER}/{font.file}"); font-display: swap; unicode-range: {font.site or font.letters};'
    return f'@font-face {{ font-family: "{FAMILY}"; {source} }}\n'
