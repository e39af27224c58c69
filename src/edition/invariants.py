"""The invariants of an edition, proved again on what is written (docs/design.md §3)."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from edition.errors import InputError
from edition.model import Finding, Position, Severity, Witness, reading_blocks
from edition.model.witness import OPENINGS
from edition.project.sources import encode_text
from edition.tei.decode.edition import RecoveredBlock, recover, witness_ids
from edition.tei.decode.exclusions import ledger_of, ledger_of_note, letters, stated_exclusions
from edition.tei.decode.quote_difference import quote_difference
from edition.tei.decode.witness import is_intact, seed_of, text_of
from edition.xml.namespaces import NS

_Block = tuple[str, str, tuple[tuple[str, str], ...]]  # unit, words, what opens with it
Trees = Mapping[str, etree._Element]
EDITION = "tei/edition.xml"


def prove(witnesses: Sequence[Witness], trees: Trees) -> Iterator[Finding]:
    """A finding at error level for every invariant that does not hold; `trees` by path, as they were read back."""
    ids = witness_ids(trees[EDITION])
    for witness in witnesses:
        path = f"tei/witnesses/{ids.get(witness.siglum, witness.siglum)}.xml"
        try:
            held = recover(trees[EDITION], ids[witness.siglum])
        except (KeyError, ValueError) as error:
            yield _broken("I2", EDITION, f"the text of witness {witness.siglum} cannot be read: {error}")
            continue
        yield from _is_witness(witness, trees[path], path)
        yield from _is_accounted(trees[path], path, trees[EDITION], (ids[witness.siglum], held))
        yield from _is_held(witness, held)


def _is_witness(witness: Witness, tree: etree._Element, path: str) -> Iterator[Finding]:
    """I1: the witness file is the witness, and gives the seed back byte for byte."""
    if (text := text_of(tree)) != witness.text:
        at = _first_difference(text, witness.text)
        yield _broken("I1", path, f"the text departs from the seed at character {at}: {text[at : at + 30]!r}")
    try:
        seed = seed_of(tree)
        if seed.is_extracted:
            if seed.sha256 != witness.seed.sha256:
                yield _broken("I1", path, "the text is that of another file: the hash in the header is another")
            return
        intact = is_intact(seed, encode_text(seed))
    except (InputError, ValueError) as error:
        yield _broken("I1", path, f"the seed cannot be made again: {error}")
        return
    if not intact:
        yield _broken("I1", path, "the bytes of the seed do not come back: their hash is another")


def _is_accounted(
    tree: etree._Element, path: str, edition: etree._Element, recovered: tuple[str, Sequence[RecoveredBlock]]
) -> Iterator[Finding]:
    """I0: every character of the seed is in the edition's reading text, in a note, or in an exclusion that is stated.

    All is counted from the two files: what the witness file (which is the seed, I1) does not mark as left out must
    stand in the edition, letter for letter. `recovered`: the id of the witness and its blocks in the edition.
    """
    name, blocks = recovered
    ledger = ledger_of(tree)
    if ledger.size != len(text_of(tree)):
        yield _broken("I0", path, f"{len(text_of(tree))} characters, of which {ledger.size} are accounted for")
    stated = stated_exclusions(tree)
    if ledger.counts != stated:
        yield _broken("I0", path, f"left out are {ledger.counts}, but the header says {dict(stated)}")
    read, held = ledger.read_letters, letters("".join(block.text for block in blocks))
    if read != held:
        at = _first_difference(read, held)
        said = f"the edition has «{held[at : at + 30]}» where the witness reads «{read[at : at + 30]}»"
        yield _broken("I0", path, said)
    noted, carried = letters("".join(ledger.noted)), letters("".join(_notes(edition, name)))
    if noted != carried:
        yield _broken("I0", path, "the notes of the witness are not those of the edition")


def _notes(edition: etree._Element, name: str) -> Iterator[str]:
    """What the edition carries in the notes of a witness, without what these leave out themselves."""
    for note in edition.iterfind(f"tei:text/tei:back/tei:div[@type='notes'][@corresp='#{name}']/tei:note", NS):
        yield "".join(ledger_of_note(note, edition))


def _is_held(witness: Witness, recovered: Sequence[RecoveredBlock]) -> Iterator[Finding]:
    """I2: the edition holds the reading text of the witness, in its own order and blocks, as they were recovered.

    Canonically equivalent letters are the same letters: the edition writes them composed (NFC).
    """
    expected = [
        (
            b.kind.milestone,
            unicodedata.normalize("NFC", b.text),
            tuple((OPENINGS[n], d) for n, d in b.opens if n in OPENINGS),
        )
        for b in reading_blocks(witness)
    ]
    found = [(b.unit, unicodedata.normalize("NFC", b.text), b.opens) for b in recovered]
    if found == expected:
        return
    for number, (a, b) in enumerate(zip(found, expected, strict=False)):
        if a != b:
            yield _broken("I2", EDITION, f"block {number + 1} of witness {witness.siglum} {_depart(a, b)}")
            return
    yield _broken("I2", EDITION, f"witness {witness.siglum} has {len(expected)} blocks, the edition {len(found)}")


def _depart(found: _Block, expected: _Block) -> str:
    """How a block of the edition departs from that of the witness, by the words that differ."""
    if found[1] != expected[1]:
        one, other = quote_difference(found[1], expected[1])
        return f"has «{one}», not «{other}»"
    if found[0] != expected[0]:
        return f"is a {found[0]}, not a {expected[0]}: «{found[1][:40]}»"
    return f"opens {found[2] or 'nothing'}, not {expected[2] or 'nothing'}: «{found[1][:40]}»"


def _first_difference(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _broken(code: str, path: str, message: str) -> Finding:
    return Finding(code, Severity.ERROR, message, Position(path))
