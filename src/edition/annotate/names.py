"""Names by one longest-match walk over the words of a block, and who a bare surname is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from edition.annotate.guards import (
    Context,
    cue_holds,
    is_another_sort,
    part_of_longer_name,
    stranger_before,
    stranger_behind,
)
from edition.annotate.lexicon import ENDS, Candidate, Lexicon
from edition.annotate.words import Words
from edition.model import MentionKind

_PAIRS = {'"': '"', "“": "”", "„": "“", "«": "»", "‘": "’", "'": "'", "(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch [start, end) of a block's text that names an entry."""

    start: int
    end: int
    candidate: Candidate
    why: str = ""
    cert: str = "high"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stretch that may be a name and was left alone, and why."""

    start: int
    end: int
    why: str
    ambiguous: bool = True


@dataclass(slots=True)
class Memory:
    """Who was last named in full under a surname: in this section, and anywhere before; who was named at all."""

    here: dict[str, str] = field(default_factory=dict)
    ever: dict[str, str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)

    def note(self, candidate: Candidate) -> None:
        """Something was named; a person in full or by the surname."""
        surname = candidate.form.surname
        self.named.add(candidate.entry.id)
        if candidate.kind is MentionKind.PERSON and surname and not (candidate.is_bare or candidate.is_familiar):
            self.here[surname] = self.ever[surname] = candidate.entry.id

    def new_section(self) -> None:
        """A section begins."""
        self.here.clear()


def names_in(context: Context, memory: Memory) -> tuple[list[Name], list[Doubt]]:
    """The names in a block, in order, and what was doubtful."""
    names: list[Name] = []
    doubts: list[Doubt] = []
    at, taken = 0, 0
    while at < len(context.words):
        step = 1
        for last, candidates in _matches(context.lexicon, context.words, at):
            found = _decide(context, memory, candidates, at, last, taken)
            if isinstance(found, Name):
                names.append(found)
                memory.note(found.candidate)
                taken, step = found.end, last - at + 1
                break
            if isinstance(found, Doubt):
                doubts.append(found)
                step = last - at + 1
                break
        at += step
    return names, doubts


def _matches(lexicon: Lexicon, words: Words, at: int) -> Iterator[tuple[int, Sequence[Candidate]]]:
    """All sequences in the tree that begin at a word: (last word, candidates), the longest first."""
    node: dict[str, Any] | None = lexicon.root.get(words.texts[at])
    if node is None:
        return
    found: list[tuple[int, Sequence[Candidate]]] = []
    last = at
    while node is not None:
        if ENDS in node and _whole(words, at, last):
            found.append((last, node[ENDS]))
        if last + 1 == len(words):
            break
        gap = node.get(words.after[last])
        node = gap.get(words.texts[last + 1]) if gap is not None else None
        last += 1
    yield from reversed(found)


def _whole(words: Words, first: int, last: int) -> bool:
    """A seam within a run of letters may bound a name of several words, not a name of one."""
    return last > first or (first not in words.seam_before and first + 1 not in words.seam_before)


def _decide(
    context: Context, memory: Memory, candidates: Sequence[Candidate], first: int, last: int, taken: int
) -> Name | Doubt | None:
    fitting = [c for c in candidates if cue_holds(c, context, first, last)]
    fitting = [c for c in fitting if not part_of_longer_name(c, context, first, last)]
    fitting = [c for c in fitting if not is_another_sort(c, context, first, last)]
    fitting = _place_or_person(fitting, context, first, memory)
    if not fitting:
        return None
    if all(c.is_familiar for c in fitting):
        known = [c for c in fitting if c.entry.id in memory.named]
        start, end = context.words.starts[first], context.words.ends[last]
        return (
            Name(start, _end(context.text, start, end, known[0].tail), known[0], "", "low") if len(known) == 1 else None
        )
    fitting = [c for c in fitting if not c.is_familiar]
    start, end = context.words.starts[first], context.words.ends[last]
    if all(c.is_bare for c in fitting):
        if stranger := stranger_before(context, first, taken):
            said = f"«{stranger} {context.text[start:end]}» is in no register; near: {_named(fitting)}"
            return Doubt(start, end, said, ambiguous=False)
        if stranger := stranger_behind(fitting[0], context, first, last):
            said = f"«{context.text[start:end]} {stranger}» is in no register; near: {_named(fitting)}"
            return Doubt(start, end, said, ambiguous=False)
    chosen = _choose(fitting, memory)
    if isinstance(chosen, str):
        return Doubt(start, end, f"«{context.text[start:end]}» may be {chosen}")
    candidate, why, cert = chosen
    end = context.words.ends[_with_more_given(candidate, context, first, last)]
    return Name(start, _end(context.text, start, end, candidate.tail), candidate, why, cert)


def _place_or_person(fitting: list[Candidate], context: Context, first: int, memory: Memory) -> list[Candidate]:
    """Of places and persons with one name: the places after «at», «in», else the persons that were named before."""
    places = [c for c in fitting if c.kind is MentionKind.PLACE and not c.form.cue]
    persons = [c for c in fitting if c.is_bare and not c.form.cue and c.entry.id in memory.named]
    if not (places and persons):
        return fitting
    before = context.words.texts[first - 1] if first else ""
    keep = persons if before not in context.language.locatives else places
    return [c for c in fitting if c in keep or c not in (*places, *persons)]


def _with_more_given(candidate: Candidate, context: Context, first: int, last: int) -> int:
    """The last word of an author's name that an entry begins with, surname first, and that has more forenames than the
    register: «Wolfe, Bertram David (1990)»."""
    words, at = context.words, last
    if first or not context.opens_entry or not candidate.derived.startswith("surname first"):
        return last
    while at + 1 < len(words) and words.after[at] == " " and words.texts[at + 1][:1].isupper():
        at += 1
    return at if words.after[at].startswith(("(", ",", ".")) else last


def _choose(fitting: Sequence[Candidate], memory: Memory) -> tuple[Candidate, str, str] | str:
    """The one candidate, how it was chosen, and how surely; or, when nothing decides, the names to choose from."""
    cued = [c for c in fitting if c.form.cue and not c.derived]
    written = [c for c in fitting if not c.derived]
    full = [c for c in fitting if not c.is_bare]
    for several, why in ((cued, "its cue stands near"), (written, ""), (full, ""), (list(fitting), "")):
        if len(several) == 1 and not _named_here(fitting, several[0], memory):
            bare = "only bearer of the surname in the register" if several[0].is_bare else ""
            return several[0], why or bare, "high"
        if several:
            break
    for names, why in ((memory.here, "last so named in this section"), (memory.ever, "last so named before")):
        by_memory = [c for c in fitting if c.is_bare and names.get(c.form.surname) == c.entry.id]
        if len(by_memory) == 1 and (len(full) == 0):
            return by_memory[0], why, "medium"
    return _named(fitting)


def _named(candidates: Sequence[Candidate]) -> str:
    """The candidates by id and name, for the editor to choose from."""
    return " or ".join(sorted(f"{c.entry.id} ({c.entry.name})" for c in candidates))


def _named_here(fitting: Sequence[Candidate], chosen: Candidate, memory: Memory) -> bool:
    """Whether a person of that surname, other than the chosen entry, was named in full in this section."""
    others = (c for c in fitting if c.is_bare and c.entry.id != chosen.entry.id)
    return not chosen.is_bare and any(memory.here.get(c.form.surname) == c.entry.id for c in others)


def _end(text: str, start: int, end: int, tail: str) -> int:
    """The end with the form's own last punctuation, and with the mark that closes one opened inside."""
    if tail and text.startswith(tail, end):
        end += len(tail)
    while end < len(text) and _closes(text[start:end], text[end]):
        end += 1
    return end


def _closes(inside: str, mark: str) -> bool:
    openers = [o for o, c in _PAIRS.items() if c == mark]
    if not openers or mark in "'’":
        return bool(openers) and _lone_quote(inside, openers)
    if mark == '"':
        return inside.count('"') % 2 == 1
    return sum(inside.count(o) for o in openers) > inside.count(mark)


def _lone_quote(inside: str, openers: Sequence[str]) -> bool:
    """Whether a single quotation mark was opened inside, at the beginning of a word (an apostrophe opens nothing)."""
    return any(o in openers and i > 0 and inside[i - 1].isspace() for i, o in enumerate(inside))
