"""The files of the pages of a witness: several files, one file, or an archive as Transkribus exports it."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from edition.project.page_files import natural_key
from edition.readers.containers import open_container
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal

_ZIP = b"PK\x03\x04"
_NOT_PAGES = frozenset({"mets.xml", "metadata.xml"})


def page_files(
    source: SourceFile, folder: str, endings: Sequence[str] = (".xml",)
) -> tuple[tuple[str, bytes], ...] | Refusal:
    """The pages with their names: those of an archive stand in its folders of that name, or it has none such."""
    if source.pages or not source.data.startswith(_ZIP):
        return source.files
    container = open_container(source)
    if isinstance(container, Refusal):
        return container
    places = [PurePosixPath(name) for name in container.names]
    found = [
        place
        for place in places
        if place.suffix.casefold() in endings
        and place.name.casefold() not in _NOT_PAGES
        and not any(part.startswith((".", "__MACOSX")) for part in place.parts)
    ]
    inside = [place for place in found if place.parent.name == folder]
    names = sorted((str(place) for place in inside or found), key=natural_key)
    if not names:
        return Refusal(f"the archive has no file that ends in {' or '.join(endings)}")
    return tuple((name, container.read(name)) for name in names)
