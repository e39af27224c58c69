"""Plays in a plain text: speakers, speeches, stage directions, and the names in the list of persons."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from edition.late_patterns import late_pattern
from edition.readers.options import ReaderOptions
from edition.readers.paragraphs import Chunk
from edition.readers.structure import TextLine

_MAX_NAME = 40  # code points
_ASIDE = r"\s*[(\[][^)\]\n]{1,60}[)\]]\s*"
#: «ANNA.», «MRS. BRAND (aside)», «_Anna_.» on a line of its own.
_LINE = late_pattern(rf"\s*_?(?P<name>[^\W\d_][^\n()\[\]:_]{{0,38}}?)_?[.:]?(?:{_ASIDE})?[.:]?\s*$")
#: «ANNA. Who is there?», «_Anna_. Who», «ANNA (aside): Who», «MRS. BRAND. Who»: «MRS.» has no vowel.
_INLINE = late_pattern(
    rf"\s*_?(?P<name>(?:[^\W\d_aeiou]{{1,3}}\.\s)?[^\W\d_][^\n()\[\].:_]{{0,38}})_?(?P<stop>(?:{_ASIDE})?[.:]_?)"
    r"(?:--?|[—–])?\s*(?=\S)",
    re.IGNORECASE,
)
_STAGE = late_pattern(r"\s*(?:\[[^\[\]]*\]|\([^()]*\))[.]?\s*$|\s*_[\[(][^_]*[\])]_\s*$")
_MIN_TIMES = 2  # how often a name that no list of persons has must stand at the head of a speech


@dataclass(frozen=True, slots=True)
class Cue:
    """The name at the head of a speech: where it begins and ends; the rest of the chunk is the speech."""

    start: int
    end: int


class DramaReader:
    """Knows the speakers of one play. `headings`: the chunks that are headings."""

    def __init__(self, text: str, chunks: Sequence[Chunk], options: ReaderOptions, headings: frozenset[int]) -> None:
        self.text, self.chunks, self.headings = text, chunks, headings
        self.cast_words = frozenset(options.structure.cast)
        self.persons, self.cast_chunks = self._read_cast()
        by_line, inline = self._count(_LINE), self._count(_INLINE)
        self.is_inline = options.speakers == "inline" or (
            not options.speakers and sum(inline.values()) > sum(by_line.values())
        )
        counted = inline if self.is_inline else by_line
        self.names = self.persons | {name for name, times in counted.items() if times >= _MIN_TIMES}

    def _read_cast(self) -> tuple[frozenset[str], frozenset[int]]:
        """The names in the list of persons, and its chunks: they follow the heading of such a list."""
        persons: set[str] = set()
        for i, chunk in enumerate(self.chunks):
            if chunk.words.casefold().rstrip(".:") in self.cast_words:
                inside = range(i + 1, self._cast_end(i + 1))
                persons |= {_name_of_person(line.text) for j in inside for line in self.chunks[j].lines}
                return frozenset(persons - {""}), frozenset((i, *inside))
        return frozenset(), frozenset()

    def _ends_cast(self, first: int, i: int) -> bool:
        return i in self.headings or (i > first and self.chunks[i].gap > 1) or bool(_STAGE.match(self.chunks[i].words))

    def _cast_end(self, first: int) -> int:
        return next((i for i in range(first, len(self.chunks)) if self._ends_cast(first, i)), len(self.chunks))

    def _count(self, pattern: re.Pattern[str]) -> Counter[str]:
        """How often each name stands at the head of a chunk; names in small letters count where persons have them."""
        made: Counter[str] = Counter()
        for i, chunk in enumerate(self.chunks):
            if i in self.headings or i in self.cast_chunks:
                continue
            found = pattern.match(chunk.lines[0].text)
            if found and self._may_be_name(found["name"], "_" in found[0]):
                made[_folded(found["name"])] += 1
        return made

    def _may_be_name(self, name: str, is_marked: bool) -> bool:
        letters = [c for c in name if c.isalpha()]
        in_capitals = all(not c.islower() for c in letters) and len(letters) > 1
        return in_capitals or is_marked or _folded(name) in self.persons

    def cue(self, line: TextLine) -> Cue | None:
        """The speaker at the head of a line, if there is one."""
        found = (_INLINE if self.is_inline else _LINE).match(line.text)
        if (
            not found
            or not self._may_be_name(found["name"], "_" in found[0])
            or _folded(found["name"]) not in self.names
        ):
            return None
        start, stop = line.stripped
        return Cue(start, line.start + found.end("stop") if self.is_inline else stop)

    def is_stage(self, chunk: Chunk) -> bool:
        """Whether a chunk is a stage direction: brackets or parentheses enclose it."""
        return bool(_STAGE.match(chunk.words))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _name_of_person(line: str) -> str:
    """The name at the head of a line in the list of persons: its capitals, or what stands before a comma."""
    words = re.split(r"[,.(:;]|\s{3,}|\s[-—–]\s", line.strip().strip("_"))[0].strip("_ ")
    return _folded(words) if len(words) <= _MAX_NAME else ""
