"""A review: the places in the order of their doubt, what is decided, and the editor's file that it writes."""

import threading
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from edition.decide.find_entries import Entries, statement_of
from edition.decide.findings import CHANGED, NOT_NEEDED, UNFIT
from edition.decide.place import Placer, as_written, place_decisions
from edition.errors import InputError
from edition.late_patterns import late_pattern
from edition.model import Finding, Severity, Siglum, VariationUnit
from edition.model.anchor import Anchor, toml_string
from edition.model.decision import Decisions, responsible_id
from edition.project.config import TableReader, read_source_date_epoch
from edition.project.decisions import FOLDER, read_decisions
from edition.project.ideas import Scholars
from edition.tasks.review.decision_file import EditorFiles, NewBlock, Rank, with_blocks
from edition.tasks.review.list_places import PlaceList, ReviewPlace
from edition.tasks.review.make_decision import Action, DecisionMaker, Writer
from edition.tasks.review.prepare import Applied, apply_decisions, prepare
from edition.tasks.review.rewrite_row import with_block_in_place, with_keys
from edition.tasks.review.view import ReviewView, words_key

#: Where editors write who decide without seeing each other's decisions; a build does not read it.
BLIND = f"{FOLDER}/blind"
#: Tables that act before the alignment: the view shows them after it is made anew.
_BEFORE = ("mention", "regularise")
#: Keys that may be pressed for all entries that are alike.
_FOR_LIKE = ("a", "s", "c", "n")
#: Tables of which one place has one decision of an editor's, so that a new one changes it.
_CHANGED = ("class", "lemma", "reviewed", "mention")
_LINE = late_pattern(r":\d+(?::\d+)?")


class ReviewSession:
    """The review of the edition in a folder by one editor. Its methods may be called by several threads."""

    def __init__(self, root: Path, by: str, is_blind: bool = False) -> None:
        self.root = root
        self.by = by
        name = responsible_id(by).removeprefix("ed-")
        self.path = f"{BLIND if is_blind else FOLDER}/{name}.toml"
        self.files = EditorFiles(root)
        self.later: set[str] = set()
        self.unseen: dict[str, str] = {}  # id of a place -> the table that the view does not show yet
        self.lock = threading.RLock()
        self.rebuild()

    def rebuild(self) -> None:
        """Read, mark and align the edition anew."""
        with self.lock:
            self.prepared = prepare(self.root)
            self.placer = Placer(self.prepared.sources.witnesses)
            self.unseen.clear()
            self._show(self._apply(self.files.read(self.path)))

    def _apply(self, text: str) -> Applied:
        """The edition with the text of the editor's file."""
        written = as_written(self._read(text), self.prepared.sources.witnesses)
        return apply_decisions(self.prepared, written)

    def _show(self, applied: Applied) -> None:
        self.applied = applied
        places = PlaceList(applied.model, applied.doubts)
        self.maker = DecisionMaker(self.prepared, places, self.placer)
        self.view = ReviewView(self.prepared, self.maker, self._find_decided(places), self.later, applied.doubts)

    def _read(self, text: str) -> Decisions:
        given = {self.path: text} if text else {}
        sources = self.prepared.sources
        scholars = Scholars(sources.bibliography, sources.config.editors)
        return read_decisions(self.root, sources.register, sources.sigla, self.prepared.base, given, scholars)

    def _find_decided(self, places: PlaceList) -> Mapping[str, list[str]]:
        """By id of a place what is decided of it."""
        found: dict[str, list[str]] = defaultdict(list)
        for one in place_decisions(self.applied.decisions, self.placer)[0]:
            for entry in places.entries.at(one.decision.siglum, one.start, one.end):
                if place := places.of_unit(entry.unit):
                    found[place.id].append(f"{one.decision.table} {one.decision.by}".strip())
        for name, table in self.unseen.items():
            found[name].append(f"{table} {self.by}: seen after the next build")
        return found

    # -- what is shown

    def summary(self) -> Mapping[str, Any]:
        """All places in the order of their doubt, in short, and how much of each chapter is decided."""
        with self.lock:
            of_session = {"by": self.by, "file": self.path, "canUndo": bool(self.files.steps)}
            return {**of_session, "unseen": len(self.unseen), **self.view.summary()}

    def detail(self, name: str) -> Mapping[str, Any]:
        """All that is shown of a place. InputError for an id that is no place."""
        with self.lock:
            shown = self.view.detail(name)
            return {**shown, "block": self._shown_block(Action("a", name))}

    # -- what is decided

    def preview(self, action: Action) -> Mapping[str, Any]:
        """The block of an action as it goes into the file; of a rule for words the number of places it would change."""
        with self.lock:
            place = self.view.place(action.id)
            if action.key != "r":
                return {"block": self._block(action, place).toml(), "counts": {}}
            shown = action if action.scope else replace(action, scope="here")
            return {"block": self._block(shown, place).toml(), "counts": self.maker.count(action, place)}

    def decide(self, action: Action) -> Mapping[str, Any]:
        """Write the block of an action. InputError where it does not fit; then nothing is written."""
        with self.lock:
            place = self.view.place(action.id)
            chosen = self.view.like(place) if action.with_like and action.key in _FOR_LIKE else [place]
            blocks = [self._block(_for(action, place, one), one) for one in chosen]
            table = blocks[0].table
            return self.write(blocks, {one.id: table for one in chosen} if table in _BEFORE else {})

    def write(self, blocks: Sequence[NewBlock], unseen: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        """Write blocks to the editor's file. InputError where one does not fit; then nothing is written.

        `unseen`: by id of a place the table of a decision that the view shows only when it is made anew.
        """
        with self.lock:
            old = self.files.read(self.path)
            text, new = self._with_changed(old or self._new_file(), blocks)
            text = with_blocks(text, self.path, new, self._rank_in(text))
            applied = self._apply(text)
            followed = self.follow_reviews(text, applied)
            if followed != text:
                text, applied = followed, self._apply(followed)
            before = problems(self.applied.told)
            more = {kind: said for kind, said in problems(applied.told).items() if kind not in before}
            if why := [said for kind, said in more.items() if not _is_of_review(kind)]:
                raise InputError(f"not written: {why[0]}")
            needless = _needless(new, self.applied.told, applied.told) if len(new) == len(blocks) else ""
            if needless:
                raise InputError(f"not written: {needless}; press a to accept it as it is")
            self.files.write(self.path, text)
            self.unseen |= unseen or {}
            self._show(applied)
            written = "\n".join([*(block.toml() for block in blocks), *more.values()])
            return {"said": f"Written to {self.path}.", "block": written, "places": len(blocks)}

    def _with_changed(self, text: str, blocks: Sequence[NewBlock]) -> tuple[str, list[NewBlock]]:
        """The text with those of the blocks in it that change a decision of the file, and the other blocks."""
        left: list[NewBlock] = []
        for block in blocks:
            rows = TableReader(text, self.path).data.get(block.table, [])
            wanted = _question(block.table, tomllib.loads(block.toml())[block.table][0])
            found = [
                n for n, row in enumerate(rows) if block.table in _CHANGED and _question(block.table, row) == wanted
            ]
            if found:
                text = with_block_in_place(text, self.path, found[0], block)
            else:
                left.append(block)
        return text, left

    def follow_reviews(self, text: str, applied: Applied) -> str:
        """The text in which her own reviews say what an entry is that she changed herself."""
        changed = [f.position.line for f in applied.told if f.code == CHANGED and f.position.path == self.path]
        own = [d for d in applied.decisions.readings if d.position.path == self.path and d.table == "reviewed"]
        entries = Entries(applied.model.apparatus, {w.siglum: w.text for w in applied.model.witnesses})
        for number, decision in enumerate(own):
            if decision.position.line in changed and decision.by == self.by:
                placed, _ = self.placer.place(decision)
                found = entries.at(decision.siglum, placed.start, placed.end) if placed else ()
                result = {"result": statement_of(found[0].unit)} if found else {}
                text = with_keys(text, self.path, ("reviewed", number), result) if result else text
        return text

    def undo(self) -> Mapping[str, Any]:
        """Take the last step back. OutputError where another program wrote the file since."""
        with self.lock:
            paths = self.files.undo()
            self.unseen.clear()
            if paths == (self.path,):
                self._show(self._apply(self.files.read(self.path)))
            else:
                self.rebuild()
            return {"said": f"Undone: {', '.join(paths)} as before."}

    def put_off(self, name: str) -> Mapping[str, Any]:
        """Leave a place for later."""
        with self.lock:
            self.later.add(self.view.place(name).id)
            return {"said": "Left for later."}

    def entries(self, words: str) -> list[Mapping[str, str]]:
        """The entries of the registers whose names have some words, those that begin with them first."""
        wanted = words.casefold().strip()
        found = []
        for entry in self.prepared.sources.register:
            names = [form.text.casefold() for form in entry.forms]
            if hits := [name.startswith(wanted) for name in names if wanted in name]:
                found.append((not any(hits), entry.name, entry.id))
        return [{"id": name, "name": shown} for _, shown, name in sorted(found)[:12]]

    def _block(self, action: Action, place: ReviewPlace) -> NewBlock:
        text = self.files.read(self.path) or self._new_file()
        return self.maker.make(action, place, Writer(self.by, today(), _defaults(TableReader(text, self.path).data)))

    def _shown_block(self, action: Action) -> str:
        try:
            return self._block(action, self.view.place(action.id)).toml()
        except InputError as error:
            return f"# {error}\n"

    def _new_file(self) -> str:
        return f"[defaults]\nby = {toml_string(self.by)}\n"

    def _rank_in(self, text: str) -> Rank:
        """Where the tables of the file stand in the text of the edition."""
        data = TableReader(text, self.path).data
        base = _defaults(data).get("in", self.prepared.base)

        def rank(table: str, number: int) -> tuple[int, int] | None:
            rows = data.get(table, [])
            found = _anchor_of(table, rows[number], base) if number < len(rows) else None
            if found is None or found[0] not in self.placer.witnesses:
                return None
            places = self.placer.text(found[0]).find(found[1])
            return self.maker.rank(found[0], places[0].start) if places else None

        return rank


def _is_of_review(kind: tuple[str, int]) -> bool:
    """Whether a problem is that an entry is another than when somebody reviewed it."""
    return kind[0].startswith("the entry was reviewed as")


def _needless(blocks: Sequence[NewBlock], before: Sequence[Finding], now: Sequence[Finding]) -> str:
    """Why none of the blocks changes anything; "" where one does."""
    known = Counter(f.message for f in before if f.code == NOT_NEEDED)
    heads = [f"[[{block.table}]] «{block.keys.get('exact', '')}» is no longer needed: " for block in blocks]
    told = [f.message for f in now if f.code == NOT_NEEDED]
    new = [head for head in heads if any(m.startswith(head) and told.count(m) > known[m] for m in told)]
    reason = next((m.removeprefix(new[0]) for m in told if new and m.startswith(new[0])), "")
    return reason.removesuffix("; take it out") if len(new) == len(blocks) else ""


def _question(table: str, row: Mapping[str, Any]) -> tuple[object, ...]:
    """What a decision is an answer to: two of one file with the same question are one decision, and its change."""
    return tuple(row.get(key) for key in ("in", "witness", "exact", "prefix", "suffix", "nth", "of", "by"))


def problems(findings: Sequence[Finding]) -> Mapping[tuple[str, int], str]:
    """What is said of decisions that do not fit; the keys stay the same when lines of a file move."""
    told = [f for f in findings if f.severity is Severity.ERROR or f.code in UNFIT]
    told = [f for f in told if f.severity is not Severity.ADVICE]
    counts: Counter[str] = Counter()
    made: dict[tuple[str, int], str] = {}
    for finding in told:
        kind = _LINE.sub("", finding.message)
        counts[kind] += 1
        made[kind, counts[kind]] = f"{finding.position}: {finding.message}"
    return made


def _anchor_of(table: str, row: Mapping[str, Any], base: Siglum) -> tuple[Siglum, Anchor] | None:
    """The witness and the words that a row of a file quotes; None for a row that names no one place."""
    exact = row.get("exact", row.get("from"))
    siglum = row.get("in", row.get("witness", base))
    around = (row.get("prefix", ""), row.get("suffix", ""), row.get("nth", 0))
    is_rule = table == "regularise" and not any(around)
    return (
        (siglum, Anchor(exact, *around)) if isinstance(exact, str) and isinstance(siglum, str) and not is_rule else None
    )


def _for(action: Action, place: ReviewPlace, one: ReviewPlace) -> Action:
    """The same action at a place that is like the first: on the witness that has the same reading there."""
    if one is place:
        return action
    reading = action.reading
    if reading and isinstance(place.unit, VariationUnit) and isinstance(one.unit, VariationUnit):
        words = next((words_key(r.text) for r in place.unit.readings if reading in r.witnesses), "")
        same = (r for r in one.unit.readings if r.witnesses and words_key(r.text) == words)
        reading = next((r.witnesses[0] for r in same), "")
    return replace(action, id=one.id, reading=reading)


def today() -> date:
    """The day on which a decision is made: that of the surroundings (SOURCE_DATE_EPOCH), or of the clock."""
    seconds = read_source_date_epoch()
    return datetime.fromtimestamp(seconds, UTC).date() if seconds is not None else datetime.now(UTC).astimezone().date()


def _defaults(data: Mapping[str, Any]) -> Mapping[str, str]:
    found = data.get("defaults", {})
    return found if isinstance(found, dict) else {}
