"""Rows of `[[note]]`: notes on an entry, and notes on a passage, which stand in the commentary."""

import re
from collections.abc import Mapping
from typing import Any

from edition.late_patterns import late_pattern
from edition.model.anchor import Anchor
from edition.model.decision import NoteDecision, PassageNote
from edition.project.ideas import Scholars, UnknownNameError

CRITICAL = "critical"
#: Notes on passages: an explanation, where the words come from, and where similar words stand.
KINDS = ("commentary", "source", "parallel")
_CITATION = late_pattern(r"\[@(?P<key>[^\s,;\]]+)(?:,\s*(?P<place>[^\]]*))?\]")


def is_on_passage(row: Mapping[str, Any]) -> bool:
    """Whether a row is a note on a passage: of another kind than a critical one, or with `file` or `to`."""
    return row.get("kind", CRITICAL) != CRITICAL or "file" in row or "to" in row


def problem_of_note(row: Mapping[str, Any]) -> str:
    """Why the keys of a row do not go together; "" where they do."""
    if row.get("kind") == CRITICAL and is_on_passage(row):
        return "a critical note stands in an entry; with to or file write kind = 'commentary'"
    if is_on_passage(row) and "of" in row:
        return "a note on a passage is on no reading; take of out, or kind, file and to"
    return ""


def note_of(row: Mapping[str, Any], common: Mapping[str, Any], scholars: Scholars) -> NoteDecision:
    """A note on an entry, with the works that it cites in their short form. UnknownNameError for an unknown work."""
    for found in _CITATION.finditer(row["text"]):
        if found["key"] not in scholars.works:
            raise UnknownNameError("text", found["key"])

    def cite(found: re.Match[str]) -> str:
        return scholars.works.short(found["key"], (found["place"] or "").strip())

    return NoteDecision(**common, text=_CITATION.sub(cite, row["text"]), of=row.get("of", ""))


def passage_note(row: Mapping[str, Any], common: Mapping[str, Any]) -> PassageNote:
    """A note on a passage."""
    to = row.get("to")
    until = Anchor(to["exact"], to.get("prefix", ""), to.get("suffix", ""), to.get("nth", 0)) if to else None
    kind = row.get("kind", KINDS[0])
    return PassageNote(**common, text=row.get("text", ""), file=row.get("file", ""), kind=kind, until=until)
