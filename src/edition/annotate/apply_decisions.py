"""Apply the editor's decisions to the mentions of a witness; they override every rule."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from edition.annotate.transcribed_names import cuts
from edition.model import Mention, MentionKind, Register, Witness
from edition.model.decision import Decision


def apply_decisions(
    witness: Witness, mentions: Sequence[Mention], decisions: Sequence[Decision], register: Register
) -> tuple[tuple[Mention, ...], frozenset[int]]:
    """Return the mentions with the decisions applied, and the indexes of the decisions whose words are in the witness.

    A decision removes the mentions that overlap its words and, unless it rejects, adds its own. A place where a node of
    the source divides the words is skipped. A mark of the transcription is never replaced: a decision on its very words
    says what it means, or takes it out of the edition; any other that overlaps it is skipped.
    """
    made = list(mentions)
    applied: set[int] = set()
    for number, decision in enumerate(decisions):
        if decision.witness not in ("", witness.siglum):
            continue
        for start, end in _find_quoted_words(witness.text, decision):
            hers = [m for m in made if m.hers and m.start < end and start < m.end]
            if hers and not any((m.start, m.end) == (start, end) for m in hers):
                continue
            kept = [m for m in made if m.end <= start or end <= m.start]
            if hers:
                applied.add(number)
                made = [*kept, *_decided(hers, decision, start, end, register)]
                continue
            mention = None if decision.reject else _make_mention(decision, start, end, register)
            if mention is not None and any(cuts(node, mention) for node in witness.root.walk()):
                continue
            applied.add(number)
            made = [*kept, mention] if mention else kept
    return tuple(sorted(made, key=lambda m: (m.start, -m.end))), frozenset(applied)


def _decided(
    hers: Sequence[Mention], decision: Decision, start: int, end: int, register: Register
) -> Iterator[Mention]:
    """Marks of a transcription, of which those with the words of the decision mean what it says."""
    made = None if decision.reject else _make_mention(decision, start, end, register)
    for mention in hers:
        if (mention.start, mention.end) != (start, end):
            yield mention
        elif made is not None:
            yield replace(made, hers=True, mark=mention.mark, rule=f"{mention.rule}; {made.rule}")
            made = None


def _find_quoted_words(text: str, decision: Decision) -> Iterator[tuple[int, int]]:
    pattern = "".join((_pattern_of(decision.prefix), f"({_pattern_of(decision.exact)})", _pattern_of(decision.suffix)))
    yield from (found.span(1) for found in re.finditer(pattern, text))


def _pattern_of(words: str) -> str:
    return r"\s+".join(map(re.escape, re.split(r"\s+", words)))


def _make_mention(decision: Decision, start: int, end: int, register: Register) -> Mention:
    reason = f"{decision.path}:{decision.line}" + (f": {decision.note}" if decision.note else "")
    if decision.value is not None:
        return Mention(MentionKind.DATE, start, end, value=decision.value, rule=reason, by_editor=True)
    entry = register.entries[decision.ref]
    return Mention(entry.kind.row.mention, start, end, entry.id, rule=reason, level=entry.level, by_editor=True)
