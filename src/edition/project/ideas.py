"""Whose idea a conjecture or a sign is, by what `of` and `approved` name: a work of the bibliography, or an editor."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from edition.late_patterns import late_pattern
from edition.model import Finding, Position, Severity
from edition.model.bibliography import Bibliography, Work
from edition.model.conjecture import Idea, SignKind
from edition.model.decision import ConjectureDecision, ReadingDecision, SignDecision, responsible_id
from edition.project.config_checks import check_text
from edition.project.editors import EditorOptions
from edition.project.suggestions import suggest_nearest

_INITIALS = late_pattern(r"[^\W\d_a-z](?:[.\s-]*[^\W\d_a-z])*\.?")
_UNNAMED = "ed."
UNKNOWN_SCHOLAR = "E478"  # of the finding for a work or an editor that is named, and unknown


class UnknownNameError(LookupError):
    """A `key` of a decision names a work or an editor that there is not."""

    def __init__(self, key: str, name: str) -> None:
        super().__init__(f"{key} = {name!r}")
        self.key = key
        self.name = name


@dataclass(frozen=True, slots=True)
class Scholars:
    """Who can be named: the works of the bibliography, and the editors. Where there is no bibliography, who is named
    is a work by that name: `met` has those."""

    works: Bibliography = field(default_factory=Bibliography)
    editors: tuple[EditorOptions, ...] = ()
    met: dict[str, Work] = field(default_factory=dict)

    def named(self, name: str) -> tuple[str, str, bool] | None:
        """The id of a work or an editor, how it is called in short, and whether it is a work; None for an unknown one.

        Where no editor is declared, all initials are those of one, as they are in `by`.
        """
        if name in self.works:
            return self.works.id_of(name), self.works.short(name), True
        found = next((one for one in self.editors if one.id == responsible_id(name)), None)
        if found:
            return found.id, found.initials, False
        if len(name) <= 6 and _INITIALS.fullmatch(name):
            return None if self.editors else (responsible_id(name), name, False)
        if self.works.works or not name.strip() or check_text(name):
            return None
        work = self.met.setdefault(name, Work(name, name, label=name))
        return Bibliography.of([work]).id_of(name), name, True

    def findings(self) -> Iterator[Finding]:
        """E478, as advice, for each who is named without a bibliography."""
        for name in self.met:
            said = f"«{name}» is named in decisions and printed as it is written; [edition] bibliography gives the work"
            yield Finding(UNKNOWN_SCHOLAR, Severity.ADVICE, said, Position("edition.toml"))

    def problem(self, name: str) -> str:
        """What to say of a name that is unknown."""
        known = [*self.works.works, *(one.initials for one in self.editors)]
        if not known:
            return f"{name!r} is unknown: name a file of works in edition.toml (bibliography), or an [[editor]]"
        where = f"no work of {self.works.path}" if self.works.path else "no work of a bibliography"
        return f"{name!r} is {where}, and no [[editor]] has these initials{suggest_nearest(name, known)[:120]}"

    def idea(self, of: str, by: str, row: Mapping[str, Any]) -> Idea:
        """Whose idea a row of a table has. UnknownNameError for a name that is unknown."""
        approved = [row["approved"]] if isinstance(row.get("approved"), str) else row.get("approved", [])
        for key, name in (("of", of), *(("approved", one) for one in approved)):
            if name and self.named(name) is None:
                raise UnknownNameError(key, name)
        agreeing = tuple(found[:2] for one in approved if (found := self.named(one)))
        if of and (named := self.named(of)):
            return Idea(*named, " ".join(row.get("cited", "").split()), agreeing)
        return Idea(responsible_id(by), by or _UNNAMED, False, " ".join(row.get("cited", "").split()), agreeing)


def _conjecture(row: Mapping[str, Any], common: Mapping[str, Any], scholars: Scholars) -> ReadingDecision:
    idea = scholars.idea(row.get("of", ""), common["by"], row)
    read = " ".join(row["read"].split())
    said = {"insert": row.get("insert", ""), "adopt": row.get("adopt", False), "cert": row.get("cert", "")}
    return ConjectureDecision(**common, read=read, idea=idea, **said)


def _sign(row: Mapping[str, Any], common: Mapping[str, Any], scholars: Scholars) -> ReadingDecision:
    idea = scholars.idea(row["of"], common["by"], row) if "of" in row else None
    kind, extent = SignKind(row["as"]), " ".join(row.get("extent", "").split())
    return SignDecision(**common, kind=kind, idea=idea, extent=extent, insert=row.get("insert", ""))


#: How a row of each table that names scholars becomes a decision.
MAKERS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any], Scholars], ReadingDecision]] = {
    "conjecture": _conjecture,
    "sign": _sign,
}


def problem_of(table: str, row: Mapping[str, Any]) -> str:
    """Why the keys of a row do not go together; "" where they do."""
    if table == "conjecture" and row.get("insert") and not row["read"].strip():
        return "a conjecture with insert adds words; write them as read, or take insert out"
    if table == "sign" and row["as"] != SignKind.LACUNA and (found := [k for k in ("insert", "extent") if k in row]):
        return f"{found[0]} is said of a lacuna alone (as = 'lacuna'); take it out"
    return ""
