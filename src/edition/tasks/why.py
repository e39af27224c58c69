"""`edition why ID`: what a mark, a variation unit or a disagreement rests on, and the characters of the seed."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from edition.decide.find_entries import Unit
from edition.decide.paste_blocks import PastedBlock, Paster
from edition.errors import InputError
from edition.model import (
    Agreement,
    Block,
    BlockUnit,
    Event,
    Kind,
    Mention,
    Node,
    Passage,
    Reading,
    Run,
    Siglum,
    VariationUnit,
    Witness,
)
from edition.model.decision import DECISIONS
from edition.model.disagreement import Disagreement
from edition.model.finding import position_in
from edition.model.identify import Identified
from edition.model.layout import Container, PlacedBlock, PlacedUnit, walk
from edition.model.witness import BIBLIOGRAPHIC
from edition.stages import Documents
from edition.tei.encode.header import KINDS
from edition.tei.encode.parts import ELEMENTS

_AROUND = 40
_LOST = "the paragraph ends in a colon, and no quotation or list follows (E301)"
_LONGEST = 160
Explanation = Callable[[], Iterable[str]]  # gives the lines


def explain(documents: Documents, name: str) -> tuple[str, ...]:
    """Lines that explain what an element with an id rests on. InputError for an id that no file in `tei/` has."""
    found: dict[str, list[Explanation]] = {}
    for known, explanation in _explanations(documents):
        found.setdefault(known, []).append(explanation)
    if name not in found:
        near = difflib.get_close_matches(name, sorted(found), n=1, cutoff=0.6)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise InputError(f"no file in tei/ has the id {name}{hint} (ids of registers are explained by the registers)")
    return tuple(line for explanation in found[name] for line in explanation())


def _explanations(documents: Documents) -> Iterator[tuple[str, Explanation]]:
    """Every id with what explains it."""
    edition = documents.model
    for witness in edition.witnesses:
        yield from _in_witness(edition, witness)
    yield from ((one.id, partial(_disagreement, one)) for one in documents.disagreements.values())
    explained = _EditionIds(edition)
    for name, explanation in explained.all():
        yield name, partial(_with_head, f"{name} in tei/edition.xml", explanation)


def _with_head(head: str, explanation: Explanation) -> Iterator[str]:
    yield head
    yield from explanation()


# -- witnesses


def _in_witness(edition: Identified, witness: Witness) -> Iterator[tuple[str, Explanation]]:
    path = f"tei/witnesses/{edition.slugs[witness.siglum]}.xml"
    for mention in edition.mentions[witness.siglum]:
        head = f"{mention.id} in {path}: {mention.kind.value}"
        yield mention.id, partial(_with_head, head, partial(_decidable_mention, edition, witness, mention))
    for node in witness.root.walk():
        if node.id:
            element = "head" if node.kind is Kind.CAPTION else ELEMENTS[node.kind]
            yield node.id, partial(_with_head, f"{node.id} in {path}: {element}", partial(_node, witness, node))
        if node.get("gap"):
            head = f"{node.get('gap')} in {path}: gap"
            yield node.get("gap"), partial(_with_head, head, partial(_gap, witness, node))


def _node(witness: Witness, node: Node) -> Iterator[str]:
    is_rule = node.kind in BIBLIOGRAPHIC
    yield "found by rule: bibliography" if is_rule else f"found by the reader «{witness.reader}»"
    yield _place(witness, node.start, node.end)


def _gap(witness: Witness, node: Node) -> Iterator[str]:
    yield f"found by rule: {_LOST}"
    yield _place(witness, node.end, node.end)


def _mention(witness: Witness, mention: Mention) -> Iterator[str]:
    if mention.ref:
        yield f"means {mention.ref}, certainty {mention.cert}"
    yield f"rule: {mention.rule}"
    yield _place(witness, mention.start, mention.end)


def _decidable_mention(edition: Identified, witness: Witness, mention: Mention) -> Iterator[str]:
    yield from _mention(witness, mention)
    yield from _to_paste(Paster(edition).of_mention(witness.siglum, mention))


def _to_paste(blocks: Sequence[PastedBlock]) -> Iterator[str]:
    """Blocks of decisions, each with what it decides."""
    if blocks:
        yield ""
        yield f"to decide it in another way, put what you mean into {DECISIONS}:"
    for block in blocks:
        yield ""
        yield f"# {block.about}"
        yield from block.text.split("\n")


def _place(witness: Witness, start: int, end: int) -> str:
    """The characters of the seed, with their file, line and column, and those around them."""
    text = witness.text
    words = text[start:end] if end - start <= _LONGEST else text[start : start + _LONGEST] + "…"
    where = str(position_in(witness.seed.path, text, start))
    if witness.account:
        where = f"{witness.seed.path}, {witness.account.place_of(start)}"
    shown = f"{text[max(0, start - _AROUND) : start]}[{words}]{text[end : end + _AROUND]}"
    return f"{where}: …{' '.join(shown.split())}…"


# -- the edition


class _EditionIds:
    """Every id of the edition with what explains it."""

    def __init__(self, edition: Identified) -> None:
        self.edition = edition
        self.witnesses = {w.siglum: w for w in edition.witnesses}

    def all(self) -> Iterator[tuple[str, Explanation]]:
        for part in walk(self.edition.layout.parts):
            match part:
                case Container():
                    yield part.id, partial(self.taken_over, part.siglum, part.node.start, part.node.end)
                case PlacedBlock(block=block, source=source):
                    yield block.id, partial(self.taken_over, block.siglum, source.node.start, source.node.end)
                    yield from self.in_block(block)
                case PlacedUnit(unit=unit):
                    yield unit.id, partial(self.entry, unit)
        for move in self.edition.apparatus.transpositions:
            yield move.id, partial(_transposition, move.siglum, move.words, move.length)
        for (siglum, own), name in self.edition.carried.items():
            yield name, partial(_carried, siglum, own)

    def entry(self, unit: Unit) -> Iterator[str]:
        """What is at a place of variation, and what can be decided on it."""
        yield from _unit(unit, self.witnesses)
        yield from _to_paste(Paster(self.edition).of_unit(unit))

    def taken_over(self, siglum: Siglum, start: int, end: int) -> Iterator[str]:
        yield f"taken over from witness {siglum}"
        yield _place(self.witnesses[siglum], start, end)

    def in_block(self, block: Block) -> Iterator[tuple[str, Explanation]]:
        for part in block.parts:
            match part:
                case Agreement():
                    yield from self.in_runs(part.runs)
                case VariationUnit():
                    yield from self.in_unit(part)
                case Passage():
                    yield part.id, partial(self.entry, part)
                    yield from self.in_events(part.events)
                    for inner in part.parts:
                        yield from self.in_unit(inner) if isinstance(inner, VariationUnit) else self.in_runs(inner.runs)

    def in_unit(self, unit: VariationUnit) -> Iterator[tuple[str, Explanation]]:
        yield unit.id, partial(self.entry, unit)
        yield from self.in_events(unit.events)
        for reading in (unit.lemma, *unit.readings):
            yield reading.id, partial(_reading, reading, self.witnesses)
            yield from self.in_runs(reading.runs)

    def in_runs(self, runs: Sequence[Run]) -> Iterator[tuple[str, Explanation]]:
        for run in runs:
            yield from self.in_events(run.events)
            for span in run.spans:
                mark = self.edition.marks[run.siglum][span.number]
                if isinstance(mark, Mention):
                    yield span.id, partial(_taken_over_mention, self.witnesses[run.siglum], mark)

    def in_events(self, events: Sequence[Event]) -> Iterator[tuple[str, Explanation]]:
        for event in events:
            if event.unit == "lost":
                yield event.id, partial(iter, (f"witness {event.siglum}: found by rule: {_LOST}",))
            elif event.id:
                yield event.id, partial(iter, (f"a note mark of witness {event.siglum}",))


def _taken_over_mention(witness: Witness, mention: Mention) -> Iterator[str]:
    yield f"taken over from witness {witness.siglum}"
    yield from _mention(witness, mention)


def _carried(siglum: Siglum, own: str) -> Iterator[str]:
    yield f"taken over from a note of witness {siglum}, where its id is {own}"


def _transposition(siglum: Siglum, words: str, length: int) -> Iterator[str]:
    yield f"witness {siglum} has {length} words at another place; they begin: «{words}»"


def _reading(reading: Reading, witnesses: dict[Siglum, Witness]) -> Iterator[str]:
    kinds = "; ".join(KINDS[k] for k in (reading.kind, *reading.further) if k)
    yield f"{' '.join(reading.witnesses) or 'no witness'}: {_words(reading.text)}{': ' + kinds if kinds else ''}"
    if reading.rule:
        yield f"  so decided by the editor: {reading.rule}"
    yield from _places(reading.runs, witnesses)


def _unit(unit: Unit, witnesses: dict[Siglum, Witness]) -> Iterator[str]:
    """What every witness has at a place of variation, and how it departs from the lemma."""
    if isinstance(unit, VariationUnit):
        if unit.rule:
            yield f"its bounds were decided by the editor: {unit.rule}"
        for reading in (unit.lemma, *unit.readings):
            yield from _reading(reading, witnesses)
    else:
        words = " ".join(b.text for b in unit.blocks) if isinstance(unit, BlockUnit) else unit.text
        yield f"{' '.join(unit.witnesses)}: {_words(words)}"
        if unit.omitting:
            yield f"{' '.join(unit.omitting)}: omit it as a whole"
    for what, rule in () if isinstance(unit, BlockUnit) else unit.decided:
        yield f"the editor decided {what}: {rule}"
    if unit.lacunose:
        yield f"{' '.join(unit.lacunose)}: not extant here (lacuna)"
    for remark in unit.remarks:
        on = f" on {remark.siglum}" if remark.siglum else ""
        yield f"note of the editor{on}: «{remark.text}» ({remark.rule})"


def _places(runs: Sequence[Run], witnesses: dict[Siglum, Witness]) -> Iterator[str]:
    if runs and runs[0].siglum:
        yield f"  {_place(witnesses[runs[0].siglum], runs[0].source[0], runs[-1].source[1])}"


def _words(text: str) -> str:
    words = " ".join(text.split())
    return f"«{words if len(words) <= _LONGEST else words[:_LONGEST] + '…'}»" if words else "nothing"


def _disagreement(one: Disagreement) -> Iterator[str]:
    yield f"{one.id}: a disagreement on a {one.matter.value}, at {' '.join(one.place.addresses)}"
    yield f"rule: {one.rule} (certainty: {one.cert})"
    if one.inside:
        yield f"inside {' '.join(one.inside)}: the witness contradicts itself"
    for side in one.sides:
        agrees = "; agrees with what is known from outside" if side.agrees else ""
        yield f"{' '.join(side.witnesses)}: {_words(side.words)}{agrees}"
        if side.context:
            yield f"  in {_words(side.context)}, at {' '.join(side.addresses)}"
    if one.outside:
        yield f"known from outside the witnesses: {one.outside}"
