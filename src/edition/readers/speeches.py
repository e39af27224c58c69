"""Speeches of a play, made of chunks: who speaks, what is said, stage directions."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from edition.model import Kind, Node
from edition.readers.drama import DramaReader
from edition.readers.paragraphs import Chunk
from edition.readers.structure import InlineRules, TextLine, make_block

_SPOKEN = frozenset({Kind.PARAGRAPH, Kind.STANZA, Kind.VERSE, Kind.STAGE, Kind.NOTE})


class SpeechMaker:
    """Collects the blocks of one speech until another begins."""

    def __init__(self, text: str, inline: InlineRules, play: DramaReader) -> None:
        self.text, self.inline, self.play = text, inline, play
        self.held: list[Node] = []  # the speaker, and what he or she has said so far

    def end(self) -> Iterator[Node]:
        """The speech that is being made, if there is one; stage directions at its end stand behind it."""
        spoken = list(self.held)
        behind: list[Node] = []
        while spoken and spoken[-1].kind is Kind.STAGE:
            behind.insert(0, spoken.pop())
        if spoken:
            yield Node(Kind.SPEECH, spoken[0].start, spoken[-1].end, tuple(spoken))
        yield from behind
        self.held = []

    def hold(self, blocks: Iterable[Node]) -> Iterator[Node]:
        """Blocks that may stand in a speech: into the one that is being made, else by themselves."""
        for block in blocks:
            if self.held and block.kind in _SPOKEN:
                self.held.append(block)
            else:
                yield from self.end()
                yield block

    def read(self, chunk: Chunk, read_text: Callable[[Sequence[TextLine]], Iterator[Node]]) -> Iterator[Node]:
        """A chunk that is no heading. `read_text` makes paragraphs or verse of lines."""
        said: list[TextLine] = []
        if self.play.is_stage(chunk):
            yield from self.hold([make_block(Kind.STAGE, self.text, chunk.start, chunk.end, self.inline)])
            return
        for k, line in enumerate(chunk.lines):
            cue = self.play.cue(line) if k == 0 or not self.play.is_inline or said else None
            if cue is None:
                said.append(line)
                continue
            yield from self.hold(read_text(said)) if said else ()
            yield from self.end()
            said = []
            self.held = [make_block(Kind.SPEAKER, self.text, cue.start, cue.end, self.inline)]
            rest = self.text[cue.end : line.end]
            if rest.strip():
                said.append(TextLine(cue.end, line.end, rest))
        yield from self.hold(read_text(said)) if said else ()
