"""`[[editor]]` of edition.toml: who edits, and by which initials decisions and notes name them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from edition.late_patterns import late_pattern
from edition.model.decision import responsible_id
from edition.project.own_spelling import Tables

_ORCID = late_pattern(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?")


@dataclass(frozen=True, slots=True)
class EditorOptions:
    """One `[[editor]]`; `orcid` is the number or the address of it, and is kept as the address."""

    initials: str
    name: str
    orcid: str = ""

    @property
    def id(self) -> str:
        """The id of the editor in headers, to which `resp` points."""
        return responsible_id(self.initials)


def read_editors(file: Tables) -> tuple[EditorOptions, ...]:
    """The tables `[[editor]]` of a file. ConfigError for initials that are empty or taken, and for a wrong ORCID."""
    tables = file.data.get("editor", [])
    if not isinstance(tables, list):
        raise file.error("editor", "write each editor as a table [[editor]] with initials and name", "")
    made: dict[str, EditorOptions] = {}
    for number, table in enumerate(tables):
        one = file.read_options(EditorOptions, table, "editor", number)
        for key in ("initials", "name"):
            if not getattr(one, key).strip():
                raise file.error(key, f"{key} is empty", "editor", number)
        if one.id in made:
            problem = f"initials = {one.initials!r} are those of {made[one.id].name} as well; give one of them others"
            raise file.error("initials", problem, "editor", number)
        if one.orcid and not (address := _orcid_address(one.orcid)):
            problem = f"orcid = {one.orcid!r} is no ORCID, such as 0000-0002-1825-0097; look it up at orcid.org"
            raise file.error("orcid", problem, "editor", number)
        made[one.id] = replace(one, orcid=address) if one.orcid else one
    return tuple(made.values())


def all_names(names: Sequence[str], editors: Sequence[EditorOptions]) -> tuple[str, ...]:
    """The names of `editors` in `[edition]`, and behind them those of `[[editor]]` that are not among them."""
    return tuple(dict.fromkeys((*names, *(one.name for one in editors))))


def orcid_of(name: str, editors: Sequence[EditorOptions]) -> str:
    """The address of the ORCID of an editor, by the name; "" where none is known."""
    return next((one.orcid for one in editors if one.name == name), "")


def _orcid_address(orcid: str) -> str:
    """The address of an ORCID; "" where it has not the form or the check digit of one (ISO 7064, mod 11-2)."""
    found = _ORCID.fullmatch(orcid.strip())
    if not found:
        return ""
    total = 0
    for figure in found[1].replace("-", "")[:-1]:
        total = (total + int(figure)) * 2
    check = (12 - total % 11) % 11
    return f"https://orcid.org/{found[1]}" if found[1][-1] == ("X" if check == 10 else str(check)) else ""
