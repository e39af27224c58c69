"""The one table of the kinds of registers, and of what is named in a text; stylesheets and scripts read it, too.

A new kind is one row of `KINDS` with its members of the three enumerations, and its messages
(docs/decisions/0072-one-table-of-register-kinds.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class EntryKind(StrEnum):
    """The kinds of registers; the value is the name of the file in `tei/registers/`, and of the page."""

    PERSON = "persons"
    PLACE = "places"
    ORGANISATION = "organisations"
    EVENT = "events"
    WORK = "works"

    @property
    def row(self) -> "RegisterKind":
        """What the table says of the kind."""
        return _ROWS[self]

    @property
    def prefix(self) -> str:
        """What the ids of its entries begin with, before the hyphen."""
        return self.row.prefix


class MentionKind(StrEnum):
    """What is named; the value is the TEI element that marks it."""

    PERSON = "persName"
    PLACE = "placeName"
    ORGANISATION = "orgName"
    EVENT = "eventName"
    WORK = "title"
    DATE = "date"
    LAW = "name"


class Matter(StrEnum):
    """What the witnesses disagree on, the weightiest first."""

    DATE = "date"
    NUMBER = "number"
    FATE = "fate"  # what became of a person
    NEGATION = "negation"  # one says what the other denies
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    EVENT = "event"
    WORK = "work"
    SHARE = "share"  # how many of all: many, most
    CERTAINTY = "certainty"  # one says as certain what the other does not
    NAME = "name"  # one name in two spellings
    WORDING = "wording"  # other words of substance


@dataclass(frozen=True, slots=True)
class RegisterKind:
    """A kind of register. `list`, `entry` and `mention` are TEI elements: of the register, of an entry, of a name.

    `prefix` begins the ids of its entries; `key` ends the keys of messages on it; `matter` is what witnesses disagree
    on that name different entries; `labels` are those of named-entity recognition, of which we write the first;
    `classes` are those of CIDOC-CRM and schema.org.
    """

    kind: EntryKind
    prefix: str
    list: str
    entry: str
    mention: MentionKind
    key: str
    matter: Matter
    labels: tuple[str, ...]
    classes: tuple[str, str] = ("crm:E1_CRM_Entity", "schema:Thing")

    @property
    def strings(self) -> Mapping[str, str]:
        """The row for stylesheets and scripts: `file` is the name of the page, `form` the element of a name."""
        return {
            "file": self.kind.value,
            "prefix": self.prefix,
            "list": self.list,
            "entry": self.entry,
            "form": self.mention.value,
            "key": self.key,
            "matter": self.matter.value,
        }


KINDS = (
    RegisterKind(
        EntryKind.PERSON, "pers", "listPerson", "person", MentionKind.PERSON, "person", Matter.PERSON,
        ("PER", "PERSON"), ("crm:E21_Person", "schema:Person"),
    ),
    RegisterKind(
        EntryKind.PLACE, "plac", "listPlace", "place", MentionKind.PLACE, "place", Matter.PLACE,
        ("LOC", "GPE", "FAC"), ("crm:E53_Place", "schema:Place"),
    ),
    RegisterKind(
        EntryKind.ORGANISATION, "org", "listOrg", "org", MentionKind.ORGANISATION, "org", Matter.ORGANISATION,
        ("ORG",), ("crm:E74_Group", "schema:Organization"),
    ),
    RegisterKind(
        EntryKind.EVENT, "even", "listEvent", "event", MentionKind.EVENT, "event", Matter.EVENT,
        ("EVENT",), ("crm:E7_Activity", "schema:Event"),
    ),
    RegisterKind(
        EntryKind.WORK, "work", "listBibl", "bibl", MentionKind.WORK, "work", Matter.WORK,
        ("WORK", "WORK_OF_ART"), ("crm:E73_Information_Object", "schema:CreativeWork"),
    ),
)  # fmt: skip
_ROWS: Mapping[EntryKind, RegisterKind] = {row.kind: row for row in KINDS}
