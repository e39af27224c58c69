"""The common pages of a corpus: index, registers, search, network over all its editions, in each of its languages."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from edition.project.assets import asset
from edition.project.label_languages import ENGLISH, label_language
from edition.project.messages import Labels, make_labels
from edition.publish.site.cooccurrence import Network, drawn
from edition.publish.site.pages import frame_files, robots, sitemap
from edition.publish.site.site_fonts import font_files
from edition.tasks.corpus.common_tables import Summaries, corpus_header, corpus_network
from edition.tasks.corpus.corpus_config import Corpus
from edition.xml.saxon import kept_sheet

_PERSONS = "persons"
_MOST_TIES = 200  # pairs that the page of the network tells; the tables have all
_OWN = ("search-corpus.js", "sort-editions.js")
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
#: What the stylesheet of an edition reads, and a corpus has nothing of.
_NOTHING = {
    **dict.fromkeys(("witnesses", "registers", "pages"), b"<none/>"),
    "folios": b"<folios/>",
    "downloads": b"<downloads/>",
}


def corpus_pages(corpus: Corpus, summaries: Summaries, tables: Iterable[str]) -> Mapping[str, bytes]:
    """The pages by their paths, with the stylesheet, the fonts and the scripts that they have; `tables`: the names of
    those that the index offers."""
    labels = corpus_labels(corpus)
    given = {**_NOTHING, "figures": _figures(summaries)}
    header = etree.tostring(corpus_header(corpus), encoding="UTF-8")
    texts: dict[str, str] = {}
    for one in labels:
        made = kept_sheet(asset("xslt", "corpus.xsl")).pages(
            header,
            base="",
            settings=_settings(corpus, labels, one),
            messages=one.document,
            corpus=_listed(summaries, one.language, tables),
            **given,
        )
        texts |= {f"{_folder(one, labels)}{path}": text for path, text in made.items()}
    files = {path: text.encode("utf-8") for path, text in sorted(texts.items())}
    rules, fonts = font_files(texts.values())
    own = {"corpus-data.js": _search_list(summaries), "robots.txt": robots(corpus.options.url)}
    return {**files, **_frame(rules), **fonts, **_maps(corpus, summaries, texts), **own}


def corpus_labels(corpus: Corpus) -> tuple[Labels, ...]:
    """The labels of the common pages: in the languages of `[defaults.site]`, else in that of the corpus."""
    site = corpus.defaults.get("site", {})
    asked = site.get("languages") or [site.get("language") or corpus.options.language]
    known = [tag for tag in asked if label_language(tag)] or [ENGLISH]
    return tuple(make_labels(tag) for tag in known)


def _folder(labels: Labels, every: tuple[Labels, ...]) -> str:
    return "" if labels is every[0] else f"{labels.language}/"


def _settings(corpus: Corpus, every: tuple[Labels, ...], labels: Labels) -> bytes:
    options = corpus.options
    said = {name: getattr(options, name) for name in ("title", "language", "date", "publisher", "url", "licence")}
    root = etree.Element("settings", {**said, "folder": _folder(labels, every)})
    for one in every if len(every) > 1 else ():
        etree.SubElement(root, "language", tag=one.language, name=one.name, folder=_folder(one, every))
    return etree.tostring(root, encoding="UTF-8")


def _frame(rules: bytes) -> Mapping[str, bytes]:
    """The stylesheet with what common pages have besides, and the scripts."""
    frame, own = frame_files(has_images=False), asset("xslt", "site", "corpus")
    style = frame["style.css"] + (own / "corpus.css").read_bytes() + rules
    scripts = {name: (own / name).read_bytes() for name in _OWN}
    return {"style.css": style, "edition.js": frame["edition.js"], **scripts}


def _figures(summaries: Summaries) -> bytes:
    """The drawing of the persons who are named together in the editions."""
    root = etree.Element("figures")
    whole = corpus_network(summaries)
    names = {ref: str(node["label"]) for ref, node in whole.nodes.items() if node["kind"] == _PERSONS}
    persons = dict.fromkeys(names, 0)
    for one in summaries.values():
        for _, ref, _, count, *_ in one["entries"]:
            if ref in persons:
                persons[ref] += count
    edges = whole.edges.items()
    pairs = {(a, b): int(str(of["weight"])) for (a, b), of in edges if a in names and b in names}
    if (drawing := drawn(Network(persons, pairs), names)) is not None:
        etree.SubElement(root, "network").append(drawing)
    return etree.tostring(root, encoding="UTF-8")


def _listed(summaries: Summaries, language: str, tables: Iterable[str]) -> bytes:
    """Editions and entries with their mentions, as the document that the stylesheet reads. `path` of an edition is that
    of its pages in a language, if it has them."""
    root = etree.Element("corpus")
    entries: dict[str, etree._Element] = {}
    for name, one in summaries.items():
        edition = etree.SubElement(root, "edition", name=name, title=one["title"], date=one["date"])
        edition.set("path", f"{name}/{one['folders'].get(language, '')}")
        edition.set("witnesses", str(len(one["witnesses"])))
        edition.set("lang", one["language"])
        for role in ("from", "to"):
            for ref, said in one[role]:
                etree.SubElement(edition, role, ref=ref).text = said
        for kind, ref, said, count, order, _ in one["entries"]:
            if ref not in entries:
                entries[ref] = etree.SubElement(root, "entry", kind=kind, id=ref, name=said, sort=order)
            etree.SubElement(entries[ref], "in", name=name, count=str(count))
    for (a, b), values in list(corpus_network(summaries).edges.items())[:_MOST_TIES]:
        etree.SubElement(root, "tie", a=a, b=b, weight=str(values["weight"]), editions=str(values["editions"]))
    for table in sorted(tables):
        etree.SubElement(root, "table", name=table)
    return etree.tostring(root, encoding="UTF-8")


def _maps(corpus: Corpus, summaries: Summaries, pages: Iterable[str]) -> Mapping[str, bytes]:
    """For search engines, where the corpus has an address: the common pages, and the list of this and of the maps of
    the editions."""
    if not (url := corpus.options.url.rstrip("/")):
        return {}
    root = etree.Element("sitemapindex", xmlns=_SITEMAPS)
    for path in ("common-pages.xml", *(f"{name}/sitemap.xml" for name in summaries)):
        etree.SubElement(etree.SubElement(root, "sitemap"), "loc").text = f"{url}/{path}"
    etree.indent(root)
    index = etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
    return {"common-pages.xml": sitemap(url, pages), "sitemap.xml": index}


def _search_list(summaries: Summaries) -> bytes:
    """A script with the editions in whose texts the common page searches: name, title, folders of its languages."""
    rows: list[list[Any]] = [[name, one["title"], one["folders"]] for name, one in summaries.items()]
    listed = json.dumps(rows, ensure_ascii=False)
    safe = listed.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.EDITION_CORPUS = {safe};\n".encode()
