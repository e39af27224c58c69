"""Groups of lines between blank lines, headings without markup, and furniture at the beginning of a line."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.late_patterns import late_pattern
from edition.model.tokens import STOPS
from edition.readers.structure import NOTE_MARK, TextLine

#: A star or dagger after a word, as a note mark.
STAR_MARK = late_pattern(r"(?<=[\w.,;:!?\"”’)\]])(\*+|†)(?=\s|$)")
_STOPS = "".join(sorted(STOPS - {"…"}))
_END_PUNCTUATION = late_pattern(rf"[{_STOPS}:;,：；，、؛،·]['\"”’)\]」』）]*\s*$")
#: A heading of one or two words and a number, with or without a full stop: «CHAPTER II.», «Kapitel 3».
_NUMBERED_HEADING = late_pattern(r"[^\W\d_]+(?:\s[^\W\d_]+)?\s+(?:[IVXLCDM]+|\d{1,3})\.?")
_MAX_HEADING, _MAX_HEADING_WITHOUT_CASE = 90, 30  # code points
LineGroup = tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """The lines between two blank lines. `gap`: how many blank lines stand before it. `words`: its lines as one.

    `is_whole`: False for what furniture within a chunk leaves of it.
    """

    lines: LineGroup
    gap: int
    words: str
    is_whole: bool = True

    @property
    def start(self) -> int:
        """Where its first word begins."""
        return self.lines[0].stripped[0]

    @property
    def end(self) -> int:
        """Where its last word ends."""
        return self.lines[-1].stripped[1]


def split_chunks(lines: Sequence[TextLine]) -> list[Chunk]:
    """The lines of a text in chunks.

    >>> from edition.readers.structure import split_lines
    >>> [(chunk.gap, chunk.words) for chunk in split_chunks(split_lines("One\\n\\n\\nTwo,\\nthree"))]
    [(0, 'One'), (2, 'Two, three')]
    """
    made: list[Chunk] = []
    held: list[TextLine] = []
    blank = gap = 0
    for line in (*lines, TextLine(0, 0, "")):
        if not line.is_blank:
            gap = gap if held else blank
            held.append(line)
            blank = 0
            continue
        if held:
            made.append(Chunk(tuple(held), gap, " ".join(one.text.strip() for one in held)))
            held = []
        blank += 1
    return made


@dataclass(frozen=True, slots=True)
class Furniture:
    """A part [start, end) of a line that matches a pattern of the editor for furniture; code points of the text."""

    start: int
    end: int


def group_lines(lines: Sequence[TextLine]) -> list[LineGroup]:
    """The lines grouped by the blank lines between them; blank lines are left out."""
    made: list[list[TextLine]] = [[]]
    for line in lines:
        if line.is_blank:
            made.append([])
        else:
            made[-1].append(line)
    return [tuple(group) for group in made if group]


def find_wide_gaps(groups: Sequence[LineGroup]) -> set[int]:
    """The numbers of the groups that follow two or more blank lines, where most groups follow one.

    A section begins there.
    """
    gaps = [b[0].start - a[-1].end for a, b in itertools.pairwise(groups)]
    if not gaps or 2 * gaps.count(2) < len(gaps):
        return set()
    return {i + 1 for i, gap in enumerate(gaps) if gap > 2}


def looks_like_heading(words: str) -> bool:
    """Whether a line that is a group of its own is a heading.

    It is short, begins with a capital or a digit, and does not end with punctuation; or it is one or two words with a
    number, where a full stop may follow.
    """
    plain = STAR_MARK.sub("", NOTE_MARK.sub("", words)).strip()
    if len(words) > _MAX_HEADING or not plain or not _may_begin_heading(words):
        return False
    return bool(_NUMBERED_HEADING.fullmatch(plain)) or not _END_PUNCTUATION.search(plain)


def _may_begin_heading(words: str) -> bool:
    """Whether the first character is a capital, a digit, or a letter of a script without capitals.

    In such a script a heading may have fewer characters.
    """
    first = words[0]
    has_no_case = first.isalpha() and first.lower() == first.upper()
    return first.isupper() or first.isdigit() or (has_no_case and len(words) <= _MAX_HEADING_WITHOUT_CASE)


def separate_furniture(line: TextLine, patterns: Sequence[re.Pattern[str]]) -> Iterator[Furniture | TextLine]:
    """The line, or the furniture at its beginning and the rest of the line."""
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
        yield TextLine(cut, line.end, line.text[cut - line.start :])
