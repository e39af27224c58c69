"""What each code of a finding means, from the page docs/findings.md, which is a part of the installation."""

import re
from dataclasses import dataclass
from functools import cache

from edition.late_patterns import late_pattern
from edition.project.assets import asset

_ROW = late_pattern(r"^\| *([A-Z]\d+(?:, [A-Z]\d+)*) *\|(.*)\|\s*$", re.MULTILINE)
_LINK = late_pattern(r"\[([^\]]+)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class FindingCode:
    """A row of the page: what findings of this code say, and what to do."""

    says: str
    advice: str


@cache
def finding_codes() -> dict[str, FindingCode]:
    """Code -> what it means; where the page has several rows for one code, the first.

    >>> finding_codes()["E418"].advice
    'give one of the two another id'
    """
    page = asset("docs", "findings.md").read_text(encoding="utf-8")
    made: dict[str, FindingCode] = {}
    for codes, cells in _ROW.findall(page):
        parts = [_LINK.sub(r"\1", part.replace("\\|", "|")).strip() for part in re.split(r"(?<!\\)\|", cells)]
        if len(parts) == 3:
            for code in codes.split(", "):
                made.setdefault(code, FindingCode(parts[1], parts[2]))
    return made
