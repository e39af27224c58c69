"""The nouns of an edition: frozen, checked, without input or output."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
]
#: The modules of the public names; each is imported when one of its names is first used: a command that says its
#: version needs none of them.
_NAMES = {
    "alignment": ("Move",),
    "apparatus": (
        "Apparatus",
        "Block",
        "BlockUnit",
        "Part",
        "Passage",
        "Reading",
        "ReadingKind",
        "Transposition",
        "VariationUnit",
    ),
    "download": ("Download",),
    "exclusion": (
        "Exclusion",
        "exclusions",
    ),
    "exclusion_rules": ("Rule",),
    "finding": (
        "Finding",
        "Position",
        "Severity",
    ),
    "kinds": (
        "KINDS",
        "EntryKind",
        "Matter",
        "MentionKind",
        "RegisterKind",
    ),
    "mention": (
        "DateValue",
        "Mention",
    ),
    "printed_words": (
        "Agreement",
        "Event",
        "Run",
        "Span",
    ),
    "reading": (
        "note_blocks",
        "reading_blocks",
        "reading_text",
    ),
    "register": (
        "LABEL",
        "STEM",
        "Entry",
        "Form",
        "Register",
        "Relation",
        "Source",
        "Statement",
    ),
    "seed": (
        "Seed",
        "Siglum",
    ),
    "shared_passages": (
        "Reuse",
        "ReuseKind",
    ),
    "token_table": (
        "Cell",
        "MovedPassage",
        "Token",
        "TokenTable",
        "TokenText",
    ),
    "witness": (
        "Kind",
        "MarkedWord",
        "Node",
        "OwnEntry",
        "OwnReading",
        "ReadingBlock",
        "Witness",
    ),
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'edition.model' has no attribute {name!r}")
    value = getattr(import_module(f"edition.model.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
