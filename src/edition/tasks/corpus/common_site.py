"""The common pages and tables of a corpus: index, registers, search, network over all its editions."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from edition.errors import OutputError
from edition.export.csv_cells import written
from edition.export.networks import Network, write_gexf, write_graphml
from edition.model import KINDS
from edition.project.assets import asset
from edition.project.file_writer import write_files
from edition.project.label_languages import ENGLISH, label_language
from edition.project.messages import load_messages
from edition.project.ownership import RECORD, Origin, make_record, origin_by_record, read_record
from edition.publish.site.pages import frame_files
from edition.publish.site.site_fonts import font_files
from edition.tasks.corpus.corpus_config import Corpus
from edition.tasks.corpus.published_editions import replace_folder
from edition.xml.namespaces import TEI, tei
from edition.xml.saxon import kept_sheet

Summaries = Mapping[str, Mapping[str, Any]]
_SITE = "build/site"
_MOST_TIES = 200  # pairs that the page of the network shows; the tables have all


def write_common(corpus: Corpus, summaries: Summaries, only: Sequence[str]) -> None:
    """Write what all editions have in common. OutputError where a file of others is in the way."""
    tables = corpus_tables(corpus, summaries)
    if "exports" in only or "site" in only:
        replace_folder(corpus.root / "build/exports/corpus", tables)
    if "site" in only:
        pages = corpus_pages(corpus, summaries)
        _replace_files(corpus.root / _SITE, {**pages, **{f"exports/{name}": data for name, data in tables.items()}})


def _replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace the common files beside the folders of the editions; those of the last build that are no more go."""
    known = read_record(folder) or {}
    for path in {*files, *known}:
        place = folder / path
        if place.is_file() and (known or path in files):
            data = place.read_bytes()
            if data != files.get(path) and origin_by_record(path, data, known or None) is not Origin.OURS:
                raise OutputError(f"{place}: was not written so by a build; move it out of the build's own output")
    write_files({folder / path: data for path, data in {**files, RECORD: make_record(files)}.items()})
    for path in known.keys() - files.keys():
        (folder / path).unlink(missing_ok=True)


# -- pages


def corpus_pages(corpus: Corpus, summaries: Summaries) -> Mapping[str, bytes]:
    """The pages by their names, with the stylesheet, the fonts and the scripts that they have."""
    options = corpus.options
    settings = {name: getattr(options, name) for name in ("title", "language", "date", "publisher", "url", "licence")}
    sheet = kept_sheet(asset("xslt", "corpus.xsl"))
    empty = b"<none/>"
    pages = sheet.pages(
        etree.tostring(_header(corpus), encoding="UTF-8"),
        base="",
        witnesses=empty,
        registers=empty,
        figures=empty,
        pages=empty,
        folios=b"<folios/>",
        downloads=b"<downloads/>",
        settings=etree.tostring(etree.Element("settings", settings), encoding="UTF-8"),
        messages=load_messages(label_language(options.language) or ENGLISH),
        corpus=_listed(summaries),
    )
    files = {path: text.encode("utf-8") for path, text in sorted(pages.items())}
    frame = frame_files(has_images=False)
    rules, fonts = font_files(pages.values())
    script = asset("xslt", "site", "corpus", "search-corpus.js").read_bytes()
    files |= {"style.css": frame["style.css"] + rules, "edition.js": frame["edition.js"], **fonts}
    return files | {"search-corpus.js": script, "corpus-data.js": _search_list(summaries)}


def _header(corpus: Corpus) -> etree._Element:
    """What the frame of the pages says of the corpus, as the TEI header that it reads."""
    options = corpus.options
    root = etree.Element(tei("TEI"), {"{http://www.w3.org/XML/1998/namespace}lang": options.language}, {None: TEI})  # type: ignore[dict-item]
    file = etree.SubElement(etree.SubElement(root, tei("teiHeader")), tei("fileDesc"))
    titles = etree.SubElement(file, tei("titleStmt"))
    etree.SubElement(titles, tei("title")).text = options.title
    for editor in options.editors:
        etree.SubElement(titles, tei("editor")).text = editor
    publication = etree.SubElement(file, tei("publicationStmt"))
    etree.SubElement(publication, tei("publisher")).text = options.publisher
    if options.licence:
        available = etree.SubElement(publication, tei("availability"))
        etree.SubElement(available, tei("licence"), target=options.licence).text = options.licence
    text = etree.SubElement(root, tei("text"))
    etree.SubElement(text, tei("body"))
    return root


def _listed(summaries: Summaries) -> bytes:
    """Editions and entries with their mentions, as the document that the stylesheet reads."""
    root = etree.Element("corpus")
    entries: dict[str, etree._Element] = {}
    for name, one in summaries.items():
        edition = etree.SubElement(root, "edition", name=name, title=one["title"], date=one["date"])
        edition.set("witnesses", str(len(one["witnesses"])))
        edition.set("lang", one["language"])
        for role in ("from", "to"):
            for ref, said in one[role]:
                etree.SubElement(edition, role, ref=ref).text = said
        for kind, ref, said, count, order in one["entries"]:
            if ref not in entries:
                entries[ref] = etree.SubElement(root, "entry", kind=kind, id=ref, name=said, sort=order)
            etree.SubElement(entries[ref], "in", name=name, count=str(count))
    for (a, b), values in list(corpus_network(summaries).edges.items())[:_MOST_TIES]:
        etree.SubElement(root, "tie", a=a, b=b, weight=str(values["weight"]), editions=str(values["editions"]))
    return etree.tostring(root, encoding="UTF-8")


def _search_list(summaries: Summaries) -> bytes:
    """A script with the editions in whose texts the common page searches."""
    listed = json.dumps([[name, one["title"]] for name, one in summaries.items()], ensure_ascii=False)
    safe = listed.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.EDITION_CORPUS = {safe};\n".encode()


# -- tables


def corpus_network(summaries: Summaries) -> Network:
    """Who and what is named together in the editions; the heaviest edge first."""
    nodes: dict[str, dict[str, Any]] = {}
    weights: dict[tuple[str, str], list[int]] = {}
    for one in summaries.values():
        for kind, ref, said, count, _ in one["entries"]:
            node = nodes.setdefault(ref, {"label": said, "kind": kind, "mentions": 0, "editions": 0})
            node["mentions"] += count
            node["editions"] += 1
        for a, b, weight in one["ties"]:
            weights.setdefault((min(a, b), max(a, b)), []).append(weight)
    met = {end for pair in weights for end in pair}
    ordered = sorted(weights.items(), key=lambda tie: (-sum(tie[1]), tie[0]))
    edges = {pair: {"weight": sum(of), "editions": len(of)} for pair, of in ordered}
    works = {row.kind.value for row in KINDS} - {"works"}
    return Network({ref: n for ref, n in sorted(nodes.items()) if n["kind"] in works or ref in met}, edges)


def corpus_tables(corpus: Corpus, summaries: Summaries) -> Mapping[str, bytes]:
    """Tables of editions and mentions, the network, and the TEI document that includes all editions."""
    network = corpus_network(summaries)
    editions = [
        (name, one["title"], one["date"], *("; ".join(n for _, n in one[role]) for role in ("from", "to")))
        for name, one in summaries.items()
    ]
    mentions = [
        (ref, kind, said, name, count)
        for name, one in summaries.items()
        for kind, ref, said, count, _ in one["entries"]
    ]
    return {
        "editions.csv": written(["Edition", "Title", "Date", "From", "To"], editions),
        "mentions.csv": written(["Id", "Register", "Name", "Edition", "Mentions"], sorted(mentions)),
        "network.gexf": write_gexf(network),
        "network.graphml": write_graphml(network),
        "corpus.xml": _corpus_document(corpus, summaries),
    }


def _corpus_document(corpus: Corpus, summaries: Summaries) -> bytes:
    """A teiCorpus with the header of the corpus, which includes the TEI file of each edition by XInclude."""
    include = "http://www.w3.org/2001/XInclude"
    root = etree.Element(tei("teiCorpus"), nsmap={None: TEI, "xi": include})  # type: ignore[dict-item]
    header = _header(corpus).find(tei("teiHeader"))
    assert header is not None
    file = header[0]
    source = etree.SubElement(file, tei("sourceDesc"))
    etree.SubElement(source, tei("p")).text = f"{len(summaries)} editions, each with its own header."
    root.append(header)
    for name in summaries:
        etree.SubElement(root, f"{{{include}}}include", href=f"../{name}/tei/edition.xml")
    etree.indent(root, " ")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
