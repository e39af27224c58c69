"""What an editor must know of the numbers of verses and paragraphs: numbers given twice or left out, slips, numberings
that mean something else.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from edition.collation.blocks.align_references import ByReference
from edition.collation.blocks.soundness import Trust
from edition.collation.tokens.reference_units import Unit, is_repeated
from edition.collation.tokens.witness_tokens import Words
from edition.model import Finding, Kind, Position, Severity, Witness
from edition.model.finding import position_in

_LINE = re.compile(r"line (\d+)$")
_MOST_OF_A_KIND = 20  # findings of one code and witness
_ELEMENTS = {Kind.VERSE: "l", Kind.PARAGRAPH: "p", Kind.ANONYMOUS: "ab"}


def numbering_findings(known: ByReference, words: Sequence[Words], witnesses: Sequence[Witness]) -> Iterator[Finding]:
    """E515: numbers are not used; E516: they are shifted; E517: a number contradicts the words; E518: a number is
    given twice; E519: one is left out that no witness has.
    """
    teller = _Teller(known, words, witnesses)
    for witness in range(len(words)):
        yield from teller.of_numbering(witness)
        for kind in (teller.twice(witness), teller.slips(witness), teller.left_out(witness) if not witness else ()):
            yield from islice(kind, _MOST_OF_A_KIND)


class _Teller:
    def __init__(self, known: ByReference, words: Sequence[Words], witnesses: Sequence[Witness]) -> None:
        self.known, self.words, self.witnesses = known, words, witnesses

    def _place(self, witness: int, unit: Unit) -> Position:
        one = self.witnesses[witness]
        account = one.account
        offset = self.words[witness].source[unit.first][0]
        if account is None:
            return position_in(one.seed.path, one.text, offset)
        found = _LINE.search(account.place_of(offset))
        return Position(one.seed.path, int(found[1]), 1) if found else Position(one.seed.path)

    def _called(self, witness: int, unit: Unit) -> str:
        """A unit as its source calls it: `l n=3`; one of a milestone by its reference."""
        node = self.words[witness].blocks[unit.block].node
        n = node.get("n")
        return f"{_ELEMENTS.get(node.kind, 'n')} n={n}" if n else str(unit.reference)

    def of_numbering(self, witness: int) -> Iterator[Finding]:
        sound = self.known.matched.soundness.get(witness)
        place, base = Position(self.witnesses[witness].seed.path), self.words[0].siglum
        if sound is None or not any(u.keys for u in self.known.units[witness]):
            return
        if sound.trust is Trust.NONE:
            said = f"its numbers mean something else than those of {base}: of the places with one number "
            said += f"{sound.share:.0%} have the same words; they are not used"
            yield Finding("E515", Severity.ADVICE, said, place)
        elif sound.shift:
            said = f"its numbers are those of {base} {'less' if sound.shift > 0 else 'plus'} {abs(sound.shift)}"
            yield Finding("E516", Severity.ADVICE, f"{said}; they are used so", place)

    def twice(self, witness: int) -> Iterator[Finding]:
        """Numbers that are given twice; the parts of a verse that speeches share are no two."""
        before: Unit | None = None
        for unit in self.known.units[witness]:
            if not unit.keys:
                continue
            node = self.words[witness].blocks[unit.block].node
            is_part = node.get("part") in ("M", "F", "Y") or not node.get("n")  # what a milestone began goes on
            if is_repeated(unit.keys[0]) and not is_part and not self._is_in_speech(witness, unit, before):
                said = f"{self._called(witness, unit)} twice; words decide what the second answers"
                yield Finding("E518", Severity.WARNING, said, self._place(witness, unit))
            before = unit

    def _is_in_speech(self, witness: int, unit: Unit, before: Unit | None) -> bool:
        """Whether the unit continues one of another speech, without saying so."""
        if before is None or before.reference is None or unit.reference is None:
            return False
        speeches = [
            next((n for n in reversed(self.words[witness].cited[u.block].path) if n.kind is Kind.SPEECH), None)
            for u in (before, unit)
        ]
        return before.reference.key == unit.reference.key and speeches[0] is not speeches[1]

    def slips(self, witness: int) -> Iterator[Finding]:
        base = self.words[0].siglum
        for slip in self.known.matched.slips:
            if slip.witness == witness:
                said = f"{self._called(witness, slip.unit)} answers {slip.answers.reference} of {base} by its words"
                yield Finding("E517", Severity.WARNING, f"{said}; the words decide", self._place(witness, slip.unit))

    def left_out(self, witness: int) -> Iterator[Finding]:
        """Numbers between two that follow each other, which no witness has."""
        had = {key for units in self.known.units for unit in units for key in unit.keys}
        numbered = [u for u in self.known.units[witness] if u.keys and not is_repeated(u.keys[0])]
        for one, other in pairwise(numbered):
            a, b = one.keys[-1], other.keys[0]
            if a[:-1] == b[:-1] and a[-1].isdigit() and b[-1].isdigit() and int(b[-1]) == int(a[-1]) + 2:
                number = str(int(a[-1]) + 1)
                if (*a[:-1], number) not in had:
                    said = f"{self._called(witness, other)} follows {one.reference}: no witness has {number}"
                    yield Finding("E519", Severity.ADVICE, said, self._place(witness, other))
