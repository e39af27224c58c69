"""The files of which an edition of a corpus is built: its own, with the registers and the defaults of the corpus."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from edition.errors import InputError
from edition.model import EntryKind
from edition.project.edition_defaults import FILE as DEFAULTS
from edition.project.edition_defaults import lay_over
from edition.project.generated_paths import GENERATED
from edition.project.sources import read_bytes
from edition.tasks.corpus.corpus_config import Corpus
from edition.tei.register_elements import entry_elements
from edition.xml.namespaces import XML_ID
from edition.xml.parse import parse

REGISTERS = "tei/registers"
#: What a corpus says of itself that its editions take over.
_TAKEN_OVER = ("language", "licence", "publisher", "version", "editors")


def inputs_of(corpus: Corpus, name: str) -> dict[str, bytes]:
    """All files of an edition by their paths in it. InputError for a register entry that is in both registers."""
    folder = corpus.editions[name]
    root = corpus.root / folder
    files = {path: read_bytes(root, path) for path in own_files(root)}
    for kind in EntryKind:
        path = _register(kind)
        shared = Path(corpus.options.registers) / f"{kind.value}.xml"
        if corpus.options.registers and (corpus.root / shared).is_file():
            data = read_bytes(corpus.root, shared.as_posix())
            own = files.get(path)
            files[path] = data if own is None else _merged((shared.as_posix(), data), (f"{folder}/{path}", own))
    files[DEFAULTS] = json.dumps(_defaults(corpus, name), ensure_ascii=False, sort_keys=True).encode("utf-8")
    return dict(sorted(files.items()))


def shared_files(corpus: Corpus, name: str) -> dict[str, str]:
    """The registers that an edition takes from the corpus as they are: the path in the edition -> in the corpus."""
    folder = corpus.root / corpus.editions[name]
    shared = {_register(kind): f"{corpus.options.registers}/{kind.value}.xml" for kind in EntryKind}
    return {path: of for path, of in shared.items() if corpus.options.registers and not (folder / path).exists()}


def _register(kind: EntryKind) -> str:
    return f"{REGISTERS}/{kind.value}.xml"


def own_files(root: Path) -> Iterator[str]:
    """The files in the folder of an edition that no build wrote; hidden ones are left out."""
    for here, folders, names in os.walk(root):
        below = Path(here).relative_to(root)
        places = {name: (below / name).as_posix() for name in (*folders, *names)}
        folders[:] = sorted(f for f in folders if not f.startswith(".") and places[f] not in GENERATED)
        for name in sorted(names):
            if not name.startswith(".") and places[name] not in GENERATED and (Path(here) / name).is_file():
                yield places[name]


def _defaults(corpus: Corpus, name: str) -> Mapping[str, Any]:
    """The tables that stand under those of the edition."""
    options = corpus.options
    said = {key: getattr(options, key) for key in _TAKEN_OVER}
    above: dict[str, Any] = {key: list(v) if isinstance(v, tuple) else v for key, v in said.items() if v}
    if options.url:
        above["url"] = f"{options.url.rstrip('/')}/{name}"
    link = {"title": options.title, "index": "../index.html"}
    return lay_over({"edition": above, "corpus": link}, corpus.defaults)


def _merged(shared: tuple[str, bytes], own: tuple[str, bytes]) -> bytes:
    """The register of an edition with the entries of the corpus before its own."""
    document, common = parse(own[1], own[0]), parse(shared[1], shared[0])
    mine, theirs = list(entry_elements(document)), list(entry_elements(common))
    known = {element.get(XML_ID): element for element in theirs}
    for element in mine:
        if (twin := known.get(element.get(XML_ID))) is not None:
            said = f"the entry {element.get(XML_ID)} is in {shared[0]}:{twin.sourceline}, too"
            raise InputError(f"{own[0]}:{element.sourceline}: {said}; leave one of them, or give this one another id")
    if not mine:
        return shared[1]
    holder = mine[0].getparent()
    assert holder is not None
    for number, element in enumerate(theirs):
        holder.insert(number, element)
    return etree.tostring(document, encoding="UTF-8", xml_declaration=True) + b"\n"


def former_tei(corpus: Corpus, name: str) -> dict[str, bytes]:
    """The TEI of the last build of an edition: an edition with a version retires ids that are no more in it."""
    root = corpus.root / "tei" / name
    places = [place for place in sorted(root.rglob("*")) if place.is_file() and place.suffix in (".xml", ".tsv")]
    paths = {place.relative_to(root).as_posix(): place for place in places}
    return {f"tei/{path}": place.read_bytes() for path, place in paths.items() if not path.startswith("registers/")}
