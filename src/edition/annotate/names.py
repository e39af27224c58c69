"""Names by one longest-match walk over the words of a block, and who a bare surname is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from edition.annotate.guards import (
    Context,
    cue_holds,
    double_name,
    is_another_sort,
    part_of_longer_name,
    stranger_before,
    stranger_behind,
)
from edition.annotate.language import Language
from edition.annotate.lexicon import ENDS, Candidate, Lexicon
from edition.annotate.words import WordList
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
    genders: dict[str, str] = field(default_factory=dict)  # m or f, by the title before a full name

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
                _note_title(context, memory, found.candidate, at)
                taken, step = found.end, last - at + 1
                break
            if isinstance(found, Doubt):
                doubts.append(found)
                step = last - at + 1
                break
        at += step
    return names, doubts


def _note_title(context: Context, memory: Memory, candidate: Candidate, at: int) -> None:
    """«Miss Anna Keller»: the title says what Anna Keller is."""
    before = context.words.texts[at - 1] if at and context.words.after[at - 1] in (" ", ".") else ""
    if candidate.kind is MentionKind.PERSON and not candidate.is_bare and before in context.language.genders:
        memory.genders.setdefault(candidate.entry.id, context.language.genders[before])


def _matches(lexicon: Lexicon, words: WordList, at: int) -> Iterator[tuple[int, Sequence[Candidate]]]:
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


def _whole(words: WordList, first: int, last: int) -> bool:
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
    if double := double_name(fitting[0], context, first, last):
        return _stranger(context, first, last, double, fitting)
    if all(c.is_familiar for c in fitting):
        return _familiar(context, memory, fitting, first, last)
    fitting = [c for c in fitting if not c.is_familiar]
    bare = _by_neighbours(context, memory, fitting, first, last, taken) if all(c.is_bare for c in fitting) else None
    return bare if bare is not None else _chosen(context, memory, fitting, first, last)


def _familiar(context: Context, memory: Memory, fitting: Sequence[Candidate], first: int, last: int) -> Name | None:
    """A forename or initials alone: of the one bearer who was named before."""
    known = [c for c in fitting if c.entry.id in memory.named]
    start, end = context.words.starts[first], context.words.ends[last]
    return Name(start, _end(context.text, start, end, known[0].tail), known[0], "", "low") if len(known) == 1 else None


def _by_neighbours(
    context: Context, memory: Memory, fitting: Sequence[Candidate], first: int, last: int, taken: int
) -> Name | Doubt | None:
    """What the words before and behind say of a bare surname: another forename, a title. None when they say nothing."""
    name = context.text[context.words.starts[first] : context.words.ends[last]]
    if stranger := stranger_before(context, first, taken):
        return _stranger(context, first, last, f"{stranger} {name}", fitting)
    if stranger := stranger_behind(fitting[0], context, first, last):
        return _stranger(context, first, last, f"{name} {stranger}", fitting)
    return _by_title(context, memory, fitting, first, last)


def _chosen(context: Context, memory: Memory, fitting: Sequence[Candidate], first: int, last: int) -> Name | Doubt:
    """The one that is meant, or a doubt between several."""
    start, end = context.words.starts[first], context.words.ends[last]
    chosen = _choose(fitting, memory)
    if isinstance(chosen, str):
        return Doubt(start, end, f"«{context.text[start:end]}» may be {chosen}")
    candidate, why, cert = chosen
    end = context.words.ends[_with_more_given(candidate, context, first, last)]
    return Name(start, _end(context.text, start, end, candidate.tail), candidate, why, cert)


def _stranger(context: Context, first: int, last: int, name: str, near: Sequence[Candidate]) -> Doubt:
    """A name that no register has, and the entries that bear a part of it."""
    said = f"«{name}» is in no register; near: {_named(near)}"
    return Doubt(context.words.starts[first], context.words.ends[last], said, ambiguous=False)


def _by_title(
    context: Context, memory: Memory, bearers: Sequence[Candidate], first: int, last: int
) -> Name | Doubt | None:
    """Who «Miss Keller» is: the one bearer of the surname who is known to be a woman. Where several may be meant, who
    was named last does not decide. None without such a title, and for the only bearer there is."""
    title = context.words.texts[first - 1] if first and context.words.after[first - 1] in (" ", ".") else ""
    wanted = context.language.genders.get(title)
    if wanted is None:
        return None
    known = {c.entry.id: memory.genders.get(c.entry.id) or _gender(c, context.language) for c in bearers}
    fitting = [c for c in bearers if known[c.entry.id] in ("", wanted)]
    sure = [c for c in fitting if known[c.entry.id] == wanted]
    start, end = context.words.starts[first], context.words.ends[last]
    if not fitting:
        return _stranger(context, first, last, f"{title} {context.text[start:end]}", bearers)
    if len(known) == 1:
        return None
    if len(sure) == 1:
        return Name(start, end, sure[0], f"«{title}» fits this bearer of the surname alone", "medium")
    return Doubt(start, end, f"«{title} {context.text[start:end]}» may be {_named(fitting)}")


def _gender(candidate: Candidate, language: Language) -> str:
    """m or f by a title in a form of the entry, or ""."""
    titles = (form.text.partition(" ")[0].rstrip(".") for form in candidate.entry.forms)
    return next((language.genders[title] for title in titles if title in language.genders), "")


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
