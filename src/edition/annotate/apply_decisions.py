"""The editor's decisions applied: they win over every rule, and one that no longer fits is reported."""

import re
from collections.abc import Iterator, Sequence

from edition.annotate.marking import cuts
from edition.model import Mention, MentionKind, Register, Witness
from edition.model.decision import Decision


def decided(
    witness: Witness, mentions: Sequence[Mention], decisions: Sequence[Decision], register: Register
) -> tuple[tuple[Mention, ...], frozenset[int]]:
    """The mentions with the decisions applied, and the numbers of the decisions whose words stand in the witness.

    A decision takes away what the rules marked in its words and puts its own mark there, unless it rejects. Words that
    a mark of the source cuts in two cannot be marked.
    """
    made = list(mentions)
    met: set[int] = set()
    for number, decision in enumerate(decisions):
        if decision.witness not in ("", witness.siglum):
            continue
        for start, end in _stretches(witness.text, decision):
            kept = [m for m in made if m.end <= start or end <= m.start]
            mention = None if decision.reject else _mention(decision, start, end, register)
            if mention is not None and any(cuts(node, mention) for node in witness.root.walk()):
                continue
            met.add(number)
            made = [*kept, mention] if mention else kept
    return tuple(sorted(made, key=lambda m: m.start)), frozenset(met)


def _stretches(text: str, decision: Decision) -> Iterator[tuple[int, int]]:
    look = "".join((_anchor(decision.prefix), f"({_anchor(decision.exact)})", _anchor(decision.suffix)))
    yield from (found.span(1) for found in re.finditer(look, text))


def _anchor(words: str) -> str:
    return r"\s+".join(map(re.escape, re.split(r"\s+", words)))


def _mention(decision: Decision, start: int, end: int, register: Register) -> Mention:
    rule = f"decisions.toml:{decision.line}" + (f": {decision.note}" if decision.note else "")
    if decision.value is not None:
        return Mention(MentionKind.DATE, start, end, value=decision.value, rule=rule, by_editor=True)
    entry = register.entries[decision.ref]
    return Mention(entry.kind.row.mention, start, end, entry.id, rule=rule, level=entry.level, by_editor=True)
