"""`edition changes`: what differs between two states of an edition, by the ids of its entries, and why."""

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.tei.decode.written_entries import WrittenEdition, WrittenEntry

_AROUND = 4  # words shown on each side of a change of the text
GONE, NEW, CHANGED = "gone", "new", "changed"


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that is gone, new or changed. `others`: the ids of what stands at its place in the other state.

    `what`: the differences in words. `why`: the decision, the text or the rule that they come from.
    """

    id: str
    state: str
    section: str
    entry: str
    what: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class TextChange:
    """Where the edition's own text differs: the old and the new words with those around them."""

    section: str
    old: str
    new: str
    before: str = ""
    behind: str = ""

    def __str__(self) -> str:
        lead, rest = (f"{self.before} " if self.before else ""), (f" {self.behind}" if self.behind else "")
        return f"{lead}[{self.old or '—'} → {self.new or '—'}]{rest}"


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two states of an edition."""

    text: tuple[TextChange, ...]
    entries: tuple[EntryChange, ...]

    def __bool__(self) -> bool:
        return bool(self.text or self.entries)


def compare(old: WrittenEdition, new: WrittenEdition, successors: Mapping[str, str]) -> Changes:
    """What differs. `successors`: retired ids with the ids that they lead to."""
    return Changes(tuple(_compare_texts(old.text, new.text)), tuple(_compare_entries(old, new, successors)))


# -- the text


def _compare_texts(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[TextChange]:
    matcher = difflib.SequenceMatcher(None, [text for _, text in old], [text for _, text in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        paired = min(b - a, d - c)
        for (_, one), (section, other) in zip(old[a : a + paired], new[c : c + paired], strict=True):
            yield from _compare_words(section, one.split(), other.split())
        yield from (TextChange(section, text, "") for section, text in old[a + paired : b])
        yield from (TextChange(section, "", text) for section, text in new[c + paired : d])


def _compare_words(section: str, old: Sequence[str], new: Sequence[str]) -> Iterator[TextChange]:
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            around = new[max(0, c - _AROUND) : c], new[d : d + _AROUND]
            yield TextChange(section, " ".join(old[a:b]), " ".join(new[c:d]), *map(" ".join, around))


# -- the entries


def _compare_entries(old: WrittenEdition, new: WrittenEdition, successors: Mapping[str, str]) -> Iterator[EntryChange]:
    """In the order of the new state, with what is gone where it stood."""
    gone = [one for name, one in old.entries.items() if name not in new.entries]
    fresh = [one for name, one in new.entries.items() if name not in old.entries]
    at_place = _Overlaps(gone, fresh, successors)
    told: list[tuple[int, EntryChange]] = []
    order = {name: number for number, name in enumerate(new.entries)}
    last = -1
    for name, one in old.entries.items():
        last = order.get(name, last)
        if name not in new.entries:
            others = at_place.of_gone.get(name, ())
            told.append((last, EntryChange(name, GONE, one.section, str(one), others=others)))
        elif differences := tuple(_differences(one, new.entries[name])):
            now = new.entries[name]
            told.append((order[name], EntryChange(name, CHANGED, now.section, str(now), differences)))
    for one in fresh:
        others = at_place.of_new.get(one.id, ())
        told.append((order[one.id], EntryChange(one.id, NEW, one.section, str(one), others=others)))
    yield from (change for _, change in sorted(told, key=lambda pair: pair[0]))


class _Overlaps:
    """Which entries that are gone, and new ones, are at one place: entries were joined, divided or made anew."""

    def __init__(
        self, gone: Sequence[WrittenEntry], fresh: Sequence[WrittenEntry], successors: Mapping[str, str]
    ) -> None:
        self.of_gone: dict[str, tuple[str, ...]] = {}
        self.of_new: dict[str, tuple[str, ...]] = {}
        in_block: dict[str, list[WrittenEntry]] = defaultdict(list)
        for one in fresh:
            in_block[one.block].append(one)
        names = {one.id for one in fresh}
        for one in gone:
            others = [other.id for other in in_block[one.block] if _meet(one.place, other.place)]
            successor = successors.get(one.id, "")
            if not others and successor in names:
                others = [successor]
            self.of_gone[one.id] = tuple(others)
            for name in others:
                self.of_new[name] = (*self.of_new.get(name, ()), one.id)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches share words; one without words meets what it stands in or beside."""
    if one[0] == one[1] or other[0] == other[1]:
        return one[0] <= other[1] and other[0] <= one[1]
    return one[0] < other[1] and other[0] < one[1]


def _differences(old: WrittenEntry, new: WrittenEntry) -> Iterator[str]:
    if (old.lemma.text, old.lemma.sigla) != (new.lemma.text, new.lemma.sigla):
        yield f"lemma: {old.lemma} → {new.lemma}"
    was, now = old.of_witness, new.of_witness
    for siglum in dict.fromkeys((*was, *now)):
        one, other = was.get(siglum), now.get(siglum)
        if one is None or other is None:
            yield f"{siglum}: {one if one else 'silent'} → {other if other else 'silent'}"
        elif one.text != other.text:
            yield f"{siglum}: {one.text or 'om.'} → {other.text or 'om.'}"
        elif _class(one) != _class(other) and "" not in (_class(one), _class(other)):
            yield f"class of {siglum}: {_class(one)} → {_class(other)}"
    yield from _of_nobody(old, new)
    if old.type != new.type:
        yield f"{old.type} → {new.type}"
    if old.section != new.section:
        yield f"moved: {old.section or '—'} → {new.section or '—'}"
    yield from (f"note taken out: {note}" for note in old.notes if note not in new.notes)
    yield from (f"note: {note}" for note in new.notes if note not in old.notes)


def _class(reading: object) -> str:
    return getattr(reading, "type", "")


def _of_nobody(old: WrittenEntry, new: WrittenEntry) -> Iterator[str]:
    """Readings that no witness has."""
    was, now = ({str(r) for r in entry.readings if not r.sigla} for entry in (old, new))
    yield from (f"reading of no witness taken out: {text}" for text in sorted(was - now))
    yield from (f"reading of no witness: {text}" for text in sorted(now - was))


# -- why


def explain_changes(
    changes: Changes, old: WrittenEdition, new: WrittenEdition, rules: Mapping[str, str], rewritten: Sequence[str]
) -> Changes:
    """The changes with what they come from. `rules`: of entries the decisions on them, by file and line. `rewritten`:
    the witnesses whose text is another one."""
    by_rule = (
        f"the text of {' '.join(rewritten)} changed" if rewritten else "by a rule: no text and no decision changed"
    )
    reasons = {one.id: _reason(one, old, new, rules) or by_rule for one in changes.entries}
    joined = {
        other: why for one in changes.entries if one.state == NEW and (why := reasons[one.id]) for other in one.others
    }
    made = [replace(one, why=joined.get(one.id, reasons[one.id])) for one in changes.entries]
    return replace(changes, entries=tuple(made))


def _reason(change: EntryChange, old: WrittenEdition, new: WrittenEdition, rules: Mapping[str, str]) -> str:
    was, now = old.entries.get(change.id), new.entries.get(change.id)
    if change.id in rules:
        return f"decided: {rules[change.id]}"
    if now is not None and (who := _responsible(now)):
        return f"decided by {who}"
    if was is not None and (who := _responsible(was)):
        return f"a decision by {who} was taken out or changed"
    others = [new.entries.get(name) or old.entries.get(name) for name in change.others]
    if any(one is not None and _responsible(one) for one in others):
        return next(f"decided: {rules[n]}" if n in rules else "decided" for n in change.others)
    return ""


def _responsible(entry: WrittenEntry) -> str:
    found = (entry.resp, *(r.resp for r in (entry.lemma, *entry.readings)))
    return " ".join(
        sorted(
            {who.removeprefix("#ed-").removeprefix("#").upper() for who in found if who.startswith(("#ed-", "#editor"))}
        )
    )
