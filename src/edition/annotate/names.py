"""Find names with one longest-match pass over the words of a block, and decide whom a surname alone means."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from edition.annotate.language import Language
from edition.annotate.lexicon import CANDIDATES, Candidate, Lexicon
from edition.annotate.name_guards import (
    BlockContext,
    find_compound_name,
    has_required_cue,
    is_of_another_kind,
    is_part_of_longer_name,
    unknown_name_after,
    unknown_name_before,
)
from edition.annotate.words import WordList
from edition.model import Entry, MentionKind

_CLOSING_MARKS = {'"': '"', "“": "”", "„": "“", "«": "»", "‘": "’", "'": "'", "(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name [start, end) in the text of a block; `why` says how the entry was chosen."""

    start: int
    end: int
    candidate: Candidate
    why: str = ""
    cert: str = "high"


@dataclass(frozen=True, slots=True)
class DoubtfulName:
    """A possible name [start, end) that is left unmarked, and why.

    `ambiguous`: whether several entries are possible (E401); otherwise no register has the name (E402).
    """

    start: int
    end: int
    why: str
    ambiguous: bool = True


@dataclass(slots=True)
class NamesSeen:
    """The persons named so far.

    `here`, `ever`: surname -> the entry last named in full, in this section or anywhere. `named`: all named entries.
    `genders`: entry -> m or f, by the title before a full name.
    """

    here: dict[str, str] = field(default_factory=dict)
    ever: dict[str, str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    genders: dict[str, str] = field(default_factory=dict)

    def record(self, candidate: Candidate) -> None:
        """Record a name; a person who is named in full becomes the last bearer of the surname."""
        surname = candidate.form.surname
        self.named.add(candidate.entry.id)
        if candidate.kind is MentionKind.PERSON and surname and not (candidate.is_bare or candidate.is_familiar):
            self.here[surname] = self.ever[surname] = candidate.entry.id

    def record_entry(self, entry: Entry) -> None:
        """Record a person whom a transcription names, in whatever words."""
        self.named.add(entry.id)
        if surname := next((form.surname for form in entry.forms if form.surname), ""):
            self.here[surname] = self.ever[surname] = entry.id

    def new_section(self) -> None:
        """Begin a section."""
        self.here.clear()


def find_names(context: BlockContext, seen: NamesSeen) -> tuple[list[FoundName], list[DoubtfulName]]:
    """The names in a block, in order, and the doubtful ones."""
    names: list[FoundName] = []
    doubts: list[DoubtfulName] = []
    at, taken = 0, 0
    while at < len(context.words):
        step = 1
        for last, candidates in _matches(context.lexicon, context.words, at):
            found = _decide(context, seen, candidates, at, last, taken)
            if isinstance(found, FoundName):
                names.append(found)
                seen.record(found.candidate)
                _record_title(context, seen, found.candidate, at)
                taken, step = found.end, last - at + 1
                break
            if isinstance(found, DoubtfulName):
                doubts.append(found)
                step = last - at + 1
                break
        at += step
    return names, doubts


def _record_title(context: BlockContext, seen: NamesSeen, candidate: Candidate, at: int) -> None:
    """Record the gender that the title before a full name states: «Miss Anna Keller»."""
    before = context.words.texts[at - 1] if at and context.words.after[at - 1] in (" ", ".") else ""
    if candidate.kind is MentionKind.PERSON and not candidate.is_bare and before in context.language.genders:
        seen.genders.setdefault(candidate.entry.id, context.language.genders[before])


def _matches(lexicon: Lexicon, words: WordList, at: int) -> Iterator[tuple[int, Sequence[Candidate]]]:
    """All sequences of the lexicon that begin at a word: (index of the last word, candidates), the longest first."""
    node: dict[str, Any] | None = lexicon.root.get(words.texts[at])
    if node is None:
        return
    found: list[tuple[int, Sequence[Candidate]]] = []
    last = at
    while node is not None:
        if CANDIDATES in node and _is_whole(words, at, last):
            found.append((last, node[CANDIDATES]))
        if last + 1 == len(words):
            break
        gap = node.get(words.after[last])
        node = gap.get(words.texts[last + 1]) if gap is not None else None
        last += 1
    yield from reversed(found)


def _is_whole(words: WordList, first: int, last: int) -> bool:
    """Whether the words may be a name: a single word must not begin or end at a seam inside a run of letters."""
    return last > first or (first not in words.seam_before and first + 1 not in words.seam_before)


def _decide(
    context: BlockContext, seen: NamesSeen, candidates: Sequence[Candidate], first: int, last: int, taken: int
) -> FoundName | DoubtfulName | None:
    fitting = [c for c in candidates if has_required_cue(c, context, first, last)]
    fitting = [c for c in fitting if not is_part_of_longer_name(c, context, first, last)]
    fitting = [c for c in fitting if not is_of_another_kind(c, context, first, last)]
    fitting = _prefer_place_or_person(fitting, context, first, seen)
    if not fitting:
        return None
    if compound := find_compound_name(fitting[0], context, first, last):
        return _unknown_name(context, first, last, compound, fitting)
    if all(c.is_familiar for c in fitting):
        return _decide_familiar(context, seen, fitting, first, last)
    fitting = [c for c in fitting if not c.is_familiar]
    bare = (
        _decide_by_neighbours(context, seen, fitting, first, last, taken) if all(c.is_bare for c in fitting) else None
    )
    return bare if bare is not None else _resolve(context, seen, fitting, first, last)


def _decide_familiar(
    context: BlockContext, seen: NamesSeen, fitting: Sequence[Candidate], first: int, last: int
) -> FoundName | None:
    """A forename or initials alone mean the only bearer who was named before."""
    known = [c for c in fitting if c.entry.id in seen.named]
    start, end = context.words.starts[first], context.words.ends[last]
    return (
        FoundName(start, _end_with_punctuation(context.text, start, end, known[0].tail), known[0], "", "low")
        if len(known) == 1
        else None
    )


def _decide_by_neighbours(
    context: BlockContext, seen: NamesSeen, fitting: Sequence[Candidate], first: int, last: int, taken: int
) -> FoundName | DoubtfulName | None:
    """Decide a surname alone by an unknown forename or a title beside it; None when there is neither."""
    name = context.text[context.words.starts[first] : context.words.ends[last]]
    if unknown := unknown_name_before(context, first, taken):
        return _unknown_name(context, first, last, f"{unknown} {name}", fitting)
    if unknown := unknown_name_after(fitting[0], context, first, last):
        return _unknown_name(context, first, last, f"{name} {unknown}", fitting)
    return _decide_by_title(context, seen, fitting, first, last)


def _resolve(
    context: BlockContext, seen: NamesSeen, fitting: Sequence[Candidate], first: int, last: int
) -> FoundName | DoubtfulName:
    """The name with the chosen candidate, or a doubtful name with all of them."""
    start, end = context.words.starts[first], context.words.ends[last]
    chosen = _choose(fitting, seen)
    if isinstance(chosen, str):
        return DoubtfulName(start, end, f"«{context.text[start:end]}» may be {chosen}")
    candidate, why, cert = chosen
    end = context.words.ends[_last_forename(candidate, context, first, last)]
    return FoundName(start, _end_with_punctuation(context.text, start, end, candidate.tail), candidate, why, cert)


def _unknown_name(context: BlockContext, first: int, last: int, name: str, near: Sequence[Candidate]) -> DoubtfulName:
    """A doubtful name that no register has, with the entries that have a part of it."""
    why = f"«{name}» is in no register; near: {_list_candidates(near)}"
    return DoubtfulName(context.words.starts[first], context.words.ends[last], why, ambiguous=False)


def _decide_by_title(
    context: BlockContext, seen: NamesSeen, bearers: Sequence[Candidate], first: int, last: int
) -> FoundName | DoubtfulName | None:
    """Decide «Miss Keller»: the only bearer of the surname who is known to be a woman.

    Where several bearers fit, the name is doubtful. None without such a title, and where the surname has one bearer.
    """
    title = context.words.texts[first - 1] if first and context.words.after[first - 1] in (" ", ".") else ""
    wanted = context.language.genders.get(title)
    if wanted is None:
        return None
    known = {c.entry.id: seen.genders.get(c.entry.id) or _gender(c, context.language) for c in bearers}
    fitting = [c for c in bearers if known[c.entry.id] in ("", wanted)]
    sure = [c for c in fitting if known[c.entry.id] == wanted]
    start, end = context.words.starts[first], context.words.ends[last]
    if not fitting:
        return _unknown_name(context, first, last, f"{title} {context.text[start:end]}", bearers)
    if len(known) == 1:
        return None
    if len(sure) == 1:
        return FoundName(start, end, sure[0], f"«{title}» fits this bearer of the surname alone", "medium")
    return DoubtfulName(start, end, f"«{title} {context.text[start:end]}» may be {_list_candidates(fitting)}")


def _gender(candidate: Candidate, language: Language) -> str:
    """The gender, m or f, by a title in a form of the entry, or ""."""
    titles = (form.text.partition(" ")[0].rstrip(".") for form in candidate.entry.forms)
    return next((language.genders[title] for title in titles if title in language.genders), "")


def _prefer_place_or_person(
    fitting: list[Candidate], context: BlockContext, first: int, seen: NamesSeen
) -> list[Candidate]:
    """Of places and persons with the same name keep the places after «at» or «in», else the persons named before."""
    places = [c for c in fitting if c.kind is MentionKind.PLACE and not c.form.cue]
    persons = [c for c in fitting if c.is_bare and not c.form.cue and c.entry.id in seen.named]
    if not (places and persons):
        return fitting
    before = context.words.texts[first - 1] if first else ""
    keep = persons if before not in context.language.locatives else places
    return [c for c in fitting if c in keep or c not in (*places, *persons)]


def _last_forename(candidate: Candidate, context: BlockContext, first: int, last: int) -> int:
    """The index of the last word of an author's name at the beginning of a bibliography entry, surname first.

    It may have more forenames than the register: «Wolfe, Bertram David (1990)».
    """
    words, at = context.words, last
    if first or not context.opens_entry or not candidate.derived.startswith("surname first"):
        return last
    while at + 1 < len(words) and words.after[at] == " " and words.texts[at + 1][:1].isupper():
        at += 1
    return at if words.after[at].startswith(("(", ",", ".")) else last


def _choose(fitting: Sequence[Candidate], seen: NamesSeen) -> tuple[Candidate, str, str] | str:
    """The chosen candidate, how it was chosen, and the certainty; or the candidates as text when nothing decides."""
    with_cue = [c for c in fitting if c.form.cue and not c.derived]
    as_written = [c for c in fitting if not c.derived]
    full = [c for c in fitting if not c.is_bare]
    for several, why in ((with_cue, "its cue stands near"), (as_written, ""), (full, ""), (list(fitting), "")):
        if len(several) == 1 and not _is_other_bearer_named(fitting, several[0], seen):
            bare = "only bearer of the surname in the register" if several[0].is_bare else ""
            return several[0], why or bare, "high"
        if several:
            break
    for names, why in ((seen.here, "last so named in this section"), (seen.ever, "last so named before")):
        by_memory = [c for c in fitting if c.is_bare and names.get(c.form.surname) == c.entry.id]
        if len(by_memory) == 1 and (len(full) == 0):
            return by_memory[0], why, "medium"
    return _list_candidates(fitting)


def _list_candidates(candidates: Sequence[Candidate]) -> str:
    """The candidates by id and name, as a text for the editor."""
    return " or ".join(sorted(f"{c.entry.id} ({c.entry.name})" for c in candidates))


def _is_other_bearer_named(fitting: Sequence[Candidate], chosen: Candidate, seen: NamesSeen) -> bool:
    """Whether another person of that surname was named in full in this section."""
    others = (c for c in fitting if c.is_bare and c.entry.id != chosen.entry.id)
    return not chosen.is_bare and any(seen.here.get(c.form.surname) == c.entry.id for c in others)


def _end_with_punctuation(text: str, start: int, end: int, tail: str) -> int:
    """The end of a name, including the final punctuation of the form and a mark that closes one opened inside."""
    if tail and text.startswith(tail, end):
        end += len(tail)
    while end < len(text) and _closes(text[start:end], text[end]):
        end += 1
    return end


def _closes(inside: str, mark: str) -> bool:
    openers = [o for o, c in _CLOSING_MARKS.items() if c == mark]
    if not openers or mark in "'’":
        return bool(openers) and _has_open_single_quote(inside, openers)
    if mark == '"':
        return inside.count('"') % 2 == 1
    return sum(inside.count(o) for o in openers) > inside.count(mark)


def _has_open_single_quote(inside: str, openers: Sequence[str]) -> bool:
    """Whether a single quotation mark is open inside: it begins a word, which an apostrophe does not."""
    return any(o in openers and i > 0 and inside[i - 1].isspace() for i, o in enumerate(inside))
