"""`[reading]` and the same keys of `[[witness]]`: what readers cannot see in a file (docs/configuration.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

#: The values of the keys that are one of a few words; "" stands for the default of the reader.
VALUES: Mapping[str, tuple[str, ...]] = {
    "genre": ("prose", "verse", "drama", "letters", "mixed"),
    "lines": ("wrap", "verse", "paragraph"),
    "headings": ("keywords", "proposed", "short", "bold", "none"),
    "hyphens": ("keep", "join"),
    "notes": ("lists", "footnotes", "none"),
    "speakers": ("line", "inline"),
    "changes": ("accept", "reject", "keep"),
    "comments": ("notes",),
}
#: What a row of a table may be.
ROWS = ("verse", "paragraph", "token")


@dataclass(frozen=True, slots=True)
class CsvOptions:
    """`[witness.csv]`: the columns of a table, by their headings or their numbers from 1; what a row is."""

    text: str = ""
    witness: str = ""
    n: str = ""
    row: str = "verse"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingKeys:
    """The keys that `[reading]` and `[[witness]]` share; what a witness says of itself wins."""

    genre: str = ""
    lines: str = ""
    headings: str = ""
    hyphens: str = ""
    page_numbers: bool | None = None
    notes: str = ""
    speakers: str = ""
    changes: str = ""
    comments: str = ""
    part: str = ""
    lists: bool | None = None  # whether lines of a plain text that begin with numbers or bullets may be lists
    furniture: tuple[str, ...] = ()  # patterns of text of the page, at the beginning of a line
    captions: tuple[str, ...] = ()  # patterns that occur in captions
    leave_out: tuple[str, ...] = ()  # rules whose words the editor leaves out
    templates: Mapping[str, int] = field(default_factory=dict)  # template of a wiki -> its argument that is text


@dataclass(frozen=True, slots=True)
class ReadingOptions(ReadingKeys):
    """`[reading]`. `scripts`: script -> language of words in that script."""

    scripts: Mapping[str, str] = field(default_factory=dict)


def reading_keys(reading: ReadingKeys, witness: ReadingKeys) -> ReadingKeys:
    """What holds for a witness: its own keys, else those of `[reading]`."""
    given = {}
    for one in fields(ReadingKeys):
        own = getattr(witness, one.name)
        given[one.name] = getattr(reading, one.name) if own in ("", None, (), {}) else own
    return ReadingKeys(**given)
