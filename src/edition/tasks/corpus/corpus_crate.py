"""The RO-Crate of a corpus: what a repository wants to know of it and of each of its editions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from edition.export.crate import METADATA, file_entity
from edition.publish.site.pages import schema_downloads
from edition.tasks.corpus.common_tables import Summaries
from edition.tasks.corpus.corpus_config import CorpusOptions


def corpus_crate(about: CorpusOptions, summaries: Summaries, files: Mapping[str, bytes]) -> Mapping[str, Any]:
    """The metadata of a release: a data set with one of each edition, in a folder of its name, and the common files."""
    folders = {path: path.partition("/")[0] for path in sorted(files)}
    parts: dict[str, list[str]] = {}
    for path, folder in folders.items():
        parts.setdefault(folder if folder in summaries else "", []).append(path)
    schema = {one.path: one.licence for one in schema_downloads()}
    licences = {about.licence, *schema.values(), *(one["licence"] for one in summaries.values())} - {""}
    graph = [
        {
            "@id": METADATA,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        _corpus(about, [*(f"{name}/" for name in summaries), *parts.get("", ())], len(summaries)),
        *_people(about),
        *({"@id": one, "@type": "CreativeWork", "name": one} for one in sorted(licences)),
        *(_edition(name, one, parts.get(name, ())) for name, one in summaries.items()),
        *(file_entity(p, files[p], schema.get(p.removeprefix(f"{folder}/"), "")) for p, folder in folders.items()),
    ]
    return {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}


def _corpus(about: CorpusOptions, parts: Sequence[str], editions: int) -> Mapping[str, Any]:
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title,
        "description": f"A corpus of {editions} digital scholarly editions.",
        "inLanguage": about.language,
        "author": [{"@id": f"#editor-{number}"} for number, _ in enumerate(about.editors, 1)],
        "hasPart": [{"@id": part} for part in parts],
        **_known(datePublished=about.date, version=about.version, url=about.url),
        **_reference(license=about.licence, publisher="#publisher" if about.publisher else ""),
    }


def _people(about: CorpusOptions) -> Iterator[Mapping[str, Any]]:
    for number, name in enumerate(about.editors, 1):
        yield {"@id": f"#editor-{number}", "@type": "Person", "name": name}
    if about.publisher:
        yield {"@id": "#publisher", "@type": "Organization", "name": about.publisher}


def _edition(name: str, one: Mapping[str, Any], parts: Sequence[str]) -> Mapping[str, Any]:
    return {
        "@id": f"{name}/",
        "@type": "Dataset",
        "name": one["title"],
        "description": one["described"],
        "inLanguage": one["language"],
        "hasPart": [{"@id": part} for part in parts],
        **_known(temporalCoverage=one["date"]),
        **_reference(license=one["licence"]),
    }


def _known(**values: str) -> Mapping[str, str]:
    """What somebody has said; what nobody has said stays out."""
    return {key: value for key, value in values.items() if value}


def _reference(**values: str) -> Mapping[str, Any]:
    return {key: {"@id": value} for key, value in _known(**values).items()}
