"""Join the shapes of one name in a language that bends names: «Москвы» and «Москве» are sightings of «Москва»."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from edition.annotate.bending import ANY, AS_WRITTEN, Bearer, Bending, Cases
from edition.annotate.cluster_names import Voted
from edition.annotate.sightings import Sighting, TextsOfLanguage
from edition.annotate.words import split_words
from edition.model import EntryKind, Siglum
from edition.project.language_tables import NameWords

_KINDS = (EntryKind.PERSON, EntryKind.PLACE)


def join_shapes(voted: Voted, views: Mapping[Siglum, TextsOfLanguage]) -> Voted:
    """The sightings of a shape with those of the form from which it bends, if the texts or the language have it."""
    made = dict(voted)
    for (kind, form), seen in voted.items():
        if kind is EntryKind.PLACE and (known := _known_place(form, views[seen[0].siglum].names)):
            made[kind, known] = [*made.get((kind, known), ()), *made.pop((kind, form))]
    for kind in _KINDS:
        of_kind = sorted(form for one, form in made if one is kind)
        for _, forms in groupby(sorted(of_kind, key=lambda f: (_key(f), f)), key=_key):
            _join(made, kind, list(forms), views)
    return made


def _known_place(form: str, names: NameWords) -> str:
    """The one place that everybody knows of which a form is another shape, or ""."""
    if not names.ends or form in names.known_places:
        return ""
    bending = Bending(names)
    found = [place for place in names.known_places if place[:2] == form[:2] and form in bending.shapes(place)]
    return found[0] if len(found) == 1 else ""


def _key(form: str) -> tuple[int, str]:
    """What the shapes of a name have in common: the number of words and the first letters."""
    words = split_words(form).texts
    return len(words), "".join(word[:2] for word in words)


def _join(
    made: dict[tuple[EntryKind, str], list[Sighting]],
    kind: EntryKind,
    forms: Sequence[str],
    views: Mapping[Siglum, TextsOfLanguage],
) -> None:
    names = views[made[kind, forms[0]][0].siglum].names if len(forms) > 1 else NameWords()
    if not names.ends:
        return
    bending = Bending(names)
    for shape in forms:
        bases = [f for f in forms if f != shape and (kind, f) in made and _bends_to(bending, kind, f, shape)]
        if len(bases) == 1 and not any(_bends_to(bending, kind, shape, base) for base in bases):
            made[kind, bases[0]] = [*made[kind, bases[0]], *made.pop((kind, shape))]


def _bends_to(bending: Bending, kind: EntryKind, form: str, shape: str) -> bool:
    """Whether all words of a shape are those of a form in one case that is not its own."""
    bearer: Bearer = "person" if kind is EntryKind.PERSON else "thing"
    allowed: Cases = ANY & ~AS_WRITTEN
    words = split_words(form).texts
    for number, (word, other) in enumerate(zip(words, split_words(shape).texts, strict=True)):
        stays = bending.words.last_only and number + 1 < len(words)
        shapes = {bending.fold(word): ANY} if stays else bending.shapes(word, bearer=bearer)
        allowed &= shapes.get(bending.fold(other), 0)
    is_alone = kind is EntryKind.PERSON and len(words) == 1
    return bool(allowed) and not (is_alone and _may_be_woman(bending, form, shape))


def _may_be_woman(bending: Bending, word: str, shape: str) -> bool:
    """Whether a shape of a man's surname may be that of a woman: «Лаврова»."""
    ends = bending.words.women_bend
    return bool(ends) and shape.endswith(ends) and not word.endswith(ends)
