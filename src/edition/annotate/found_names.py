"""What is found of the names of a witness: sure ones, doubtful ones, and who was named so far."""

from dataclasses import dataclass, field

from edition.annotate.candidate import Candidate
from edition.model import Entry, MentionKind


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name [start, end) in the text of a block; `why` says how the entry was chosen."""

    start: int
    end: int
    candidate: Candidate
    why: str = ""
    cert: str = "high"


@dataclass(frozen=True, slots=True)
class DoubtfulName:
    """A possible name [start, end) that is left unmarked, and why.

    `ambiguous`: whether several entries are possible (E401); otherwise no register has the name (E402).
    """

    start: int
    end: int
    why: str
    ambiguous: bool = True


@dataclass(slots=True)
class NamesSeen:
    """The persons named so far.

    `here`, `ever`: surname -> the entry last named in full, in this section or anywhere. `section`, `block`: the
    entries named in full in this section, in this block. `named`: all named entries.
    `genders`: entry -> m or f, by the title before a full name.
    """

    here: dict[str, str] = field(default_factory=dict)
    ever: dict[str, str] = field(default_factory=dict)
    section: set[str] = field(default_factory=set)
    block: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    genders: dict[str, str] = field(default_factory=dict)

    def record(self, candidate: Candidate) -> None:
        """Record a name; a person who is named in full becomes the last bearer of the surname."""
        surname = candidate.form.surname
        self.named.add(candidate.entry.id)
        if candidate.kind is MentionKind.PERSON and surname and not (candidate.is_bare or candidate.is_familiar):
            self.here[surname] = self.ever[surname] = candidate.entry.id
            self.section.add(candidate.entry.id)
            self.block.add(candidate.entry.id)

    def record_entry(self, entry: Entry) -> None:
        """Record a person whom a transcription names, in whatever words."""
        self.named.add(entry.id)
        if surname := next((form.surname for form in entry.forms if form.surname), ""):
            self.here[surname] = self.ever[surname] = entry.id
            self.section.add(entry.id)

    def new_section(self) -> None:
        """Begin a section."""
        self.here.clear()
        self.section.clear()
