"""An apparatus as lines that can be read and compared: «lemma ] reading SIGLA [kind] ; …»."""

from collections.abc import Iterator, Mapping, Sequence

from edition.collation.collate import collate
from edition.model import (
    Agreement,
    Apparatus,
    Block,
    BlockUnit,
    Mention,
    MentionKind,
    Passage,
    Reading,
    VariationUnit,
    Witness,
)
from edition.project.sources import make_seed
from edition.readers.options import ReaderOptions
from edition.readers.registry import read


def witnesses_of(texts: Mapping[str, str], reader: str = "text", fragments: Sequence[str] = ()) -> tuple[Witness, ...]:
    """Witnesses by siglum, read as plain text or by the reader named."""
    made = []
    for siglum, text in texts.items():
        seed = make_seed(siglum, f"{siglum}.txt", text.encode("utf-8"))
        name, structure = read(seed, reader, ReaderOptions())
        made.append(Witness(siglum, siglum, seed, structure.root, name, "fragment" if siglum in fragments else "whole"))
    return tuple(made)


def persons(witnesses: Sequence[Witness], forms: Mapping[str, str]) -> dict[str, list[Mention]]:
    """Mentions of persons wherever their forms stand; `forms`: form -> id of the entry."""
    made: dict[str, list[Mention]] = {}
    for witness in witnesses:
        found = made.setdefault(witness.siglum, [])
        for form, ref in forms.items():
            start = witness.text.find(form)
            if start >= 0:
                found.append(Mention(MentionKind.PERSON, start, start + len(form), ref))
    return made


def collated(base: str = "", names: Mapping[str, str] | None = None, reader: str = "text", **texts: str) -> Apparatus:
    """The apparatus of texts by siglum; the first is the base."""
    witnesses = witnesses_of(texts, reader)
    return collate(witnesses, base or witnesses[0].siglum, persons(witnesses, names or {}))[0]


def lines(apparatus: Apparatus) -> list[str]:
    """All entries, block-sized ones with their words behind «++»."""
    made: list[str] = []
    for block in apparatus.blocks:
        if isinstance(block, BlockUnit):
            words = " ¶ ".join(b.text.strip() for b in block.blocks)
            made.append(f"++ {words} {' '.join(block.witnesses)}")
            made += [entry for b in block.blocks for _, _, entry in entries(b)]
        else:
            made += [entry for _, _, entry in entries(block)]
    return made


def entries(block: Block) -> Iterator[tuple[int, int, str]]:
    """Where each entry of a block begins and ends in its words, and its line."""
    at = 0
    for part in block.parts:
        end = at + len(part.text)
        if isinstance(part, VariationUnit):
            yield at, end, _line(part)
        elif isinstance(part, Passage):
            yield at, end, f"passage {' '.join(part.text.split())} om. {' '.join(part.omitting)}"
            yield from _inner(part, at)
        else:
            assert isinstance(part, Agreement)
        at = end


def _inner(passage: Passage, at: int) -> Iterator[tuple[int, int, str]]:
    for one in passage.parts:
        if isinstance(one, VariationUnit):
            yield at, at + len(one.text), _line(one)
        at += len(one.text)


def _line(unit: VariationUnit) -> str:
    readings = " ; ".join(_reading(r) for r in unit.readings)
    return f"{unit.lemma.text.strip() or '—'} ] {readings}"


def _reading(one: Reading) -> str:
    return f"{one.text.strip() or 'om.'} {' '.join(one.witnesses)} [{one.kind}]"
