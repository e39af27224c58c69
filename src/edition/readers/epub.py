"""Read books (EPUB): the documents of the spine in order, as web pages are read, and every other word by its rule."""

from collections.abc import Iterable, Iterator

from lxml import etree

from edition.errors import SeedError
from edition.model import Finding, Position, Rule, Severity
from edition.readers.containers import Container, open_container
from edition.readers.epub_package import CONTAINER, PUBLIC_IDS, Package, read_package
from edition.readers.events import Event, Report
from edition.readers.html import decode_page, own_languages, report_notes
from edition.readers.html_nesting import Page, read_page
from edition.readers.html_notes import find_notes
from edition.readers.html_part import find_part
from edition.readers.html_walk import HtmlWalk
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.xml_places import XmlPlaces

_SHOWN = 4  # documents that a finding names


def read_epub(source: SourceFile, options: ReaderOptions) -> Iterable[Event] | Refusal:
    """The events of a book, or why it is not read. SeedError for a damaged part."""
    container = open_container(source)
    if isinstance(container, Refusal):
        return container
    package = read_package(container)
    if isinstance(package, Refusal):
        return package
    pages, findings = _read_pages(container, package, source)
    walk = _walk(package, pages, options)
    if options.part and not any(find_part(page, options.part) for page in pages):
        return Refusal(f'no document of the book has one part = "{options.part}"')
    findings += [*_leave_data(walk, container, package), *_report_left_out(package, source.path)]
    findings += report_notes(walk.notes, source.path)
    return [*walk.writer.events, *map(Report, findings)]


def _read_pages(container: Container, package: Package, source: SourceFile) -> tuple[list[Page], list[Finding]]:
    """All documents, those of the spine first."""
    pages, findings = [], []
    for name in (*package.spine, *package.others):
        document = SourceFile(source.siglum, f"{source.path} ({name})", container.read(name), source.encoding)
        decoded, found = decode_page(document)
        page = read_page(decoded.text, name, is_xml=True)
        package.learn(page)
        if package.rules.get(name) is Rule.GENERATED:
            package.learn_landmarks(page)
        pages.append(page)
        findings += found
    if all(package.rule(name) for name in package.spine):  # what it says of them cannot be right
        package.types.clear()
    return pages, findings


def _walk(package: Package, pages: list[Page], options: ReaderOptions) -> HtmlWalk:
    """Write the documents that are text; leave out the others."""
    languages = own_languages(pages[: len(package.spine)], options) | ({package.language} - {""})
    walk = HtmlWalk(options, pages, find_notes(pages), languages)
    for number, page in enumerate(pages):
        last = len(page.tokens) - 1
        part = find_part(page, options.part) if options.part else None
        if part is not None:
            walk.leave(number, 0, part.start - 1, Rule.NAVIGATION, is_named=True)
            walk.write(number, part.start, part.end)
            walk.leave(number, part.end + 1, last, Rule.NAVIGATION, is_named=True)
        elif options.part:
            walk.leave(number, 0, last, Rule.NAVIGATION, is_named=True)
        elif (rule := package.rule(page.part)) is not None:
            walk.leave(number, 0, last, rule)
        else:
            walk.write(number, 0, last)
    walk.finish()
    return walk


def _leave_data(walk: HtmlWalk, container: Container, package: Package) -> Iterator[Finding]:
    """Account for the words of the package document, the container and the table of contents of EPUB 2."""
    _leave_tree(walk, container.parse(CONTAINER, PUBLIC_IDS), CONTAINER, Rule.METADATA)
    _leave_tree(walk, package.root, package.path, Rule.METADATA)
    for name in container.names:
        if not name.lower().endswith(".ncx"):
            continue
        try:
            _leave_tree(walk, container.parse(name, PUBLIC_IDS), name, Rule.GENERATED)
        except SeedError as error:
            message = f"a part of the file cannot be read: {error}"
            yield Finding("E324", Severity.WARNING, message, Position(container.path))


def _leave_tree(walk: HtmlWalk, root: etree._Element, part: str, rule: Rule) -> None:
    places = XmlPlaces(root, part)
    for one in root.iter():
        if one.text and isinstance(one.tag, str):  # a comment is no text node
            walk.writer.leave(rule if one.text.strip() else Rule.MARKUP, one.text, places.text(one))
        if one.tail and one is not root:
            walk.writer.leave(rule if one.tail.strip() else Rule.MARKUP, one.tail, places.tail(one))


def _report_left_out(package: Package, path: str) -> Iterator[Finding]:
    """E344: documents of the spine that are no text; E345: documents that the book lacks."""
    left = [name for name in package.spine if package.rule(name) is not None]
    left += [name for name in package.others if package.rule(name) is not Rule.GENERATED]
    if left:
        shown = ", ".join(left[:_SHOWN]) + (" …" if len(left) > _SHOWN else "")
        message = (
            f"{len(left)} documents of the book are left out: covers, title pages, what is not in its order ({shown})"
        )
        yield Finding("E344", Severity.ADVICE, message, Position(path))
    for name in package.missing:
        message = f"the book names the document {name}, which it does not have"
        yield Finding("E345", Severity.WARNING, message, Position(path))
