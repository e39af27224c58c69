"""The entries of an apparatus whose page stands in parts: by what the script of each part counts and filters them."""

import json
import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Final

from edition.late_patterns import late_pattern
from edition.publish.site.page_cuts import Holder, Piece

#: The page that has a table, and the name of its table.
PAGE: Final = "apparatus.html"
TABLE: Final = "entries-apparatus.js"

_ATTRIBUTE: Final = late_pattern(r'\s([\w-]+)="([^"]*)"')
_HEADING: Final = late_pattern(r'<header class="group">(.*?)</header>')
_TAGS: Final = late_pattern(r"<[^>]*>")


def entry_table(files: Sequence[str], groups: Sequence[Sequence[Piece]]) -> str:
    """The script with the table: of each part the file, and of each numbered entry its witnesses and classes, if it
    is accidental, and the sections that it stands in; then the names of sections, in the order of the text."""
    titles: dict[str, str] = {}
    parts = []
    for file, group in zip(files, groups, strict=True):
        rows = []
        for piece in group:
            sections = [holder for holder in piece.within if holder.tag == "section"]
            titles |= {_known(one): title for one in sections if (title := _title(one))}
            if row := _row(piece):
                rows.append([*row, " ".join(_known(one) for one in sections).strip()])
        parts.append([file, rows])
    return f"edition.takeEntries({json.dumps(parts)}, {json.dumps(titles)});\n".replace("<", "\\u003c")


def _known(section: Holder) -> str:
    return section.id.removeprefix("n-")


def _title(section: Holder) -> str:
    found = _HEADING.search(section.opening)
    return unescape(_TAGS.sub("", found[1])) if found else ""


def _row(piece: Piece) -> list[str | int]:
    """Witnesses, classes and weight of an entry; nothing of one that has no number."""
    opening = piece.html.lstrip().partition(">")[0]
    if not opening.startswith("<li"):
        return []
    said: Mapping[str, str] = dict(_ATTRIBUTE.findall(opening))
    if "value" not in said:
        return []
    classes = said.get("class", "").split()
    kinds = " ".join(re.sub("^k-", "", one) for one in classes if one.startswith("k-"))
    return [said.get("data-wit", ""), kinds, int("accidental" in classes)]
