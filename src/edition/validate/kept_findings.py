"""The findings of files that were validated before: a file of the same bytes is not validated again.

Only files whose schema is that of this program are known by their bytes alone; the schema of another file is a file
itself, which may have changed. What is kept is data, and what does not read as findings is taken for absent.
"""

import json
from contextlib import suppress
from dataclasses import astuple

from edition.model.finding import Finding, finding_of_row
from edition.project.cache import Cache, key_of
from edition.validate.choose_schemas import choose_schemas
from edition.validate.document import validate_document
from edition.validate.schema import own_schema
from edition.xml.parse import Document


def validate_unless_known(document: Document, cache: Cache | None) -> tuple[Finding, ...]:
    """What its schemas have against a file; from the cache, if there is one, where it has the same file."""
    if cache is None or not _has_own_schema(document):
        return validate_document(document)
    key = key_of("validate", [document.path, document.data])
    data = cache.get(key)
    if data is not None and (known := _read(data)) is not None:
        return known
    found = validate_document(document)
    cache.put(key, json.dumps([astuple(finding) for finding in found]).encode())
    return found


def _has_own_schema(document: Document) -> bool:
    schemas = choose_schemas(document).schemas
    return [schema.path for schema in schemas] == [own_schema()] and schemas[0].has_grammar


def _read(data: bytes) -> tuple[Finding, ...] | None:
    """The findings that are kept; None where it is anything else."""
    with suppress(ValueError, TypeError):
        return tuple(map(finding_of_row, json.loads(data)))
    return None
