"""The blocks of a LaTeX file: what words stand in."""

from dataclasses import dataclass

from edition.model import Kind
from edition.readers.runs import BlockSequence, RunWriter

#: Blocks and structures that words stand in without a paragraph.
BARE = frozenset({Kind.HEADING, Kind.CAPTION, Kind.NOTE, Kind.TABLE})


@dataclass(slots=True)
class Holder:
    """What blocks stand in."""

    kind: Kind | None
    sequence: BlockSequence
    is_open: bool = False
    count: int = 0


class LatexBlocks:
    """Opens and closes blocks."""

    def __init__(self) -> None:
        self.writer = RunWriter()
        self.holders = [Holder(None, BlockSequence(self.writer))]

    @property
    def holder(self) -> Holder:
        return self.holders[-1]

    def _begin_words(self) -> None:
        holder = self.holder
        if holder.kind is Kind.TABLE:
            self._begin_cell()
        elif holder.kind is Kind.STANZA and not holder.is_open:
            self.writer.begin(Kind.STANZA, is_verse=True)
            holder.is_open = True
        elif holder.kind not in (*BARE, Kind.LIST) and not holder.is_open:
            holder.sequence.leave()
            self.writer.begin(Kind.PARAGRAPH)
            holder.is_open = True

    def _begin_cell(self) -> None:
        holder = self.holder
        if not holder.count:
            self.writer.begin(Kind.ROW)
            holder.count = 1
        if not holder.is_open:
            self.writer.begin(Kind.CELL)
            holder.is_open = True

    def _end_row(self) -> None:
        holder = self.holder
        if holder.is_open:
            self.writer.end()
        if holder.count:
            self.writer.end()
        holder.is_open, holder.count = False, 0

    def _leave_blocks(self) -> None:
        holder = self.holder
        if holder.is_open and holder.kind is not Kind.TABLE:
            self.writer.end()
            holder.is_open = False
        holder.sequence.leave()

    def _boundary(self) -> None:
        """What comes next is another paragraph."""
        holder = self.holder
        if holder.kind in BARE or holder.kind is Kind.LIST:
            if holder.kind is not Kind.TABLE:
                self.writer.break_line()
        else:
            self._leave_blocks()

    def _push_holder(self, kind: Kind) -> None:
        self.holders.append(Holder(kind, BlockSequence(self.writer)))

    def _pop_holders(self, depth: int) -> None:
        while len(self.holders) > depth:
            self._pop_holder()

    def _pop_holder(self) -> None:
        if self.holder.kind is Kind.TABLE:
            self._end_row()
        self._leave_blocks()
        self.holders.pop()
