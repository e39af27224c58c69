"""Suggest names that no register has, as clusters of forms, the most frequent first: a draft for the editor.

Dates, the bibliography and known names are marked first and excluded. Then capitalised phrases are found and classified
(`capitalised_phrases`, `classify_names`); the occurrences of a form in all witnesses vote on its kind. Forms are
clustered: persons by surname; other names by spelling, acronym («NKVD») and brackets («Gosplan»).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from edition.annotate.annotation import annotation_of
from edition.annotate.cluster_names import Cluster, cluster_names, forename, surname
from edition.annotate.join_shapes import join_shapes
from edition.annotate.sightings import Sighting, TakenSpans, find_sightings, texts_by_language
from edition.annotate.vote_on_kinds import vote_on_kinds
from edition.annotate.words import split_words
from edition.model import Entry, EntryKind, Form, Register, Source, Witness
from edition.model.register import entry_id
from edition.model.vocabulary import Vocabulary
from edition.project.languages import Languages, primary_subtag

_ID_WORDS = 6
_SHIPPED = Languages()


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What no register has: clusters of names, the most frequent first, and the forms of which nothing says what they
    name, with their sightings."""

    clusters: tuple[Cluster, ...]
    unsorted: Mapping[str, list[Sighting]]


def suggest(
    witnesses: Sequence[Witness], register: Register, more: Iterable[Sighting] = (), words: Vocabulary | None = None
) -> tuple[Cluster, ...]:
    """Suggest clusters of names that the register lacks, the most frequent first.

    `more`: sightings of another program. `words`: the vocabulary of the edition.
    """
    return find_suggestions(witnesses, register, more, words).clusters


def find_suggestions(
    witnesses: Sequence[Witness],
    register: Register,
    more: Iterable[Sighting] = (),
    words: Vocabulary | None = None,
    languages: Languages = _SHIPPED,
) -> Suggestions:
    """The clusters and the forms that nothing sorts. `languages`: the data of languages."""
    words = words or Vocabulary()
    texts = texts_by_language(witnesses, words, languages)
    views = {w.siglum: texts[primary_subtag(w.language)] for w in witnesses}
    annotations = [annotation_of(w, register, (), words, languages=languages) for w in witnesses]
    sightings = [s for a in annotations for s in find_sightings(a, views[a.witness.siglum])]
    taken = {w.siglum: TakenSpans(len(w.text)) for w in witnesses}
    for sighting in sightings:
        taken[sighting.siglum].take(sighting.start, sighting.end)
    sightings += [s for s in more if taken[s.siglum].take(s.start, s.end)]
    voted, unsorted = vote_on_kinds(sightings, views)
    voted = join_shapes(voted, views)
    return Suggestions(tuple(sorted(cluster_names(voted), key=lambda c: (-c.count, c.kind.value, c.name))), unsorted)


def draft_register(clusters: Sequence[Cluster], taken: Iterable[str] = ()) -> Register:
    """The clusters as a register; the ids are made from the names and differ from the ids in `taken`.

    The source of each form is the witnesses that have it.
    """
    used = set(taken)
    return Register.of(_make_entry(cluster, _free_id(cluster, used)) for cluster in clusters)


# -- the draft


def _make_entry(cluster: Cluster, name: str) -> Entry:
    main = cluster.name
    forms = [_make_form(cluster, main, "main")]
    for form in sorted(cluster.forms, key=lambda f: (-len(cluster.forms[f]), f)):
        if form != main and not (cluster.kind is EntryKind.PERSON and form == surname(main)):
            forms.append(
                _make_form(
                    cluster, form, "inverted" if "," in form and cluster.kind is EntryKind.PERSON else "spelling"
                )
            )
    level = next((s.level for seen in cluster.forms.values() for s in seen if s.level), "")
    return Entry(name, cluster.kind, tuple(forms), level=level or ("m" if cluster.kind is EntryKind.WORK else ""))


def _make_form(cluster: Cluster, form: str, kind: str) -> Form:
    family = surname(form) if cluster.kind is EntryKind.PERSON else ""
    seen = tuple(dict.fromkeys(s.siglum for s in cluster.forms[form]))
    return Form(form, kind, surname=family, source=Source(seen, outside=False))


def _free_id(cluster: Cluster, used: set[str]) -> str:
    """An unused id: of a person by surname, with the forename where that is taken; else by the first words."""
    if cluster.kind is not EntryKind.PERSON:
        return entry_id(cluster.kind, " ".join(split_words(cluster.name).texts[:_ID_WORDS]), used)
    family = surname(cluster.name)
    is_taken = f"{cluster.kind.prefix}-{family.lower()}" in used
    return entry_id(cluster.kind, f"{family} {forename(cluster.name)}" if is_taken else family, used)
