"""References to stretches of a text by block and word, as a location-referenced apparatus has them (docs/collate.md).

`3.17` is word 17 of block 3, `3.17-19` words 17 to 19. Words stand between blanks and count from 1. Where an edge is
not that of a word, characters of the word follow: `3.17-19:4` ends behind the fourth character of word 19 (blanks
behind a word are its last characters). `3.17:4` is a point: there the base has nothing. `3+` is the place behind
block 3, `0+` that before the first.
"""

from bisect import bisect_right

from edition.late_patterns import late_pattern

_WORD = late_pattern(r"[^ ]+")
_REFERENCE = late_pattern(r"(?P<block>\d+)\.(?P<word>\d+)(?::(?P<at>\d+))?(?:-(?P<last>\d+)(?::(?P<until>\d+))?)?")


class BlockWords:
    """The words of a block of the base; block and words count from 1."""

    def __init__(self, number: int, text: str) -> None:
        self.number = number
        spans = [m.span() for m in _WORD.finditer(text)]
        self._starts = [0, *(start for start, _ in spans)]  # word 0: blanks before the first
        self._ends = [0, *(end for _, end in spans)]

    def reference(self, start: int, end: int) -> str:
        """The reference to the characters [start, end)."""
        word = self._word(start)
        at = start - self._starts[word]
        if start == end:
            return f"{self.number}.{word}:{at}"
        last = self._word(end - 1)
        until = "" if end == self._ends[last] else f":{end - self._starts[last]}"
        if not at and not until and word == last:
            return f"{self.number}.{word}"
        return f"{self.number}.{word}{f':{at}' if at else ''}-{last}{until}"

    def resolved(self, reference: str) -> tuple[int, int]:
        """The characters [start, end) that a reference to this block names. ValueError if it is none."""
        found = _REFERENCE.fullmatch(reference)
        if found is None or int(found["block"]) != self.number:
            raise ValueError(f"{reference} is no reference to block {self.number}")
        start = self._starts[int(found["word"])] + int(found["at"] or 0)
        if found["last"] is None:
            return start, (start if found["at"] else self._ends[int(found["word"])])
        last = int(found["last"])
        return start, self._starts[last] + int(found["until"]) if found["until"] else self._ends[last]

    def _word(self, offset: int) -> int:
        return max(bisect_right(self._starts, offset) - 1, 0)
