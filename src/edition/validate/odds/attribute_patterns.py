"""The attributes of elements and classes as RELAX NG; each name stands once in an element."""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from edition.validate.odds.contents import Contents, name_in_documents
from edition.validate.odds.inherit import attributes_of_class, names_of_class, resolve_attributes, single_references
from edition.validate.odds.merge_attributes import ATT_DEF, ATT_LIST
from edition.validate.odds.occurrences import UNBOUNDED, occurrences, rng
from edition.validate.odds.specifications import CLASS
from edition.xml.namespaces import NS, RNG, XML

_NAMESPACE_DECLARATION = "xmlns"


class AttributePatterns:
    """Writes attributes; classes of attributes become definitions."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.classes: Mapping[str, etree._Element] = {
            name: spec for name, spec in contents.specs.items() if spec.tag == CLASS and spec.get("type") == "atts"
        }

    def of_element(self, spec: etree._Element) -> list[etree._Element]:
        """The attributes of an element."""
        return self._write(resolve_attributes(spec, self.classes), set())

    def define_class(self, spec: etree._Element) -> Iterator[etree._Element]:
        """The definition of a class of attributes, and of each attribute in it."""
        nodes = attributes_of_class(spec, self.classes)
        own = [node for node in nodes if node.tag == ATT_DEF]
        references = self._write([node for node in nodes if node.tag != ATT_DEF], set())
        references += [rng("ref", name=self._reference(spec, d.get("ident", ""))) for d in own if _is_attribute(d)]
        yield rng("define", *(references or [rng("empty")]), name=self.contents.name(spec, ".attributes"))
        for definition in filter(_is_attribute, own):
            yield rng("define", self._attribute(definition), name=self._reference(spec, definition.get("ident", "")))

    def _reference(self, spec: etree._Element, name: str) -> str:
        return self.contents.name(spec, f".attribute.{name.replace(':', '')}")

    def _write(self, nodes: Sequence[etree._Element], met: set[str]) -> list[etree._Element]:
        """Patterns of attributes; what defines a name stands before the classes that have it, too."""
        own = {node.get("ident", "") for node in nodes if node.tag == ATT_DEF}
        own |= {d.get("ident", "") for node in nodes if node.tag == ATT_LIST for d in node.iter(ATT_DEF)}
        made: list[etree._Element] = []
        seen = met | own
        written: set[str] = set()
        for node in nodes:
            if node.tag == ATT_DEF:
                if node.get("ident", "") not in written and _is_attribute(node):
                    made.append(self._attribute(node))
                written.add(node.get("ident", ""))
            elif node.tag == ATT_LIST:
                made += self._list(node)
            else:
                made += self._class_reference(node, seen)
        return made

    def _list(self, node: etree._Element) -> list[etree._Element]:
        """Attributes of which one is chosen, or that stand together."""
        inner = self._write([*node.iterchildren(etree.Element)], set())
        if not inner:
            return []
        if node.get("org") == "choice":
            return [rng("choice", *inner)]
        above = node.getparent()
        is_alternative = above is not None and above.get("org") == "choice"
        return [rng("group", *inner)] if is_alternative else inner

    def _class_reference(self, node: etree._Element, seen: set[str]) -> list[etree._Element]:
        """A class, one attribute of it, or a definition by its name; what stands there already is left out."""
        key, name = node.get("class"), node.get("name", "")
        if not key:
            return [rng("ref", name=name)]
        spec = self.contents.specs.get(key)
        if spec is None:
            return []
        names = [name] if name else names_of_class(key, self.classes)
        doubled = len(set(names)) < len(names) or not seen.isdisjoint(names)
        if doubled and not name:
            return [p for one in single_references(key, self.classes) for p in self._class_reference(one, seen)]
        if doubled:
            return []
        seen.update(names)
        return [rng("ref", name=self._reference(spec, name) if name else self.contents.name(spec, ".attributes"))]

    def _attribute(self, node: etree._Element) -> etree._Element:
        """The pattern of an attribute; one that is not required is optional."""
        name, namespace = name_in_documents(node), node.get("ns")
        is_xml = namespace == XML and not name.startswith("xml:")
        made = rng("attribute", name=f"xml:{name}" if is_xml else name)
        if namespace and not is_xml:
            made.set("ns", namespace)
        made.append(self.contents.document(node))
        made.extend(self._value(node))
        return made if node.get("usage") == "req" else rng("optional", made)

    def _value(self, node: etree._Element) -> list[etree._Element]:
        """The value of an attribute: one of a datatype or a list, or several separated by blanks."""
        datatype = node.find("tei:datatype", NS)
        low, high = occurrences(datatype) if datatype is not None else (1, 1)
        if (low, high) == (0, 1):
            return [rng("optional", *self._data(node))]
        if datatype is None or high == 1 or datatype.find(f"{{{RNG}}}text") is not None:
            return self._data(node)
        if (low, high) == (1, UNBOUNDED):
            return [rng("list", rng("oneOrMore", *self._data(node)))]
        made = [p for _ in range(low) for p in self._data(node)]
        if high == UNBOUNDED:
            return [rng("list", *made, rng("zeroOrMore", *self._data(node)))]
        return [rng("list", *made, *(rng("optional", *self._data(node)) for _ in range(high - low)))]

    def _data(self, node: etree._Element) -> list[etree._Element]:
        values, datatype = node.find("tei:valList", NS), node.find("tei:datatype", NS)
        kind = values.get("type") if values is not None else None
        data = (
            [p for part in datatype.iterchildren(etree.Element) for p in self.contents.part(part)]
            if datatype is not None
            else []
        )
        if kind == "closed" and values is not None:
            return [self.contents.values(values)]
        if kind == "semi" and values is not None:
            made = self.contents.values(values)
            made.extend([rng("data", type="Name")] if datatype is None or _is_enumerated(datatype) else data)
            return [made]
        return data if datatype is not None and len(datatype) else [rng("text")]


def _is_attribute(definition: etree._Element) -> bool:
    """Whether a definition is of an attribute in documents, not of a namespace declaration."""
    return not definition.get("ident", "").startswith(_NAMESPACE_DECLARATION)


def _is_enumerated(datatype: etree._Element) -> bool:
    return datatype.find(f"{{{RNG}}}ref[@name='data.enumerated']") is not None
