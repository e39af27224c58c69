"""The rules by which something is no part of a reading text, and whether the editor is told."""

from enum import Enum, StrEnum


class Notice(Enum):
    """Whether the editor is told that a rule left something out of her file."""

    QUIET = "quiet"  # signs and data of the format: listed and counted only
    TOLD = "told"  # words that the format itself says are no text: a warning
    DOUBTFUL = "doubtful"  # words that may be text: an error where they are more than LIMIT of all words


class Rule(StrEnum):
    """Why a stretch is no part of the reading text: the value is its name in headers and ledgers."""

    FURNITURE = "furniture"  # what a page shows around the text
    REPEATED_TITLE = "repeatedTitle"  # the title again, as a page shows it
    MARKUP = "markup"  # signs that mark headings, items and notes: `==`, `1.`, `•`
    NOTE_MARK = "noteMark"  # `[1]`, `*`
    SURPLUS = "surplus"  # debris of templates
    DELETED = "deleted"  # deleted by the writer, or a tracked deletion
    INSERTED = "inserted"  # a tracked insertion that the editor rejects
    COMMENT = "comment"  # of an editor, or of a programmer
    METADATA = "metadata"  # headers, properties, styles, scripts
    LINK_TARGET = "linkTarget"  # addresses
    FIELD_CODE = "fieldCode"  # what a word processor calculates from
    TWIN = "twin"  # the same words a second time, for other programs
    HIDDEN = "hidden"  # text that a word processor does not show
    RUNNING_HEAD = "runningHead"  # headers and footers of pages, page numbers
    GENERATED = "generated"  # tables of contents and indexes that a word processor makes
    NAVIGATION = "navigation"  # what a page or book shows around its one main part
    PICTURE = "picture"  # descriptions of pictures
    HYPHEN = "hyphen"  # at the end of a line, inside a word
    NUMBER = "number"  # of lines, pages or verses, kept as the number of the part
    ALTERNATIVE = "alternative"  # of several readings or encodings of one place
    APPARATUS = "apparatus"  # readings of other witnesses
    OTHER_WITNESS = "otherWitness"  # rows of a table, texts of a file
    OTHER_COLUMN = "otherColumn"  # columns of a table that are not the text
    TEMPLATE = "template"  # of a wiki, with everything in it
    TEMPLATE_DATA = "templateData"  # of a wiki, with named arguments alone: a box of facts, a citation
    CATEGORY = "category"  # of a wiki
    UNKNOWN = "unknown"  # a part of the file that the reader does not know
    REGISTER = "register"  # of names, beside or in the text of a transcription
    LICENCE = "licence"  # what a library adds before and after the text

    @property
    def notice(self) -> Notice:
        """Whether the editor is told."""
        return _NOTICES.get(self, Notice.QUIET)


#: The share of the words of a file that rules which may concern text leave out at most, unless the editor says so.
LIMIT = 0.02
_TOLD = (
    Rule.DELETED,
    Rule.INSERTED,
    Rule.HIDDEN,
    Rule.RUNNING_HEAD,
    Rule.LICENCE,
    Rule.NAVIGATION,
    Rule.TEMPLATE_DATA,
    Rule.GENERATED,
)
_NOTICES = {
    **dict.fromkeys(_TOLD, Notice.TOLD),
    **dict.fromkeys((Rule.TEMPLATE, Rule.UNKNOWN, Rule.FURNITURE), Notice.DOUBTFUL),
}
