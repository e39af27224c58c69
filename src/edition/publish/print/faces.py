"""Which font sets which letters of a book. No letter falls back to a font that is not named here.

The text is in Libertinus Serif: Latin, Greek and Cyrillic letters and what all scripts share. All other letters are in
the fonts of the editor, of the program, of the system, in this order.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from edition.model.scripts import SCRIPTS, script_of_language
from edition.project.font_bundle import bundled_fonts

TEXT = "Libertinus Serif"
#: The typesetter's own fonts for signs; their letters of other scripts are not shaped.
_SIGNS = ("New Computer Modern", "New Computer Modern Math", "DejaVu Sans Mono")
_PLAIN = ("Latn", "Grek", "Cyrl", "Cyrs")
_CYRILLIC = SCRIPTS["Cyrl"].letters
#: Signs that a Chinese, Japanese or Korean text has in its own font.
_EASTERN = (
    rf"{SCRIPTS['Jpan'].letters}{SCRIPTS['Kore'].letters}·—‘’“”…\u3000-\u303f\u3100-\u318f\ufe30-\ufe4f\uff00-\uffef"
)
#: Scripts whose letters join or move by rules: a font that is found by chance may lack the rules.
_JOINING_SCRIPTS = "Arab Syrc Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Laoo Tibt Mymr Khmr Mong"
_JOINING = "".join(one.letters for one in SCRIPTS.values() if one.code in _JOINING_SCRIPTS)

#: What a mark stands on that is shown alone. No font sets a mark on a letter that it lacks itself: the typesetter would
#: lose the letter without a word.
_BEARERS = r" \u00a0\u25cc"

#: The forms of Han characters by the beginning of a language tag, as the names of fonts end.
_REGIONS = (("ja", "JP"), ("ko", "KR"), ("zh-hk", "HK"), ("zh-hant-hk", "HK"), ("zh-hant", "TC"), ("zh-tw", "TC"),
            ("lzh", "TC"), ("yue", "HK"))  # fmt: skip

Face = Mapping[str, str]


def faces(language: str, own: Sequence[str], system: Sequence[str]) -> tuple[Face, ...]:
    """The families of a book in their order, each with the pattern of the letters that it may set, if not all.

    `own`: the families in the folder of the editor. `system`: those of the system, none where they are not wanted.
    """
    found = _faces(script_of_language(language), _by_region(own, language), _by_region(system, language))
    return tuple({"name": name, **({"covers": covers} if covers else {})} for name, covers in found)


def _faces(script: str, own: Sequence[str], system: Sequence[str]) -> Iterator[tuple[str, str]]:
    others = "".join(one.letters for one in SCRIPTS.values() if one.code not in _PLAIN)
    if script == "Cyrs":
        yield from ((name, _class(_CYRILLIC)) for name in (*own, "Edition Serif"))
    elif script in ("Hani", "Jpan", "Kore"):
        yield from ((name, _class(_EASTERN)) for name in (*own, *_preferred(script, system)))
    yield TEXT, _class(others, negated=True)
    yield from ((name, _class("A-Za-z", negated=True)) for name in own)
    for font in bundled_fonts():
        yield font.family, "" if font.script in _PLAIN else _class(SCRIPTS[font.script].letters + _BEARERS)
    for code in SCRIPTS:
        yield from ((name, _class(SCRIPTS[code].letters + _BEARERS)) for name in _preferred(code, system))
    yield from ((name, _class(others, negated=True)) for name in _SIGNS)
    yield from ((name, _class(_JOINING, negated=True)) for name in system)


def _by_region(families: Sequence[str], language: str) -> Sequence[str]:
    """Of families that write Han characters as a region does (… CJK SC) those of the language first."""
    region = next((end for start, end in _REGIONS if language.casefold().startswith(start)), "SC")
    return sorted(families, key=lambda family: not family.endswith(f" {region}"))


def _preferred(script: str, system: Sequence[str]) -> Iterator[str]:
    """The families of the system that are made for a script: Noto, with serifs first."""
    name = "CJK" if script in ("Hani", "Jpan", "Kore") else SCRIPTS[script].name
    wanted = [f"Noto {kind} {name}" for kind in ("Serif", "Naskh", "Sans")]
    return (family for one in wanted for family in system if family == one or family.startswith(f"{one} "))


def _class(letters: str, negated: bool = False) -> str:
    """A character class as the typesetter writes it."""
    written = re.sub(r"\\(?:u([0-9a-f]{4})|U([0-9a-f]{8}))", lambda m: f"\\u{{{(m[1] or m[2]).lstrip('0')}}}", letters)
    return f"[{'^' if negated else ''}{written}]"
