"""A review corrects misreadings in the sources: what is shown of them, and what is written."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from edition.decide.find_entries import places_of
from edition.errors import EditionError, InputError
from edition.model import Siglum
from edition.project.decisions import decision_files
from edition.tasks.review.correct_source import Correction, correct, is_text, place_in_source
from edition.tasks.review.list_places import ReviewPlace
from edition.tasks.review.session import BLIND, ReviewSession, problems, today


def list_sources(session: ReviewSession, name: str) -> list[Mapping[str, Any]]:
    """The words of a place in the source of each witness: where they stand, and whether they can be corrected here."""
    with session.lock:
        place = session.view.place(name)
        made: list[Mapping[str, Any]] = []
        for witness in session.prepared.sources.witnesses:
            if found := _stretch(place, witness.siglum):
                words = " ".join(witness.text[found[0] : found[1]].split())
                where = place_in_source(witness, found[0])
                row = {"siglum": witness.siglum, "place": where, "words": words, "isText": is_text(witness)}
                made.append(row)
        return made


def correct_source(session: ReviewSession, name: str, siglum: Siglum, words: str) -> Mapping[str, Any]:
    """Correct words of a place in the source of a witness, and read the edition anew."""
    with session.lock:
        found = _stretch(session.view.place(name), siglum)
        if found is None:
            raise InputError(f"{siglum} has no words here that could be corrected")
        given = Correction(siglum, *_trimmed(session.view.places.texts[siglum], *found), words)
        before = problems(session.applied.told)
        files = correct(
            session.prepared.sources, session.files, given, (session.by, today()), decision_paths(session.root)
        )
        session.files.write_all(files)
        try:
            session.rebuild()
            _follow_reviews(session)
        except EditionError:
            session.undo()
            raise
        told = [message for kind, message in problems(session.applied.told).items() if kind not in before]
        where = place_in_source(next(w for w in session.prepared.witnesses if w.siglum == siglum), given.start)
        return {"said": f"Corrected at {where}; the former file is kept.", "block": "\n".join(told), "places": 1}


def _stretch(place: ReviewPlace, siglum: Siglum) -> tuple[int, int] | None:
    """Where a witness has the words of a place."""
    if place.mention is not None:
        return (place.mention.start, place.mention.end) if siglum == place.siglum else None
    stretches = places_of(place.unit, siglum) if place.unit else ()
    return stretches[0] if len(stretches) == 1 else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


def decision_paths(root: Path) -> tuple[str, ...]:
    """The files of decisions, those of a blind review too."""
    return (*decision_files(root), *(f"{BLIND}/{one.name}" for one in sorted((root / BLIND).glob("*.toml"))))


def _follow_reviews(session: ReviewSession) -> None:
    """Her own reviews of entries that the correction changed say what these are now; those of others are told."""
    text = session.files.read(session.path)
    followed = session.follow_reviews(text, session.applied)
    if followed != text:
        session.files.write_all({session.path: session.files.encoded(session.path, followed)}, joins_last=True)
        session.rebuild()
