"""What the editor decided, against what the rules say: on names and dates, and on places of variation."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from edition.late_patterns import late_pattern
from edition.model.anchor import Anchor
from edition.model.apparatus import ReadingKind
from edition.model.conjecture import Idea, SignKind
from edition.model.finding import Finding, Position
from edition.model.mention import DateValue
from edition.model.seed import Siglum

DECISIONS = "decisions.toml"
#: How entries of words that are compared as others are shown.
ENTRY, GROUPED, HIDDEN = "entry", "grouped", "hidden"
EDITOR = "editor"  # the id of the editors together
_NO_ID = late_pattern(r"[^a-z0-9]+")


def responsible_id(initials: str) -> str:
    """The id of an editor in the headers, by the initials; that of all editors where none are given.

    >>> responsible_id("A. R."), responsible_id("Łß"), responsible_id("")
    ('ed-a-r', 'ed-u142ss', 'editor')
    """
    if not initials.strip():
        return EDITOR
    plain = unicodedata.normalize("NFC", initials.strip()).casefold()
    letters = (c if c.isascii() else f"u{ord(c):x}" for c in plain)
    return f"ed-{_NO_ID.sub('-', ''.join(letters)).strip('-') or 'x'}"


@dataclass(frozen=True, slots=True)
class Decision:
    """These words, between these neighbours, mean this entry or this date, or are no name at all.

    Anchored by words, never by position: `exact` with `prefix` right before and `suffix` right behind it, runs of white
    space counted as one. `witness` is a siglum, or "" for all. Exactly one of `ref`, `value`, `reject` is given.
    `path`, `line`: where it stands.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    witness: str = ""
    ref: str = ""
    value: DateValue | None = None
    reject: bool = False
    note: str = ""
    line: int = 0
    path: str = DECISIONS

    def __post_init__(self) -> None:
        if not self.exact.strip():
            raise ValueError("a decision quotes the words it is about (exact)")
        if sum((bool(self.ref), self.value is not None, self.reject)) != 1:
            raise ValueError("a decision says one of ref, date, reject = true")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorDecision:
    """Who decided (`by`: initials, or ""), when and why; `position`: where the table stands in the editor's file."""

    table: ClassVar[str] = ""
    by: str = ""
    on: str = ""
    why: str = ""
    position: Position

    @property
    def resp(self) -> str:
        """The id of who decided, in the header of the edition."""
        return responsible_id(self.by)

    @property
    def rule(self) -> str:
        """The file and line of the decision, who decided and when, and the reason."""
        who = ", ".join(said for said in (self.by, self.on) if said)
        place = f"{self.position.path}:{self.position.line}"
        return place + (f" ({who})" if who else "") + (f": {self.why}" if self.why else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulariseDecision(EditorDecision):
    """Words of the witnesses `sigla` are compared as other words: each of the `forms` as `to`.

    `scope`: `everywhere`; in a `witness`; in a `section`, of this heading or number, or else around the place between
    `prefix` and `suffix`; or `here`, at this place. `exceptions`: places left out. `given`: the class of the readings,
    or how much they matter. `show`: how their entries are shown: entry, grouped, hidden.
    """

    table: ClassVar[str] = "regularise"
    forms: tuple[str, ...]
    to: str
    scope: str
    sigla: tuple[Siglum, ...]
    prefix: str = ""
    suffix: str = ""
    nth: int = 0
    section: str = ""
    exceptions: tuple[Anchor, ...] = ()
    given: str = ReadingKind.SPELLING
    show: str = ENTRY

    def __str__(self) -> str:
        forms = " and ".join(f"«{form}»" for form in self.forms)
        where = self.scope if self.scope == "everywhere" else f"in {' '.join(self.sigla)}"
        part = f"in the section «{self.section}»" if self.section else "in one section"
        more = {"here": " at one place", "section": f" {part}"}.get(self.scope, "")
        return f"{forms} as «{self.to}» {where}{more}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingDecision(EditorDecision):
    """A decision on a place of variation, found by words that are quoted from one witness, `siglum`."""

    anchor: Anchor
    siglum: Siglum

    @property
    def says(self) -> str:
        """What it decides; two decisions on one thing that say different things contradict each other."""
        return ""

    @property
    def about(self) -> str:
        """Which part of an entry it decides on; "" for the whole."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassDecision(ReadingDecision):
    """The kind of a reading, or whether it is of substance: that of witness `of`, or of all that are not the lemma."""

    table: ClassVar[str] = "class"
    given: str
    of: Siglum = ""

    @property
    def says(self) -> str:
        """The kind."""
        return self.given

    @property
    def about(self) -> str:
        """The witness whose reading it is."""
        return self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class LemmaDecision(ReadingDecision):
    """The lemma is what witness `source` has; `cert` is high, medium, low or ""."""

    table: ClassVar[str] = "lemma"
    source: Siglum
    cert: str = ""

    @property
    def says(self) -> str:
        """The witness."""
        return self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinDecision(ReadingDecision):
    """All the words are one entry."""

    table: ClassVar[str] = "join"


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitDecision(ReadingDecision):
    """The entry of the words is divided behind each of the words `after`, which stand in them in this order."""

    table: ClassVar[str] = "split"
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDecision(ReadingDecision):
    """A note of the editor's on an entry, or on the reading of witness `of`."""

    table: ClassVar[str] = "note"
    text: str
    of: Siglum = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageNote(ReadingDecision):
    """A note on a passage, from the words to those of `until`, if it has them; it stands in the commentary.

    `text`, or what stands in `file`, is Markdown. `kind`: commentary, source, parallel.
    """

    table: ClassVar[str] = "note"
    kind: str
    text: str = ""
    file: str = ""
    until: Anchor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConjectureDecision(ReadingDecision):
    """Somebody would read other words: `read` in the place of the words, "" for none; or `read` before or after them.

    `insert`: before, after, or "". `adopt`: the edition prints it.
    """

    table: ClassVar[str] = "conjecture"
    read: str
    idea: Idea
    insert: str = ""
    adopt: bool = False
    cert: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignDecision(ReadingDecision):
    """Words of the lemma stand in signs. A lacuna is before or after them (`insert`); `extent`: how much is lost."""

    table: ClassVar[str] = "sign"
    kind: SignKind
    idea: Idea | None = None
    extent: str = ""
    insert: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedDecision(ReadingDecision):
    """The editor accepted the entry as it was: `result` says what it was.

    Two reviews never contradict each other: one of them is of a former state, and is told so.
    """

    table: ClassVar[str] = "reviewed"
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDecision(ReadingDecision):
    """The readings of an entry stand in an order: each is named by some of its witnesses. Or `style`: whether the entry
    names the witnesses of its lemma (positive) or not (negative)."""

    table: ClassVar[str] = "order"
    readings: tuple[tuple[Siglum, ...], ...] = ()
    style: str = ""

    @property
    def says(self) -> str:
        """The order, or the style."""
        return self.style or ", ".join(map(" ".join, self.readings))

    @property
    def about(self) -> str:
        """The order and the style do not contradict each other."""
        return "style" if self.style else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HideDecision(ReadingDecision):
    """An entry is not shown in these places: print, site."""

    table: ClassVar[str] = "hide"
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairDecision(EditorDecision):
    """Words of two or more witnesses correspond, or do not: by siglum, the words of each."""

    quotes: Mapping[Siglum, Anchor]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignDecision(PairDecision):
    """The words correspond: they are one entry, or agree."""

    table: ClassVar[str] = "align"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartDecision(PairDecision):
    """The words do not correspond: those of no two of the witnesses are in one entry."""

    table: ClassVar[str] = "apart"


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions of an edition; `findings`: on those that this version cannot carry out."""

    mentions: tuple[Decision, ...] = ()
    readings: tuple[ReadingDecision, ...] = ()
    regularised: tuple[RegulariseDecision, ...] = ()
    pairs: tuple[PairDecision, ...] = ()
    findings: tuple[Finding, ...] = ()
    passages: tuple[PassageNote, ...] = ()

    @property
    def on_texts(self) -> tuple[EditorDecision, ...]:
        """The decisions that say who decided: all but those on names and dates."""
        return (*self.readings, *self.regularised, *self.pairs)

    @property
    def initials(self) -> Mapping[str, str]:
        """By the id of an editor in the headers, the initials: of all who decided, or whose idea something is."""
        made = {d.resp: d.by for d in self.on_texts}
        ideas = [d.idea for d in self.readings if isinstance(d, ConjectureDecision | SignDecision) and d.idea]
        made |= {idea.id: idea.said for idea in ideas if not idea.is_work and idea.id not in made}
        return {name: said for idea in ideas for name, said in idea.approved} | made


@dataclass(frozen=True, slots=True)
class PlacedDecision:
    """A decision whose words stand at [start, end) of its witness's text, in code points.

    `cuts`: of a split, where each of the words ends behind which the entry is divided.
    """

    decision: ReadingDecision
    start: int
    end: int
    cuts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedPair:
    """A decision whose words stand at [start, end) of the text of each of its witnesses, in code points."""

    decision: PairDecision
    places: Mapping[Siglum, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class PlacedRule:
    """A decision to compare words as others, and where: at `places` of a witness's text, or wherever the words are.

    `excluded`: by siglum, the stretches that are left out.
    """

    decision: RegulariseDecision
    places: Mapping[Siglum, tuple[tuple[int, int], ...]] | None = None
    excluded: Mapping[Siglum, tuple[tuple[int, int], ...]] = field(default_factory=dict)
