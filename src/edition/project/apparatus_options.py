"""`[apparatus]` and `[[group]]`: how entries and sigla are printed; nothing of it changes the apparatus itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from lxml import etree

from edition.errors import ConfigError
from edition.model.conjecture import SignKind
from edition.model.sigla_groups import HYPARCHETYPE, KINDS, REST, SiglumGroup, find_problems, members_of
from edition.project.suggestions import suggest_nearest

NEGATIVE, POSITIVE = "negative", "positive"
STYLES = (NEGATIVE, POSITIVE)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ApparatusKeys:
    """`[apparatus]`: whether entries name the witnesses of the lemma, too (positive), or those that depart from it.

    `site`, `print`: the same for one layer. `cett`: what is printed for all witnesses that an entry does not name.
    `signs`: by kind of sign, what stands before and behind words, parted by a blank.
    """

    style: str = NEGATIVE
    site: str = ""
    print: str = ""
    cett: str = ""
    signs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ApparatusOptions:
    """How entries are printed, and the groups of witnesses with a siglum; `places`: where each stands in the file."""

    keys: ApparatusKeys = field(default_factory=ApparatusKeys)
    groups: tuple[SiglumGroup, ...] = ()
    places: tuple[tuple[str, str], ...] = ()  # of each group `:line:column` of its siglum, and of its members

    @property
    def hyparchetypes(self) -> tuple[SiglumGroup, ...]:
        """The groups that the list of witnesses has."""
        return tuple(group for group in self.groups if group.kind == HYPARCHETYPE)

    def printing(self, layer: str) -> bytes:
        """What stylesheets need to print entries, as a document; `layer` is `site` or `print`."""
        style = getattr(self.keys, layer) or self.keys.style
        root = etree.Element("printing", style=style)
        for group in self.rests:
            rest = etree.SubElement(root, "rest", siglum=group.siglum, name=group.name)
            for siglum in sorted(members_of(group, self.groups)):
                etree.SubElement(rest, "wit", n=siglum)
        return etree.tostring(root, encoding="UTF-8")

    @property
    def rests(self) -> tuple[SiglumGroup, ...]:
        """What stands for the witnesses that an entry does not name, those of some witnesses first."""
        own = sorted((g for g in self.groups if g.kind == REST), key=lambda g: not g.of)
        has_all = any(not group.of for group in own)
        return (*own, *([SiglumGroup(self.keys.cett, kind=REST)] if self.keys.cett and not has_all else []))


class Tables(Protocol):
    """What is needed of `edition.toml` (TableReader)."""

    data: dict[str, Any]

    def read_options(self, kind: type[T], table: Any, name: str, number: int = 0) -> T:
        """A table as options of a kind."""

    def error(self, key: str, problem: str, table: str = "", number: int = 0) -> ConfigError:
        """The error at a key."""

    def position_of(self, key: str, table: str, number: int) -> str:
        """`:line:column` of a key."""


def read_apparatus_options(file: Tables) -> ApparatusOptions:
    """`[apparatus]` and `[[group]]`; ConfigError for a value that is none of the words of its key."""
    keys = file.read_options(ApparatusKeys, file.data.get("apparatus", {}), "apparatus")
    for key in ("style", "site", "print"):
        if (value := getattr(keys, key)) not in ("", *STYLES):
            raise file.error(key, f"{key} = {value!r} is unknown{suggest_nearest(value, STYLES)}", "apparatus")
    for problem in _problems_of_signs(keys.signs):
        raise file.error("signs", problem, "apparatus")
    tables = file.data.get("group", [])
    if not isinstance(tables, list):
        raise file.error("group", "each group of witnesses is a table [[group]]", "")
    groups = tuple(file.read_options(SiglumGroup, table, "group", number) for number, table in enumerate(tables))
    for number, group in enumerate(groups):
        if group.kind not in KINDS:
            raise file.error(
                "kind", f"kind = {group.kind!r} is unknown{suggest_nearest(group.kind, KINDS)}", "group", number
            )
    at = tuple((file.position_of("siglum", "group", n), file.position_of("of", "group", n)) for n in range(len(groups)))
    return ApparatusOptions(keys, groups, at)


def _problems_of_signs(signs: Mapping[str, str]) -> Iterator[str]:
    """What to write instead of signs that cannot be printed."""
    for kind, sign in signs.items():
        if kind not in list(SignKind):
            yield f"signs has no {kind!r}{suggest_nearest(kind, list(SignKind))}"
        elif kind != SignKind.LACUNA and " " not in sign:
            yield f"signs.{kind} = {sign!r} has no blank: write what stands before and behind words ('[ ]')"
        elif not sign.strip():
            yield f"signs.{kind} is blank; take it out, or write signs"


def check_groups(options: ApparatusOptions, sigla: Sequence[str], name: str) -> None:
    """Raise ConfigError for a group that cannot be, as soon as the sigla of all witnesses are known; `name`: of the
    file."""
    for number, key, problem in find_problems(options.groups, sigla):
        raise ConfigError(f"{name}{options.places[number][key == 'of']}: [[group]] {problem}")
    cett = options.keys.cett
    if cett and (cett in sigla or any(cett == group.siglum for group in options.hyparchetypes)):
        raise ConfigError(f'{name}: [apparatus] cett = {cett!r} is a siglum already; write cett = "cett."')
