"""The gender of a person of a register, as far as it says so or the forename tells it."""

from collections.abc import Mapping

from edition.model import Entry, EntryKind, Register
from edition.project.language_tables import NameWords

_LETTERS = {"m": "m", "f": "f", "w": "f", "1": "m", "2": "f"}


def stated_gender(entry: Entry) -> str:
    """The gender, m or f, that the statements of an entry give, or ""."""
    said = (s.words[:1].lower() for kind in ("sex", "gender") for s in entry.statements_of(kind))
    return next((_LETTERS[letter] for letter in said if letter in _LETTERS), "")


def women_of(register: Register, names: NameWords) -> Mapping[str, bool]:
    """The entries that are women: True where the register or the forename says so, False where its end suggests it."""
    found = ((e.id, _is_woman(e, names)) for e in register if e.kind is EntryKind.PERSON)
    return {name: is_sure for name, is_sure in found if is_sure is not None}


def _is_woman(entry: Entry, names: NameWords) -> bool | None:
    if said := stated_gender(entry):
        return True if said == "f" else None
    given = {form.text.split()[0] for form in entry.forms if form.surname and form.text.strip() != form.surname}
    if given.intersection(names.women_named):
        return True
    is_like = bool(names.women_ends) and any(name.endswith(names.women_ends) for name in given)
    return False if is_like and not given.intersection(names.men_named) else None
