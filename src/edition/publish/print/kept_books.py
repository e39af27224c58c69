"""Books that an earlier build set of the same: taken from the cache, with what was found when they were set.

A book is known by all that it is made of: the TEI, registers, labels and pictures, the options, the files of the
editor's fonts, and the program (project/cache.py). Fonts of the system cannot be compared: such books are set anew.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path

from edition.model.finding import finding_of_row
from edition.project.cache import Cache, key_of
from edition.project.pdf_options import PdfOptions
from edition.publish.print.books import Books
from edition.publish.print.print_source import Copy


def remember_books(cache: Cache | None, copy: Copy, options: PdfOptions, make: Callable[[], Books]) -> Books:
    """The books of a copy: those that are kept, or what `make` gives. Books that could not all be set are not kept."""
    key = key_of("books", _parts(copy, options)) if cache is not None and not options.system_fonts else ""
    if cache is None or not key:
        return make()
    if (kept := cache.get(key)) is not None and (books := _unpacked(kept)) is not None:
        return books
    books = make()
    if len(books.files) == (2 if options.parallel else 1):
        cache.put(key, _packed(books))
    return books


def _parts(copy: Copy, options: PdfOptions) -> Iterator[str | bytes]:
    yield repr(options)
    yield from copy.documents
    yield repr((copy.fonts, copy.unreadable_fonts))
    for path, data in sorted({**copy.pictures, **_font_files(copy.fonts)}.items()):
        yield path
        yield data


def _font_files(folder: str) -> Mapping[str, bytes]:
    places = sorted(p for p in Path(folder).rglob("*") if p.is_file()) if folder else []
    return {str(place): place.read_bytes() for place in places}


def _packed(books: Books) -> bytes:
    """A line of JSON with names, lengths and findings, then the files one after the other."""
    sizes = {name: len(data) for name, data in books.files.items()}
    head = json.dumps({"files": sizes, "findings": [astuple(finding) for finding in books.findings]})
    return b"\n".join((head.encode(), b"".join(books.files.values())))


def _unpacked(data: bytes) -> Books | None:
    head, _, content = data.partition(b"\n")
    with suppress(ValueError, KeyError, TypeError):
        told = json.loads(head)
        files: dict[str, bytes] = {}
        for name, size in told["files"].items():
            files[str(name)], content = content[:size], content[size:]
        return Books(files, tuple(map(finding_of_row, told["findings"])))
    return None
