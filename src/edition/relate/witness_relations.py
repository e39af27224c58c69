"""The relations of the witnesses of an edition, from its decided, weighted, substantive readings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np

from edition.model.layout import Layout
from edition.model.relations import LEAST_PLACES, Branch, Comparison, NoTree, Relations
from edition.model.seed import Siglum
from edition.relate.agreements import compare, distances, patterns
from edition.relate.characters import Character, characters
from edition.relate.neighbour_joining import join_neighbours
from edition.relate.support import side_of, support
from edition.relate.witness_tree import branches_in, centre, drawn_from, links_of, with_entries

#: An unrooted tree of three says nothing.
LEAST_WITNESSES = 4
#: Two witnesses have no third against whom they could agree.
LEAST_SHOWN = 3


def relations(layout: Layout, decided: Collection[str], *, only_decided: bool = False) -> Relations:
    """The relations of the witnesses; `decided`: the entries on which the editor took a decision."""
    places, told = characters(layout)
    if only_decided:
        places, told = tuple(p for p in places if p.id in decided), 0
    return relate(places, layout.apparatus.sigla, decided=sum(p.id in decided for p in places), told=told)


def relate(places: Sequence[Character], order: Sequence[Siglum], *, decided: int = 0, told: int = 0) -> Relations:
    """The relations that some places show; the order of the witnesses changes none of them."""
    sigla = tuple(sorted(order))
    made = compare(patterns(places, sigla), sigla)
    pairs = {(a, b): made[min(a, b), max(a, b)] for n, a in enumerate(order) for b in order[n + 1 :]}
    known = Relations(tuple(order), len(places), decided, told, pairs)
    left_out = _left_out(made, sigla)
    inside = tuple(s for s in sigla if s not in left_out)
    if len(order) < LEAST_WITNESSES:
        return replace(known, why_not=NoTree.FEW_WITNESSES)
    if len(inside) < LEAST_WITNESSES:
        return replace(known, why_not=NoTree.FEW_PLACES)
    return _with_tree(known, places, inside, tuple(s for s in order if s in left_out))


def _left_out(pairs: Mapping[tuple[Siglum, Siglum], Comparison], sigla: Sequence[Siglum]) -> frozenset[Siglum]:
    """The witnesses without whom all others can be compared: first that which can be compared to the fewest others."""
    thin = {pair for pair, one in pairs.items() if one.compared < LEAST_PLACES}
    out: set[Siglum] = set()
    while thin:
        total = {s: sum(one.compared for pair, one in pairs.items() if s in pair) for s in sigla}
        worst = max(sigla, key=lambda s: (sum(s in pair for pair in thin), -total[s], s))
        out.add(worst)
        thin = {pair for pair in thin if worst not in pair}
    return frozenset(out)


def _with_tree(
    known: Relations, places: Sequence[Character], sigla: Sequence[Siglum], left_out: tuple[Siglum, ...]
) -> Relations:
    size = len(sigla)
    found = patterns(places, sigla)
    joined = join_neighbours(distances(found, found.counts[None, :].astype(np.float32)))
    shares, replicates = support(found, joined)
    links = links_of(joined, size)
    root = drawn_from(links, centre(links, size), sigla, {siglum: n for n, siglum in enumerate(known.sigla)})
    rows = {siglum: n for n, siglum in enumerate(sigla)}
    ids = [place.id for place in places]
    branches = []
    for fork in branches_in(root):
        side = [rows[s] for s in fork.sigla]
        bare = Branch(fork.branch, fork.sigla, fork.length, shares[side_of(side, size)])
        branches.append(with_entries(bare, found, side, ids))
    return replace(known, root=root, branches=tuple(branches), left_out=left_out, replicates=replicates)
