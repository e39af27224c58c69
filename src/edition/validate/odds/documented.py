"""A flat ODD as its reference page shows it: classes in contents are the elements that belong to them."""

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from edition.validate.odds.flatten import FlatOdd
from edition.validate.rule_elements import PLACE
from edition.xml.namespaces import NS, XML, tei

_LANGUAGE = f"{{{XML}}}lang"
_IN_LANGUAGES = tuple(map(tei, ("desc", "gloss", "remarks", "exemplum")))
_KNOWN = frozenset(
    map(tei, ("sequence", "alternate", "elementRef", "macroRef", "classRef", "textNode", "empty", "content"))
)
_COUNTS = ("minOccurs", "maxOccurs")


def documented_odd(flat: FlatOdd) -> bytes:
    """The ODD with the flat schema in place of its own, in one language, without what only a compiler needs."""
    root = deepcopy(flat.file.document.root)
    schema = next(root.iter(tei("schemaSpec")))
    parent = schema.getparent()
    assert parent is not None  # a schemaSpec is in the text of an ODD
    made = deepcopy(flat.schema)
    made.tail = schema.tail
    parent.replace(schema, made)
    for other in list(root.iter(tei("elementSpec"), tei("classSpec"), tei("macroSpec"), tei("dataSpec"))):
        if made not in other.iterancestors():
            other.getparent().remove(other)  # type: ignore[union-attr]  # it is below the root
    members = _collect_members(made)
    for content in [*made.iter(tei("content"))]:
        _show_contents(content, members)
    for model in made.findall("tei:classSpec[@type='model']", NS):
        made.remove(model)
    _keep_one_language(root, made.get("docLang", "en"))
    drop_places(root)
    return etree.tostring(root, encoding="utf-8")


def drop_places(root: etree._Element) -> None:
    """Take away the notes on positions."""
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if str(name).startswith(f"{{{PLACE}}}")]:
            del element.attrib[name]


def _collect_members(schema: etree._Element) -> Mapping[str, list[str]]:
    """The elements that belong to each class, directly or through other classes, in alphabetical order."""
    above = {
        spec.get("ident", ""): [str(m.get("key")) for m in spec.iterfind("tei:classes/tei:memberOf", NS)]
        for spec in schema.iter(tei("elementSpec"), tei("classSpec"))
    }
    found: dict[str, set[str]] = {}
    for spec in schema.iter(tei("elementSpec")):
        todo, seen = [*above[spec.get("ident", "")]], set()
        while todo:
            if (name := todo.pop()) not in seen:
                seen.add(name)
                todo += above.get(name, ())
                found.setdefault(name, set()).add(spec.get("ident", ""))
    return {name: sorted(elements) for name, elements in found.items()}


def _show_contents(content: etree._Element, members: Mapping[str, list[str]]) -> None:
    """Write the elements of a class instead of its name, and «text» instead of data."""
    for part in [*content.iterdescendants(etree.Element)]:
        if part.getparent() is None:
            continue  # taken away with what it stood in
        if part.tag == tei("classRef"):
            _replace(part, _elements_of(part, members))
        elif part.tag not in _KNOWN:
            _replace(part, etree.Element(tei("textNode")))
    _drop_empty_groups(content)
    if len(content) == 0:
        content.append(etree.Element(tei("empty")))


def _elements_of(part: etree._Element, members: Mapping[str, list[str]]) -> etree._Element:
    wanted, unwanted = part.get("include"), (part.get("except") or "").split()
    names = [
        name
        for name in members.get(part.get("key", ""), ())
        if name not in unwanted and (wanted is None or name in wanted.split())
    ]
    expand = part.get("expand", "alternate")
    group = etree.Element(tei("alternate" if expand == "alternate" else "sequence"))
    for name in names:
        one = etree.SubElement(group, tei("elementRef"), key=name)
        if "Optional" in expand:
            one.set("minOccurs", "0")
        if "Repeatable" in expand:
            one.set("maxOccurs", "unbounded")
    return group


def _replace(part: etree._Element, made: etree._Element) -> None:
    for name in _COUNTS:
        if (value := part.get(name)) is not None:
            made.set(name, value)
    made.tail = part.tail
    part.getparent().replace(part, made)  # type: ignore[union-attr]  # it is in a content


def _drop_empty_groups(content: etree._Element) -> None:
    while empty := [group for group in content.iterdescendants(tei("sequence"), tei("alternate")) if len(group) == 0]:
        for group in empty:
            group.getparent().remove(group)  # type: ignore[union-attr]  # it is in a content


def _keep_one_language(root: etree._Element, wanted: str) -> None:
    """Of words in several languages keep those of the documentation (@docLang), else English, else the first tag."""
    for holder in {words.getparent() for words in root.iter(*_IN_LANGUAGES)}:
        assert holder is not None  # the root of an ODD is none of these
        for name in _IN_LANGUAGES:
            found = holder.findall(name)
            tags = {words.get(_LANGUAGE, "en") for words in found}
            chosen = wanted if wanted in tags else min(tags, key=lambda tag: (tag != "en", tag), default="")
            for words in found:
                if words.get(_LANGUAGE, "en") != chosen:
                    holder.remove(words)
