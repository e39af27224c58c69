"""Resolve an ODD to a flat one, which says everything itself: no modules, no modes, no groups."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from edition.validate.odds.gather import Gathering
from edition.validate.odds.merge_attributes import change_attributes, copy_parts
from edition.validate.odds.odd_sources import OddFile
from edition.validate.odds.specifications import CLASS, ELEMENT, SPECIFICATIONS, Name, name_of, without_children
from edition.validate.odds.undefined import refuse_undefined
from edition.xml.namespaces import NS, tei

_CLASSES, _MEMBER, _CONTENT, _CONSTRAINT = map(tei, ("classes", "memberOf", "content", "constraintSpec"))
_BEFORE = ("altIdent", "equiv", "gloss", "desc")
_MODELS = ("modelGrp", "model", "modelSequence")
_AFTER = ("exemplum", "remarks", "listRef")
_KEPT = tuple(map(tei, ("constraintSpec", "moduleRef", "desc", "gloss")))


@dataclass(frozen=True, slots=True)
class FlatOdd:
    """A schemaSpec that says everything itself, apart from schemas that its moduleRefs with @url name."""

    file: OddFile
    schema: etree._Element
    exceptions: str  # what anyElement leaves out by default


def flatten(file: OddFile) -> FlatOdd:
    """Gather the specifications of an ODD and apply its changes."""
    gathered = Gathering(file, lambda other: flatten(other).schema)
    source = gathered.schema
    made = without_children(source)
    made.extend(deepcopy(child) for child in source.iterchildren(*_KEPT))
    for spec in gathered.specifications():
        made.extend(_apply(spec, gathered))
    if gathered.is_self_contained() and source.get("source") is None:  # a compiled ODD names its source
        refuse_undefined(made)
    _drop_constraints(made, source)
    _drop_unneeded_classes(made)
    return FlatOdd(file, made, gathered.exceptions())


def _apply(spec: etree._Element, gathered: Gathering) -> Iterator[etree._Element]:
    """What becomes of a specification: nothing, its replacements, the changed one, or itself."""
    name: Name = name_of(spec, gathered.namespace)
    if name in gathered.modes["delete"]:
        return
    if replacements := gathered.modes["replace"].get(name):
        yield from map(deepcopy, replacements)
    elif changes := gathered.modes["change"].get(name):
        yield _change(spec, changes[0])
    else:
        yield deepcopy(spec)


def _change(old: etree._Element, new: etree._Element) -> etree._Element:
    """A specification after a change."""
    made = without_children(old)
    if old.tag == ELEMENT and new.get("ns") is not None:
        made.set("ns", new.get("ns", ""))
    made.extend(part for name in _BEFORE for part in _before(name, new, old))
    if old.tag in (ELEMENT, CLASS):
        made.append(_change_classes(old, new))
    made.extend(_change_content(old, new))
    made.extend(map(deepcopy, new.iterchildren(_CONSTRAINT)))
    made.extend(map(deepcopy, old.iterchildren(_CONSTRAINT)))
    if old.tag in (ELEMENT, CLASS) and (attributes := change_attributes(old, new)) is not None:
        made.append(attributes)
    models = new if any(new.find(f"tei:{name}", NS) is not None for name in _MODELS) else old
    made.extend(deepcopy(part) for name in _MODELS for part in models.iterchildren(tei(name)))
    made.extend(part for name in _AFTER for part in copy_parts(name, new, old))
    return made


def _before(name: str, new: etree._Element, old: etree._Element) -> list[etree._Element]:
    """The parts of a name; another name (altIdent) of an element is that of the change alone."""
    if name == "altIdent" and old.tag != CLASS:
        return [deepcopy(part) for part in new.iterchildren(tei(name))]
    return copy_parts(name, new, old)


def _change_classes(old: etree._Element, new: etree._Element) -> etree._Element:
    """The classes after a change: without mode="change" the new list replaces the old one."""
    made = etree.Element(_CLASSES)
    changes = new.find("tei:classes", NS)
    members = new.findall("tei:classes/tei:memberOf", NS)
    if changes is None or changes.get("mode") == "change":
        stated = {member.get("key") for member in members}
        for member in old.iterfind("tei:classes/tei:memberOf", NS):
            if member.get("key") not in stated:
                etree.SubElement(made, _MEMBER, key=member.get("key", ""))
    for number, member in enumerate(m for m in members if m.get("mode") != "delete"):
        made.insert(number, deepcopy(member))
    return made


def _change_content(old: etree._Element, new: etree._Element) -> Iterator[etree._Element]:
    """The content, the datatype and the list of values after a change."""
    values = new.find("tei:valList", NS)
    if old.tag != ELEMENT:
        names = [name for name in ("dataRef", "content") if new.find(f"tei:{name}", NS) is not None]
        yield from copy_parts(names[0] if names else "content", new, old)
        yield from (deepcopy(part) for part in new.iterchildren(tei("valList"), tei("stringVal")))
        return
    if values is None or values.get("mode") != "delete":
        yield from copy_parts("valList", new, old)[:1]
    contents = new.findall("tei:content", NS) or old.findall("tei:content", NS)
    made = without_children(contents[0]) if contents else etree.Element(_CONTENT)
    made.extend(deepcopy(part) for content in contents for part in content.iterchildren(etree.Element))
    yield made


def _drop_constraints(flat: etree._Element, source: etree._Element) -> None:
    """Drop the constraints that the ODD deletes, and those that it replaces or changes, by their names."""
    own = {c.get("ident"): c.get("mode") for c in source.iter(_CONSTRAINT) if c.get("mode") not in (None, "add")}
    for constraint in [*flat.iter(_CONSTRAINT)]:
        stated = own.get(constraint.get("ident"))
        if stated is not None and (stated == "delete" or constraint.get("mode") in (None, "add")):
            constraint.getparent().remove(constraint)  # type: ignore[union-attr]  # it has one


def _drop_unneeded_classes(flat: etree._Element) -> None:
    """Drop memberships in classes that are not there, and classes of attributes that no element belongs to."""
    classes = {spec.get("ident", ""): spec for spec in flat.iterchildren(CLASS)}
    members: dict[str, list[etree._Element]] = {}
    for spec in flat.iterchildren(*SPECIFICATIONS):
        for member in spec.findall("tei:classes/tei:memberOf", NS):
            if member.get("key") in classes:
                members.setdefault(member.get("key", ""), []).append(spec)
            else:
                member.getparent().remove(member)  # type: ignore[union-attr]  # it has one
    needed: dict[str, bool] = {}

    def is_needed(name: str) -> bool:
        if name not in needed:
            needed[name] = False  # a class that is a member of itself only is not needed
            needed[name] = any(s.tag == ELEMENT or is_needed(s.get("ident", "")) for s in members.get(name, ()))
        return needed[name]

    for name, spec in classes.items():
        if spec.get("type") == "atts" and not is_needed(name):
            flat.remove(spec)
