"""Control words of RTF that say how characters are written and what a paragraph is."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from edition.readers.rtf_state import Group, ParagraphState
from edition.readers.rtf_words import RESETS, TOGGLES

_SPACED = 20  # twentieths of a point between letters
_MOST = 16  # characters that stand for one `\\u`
_DEEPEST = 20  # tables in each other
_FLAGS: Mapping[str, Callable[[Group, bool], Group]] = {
    "plain": lambda group, _: group.plain(),
    "v": lambda group, is_on: replace(group, is_hidden=is_on),
    "webhidden": lambda group, is_on: replace(group, is_hidden=is_on),
    "deleted": lambda group, is_on: replace(group, is_deleted=is_on),
    "revised": lambda group, is_on: replace(group, is_inserted=is_on),
}
_SHIFTS = {"up": "superscript", "dn": "subscript"}
_OF_PARAGRAPHS: Mapping[str, Callable[[ParagraphState, int], ParagraphState]] = {
    "pard": lambda _, __: ParagraphState(),
    "s": lambda state, value: replace(state, style=value),
    "outlinelevel": lambda state, value: replace(state, outline=value),
    "ls": lambda state, value: replace(state, list=value),
    "ilvl": lambda state, value: replace(state, list_level=value),
    "intbl": lambda state, _: replace(state, is_in_table=True),
    "itap": lambda state, value: replace(state, table_depth=max(0, min(value, _DEEPEST))),
}


def format_characters(group: Group, name: str, number: int | None) -> Group | None:
    """What holds after a control word; None where it does not say how characters are written."""
    if name in _FLAGS:
        return _FLAGS[name](group, number != 0)
    if name == "uc":
        return replace(group, uc=max(0, min(1 if number is None else number, _MOST)))
    if name in ("lang", "langnp"):
        return replace(group, language=number or 0)
    if name in RESETS:
        return replace(group, rend=group.rend - RESETS[name])
    rend, is_on = TOGGLES.get(name) or _SHIFTS.get(name), number != 0
    if name == "expndtw":
        rend, is_on = "spaced", (number or 0) >= _SPACED
    if rend is None:
        return None
    return replace(group, rend=group.rend | {rend} if is_on else group.rend - {rend})


def format_paragraph(state: ParagraphState, name: str, value: int) -> ParagraphState | None:
    """What holds after a control word; None where it says nothing of paragraphs."""
    change = _OF_PARAGRAPHS.get(name)
    return None if change is None else change(state, value)
