"""The known readers, and reading a seed with the first reader that accepts it.

When no reader accepts a seed, the error has the reason of each reader.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.metadata import entry_points

from edition.errors import ConfigError, NoReaderError, SeedError
from edition.model import Exclusion, Finding, MarkedWord, Node, Position, Rule, Seed, Severity, exclusions
from edition.model.account import Account
from edition.model.finding import position_in
from edition.project.sources import encode_text, extracted_seed
from edition.readers.accounting import find_left_out, find_unaccounted, make_account, marked_as_deleted, uncovered
from edition.readers.binary_formats import detect_binary
from edition.readers.carriers import carriers_of
from edition.readers.choice import IN_EDITION_TOML, Means, choose_reader, refusal, report_choice, report_text
from edition.readers.detect import detect
from edition.readers.events import Event
from edition.readers.extract import Extraction, extract
from edition.readers.flat import read_flat
from edition.readers.gutenberg import read_gutenberg
from edition.readers.layers import separate_words
from edition.readers.options import ReaderOptions
from edition.readers.page import read_page
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal, Structure
from edition.readers.text import read_text
from edition.readers.wiki import read_wiki

#: A reader of a plug-in: a source file becomes events, or a refusal with the reason.
Reader = Callable[[SourceFile, ReaderOptions], Iterable[Event] | Refusal]
#: A built-in reader of plain text: it keeps every character, so that its structure lies over the decoded text.
TextReader = Callable[[Seed, ReaderOptions], Structure | Refusal]

#: The readers of this package.
BUILT_IN: Mapping[str, TextReader] = {
    "wiki": read_wiki,
    "flat": read_flat,
    "page": read_page,
    "text": read_text,
    "gutenberg": read_gutenberg,
}
#: The built-in readers of other formats: name -> module and function, loaded when it is used.
FORMATS: Mapping[str, str] = {
    "docx": "edition.readers.docx:read_docx",
    "latex": "edition.readers.latex:read_latex",
    "odt": "edition.readers.odt:read_odt",
    "csv": "edition.readers.csv:read_csv",
    "page-xml": "edition.readers.page_xml:read_page_xml",
    "alto": "edition.readers.alto:read_alto",
    "hocr": "edition.readers.hocr:read_hocr",
    "collatex": "edition.readers.collatex_seed:read_collatex_seed",
    "tei": "edition.readers.tei:read_tei",
    "typed": "edition.readers.typed:read_typed",
    "html": "edition.readers.html:read_html",
    "epub": "edition.readers.epub:read_epub",
    "markdown": "edition.readers.markdown:read_markdown",
    "rtf": "edition.readers.rtf:read_rtf",
    "wikitext": "edition.readers.wikitext:read_wikitext",
}
#: The built-in readers that take several files as the pages of one witness.
OF_PAGES = frozenset({"page-xml", "alto", "hocr", "tei"})
#: Rules that leave something out of a plain text only where an option of edition.toml says so.
_ASKED_FOR = frozenset({Rule.HYPHEN, Rule.NUMBER})


@dataclass(frozen=True, slots=True)
class Readers:
    """The readers by name, and the readers that cannot be loaded (name -> reason)."""

    plugins: Mapping[str, Reader]
    broken: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all readers; a plug-in with the name of a built-in reader replaces it."""
        return tuple(dict.fromkeys((*self.plugins, *BUILT_IN, *FORMATS)))

    @property
    def tried(self) -> tuple[str, ...]:
        """The names of the plug-ins that are tried in turn, before a built-in reader is chosen, when none is named."""
        return tuple(name for name in self.plugins if name not in BUILT_IN and name not in FORMATS)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """E304 for each plug-in that cannot be loaded."""
        return tuple(
            Finding("E304", Severity.WARNING, f"the reader {name!r} is left out: {why}", Position("edition.toml"))
            for name, why in self.broken.items()
        )


def load_readers() -> Readers:
    """The built-in readers and the plug-ins of the entry-point group `edition.readers`.

    A plug-in with the name of a built-in reader replaces it.
    """
    loaded: dict[str, Reader] = {}
    broken: dict[str, str] = {}
    for point in entry_points(group="edition.readers"):
        try:
            loaded[point.name] = point.load()
        except Exception as error:  # a plug-in may raise anything; the others must still load
            broken[point.name] = f"{point.value} cannot be loaded: {type(error).__name__}: {error}"
    return Readers(loaded, broken)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What was read of a source file: the reader, the text (as a seed), the structure, the findings.

    `account`: of a format whose text was taken out of the file. `words`: those that the file marks one by one.
    """

    reader: str
    seed: Seed
    root: Node
    findings: tuple[Finding, ...] = ()
    account: Account | None = None
    words: tuple[MarkedWord, ...] = ()


def read_source(
    source: SourceFile,
    name: str,
    options: ReaderOptions,
    readers: Readers | None = None,
    means: Means = IN_EDITION_TOML,
) -> ReadFile:
    """Read a source file with the reader of a name; without one, with the reader for what its bytes are (detect.py).

    Without a name the plug-ins are tried first. `means`: how the user can say what the file is. ConfigError when there
    is no such reader. NoReaderError, with the reason of each reader, when all refuse; and when no reader is named and
    the format has none or is not sure. SeedError when the file is no text and the reader needs one.
    """
    readers = readers or load_readers()
    if name and name not in readers.names:
        why = readers.broken.get(name) or f"there is {', '.join(readers.names)}"
        raise ConfigError(f"edition.toml: reader = {name!r} is unknown; {why}")
    reasons = []
    for candidate in [name] if name else readers.tried:
        made = _run(candidate, source, options, readers)
        if isinstance(made, ReadFile):
            return replace(made, findings=(*made.findings, *_findings_on_choice(made, source, is_named=bool(name))))
        reasons.append(f"{candidate}: {made.why}")
    if not name:
        made = _read_detected(source, options, readers, means)
        if isinstance(made, ReadFile):
            return made
        reasons.append(made.why)
    if len(reasons) == 1:
        raise NoReaderError(f"{source.path}: {reasons[0]}")
    raise NoReaderError(f"{source.path}: no reader takes it. {'; '.join(reasons)}")


def _read_detected(source: SourceFile, options: ReaderOptions, readers: Readers, means: Means) -> ReadFile | Refusal:
    """What the reader for the detected format makes of a file, with the finding on the choice."""
    detected = detect(*source.files[0], source.encoding)
    reader = choose_reader(source.path, detected, readers.names, bool(options.csv.text), means)
    made = _run(reader, source, options, readers)
    if isinstance(made, Refusal):
        return Refusal(f"{reader}: {made.why}")
    chosen = report_choice(source.path, detected, reader)
    found = (*([chosen] if chosen else []), *_findings_on_choice(made, source, is_named=False))
    return replace(made, findings=(*made.findings, *found))


def _run(name: str, source: SourceFile, options: ReaderOptions, readers: Readers) -> ReadFile | Refusal:
    """What a reader makes of a file."""
    if source.pages and name not in OF_PAGES and name not in readers.plugins:
        return Refusal(
            f"several files are read as pages of PAGE XML, ALTO, hOCR or TEI, and {source.files[0][0]} is none"
        )
    if name in readers.plugins:
        return _run_plugin(name, readers.plugins[name], source, options)
    if name in FORMATS:
        return _run_format(name, source, options)
    return _run_built_in(name, source, options)


def read(seed: Seed, name: str, options: ReaderOptions, readers: Readers | None = None) -> tuple[str, Structure]:
    """The same for a text that is decoded: the name of the reader, and the structure that it found.

    The offsets of the structure are code points of `seed.text`.

    >>> from edition.project.sources import make_seed
    >>> seed = make_seed("A", "seeds/a.txt", b"One line\\nand more.\\n\\nAnother.")
    >>> name, structure = read(seed, "", ReaderOptions(language="en"))
    >>> name, [(node.kind.name, node.start, node.end) for node in structure.root.children]
    ('text', [('PARAGRAPH', 0, 18), ('PARAGRAPH', 20, 28)])
    """
    encoding = "" if seed.byte_order_mark else seed.encoding
    made = read_source(SourceFile(seed.siglum, seed.path, encode_text(seed), encoding), name, options, readers)
    return made.reader, Structure(made.root, made.findings)


def _decode(source: SourceFile) -> Seed:
    """The file as text. SeedError for a binary file; for one that does not decode, with its format where it has one."""
    if found := detect_binary(source.path, source.data):
        raise SeedError(f"{source.path}: {refusal(found)}")
    try:
        return source.decoded
    except SeedError as error:
        found = detect(source.path, source.data, source.encoding)
        if found.is_container:
            raise SeedError(f"{source.path}: {refusal(found)}") from None
        if found.is_sure and found.reader not in ("text", "wiki"):
            raise SeedError(f"{error}; the file is {found.name}") from None
        raise


def _run_built_in(name: str, source: SourceFile, options: ReaderOptions) -> ReadFile | Refusal:
    """What a built-in reader of plain text makes of a file."""
    seed = _decode(source)
    made = BUILT_IN[name](seed, options)
    return made if isinstance(made, Refusal) else ReadFile(name, seed, made.root, made.findings)


def _run_format(name: str, source: SourceFile, options: ReaderOptions) -> ReadFile | Refusal:
    """What a built-in reader of another format makes of a file."""
    module, _, function = FORMATS[name].partition(":")
    made: Iterable[Event] | Refusal = getattr(import_module(module), function)(source, options)
    if isinstance(made, Refusal):
        return made
    extraction = extract(made)
    if not extraction.text.strip():
        return Refusal("it found no text")
    seed = extracted_seed(source.siglum, source.path, source.data, extraction.text)
    root, words = separate_words(extraction.text, extraction.root)
    account = make_account(source, extraction, options.leave_out)
    marked = list(marked_as_deleted(extraction.text, root, account)) if options.changes != "keep" else []
    findings = [*extraction.findings, *find_left_out(source.path, account, len(extraction.text.split()), marked)]
    if (carriers := carriers_of(name, source)) is not None:
        findings += find_unaccounted(source.path, uncovered(carriers, extraction.covered))
    return ReadFile(name, seed, root, tuple(findings), account, words)


def _run_plugin(name: str, reader: Reader, source: SourceFile, options: ReaderOptions) -> ReadFile | Refusal:
    """What a plug-in makes of a file; Refusal where it fails or yields what does not fit."""
    try:
        made = reader(source, options)
        if isinstance(made, Refusal):
            return made
        extraction = extract(made)
        if not extraction.text.strip():
            return Refusal("it found no text")
        return ReadFile(name, _seed_of(source, extraction), extraction.root, extraction.findings)
    except Exception as error:  # a plug-in may raise anything; the other readers must still be tried
        return Refusal(f"the plug-in failed: {type(error).__name__}: {error}")


def _seed_of(source: SourceFile, extraction: Extraction) -> Seed:
    """The decoded file where the extraction has its very text, else the extracted text as a seed of its own."""
    try:
        is_verbatim = source.text == extraction.text
    except SeedError:  # the bytes are no text in the encoding: a file of another format
        is_verbatim = False
    if is_verbatim:
        return source.decoded
    return extracted_seed(source.siglum, source.path, source.data, extraction.text)


def _findings_on_choice(made: ReadFile, source: SourceFile, is_named: bool) -> Iterator[Finding]:
    """E302 for each rule that left text out of a plain text's reading text when the editor did not name the reader.

    E305 when the editor named `text` for a file with markup.
    """
    reader, seed = made.reader, made.seed
    found: dict[Rule, list[Exclusion]] = {}
    for exclusion in () if is_named or reader in FORMATS else exclusions(made.root):
        if exclusion.rule not in _ASKED_FOR:
            found.setdefault(exclusion.rule, []).append(exclusion)
    if is_named and reader == "text":
        told = report_text(source.path, detect(source.path, source.data, source.encoding))
        yield from [told] if told else []
    for rule, places in found.items():
        first = seed.text[places[0].start : places[0].end]
        advice = "; if not, lists = false" if (reader, rule) == ("text", Rule.MARKUP) else ""
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        message = (
            f"read as {reader}: «{first[:40]}»{more} left out of the reading text (rule {rule}); if that is right, "
            f'write reader = "{reader}" in edition.toml{advice}'
        )
        yield Finding("E302", Severity.ADVICE, message, position_in(seed.path, seed.text, places[0].start))
