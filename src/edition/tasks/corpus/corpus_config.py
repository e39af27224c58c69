"""Read `corpus.toml`: which editions a corpus has, and what all of them take over."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints

from edition.errors import ConfigError
from edition.project.apparatus_options import ApparatusKeys
from edition.project.collation_options import AnnotationOptions, CollateOptions
from edition.project.config import FILE_NAME as EDITION
from edition.project.config import TableReader
from edition.project.edition_defaults import CORPUS as FILE_NAME
from edition.project.edition_options import EditionOptions
from edition.project.label_languages import LANGUAGES, label_language
from edition.project.pdf_options import PdfOptions
from edition.project.reading_options import ReadingOptions
from edition.project.site_options import SiteOptions
from edition.project.suggestions import suggest_nearest
from edition.project.tei_options import TeiKeys
from edition.project.utf8 import decode_utf8

#: The tables that editions may take over, and the keys that each may have.
DEFAULTS: Mapping[str, type] = {
    "edition": EditionOptions,
    "reading": ReadingOptions,
    "tei": TeiKeys,
    "collation": CollateOptions,
    "pdf": PdfOptions,
    "site": SiteOptions,
    "annotation": AnnotationOptions,
    "apparatus": ApparatusKeys,
}
#: Names of folders in the site of a corpus that are no edition.
RESERVED = ("exports", "fonts", "edition")
_NAME = re.compile(r"[\w][\w.-]*")


@dataclass(frozen=True, slots=True)
class CorpusOptions:
    """`[corpus]`: what the corpus is. `editions` are folders, or patterns of folders such as `letters/*`."""

    title: str
    editions: tuple[str, ...]
    language: str = "en"
    url: str = ""
    licence: str = ""
    publisher: str = ""
    date: str = ""
    version: str = ""
    editors: tuple[str, ...] = ()
    registers: str = ""  # a folder with registers that all editions share


@dataclass(frozen=True, slots=True)
class Corpus:
    """The whole of `corpus.toml`; `root` is its folder, `editions` the folder of each edition by its name."""

    root: Path
    options: CorpusOptions
    editions: Mapping[str, str]
    defaults: Mapping[str, Any] = field(default_factory=dict)


def read_corpus(root: Path) -> Corpus:
    """Read the corpus in the folder `root`; ConfigError with file, line and column when it is wrong."""
    path = root / FILE_NAME
    try:
        source = decode_utf8(path.read_bytes(), str(path))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    reader = TableReader(source, FILE_NAME)
    for key in reader.data:
        if key not in ("corpus", "defaults"):
            raise reader.error(key, f"there is no table or key {key!r}{suggest_nearest(key, ('corpus', 'defaults'))}")
    if "corpus" not in reader.data:
        raise ConfigError(f"{FILE_NAME}: the table [corpus] is missing; it names the title and the editions")
    options = _read_options(reader)
    defaults = reader.data.get("defaults", {})
    _check_defaults(reader, defaults)
    _check_languages(reader, defaults)
    if options.registers and not (root / options.registers).is_dir():
        raise reader.error("registers", f"registers: there is no folder {options.registers!r}", "corpus")
    taken = (*RESERVED, *(tag.casefold() for tag in defaults.get("site", {}).get("languages", ())))
    return Corpus(root, options, dict(_find_editions(reader, root, options, taken)), defaults)


def _read_options(reader: TableReader) -> CorpusOptions:
    """`[corpus]`; one pattern of folders may stand for a list of them."""
    table = reader.data["corpus"]
    if isinstance(table, dict) and isinstance(table.get("editions"), str):
        table = {**table, "editions": [table["editions"]]}
    return reader.read_options(CorpusOptions, table, "corpus")


def _check_defaults(reader: TableReader, defaults: Any) -> None:
    """ConfigError for a table or key that editions do not have, and for a value of the wrong type."""
    if not isinstance(defaults, dict):
        raise reader.error("defaults", "defaults must be tables such as [defaults.edition]")
    for name, table in defaults.items():
        place = f"defaults.{name}"
        if name not in DEFAULTS:
            raise reader.error(
                "", f"[{place}] is no table that editions take over{suggest_nearest(name, DEFAULTS)}", place
            )
        if not isinstance(table, dict):
            raise reader.error(name, f"{place} must be a table", "defaults")
        kind = DEFAULTS[name]
        types = get_type_hints(kind)
        known = {f.name for f in fields(kind)}
        for key, value in table.items():
            if key not in known:
                raise reader.error(key, f"[{place}] has no key {key!r}{suggest_nearest(key, sorted(known))}", place)
            reader.convert(key, value, types[key], place, 0)


def _check_languages(reader: TableReader, defaults: Mapping[str, Any]) -> None:
    """ConfigError for languages of the pages in which the program has no labels: the common pages are in them, too."""
    site = defaults.get("site", {})
    for key, tags in (("language", [site.get("language", "")]), ("languages", site.get("languages", []))):
        for tag in tags:
            if tag and not label_language(tag):
                said = f"{key} has {tag!r}, and the common pages have no labels in it{suggest_nearest(tag, LANGUAGES)}"
                raise reader.error(key, said, "defaults.site")


def _find_editions(
    reader: TableReader, root: Path, options: CorpusOptions, taken: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """The name of each edition and its folder, in the order of the file and of the names."""
    met: dict[str, str] = {}
    for pattern in options.editions:
        folders = list(_folders(reader, root, pattern))
        if not folders:
            said = f"editions: {pattern!r} is no folder with an {EDITION}, and no pattern of such folders"
            raise reader.error("editions", said, "corpus")
        for folder in folders:
            name = folder.rsplit("/", 1)[-1]
            if met.get(name, folder) != folder:
                said = f"editions: {met[name]} and {folder} have one name; rename one of the folders"
                raise reader.error("editions", said, "corpus")
            if name.casefold() in taken or not _NAME.fullmatch(name):
                said = f"editions: {folder}: the folder of an edition has a name of letters, digits, - and _"
                raise reader.error("editions", f"{said}, other than {', '.join(taken)}", "corpus")
            if name not in met:
                met[name] = folder
                yield name, folder


def _folders(reader: TableReader, root: Path, pattern: str) -> Iterator[str]:
    """The folders of editions that a pattern names, relative to the corpus."""
    if Path(pattern).is_absolute() or ".." in Path(pattern).parts or not pattern.strip("/ ."):
        raise reader.error("editions", f"editions: {pattern!r} must be a folder inside the corpus", "corpus")
    for place in sorted(root.glob(pattern.rstrip("/"))):
        if (place / EDITION).is_file():
            yield place.relative_to(root).as_posix()
