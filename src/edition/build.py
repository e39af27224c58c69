"""Build an edition: read, make, prove, write. Stages make the documents; `project` replaces all outputs together."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lxml import etree

from edition.built import OUTPUTS, Built, HowToBuild
from edition.errors import InputError
from edition.export.ledger import ledger_files
from edition.invariants import prove
from edition.kept_files import complaints_of_marks, has_marks, is_kept, parse_written, prefix_of, prove_kept, source_of
from edition.model import EntryKind, Finding
from edition.model.garbage import pause_garbage_collector
from edition.project.cache import cache_in_use
from edition.project.check_targets import EditedError, check_replaceable
from edition.project.config import Config, read_source_date_epoch
from edition.project.generated_paths import FAILED, expected_targets
from edition.project.ownership import STAMP, read_kept_note
from edition.project.retired_ids import append_rows, find_retired_ids, known_retired, read_successors
from edition.project.site_labels import read_site_labels
from edition.project.sources import read_bytes
from edition.project.staging import Output, open_staging
from edition.results import Material, Results, begin_results, frame_of, write_results
from edition.stages import Documents, Sources, Stages, make_documents, read_sources
from edition.tei.encode.witness_registers import FOLDER
from edition.translations import FOLDER as TRANSLATIONS
from edition.validate.kept_findings import validate_unless_known
from edition.validate.pointers import find_dead_pointers
from edition.validate.shared_numbers import find_shared_numbers
from edition.witnesses import Progress, read_again
from edition.xml.parse import Document
from edition.xml.transcription import forget_parsed

#: In one process, with no edited file replaced.
CAREFULLY = HowToBuild()


def build(
    root: Path,
    only: Sequence[str] = OUTPUTS,
    progress: Progress = lambda stage: None,
    how: HowToBuild = CAREFULLY,
) -> Built:
    """Build the edition in `root`: everything, or the named outputs and what they need.

    With a finding at error level nothing is published; the new TEI is left in a folder that the result names. Files
    of others in its way are refused, and its own that were edited since, unless `how` says otherwise. With more than
    one job, books are made in another process; the result is the same.
    """
    built = Built()
    stage = Stages(built, progress)
    with pause_garbage_collector():
        with stage("reading"):
            read_source_date_epoch()  # refuses one that cannot be
            sources = read_sources(root, progress)
            _check_replaceable(sources, only, how.discard_edits)
            read_site_labels(sources.config)  # refuses labels that are wrong before the long work
        documents = make_documents(sources, stage)
    with begin_results(Material(sources, documents, only), how.jobs) as results:
        with pause_garbage_collector(), stage("validating"):
            built.findings = (*documents.findings, *check_documents(sources, documents))
        _write(results, how.discard_edits, stage)
    return built


def _write(results: Results, discard_edits: bool, stage: Stages) -> None:
    """Publish the outputs together; or, where a finding is an error, keep the new TEI for the editor to look at."""
    built, sources, documents = stage.built, results.material.sources, results.material.documents
    root = sources.config.root
    with open_staging(root) as out:
        out.write_all(documents.files, "tei")
        write_witness_registers(out, sources)
        discard_translations(out, root, documents)
        table = retired_table(sources.config, documents.files)
        if table:
            out.write("tei/ids.tsv", table.encode("utf-8"))
        if built.failed:
            out.write_all(ledger_files(documents.model.witnesses, documents.model.slugs), "build/ledger")
            built.kept = out.keep(FAILED)
            return
        built.findings += write_results(out, results, frame_of(sources, read_successors(table)), stage)
        built.published = out.publish(discard_edits)
        built.findings += out.findings
        built.digests = out.digests()
        built.is_repeatable = not (out.findings or out.discarded)


# -- reading


def _check_replaceable(sources: Sources, only: Sequence[str], discard_edits: bool) -> None:
    """Refuse to replace what the program did not write, or what was edited since: with the decisions that say the
    same."""
    root = sources.config.root
    try:
        check_replaceable(root, expected_targets(only), {}, discard_edits)
    except EditedError as error:
        from edition.edited_tei import edits_in_words  # only here, with all that pastes decisions

        told = edits_in_words(root, sources, tuple(path for path in error.paths if path.endswith(".xml")))
        raise InputError(f"{error}{told}") from None


# -- proving


def check_documents(sources: Sources, documents: Documents) -> tuple[Finding, ...]:
    """Validity, live pointers and the invariants I1 to I3 of what is to be written."""
    made: list[Document] = []
    of_kept: list[Finding] = []
    for path, data in documents.files.items():  # one after the other: what is known of a kept file is as large as it is
        made.append(parse_written(data, f"tei/{path}"))
        of_kept += prove_file(sources, made[-1])
        forget_parsed()
    proofs = prove(sources.witnesses, layers_of(documents, made))
    return (*check_files(made, sources.registers), *proofs, *of_kept)


def layers_of(documents: Documents, files: Sequence[Document]) -> Mapping[str, etree._Element]:
    """The trees of an edition by their paths; of a TEI witness, whose file is the editor's, what is read of it."""
    slugs = documents.model.slugs
    read = {f"tei/witnesses/{slugs[w.siglum]}.xml": w.siglum for w in documents.model.witnesses if is_kept(w)}
    trees = {path: documents.witnesses[siglum] for path, siglum in read.items()}
    return {d.path: d.root for d in files if not prefix_of(d)} | trees


def prove_file(sources: Sources, document: Document) -> Iterator[Finding]:
    """I1 of an editor's own TEI file, and what its own schema has against our marks (E373); of other files nothing."""
    note = read_kept_note(document.data)
    if note is None:
        return
    some = [w for w in sources.witnesses if is_kept(w) and w.siglum in note[0].sigla]
    is_read = bool(some) and has_marks(document)
    given = (sources.config, sources.witnesses, source_of(some[0]), document.data) if is_read else None
    again = read_again(*given) if given else None
    yield from prove_kept(document.path, document.data, some, again)
    yield from complaints_of_marks(sources.config.root, document)


def check_files(made: Sequence[Document], registers: Sequence[Document]) -> tuple[Finding, ...]:
    """What schema and rules have against the files of an edition, and pointers that lead nowhere."""
    kept = {d.path: prefix for d in made if (prefix := prefix_of(d))}
    own = [document for document in (*made, *registers) if document.path not in kept]
    cache = cache_in_use()
    found = [finding for document in own for finding in validate_unless_known(document, cache)]
    trees, lists = ({d.path: d.root for d in some} for some in (made, registers))
    return (*found, *find_dead_pointers(trees, lists, kept), *find_shared_numbers(registers))


# -- writing


def retired_table(config: Config, files: Mapping[str, bytes]) -> str:
    """The table of retired ids with those that this build takes away; empty when there are none.

    Only an edition that has a version retires ids: before, nobody can have cited them (docs/decisions/0004).
    """
    root = config.root
    if not config.edition.version:
        return ""
    table = known_retired(root)
    rows = []
    for path, data in sorted(files.items()):
        if (root / "tei" / path).exists():
            old = parse_written(read_bytes(root, f"tei/{path}"), path).root
            rows += list(find_retired_ids(path, old, parse_written(data, path).root))
    return append_rows(table, rows) if rows or table else ""


def write_witness_registers(out: Output, sources: Sources) -> None:
    """The registers of the entries that transcriptions alone have; where there are none, old ones go."""
    files = {r.path.removeprefix("tei/"): r.data for r in sources.registers if r.path.startswith(f"tei/{FOLDER}/")}
    out.write_all(files, "tei")
    for kind in () if files else EntryKind:
        out.discard(f"tei/{FOLDER}/{kind.value}.xml", STAMP)


def discard_translations(out: Output, root: Path, documents: Documents) -> None:
    """Take translations away that an earlier build wrote, where the edition has none any more."""
    for place in () if documents.translations else sorted((root / "tei" / TRANSLATIONS).glob("*.xml")):
        out.discard(f"tei/{TRANSLATIONS}/{place.name}", STAMP)
