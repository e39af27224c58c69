"""The relations of the witnesses as the stylesheet of the page takes them: drawings, and the numbers behind them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.model import Siglum
from edition.model.relations import LEAST_PLACES, Branch, Relations
from edition.model.stemma import Stemma
from edition.publish.site.draw_agreements import draw_agreements, extremes
from edition.publish.site.draw_stemma import draw_stemma
from edition.publish.site.draw_tree import draw_tree

_SHOWN = 500  # entries of a branch that the page leads to


@dataclass(frozen=True, slots=True)
class WitnessRelations:
    """What is known of the relations of the witnesses: computed, and what the editor holds; None is not shown."""

    computed: Relations | None = None
    stemma: Stemma | None = None


def relation_figures(found: WitnessRelations, slugs: Mapping[Siglum, str]) -> etree._Element | None:
    """An element `relations`; None where there is nothing to show."""
    if found.computed is None and found.stemma is None:
        return None
    root = etree.Element("relations")
    addresses = {siglum: f"wit-{slug}.html" for siglum, slug in slugs.items()}
    if found.computed is not None:
        root.append(_computed(found.computed, addresses))
    if found.stemma is not None:
        root.append(_stemma(found.stemma, addresses))
    return root


def _computed(relations: Relations, addresses: Mapping[Siglum, str]) -> etree._Element:
    numbers = {"places": relations.places, "decided": relations.decided, "told": relations.told}
    root = etree.Element("computed", {name: str(value) for name, value in numbers.items()})
    root.set("replicates", str(relations.replicates))
    root.set("least", str(LEAST_PLACES))
    root.set("witnesses", str(len(relations.sigla)))
    root.extend(_named("left-out", relations.left_out))
    root.set("why-not", relations.why_not or "")
    for low, high in filter(None, [extremes(relations)]):
        root.set("low", _percent(low))
        root.set("high", _percent(high))
    drawings = {"agreements": draw_agreements(relations), "tree": draw_tree(relations, addresses)}
    for name, drawn in drawings.items():
        if drawn is not None:
            etree.SubElement(root, name).append(drawn)
    root.extend(_pairs(relations))
    root.extend(_branch(branch, relations) for branch in relations.branches)
    return root


def _percent(share: float) -> str:
    return str(round(100 * share))


def _pairs(relations: Relations) -> Iterator[etree._Element]:
    """Every two witnesses, those first that agree most often."""
    ordered = sorted(relations.pairs.items(), key=lambda item: 1 if item[1].share is None else -item[1].share)
    for (one, other), found in ordered:
        counts = {"compared": found.compared, "agreed": found.agreed, "omission": found.in_omission}
        share = "" if found.share is None else _percent(found.share)
        yield etree.Element("pair", {"a": one, "b": other, "share": share} | {k: str(v) for k, v in counts.items()})


def _branch(branch: Branch, relations: Relations) -> etree._Element:
    inside = relations.root.sigla if relations.root else ()
    root = etree.Element("branch", n=str(branch.number), support=_percent(branch.support))
    for name, sigla in (("side", branch.side), ("others", [s for s in inside if s not in branch.side])):
        etree.SubElement(root, name).extend(_named("witness", sigla))
    for name, ids in (("entries", branch.entries), ("partly", branch.partly)):
        listed = etree.SubElement(root, name, count=str(len(ids)))
        for one in ids[:_SHOWN]:
            etree.SubElement(listed, "entry", id=one)
    root.set("lone", str(branch.lone))
    root.set("against", str(branch.against))
    return root


def _stemma(stemma: Stemma, addresses: Mapping[Siglum, str]) -> etree._Element:
    root = etree.Element("stemma")
    etree.SubElement(root, "drawing").append(draw_stemma(stemma, addresses))
    names = {node.id: stemma.siglum_of(node, addresses) or node.label for node in stemma.nodes}
    for node in stemma.nodes:
        name = names[node.id]
        made = etree.SubElement(root, "node", name=name, survival=node.survival, href=addresses.get(name, ""))
        made.extend(_named("from", [names[one] for one in stemma.parents[node.id]]))
        made.extend(_named("also", [names[one] for one in stemma.sources[node.id]]))
    return root


def _named(tag: str, names: Sequence[str]) -> Iterator[etree._Element]:
    yield from (etree.Element(tag, name=name) for name in names)
