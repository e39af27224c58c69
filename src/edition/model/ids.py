"""Stable `xml:id`s: a kind and a hash of the words and their neighbours (docs/design.md, I4).

An edit elsewhere in the text changes no id; a counter is added only for places with the same words and neighbours.
"""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from edition.late_patterns import late_pattern
from edition.model.witness import BIBLIOGRAPHIC, Kind

#: Characters on each side of some words that make the context of their id.
CONTEXT = 24
#: What the id of a part of a witness begins with; parts of other kinds are not cited and have no id.
PREFIXES: Mapping[Kind, str] = {
    Kind.SECTION: "div",
    Kind.TITLE: "head",
    Kind.HEADING: "head",
    Kind.PARAGRAPH: "p",
    Kind.LIST: "list",
    Kind.ITEM: "item",
    Kind.QUOTATION: "quote",
    Kind.CAPTION: "caption",
    Kind.ENTRY: "bibl",
    Kind.NOTE: "note",
    Kind.NOTE_MARK: "ref",
    Kind.VERSE: "l",
    Kind.ANONYMOUS: "ab",
    Kind.STANZA: "lg",
    Kind.SPEECH: "sp",
    Kind.LINE: "seg",
    **{
        kind: kind.value
        for kind in (
            Kind.SPEAKER,
            Kind.STAGE,
            Kind.TABLE,
            Kind.ROW,
            Kind.CELL,
            Kind.OPENER,
            Kind.CLOSER,
            Kind.DATELINE,
            Kind.SALUTE,
            Kind.SIGNED,
        )
    },
    **dict.fromkeys(BIBLIOGRAPHIC, "b"),
}
_SLUG = late_pattern(r"[^A-Za-z0-9]+")
_GREEK = {
    greek: name.split()[-1].lower()[: 2 if name.endswith(("THETA", "PHI", "CHI", "PSI")) else 1]
    for greek in "αβγδεζηθικλμνξοπρστυφχψω"
    if (name := unicodedata.name(greek))
}

#: Names that Windows gives to devices and no file can have.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
#: Names of which outputs have a file, folder or id of their own: the exports `edition` (the reading text, a collection)
#: and `notes`; every matrix `all`; the index of letters `letters`; headers and registers the rest, and an id for every
#: kind, matter, editor and character.
_FIXED = frozenset(
    (
        "edition", "notes", "all", "letters", "agrees", "checked", "editor", "kinds", "matters", "seed", "variorum",
        "bibliography", "introduction", "commentary",
    )
)  # fmt: skip
_FIXED_KIND = late_pattern(r"kind-|matter-|page-|ed-|bibl-|grp-|u[0-9a-f]{4,6}$")


@dataclass(slots=True)
class Ids:
    """Gives out the ids of one file."""

    taken: dict[str, int] = field(default_factory=dict)

    def make(self, kind: str, words: str, before: str = "", after: str = "") -> str:
        """The id of these words between these neighbours: `kind-` and eight letters or digits."""
        digest = hashlib.sha256("\x1f".join((kind, before, words, after)).encode()).digest()
        name = f"{kind}-{_base32(digest)}"
        count = self.taken[name] = self.taken.get(name, 0) + 1
        return name if count == 1 else f"{name}-{count}"


_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"  # of base32 (RFC 4648), small
_PAIRS = tuple(one + other for one in _LETTERS for other in _LETTERS)  # of ten bits each


def _base32(digest: bytes) -> str:
    """The first five bytes of a digest as eight letters or digits."""
    number = int.from_bytes(digest[:5], "big")
    pairs = (number >> 30, number >> 20 & 1023, number >> 10 & 1023, number & 1023)
    return "".join([_PAIRS[pair] for pair in pairs])


def slugs(sigla: tuple[str, ...]) -> dict[str, str]:
    """For each siglum an id and file name of letters and digits: α → alpha-like `a`, A* → `Ax`; all distinct,
    and the same in whatever order the witnesses are named."""
    made: dict[str, str] = {}
    used: set[str] = set()
    for siglum in sorted(sigla):
        spelled = "".join(_GREEK.get(c, c) for c in siglum.replace("*", "x").replace("²", "2").replace("³", "3"))
        slug = _SLUG.sub("-", spelled).strip("-") or "w"
        slug = f"w{slug}" if not slug[0].isalpha() or _is_reserved(slug.casefold()) else slug
        unique, n = slug, 2
        while unique.casefold() in used:
            unique, n = f"{slug}-{n}", n + 1
        used.add(unique.casefold())
        made[siglum] = unique
    return {siglum: made[siglum] for siglum in sigla}


def _is_reserved(slug: str) -> bool:
    """Whether a witness of that name would meet another file or id; `slug` in small letters."""
    return slug in _DEVICES or slug in _FIXED or _FIXED_KIND.match(slug) is not None
