"""The attributes of an element: its own, and those of its classes with the changes that it makes to them."""

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from edition.validate.odds.merge_attributes import ADDED, ATT_DEF, ATT_LIST, ATT_REF, merge_attribute
from edition.validate.odds.specifications import without_children
from edition.xml.namespaces import NS


@dataclass(slots=True)
class _Inherited:
    """The attributes of one class and the classes above it, after the changes of an element."""

    nodes: list[etree._Element] = field(default_factory=list)
    met: set[str] = field(default_factory=set)  # the names of all attributes of the classes
    is_changed: bool = False


def resolve_attributes(spec: etree._Element, classes: Mapping[str, etree._Element]) -> list[etree._Element]:
    """The attributes of an element as attDef, attList and attRef; `classes` are the classes of attributes."""
    own = {d.get("ident", ""): d for d in spec.iterfind("tei:attList//tei:attDef", NS)}
    made: list[etree._Element] = []
    met: set[str] = set()
    for key in _keys(spec):
        if key in classes:
            inherited = _inherit(key, own, classes)
            made += inherited.nodes if inherited.is_changed else [_refer(key)]
            met |= inherited.met if inherited.is_changed else set()
    for attributes in spec.iterchildren(ATT_LIST):
        # TEI's stylesheets know a choice of single attributes inside an element's list alone, one of groups anywhere.
        is_choice = attributes.get("org") == "choice" and attributes.find("tei:attList", NS) is not None
        made += [attributes] if is_choice else _keep_own(attributes, met)
    return made


def attributes_of_class(spec: etree._Element, classes: Mapping[str, etree._Element]) -> list[etree._Element]:
    """The attributes of a class as attDef and attRef, those of the classes above it first."""
    above = [_refer(key) for key in _keys(spec) if key in classes]
    own = [d for d in spec.iterfind("tei:attList//tei:attDef", NS) if d.get("mode") != "delete"]
    return [*above, *own, *spec.iterfind("tei:attList//tei:attRef", NS)]


def names_of_class(key: str, classes: Mapping[str, etree._Element], above: frozenset[str] = frozenset()) -> list[str]:
    """The names of all attributes of a class, with those of the classes above it."""
    spec = classes.get(key)
    if spec is None or key in above:
        return []
    inherited = [n for other in _keys(spec) for n in names_of_class(other, classes, above | {key})]
    return [
        *inherited,
        *(d.get("ident", "") for d in spec.iterfind("tei:attList//tei:attDef", NS) if d.get("mode") != "delete"),
    ]


def single_references(key: str, classes: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    """A reference to each attribute of a class, and of the classes above it."""
    spec = classes.get(key)
    if spec is None:
        return
    for other in _keys(spec):
        yield from single_references(other, classes)
    yield from (_refer(key, d.get("ident", "")) for d in spec.iterfind("tei:attList//tei:attDef", NS))


def _keys(spec: etree._Element) -> list[str]:
    return [str(member.get("key")) for member in spec.iterfind("tei:classes/tei:memberOf", NS)]


def _refer(key: str, name: str = "") -> etree._Element:
    return etree.Element(ATT_REF, {"class": key, "name": name} if name else {"class": key})


def _inherit(
    key: str, own: Mapping[str, etree._Element], classes: Mapping[str, etree._Element], above: tuple[str, ...] = ()
) -> _Inherited:
    """The attributes of a class: references to those that the element leaves as they are, definitions of the others."""
    found = _Inherited()
    for definition in classes[key].iterfind("tei:attList//tei:attDef", NS):
        name = definition.get("ident", "")
        found.met.add(name)
        change = own.get(name)
        if change is None:
            found.nodes.append(_refer(key, name))
            continue
        found.is_changed = True
        if change.get("mode") == "replace":
            found.nodes.append(change)
        elif change.get("mode") == "change":
            found.nodes.append(merge_attribute(definition, change, is_inherited=True))
    for other in _keys(classes[key]):
        if other in classes and other not in (*above, key):
            _join(found, _inherit(other, own, classes, (*above, key)))
    return found


def _join(found: _Inherited, other: _Inherited) -> None:
    found.nodes += other.nodes
    found.met |= other.met
    found.is_changed = found.is_changed or other.is_changed


def _keep_own(attributes: etree._Element, met: Collection[str | None]) -> Iterator[etree._Element]:
    """Copies of what an element defines itself; changes of attributes that it does not have say nothing."""
    for node in attributes.iterchildren(ATT_DEF, ATT_REF, ATT_LIST):
        if node.tag == ATT_LIST:
            nested = without_children(node)
            nested.extend([*_keep_own(node, met)])
            yield nested
        elif node.get("mode") in ADDED or (node.get("mode") == "replace" and node.get("ident") not in met):
            yield deepcopy(node)
