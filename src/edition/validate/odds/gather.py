"""Gather the specifications that an ODD is made of, before its changes are applied."""

from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree

from edition.validate.odds.odd_sources import OddFile, is_tei
from edition.validate.odds.specifications import (
    CLASS,
    ELEMENT,
    SPECIFICATIONS,
    Name,
    Specifications,
    name_of,
    without_children,
)
from edition.validate.rule_elements import position_of
from edition.validate.schema_errors import schema_error
from edition.xml.namespaces import NS, TEI, XML_ID, tei

_MODULE, _GROUP, _GROUP_REFERENCE = map(tei, ("moduleRef", "specGrp", "specGrpRef"))
_REFERENCES = tuple(map(tei, ("elementRef", "classRef", "macroRef", "dataRef")))
_FIRST_MODULES = ("tei", "core")
_NOT_ADDED = ("change", "replace", "delete")


class Gathering:
    """One ODD: what it takes, and what it changes."""

    def __init__(self, file: OddFile, resolve: Callable[[OddFile], etree._Element]) -> None:
        self.file = file
        self._resolve = resolve  # makes a flat schemaSpec of another ODD
        self.schema = _expand_groups(file)
        self.namespace = self.schema.get("ns", TEI)
        self.modes: dict[str, dict[Name, list[etree._Element]]] = {mode: {} for mode in _NOT_ADDED}
        for spec in self.schema.iterchildren(*SPECIFICATIONS):
            if (mode := spec.get("mode", "")) in self.modes:
                self.modes[mode].setdefault(name_of(spec, self.namespace), []).append(spec)
        self._sources: dict[str, Specifications] = {}
        self._limits = {str(c.get("key")): c for c in self.schema.iter(tei("classRef")) if is_limited(c)}
        self._named = {str(r.get("key")) for r in self.schema.iterchildren(*_REFERENCES) if r.get("key")}

    def specifications(self) -> Iterator[etree._Element]:
        """The specifications that are taken or added, as copies: first those of the modules, then in document order."""
        modules = [child for child in self.schema.iterchildren(_MODULE) if child.get("key")]
        first = [m for key in _FIRST_MODULES for m in modules if m.get("key") == key]
        for module in [*first, *(m for m in modules if m.get("key") not in _FIRST_MODULES)]:
            yield from self._take_module(module)
        for child in self.schema.iterchildren(etree.Element):
            if child.tag in _REFERENCES and child.get("key") and not child.get("name"):
                yield from self._take_named(child)
            elif child.tag in SPECIFICATIONS and child.get("mode") not in _NOT_ADDED:
                yield child

    def is_self_contained(self) -> bool:
        """Whether nothing was taken from elsewhere."""
        return not self._sources

    def exceptions(self) -> str:
        """What anyElement leaves out by default."""
        own = self.schema.get("defaultExceptions")
        return own or next((s.exceptions for s in self._sources.values() if s.exceptions), "") or f"{TEI} teix:egXML"

    def _take_module(self, module: etree._Element) -> Iterator[etree._Element]:
        for spec in self._source(module).of_module(str(module.get("key"))):
            name = spec.get("ident", "")
            is_wanted = spec.tag != ELEMENT or is_member(name, module)
            if is_wanted and name not in self._named:
                yield self._take(spec)

    def _take_named(self, reference: etree._Element) -> Iterator[etree._Element]:
        found = self._source(reference).by_name.get(key := str(reference.get("key")))
        if not found:
            raise schema_error(position_of(reference), f"{key} is not specified in what the ODD takes from")
        yield from map(self._take, found)

    def _take(self, spec: etree._Element) -> etree._Element:
        """A copy of a specification, without the attributes of a class that the ODD does not want."""
        taken = deepcopy(spec)
        limit = self._limits.get(spec.get("ident", "")) if spec.tag == CLASS else None
        if limit is not None:
            for definition in taken.findall("tei:attList/tei:attDef", NS):
                if not is_member(definition.get("ident", ""), limit):
                    definition.getparent().remove(definition)  # type: ignore[union-attr]  # it has one
        return taken

    def _source(self, where: etree._Element) -> Specifications:
        """The specifications that a reference, or else the whole schema, takes from."""
        address = where.get("source") or self.schema.get("source") or ""
        if address not in self._sources:
            opened = self.file.open_tei(where) if is_tei(address) else self._open_odd(where, address)
            self._sources[address] = opened
        return self._sources[address]

    def _open_odd(self, where: etree._Element, address: str) -> Specifications:
        """The specifications of another ODD; one that takes from TEI itself is resolved first."""
        other = self.file.open_odd(where, address)
        customisation = next(other.document.root.iter(tei("schemaSpec")), None)
        if customisation is not None and customisation.find(f".//{_MODULE}[@key]") is not None:
            return Specifications().add([self._resolve(other)])
        return Specifications().add([other.document.root])


def is_member(name: str, reference: etree._Element) -> bool:
    """Whether a reference takes a name; @include alone counts where @except is given, too, and takes none if empty."""
    if (include := reference.get("include")) is not None:
        return name in include.split()
    return name not in reference.get("except", "").split()


def is_limited(reference: etree._Element) -> bool:
    """Whether a reference takes some names only."""
    return reference.get("include") is not None or reference.get("except") is not None


def _expand_groups(file: OddFile) -> etree._Element:
    """A copy of the schemaSpec with the groups that it refers to."""
    schema = file.schema()
    made = without_children(schema)
    made.extend(_read_group(schema, file, ()))
    return _join_changes(made)


def _read_group(group: etree._Element, file: OddFile, above: tuple[etree._Element, ...]) -> Iterator[etree._Element]:
    """Copies of the children of a group, with those of the groups that it refers to in their place."""
    for child in group.iterchildren(etree.Element):
        if child.tag == _GROUP_REFERENCE:
            other, other_file = _find_group(child, file)
            if other is None:
                continue
            if other in above:
                raise schema_error(position_of(child), f"the group {child.get('target')} holds itself")
            yield from _read_group(other, other_file, (*above, other)) if other.tag != CLASS else [deepcopy(other)]
        elif child.tag != _GROUP:  # a group is taken where it is referred to
            yield deepcopy(child)


def _find_group(reference: etree._Element, file: OddFile) -> tuple[etree._Element | None, OddFile]:
    """A group and its file; None where there is no group of the name in the file, as TEI's stylesheets have it."""
    address, _, name = reference.get("target", "").partition("#")
    other = file.open_odd(reference, address) if address else file
    root = other.document.root
    found = next((g for g in root.iter(etree.Element) if g.get(XML_ID) == name), None) if name else root
    return found, other


def _join_changes(schema: etree._Element) -> etree._Element:
    """Put all changes of one specification into the first of them."""
    first: dict[Name, etree._Element] = {}
    for spec in schema.findall("*[@mode='change']"):
        one = first.setdefault(name_of(spec, schema.get("ns", TEI)), spec)
        if one is not spec and spec.tag in SPECIFICATIONS:
            one.extend(list(spec))
            schema.remove(spec)
    return schema
