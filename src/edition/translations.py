"""The translations of an edition: read as witnesses are, aligned with the blocks of its text, encoded as TEI."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from edition.decide.witness_text import WitnessText
from edition.errors import ConfigError, SeedError
from edition.model import Finding, Position, ReadingBlock, Severity, Witness, reading_blocks
from edition.model.anchor import Anchor
from edition.model.cited import cited_blocks
from edition.model.finding import count_of
from edition.model.identify import Identified, identify_witness
from edition.model.layout import PlacedBlock, walk
from edition.model.reference import Reference
from edition.model.translated import Pairs, Part, align_parts
from edition.model.witness import Kind
from edition.project.config import FILE_NAME, Config, WitnessOptions
from edition.project.reading_options import ReadingKeys
from edition.project.translation_options import TranslationOptions, file_names
from edition.tei.encode.header import Imprint
from edition.tei.encode.translation import encode_translation
from edition.witnesses import read_witness

#: Words of `align` that stand nowhere; blocks that render nothing, or are not rendered.
UNALIGNED, INCOMPLETE = "E486", "E487"
FOLDER = "translations"
_HEADINGS = frozenset({Kind.TITLE, Kind.HEADING})
_AROUND = 40  # characters of a block that a message quotes


@dataclass(frozen=True, slots=True)
class Translation:
    """A translation: what edition.toml says of it, the name of its file, and its text, whose blocks have ids."""

    options: TranslationOptions
    name: str
    text: Witness


def read_translations(config: Config) -> tuple[Translation, ...]:
    """The translations that edition.toml names; ConfigError with the table for a file that is not there."""
    names = file_names(config.translations)
    return tuple(
        Translation(one, name, identify_witness(_read(config, one, name, number), ())[0])
        for number, (one, name) in enumerate(zip(config.translations, names, strict=True), 1)
    )


def _read(config: Config, one: TranslationOptions, name: str, number: int) -> Witness:
    keys = {key: getattr(one, key) for key in ReadingKeys.__dataclass_fields__}
    facts = {
        key: getattr(one, key) for key in ("reader", "encoding", "language", "source", "date", "licence", "csv", "tei")
    }
    table = WitnessOptions(siglum=name, seed=one.file, name=one.title, author=one.translator, **facts, **keys)
    try:
        return read_witness(config, table)
    except SeedError as error:
        raise ConfigError(f"{FILE_NAME}: [[translation]] {number}: {error}") from None


def encode_translations(
    translations: Sequence[Translation], model: Identified, imprint: Imprint
) -> tuple[Mapping[str, etree._Element], tuple[Finding, ...]]:
    """The documents of the translations by their paths in `tei/`, and what is found of their alignment."""
    made: dict[str, etree._Element] = {}
    findings: list[Finding] = []
    for one in translations:
        aligning = _Aligning(one, model)
        targets = aligning.targets()
        findings += (*one.text.findings, *aligning.findings)
        path = f"{FOLDER}/{one.name}.xml"
        made[path] = encode_translation(one.text, one.options, targets, replace(imprint, transcribed=False))
    return made, tuple(findings)


class _Aligning:
    """A translation and the text of an edition, block by block."""

    def __init__(self, translation: Translation, model: Identified) -> None:
        self.translation = translation
        self.own = reading_blocks(translation.text)
        self.base = model.witness(model.apparatus.base)
        self.text = reading_blocks(self.base)
        placed = (p for p in walk(model.layout.parts) if isinstance(p, PlacedBlock))
        self.ids = {p.block.number: p.block.id for p in placed if p.block.siglum == self.base.siglum}
        self.findings: list[Finding] = []

    def targets(self) -> Mapping[str, tuple[str, ...]]:
        """By the id of a block of the translation the ids of those of the edition that it renders."""
        pairs = align_parts(_parts(self.translation.text, self.own), _parts(self.base, self.text), self._decided())
        self._tell(pairs)
        return {
            self.own[t].node.id: tuple(self.ids[n] for n in some if n in self.ids)
            for t, some in pairs.items()
            if self.own[t].node.id
        }

    def _decided(self) -> Pairs:
        made: dict[int, list[int]] = {}
        for own, words in self.translation.options.align:
            at = self._block_of(self.translation.text, self.own, own)
            to = self._block_of(self.base, self.text, words)
            if at is not None and to is not None:
                made.setdefault(at, []).append(to)
        return {at: tuple(sorted(set(some))) for at, some in made.items()}

    def _block_of(self, witness: Witness, blocks: Sequence[ReadingBlock], words: str) -> int | None:
        """The number of the block in which quoted words stand; None, with a finding, where that is none, or several."""
        text = WitnessText(witness)
        anchor = Anchor(words)
        met = {n for place in text.find(anchor, most=len(witness.text)) for n in _blocks_at(blocks, place.start)}
        if len(met) == 1:
            return met.pop()
        where = "the translation" if witness is self.translation.text else f"the text ({witness.siglum})"
        said = f"[[translation]] align: «{words}» stands in {len(met) or 'no'} blocks of {where}"
        near = text.nearest(anchor) if not met else None
        if near is not None:
            there = text.propose(near.start, near.end).anchor
            said += f"; nearest ({near.score:.0f} of 100): «{there.exact}»"
        todo = "; quote words that stand in one alone" if met else "; quote words as they stand"
        self._report(UNALIGNED, Severity.WARNING, said + todo)
        return None

    def _tell(self, pairs: Pairs) -> None:
        """What is not translated, and what renders nothing."""
        lacking = sorted(set(range(len(self.text))) - {n for some in pairs.values() for n in some})
        alone = [t for t in range(len(self.own)) if t not in pairs]
        said = []
        if lacking:
            count = count_of(len(lacking), "block")
            said.append(f"{count} of the text not translated, first «{_quoted(self.text[lacking[0]])}»")
        if alone:
            count = count_of(len(alone), "block")
            said.append(
                f"{count} of the translation for which the text has none, first «{_quoted(self.own[alone[0]])}»"
            )
        if said:
            todo = "if others belong together, name them in align of [[translation]]"
            self._report(INCOMPLETE, Severity.ADVICE, f"{'; '.join(said)}; {todo}")

    def _report(self, code: str, severity: Severity, said: str) -> None:
        self.findings.append(Finding(code, severity, said, Position(self.translation.options.file)))


def _parts(witness: Witness, blocks: Sequence[ReadingBlock]) -> list[Part]:
    cited = cited_blocks(witness, blocks)
    return [
        Part(c.block.kind in _HEADINGS, len(c.block.text), tuple(_references(c.reference)) if c.reference else ())
        for c in cited
    ]


def _references(reference: Reference) -> Iterator[str]:
    """A reference, and of a range each that it holds."""
    first, last = reference.parts[-1], reference.last
    if not last:
        yield str(reference)
    elif first.isdecimal() and last.isdecimal() and int(first) <= int(last) <= int(first) + 999:
        for number in range(int(first), int(last) + 1):
            yield str(replace(reference, parts=(*reference.parts[:-1], str(number)), last=""))


def _blocks_at(blocks: Sequence[ReadingBlock], offset: int) -> Iterator[int]:
    return (n for n, block in enumerate(blocks) if block.node.start <= offset < block.node.end)


def _quoted(block: ReadingBlock) -> str:
    return block.text if len(block.text) <= _AROUND else f"{block.text[:_AROUND].rsplit(' ', 1)[0]} …"
