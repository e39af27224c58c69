"""Which chunks of a plain text are headings, by the words of its language; a chunk stands between blank lines.

A division has a number («CHAPTER I.», «Letter 3», «Book the First»), another heading is a word of the language that
stands alone («PREFACE»). Proposals are rules that are often wrong: the editor asks for them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from edition.late_patterns import late_pattern
from edition.model import Finding, Position, Severity
from edition.project.language_tables import StructureWords
from edition.readers.options import ReaderOptions
from edition.readers.paragraphs import Chunk, looks_like_heading

_MAX_DIVISION, _MAX_PROPOSAL = 60, 100  # code points
_ROMAN = r"(?-i:[IVXLCDM]+|[ivxl]+)"
_ROMAN_ALONE = late_pattern(r"[IVXLC]{1,7}\.?")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_NEVER = late_pattern(r"(?!)")
_SHOWN = 5  # lines that the finding quotes


def roman_value(numeral: str) -> int:
    """What a Roman numeral says.

    >>> roman_value("XIV")
    14
    """
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """The headings of a language as patterns; `ranks`: word of a division -> 0 for the largest."""

    division: re.Pattern[str]
    alone: re.Pattern[str]
    ranks: dict[str, int]

    @classmethod
    def of(cls, words: StructureWords) -> "HeadingWords":
        """The patterns; without words they match nothing."""
        ranks = {word: rank for rank, some in enumerate(words.divisions) for word in some}
        articles = f"(?:(?:{_any(words.articles)})\\s+)?" if words.articles else ""
        number = f"(?P<number>{_ROMAN}|\\d{{1,4}}|{articles}(?:{_any(words.numbers)})(?:-\\w+)?)"
        title = r"(?:[.:,;]?$|\s*[-—–.:]+\s*(?P<marked>\S.*)$|,?\s+(?P<plain>[^\W\d_].*)$)"
        return cls(
            re.compile(f"{articles}(?P<word>{_any(tuple(ranks))})\\.?\\s+{number}\\b{title}", re.IGNORECASE)
            if ranks
            else _NEVER,
            re.compile(f"(?:{_any(words.headings)})[.:]?", re.IGNORECASE) if words.headings else _NEVER,
            ranks,
        )

    def rank(self, chunk: Chunk) -> int | None:
        """The rank of a chunk that is a heading; None for other text."""
        if len(chunk.lines) > 2 or len(chunk.words) > _MAX_DIVISION or not chunk.words[0].isupper():
            return None
        if len(chunk.lines) == 1 and self.alone.fullmatch(chunk.words):
            return 0
        found = self.division.match(chunk.lines[0].text.strip())
        if not found or chunk.words.endswith((",", ";")):
            return None
        title = found["plain"] or ""
        is_title = _may_be_title(title, found["number"]) or self.division.match(title)
        return self.ranks[found["word"].casefold()] if is_title else None


def _may_be_title(words: str, number: str) -> bool:
    """Whether what follows a number without a stop may be a title: «Chapter 1 The Mill», but not «Book I had read»."""
    if not words:
        return True
    return words[0].isupper() and (number != "I" or not any(map(str.islower, words)))


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def find_headings(chunks: Sequence[Chunk], options: ReaderOptions) -> dict[int, int]:
    """The numbers of the chunks that are headings, each with its level (1 to 3); the last chunk is none.

    Divisions of the same rank have the same level; the largest that occurs has level 1.
    """
    if options.headings in ("none", "short"):
        return {}
    words = HeadingWords.of(options.structure)
    ranks = {i: rank for i, chunk in enumerate(chunks[:-1]) if (rank := words.rank(chunk)) is not None}
    if options.genre == "drama":  # «PROLOGUE» may be a speaker
        ranks = {i: rank for i, rank in ranks.items() if not words.alone.fullmatch(chunks[i].words)}
    levels = {rank: min(level, 3) for level, rank in enumerate(sorted({*_numbered(words, chunks, ranks)}), 1)}
    found = {i: levels.get(rank, 1) for i, rank in ranks.items()}
    if options.headings == "proposed":
        lowest = max(found.values(), default=1)
        found |= {i: lowest for i in find_proposals(chunks) if i not in found}
    return dict(sorted(found.items()))


def _numbered(words: HeadingWords, chunks: Sequence[Chunk], ranks: dict[int, int]) -> Iterator[int]:
    """The ranks of the headings with numbers."""
    for i, rank in ranks.items():
        if not (len(chunks[i].lines) == 1 and words.alone.fullmatch(chunks[i].words)):
            yield rank


def find_proposals(chunks: Sequence[Chunk]) -> tuple[int, ...]:
    """The numbers of the chunks that may be headings: lines in capitals after two blank lines, short lines after three,
    and Roman numerals that rise.
    """
    numerals = [(i, roman_value(c.words.rstrip("."))) for i, c in enumerate(chunks[:-1]) if _is_numeral(c)]
    rising = {one for (one, value), (other, after) in pairwise(numerals) for one in (one, other) if after == value + 1}
    others = {i for i, c in enumerate(chunks[:-1]) if _is_short(c) and (c.gap > 2 or (c.gap == 2 and _is_capitals(c)))}
    return tuple(sorted(rising | others))


def _is_numeral(chunk: Chunk) -> bool:
    return len(chunk.lines) == 1 and bool(_ROMAN_ALONE.fullmatch(chunk.words))


def _is_short(chunk: Chunk) -> bool:
    has_words = any(map(str.isalpha, chunk.words))
    return has_words and len(chunk.lines) <= 3 and len(chunk.words) <= _MAX_PROPOSAL


def _is_capitals(chunk: Chunk) -> bool:
    letters = [c for c in chunk.words if c.isalpha()]
    return len(letters) > 2 and all(c.isupper() for c in letters)


def report_proposals(
    path: str, text: str, chunks: Sequence[Chunk], headings: dict[int, int], is_prose: bool
) -> Iterator[Finding]:
    """E330, once: the lines that may be headings and are not taken for them."""
    proposed = [i for i in find_proposals(chunks) if i not in headings]
    short = [i for i, c in enumerate(chunks[:-1]) if i not in headings and is_prose and _looks_like_heading(c)]
    if not proposed and not short:
        return
    shown = proposed or short
    quoted = ", ".join(f"«{chunks[i].words[:40]}»" for i in shown[:_SHOWN])
    more = ", …" if len(shown) > _SHOWN else ""
    taken = 'headings = "proposed" takes them; ' if proposed else ""
    line = text.count("\n", 0, chunks[shown[0]].start) + 1
    in_short = f'headings = "short" takes short lines without a full stop ({len(short)}); ' if short else ""
    message = (
        f"{len(shown)} {'lines' if len(shown) > 1 else 'line'} may be headings: {quoted}{more}; if so, {taken}"
        f'{in_short}headings = "none" takes none'
    )
    yield Finding("E330", Severity.ADVICE, message, Position(path, line, 1))


def _looks_like_heading(chunk: Chunk) -> bool:
    return len(chunk.lines) == 1 and looks_like_heading(chunk.words)
