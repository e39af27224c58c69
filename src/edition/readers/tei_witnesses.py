"""Several witnesses of one TEI file: the hands that wrote and corrected it, or the witnesses of its apparatus."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from edition.model import Finding, Position, Severity
from edition.project.tei_options import TeiKeys
from edition.readers.choose_text import choose_text
from edition.readers.options import ReaderOptions
from edition.readers.source_file import SourceFile
from edition.readers.structure import Refusal
from edition.readers.tei_apparatus import Readings
from edition.readers.tei_apparatus_findings import ApparatusReport
from edition.readers.tei_hands import Hands
from edition.readers.tei_layer import Layer
from edition.readers.tei_sigla import Sigla
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
    if keys.apparatus in ("witnesses", "hers"):
        parts, told = _of_apparatus(root, source.path, options)
        return parts, (*found, *told)
    chosen = () if keys.hands == ("apart",) else keys.hands
    return tuple(_of_hands(Hands.of(root), source.siglum, options, chosen)), found


def _of_apparatus(
    root: etree._Element, path: str, options: ReaderOptions
) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    """The witnesses of an apparatus, and what the editor must know of it."""
    texts = choose_text(root, options.tei.text or options.part)
    if next(root.iter(f"{{{TEI}}}app"), None) is None or isinstance(texts, Refusal):
        return (), ()
    sigla, layer = Sigla.of(root), Layer.of(root, options.layer, options.state)
    is_negative = bool(options.tei.negative)
    readings = [Readings.of(root, texts[0], layer, one.id, is_negative) for one in sigla.sources]
    parts = tuple(Part(w.siglum, w.name, replace(options, pointer=w.id)) for w in sigla.sources)
    return parts, tuple(ApparatusReport.of(path, root, sigla, readings).findings())


def _of_hands(hands: Hands, siglum: str, options: ReaderOptions, chosen: Sequence[str]) -> Iterator[Part]:
    for state in hands.states(chosen):
        yield Part(f"{siglum}{state.suffix}", state.name, replace(options, state=str(state.age)))


def _findings(root: etree._Element, path: str, keys: TeiKeys) -> Iterator[Finding]:
    hands = Hands.of(root)
    if keys.apparatus in ("witnesses", "hers"):
        if next(root.iter(f"{{{TEI}}}app"), None) is None:
            said = f'apparatus = "{keys.apparatus}", but the file has no apparatus (app): it is read as one witness'
            yield Finding("E314", Severity.WARNING, said, Position(path))
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
