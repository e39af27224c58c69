"""Names, laws and dates of a whole witness as mentions, counted in the witness's text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from edition.annotate.dates import HIDDEN, Found, Running, dates_in
from edition.annotate.guards import Context
from edition.annotate.language import Language, language_of
from edition.annotate.laws import laws_in
from edition.annotate.lexicon import Lexicon, lexicon_of
from edition.annotate.names import Memory, Name, names_in
from edition.annotate.words import split_words
from edition.model import (
    Finding,
    Kind,
    Mention,
    MentionKind,
    Node,
    ReadingBlock,
    Register,
    Severity,
    Witness,
    note_blocks,
    reading_blocks,
)
from edition.model.finding import position_in
from edition.model.vocabulary import Vocabulary
from edition.model.witness import OUTSIDE_READING

_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_LISTED = frozenset({Kind.ENTRY, Kind.NOTE, Kind.ITEM})


def annotate(
    witness: Witness, register: Register, words: Vocabulary | None = None
) -> tuple[tuple[Mention, ...], tuple[Finding, ...]]:
    """The mentions of a witness in the order of its text, without overlap, and what the editor must decide.

    Findings: E401 a name that may be several entries, E402 a name with a forename or initial that no register has,
    E403 a date that the calendar contradicts, E404 a name that a mark of the seed cuts in two, E409 (once a witness)
    dates in a language that the program does not read.
    """
    language = language_of(witness.language, words or Vocabulary())
    marking = _Marking(witness, language, lexicon_of(register, language))
    for block in reading_blocks(witness):
        if block.kind in (Kind.HEADING, Kind.TITLE) or any(what == "section" for what, _ in block.opens):
            marking.new_section()
        marking.block(block)
    for note in note_blocks(witness):
        marking.new_section()
        marking.block(note)
    marking.tell_unread()
    mentions = sorted(marking.mentions, key=lambda m: m.start)
    return tuple(mentions), tuple(sorted(marking.findings, key=lambda f: f.position))


@dataclass(slots=True)
class _Marking:
    """One pass through a witness: what is marked, and what earlier blocks tell later ones."""

    witness: Witness
    language: Language
    lexicon: Lexicon
    memory: Memory = field(default_factory=Memory)
    running: Running = field(default_factory=Running)
    mentions: list[Mention] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: list[tuple[ReadingBlock, int]] = field(default_factory=list)  # years in a language without data
    small: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.small = frozenset(w for w in re.findall(r"\w+", self.witness.text) if w[0].islower())

    def new_section(self) -> None:
        """What was last named or dated belongs to the section before."""
        self.memory.new_section()
        self.running.new_section()

    def block(self, block: ReadingBlock) -> None:
        """Mark a block."""
        text = block.text
        context = Context(text, split_words(text), self.language, self.lexicon, self.small, block.kind in _LISTED)
        laws = list(laws_in(text, self.language))
        names, doubts = names_in(context, self.memory)
        names = [n for n in names if not any(n.start < end and start < n.end for start, end in laws)]
        for doubt in doubts:
            code = "E401" if doubt.ambiguous else "E402"
            self._find(code, f"{doubt.why}; left unmarked", block, doubt.start)
        for start, end in laws:
            self._mark(block, start, end, MentionKind.LAW, rule="article of a law")
        for name in names:
            self._name(block, name)
        hidden = _hidden(text, [*laws, *((n.start, n.end) for n in names)])
        dates = list(dates_in(hidden, self.language, self.running))
        for found in dates:
            self._date(block, found)
        if not self.language.reads_dates:
            rest = _hidden(hidden, [(d.start, d.end) for d in dates])
            self.unread += [(block, found.start()) for found in _YEAR.finditer(rest)]

    def tell_unread(self) -> None:
        """One finding for the years of a witness whose language has no words for dates."""
        if not self.unread:
            return
        block, at = self.unread[0]
        others = f" and {len(self.unread) - 1} more" if len(self.unread) > 1 else ""
        said = (
            f"dates in the language «{self.witness.language}» are not read: «{block.text[at : at + 4]}»{others} left "
            "unmarked, only dates such as 1936-08-19 are marked; mark the others in decisions.toml"
        )
        self._find("E409", said, block, at)

    def _name(self, block: ReadingBlock, name: Name) -> None:
        candidate = name.candidate
        rule = candidate.rule + (f": {name.why}" if name.why else "")
        level = candidate.entry.level if candidate.kind is MentionKind.WORK else ""
        self._mark(
            block, name.start, name.end, candidate.kind, candidate.entry.id, rule=rule, cert=name.cert, level=level
        )

    def _date(self, block: ReadingBlock, found: Found) -> None:
        if found.fault:
            self._find("E403", f"«{block.text[found.start : found.end]}»: {found.fault}", block, found.start)
        rule = f"date: {found.rule}"
        self._mark(block, found.start, found.end, MentionKind.DATE, value=found.value, rule=rule, cert=found.cert)

    def _mark(
        self, block: ReadingBlock, start: int, end: int, kind: MentionKind, ref: str = "", **more: object
    ) -> None:
        mention = Mention(kind, block.offsets[start], block.offsets[end - 1] + 1, ref, **more)  # type: ignore[arg-type]
        if any(cuts(node, mention) for node in block.node.walk()):
            self._find("E404", f"a mark of the source cuts the name «{block.text[start:end]}»; left", block, start)
        else:
            self.mentions.append(mention)

    def _find(self, code: str, message: str, block: ReadingBlock, at: int) -> None:
        seed = self.witness.seed
        place = position_in(seed.path, seed.text, block.offsets[at])
        self.findings.append(Finding(code, Severity.WARNING, message, place))


def cuts(node: Node, mention: Mention) -> bool:
    """Whether a node begins or ends inside the mention without standing whole in it, or stands there unread."""
    if node.end <= mention.start or mention.end <= node.start:
        return False
    if node.start <= mention.start and mention.end <= node.end:
        return False
    whole = mention.start <= node.start and node.end <= mention.end
    return not whole or node.kind in OUTSIDE_READING


def _hidden(text: str, stretches: list[tuple[int, int]]) -> str:
    """The text with the stretches out of sight of the grammar of dates."""
    return "".join(_pieces(text, sorted(stretches)))


def _pieces(text: str, stretches: list[tuple[int, int]]) -> Iterator[str]:
    at = 0
    for start, end in stretches:
        yield text[at:start]
        yield HIDDEN * (end - start)
        at = end
    yield text[at:]
