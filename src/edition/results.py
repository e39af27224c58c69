"""What is made of an edition for its readers: the site, the books, the exports; each by a function of its own."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from edition.apart import Apart, apart
from edition.decide.decided_rules import decided_rules
from edition.errors import InputError
from edition.export.downloads import offer, publish_exports
from edition.export.ledger import ledger_files
from edition.export.source import ExportSource
from edition.model import Download, Finding
from edition.model.page_list import folios_of
from edition.project.cache import cache_in_use
from edition.project.config import Config
from edition.project.font_files import describe_unreadable_fonts
from edition.project.reads import reads_beyond_record
from edition.project.site_labels import SiteLabels, read_site_labels
from edition.project.sources import read_bytes
from edition.project.staging import Output
from edition.project.tei_options import tei_keys
from edition.publish.print.books import EDITION, MADE_BY, PARALLEL, Books, publish_books, report_removed, required_books
from edition.publish.print.kept_books import remember_books
from edition.publish.print.pdf import print_xml
from edition.publish.print.print_source import Copy
from edition.publish.site.leaves import image_copies
from edition.publish.site.pages import Frame, SiteSource, publish_site, schema_downloads, schema_files
from edition.publish.site.relation_figures import WitnessRelations
from edition.relate.witness_relations import LEAST_SHOWN, relations
from edition.stages import Documents, Sources, Stages
from edition.version import VERSION
from edition.xml.choices import with_layers, with_printed_layer
from edition.xml.decisions_apart import with_provenance
from edition.xml.printed_signs import with_printed_signs
from edition.xml.remarks import with_remarks_apart
from edition.xml.saxon import Sheet, bundle
from edition.xml.writer import serialize


@dataclass(frozen=True)
class Material:
    """What the outputs of some names are made of."""

    sources: Sources
    documents: Documents
    only: Sequence[str]

    @cached_property
    def copy(self) -> Copy:
        """What books are made of, and LaTeX: what one of them has made of it the other need not make again."""
        return copy_of(self.sources, self.documents, read_site_labels(self.sources.config))

    def make_books(self) -> Books:
        """The PDFs that can be set. EditionError when one cannot be that these outputs require."""
        options = self.sources.config.pdf
        required = required_books(options, self.only)
        return remember_books(cache_in_use(), self.copy, options, lambda: publish_books(self.copy, options, required))


@dataclass(frozen=True, slots=True)
class Results:
    """Outputs that were begun: what they are made of; the books may be on their way in another process."""

    material: Material
    books: Apart[Books]


@contextmanager
def begin_results(material: Material, jobs: int) -> Iterator[Results]:
    """Begin with the books, which take longest, in another process where `jobs` allows it."""
    is_wanted = jobs > 1 and bool({"pdf", "site"} & set(material.only)) and not Sheet.is_started
    with apart(material.make_books, is_wanted) as books:
        yield Results(material, books)


def write_results(out: Output, results: Results, frame: Frame, stage: Stages) -> tuple[Finding, ...]:
    """The site, the PDF and the exports; the site offers what else is built. What was found on the way."""
    sources, documents, only = results.material.sources, results.material.documents, results.material.only
    source = export_source(sources, documents, lambda: results.material.copy)
    offered: list[Download] = []
    found: tuple[Finding, ...] = ()
    of_labels = frame.labels.findings if {"pdf", "site"} & set(only) else ()
    if {"exports", "site"} & set(only):
        with stage("exporting"):
            offered, found = write_exports(out, source, documents, only)
    if {"pdf", "site"} & set(only):
        with stage("typesetting"):
            books = results.books.result()
        found = (*found, *books.findings)
        offered += [offer(source, "Print", name, "", pdf) for name, pdf in books.files.items()]
        if "site" in only:
            out.write_all(books.files, "build/site")
        if "pdf" in only:
            found = (*found, *write_books(out, books))
    if "site" in only:
        with stage("writing pages"):
            offered = [*write_sources(out, sources, documents, source), *offered]
            write_site(out, sources, documents, frame, offered)
    return (*of_labels, *found)


def write_sources(out: Output, sources: Sources, documents: Documents, source: ExportSource) -> list[Download]:
    """What the site offers besides what is made of the edition: its TEI, the schema, the registers."""
    tei = {f"tei/{path}": data for path, data in sorted(documents.files.items())}
    registers = {register.path: register.data for register in sources.registers}
    out.write_all(tei | schema_files() | registers, "build/site")
    offered = [offer(source, "TEI", path, "", data) for path, data in tei.items()]
    offered += schema_downloads()
    return [*offered, *(offer(source, "Registers", path, "", data) for path, data in registers.items())]


def write_exports(
    out: Output, source: ExportSource, documents: Documents, only: Sequence[str]
) -> tuple[list[Download], tuple[Finding, ...]]:
    """The exports, each file as soon as it is made, with the accounts of what every reader kept and left out; what the
    site offers of them and what was found."""

    def keep(path: str, data: bytes) -> None:
        out.write(f"build/exports/{path}", data)

    def serve(path: str, data: bytes) -> None:
        out.write(f"build/site/{path}", data)

    made = publish_exports(source, keep if "exports" in only else None, serve if "site" in only else None)
    if "exports" in only:
        out.write_all(ledger_files(documents.model.witnesses, documents.model.slugs), "build/ledger")
    return made


def write_books(out: Output, books: Books) -> tuple[Finding, ...]:
    """The PDFs; those of an earlier build that this one has none for are taken away and told (E503)."""
    out.write_all(books.files, "build")
    stale = [f"build/{name}" for name in (EDITION, PARALLEL) if name not in books.files]
    return tuple(report_removed([path for path in stale if out.discard(path, MADE_BY)]))


def write_site(out: Output, sources: Sources, documents: Documents, frame: Frame, offered: Sequence[Download]) -> None:
    """The pages, with pictures and images of pages."""
    site = site_source(sources, documents)
    out.write_all(publish_site(site, frame, offered), "build/site")
    out.write_all(sources.surroundings.images, "build/site/pictures")
    for path, image in image_copies(site.pages, documents.model.slugs).items():
        out.write(f"build/site/{path}", read_bytes(sources.config.root, image))


def site_source(sources: Sources, documents: Documents) -> SiteSource:
    """What the pages are made of."""
    trees = [with_layers(tree) for tree in documents.witnesses.values()]
    edition = with_printed_signs(with_layers(documents.edition), sources.config.apparatus.keys.signs)
    edition = with_provenance(with_remarks_apart(edition), decided_rules(documents.model.apparatus))
    return SiteSource(
        documents.model,
        sources.register,
        edition,
        trees,
        [register.root for register in sources.registers],
        {siglum: found.pages for siglum, found in sources.pages.items()},
        folio_list(sources, documents),
        tuple(documents.translations.values()),
        witness_relations(sources, documents),
    )


def witness_relations(sources: Sources, documents: Documents) -> WitnessRelations:
    """What the page on the relations of the witnesses shows: of fewer than three the editor's stemma alone."""
    counted = sources.config.site.relations
    model, computed = documents.model, None
    if counted != "none" and len(model.witnesses) >= LEAST_SHOWN:
        computed = relations(model.layout, decided_rules(model.apparatus).keys(), only_decided=counted == "decided")
    return WitnessRelations(computed, sources.stemma)


def frame_of(sources: Sources, successors: Mapping[str, str]) -> Frame:
    """What the pages say of edition and site besides the TEI; `successors` of retired ids."""
    one = sources.config.edition
    settings = {
        name: getattr(one, name)
        for name in ("base", "title", "language", "version", "date", "publisher", "url", "licence")
    } | {
        "layer": tei_keys(sources.config.tei).print,
        "doi": one.doi_number,
        "states": "\n".join(sources.config.site.states),
        "main-texts": " ".join(sources.config.site.read_as_main(sources.sigla, one.base)),
        **sources.config.corpus.settings,
    }
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
        site.words_per_page,
        sources.config.releases,
    )


def copy_of(sources: Sources, documents: Documents, labels: SiteLabels) -> Copy:
    """What the printed book is made of; its labels are in the language of `[pdf]`, or those of the site."""
    name = sources.config.pdf.fonts
    fonts = _folder(sources.config, name) if name else None
    if sources.config.pdf.system_fonts:
        reads_beyond_record()
    return Copy(
        printed_bytes(documents, sources.config),
        bundle("registers", [register.root for register in sources.registers]),
        labels.book.document,
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


def export_source(sources: Sources, documents: Documents, copy: Callable[[], Copy] | None = None) -> ExportSource:
    """What exporters see of an edition; `copy`: gives what its book is made of, if that is known."""

    def book() -> str:
        made = copy() if copy else copy_of(sources, documents, read_site_labels(sources.config))
        return print_xml(made, sources.config.pdf)

    return ExportSource(
        sources.config.edition,
        documents.model,
        sources.register,
        documents.edition,
        documents.witnesses,
        {register.path: register.root for register in sources.registers},
        documents.disagreements,
        VERSION,
        tuple(documents.translations.values()),
        sources.bibliography,
        book,
    )
