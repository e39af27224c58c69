"""Groups of witnesses that have a siglum of their own: hyparchetypes (α), and what stands for all the rest (cett.)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.model.seed import Siglum

HYPARCHETYPE, REST = "hyparchetype", "rest"
KINDS = (HYPARCHETYPE, REST)


@dataclass(frozen=True, slots=True)
class SiglumGroup:
    """A siglum that is printed for several witnesses; `of`: sigla of witnesses and of other groups.

    Of kind `rest` it stands for those of its witnesses that an entry does not name otherwise; without `of`, for all.
    """

    siglum: str
    of: tuple[str, ...] = ()
    name: str = ""
    kind: str = HYPARCHETYPE


@dataclass(frozen=True, slots=True)
class GroupTree:
    """A group with the groups and witnesses in it, as the list of witnesses has them."""

    group: SiglumGroup
    inside: tuple["GroupTree | Siglum", ...]


Groups = Sequence[SiglumGroup]


def members_of(group: SiglumGroup, groups: Groups) -> frozenset[Siglum]:
    """The witnesses of a group, with those of the groups in it."""
    by_siglum = {one.siglum: one for one in groups}
    inner = [by_siglum[name] for name in group.of if name in by_siglum]
    own = {name for name in group.of if name not in by_siglum}
    return frozenset(own).union(*(members_of(one, groups) for one in inner))


def find_problems(groups: Groups, sigla: Sequence[Siglum]) -> Iterator[tuple[int, str, str]]:
    """What is wrong with groups as (number of the group, its key, what to write instead); nothing of the rest where
    their names are wrong."""
    named = list(_problems_of_names(groups, sigla))
    yield from named or _problems_of_overlap(groups)


def _problems_of_names(groups: Groups, sigla: Sequence[Siglum]) -> Iterator[tuple[int, str, str]]:
    names = [group.siglum for group in groups]
    for number, group in enumerate(groups):
        if not group.siglum.strip():
            yield number, "siglum", "the siglum of a group needs at least one letter"
        elif group.siglum in sigla:
            yield number, "siglum", f"siglum = {group.siglum!r} is the siglum of a witness; give the group another"
        elif group.siglum in names[:number]:
            yield number, "siglum", f"two groups have the siglum {group.siglum!r}; give one of them another"
        yield from ((number, "of", problem) for problem in _problems_of_members(group, groups, sigla))
    yield from ((number, "of", said) for number, group in enumerate(groups) if (said := _cycle(group, groups)))


def _problems_of_members(group: SiglumGroup, groups: Groups, sigla: Sequence[Siglum]) -> Iterator[str]:
    inner = {one.siglum for one in groups if one.kind == HYPARCHETYPE}
    for name in dict.fromkeys(group.of):
        if name not in inner and name not in sigla:
            known = ", ".join((*sigla, *sorted(inner - {group.siglum})))
            yield f"of names {name!r}, which is no siglum of a witness or of a group of witnesses; there is {known}"
        elif group.of.count(name) > 1:
            yield f"of names {name!r} twice"
    if len(group.of) < 2 and (group.of or group.kind == HYPARCHETYPE):
        yield f'a group has two members or more: of = ["A", "B"]; {group.siglum!r} has {len(group.of)}'


def _cycle(group: SiglumGroup, groups: Groups) -> str:
    """That a group is in itself; "" if it is not."""
    by_siglum = {one.siglum: one for one in groups}
    seen: set[str] = set()
    waiting = list(group.of)
    while waiting:
        name = waiting.pop()
        if name == group.siglum:
            return f"the group {group.siglum!r} is a member of itself; take it out"
        if name in by_siglum and name not in seen:
            seen.add(name)
            waiting += by_siglum[name].of
    return ""


def _problems_of_overlap(groups: Groups) -> Iterator[tuple[int, str, str]]:
    """Groups that share a witness though neither is in the other: no list of witnesses could hold both."""
    known = [(number, one, members_of(one, groups)) for number, one in enumerate(groups) if one.kind == HYPARCHETYPE]
    for at, (number, one, mine) in enumerate(known):
        for _, other, theirs in known[:at]:
            if mine == theirs:
                yield number, "of", f"the groups {other.siglum!r} and {one.siglum!r} have the same members; keep one"
            elif mine & theirs and not (mine < theirs or theirs < mine):
                both = ", ".join(sorted(mine & theirs))
                said = f"the groups {other.siglum!r} and {one.siglum!r} share {both}, and neither is part of the other"
                yield number, "of", f"{said}; a witness descends from one of them"


def nest(sigla: Sequence[Siglum], groups: Groups) -> tuple[GroupTree | Siglum, ...]:
    """The witnesses in their order, those of a group together where its first stands; a smaller group in a larger."""
    members = {g.siglum: members_of(g, groups) for g in groups if g.kind == HYPARCHETYPE}
    by_siglum = {g.siglum: g for g in groups}
    ordered = sorted(members, key=lambda name: -len(members[name]))
    return tuple(_nested(sigla, ordered, members, by_siglum))


def _nested(
    sigla: Sequence[Siglum],
    ordered: Sequence[str],
    members: Mapping[str, frozenset[Siglum]],
    by_siglum: Mapping[str, SiglumGroup],
) -> Iterator[GroupTree | Siglum]:
    done: set[Siglum] = set()
    for siglum in sigla:
        if siglum in done:
            continue
        name = next((name for name in ordered if siglum in members[name]), None)
        if name is None:
            yield siglum
            continue
        inner = [other for other in ordered if members[other] < members[name]]
        mine = [one for one in sigla if one in members[name]]
        yield GroupTree(by_siglum[name], tuple(_nested(mine, inner, members, by_siglum)))
        done.update(mine)
