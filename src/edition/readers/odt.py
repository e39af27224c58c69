"""Read OpenDocument texts (odt, and fodt: the same in one file): what is text, and every other word by its rule."""

from collections.abc import Iterable, Iterator

from lxml import etree

from edition.errors import SeedError
from edition.model import Finding, Position, Rule, Severity
from edition.readers.containers import Container, open_container, parse_part
from edition.readers.docx_package import MAX_DEPTH
from edition.readers.events import Event, Report
from edition.readers.odt_blocks import OdtBlocks
from edition.readers.odt_changes import describe_changes, find_changes
from edition.readers.odt_runs import PARAGRAPHS, OdtPart, OdtText
from edition.readers.odt_styles import FO, OASIS, OFFICE, STYLE, TEXT, OdtStyles, OutlineNumbers
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.xml_places import XmlPlaces

#: Document types that files may declare; they are not loaded.
PUBLIC_IDS = frozenset({"-//OpenOffice.org//DTD OfficeDocument 1.0//EN", "-//OpenOffice.org//DTD Manifest 1.0//EN"})
_CONTENT = "content.xml"
_WITH_STYLES = ("", _CONTENT, "styles.xml")
_MANIFEST = "META-INF/manifest.xml"
_MIMETYPE = "application/vnd.oasis.opendocument.text"
_HEADS = (f"{STYLE}header", f"{STYLE}footer", f"{STYLE}header-left", f"{STYLE}footer-left")
_INDEXES = ("table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index")
_DATA = (f"{OFFICE}change-info", f"{OFFICE}binary-data", f"{OFFICE}forms", f"{OFFICE}event-listeners")
#: Elements of the text that the walk may not come to, and why their words are left out.
_OUT: dict[tuple[str, ...], Rule] = {
    (*_DATA, *(f"{TEXT}{name}-source" for name in (*_INDEXES, "bibliography"))): Rule.METADATA,
    (f"{TEXT}tracked-changes",): Rule.DELETED,
    (f"{TEXT}note",): Rule.HIDDEN,
}
_FIRST = 3  # examples that a finding has


def read_odt(source: SourceFile, options: ReaderOptions) -> Iterable[Event] | Refusal:
    """The events of an OpenDocument text, or why it is none that can be read. SeedError for a damaged part."""
    opened = _open(source)
    if isinstance(opened, Refusal):
        return opened
    parts, damaged = opened
    body = parts[0].root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        return Refusal(f"it is no OpenDocument text: it has no office:text, its root is {parts[0].root.tag}")
    changes = find_changes(body)
    if not options.changes and (why := describe_changes(body, changes, dict(parts[0].units))):
        return Refusal(why)
    styles = OdtStyles(part.root for part in parts if part.name in _WITH_STYLES)
    languages = frozenset({options.language.partition("-")[0].casefold(), _language(styles)})
    text = OdtText(parts[0], options, styles, changes, languages)
    text.outline = OutlineNumbers(part.root for part in parts if part.name in _WITH_STYLES)
    OdtBlocks(text).write_body(body)
    findings = [*damaged, *_findings(text, source.path), *_leave_rest(text, parts, source.path)]
    return [*text.writer.events, *map(Report, findings)]


def _open(source: SourceFile) -> tuple[list[OdtPart], list[Finding]] | Refusal:
    """The parts of a file, the one with the text first, and findings on the others; or why it is not read."""
    if source.data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return [_part("", parse_part(source.data, source.path, PUBLIC_IDS), source.path)], []
    container = open_container(source)
    if isinstance(container, Refusal):
        return container
    why = _refuse(container)
    return Refusal(why) if why else _open_parts(container)


def _open_parts(container: Container) -> tuple[list[OdtPart], list[Finding]]:
    """The members that are XML, the one with the text first, and E324 for one of the others that is damaged."""
    parts = [_part(_CONTENT, container.parse(_CONTENT, PUBLIC_IDS), container.path)]
    findings = []
    for name in container.names:
        if not name.lower().endswith(".xml") or name == _CONTENT or name.startswith("Configurations2/"):
            continue
        try:
            parts.append(_part(name, container.parse(name, PUBLIC_IDS), container.path))
        except SeedError as error:
            message = f"a part of the file cannot be read: {error}"
            findings.append(Finding("E324", Severity.WARNING, message, Position(container.path)))
    return parts, findings


def _refuse(container: Container) -> str:
    """Why an archive is no OpenDocument text that can be read; "" for one that is."""
    if "mimetype" in container.names:
        mimetype = container.read("mimetype")[:100].decode("ascii", "replace").strip()
        if mimetype and not mimetype.startswith(_MIMETYPE):
            return f"it is no OpenDocument text, but {mimetype}; open it in LibreOffice and save it as .odt"
    if _CONTENT not in container.names:
        return "it has no content.xml, as an OpenDocument text must"
    if _MANIFEST in container.names:
        manifest = container.parse(_MANIFEST, PUBLIC_IDS)
        if next(manifest.iter(f"{{{OASIS}:manifest:1.0}}encryption-data"), None) is not None:
            return "the file has a password; open it in LibreOffice and save it without one"
    return ""


def _part(name: str, root: etree._Element, path: str) -> OdtPart:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        raise SeedError(f"{path}: elements stand more than {MAX_DEPTH} deep in each other; that is not accepted")
    units = {one: number for number, one in enumerate(root.iter(*PARAGRAPHS), 1)}
    return OdtPart(name, root, XmlPlaces(root, name), units)


def _language(styles: OdtStyles) -> str:
    return styles.properties("paragraph", "").get(f"{FO}language", "").casefold()


def _leave_rest(text: OdtText, parts: list[OdtPart], path: str) -> Iterator[Finding]:
    """Account for all that the walk did not come to: other files, styles, and the spaces between elements."""
    for part in parts:
        if part.name in ("", _CONTENT):
            _leave_rest_of_text(text, part)
        for one in part.root.iter(*_HEADS):
            text.leave(one, Rule.RUNNING_HEAD, part)
        is_object = part.name.endswith(f"/{_CONTENT}")
        text.leave(part.root, Rule.PICTURE if is_object else Rule.METADATA, part)
        words = " ".join(" ".join(str(t) for t in part.root.itertext()).split())[:40] if is_object else ""
        if words:
            message = f"words of an embedded object are left out («{words}»); write them as text if they are some"
            yield Finding("E325", Severity.ADVICE, message, Position(path))


def _leave_rest_of_text(text: OdtText, part: OdtPart) -> None:
    """The same in the part with the text."""
    for tags, rule in _OUT.items():
        for one in part.root.iter(*tags):
            text.leave(one, rule, part, rule is Rule.DELETED)
    body = part.root.find(f"{OFFICE}body/{OFFICE}text")
    if body is not None:
        text.leave(body, Rule.UNKNOWN, part)


def _findings(text: OdtText, path: str) -> Iterator[Finding]:
    at = Position(path)
    if text.bold and not text.options.headings:
        shown = ", ".join(f"«{one}»" for one in text.bold[:_FIRST]) + (" …" if len(text.bold) > _FIRST else "")
        count = f"{len(text.bold)} short bold paragraph{'' if len(text.bold) == 1 else 's'}"
        message = f'{count} may be a heading ({shown}): headings = "bold" makes them headings'
        yield Finding("E320", Severity.ADVICE, message, at)
    if text.numbers:
        count = f"{len(text.numbers)} automatic number{'' if len(text.numbers) == 1 else 's'}"
        shown = ", ".join(f"«{one}»" for one in text.numbers[:_FIRST]) + (" …" if len(text.numbers) > _FIRST else "")
        yield Finding("E321", Severity.ADVICE, f"{count} of headings became words ({shown})", at)
    if text.boxes:
        count = f"{text.boxes} text box{'' if text.boxes == 1 else 'es'}"
        yield Finding("E323", Severity.ADVICE, f"{count} put behind its paragraph", at)
    if text.comments and text.options.comments != "notes":
        count = f"{text.comments} comment{'' if text.comments == 1 else 's'}"
        yield Finding("E326", Severity.ADVICE, f'{count} left out; comments = "notes" makes notes of them', at)
