"""What no witness has, in TEI: whose idea a lemma or reading is, and the signs on words of a lemma."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from edition.model.apparatus import Reading, ReadingKind
from edition.model.conjecture import Sign, SignKind
from edition.model.printed_words import Run
from edition.model.variation import EMENDATION
from edition.xml.writer import Writer

#: How many signs stand around words: TEI P5, 12.3 and 11.3. A lacuna is a point.
_SIGNS: Mapping[SignKind, tuple[str, Mapping[str, str]]] = {
    SignKind.CRUX: ("sic", {}),
    SignKind.DELETE: ("surplus", {}),
    SignKind.SUPPLY: ("supplied", {"reason": "omitted-in-original"}),
    SignKind.LACUNA: ("gap", {"reason": "lost"}),
    SignKind.UNCLEAR: ("unclear", {}),
}


def emended_attributes(reading: Reading) -> Mapping[str, str]:
    """The attributes of a lemma or reading that say what it is without witnesses, and who decided signs on it."""
    ideas = [reading.idea, *(sign.idea for sign in reading.signs)]
    works = dict.fromkeys(idea.id for idea in ideas if idea and idea.is_work)
    resp = reading.resp or next((sign.resp for sign in reading.signs), "")
    if reading.idea and not reading.idea.is_work:
        resp = reading.idea.id
    is_conjecture = reading.kind is ReadingKind.CONJECTURE
    made = {"source": " ".join(f"#{work}" for work in works)}
    made["resp"] = "" if is_conjecture and works else f"#{resp}" if resp else ""
    if not reading.witnesses and reading.kind is None:
        made["type"] = EMENDATION
    return made


def is_named(reading: Reading) -> bool:
    """Whether something is said of a reading, so that it needs a name: where it is cited, who approves of it."""
    return reading.idea is not None and bool(reading.idea.cited or reading.idea.approved)


def write_provenance(out: Writer, reading: Reading) -> None:
    """Where in a work a conjecture is, and who approves of it: notes of the entry that point to it."""
    idea = reading.idea
    if idea is None:
        return
    if idea.cited:
        out.leaf("note", idea.cited, {"type": "cited", "target": f"#{reading.id}"})
    if idea.approved:
        source = " ".join(f"#{name}" for name, _ in idea.approved)
        said = ", ".join(said for _, said in idea.approved)
        out.leaf("note", said, {"type": "approved", "target": f"#{reading.id}", "source": source})


def write_signed(out: Writer, reading: Reading, write_runs: Callable[[Sequence[Run]], None]) -> None:
    """The words of a reading with its signs as elements; a name that a sign would divide stands in it as a whole."""
    runs, at = list(reading.runs), 0
    for sign in _widened(reading):
        before, runs = _cut(runs, sign.start - at)
        inside, runs = _cut(runs, sign.end - sign.start)
        write_runs(before)
        name, attributes = _SIGNS[sign.kind]
        with out.element(name, {**attributes, "extent": sign.extent, "resp": f"#{sign.resp}"}):
            write_runs(inside)
        at = sign.end
    write_runs(runs)


def _widened(reading: Reading) -> Iterator[Sign]:
    """The signs at places that divide no name."""
    names: list[tuple[int, int]] = []
    at = 0
    for run in reading.runs:
        names += [(at + span.start, at + span.end) for span in run.spans]
        at += len(run.text)
    end = 0
    for sign in reading.signs:
        cut = [(a, b) for a, b in names if a < sign.end and sign.start < b]
        start = max(end, min([sign.start, *(a for a, _ in cut)]))
        end = max([sign.end, *(b for _, b in cut)])
        yield replace(sign, start=start, end=end)


def _cut(runs: Sequence[Run], length: int) -> tuple[list[Run], list[Run]]:
    """The runs with the first `length` characters, and the rest. No name goes across the cut."""
    before: list[Run] = []
    behind = list(runs)
    while behind and length > 0:
        run = behind.pop(0)
        if len(run.text) <= length:
            before.append(run)
            length -= len(run.text)
            continue
        first = tuple(span for span in run.spans if span.end <= length)
        rest = tuple(replace(s, start=s.start - length, end=s.end - length) for s in run.spans if s.end > length)
        before.append(replace(run, text=run.text[:length], spans=first))
        behind.insert(0, replace(run, text=run.text[length:], spans=rest, events=()))
        length = 0
    return before, behind
