"""Breaks of a flattened text: what other witnesses show of them, in made-up texts and in the seeds of this edition."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from edition.model import Witness, reading_blocks
from edition.project.sources import make_seed
from edition.readers.cross_witness import reconcile_structures
from edition.readers.options import ReaderOptions
from edition.readers.registry import read
from edition.stages import read_sources

ROOT = Path(__file__).parents[2]
FILLER = "Filler words stand here in a row. " * 70


def witness(siglum: str, text: str, reader: str) -> Witness:
    seed = make_seed(siglum, f"{siglum}.txt", text.encode())
    options = ReaderOptions(genre="prose")
    return Witness(siglum, siglum, seed, read(seed, reader, options)[1].root, reader)


def paragraphs(flat: str, *others: str) -> list[str]:
    """The paragraphs of a flattened text before the filler."""
    made = [witness("A", f"{flat}  {FILLER}", "flat"), *(witness(f"B{i}", o, "text") for i, o in enumerate(others))]
    return [block.text for block in reading_blocks(reconcile_structures(made)[0])][:-1]


ONE = "The grey ferry left the harbour before the sun rose."
TWO = "Nobody on the quay saw which of the men held the oar."
NEW = "This sentence is in no other account of that cold day."


def test_a_reworded_sentence_does_not_hide_that_another_witness_runs_on() -> None:
    other = f"{ONE} {TWO}\n\nElsewhere it rained on the hills.\n"
    assert paragraphs(f"{ONE}  Which of the men held the oar nobody on the quay saw.", other) == [
        f"{ONE} Which of the men held the oar nobody on the quay saw."
    ]
    assert paragraphs(f"{ONE}  {NEW}  {TWO}", other) == [f"{ONE} {NEW} {TWO}"]


def test_a_break_of_any_witness_stays() -> None:
    apart, together = f"{ONE}\n\n{TWO}\n", f"{ONE} {TWO}\n"
    assert paragraphs(f"{ONE}  {TWO}", apart) == [ONE, TWO]
    assert paragraphs(f"{ONE}  {TWO}", together) == [f"{ONE} {TWO}"]
    assert paragraphs(f"{ONE}  {TWO}", together, apart) == [ONE, TWO]
    assert paragraphs(f"{TWO}  {ONE}", apart) == [TWO, ONE]


def test_without_words_of_other_witnesses_every_wide_blank_is_a_break() -> None:
    assert paragraphs(f"{ONE}  {TWO}", "Quite another text about the hills.\n") == [ONE, TWO]
    assert paragraphs(f"{ONE}  {NEW}", f"{ONE} More was said then of the men.\n") == [ONE, NEW]


def words_and_breaks(one: Witness) -> tuple[list[str], set[int]]:
    words: list[str] = []
    breaks = set()
    for block in reading_blocks(one):
        breaks.add(len(words))
        words += block.text.casefold().split()
    return words, breaks


def says_break(words: Sequence[str], at: int, other: Witness) -> bool | None:
    """Whether another witness has a break where the word `at` begins one; None where it lacks the words around it."""
    theirs, breaks = words_and_breaks(other)
    matcher = SequenceMatcher(None, words[at - 6 : at + 6], theirs, autojunk=False)
    found = [m for m in matcher.get_matching_blocks() if m.size]
    begins = [m.b + 6 - m.a for m in found if m.a <= 6 < m.a + m.size and m.size > 3]
    if begins:
        return begins[0] in breaks
    ends = [m.b + m.size for m in found if m.a + m.size == 6 and m.size > 3]
    return ends[0] in breaks if ends else None


def test_the_breaks_of_the_flattened_seed_are_breaks_of_another_witness() -> None:
    """The measure knows nothing of the program's own comparison: it looks for the six words on either side."""
    by_siglum = {w.siglum: w for w in read_sources(ROOT).witnesses}
    words, breaks = words_and_breaks(by_siglum["E"])
    said = [[says_break(words, at, by_siglum[s]) for s in "WG"] for at in sorted(breaks - {0})]
    known = [True in one for one in said if one != [None, None]]
    assert len(known) > 25
    assert sum(known) / len(known) >= 0.97
