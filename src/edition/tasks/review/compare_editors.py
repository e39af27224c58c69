"""Compare what two editors decided without seeing each other: where they agree, where not, and how far beyond chance.

What is compared is an entry, or the words of a name or of a rule: all that an editor decided of it is her answer. A
note is a place of its own. Cohen's kappa is computed over the places that both decided (J. Cohen, A Coefficient of
Agreement for Nominal Scales, Educational and Psychological Measurement 20, 1960, 37-46): (observed - expected) /
(1 - expected), where the expected agreement is that of two who give the same answers as often, but by chance. Notes
are not in it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from edition.errors import InputError
from edition.model import Siglum
from edition.model.anchor import Anchor
from edition.model.decision import responsible_id
from edition.project.config import TableReader
from edition.project.decisions import FOLDER
from edition.project.sources import read_bytes
from edition.project.utf8 import decode_utf8
from edition.tasks.review.session import BLIND, ReviewSession

#: Keys that say where, who, when and why, and not what.
_NOT_ANSWER = frozenset({"in", "witness", "exact", "prefix", "suffix", "nth", "by", "on", "why", "result"})
Row = Mapping[str, Any]
Place = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an editor decided of a place: table and row of each decision."""

    rows: tuple[tuple[str, Row], ...] = ()

    @property
    def says(self) -> str:
        """The decisions in one line; those that say the same are the same."""
        return "; ".join(sorted(_say(table, row) for table, row in self.rows))


@dataclass(frozen=True, slots=True)
class Compared:
    """A place and the answers of the two editors, of which one may be None."""

    statement: str
    one: Answer | None
    other: Answer | None
    rank: tuple[int, int] = (0, 0)
    is_note: bool = False
    own: Answer | None = None  # of the third one, who reconciles

    @property
    def agrees(self) -> bool:
        """Whether both decided the same."""
        return self.one is not None and self.other is not None and self.one.says == self.other.says

    @property
    def is_of_both(self) -> bool:
        """Whether both decided something."""
        return self.one is not None and self.other is not None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The files of two editors, and all places that one of them decided, in the order of the text."""

    files: tuple[str, str]
    places: tuple[Compared, ...]
    stale: tuple[str, ...] = field(default=())

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa; None where both gave one answer everywhere, or nothing is decided by both."""
        return cohens_kappa([(p.one.says, p.other.says) for p in self.places if p.one and p.other and not p.is_note])


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """The agreement of two answers beyond chance; None where chance alone would give full agreement.

    >>> cohens_kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")])
    0.5
    """
    if not pairs:
        return None
    count = len(pairs)
    observed = Fraction(sum(one == other for one, other in pairs), count)
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum((Fraction(ones[said] * others[said], count * count) for said in ones), Fraction(0))
    return None if expected == 1 else float((observed - expected) / (1 - expected))


def compare_editors(session: ReviewSession, names: tuple[str, str]) -> Comparison:
    """Compare the decisions of two editors, each named by initials or by a file. InputError where there is none."""
    first, second = (file_of(session.root, name) for name in names)
    if first == second:
        raise InputError(f"{names[0]} and {names[1]} are the same decisions; name two editors")
    stale: list[str] = []
    one, other = (_answers(session, path, stale) for path in (first, second))
    own = _answers(session, session.path, []) if (session.root / session.path).is_file() else {}
    made = []
    for place in dict.fromkeys((*one, *other)):
        statement, rank = _shown(session, place)
        made.append(Compared(statement, one.get(place), other.get(place), rank, place[0] == "note", own.get(place)))
    return Comparison((first, second), tuple(sorted(made, key=lambda p: p.rank)), tuple(stale))


def file_of(root: Path, name: str) -> str:
    """The file of decisions that a name means: itself, or that of initials, in the blind folder before others."""
    own = f"{responsible_id(name).removeprefix('ed-')}.toml"
    tried = [name] if name.endswith(".toml") else [f"{BLIND}/{own}", f"{FOLDER}/{own}"]
    found = next((path for path in tried if (root / path).is_file()), "")
    if not found:
        raise InputError(f"there are no decisions of {name}: there is no file {' and no '.join(tried)}")
    return found


def _answers(session: ReviewSession, path: str, stale: list[str]) -> Mapping[Place, Answer]:
    """By place what a file decides of it."""
    data = TableReader(decode_utf8(read_bytes(session.root, path), path), path).data
    base = data.get("defaults", {}).get("in", session.prepared.base)
    found: dict[Place, tuple[tuple[str, Row], ...]] = {}
    for table, row in _rows(data):
        place = _place_of(session, table, row, base)
        if place is None:
            stale.append(f"{path}: [[{table}]] «{row.get('exact', row.get('from'))}» stands at no one place")
        else:
            given = {**row, "in": base} if "in" not in row and table not in ("mention", "regularise") else row
            found[place] = (*found.get(place, ()), (table, given))
    return {place: Answer(rows) for place, rows in found.items()}


def _rows(data: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    for table, rows in data.items():
        if isinstance(rows, list):
            yield from ((table, row) for row in rows if isinstance(row, dict))


def _place_of(session: ReviewSession, table: str, row: Row, base: Siglum) -> Place | None:
    """What a row decides of: an entry, words of a witness, a pair of words, or a rule for words; None where its words
    stand nowhere."""
    if isinstance(row.get("in"), dict):
        return ("pair", " and ".join(f"«{one.get('exact')}» in {name}" for name, one in sorted(row["in"].items())))
    if table == "regularise":
        return (
            "rule",
            str(row.get("from")),
            str(row.get("in", "")),
            str(row.get("prefix", "")),
            str(row.get("suffix", "")),
        )
    siglum = row.get("witness", base) if table == "mention" else row.get("in", base)
    if not isinstance(siglum, str) or siglum not in session.placer.witnesses or not isinstance(row.get("exact"), str):
        return None
    anchor = Anchor(row["exact"], row.get("prefix", ""), row.get("suffix", ""), row.get("nth", 0))
    found = session.placer.text(siglum).find(anchor)
    if len(found) != 1:
        return None
    start, end = found[0].start, found[0].end
    if table == "mention":
        return ("words", siglum, start, end)
    entries = session.view.places.entries.at(siglum, start, end)
    places = [place for e in entries if (place := session.view.places.of_unit(e.unit))]
    if not places:
        return None
    name = min(places, key=lambda p: p.number).id
    return ("note", name, row.get("text", "")) if table == "note" else ("entry", name)


def _shown(session: ReviewSession, place: Place) -> tuple[str, tuple[int, int]]:
    """A place in words, and where it stands in the text."""
    places = session.view.places
    match place:
        case ("entry", str(name)) | ("note", str(name), _):
            found = places.by_id[name]
            quote = places.quote(found, whole=True)
            return found.statement, places.rank(quote.siglum, quote.start) if quote else (0, found.number)
        case ("words", str(siglum), int(start), int(end)):
            return f"«{' '.join(places.texts[siglum][start:end].split())}» in {siglum}", places.rank(siglum, start)
        case _:
            return f"the words {place[1]}", (-1, 0)


def _say(table: str, row: Row) -> str:
    values = ", ".join(f"{key} {_words(value)}" for key, value in sorted(row.items()) if key not in _NOT_ANSWER)
    extent = f" «{row['exact']}»" if table == "join" else ""
    return f"{table}{extent}{' ' + values if values else ''}"


def _words(value: object) -> str:
    return " | ".join(map(str, value)) if isinstance(value, list) else str(value)


def report_comparison(compared: Comparison) -> Iterator[str]:
    """The comparison in lines."""
    both = [p for p in compared.places if p.is_of_both and not p.is_note]
    agreed = [p for p in both if p.agrees]
    yield f"{compared.files[0]} and {compared.files[1]}: {len(both)} places decided by both, {len(agreed)} alike"
    kappa = compared.kappa
    said = (
        "not defined (nothing is decided by both, or both gave one answer everywhere)"
        if kappa is None
        else f"{kappa:.2f}"
    )
    yield f"Cohen's kappa: {said}"
    groups = (
        ("Agreements", agreed),
        ("Disagreements", [p for p in both if not p.agrees]),
        (f"Decided in {compared.files[0]} alone", [p for p in compared.places if p.other is None]),
        (f"Decided in {compared.files[1]} alone", [p for p in compared.places if p.one is None]),
    )
    for title, places in groups:
        if places:
            yield f"\n{title}: {len(places)}"
        for place in places:
            answers = dict.fromkeys(a.says for a in (place.one, place.other) if a is not None)
            yield f"  {place.statement}: {' / '.join(answers)}"
    for line in compared.stale:
        yield f"\nNot compared: {line}"
