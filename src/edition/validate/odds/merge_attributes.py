"""Apply changes to attributes: of a specification, and of the classes that an element belongs to."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from edition.validate.odds.specifications import drop_attribute, without_children
from edition.xml.namespaces import NS, tei

ATT_DEF, ATT_LIST, ATT_REF = map(tei, ("attDef", "attList", "attRef"))
_VALUES, _ITEM = tei("valList"), tei("valItem")
ADDED = (None, "add")
_PARTS = ("equiv", "gloss", "desc", "datatype", "constraintSpec", "defaultVal", "valDesc")
_PARTS_AFTER = ("exemplum", "remarks")


def merge_attribute(old: etree._Element, new: etree._Element, is_inherited: bool = False) -> etree._Element:
    """The definition of an attribute after a change: each part that the change states replaces the old one.

    An attribute that TEI's element itself changes in its class keeps that mode, and so does its list of values.
    """
    made = without_children(old)
    if is_inherited:
        drop_attribute(made, "mode")
    if usage := new.get("usage"):
        made.set("usage", usage)
    made.extend(map(deepcopy, new.findall("tei:altIdent", NS)))
    made.extend(part for name in _PARTS for part in copy_parts(name, new, old))
    values = _merge_values(old.find("tei:valList", NS), new.find("tei:valList", NS), is_inherited)
    made.extend([values] if values is not None else [])
    made.extend(part for name in _PARTS_AFTER for part in copy_parts(name, new, old))
    return made


def copy_parts(name: str, new: etree._Element, old: etree._Element) -> list[etree._Element]:
    """Copies of the children of a name: those of the change if it has any, else the old ones."""
    return [deepcopy(part) for part in new.findall(f"tei:{name}", NS) or old.findall(f"tei:{name}", NS)]


def _merge_values(old: etree._Element | None, new: etree._Element | None, is_inherited: bool) -> etree._Element | None:
    """The list of values after a change. One that does not say in which mode it is changes nothing."""
    mode = new.get("mode") if new is not None else None
    if new is None or mode not in ("delete", "add", "replace", "change"):
        return deepcopy(old)
    if mode == "delete":
        return None
    if mode == "change" and not (old is None and is_inherited):
        return _change_values(old, new)
    made = deepcopy(new)
    drop_attribute(made, "mode")
    if old is not None and not is_inherited and (mode := old.get("mode")):
        made.set("mode", mode)
    return made


def _change_values(old: etree._Element | None, new: etree._Element) -> etree._Element:
    made = without_children(new)
    changes = {item.get("ident"): item for item in new.iterchildren(_ITEM)}
    for item in old.iterchildren(_ITEM) if old is not None else ():
        change = changes.get(item.get("ident"))
        mode = change.get("mode") if change is not None else None
        if mode not in ("delete", "replace"):
            made.append(_change_item(item, change) if change is not None and mode == "change" else deepcopy(item))
    for mode in ("add", "replace"):
        made.extend(deepcopy(item) for item in changes.values() if item.get("mode") == mode)
    return made


def _change_item(old: etree._Element, new: etree._Element) -> etree._Element:
    made = without_children(old)
    made.extend(part for name in ("equiv", "altIdent", "gloss", "desc") for part in copy_parts(name, new, old))
    return made


def change_attributes(old: etree._Element, new: etree._Element) -> etree._Element | None:
    """The list of attributes of a specification after a change; None where neither has one."""
    lists, changes = old.findall("tei:attList", NS), new.findall("tei:attList", NS)
    if not lists and (not changes or old.tag == tei("classSpec")):
        return None
    made = etree.Element(ATT_LIST)
    if organised := next((c.get("org") for c in changes if c.get("org")), None):
        made.set("org", organised)
    made.extend(_new_attributes(old, changes))
    modes = _modes_of(new)
    for attributes in lists:
        for inner in attributes.iterchildren(ATT_LIST):
            made.append(nested := without_children(inner))
            nested.extend(_old_attributes(inner, modes, old))
        kept = [*_old_attributes(attributes, modes, old)]
        if attributes.get("org"):
            etree.SubElement(made, ATT_LIST, org=attributes.get("org", "")).extend(kept)
        else:
            made.extend(kept)
    return made


def _new_attributes(old: etree._Element, changes: list[etree._Element]) -> Iterator[etree._Element]:
    """What a change says of attributes, except the changes of those that the specification defines itself."""
    own = {definition.get("ident") for definition in old.iterfind("tei:attList//tei:attDef", NS)}
    definitions = [d for attributes in changes for d in attributes.iterchildren(ATT_DEF)]
    yield from (deepcopy(d) for d in definitions if d.get("mode") == "replace" and d.get("ident") in own)
    for definition in definitions:
        if definition.get("mode") in ADDED:
            added = deepcopy(definition)
            drop_attribute(added, "mode")
            yield added
    if old.tag == tei("elementSpec"):
        inherited = ("change", "delete", "replace")
        yield from (deepcopy(d) for d in definitions if d.get("mode") in inherited and d.get("ident") not in own)
    yield from (deepcopy(r) for attributes in changes for r in attributes.iterchildren(ATT_REF))
    yield from (deepcopy(a) for attributes in changes for a in attributes.iterchildren(ATT_LIST))


def _modes_of(new: etree._Element) -> dict[str, etree._Element]:
    """The definitions that a change replaces: by deletion, replacement, change, or by adding the name again."""
    return {d.get("ident", ""): d for d in new.iterfind("tei:attList//tei:attDef", NS)}


def _old_attributes(
    attributes: etree._Element, changes: dict[str, etree._Element], old: etree._Element
) -> Iterator[etree._Element]:
    for definition in attributes.iterchildren(ATT_DEF):
        change = changes.get(definition.get("ident", ""))
        if change is None:
            yield deepcopy(definition)
        elif change.get("mode") == "change":
            yield merge_attribute(definition, change)
        elif change.get("mode") == "delete" and old.tag == tei("elementSpec"):
            yield deepcopy(change)
