"""Check ids and the pointers to them, as the datatypes ID, IDREF and IDREFS require."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.validate.datatypes import Datatype
from edition.validate.message_text import format_attribute
from edition.validate.white_space import collapse, split_words


@dataclass(slots=True)
class Identities:
    """The ids of a document and the pointers to them, recorded while it is validated."""

    ids: dict[etree._Element, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)  # names of the attributes of type ID
    pointers: dict[tuple[etree._Element, str], str] = field(default_factory=dict)

    def clear(self) -> None:
        """Forget all ids and pointers."""
        self.ids.clear()
        self.names.clear()
        self.pointers.clear()

    def record(self, element: etree._Element, name: str, datatype: Datatype, is_good: bool) -> None:
        """Record an attribute of one of these types; a pointer only if its value is valid (`is_good`)."""
        words = collapse(element.get(name, ""))
        if datatype.name == "ID":
            self.ids[element] = words
            self.names.add(name)
        elif is_good and datatype.name in ("IDREF", "IDREFS"):
            self.pointers[element, name] = words

    def find_faults(self, root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
        """The faults of ids and pointers as (element, code, message)."""
        yield from self._find_duplicates(root)
        yield from self._find_dangling(root)

    def _find_duplicates(self, root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
        """Elements whose id an earlier element already has."""
        seen: dict[str, etree._Element] = {}
        for element in root.iter(etree.Element) if len(set(self.ids.values())) < len(self.ids) else ():
            if (name := self.ids.get(element, "")) and seen.setdefault(name, element) is not element:
                first = seen[name]
                place = f"an earlier {etree.QName(first).localname} (line {first.sourceline}) has it"
                attribute = next(format_attribute(n) for n in self.names if n in element.attrib)
                yield element, "E418", f"the {attribute} «{name}» is taken: {place}"

    def _find_dangling(self, root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
        """Pointers to ids that do not exist; ids of elements that were not validated count as well."""
        if not self.pointers:
            return
        known = {collapse(e.get(name, "")) for name in self.names for e in root.iter(etree.Element)}
        for (element, name), words in self.pointers.items():
            for target in dict.fromkeys(one for one in split_words(words) if one not in known):
                home = f"{format_attribute(name)}=«{words}» on {etree.QName(element).localname}"
                yield element, "E417", f"{home} points to «{target}», and no element of this file has that id"
