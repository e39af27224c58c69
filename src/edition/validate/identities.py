"""Ids that are taken, and pointers to ids that no element has, as the datatypes ID, IDREF and IDREFS ask for."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.validate.datatypes import Datatype
from edition.validate.wording import attribute_name


@dataclass(slots=True)
class Identities:
    """The ids of a document and what points to them, gathered while it is judged."""

    ids: dict[etree._Element, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)  # of the attributes that are ids
    pointers: dict[tuple[etree._Element, str], str] = field(default_factory=dict)

    def clear(self) -> None:
        """Forget a document."""
        self.ids.clear()
        self.names.clear()
        self.pointers.clear()

    def gather(self, element: etree._Element, name: str, datatype: Datatype, is_good: bool) -> None:
        """Take note of an attribute, when it is of one of those types; a pointer must be well formed."""
        words = " ".join(element.get(name, "").split())
        if datatype.name == "ID":
            self.ids[element] = words
            self.names.add(name)
        elif is_good and datatype.name in ("IDREF", "IDREFS"):
            self.pointers[element, name] = words

    def faults(self, root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
        """Elements with what is wrong with their ids: the element, the code, the sentence."""
        yield from self._taken(root)
        yield from self._dead(root)

    def _taken(self, root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
        """Elements whose id an earlier element has."""
        met: dict[str, etree._Element] = {}
        for element in root.iter(etree.Element) if len(set(self.ids.values())) < len(self.ids) else ():
            if (name := self.ids.get(element, "")) and met.setdefault(name, element) is not element:
                first = met[name]
                place = f"an earlier {etree.QName(first).localname} (line {first.sourceline}) has it"
                attribute = next(attribute_name(n) for n in self.names if n in element.attrib)
                yield element, "E418", f"the {attribute} «{name}» is taken: {place}"

    def _dead(self, root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
        """Pointers to ids that are not there; an element that no definition judged has its id all the same."""
        if not self.pointers:
            return
        there = {" ".join(e.get(name, "").split()) for name in self.names for e in root.iter(etree.Element)}
        for (element, name), words in self.pointers.items():
            for target in dict.fromkeys(one for one in words.split() if one not in there):
                home = f"{attribute_name(name)}=«{words}» on {etree.QName(element).localname}"
                yield element, "E417", f"{home} points to «{target}», and no element of this file has that id"
