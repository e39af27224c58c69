"""Read Word files (docx): what is text, and every other word by the rule that leaves it out.

A file with tracked changes nobody decided on is refused: edition.toml says what becomes of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from edition.errors import SeedError
from edition.model import Finding, Position, Rule, Severity
from edition.model.finding import count_of
from edition.readers.containers import open_container
from edition.readers.docx_blocks import BlockWalk
from edition.readers.docx_changes import describe_changes
from edition.readers.docx_notes import REFERENCES, Notes, find_notes
from edition.readers.docx_numbering import Numbering
from edition.readers.docx_package import MC, Package, Part, W, open_package
from edition.readers.docx_runs import WORDS, Word
from edition.readers.docx_styles import Styles
from edition.readers.events import Event, Report
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal

#: Beginning of the name of a part, in its folder -> why its words are left out.
_PARTS = (
    ("header", Rule.RUNNING_HEAD),
    ("footer", Rule.RUNNING_HEAD),
    ("comments", Rule.COMMENT),
    ("footnotes", Rule.HIDDEN),
    ("endnotes", Rule.HIDDEN),
    ("diagrams/data", Rule.PICTURE),
    ("diagrams/drawing", Rule.TWIN),
    ("charts/", Rule.PICTURE),
)
_FIRST = 3  # examples that a finding has


def read_docx(source: SourceFile, options: ReaderOptions) -> Iterable[Event] | Refusal:
    """The events of a Word file, or why it is none that can be read. SeedError for a part that is damaged."""
    container = open_container(source)
    if isinstance(container, Refusal):
        return container
    package = open_package(container)
    if isinstance(package, Refusal):
        return package
    settings = _tree(package, "settings")
    notes = dict(find_notes(package, settings))
    main = package.part(package.main)
    read = [main, *(one.part for key, one in notes.items() if key in list(REFERENCES)[:2])]
    if not options.changes and (why := describe_changes(read)):
        return Refusal(why)
    return _read(source, options, package, notes)


def _tree(package: Package, kind: str) -> etree._Element | None:
    name = package.related(kind)
    return package.part(name).root if name else None


def _read(source: SourceFile, options: ReaderOptions, package: Package, notes: Mapping[str, Notes]) -> list[Event]:
    styles = Styles(_tree(package, "styles"))
    main = package.part(package.main)
    languages = _own_languages(main, styles, options.language)
    numbering = Numbering(_tree(package, "numbering"), _list_styles(styles))
    word = Word(package, options, styles, numbering, notes, languages)
    BlockWalk(word).write_body(main)
    findings = list(_leave_rest(word, source.path))
    return [*word.writer.events, *(Report(one) for one in (*_findings(word, source.path), *findings))]


def _list_styles(styles: Styles) -> Mapping[str, str]:
    """The numbers (numId) of list styles."""
    found = ((key, one.find(f"{W}pPr/{W}numPr/{W}numId")) for key, one in styles.by_id.items())
    return {key: one.get(f"{W}val", "") for key, one in found if one is not None}


def _own_languages(main: Part, styles: Styles, language: str) -> frozenset[str]:
    """The languages in which words are not foreign: that of the witness, and the one of most words of the file."""
    counted: Counter[str] = Counter()
    for run in main.root.iter(f"{W}r"):
        found = run.find(f"{W}rPr/{W}lang")
        named = styles.language if found is None else found.get(f"{W}val", styles.language)
        counted[_primary(named)] += sum(len(one.text or "") for one in run.iter(*WORDS))
    most = counted.most_common(1)[0][0] if counted else ""
    return frozenset({"", "x", "zxx", "und", _primary(language), most})


def _primary(language: str) -> str:
    return language.partition("-")[0].casefold()


def _leave_rest(word: Word, path: str) -> Iterator[Finding]:
    """Account for all that the walk did not come to: parts of the file, and the spaces between their elements."""
    for name in word.package.container.names:
        if not name.casefold().endswith(".xml"):
            continue
        try:
            part = word.package.part(name)
        except SeedError as error:
            yield Finding("E324", Severity.WARNING, f"a part of the file cannot be read: {error}", Position(path))
            continue
        for twin in part.root.iter(f"{MC}Fallback", f"{MC}Choice"):
            word.leave(twin, part, Rule.TWIN)
        rule = _rule_of(name, word.package.main)
        word.leave(part.root, part, rule)
        if rule is Rule.PICTURE and (words := _words(part)):
            message = f"words of a diagram or chart are left out («{words}»); write them as text if they are some"
            yield Finding("E325", Severity.ADVICE, message, Position(path))


def _rule_of(name: str, main: str) -> Rule:
    if name == main:
        return Rule.UNKNOWN
    folder = main.rpartition("/")[0]
    inside = name.removeprefix(f"{folder}/") if folder else name
    return next((rule for beginning, rule in _PARTS if inside.startswith(beginning)), Rule.METADATA)


def _words(part: Part) -> str:
    return " ".join((one.text or "").strip() for one in part.root.iter(*WORDS) if (one.text or "").strip())[:40]


def _findings(word: Word, path: str) -> Iterator[Finding]:
    at = Position(path)
    if word.bold and not word.options.headings:
        count = count_of(len(word.bold), "short bold paragraph")
        message = f'{count} may be a heading ({_first(word.bold)}): headings = "bold" makes them headings'
        yield Finding("E320", Severity.ADVICE, message, at)
    if word.numbers:
        count = count_of(len(word.numbers), "automatic number")
        yield Finding("E321", Severity.ADVICE, f"{count} of paragraphs became words ({_first(word.numbers)})", at)
    if word.symbols:
        count = count_of(sum(word.symbols.values()), "sign")
        message = f"{count} of a symbol font kept as private characters ({_first(list(word.symbols))})"
        yield Finding("E322", Severity.WARNING, message, at)
    if word.boxes:
        yield Finding("E323", Severity.ADVICE, f"{count_of(word.boxes, 'text box')} put behind its paragraph", at)
    for number in word.included:
        message = f"another file is included after paragraph {number}, and not read; open the file in Word and save it"
        yield Finding("E324", Severity.WARNING, message, at)
    comments = next((one for key, one in word.notes.items() if key.endswith("commentReference")), None)
    if comments is not None and comments.by_id and word.options.comments != "notes":
        message = f'{count_of(len(comments.by_id), "comment")} left out; comments = "notes" makes notes of them'
        yield Finding("E326", Severity.ADVICE, message, at)


def _first(words: list[str]) -> str:
    shown = ", ".join(f"«{one}»" for one in words[:_FIRST])
    return shown + (" …" if len(words) > _FIRST else "")
