"""The fonts of the program (edition/fonts): those of the pages, and for scripts that neither books nor readers have."""

import tomllib
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from edition.late_patterns import late_pattern

FOLDER = Path(__file__).parent.parent / "fonts"
_RANGE = late_pattern(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


@dataclass(frozen=True, slots=True)
class BundledFont:
    """A font: its family and file, the script that it is for, and its letters there, as ranges of a style sheet.

    `rare`: the letters for which a site needs it; `site`: the letters that it then has there.
    """

    family: str
    file: str
    script: str
    letters: str
    source: str
    rare: str = ""
    site: str = ""

    def is_needed(self, letters: Set[str]) -> bool:
        """Whether a site with these letters needs it."""
        ranges = _in_numbers(self.rare or self.letters)
        return any(first <= ord(letter) <= last for letter in letters for first, last in ranges)

    def data(self) -> bytes:
        """The file of the font."""
        return (FOLDER / self.file).read_bytes()


@dataclass(frozen=True, slots=True)
class SiteFace:
    """A file of a face that pages are set in: the letters of one group. `needed`: those for which a site takes it."""

    family: str
    file: str
    style: str
    weight: int
    letters: str
    needed: str = ""

    def is_needed(self, letters: Set[str]) -> bool:
        """Whether a site with these letters needs it."""
        ranges = _in_numbers(self.needed or self.letters)
        return any(first <= ord(letter) <= last for letter in letters for first, last in ranges)

    def data(self) -> bytes:
        """The file of the font."""
        return (FOLDER / "site" / self.file).read_bytes()


@cache
def site_faces() -> tuple[SiteFace, ...]:
    """The faces of the pages, each in files for groups of letters."""
    table = tomllib.loads((FOLDER / "site" / "faces.toml").read_text("utf-8"))
    return tuple(SiteFace(**row) for row in table["face"])


@cache
def bundled_fonts() -> tuple[BundledFont, ...]:
    """All fonts of the program; those of one script before those of Latin, Greek and Cyrillic letters."""
    table = tomllib.loads((FOLDER / "fonts.toml").read_text("utf-8"))
    return tuple(BundledFont(**row) for row in table["font"])


def font_licence() -> bytes:
    """The licence of the fonts, with their authors."""
    return (FOLDER / "OFL.txt").read_bytes()


@cache
def _in_numbers(ranges: str) -> tuple[tuple[int, int], ...]:
    return tuple((int(first, 16), int(last or first, 16)) for first, last in _RANGE.findall(ranges))
