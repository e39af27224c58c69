"""Detect files that are not plain text and refuse them: the message names the format and what to do.

Binary formats are detected by their first bytes, before decoding (magic numbers; the members of a zip file by the Open
Packaging Conventions, OpenDocument and EPUB OCF). Text formats are detected in the decoded text: XML by its first start
tag, the others by the syntax that their specifications require.
"""

import io
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

from edition.errors import NoReaderError, SeedError
from edition.model import Seed

_SAVE_AS_TEXT = "save it as plain text (UTF-8) and name that file"
_MAGIC_NUMBERS: tuple[tuple[bytes, str], ...] = (
    (
        rb"%PDF-\d\.\d",
        "a PDF, which keeps neither paragraphs nor notes; give the text it was made from, or a text you checked",
    ),
    (
        rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        f"an old Word or Office file; open it in a word processor and {_SAVE_AS_TEXT}",
    ),
    (rb"\x1f\x8b", "a gzip archive; unpack it and name the file in it"),
    (rb"BZh[1-9]1AY&SY", "a bzip2 archive; unpack it and name the file in it"),
    (rb"\xfd7zXZ\x00", "an xz archive; unpack it and name the file in it"),
    (rb"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it and name the file in it"),
    (rb"Rar!\x1a\x07", "a RAR archive; unpack it and name the file in it"),
    (rb"SQLite format 3\x00", "an SQLite database; export the text from it"),
    (rb"%!PS-Adobe-", f"a PostScript file; {_SAVE_AS_TEXT}"),
    (rb"AT&TFORM", "a DjVu file; give a text you transcribed from it"),
    (rb"\x89PNG\r\n\x1a\n", "a PNG image; give a transcription of it"),
    (rb"\xff\xd8\xff", "a JPEG image; give a transcription of it"),
    (rb"GIF8[79]a", "a GIF image; give a transcription of it"),
    (rb"II\*\x00", "a TIFF image; give a transcription of it"),
    (rb"MM\x00\*", "a TIFF image; give a transcription of it"),
    (rb"\x00\x00\x00\x0cjP  ", "a JPEG 2000 image; give a transcription of it"),
    (rb"version https://git-lfs.github.com/spec/", "a pointer of Git LFS, not the file; run `git lfs pull`"),
    (rb"bplist00", f"a binary property list or web archive; {_SAVE_AS_TEXT}"),
)
_ZIP_MAGIC_NUMBERS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
#: Beginning of the name of a member -> what the zip file is.
_ZIP_MEMBERS = (
    ("word/", f"a Word document (docx); {_SAVE_AS_TEXT}"),
    ("xl/", "a spreadsheet (xlsx); save the text as plain text (UTF-8), a paragraph a line, and name that file"),
    ("ppt/", f"a presentation (pptx); {_SAVE_AS_TEXT}"),
    ("Index/", f"a document of Pages, Numbers or Keynote; {_SAVE_AS_TEXT}"),
)
_ZIP_MIMETYPES = (
    (b"application/epub+zip", f"an EPUB book; {_SAVE_AS_TEXT}"),
    (b"application/vnd.oasis.opendocument.text", f"an OpenDocument text (odt); {_SAVE_AS_TEXT}"),
    (b"application/vnd.oasis.opendocument", f"an OpenDocument file; {_SAVE_AS_TEXT}"),
)
_OR_NAME_READER = 'or write reader = "text" if these signs are the text itself'


def refuse_container(path: str, data: bytes) -> None:
    """Raise SeedError when the bytes are those of a binary format."""
    if problem := _detect_container(data):
        raise SeedError(f"{path}: is {problem}")


def refuse_undecodable(path: str, data: bytes) -> None:
    """Raise NoReaderError when bytes that are not UTF-8 are XML, RTF or LaTeX in another encoding."""
    text = data.decode("latin-1").lstrip("\xff\xfe \t\n\r\f\v")
    if problem := next(
        (problem for detect in (_detect_xml, _detect_rtf, _detect_latex) if (problem := detect(text))), ""
    ):
        raise NoReaderError(f"{path}: {problem}")


def _detect_container(data: bytes) -> str:
    if data.startswith(_ZIP_MAGIC_NUMBERS):
        return _describe_zip(data)
    head = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((problem for magic, problem in _MAGIC_NUMBERS if re.match(magic, data) or re.match(magic, head)), "")


def _describe_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype")[:80] if "mimetype" in names and _is_small(archive, "mimetype") else b""
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, ValueError, OSError, EOFError):
        return "a zip archive that cannot be opened (a Word, OpenDocument or EPUB file that is damaged?)"
    by_mimetype = next((problem for mime, problem in _ZIP_MIMETYPES if kind.startswith(mime)), "")
    by_member = (problem for prefix, problem in _ZIP_MEMBERS if any(name.startswith(prefix) for name in names))
    return by_mimetype or next(by_member, f"a zip archive of {len(names)} files; unpack it and name one of them")


def _is_small(archive: zipfile.ZipFile, name: str) -> bool:
    return archive.getinfo(name).file_size < 1000


def refuse_markup(seed: Seed) -> None:
    """Raise NoReaderError when a text has markup, which would become words of the witness."""
    if problem := detect_markup(seed):
        raise NoReaderError(f"{seed.path}: {problem}, {_OR_NAME_READER}")


def detect_markup(seed: Seed) -> str:
    """The markup format of a text and what to do, as the end of a sentence («is RTF; open …»); "" for plain text."""
    text = seed.text.lstrip("\ufeff \t\n\r\f\v")
    problems = (detect(text) for detect in _DETECTORS)
    return next((problem for problem in problems if problem), "") or _detect_by_suffix(seed.path, text)


# -- by content

_BEFORE_ROOT = re.compile(r"(?:\s*(?:<\?.*?\?>|<!--.*?-->))*\s*", re.DOTALL)
_DECLARATION = re.compile(r"<\?xml\s+version\b", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE\s+([\w:.-]+)", re.IGNORECASE)
_START_TAG = re.compile(
    r"<(?:([\w.-]+):)?([^\W\d][\w.-]*)((?:\s+[\w:.-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?)*)\s*/?>"
)
_HTML_ELEMENT_NAMES = """
    html head body main article section nav header footer div p span h1 h2 h3 h4 h5 h6 ul ol li table tr td br hr a img
    b i u em strong blockquote pre font center title meta link script style sup sub
"""
_HTML_ELEMENTS = frozenset(_HTML_ELEMENT_NAMES.split())
_TEI_ROOTS = frozenset(("TEI", "teiCorpus", "TEI.2"))
#: Tags of HTML inside a text: at least two, one of them an end tag, make the text HTML.
_HTML_TAGS = re.compile(
    r"<(/?)(?:p|br|hr|div|span|b|i|u|em|strong|a|li|ul|ol|h[1-6]|sup|sub|font|blockquote)\b(?:\s[^<>]*)?/?>"
)
_MIN_TAGS = 2


def _detect_xml(text: str) -> str:
    """XML or HTML: a declaration, a DOCTYPE, or a first start tag that is in HTML or TEI or has an end tag."""
    if not text.startswith("<"):
        return ""
    at = _BEFORE_ROOT.match(text)
    rest = text[at.end() :] if at else text
    if doctype := _DOCTYPE.match(rest):
        return _describe_xml(doctype[1].rpartition(":")[2])
    tag = _START_TAG.match(rest)
    is_declared = bool(_DECLARATION.match(text))
    if not tag:
        return _describe_xml("") if is_declared else ""
    prefix, name, attributes = tag[1] or "", tag[2], tag[3]
    if prefix or ("xmlns" in attributes and "xhtml" not in attributes):
        return _describe_xml(name if name in _TEI_ROOTS else f"{prefix}:{name}" if prefix else name, is_html=False)
    is_known = name in _TEI_ROOTS or name.lower() in _HTML_ELEMENTS
    if is_declared or is_known or re.search(rf"</{re.escape(name)}\s*>", rest):
        return _describe_xml(name)
    return ""


def _detect_html(text: str) -> str:
    """A text that contains HTML tags."""
    found = _HTML_TAGS.findall(text)
    return _IS_HTML if len(found) >= _MIN_TAGS and "/" in found else ""


_IS_HTML = "is HTML, or has tags; open it in a browser, save its text as plain text (UTF-8) and name that file"


def _describe_xml(root: str, is_html: bool = True) -> str:
    if root in _TEI_ROOTS:
        return (
            "is TEI (XML), which `edition build` does not read yet; `edition collate` does; give the text without tags"
        )
    if is_html and root.lower() in _HTML_ELEMENTS:
        return _IS_HTML
    what = f"XML with the root {root}" if root else "XML"
    return f"is {what}, which no reader takes; give the text without tags"


def _detect_rtf(text: str) -> str:
    return f"is RTF; open it in a word processor and {_SAVE_AS_TEXT}" if re.match(r"\{\\\*?\\?rtf\d?\b", text) else ""


_LATEX = re.compile(
    r"\\(?:(?:documentclass|documentstyle|usepackage|RequirePackage|begin|chapter|part|(?:sub)*section|input|include|title"
    r"|author|newcommand|footnote|emph|text[a-z]{2})\*?\s*[\[{]|(?:maketitle|beginnumbering|pstart|noindent|def)(?![A-Za-z]))"
)
_MIN_COMMANDS = 2


def _detect_latex(text: str) -> str:
    at = re.match(r"(?:[ \t]*%[^\n]*\n|\s*\n)*\s*", text)
    rest = text[at.end() :] if at else text
    if _LATEX.match(rest) or "\\begin{document}" in text or len(_LATEX.findall(text)) >= _MIN_COMMANDS:
        return "is LaTeX; give the text without commands"
    return ""


def _detect_json(text: str) -> str:
    if text[:1] not in ("{", "["):
        return ""
    value = _parse_json(text)
    if value is None:  # one value on each line
        lines = [line for line in text.split("\n") if line.strip()]
        value = [_parse_json(line) for line in lines[:2]] if len(lines) > 1 else None
    if value and (isinstance(value, dict) or all(isinstance(item, dict | list | str) for item in value)):
        return "is JSON; `edition collate` takes the JSON of CollateX; give the text alone"
    return ""


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


_BIBTEX = re.compile(r"@\w+\s*\{\s*[^\s,{}]+\s*,")


def _detect_bibtex(text: str) -> str:
    return "is BibTeX; give the text alone" if _BIBTEX.match(text) else ""


_HEADING = re.compile(r"^#{1,6} [^\W\d]", re.MULTILINE)
_UNDERLINED = re.compile(r"^[^\n]+\n[=-]{3,}$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"---\n(?:[\w-]+:[^\n]*\n)+---\n")
_MARKDOWN = re.compile(r"\[[^\]\n]+\]\([^)\s]+\)|\*\*\S[^*\n]*\*\*|^```|^\[\^[^\]]+\]:", re.MULTILINE)
_WIKI_LINKS = re.compile(r"\[\[[^\[\]\n|]+\|[^\[\]\n]+\]\]")
_WIKI_TEMPLATES = re.compile(r"\{\{[^{}]+\}\}")
_WIKI_MARKUP = re.compile(r"'''[^'\n]+'''|^==+[^=\n]+==+\s*$|\[\[[^\[\]\n]+\]\]|<ref\b|^\{\|", re.MULTILINE)


_MAX_ACCIDENTAL_HEADINGS = 1


def _detect_markdown(text: str) -> str:
    headings = len(_HEADING.findall(text))
    is_sure = _FRONT_MATTER.match(text) or headings > _MAX_ACCIDENTAL_HEADINGS
    if is_sure or ((headings or _UNDERLINED.search(text)) and _MARKDOWN.search(text)):
        return (
            "looks like Markdown (lines such as # heading), whose signs would become words; give the text without them"
        )
    return ""


def _detect_wikitext(text: str) -> str:
    if (_WIKI_TEMPLATES.search(text) or _WIKI_LINKS.search(text)) and len(_WIKI_MARKUP.findall(text)) >= 2:
        return "looks like the source of a wiki ([[links]], {{templates}}); give the text export of the page"
    return ""


_DETECTORS: tuple[Callable[[str], str], ...] = (
    _detect_xml,
    _detect_rtf,
    _detect_latex,
    _detect_json,
    _detect_bibtex,
    _detect_wikitext,
    _detect_markdown,
    _detect_html,
)

# -- by the suffix of the file name, where the content alone is ambiguous

_TAG = re.compile(r"<[!?/]?[A-Za-z]")
#: Suffix -> the format and its typical syntax; a file without such syntax is plain text with a wrong suffix.
_SUFFIXES: Mapping[str, tuple[str, re.Pattern[str]]] = {
    **dict.fromkeys(("html", "htm", "xhtml"), ("HTML", _TAG)),
    **dict.fromkeys(("xml", "tei"), ("XML", _TAG)),
    "rtf": ("RTF", re.compile(r"[{\\]")),
    **dict.fromkeys(("tex", "latex"), ("LaTeX", re.compile(r"\\[A-Za-z]"))),
    "json": ("JSON", re.compile(r"[\[{]")),
    **dict.fromkeys(
        ("md", "markdown"),
        ("Markdown", re.compile(r"^#{1,6} \S|^[-*+] \S|^> |(?<!\w)[*_]{1,2}\S[^*_\n]*[*_]|\]\(|^```", re.MULTILINE)),
    ),
    "csv": ("a table (CSV)", re.compile(r"[,;\t]")),
    "tsv": ("a table (TSV)", re.compile(r"\t")),
    "bib": ("BibTeX", re.compile(r"^\s*@", re.MULTILINE)),
    "rst": ("reStructuredText", re.compile(r"^\.\. |::|``|^[=~^-]{3,}$", re.MULTILINE)),
    "org": ("Org", re.compile(r"^\*+ |^#\+|\[\[", re.MULTILINE)),
    "mediawiki": ("the source of a wiki", re.compile(r"\[\[|\{\{|^=|''")),
}


def _detect_by_suffix(path: str, text: str) -> str:
    name, sign = _SUFFIXES.get(PurePath(path).suffix.casefold().removeprefix("."), ("", _TAG))
    if not name or not sign.search(text):
        return ""
    return f"is named as {name}, which no reader takes; save it as plain text under another name"
