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
    """What some witnesses have at a place: their sigla, their words, and the claims in them."""

    witnesses: tuple[Siglum, ...]
    words: str
    claims: tuple[Claim, ...] = ()


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

    `claims` are what they say it with; `agrees` is None where there is no statement from outside.
    """

    witnesses: tuple[Siglum, ...]
    words: str
    claims: tuple[Claim, ...] = ()
    agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or more sides on one matter. `entry`: the register entry it is about, or "". `outside`: the statement from
    outside the witnesses, in words, or ""."""

    matter: Matter
    place: Place
    sides: tuple[Side, ...]
    entry: str = ""
    outside: str = ""
    id: str = ""

    def __post_init__(self) -> None:
        if len(self.sides) < 2:
            raise ValueError("a disagreement has two sides at least")
