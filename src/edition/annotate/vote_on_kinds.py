"""Decide what a form names, by all its sightings, by the life of its words, and by the names it is listed with."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from edition.annotate.classify_names import SEVERAL_CAPITALS
from edition.annotate.cluster_names import Voted, is_full, surname
from edition.annotate.sightings import Sighting, TextsOfLanguage
from edition.annotate.words import split_words
from edition.model import EntryKind, Siglum

_WEIGHTS = {"high": 4, "medium": 2, "low": 1}
_UNSURE = {EntryKind.PERSON, EntryKind.PLACE}
_MIN_PLACES = 2  # what the words beside a name must say for a place
_MIN_AMONG_NOUNS = 4  # the same, where it could be any noun
_LISTING = frozenset({",", ", and", "and", "&", "or", ", or", "et", "und", "y", "e", "и"})  # between names of one kind
_NO_FORM = EntryKind.WORK  # what a form counts as that is no name
_ROUNDS = 5  # of judging names by those that they are listed with


def vote_on_kinds(
    sightings: Sequence[Sighting], views: Mapping[Siglum, TextsOfLanguage]
) -> tuple[Voted, Mapping[str, list[Sighting]]]:
    """The sightings by kind and form, and those of forms without a vote; the kind is that with most votes.

    A surname alone counts as a person; so does a forename.
    """
    surnames = {surname(s.words) for s in sightings if s.kind is EntryKind.PERSON and is_full(s.words)}
    forms: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        forms[" ".join(sighting.words.split())].append(sighting)
    kinds: dict[str, EntryKind | None] = {}
    for form, seen in forms.items():
        texts = views[seen[0].siglum]
        if form not in surnames and all(s.alone_at_start for s in seen) and not _is_shown(form, texts):
            continue
        votes = _votes(form, seen, texts, surnames)
        kinds[form] = max(votes, key=lambda k: (votes[k], k is EntryKind.PERSON)) if votes else None
    weak = {form for form in kinds if all(s.why == SEVERAL_CAPITALS for s in forms[form])}
    kinds |= _judged_by_lists(sightings, {form: None if form in weak else kind for form, kind in kinds.items()})
    made = {(kind, form): forms[form] for form, kind in kinds.items() if kind is not None}
    rest = (form for form, kind in kinds.items() if kind is None)
    return made, {form: forms[form] for form in rest if not views[forms[form][0].siglum].names.nouns}


def _judged_by_lists(
    sightings: Sequence[Sighting], kinds: Mapping[str, EntryKind | None]
) -> Mapping[str, EntryKind | None]:
    """The kinds of forms without one that are listed with names of a kind: «Rykov, Grinko and Levin»."""
    pairs = list(_listed(sightings))
    judged: dict[str, EntryKind | None] = {}
    for _ in range(_ROUNDS):
        known = {**kinds, **judged}
        votes: dict[str, Counter[EntryKind]] = defaultdict(Counter)
        for one, other in pairs:
            if known.get(one, _NO_FORM) is None and (kind := known.get(other)) in _UNSURE:
                votes[one][kind] += 1
        judged |= {form: max(counted, key=lambda k: (counted[k], k.value)) for form, counted in votes.items()}
    return judged


def _listed(sightings: Sequence[Sighting]) -> Iterator[tuple[str, str]]:
    """The forms that stand side by side in a list, both ways."""
    for one, other in pairwise(sorted(sightings, key=lambda s: (s.siglum, s.start))):
        gap = one.after[: other.start - one.end].strip()
        if one.siglum == other.siglum and other.start - one.end < len(one.after) and gap in _LISTING:
            pair = (" ".join(one.words.split()), " ".join(other.words.split()))
            yield pair
            yield pair[::-1]


def _is_shown(form: str, texts: TextsOfLanguage) -> bool:
    """Whether a word that only begins sentences is shown to be a name by its life."""
    word = split_words(form).texts[-1]
    return word in texts.forenames or bool(texts.life.person[word] or texts.life.inside[word] or texts.life.place[word])


def _votes(
    form: str, seen: Sequence[Sighting], texts: TextsOfLanguage, surnames: Collection[str]
) -> Counter[EntryKind]:
    """The votes of the sightings of a form, and of the life of its words."""
    votes: Counter[EntryKind] = Counter()
    for sighting in seen:
        if sighting.kind is not None:
            votes[sighting.kind] += _WEIGHTS[sighting.cert]
    words = split_words(form).texts
    if form in surnames:
        votes[EntryKind.PERSON] += len(seen) * _WEIGHTS["high"]
    if words and set(votes) <= _UNSURE and all(s.cert == "low" or s.kind is EntryKind.PLACE for s in seen):
        votes += _votes_of_life(words, len(seen), texts, surnames)
    return +votes


def _votes_of_life(
    words: Sequence[str], count: int, texts: TextsOfLanguage, surnames: Collection[str]
) -> Counter[EntryKind]:
    """What the words beside all places of a word say: of a word alone, of a person's last, of a place's first."""
    votes: Counter[EntryKind] = Counter()
    first, life = words[0], texts.life
    is_forename = first in texts.forenames
    votes[EntryKind.PERSON] += 2 * life.person[words[-1]]
    if len(words) == 1:
        votes[EntryKind.PERSON] += _WEIGHTS["high"] * is_forename
    if is_forename or (len(words) > 1 and (first in surnames or life.person[first])):
        return votes
    if texts.names.nouns and life.place[first] < _MIN_AMONG_NOUNS and not first.endswith(texts.names.place_ends):
        return votes
    if life.place[first] >= _MIN_PLACES or (len(words) == 1 and count == 1):
        votes[EntryKind.PLACE] += life.place[first]
    return votes
