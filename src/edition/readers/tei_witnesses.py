"""Several witnesses of one TEI file: the hands that wrote and corrected it, or the witnesses of its apparatus."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from edition.model import Finding, Position, Severity
from edition.project.tei_options import TeiKeys
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.tei_apparatus import sources_of, undeclared_witnesses
from edition.readers.tei_hands import Hands
from edition.xml.namespaces import TEI
from edition.xml.transcription import parse_transcription

READER = "tei"


@dataclass(frozen=True, slots=True)
class Part:
    """One witness of a file: its siglum, what the file calls it, and how its text is read."""

    siglum: str
    name: str
    options: ReaderOptions


def layer_options(options: ReaderOptions) -> ReaderOptions:
    """The options with the layer and the state of the text that `[tei]` asks for."""
    keys = options.tei
    layer = keys.print if keys.collate == "lemma" else keys.collate
    return replace(options, layer=layer, state="first" if keys.hands == ("first",) else "last")


def divide(source: SourceFile, options: ReaderOptions) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    """The witnesses of a file, and what the editor must know of them; none where the file is one witness."""
    keys = options.tei
    if not keys.divides or source.pages:
        return (), ()
    root = parse_transcription(source.data, source.path, source.declarations).root
    found = tuple(_findings(root, source.path, keys))
    if keys.apparatus == "witnesses":
        return tuple(_of_apparatus(root, options)), found
    chosen = () if keys.hands == ("apart",) else keys.hands
    return tuple(_of_hands(Hands.of(root), source.siglum, options, chosen)), found


def _of_apparatus(root: etree._Element, options: ReaderOptions) -> Iterator[Part]:
    if next(root.iter(f"{{{TEI}}}app"), None) is None:
        return
    for one in sources_of(root):
        yield Part(one.siglum, one.name, replace(options, pointer=one.id))


def _of_hands(hands: Hands, siglum: str, options: ReaderOptions, chosen: Sequence[str]) -> Iterator[Part]:
    for state in hands.states(chosen):
        yield Part(f"{siglum}{state.suffix}", state.name, replace(options, state=str(state.age)))


def _findings(root: etree._Element, path: str, keys: TeiKeys) -> Iterator[Finding]:
    hands = Hands.of(root)
    if keys.apparatus == "witnesses":
        if next(root.iter(f"{{{TEI}}}app"), None) is None:
            said = 'apparatus = "witnesses", but the file has no apparatus (app): it is read as one witness'
            yield Finding("E314", Severity.WARNING, said, Position(path))
        yield from undeclared_witnesses(root, path)
        return
    known = {*hands.declared, *hands.changing}
    for hand in (h.removeprefix("#") for h in keys.hands if h.startswith("#")):
        if hand not in known:
            said = f"hands names #{hand}, which no handNote declares and no change names; there is {_listed(known)}"
            yield Finding("E315", Severity.WARNING, said, Position(path))
    if hands.undeclared:
        said = (
            f"the header describes no hand {_listed(hands.undeclared)} (handNote); it counts as later than the others"
        )
        yield Finding("E315", Severity.ADVICE, said, Position(path))


def _listed(ids: Sequence[str] | set[str]) -> str:
    return ", ".join(f"#{one}" for one in sorted(ids) if one)
