"""One witness of an edition in LaTeX: the text, with its readings in the place of the lemmata."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.late_patterns import late_pattern
from edition.model import Finding, Position, Rule, Severity
from edition.readers.latex_entries import LatexApparatus, LatexEntry, NoteReading
from edition.readers.latex_walk import LatexWalk
from edition.readers.reading_words import Change
from edition.readers.tei_sigla import is_hand

_MOST_TOLD = 40
_WORD = late_pattern(r"[^\s\\{}.,;:]+")
_LAST_WORD = late_pattern(r"[^\s\\{}.,;:]+(?=[.,;:]?\Z)")


class LatexWitness(LatexWalk):
    """Reads the body of a file for one witness."""

    def __init__(self, path: str, text: str, part: str, apparatus: LatexApparatus, siglum: str) -> None:
        super().__init__(path, text, part)
        manuscript = next((s for s in apparatus.sigla if s != siglum and is_hand(siglum, s)), "")
        self.names = (siglum, manuscript) if manuscript else (siglum,)  # a hand has what its manuscript has
        self.starts: dict[int, tuple[int, NoteReading]] = {}  # where words are cut, to where, and what stands there
        self.adds: dict[int, NoteReading] = {}  # where words are put in
        self.used: list[tuple[int, int]] = []
        self.cut_end = 0
        self._choose(apparatus.entries)
        self.stops = sorted({*self.starts, *self.adds, *(end for end, _ in self.starts.values())})

    def _choose(self, entries: Sequence[LatexEntry]) -> None:
        """The readings of the witness; of entries on the same words, the outer one."""
        end = 0
        for entry in sorted(entries, key=lambda one: (one.extent[0], -one.extent[1])):
            own = next((r for name in self.names for r in entry.readings if name in r.sigla), None)
            if own is None or not own.words or own.change is Change.UNKNOWN or entry.extent[0] < end:
                continue
            start, last = entry.extent
            if own.change is Change.INVERT:
                end = self._invert(entry, own)
                continue
            if own.change is Change.ADD:
                self.adds[words_end(self.text, start, last, entry.lemma)] = own
            elif own.change is Change.PREFIX:
                self.adds[start] = own
            else:
                end = words_end(self.text, start, last, entry.lemma)
                self.starts[start] = end, own
                if own.change is Change.OMIT and self._leaves_blank(entry):
                    self.starts[entry.begin - 1] = entry.begin, own
            if own.change is not Change.OMIT:
                self.used.append((own.start, own.end))
        self.used.sort()

    def _invert(self, entry: LatexEntry, own: NoteReading) -> int:
        """Two words change places: the first is left out, and stands again behind the second."""
        found = inverted_words(self.text, entry)
        if found is None:
            return 0
        first, last = found
        self.starts[first[0]] = last[0], replace(own, change=Change.OMIT)
        self.adds[last[1]] = replace(own, change=Change.ADD, start=first[0], end=first[1])
        self.used.append(first)
        return last[1]

    def _leaves_blank(self, entry: LatexEntry) -> bool:
        """Whether an omission would leave a blank before a comma or stop."""
        behind = self.text[entry.behind : entry.behind + 1]
        return self.text[entry.begin - 1 : entry.begin].isspace() and behind in tuple(".,;:!?")

    def _stop(self, end: int) -> int:
        """How far the next token may reach: to the next place where words are cut or put in."""
        self._begin_cut()
        return min(end, next((stop for stop in self.stops if stop > self.at), end))

    def _begin_cut(self) -> None:
        if (own := self.adds.pop(self.at, None)) is not None:
            is_before = own.change is Change.PREFIX
            self.writer.write(" ", None, self.parts) if not is_before else None
            self._put_in(own)
            self.writer.write(" ", None, self.parts) if is_before else None
        if (found := self.starts.pop(self.at, None)) is not None:
            self.cut_end, own = found
            if own.change is not Change.OMIT:
                self._put_in(own)

    def _put_in(self, own: NoteReading) -> None:
        """Read the words of a reading where the walk stands."""
        at, cut_end, self.at, self.cut_end = self.at, self.cut_end, own.start, 0
        while self.at < own.end:
            self._step(own.end)
        self.at, self.cut_end = at, cut_end

    def _write(self, words: str, end: int) -> None:
        if self.at < self.cut_end:
            self._out(end, Rule.APPARATUS)
        else:
            super()._write(words, end)

    def _out(self, end: int, rule: Rule = Rule.MARKUP) -> None:
        """Leave out a stretch, but for readings in it that stand in the text."""
        for start, last in self.used:
            if self.at < last and start < end and rule is Rule.APPARATUS:
                super()._out(start, rule)
                self.at = last
        super()._out(end, rule)


def inverted_words(text: str, entry: LatexEntry) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where the two words of an entry stand; None where it has others, or a command between them."""
    first, last = _WORD.match(text, entry.extent[0]), _LAST_WORD.search(text[: entry.extent[1]], entry.extent[0])
    if first is None or last is None or first.end() > last.start():
        return None
    between = re.sub(r"\\[A-Za-z]+|\{[^{}]*\}", "", text[first.end() : last.start()])
    is_pair = not between.strip() or entry.lemma.split() == [first[0], last[0]]
    return ((first.start(), first.end()), (last.start(), last.end())) if is_pair else None


def words_end(text: str, start: int, end: int, lemma: str) -> int:
    """Where the words of a lemma end: before a stop behind them that the lemma does not have."""
    while end > start and text[end - 1].isspace():
        end -= 1
    if lemma and end > start and text[end - 1] in ".,;:!?" and lemma[-1:] not in ".,;:!?…":
        return end - 1
    return end


def entry_findings(path: str, text: str, apparatus: LatexApparatus) -> Iterator[Finding]:
    """E316 for the whole, E355 for each note or part of one that is not read, with its words and line."""
    read = sum(bool(entry.readings) for entry in apparatus.entries)
    message = (
        f"an apparatus of {len(apparatus.entries)} notes (reledmac): {read} read into {len(apparatus.sigla)} witnesses "
        f"({', '.join(apparatus.sigla)}); who is not named agrees with the lemma"
    )
    yield Finding("E316", Severity.ADVICE, message, Position(path))
    told = [(one, why) for one in apparatus.entries for why in _not_read(one, text)]
    for entry, why in told[:_MOST_TOLD]:
        yield Finding("E355", Severity.WARNING, why, Position(path, text.count("\n", 0, entry.start) + 1))
    if len(told) > _MOST_TOLD:
        message = f"{len(told) - _MOST_TOLD} further notes of the apparatus are not read"
        yield Finding("E355", Severity.WARNING, message, Position(path))


def _not_read(entry: LatexEntry, text: str) -> Iterator[str]:
    about = f"the note on «{entry.lemma}»" if entry.lemma else "a note"
    if entry.remains:
        yield f"{about} is not read: «{entry.remains[:80]}» ends in no siglum"
    for one in entry.readings:
        is_pair = one.change is Change.INVERT and inverted_words(text, entry) is not None
        if one.change is Change.UNKNOWN or (one.change is Change.INVERT and not is_pair):
            yield f"{about} is not read: «{one.words[:80]}» is a remark"
