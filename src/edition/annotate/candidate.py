"""What a sequence of words may name: an entry, and how its form is told from the words."""

from dataclasses import dataclass

from edition.annotate.bending import ANY, Cases
from edition.model import Entry, Form, MentionKind

SURNAME_ALONE = "the surname alone"
FORENAME_ALONE = "the forename alone"
INITIALS_ALONE = "the initials alone"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a sequence of words may name, the form, and how it was derived from it ("" if it is the form).

    `tail`: punctuation that ends the form: the full stop of an abbreviation, the apostrophe of «Hans’». `cases`: the
    cases in which it may stand in the text, as bits; `bent`: their names where it stands there in another shape than in
    the register. `skip`: the letters of the first word that are a prefix and not of the name.
    """

    entry: Entry
    form: Form
    derived: str = ""
    tail: str = ""
    cases: Cases = ANY
    bent: str = ""
    skip: int = 0

    @property
    def kind(self) -> MentionKind:
        """The kind of the mention."""
        return self.entry.kind.row.mention

    @property
    def is_bare(self) -> bool:
        """Whether it is a surname without a forename."""
        return self.derived == SURNAME_ALONE

    @property
    def is_familiar(self) -> bool:
        """Whether it is a forename, or initials, without a surname."""
        return self.derived in (FORENAME_ALONE, INITIALS_ALONE)

    @property
    def is_initials(self) -> bool:
        """Whether it consists of initials."""
        return self.derived == INITIALS_ALONE

    @property
    def rule(self) -> str:
        """The rule in words, for `edition why`."""
        how = f", {self.derived}" if self.derived else ""
        bent = f", bent: {self.bent}" if self.bent else ""
        prefix = ", behind a prefix" if self.skip else ""
        return f"form «{self.form.text}» ({self.form.kind}) of {self.entry.id}{how}{bent}{prefix}"
