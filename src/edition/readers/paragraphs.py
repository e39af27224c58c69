"""What stands between blank lines of a text, and which lines of it are headings."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.readers.structure import NOTE_MARK, Line

#: A star or dagger behind a word that points to a note.
STAR = re.compile(r"(?<=[\w.,;:!?\"”’)\]])(\*+|†)(?=\s|$)")
_SENTENCE_END = re.compile(r"[.!?:;,。！？：；，、؟؛،۔।॥׃·]['\"”’)\]」』）]*\s*$")
#: «CHAPTER II.», «Kapitel 3»: one or two words and a number are a heading, with or without a full stop.
_NUMBERED = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+)?\s+(?:[IVXLCDM]+|\d{1,3})\.?")
_LONGEST_HEADING, _LONGEST_WITHOUT_CASE = 90, 30
Chunk = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch [start, end) of a line that the editor's patterns call furniture, in code points."""

    start: int
    end: int


def chunks_of(lines: Sequence[Line]) -> list[Chunk]:
    """The lines between blank lines."""
    made: list[list[Line]] = [[]]
    for line in lines:
        if line.is_blank:
            made.append([])
        else:
            made[-1].append(line)
    return [tuple(chunk) for chunk in made if chunk]


def wide_gaps(chunks: Sequence[Chunk]) -> set[int]:
    """Which chunks stand after two or more blank lines, in a text that else has one: there a section begins."""
    gaps = [b[0].start - a[-1].end for a, b in itertools.pairwise(chunks)]
    if not gaps or 2 * gaps.count(2) < len(gaps):
        return set()
    return {i + 1 for i, gap in enumerate(gaps) if gap > 2}


def looks_like_heading(words: str) -> bool:
    """Whether a line that stands alone is a heading: short, begins with a capital or digit, does not end like a
    sentence; or a word or two with a number, which a full stop may follow."""
    bare = STAR.sub("", NOTE_MARK.sub("", words)).strip()
    if len(words) > _LONGEST_HEADING or not bare or not _may_begin_heading(words):
        return False
    return bool(_NUMBERED.fullmatch(bare)) or not _SENTENCE_END.search(bare)


def _may_begin_heading(words: str) -> bool:
    """Whether the first letter is a capital, a digit, or of a script without capitals, where headings are shorter."""
    first = words[0]
    has_no_case = first.isalpha() and first.lower() == first.upper()
    return first.isupper() or first.isdigit() or (has_no_case and len(words) <= _LONGEST_WITHOUT_CASE)


def parted(line: Line, patterns: Sequence[re.Pattern[str]]) -> Iterator[Furniture | Line]:
    """The line, with the furniture at its beginning apart."""
    start, end = line.stripped
    words = line.text[start - line.start : end - line.start]
    found = max((m.end() for p in patterns if (m := p.match(words))), default=0)
    if not found:
        yield line
        return
    length = len(words[:found].rstrip())
    yield Furniture(start, start + length)
    if length < len(words):
        cut = start + length
        yield Line(cut, line.end, line.text[cut - line.start :])
