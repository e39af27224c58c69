"""Letters in a plain text: openers with dateline and salutation, closers with signature."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from edition.late_patterns import late_pattern
from edition.model import Kind, Node
from edition.project.language_tables import StructureWords
from edition.readers.paragraphs import Chunk
from edition.readers.structure import InlineRules, TextLine, make_block

_MAX_LINE, _MAX_SIGNATURE = 70, 45  # code points
_MAX_CLOSER, _MAX_CLOSER_CHUNKS = 4, 3  # lines of one chunk; chunks
_NUMBER = late_pattern(r"[(\[]?(?:\d{1,4}|[IVXLCDM]+)[.:)\]]{0,2}(?:\[\d+\])?")  # of a letter, with a mark of a note
_NEVER = late_pattern(r"(?!)")


@dataclass(frozen=True, slots=True)
class LetterWords:
    """Datelines, salutations and closings of a language as patterns of a whole line."""

    dateline: re.Pattern[str]
    salutation: re.Pattern[str]
    closing: re.Pattern[str]

    @classmethod
    def of(cls, words: StructureWords) -> "LetterWords":
        """The patterns; a dateline of a language without words has a year."""
        months = "".join(rf"|\b{re.escape(month)}\b" for month in words.months)
        return cls(
            re.compile(
                rf"(?=.{{4,{_MAX_LINE}}}$)(?=[^a-z]*[A-Z\d]).*(?:\b1[0-9]\d\d\b|\b20\d\d\b{months})", re.IGNORECASE
            ),
            _lines_of(words.salutations, r"\b[^.?;]{0,60}[,!:—–-]+$"),
            _lines_of(words.closings, r"\b[^?]{0,60}$"),
        )

    def is_dateline(self, line: TextLine) -> bool:
        """Whether a short line has a month or a year, and is no sentence."""
        text = line.text.strip()
        return bool(self.dateline.match(text)) and (text[0].isupper() or text[0].isdigit() or text[0] in "[(")


def _lines_of(words: Sequence[str], rest: str) -> re.Pattern[str]:
    if not words:
        return _NEVER
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))}){rest}", re.IGNORECASE)


class LetterReader:
    """Finds the openers and closers of the letters of one text.

    `headings`: the chunks that are headings. `taken`: chunks of notes and captions, which are neither.
    """

    def __init__(
        self,
        text: str,
        chunks: Sequence[Chunk],
        words: StructureWords,
        headings: frozenset[int],
        taken: frozenset[int] = frozenset(),
    ) -> None:
        self.text, self.chunks, self.headings, self.taken = text, chunks, headings, taken
        self.words = LetterWords.of(words)
        self.openers = self._find_openers()
        self.closers = self._find_closers()

    def _find_openers(self) -> dict[int, int]:
        """Chunk -> how many of its lines belong to an opener; a salutation alone begins none within a letter."""
        made: dict[int, int] = {}
        for i, chunk in enumerate(self.chunks):
            if i in self.headings or i in self.taken:
                continue
            length = self._opener_lines(chunk)
            starts = i == 0 or i - 1 in self.headings or i - 1 in made or self._is_dateline_chunk(chunk, length)
            if length and starts:
                made[i] = length
        return made

    def _is_dateline_chunk(self, chunk: Chunk, length: int) -> bool:
        return any(self.words.is_dateline(line) for line in chunk.lines[:length])

    def _opener_lines(self, chunk: Chunk) -> int:
        """How many lines at the head of a chunk are a dateline, a salutation, or lines of an address before these."""
        length = 0
        for k, line in enumerate(chunk.lines[:5]):
            words = line.text.strip()
            if self.words.salutation.match(words):
                return k + 1
            if self.words.is_dateline(line):
                length = k + 1
            elif len(words) > _MAX_LINE or (words.endswith((".", "?", "!")) and length):
                break
        is_short = length == len(chunk.lines) or (length and len(chunk.lines[0].text.strip()) <= _MAX_SIGNATURE)
        return length if is_short and self._is_no_prose(chunk, length) else 0

    @staticmethod
    def _is_no_prose(chunk: Chunk, length: int) -> bool:
        """Whether lines of an opener are no wrapped lines of a paragraph."""
        return length == len(chunk.lines) or all(
            len(line.text.strip()) <= _MAX_SIGNATURE for line in chunk.lines[:length]
        )

    def opener(self, i: int, inline: InlineRules) -> tuple[Node, ...]:
        """The lines of the opener at the head of a chunk."""
        made = []
        for line in self.chunks[i].lines[: self.openers[i]]:
            kind = Kind.LINE
            if self.words.salutation.match(line.text.strip()):
                kind = Kind.SALUTE
            elif self.words.is_dateline(line):
                kind = Kind.DATELINE
            made.append(make_block(kind, self.text, *line.stripped, inline))
        return tuple(made)

    def _find_closers(self) -> frozenset[int]:
        """The chunks that end a letter: short lines right before the next heading or opener, or the end of the text.

        What follows a heading, or the number of a letter, ends nothing: it belongs to the opener behind it, or is text.
        """
        made: set[int] = set()
        bounds = self.headings | {i for i, chunk in enumerate(self.chunks) if _NUMBER.fullmatch(chunk.words)}
        for end in sorted({*self.openers, *bounds, len(self.chunks)}):
            run = list(self._short_chunks_before(end, bounds))
            if run and run[-1] > 0 and run[-1] - 1 not in bounds:
                made.update(run)
            elif end in self.openers:
                self._lengthen_opener(end - len(run))
        return frozenset(made)

    def _short_chunks_before(self, end: int, bounds: Set[int]) -> Iterator[int]:
        """The chunks right before another that may close a letter, the last one first."""
        for i in range(end - 1, max(end - 1 - _MAX_CLOSER_CHUNKS, -1), -1):
            if i in self.openers or i in bounds or i in self.taken or not self._may_close(self.chunks[i]):
                return
            yield i

    def _lengthen_opener(self, first: int) -> None:
        """Take the number of a letter, and lines such as «TO ZMESKALL.» behind it, into its opener, which begins at
        the chunk `first` or behind short chunks from there on."""
        if first > 0 and first - 1 not in self.headings and _NUMBER.fullmatch(self.chunks[first - 1].words):
            first -= 1
        elif first - 1 not in self.headings:
            return
        while first not in self.openers:
            self.openers[first] = len(self.chunks[first].lines)
            first += 1

    def _may_close(self, chunk: Chunk) -> bool:
        if len(chunk.lines) > _MAX_CLOSER or any(len(line.text.strip()) > _MAX_SIGNATURE for line in chunk.lines):
            return False
        return self._is_closing(chunk) or self._is_signature(chunk)

    def _is_closing(self, chunk: Chunk) -> bool:
        return bool(self.words.closing.match(chunk.lines[0].text.strip()))

    @staticmethod
    def _is_signature(chunk: Chunk) -> bool:
        """A line in capitals, or a few words with capitals that are no sentence."""
        words = chunk.words
        is_capitals = sum(map(str.isalpha, words)) > 1 and not any(map(str.islower, words))
        names = [word for word in words.split() if word[0].isalpha()]
        is_name = (
            bool(names) and len(names) < 6 and names[0][0].isupper() and not words.endswith((".", "?", "!", ",", ":"))
        )
        return len(chunk.lines) < 3 and (is_capitals or is_name)

    def closer(self, i: int, inline: InlineRules) -> tuple[Node, ...]:
        """The lines of a closer: the last one is the signature, those before it its closing words."""
        lines = self.chunks[i].lines
        is_closing = self._is_closing(self.chunks[i])
        kinds = [Kind.SALUTE if is_closing else Kind.LINE] * len(lines)
        if len(lines) > 1 or not is_closing:
            kinds[-1] = Kind.SIGNED
        return tuple(
            make_block(kind, self.text, *line.stripped, inline) for kind, line in zip(kinds, lines, strict=True)
        )
