"""`edition why ID`: on what a mark, a place of variation or a disagreement rests, and the characters of the seed."""

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from edition.errors import InputError
from edition.model import (
    BlockUnit,
    Mention,
    Passage,
    Run,
    Siglum,
    VariationUnit,
    Witness,
)
from edition.model.finding import position_in
from edition.model.ids import slugs
from edition.stages import Built, Documents, Sources, Stages, imprint_of, make_documents, marks_of, read_sources
from edition.tei.encode.header import KINDS
from edition.tei.tracing import traced
from edition.xml.namespaces import NS, XML_ID, tei

_AROUND = 40
_LOST = "the paragraph ends in a colon, and no quotation or list follows (E301)"
_LONGEST = 160


def why(root: Path, name: str) -> tuple[str, ...]:
    """Lines that tell why an element with an id stands where it stands; InputError for an id that is not there."""
    sources = read_sources(root)
    documents = make_documents(sources, Stages(Built(), lambda stage: None))
    lines = tuple(_told(sources, documents, name))
    if not lines:
        known = {i for tree in (*documents.witnesses.values(), documents.edition) for i in _ids(tree)}
        near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise InputError(f"no file in tei/ has the id {name}{hint} (ids of registers are explained by the registers)")
    return lines


def _ids(tree: etree._Element) -> Iterator[str]:
    return (e.get(XML_ID, "") for e in tree.iter(etree.Element) if e.get(XML_ID))


def _told(sources: Sources, documents: Documents, name: str) -> Iterator[str]:
    witnesses = {w.siglum: w for w in sources.witnesses}
    for siglum, tree in documents.witnesses.items():
        element = _element(tree, name)
        if element is not None:
            file = slugs(documents.apparatus.sigla)[siglum]
            yield f"{name} in tei/witnesses/{file}.xml: {etree.QName(element).localname}"
            yield from _in_witness(witnesses[siglum], documents.mentions[siglum], tree, element)
    if name in documents.disagreements:
        yield from _disagreement(documents, name)
    elif _element(documents.edition, name) is not None:
        yield from _in_edition(sources, documents, witnesses, name)


def _element(tree: etree._Element, name: str) -> etree._Element | None:
    found = tree.xpath("//*[@xml:id = $name]", name=name)
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else None


def _in_witness(
    witness: Witness, mentions: Sequence[Mention], tree: etree._Element, element: etree._Element
) -> Iterator[str]:
    """The text of a witness file is its seed, so that what stands before an element tells where it stands."""
    text = tree.find("tei:text", NS)
    before = element.xpath("preceding::text()[ancestor::tei:text]", namespaces=NS)
    inside = [e for e in element.iterancestors() if text is not None and text in (e, *e.iterancestors())]
    start = sum(len(str(t)) for t in before) if isinstance(before, list) and inside else 0
    mention = next((m for m in mentions if m.start == start and m.kind.value == etree.QName(element).localname), None)
    if mention is not None:
        yield from _mention(witness, mention)
    else:
        yield _rule(witness, element)
        yield _place(witness, start, start + len("".join(str(t) for t in element.itertext())))


def _rule(witness: Witness, element: etree._Element) -> str:
    """What an element that is no mention rests on."""
    if element.get("resp") is None:
        return f"found by the reader «{witness.reader}»"
    return f"found by rule: {_LOST if element.tag == tei('gap') else 'bibliography'}"


def _mention(witness: Witness, mention: Mention) -> Iterator[str]:
    if mention.ref:
        yield f"means {mention.ref}, certainty {mention.cert}"
    yield f"rule: {mention.rule}"
    yield _place(witness, mention.start, mention.end)


def _place(witness: Witness, start: int, end: int) -> str:
    """The characters of the seed, with their file, line and column, and those around them."""
    text = witness.text
    words = text[start:end] if end - start <= _LONGEST else text[start : start + _LONGEST] + "…"
    where = position_in(witness.seed.path, text, start)
    shown = f"{text[max(0, start - _AROUND) : start]}[{words}]{text[end : end + _AROUND]}"
    return f"{where}: …{' '.join(shown.split())}…"


def _in_edition(sources: Sources, documents: Documents, witnesses: dict[Siglum, Witness], name: str) -> Iterator[str]:
    found = traced(documents.apparatus, sources.witnesses, documents.witnesses, marks_of(sources), imprint_of(sources))
    yield f"{name} in tei/edition.xml"
    if name in found.marks:
        siglum, mark = found.marks[name]
        yield f"taken over from witness {siglum}"
        if isinstance(mark, Mention):
            yield from _mention(witnesses[siglum], mark)
    elif name in found.units:
        yield from _unit(found.units[name], witnesses)
    else:
        yield from _loss(documents, name)


def _loss(documents: Documents, name: str) -> Iterator[str]:
    element = _element(documents.edition, name)
    if element is not None and element.tag == tei("gap"):
        yield f"witness {element.get('source', '').replace('#', '')}: found by rule: {_LOST}"


def _unit(unit: VariationUnit | Passage | BlockUnit, witnesses: dict[Siglum, Witness]) -> Iterator[str]:
    """What every witness has at a place of variation, and how it departs from the lemma."""
    if isinstance(unit, VariationUnit):
        yield f"{' '.join(unit.lemma.witnesses)}: {_words(unit.lemma.text)}"
        yield from _places(unit.lemma.runs, witnesses)
        for reading in unit.readings:
            kinds = "; ".join(KINDS[k] for k in (reading.kind, *reading.further) if k)
            yield f"{' '.join(reading.witnesses)}: {_words(reading.text)}: {kinds}"
            yield from _places(reading.runs, witnesses)
    else:
        words = " ".join(b.text for b in unit.blocks) if isinstance(unit, BlockUnit) else unit.text
        yield f"{' '.join(unit.witnesses)}: {_words(words)}"
        if unit.omitting:
            yield f"{' '.join(unit.omitting)}: lack it as a whole"
    if unit.lacunose:
        yield f"{' '.join(unit.lacunose)}: silent here, a fragment"


def _places(runs: Sequence[Run], witnesses: dict[Siglum, Witness]) -> Iterator[str]:
    if runs and runs[0].siglum:
        yield f"  {_place(witnesses[runs[0].siglum], runs[0].source[0], runs[-1].source[1])}"


def _words(text: str) -> str:
    words = " ".join(text.split())
    return f"«{words if len(words) <= _LONGEST else words[:_LONGEST] + '…'}»" if words else "nothing"


def _disagreement(documents: Documents, name: str) -> Iterator[str]:
    one = documents.disagreements[name]
    yield f"{name}: a disagreement on a {one.matter.value}, at {' '.join(one.place.addresses)}"
    for side in one.sides:
        agrees = "; agrees with what is known from outside" if side.agrees else ""
        yield f"{' '.join(side.witnesses)}: {_words(side.words)}{agrees}"
    if one.outside:
        yield f"known from outside the witnesses: {one.outside}"
