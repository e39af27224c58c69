"""What a review shows: the places in the order of their doubt, in short, and of one of them all that is known."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from edition.decide.doubts import DoubtfulPlace
from edition.errors import InputError
from edition.model import VariationUnit
from edition.tasks.review.list_places import ReviewPlace
from edition.tasks.review.make_decision import DecisionMaker
from edition.tasks.review.prepare import Prepared

Shown = Mapping[str, Any]  # what a page shows, as JSON


class ReviewView:
    """The places of an edition as a page shows them. `decided`: by id what is decided of a place."""

    def __init__(
        self,
        prepared: Prepared,
        maker: DecisionMaker,
        decided: Mapping[str, Sequence[str]],
        later: Set[str],
        doubts: Mapping[str, DoubtfulPlace],
    ) -> None:
        self.prepared = prepared
        self.maker = maker
        self.places = maker.places
        self.decided = decided
        self.later = later
        self.doubts = doubts

    def summary(self) -> Shown:
        """All places in the order of their doubt, in short; the chapters and sigla."""
        ordered = sorted(self.places.places, key=lambda p: (-self._doubt(p.id).weight, p.number))
        chapters = dict.fromkeys(p.chapter for p in self.places.places)
        return {
            "places": [self._short(place) for place in ordered],
            "chapters": list(chapters),
            "sigla": list(self.places.texts),
        }

    def _doubt(self, name: str) -> DoubtfulPlace:
        return self.doubts.get(name) or DoubtfulPlace(name, 0.0, (), "reading")

    def _short(self, place: ReviewPlace) -> dict[str, Any]:
        state = "decided" if place.id in self.decided else "later" if place.id in self.later else "open"
        return {
            "id": place.id,
            "matter": place.matter,
            "chapter": place.chapter,
            "sigla": list(place.sigla),
            "state": state,
            "doubt": round(self._doubt(place.id).weight, 2),
        }

    def detail(self, name: str) -> dict[str, Any]:
        """All that is shown of a place. InputError for an id that is no place."""
        place = self.place(name)
        following = self.places.next_to(place)
        return {
            **self._short(place),
            "part": place.unit is None and place.mention is None,
            "before": place.before,
            "words": place.words,
            "after": place.after,
            "readings": _readings(place),
            "reasons": list(self._doubt(name).reasons),
            "decided": list(self.decided.get(name, ())),
            "next": {"id": following.id, "statement": following.statement} if following else None,
            "names": self._names(place),
            "split": self._split_words(place),
            "like": len(self.like(place)) - 1,
        }

    def place(self, name: str) -> ReviewPlace:
        """The place with an id. InputError where there is none."""
        if name not in self.places.by_id:
            raise InputError(f"there is no place {name}; a decision may have made another entry of it")
        return self.places.by_id[name]

    def like(self, place: ReviewPlace) -> list[ReviewPlace]:
        """The place, and the entries with the same lemma and readings that are not decided yet."""
        wanted = _likeness(place)
        others = (p for p in self.places.places if p is not place and p.id not in self.decided)
        return [place, *(p for p in others if _likeness(p) == wanted)] if wanted else [place]

    def _names(self, place: ReviewPlace) -> list[Shown]:
        made: list[Shown] = []
        for siglum, mention in self.places.mentions_in(place):
            entry = self.prepared.sources.register.get(mention.ref)
            made.append(
                {
                    "id": mention.id,
                    "siglum": siglum,
                    "words": " ".join(self.places.texts[siglum][mention.start : mention.end].split()),
                    "kind": mention.kind.value,
                    "means": mention.ref or (mention.value.iso if mention.value else ""),
                    "name": entry.name if entry else "",
                    "cert": mention.cert,
                    "rule": mention.rule,
                }
            )
        return made

    def _split_words(self, place: ReviewPlace) -> list[str]:
        if not isinstance(place.unit, VariationUnit):
            return []
        try:
            return self.maker.words_to_split(place)
        except InputError:
            return []


def _readings(place: ReviewPlace) -> list[Shown]:
    unit = place.unit
    if unit is None:
        return [_reading(place.words, (place.siglum,), place.kind)]
    if isinstance(unit, VariationUnit):
        made = [] if unit.lemma.is_lost else [_reading(unit.lemma.text, unit.lemma.witnesses, "lemma")]
        made += [_reading(r.text, r.witnesses, r.kind.value if r.kind else "") for r in unit.readings]
        made += [_reading("", unit.lemma.witnesses, "lac")] if unit.lemma.is_lost else []
    else:
        made = [_reading(place.words, unit.witnesses, "lemma" if place.kind == "om" else "block")]
        made += [_reading("", unit.omitting, "om")] if unit.omitting else []
    return [*made, *([_reading("", unit.lacunose, "lac")] if unit.lacunose else [])]


def _reading(text: str, sigla: Sequence[str], kind: str) -> Shown:
    return {"text": " ".join(text.split()), "sigla": list(sigla), "kind": kind}


def words_key(text: str) -> str:
    """Words as they are compared with those of other places."""
    return " ".join(text.split()).casefold()


def _likeness(place: ReviewPlace) -> tuple[str, ...]:
    """What entries have in common that are alike: lemma, readings and kinds; nothing for other places."""
    unit = place.unit
    if not isinstance(unit, VariationUnit):
        return ()
    readings = sorted(f"{r.kind} {words_key(r.text)}" for r in unit.readings)
    return (words_key(unit.lemma.text), *readings)
