"""The known readers, and reading a seed with the first reader that accepts it.

When no reader accepts a seed, the error has the reason of each reader.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import entry_points

from edition.errors import ConfigError, NoReaderError
from edition.model import Exclusion, Finding, Position, Rule, Seed, Severity, exclusions
from edition.model.finding import position_in
from edition.readers.flat import read_flat
from edition.readers.formats import detect_markup, refuse_markup
from edition.readers.options import ReaderOptions
from edition.readers.page import read_page
from edition.readers.structure import Refusal, Structure
from edition.readers.text import read_text
from edition.readers.wiki import read_wiki

Reader = Callable[[Seed, ReaderOptions], Structure | Refusal]

#: The readers of this package.
BUILT_IN: Mapping[str, Reader] = {"wiki": read_wiki, "flat": read_flat, "page": read_page, "text": read_text}
#: The built-in readers that are tried when the editor names none; `flat` and `page` must be named in edition.toml.
_DEFAULT_READERS = ("wiki", "text")


@dataclass(frozen=True, slots=True)
class Readers:
    """The readers by name, and the readers that cannot be loaded (name -> reason)."""

    known: Mapping[str, Reader]
    broken: Mapping[str, str]

    @property
    def defaults(self) -> tuple[str, ...]:
        """The names of the readers that are tried in turn when none is named: plug-ins, then built-in ones."""
        return (*(name for name in self.known if name not in BUILT_IN), *_DEFAULT_READERS)

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
    return Readers(loaded | {name: reader for name, reader in BUILT_IN.items() if name not in loaded}, broken)


def read(seed: Seed, name: str, options: ReaderOptions, readers: Readers | None = None) -> tuple[str, Structure]:
    """Read a seed: the name of the reader that accepted it, and the structure that it found.

    With a `name` only that reader is tried, else each of `Readers.defaults`. ConfigError when there is no such reader.
    NoReaderError, with the reason of each reader, when all refuse, and when no reader is named and the text has markup
    (formats.py). The offsets of the structure are code points of `seed.text`.

    >>> from edition.project.sources import make_seed
    >>> seed = make_seed("A", "seeds/a.txt", b"A Title\\n\\nA paragraph.")
    >>> name, structure = read(seed, "", ReaderOptions(language="en"))
    >>> name, [(node.kind.name, node.start, node.end) for node in structure.root.children]
    ('text', [('TITLE', 0, 7), ('PARAGRAPH', 9, 21)])
    """
    readers = readers or load_readers()
    if name and name not in readers.known:
        why = readers.broken.get(name) or f"there is {', '.join(readers.known)}"
        raise ConfigError(f"edition.toml: reader = {name!r} is unknown; {why}")
    reasons = []
    is_plain = False  # whether the text is known to have no markup, which only plug-ins may read
    for candidate in [name] if name else readers.defaults:
        reader = readers.known[candidate]
        if not name and _is_built_in(candidate, reader) and not is_plain:
            refuse_markup(seed)
            is_plain = True
        match _run_reader(candidate, reader, seed, options):
            case Refusal(why):
                reasons.append(f"{candidate}: {why}")
            case structure:
                findings = _findings_on_choice(candidate, structure, seed, is_named=bool(name))
                return candidate, replace(structure, findings=(*structure.findings, *findings))
    raise NoReaderError(f"{seed.path}: no reader takes it. {'; '.join(reasons)}")


def _is_built_in(name: str, reader: Reader) -> bool:
    """Whether a reader is the built-in one, and not a plug-in with the same name."""
    return reader is BUILT_IN.get(name)


def _run_reader(name: str, reader: Reader, seed: Seed, options: ReaderOptions) -> Structure | Refusal:
    """The result of a reader; Refusal for a plug-in that fails or whose structure does not cover the text."""
    try:
        made = reader(seed, options)
        if isinstance(made, Structure) and (made.root.start, made.root.end) != (0, len(seed.text)):
            raise ValueError("the structure does not cover the text")
        if isinstance(made, Structure):
            tuple(exclusions(made.root))  # ValueError for an unknown rule
    except Exception as error:
        if _is_built_in(name, reader):
            raise
        return Refusal(f"the plug-in failed: {type(error).__name__}: {error}")
    return made if isinstance(made, Structure | Refusal) else Refusal("the plug-in gave neither structure nor refusal")


def _findings_on_choice(reader: str, structure: Structure, seed: Seed, is_named: bool) -> Iterator[Finding]:
    """E302 for each rule that left text out of the reading text when the editor did not name the reader.

    E305 when the editor named `text` for a file with markup.
    """
    found: dict[Rule, list[Exclusion]] = {}
    for exclusion in () if is_named else exclusions(structure.root):
        found.setdefault(exclusion.rule, []).append(exclusion)
    if is_named and reader == "text" and (markup := detect_markup(seed)):
        what = markup.partition(";")[0].partition(",")[0]
        message = f"this file {what}; it is read as plain text because edition.toml says so"
        yield Finding("E305", Severity.ADVICE, message, Position(seed.path))
    for rule, places in found.items():
        first = seed.text[places[0].start : places[0].end]
        advice = "; if not, lists = false" if (reader, rule) == ("text", Rule.MARKUP) else ""
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        message = (
            f"read as {reader}: «{first[:40]}»{more} left out of the reading text (rule {rule}); if that is right, "
            f'write reader = "{reader}" in edition.toml{advice}'
        )
        yield Finding("E302", Severity.ADVICE, message, position_in(seed.path, seed.text, places[0].start))
