"""TEI witnesses whose files are the editor's own: what a build writes of them, and its proofs (docs/design.md, I1)."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from edition.errors import EditionError, InputError, SeedError
from edition.model import Finding, Position, Severity, Siglum, Witness
from edition.model.finding import count_of
from edition.model.identify import Identified
from edition.model.ids import slugs
from edition.model.renamed import renamed
from edition.project.ownership import KeptNote, read_kept_note
from edition.readers.source_file import SourceFile
from edition.tei.decode.cut import cut_file
from edition.tei.encode.header import Imprint
from edition.tei.encode.kept import FileMarker
from edition.xml.namespaces import XML_ID, tei
from edition.xml.parse import Document, parse_document
from edition.xml.transcription import parse_transcription

_READER = "tei"
_POINTERS = ("corresp", "target", "source", "ref")
_BESIDE_TEXT = (tei("teiHeader"), tei("standOff"))
_SHOWN = 40  # code points of words that messages quote


@dataclass(slots=True)
class KeptFile:
    """One file of the editor, marked: its path below `tei/`, and the witnesses that are read from it."""

    path: str
    source: SourceFile
    witnesses: tuple[Witness, ...]
    marker: FileMarker

    @property
    def sigla(self) -> tuple[Siglum, ...]:
        """The sigla of its witnesses."""
        return tuple(w.siglum for w in self.witnesses)


@dataclass(slots=True)
class KeptFiles:
    """The editor's own files of an edition."""

    files: tuple[KeptFile, ...] = ()
    by_siglum: dict[Siglum, KeptFile] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_siglum = {siglum: file for file in self.files for siglum in file.sigla}

    def named(self, edition: Identified) -> Identified:
        """The edition with the ids that the marks have in these files."""
        names = {key: name for file in self.files for key, name in file.marker.names.items()}
        return renamed(edition, {s: file.marker.prefix for s, file in self.by_siglum.items()}, names)

    def finish(self, named: Identified, document: etree._Element) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
        """The files by their paths below `tei/`, and what the editor must know.

        Pointers of the edition into them are made to meet something: an anchor where there is no mark. A pointer that
        cannot is taken out.
        """
        for file in self.files:
            _resolve_pointers(file, named, document)
        made: dict[str, bytes] = {}
        found: list[Finding] = []
        for file in self.files:
            path = f"tei/{file.path}"
            digest = hashlib.sha256(file.source.data).hexdigest()
            note = KeptNote(path, file.marker.prefix, file.source.path, digest, file.sigla)
            made[file.path] = note.added_to(file.marker.finish())
            found += _tell(file, path)
        return made, tuple(found)


def is_kept(witness: Witness) -> bool:
    """Whether the file of a witness is the editor's own with our marks."""
    return witness.reader == _READER and witness.account is not None and witness.account.nodes is not None


def mark_files(edition: Identified, sources: Mapping[Siglum, SourceFile], imprint: Imprint) -> KeptFiles:
    """Mark the mentions of every TEI witness in its file; `sources` by the siglum under which edition.toml has it.

    SeedError for a file that was changed since it was read.
    """
    groups: dict[Siglum, list[Witness]] = defaultdict(list)
    for witness in edition.witnesses:
        if is_kept(witness):
            groups[source_of(witness)].append(witness)
    names = slugs(tuple(dict.fromkeys(source_of(w) for w in edition.witnesses)))
    files: list[KeptFile] = []
    for siglum, witnesses in groups.items():
        source = sources[siglum]
        if any(w.seed.sha256 != source.sha256 for w in witnesses):
            raise SeedError(f"{source.path}: was changed while the edition was made; build again")
        file = parse_transcription(source.data, source.path, source.declarations)
        marker = FileMarker(file, imprint, is_shared=len(witnesses) > 1)
        for witness in witnesses:
            marker.mark(witness, edition.mentions[witness.siglum])
        files.append(KeptFile(f"witnesses/{names[siglum]}.xml", source, tuple(witnesses), marker))
    return KeptFiles(tuple(files))


def source_of(witness: Witness) -> Siglum:
    """The siglum under which edition.toml has the file of a witness: its own, unless one file gives several."""
    return getattr(witness, "source", "") or witness.siglum


def _tell(file: KeptFile, path: str) -> Iterator[Finding]:
    if file.marker.unmarked:
        siglum, mention = file.marker.unmarked[0]
        witness = next(w for w in file.witnesses if w.siglum == siglum)
        words = " ".join(witness.text[mention.start : mention.end].split())[:_SHOWN]
        where = witness.account.place_of(mention.start) if witness.account else ""
        said = (
            f"{count_of(len(file.marker.unmarked), 'name')} without a mark in {path}, because names of the file itself "
            f"stand there, or TEI allows none; first «{words}» ({where})"
        )
        yield Finding("E370", Severity.ADVICE, said, Position(file.source.path))
    if not file.marker.has_header:
        said = f"the file has no teiHeader: {path} does not say who made its marks"
        yield Finding("E371", Severity.ADVICE, said, Position(file.source.path))


# -- pointers of the edition into the files


def _resolve_pointers(file: KeptFile, named: Identified, document: etree._Element) -> None:
    starts: dict[str, tuple[Siglum, int]] = {}
    own = {f"witnesses/{named.slugs[s]}.xml": s for s in file.sigla}
    for siglum in file.sigla:
        for node in named.witness(siglum).root.walk():
            starts.setdefault(f"{own_key(siglum)}{node.id}", (siglum, node.start))
        for mention in named.mentions[siglum]:
            starts.setdefault(f"{own_key(siglum)}{mention.id}", (siglum, mention.start))
    for element in document.iter(etree.Element):
        for attribute in _POINTERS:
            value = element.get(attribute, "")
            if "witnesses/" in value:
                tokens = [_resolved(token, file, own, starts) for token in value.split()]
                _set_pointers(element, attribute, [token for token in tokens if token], len(tokens))


def own_key(siglum: Siglum) -> str:
    """What stands before an id of a witness: ids of two witnesses of one file may be the same."""
    return f"{siglum}\t"


def _resolved(token: str, file: KeptFile, own: Mapping[str, Siglum], starts: Mapping[str, tuple[Siglum, int]]) -> str:
    """A pointer that meets something in the file, or "" where it cannot."""
    path, mark, name = token.partition("#")
    if path not in own or not mark:
        return token
    if not file.marker.has_id(name):
        siglum, start = starts.get(f"{own_key(own[path])}{name}", ("", 0))
        if not siglum or not file.marker.anchor(siglum, name, start):
            return ""
    return f"{file.path}#{name}"


def _set_pointers(element: etree._Element, attribute: str, left: Sequence[str], before: int) -> None:
    if len(left) == before or left:
        element.set(attribute, " ".join(left))
    else:
        del element.attrib[attribute]
    parent = element.getparent()
    if len(left) < before and element.tag == tei("link") and parent is not None:  # a link needs both ends
        parent.remove(element)


# -- what was written


def parse_written(data: bytes, path: str) -> Document:
    """A TEI file of an edition, parsed: one of ours, or the editor's own with our marks."""
    if read_kept_note(data) is None:
        return parse_document(data, path)
    return parse_transcription(data, path, is_lenient=True).document(data)


def prefix_of(document: Document) -> str:
    """What our ids begin with in the editor's own file; "" for a file that is ours."""
    kept = read_kept_note(document.data)
    return kept[0].prefix if kept else ""


def has_marks(document: Document) -> bool:
    """Whether anything of ours stands in the text of the editor's own file, not in its header or beside the text."""
    prefix = prefix_of(document)
    ours = (e for e in document.root.iter(etree.Element) if e.get(XML_ID, "").startswith(prefix))
    return any(next(e.iterancestors(*_BESIDE_TEXT), None) is None and e.tag not in _BESIDE_TEXT for e in ours)


def prove_kept(
    path: str, data: bytes, witnesses: Sequence[Witness], again: Mapping[Siglum, str] | None
) -> Iterator[Finding]:
    """I1 of an editor's own file: without our marks it is hers, and with them every witness reads as before.

    `again`: the texts that the readers take from the marked file; None of a file without a mark in its text: there its
    text is hers byte for byte, and a second reading could find nothing else.
    """
    try:
        whole = cut_file(data, path)
    except EditionError as error:
        yield _broken(path, f"our marks cannot be taken out again: {error}")
        return
    digest = hashlib.sha256(whole).hexdigest()
    for witness in witnesses:
        if digest != witness.seed.sha256:
            yield _broken(path, "without our marks the file is not the editor's: its hash is another")
            return
        if again is not None and again.get(witness.siglum) != witness.text:
            yield _broken(path, f"with our marks the words of witness {witness.siglum} are others")


def complaints_of_marks(root: Path, marked: Document) -> Iterator[Finding]:
    """E373 where the schema that an editor's file names, if it is at hand, complains of our marks.

    `root`: the folder of the edition. What the schema has against the file without them is no matter of ours.
    """
    # imported here: an edition without TEI witnesses never needs the engines of other people's schemas
    from edition.validate.choose_schemas import choose_schemas
    from edition.validate.relaxng import find_faults
    from edition.validate.schema_errors import SchemaError

    placed = Document(str(root / marked.path), marked.data, marked.root)
    schemas = [schema.path for schema in choose_schemas(placed).schemas if schema.has_grammar]
    if not schemas:
        return
    before = parse_transcription(cut_file(marked.data, marked.path), marked.path, is_lenient=True).document(b"")
    for schema in schemas:
        try:
            known = {fault.message for fault in find_faults(before, schema)}
            new = [fault for fault in find_faults(marked, schema) if fault.message not in known]
        except (SchemaError, InputError):
            continue  # the schema is of no use, which is no matter of our marks
        if new:
            said = f"the schema of the file ({schema.name}) does not allow what we add: {new[0].message}"
            yield Finding("E373", Severity.WARNING, said, marked.position(new[0].element))


def _broken(path: str, message: str) -> Finding:
    return Finding("I1", Severity.ERROR, message, Position(path))
