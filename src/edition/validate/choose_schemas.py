"""Choose the schemas of a file: those that it names with xml-model, else the bundled one for files of this program."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from edition.errors import InputError
from edition.model import KINDS
from edition.project.ownership import read_kept_note
from edition.validate.catalogs import find_copy, is_other_version, path_of_url
from edition.validate.options import NO_OPTIONS, Options
from edition.validate.schema import ODD, SCHEMATRON, own_schema
from edition.validate.schema_files import find_file
from edition.validate.xml_models import Language, XmlModel, find_xml_models
from edition.xml.namespaces import NS, tei
from edition.xml.parse import Document
from edition.xml.uris import is_uri

_REGISTER_LISTS = {tei(name) for name in (*(row.list for row in KINDS), "listRelation")}
_REGISTER_FOLDER = ("tei", "registers")  # every file in this folder of an edition is a register
#: Of the languages of a grammar, the first that a file names is used: others are the same schema, written in another.
_GRAMMARS = (Language.RELAX_NG, Language.COMPACT, Language.ODD)
_SUFFIXES = (".rng", ".rnc", ODD, *SCHEMATRON)
_NO_WAY = {
    Language.NVDL: "which is NVDL, and that is not read: name the RELAX NG and Schematron files that it names",
    Language.XSD: "which is W3C XML Schema, and that is not read: name the same schema as RELAX NG (.rng)",
    Language.DTD: "which is a DTD, and that is not read: name the same schema as RELAX NG (.rng)",
    Language.UNKNOWN: "which is neither RELAX NG (.rng), nor an ODD (.odd), nor Schematron (.sch)",
}


@dataclass(frozen=True, slots=True)
class NamedSchema:
    """A schema, and what of it is used: its grammar with the rules inside, or the rules alone, of a phase."""

    path: Path
    has_grammar: bool = True
    phase: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The schemas of a file, and what it names besides, each with the reason why it is not used."""

    schemas: tuple[NamedSchema, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the schemas of a file may be."""

    file: Path
    folders: tuple[Path, ...]
    options: Options


def as_named(schema: Path) -> NamedSchema:
    """A schema that the user names: all of it is used."""
    return NamedSchema(schema, schema.suffix not in SCHEMATRON)


def choose_schemas(document: Document, within: Path | None = None, options: Options = NO_OPTIONS) -> Choice:
    """The schemas of a file: the local ones that it names, else the bundled schema for files of this program.

    InputError when there is none. A named schema must be in the folder of the file or below it, in the working folder
    `within`, or where a catalog says. An editor's own file with our marks has the schemas that it names beside it or
    beside her source, and none where these are not at hand.
    """
    place = Path(document.path)
    if kept := read_kept_note(document.data):
        root = place.parents[2] if len(place.parents) > 2 else place.parent
        beside = [_Place(file, (file.parent, root), options) for file in (place, root / kept[0].seed)]
        return Choice(_resolve_all(document, beside)[0])
    folders = (place.parent, *options.folders, *([within] if within else []))
    schemas, notes, refusals = _resolve_all(document, [_Place(place, folders, options)])
    grammars = [schema for schema in schemas if schema.has_grammar]
    if not grammars and (is_own_document(document.root) or place.parts[-3:-1] == _REGISTER_FOLDER):
        return Choice((NamedSchema(own_schema()), *schemas))
    if not grammars and (refusals or not schemas):
        raise InputError(f"{document.path}: {_explain(document.path, refusals)}")
    return Choice(schemas, (*notes, *refusals))


def _resolve_all(document: Document, places: Sequence[_Place]) -> tuple[tuple[NamedSchema, ...], list[str], list[str]]:
    """The schemas that are found, each once; what is to be told of them; and why others are not found."""
    found: dict[Path, tuple[NamedSchema, Language]] = {}
    notes: list[str] = []
    refusals: list[str] = []
    for model in find_xml_models(document.root):
        resolved = [_resolve(model, place) for place in places]
        path, said = next(((path, said) for path, said in resolved if path), resolved[0])
        if path is None:
            refusals.append(said)
            continue
        notes += [said] if said else []
        schema = NamedSchema(path, model.language in _GRAMMARS, model.phase)
        if (known := found.get(path.resolve())) is not None:
            same = replace(known[0], has_grammar=known[0].has_grammar or schema.has_grammar)
            schema = replace(same, phase=same.phase or schema.phase)
        language = known[1] if known and known[1] in _GRAMMARS else model.language
        found[path.resolve()] = (schema, language)
    used = next((language for language in _GRAMMARS if any(language is one for _, one in found.values())), None)
    chosen = [schema for schema, language in found.values() if language in (used, Language.SCHEMATRON)]
    return tuple(sorted(chosen, key=lambda schema: not schema.has_grammar)), notes, refusals


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


def _resolve(model: XmlModel, place: _Place) -> tuple[Path | None, str]:
    """The local file of a schema, and what is to be told of it; or None, and why it is not used."""
    if not model.href:
        return None, 'its xml-model names no schema: write href="my.rng"'
    path, why = _resolve_href(model, place)
    return path, f"its xml-model names {model.href}, {why}" if why else ""


def _resolve_href(model: XmlModel, place: _Place) -> tuple[Path | None, str]:
    if why := _NO_WAY.get(model.language):
        return None, why
    if not is_uri(model.href):
        return None, "which is no address"
    copy, why = find_copy(model.href, place.options.catalogs)
    if copy is None and why:
        return None, why
    path = copy.path if copy else None
    if copy is None:
        path, why = _find_in_folders(model.href, place)
    elif is_other_version(model.href, copy):
        why = f"and what stands for it is the copy of {copy.known_as}, which may be another version"
    if path is not None and path.suffix not in _SUFFIXES:
        return None, f"which is no name of a schema: it ends in {', '.join(_SUFFIXES[:-1])} or {_SUFFIXES[-1]}"
    return path, why


def _find_in_folders(href: str, place: _Place) -> tuple[Path | None, str]:
    """The file in a folder where schemas may be; a file: address is one of this disk."""
    local = path_of_url(href)
    if local is None and urlsplit(href).scheme:
        name = urlsplit(href).path.rpartition("/")[2] or "my.rng"
        advice = f"name the copy (--schema {name}), or once for all: edition validate --remember {href}={name}"
        return None, f"and nothing is fetched: download it and {advice}"
    path = next((path for name in _names(href, local) if (path := find_file(place.file.parent, name))), None)
    if path is None:
        return None, "and there is no such file"
    if not any(path.resolve().is_relative_to(folder.resolve()) for folder in place.folders):
        return None, "which is outside the working folder: go to a folder around both, or name it with --schema"
    return path, ""


def _names(href: str, local: Path | None) -> Iterator[str]:
    """What the file may be called: with what stands after ? and #, or without."""
    yield str(local or href)
    if local is None:
        yield href.partition("#")[0].partition("?")[0]


def _explain(path: str, refusals: Sequence[str]) -> str:
    name = Path(path).name
    if refusals:
        return f"{'; '.join(refusals)} (edition validate --schema my.rng {name})"
    return (
        f"no schema is known for this file: name one (edition validate --schema my.rng {name}), "
        'or put <?xml-model href="my.rng"?> before its first element and my.rng beside it'
    )
