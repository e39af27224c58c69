"""What the pages of a corpus know of an edition: as plain values, which a record keeps as JSON."""

from collections.abc import Mapping
from typing import Any

from edition.export.crate import describe
from edition.export.entries import facts
from edition.export.networks import entry_network
from edition.model import LABEL, STEM, Entry
from edition.model.correspondence import Named, letters_of
from edition.model.identifiers import AUTHORITIES
from edition.project.site_labels import read_site_labels
from edition.results import export_source
from edition.stages import Documents, Sources


def summarise(sources: Sources, documents: Documents) -> Mapping[str, Any]:
    """Title, date, witnesses, correspondents, mentions of register entries, and who is named together with whom."""
    model, register = documents.model, sources.register
    source = export_source(sources, documents)
    network = entry_network(source)
    base = model.witness(model.apparatus.base)
    letters = letters_of(base, model.mentions[base.siglum])
    date = next((iso for letter in letters if (iso := _iso(letter.date))), "")
    counts: dict[str, int] = {}
    for mentions in model.mentions.values():
        for mention in mentions:
            if mention.ref:
                counts[mention.ref] = counts.get(mention.ref, 0) + 1
    return {
        "title": sources.config.edition.title,
        "language": sources.config.edition.language,
        "licence": sources.config.edition.licence,
        "described": describe(source),
        "folders": {one.language: f"{one.language}/" for one in read_site_labels(sources.config).pages[1:]},
        "date": date or _option_date(sources, base.siglum),
        "witnesses": [w.siglum for w in model.witnesses],
        "from": _names(sources, [n for letter in letters[:1] for n in letter.senders]),
        "to": _names(sources, [n for letter in letters[:1] for n in letter.recipients]),
        "entries": [
            [entry.kind.value, entry.id, entry.name, counts[entry.id], _sort_name(entry), _numbers(entry)]
            for entry in register
            if counts.get(entry.id)
        ],
        "ties": [[*pair, values["weight"]] for pair, values in network.edges.items()],
    }


def _iso(date: Named | None) -> str:
    """The value of a date, or ""."""
    value = date.mention.value if date and date.mention else None
    return value.iso if value else ""


def _option_date(sources: Sources, base: str) -> str:
    """The date that edition.toml states for the base."""
    return next((w.date for w in sources.config.witnesses if w.siglum == base), "")


def _names(sources: Sources, named: list[Named]) -> list[list[str]]:
    """Each as the id of its entry, or "", and the name."""
    entries = sources.register.entries
    return [[n.ref, entries[n.ref].name if n.ref in entries else " ".join(n.words.split())] for n in named]


def _numbers(entry: Entry) -> Mapping[str, str]:
    """The numbers of an entry in authority files."""
    return {name: number for name, number in facts(entry).identifiers.items() if name in AUTHORITIES}


def _sort_name(entry: Entry) -> str:
    """The name by which an index is sorted: a person's surname first."""
    names = [form for form in entry.forms if form.kind not in (LABEL, STEM)]
    surname = next((form.surname for form in names if form.surname), "")
    return f"{surname}, {entry.name}" if surname else str(entry.name)
