"""Places where witnesses say different things of one matter: a date, a number, a name, a person, a place."""

from dataclasses import dataclass

from edition.model.kinds import Matter, MentionKind
from edition.model.mention import DateValue
from edition.model.seed import Siglum


@dataclass(frozen=True, slots=True)
class Claim:
    """A name, date or number in a reading: its words, what it names or means, its id in the TEI ("" for numbers)."""

    kind: MentionKind | None  # None: a number
    words: str
    ref: str = ""
    value: DateValue | None = None
    number: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Attestation:
    """What some witnesses have at a place: their sigla, their words, and the claims in them.

    `around`: what they have before and after; None where that is not known to differ from the words around the place.
    """

    witnesses: tuple[Siglum, ...]
    words: str
    claims: tuple[Claim, ...] = ()
    around: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place of variation, or all entries that cite one work: its addresses in `tei/`, the words around it."""

    addresses: tuple[str, ...]
    attestations: tuple[Attestation, ...]
    before: str = ""
    after: str = ""
    entry: str = ""  # the register entry it is about: the work that is cited, the name that is misspelt


@dataclass(frozen=True, slots=True)
class Side:
    """What some witnesses say in a disagreement; whether a statement from outside the witnesses agrees with it.

    `claims` are what they say it with; `agrees` is None where there is no statement from outside. `context` is the
    sentence in which those in `quoted` say it, and `addresses` where all of them do, where each side has sentences of
    its own.
    """

    witnesses: tuple[Siglum, ...]
    words: str
    claims: tuple[Claim, ...] = ()
    agrees: bool | None = None
    context: str = ""
    addresses: tuple[str, ...] = ()
    quoted: tuple[Siglum, ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or more sides on one matter. `entry`: the register entry it is about, or "". `outside`: the statement from
    outside the witnesses, in words, or "". `rule`: what found it, in words; `cert`: how often that rule is right."""

    matter: Matter
    place: Place
    sides: tuple[Side, ...]
    entry: str = ""
    outside: str = ""
    id: str = ""
    rule: str = ""
    cert: str = "high"

    @property
    def inside(self) -> tuple[Siglum, ...]:
        """The witnesses that contradict themselves: those that stand on more than one side."""
        told = [siglum for side in self.sides for siglum in side.witnesses]
        return tuple(dict.fromkeys(siglum for siglum in told if told.count(siglum) > 1))

    def __post_init__(self) -> None:
        if len(self.sides) < 2:
            raise ValueError("a disagreement has two sides at least")
