"""Read HTML pages: what is text, and every other sign by its rule."""

import codecs
import re
from collections.abc import Iterable, Iterator

from edition.errors import SeedError
from edition.late_patterns import late_pattern
from edition.model import Finding, Position, Rule, Severity
from edition.readers.events import Event, Report
from edition.readers.html_nesting import Page, read_page
from edition.readers.html_notes import Notes, find_notes
from edition.readers.html_part import choose_part
from edition.readers.html_walk import HtmlWalk
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal

_HEAD = 4096  # bytes: where a page names its encoding
_CHARSET = late_pattern(
    rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml\b[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
_XHTML = late_pattern(r"<\?xml\s|<(?:!DOCTYPE[^>]*>\s*<)?html\b[^>]*xmlns\s*=\s*[\"']http://www\.w3\.org/1999/xhtml")
#: Encodings by which browsers mean another one (Encoding Standard, 4.2).
_MEANT = {
    **dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"), "windows-1252"),
    "iso-8859-9": "windows-1254",
    "gb2312": "gbk",
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be"), "utf-8"),
}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SHOWN = 3  # marks that a finding quotes


def read_html(source: SourceFile, options: ReaderOptions) -> Iterable[Event] | Refusal:
    """The events of a page, or why it is not read. SeedError when it is not text in the encoding that it names."""
    decoded, found = decode_page(source)
    page = read_page(decoded.text, is_xml=is_xhtml(decoded.text))
    part = choose_part(page, options.part, source.path)
    if isinstance(part, Refusal):
        return part
    notes = find_notes([page])
    walk = HtmlWalk(options, [page], notes, own_languages([page], options))
    walk.leave(0, 0, part.start - 1, Rule.NAVIGATION, part.is_named)
    walk.write(0, part.start, part.end)
    walk.leave(0, part.end + 1, len(page.tokens) - 1, Rule.NAVIGATION, part.is_named)
    walk.finish()
    findings = [*found, *([part.finding] if part.finding else []), *report_notes(notes, source.path)]
    return [*walk.writer.events, *map(Report, findings)]


def is_xhtml(text: str) -> bool:
    """Whether a page is written as XML, in which every tag may close itself."""
    return _XHTML.search(text, 0, _HEAD) is not None


def own_languages(pages: Iterable[Page], options: ReaderOptions) -> frozenset[str]:
    """The languages of the text: that of the witness, and those that the pages name for themselves."""
    found = {options.language.partition("-")[0].casefold()}
    for page in pages:
        token = next((one for one in page.tokens if one.kind == "start" and one.name == "html"), None)
        if token is not None:
            found.add((token.get("lang") or token.get("xml:lang")).partition("-")[0].casefold())
    return frozenset(found - {""})


def report_notes(notes: Notes, path: str) -> Iterator[Finding]:
    """E343: what looks like the mark of a note and stays text."""
    if notes.doubtful:
        shown = ", ".join(f"«{one}»" for one in notes.doubtful[:_SHOWN])
        message = (
            f"{len(notes.doubtful)} links look like marks of notes ({shown}), but what they lead to has no link back; "
            "they stay text"
        )
        yield Finding("E343", Severity.ADVICE, message, Position(path))


def decode_page(source: SourceFile) -> tuple[SourceFile, list[Finding]]:
    """The page with the encoding that it has, and E341 where it names another one. SeedError when it has neither."""
    if source.encoding or source.data.startswith(_MARKS):
        return source, []
    named = _named_encoding(source.data)
    if named in ("", "utf-8"):
        return _decode(source, "", named), []
    try:
        as_unicode = _decode(source, "", "utf-8")
    except SeedError:
        return _decode(source, named, named), []
    if source.data.isascii():
        return as_unicode, []
    message = (
        f'the page names the encoding {named}, but is UTF-8 and read so; encoding = "{named}" takes it at its word'
    )
    return as_unicode, [Finding("E341", Severity.WARNING, message, Position(source.path))]


def _named_encoding(data: bytes) -> str:
    found = _CHARSET.search(data, 0, _HEAD)
    if found is None:
        return ""
    name = (found[1] or found[2]).decode("ascii").casefold()
    name = _MEANT.get(name, name)
    return "utf-8" if name == "utf8" else name


def _decode(source: SourceFile, encoding: str, named: str) -> SourceFile:
    decoded = SourceFile(source.siglum, source.path, source.data, encoding)
    try:
        len(decoded.text)
    except SeedError as error:
        said = (
            f"the page names the encoding {named}, but is not written in it" if named else "the page names no encoding"
        )
        why = str(error).removeprefix(source.path).lstrip(": ")
        raise SeedError(f'{source.path}: {said}; write encoding = "windows-1252", or the right one ({why})') from None
    return decoded
