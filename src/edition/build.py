"""Build an edition: read, make, prove, write. Stages make the documents; `project` replaces all outputs together."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lxml import etree

from edition.decide.decided_rules import decided_rules
from edition.edited_tei import edits_in_words
from edition.errors import InputError
from edition.export.downloads import all_exports, downloads, files_of, offer
from edition.export.ledger import ledger_files
from edition.export.source import ExportSource
from edition.invariants import prove
from edition.kept_files import complaints_of_marks, has_marks, is_kept, parse_written, prefix_of, prove_kept, source_of
from edition.model import EntryKind, Finding
from edition.model.garbage import pause_garbage_collector
from edition.model.page_list import folios_of
from edition.project.check_targets import EditedError, check_replaceable
from edition.project.config import Config, read_source_date_epoch
from edition.project.font_files import describe_unreadable_fonts
from edition.project.generated_paths import FAILED, expected_targets
from edition.project.ownership import STAMP, read_kept_note
from edition.project.retired_ids import append_rows, find_retired_ids, read_successors
from edition.project.site_labels import read_site_labels
from edition.project.sources import read_bytes
from edition.project.staging import Output, open_staging
from edition.project.tei_options import tei_keys
from edition.project.utf8 import decode_utf8
from edition.publish.print.books import EDITION, MADE_BY, PARALLEL, publish_books, report_removed, required_books
from edition.publish.print.print_source import Copy
from edition.publish.site.leaves import image_copies
from edition.publish.site.pages import Frame, SiteSource, publish_site, schema_files
from edition.stages import OUTPUTS, Built, Documents, Sources, Stages, make_documents, read_sources
from edition.tei.encode.witness_registers import FOLDER
from edition.translations import FOLDER as TRANSLATIONS
from edition.validate.document import validate_document
from edition.validate.pointers import find_dead_pointers
from edition.validate.shared_numbers import find_shared_numbers
from edition.version import VERSION
from edition.witnesses import Progress, read_again
from edition.xml.choices import with_layers, with_printed_layer
from edition.xml.decisions_apart import with_provenance
from edition.xml.parse import Document
from edition.xml.printed_signs import with_printed_signs
from edition.xml.remarks import with_remarks_apart
from edition.xml.saxon import bundle
from edition.xml.transcription import forget_parsed
from edition.xml.writer import serialize


def build(
    root: Path, only: Sequence[str] = OUTPUTS, progress: Progress = lambda stage: None, discard_edits: bool = False
) -> Built:
    """Build the edition in `root`: everything, or the named outputs and what they need.

    With a finding at error level nothing is published; the new TEI is left in a folder that the result names. Files
    of others in its way are refused, and its own that were edited since, but for `discard_edits`.
    """
    built = Built()
    stage = Stages(built, progress)
    with pause_garbage_collector():
        with stage("reading"):
            read_source_date_epoch()  # refuses one that cannot be
            sources = read_sources(root, progress)
            _check_replaceable(sources, only, discard_edits)
            read_site_labels(sources.config)  # refuses labels that are wrong before the long work
        documents = make_documents(sources, stage)
        with stage("validating"):
            built.findings = (*documents.findings, *check_documents(sources, documents))
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
            return built
        frame = frame_of(sources, read_successors(table))
        built.findings += write_results(out, sources, documents, frame, only, stage)
        built.published = out.publish(discard_edits)
        built.findings += out.findings
    return built


# -- reading


def _check_replaceable(sources: Sources, only: Sequence[str], discard_edits: bool) -> None:
    """Refuse to replace what the program did not write, or what was edited since: with the decisions that say the
    same."""
    root = sources.config.root
    try:
        check_replaceable(root, expected_targets(only), {}, discard_edits)
    except EditedError as error:
        told = edits_in_words(root, sources, tuple(path for path in error.paths if path.endswith(".xml")))
        raise InputError(f"{error}{told}") from None


# -- making


def frame_of(sources: Sources, successors: Mapping[str, str]) -> Frame:
    """What the pages say of edition and site besides the TEI; `successors` of retired ids."""
    one = sources.config.edition
    settings = {
        name: getattr(one, name)
        for name in ("base", "title", "language", "version", "date", "publisher", "url", "licence")
    } | {"layer": tei_keys(sources.config.tei).print}
    site = sources.config.site
    files = {name: path for name, path in site.files.items() if name != "messages"}
    for path in files.values():
        read_bytes(sources.config.root, path)  # refuses what is not a file of the edition
    places = {name: sources.config.root / path for name, path in files.items()}
    return Frame(
        settings,
        read_site_labels(sources.config),
        places,
        successors,
        sources.config.root,
        sources.config.apparatus.printing("site"),
    )


def copy_of(sources: Sources, documents: Documents, frame: Frame) -> Copy:
    """What the printed book is made of; its labels are in the language of `[pdf]`, or those of the site."""
    name = sources.config.pdf.fonts
    fonts = _folder(sources.config, name) if name else None
    return Copy(
        printed_bytes(documents, sources.config),
        bundle("registers", [register.root for register in sources.registers]),
        frame.labels.book.document,
        sources.config.edition.base,
        str(fonts or ""),
        folio_list(sources, documents),
        sources.config.apparatus.printing("print"),
        bundle("translations", list(documents.translations.values())),
        sources.surroundings.images,
        tuple(describe_unreadable_fonts(fonts, name)) if fonts else (),
    )


def printed_bytes(documents: Documents, config: Config) -> bytes:
    """The edition as the stylesheets of the book see it; the bytes of its file where it has no second layer."""
    tree = with_printed_layer(documents.edition, tei_keys(config.tei).print)
    tree = with_remarks_apart(with_printed_signs(tree, config.apparatus.keys.signs))
    return documents.files["edition.xml"] if tree is documents.edition else serialize(tree)


def folio_list(sources: Sources, documents: Documents) -> bytes:
    """The pages of the readings of the witnesses whose pages are to be shown, as a document for the stylesheets."""
    wanted = frozenset(siglum for siglum, found in sources.pages.items() if found.shows_folios)
    root = etree.Element("folios", {"base": "yes"} if sources.config.edition.base in wanted else {})
    for unit, of_unit in folios_of(documents.model, wanted).items():
        app = etree.SubElement(root, "app", id=unit)
        for siglum, folio in of_unit.items():
            etree.SubElement(app, "wit", n=siglum, page=str(folio.number)).text = folio.name
    return etree.tostring(root, encoding="UTF-8")


def _folder(config: Config, name: str) -> Path:
    """A folder of the edition."""
    folder = (config.root / name).resolve()
    if not (folder.is_dir() and folder.is_relative_to(config.root.resolve())):
        raise InputError(f"edition.toml: [pdf] fonts: there is no folder {name} in the edition")
    return folder


def export_source(sources: Sources, documents: Documents) -> ExportSource:
    """What exporters see of an edition."""
    return ExportSource(
        sources.config.edition,
        documents.model,
        sources.register,
        documents.edition,
        documents.witnesses,
        {register.path: register.root for register in sources.registers},
        documents.disagreements,
        VERSION,
        tei_keys(sources.config.tei).print,
        sources.config.apparatus.printing("print"),
        tuple(documents.translations.values()),
        sources.config.apparatus.keys.signs,
        sources.bibliography,
    )


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
    found = [finding for document in own for finding in validate_document(document)]
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
    known = root / "tei" / "ids.tsv"
    table = decode_utf8(read_bytes(root, "tei/ids.tsv"), "tei/ids.tsv") if known.exists() else ""
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


def write_results(
    out: Output, sources: Sources, documents: Documents, frame: Frame, only: Sequence[str], stage: Stages
) -> tuple[Finding, ...]:
    """The site, the PDF and the exports; the site offers what else is built. What was found on the way."""
    registers, source = [register.root for register in sources.registers], export_source(sources, documents)
    offered = [offer(source, "TEI", f"tei/{path}", "", data) for path, data in sorted(documents.files.items())]
    offered += schema_files()
    offered += [offer(source, "Registers", register.path, "", register.data) for register in sources.registers]
    found: tuple[Finding, ...] = ()
    of_labels = frame.labels.findings if {"pdf", "site"} & set(only) else ()
    if {"exports", "site"} & set(only):
        with stage("exporting"):
            made, found = all_exports(source)
            offered += downloads(source, made)
        if "exports" in only:
            out.write_all(files_of(made), "build/exports")
            out.write_all(ledger_files(documents.model.witnesses, documents.model.slugs), "build/ledger")
    if {"pdf", "site"} & set(only):
        with stage("typesetting"):
            copy, options = copy_of(sources, documents, frame), sources.config.pdf
            books = publish_books(copy, options, required_books(options, only))
        found = (*found, *books.findings)
        offered += [offer(source, "Print", name, "", pdf) for name, pdf in books.files.items()]
        if "pdf" in only:
            out.write_all(books.files, "build")
            stale = [f"build/{name}" for name in (EDITION, PARALLEL) if name not in books.files]
            found = (*found, *report_removed([path for path in stale if out.discard(path, MADE_BY)]))
    if "site" in only:
        with stage("writing pages"):
            trees = list(documents.witnesses.values())
            trees = [with_layers(tree) for tree in trees]
            edition = with_printed_signs(with_layers(documents.edition), sources.config.apparatus.keys.signs)
            edition = with_provenance(with_remarks_apart(edition), decided_rules(documents.model.apparatus))
            pages = {siglum: found.pages for siglum, found in sources.pages.items()}
            folios = folio_list(sources, documents)
            translated = tuple(documents.translations.values())
            parts = (edition, trees, registers, pages, folios, translated)
            site = SiteSource(documents.model, sources.register, *parts)
            out.write_all(publish_site(site, frame, offered), "build/site")
            out.write_all(sources.surroundings.images, "build/site/pictures")
            for path, image in image_copies(pages, documents.model.slugs).items():
                out.write(f"build/site/{path}", read_bytes(sources.config.root, image))
    return (*of_labels, *found)
