"""Suggest names that no register has, as clusters of forms, the most frequent first: a draft for the editor.

Dates, the bibliography and known names are marked first and excluded. Then capitalised phrases are found and classified
(`capitalised_phrases`, `classify_names`); the occurrences of a form in all witnesses vote on its kind. Forms are
clustered: persons by surname; other names by spelling, acronym («NKVD») and brackets («Gosplan»).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from edition.annotate.annotation import Annotation, annotation_of
from edition.annotate.capitalised_phrases import find_capitalised_phrases
from edition.annotate.classify_names import NameCandidate, classify_phrase, find_titles
from edition.annotate.head_nouns import heads_of
from edition.annotate.language import language_of
from edition.annotate.lexicon import Lexicon
from edition.annotate.name_guards import BlockContext
from edition.annotate.words import split_words
from edition.model import (
    Entry,
    EntryKind,
    Form,
    Kind,
    MentionKind,
    ReadingBlock,
    Register,
    Siglum,
    Source,
    Witness,
    note_blocks,
    reading_blocks,
)
from edition.model.register import entry_id
from edition.model.vocabulary import Vocabulary

_MIN_SIMILARITY = 0.84  # of two surnames with the same forename, to be one person
_WEIGHTS = {"high": 4, "medium": 2, "low": 1}
_ID_WORDS = 6
_CAPITAL_IN_SENTENCE = re.compile(
    r"(?<=[^\W\d_A-Z][ ,;])\s?([A-ZÀ-Þ]\w+)"
)  # a capitalised word after a lower-case word or a comma
_CONTEXT = 40  # characters of context on each side
_KINDS_BY_FIELD = {
    Kind.AUTHOR: EntryKind.PERSON,
    Kind.EDITOR: EntryKind.PERSON,
    Kind.PUBLISHER: EntryKind.ORGANISATION,
    Kind.PUBLICATION_PLACE: EntryKind.PLACE,
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """An occurrence of a form: [start, end) of the text of the witness, kind, reason, certainty, words and context."""

    siglum: Siglum
    start: int
    end: int
    kind: EntryKind
    why: str
    cert: str
    words: str
    before: str
    after: str
    level: str = ""
    alone_at_start: bool = False


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


def suggest(
    witnesses: Sequence[Witness], register: Register, more: Iterable[Sighting] = (), words: Vocabulary | None = None
) -> tuple[Cluster, ...]:
    """Suggest clusters of names that the register lacks, the most frequent first.

    `more`: sightings of another program. `words`: the vocabulary of the edition.
    """
    words = words or Vocabulary()
    annotations = [annotation_of(w, register, (), words) for w in witnesses]
    sightings = [s for a in annotations for s in _find_sightings(a, words)]
    taken = [(s.siglum, s.start, s.end) for s in sightings]
    sightings += [s for s in more if not any(t[0] == s.siglum and t[1] < s.end and s.start < t[2] for t in taken)]
    voted = _vote_on_kinds(sightings)
    return tuple(sorted(_cluster(voted), key=lambda c: (-c.count, c.kind.value, c.name)))


def draft_register(clusters: Sequence[Cluster], taken: Iterable[str] = ()) -> Register:
    """The clusters as a register; the ids are made from the names and differ from the ids in `taken`.

    The source of each form is the witnesses that have it.
    """
    used = set(taken)
    return Register.of(_make_entry(cluster, _free_id(cluster, used)) for cluster in clusters)


# -- finding


def _find_sightings(annotation: Annotation, words: Vocabulary) -> Iterator[Sighting]:
    """The sightings in the bibliography, then the capitalised phrases, outside of marked text."""
    witness = annotation.witness
    taken_spans = [
        (m.start, m.end) for m in annotation.mentions if m.ref or m.kind in (MentionKind.DATE, MentionKind.LAW)
    ]
    language, heads = language_of(witness.language, words), heads_of(witness.language, words)
    small = frozenset(w for w in re.findall(r"\w+", witness.text) if w[0].islower())
    inside = frozenset(_CAPITAL_IN_SENTENCE.findall(witness.text))
    lexicon = Lexicon(language)
    fields = list(_find_in_bibliography(annotation, taken_spans))
    yield from fields
    taken_spans += [(s.start, s.end) for s in fields]
    taken_spans += [(n.start, n.end) for n in witness.root.walk() if n.kind in (Kind.ISBN, Kind.EXTENT)]
    for block in (*reading_blocks(witness), *note_blocks(witness)):
        if block.kind in (Kind.HEADING, Kind.TITLE):
            continue
        context = BlockContext(block.text, split_words(block.text), language, lexicon, small, capitalised=inside)
        found = [
            *find_titles(context, heads),
            *(s for c in find_capitalised_phrases(context, heads) for s in classify_phrase(context, heads, c)),
        ]
        for one in found:
            sighting = _sighting_of(witness.siglum, block, context, one)
            if not any(a < sighting.end and sighting.start < b for a, b in taken_spans):
                taken_spans.append((sighting.start, sighting.end))
                yield sighting


def _sighting_of(siglum: Siglum, block: ReadingBlock, context: BlockContext, found: NameCandidate) -> Sighting:
    start, end = context.words.starts[found.first], context.words.ends[found.last]
    end += context.text.startswith(".", end) and bool(re.search(r"(?:\b[A-Z]\.){1,}[A-Z]$", context.text[start:end]))
    end += _closing_mark_length(context.text, start, end)
    seen = _make_sighting(siglum, block, start, end, found.kind, found.why, found.cert)
    return replace(seen, alone_at_start=found.alone_at_start, level="m" if found.kind is EntryKind.WORK else "")


def _closing_mark_length(text: str, start: int, end: int) -> int:
    """1 when the character after the span closes a quotation that opens inside it, else 0."""
    return int(text[end : end + 1] == '"' and text[start:end].count('"') % 2 == 1)


def _make_sighting(
    siglum: Siglum, block: ReadingBlock, start: int, end: int, kind: EntryKind, why: str, cert: str, level: str = ""
) -> Sighting:
    text = block.text
    return Sighting(
        siglum, block.offsets[start], block.offsets[end - 1] + 1, kind, why, cert,
        text[start:end], text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT], level,
    )  # fmt: skip


def _find_in_bibliography(annotation: Annotation, taken_spans: Sequence[tuple[int, int]]) -> Iterator[Sighting]:
    """The authors, publishers, places and titles of entries and notes."""
    siglum = annotation.witness.siglum
    for work in annotation.cited.works:
        for part in work.parsed.parts:
            kind = EntryKind.WORK if part.kind is MentionKind.WORK else _KINDS_BY_FIELD.get(part.kind)  # type: ignore[arg-type]
            start, end = work.block.offsets[part.start], work.block.offsets[part.end - 1] + 1
            if kind is None or any(a < end and start < b for a, b in taken_spans):
                continue
            level = (part.level or "m") if kind is EntryKind.WORK else ""
            yield _make_sighting(siglum, work.block, part.start, part.end, kind, "bibliography", "high", level)


# -- voting


def _vote_on_kinds(sightings: Sequence[Sighting]) -> Mapping[tuple[EntryKind, str], list[Sighting]]:
    """The sightings by kind and form; the kind is that with most votes. A surname alone counts as a person."""
    surnames = {_surname(s.words) for s in sightings if s.kind is EntryKind.PERSON and _is_full(s.words)}
    forms: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        forms[" ".join(sighting.words.split())].append(sighting)
    made: dict[tuple[EntryKind, str], list[Sighting]] = {}
    for form, seen in forms.items():
        if form not in surnames and all(s.alone_at_start for s in seen):
            continue
        votes: Counter[EntryKind] = Counter()
        for sighting in seen:
            votes[sighting.kind] += _WEIGHTS[sighting.cert]
        if form in surnames:
            votes[EntryKind.PERSON] += len(seen) * _WEIGHTS["high"]
        kind = max(votes, key=lambda k: (votes[k], k is EntryKind.PERSON))
        made[kind, form] = seen
    return made


def _is_full(words: str) -> bool:
    return "," in words or len(words.split()) > 1 or bool(re.match(r"(?:[A-Z]\.)+\s?\w", words))


def _surname(words: str) -> str:
    if "," in words:
        return words.partition(",")[0].strip()
    return words.split()[-1].rpartition(".")[2] or words.split()[-1]


def _forename(words: str) -> str:
    given = words.partition(",")[2].strip() if "," in words else words[: -len(_surname(words))].strip()
    return given.split()[0] if given else ""


# -- clustering


def _cluster(voted: Mapping[tuple[EntryKind, str], list[Sighting]]) -> list[Cluster]:
    persons = {form: seen for (kind, form), seen in voted.items() if kind is EntryKind.PERSON}
    made = _cluster_persons(persons)
    for kind in EntryKind:
        if kind is not EntryKind.PERSON:
            made += _cluster_other_names(kind, {form: seen for (k, form), seen in voted.items() if k is kind})
    return made


def _cluster_persons(forms: Mapping[str, list[Sighting]]) -> list[Cluster]:
    """Cluster full names by surname and forename, in any order and spelling; a surname alone joins a full name."""
    full = sorted((f for f in forms if _is_full(f)), key=lambda f: (-len(forms[f]), f))
    clusters: list[Cluster] = []
    for form in full:
        cluster = next((c for c in clusters if any(_is_same_person(form, other) for other in c.forms)), None)
        if cluster is None:
            cluster = Cluster(EntryKind.PERSON)
            clusters.append(cluster)
        cluster.forms[form] = forms[form]
    for form in sorted(f for f in forms if not _is_full(f)):
        bearers = [c for c in clusters if any(_is_full(f) and _surname(f) == form for f in c.forms)]
        if not bearers:
            bearers = [Cluster(EntryKind.PERSON)]
            clusters += bearers
        bearers[0].forms[form] = forms[form]
    return clusters


def _is_same_person(one: str, other: str) -> bool:
    if not (_is_full(one) and _is_full(other)):
        return False
    a, b = _forename(one).rstrip("."), _forename(other).rstrip(".")
    same_surname = _surname(one) == _surname(other)
    if len(a) == 1 or len(b) == 1:
        return same_surname and a[:1] == b[:1]
    alike = SequenceMatcher(None, _surname(one), _surname(other)).ratio() >= _MIN_SIMILARITY
    return (same_surname and SequenceMatcher(None, a, b).ratio() >= 0.7) or (a == b and alike)


def _cluster_other_names(kind: EntryKind, forms: Mapping[str, list[Sighting]]) -> list[Cluster]:
    """Cluster names that differ only in case, dashes and the article; an acronym with its name; and a name in brackets
    with the name before it."""
    clusters: dict[str, Cluster] = {}
    for form in sorted(forms, key=lambda f: (-len(f), f)):
        key = _comparison_key(form)
        cluster = clusters.get(key) or _find_by_acronym(form, clusters) or _find_by_brackets(forms[form], clusters)
        if cluster is None:
            cluster = clusters[key] = Cluster(kind)
        cluster.forms[form] = forms[form]
    return list({id(c): c for c in clusters.values()}.values())


def _comparison_key(form: str) -> str:
    words = split_words(form).texts
    return " ".join(w.lower() for w in words if w.lower() not in ("the",))


def _find_by_acronym(form: str, clusters: Mapping[str, Cluster]) -> Cluster | None:
    letters = form.replace(".", "").replace(" ", "")
    if not letters.isupper():
        return None
    for cluster in clusters.values():
        for other in cluster.forms:
            if "".join(w[0] for w in other.split() if w[0].isupper()) == letters and len(letters) > 2:
                return cluster
    return None


def _find_by_brackets(seen: Sequence[Sighting], clusters: Mapping[str, Cluster]) -> Cluster | None:
    for sighting in seen:
        if sighting.before.endswith("(") and sighting.after.startswith(")"):
            before = sighting.before[:-1].rstrip()
            for cluster in clusters.values():
                if any(before.endswith(form) for form in cluster.forms):
                    return cluster
    return None


# -- the draft


def _make_entry(cluster: Cluster, name: str) -> Entry:
    main = cluster.name
    forms = [_make_form(cluster, main, "main")]
    for form in sorted(cluster.forms, key=lambda f: (-len(cluster.forms[f]), f)):
        if form != main and not (cluster.kind is EntryKind.PERSON and form == _surname(main)):
            forms.append(
                _make_form(
                    cluster, form, "inverted" if "," in form and cluster.kind is EntryKind.PERSON else "spelling"
                )
            )
    level = next((s.level for seen in cluster.forms.values() for s in seen if s.level), "")
    return Entry(name, cluster.kind, tuple(forms), level=level or ("m" if cluster.kind is EntryKind.WORK else ""))


def _make_form(cluster: Cluster, form: str, kind: str) -> Form:
    surname = _surname(form) if cluster.kind is EntryKind.PERSON else ""
    seen = tuple(dict.fromkeys(s.siglum for s in cluster.forms[form]))
    return Form(form, kind, surname=surname, source=Source(seen, outside=False))


def _free_id(cluster: Cluster, used: set[str]) -> str:
    """An unused id: of a person by surname, with the forename where that is taken; else by the first words."""
    if cluster.kind is not EntryKind.PERSON:
        return entry_id(cluster.kind, " ".join(split_words(cluster.name).texts[:_ID_WORDS]), used)
    surname = _surname(cluster.name)
    is_taken = f"{cluster.kind.prefix}-{surname.lower()}" in used
    return entry_id(cluster.kind, f"{surname} {_forename(cluster.name)}" if is_taken else surname, used)
