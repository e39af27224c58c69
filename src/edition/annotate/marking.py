"""Mark names, laws and dates of a whole witness as mentions, with offsets in the text of the witness."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from edition.annotate.block_dates import find_block_dates
from edition.annotate.date_context import DateContext
from edition.annotate.date_language import compile_words
from edition.annotate.dates import HIDDEN, FoundDate
from edition.annotate.found_names import DoubtfulName, FoundName, NamesSeen
from edition.annotate.language import Language, language_of
from edition.annotate.laws import find_laws
from edition.annotate.lexicon import Lexicon, build_lexicon
from edition.annotate.name_guards import BlockContext
from edition.annotate.name_language import forenames_in_all_cases, forenames_of, with_names
from edition.annotate.names import find_names
from edition.annotate.transcribed_names import HerMarks, cuts
from edition.annotate.word_life import WordLife, word_life
from edition.annotate.words import split_words
from edition.late_patterns import late_pattern
from edition.model import (
    Finding,
    Kind,
    Mention,
    MentionKind,
    Position,
    ReadingBlock,
    Register,
    Severity,
    Witness,
    note_blocks,
    reading_blocks,
)
from edition.model.finding import position_in
from edition.model.remembered import Remembered
from edition.model.vocabulary import Vocabulary
from edition.project.language_tables import NameWords
from edition.project.languages import Languages

_CONTEXT = 16  # characters that a finding quotes before a year
_YEAR = late_pattern(r"(?<!\d)[12]\d{3}(?!\d)")
_NO_LANGUAGE = frozenset({"", "und", "mul", "zxx"})
_SHIPPED = Languages()
_KINDS_WITH_ENTRIES = frozenset({Kind.ENTRY, Kind.NOTE, Kind.ITEM})


def annotate(
    witness: Witness,
    register: Register,
    words: Vocabulary | None = None,
    hers: Sequence[Mention] = (),
    languages: Languages = _SHIPPED,
) -> tuple[tuple[Mention, ...], tuple[Finding, ...]]:
    """Return the mentions of a witness in the order of its text and the findings.

    `hers`: the mentions that its transcription marks itself; they stay, and ours do not overlap them or each other.
    `languages`: the data of languages.

    Findings: E401 a name that may be several entries, E402 a name with a forename or initial that no register has,
    E403 a date that contradicts the calendar, E404 a name that markup of the seed divides, E409 (once a witness) a
    language without words for dates, E450 a year beside words that may be more of the date, E455 (once a witness) names
    in a language whose ends are not known.

    >>> from edition.model import Node, Seed
    >>> text = "In May 1936, on 31 June 1936."
    >>> root = Node(Kind.BODY, 0, len(text), (Node(Kind.PARAGRAPH, 0, len(text)),))
    >>> witness = Witness("A", "A", Seed("A", "seeds/a.txt", text, ""), root, "text", language="en")
    >>> mentions, findings = annotate(witness, Register())
    >>> [(m.start, m.end, m.kind.name) for m in mentions], [(f.code, str(f.position)) for f in findings]
    ([(3, 11, 'DATE'), (16, 28, 'DATE')], [('E403', 'seeds/a.txt:1:17')])
    """
    known = _known(witness.language, register, words, languages)
    marker = _Marker(witness, known.language, languages, known.lexicon, HerMarks(hers), known.names, known.forenames)
    for block in reading_blocks(witness):
        if block.kind in (Kind.HEADING, Kind.TITLE) or any(what == "section" for what, _ in block.opens):
            marker.new_section()
        marker.mark_block(block)
        marker.recall(block, register)
    for note in note_blocks(witness):
        marker.new_section()
        marker.mark_block(note)
    marker.report_no_data()
    marker.findings += marker.hers.conflicts(witness.text, witness.siglum, witness.seed.path)
    mentions = sorted((*marker.mentions, *marker.hers.completed(witness.text)), key=lambda m: (m.start, -m.end))
    return tuple(mentions), tuple(sorted(marker.findings, key=lambda f: f.position))


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """What is known before a text in a language is read; nothing in it changes while texts are marked."""

    language: Language
    lexicon: Lexicon
    names: NameWords
    forenames: Mapping[str, str]


def _learn(tag: str, register: Register, words: Vocabulary | None, languages: Languages) -> _Known:
    data = languages.of(tag)
    language, names = language_of(tag, words or Vocabulary(), data.dates), data.names
    lexicon = build_lexicon(register, with_names(language, names), names)
    forenames = forenames_in_all_cases(forenames_of(languages, tag), names) if lexicon.root else {}
    return _Known(language, lexicon, names, forenames)


#: The same for all witnesses in one language; made anew it would cost more than to mark a short one.
_known = Remembered(_learn, most=4)


@dataclass(slots=True)
class _Marker:
    """One pass through a witness: the mentions so far, and what later blocks need from earlier ones."""

    witness: Witness
    language: Language
    languages: Languages
    lexicon: Lexicon
    hers: HerMarks
    names: NameWords
    forenames: Mapping[str, str]
    seen: NamesSeen = field(default_factory=NamesSeen)
    running: DateContext = field(default_factory=DateContext)
    mentions: list[Mention] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: list[tuple[ReadingBlock, int]] = field(default_factory=list)  # years in a language without data
    small: frozenset[str] = frozenset()
    life: WordLife | None = None

    def __post_init__(self) -> None:
        if self.lexicon.root:
            texts = (block.text for block in reading_blocks(self.witness))
            self.life = word_life(texts, self.lexicon.language, self.names)
        self.small = frozenset(w for w in re.findall(r"\w+", self.witness.text) if w[0].islower())

    def new_section(self) -> None:
        """Begin a section: names and dates of the section before count less."""
        self.seen.new_section()
        self.running.new_section()

    def mark_block(self, block: ReadingBlock) -> None:
        """Mark the laws, names and dates of a block."""
        text = block.text
        laws = list(find_laws(text, self.language))
        names, doubts = self._find_names(block)
        names = [n for n in names if not any(n.start < end and start < n.end for start, end in laws)]
        for doubt in doubts:
            code = "E401" if doubt.ambiguous else "E402"
            self._add_finding(code, f"{doubt.why}; left unmarked", block, doubt.start)
        for start, end in laws:
            self._mark(block, start, end, MentionKind.LAW, rule="article of a law")
        for name in names:
            self._mark_name(block, name)
        visible = _hide_spans(text, [*laws, *((n.start, n.end) for n in names)])
        parts: list[tuple[int, int]] = []
        dates = find_block_dates(block, visible, self.witness.language, self.languages, self.running, parts)
        for found in dates:
            self._mark_date(block, found)
        if compile_words(self.language.dates).reads_dates:
            for start, _ in parts:
                self._report_part(block, start)
        else:
            rest = _hide_spans(visible, [(d.start, d.end) for d in dates])
            self.unread += [(block, found.start()) for found in _YEAR.finditer(rest)]

    def _report_part(self, block: ReadingBlock, at: int) -> None:
        """Report E450 for a year that may be a part of a longer date."""
        words = " ".join(block.text[max(0, at - _CONTEXT) : at + 2 * _CONTEXT].split())
        message = f"«{words}» may be a date that is read only in part; left unmarked"
        self._add_finding("E450", message, block, at)

    def _find_names(self, block: ReadingBlock) -> tuple[list[FoundName], list[DoubtfulName]]:
        """The names in a block, and the doubtful ones; where no register has a name there is none."""
        if not self.lexicon.root:
            return [], []
        is_entry = block.kind in _KINDS_WITH_ENTRIES
        words = split_words(block.text)
        context = BlockContext(
            block.text,
            words,
            self.lexicon.language,
            self.lexicon,
            self.small,
            is_entry,
            names=self.names,
            life=self.life,
            forenames=self.forenames,
        )
        return find_names(context, self.seen)

    def recall(self, block: ReadingBlock, register: Register) -> None:
        """Keep in mind whom the transcription names in a block."""
        if not (self.hers.groups and block.offsets):
            return
        for group in self.hers.at(block.offsets[0], block.offsets[-1] + 1):
            for mention in group.mentions:
                entry = register.get(mention.ref)
                if entry is not None and mention.kind is MentionKind.PERSON:
                    self.seen.record_entry(entry)

    def report_no_data(self) -> None:
        """Report once what is not known of the language: E409 words for dates, E455 only the ends of names."""
        tag = self.witness.language
        blocks = list(reading_blocks(self.witness))
        reads_dates = compile_words(self.language.dates).reads_dates
        ends = "" if tag in _NO_LANGUAGE else self._say_unknown_ends()
        if reads_dates and ends:
            message = f"{self.witness.siglum}: {ends}; write the ends into a file of the language, or bend = false"
            place = Position(self.witness.seed.path)
            self.findings.append(Finding("E455", Severity.ADVICE, f"{message} (docs/languages.md)", place))
        if reads_dates or not blocks or (tag in _NO_LANGUAGE and not self.unread):
            return
        block, at = self.unread[0] if self.unread else (blocks[0], 0)
        others = f" and {len(self.unread) - 1} more" if len(self.unread) > 1 else ""
        left = f": «{block.text[at : at + 4]}»{others} left unmarked" if self.unread else ""
        message = (
            f"no words for dates in the language «{tag}»: only dates such as 1936-08-19 are marked{left}; "
            f"{ends and ends + '; '}languages/{tag or 'xx'}.toml can be written (docs/languages.md)"
        )
        self._add_finding("E409", message, block, at)

    def _say_unknown_ends(self) -> str:
        """What to say where names of the register may stand in the witness in other forms than in the register."""
        if self.names.ends or self.names.bend is False or not self.lexicon.root:
            return ""
        tag = self.witness.language
        return f"if names bend in the language «{tag}», no ends are known: only the forms of the register are found"

    def _mark_name(self, block: ReadingBlock, name: FoundName) -> None:
        candidate = name.candidate
        rule = candidate.rule + (f": {name.why}" if name.why else "")
        level = candidate.entry.level if candidate.kind is MentionKind.WORK else ""
        self._mark(
            block, name.start, name.end, candidate.kind, candidate.entry.id, rule=rule, cert=name.cert, level=level
        )

    def _mark_date(self, block: ReadingBlock, found: FoundDate) -> None:
        if found.fault:
            self._add_finding("E403", f"«{block.text[found.start : found.end]}»: {found.fault}", block, found.start)
        rule = f"date: {found.rule}"
        self._mark(
            block,
            found.start,
            found.end,
            MentionKind.DATE,
            value=found.value,
            rule=rule,
            cert=found.cert,
            calendars=tuple(c.value for c in found.calendar),
        )

    def _mark(
        self, block: ReadingBlock, start: int, end: int, kind: MentionKind, ref: str = "", **more: object
    ) -> None:
        mention = Mention(kind, block.offsets[start], block.offsets[end - 1] + 1, ref, **more)  # type: ignore[arg-type]
        if self.hers.takes(mention):
            return
        if any(cuts(node, mention) for node in block.node.walk()):
            self._add_finding(
                "E404", f"a mark of the source cuts the name «{block.text[start:end]}»; left", block, start
            )
        else:
            self.mentions.append(mention)

    def _add_finding(self, code: str, message: str, block: ReadingBlock, at: int) -> None:
        seed = self.witness.seed
        if self.hers.at(block.offsets[at], block.offsets[at] + 1):
            return  # the transcription says what is meant
        place = position_in(seed.path, seed.text, block.offsets[at])
        self.findings.append(Finding(code, Severity.WARNING, message, place))


def _hide_spans(text: str, stretches: list[tuple[int, int]]) -> str:
    """The text with every character of the spans replaced by `HIDDEN`."""
    return "".join(_split_hidden(text, sorted(stretches))) if stretches else text


def _split_hidden(text: str, stretches: list[tuple[int, int]]) -> Iterator[str]:
    at = 0
    for start, end in stretches:
        yield text[at:start]
        yield HIDDEN * (end - start)
        at = end
    yield text[at:]
