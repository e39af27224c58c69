"""The nouns of an edition: frozen, checked, without input or output."""

from edition.model.alignment import Move
from edition.model.apparatus import (
    Apparatus,
    Block,
    BlockUnit,
    Part,
    Passage,
    Reading,
    ReadingKind,
    Transposition,
    VariationUnit,
)
from edition.model.download import Download
from edition.model.exclusion import Exclusion, exclusions
from edition.model.exclusion_rules import Rule
from edition.model.finding import Finding, Position, Severity
from edition.model.kinds import KINDS, EntryKind, Matter, MentionKind, RegisterKind
from edition.model.mention import DateValue, Mention
from edition.model.printed_words import Agreement, Event, Run, Span
from edition.model.reading import note_blocks, reading_blocks, reading_text
from edition.model.register import LABEL, STEM, Entry, Form, Register, Relation, Source, Statement
from edition.model.seed import Seed, Siglum
from edition.model.shared_passages import Reuse, ReuseKind
from edition.model.token_table import Cell, MovedPassage, Token, TokenTable, TokenText
from edition.model.witness import Kind, MarkedWord, Node, OwnEntry, OwnReading, ReadingBlock, Witness

__all__ = [
    "KINDS",
    "LABEL",
    "STEM",
    "Agreement",
    "Apparatus",
    "Block",
    "BlockUnit",
    "Cell",
    "DateValue",
    "Download",
    "Entry",
    "EntryKind",
    "Event",
    "Exclusion",
    "Finding",
    "Form",
    "Kind",
    "MarkedWord",
    "Matter",
    "Mention",
    "MentionKind",
    "Move",
    "MovedPassage",
    "Node",
    "OwnEntry",
    "OwnReading",
    "Part",
    "Passage",
    "Position",
    "Reading",
    "ReadingBlock",
    "ReadingKind",
    "Register",
    "RegisterKind",
    "Relation",
    "Reuse",
    "ReuseKind",
    "Rule",
    "Run",
    "Seed",
    "Severity",
    "Siglum",
    "Source",
    "Span",
    "Statement",
    "Token",
    "TokenTable",
    "TokenText",
    "Transposition",
    "VariationUnit",
    "Witness",
    "exclusions",
    "note_blocks",
    "reading_blocks",
    "reading_text",
]  # fmt: skip
