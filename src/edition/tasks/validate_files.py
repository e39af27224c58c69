"""Files to be validated: what is wrong with each, in one run; witness files are held against the hash of their seed."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from edition.errors import EditionError, InputError
from edition.kept_files import parse_written
from edition.model import Finding, Position, Severity
from edition.project.ownership import read_kept_note
from edition.project.sources import encode_text, read_input
from edition.tei.decode.cut import cut_file
from edition.tei.decode.witness import is_intact, seed_of
from edition.validate.choose_schemas import choose_schemas, is_own_document
from edition.validate.dead_pointers import PointerCheck
from edition.validate.document import check_schema, validate_document
from edition.validate.options import NO_OPTIONS, Options
from edition.validate.pointer_attributes import pointer_attributes
from edition.validate.schema_errors import SchemaError
from edition.xml.namespaces import NS
from edition.xml.parse import Document, RefusedError

_SHA256 = 64  # figures


@dataclass(frozen=True, slots=True)
class Validated:
    """What was found in all files, and how many of them could not be judged at all."""

    findings: tuple[Finding, ...]
    refused: int


def validate_files(paths: Sequence[Path], schema: Path | None = None, options: Options = NO_OPTIONS) -> Validated:
    """Validate each file, whatever is wrong with the others; a schema of no use is told once, at its place."""
    try:
        chosen = check_schema(schema, options) if schema else None
    except SchemaError as error:
        return Validated(error.findings, len(paths))
    except RefusedError as error:
        return Validated((error.finding,), len(paths))
    findings: list[Finding] = []
    pointers = PointerCheck(Path.cwd())
    refused = 0
    for path in paths:
        try:
            document = parse_written(read_input(path), str(path))
            schemas = (
                [chosen]
                if chosen
                else [check_schema(place, options) for place in choose_schemas(document, Path.cwd(), options)]
            )
            findings += validate_document(document, *schemas, options=options) if schemas else [_without_schema(path)]
            findings += _departures(document)
            if options.pointers:
                kinds = [pointer_attributes(place, options) for place in schemas]
                pointers.add(document, kinds, is_own_document(document.root))
        except SchemaError as error:
            findings += [finding for finding in error.findings if finding not in findings]
            findings.append(_refusal(path, "cannot be judged, because its schema is of no use"))
            refused += 1
        except RefusedError as error:
            findings.append(error.finding)
            refused += 1
        except InputError as error:
            findings.append(_refusal(path, str(error).removeprefix(f"{path}: ")))
            refused += 1
    return Validated((*findings, *pointers.find()), refused)


def _without_schema(path: Path) -> Finding:
    said = (
        "is the editor's own file, and the schema that it names is not at hand: only its marks were checked; to "
        f"validate it, name one (edition validate --schema my.rng {path.name})"
    )
    return Finding("E372", Severity.ADVICE, said, Position(str(path)))


def _refusal(path: Path, said: str) -> Finding:
    return Finding("E400", Severity.ERROR, said, Position(str(path)))


def _departures(document: Document) -> Iterator[Finding]:
    """I1 of one file alone: a witness file gives back the bytes whose hash it records."""
    if kept := read_kept_note(document.data):
        if not _gives_back(document, kept[0].seed_sha256):
            said = "without our marks the file is not the editor's: its hash is another; take the file back"
            yield Finding("I1", Severity.ERROR, said, document.position(document.root))
        return
    source = document.root.find("tei:teiHeader/tei:fileDesc/tei:sourceDesc/tei:bibl/tei:idno[@type='sha256']", NS)
    text = document.root.find("tei:text", NS)
    is_hash = source is not None and len(source.text or "") == _SHA256
    if not is_hash or text is None or not is_own_document(document.root):
        return  # a hash that is none is a matter of rule R118
    if not _is_whole(document.root):
        said = "the words are not those of the seed any more: the hash in the header is another; take the file back"
        yield Finding("I1", Severity.ERROR, said, document.position(text))


def _gives_back(document: Document, sha256: str) -> bool:
    return hashlib.sha256(cut_file(document.data, document.path)).hexdigest() == sha256


def _is_whole(root: etree._Element) -> bool:
    try:
        seed = seed_of(root)
    except InputError:
        return True  # the header lacks what is needed to tell: a matter of rule R119
    if seed.is_extracted:
        return True  # the bytes are those of another format
    try:
        return is_intact(seed, encode_text(seed))
    except (EditionError, ValueError):
        return False
