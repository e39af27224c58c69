"""Choose the schemas of a file: those that it names with xml-model, else the bundled one for files of this program."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from edition.errors import InputError
from edition.model import KINDS
from edition.project.ownership import read_kept_note
from edition.validate.options import NO_OPTIONS, Options
from edition.validate.schema import SCHEMATRON, own_schema
from edition.validate.schema_files import COMPACT, find_file
from edition.xml.namespaces import NS, tei
from edition.xml.parse import Document
from edition.xml.uris import is_uri

_REGISTER_LISTS = {tei(name) for name in (*(row.list for row in KINDS), "listRelation")}
_REGISTER_FOLDER = ("tei", "registers")  # every file in this folder of an edition is a register
_PSEUDO_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def choose_schemas(document: Document, within: Path | None = None, options: Options = NO_OPTIONS) -> tuple[Path, ...]:
    """The schemas of a file: the local ones that it names, else the bundled schema for files of this program.

    InputError when there is none. A named schema must be in the folder of the file or below it, or in the working
    folder `within`. An editor's own file with our marks has the schemas that it names beside it or beside her source,
    and none where these are not at hand.
    """
    if kept := read_kept_note(document.data):
        return _schemas_of_kept(document, kept[0].seed)
    named: list[Path] = []
    refusals: list[str] = []
    for href in _find_hrefs(document.root):
        path, why = _resolve_schema(href, Path(document.path), within)
        if path is None:
            refusals.append(f"its xml-model names {href}, {why}")
        elif path not in named:
            named.append(path)
    grammars = [path for path in named if path.suffix != SCHEMATRON][:1]
    rules = [path for path in named if path.suffix == SCHEMATRON]
    if not grammars and (is_own_document(document.root) or Path(document.path).parts[-3:-1] == _REGISTER_FOLDER):
        grammars = [own_schema()]
    if not grammars and (refusals or not rules):
        raise InputError(f"{document.path}: {_explain(document.path, refusals)}")
    return (*grammars, *rules)


def _schemas_of_kept(document: Document, seed: str) -> tuple[Path, ...]:
    """The local schemas that an editor's own file names, relative to it or to the source that it is a copy of."""
    place = Path(document.path)
    root = place.parents[2] if len(place.parents) > 2 else place.parent
    named: list[Path] = []
    for href in _find_hrefs(document.root):
        for file in (place, root / seed):
            path, _ = _resolve_schema(href, file, root)
            if path is not None and path not in named:
                named.append(path)
                break
    grammars = [path for path in named if path.suffix != SCHEMATRON][:1]
    return (*grammars, *(path for path in named if path.suffix == SCHEMATRON))


def is_own_document(root: etree._Element) -> bool:
    """Whether a file was written by this program (appInfo), or is a register by its structure."""
    if root.tag != tei("TEI"):
        return False
    if root.find("tei:teiHeader/tei:encodingDesc/tei:appInfo/tei:application[@ident='variorum']", NS) is not None:
        return True
    return _is_register(root)


def _is_register(root: etree._Element) -> bool:
    """Whether a file has only a header and lists of entries: no text, no facsimile."""
    parts = [part.tag for part in root.iterchildren(etree.Element)]
    standoff = root.find("tei:standOff", NS)
    if standoff is None or set(parts) != {tei("teiHeader"), tei("standOff")}:
        return False
    lists = [part.tag for part in standoff.iterchildren(etree.Element)]
    return bool(lists) and set(lists) <= _REGISTER_LISTS


def _find_hrefs(root: etree._Element) -> Iterator[str]:
    """The addresses in the processing instructions `xml-model`, in document order."""
    before = [*root.itersiblings(etree.ProcessingInstruction, preceding=True)][::-1]
    for instruction in before:
        target, _, words = etree.tostring(instruction, encoding="unicode", with_tail=False)[2:-2].partition(" ")
        pseudo_attributes = (
            {name: one or two for name, one, two in _PSEUDO_ATTRIBUTE.findall(words)} if target == "xml-model" else {}
        )
        if href := str(pseudo_attributes.get("href", "")).strip():
            yield href


def _resolve_schema(href: str, file: Path, within: Path | None) -> tuple[Path | None, str]:
    """The local file of an address and "", or None and the reason why it is not used."""
    if not is_uri(href):
        return None, "which is no address"
    if urlsplit(href).scheme:
        return None, f"and nothing is fetched: get {_file_name(href)} and name it"
    if not href.endswith((".rng", COMPACT, SCHEMATRON)):
        return None, "which is neither RELAX NG (.rng, .rnc) nor Schematron (.sch)"
    path = find_file(file.parent, href)
    if path is None:
        return None, "and there is no such file"
    if not any(_is_inside(path, folder) for folder in (file.parent, within) if folder is not None):
        return None, "which is outside the working folder"
    return path, ""


def _is_inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _file_name(href: str) -> str:
    return urlsplit(href).path.rpartition("/")[2] or href


def _explain(path: str, refusals: list[str]) -> str:
    name = Path(path).name
    if refusals:
        return f"{'; '.join(refusals)} (edition validate --schema my.rng {name})"
    return (
        f"no schema is known for this file: name one (edition validate --schema my.rng {name}), "
        'or put <?xml-model href="my.rng"?> before its first element and my.rng beside it'
    )
