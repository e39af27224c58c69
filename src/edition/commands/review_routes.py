"""What the page of `edition review` may ask for, and what is made of its requests."""

from collections.abc import Mapping
from typing import Any

from edition.commands.review_server import BadRequestError, Routes
from edition.tasks.review.make_decision import Action
from edition.tasks.review.session import ReviewSession
from edition.tasks.review.source_session import correct_source, list_sources

_LONGEST = 4000  # characters of a word in a request


def routes_of(session: ReviewSession) -> Routes:
    """What the page of a review may ask for."""
    return {
        "list": lambda said: session.summary(),
        "place": lambda said: session.detail(_word(said, "id")),
        "preview": lambda said: session.preview(action_of(said)),
        "decide": lambda said: session.decide(action_of(said)),
        "undo": lambda said: session.undo(),
        "later": lambda said: session.put_off(_word(said, "id")),
        "entries": lambda said: {"entries": session.entries(_word(said, "words"))},
        "sources": lambda said: {"sources": list_sources(session, _word(said, "id"))},
        "correct": lambda said: correct_source(session, *(_word(said, name) for name in ("id", "siglum", "value"))),
        "rebuild": lambda said: session.rebuild(),
    }


def action_of(said: Mapping[str, Any]) -> Action:
    """The action of a request. BadRequestError for one that is none."""
    words = {name: _word(said, name) for name in ("key", "id", "reading", "value", "scope", "mention")}
    cuts = said.get("cuts", [])
    if not isinstance(cuts, list) or not all(type(cut) is int for cut in cuts):
        raise BadRequestError("cuts: must be a list of numbers")
    return Action(**words, cuts=tuple(cuts), with_like=said.get("like") is True)


def _word(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise BadRequestError(f"{name}: must be text of at most {_LONGEST} characters")
    return value
