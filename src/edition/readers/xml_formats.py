"""Detect the kind of an XML or HTML file: by its root element and namespace, its document type, its tags."""

import re
from collections.abc import Mapping
from contextlib import suppress
from xml.parsers import expat

from edition.late_patterns import late_pattern
from edition.readers.binary_formats import SAVE_AS_TEXT
from edition.readers.detected import Detected
from edition.readers.tei_root import NAMESPACE_ADVICE, P4_ADVICE, P4_ROOTS
from edition.xml.namespaces import TEI

_XHTML = "http://www.w3.org/1999/xhtml"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_KNOWN = "known: TEI, PAGE, ALTO, XHTML"
_NO_TAGS = "give the text without tags"
_CONVERT = "convert it to TEI, or give the text without tags"
_HTML_ROOTS = frozenset(("html", "head", "body"))
#: Elements of HTML that may begin a piece of it; their tags are counted among the signs of texts.
_HTML_NAMES = """
    main article section nav header footer div p span h1 h2 h3 h4 h5 h6 ul ol li table tr td br hr a img b i u em strong
    blockquote pre font center title meta link script style sup sub details summary figure picture aside dl
"""
_HTML_ELEMENTS = frozenset(_HTML_NAMES.split())
_MARKUP_SUFFIXES = (
    ".md",
    ".markdown",
    ".mkd",
    ".wiki",
    ".mediawiki",
    ".wikitext",
    ".rst",
    ".adoc",
    ".asciidoc",
    ".org",
)
_TEI_ROOTS = frozenset(("TEI", "teiCorpus", "TEI.2", "teiCorpus.2"))
#: Roots of the files of projects that transcribe each page by itself (namespace of TEI).
_TEI_SURFACES = frozenset(("surface", "surfaceGrp", "sourceDoc"))
#: Local name of a root that no reader takes -> what it is.
_OTHERS: Mapping[str, str] = {
    "article": "JATS or DocBook",
    "book": "DocBook",
    "FictionBook": "FB2",
    "osis": "OSIS",
    "usx": "USX",
    "mets": "METS, which lists the files of pages: name these",
    "ead": "EAD",
    "mods": "MODS",
    "rss": "RSS",
    "package": "the package file of an EPUB or Office document: name the document itself",
    "wordDocument": "Word 2003: save it as .docx",
    "score-partwise": "MusicXML",
    "mei": "MEI",
}
_BEFORE_ROOT = late_pattern(r"(?:\s*(?:<\?.*?\?>|<!--.*?-->))*\s*", re.DOTALL)
_DECLARATION = late_pattern(r"<\?xml\s+version\b", re.IGNORECASE)
_DOCTYPE = late_pattern(r"<!DOCTYPE\s+([\w:.-]+)", re.IGNORECASE)
_START_TAG = late_pattern(
    r"<([^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?)"
    r"((?:\s+[\w:.-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?)*)\s*/?>"
)
_ATTRIBUTE = late_pattern(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_OCR_PAGE = late_pattern(r"class\s*=\s*[\"'](?:[^\"'<>]*\s)?ocr_page\b")
Root = tuple[str, Mapping[str, str]]


class _RootReachedError(Exception):
    """The root element is reached; nothing behind it says what the file is."""


def detect_xml(path: str, data: bytes, text: str) -> Detected | None:
    """XML or HTML: a declaration, a document type, or a first start tag of a known or closed element.

    A piece of HTML without `html` or `body` is none: it may be Markdown, and its tags are counted with other signs.
    `text`: the decoded file without byte-order mark and white space at its head.
    """
    if not text.startswith("<"):
        return None
    at = _BEFORE_ROOT.match(text)
    rest = text[at.end() : at.end() + 100_000] if at else text[:100_000]
    doctype = _DOCTYPE.match(rest)
    if doctype and doctype[1].lower() == "html":
        return detect_html(text, "document type html")
    is_declared = bool(_DECLARATION.match(text) or doctype)
    root = (is_declared and _parse_root(data)) or _match_root(rest)
    if root is None:
        advice = "it breaks off before its first element; give the whole file"
        return Detected("", "XML without a root element", advice=advice) if is_declared else None
    name, attributes = root
    prefix, _, local = name.rpartition(":")
    namespace = attributes.get(f"xmlns:{prefix}" if prefix else "xmlns", "")
    if is_declared or namespace or local in _TEI_ROOTS or local.lower() in _HTML_ROOTS:
        return _describe_root(name, namespace, attributes, text)
    if local.lower() in _HTML_ELEMENTS or path.casefold().endswith(_MARKUP_SUFFIXES):
        return None
    is_closed = f"</{name}>" in text or f"</{name} " in text
    return _describe_root(name, namespace, attributes, text) if is_closed else None


def detect_html(text: str, why: str) -> Detected:
    """HTML, or the hOCR in it."""
    if "ocr_page" in text and _OCR_PAGE.search(text):
        return Detected("hocr", "hOCR", ("class ocr_page",), advice=f"open it in a browser, {SAVE_AS_TEXT}")
    return Detected("html", "HTML", (why,), advice=f"open it in a browser, {SAVE_AS_TEXT}")


def _parse_root(data: bytes) -> Root | None:
    """The root's name and attributes, by a parser that stops there; None where it finds a fault before."""
    found: list[Root] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((name, attributes))
        raise _RootReachedError

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    with suppress(_RootReachedError, expat.ExpatError, LookupError, ValueError):
        parser.Parse(data, True)
    return found[0] if found else None


def _match_root(rest: str) -> Root | None:
    """The same by the look of the first tag, for HTML and for XML with a fault."""
    rest = rest[end.end() :] if (end := re.match(r"<!DOCTYPE[^<>\[]*(?:\[[^\]]*\]\s*)?>\s*", rest, re.I)) else rest
    tag = _START_TAG.match(rest)
    if tag is None:
        return None
    return tag[1], {m[1]: m[2] or m[3] or "" for m in _ATTRIBUTE.finditer(tag[2])}


def _describe_root(name: str, namespace: str, attributes: Mapping[str, str], text: str) -> Detected:
    local = name.rpartition(":")[2]
    where = f"root element {name}"
    if local in _TEI_ROOTS:
        return _describe_tei(local, namespace, where)
    if local == "PcGts" and "primaresearch.org/PAGE" in namespace:
        return Detected("page-xml", "PAGE XML", (where,), advice=_NO_TAGS)
    if local.lower() == "alto":
        return Detected("alto", "ALTO XML", (where,), advice=_NO_TAGS)
    if namespace == _XHTML or (not namespace and local.lower() in _HTML_ROOTS):
        return detect_html(text, where)
    if namespace == _OFFICE and local == "document":
        return _describe_flat_opendocument(attributes, where)
    return _describe_unknown(name, local, namespace)


def _describe_tei(local: str, namespace: str, where: str) -> Detected:
    if namespace == TEI:
        advice = "`edition collate` reads it; give the text without tags"
        return Detected("tei", "TEI", (where,), advice=advice)
    if local in P4_ROOTS:
        return Detected("", "TEI P4", (where,), advice=P4_ADVICE)
    return Detected("", f"TEI without its namespace {TEI}", (where,), advice=NAMESPACE_ADVICE)


def _describe_flat_opendocument(attributes: Mapping[str, str], where: str) -> Detected:
    kind = next((value for name, value in attributes.items() if name.endswith(":mimetype")), "")
    if kind.startswith("application/vnd.oasis.opendocument.text"):
        return Detected("odt", "an OpenDocument text (fodt)", (where,), advice=SAVE_AS_TEXT)
    return Detected("", "an OpenDocument file that is no text", (where,), advice=SAVE_AS_TEXT)


def _describe_unknown(name: str, local: str, namespace: str) -> Detected:
    if local == "mediawiki":
        advice = "save the wikitext of one page as a file such as A.wiki and name that file"
        return Detected("", "a dump of MediaWiki (XML with the root mediawiki)", advice=advice)
    if local == "svg":
        return Detected("", "an image (SVG)", advice="give a transcription of it")
    if namespace == TEI and local in _TEI_SURFACES:
        return _describe_tei(local, namespace, f"root element {name}")
    if namespace == TEI:
        advice = "put it into TEI/text/body, or give the text without tags"
        return Detected("", f"a part of a TEI file (root element {name})", advice=advice)
    what = f" ({_OTHERS[local]})" if local in _OTHERS else ""
    return Detected("", f"XML with the root {name}{what}, which no reader takes ({_KNOWN})", advice=_CONVERT)
