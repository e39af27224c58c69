"""Which schemas a file is to be judged by: those that it names by xml-model, else ours, else none, with what to do."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from edition.errors import InputError
from edition.model import KINDS
from edition.validate.schema import SCHEMATRON, own_schema
from edition.validate.schema_files import file_at
from edition.xml.namespaces import NS, tei
from edition.xml.parse import Document
from edition.xml.uris import is_uri

_LISTS = {tei(name) for name in (*(row.list for row in KINDS), "listRelation")}
_REGISTERS = ("tei", "registers")  # whatever stands in this folder of an edition is judged as a register
_PSEUDO = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def schemas_of(document: Document, within: Path | None = None) -> tuple[Path, ...]:
    """The schemas of a file: local ones that it names, else ours if it declares itself ours, else InputError.

    A schema stands in the file's own folder or below it, or anywhere in the folder `within`, where a person works.
    """
    named: list[Path] = []
    refusals: list[str] = []
    for href in _hrefs(document.root):
        place, why = _place(href, Path(document.path), within)
        if place is None:
            refusals.append(f"its xml-model names {href}, {why}")
        elif place not in named:
            named.append(place)
    grammars = [place for place in named if place.suffix != SCHEMATRON][:1]
    rules = [place for place in named if place.suffix == SCHEMATRON]
    if not grammars and (is_ours(document.root) or Path(document.path).parts[-3:-1] == _REGISTERS):
        grammars = [own_schema()]
    if not grammars and (refusals or not rules):
        raise InputError(f"{document.path}: {_advice(document.path, refusals)}")
    return (*grammars, *rules)


def is_ours(root: etree._Element) -> bool:
    """Whether a file is one of ours: by the program that wrote it, or a register by its lists, whatever its title."""
    if root.tag != tei("TEI"):
        return False
    if root.find("tei:teiHeader/tei:encodingDesc/tei:appInfo/tei:application[@ident='variorum']", NS) is not None:
        return True
    return _is_register(root)


def _is_register(root: etree._Element) -> bool:
    """Whether a file has a header and lists of entries, and nothing else: no text, no facsimile."""
    parts = [part.tag for part in root.iterchildren(etree.Element)]
    standoff = root.find("tei:standOff", NS)
    if standoff is None or set(parts) != {tei("teiHeader"), tei("standOff")}:
        return False
    held = [part.tag for part in standoff.iterchildren(etree.Element)]
    return bool(held) and set(held) <= _LISTS


def _hrefs(root: etree._Element) -> Iterator[str]:
    """What the processing instructions xml-model name, in their order."""
    before = [*root.itersiblings(etree.ProcessingInstruction, preceding=True)][::-1]
    for instruction in before:
        target, _, words = etree.tostring(instruction, encoding="unicode", with_tail=False)[2:-2].partition(" ")
        said = {name: one or two for name, one, two in _PSEUDO.findall(words)} if target == "xml-model" else {}
        if href := str(said.get("href", "")).strip():
            yield href


def _place(href: str, file: Path, within: Path | None) -> tuple[Path | None, str]:
    """The local file that an address means, or why it is not used."""
    if not is_uri(href):
        return None, "which is no address"
    if urlsplit(href).scheme:
        return None, f"and nothing is fetched: get {_last(href)} and name it"
    if not href.endswith((".rng", SCHEMATRON)):
        return None, "which is neither RELAX NG in XML syntax (.rng) nor Schematron (.sch)"
    place = file_at(file.parent, href)
    if place is None:
        return None, "and there is no such file"
    if not any(_is_inside(place, folder) for folder in (file.parent, within) if folder is not None):
        return None, "which is outside the working folder"
    return place, ""


def _is_inside(place: Path, folder: Path) -> bool:
    return place.resolve().is_relative_to(folder.resolve())


def _last(href: str) -> str:
    return urlsplit(href).path.rpartition("/")[2] or href


def _advice(path: str, refusals: list[str]) -> str:
    name = Path(path).name
    if refusals:
        return f"{'; '.join(refusals)} (edition validate --schema my.rng {name})"
    return (
        f"no schema is known for this file: name one (edition validate --schema my.rng {name}), "
        'or put <?xml-model href="my.rng"?> before its first element and my.rng beside it'
    )
