"""Decide which of several entries a name means, above all a surname with several bearers.

Titles decide, the persons named before, and the kind of the form. Where nothing decides, the name is doubtful.
"""

from collections.abc import Sequence

from edition.annotate.candidate import Candidate
from edition.annotate.found_names import DoubtfulName, FoundName, NamesSeen
from edition.annotate.genders import stated_gender
from edition.annotate.name_guards import BlockContext

_FEW_BEARERS = 2  # of a surname: the one who was named last is meant


def list_candidates(candidates: Sequence[Candidate]) -> str:
    """The candidates by id and name, as a text for the editor."""
    return " or ".join(sorted(f"{c.entry.id} ({c.entry.name})" for c in candidates))


def doubt(context: BlockContext, first: int, last: int, fitting: Sequence[Candidate]) -> DoubtfulName:
    """A doubtful name that may be several entries."""
    start, end = context.words.starts[first], context.words.ends[last]
    return DoubtfulName(start, end, f"«{context.text[start:end]}» may be {list_candidates(fitting)}")


def unknown_name(context: BlockContext, first: int, last: int, name: str, near: Sequence[Candidate]) -> DoubtfulName:
    """A doubtful name that no register has, with the entries that have a part of it."""
    why = f"«{name}» is in no register; near: {list_candidates(near)}"
    return DoubtfulName(context.words.starts[first], context.words.ends[last], why, ambiguous=False)


def decide_by_title(
    context: BlockContext, seen: NamesSeen, bearers: Sequence[Candidate], first: int, last: int
) -> FoundName | DoubtfulName | None:
    """Decide «Miss Keller», «Dr. Keller»: a bearer whom the title fits.

    Of several whom it may fit, the one of whom it is known and who was named in full in this section; else the name is
    doubtful. None without a title, and where the surname has one bearer, whom it may fit.
    """
    title = context.words.texts[first - 1] if first and context.words.after[first - 1] in (" ", ".") else ""
    wanted = context.language.genders.get(title)
    if wanted is None:
        return _decide_by_office(context, seen, bearers, title, first, last)
    known = {c.entry.id: gender_of(c, seen, context) for c in bearers}
    fitting = [c for c in bearers if known[c.entry.id] in ("", wanted)]
    sure = [c for c in fitting if known[c.entry.id] == wanted]
    start, end = context.words.starts[first], context.words.ends[last]
    if not fitting:
        return unknown_name(context, first, last, f"{title} {context.text[start:end]}", bearers)
    if len(known) == 1:
        return None
    named = [c for c in sure if c.entry.id in seen.section]
    if len(sure) == 1 == len(fitting) or len(named) == 1:
        chosen = (named or sure)[0]
        return FoundName(start, end, chosen, f"«{title}» fits this bearer of the surname alone", "medium")
    return _titled_doubt(context, title, fitting, first, last)


def refuse_by_title(
    context: BlockContext, seen: NamesSeen, fitting: Sequence[Candidate], first: int, last: int
) -> DoubtfulName | None:
    """The doubt about «Mrs. Hans Keller», which is not Hans Keller; None where no title contradicts the name."""
    title = context.words.texts[first - 1] if first and context.words.after[first - 1] in (" ", ".") else ""
    if context.language.genders.get(title) != "f" or any(gender_of(c, seen, context) != "m" for c in fitting):
        return None
    return unknown_name(context, first, last, f"{title} {context.text_of(first, last)}", fitting)


def _decide_by_office(
    context: BlockContext, seen: NamesSeen, bearers: Sequence[Candidate], title: str, first: int, last: int
) -> FoundName | DoubtfulName | None:
    """Decide «Dr. Keller» among several bearers: the one who has the title in a form, or was named in this section."""
    ids = {c.entry.id for c in bearers}
    if title not in context.language.addresses or len(ids) == 1:
        return None
    titled = [c for c in bearers if any(form.text.startswith(title) for form in c.entry.forms)]
    if len({c.entry.id for c in titled}) == 1:
        start, end = context.words.starts[first], context.words.ends[last]
        return FoundName(start, end, titled[0], f"«{title}» is a title of this bearer of the surname alone", "medium")
    if len(ids & seen.section) == 1:
        return None
    return _titled_doubt(context, title, bearers, first, last)


def _titled_doubt(
    context: BlockContext, title: str, fitting: Sequence[Candidate], first: int, last: int
) -> DoubtfulName:
    start, end = context.words.starts[first], context.words.ends[last]
    return DoubtfulName(start, end, f"«{title} {context.text[start:end]}» may be {list_candidates(fitting)}")


def gender_of(candidate: Candidate, seen: NamesSeen, context: BlockContext) -> str:
    """The gender, m or f, of the person of a candidate as far as it is known, or "".

    It is known by the title before a full name in the text, by what the register says, by a title in a form, or by the
    forename.
    """
    return seen.genders.get(candidate.entry.id) or _gender(candidate, context)


def _gender(candidate: Candidate, context: BlockContext) -> str:
    if found := stated_gender(candidate.entry):
        return found
    first = [form.text.replace(".", " ").split()[0] for form in candidate.entry.forms if form.text.strip(". ")]
    if titled := next((context.language.genders[word] for word in first if word in context.language.genders), ""):
        return titled
    known = {context.forenames[word] for word in first if context.forenames.get(word)}
    return known.pop() if len(known) == 1 else ""


def choose(fitting: Sequence[Candidate], seen: NamesSeen) -> tuple[Candidate, str, str] | None:
    """The chosen candidate, how it was chosen, and the certainty; None when nothing decides."""
    with_cue = [c for c in fitting if c.form.cue and not c.derived]
    as_written = [c for c in fitting if not c.derived]
    full = [c for c in fitting if not c.is_bare]
    for several, why in ((with_cue, "its cue stands near"), (as_written, ""), (full, ""), (list(fitting), "")):
        if len(several) == 1 and not _is_other_bearer_named(fitting, several[0], seen):
            bare = "only bearer of the surname in the register" if several[0].is_bare else ""
            return several[0], why or bare, "high"
        if several:
            break
    if full:
        return None
    for names, why in ((seen.here, "last so named in this section"), (seen.ever, "last so named before")):
        by_memory = [c for c in fitting if c.is_bare and names.get(c.form.surname) == c.entry.id]
        if len(by_memory) == 1 and (_is_alone_here(fitting, seen) if names is seen.here else _is_alone(fitting, seen)):
            return by_memory[0], why, "medium"
    return None


def _is_alone_here(fitting: Sequence[Candidate], seen: NamesSeen) -> bool:
    """Whether one bearer was named in this paragraph, or in a section without such a paragraph; of two, any."""
    ids = {c.entry.id for c in fitting}
    return len(ids) <= _FEW_BEARERS or len(ids & (seen.block & ids or seen.section)) == 1


def _is_alone(fitting: Sequence[Candidate], seen: NamesSeen) -> bool:
    """Whether one bearer alone was named so far: after another, somebody far before says nothing."""
    return len({c.entry.id for c in fitting} & seen.named) == 1


def _is_other_bearer_named(fitting: Sequence[Candidate], chosen: Candidate, seen: NamesSeen) -> bool:
    """Whether another person of that surname was named in full in this section."""
    others = (c for c in fitting if c.is_bare and c.entry.id != chosen.entry.id)
    return not chosen.is_bare and any(seen.here.get(c.form.surname) == c.entry.id for c in others)
