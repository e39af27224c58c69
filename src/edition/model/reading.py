"""The reading text: a witness without markup, furniture and note marks, block by block (docs/design.md, I2)."""

from collections.abc import Iterator

from edition.late_patterns import late_pattern
from edition.model.offsets import Offsets
from edition.model.witness import BLOCKS, CONTAINERS, OUTSIDE_READING, Kind, Node, ReadingBlock, Witness

_RUN = late_pattern(r"(?P<words>\S+(?: \S+)*)|\s+")  # words with single blanks between them, or white space


def reading_blocks(witness: Witness) -> tuple[ReadingBlock, ...]:
    """The blocks of the reading text in the witness's own order; blocks without words are left out."""
    made: list[ReadingBlock] = []
    _add_blocks(made, witness.text, witness.root, [])
    return tuple(made)


def note_blocks(witness: Witness) -> tuple[ReadingBlock, ...]:
    """The notes as blocks of the same form, in the order of the text; a note's own mark is left out."""
    made = (_block(witness.text, note, ()) for note in witness.notes())
    return tuple(block for block in made if block.text)


def reading_text(witness: Witness) -> str:
    """The reading text of a witness: every block ends in one line feed."""
    return "".join(block.text + "\n" for block in reading_blocks(witness))


def _add_blocks(made: list[ReadingBlock], text: str, node: Node, opens: list[tuple[str, str]]) -> None:
    """Walk the containers; `opens` collects what was opened since the last block that has words."""
    for child in node.children:
        if child.kind in BLOCKS:
            block = _block(text, child, tuple(opens))
            if block.text:
                opens.clear()
                made.append(block)
        elif child.kind in CONTAINERS:
            detail = child.get("level") if child.kind is Kind.SECTION else child.get("type")
            opens.append((child.kind.value, detail))
            _add_blocks(made, text, child, opens)


def _block(text: str, node: Node, opens: tuple[tuple[str, str], ...]) -> ReadingBlock:
    if not node.children:  # most blocks: words with single blanks between them
        words = text[node.start : node.end]
        if words and words == " ".join(words.split()):
            return ReadingBlock(node.kind, words, Offsets.of_run(node.start, node.end), node, opens)
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []  # where the pieces stand in the text
    for start, end in _kept(node):
        for run in _RUN.finditer(text, start, end):
            if run["words"]:
                pieces.append(run["words"])
                runs.append(run.span())
            elif pieces and pieces[-1] != " ":
                pieces.append(" ")
                runs.append((run.start(), run.start() + 1))
    if pieces and pieces[-1] == " ":
        pieces.pop()
        runs.pop()
    return ReadingBlock(node.kind, "".join(pieces), Offsets(runs), node, opens)


def _kept(node: Node) -> Iterator[tuple[int, int]]:
    """The stretches of a block that belong to the reading text."""
    at = node.start
    for child in node.children:
        yield at, child.start
        if child.kind not in OUTSIDE_READING:
            yield from _kept(child)
        at = child.end
    yield at, node.end
