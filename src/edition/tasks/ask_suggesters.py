"""The suggesters that are installed: those of the entry-point group `edition.suggesters`, ours among them.

One is asked only when the editor names it. One that cannot be loaded is refused; one that fails at its work is told as
a finding, and what the others found is written.
"""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from edition.annotate.sightings import Sighting, make_sighting
from edition.annotate.suggesters import SuggestedName, capitalised_words, kind_named
from edition.errors import EditionError, InputError
from edition.model import Finding, Position, Severity, Witness

_FACTORY = Callable[[str], Any]
#: The dictionary forms of words in a language.
Lemmas = Mapping[tuple[str, str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the named suggesters found."""

    names: tuple[Sighting, ...] = ()
    lemmas: Lemmas | None = None
    findings: tuple[Finding, ...] = ()


def ask_suggesters(wanted: Sequence[str], witnesses: Sequence[Witness]) -> Asked:
    """Ask each of the suggesters, which are named `NAME` or `NAME:ARGUMENT`, for all witnesses."""
    names: list[Sighting] = []
    lemmas: dict[tuple[str, str], frozenset[str]] = {}
    findings: list[Finding] = []
    for name, suggester in [(one.partition(":")[0], _make(one)) for one in wanted]:
        try:
            found = _find_names(name, suggester, witnesses)
            forms = _find_lemmas(suggester, witnesses)
        except EditionError:
            raise
        except Exception as error:  # whatever the code of others raises: what the others found is kept
            why = f"{type(error).__name__}: {' '.join(str(error).split())}"
            findings.append(_failed(name, why))
            continue
        names += found
        for key, several in forms.items():
            lemmas[key] = lemmas.get(key, frozenset()) | several
    return Asked(tuple(names), lemmas, tuple(findings))


def _failed(name: str, why: str) -> Finding:
    said = f"the suggester {name!r} failed and is left out: {why}"
    return Finding("E456", Severity.WARNING, said, Position("edition.toml"))


def _make(wanted: str) -> Any:
    """The suggester of a name, made with its argument. InputError when there is none, or it cannot be made."""
    name, _, argument = wanted.partition(":")
    points = {p.name: p for p in sorted(entry_points(group="edition.suggesters"), key=_is_ours)}
    if name not in points:
        near = difflib.get_close_matches(name, points, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"there is {', '.join(sorted(points))}"
        raise InputError(f"--with {wanted}: there is no suggester {name!r}; {hint}")
    try:
        made = points[name].load()(argument)
    except EditionError:
        raise
    except Exception as error:  # a plug-in may raise anything
        why = f"{type(error).__name__}: {error}"
        raise InputError(f"--with {wanted}: {points[name].value} cannot be loaded: {why}") from None
    if not (hasattr(made, "names") or hasattr(made, "lemmas")):
        raise InputError(f"--with {wanted}: {points[name].value} has neither names nor lemmas")
    return made


def _is_ours(point: EntryPoint) -> bool:
    """Ours come first, so that one of another distribution takes the place of ours."""
    return not point.value.startswith("edition.")


def _find_names(name: str, suggester: Any, witnesses: Iterable[Witness]) -> list[Sighting]:
    """The names that a suggester finds, in the order of the texts. ValueError for one that is no place of the text."""
    if not hasattr(suggester, "names"):
        return []
    made: list[Sighting] = []
    for witness in witnesses:
        found: Iterable[SuggestedName] = suggester.names(witness.text, witness.language)
        for one in sorted(found, key=lambda n: (n.start, -n.end, n.kind)):
            made.append(_sighting(name, witness, one))
    return made


def _sighting(name: str, witness: Witness, one: SuggestedName) -> Sighting:
    kind = kind_named(one.kind)
    if kind is None or not 0 <= one.start < one.end <= len(witness.text):
        raise ValueError(f"{one} is no name of a kind at a place of {witness.siglum}")
    start, end = one.start, one.end
    why = f"{name}: {one.why}" if one.why else name
    return make_sighting(witness.siglum, witness.text, range(len(witness.text)), start, end, kind, why, "low")


def _find_lemmas(suggester: Any, witnesses: Iterable[Witness]) -> Lemmas:
    if not hasattr(suggester, "lemmas"):
        return {}
    keys = dict.fromkeys(_words(witnesses))
    return {(word, tag): frozenset(suggester.lemmas(word, tag)) for word, tag in keys}


def _words(witnesses: Iterable[Witness]) -> Iterator[tuple[str, str]]:
    for witness in witnesses:
        yield from ((word, witness.language) for word in capitalised_words(witness))
