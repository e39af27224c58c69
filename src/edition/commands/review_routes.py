"""What the page of `edition review` may ask for, and what is made of its requests."""

from collections.abc import Mapping
from typing import Any

from edition.commands.review_server import BadRequestError, Routes
from edition.tasks.review.make_decision import Action
from edition.tasks.review.reconcile import Reconciliation
from edition.tasks.review.register_session import list_register, merge_entry, save_entry, show_entry
from edition.tasks.review.session import ReviewSession
from edition.tasks.review.source_session import correct_source, list_sources
from edition.tei.encode.edit_register import Facts

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
        "register": lambda said: list_register(session, _word(said, "kind"), _word(said, "words")),
        "entry": lambda said: show_entry(session, _word(said, "id")),
        "save": lambda said: save_entry(session, _word(said, "id"), _word(said, "kind"), facts_of(said)),
        "merge": lambda said: merge_entry(session, _word(said, "id"), _word(said, "into")),
        "rebuild": lambda said: session.rebuild(),
    }


def routes_of_comparison(made: Reconciliation) -> Routes:
    """What the page of a comparison may ask for."""
    return {
        "list": lambda said: made.summary(),
        "choose": lambda said: made.choose(_number(said, "number"), _word(said, "side")),
        "agreed": lambda said: made.choose_agreed(),
        "undo": lambda said: made.undo(),
    }


def _number(said: Mapping[str, Any], name: str) -> int:
    value = said.get(name, -1)
    if type(value) is not int:
        raise BadRequestError(f"{name}: must be a number")
    return value


def action_of(said: Mapping[str, Any]) -> Action:
    """The action of a request. BadRequestError for one that is none."""
    words = {name: _word(said, name) for name in ("key", "id", "reading", "value", "scope", "mention")}
    cuts = said.get("cuts", [])
    if not isinstance(cuts, list) or not all(type(cut) is int for cut in cuts):
        raise BadRequestError("cuts: must be a list of numbers")
    return Action(**words, cuts=tuple(cuts), with_like=said.get("like") is True)


def facts_of(said: Mapping[str, Any]) -> Facts:
    """The facts of an entry in a request. BadRequestError for what has another form."""
    forms = said.get("forms", [])
    if not isinstance(forms, list):
        raise BadRequestError("forms: must be a list")
    named = {"forms": {str(n): form for n, form in enumerate(forms)}}
    pairs = {name: {**said, **named}.get(name, {}) for name in ("forms", "dates", "identifiers")}
    if not all(isinstance(one, dict) for one in pairs.values()):
        raise BadRequestError("dates, identifiers: must be objects")
    checked = {name: {key: _word(one, key).strip() for key in one} for name, one in pairs.items()}
    return Facts(tuple(checked["forms"].values()), checked["dates"], checked["identifiers"])


def _word(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name, "")
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise BadRequestError(f"{name}: must be text of at most {_LONGEST} characters")
    return value
