"""A third editor reconciles what two decided: of each place one answer goes into the third one's file."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from edition.errors import InputError
from edition.tasks.review.compare_editors import Answer, Compared, Row, compare_editors
from edition.tasks.review.decision_file import NewBlock, Value
from edition.tasks.review.session import ReviewSession, today

_SIGNED = ("by", "on", "why")


class Reconciliation:
    """The comparison of two editors' decisions, and the session of the third one, who chooses."""

    def __init__(self, session: ReviewSession, names: tuple[str, str]) -> None:
        self.session = session
        self.names = names
        self.compared = compare_editors(session, names)
        #: By number of a place whose answer was taken.
        self.chosen = {n: _taken(place) for n, place in enumerate(self.compared.places) if place.own is not None}
        self.steps: list[list[int]] = []

    def summary(self) -> Mapping[str, Any]:
        """The figure, and every place with both answers and the choice."""
        with self.session.lock:
            places = [self._shown(n, place) for n, place in enumerate(self.compared.places)]
            kappa = self.compared.kappa
            return {
                "by": self.session.by,
                "file": self.session.path,
                "names": list(self.names),
                "kappa": kappa if kappa is None else round(kappa, 2),
                "places": places,
                "canUndo": bool(self.steps),
            }

    def _shown(self, number: int, place: Compared) -> Mapping[str, Any]:
        return {
            "statement": place.statement,
            "one": place.one.says if place.one else None,
            "other": place.other.says if place.other else None,
            "agrees": place.agrees,
            "chosen": self.chosen.get(number, ""),
        }

    def choose(self, number: int, side: str) -> Mapping[str, Any]:
        """Take the answer of one side (`one`, `other`) into the third editor's file."""
        with self.session.lock:
            if not 0 <= number < len(self.compared.places) or side not in ("one", "other"):
                raise InputError("there is no such place")
            return self._write({number: side})

    def choose_agreed(self) -> Mapping[str, Any]:
        """Take all answers that are alike, and are not taken yet."""
        with self.session.lock:
            wanted = {n: "one" for n, p in enumerate(self.compared.places) if p.agrees and n not in self.chosen}
            if not wanted:
                raise InputError("there is no agreement that is not taken yet")
            return self._write(wanted)

    def undo(self) -> Mapping[str, Any]:
        """Take the last choice back."""
        with self.session.lock:
            told = self.session.undo()
            for number in self.steps.pop() if self.steps else ():
                self.chosen.pop(number, None)
            return told

    def _write(self, wanted: Mapping[int, str]) -> Mapping[str, Any]:
        if taken := [n for n in wanted if n in self.chosen]:
            raise InputError(f"{self.compared.places[taken[0]].statement}: is taken already; undo first")
        blocks = [block for n, side in wanted.items() for block in self._blocks(self.compared.places[n], side)]
        told = self.session.write(blocks)
        self.chosen |= wanted
        self.steps.append(list(wanted))
        return told

    def _blocks(self, place: Compared, side: str) -> Sequence[NewBlock]:
        answer = place.one if side == "one" else place.other
        if answer is None:
            raise InputError(f"{place.statement}: this editor decided nothing here")
        why = _reason(place, self.names, side)
        return [NewBlock(table, _keys(row, today(), why), place.rank) for table, row in answer.rows]


def _taken(place: Compared) -> str:
    """Whose answer the third editor has: `one`, `other`, or her own."""
    says = place.own.says if place.own else ""
    return next((side for side in ("one", "other") if (a := getattr(place, side)) and a.says == says), "own")


def _reason(place: Compared, names: tuple[str, str], side: str) -> str:
    if place.agrees:
        return f"{names[0]} and {names[1]} agree"
    taken, left = (names, names[::-1])[side == "other"]
    other = place.other if side == "one" else place.one
    return f"so {taken}" + (f"; {left}: {other.says}" if isinstance(other, Answer) else f"; {left} decided nothing")


def _keys(row: Row, day: date, why: str) -> Mapping[str, Value]:
    made: dict[str, Value] = {}
    for key, value in row.items():
        if key in _SIGNED:
            continue
        if not (
            isinstance(value, str | int | bool) or (isinstance(value, list) and all(isinstance(v, str) for v in value))
        ):
            raise InputError(f"{key}: is a table of its own; copy this decision by hand")
        made[key] = value
    return {**made, "on": day, "why": why}
