"""Files to be validated: what is wrong with each, in one run; witness files are held against the hash of their seed."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from lxml import etree

from edition.errors import EditionError, InputError
from edition.kept_files import parse_written
from edition.model import Finding, Position, Severity
from edition.project.ownership import read_kept_note
from edition.project.sources import encode_text, read_input
from edition.project.validate_settings import ValidateSettings
from edition.tasks.compare_given import compare_given
from edition.tasks.judge_all import judge_all
from edition.tasks.run_schemas import choose_for_run, find_schema, findings_of
from edition.tei.decode.cut import cut_file
from edition.tei.decode.witness import is_intact, seed_of
from edition.validate.choose_schemas import Choice, as_named, is_own_document
from edition.validate.dead_pointers import FilePointers, check_pointers, collect_pointers
from edition.validate.document import check_schema, validate_document
from edition.validate.finding_places import Place, find_places
from edition.validate.options import NO_OPTIONS, Options
from edition.validate.pointer_attributes import pointer_attributes
from edition.validate.schema_errors import SchemaError
from edition.validate.validated_file import parse_validated
from edition.xml.namespaces import NS
from edition.xml.parse import Document, RefusedError

_SHA256 = 64  # figures


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be judged; `data` are its bytes where they were given otherwise than by a file."""

    path: Path
    data: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What holds for all files of a run: what the project says, how many processes judge, and what is asked."""

    settings: ValidateSettings = field(default_factory=ValidateSettings)
    jobs: int = 1
    with_places: bool = False  # whether the place of each finding in its file is asked for


@dataclass(frozen=True, slots=True)
class Validated:
    """What was found in all files, how many of them could not be judged at all, and where the findings are."""

    findings: tuple[Finding, ...]
    refused: int
    places: Mapping[Position, Place] = field(default_factory=dict)
    named: tuple[str, ...] = ()  # the files that were asked for, as findings name them


@dataclass(frozen=True, slots=True)
class _Judged:
    """What was found in one file; `about_schema` is the same for all files of one schema, and told once."""

    findings: tuple[Finding, ...]
    about_schema: tuple[Finding, ...] = ()
    is_refused: bool = False
    places: Mapping[Position, Place] = field(default_factory=dict)
    pointers: FilePointers | None = None
    own: Path | None = None  # the file, where it is one of an edition of ours


def validate_files(
    paths: Sequence[Path | Source], schema: Path | str | None = None, options: Options = NO_OPTIONS, run: Run = Run()
) -> Validated:
    """Validate each file, whatever is wrong with the others; a schema of no use is told once, at its place."""
    sources = [source if isinstance(source, Source) else Source(source) for source in paths]
    try:
        chosen = check_schema(find_schema(schema, options), options) if schema else None
    except InputError as error:
        return Validated(findings_of(error), len(paths))
    findings: list[Finding] = []
    told: set[tuple[str, ...]] = set()
    places: dict[Position, Place] = {}
    pointers: list[FilePointers] = []
    own: list[Path] = []
    refused = 0
    for judged in judge_all(partial(_judge, chosen=chosen, options=options, run=run), sources, run.jobs):
        for finding in judged.about_schema:
            key = (finding.code, finding.message, "" if finding.code == "E458" else str(finding.position))
            findings += [] if key in told else [finding]
            told.add(key)
        findings += judged.findings
        places |= judged.places
        refused += judged.is_refused
        pointers += [judged.pointers] if judged.pointers is not None else []
        own += [judged.own] if judged.own is not None else []
    findings += check_pointers(pointers, Path.cwd())
    findings += _compare_own(own)
    return Validated(tuple(findings), refused, places, tuple(str(source.path) for source in sources))


def _judge(source: Source, chosen: Path | None, options: Options, run: Run) -> _Judged:
    """Judge one file."""
    path = source.path
    try:
        document, left_out = _parse(source, options)
        choice = Choice((as_named(chosen),)) if chosen else choose_for_run(document, options, run.settings)
        found = validate_document(document, *choice.schemas, options=options) if choice.schemas else ()
        notes = [Finding("E458", Severity.WARNING, note, Position(str(path))) for note in choice.notes]
        missing = () if choice.schemas else (_without_schema(path),)
        findings = (*left_out, *missing, *found, *_departures(document))
        places = find_places(document, findings) if run.with_places else {}
        pointers = _collect_pointers(document, choice, options)
        own = path if source.data is None and is_own_document(document.root) else None
        return _Judged(findings, tuple(notes), places=places, pointers=pointers, own=own)
    except SchemaError as error:
        refusal = _refusal(path, "cannot be judged, because its schema is of no use")
        return _Judged((refusal,), error.findings, is_refused=True)
    except RefusedError as error:
        return _Judged((error.finding,), is_refused=True)
    except InputError as error:
        return _Judged((_refusal(path, str(error).removeprefix(f"{path}: ")),), is_refused=True)


def _compare_own(paths: Sequence[Path]) -> tuple[Finding, ...]:
    """What the files of an edition, given together, have against each other; they were parsed without a fault."""
    if len(paths) < 2:
        return ()
    return compare_given([parse_written(read_input(path), str(path)) for path in paths])


def _collect_pointers(document: Document, choice: Choice, options: Options) -> FilePointers | None:
    if not options.pointers:
        return None
    kinds = [pointer_attributes(schema.path, options) for schema in choice.schemas]
    return collect_pointers(document, kinds, is_own_document(document.root))


def _parse(source: Source, options: Options) -> tuple[Document, tuple[Finding, ...]]:
    """The file with all that it takes in, and findings about what it names and is not read."""
    data = read_input(source.path) if source.data is None else source.data
    if read_kept_note(data):
        return parse_written(data, str(source.path)), ()
    return parse_validated(data, str(source.path), options, Path.cwd())


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
