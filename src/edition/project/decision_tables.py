"""The tables of `decisions.toml` and their keys: the reader checks by them, and the JSON schema is made of them."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from edition.model.apparatus import ReadingKind
from edition.model.conjecture import SignKind
from edition.model.decision import ENTRY, GROUPED, HIDDEN

#: What `as` of a class may say besides a kind: how much the reading matters.
WEIGHTS = ("substantive", "accidental")
#: Kinds that an editor may give a reading; that words are missing is seen, not decided.
_SEEN = (ReadingKind.OMISSION, ReadingKind.BLOCK, ReadingKind.LACUNA, ReadingKind.CONJECTURE)
CLASSES = (*(k.value for k in ReadingKind if k not in _SEEN), *WEIGHTS)
#: What `as` of words that are compared as others may say.
FORMS = tuple(name for name in CLASSES if name not in ("wordOrder", "addition", "transposition"))
SCOPES = ("here", "section", "witness", "everywhere")
NOT_BUILT = "This version does not carry it out."
#: Where entries are shown.
SHOWN = ("print", "site", "both")
CERTAINTIES = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Form:
    """What a value may be: how to say it to the editor, its JSON schema, and whether a value fits."""

    words: str
    schema: Mapping[str, Any]
    fits: Callable[[Any], bool]
    is_siglum: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table; `built`: the values that this version carries out, None for all."""

    name: str
    form: Form
    about: str = ""
    is_required: bool = False
    built: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of decisions; `is_built`: this version carries it out. `one_of`: keys of which exactly one is given."""

    name: str
    about: str
    keys: tuple[Key, ...]
    is_built: bool = True
    one_of: tuple[str, ...] = ()

    def key(self, name: str) -> Key | None:
        """The key of a name, if there is one."""
        return next((key for key in self.keys if key.name == name), None)


def _choice(values: Sequence[str]) -> Form:
    return Form(f"one of {', '.join(values)}", {"enum": list(values)}, lambda v: v in values)


def _several(form: Form) -> Form:
    def fits(value: Any) -> bool:
        return form.fits(value) or (isinstance(value, list) and bool(value) and all(map(form.fits, value)))

    schema = {"anyOf": [form.schema, {"type": "array", "items": form.schema, "minItems": 1}]}
    return Form(f"{form.words}, or a list of these", schema, fits, form.is_siglum)


TEXT = Form('text in quotes ("…")', {"type": "string"}, lambda v: isinstance(v, str))
WORDS = Form('words in quotes ("…")', {"type": "string", "pattern": r"\S"},
             lambda v: isinstance(v, str) and bool(v.strip()))  # fmt: skip
_CONTROLS = r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]"
#: What the edition prints; unlike words of a source, which may hold any character.
PROSE = Form(
    'words in quotes ("…"), without control characters',
    {"type": "string", "pattern": r"\S", "not": {"pattern": _CONTROLS}},
    lambda v: WORDS.fits(v) and re.search(_CONTROLS, v) is None,
)
#: The same, but perhaps nothing.
LINE = Form(
    'words in quotes ("…"), or nothing (""), without control characters',
    {"type": "string", "not": {"pattern": _CONTROLS}},
    lambda v: isinstance(v, str) and re.search(_CONTROLS, v) is None,
)
SIGLUM = Form('a siglum in quotes ("A")', {"type": "string", "pattern": r"\S"}, lambda v: isinstance(v, str), True)
YES = Form("true or false", {"type": "boolean"}, lambda v: isinstance(v, bool))
COUNT = Form("a whole number from 1", {"type": "integer", "minimum": 1},
             lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= 1)  # fmt: skip
DAY = Form("a date (2026-11-29)", {"type": ["string", "object"]},
           lambda v: isinstance(v, date | datetime) or (isinstance(v, str) and _is_day(v)))  # fmt: skip
_GROUPS = {"type": "array", "minItems": 1, "items": {"anyOf": [TEXT.schema, {"type": "array", "items": TEXT.schema}]}}
GROUPS = Form('a list of sigla and of lists of sigla ([["B"], ["C", "D"]])', _GROUPS,
              lambda v: isinstance(v, list) and bool(v) and all(_several(TEXT).fits(one) for one in v))  # fmt: skip


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


_EXACT = Key("exact", WORDS, "The words, as the witness has them; runs of white space are one blank.", True)
_AROUND = (
    Key("prefix", TEXT, "What stands right before the words."),
    Key("suffix", TEXT, "What stands right behind the words."),
)
_NTH = Key("nth", COUNT, "Which of the places, where the words and what is around them are the same.")
_QUOTE_KEYS = (_EXACT, *_AROUND, _NTH)


def schema_of(keys: Sequence[Key], one_of: Sequence[str] = ()) -> Mapping[str, Any]:
    """The JSON schema of a table with these keys."""
    properties = {k.name: {**k.form.schema, **({"description": about} if (about := _about(k)) else {})} for k in keys}
    made: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": properties}
    if required := [k.name for k in keys if k.is_required]:
        made["required"] = required
    if one_of:
        made["oneOf"] = [{"required": [name]} for name in one_of]
    return made


def _about(key: Key) -> str:
    return " ".join(words for words in (key.about, _built(key)) if words)


def _built(key: Key) -> str:
    if key.built is None:
        return ""
    return f"This version carries out {', '.join(key.built)} alone." if key.built else NOT_BUILT


def _is_table_of(keys: Sequence[Key], value: Any) -> bool:
    known = {k.name: k for k in keys}
    if not isinstance(value, dict) or not value.keys() <= known.keys():
        return False
    has_all = all(k.name in value for k in keys if k.is_required)
    return has_all and all(known[name].form.fits(one) for name, one in value.items())


QUOTE = Form('a quotation ({ exact = "…", prefix = "…" })', schema_of(_QUOTE_KEYS),
             lambda v: _is_table_of(_QUOTE_KEYS, v))  # fmt: skip
PAIR = Form('a table of quotations by witness (in.A = { exact = "…" }, in.B = { exact = "…" })',
            {"type": "object", "minProperties": 2, "additionalProperties": QUOTE.schema},
            lambda v: isinstance(v, dict) and len(v) > 1 and all(map(QUOTE.fits, v.values())))  # fmt: skip
QUOTES = Form("a list of quotations", {"type": "array", "items": QUOTE.schema},
              lambda v: isinstance(v, list) and all(map(QUOTE.fits, v)))  # fmt: skip
_BY = Key("by", PROSE, "Who decided: the initials of an editor.")
_PROVENANCE = (_BY, Key("on", DAY, "When it was decided."), Key("why", TEXT, "The reason."))
_IN = Key("in", SIGLUM, "The witness whose words are quoted; left out, the base.")
_ANCHORED = (_IN, *_QUOTE_KEYS, *_PROVENANCE)
_PAIR = Key("in", PAIR, "The words of each witness, by its siglum.", True)
_OF = Key("of", SIGLUM, "The witness whose reading is meant.")
_CERT = Key("cert", _choice(CERTAINTIES), "How sure the editor is.")
DEFAULTS = Table("defaults", "What decisions of this file say that do not say it themselves.", (_BY, _IN))
TABLES = (
    Table(
        "mention",
        "What a name or date means, or that the words are none.",
        (
            _EXACT, *_AROUND, Key("witness", SIGLUM, "The witness; left out, all of them."),
            Key("ref", TEXT, "The id of an entry of a register."),
            Key("date", TEXT, "1936, 1936-08, 1936-08-19, or two of them parted by a slash."),
            Key("reject", YES, "The words are no name and no date."), Key("note", TEXT, "The reason."),
        ),
        one_of=("ref", "date", "reject"),
    ),
    Table(
        "regularise",
        "Words are compared as other words.",
        (
            Key("from", _several(WORDS), "The words, in one or more forms.", True),
            Key("to", WORDS, "What they are compared as.", True),
            Key("as", _choice(FORMS), "The class of the readings, or how much they matter; left out, spelling."),
            Key("scope", _choice(SCOPES), "Left out: section, where that is given; here, where prefix, suffix or nth "
                "are; witness, where in is; else everywhere."),
            Key("in", _several(SIGLUM), "The witnesses."),
            Key("section", WORDS, "The heading or the number of a section."), *_AROUND, _NTH,
            Key("except", QUOTES, "Places that are left out."),
            Key("show", _choice((ENTRY, GROUPED, HIDDEN)), "How the entries are shown; left out, as entries."),
            *_PROVENANCE,
        ),
    ),
    Table("align", "These words correspond.", (_PAIR, *_PROVENANCE)),
    Table("apart", "These words do not correspond.", (_PAIR, *_PROVENANCE)),
    Table("join", "All the words are one entry.", _ANCHORED),
    Table(
        "split",
        "The entry of the words is divided.",
        (*_ANCHORED, Key("after", _several(WORDS), "The words behind which it is divided, in their order.", True)),
    ),
    Table(
        "class",
        "How a reading departs from the lemma, or whether that matters.",
        (*_ANCHORED, Key("as", _choice(CLASSES), "", True), _OF),
    ),
    Table(
        "lemma",
        "The lemma is what another witness has.",
        (*_ANCHORED, Key("from", SIGLUM, "The witness.", True), _CERT),
    ),
    Table(
        "conjecture",
        "What no witness has.",
        (
            *_ANCHORED,
            Key("read", LINE, "What stands in the place of the words; nothing, to take them out.", True),
            Key("insert", _choice(("before", "after")), "It is added before or after the words."),
            Key("of", PROSE, "Whose idea it is: the key of a work of the bibliography, or initials; left out, by."),
            Key("cited", PROSE, "Where in the work: p. 12."), Key("adopt", YES, "The edition prints it."), _CERT,
            Key("approved", _several(PROSE), "Who holds it to be right: keys and initials."),
        ),
    ),
    Table(
        "sign",
        "Words of the lemma stand in signs.",
        (
            *_ANCHORED, Key("as", _choice(tuple(SignKind)), "What the signs say.", True),
            Key("of", PROSE, "Whose idea it is, if not that of who decided: a key of the bibliography, or initials."),
            Key("insert", _choice(("before", "after")), "Where a lacuna is; left out, after the words."),
            Key("extent", PROSE, "Of a lacuna: how much is lost."),
        ),
    ),
    Table(
        "order",
        "The readings stand in this order, or the entry is printed in another style than the others.",
        (*_ANCHORED, Key("readings", GROUPS, "Each reading by a witness that has it, or by several."),
         Key("style", _choice(("positive", "negative")), "Whether the entry names the witnesses of its lemma.")),
        one_of=("readings", "style"),
    ),
    Table(
        "hide",
        "The entry is not shown. It stays in the TEI, and no word of the text changes.",
        (*_ANCHORED, Key("from", _several(_choice(SHOWN)), "Where it is not shown; left out, in both.")),
    ),
    Table(
        "note",
        "A note on an entry or a reading; with to, file or another kind than critical, on a passage.",
        (*_ANCHORED, _OF, Key("text", PROSE, "What the note says."), Key("file", PROSE, "A Markdown file with it."),
         Key("to", QUOTE, "The last words of the passage it is on."),
         Key("kind", _choice(("critical", "commentary", "source", "parallel")), "Left out: critical.")),
        one_of=("text", "file"),
    ),
    Table("reviewed", "The entry was accepted as it is.",
          (*_ANCHORED, Key("result", WORDS, "What the entry was when it was accepted."))),
)  # fmt: skip


def decisions_schema() -> Mapping[str, Any]:
    """The JSON schema of `decisions.toml` (draft 2020-12), for completion in an editor's program."""
    properties: dict[str, Any] = {
        "schema": {"const": 2, "description": "The version of these tables."},
        "defaults": {**schema_of(DEFAULTS.keys), "description": DEFAULTS.about},
    }
    for table in TABLES:
        about = table.about if table.is_built else f"{table.about} {NOT_BUILT}"
        rows = schema_of(table.keys, table.one_of)
        properties[table.name] = {"type": "array", "items": rows, "description": about}
    return {
        "$comment": "Written by `edition schema`. Do not edit.",
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "decisions.toml",
        "description": "What the editor decided, each found by quoted words.",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def decisions_schema_file() -> Mapping[str, bytes]:
    """The file of the JSON schema by its name."""
    made = json.dumps(decisions_schema(), ensure_ascii=False, indent=2)
    return {"decisions.schema.json": f"{made}\n".encode()}
