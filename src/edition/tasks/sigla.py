"""The sigla that stand in `tei/`: each is one of `edition.toml`, and all of those are there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from edition.invariants import EDITION
from edition.model import Finding, Position, Severity, Siglum
from edition.model.ids import slugs
from edition.project.config import FILE_NAME, TableReader
from edition.project.suggestions import suggest_nearest
from edition.project.utf8 import decode_utf8
from edition.tei.decode.edition import witness_ids
from edition.xml.namespaces import NS, XML_ID, tei
from edition.xml.parse import Document

_BUILD = "run `edition build`"


def absent_witnesses(files: Mapping[Siglum, str], documents: Mapping[str, Document]) -> tuple[Siglum, ...]:
    """The witnesses that the edition in `tei/` does not list, or whose file is not there; `files`: of each its path."""
    ids = witness_ids(documents[EDITION].root)
    return tuple(s for s, path in files.items() if s not in ids or path not in documents)


def file_of(slug: str) -> str:
    """The path of a witness file."""
    return f"tei/witnesses/{slug}.xml"


def missing_witnesses(tables: Mapping[Siglum, int], source: bytes) -> Iterator[Finding]:
    """E435 for every absent witness, with the number of its table in edition.toml, whose bytes are `source`."""
    reader = TableReader(decode_utf8(source, FILE_NAME))
    for siglum, number in tables.items():
        line, column = map(int, reader.position_of("siglum", "witness", number)[1:].split(":"))
        said = f"witness {siglum} is not in tei/ as it stands; {_BUILD}"
        yield Finding("E435", Severity.ERROR, said, Position(FILE_NAME, line, column))


def stray_sigla(
    sigla: Sequence[Siglum], documents: Mapping[str, Document], registers: Iterable[Document]
) -> Iterator[Finding]:
    """E434: a siglum that edition.toml does not list; E435: a file of no witness; E436: a source that can be none."""
    yield from _listed(sigla, documents[EDITION])
    for path, document in documents.items():
        if path != EDITION:
            yield from _file(sigla, document)
    for register in registers:
        yield from _register(slugs(tuple(sigla)), register)
        yield from _sources(register)


def _listed(sigla: Sequence[Siglum], edition: Document) -> Iterator[Finding]:
    """The list of witnesses of the edition."""
    for witness in edition.root.iterfind(".//tei:listWit/tei:witness", NS):
        siglum = witness.get("n", "") or witness.get(XML_ID, "")
        if siglum not in sigla:
            yield _unknown(siglum, sigla, f"; mend it there, or {_BUILD}", edition.position(witness))


def _file(sigla: Sequence[Siglum], document: Document) -> Iterator[Finding]:
    """A witness file: stale when its siglum is not listed, or when the witness has another file."""
    for element in document.root.iterfind("tei:teiHeader//tei:sourceDesc/tei:bibl/tei:idno[@type='siglum']", NS):
        siglum, at = element.text or "", document.position(element)
        if siglum not in sigla:
            yield _unknown(siglum, sigla, f": this file is stale; {_BUILD}, which takes it away", at)
        elif (own := file_of(slugs(tuple(sigla))[siglum])) != document.path:
            said = f"the file of witness {siglum} is {own}: this one is stale; {_BUILD}, which takes it away"
            yield Finding("E435", Severity.ERROR, said, at)


def _register(ids: Mapping[Siglum, str], register: Document) -> Iterator[Finding]:
    """The list of witnesses of a register, to whose ids its statements point."""
    for witness in register.root.iterfind("tei:teiHeader//tei:listWit/tei:witness", NS):
        name = witness.get(XML_ID, "")
        siglum = witness.get("n", "") or next((s for s, slug in ids.items() if slug == name), name)
        if siglum not in ids:
            yield _unknown(siglum, ids, "", register.position(witness))
        elif ids[siglum] != name:
            said = f"the id of witness {siglum} is {ids[siglum]}, not {name}"
            yield Finding("E434", Severity.ERROR, said, register.position(witness))


def _sources(register: Document) -> Iterator[Finding]:
    """What a register names as source: a witness, a book, or something that its header describes.

    Pointers that meet nothing are a matter of rule R104, those into other files of the check of pointers.
    """
    met = {e.get(XML_ID): e for e in register.root.iter(etree.Element) if XML_ID in e.attrib}
    for element in register.root.iter(etree.Element):
        for pointer in element.get("source", "").split():
            source = met.get(pointer[1:]) if pointer.startswith("#") else None
            if source is not None and not _can_state(source):
                kind = etree.QName(source).localname
                said = f"the source {pointer} is a {kind}: it must be a witness, a bibl or something in the header"
                yield Finding("E436", Severity.ERROR, said, register.position(element))


def _can_state(source: etree._Element) -> bool:
    return source.tag == tei("bibl") or next(source.iterancestors(tei("teiHeader")), None) is not None


def _unknown(siglum: str, known: Iterable[Siglum], then: str, at: Position) -> Finding:
    said = f"siglum {siglum} is not in edition.toml{suggest_nearest(siglum, known)}{then}"
    return Finding("E434", Severity.ERROR, said, at)
