"""Facts about a witness that a reader cannot see in its file; the editor states them in edition.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from edition.project.languages import StructureWords
from edition.project.tei_options import DEFAULTS, TeiKeys


@dataclass(frozen=True, slots=True)
class TableColumns:
    """`[witness.csv]`: the columns of a table, by their heading or their number from 1.

    `text`: with the words. `witness`: with sigla; rows of other sigla are left out. `n`: with the reference of a row
    (its verse or paragraph). `row`: what a row is: verse, paragraph or token.
    """

    text: str = ""
    witness: str = ""
    n: str = ""
    row: str = "verse"


@dataclass(frozen=True, slots=True)
class ReaderOptions:
    """The options of one witness; docs/configuration.md says what each value means. "" is the default of the reader.

    `language`: language of the witness (BCP 47). `scripts`: script -> language of words in it (`[reading.scripts]`).
    `furniture`: patterns for text of the page around the witness, matched at the beginning of a line; the rest of the
    line is text. `captions`: patterns that are searched in a line; a line with a match is a caption.
    `lists`: whether lines of a plain text that begin with numbers or bullets may be lists. True: their numbers and
    bullets are no words; None: items of lists whose numbers are words; False: no lists.
    `genre`: prose, verse, drama, letters, mixed. `lines`: wrap, verse, paragraph: what a line of the file is.
    `headings`: keywords, proposed, short, bold, none. `hyphens`: keep, join. `page_numbers`: whether a line with a
    number that rises is the number of a page. `notes`: lists, footnotes, none. `speakers`: line, inline.
    `changes`: accept, reject, keep: tracked changes. `comments`: notes: comments become notes of the editor.
    `part`: the part of a page that is the text (`main`, `#id`, `.class`). `templates`: name of a template -> number of
    its argument that is text, 0 for none; `*` stands for all others. `csv`: the columns of a table. `leave_out`: rules
    whose words the editor leaves out, by their names. `structure`: words of the language that divide a text.
    `pointer`: the witness that is read of a file with several; `sigla`: those that the editor names.
    """

    language: str = ""
    scripts: Mapping[str, str] = field(default_factory=dict)
    furniture: tuple[re.Pattern[str], ...] = ()
    captions: tuple[re.Pattern[str], ...] = ()
    lists: bool | None = None
    genre: str = ""
    lines: str = ""
    headings: str = ""
    hyphens: str = ""
    page_numbers: bool = False
    notes: str = ""
    speakers: str = ""
    changes: str = ""
    comments: str = ""
    part: str = ""
    templates: Mapping[str, int] = field(default_factory=dict)
    csv: TableColumns = TableColumns()
    leave_out: tuple[str, ...] = ()
    tei: TeiKeys = DEFAULTS
    layer: str = "diplomatic"
    state: str = "last"
    pointer: str = ""
    sigla: tuple[str, ...] = ()
    vocabulary: frozenset[str] = frozenset()
    structure: StructureWords = field(default_factory=StructureWords)
