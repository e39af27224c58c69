"""What the editions of a corpus have in common: tables in the exports, pages in the site beside each edition's."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from edition.errors import OutputError
from edition.project.cache import key_of
from edition.project.file_writer import write_file, write_files
from edition.project.generated_paths import CACHE
from edition.project.ownership import RECORD, Origin, compute_digest, make_record, origin_by_record, read_record
from edition.tasks.corpus.corpus_config import Corpus
from edition.tasks.corpus.published_editions import replace_folder

_SITE, _TABLES = "build/site", "build/exports/corpus"
_KNOWN = f"{CACHE}/corpus/.common.json"  # no edition has a name that begins so


def write_common(corpus: Corpus, summaries: Mapping[str, Mapping[str, Any]], only: Sequence[str]) -> None:
    """Write what all editions have in common, unless all of it is in place. OutputError where a file of others is in
    the way."""
    if not {"exports", "site"} & set(only):
        return
    about = [asdict(corpus.options), corpus.defaults, summaries, sorted(only)]
    key = key_of("common", [json.dumps(about, ensure_ascii=False, sort_keys=True)])
    if _is_in_place(corpus.root, key):
        return
    from edition.tasks.corpus.common_pages import corpus_pages  # only here, with Saxon
    from edition.tasks.corpus.common_tables import corpus_tables

    tables = corpus_tables(corpus, summaries)
    replace_folder(corpus.root / _TABLES, tables)
    written = {f"{_TABLES}/{name}": compute_digest(data) for name, data in tables.items()}
    if "site" in only:
        pages = corpus_pages(corpus, summaries, tables)
        files = {**pages, **{f"exports/{name}": data for name, data in tables.items()}}
        _replace_files(corpus.root / _SITE, files)
        written |= {f"{_SITE}/{path}": compute_digest(data) for path, data in files.items()}
    write_file(corpus.root / _KNOWN, json.dumps({"key": key, "files": written}).encode())


def _is_in_place(root: Path, key: str) -> bool:
    """Whether the common files were made of the same, and are there as they were written."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        known = json.loads((root / _KNOWN).read_bytes())
        files = known["files"].items()
        return bool(known["key"] == key) and all(compute_digest((root / p).read_bytes()) == d for p, d in files)
    return False


def _replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace the common files beside the folders of the editions; those of the last build that are no more go."""
    known = read_record(folder) or {}
    for path in {*files, *known}:
        place = folder / path
        if place.is_file() and (known or path in files):
            data = place.read_bytes()
            if data != files.get(path) and origin_by_record(path, data, known or None) is not Origin.OURS:
                raise OutputError(f"{place}: was not written so by a build; move it out of the build's own output")
    write_files({folder / path: data for path, data in {**files, RECORD: make_record(files)}.items()})
    for path in known.keys() - files.keys():
        (folder / path).unlink(missing_ok=True)
