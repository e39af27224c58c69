"""RO-Crate 1.1 (w3id.org/ro/crate/1.1) and DataCite 4.5: what a repository wants to know of the edition.

What nobody has said stays out: an edition without date or publisher gives a crate that says so by their absence.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from edition.export.archive import zipped
from edition.export.csl import edition_item, editors
from edition.export.csv_tables import export_tables
from edition.export.json_file import json_file
from edition.export.media_types import format_of
from edition.export.registry import exporter
from edition.export.source import ExportSource
from edition.export.tei_files import export_tei
from edition.export.text_files import export_text
from edition.project.config_checks import is_address
from edition.project.edition_options import EditionOptions

METADATA = "ro-crate-metadata.json"


@exporter("archive")
def export_crate(source: ExportSource) -> Mapping[str, bytes]:
    """RO-Crate: TEI, texts and tables with their metadata in one zip, to deposit (Zenodo, institutional archives)."""
    held = {**export_tei(source), **export_text(source), **export_tables(source)}
    return {"rocrate/edition.crate.zip": zipped({METADATA: json_file(crate(source, held)), **held})}


@exporter("archive")
def export_datacite(source: ExportSource) -> Mapping[str, bytes]:
    """DataCite JSON: metadata to register a DOI with."""
    return {"datacite/datacite.json": json_file(_datacite(source))}


def crate(
    source: ExportSource, files: Mapping[str, bytes], others: Mapping[str, str] | None = None
) -> Mapping[str, Any]:
    """The metadata of a folder: what it holds, and the licence of each file. `others`: of files that are not of this
    edition (the schema) the licence they have."""
    licences = {path: source.licence_of(path) for path in files} | dict(others or {})
    about = source.about
    descriptor = {
        "@id": METADATA,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    names = {name: f"#editor-{number}" for number, name in enumerate(editors(source), 1)}
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.full_title,
        "description": describe(source),
        "inLanguage": about.language,
        "author": [{"@id": own} for own in names.values()],
        "hasPart": [{"@id": path} for path in sorted(files)],
        **{
            key: value
            for key, value in (("datePublished", about.date), ("version", about.version), ("url", about.url))
            if value
        },
    }
    if about.doi_number:
        root["identifier"] = f"https://doi.org/{about.doi_number}"
    if about.licence:
        root["license"] = {"@id": about.licence}
    if about.publisher:
        root["publisher"] = {"@id": "#publisher"}
    kind = "Person" if about.editors else "Organization"
    people = [{"@id": own, "@type": kind, "name": name} for name, own in names.items()]
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [
            descriptor,
            root,
            *people,
            *_context(about, licences.values()),
            *(file_entity(p, files[p], licences[p]) for p in sorted(files)),
        ],
    }


def describe(source: ExportSource) -> str:
    """What an edition is of, and whose words its licence does not cover."""
    sigla = ", ".join(f"{w.siglum}: {w.name or w.siglum}" for w in source.witnesses)
    said = f"A digital scholarly edition of {len(source.witnesses)} witnesses ({sigla})."
    return f"{said} The licence does not cover the words of {', '.join(source.excepted)}." if source.excepted else said


def _context(about: EditionOptions, licences: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    named = sorted({about.licence, *licences} - {""})
    yield from ({"@id": licence, "@type": "CreativeWork", "name": licence} for licence in named)
    if about.publisher:
        yield {"@id": "#publisher", "@type": "Organization", "name": about.publisher}


def file_entity(path: str, data: bytes, licence: str) -> Mapping[str, Any]:
    """What a crate says of a file."""
    return {
        "@id": path,
        "@type": "File",
        "name": posixpath.basename(path),
        "encodingFormat": format_of(path),
        "contentSize": str(len(data)),
        "sha256": hashlib.sha256(data).hexdigest(),
        **({"license": {"@id": licence}} if licence else {}),
    }


def _datacite(source: ExportSource) -> Mapping[str, Any]:
    """A DOI, a publisher and a year are for the editor to give; (:unav) is DataCite's word for what is not known."""
    about = source.about
    year = re.match(r"\d{4}", about.date)
    made: dict[str, Any] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Digital scholarly edition"},
        "titles": [{"title": about.title, "lang": about.language}, *_subtitles(about)],
        "creators": [_creator(person) for person in edition_item(source)["editor"]],
        "publisher": {"name": about.publisher or "(:unav)"},
        "language": about.language,
        "formats": sorted({"application/tei+xml", "text/plain", "text/csv"}),
        "descriptions": [{"description": describe(source), "descriptionType": "Abstract"}],
    }
    if about.doi_number:
        made["doi"] = about.doi_number
        made["identifiers"] = [{"identifier": about.doi_number, "identifierType": "DOI"}]
    if year:
        made["publicationYear"] = year[0]
    if about.version:
        made["version"] = about.version
    if about.licence:
        made["rightsList"] = [{"rightsUri": about.licence} if is_address(about.licence) else {"rights": about.licence}]
    return made


def _subtitles(about: EditionOptions) -> Iterator[Mapping[str, str]]:
    if about.subtitle:
        yield {"title": about.subtitle, "lang": about.language, "titleType": "Subtitle"}


def _creator(person: Mapping[str, str]) -> Mapping[str, str]:
    if "family" in person:
        family, given = person["family"], person["given"]
        return {"name": f"{family}, {given}", "nameType": "Personal", "familyName": family, "givenName": given}
    return {"name": person["literal"]}
