"""What the editions of a corpus have in common: tables in the exports, pages in the site beside each edition's."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from edition.errors import OutputError
from edition.project.file_writer import write_files
from edition.project.ownership import RECORD, Origin, make_record, origin_by_record, read_record
from edition.tasks.corpus.common_pages import corpus_pages
from edition.tasks.corpus.common_tables import Summaries, corpus_tables
from edition.tasks.corpus.corpus_config import Corpus
from edition.tasks.corpus.published_editions import replace_folder

_SITE = "build/site"


def write_common(corpus: Corpus, summaries: Summaries, only: Sequence[str]) -> None:
    """Write what all editions have in common. OutputError where a file of others is in the way."""
    tables = corpus_tables(corpus, summaries)
    if "exports" in only or "site" in only:
        replace_folder(corpus.root / "build/exports/corpus", tables)
    if "site" in only:
        pages = corpus_pages(corpus, summaries, tables)
        _replace_files(corpus.root / _SITE, {**pages, **{f"exports/{name}": data for name, data in tables.items()}})


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
