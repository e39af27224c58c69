"""A printed page as it is read back: its words with their places, by poppler."""

import html
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

_WORD = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
_SHEET = re.compile(r"<page .*?</page>", re.S)


@dataclass(frozen=True, slots=True)
class Seen:
    """A word on a sheet, in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def sheets_of(pdf: bytes, folder: Path) -> list[list[Seen]]:
    """The words of every sheet in the order in which they are drawn."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    path = folder / "read.pdf"
    path.write_bytes(pdf)
    command = ["pdftotext", "-raw", "-bbox", str(path), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [
        [
            Seen(html.unescape(word), float(left), float(top), float(right), float(bottom))
            for left, top, right, bottom, word in _WORD.findall(sheet)
        ]
        for sheet in _SHEET.findall(text)
    ]


def words_at(sheet: Sequence[Seen], baseline: float) -> list[str]:
    """The words of one line, from left to right."""
    found = [w for w in sheet if w.top < baseline < w.bottom < baseline + 8]
    return [w.text for w in sorted(found, key=lambda w: w.left)]


def stands(word: str, row: Sequence[str]) -> bool:
    """Whether the word is in the line, or begins at its end and is hyphenated, or ends at its start."""
    hyphenated = bool(row) and row[-1][-1] in "-\u00ad\u2010" and word.startswith(row[-1][:-1])
    return any(compact(word) in compact(one) for one in row) or hyphenated


def compact(text: str) -> str:
    """Letters and digits alone: what hyphens and blanks at the ends of lines do not change."""
    return "".join(c for c in text if c.isalnum())


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


def logical(word: str) -> str:
    """A word as it is read: poppler gives letters from left to right."""
    return word[::-1] if _RIGHT_TO_LEFT.search(word) else word
