"""Makes the fonts of the pages (src/edition/fonts/site) from free fonts: python tools/site_fonts.py FOLDER.

FOLDER holds the unpacked Debian package fonts-linuxlibertine (`apt-get download`, `dpkg -x`): Linux Libertine and Linux
Biolinum. Each face is cut into files for groups of letters, of which a site takes those that it needs, and gets a name
of our own, as the licence asks. The same fonts give the same bytes. Needs fontTools and brotli (both MIT).
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fonts import OUT, in_ranges
from fontTools import subset
from fontTools.ttLib import TTFont

_FOLDER = OUT / "site"
#: Groups of letters: the code points that a file has, and of them those for which a site takes it (all, if none).
_GROUPS = {
    "latin": ("20-7E A0-FF 131 152-153 2BB-2BD 2C6 2DA 2DC 300-304 308 323 2002-200F 2010-205F 20AC 2116 2122 "
              "2190-2193 2212 2215 2E17 FB00-FB04", ""),
    "latin-ext": ("100-2BA 2BE-2C5 305-307 309-322 324-36F 1E00-1EFF 2C60-2C7F",
                  "100-130 132-151 154-2AF 1E00-1EFF"),
    "greek": ("370-3FF 1F00-1FFF", ""),
    "cyrillic": ("400-52F", ""),
}  # fmt: skip
_FEATURES = ("kern", "liga", "locl", "mark", "mkmk", "ccmp", "onum", "lnum", "pnum", "tnum")


@dataclass(frozen=True)
class Face:
    """A face to be cut: its file, its family here, style and weight."""

    file: str
    family: str
    style: str = "normal"
    weight: int = 400


#: Of heavier ones only Latin letters are cut: a browser makes the others of the regular face.
FACES = (
    Face("LinLibertine_R.otf", "Edition Text"),
    Face("LinLibertine_RI.otf", "Edition Text", "italic"),
    Face("LinLibertine_RZ.otf", "Edition Text", "normal", 600),
    Face("LinBiolinum_R.otf", "Edition Frame"),
    Face("LinBiolinum_RB.otf", "Edition Frame", "normal", 600),
)


def main(folder: Path) -> None:
    """Write every file and the list of them."""
    _FOLDER.mkdir(exist_ok=True)
    place = folder / "usr" / "share" / "fonts" / "opentype" / "linux-libertine"
    rows = [
        row
        for face in FACES
        for name in _GROUPS
        if name == "latin" or face.weight == 400
        for row in cut(place, face, name)
    ]
    head = "# The fonts of the pages. Made by tools/site_fonts.py; NOTICE names their author and licence.\n"
    (_FOLDER / "faces.toml").write_text(head + "".join(rows), encoding="utf-8")


def cut(folder: Path, face: Face, group: str) -> Iterator[str]:
    """Write the letters of one group; yields the row in the list."""
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.layout_features = list(_FEATURES)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["DSIG"]
    options.recalc_timestamp = False
    font = TTFont(folder / face.file, recalcTimestamp=False)
    letters, needed = (_codes(ranges) & set(font.getBestCmap()) for ranges in _GROUPS[group])
    if not letters:
        return
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    kind = "italic" if face.style == "italic" else "regular" if face.weight == 400 else "semibold"
    _rename(font, face.family, kind.capitalize())
    path = _FOLDER / f"{face.family.split()[-1].lower()}-{kind}-{group}.woff2"
    font.flavor = "woff2"
    font.save(path)
    yield (
        f'\n[[face]]\nfamily = "{face.family}"\nfile = "{path.name}"\nstyle = "{face.style}"\nweight = {face.weight}\n'
        f'letters = "{in_ranges(letters)}"\n' + (f'needed = "{in_ranges(needed)}"\n' if needed else "")
    )


def _codes(ranges: str) -> set[int]:
    made: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        made |= set(range(int(first, 16), int(last or first, 16) + 1))
    return made


def _rename(font: TTFont, family: str, kind: str) -> None:
    whole = f"{family} {kind}"
    said = {1: family, 2: kind, 3: whole, 4: whole, 6: whole.replace(" ", "")}
    for record in font["name"].names:
        if record.nameID in said:
            record.string = said[record.nameID]
    if "CFF " in font:
        font["CFF "].cff.fontNames = [said[6]]
        top = font["CFF "].cff.topDictIndex[0]
        top.FamilyName, top.FullName = family, whole


if __name__ == "__main__":
    main(Path(sys.argv[1]))
