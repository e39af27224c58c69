"""The way of the data: seeds to witnesses to TEI to results. The only module that knows all rooms."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from edition import __version__
from edition.annotate import Annotation, annotation_of, disagreements_in, language_of
from edition.collate.engine import collate
from edition.config import LANGUAGES, Config, moment_wanted, read_config
from edition.deciding import FILE_NAME as DECISIONS
from edition.deciding import read_decisions
from edition.errors import InputError
from edition.exporting import all_exports, downloads, export_source, files_of, offer
from edition.generated import FAILED, targets_of
from edition.invariants import prove
from edition.model import (
    Apparatus,
    Entry,
    Finding,
    Kind,
    Mention,
    Node,
    Position,
    Register,
    Relation,
    Severity,
    Siglum,
    Witness,
)
from edition.model.decision import Decision
from edition.model.disagreement import Disagreement
from edition.model.vocabulary import Vocabulary
from edition.obstacles import refuse_what_is_not_ours
from edition.output import Output, staging
from edition.ownership import stamp
from edition.parsing import Document, parse_document
from edition.publish.books import EDITION, MADE_BY, PARALLEL, publish_books, required_books, told_removed
from edition.publish.copy import Copy
from edition.publish.labels import labels
from edition.publish.site import Frame, publish_site, schema_files
from edition.saxon import bundle
from edition.sources import read_bytes
from edition.stages import read_witnesses
from edition.tei.disagreements import disagreement_list, place_in
from edition.tei.edition import encode_edition
from edition.tei.header import Imprint
from edition.tei.ids import slugs
from edition.tei.places import misspellings_of, places_of, works_of
from edition.tei.registers import read_register, read_relations
from edition.tei.retired import appended, leads, retired
from edition.tei.statements import Unfounded, statement_links
from edition.tei.witness import encode_witness
from edition.tei.writer import serialize
from edition.utf8 import decoded
from edition.validate.document import findings_in
from edition.validate.pointers import dead_pointers
from edition.vocabulary import read_vocabulary

OUTPUTS = ("tei", "site", "pdf", "exports")
REGISTERS = ("persons", "places", "organisations", "events", "works")
Tree = etree._Element
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sources:
    """All that a build reads, parsed."""

    config: Config
    witnesses: tuple[Witness, ...]
    registers: tuple[Document, ...]
    register: Register
    decisions: tuple[Decision, ...] = ()
    vocabulary: Vocabulary | None = None


@dataclass(frozen=True, slots=True)
class Documents:
    """The TEI of an edition, as trees and as the bytes that are written; paths are relative to `tei/`."""

    apparatus: Apparatus
    mentions: Mapping[Siglum, Sequence[Mention]]
    witnesses: Mapping[Siglum, Tree]
    edition: Tree
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    disagreements: Mapping[str, Disagreement]  # by their ids


@dataclass(slots=True)
class Built:
    """What a build did: findings, what was published, the CPU seconds of each stage."""

    findings: tuple[Finding, ...] = ()
    published: tuple[str, ...] = ()
    kept: Path | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Whether a finding at error level kept the build from being published."""
        return any(f.severity is Severity.ERROR for f in self.findings)


def build(
    root: Path, only: Sequence[str] = OUTPUTS, progress: Progress = lambda stage: None, discard_edits: bool = False
) -> Built:
    """Build the edition in `root`: everything, or the named outputs and what they need.

    With a finding at error level nothing is published; the new TEI is left in a folder that the result names. Files
    of others in its way are refused, and its own that were edited since, but for `discard_edits`.
    """
    built = Built()
    stage = Stages(built, progress)
    with stage("reading"):
        moment_wanted()  # refuses one that cannot be
        sources = read_sources(root)
        refuse_what_is_not_ours(root, targets_of(only), {}, discard_edits)
    documents = make_documents(sources, stage)
    with stage("validating"):
        built.findings = (*documents.findings, *check_documents(sources, documents))
    with staging(root) as out:
        out.write_all(documents.files, "tei")
        table = retired_table(sources.config, documents.files)
        if table:
            out.write("tei/ids.tsv", table.encode("utf-8"))
        if built.failed:
            built.kept = out.keep(FAILED)
            return built
        frame = frame_of(sources, leads(table))
        built.findings += write_results(out, sources, documents, frame, only, stage)
        built.published = out.publish(discard_edits)
        built.findings += out.findings
    return built


class Stages:
    """Counts the CPU time of each stage and reports its name."""

    def __init__(self, built: Built, progress: Progress) -> None:
        self.built = built
        self.progress = progress

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        self.progress(name)
        start = time.process_time()
        yield
        self.built.seconds[name] = self.built.seconds.get(name, 0.0) + time.process_time() - start


# -- reading


def read_sources(root: Path) -> Sources:
    """Configuration, witnesses and registers of the edition in a folder."""
    config = read_config(root)
    witnesses = read_witnesses(config)
    documents: list[Document] = []
    entries: list[Entry] = []
    relations: list[Relation] = []
    for name in REGISTERS:
        path = f"tei/registers/{name}.xml"
        if (root / path).exists():
            data = read_bytes(root, path)
            entries += read_register(data, path)
            relations += read_relations(data, path)
            documents.append(parse_document(data, path))
    register = _register(entries, relations)
    decisions = read_decisions(root, register, config.sigla)
    return Sources(config, witnesses, tuple(documents), register, decisions, read_vocabulary(root, config))


def _register(entries: Sequence[Entry], relations: Sequence[Relation]) -> Register:
    try:
        return Register.of(entries, relations)
    except ValueError as error:
        raise InputError(f"tei/registers: {error}") from None


# -- making


def make_documents(sources: Sources, stage: Stages) -> Documents:
    """Mark, collate and encode."""
    witnesses, config = sources.witnesses, sources.config
    imprint = imprint_of(sources)
    findings = [f for w in witnesses for f in w.findings]
    with stage("marking names and dates"):
        annotations = annotations_of(sources)
    findings += stale_decisions(sources, annotations.values())
    mentions = {siglum: annotation.mentions for siglum, annotation in annotations.items()}
    findings += [f for annotation in annotations.values() for f in annotation.findings]
    marks = _with_foreign(witnesses, mentions)
    with stage("collating"):
        apparatus, found = collate(witnesses, config.edition.base, marks, config.collation.same)
        findings += found
    with stage("encoding"):
        trees = {
            w.siglum: encode_witness(annotations[w.siglum].witness, mentions[w.siglum], imprint) for w in witnesses
        }
        edition = encode_edition(apparatus, witnesses, trees, marks, imprint)
        names = slugs(apparatus.sigla)
    with stage("comparing what the witnesses say"):
        language = language_of(config.edition.language)
        disagreements = disagreements_in(
            places_of(edition),
            works_of(trees, names),
            misspellings_of(trees, names, sources.register),
            sources.register,
            language,
            config.collation.same,
        )
        listed, ids = disagreement_list(disagreements, names)
        links, unfounded = statement_links(sources.register, trees, names)
        place_in(edition, listed, links)
        findings += [_unfounded(one) for one in unfounded]
    with stage("encoding"):
        made = {f"witnesses/{names[s]}.xml": tree for s, tree in trees.items()} | {"edition.xml": edition}
        files = {path: stamp(f"tei/{path}", serialize(tree)) for path, tree in made.items()}
    told = dict(zip(ids, disagreements, strict=True))
    return Documents(apparatus, mentions, trees, edition, files, tuple(findings), told)


def _unfounded(one: Unfounded) -> Finding:
    said = f"{one.entry}: the quotation «{one.words}» does not stand in witness {one.siglum}"
    return Finding("E407", Severity.WARNING, said, Position("tei/registers"))


def marks_of(sources: Sources) -> Mapping[Siglum, Sequence[Mention | Node]]:
    """The names, dates and foreign words of every witness."""
    mentions = {siglum: annotation.mentions for siglum, annotation in annotations_of(sources).items()}
    return _with_foreign(sources.witnesses, mentions)


def annotations_of(sources: Sources) -> Mapping[Siglum, Annotation]:
    """What is found in every witness, with the editor's decisions applied."""
    given = (sources.register, sources.decisions, sources.vocabulary)
    return {w.siglum: annotation_of(w, *given) for w in sources.witnesses}


def stale_decisions(sources: Sources, annotations: Iterable[Annotation]) -> list[Finding]:
    """E408 for every decision whose words stand in no witness (any more): none is dropped in silence."""
    met = frozenset[int]().union(*(a.decided for a in annotations))
    return [_stale(d) for number, d in enumerate(sources.decisions) if number not in met]


def _stale(decision: Decision) -> Finding:
    said = f"«{decision.exact}» does not stand so in {decision.witness or 'any witness'}: the decision is stale; "
    place = Position(DECISIONS, decision.line, 1)
    return Finding("E408", Severity.WARNING, f"{said}mend its words, or take it out", place)


def _with_foreign(
    witnesses: Sequence[Witness], mentions: Mapping[Siglum, Sequence[Mention]]
) -> dict[Siglum, list[Mention | Node]]:
    """Mentions, and the words that are in another language."""
    return {w.siglum: [*mentions[w.siglum], *(n for n in w.root.walk() if n.kind is Kind.FOREIGN)] for w in witnesses}


def imprint_of(sources: Sources) -> Imprint:
    """What the edition says of itself in every header."""
    one = sources.config.edition
    return Imprint(
        one.title,
        one.language,
        one.editors,
        one.publisher,
        one.date,
        one.version,
        one.licence,
        one.url,
        __version__,
        bool(sources.decisions),
    )


def frame_of(sources: Sources, successors: Mapping[str, str]) -> Frame:
    """What the pages say of edition and site besides the TEI; `successors` of retired ids."""
    one = sources.config.edition
    settings = {
        name: getattr(one, name)
        for name in ("base", "title", "language", "version", "date", "publisher", "url", "licence")
    }
    site = sources.config.site
    for path in site.files.values():
        read_bytes(sources.config.root, path)  # refuses what is not a file of the edition
    wanted = [language for language in (site.language, one.language) if language in LANGUAGES]
    places = {name: sources.config.root / path for name, path in site.files.items()}
    return Frame(settings, (*wanted, LANGUAGES[0])[0], places, successors, sources.config.root)


def copy_of(sources: Sources, documents: Documents, frame: Frame) -> Copy:
    """What the printed book is made of; its labels are those of the site, or in the language of `[pdf]`."""
    return Copy(
        documents.files["edition.xml"],
        bundle("registers", [register.root for register in sources.registers]),
        labels(sources.config.pdf.language or frame.language, frame.own.get("messages")),
        sources.config.edition.base,
        str(_folder(sources.config, sources.config.pdf.fonts)) if sources.config.pdf.fonts else "",
    )


def _folder(config: Config, name: str) -> Path:
    """A folder of the edition."""
    folder = (config.root / name).resolve()
    if not (folder.is_dir() and folder.is_relative_to(config.root.resolve())):
        raise InputError(f"edition.toml: [pdf] fonts: there is no folder {name} in the edition")
    return folder


# -- proving


def check_documents(sources: Sources, documents: Documents) -> tuple[Finding, ...]:
    """Validity, live pointers and the invariants I1 to I3 of what is to be written."""
    made = [parse_document(data, f"tei/{path}") for path, data in documents.files.items()]
    return (*check_files(made, sources.registers), *prove(sources.witnesses, {d.path: d.root for d in made}))


def check_files(made: Sequence[Document], registers: Sequence[Document]) -> tuple[Finding, ...]:
    """What schema and rules have against the files of an edition, and pointers that lead nowhere."""
    everything = (*made, *registers)
    found = [finding for document in everything for finding in findings_in(document)]
    return (*found, *dead_pointers({d.path: d.root for d in made}, {d.path: d.root for d in registers}))


# -- writing


def retired_table(config: Config, files: Mapping[str, bytes]) -> str:
    """The table of retired ids with those that this build takes away; empty when there are none.

    Only an edition that has a version retires ids: before, nobody can have cited them (docs/decisions/0004).
    """
    root = config.root
    if not config.edition.version:
        return ""
    known = root / "tei" / "ids.tsv"
    table = decoded(read_bytes(root, "tei/ids.tsv"), "tei/ids.tsv") if known.exists() else ""
    rows = []
    for path, data in sorted(files.items()):
        if (root / "tei" / path).exists():
            old = parse_document(read_bytes(root, f"tei/{path}"), path).root
            rows += list(retired(path, old, parse_document(data, path).root))
    return appended(table, rows) if rows or table else ""


def write_results(
    out: Output, sources: Sources, documents: Documents, frame: Frame, only: Sequence[str], stage: Stages
) -> tuple[Finding, ...]:
    """The site, the PDF and the exports; the site offers what else is built. What was found on the way."""
    registers, source = [register.root for register in sources.registers], export_source(sources, documents)
    offered = [offer(source, "TEI", f"tei/{path}", "", data) for path, data in sorted(documents.files.items())]
    offered += schema_files()
    offered += [offer(source, "Registers", register.path, "", register.data) for register in sources.registers]
    found: tuple[Finding, ...] = ()
    if {"exports", "site"} & set(only):
        with stage("exporting"):
            made, found = all_exports(source)
            offered += downloads(source, made)
        if "exports" in only:
            out.write_all(files_of(made), "build/exports")
    if {"pdf", "site"} & set(only):
        with stage("typesetting"):
            copy, options = copy_of(sources, documents, frame), sources.config.pdf
            books = publish_books(copy, options, required_books(options, only))
        found = (*found, *books.findings)
        offered += [offer(source, "Print", name, "", pdf) for name, pdf in books.files.items()]
        if "pdf" in only:
            out.write_all(books.files, "build")
            stale = [f"build/{name}" for name in (EDITION, PARALLEL) if name not in books.files]
            found = (*found, *told_removed([path for path in stale if out.discard(path, MADE_BY)]))
    if "site" in only:
        with stage("writing pages"):
            trees = list(documents.witnesses.values())
            pages = publish_site(documents.edition, trees, registers, frame, offered)
            out.write_all(pages, "build/site")
    return found
