"""Which readers there are, and the reading of a seed: the first reader that takes it, or every reason why not."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import entry_points

from edition.errors import ConfigError, NoReaderError
from edition.model import Exclusion, Finding, Position, Rule, Seed, Severity, exclusions
from edition.model.finding import position_in
from edition.readers.flat import read_flat
from edition.readers.formats import markup_of, refuse_markup
from edition.readers.options import ReaderOptions
from edition.readers.page import read_page
from edition.readers.structure import Refusal, Structure
from edition.readers.text import read_text
from edition.readers.wiki import read_wiki

Reader = Callable[[Seed, ReaderOptions], Structure | Refusal]

#: Our own readers.
BUILT_IN: Mapping[str, Reader] = {"wiki": read_wiki, "flat": read_flat, "page": read_page, "text": read_text}
#: Those of ours that are asked when the editor names none; `flat` and `page` are habits of a source, which she names.
_ASKED = ("wiki", "text")


@dataclass(frozen=True, slots=True)
class Readers:
    """The readers by name, and what is wrong with those that cannot be loaded (name -> reason)."""

    known: Mapping[str, Reader]
    broken: Mapping[str, str]

    @property
    def asked(self) -> tuple[str, ...]:
        """The readers that are asked in turn when none is named: plug-ins, then ours."""
        return (*(name for name in self.known if name not in BUILT_IN), *_ASKED)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """E304 for each plug-in that cannot be loaded."""
        return tuple(
            Finding("E304", Severity.WARNING, f"the reader {name!r} is left out: {why}", Position("edition.toml"))
            for name, why in self.broken.items()
        )


def load_readers() -> Readers:
    """Our readers and those of the entry-point group `edition.readers`; a plug-in may take the place of ours."""
    loaded: dict[str, Reader] = {}
    broken: dict[str, str] = {}
    for point in entry_points(group="edition.readers"):
        try:
            loaded[point.name] = point.load()
        except Exception as error:  # whatever the code of others raises: ours goes on
            broken[point.name] = f"{point.value} cannot be loaded: {type(error).__name__}: {error}"
    return Readers(loaded | {name: reader for name, reader in BUILT_IN.items() if name not in loaded}, broken)


def read(seed: Seed, name: str, options: ReaderOptions, readers: Readers | None = None) -> tuple[str, Structure]:
    """The name of the reader that took the seed, and the structure it found.

    With `name` only that reader is asked. NoReaderError holds the reason of every reader that refused, and is raised,
    too, where no reader was named and the text is written in a format of its own (formats.py).
    """
    readers = readers or load_readers()
    if name and name not in readers.known:
        why = readers.broken.get(name) or f"there is {', '.join(readers.known)}"
        raise ConfigError(f"edition.toml: reader = {name!r} is unknown; {why}")
    reasons = []
    is_plain = False  # known to be no markup: only readers of others take that
    for candidate in [name] if name else readers.asked:
        reader = readers.known[candidate]
        if not name and _is_ours(candidate, reader) and not is_plain:
            refuse_markup(seed)
            is_plain = True
        match _asked(candidate, reader, seed, options):
            case Refusal(why):
                reasons.append(f"{candidate}: {why}")
            case structure:
                said = tuple(_told(candidate, structure, seed, is_named=bool(name)))
                return candidate, replace(structure, findings=(*structure.findings, *said))
    raise NoReaderError(f"{seed.path}: no reader takes it. {'; '.join(reasons)}")


def _is_ours(name: str, reader: Reader) -> bool:
    """Whether a reader is the one of ours, and not a plug-in in its place."""
    return reader is BUILT_IN.get(name)


def _asked(name: str, reader: Reader, seed: Seed, options: ReaderOptions) -> Structure | Refusal:
    """What the reader says; a plug-in that fails, or whose structure does not cover the text, refuses."""
    try:
        made = reader(seed, options)
        if isinstance(made, Structure) and (made.root.start, made.root.end) != (0, len(seed.text)):
            raise ValueError("the structure does not cover the text")
        if isinstance(made, Structure):
            tuple(exclusions(made.root))  # ValueError for a rule that there is not
    except Exception as error:
        if _is_ours(name, reader):
            raise
        return Refusal(f"the plug-in failed: {type(error).__name__}: {error}")
    return made if isinstance(made, Structure | Refusal) else Refusal("the plug-in gave neither structure nor refusal")


def _told(reader: str, structure: Structure, seed: Seed, is_named: bool) -> Iterator[Finding]:
    """E302 for each rule that left something out of the reading text though the editor did not name the reader; E305
    where she named `text` for a file with markup."""
    found: dict[Rule, list[Exclusion]] = {}
    for one in () if is_named else exclusions(structure.root):
        found.setdefault(one.rule, []).append(one)
    if is_named and reader == "text" and (said := markup_of(seed)):
        what = said.partition(";")[0].partition(",")[0]
        said = f"this file {what}; it is read as plain text because edition.toml says so"
        yield Finding("E305", Severity.ADVICE, said, Position(seed.path))
    for rule, places in found.items():
        first = seed.text[places[0].start : places[0].end]
        wrong = "; if not, lists = false" if (reader, rule) == ("text", Rule.MARKUP) else ""
        more = f" and {len(places) - 1} more" if len(places) > 1 else ""
        said = (
            f"read as {reader}: «{first[:40]}»{more} left out of the reading text (rule {rule}); if that is right, "
            f'write reader = "{reader}" in edition.toml{wrong}'
        )
        yield Finding("E302", Severity.ADVICE, said, position_in(seed.path, seed.text, places[0].start))
