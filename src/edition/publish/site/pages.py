"""The reading edition: complete pages by XSLT, readable without scripts, opened from a folder."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lxml import etree

from edition.model import KINDS, Download, Register, Siglum, Witness
from edition.model.identify import Identified
from edition.model.page_list import Page
from edition.project.assets import asset
from edition.project.csv_files import read_rows
from edition.project.messages import Labels
from edition.project.releases import ReleaseOptions
from edition.project.site_labels import SiteLabels
from edition.publish.site.figures import figures
from edition.publish.site.leaves import image_copies, page_list
from edition.publish.site.page_parts import Parts, is_table, split_pages
from edition.publish.site.relation_figures import WitnessRelations, relation_figures
from edition.publish.site.release_feed import release_feed
from edition.publish.site.search_index import search_files
from edition.publish.site.site_fonts import font_files
from edition.xml.namespaces import NS, tei
from edition.xml.parse import parse_document
from edition.xml.saxon import Sheet, bundle, kept_sheet


@dataclass(frozen=True, slots=True)
class Frame:
    """What the pages are made of besides the text: what edition.toml says of edition and site, and the editor's own.

    `labels` are those of the pages and of the book; `own` holds the editor's files by what they are: style, module,
    quality; `successors` has each retired id and where it leads now, nowhere if blank; `folder` is that of the edition.
    """

    settings: Mapping[str, str]
    labels: SiteLabels
    own: Mapping[str, Path] = field(default_factory=dict)
    successors: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    printing: bytes = b"<printing/>"  # how entries are printed
    words_per_page: int = 0  # of the reading text; a longer one is cut, unless it is 0
    releases: Sequence[ReleaseOptions] = ()  # the newest first


@dataclass(frozen=True, slots=True)
class SiteSource:
    """What the pages are made of: the edition as a model, and as the TEI documents that the stylesheets read."""

    model: Identified
    register: Register
    edition: etree._Element
    witnesses: Sequence[etree._Element]
    registers: Sequence[etree._Element]
    pages: Mapping[Siglum, Sequence[Page]] = field(default_factory=dict)
    folios: bytes = b"<folios/>"  # of the readings whose page is shown
    translations: Sequence[etree._Element] = ()
    relations: WitnessRelations = field(default_factory=WitnessRelations)


def page_sheet(frame: Frame, is_new: bool = False) -> Sheet:
    """The stylesheet of the pages, with the editor's module over it; `is_new`: whether it must be compiled anew."""
    path, module = asset("xslt", "html.xsl"), frame.own.get("module")
    return Sheet(path, module, frame.folder) if module or is_new else kept_sheet(path)


class PageSource:
    """What the pages of an edition are made of, as the stylesheet takes it; each part is made when it is first used."""

    def __init__(self, site: SiteSource, frame: Frame) -> None:
        self.site = site
        self.frame = frame

    def make(self, sheet: Sheet, labels: Labels, downloads: Sequence[Download], wanted: str = "") -> dict[str, str]:
        """The pages with the labels of one language, by their paths; `wanted`: the names of those to make, with blanks
        between them, else all. A page that there is not is left out."""
        folder = folder_of(labels, self.frame)
        return sheet.pages(
            self._edition,
            **self._documents,
            base=self.frame.settings["base"],
            downloads=_listed(downloads),
            settings=_settings(self.frame, folder),
            messages=labels.document,
            printing=self.frame.printing,
            wanted=wanted,
        )

    @cached_property
    def _edition(self) -> bytes:
        return etree.tostring(self.site.edition, encoding="UTF-8")

    @cached_property
    def _documents(self) -> dict[str, bytes]:
        site = self.site
        return {
            "witnesses": bundle("witnesses", site.witnesses),
            "registers": bundle("registers", site.registers),
            "translations": bundle("translations", site.translations),
            "figures": figures(site.model, site.register, relation_figures(site.relations, site.model.slugs)),
            "pages": page_list(site.pages, site.model.slugs),
            "folios": site.folios,
            "own": own_apparatus(site.model.witnesses),
        }


def publish_site(source: SiteSource, frame: Frame, downloads: Sequence[Download]) -> Mapping[str, bytes]:
    """The files of the site by their path: pages, stylesheet, scripts; `downloads` are what the pages offer besides.

    InternalError when a stylesheet meets an element that it has no rule for.
    """
    pages: dict[str, str] = {}
    parts = Parts()
    made_of = PageSource(source, frame)
    for labels in frame.labels.pages:
        pages |= _pages_in(labels, made_of, downloads, parts)
    files = {path: text.encode("utf-8") for path, text in sorted(pages.items())}
    files |= frame_files(has_images=bool(image_copies(source.pages, source.model.slugs)))
    rules, fonts = font_files(pages.values())
    files |= {"style.css": files["style.css"] + rules, **fonts}
    if style := frame.own.get("style"):
        files["own.css"] = style.read_bytes()
    if frame.successors:
        files["retired.js"] = _retired_data(frame.successors)
    if url := frame.settings.get("url"):
        files["sitemap.xml"] = sitemap(url, pages)
    files["robots.txt"] = robots(frame.settings.get("url", ""))
    if feed := release_feed(frame):
        files["releases.xml"] = feed
    files |= search_files(source.model, source.register, parts)
    return files


def _pages_in(labels: Labels, source: PageSource, downloads: Sequence[Download], parts: Parts) -> dict[str, str]:
    """The pages with the labels of one language, long ones in parts; what is no page stands at the root alone."""
    frame = source.frame
    folder = folder_of(labels, frame)
    made = source.make(page_sheet(frame), labels, downloads)
    made = split_pages(made, words_of_base(source.site, frame), frame.words_per_page, labels.document, parts)
    return {f"{folder}{path}": text for path, text in made.items() if not folder or is_page(path) or is_table(path)}


def words_of_base(source: SiteSource, frame: Frame) -> int:
    """How many words the base text has."""
    texts = [witness.text for witness in source.model.witnesses if witness.siglum == frame.settings["base"]]
    return sum(len(text.split()) for text in texts)


def folder_of(labels: Labels, frame: Frame) -> str:
    """Where in the site the pages of a language stand: the first at its root, others in a folder (`de/`)."""
    return "" if labels is frame.labels.pages[0] else f"{labels.language}/"


def is_page(path: str) -> bool:
    """Whether a file is a page of the site, which stands once for each language."""
    return path.endswith(".html") and "/" not in path


def own_apparatus(witnesses: Sequence[Witness]) -> bytes:
    """The apparatus that the files of witnesses have, as a document for the stylesheets."""
    root = etree.Element("own")
    for witness in (w for w in witnesses if w.entries):
        listed = etree.SubElement(root, "witness", n=witness.siglum)
        for one in witness.entries:
            entry = etree.SubElement(listed, "entry", loc=one.loc, lemma=one.lemma)
            for reading in one.readings:
                etree.SubElement(entry, "reading", sigla=" ".join(reading.sigla)).text = reading.words
    return etree.tostring(root, encoding="UTF-8")


def schema_files() -> dict[str, bytes]:
    """The files of the schema, by path: reference, compiled forms, their source, the examples of the rules."""
    folder = asset("schema")
    found = sorted(p for p in folder.rglob("*") if p.is_file())
    return {f"schema/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in found}


def schema_downloads() -> Iterator[Download]:
    """What the site offers of the schema; the examples are listed in no group."""
    files = schema_files()
    source = parse_document(files["schema/edition.odd"], "edition.odd").root
    stated = source.find(".//tei:fileDesc//tei:licence", NS)
    licence = "" if stated is None else stated.get("target", "")
    for path, data in files.items():
        yield Download.of("" if path.count("/") > 1 else "Schema", path, "", data, licence)


def _settings(frame: Frame, folder: str) -> bytes:
    root = etree.Element(
        "settings",
        {
            **frame.settings,
            "style": "own.css" if "style" in frame.own else "",
            "retired": "yes" if frame.successors else "",
            "folder": folder,
        },
    )
    for one in frame.releases:
        told = {"version": one.version, "date": one.date, "doi": one.doi}
        etree.SubElement(root, "release", {name: value for name, value in told.items() if value}).text = one.changes
    for labels in frame.labels.pages if len(frame.labels.pages) > 1 else ():
        names = {"tag": labels.language, "name": labels.name, "folder": folder_of(labels, frame)}
        etree.SubElement(root, "language", names)
    if table := frame.own.get("quality"):
        quality = etree.SubElement(root, "quality")
        for _, cells in read_rows(table.read_bytes(), str(table)):
            row = etree.SubElement(quality, "row")
            for cell in cells:
                etree.SubElement(row, "cell").text = cell
    return etree.tostring(root, encoding="UTF-8")


#: The script of pages that show images of pages.
LEAVES = "leaves.js"
#: The first part of the script sets the reader's choices before anything is shown; the others need the page.
_WHEN_READY = b'document.addEventListener("DOMContentLoaded", function () {\n'


def frame_files(has_images: bool) -> dict[str, bytes]:
    """The stylesheet and the script of every page, each joined of its parts, and scripts that single pages have.

    `has_images`: whether a page shows images of pages, so that it needs the script for them.
    """
    parts = asset("xslt", "site")
    first, *later = [path.read_bytes() for path in sorted((parts / "js").glob("*.js"))]
    script = b"".join((first, _forms(), _WHEN_READY, *later, b"});\n"))
    style = b"".join(path.read_bytes() for path in sorted((parts / "css").glob("*.css")))
    single = [path for path in sorted(parts.glob("*.js")) if has_images or path.name != LEAVES]
    return {"style.css": style, "edition.js": script} | {path.name: path.read_bytes() for path in single}


def _forms() -> bytes:
    """The class of the names of each kind, as the script of every page has them."""
    return f"edition.forms = {json.dumps({row.kind: row.mention for row in KINDS})};\n".encode()


def _retired_data(successors: Mapping[str, str]) -> bytes:
    data = json.dumps(dict(sorted(successors.items())), indent=0)
    return f"var EDITION_RETIRED = {data};\n".encode()


def sitemap(url: str, pages: Iterable[str]) -> bytes:
    """The addresses of the pages, for search engines (sitemaps.org)."""
    root = etree.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for path in sorted(p for p in pages if p.endswith(".html") and p.rsplit("/", 1)[-1] != "404.html"):
        etree.SubElement(etree.SubElement(root, "url"), "loc").text = f"{url.rstrip('/')}/{path}"
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def robots(url: str) -> bytes:
    """What programs that follow links may do: all; and where the list of pages is (RFC 9309)."""
    listed = f"Sitemap: {url.rstrip('/')}/sitemap.xml\n" if url else ""
    return f"User-agent: *\nAllow: /\n{listed}".encode()


def _listed(downloads: Sequence[Download]) -> bytes:
    root = etree.Element("downloads")
    for one in downloads:
        attributes = {"group": one.group, "path": one.path, "name": one.path.rsplit("/", 1)[-1], "title": one.title}
        more = {"within": one.within, "except": ", ".join(one.excepted), "export": one.export}
        attributes |= {"size": str(one.size), "sha256": one.sha256} | {k: v for k, v in more.items() if v}
        file = etree.SubElement(root, "file", attributes)
        if one.licence:
            etree.SubElement(file, tei("licence"), {"target": one.licence}).text = one.licence
    return etree.tostring(root, encoding="UTF-8")
