"""Read the editor's decisions: `decisions.toml` and the files in the folder `decisions`; quoted words anchor each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from edition.late_patterns import late_pattern
from edition.model import DateValue, Finding, Position, Register, Severity, Siglum
from edition.model.anchor import Anchor
from edition.model.apparatus import ReadingKind
from edition.model.decision import (
    DECISIONS,
    ENTRY,
    AlignDecision,
    ApartDecision,
    ClassDecision,
    Decision,
    Decisions,
    HideDecision,
    JoinDecision,
    LemmaDecision,
    OrderDecision,
    PairDecision,
    PassageNote,
    ReadingDecision,
    RegulariseDecision,
    ReviewedDecision,
    SplitDecision,
)
from edition.project.config import TableReader
from edition.project.decision_tables import DEFAULTS, TABLES, WORDS, Table
from edition.project.ideas import MAKERS, UNKNOWN_SCHOLAR, Scholars, UnknownNameError, problem_of
from edition.project.note_rows import is_on_passage, note_of, passage_note, problem_of_note
from edition.project.sources import read_bytes
from edition.project.suggestions import suggest_nearest
from edition.project.utf8 import decode_utf8

FILE_NAME = DECISIONS
FOLDER = "decisions"
NOT_BUILT = "E470"  # code of the finding for a decision that this version does not carry out
VERSION = 2  # of the tables
_DATE = late_pattern(r"-?\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Known:
    """What decisions may name: the entries of the registers, the sigla, the base, works and editors."""

    register: Register
    sigla: Sequence[Siglum]
    base: Siglum = ""
    scholars: Scholars = field(default_factory=Scholars)


def decision_files(root: Path) -> tuple[str, ...]:
    """The paths of the files with decisions of the edition in `root`, in the order in which they are read."""
    own = [FILE_NAME] if (root / FILE_NAME).exists() else []
    names = sorted(place.name for place in (root / FOLDER).glob("*.toml") if not place.name.startswith("."))
    return (*own, *(f"{FOLDER}/{name}" for name in names))


def read_decisions(
    root: Path,
    register: Register,
    sigla: Sequence[str],
    base: Siglum = "",
    given: Mapping[str, str] | None = None,
    scholars: Scholars | None = None,
) -> Decisions:
    """Read the decisions of the edition in `root`. ConfigError with file, line and column.

    `given`: the texts of files, by path, that are read in place of those on disk, or besides them. `scholars`: the
    works and editors that decisions may name.
    """
    texts = given or {}
    known = Known(register, sigla, base, scholars or Scholars())
    mentions: list[Decision] = []
    readings: list[ReadingDecision] = []
    regularised: list[RegulariseDecision] = []
    pairs: list[PairDecision] = []
    findings: list[Finding] = []
    passages: list[PassageNote] = []
    for path in dict.fromkeys((*decision_files(root), *texts)):
        source = texts[path] if path in texts else decode_utf8(read_bytes(root, path), path)
        file = _DecisionFile(source, path, known)
        mentions += file.mentions()
        readings += file.readings()
        regularised += file.regularised()
        pairs += file.pairs()
        passages += file.passages()
        findings += (*file.unbuilt(), *file.unknown)
    return Decisions(
        tuple(mentions), tuple(readings), tuple(regularised), tuple(pairs), tuple(findings), tuple(passages)
    )


class _DecisionFile(TableReader):
    """One file of decisions: its tables checked by `decision_tables` and made into decisions."""

    def __init__(self, source: str, name: str, known: Known) -> None:
        super().__init__(source, name)
        self.known = known
        self.unknown: list[Finding] = []  # on decisions that name an unknown work or editor
        self.tables: dict[str, list[Mapping[str, Any]]] = {}
        names = [table.name for table in TABLES]
        for key in self.data:
            if key not in (*names, "schema", "defaults"):
                a_table = "; a decision is a table such as [[mention]]"
                raise self.error(key, f"there is no table or key {key!r}{suggest_nearest(key, names)}{a_table}")
        if self.data.get("schema", VERSION) != VERSION:
            raise self.error("schema", f"schema = {self.data['schema']!r} is unknown; write schema = {VERSION}")
        self.defaults = self._checked(DEFAULTS, self.data.get("defaults", {}), 0)
        for table in TABLES:
            self.tables[table.name] = [self._checked(table, one, n) for n, one in enumerate(self._rows(table.name))]

    def _rows(self, name: str) -> Sequence[Any]:
        rows = self.data.get(name, [])
        if not isinstance(rows, list):
            raise self.error(name, f"write each decision as [[{name}]]")
        return rows

    def _checked(self, table: Table, row: Any, number: int) -> Mapping[str, Any]:
        """A table whose keys are known and have values that fit. ConfigError for any other."""
        if not isinstance(row, dict):
            raise self.error(table.name, f"{table.name} must be a table", table.name, number)
        for name, value in row.items():
            self._check_key(table, name, value, number)
        if missing := next((key.name for key in table.keys if key.is_required and key.name not in row), ""):
            raise self.error("", f"[{table.name}] lacks the key {missing!r}", table.name, number)
        given = [name for name in table.one_of if name in row]
        if table.one_of and table.name != "mention" and len(given) != 1:
            said = f"[{table.name}] says one of {', '.join(table.one_of)}"
            raise self.error("".join(given[1:2]), said, table.name, number)
        return row

    def _check_key(self, table: Table, name: str, value: Any, number: int) -> None:
        key = table.key(name)
        if key is None:
            nearest = suggest_nearest(name, [k.name for k in table.keys])
            raise self.error(name, f"[{table.name}] has no key {name!r}{nearest}", table.name, number)
        if key.form is WORDS and isinstance(value, str) and not value.strip():
            empty = "a decision quotes the words it is about (exact)" if name == "exact" else f"{name} is empty"
            raise self.error(name, empty, table.name, number)
        if not key.form.fits(value):
            known = key.form.schema.get("enum", ())
            nearest = suggest_nearest(value, known) if isinstance(value, str) and known else ""
            said = f"{name} = {value!r} is unknown{nearest}" if nearest else f"{name} must be {key.form.words}"
            raise self.error(name, said, table.name, number)
        if key.form.is_siglum:
            for siglum in value if isinstance(value, list) else [value]:
                if siglum not in self.known.sigla:
                    said = f"{name} = {siglum!r} is no siglum{suggest_nearest(siglum, self.known.sigla)}"
                    raise self.error(name, said, table.name, number)

    def position(self, table: str, number: int) -> Position:
        """Where a table begins."""
        line, column = self.position_of("", table, number)[1:].split(":")
        return Position(self.name, int(line), int(column))

    def unbuilt(self) -> Iterator[Finding]:
        """A finding for every decision that this version does not carry out."""
        for table in TABLES:
            for number, row in enumerate(self.tables[table.name]):
                keys = [k for k in table.keys if k.built is not None and k.name in row and row[k.name] not in k.built]
                if table.is_built and not keys:
                    continue
                value = f" = {row[keys[0].name]!r}" if keys and keys[0].built else ""
                what = f"[[{table.name}]]" if not table.is_built else f"{keys[0].name}{value} in [[{table.name}]]"
                said = f"this version does not carry out {what} yet: take the table out, or put # before its lines"
                yield Finding(NOT_BUILT, Severity.ERROR, said, self.position(table.name, number))

    # -- decisions on names and dates

    def mentions(self) -> Iterator[Decision]:
        """The decisions on names and dates."""
        for number, row in enumerate(self.tables["mention"]):
            yield self._mention(row, number)

    def _mention(self, row: Mapping[str, Any], number: int) -> Decision:
        ref, date = row.get("ref", ""), row.get("date", "")
        if ref and ref not in self.known.register.entries:
            nearest = suggest_nearest(ref, self.known.register.entries)[:120]
            raise self.error("ref", f"ref = {ref!r} is no entry of a register{nearest}", "mention", number)
        words = {
            key: row[key] for key in ("exact", "prefix", "suffix", "witness", "ref", "reject", "note") if key in row
        }
        place = self.position("mention", number)
        try:
            value = _parse_date(date) if date else None
            return Decision(**words, value=value, line=place.line, path=self.name)
        except ValueError as error:
            raise self.error("date" if date else "exact", str(error), "mention", number) from None

    # -- words compared as others

    def regularised(self) -> Iterator[RegulariseDecision]:
        """The decisions to compare words as others."""
        for number, row in enumerate(self.tables["regularise"]):
            scope = row.get("scope", _scope_of(row))
            if "section" in row and scope != "section":
                said = f"[regularise] with section has scope = 'section', not {scope!r}; take one of the two out"
                raise self.error("scope", said, "regularise", number)
            if scope == "witness" and "in" not in row:
                said = "[regularise] with scope = 'witness' lacks the key 'in': the witness, or a list of them"
                raise self.error("scope", said, "regularise", number)
            is_at_place = scope == "here" or (scope == "section" and "section" not in row)
            given = row.get("in", [self.defaults.get("in", self.known.base)] if is_at_place else self.known.sigla)
            yield RegulariseDecision(
                forms=_list_of(row["from"]), to=row["to"], scope=scope, sigla=_list_of(given),
                prefix=row.get("prefix", ""), suffix=row.get("suffix", ""), nth=row.get("nth", 0),
                section=row.get("section", ""), given=row.get("as", ReadingKind.SPELLING.value),
                show=row.get("show", ENTRY), exceptions=tuple(map(_anchor, row.get("except", []))),
                **self._provenance("regularise", row, number),
            )  # fmt: skip

    # -- words that correspond or do not

    def pairs(self) -> Iterator[PairDecision]:
        """The decisions on words that correspond, or that do not."""
        for made in (AlignDecision, ApartDecision):
            for number, row in enumerate(self.tables[made.table]):
                for siglum in row["in"]:
                    if siglum not in self.known.sigla:
                        said = f"in.{siglum}: {siglum!r} is no siglum{suggest_nearest(siglum, self.known.sigla)}"
                        raise self.error(f"in.{siglum}", said, made.table, number)
                quotes = {siglum: _anchor(row["in"][siglum]) for siglum in self.known.sigla if siglum in row["in"]}
                yield made(quotes=quotes, **self._provenance(made.table, row, number))

    # -- decisions on readings

    def readings(self) -> Iterator[ReadingDecision]:
        """The decisions on places of variation that this version carries out."""
        for name, make in _MAKERS.items():
            for number, row in enumerate(self.tables[name]):
                self._check_sigla(name, row.get("readings", ()), number)
                yield make(row, self._common(name, row, number))
        for name, of_idea in _OF_SCHOLARS.items():
            for number, row in enumerate(self.tables[name]):
                if name == "note" and is_on_passage(row):
                    continue
                if problem := problem_of(name, row):
                    raise self.error("insert" if "insert" in row else "", problem, name, number)
                try:
                    yield of_idea(row, self._common(name, row, number), self.known.scholars)
                except UnknownNameError as error:
                    self.unknown.append(self._unknown(error.key, error.name, name, number))

    def passages(self) -> Iterator[PassageNote]:
        """The notes on passages."""
        for number, row in enumerate(self.tables["note"]):
            if problem := problem_of_note(row):
                raise self.error("of" if "of" in row else "kind", problem, "note", number)
            if is_on_passage(row):
                yield passage_note(row, self._common("note", row, number))

    def _unknown(self, key: str, of: str, table: str, number: int) -> Finding:
        line, column = self.position_of(key, table, number)[1:].split(":")
        said = f"{key} = {self.known.scholars.problem(of)}"
        return Finding(UNKNOWN_SCHOLAR, Severity.ERROR, said, Position(self.name, int(line), int(column)))

    def _check_sigla(self, table: str, groups: Sequence[str | Sequence[str]], number: int) -> None:
        """ConfigError for a siglum, in a list of groups, that is none."""
        for siglum in (s for group in groups for s in _list_of(group)):
            if siglum not in self.known.sigla:
                said = f"readings: {siglum!r} is no siglum{suggest_nearest(siglum, self.known.sigla)}"
                raise self.error("readings", said, table, number)

    def _common(self, table: str, row: Mapping[str, Any], number: int) -> dict[str, Any]:
        """What decisions of all kinds have."""
        siglum = row.get("in", self.defaults.get("in", self.known.base))
        return {"anchor": _anchor(row), "siglum": siglum, **self._provenance(table, row, number)}

    def _provenance(self, table: str, row: Mapping[str, Any], number: int) -> dict[str, Any]:
        """Who decided, when and why."""
        return {
            "by": row.get("by", self.defaults.get("by", "")),
            "on": str(row.get("on", "")),
            "why": row.get("why", ""),
            "position": self.position(table, number),
        }


def _scope_of(row: Mapping[str, Any]) -> str:
    """The scope of a rule that says none."""
    if "section" in row:
        return "section"
    return "here" if row.keys() & {"prefix", "suffix", "nth"} else "witness" if "in" in row else "everywhere"


def _anchor(row: Mapping[str, Any]) -> Anchor:
    return Anchor(row["exact"], row.get("prefix", ""), row.get("suffix", ""), row.get("nth", 0))


def _list_of(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _split(row: Mapping[str, Any], common: Mapping[str, Any]) -> ReadingDecision:
    return SplitDecision(**common, after=_list_of(row["after"]))


def _hidden_in(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Where an entry is not shown: print, site."""
    given = _list_of(row.get("from", "both"))
    return tuple(place for place in ("print", "site") if place in given or "both" in given)


#: How a row of each table that may name works and editors becomes a decision, and a row of the others.
_OF_SCHOLARS = {**MAKERS, "note": note_of}
_MAKERS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], ReadingDecision]] = {
    "join": lambda row, common: JoinDecision(**common),
    "split": _split,
    "class": lambda row, common: ClassDecision(**common, given=row["as"], of=row.get("of", "")),
    "lemma": lambda row, common: LemmaDecision(**common, source=row["from"], cert=row.get("cert", "")),
    "order": lambda row, common: OrderDecision(
        **common, readings=tuple(map(_list_of, row.get("readings", ()))), style=row.get("style", "")
    ),
    "hide": lambda row, common: HideDecision(**common, places=_hidden_in(row)),
    "reviewed": lambda row, common: ReviewedDecision(**common, result=row.get("result", "")),
}


def _parse_date(date: str) -> DateValue:
    ends = date.split("/")
    if len(ends) > 2 or not all(_DATE.fullmatch(end) for end in ends):
        raise ValueError(f"date = {date!r}: write 1936, 1936-08, 1936-08-19 or 1936-08-19/1936-08-24")
    return DateValue(when=date) if len(ends) == 1 else DateValue(start=ends[0], end=ends[1])
