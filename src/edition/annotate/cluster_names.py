"""Gather the forms of what seems to be one person or thing into clusters."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from edition.annotate.sightings import Sighting
from edition.annotate.words import split_words
from edition.model import EntryKind

_MIN_SIMILARITY = 0.84  # of two surnames with the same forename, to be one person
_MIN_FORENAME = 0.7  # of two forenames with the same surname
_SHORTEST_FORENAME = 2  # letters
#: The sightings of the forms of a kind.
Voted = Mapping[tuple[EntryKind, str], list[Sighting]]


@dataclass(slots=True)
class Cluster:
    """The forms of what seems to be one person or thing, with the sightings of each form."""

    kind: EntryKind
    forms: dict[str, list[Sighting]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """The number of sightings."""
        return sum(map(len, self.forms.values()))

    @property
    def name(self) -> str:
        """The main form: of a person the fullest, of anything else the most frequent."""
        if self.kind is EntryKind.PERSON:
            direct = [f for f in self.forms if "," not in f] or list(self.forms)
            return max(direct, key=lambda f: (len(f.split()), len(self.forms[f]), f))
        return max(self.forms, key=lambda f: (len(self.forms[f]), len(f), f))


def is_full(words: str) -> bool:
    return "," in words or len(words.split()) > 1 or bool(re.match(r"(?:[A-Z]\.)+\s?\w", words))


def surname(words: str) -> str:
    if "," in words:
        return words.partition(",")[0].strip()
    return words.split()[-1].rpartition(".")[2] or words.split()[-1]


def forename(words: str) -> str:
    given = words.partition(",")[2].strip() if "," in words else words[: -len(surname(words))].strip()
    return given.split()[0] if given else ""


def cluster_names(voted: Voted) -> list[Cluster]:
    """The forms in clusters: persons by surname and forename, other names by spelling, acronym and brackets."""
    made = _cluster_persons({form: seen for (kind, form), seen in voted.items() if kind is EntryKind.PERSON})
    for kind in EntryKind:
        if kind is not EntryKind.PERSON:
            made += _cluster_other_names(kind, {form: seen for (k, form), seen in voted.items() if k is kind})
    return made


class _Persons:
    """The clusters of persons so far, by the surnames and the forenames of their forms."""

    def __init__(self) -> None:
        self.clusters: list[Cluster] = []
        self.near: dict[tuple[str, str], list[int]] = defaultdict(list)

    def find(self, form: str) -> Cluster | None:
        """The first cluster with a form that may be of the same person."""
        numbers = sorted({n for key in _keys(form) for n in self.near[key]})
        found = (self.clusters[n] for n in numbers)
        return next((c for c in found if any(_is_same_person(form, other) for other in c.forms)), None)

    def bearer(self, name: str) -> Cluster:
        """The first cluster of persons with a surname, or a new one."""
        numbers = self.near[("surname", name)]
        return self.clusters[numbers[0]] if numbers else self.add()

    def add(self) -> Cluster:
        """A new cluster."""
        self.clusters.append(Cluster(EntryKind.PERSON))
        return self.clusters[-1]

    def put(self, form: str, seen: list[Sighting], cluster: Cluster, number: int) -> None:
        """Put a full name into the cluster with a number."""
        cluster.forms[form] = seen
        for key in _keys(form):
            if number not in self.near[key]:
                self.near[key].append(number)


def _keys(form: str) -> tuple[tuple[str, str], ...]:
    given = forename(form).rstrip(".")
    keys = (("surname", surname(form)),)
    return keys if len(given) < _SHORTEST_FORENAME else (*keys, ("forename", given))


def _cluster_persons(forms: Mapping[str, list[Sighting]]) -> list[Cluster]:
    """Cluster full names by surname and forename, in any order and spelling; a surname alone joins a full name."""
    persons = _Persons()
    numbers: dict[int, int] = {}
    for form in sorted((f for f in forms if is_full(f)), key=lambda f: (-len(forms[f]), f)):
        cluster = persons.find(form) or persons.add()
        number = numbers.setdefault(id(cluster), len(persons.clusters) - 1)
        persons.put(form, forms[form], cluster, number)
    for form in sorted(f for f in forms if not is_full(f)):
        persons.bearer(form).forms[form] = forms[form]
    return persons.clusters


def _is_same_person(one: str, other: str) -> bool:
    if not (is_full(one) and is_full(other)):
        return False
    a, b = forename(one).rstrip("."), forename(other).rstrip(".")
    same_surname = surname(one) == surname(other)
    if len(a) == 1 or len(b) == 1:
        return same_surname and a[:1] == b[:1]
    if same_surname:
        return _is_alike(a, b, _MIN_FORENAME)
    return a == b and _is_alike(surname(one), surname(other), _MIN_SIMILARITY)


def _is_alike(one: str, other: str, ratio: float) -> bool:
    matcher = SequenceMatcher(None, one, other)
    return matcher.real_quick_ratio() >= ratio and matcher.quick_ratio() >= ratio and matcher.ratio() >= ratio


def _cluster_other_names(kind: EntryKind, forms: Mapping[str, list[Sighting]]) -> list[Cluster]:
    """Cluster names that differ only in case, dashes and the article; an acronym with its name; and a name in brackets
    with the name before it."""
    clusters: dict[str, Cluster] = {}
    acronyms: dict[str, Cluster] = {}
    for form in sorted(forms, key=lambda f: (-len(f), f)):
        key, letters = _comparison_key(form), form.replace(".", "").replace(" ", "")
        cluster = clusters.get(key) or (acronyms.get(letters) if letters.isupper() and len(letters) > 2 else None)
        cluster = cluster or _find_by_brackets(forms[form], clusters)
        if cluster is None:
            cluster = clusters[key] = Cluster(kind)
        cluster.forms[form] = forms[form]
        acronyms.setdefault("".join(w[0] for w in form.split() if w[0].isupper()), cluster)
    return list({id(c): c for c in clusters.values()}.values())


def _comparison_key(form: str) -> str:
    words = split_words(form).texts
    return " ".join(w.lower() for w in words if w.lower() not in ("the",))


def _find_by_brackets(seen: Sequence[Sighting], clusters: Mapping[str, Cluster]) -> Cluster | None:
    for sighting in seen:
        if sighting.before.endswith("(") and sighting.after.startswith(")"):
            before = sighting.before[:-1].rstrip()
            for cluster in clusters.values():
                if any(before.endswith(form) for form in cluster.forms):
                    return cluster
    return None
