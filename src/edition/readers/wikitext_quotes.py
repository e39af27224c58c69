"""Italic and bold of wikitext: what runs of apostrophes mean in their line."""

from collections.abc import Iterable, Mapping

from edition.readers.events import Open
from edition.readers.wikitext_names import INLINE
from edition.readers.wikitext_tokens import Boundary, End, LineEnd, Quotes, Token

_BOLD, _BOTH = 3, 5


def read_quotes(tokens: Iterable[Token], text: str) -> Mapping[int, tuple[int, int]]:
    """Of each run of apostrophes, by its place: how many of them are words, and how many are a sign (0, 2, 3, 5)."""
    found: dict[int, tuple[int, int]] = {}
    line: list[Quotes] = []
    inline = set(INLINE.values())
    depth: list[bool] = []  # of what is open: whether it ends lines
    for token in tokens:
        if isinstance(token, Quotes):
            line.append(token)
            continue
        is_end = isinstance(token, LineEnd | Boundary)
        if isinstance(token, Open):
            depth.append(token not in inline and token.kind.value != "link")
            is_end = depth[-1]
        elif isinstance(token, End):
            is_end = depth.pop()
        if is_end:
            found |= _read_line(line, text)
            line = []
    return found | _read_line(line, text)


def _read_line(line: list[Quotes], text: str) -> dict[int, tuple[int, int]]:
    made = {one.at: _split(len(one.source)) for one in line}
    signs = [sign for _, sign in made.values()]
    bold = sum(sign >= _BOLD for sign in signs)
    italic = sum(sign in (2, _BOTH) for sign in signs)
    if bold % 2 and italic % 2:
        places = [at for at, (_, sign) in made.items() if sign == _BOLD]
        if places:
            at = min(places, key=lambda one: (_rank(one, text), one))
            made[at] = (made[at][0] + 1, 2)
    return made


def _split(length: int) -> tuple[int, int]:
    if length == _BOLD + 1:
        return 1, _BOLD
    return (length - _BOTH, _BOTH) if length > _BOTH else (0, length)


def _rank(at: int, text: str) -> int:
    """Which bold sign is an apostrophe and an italic sign: best after a word of one letter (`l'''amour''`)."""
    before = text[max(0, at - 2) : at]
    if not before or before[-1] == " ":
        return 2
    return 0 if len(before) == 1 or before[0] == " " else 1
