"""Fields of Word: a code that Word calculates from, and the result that it shows (ECMA-376-1, 17.16)."""

import re
from dataclasses import dataclass

from lxml import etree

from edition.late_patterns import late_pattern
from edition.model import Kind, Rule
from edition.readers.docx_package import W
from edition.readers.events import Open

_GENERATED = frozenset({"TOC", "INDEX", "TOA"})
_ADDRESS = late_pattern(r'HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]+))', re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    code: str = ""
    is_result: bool = False


class Fields:
    """The fields that are open at a place of one part. A field without an end is none."""

    def __init__(self, root: etree._Element) -> None:
        self.complete = _complete_fields(root)
        self._open: list[_Field] = []

    def see(self, mark: etree._Element) -> None:
        """A field begins, comes to its result, or ends."""
        match mark.get(f"{W}fldCharType"):
            case "begin" if mark in self.complete:
                self._open.append(_Field())
            case "separate" if self._open and mark in self.complete:
                self._open[-1].is_result = True
            case "end" if self._open and mark in self.complete:
                self._open.pop()
            case _:
                pass

    def add_code(self, words: str) -> None:
        """A part of a code."""
        if self._open and not self._open[-1].is_result:
            self._open[-1].code += words

    @property
    def rule(self) -> Rule | None:
        """Why words that stand here are no text; None where they are."""
        if any(not one.is_result for one in self._open):
            return Rule.FIELD_CODE
        return Rule.GENERATED if any(is_generated(one.code) for one in self._open) else None

    @property
    def link(self) -> Open | None:
        """The link that words here are part of."""
        return next((link for one in reversed(self._open) if one.is_result and (link := read_link(one.code))), None)


def is_generated(code: str) -> bool:
    """Whether a field makes a table of contents or an index."""
    return code.split(maxsplit=1)[:1] != [] and code.split(maxsplit=1)[0].upper() in _GENERATED


def read_link(code: str) -> Open | None:
    """The link that a code makes; None where it makes none, or leads to a place of the file."""
    found = _ADDRESS.match(code.strip())
    target = (found[1] or found[2] or "") if found else ""
    return Open(Kind.LINK, target=target) if target else None


def _complete_fields(root: etree._Element) -> set[etree._Element]:
    """The marks of fields that have a beginning and an end."""
    complete: set[etree._Element] = set()
    open_marks: list[list[etree._Element]] = []
    for mark in root.iter(f"{W}fldChar"):
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            open_marks.append([mark])
        elif open_marks:
            open_marks[-1].append(mark)
            if kind == "end":
                complete.update(open_marks.pop())
    return complete
