"""Makes the fonts of the program (src/edition/fonts) from free fonts: python tools/fonts.py FOLDER.

FOLDER holds the unpacked Debian packages fonts-noto-core and fonts-junicode (`apt-get download`, `dpkg -x`). Each font
is cut to the letters that are needed here, has no instructions for screens, and gets a name of our own, so that a font
that an editor names in `[pdf] fonts` is another one. The same fonts give the same bytes. Needs fontTools (MIT).
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
from edition.model.scripts import script_of_letter

OUT = Path(__file__).parent.parent / "src" / "edition" / "fonts"
#: Letters of texts in Latin script, with the signs of medieval manuscripts and of editors. Private-use letters are not
#: among them: what they mean only the editor knows.
_LATIN = (
    (0x20, 0x7E), (0xA0, 0x36F), (0x1AB0, 0x1AFF), (0x1D00, 0x1EFF), (0x2000, 0x20CF), (0x20D0, 0x20F0),
    (0x2150, 0x218F), (0x2C60, 0x2C7F), (0x2E00, 0x2E7F), (0xA720, 0xA7FF), (0xAB30, 0xAB6F), (0xFB00, 0xFB06),
    (0xFE20, 0xFE2F), (0x10780, 0x107BF),
)  # fmt: skip
#: Of the two fonts for letters that every system has in part: the letters that few have, which call for the font on a
#: site, and the letters that the font then takes over.
_RARE_LATIN = (
    (0x1BF, 0x1BF), (0x1F7, 0x1F7), (0x21C, 0x21D), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x204A, 0x204A),
    (0x2C60, 0x2C7F), (0x2E00, 0x2E7F), (0xA720, 0xA7FF), (0xAB30, 0xAB6F), (0x10780, 0x107BF),
)  # fmt: skip
_RARE_LETTERS = (
    (0x370, 0x373), (0x376, 0x377), (0x37B, 0x37D), (0x3D0, 0x3E1), (0x3F0, 0x3FF), (0x1F00, 0x1FFF),
    (0x460, 0x489), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F), (0xFE2E, 0xFE2F),
)  # fmt: skip
_LETTERS = ((0x370, 0x3E1), (0x3F0, 0x52F), (0x1C80, 0x1C8F), (0x1F00, 0x1FFF), (0x2DE0, 0x2DFF), (0xA640, 0xA69F),
            (0xFE2E, 0xFE2F))  # fmt: skip
_ON_SITE = {"Latn": {"rare": _RARE_LATIN, "site": _RARE_LATIN}, "Cyrs": {"rare": _RARE_LETTERS, "site": _LETTERS}}


@dataclass(frozen=True)
class Source:
    """A font to be cut: its file, the script it is for, its name here, the features and letters that stay."""

    file: str
    script: str
    name: str
    features: tuple[str, ...] = ("*",)
    letters: tuple[tuple[int, int], ...] = ()


_NOTO = "usr/share/fonts/truetype/noto/"
_JUNICODE = "usr/share/fonts/opentype/junicode/JunicodeTwoBeta-Regular.otf"
SOURCES = (
    Source(f"{_NOTO}NotoSerifHebrew-Regular.ttf", "Hebr", "Hebrew"),
    Source(f"{_NOTO}NotoNaskhArabic-Regular.ttf", "Arab", "Arabic"),
    Source(f"{_NOTO}NotoSansSyriac-Regular.ttf", "Syrc", "Syriac"),
    Source(f"{_NOTO}NotoSerifDevanagari-Regular.ttf", "Deva", "Devanagari"),
    Source(f"{_NOTO}NotoSerifEthiopic-Regular.ttf", "Ethi", "Ethiopic"),
    Source(f"{_NOTO}NotoSansCoptic-Regular.ttf", "Copt", "Coptic"),
    Source(f"{_NOTO}NotoSerifArmenian-Regular.ttf", "Armn", "Armenian"),
    Source(f"{_NOTO}NotoSerifGeorgian-Regular.ttf", "Geor", "Georgian"),
    Source(f"{_NOTO}NotoSansGothic-Regular.ttf", "Goth", "Gothic"),
    Source(f"{_NOTO}NotoSansGlagolitic-Regular.ttf", "Glag", "Glagolitic"),
    Source(_JUNICODE, "Latn", "Medieval", ("kern", "liga", "mark", "mkmk", "ccmp", "locl"), _LATIN),
    Source(f"{_NOTO}NotoSerif-Regular.ttf", "Cyrs", "Serif"),
)


def main(folder: Path) -> None:
    """Write every font and the list of them."""
    OUT.mkdir(exist_ok=True)
    rows = [row for source in SOURCES for row in make_font(folder, source)]
    head = "# The fonts of the program. Made by tools/fonts.py; NOTICE names their authors and licence.\n"
    (OUT / "fonts.toml").write_text(head + "".join(rows), encoding="utf-8")


def make_font(folder: Path, source: Source) -> Iterator[str]:
    """Write one font; yields its row in the list."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = list(source.features)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["DSIG"]
    options.recalc_timestamp = False
    font = TTFont(folder / source.file, recalcTimestamp=False)
    known = frozenset(font.getBestCmap())
    wanted = {code for first, last in source.letters for code in range(first, last + 1)} & known or known
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    title = _name(font, 1), _name(font, 5).split(";")[0]
    _rename(font, f"Edition {source.name}")
    path = OUT / f"{source.name.lower()}{Path(source.file).suffix}"
    font.save(path)
    own = {code for code in wanted if is_for(source.script, code)}
    yield (
        f'\n[[font]]\nfamily = "Edition {source.name}"\nfile = "{path.name}"\nscript = "{source.script}"\n'
        f'source = "{title[0]}, {title[1].lower()}"\nletters = "{in_ranges(own)}"\n'
        + "".join(f'{key} = "{in_ranges(_within(own, r))}"\n' for key, r in _ON_SITE.get(source.script, {}).items())
    )


def is_for(script: str, code: int) -> bool:
    """Whether a font is for a letter: of its script; the fonts of Latin and Cyrillic letters for all that they have."""
    if script in ("Latn", "Cyrs"):
        return code > 0x7F
    return script_of_letter(chr(code)) == script


def _within(codes: Iterable[int], ranges: Iterable[tuple[int, int]]) -> set[int]:
    return {code for code in codes if any(first <= code <= last for first, last in ranges)}


def in_ranges(codes: Iterable[int]) -> str:
    """Code points as ranges of a style sheet."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def _name(font: TTFont, number: int) -> str:
    return str(font["name"].getDebugName(number))


def _rename(font: TTFont, family: str) -> None:
    said = {1: family, 2: "Regular", 3: f"{family} Regular", 4: f"{family} Regular", 6: family.replace(" ", "")}
    for record in font["name"].names:
        if record.nameID in said:
            record.string = said[record.nameID]
    if "CFF " in font:
        font["CFF "].cff.fontNames = [said[6]]
        top = font["CFF "].cff.topDictIndex[0]
        top.FamilyName, top.FullName = family, f"{family} Regular"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
